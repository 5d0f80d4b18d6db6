"""Work on untrusted files in processes of their own, with limits on time and memory.

In: a function and its arguments. Out: a future. Start at ``process_pool``.
"""
