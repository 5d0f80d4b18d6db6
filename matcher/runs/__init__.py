"""Run a batch: find the inputs, read and score each file in worker processes, keep what was computed.

In: paths, a profile, options. Out: a Ranking and every file that is not ranked, with the reason. Start at ``run``, then
``scheduler``.
"""
