"""Read e-mail: the text that mail programs show, and the documents attached to it.

In: bytes. Out: a builder with text, hidden text and warnings. Start at ``message``.
"""
