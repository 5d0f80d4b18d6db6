"""What is built from the files of facts that matcher ships, kept from one process to the next.

The taxonomy is half a megabyte of TOML; to read and check it takes ten times as long as to assess a résumé. So what was
built once is kept in a file that loads in milliseconds, where Python keeps the bytecode of this package, which is built
from shipped files in the same way and as much to be trusted; where nothing may be written there, in the user's cache
folder. Nothing of a résumé is in it. A file that is missing, stale or damaged is made anew, and where it cannot be kept
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

_LONG_AGO: Final = 60.0
"""Seconds after which a file that is half written is nobody's any more; it takes some milliseconds."""


def folders() -> Iterator[Path]:
    """Where built data may lie: first that which is tried first, and in which it is kept if that can be written to."""
    with contextlib.suppress(NotImplementedError):  # an interpreter that keeps no bytecode
        yield Path(cache_from_source(str(_PACKAGE / "build_cache.py"))).parent
    from platformdirs import user_cache_path

    yield user_cache_path("matcher", appauthor=False)


def load(name: str, made_of: bytes, kind: type[Value]) -> Value | None:
    """What was kept under a name.

    Args:
        name: of the thing.
        made_of: tells what it was made of; as for :func:`store`.
        kind: what it should be.

    Returns:
        The value; None if there is none, or it was made of something else, or is damaged.

    >>> load("nothing", b"", int) is None
    True
    """
    about = _about(made_of)
    for folder in folders():
        try:
            data = (folder / _file_name(name)).read_bytes()
        except OSError:
            continue
        packed = strip_checksum(data, about)
        value = None if packed is None else unpack(packed, kind)
        if value is not None:
            return value
    return None


def store(name: str, made_of: bytes, value: object) -> None:
    """Keep a value, if there is a place for it.

    Args:
        name: what to call it.
        made_of: tells what it was made of: bytes that differ when that does.
        value: of the types of :mod:`matcher.core.types` and Python's own.
    """
    data = add_checksum(pack(value), _about(made_of))
    for folder in folders():
        if folder.name == "__pycache__" and sys.dont_write_bytecode:
            continue
        with contextlib.suppress(OSError):
            _write(folder, _file_name(name), data)
            return


def load_or_build(name: str, made_of: bytes, kind: type[Value], build: Callable[[], Value]) -> Value:
    """What was kept, or is built now and kept.

    Args:
        name: what to call it.
        made_of: as for :func:`store`.
        kind: what it is.
        build: builds it.
    """
    value = load(name, made_of, kind)
    if value is None:
        value = build()
        store(name, made_of, value)
    return value


class PersistentMemo(Generic[Value]):
    """PersistentMemo to questions that depend on nothing but the program, remembered from one process to the next.

    Args:
        name: what to call the file.
        made_of: as for :func:`store`; called when the first question comes.
        kind: of an answer.

    >>> lengths = PersistentMemo("an-example", lambda: b"1", int)
    >>> lengths.get("abc", lambda: len("abc"))
    3
    """

    MOST: Final = 2000
    """PersistentMemo up to which those to questions that were not asked now are kept too; the program asks some hundred."""

    def __init__(self, name: str, made_of: Callable[[], bytes], kind: type[Value]) -> None:
        self._name = name
        self._make = made_of
        self._kind = kind
        self._known: dict[str, Value] | None = None
        self._asked: dict[str, Value] = {}

    def get(self, question: str, find: Callable[[], Value]) -> Value:
        """The answer, found now if it is not known."""
        if self._known is None:
            self._known = load(self._name, self._make(), dict[str, self._kind]) or {}  # type: ignore[name-defined]
        answer = self._known.get(question)
        self._asked[question] = answer = find() if answer is None else answer
        return answer

    def store(self) -> None:
        """Keep the answers for the next process, if there are new ones."""
        known = self._known or {}
        if self._asked.keys() - known.keys():
            self._known = dict(self._asked) if len(known) > self.MOST else {**known, **self._asked}
            store(self._name, self._make(), self._known)


def _about(made_of: bytes) -> bytes:
    return blake2b(made_of, digest_size=32).digest()


def _file_name(name: str) -> str:
    return f"{name}.{sys.implementation.cache_tag}.built"


def _write(folder: Path, name: str, data: bytes) -> None:
    """Write a file so that others see all of it or nothing."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = folder / f".{name}.{os.getpid()}"
    for left in folder.glob(f".{name}.*"):  # by a process that was killed
        if time.time() - left.stat().st_mtime > _LONG_AGO:
            left.unlink(missing_ok=True)
    try:
        unfinished.write_bytes(data)
        os.replace(unfinished, folder / name)
    finally:
        unfinished.unlink(missing_ok=True)
