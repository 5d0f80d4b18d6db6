"""Schedule files on remote workers: the client sends jobs, and stores the results that come back."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from matcher.core.encoding import strip_checksum
from matcher.core.errors import MissingExtraError, UnreadableFileError
from matcher.runs.distributed.dispatch import dispatch
from matcher.runs.distributed.messages import Job, JobResult, WorkerSetup
from matcher.runs.distributed.worker_task import probe_urls, run_jobs
from matcher.runs.distributed.workers import Workers
from matcher.runs.inputs import UniqueFile
from matcher.runs.remote_inputs import FileProbe
from matcher.runs.scheduler import PendingFile, Scheduler
from matcher.runs.store.entries import ANALYSIS, DOCUMENT
from matcher.runs.task_results import ScoreResult

__all__ = ["DistributedScheduler", "probe_on_workers"]

_ASSUMED_SIZE: Final = 128 * 1024
"""Bytes that a file is assumed to have before it was probed."""


def probe_on_workers(
    workers: Workers, files: Sequence[tuple[str, Path]], on_message: Callable[[str], None] = lambda _: None
) -> Iterator[tuple[int, FileProbe]]:
    """Probe files on the workers, as :data:`matcher.runs.remote_inputs.ProbeFiles`; nothing is fetched here."""

    def arguments(batch: list[int]) -> tuple[list[str]]:
        return ([files[number][0] for number in batch],)

    numbers = range(len(files))
    for batch, probes in dispatch(workers, numbers, lambda _: _ASSUMED_SIZE, probe_urls, arguments, on_message):
        yield from zip(batch, probes or [FileProbe(b"", 0, error=_worker_died())] * len(batch), strict=True)


def _worker_died() -> UnreadableFileError:
    message = (
        "twice a worker of the cluster died when it had this file; look into its log, or save the file again as PDF"
    )
    return UnreadableFileError("crash", message)


@dataclass
class DistributedScheduler(Scheduler):
    """Take files through reading and scoring on remote workers; see :class:`matcher.runs.scheduler.Scheduler`."""

    remote_workers: Workers = field(kw_only=True)

    def _work(self, pending: list[PendingFile], *, assessments: bool) -> Iterator[tuple[UniqueFile, bytes, bytes]]:
        setup = pickle.dumps(WorkerSetup(self.prepare_reader, self.prepare_scorer, self.read_limits, self.score_limits))

        def arguments(batch: list[PendingFile]) -> tuple[bytes, list[Job]]:
            return setup, [self._job(p, assessments=assessments) for p in batch]

        # Largest first: a large file that starts last would keep one worker busy while the others are idle.
        pending.sort(key=lambda p: (-p.file.size, p.file.name))
        batches = dispatch(self.remote_workers, pending, lambda p: p.file.size, run_jobs, arguments, self.on_message)
        for batch, results in batches:
            if results is None:
                yield from [self._store_failure(p.file, _worker_died()) for p in batch]
                continue
            with self.cache.transaction():
                stored = [self._store_job(p, result) for p, result in zip(batch, results, strict=True)]
            yield from stored

    def _is_unchanged(self, file: UniqueFile) -> bool:
        # A worker checks the digest of what it fetches before it reads it.
        return bool(file.url) or super()._is_unchanged(file)

    def _job(self, pending: PendingFile, *, assessments: bool) -> Job:
        """Make a file's job, with everything that the cache holds of it."""
        file = pending.file
        job = partial(Job, file.name, file.sha, record=pending.record, wants_assessment=assessments)
        if pending.content:
            document = self.cache.get(DOCUMENT, pending.content) or b""
            if strip_checksum(document) is not None:
                analysis = self.cache.get(ANALYSIS, self.keys.analysis_key(pending.content)) or b""
                return job(document=document, analysis=analysis)
        if file.url:
            return job(url=file.url)
        if file.shared or self.remote_workers.shares_files:
            return job(path=str(file.path.absolute()))
        try:
            return job(data=file.path.read_bytes())
        except OSError:
            return job()

    def _store_job(self, pending: PendingFile, result: JobResult) -> tuple[UniqueFile, bytes, bytes]:
        file, content = pending.file, pending.content
        if result.reading is not None:
            file, content = self._put_reading(file, result.reading), result.reading.content
        if isinstance(result.error, (UnreadableFileError, MissingExtraError)):
            return self._store_failure(file, result.error)
        scored = result.scored or ScoreResult()
        self._store_result(content, scored)
        return file, content, scored.record
