"""Recognise the inputs of an earlier run by one status call per file: its stored run then replaces all other work."""

from __future__ import annotations

import os
import stat
import time
from array import array
from collections.abc import Sequence

from matcher.core.encoding import content_digest
from matcher.runs.inputs import InputFile
from matcher.runs.store import cache as cache_module
from matcher.runs.store.cache import Cache
from matcher.runs.store.entries import INPUTS, stored_run_content
from matcher.runs.store.file_identity import status_numbers
from matcher.runs.store.run_store import StoredRun

__all__ = ["find_stored_run", "inputs_key", "remember_stored_run"]


def inputs_key(files: Sequence[InputFile], depends: Sequence[object]) -> bytes | None:
    """Compute a key that changes when any of the files does.

    Args:
        files: on this disk, sorted by name.
        depends: what else their stored run depends on.

    Returns:
        16 bytes; None if a change could go unnoticed: a file is not an ordinary one, has no status, or changed so
        recently that it might change again without a change of its times.

    >>> from pathlib import Path
    >>> inputs_key([InputFile(Path("no-such-file"), "no-such-file")], [])
    """
    numbers, latest = array("q"), 0
    try:
        for file in files:
            if file.url:
                return None
            status = os.lstat(file.location)
            if not stat.S_ISREG(status.st_mode):
                return None
            numbers.extend(status_numbers(status))
            latest = max(latest, status.st_mtime_ns, status.st_ctime_ns)
    except OSError:
        return None
    if time.time() - latest / 1e9 < cache_module.RACY_SECONDS:
        return None
    current = os.getcwd()
    names = [(os.fsencode(file.location), file.name.encode("utf-8", "surrogatepass")) for file in files]
    return content_digest([list(depends), current, names, numbers.tobytes()])


def find_stored_run(cache: Cache, key: bytes) -> StoredRun | None:
    """Return the stored run of unchanged files, by their :func:`inputs_key`; None if there is none."""
    name = cache.get(INPUTS, key)
    return None if name is None else StoredRun.find(cache, name)


def remember_stored_run(cache: Cache, key: bytes, name: bytes) -> None:
    """Store the name of the stored run of some files."""
    cache.put(INPUTS, key, stored_run_content(name), name)
