"""Join the glyphs of a page into words, lines and blocks, in reading order.

In: glyphs with boxes. Out: blocks of lines. Start at ``areas``.
"""
