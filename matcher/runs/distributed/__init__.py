"""Run batches of files on remote workers: Dask, or any :class:`concurrent.futures.Executor`.

In: batches of files. Out: bytes, which the client stores. Start at ``dispatch``, then ``worker_task``.
A worker that would return other results than the client returns none (``compatibility``).
"""
