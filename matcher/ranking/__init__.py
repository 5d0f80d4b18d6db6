"""Order candidates, and say how far the order can be trusted.

In: the points of all candidates. Out: ranks, stability bands, groups of near-equals, near duplicates. Start at
``order``.
"""
