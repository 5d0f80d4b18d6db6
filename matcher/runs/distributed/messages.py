"""Define the messages between a client and its workers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matcher.core.errors import MatcherError
from matcher.core.limits import ASSESSING, READING, Limits
from matcher.runs.task_results import ReadFile, ReadResult, ScoreDocument, ScoreResult

__all__ = ["Job", "JobResult", "WorkerSetup"]


@dataclass(frozen=True, slots=True)
class WorkerSetup:
    """What all jobs of a run share; pickled once, and a worker gets ready for it once.

    >>> WorkerSetup(lambda: None, lambda: None).read_limits.seconds
    20.0
    """

    prepare_reader: Callable[[], ReadFile]
    """Makes a reader; picklable."""
    prepare_scorer: Callable[[], ScoreDocument]
    """Makes a scorer, or raises if this worker would give other results than the client; picklable."""
    read_limits: Limits = READING
    score_limits: Limits = ASSESSING


@dataclass(frozen=True, slots=True)
class Job:
    """One file, and the results that the client has for it already.

    >>> Job("a.pdf", bytes(32), path="/srv/cvs/a.pdf").document
    b''
    """

    name: str
    sha: bytes
    """The SHA-256 of its bytes, as the client knows them."""
    path: str = ""
    """Where it is on the worker's disk; or"""
    url: str = ""
    """where the worker fetches it; or"""
    data: bytes | None = None
    """its bytes. None of these if its document is known."""
    document: bytes = b""
    """Encoded; empty if the file has to be read."""
    analysis: bytes = b""
    """Encoded; empty if it has to be computed."""
    record: bytes = b""
    wants_assessment: bool = False


@dataclass(frozen=True, slots=True)
class JobResult:
    """The result of a job.

    >>> JobResult().error is None
    True
    """

    reading: ReadResult | None = None
    """None if the file did not have to be read."""
    scored: ScoreResult | None = None
    error: MatcherError | None = None
    """Why the job stopped: a fault of the file, or an optional library that is missing."""
