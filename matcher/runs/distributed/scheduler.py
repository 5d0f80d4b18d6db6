"""The stages that remember, with workers elsewhere: what they send back is kept here."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from matcher.core.encoding import strip_checksum
from matcher.core.errors import MissingExtraError, UnreadableFileError
from matcher.runs.distributed.dispatch import dispatch
from matcher.runs.distributed.messages import Job, Order, Outcome
from matcher.runs.distributed.worker_task import look_at, work_on
from matcher.runs.distributed.workers import Workers
from matcher.runs.inputs import UniqueFile
from matcher.runs.remote_inputs import Look
from matcher.runs.scheduler import Assessed, FileState, Stages
from matcher.runs.store.cache import DOCUMENT, FINDING

__all__ = ["DistributedStages", "look_far"]

_LOOK_SIZE = 128 * 1024
"""Bytes that a file is taken to have before it was looked at."""


def look_far(
    workers: Workers, files: Sequence[tuple[str, Path]], tell: Callable[[str], None] = lambda _: None
) -> Iterator[tuple[int, Look]]:
    """Have workers look at files; nothing is fetched here."""

    def arguments(batch: list[int]) -> tuple[list[str]]:
        return ([files[number][0] for number in batch],)

    numbers = range(len(files))
    for batch, looks in dispatch(workers, numbers, lambda _: _LOOK_SIZE, look_at, arguments, tell):
        yield from zip(batch, looks or [Look(b"", 0, error=_deadly())] * len(batch), strict=True)


def _deadly() -> UnreadableFileError:
    told = "twice a worker of the cluster died when it had this file; look into its log, or save the file anew as PDF"
    return UnreadableFileError("crash", told)


@dataclass
class DistributedStages(Stages):
    """Takes files through the stages on workers elsewhere; see :class:`matcher.runs.scheduler.Stages`."""

    far: Workers = field(kw_only=True)

    def _work(self, left: list[FileState], *, assessments: bool) -> Iterator[tuple[UniqueFile, bytes, bytes]]:
        order = pickle.dumps(Order(self.prepare_reader, self.prepare, self.reading, self.assessing))

        def arguments(batch: list[FileState]) -> tuple[bytes, list[Job]]:
            return order, [self._job(state, assessments=assessments) for state in batch]

        # The largest first, so that none begins when all others are done.
        waiting = sorted(left, key=lambda s: (-s.file.size, s.file.name))
        for batch, outcomes in dispatch(self.far, waiting, lambda s: s.file.size, work_on, arguments, self.tell):
            if outcomes is None:
                yield from [self._refuse(state, _deadly()) for state in batch]
                continue
            with self.cache.together():
                settled = [self._settle(state, outcome) for state, outcome in zip(batch, outcomes, strict=True)]
            yield from settled

    def _is_what_was_read(self, file: UniqueFile) -> bool:
        # Of what it fetches, a worker takes the digest first.
        return bool(file.url) or super()._is_what_was_read(file)

    def _job(self, state: FileState, *, assessments: bool) -> Job:
        """What is sent of a file: nothing that was done before is done again."""
        file = state.file
        job = partial(Job, file.name, file.sha, standing=state.standing, assessment=assessments)
        if state.content:
            document = self.cache.get(DOCUMENT, state.content) or b""
            if strip_checksum(document) is not None:
                finding = self.cache.get(FINDING, self.versions.finding_key(state.content)) or b""
                return job(document=document, finding=finding)
        if file.url:
            return job(url=file.url)
        if file.shared or self.far.shares_files:
            return job(path=str(file.path.absolute()))
        try:
            return job(data=file.path.read_bytes())
        except OSError:
            return job()

    def _settle(self, state: FileState, outcome: Outcome) -> tuple[UniqueFile, bytes, bytes]:
        """Keep what came of a file."""
        if outcome.reading is not None:
            self._keep_reading(state, outcome.reading)
            state.content = outcome.reading.content
        if isinstance(outcome.error, (UnreadableFileError, MissingExtraError)):
            return self._refuse(state, outcome.error)
        assessed = outcome.assessed or Assessed(b"", b"", b"")
        self._keep_assessed(state, assessed)
        return state.file, state.content, assessed.standing
