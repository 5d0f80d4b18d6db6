"""Define the types that all stages share, and small tools that every package may use.

In: nothing. Out: frozen types by subject, errors, limits, encoding, fingerprints, memos and regex prefilters. Start at
``document``, then read the types in the order of the stages: ``resume``, ``skills``, ``profile``, ``ledger``,
``ranking``.
"""
