"""Judge what a résumé claims about a skill that it mentions: assertion, level, years, remarks.

In: mentions and their text. Out: the same mentions with these fields set. Start at ``assertion``.
"""
