"""How a cache knows files again: by their place, and by what changes when they do."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

from matcher.runs.store.database import present

__all__ = ["address_key", "is_known", "mark_numbers", "place_key", "status_numbers"]


def is_known(folder: Path, paths: Sequence[str]) -> bool:
    """Whether the SHA-256 of all files is known in a cache, as far as that can be told at a glance.

    Args:
        folder: of the cache, which is neither made nor repaired.
        paths: a few files.

    >>> is_known(Path("no such folder"), ["a.pdf"])
    False
    """
    try:
        rows = [(place_key(Path(path)), status_numbers(os.stat(path))) for path in paths]
        marks = ",".join("?" * len(rows))
        # Looked at as a file that nobody can change, so that nothing is locked and nothing tidied.
        database = sqlite3.connect(f"{present(folder).absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        with contextlib.closing(database):
            sql = f"SELECT place, size, mtime, ctime, inode FROM files WHERE place IN ({marks})"  # noqa: S608
            found = {row[0]: row[1:] for row in database.execute(sql, [place for place, _ in rows])}
    except (OSError, sqlite3.Error, UnicodeDecodeError):
        return False
    return all(found.get(place) == times for place, times in rows)


def place_key(path: str | Path) -> bytes:
    """The key of a file of this machine: 16 bytes.

    >>> place_key("a.pdf") == place_key(Path("a.pdf").absolute())
    True
    """
    # Not os.path.abspath(), which takes "a/../b" for "b" even where "a" is a link.
    place = os.fsencode(path)
    if not os.path.isabs(place):
        place = os.path.join(os.getcwdb(), place.removeprefix(b"./"))
    return blake2b(place, digest_size=16).digest()


def status_numbers(status: os.stat_result) -> tuple[int, int, int, int]:
    """Size, and three numbers that change when the file does."""
    # SQLite's whole numbers have 63 bits and a sign; an inode may have 64.
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino & (2**63 - 1)


def address_key(url: str) -> bytes:
    """The key of a file somewhere else: 16 bytes.

    >>> len(address_key("memory://a.pdf"))
    16
    """
    return blake2b(url.encode("utf-8", "surrogatepass"), digest_size=16, person=b"address").digest()


def mark_numbers(mark: bytes) -> tuple[int, int, int]:
    """What a store says that changes when a file does, as three numbers.

    >>> mark_numbers(bytes(64))
    (0, 0, 0)
    """
    first, second, third = (int.from_bytes(mark[at : at + 7]) for at in (0, 7, 14))
    return first, second, third
