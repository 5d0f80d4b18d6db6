"""Keep values built from shipped files, such as the checked taxonomy, from one process to the next.

The taxonomy is half a megabyte of TOML; reading and checking it takes ten times as long as assessing a résumé. So built
values are stored in files that load in milliseconds. They are stored next to this package's bytecode, which is built
from shipped files in the same way and deserves the same trust; where that folder is read-only, in the user's cache
folder. They contain nothing of any résumé. A missing, stale or damaged file is rebuilt, and if no file can be written,
everything works without.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path
from typing import Final, Generic, TypeVar

from matcher.core.encoding import add_checksum, pack, strip_checksum, unpack
from matcher.core.shipped_files import PACKAGE

__all__ = ["PersistentMemo", "folders", "load", "load_or_build", "store"]

Value = TypeVar("Value")

_PACKAGE: Final = PACKAGE

_ABANDONED: Final = 60.0
"""Seconds after which an unfinished file belongs to a process that was killed; writing one takes some milliseconds."""


def folders() -> Iterator[Path]:
    """Yield the folders for built values, in the order in which they are read; the first writable one is written to."""
    with contextlib.suppress(NotImplementedError):  # an interpreter that keeps no bytecode
        yield Path(cache_from_source(str(_PACKAGE / "build_cache.py"))).parent
    from platformdirs import user_cache_path

    yield user_cache_path("matcher", appauthor=False)


def load(name: str, sources: bytes, kind: type[Value]) -> Value | None:
    """Load a stored value.

    Args:
        name: the value's name.
        sources: identifies what it was built from; as for :func:`store`.
        kind: its type.

    Returns:
        The value; None if none is stored, or if it was built from other sources, is damaged or has another type.

    >>> load("nothing", b"", int) is None
    True
    """
    key = _key(sources)
    for folder in folders():
        try:
            data = (folder / _file_name(name)).read_bytes()
        except OSError:
            continue
        packed = strip_checksum(data, key)
        value = None if packed is None else unpack(packed, kind)
        if value is not None:
            return value
    return None


def store(name: str, sources: bytes, value: object) -> None:
    """Store a value in the first folder that can be written to, if any.

    Args:
        name: the value's name.
        sources: bytes that change when anything changes that the value is built from.
        value: of the types in :mod:`matcher.core` and Python's own.
    """
    data = add_checksum(pack(value), _key(sources))
    for folder in folders():
        if folder.name == "__pycache__" and sys.dont_write_bytecode:
            continue
        with contextlib.suppress(OSError):
            _write(folder, _file_name(name), data)
            return


def load_or_build(name: str, sources: bytes, kind: type[Value], build: Callable[[], Value]) -> Value:
    """Load a stored value, or build and store it.

    Args:
        name: the value's name.
        sources: as for :func:`store`.
        kind: its type.
        build: builds the value.
    """
    value = load(name, sources, kind)
    if value is None:
        value = build()
        store(name, sources, value)
    return value


class PersistentMemo(Generic[Value]):
    """A memo of results that depend on nothing but the program, kept from one process to the next.

    Args:
        name: the file's name.
        sources: as for :func:`store`; called when the first result is asked for.
        kind: type of a result.

    >>> lengths = PersistentMemo("an-example", lambda: b"1", int)
    >>> lengths.get("abc", lambda: len("abc"))
    3
    """

    MAX_UNUSED: Final = 2000
    """Stored results above which those that this process did not use are dropped; the program uses some hundred."""

    def __init__(self, name: str, sources: Callable[[], bytes], kind: type[Value]) -> None:
        self._name = name
        self._sources = sources
        self._kind = kind
        self._stored: dict[str, Value] | None = None
        self._used: dict[str, Value] = {}

    def get(self, key: str, compute: Callable[[], Value]) -> Value:
        """Return the result of a key, computed now if it is not stored."""
        if self._stored is None:
            self._stored = load(self._name, self._sources(), dict[str, self._kind]) or {}  # type: ignore[name-defined]
        value = self._stored.get(key)
        self._used[key] = value = compute() if value is None else value
        return value

    def store(self) -> None:
        """Store the results for the next process, if there are new ones."""
        stored = self._stored or {}
        if self._used.keys() - stored.keys():
            self._stored = dict(self._used) if len(stored) > self.MAX_UNUSED else {**stored, **self._used}
            store(self._name, self._sources(), self._stored)


def _key(sources: bytes) -> bytes:
    return blake2b(sources, digest_size=32).digest()


def _file_name(name: str) -> str:
    return f"{name}.{sys.implementation.cache_tag}.built"


def _write(folder: Path, name: str, data: bytes) -> None:
    """Write a file atomically: other processes see all of it or nothing."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = folder / f".{name}.{os.getpid()}"
    for other in folder.glob(f".{name}.*"):
        if time.time() - other.stat().st_mtime > _ABANDONED:
            other.unlink(missing_ok=True)
    try:
        unfinished.write_bytes(data)
        os.replace(unfinished, folder / name)
    finally:
        unfinished.unlink(missing_ok=True)
