"""Start worker processes early if a quick look shows that a run will need them, while everything else is loaded.

The look may be wrong: processes that are not needed are ended, and missing ones are started when they are needed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Final

from matcher.runs.processes.fork_server import can_fork, prestart
from matcher.runs.store.cache import default_folder
from matcher.runs.store.file_identity import is_known

__all__ = ["prestart_workers"]

MAX_CHECKED: Final = 50
"""Files that are checked: this may take only a few milliseconds."""


def prestart_workers(paths: Sequence[str | Path], cache: str | Path | bool) -> bool:
    """Start the processes that read and those that score, if any of the files is not in the cache.

    Args:
        paths: folders and files.
        cache: as for :func:`matcher.api.rank`.

    Returns:
        Whether they were started.
    """
    if not can_fork():
        return False
    files = list(islice(_files(map(str, paths)), MAX_CHECKED))
    if not files or (cache is not False and is_known(default_folder() if cache is True else Path(cache), files)):
        return False
    # Both kinds need it, and inherit it from this process.
    import_module("numpy")
    prestart("matcher.runs.read_task", *sorted({os.path.splitext(file)[1].lower() for file in files}))
    prestart("matcher.runs.score_task")
    return True


def _files(paths: Iterable[str]) -> Iterator[str]:
    """Yield files in the order of the file system; of a large folder only as many as are consumed."""
    waiting = list(paths)
    for path in waiting:
        if os.path.isfile(path):
            yield path
            continue
        with suppress(OSError), os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif entry.is_file(follow_symlinks=False):
                    yield entry.path
