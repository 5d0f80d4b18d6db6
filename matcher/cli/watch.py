"""Waiting until files come, go or change: by looking, which works on any file system, shared folders among them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

__all__ = ["changes", "state_of"]

EVERY: Final = 2.0
"""Seconds between looks: soon enough for a person who has just saved a file, and 10,000 files take a twentieth of
that."""

State = dict[str, tuple[int, int]]


def state_of(paths: Sequence[Path]) -> State:
    """Size and time of change of every file under some paths, by its path.

    >>> sorted(Path(p).name for p in state_of([Path("matcher/commands")]))[0]  # doctest: +SKIP
    '__init__.py'
    """
    found: State = {}
    for path in paths:
        for parent, _, names in os.walk(path):
            for name in names:
                _look(os.path.join(parent, name), found)
        if not path.is_dir():
            _look(os.fspath(path), found)
    return found


def _look(path: str, found: State) -> None:
    try:
        status = os.lstat(path)
    except OSError:  # it went between being named and being looked at
        return
    found[path] = status.st_size, status.st_mtime_ns


def changes(
    paths: Sequence[Path], known: State, every: float = EVERY, sleep: Callable[[float], None] = time.sleep
) -> Iterator[State]:
    """Wait, and give the new state each time that something has changed and has come to rest.

    Args:
        paths: folders and files.
        known: the state to begin with, of :func:`state_of`.
        every: seconds between looks. What still changes from one look to the next is being written, and is waited for.
        sleep: waits so many seconds.

    Yields:
        The state that differs from the one before; it never ends.
    """
    before = known
    while True:
        sleep(every)
        now = state_of(paths)
        if now == before and now != known:
            known = now
            yield now
        before = now
