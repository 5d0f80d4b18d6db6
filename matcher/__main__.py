"""``python -m matcher`` is the ``matcher`` command, and so is what is installed under that name."""

from __future__ import annotations

import atexit
import os
import sys
import threading


def run() -> None:
    """Be the command: this process is ours, from its first line to its last."""
    from matcher.runs.processes.fork_server import own_process

    own_process()
    from matcher.cli.main import main

    try:
        main(prog_name="matcher")
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            _leave(end.code or 0)
        raise


def _leave(status: int) -> None:
    """End the process without taking everything in it apart, which takes as long as to write the reports of a résumé.

    It returns if there is anything left to wait for, or to tell that cannot be told.
    """
    if any(not thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread()):
        return
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return
    os._exit(status)


if __name__ == "__main__":
    run()
