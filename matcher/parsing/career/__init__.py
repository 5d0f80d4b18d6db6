"""Find the career in a résumé: dated entries with title, employer, place and dates, and the experience stated.

In: the text and its sections. Out: Positions in order of offset, and warnings. Start at ``timeline``.
"""
