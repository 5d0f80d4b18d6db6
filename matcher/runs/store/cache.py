"""Store what earlier runs read, analysed and scored, in an SQLite file that any run may use.

Every value is stored under a key made of everything it depends on, so that nothing ever has to be invalidated:

===============  ==================================================================================================
``files``        a file's location, size and times → the SHA-256 of its bytes
``readings``     SHA-256 and reader's version → the digest of the document, or why the file could not be read
``blobs``        documents by their digest; analyses and assessments by keys of what they were made from and with;
                 the candidates of stored runs in columns (:mod:`matcher.runs.store.run_store`)
``records``      an analysis's key → the evidence totals of a candidate: all that changed weights need
===============  ==================================================================================================

A file that is damaged, another program's or of another schema is renamed, and the user is notified.
A damaged entry counts as missing: a checksum in front of each shows whether it is what was stored under this key.
Several processes may use one file at a time. The name of a file that was set aside is never used again, because SQLite
deletes a log by its name. Every entry is written at once, so that a run that is killed loses only the files that were
under way. The file holds the content of résumés: only its owner may read it, deleted data is overwritten, and ``matcher
cache forget`` and ``clear`` delete.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from matcher.core.encoding import add_checksum, content_digest, strip_checksum
from matcher.core.errors import UsageError
from matcher.runs.store.database import number, transaction
from matcher.runs.store.entries import (
    ASSESSMENT,
    DOCUMENT,
    MAX_STORED_RUNS,
    STORED_RUNS,
    TABLES,
    CacheSize,
    Reading,
)
from matcher.runs.store.eviction import SizeLimitedStore
from matcher.runs.store.file_identity import location_key, mark_numbers, status_numbers, url_key

__all__ = ["LIMIT", "RACY_SECONDS", "Cache", "default_folder", "open_cache"]

LIMIT: Final = 4 * 1024**3
"""Bytes that the file may have, give or take a sixteenth while a run writes; what was not used for longest goes first.
A résumé takes some 20 KiB with everything computed from it, so this holds 200,000."""

RACY_SECONDS: Final = 2.0
"""A file that changed this recently might change again without a change of its times (FAT keeps them to 2 seconds), as
in Git."""


def default_folder() -> Path:
    """Return the user's cache folder: ``~/.cache/matcher`` on Linux, its counterpart elsewhere."""
    from platformdirs import user_cache_path

    return user_cache_path("matcher", appauthor=False)


class Cache(SizeLimitedStore):
    """An open cache file.

    Use it as a context manager, or close it.

    Args:
        folder: where it is, or is made; None for a nameless file that disappears with this object, even after kill -9.
        on_message: called with a line when the cache had to be set aside.
        limit: bytes that it may have; up to a sixteenth more until the next check, or until it is closed.

    Raises:
        UsageError: the file cannot be made.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Cache(Path(folder)) as cache:
    ...     cache.put_reading(bytes(32), "v1", Reading("text/plain", bytes(16)))
    ...     cache.readings([bytes(32)], {"text/plain": "v1"}.get)[bytes(32)].media_type
    'text/plain'
    """

    def __init__(
        self, folder: Path | None, on_message: Callable[[str], None] = lambda _: None, limit: int = LIMIT
    ) -> None:
        super().__init__(folder, TABLES, on_message, limit)

    # ----------------------------------------------------------------------------------------------------- files

    def digests(self, files: Sequence[tuple[str | Path, os.stat_result]]) -> list[bytes | None]:
        """Return the SHA-256 of each file that is unchanged since it was stored; None for the others.

        Args:
            files: each with its present status.
        """
        keys = [location_key(path) for path, _ in files]
        stored = self._files(keys)
        rows = [stored.get(key) for key in keys]
        pairs = zip(rows, files, strict=True)
        return [
            row[4] if row is not None and row[:4] == [*status_numbers(status)] else None for row, (_, status) in pairs
        ]

    def _files(self, locations: Sequence[bytes]) -> dict[bytes, list[Any]]:
        """Return what is stored of files: size, three numbers that change when the file does, SHA-256."""
        stored = {
            row[0]: row[1:]
            for *row, checksum in self._select(
                "SELECT location, size, mtime, ctime, inode, sha, checksum FROM files WHERE location IN ({})", locations
            )
            if checksum == content_digest(row)
        }
        self._touched["files"].update(stored)
        return stored

    def _put_file(self, *row: object) -> None:
        with self.file.guarded() as database:
            database.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, content_digest(row), self._today)
            )

    def put_digest(self, path: str | Path, status: os.stat_result, sha: bytes) -> None:
        """Store the SHA-256 of a file, unless the file changed so recently that it may still be changing.

        Args:
            path: the file.
            status: its status before its bytes were read.
            sha: 32 bytes.
        """
        if time.time() - max(status.st_mtime, status.st_ctime) < RACY_SECONDS:
            return
        self._put_file(location_key(path), *status_numbers(status), sha)

    def remote_digests(self, files: Sequence[tuple[str, bytes]]) -> list[tuple[bytes, int] | None]:
        """Return the SHA-256 and the size of each remote file whose mark is unchanged; None for the others.

        Args:
            files: each with its address and its mark, 64 bytes that change when the file does; empty if the remote
                store provides none.
        """
        keys = [url_key(url) for url, _ in files]
        stored = self._files(keys)
        digests: list[tuple[bytes, int] | None] = []
        for key, (_, mark) in zip(keys, files, strict=True):
            row = stored.get(key)
            is_same = row is not None and bool(mark) and row[1:4] == [*mark_numbers(mark)]
            digests.append((row[4], row[0]) if row is not None and is_same else None)
        return digests

    def put_remote_digest(self, url: str, mark: bytes, size: int, sha: bytes) -> None:
        """Store the SHA-256 of a remote file that has a mark.

        Args:
            url: its address.
            mark: as for :meth:`remote_digests`, from before it was fetched.
            size: bytes.
            sha: 32 bytes.
        """
        if mark:
            self._put_file(url_key(url), size, *mark_numbers(mark), sha)

    # ------------------------------------------------------------------------------------------------------ readings

    def readings(self, shas: Iterable[bytes], reader_of: Callable[[str], str | None]) -> dict[bytes, Reading]:
        """Return the stored outcomes of reading bytes, of those made by the present version of the reader.

        Args:
            shas: SHA-256 digests.
            reader_of: returns the present version of a media type's reader; of "" that of all readers together.

        Returns:
            The readings by digest.
        """
        stored = {}
        for *row, checksum in self._select(
            "SELECT sha, reader, media, content, code, reason, review, checksum FROM readings WHERE sha IN ({})",
            list(shas),
        ):
            sha, reader, media, content, code, reason, review = row
            if checksum == content_digest(row) and reader == reader_of(media):
                stored[sha] = Reading(media, content, code, reason, bool(review))
        self._touched["readings"].update(stored)
        return stored

    def put_reading(self, sha: bytes, reader: str, reading: Reading, document: bytes = b"") -> None:
        """Store the outcome of reading bytes.

        Args:
            sha: their SHA-256.
            reader: the version of the reader.
            reading: the outcome.
            document: the encoded document; empty if there is none.
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
        """Return those of the keys under which a layer holds a value."""
        sql = f"SELECT key FROM blobs WHERE layer = {layer:d} AND key IN ({{}})"  # noqa: S608 - a number of ours
        return {row[0] for row in self._select(sql, list(keys))}

    def get(self, layer: int, key: bytes) -> bytes | None:
        """Return the value that a layer holds under a key; None if there is none."""
        with self.file.guarded() as database:
            row = database.execute("SELECT value FROM blobs WHERE key = ? AND layer = ?", (key, layer)).fetchone()
        if row is None:
            return None
        value = strip_checksum(row[0], _context(layer, key))
        if value is None:
            self.drop(layer, key)
        else:
            self._touched["blobs"].add(key)
        return value

    def get_many(self, layer: int, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the values that a layer holds under keys, by key; damaged ones are left out."""
        sql = f"SELECT key, value FROM blobs WHERE layer = {layer:d} AND key IN ({{}})"  # noqa: S608 - a number of ours
        stored = {}
        for key, checked in self._select(sql, list(keys)):
            value = strip_checksum(checked, _context(layer, key))
            if value is not None:
                stored[key] = value
        self._touched["blobs"].update(stored)
        return stored

    def put(self, layer: int, key: bytes, content: bytes, value: bytes) -> None:
        """Store a value.

        Args:
            layer: one of those in :mod:`matcher.runs.store.entries`.
            key: a digest of what the value was made from, and with.
            content: the digest of the document that it belongs to.
            value: as encoded by :mod:`matcher.core.encoding`.
        """
        with self.file.guarded() as database:
            self._put(database, layer, key, content, value)

    def _put(self, database: sqlite3.Connection, layer: int, key: bytes, content: bytes, value: bytes) -> None:
        value = add_checksum(value, _context(layer, key))
        self._written += len(value)
        database.execute(
            "INSERT OR REPLACE INTO blobs (key, layer, content, used, size, value) VALUES (?, ?, ?, ?, ?, ?)",
            (key, layer, content, self._today, len(value), value),
        )

    def drop(self, layer: int, key: bytes) -> None:
        """Delete the value that a layer holds under a key, if any: it turned out to be damaged."""
        with self.file.guarded() as database:
            database.execute("DELETE FROM blobs WHERE key = ? AND layer = ?", (key, layer))

    def evict_stored_runs(self) -> None:
        """Delete all stored runs except the :data:`~matcher.runs.store.entries.MAX_STORED_RUNS` used last."""
        sql = "SELECT content FROM blobs WHERE content BETWEEN ? AND ? GROUP BY content ORDER BY max(used), max(rowid)"
        with self.file.guarded() as database:
            for (content,) in database.execute(sql, STORED_RUNS).fetchall()[:-MAX_STORED_RUNS]:
                database.execute("DELETE FROM blobs WHERE content = ?", (content,))

    # ------------------------------------------------------------------------------------------------------- records

    def records(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the records of candidates, by the keys of their analyses."""
        stored = {}
        for key, checked in self._select("SELECT key, value FROM records WHERE key IN ({})", list(keys)):
            record = strip_checksum(checked, key)
            if record is not None:
                stored[key] = record
        self._touched["records"].update(stored)
        return stored

    def put_record(self, key: bytes, content: bytes, record: bytes) -> None:
        """Store the record of a candidate; see :meth:`put`."""
        with self.file.guarded() as database:
            database.execute(
                "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)",
                (key, content, self._today, add_checksum(record, key)),
            )

    # ------------------------------------------------------------------------------------------------------ deleting

    def forget(self, sha: bytes) -> int:
        """Delete everything that was computed from some bytes.

        Args:
            sha: their SHA-256.

        Returns:
            How many entries were deleted; 0 if there were none. Entries that another file with the same text shares
            are deleted too, and computed again when they are next needed.
        """
        with self.file.guarded() as database, transaction(database):
            contents = [
                row[0] for row in database.execute("SELECT content FROM readings WHERE sha = ?", (sha,)) if row[0]
            ]
            deleted = database.execute("DELETE FROM readings WHERE sha = ?", (sha,)).rowcount
            deleted += database.execute("DELETE FROM files WHERE sha = ?", (sha,)).rowcount
            # Only all parts of a stored run together show who is among its candidates.
            database.execute("DELETE FROM blobs WHERE content BETWEEN ? AND ?", STORED_RUNS)
            for content in contents:
                deleted += database.execute("DELETE FROM blobs WHERE content = ?", (content,)).rowcount
                deleted += database.execute("DELETE FROM records WHERE content = ?", (content,)).rowcount
        self._empty_log()
        self.file.delete_leftovers()
        return deleted

    def clear(self) -> None:
        """Delete everything, and give the disk space back."""
        with self.file.guarded() as database:
            with transaction(database):
                for table in ("files", "readings", "blobs", "records"):
                    database.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
            database.execute("VACUUM")
        self._empty_log()
        self.file.delete_leftovers()
        for touched in self._touched.values():
            touched.clear()

    def _empty_log(self) -> None:
        """Write the log back: until then it holds what was deleted. That waits for other processes that read."""
        with self.file.guarded() as database:
            if number(database, "PRAGMA wal_checkpoint(TRUNCATE)"):
                raise UsageError(
                    f"the cache {self.file.name} is in use, so its log may still hold what was deleted; run this "
                    "command again when the other run has ended"
                )

    def size(self) -> CacheSize:
        """Return how much the cache holds."""
        with self.file.guarded() as database:
            return CacheSize(
                number(database, "SELECT count(DISTINCT sha) FROM readings"),
                number(database, f"SELECT count(*) FROM blobs WHERE layer = {DOCUMENT:d}"),  # noqa: S608
                number(database, f"SELECT count(*) FROM blobs WHERE layer = {ASSESSMENT:d}"),  # noqa: S608
                number(database, "PRAGMA page_count") * number(database, "PRAGMA page_size"),
            )


def _context(layer: int, key: bytes) -> bytes:
    """Return what a value's checksum covers besides the value: an entry in another one's place is damaged."""
    return bytes([layer]) + key


def open_cache(setting: str | Path | bool, on_message: Callable[[str], None] = lambda _: None) -> Cache:
    """Open the cache that a user's options name.

    Args:
        setting: the cache's folder; True for the user's own, False for a cache that disappears when it is closed.
        on_message: called with a line that the user should read.

    Raises:
        UsageError: there can be no cache in the folder.

    >>> with open_cache(False) as cache:
    ...     cache.file.folder is None
    True
    """
    if setting is False:
        return Cache(None)
    if setting is not True:
        return Cache(Path(setting), on_message)
    try:
        return Cache(default_folder(), on_message)
    except UsageError as error:
        # The user did not ask for this folder, and every result can be computed without a cache.
        on_message(f"{error}; this run goes on without")
        return Cache(None)
