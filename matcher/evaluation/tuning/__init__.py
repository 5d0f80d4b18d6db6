"""Fit the weights of a profile to grades or to choices between two résumés.

In: a profile, a finished run, labels. Out: the profile with new weights, and the gain by cross-validation. Start at
``tune``.
"""
