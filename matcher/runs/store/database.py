"""An SQLite file that may be damaged, foreign, newer, or another process's too: opened, and replaced if need be.

None that is set aside has its name used again: a process that has it open still deletes its log, by name, when it is
done. A file of ours is told by a mark in its first hundred bytes.
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

__all__ = ["APPLICATION", "SCHEMA", "CacheDamagedError", "CacheFile", "number", "present", "transaction"]

SCHEMA: Final = 1
APPLICATION: Final = 0x4D41_5443
"""SQLite's ``application_id``: "MATC"."""

_SUFFIXES: Final = ("-wal", "-shm", "-journal")
"""Of what SQLite keeps beside a file."""

_FAILURES: Final = (sqlite3.Error, UnicodeDecodeError)
"""What a statement may fail with; the second, where the very message quotes a damaged name."""

_ADVICE: Final = "name another folder with --cache, or use --no-cache"

_SURROUNDINGS: Final = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOLFS, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM, sqlite3.SQLITE_PROTOCOL,
})  # fmt: skip
"""Errors that lie in the disk, the system or another process. All others lie in the file: even "no such column" is the
answer of a file whose schema was damaged, since ours is as the code that asks."""


class CacheDamagedError(MatcherError):
    """The cache turned out to be damaged in the middle of a run; what is damaged has been set aside or deleted."""


class CacheFile:
    """One file, open.

    Args:
        folder: where it is, or is made; None for one that has no name and goes with this object, even by kill -9.
        tables: the statements that make its tables, parted by semicolons.
        tell: called with a line when a file had to be set aside.

    Raises:
        UsageError: there can be no such file.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = CacheFile(Path(folder), "CREATE TABLE things (name)")
    ...     with file.guarded() as database:
    ...         number(database, "SELECT count(*) FROM things")
    ...     file.close()
    0
    """

    def __init__(self, folder: Path | None, tables: str, tell: Callable[[str], None] = lambda _: None) -> None:
        self.folder = folder
        self.path: Path | None = None
        self._tables = tables
        self._tell = tell
        self._database = self._open()

    @property
    def name(self) -> str:
        """What messages call it."""
        return "for this run" if self.path is None else str(self.path)

    def close(self) -> None:
        """Let the file go."""
        with contextlib.suppress(*_FAILURES):
            self._database.close()

    def _open(self) -> sqlite3.Connection:
        fault = ""
        for _ in range(3):
            database: sqlite3.Connection | None = None
            try:
                if self.folder is not None:
                    self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                    self.path = present(self.folder)
                    fault = self._make() if not self.path.exists() else _strange(self.path)
                if not fault:
                    # SQLite's own name for a file that is deleted as soon as it is open is "".
                    database = sqlite3.connect(self.path or "", timeout=60, isolation_level=None)
                    fault = self._prepare(database)
                if database is not None and not fault:
                    return database
            except _FAILURES as error:
                if self._lies_elsewhere(error):
                    raise UsageError(f"the cache {self.name} cannot be used ({error}); {_ADVICE}") from None
                fault = f"is damaged ({error})"
            except OSError as error:
                place = self.path or self.folder
                raise UsageError(f"the cache {place} cannot be made: {error.strerror or error}; {_ADVICE}") from None
            if database is not None:
                database.close()
            self._set_aside(fault)
        raise UsageError(f"the cache {self.name} {fault}; {_ADVICE}")

    def _lies_elsewhere(self, error: Exception) -> bool:
        """Whether an error has its cause in what is around the file, not in it."""
        if self.path is not None and not self.path.exists():
            # Another process has set it aside, or somebody has deleted it.
            return False
        # Python's own errors (a text that is no UTF-8) have no number.
        kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if kind == sqlite3.SQLITE_READONLY:
            # One bit of a file's header makes it one that may not be written.
            return self.path is not None and not all(os.access(p, os.W_OK) for p in (self.path, self.path.parent))
        return kind in _SURROUNDINGS

    def _make(self) -> str:
        """Make the file under another name and give it its own when it is whole, unless another process was faster."""
        assert self.path is not None  # noqa: S101 - the one without a name is not made here
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
        """Get a database ready, and make its tables if it has none; what is wrong with it."""
        if not number(database, "SELECT count(*) FROM sqlite_master"):
            database.execute("PRAGMA auto_vacuum = INCREMENTAL")
            with transaction(database):  # so that the disk is waited for once
                database.execute(f"PRAGMA application_id = {APPLICATION}")
                database.execute(f"PRAGMA user_version = {SCHEMA}")
                for statement in self._tables.split(";"):
                    database.execute(statement)
        schema = number(database, "PRAGMA user_version")
        if schema != SCHEMA:
            return f"is of schema {schema}, where this matcher keeps {SCHEMA}"
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("PRAGMA secure_delete = ON")
        # What is mapped counts as this process's memory, and more than this makes nothing faster.
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
        self._tell(f"the cache {self.path} {fault}: it is set aside as {aside.name}, and a new one begun")

    def begin_anew(self, fault: str) -> None:
        """Set the file aside, and go on with an empty one.

        Args:
            fault: what is wrong with it, as in "the cache ... is damaged".
        """
        with contextlib.suppress(*_FAILURES):
            self._database.close()
        self._set_aside(fault)
        self._database = self._open()

    @contextlib.contextmanager
    def guarded(self) -> Iterator[sqlite3.Connection]:
        """The database, for statements whose failure is dealt with here.

        Raises:
            UsageError: the disk, the system or another process is in the way.
            CacheDamagedError: the file is damaged; it has been set aside, and there is a new one.
        """
        try:
            yield self._database
        except _FAILURES as error:
            if self._lies_elsewhere(error):
                told = f"the cache {self.name} cannot be used ({error}); free some space there, or {_ADVICE}"
                raise UsageError(told) from None
            self.begin_anew(f"is damaged ({error})")
            raise CacheDamagedError(f"the cache {self.name} was damaged ({error})") from None

    def leftovers(self) -> Iterator[tuple[Path, bool]]:
        """Other files of the folder that are called like caches: set aside, or of another version of matcher.

        Yields:
            The file, and whether it bears matcher's mark, and so is nobody else's.
        """
        if self.path is None:
            return
        for path in sorted(self.path.parent.glob("cache-*.sqlite*")):
            if re.fullmatch(r"cache-[0-9-]+\.sqlite(\.aside)?", path.name) and path != self.path:
                is_ours = False
                with contextlib.suppress(*_FAILURES):
                    is_ours = not _strange(path)
                yield path, is_ours

    def delete_leftovers(self) -> None:
        """Delete those that bear matcher's mark, with their logs."""
        for path, is_ours in list(self.leftovers()):
            for suffix in ("", *_SUFFIXES) if is_ours else ():
                Path(f"{path}{suffix}").unlink(missing_ok=True)


@contextlib.contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """All that is done within is done, or nothing; within another, it is a part of that."""
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
    except OSError:  # a file system that knows one name a file
        shutil.copyfile(name, path)
        path.chmod(0o600)


def _strange(path: Path) -> str:
    """Why a file is none of ours; empty if it is marked as ours.

    SQLite looks at it as at a file that nobody can change: else it would tidy the file of a stranger. It is not opened
    without SQLite, since closing it would let go of what this process has locked in it by way of another connection.
    """
    database = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
    with contextlib.closing(database):
        return "" if number(database, "PRAGMA application_id") == APPLICATION else "is some other program's"


def number(database: sqlite3.Connection, sql: str) -> int:
    """The one number that a question is answered with."""
    return int(database.execute(sql).fetchone()[0])


def present(folder: Path) -> Path:
    """The cache file of a folder: the one with the highest number, if it is higher than that of all set aside."""
    name = re.compile(rf"cache-{SCHEMA}(?:-([0-9]{{1,9}}))?\.sqlite(\.aside)?")
    matches = [match for entry in os.listdir(folder) if (match := name.fullmatch(entry))]
    highest = max((int(match[1] or 1) + bool(match[2]) for match in matches), default=1)
    return folder / (f"cache-{SCHEMA}.sqlite" if highest == 1 else f"cache-{SCHEMA}-{highest}.sqlite")
