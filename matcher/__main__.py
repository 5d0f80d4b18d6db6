"""Run the ``matcher`` command, for ``python -m matcher`` and for the installed script."""

from __future__ import annotations

import atexit
import os
import sys
import threading


def run() -> None:
    """Run the command in a process that does nothing else."""
    from matcher.runs.processes.fork_server import set_up_command_process

    set_up_command_process()
    from matcher.cli.main import main

    try:
        main(prog_name="matcher")
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            _leave(end.code or 0)
        raise


def _leave(status: int) -> None:
    """End the process without destroying its objects, which would take as long as writing the reports of one résumé.

    Returns without ending it if other threads still run or the output cannot be flushed; Python then ends as usual.
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
