"""Find the mentions of skills in a text and judge each one.

In: a Document and a Taxonomy. Out: Mentions with their assertion, level and position. Start at ``analyzer``, then
``recognizer``.
"""
