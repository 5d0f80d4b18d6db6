"""What a worker does: reads and assesses a few files, in processes of their own as everywhere.

A worker keeps its processes between batches, for loading what they need takes seconds; when nothing has come for a
while it ends them. Batches that run at one time in one worker's process have a bench each.
"""

from __future__ import annotations

import contextlib
import multiprocessing.util
import pickle
import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any, Final

from matcher.core.errors import MissingExtraError, UnreadableFileError
from matcher.runs.distributed.messages import Job, Order, Outcome
from matcher.runs.inputs import digest
from matcher.runs.processes.process_pool import IsolatedPool
from matcher.runs.read_task import ReadDocument
from matcher.runs.remote_files import fetch
from matcher.runs.remote_inputs import Look, look
from matcher.runs.scheduler import Assessed

__all__ = ["look_at", "work_on"]

IDLE: Final = 30.0
"""Seconds after which the processes of a bench that nobody uses end. A profile is changed, and the next run begun,
within them; a cluster that others use has its memory back after them."""

FETCHES: Final = 8
"""Files of a batch that are fetched at a time: most of that time is waiting."""


def work_on(order: bytes, jobs: Sequence[Job]) -> list[Outcome]:
    """Take each file as far as is wanted.

    Args:
        order: a pickled :class:`~matcher.runs.distributed.messages.Order`, from the client.
        jobs: a few.

    Returns:
        What came of each, in their order.

    Raises:
        MatcherError: this worker would give other results than the client, or cannot work at all.
    """
    with _borrowed(order) as bench:
        return bench.work(jobs)


def look_at(urls: Sequence[str]) -> list[Look]:
    """Fetch files, and tell how they look from outside.

    Args:
        urls: a few.

    Returns:
        How each looks, in their order.
    """
    with (
        tempfile.TemporaryDirectory(prefix="matcher-look-") as folder,
        ThreadPoolExecutor(FETCHES, "matcher-fetch") as threads,
    ):
        places = [Path(folder, str(number)) for number in range(len(urls))]
        return list(threads.map(_look, urls, places))


def _look(url: str, place: Path) -> Look:
    try:
        return look(url, place)
    finally:
        place.unlink(missing_ok=True)


class _Bench:
    """One process that reads, one that assesses, and a folder for what is fetched."""

    def __init__(self, pickled: bytes) -> None:
        if multiprocessing.get_start_method() not in multiprocessing.get_all_start_methods():
            # Executors such as joblib's have a way of their own, which the processes that are started here do not know.
            multiprocessing.set_start_method("spawn", force=True)
        order: Order = pickle.loads(pickled)  # noqa: S301 - from the client, who may run anything here anyway
        self._order = order
        self._folder = Path(tempfile.mkdtemp(prefix="matcher-bench-"))
        self._threads = ThreadPoolExecutor(FETCHES, "matcher-fetch")
        self._assessors: IsolatedPool[Assessed] = IsolatedPool(order.prepare, 1, order.assessing)
        self._readers: IsolatedPool[ReadDocument] | None = None
        # Nothing leaves the bench before its assessor has said that its results are the client's.
        self._ready = self._assessors.submit(b"", b"", b"", False)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for pool in (self._assessors, self._readers):
            if pool is not None:
                pool.__exit__()
        shutil.rmtree(self._folder, ignore_errors=True)

    def work(self, jobs: Sequence[Job]) -> list[Outcome]:
        outcomes = [Outcome()] * len(jobs)
        running: dict[Future[Any], int] = {}
        for number, job in enumerate(jobs):
            running[self._assess(job, job.document) if job.document else self._bring(job, number)] = number
        while running:
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                number = running.pop(done)
                job, before = jobs[number], outcomes[number]
                try:
                    result = done.result()
                except (UnreadableFileError, MissingExtraError) as error:
                    outcomes[number] = Outcome(before.reading, error=error)
                    self._place(number).unlink(missing_ok=True)
                    continue
                if isinstance(result, Path):
                    running[self._read(result, job.name)] = number
                elif isinstance(result, ReadDocument):
                    outcomes[number] = Outcome(result)
                    running[self._assess(job, result.data)] = number
                    self._place(number).unlink(missing_ok=True)
                elif result.standing or before.reading is not None:
                    outcomes[number] = Outcome(before.reading, result)
                else:
                    # What was known of it cannot be decoded.
                    running[self._bring(job, number)] = number
        self._ready.result()
        return outcomes

    def _place(self, number: int) -> Path:
        return self._folder / str(number)

    def _bring(self, job: Job, number: int) -> Future[Any]:
        if job.path:
            return self._read(Path(job.path), job.name)
        return self._threads.submit(_bring, job, self._place(number))

    def _read(self, path: Path, name: str) -> Future[ReadDocument]:
        if self._readers is None:
            self._readers = IsolatedPool(self._order.prepare_reader, 1, self._order.reading)
        return self._readers.submit(path, name)

    def _assess(self, job: Job, document: bytes) -> Future[Assessed]:
        return self._assessors.submit(document, job.finding, job.standing, job.assessment)


def _bring(job: Job, place: Path) -> Path:
    """Put a file's bytes on this disk."""
    if job.url:
        try:
            fetch(job.url, place)
            changed = digest(place) != job.sha
        except UnreadableFileError as error:
            if error.code != "too-large":
                raise
            changed = True  # it was not when it was looked at
        if changed:
            raise UnreadableFileError("not-readable", "it changed while the run went on; run the same command again")
    elif job.data is not None:
        place.write_bytes(job.data)
    else:
        raise UnreadableFileError("not-readable", "it could not be opened any more; run the same command again")
    return place


_lock = threading.Lock()
_free: dict[bytes, list[_Bench]] = {}
_timers: dict[int, threading.Timer] = {}


def _close_all() -> None:
    """The process ends: leave no folder behind."""
    with _lock:
        benches = [bench for some in _free.values() for bench in some]
        _free.clear()
    for bench in benches:
        bench.close()


multiprocessing.util.Finalize(None, _close_all, exitpriority=10)


@contextlib.contextmanager
def _borrowed(order: bytes) -> Iterator[_Bench]:
    with _lock:
        # A bench that is ready for another order takes room, and most likely nobody comes for it.
        others = [bench for key in list(_free) if key != order for bench in _free.pop(key)]
        benches = _free.get(order)
        bench = benches.pop() if benches else None
        for gone in [*others, *([bench] if bench else [])]:
            _timers.pop(id(gone)).cancel()
    for gone in others:
        gone.close()
    bench = bench or _Bench(order)
    try:
        yield bench
    except BaseException:
        bench.close()
        raise
    timer = threading.Timer(IDLE, _end, (order, bench))
    timer.daemon = True
    with _lock:
        _free.setdefault(order, []).append(bench)
        _timers[id(bench)] = timer
    timer.start()


def _end(order: bytes, bench: _Bench) -> None:
    with _lock:
        if bench not in _free.get(order, []):
            return  # it was borrowed at the last moment
        _free[order].remove(bench)
        if not _free[order]:
            del _free[order]
        _timers.pop(id(bench), None)
    bench.close()
