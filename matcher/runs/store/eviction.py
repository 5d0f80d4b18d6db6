"""A cache's file that keeps account of what is used, and stays below a limit by what was not used for longest.

Its tables have a column ``used``, the day, by their keys; ``blobs`` is the one that grows, and tells each value's size.
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

__all__ = ["BoundedTables", "in_parts"]

_LOOKS: Final = 16
"""How often it is looked, while as much is written as the file may have, whether there is too much."""

_AT_A_TIME: Final = 500
"""Keys in one question; SQLite has room for 32,766, older builds for 999."""

_DELETED_AT_ONCE: Final = 10_000
"""Values that are looked up to be deleted: a cache of a million résumés holds some millions."""

Row = TypeVar("Row")

_KEYS: Final = {"readings": "sha", "blobs": "key", "standings": "key", "files": "place"}
"""The tables, and the key of each."""


class BoundedTables:
    """The tables of a cache, open.

    Use it as a context manager, or close it.

    Args:
        folder: as for :class:`matcher.runs.store.database.CacheFile`.
        tables: likewise.
        tell: likewise.
        limit: bytes that the file may have; a sixteenth more until it is looked for them, or it is closed.
    """

    def __init__(self, folder: Path | None, tables: str, tell: Callable[[str], None], limit: int) -> None:
        self.file = CacheFile(folder, tables, tell)
        """Where all is kept."""
        self._limit = limit
        self._written = 0
        """Bytes since it was last looked whether there are too many."""
        self._today = int(time.time() // 86_400)
        self._touched: dict[str, set[bytes]] = {table: set() for table in _KEYS}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Note what was used, make room if there is too much, and let the file go."""
        # All that is left to do is tidying: a full disk must not cost the results.
        with contextlib.suppress(MatcherError):
            self._note_use()
            self._make_room()
        self.file.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Several puts, written as one: all of them, or none."""
        self._keep_below_limit()
        with self.file.guarded() as database, transaction(database):
            yield

    def _note_use(self) -> None:
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
        """Make room if so much was written that there may be too much: a run of a million must not fill the disk."""
        if self._written * _LOOKS < self._limit:
            return
        with self.file.guarded() as database:
            if database.in_transaction:
                return
        self._written = 0
        self._note_use()
        self._make_room()

    def _make_room(self) -> None:
        """Delete what was not used for longest, until the file is below its limit by a tenth."""
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
                for table in ("readings", "standings", "files"):
                    database.execute(f"DELETE FROM {table} WHERE used < ?", (self._today - 365,))  # noqa: S608
            # It answers once a page, with nothing in it; Cursor.execute takes the first such answer for the end.
            database.executescript("PRAGMA incremental_vacuum")

    def _select(self, sql: str, keys: Sequence[bytes]) -> Iterator[Any]:
        """Rows for keys, some hundred at a time."""
        for part in in_parts(keys):
            with self.file.guarded() as database:
                rows = database.execute(sql.format(",".join("?" * len(part))), part).fetchall()
            yield from rows


def in_parts(keys: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Keys some hundred at a time.

    >>> [len(part) for part in in_parts(range(1200))]
    [500, 500, 200]
    """
    for start in range(0, len(keys), _AT_A_TIME):
        yield keys[start : start + _AT_A_TIME]
