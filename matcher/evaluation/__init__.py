"""Measure how well a run agrees with labels: skills, order, intervals.

In: a finished run and labels. Out: measures with intervals. Start at ``evaluate``.
"""
