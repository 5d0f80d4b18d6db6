"""Define the vocabulary that every stage shares, and the small tools that every package may use.

In: nothing. Out: frozen types by subject, errors, limits, encodings, fingerprints. Start at ``document`` and follow the
types in the order of the stages: ``resume``, ``skills``, ``ledger``, ``ranking``.
"""
