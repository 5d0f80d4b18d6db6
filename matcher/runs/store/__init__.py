"""Store what earlier runs read, analysed and scored, under keys of everything it depends on.

In: keys and bytes. Out: the bytes, or nothing. Start at ``cache``, then ``run_store``.
"""
