"""Whether a run will have work to do, told at a glance, so that those who do it can get ready while all else is loaded.

A forecast may be wrong: what was got ready in vain is ended, and what was not is started when it is needed.
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

LOOKED_AT: Final = 50
"""Files that a forecast is made from: it has to take a few milliseconds."""


def prestart_workers(paths: Sequence[str | Path], cache: str | Path | bool) -> bool:
    """Start those who read and those who assess, if any of the files is not known.

    Args:
        paths: folders and files.
        cache: as for :func:`matcher.api.rank`.

    Returns:
        Whether they were started.
    """
    if not can_fork():
        return False
    files = list(islice(_files(map(str, paths)), LOOKED_AT))
    if not files or (cache is not False and is_known(default_folder() if cache is True else Path(cache), files)):
        return False
    # Both need it, and have it if this process has it.
    import_module("numpy")
    prestart("matcher.runs.read_task", *sorted({os.path.splitext(file)[1].lower() for file in files}))
    prestart("matcher.runs.score_task")
    return True


def _files(paths: Iterable[str]) -> Iterator[str]:
    """Files as the system lists them: of a large folder no more than are asked for."""
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
