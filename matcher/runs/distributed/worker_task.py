"""Run a batch of jobs on a distributed worker: read and score files in isolated processes, as on the client.

A worker keeps its processes between batches, because loading what they need takes seconds, and ends them when no batch
has come for a while. Batches that run at the same time in one worker have a bench each.
"""

from __future__ import annotations

import contextlib
import multiprocessing.util
import pickle
import tempfile
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from matcher.core.errors import UnreadableFileError
from matcher.runs.distributed.messages import Job, JobResult, WorkerSetup
from matcher.runs.inputs import digest
from matcher.runs.processes.scratch_folders import ScratchFolder
from matcher.runs.remote_files import fetch
from matcher.runs.remote_inputs import FileProbe, probe_file
from matcher.runs.task_loop import FileTask, TaskLoop

__all__ = ["probe_urls", "run_jobs"]

IDLE: Final = 30.0
"""Seconds after which the processes of an unused bench end: long enough to change a profile and start the next run,
short enough that others who use the cluster get its memory back."""

FETCHES: Final = 8
"""Files of a batch that are fetched at a time: most of that time is waiting."""


def run_jobs(setup: bytes, jobs: Sequence[Job]) -> list[JobResult]:
    """Run a batch of jobs.

    Args:
        setup: a pickled :class:`~matcher.runs.distributed.messages.WorkerSetup`, from the client.
        jobs: a few.

    Returns:
        Their results, in the same order.

    Raises:
        MatcherError: this worker would give other results than the client, or cannot work at all.
    """
    with _borrowed(setup) as bench:
        return bench.run(jobs)


def probe_urls(urls: Sequence[str]) -> list[FileProbe]:
    """Fetch files and probe them.

    Args:
        urls: a few.

    Returns:
        A probe of each, in the same order.
    """
    with (
        tempfile.TemporaryDirectory(prefix="matcher-probe-") as folder,
        ThreadPoolExecutor(FETCHES, "matcher-fetch") as threads,
    ):
        paths = [Path(folder, str(number)) for number in range(len(urls))]
        return list(threads.map(_probe, urls, paths))


def _probe(url: str, path: Path) -> FileProbe:
    try:
        return probe_file(url, path)
    finally:
        path.unlink(missing_ok=True)


@dataclass(slots=True, kw_only=True, eq=False)
class _JobTask(FileTask):
    """A task with its job."""

    job: Job


class _Bench:
    """One process that reads, one that scores, and a folder for fetched files."""

    def __init__(self, pickled: bytes) -> None:
        if multiprocessing.get_start_method() not in multiprocessing.get_all_start_methods():
            # Executors such as joblib's add a start method that the processes started here do not know.
            multiprocessing.set_start_method("spawn", force=True)
        setup: WorkerSetup = pickle.loads(pickled)  # noqa: S301 - from the client, who may run anything here anyway
        self._folder = ScratchFolder()
        self._threads = ThreadPoolExecutor(FETCHES, "matcher-fetch")
        self._loop: TaskLoop[_JobTask] = TaskLoop(
            setup.prepare_reader, setup.prepare_scorer, 1, setup.read_limits, setup.score_limits,
            fetch=self._fetch, on_read=self._delete_fetched,
        )  # fmt: skip
        # No result leaves the bench before its scorer has confirmed that its results are the client's.
        self._ready = self._loop.scorers.submit(b"", b"", b"", False)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._loop.__exit__()
        self._folder.remove()

    def run(self, jobs: Sequence[Job]) -> list[JobResult]:
        tasks = [
            _JobTask(
                name=job.name, path=Path(job.path) if job.path else self._folder.path / str(number),
                is_local=bool(job.path), document=job.document, analysis=job.analysis, record=job.record,
                wants_assessment=job.wants_assessment, job=job,
            )
            for number, job in enumerate(jobs)
        ]  # fmt: skip
        for task in self._loop.run(tasks, len(tasks)):
            if task.error is not None:
                self._delete_fetched(task)
        self._ready.result()
        return [JobResult(task.reading, task.result, task.error) for task in tasks]

    def _fetch(self, task: _JobTask) -> Future[None]:
        return self._threads.submit(_fetch, task.job, task.path)

    def _delete_fetched(self, task: _JobTask) -> None:
        if not task.job.path:
            task.path.unlink(missing_ok=True)


def _fetch(job: Job, path: Path) -> None:
    """Write a job's file to this disk."""
    if job.url:
        try:
            fetch(job.url, path)
            has_changed = digest(path) != job.sha
        except UnreadableFileError as error:
            if error.code != "too-large":
                raise
            has_changed = True  # it was smaller when it was probed
        if has_changed:
            raise UnreadableFileError("not-readable", "it changed while the run went on; run the same command again")
    elif job.data is not None:
        path.write_bytes(job.data)
    else:
        raise UnreadableFileError("not-readable", "it could not be opened any more; run the same command again")


_lock = threading.Lock()
_free: dict[bytes, list[_Bench]] = {}
_timers: dict[int, threading.Timer] = {}


def _close_all() -> None:
    """Leave no folder behind when the process ends."""
    with _lock:
        benches = [bench for free in _free.values() for bench in free]
        _free.clear()
    for bench in benches:
        bench.close()


multiprocessing.util.Finalize(None, _close_all, exitpriority=10)


@contextlib.contextmanager
def _borrowed(setup: bytes) -> Iterator[_Bench]:
    """Lend a bench for a setup: a free one, or a new one."""
    with _lock:
        # A free bench for another setup takes memory, and is most likely not needed again.
        others = [bench for key in list(_free) if key != setup for bench in _free.pop(key)]
        benches = _free.get(setup)
        bench = benches.pop() if benches else None
        for taken in [*others, *([bench] if bench else [])]:
            _timers.pop(id(taken)).cancel()
    for other in others:
        other.close()
    bench = bench or _Bench(setup)
    try:
        yield bench
    except BaseException:
        bench.close()
        raise
    timer = threading.Timer(IDLE, _end, (setup, bench))
    timer.daemon = True
    with _lock:
        _free.setdefault(setup, []).append(bench)
        _timers[id(bench)] = timer
    timer.start()


def _end(setup: bytes, bench: _Bench) -> None:
    """Close a bench that was free for :data:`IDLE` seconds."""
    with _lock:
        if bench not in _free.get(setup, []):
            return  # it was borrowed at the last moment
        _free[setup].remove(bench)
        if not _free[setup]:
            del _free[setup]
        _timers.pop(id(bench), None)
    bench.close()
