"""Open an SQLite file that may be damaged, foreign, newer or in use by another process, and replace it if necessary.

The name of a file that was set aside is never used again: a process that still has it open deletes its log, by name,
when it is done. Matcher's own files have a mark in their first hundred bytes.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from matcher.core.errors import MatcherError, UsageError

__all__ = ["APPLICATION", "SCHEMA", "CacheDamagedError", "CacheFile", "current_file", "number", "transaction"]

SCHEMA: Final = 1
APPLICATION: Final = 0x4D41_5443
"""SQLite's ``application_id``: "MATC"."""

_SUFFIXES: Final = ("-wal", "-shm", "-journal")
"""Suffixes of the files that SQLite keeps beside a database."""

_FAILURES: Final = (sqlite3.Error, UnicodeDecodeError)
"""Errors of a statement; the second occurs when the error message itself quotes a damaged name."""

_ADVICE: Final = "name another folder with --cache, or use --no-cache"

_EXTERNAL: Final = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOLFS, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM, sqlite3.SQLITE_PROTOCOL,
})  # fmt: skip
"""Errors of the disk, the system or another process. All others are faults of the file: even "no such column" comes
from a file whose schema was damaged, since the schema and the queries are of the same version."""


class CacheDamagedError(MatcherError):
    """The cache turned out to be damaged during a run; what is damaged has been set aside or deleted."""


class CacheFile:
    """An open cache file.

    Args:
        folder: where it is, or is made; None for a nameless file that disappears with this object, even after kill -9.
        tables: the statements that make its tables, separated by semicolons.
        on_message: called with a line when a file had to be set aside.

    Raises:
        UsageError: the file cannot be made.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = CacheFile(Path(folder), "CREATE TABLE things (name)")
    ...     with file.guarded() as database:
    ...         number(database, "SELECT count(*) FROM things")
    ...     file.close()
    0
    """

    def __init__(self, folder: Path | None, tables: str, on_message: Callable[[str], None] = lambda _: None) -> None:
        self.folder = folder
        self.path: Path | None = None
        self._tables = tables
        self._on_message = on_message
        self._database = self._open()

    @property
    def name(self) -> str:
        """Its name in messages."""
        return "for this run" if self.path is None else str(self.path)

    def close(self) -> None:
        """Close the file."""
        with contextlib.suppress(*_FAILURES):
            self._database.close()

    def _open(self) -> sqlite3.Connection:
        fault = ""
        for _ in range(3):
            database: sqlite3.Connection | None = None
            try:
                if self.folder is not None:
                    self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                    self.path = current_file(self.folder)
                    fault = self._make() if not self.path.exists() else _foreign_reason(self.path)
                if not fault:
                    # The name "" makes SQLite use a temporary file that is deleted as soon as it is open.
                    database = sqlite3.connect(self.path or "", timeout=60, isolation_level=None)
                    fault = self._prepare(database)
                if database is not None and not fault:
                    return database
            except _FAILURES as error:
                if self._is_external(error):
                    raise UsageError(f"the cache {self.name} cannot be used ({error}); {_ADVICE}") from None
                fault = f"is damaged ({error})"
            except OSError as error:
                path = self.path or self.folder
                raise UsageError(f"the cache {path} cannot be made: {error.strerror or error}; {_ADVICE}") from None
            if database is not None:
                database.close()
            self._set_aside(fault)
        raise UsageError(f"the cache {self.name} {fault}; {_ADVICE}")

    def _is_external(self, error: Exception) -> bool:
        """Whether an error comes from the file's surroundings: the disk, the system or another process."""
        if self.path is not None and not self.path.exists():
            # Another process has set it aside, or it was deleted.
            return False
        # Python's own errors (text that is not UTF-8) have no SQLite code.
        kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if kind == sqlite3.SQLITE_READONLY:
            # A single flipped bit in the header makes a file read-only.
            return self.path is not None and not all(os.access(p, os.W_OK) for p in (self.path, self.path.parent))
        return kind in _EXTERNAL

    def _make(self) -> str:
        """Make the file under a temporary name and rename it when it is complete, unless another process was faster."""
        assert self.path is not None  # noqa: S101 - a nameless file is not made here
        descriptor, name = tempfile.mkstemp(prefix="new-", dir=self.path.parent)
        os.close(descriptor)
        try:
            with contextlib.closing(sqlite3.connect(name, isolation_level=None)) as database:
                fault = self._prepare(database)
            with contextlib.suppress(FileExistsError):
                _link(name, self.path)
        except sqlite3.Error as error:
            raise UsageError(f"the cache {self.path} cannot be made ({error}); {_ADVICE}") from None
        finally:
            for suffix in ("", *_SUFFIXES):
                Path(f"{name}{suffix}").unlink(missing_ok=True)
        return fault

    def _prepare(self, database: sqlite3.Connection) -> str:
        """Set a database up, and make its tables if it has none; return what is wrong with it, if anything."""
        if not number(database, "SELECT count(*) FROM sqlite_master"):
            database.execute("PRAGMA auto_vacuum = INCREMENTAL")
            with transaction(database):  # one wait for the disk instead of many
                database.execute(f"PRAGMA application_id = {APPLICATION}")
                database.execute(f"PRAGMA user_version = {SCHEMA}")
                for statement in self._tables.split(";"):
                    database.execute(statement)
        schema = number(database, "PRAGMA user_version")
        if schema != SCHEMA:
            return f"has schema {schema}, and this version of matcher uses {SCHEMA}"
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("PRAGMA secure_delete = ON")
        # Mapped pages count as this process's memory, and more than this makes nothing faster.
        database.execute("PRAGMA mmap_size = 67108864")
        return ""

    def _set_aside(self, fault: str) -> None:
        if self.path is None:
            return
        aside = self.path.with_name(f"{self.path.name}.aside")
        try:
            os.replace(self.path, aside)
        except FileNotFoundError:  # another process was faster
            return
        for suffix in _SUFFIXES:
            with contextlib.suppress(FileNotFoundError):
                os.replace(f"{self.path}{suffix}", f"{aside}{suffix}")
        self._on_message(f"the cache {self.path} {fault}: it is set aside as {aside.name}, and a new one is started")

    def start_over(self, fault: str) -> None:
        """Set the file aside, and continue with an empty one.

        Args:
            fault: what is wrong with it, as in "the cache ... is damaged".
        """
        with contextlib.suppress(*_FAILURES):
            self._database.close()
        self._set_aside(fault)
        self._database = self._open()

    @contextlib.contextmanager
    def guarded(self) -> Iterator[sqlite3.Connection]:
        """Lend the database for statements, and handle their failures.

        Raises:
            UsageError: the disk, the system or another process prevents it.
            CacheDamagedError: the file is damaged; it has been set aside, and there is a new one.
        """
        try:
            yield self._database
        except _FAILURES as error:
            if self._is_external(error):
                message = f"the cache {self.name} cannot be used ({error}); free some space there, or {_ADVICE}"
                raise UsageError(message) from None
            self.start_over(f"is damaged ({error})")
            raise CacheDamagedError(f"the cache {self.name} was damaged ({error})") from None

    def leftovers(self) -> Iterator[tuple[Path, bool]]:
        """Yield the other files of the folder with names like caches: set aside, or of another version of matcher.

        Yields:
            The file, and whether it has matcher's mark.
        """
        if self.path is None:
            return
        for path in sorted(self.path.parent.glob("cache-*.sqlite*")):
            if re.fullmatch(r"cache-[0-9-]+\.sqlite(\.aside)?", path.name) and path != self.path:
                is_ours = False
                with contextlib.suppress(*_FAILURES):
                    is_ours = not _foreign_reason(path)
                yield path, is_ours

    def delete_leftovers(self) -> None:
        """Delete the leftovers that have matcher's mark, with their logs."""
        for path, is_ours in list(self.leftovers()):
            for suffix in ("", *_SUFFIXES) if is_ours else ():
                Path(f"{path}{suffix}").unlink(missing_ok=True)


@contextlib.contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Run the statements inside as one transaction; inside another one, they are part of that."""
    if database.in_transaction:
        yield
        return
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with contextlib.suppress(*_FAILURES):
            database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def _link(name: str, path: Path) -> None:
    try:
        os.link(name, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        shutil.copyfile(name, path)
        path.chmod(0o600)


def _foreign_reason(path: Path) -> str:
    """Return why a file is not matcher's; empty if it has matcher's mark.

    SQLite opens it as immutable: otherwise it would repair another program's file. It is not opened without SQLite,
    because closing it would release the locks that this process holds in it through another connection.
    """
    database = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
    with contextlib.closing(database):
        return "" if number(database, "PRAGMA application_id") == APPLICATION else "belongs to another program"


def number(database: sqlite3.Connection, sql: str) -> int:
    """Return the single number that a query results in."""
    return int(database.execute(sql).fetchone()[0])


def current_file(folder: Path) -> Path:
    """Return the cache file of a folder: the one with the highest number, or the next if that one was set aside."""
    name = re.compile(rf"cache-{SCHEMA}(?:-([0-9]{{1,9}}))?\.sqlite(\.aside)?")
    matches = [match for entry in os.listdir(folder) if (match := name.fullmatch(entry))]
    highest = max((int(match[1] or 1) + bool(match[2]) for match in matches), default=1)
    return folder / (f"cache-{SCHEMA}.sqlite" if highest == 1 else f"cache-{SCHEMA}-{highest}.sqlite")
