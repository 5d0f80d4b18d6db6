"""Decide whether the letters of fonts in a page look like what they stand for.

In: the bytes of fonts, and the texts written with them. Out: whether each text is shown as it is written. Start at
``families``.
"""
