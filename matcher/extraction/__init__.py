"""Read the bytes of a file into a Document.

In: bytes and a name. Out: text in reading order, its blocks, and a warning for all that a person cannot see or that
could not be read. Start at ``formats``, where each format is registered once.
"""
