"""Wait for files to be added, removed or changed: by polling, which works on any file system and shared folder."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

__all__ = ["changes", "state_of"]

EVERY: Final = 2.0
"""Seconds between checks: soon enough for a person who has just saved a file. Checking 10,000 files takes a twentieth
of that."""

State = dict[str, tuple[int, int]]


def state_of(paths: Sequence[Path]) -> State:
    """Return the size and modification time of every file under some paths, by its path.

    >>> sorted(Path(p).name for p in state_of([Path("matcher/cli")]))[0]  # doctest: +SKIP
    '__init__.py'
    """
    state: State = {}
    for path in paths:
        for parent, _, names in os.walk(path):
            for name in names:
                _add(os.path.join(parent, name), state)
        if not path.is_dir():
            _add(os.fspath(path), state)
    return state


def _add(path: str, state: State) -> None:
    try:
        status = os.lstat(path)
    except OSError:  # deleted since the folder was listed
        return
    state[path] = status.st_size, status.st_mtime_ns


def changes(
    paths: Sequence[Path], known: State, every: float = EVERY, sleep: Callable[[float], None] = time.sleep
) -> Iterator[State]:
    """Yield the new state each time that files have changed and are no longer changing. Never ends.

    Args:
        paths: folders and files.
        known: the state to start from, made by :func:`state_of`.
        every: seconds between checks. A file that changes from one check to the next is still being written; the
            change is yielded only after a check that finds nothing new.
        sleep: waits for a number of seconds.

    Yields:
        The new state, which differs from the last one yielded.
    """
    before = known
    while True:
        sleep(every)
        now = state_of(paths)
        if now == before and now != known:
            known = now
            yield now
        before = now
