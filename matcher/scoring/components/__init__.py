"""The components of the ledger: what a profile's lines are and how each is scored.

In: a RequirementProfile. Out: its LedgerLines, their cache-key parts and their scorers. To add a component, write a
module like ``tfidf`` and add it to ``COMPONENTS`` in ``registry``. Start at ``registry``, then ``base``.
"""
