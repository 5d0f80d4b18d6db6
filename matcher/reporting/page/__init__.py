"""Write ``report.html``: a page to find, compare and decide with, in one file.

In: the summary of a run (:mod:`matcher.reporting.summarize`). Out: HTML with its own style, script and data.
Start at :mod:`matcher.reporting.page.html`. The script's parts are in ``scripts/``, one subject each.
"""
