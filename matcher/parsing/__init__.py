"""Find the structure of a document: sections, dated positions, the person's name, and text written to manipulate.

In: a Document. Out: the sections, positions, names and warnings of a Resume. Start at ``sections`` and ``timeline``.
"""
