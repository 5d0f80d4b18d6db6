"""Write the tables of a ranking: CSV, Parquet, spreadsheet, data frames.

In: a ranking's summary and its tail. Out: files and pandas frames. Every writer iterates over the columns of
``reporting.columns`` and ``item_columns``. Start at ``csv_table``.
"""
