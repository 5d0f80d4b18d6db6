"""Identify files that a cache has seen: by their location, and by numbers that change when they do."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

from matcher.runs.store.database import current_file

__all__ = ["is_known", "location_key", "mark_numbers", "status_numbers", "url_key"]


def is_known(folder: Path, paths: Sequence[str]) -> bool:
    """Whether a cache holds the SHA-256 of all files, as far as a quick look can tell.

    Args:
        folder: the cache's folder; nothing in it is made or repaired.
        paths: a few files.

    >>> is_known(Path("no such folder"), ["a.pdf"])
    False
    """
    try:
        rows = [(location_key(Path(path)), status_numbers(os.stat(path))) for path in paths]
        placeholders = ",".join("?" * len(rows))
        # Opened as immutable, so that SQLite locks nothing and repairs nothing.
        database = sqlite3.connect(f"{current_file(folder).absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        with contextlib.closing(database):
            sql = f"SELECT location, size, mtime, ctime, inode FROM files WHERE location IN ({placeholders})"  # noqa: S608
            stored = {row[0]: row[1:] for row in database.execute(sql, [location for location, _ in rows])}
    except (OSError, sqlite3.Error, UnicodeDecodeError):
        return False
    return all(stored.get(location) == numbers for location, numbers in rows)


def location_key(path: str | Path) -> bytes:
    """Return the key of a file on this machine: 16 bytes.

    >>> location_key("a.pdf") == location_key(Path("a.pdf").absolute())
    True
    """
    # Not os.path.abspath(), which takes "a/../b" for "b" even where "a" is a link.
    location = os.fsencode(path)
    if not os.path.isabs(location):
        location = os.path.join(os.getcwdb(), location.removeprefix(b"./"))
    return blake2b(location, digest_size=16).digest()


def status_numbers(status: os.stat_result) -> tuple[int, int, int, int]:
    """Return a file's size, and three numbers that change when the file does."""
    # SQLite's integers have 63 bits and a sign; an inode may have 64.
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino & (2**63 - 1)


def url_key(url: str) -> bytes:
    """Return the key of a remote file: 16 bytes.

    >>> len(url_key("memory://a.pdf"))
    16
    """
    return blake2b(url.encode("utf-8", "surrogatepass"), digest_size=16, person=b"address").digest()


def mark_numbers(mark: bytes) -> tuple[int, int, int]:
    """Return the mark of a remote file as three numbers.

    >>> mark_numbers(bytes(64))
    (0, 0, 0)
    """
    first, second, third = (int.from_bytes(mark[at : at + 7]) for at in (0, 7, 14))
    return first, second, third
