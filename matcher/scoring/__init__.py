"""Score résumés: from evidence to a ledger of points, for one résumé and for a million.

In: a Resume, its Mentions, a RequirementProfile, the TF-IDF model. Out: an Assessment whose ledger sums to the score.
Start at ``pipeline``, then ``components.registry`` and ``points``.
"""
