"""Whether the files given are the very ones of an earlier run, by one look at each: its roster then tells the rest."""

from __future__ import annotations

import os
import stat
import time
from array import array
from collections.abc import Sequence

from matcher.core.encoding import content_digest
from matcher.runs.inputs import FileToAssess
from matcher.runs.store import cache as remembered
from matcher.runs.store.cache import Cache
from matcher.runs.store.entries import INPUTS, stored_run_content
from matcher.runs.store.file_identity import status_numbers
from matcher.runs.store.run_store import StoredRun

__all__ = ["find_stored_run", "inputs_key", "remember_stored_run"]


def inputs_key(files: Sequence[FileToAssess], depends: Sequence[object]) -> bytes | None:
    """A key that changes when any of the files does.

    Args:
        files: on this disk, sorted by name.
        depends: what else their roster depends on.

    Returns:
        16 bytes; None where that cannot be told: a file is no ordinary one, cannot be looked at, or changed so lately
        that it might change again without its times telling.

    >>> from pathlib import Path
    >>> inputs_key([FileToAssess(Path("no-such-file"), "no-such-file")], [])
    """
    marks, latest = array("q"), 0
    try:
        for file in files:
            if file.url:
                return None
            status = os.lstat(file.place)
            if not stat.S_ISREG(status.st_mode):
                return None
            marks.extend(status_numbers(status))
            latest = max(latest, status.st_mtime_ns, status.st_ctime_ns)
    except OSError:
        return None
    if time.time() - latest / 1e9 < remembered.RACY_SECONDS:
        return None
    here = os.getcwd()
    names = [(os.fsencode(file.place), file.name.encode("utf-8", "surrogatepass")) for file in files]
    return content_digest([list(depends), here, names, marks.tobytes()])


def find_stored_run(cache: Cache, key: bytes) -> StoredRun | None:
    """The roster of files that are as they were, by :func:`inputs_key`; None if none is kept."""
    name = cache.get(INPUTS, key)
    return None if name is None else StoredRun.find(cache, name)


def remember_stored_run(cache: Cache, key: bytes, name: bytes) -> None:
    """Remember which roster is that of some files."""
    cache.put(INPUTS, key, stored_run_content(name), name)
