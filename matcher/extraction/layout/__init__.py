"""Turn glyphs on a page into words, lines and blocks in the order in which a person reads them.

In: glyphs with boxes. Out: blocks of lines. Start at ``areas``.
"""
