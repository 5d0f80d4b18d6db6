"""Find the structure of a document: sections, dated positions, the person, and text written for machines.

In: a Document. Out: a Resume with its sections, positions and warnings. Start at ``sections`` and ``timeline``.
"""
