"""What travels between a client and its workers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matcher.core.errors import MatcherError
from matcher.core.limits import ASSESSING, READING, Limits
from matcher.runs.read_task import Read, ReadDocument
from matcher.runs.scheduler import Assess, Assessed

__all__ = ["Job", "Order", "Outcome"]


@dataclass(frozen=True, slots=True)
class Order:
    """What all jobs of a run share; pickled once, and a worker gets ready for it once.

    >>> Order(lambda: None, lambda: None).reading.seconds
    20.0
    """

    prepare_reader: Callable[[], Read]
    """Makes a reader; picklable."""
    prepare: Callable[[], Assess]
    """Makes an assessor, or raises if this worker would give other results than the client; picklable."""
    reading: Limits = READING
    assessing: Limits = ASSESSING


@dataclass(frozen=True, slots=True)
class Job:
    """One file, and how far it has come.

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
    """what it holds. None of these where its document is known."""
    document: bytes = b""
    """Encoded; empty if it is to be read."""
    finding: bytes = b""
    """Encoded; empty if it is to be found."""
    standing: bytes = b""
    assessment: bool = False
    """Whether the assessment is wanted, too."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job.

    >>> Outcome().error is None
    True
    """

    reading: ReadDocument | None = None
    """None if it was not read, but had been before."""
    assessed: Assessed | None = None
    error: MatcherError | None = None
    """Why it has come no further: the file's fault, or that of an optional library which is missing."""
