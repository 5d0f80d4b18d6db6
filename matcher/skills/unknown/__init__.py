"""Find names that look like technologies and are not in the taxonomy.

In: a text and its known mentions. Out: unknown names with counts. Start at ``names``.
"""
