"""Keep a cache file below a size limit, by deleting what was not used for longest.

Every table has a column ``used``, the day of the last use. The table that grows is ``blobs``, which also has the size
of each value.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from matcher.core.errors import MatcherError
from matcher.runs.store.database import CacheFile, number, transaction

__all__ = ["SizeLimitedStore", "in_parts"]

_CHECKS: Final = 16
"""Checks of the size while as many bytes are written as the file may have."""

_KEYS_PER_QUERY: Final = 500
"""SQLite allows 32,766 parameters, older builds 999."""

_DELETED_AT_ONCE: Final = 10_000
"""Values that are selected at a time for deletion: a cache of a million résumés holds some millions."""

Row = TypeVar("Row")

_KEYS: Final = {"readings": "sha", "blobs": "key", "records": "key", "files": "location"}
"""The key column of each table."""


class SizeLimitedStore:
    """The tables of an open cache file, below a size limit.

    Use it as a context manager, or close it.

    Args:
        folder: as for :class:`matcher.runs.store.database.CacheFile`.
        tables: likewise.
        on_message: likewise.
        limit: bytes that the file may have; up to a sixteenth more until the next check, or until it is closed.
    """

    def __init__(self, folder: Path | None, tables: str, on_message: Callable[[str], None], limit: int) -> None:
        self.file = CacheFile(folder, tables, on_message)
        """The file itself."""
        self._limit = limit
        self._written = 0
        """Bytes written since the last check of the size."""
        self._today = int(time.time() // 86_400)
        self._touched: dict[str, set[bytes]] = {table: set() for table in _KEYS}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Record what was used, shrink the file if it is too large, and close it."""
        # Only housekeeping is left: a full disk must not cost the results.
        with contextlib.suppress(MatcherError):
            self._record_use()
            self._shrink()
        self.file.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all that is put inside as one transaction: all of it, or nothing."""
        self._keep_below_limit()
        with self.file.guarded() as database, transaction(database):
            yield

    def _record_use(self) -> None:
        if not any(self._touched.values()):
            return
        with self.file.guarded() as database, transaction(database):
            for table, keys in self._touched.items():
                for part in in_parts(list(keys)):
                    database.execute(
                        f"UPDATE {table} SET used = {self._today:d} "  # noqa: S608 - names and numbers of ours
                        f"WHERE used < {self._today:d} AND {_KEYS[table]} IN ({','.join('?' * len(part))})",
                        part,
                    )
        for keys in self._touched.values():
            keys.clear()

    def _keep_below_limit(self) -> None:
        """Shrink the file if enough was written for it to be too large: a run of a million must not fill the disk."""
        if self._written * _CHECKS < self._limit:
            return
        with self.file.guarded() as database:
            if database.in_transaction:
                return
        self._written = 0
        self._record_use()
        self._shrink()

    def _shrink(self) -> None:
        """Delete what was not used for longest, until the file is a tenth below its limit."""
        with self.file.guarded() as database:
            page = number(database, "PRAGMA page_size")
            taken = (number(database, "PRAGMA page_count") - number(database, "PRAGMA freelist_count")) * page
            if taken <= self._limit:
                return
            excess = taken - self._limit * 9 // 10
            with transaction(database):
                while excess > 0 and (
                    rows := database.execute(
                        "SELECT rowid, size FROM blobs ORDER BY used, rowid LIMIT ?", (_DELETED_AT_ONCE,)
                    ).fetchall()
                ):
                    before = [excess - size for size in accumulate((size for _, size in rows), initial=0)]
                    gone = [(rowid,) for (rowid, _), left in zip(rows, before, strict=False) if left > 0]
                    database.executemany("DELETE FROM blobs WHERE rowid = ?", gone)
                    excess = before[len(gone)]
                for table in ("readings", "records", "files"):
                    database.execute(f"DELETE FROM {table} WHERE used < ?", (self._today - 365,))  # noqa: S608
            # It returns an empty row per page, and Cursor.execute would stop at the first.
            database.executescript("PRAGMA incremental_vacuum")

    def _select(self, sql: str, keys: Sequence[bytes]) -> Iterator[Any]:
        """Yield rows for keys, with some hundred keys per query."""
        for part in in_parts(keys):
            with self.file.guarded() as database:
                rows = database.execute(sql.format(",".join("?" * len(part))), part).fetchall()
            yield from rows


def in_parts(keys: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Split keys into parts of some hundred.

    >>> [len(part) for part in in_parts(range(1200))]
    [500, 500, 200]
    """
    for start in range(0, len(keys), _KEYS_PER_QUERY):
        yield keys[start : start + _KEYS_PER_QUERY]
