"""Find names that look like technologies and are not in the taxonomy.

In: résumés with their recognised mentions. Out: unknown names with counts. Start at ``names``.
"""
