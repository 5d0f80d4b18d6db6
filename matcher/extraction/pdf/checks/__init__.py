"""Check what the painted page proves about each word, and what a page costs to read and paint.

In: glyphs and pictures of a page. Out: flags per word. Start at ``own_ink``.
"""
