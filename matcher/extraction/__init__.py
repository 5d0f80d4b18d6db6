"""Read the bytes of a file into a Document.

In: bytes and a name. Out: text in reading order, its blocks, and warnings of hidden text and of parts that could not be
read. Start at ``reading``; ``formats`` registers each format once.
"""
