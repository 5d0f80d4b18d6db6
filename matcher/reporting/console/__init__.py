"""Print rankings, résumés and tables of plain rows in a terminal or a pipe.

In: plain data (:mod:`matcher.reporting.schema`). Out: lines of text. Start at
:mod:`matcher.reporting.console.terminal`.
"""
