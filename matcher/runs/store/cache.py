"""What was read, found and scored before: an SQLite file, keyed by content, that any run may use and none must believe.

Four things are kept, each under a key that is made of what it depends on, so that nothing has ever to be declared
stale:

===============  ==================================================================================================
``files``        a file's place, size and times → the SHA-256 of its bytes
``readings``     SHA-256 and reader's version → what the document says (by its digest), or why it cannot be read
``blobs``        documents by their digest; findings and assessments by keys that tell what they were made from and
                 with; all candidates of a run in columns (:mod:`matcher.runs.store.run_store`)
``standings``    a finding's key → small numbers, all that re-scoring needs
===============  ==================================================================================================

A file that is damaged, foreign or of another schema is set aside under another name, with a line that tells so; a
damaged entry is a miss: a digest in front of each tells whether it is what was put in, under this key and no other.
Several processes may use one file at a time, and none that is set aside has its name used again, since SQLite deletes
a log by its name. Every entry is written as it comes, so that a run that is killed loses what was in its hands and no
more. The file holds what the résumés hold: it is readable by its owner only, what is deleted is overwritten, and
``matcher cache forget`` and ``clear`` delete.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from matcher.core.encoding import add_checksum, content_digest, strip_checksum
from matcher.core.errors import UsageError
from matcher.runs.store.database import CacheDamagedError, number, transaction
from matcher.runs.store.eviction import BoundedTables
from matcher.runs.store.file_identity import address_key, mark_numbers, place_key, status_numbers

__all__ = [
    "LIMIT",
    "MAX_STORED_RUNS",
    "Cache",
    "CacheDamagedError",
    "CacheSize",
    "Reading",
    "default_folder",
    "stored_run_content",
]

LIMIT: Final = 4 * 1024**3
"""Bytes that the file may have, give or take a sixteenth while a run writes; what was not used for longest goes first.
A résumé takes some 20 KiB with all that was found in it, so that these are 200,000."""

RACY_SECONDS: Final = 2.0
"""A file that changed so lately might change again without its times telling (FAT keeps them to 2 seconds), as in
Git."""

_TABLES: Final = """
CREATE TABLE files (
    place BLOB PRIMARY KEY, size INT, mtime INT, ctime INT, inode INT, sha BLOB, seal BLOB, used INT
) WITHOUT ROWID;
CREATE TABLE readings (
    sha BLOB, reader TEXT, media TEXT, content BLOB, code TEXT, reason TEXT, review INT, seal BLOB, used INT,
    PRIMARY KEY (sha, reader)
) WITHOUT ROWID;
CREATE INDEX readings_content ON readings (content);
CREATE TABLE blobs (key BLOB, layer INT, content BLOB, used INT, size INT, value BLOB);
CREATE UNIQUE INDEX blobs_key ON blobs (key, layer);
CREATE INDEX blobs_content ON blobs (content);
CREATE INDEX blobs_used ON blobs (used, size);
CREATE TABLE standings (key BLOB PRIMARY KEY, content BLOB, used INT, value BLOB) WITHOUT ROWID;
CREATE INDEX standings_content ON standings (content);
"""

_ABOUT_ROSTER: Final = b"roster"
_ABOUT_ROSTERS: Final = (_ABOUT_ROSTER, _ABOUT_ROSTER + b"\xff" * 10)

DOCUMENT: Final = 1
ANALYSIS: Final = 2
ASSESSMENT: Final = 3
STORED_RUN: Final = 4
INPUTS: Final = 5
EVIDENCE: Final = 6

MAX_STORED_RUNS: Final = 8
"""Rosters kept, those used last: of 100,000 candidates each takes some 60 MB, and few go back further than that."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading some bytes: a document's digest, or a reason.

    >>> Reading("text/plain", bytes(16)).code
    ''
    """

    media_type: str
    content: bytes = b""
    """16 bytes that tell what the document says, of :func:`matcher.core.encoding.content_digest`; empty if it cannot be read."""
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


def default_folder() -> Path:
    """The folder for caches of the user who runs this: ``~/.cache/matcher`` on Linux, its like elsewhere."""
    from platformdirs import user_cache_path

    return user_cache_path("matcher", appauthor=False)


class Cache(BoundedTables):
    """One cache file, open.

    Use it as a context manager, or close it.

    Args:
        folder: where it is, or is made; None for one that has no name and goes with this object, even by kill -9.
        tell: called with a line when the cache had to be set aside.
        limit: bytes that it may have; a sixteenth more until it is looked for them, or it is closed.

    Raises:
        UsageError: there can be no such file.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Cache(Path(folder)) as cache:
    ...     cache.put_reading(bytes(32), "v1", Reading("text/plain", bytes(16)))
    ...     cache.readings([bytes(32)], {"text/plain": "v1"}.get)[bytes(32)].media_type
    'text/plain'
    """

    def __init__(self, folder: Path | None, tell: Callable[[str], None] = lambda _: None, limit: int = LIMIT) -> None:
        super().__init__(folder, _TABLES, tell, limit)

    # ----------------------------------------------------------------------------------------------------- files

    def digests(self, files: Sequence[tuple[str | Path, os.stat_result]]) -> list[bytes | None]:
        """The SHA-256 of files that are as they were when it was taken; None for the others.

        Args:
            files: each with its present status.
        """
        places = [place_key(path) for path, _ in files]
        known = self._places(places)
        rows = [known.get(place) for place in places]
        pairs = zip(rows, files, strict=True)
        return [
            row[4] if row is not None and row[:4] == [*status_numbers(status)] else None for row, (_, status) in pairs
        ]

    def _places(self, places: Sequence[bytes]) -> dict[bytes, list[Any]]:
        """What is known of files: size, three numbers that change when it does, SHA-256."""
        known = {
            row[0]: row[1:]
            for *row, seal in self._select(
                "SELECT place, size, mtime, ctime, inode, sha, seal FROM files WHERE place IN ({})", places
            )
            if seal == content_digest(row)
        }
        self._touched["files"].update(known)
        return known

    def _put_place(self, *row: object) -> None:
        with self.file.guarded() as database:
            database.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, content_digest(row), self._today)
            )

    def put_digest(self, path: str | Path, status: os.stat_result, sha: bytes) -> None:
        """Remember the SHA-256 of a file, unless it changed so lately that it may be changing still.

        Args:
            path: the file.
            status: its status before its bytes were read.
            sha: 32 bytes.
        """
        if time.time() - max(status.st_mtime, status.st_ctime) < RACY_SECONDS:
            return
        self._put_place(place_key(path), *status_numbers(status), sha)

    def remote_digests(self, files: Sequence[tuple[str, bytes]]) -> list[tuple[bytes, int] | None]:
        """The SHA-256 and size of files somewhere else whose marks are as they were; None for the others.

        Args:
            files: each with its address, and what changes when the file does: 64 bytes, or nothing if nothing tells.
        """
        places = [address_key(url) for url, _ in files]
        known = self._places(places)
        found: list[tuple[bytes, int] | None] = []
        for place, (_, mark) in zip(places, files, strict=True):
            row = known.get(place)
            is_same = row is not None and bool(mark) and row[1:4] == [*mark_numbers(mark)]
            found.append((row[4], row[0]) if row is not None and is_same else None)
        return found

    def put_remote_digest(self, url: str, mark: bytes, size: int, sha: bytes) -> None:
        """Remember the SHA-256 of a file somewhere else, if its store marks it.

        Args:
            url: its address.
            mark: as for :meth:`remote_digests`, from before it was fetched.
            size: bytes.
            sha: 32 bytes.
        """
        if mark:
            self._put_place(address_key(url), size, *mark_numbers(mark), sha)

    # ------------------------------------------------------------------------------------------------------ readings

    def readings(self, shas: Iterable[bytes], reader_of: Callable[[str], str | None]) -> dict[bytes, Reading]:
        """What came of reading bytes, by those readers that read them now.

        Args:
            shas: SHA-256 digests.
            reader_of: gives the present version of a media type's reader; of "" that of all readers.

        Returns:
            By digest, those that are known.
        """
        found = {}
        for *row, seal in self._select(
            "SELECT sha, reader, media, content, code, reason, review, seal FROM readings WHERE sha IN ({})", list(shas)
        ):
            sha, reader, media, content, code, reason, review = row
            if seal == content_digest(row) and reader == reader_of(media):
                found[sha] = Reading(media, content, code, reason, bool(review))
        self._touched["readings"].update(found)
        return found

    def put_reading(self, sha: bytes, reader: str, reading: Reading, document: bytes = b"") -> None:
        """Remember what came of reading bytes.

        Args:
            sha: their SHA-256.
            reader: the version of the reader.
            reading: what came of it.
            document: the encoded document; empty if it cannot be read.
        """
        row = (sha, reader, reading.media_type, reading.content, reading.code, reading.reason, int(reading.review))
        self._keep_below_limit()
        with self.file.guarded() as database, transaction(database):
            database.execute(
                "INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, content_digest(row), self._today),
            )
            if document:
                self._put(database, DOCUMENT, reading.content, reading.content, document)

    # --------------------------------------------------------------------------------------------------------- blobs

    def has(self, layer: int, keys: Iterable[bytes]) -> set[bytes]:
        """Those of the keys under which the layer holds something."""
        sql = f"SELECT key FROM blobs WHERE layer = {layer:d} AND key IN ({{}})"  # noqa: S608 - a number of ours
        return {row[0] for row in self._select(sql, list(keys))}

    def get(self, layer: int, key: bytes) -> bytes | None:
        """What a layer holds under a key; None if nothing."""
        with self.file.guarded() as database:
            row = database.execute("SELECT value FROM blobs WHERE key = ? AND layer = ?", (key, layer)).fetchone()
        if row is None:
            return None
        value = strip_checksum(row[0], _about(layer, key))
        if value is None:
            self.drop(layer, key)
        else:
            self._touched["blobs"].add(key)
        return value

    def get_many(self, layer: int, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """What a layer holds under keys, by them; what is damaged is left out."""
        sql = f"SELECT key, value FROM blobs WHERE layer = {layer:d} AND key IN ({{}})"  # noqa: S608 - a number of ours
        found = {}
        for key, value in self._select(sql, list(keys)):
            data = strip_checksum(value, _about(layer, key))
            if data is not None:
                found[key] = data
        self._touched["blobs"].update(found)
        return found

    def put(self, layer: int, key: bytes, content: bytes, value: bytes) -> None:
        """Keep a value.

        Args:
            layer: :data:`DOCUMENT`, :data:`ANALYSIS` or :data:`ASSESSMENT`.
            key: tells what it was made from, and with.
            content: the digest of the document that it is about.
            value: as encoded by :mod:`matcher.core.encoding`.
        """
        with self.file.guarded() as database:
            self._put(database, layer, key, content, value)

    def _put(self, database: sqlite3.Connection, layer: int, key: bytes, content: bytes, value: bytes) -> None:
        value = add_checksum(value, _about(layer, key))
        self._written += len(value)
        database.execute(
            "INSERT OR REPLACE INTO blobs (key, layer, content, used, size, value) VALUES (?, ?, ?, ?, ?, ?)",
            (key, layer, content, self._today, len(value), value),
        )

    def drop(self, layer: int, key: bytes) -> None:
        """Delete what a layer holds under a key, if it holds anything: it turned out to be damaged."""
        with self.file.guarded() as database:
            database.execute("DELETE FROM blobs WHERE key = ? AND layer = ?", (key, layer))

    def evict_stored_runs(self) -> None:
        """Delete all rosters but the :data:`MAX_STORED_RUNS` used last, each with all that is about it."""
        sql = "SELECT content FROM blobs WHERE content BETWEEN ? AND ? GROUP BY content ORDER BY max(used), max(rowid)"
        with self.file.guarded() as database:
            for (about,) in database.execute(sql, _ABOUT_ROSTERS).fetchall()[:-MAX_STORED_RUNS]:
                database.execute("DELETE FROM blobs WHERE content = ?", (about,))

    # ----------------------------------------------------------------------------------------------------- standings

    def records(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The small numbers of findings, by their keys."""
        found = {}
        for key, value in self._select("SELECT key, value FROM standings WHERE key IN ({})", list(keys)):
            numbers = strip_checksum(value, key)
            if numbers is not None:
                found[key] = numbers
        self._touched["standings"].update(found)
        return found

    def put_record(self, key: bytes, content: bytes, value: bytes) -> None:
        """Keep the small numbers of a finding; see :meth:`put`."""
        with self.file.guarded() as database:
            database.execute(
                "INSERT OR REPLACE INTO standings VALUES (?, ?, ?, ?)",
                (key, content, self._today, add_checksum(value, key)),
            )

    # ---------------------------------------------------------------------------------------------------- forgetting

    def forget(self, sha: bytes) -> int:
        """Forget all that came of some bytes.

        Args:
            sha: their SHA-256.

        Returns:
            How many entries were deleted, 0 if it was not known. What another file says word for word goes too, and is
            found anew when it is next asked for.
        """
        with self.file.guarded() as database, transaction(database):
            contents = [
                row[0] for row in database.execute("SELECT content FROM readings WHERE sha = ?", (sha,)) if row[0]
            ]
            deleted = database.execute("DELETE FROM readings WHERE sha = ?", (sha,)).rowcount
            deleted += database.execute("DELETE FROM files WHERE sha = ?", (sha,)).rowcount
            # Who is among those of a roster, only the whole of it tells.
            database.execute("DELETE FROM blobs WHERE content BETWEEN ? AND ?", _ABOUT_ROSTERS)
            for content in contents:
                deleted += database.execute("DELETE FROM blobs WHERE content = ?", (content,)).rowcount
                deleted += database.execute("DELETE FROM standings WHERE content = ?", (content,)).rowcount
        self._empty_log()
        self.file.delete_leftovers()
        return deleted

    def clear(self) -> None:
        """Forget everything, and give the space back."""
        with self.file.guarded() as database:
            with transaction(database):
                for table in ("files", "readings", "blobs", "standings"):
                    database.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
            database.execute("VACUUM")
        self._empty_log()
        self.file.delete_leftovers()
        for touched in self._touched.values():
            touched.clear()

    def _empty_log(self) -> None:
        """What was deleted stands in the log until that is written back; which waits for others that are reading."""
        with self.file.guarded() as database:
            if number(database, "PRAGMA wal_checkpoint(TRUNCATE)"):
                raise UsageError(
                    f"the cache {self.file.name} is in use, so that what was deleted may still stand in its log; "
                    "do this once more when the other run has ended"
                )

    def size(self) -> CacheSize:
        """How much it holds."""
        with self.file.guarded() as database:
            return CacheSize(
                number(database, "SELECT count(DISTINCT sha) FROM readings"),
                number(database, f"SELECT count(*) FROM blobs WHERE layer = {DOCUMENT:d}"),  # noqa: S608
                number(database, f"SELECT count(*) FROM blobs WHERE layer = {ASSESSMENT:d}"),  # noqa: S608
                number(database, "PRAGMA page_count") * number(database, "PRAGMA page_size"),
            )


def stored_run_content(name: bytes) -> bytes:
    r"""What values of a roster are about, in the place of a document's digest: found together, and apart from others.

    >>> stored_run_content(bytes(range(16)))
    b'roster\x00\x01\x02\x03\x04\x05\x06\x07\x08\t'
    """
    return _ABOUT_ROSTER + name[:10]


def _about(layer: int, key: bytes) -> bytes:
    return bytes([layer]) + key
