"""Write files atomically: a reader finds the old file or the new one, never half of one.

They hold what people say of themselves, so only their owner may read them; on Windows the folder's permissions decide.
"""

from __future__ import annotations

import contextlib
import glob
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from matcher.core.errors import UsageError

__all__ = ["make_directory", "write_atomically"]


def make_directory(directory: Path) -> None:
    """Make a folder to write into, if it does not exist.

    Raises:
        UsageError: it cannot be made, or a file has its name.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise UsageError(f"{directory} is not a folder; name a folder to write the reports to") from None
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"cannot make the folder {directory}: {reason}; choose another folder") from None


def write_atomically(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file completely or not at all: into a temporary file next to it, which then replaces it.

    What a killed process left of the same file is removed.

    Args:
        path: the file; an existing one is replaced.
        data: its bytes, or pieces of them, which are written as they come.

    Raises:
        UsageError: the file system refuses. The existing file is untouched then, and also if making a piece fails.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        _remove_leftovers(path)
        with open(temporary, "xb", opener=_open_for_owner) as file:
            file.writelines((data,) if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        reason = error.strerror or error
        raise UsageError(f"cannot write {path}: {reason}; free the place or choose another folder") from None


def _open_for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _remove_leftovers(path: Path) -> None:
    """Remove the temporary files of processes that no longer run."""
    for leftover in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
        number = leftover.name.split(".")[-2]
        if number.isdecimal() and (int(number) == os.getpid() or not _is_running(int(number))):
            with contextlib.suppress(OSError):
                leftover.unlink()


def _is_running(process: int) -> bool:
    if sys.platform == "win32":  # a signal would end it; an open file cannot be removed there
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
