"""Send work to remote workers in batches, and handle the death of workers; this is the client's side."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from typing import Any, Final, TypeVar

from matcher.core.errors import ClusterError, MatcherError
from matcher.runs.distributed.workers import Workers

__all__ = ["dispatch"]

Item = TypeVar("Item")
Result = TypeVar("Result")

BATCH: Final = 16
"""Most items in a batch. A batch costs the client, the scheduler and the worker some 5 ms together and a résumé
some 20 ms of one core or more, so that batches of 16 cost less than 2 %; larger ones would leave workers idle at the
end and lose more when one dies. After changing it, run ``python -m benchmarks cluster FOLDER``."""

BATCH_BYTES: Final = 2 * 1024**2
"""Most bytes in a batch of more than one item."""

SHARES: Final = 4
"""Batches left per slot: batches become smaller towards the end, so that there are always this many."""

IN_FLIGHT: Final = 2
"""Batches under way per slot: one is worked on, one waits. It also bounds this process's memory."""

PATIENCE: Final = 15.0
"""Seconds without a result after which a missing worker is reported."""

MAX_DEATHS: Final = 8
"""Workers in a row that died of a single item each: then the items are not the cause."""


def dispatch(
    workers: Workers,
    items: Sequence[Item],
    size: Callable[[Item], int],
    function: Callable[..., list[Result]],
    arguments: Callable[[list[Item]], tuple[Any, ...]],
    on_message: Callable[[str], None],
) -> Iterator[tuple[list[Item], list[Result] | None]]:
    """Call a function on all items, in batches.

    The items of a batch whose worker died are tried again at the end, each alone and with nothing else under way, so
    that the death of a worker belongs to one known item, and an item costs only itself.

    Args:
        workers: the processes that call the function.
        items: in the order in which they are sent.
        size: returns the size of an item in bytes.
        function: returns a result for each item of a batch.
        arguments: returns the arguments of the function for a batch.
        on_message: called with a line when there is no worker.

    Yields:
        Batches with their results, in the order in which they arrive; an item with None if its worker died twice.

    Raises:
        ClusterError: the workers cannot be reached any more, or cannot call the function.
        MatcherError: the function raised it.
    """
    waiting = deque(items)
    suspects: deque[Item] = deque()
    running: dict[Future[list[Result]], list[Item]] = {}
    alone, died, warned = False, 0, False
    try:
        while True:
            while waiting and len(running) < IN_FLIGHT * max(workers.slots(), 1):
                batch = _next_batch(waiting, size, workers.slots())
                running[workers.submit(function, *arguments(batch))] = batch
            if not running and suspects:
                batch, alone = [suspects.popleft()], True
                running[workers.submit(function, *arguments(batch))] = batch
            if not running:
                return
            done = wait(running, PATIENCE, FIRST_COMPLETED).done
            if not done and not warned and not workers.slots():
                on_message("the cluster has no workers; waiting for some")
                warned = True
            for job in done:
                batch = running.pop(job)
                results = _result(job, workers.lost)
                if results is not None:
                    died, warned = 0, False
                    yield batch, results
                elif not alone:
                    suspects.extend(batch)
                else:
                    died += 1
                    if died == MAX_DEATHS:
                        raise ClusterError(
                            f"{died} workers in a row died of one file each, so it is not the files; look into the "
                            "workers' logs (most often their memory is too small), then run the same command to go on"
                        )
                    yield batch, None
    finally:
        for job in running:
            job.cancel()


def _next_batch(waiting: deque[Item], size: Callable[[Item], int], slots: int) -> list[Item]:
    most = max(1, min(BATCH, len(waiting) // (SHARES * max(slots, 1))))
    batch = [waiting.popleft()]
    taken = size(batch[0])
    while waiting and len(batch) < most and taken + size(waiting[0]) <= BATCH_BYTES:
        taken += size(waiting[0])
        batch.append(waiting.popleft())
    return batch


def _result(job: Future[list[Result]], lost: tuple[type[BaseException], ...]) -> list[Result] | None:
    """Return the results of a batch; None if its worker died."""
    try:
        return job.result()
    except lost:
        return None
    except MatcherError:
        raise
    except (CancelledError, BrokenExecutor, ConnectionError) as error:
        raise ClusterError(
            f"the cluster is gone ({type(error).__name__}); what came back is stored: start it again, and run the same "
            "command to go on"
        ) from None
    except Exception as error:
        first, *_ = str(error).splitlines() or [""]
        raise ClusterError(
            f"a worker cannot run matcher's code ({type(error).__name__}: {first[:200]}); this version of matcher, "
            "with the same Python, must be installed on every worker"
        ) from None
