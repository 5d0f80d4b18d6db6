"""Define what worker processes return: the results of reading a file and of scoring a document.

They are in a module of their own because cache keys cover every module that a task imports: the code that schedules
tasks must not be among them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ReadFile", "ReadResult", "ScoreDocument", "ScoreResult"]


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The result of reading a file.

    >>> ReadResult("text/plain", bytes(16), b"...").media_type
    'text/plain'
    """

    media_type: str
    content: bytes
    """The digest of the document, of :func:`matcher.core.encoding.content_digest`."""
    document: bytes
    """The encoded document, without the file's name and digest: other files may hold the same text."""
    sha: bytes = b""
    """The SHA-256 of the bytes that were read: the file may have changed since it was listed."""


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """The result of scoring a document; every part is encoded.

    >>> ScoreResult().record
    b''
    """

    analysis: bytes = b""
    """Empty if it was passed in."""
    record: bytes = b""
    """The candidate's evidence totals (:mod:`matcher.scoring.candidate_record`). Empty if what was passed in could not
    be decoded."""
    assessment: bytes = b""
    """Empty if it was not asked for."""
    evidence: bytes = b""
    """The stored evidence of every skill; empty if the record was complete."""


ReadFile = Callable[[Path, str], ReadResult]
"""Reads a file, given its path and its name in reports."""

ScoreDocument = Callable[[bytes, bytes, bytes, bool], ScoreResult]
"""Analyses and scores an encoded document.

Its arguments are the encoded document; its encoded analysis, or nothing if that is to be computed; the candidate's
record so far, or nothing; and whether to return the assessment too. If the document cannot be decoded, the result has
no record."""
