"""Write files atomically: a reader finds the old file or the new one, never half of one."""

from __future__ import annotations

import contextlib
import os
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

    Args:
        path: the file; an existing one is replaced.
        data: its bytes, or pieces of them, which are written as they come.

    Raises:
        UsageError: the file system refuses. The existing file is untouched then, and also if making a piece fails.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.unlink(missing_ok=True)
        with temporary.open("xb") as file:
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
