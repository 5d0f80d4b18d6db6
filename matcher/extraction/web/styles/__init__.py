"""Decide which text of an HTML page is known to be shown on a desktop's screen (an allow-list of CSS).

In: a parsed page. Out: for each element, why its own text is hidden or not known to be shown. Start at ``judging``.
"""
