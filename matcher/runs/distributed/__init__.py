"""Run batches of files on workers elsewhere: Dask, or any :class:`concurrent.futures.Executor`.

In: batches of files. Out: bytes, which the client stores. Start at ``dispatch``, then ``worker_task``, what a worker does.
A worker that would give other results than the client gives none (``compatibility``).
"""
