"""What was read, found and scored before: an SQLite file, keyed by content, that any run may use and none must believe.

Four things are kept, each under a key that is made of what it depends on, so that nothing has ever to be declared
stale:

===============  ==================================================================================================
``files``        a file's place, size and times → the SHA-256 of its bytes
``readings``     SHA-256 and reader's version → what the document says (by its digest), or why it cannot be read
``blobs``        documents by their digest; findings and assessments by keys that tell what they were made from and with
``standings``    a finding's key → small numbers, all that re-scoring needs
===============  ==================================================================================================

A file that is damaged, foreign or of another schema is set aside under another name, with a line that tells so; a
damaged entry is a miss. Several processes may use one file at a time. Every entry is written as it comes, so that a
run that is killed loses what was in its hands and no more. The file holds what the résumés hold: it is readable by its
owner only, what is deleted is overwritten, and ``matcher cache forget`` and ``clear`` delete.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, TypeVar

from matcher.encoding import sealed, unsealed
from matcher.errors import MatcherError, UsageError

__all__ = ["LIMIT", "Cache", "CacheDamagedError", "CacheSize", "Reading", "default_folder"]

SCHEMA: Final = 1
APPLICATION: Final = 0x4D41_5443
"""SQLite's ``application_id``: "MATC"."""

LIMIT: Final = 4 * 1024**3
"""Bytes that the file may have at the end of a run; what was not used for longest goes first. A résumé takes some 20
KiB with all that was found in it, so that these are 200,000."""

RACY_SECONDS: Final = 2.0
"""A file that changed so lately might change again without its times telling (FAT keeps them to 2 seconds), as in
Git."""

_AT_A_TIME: Final = 500
"""Keys in one question; SQLite has room for 32,766, older builds for 999."""

Row = TypeVar("Row")

_TABLES: Final = """
CREATE TABLE files (
    place BLOB PRIMARY KEY, size INT, mtime INT, ctime INT, inode INT, sha BLOB, used INT
) WITHOUT ROWID;
CREATE TABLE readings (
    sha BLOB, reader TEXT, media TEXT, content BLOB, code TEXT, reason TEXT, review INT, used INT,
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

DOCUMENT: Final = 1
FINDING: Final = 2
ASSESSMENT: Final = 3


class CacheDamagedError(MatcherError):
    """The cache turned out to be damaged in the middle of a run; it has been set aside, and a new one is empty."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading some bytes: a document's digest, or a reason.

    >>> Reading("text/plain", bytes(16)).code
    ''
    """

    media_type: str
    content: bytes = b""
    """16 bytes that tell what the document says, of :func:`matcher.encoding.content_of`; empty if it cannot be read."""
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


class Cache:
    """One cache file, open.

    Use it as a context manager, or close it.

    Args:
        folder: where it is, or is made.
        tell: called with a line when the cache had to be set aside.
        limit: bytes that it may have when it is closed.

    Raises:
        UsageError: there can be no such file.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Cache(Path(folder)) as cache:
    ...     cache.put_reading(bytes(32), "v1", Reading("text/plain", bytes(16)))
    ...     cache.readings([bytes(32)], {"text/plain": "v1"}.get)[bytes(32)].media_type
    'text/plain'
    """

    def __init__(self, folder: Path, tell: Callable[[str], None] = lambda _: None, limit: int = LIMIT) -> None:
        self.path = folder / f"cache-{SCHEMA}.sqlite"
        self._tell = tell
        self._limit = limit
        self._today = int(time.time() // 86_400)
        self._touched: dict[str, set[bytes]] = {"readings": set(), "blobs": set(), "standings": set(), "files": set()}
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise UsageError(
                f"the cache {folder} cannot be made: {error.strerror or error}; name another folder"
            ) from None
        self._database = self._open()

    # ------------------------------------------------------------------------------------------------ opening, closing

    def _open(self) -> sqlite3.Connection:
        fault = "cannot be opened"
        for _ in range(3):
            database: sqlite3.Connection | None = None
            try:
                if not self.path.exists():
                    self.path.touch(mode=0o600)
                database = sqlite3.connect(self.path, timeout=60, isolation_level=None, cached_statements=64)
                fault = self._prepare(database)
                if not fault:
                    return database
            except sqlite3.OperationalError as error:
                raise UsageError(
                    f"the cache {self.path} cannot be used ({error}); name another folder with --cache, or --no-cache"
                ) from None
            except sqlite3.DatabaseError as error:
                fault = f"is damaged ({error})"
            except OSError as error:
                raise UsageError(f"the cache {self.path} cannot be made: {error.strerror or error}") from None
            if database is not None:
                database.close()
            self._set_aside(fault)
        raise UsageError(f"the cache {self.path} {fault}; name another folder with --cache, or --no-cache")

    def _prepare(self, database: sqlite3.Connection) -> str:
        """Make an empty file ours; what is wrong with one that is not."""
        database.execute("PRAGMA busy_timeout = 60000")
        if _one(database, "SELECT count(*) FROM sqlite_master") and (fault := _fault(database)):
            return fault
        database.execute("PRAGMA auto_vacuum = INCREMENTAL")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("PRAGMA secure_delete = ON")
        database.execute("PRAGMA mmap_size = 1073741824")
        with _transaction(database):
            # Another process may have been faster.
            if not _one(database, "SELECT count(*) FROM sqlite_master"):
                for statement in _TABLES.split(";"):
                    database.execute(statement)
                database.execute(f"PRAGMA application_id = {APPLICATION}")
                database.execute(f"PRAGMA user_version = {SCHEMA}")
        return _fault(database)

    def _set_aside(self, fault: str) -> None:
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}.aside-{number}")).exists():
            number += 1
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.replace(f"{self.path}{suffix}", f"{aside}{suffix}")
        self._tell(f"the cache {self.path} {fault}: it is set aside as {aside.name}, and a new one begun")

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Note what was used, make room if there is too much, and let the file go."""
        with contextlib.suppress(sqlite3.Error, CacheDamagedError):
            self._note_use()
            self._make_room()
        self._database.close()

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._database
        except sqlite3.OperationalError as error:
            raise UsageError(
                f"the cache {self.path} cannot be used ({error}); free some space, name another folder with --cache, "
                "or --no-cache"
            ) from None
        except sqlite3.DatabaseError as error:
            self._database.close()
            self._set_aside(f"is damaged ({error})")
            self._database = self._open()
            raise CacheDamagedError("the cache was damaged") from None

    # ----------------------------------------------------------------------------------------------------- files

    def digests(self, files: Sequence[tuple[Path, os.stat_result]]) -> list[bytes | None]:
        """The SHA-256 of files that are as they were when it was taken; None for the others.

        Args:
            files: each with its present status.
        """
        places = [_place(path) for path, _ in files]
        known = {
            row[0]: row[1:]
            for row in self._select(
                "SELECT place, size, mtime, ctime, inode, sha FROM files WHERE place IN ({})", places
            )
        }
        found: list[bytes | None] = []
        for place, (_, status) in zip(places, files, strict=True):
            row = known.get(place)
            found.append(row[4] if row is not None and row[:4] == _times(status) else None)
        self._touched["files"].update(known)
        return found

    def put_digest(self, path: Path, status: os.stat_result, sha: bytes) -> None:
        """Remember the SHA-256 of a file, unless it changed so lately that it may be changing still.

        Args:
            path: the file.
            status: its status before its bytes were read.
            sha: 32 bytes.
        """
        if time.time() - status.st_mtime < RACY_SECONDS:
            return
        with self._guarded() as database:
            database.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)",
                (_place(path), *_times(status), sha, self._today),
            )

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
        for sha, reader, media, content, code, reason, review in self._select(
            "SELECT sha, reader, media, content, code, reason, review FROM readings WHERE sha IN ({})", list(shas)
        ):
            if reader == reader_of(media):
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
        row = (sha, reader, reading.media_type, reading.content, reading.code, reading.reason, reading.review)
        with self._guarded() as database, _transaction(database):
            database.execute("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, self._today))
            if document:
                self._put(database, DOCUMENT, reading.content, reading.content, document)

    # --------------------------------------------------------------------------------------------------------- blobs

    def has(self, layer: int, keys: Iterable[bytes]) -> set[bytes]:
        """Those of the keys under which the layer holds something."""
        sql = f"SELECT key FROM blobs WHERE layer = {layer:d} AND key IN ({{}})"  # noqa: S608 - a number of ours
        return {row[0] for row in self._select(sql, list(keys))}

    def get(self, layer: int, key: bytes) -> bytes | None:
        """What a layer holds under a key; None if nothing."""
        with self._guarded() as database:
            row = database.execute("SELECT value FROM blobs WHERE key = ? AND layer = ?", (key, layer)).fetchone()
        if row is None:
            return None
        self._touched["blobs"].add(key)
        value: bytes = row[0]
        return value

    def put(self, layer: int, key: bytes, content: bytes, value: bytes) -> None:
        """Keep a value.

        Args:
            layer: :data:`DOCUMENT`, :data:`FINDING` or :data:`ASSESSMENT`.
            key: tells what it was made from, and with.
            content: the digest of the document that it is about.
            value: as encoded by :mod:`matcher.encoding`.
        """
        with self._guarded() as database:
            self._put(database, layer, key, content, value)

    def _put(self, database: sqlite3.Connection, layer: int, key: bytes, content: bytes, value: bytes) -> None:
        database.execute(
            "INSERT OR REPLACE INTO blobs (key, layer, content, used, size, value) VALUES (?, ?, ?, ?, ?, ?)",
            (key, layer, content, self._today, len(value), value),
        )

    def drop(self, layer: int, key: bytes) -> None:
        """Delete what a layer holds under a key, if it holds anything: it turned out to be damaged."""
        with self._guarded() as database:
            database.execute("DELETE FROM blobs WHERE key = ? AND layer = ?", (key, layer))

    # ----------------------------------------------------------------------------------------------------- standings

    def standings(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The small numbers of findings, by their keys."""
        found = {}
        for key, value in self._select("SELECT key, value FROM standings WHERE key IN ({})", list(keys)):
            numbers = unsealed(value)
            if numbers is not None:
                found[key] = numbers
        self._touched["standings"].update(found)
        return found

    def put_standing(self, key: bytes, content: bytes, value: bytes) -> None:
        """Keep the small numbers of a finding; see :meth:`put`."""
        with self._guarded() as database:
            database.execute(
                "INSERT OR REPLACE INTO standings VALUES (?, ?, ?, ?)", (key, content, self._today, sealed(value))
            )

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Several puts, written as one: all of them, or none."""
        with self._guarded() as database, _transaction(database):
            yield

    # ---------------------------------------------------------------------------------------------------- forgetting

    def forget(self, sha: bytes) -> int:
        """Forget all that came of some bytes.

        Args:
            sha: their SHA-256.

        Returns:
            How many entries were deleted, 0 if it was not known. What another file says word for word goes too, and is
            found anew when it is next asked for.
        """
        with self._guarded() as database, _transaction(database):
            contents = [
                row[0] for row in database.execute("SELECT content FROM readings WHERE sha = ?", (sha,)) if row[0]
            ]
            deleted = database.execute("DELETE FROM readings WHERE sha = ?", (sha,)).rowcount
            deleted += database.execute("DELETE FROM files WHERE sha = ?", (sha,)).rowcount
            for content in contents:
                deleted += database.execute("DELETE FROM blobs WHERE content = ?", (content,)).rowcount
                deleted += database.execute("DELETE FROM standings WHERE content = ?", (content,)).rowcount
        with self._guarded() as database:
            # What was deleted may stand in the log until it is written back.
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return deleted

    def clear(self) -> None:
        """Forget everything, and give the space back."""
        with self._guarded() as database:
            with _transaction(database):
                for table in ("files", "readings", "blobs", "standings"):
                    database.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
            database.execute("VACUUM")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        for touched in self._touched.values():
            touched.clear()

    def size(self) -> CacheSize:
        """How much it holds."""
        with self._guarded() as database:
            return CacheSize(
                _one(database, "SELECT count(DISTINCT sha) FROM readings"),
                _one(database, f"SELECT count(*) FROM blobs WHERE layer = {DOCUMENT:d}"),  # noqa: S608
                _one(database, f"SELECT count(*) FROM blobs WHERE layer = {ASSESSMENT:d}"),  # noqa: S608
                _one(database, "PRAGMA page_count") * _one(database, "PRAGMA page_size"),
            )

    def _note_use(self) -> None:
        key_of = {"readings": "sha", "blobs": "key", "standings": "key", "files": "place"}
        with self._guarded() as database, _transaction(database):
            for table, keys in self._touched.items():
                for part in _parts(list(keys)):
                    database.execute(
                        f"UPDATE {table} SET used = {self._today:d} "  # noqa: S608 - names and numbers of ours
                        f"WHERE used < {self._today:d} AND {key_of[table]} IN ({','.join('?' * len(part))})",
                        part,
                    )

    def _make_room(self) -> None:
        """Delete what was not used for longest, until the file is below its limit by a tenth."""
        with self._guarded() as database:
            page = _one(database, "PRAGMA page_size")
            taken = (_one(database, "PRAGMA page_count") - _one(database, "PRAGMA freelist_count")) * page
            if taken <= self._limit:
                return
            excess = taken - self._limit * 9 // 10
            with _transaction(database):
                for rowid, size in database.execute("SELECT rowid, size FROM blobs ORDER BY used, rowid").fetchall():
                    if excess <= 0:
                        break
                    database.execute("DELETE FROM blobs WHERE rowid = ?", (rowid,))
                    excess -= size
                for table in ("readings", "standings", "files"):
                    database.execute(f"DELETE FROM {table} WHERE used < ?", (self._today - 365,))  # noqa: S608
            database.execute("PRAGMA incremental_vacuum").fetchall()

    def _select(self, sql: str, keys: Sequence[bytes]) -> Iterator[Any]:
        """Rows for keys, some hundred at a time."""
        for part in _parts(keys):
            with self._guarded() as database:
                rows = database.execute(sql.format(",".join("?" * len(part))), part).fetchall()
            yield from rows


def _parts(keys: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(keys), _AT_A_TIME):
        yield keys[start : start + _AT_A_TIME]


@contextlib.contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    if database.in_transaction:
        yield
        return
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def _fault(database: sqlite3.Connection) -> str:
    """Why a file with tables is none of ours; empty if it is."""
    if _one(database, "PRAGMA application_id") != APPLICATION:
        return "is some other program's"
    schema = _one(database, "PRAGMA user_version")
    if schema != SCHEMA:
        return f"is of schema {schema}, where this matcher keeps {SCHEMA}"
    database.execute("SELECT sha FROM readings LIMIT 1").fetchall()
    return ""


def _one(database: sqlite3.Connection, sql: str) -> int:
    return int(database.execute(sql).fetchone()[0])


def _place(path: Path) -> bytes:
    return blake2b(os.fsencode(path.absolute()), digest_size=16).digest()


def _times(status: os.stat_result) -> tuple[int, int, int, int]:
    # SQLite's whole numbers have 63 bits and a sign; an inode may have 64.
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino & (2**63 - 1)
