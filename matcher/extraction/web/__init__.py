"""Read HTML and Markdown: the text that a browser would show.

In: bytes. Out: text, hidden text marked. Start at ``html``.
"""
