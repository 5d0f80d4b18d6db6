"""Many machines for one run: batches of files go to workers elsewhere, bytes come back, the client keeps them.

Nothing of the order is ours: Dask, or whatever else is called like :class:`concurrent.futures.Executor`, says who
works when. What is ours is what a worker does with a few files (:mod:`~matcher.runs.distributed.worker_task`), what is sent and
what is done with what comes back (:mod:`~matcher.runs.distributed.dispatch`), and that a worker which would give other
results gives none (:mod:`~matcher.runs.distributed.compatibility`).
"""
