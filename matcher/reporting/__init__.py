"""Turn a ranking into plain data once, and lay every report out from that data.

In: a Ranking. Out: HTML, XLSX, CSV, JSON, Markdown, Parquet, data frames, terminal. Start at ``summarize``, then
``reports``.
"""
