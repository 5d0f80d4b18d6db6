"""Keep what earlier runs read, found and scored, keyed by everything it depends on.

In: keys and bytes. Out: the bytes, or nothing. Start at ``cache``, then ``run_store``.
"""
