"""Folders for what is unpacked, fetched or extracted during a run, which do not survive it.

A run removes its folders when it ends. A killed one cannot: its folders are removed when the next run begins, which
knows them by a lock that nobody holds any more.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO, Final

__all__ = ["ScratchFolder", "remove_abandoned"]

_PREFIX: Final = "matcher-scratch-"
_LOCK: Final = ".lock"


class ScratchFolder:
    """A new folder below the system's folder for temporary files, which only its owner can read.

    >>> with ScratchFolder() as folder:
    ...     _ = (folder / "cv.txt").write_text("Ana")
    >>> folder.exists()
    False
    """

    def __init__(self) -> None:
        remove_abandoned()
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        # Locked before it has its name: a lock file that is not locked belongs to the dead.
        fresh = self.path / f"{_LOCK}.new"
        self._lock: IO[bytes] = fresh.open("xb")
        _try_to_lock(self._lock)
        with contextlib.suppress(OSError):  # Windows does not rename an open file, nor delete it
            fresh.rename(self.path / _LOCK)

    def remove(self) -> None:
        """Remove the folder and everything in it."""
        self._lock.close()
        shutil.rmtree(self.path, ignore_errors=True)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.remove()


def remove_abandoned() -> int:
    """Remove the folders of runs that were killed, and return how many there were."""
    removed = 0
    with contextlib.suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX) and _is_abandoned(entry):
                shutil.rmtree(entry.path, ignore_errors=True)
                removed += not os.path.lexists(entry.path)
    return removed


def _is_abandoned(entry: os.DirEntry[str]) -> bool:
    """Return whether a folder is ours, and no process that lives holds its lock."""
    try:
        if not entry.is_dir(follow_symlinks=False):
            return False
        if sys.platform == "win32":
            lock = Path(entry.path, f"{_LOCK}.new")
            lock.unlink()  # fails while a process has it open
            return True
        if entry.stat(follow_symlinks=False).st_uid != os.getuid():
            return False
        with open(Path(entry.path, _LOCK), "rb") as file:
            return _try_to_lock(file)
    except OSError:
        return False


def _try_to_lock(file: IO[bytes]) -> bool:
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
