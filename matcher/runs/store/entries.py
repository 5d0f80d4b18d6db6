"""Define what a cache holds: its tables, its layers of values, and the outcome of reading a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = [
    "ANALYSIS",
    "ASSESSMENT",
    "DOCUMENT",
    "EVIDENCE",
    "INPUTS",
    "MAX_STORED_RUNS",
    "STORED_RUN",
    "STORED_RUNS",
    "TABLES",
    "CacheSize",
    "Reading",
    "stored_run_content",
]

TABLES: Final = """
CREATE TABLE files (
    location BLOB PRIMARY KEY, size INT, mtime INT, ctime INT, inode INT, sha BLOB, checksum BLOB, used INT
) WITHOUT ROWID;
CREATE TABLE readings (
    sha BLOB, reader TEXT, media TEXT, content BLOB, code TEXT, reason TEXT, review INT, checksum BLOB, used INT,
    PRIMARY KEY (sha, reader)
) WITHOUT ROWID;
CREATE INDEX readings_content ON readings (content);
CREATE TABLE blobs (key BLOB, layer INT, content BLOB, used INT, size INT, value BLOB);
CREATE UNIQUE INDEX blobs_key ON blobs (key, layer);
CREATE INDEX blobs_content ON blobs (content);
CREATE INDEX blobs_used ON blobs (used, size);
CREATE TABLE records (key BLOB PRIMARY KEY, content BLOB, used INT, value BLOB) WITHOUT ROWID;
CREATE INDEX records_content ON records (content);
"""

DOCUMENT: Final = 1
ANALYSIS: Final = 2
ASSESSMENT: Final = 3
STORED_RUN: Final = 4
"""Layer of the parts of stored runs (:mod:`matcher.runs.store.run_store`)."""
INPUTS: Final = 5
"""Layer of the names of stored runs, by what changes when any of their files does."""
EVIDENCE: Final = 6
"""Layer of the stored evidence of every skill."""

MAX_STORED_RUNS: Final = 8
"""Stored runs that are kept, those used last: a run of 100,000 candidates takes some 60 MB, and few users go back
further."""

_STORED_RUN: Final = b"stored"
STORED_RUNS: Final = (_STORED_RUN, _STORED_RUN + b"\xff" * 10)
"""The first and the last possible :func:`stored_run_content`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome of reading some bytes: the digest of a document, or the reason why there is none.

    >>> Reading("text/plain", bytes(16)).code
    ''
    """

    media_type: str
    content: bytes = b""
    """The document's digest, 16 bytes of :func:`matcher.core.encoding.content_digest`; empty if there is none."""
    code: str = ""
    reason: str = ""
    review: bool = False


@dataclass(frozen=True, slots=True)
class CacheSize:
    """How much a cache holds.

    >>> CacheSize(2, 2, 1, 4096).bytes
    4096
    """

    files: int
    documents: int
    assessments: int
    bytes: int


def stored_run_content(name: bytes) -> bytes:
    r"""Return what the values of a stored run have in the place of a document's digest: it groups them.

    >>> stored_run_content(bytes(range(16)))
    b'stored\x00\x01\x02\x03\x04\x05\x06\x07\x08\t'
    """
    return _STORED_RUN + name[:10]
