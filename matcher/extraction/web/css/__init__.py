"""Read style sheets and find which declarations apply to each element, with *maybe* for what is not known.

In: a parsed page and its sheets. Out: the winning values of each element, and the properties in doubt. Start at
``sheets`` and ``cascade``.
"""
