"""Start worker processes where forking is not safe: each starts from scratch and prepares itself."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import socket
import sys
import threading
import types
from collections.abc import Callable
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from matcher.core.limits import Limits
from matcher.runs.processes.channel import Channel
from matcher.runs.processes.worker_main import prepare_function, run_worker

__all__ = ["SpawnServer"]

_starting = threading.Lock()


class SpawnServer:
    """Start processes as :mod:`multiprocessing` does, without running the caller's script again.

    Args:
        prepare: called in each process; returns the function that it calls.
    """

    def __init__(self, prepare: Callable[[], Callable[..., Any]]) -> None:
        self._prepare = prepare

    def start(self, limits: Limits, folder: Path) -> _SpawnedWorker:
        """See :meth:`matcher.runs.processes.fork_server.ForkServer.start`."""
        parent_end, worker_end = socket.socketpair()
        with worker_end:
            process = _Process(target=_run, args=(worker_end, self._prepare, limits, str(folder)))
            process.start()
        return _SpawnedWorker(Channel(parent_end), process)

    def kill(self) -> None:
        """Do nothing: there is no server process to end."""


class _SpawnedWorker:
    def __init__(self, channel: Channel, process: SpawnProcess) -> None:
        self.channel = channel
        self._process = process

    def exit_code(self, pid: int | None) -> int | None:  # noqa: ARG002 - the fork server needs it
        self._process.kill()  # in case it did not get far enough to lead a group
        self._process.join()
        return self._process.exitcode


class _Process(SpawnProcess):
    def start(self) -> None:
        # A spawned process imports the caller's script, which would start everything again unless it checks
        # `__name__ == "__main__"`. Nothing of the script is needed, so an empty module takes its place.
        # A daemon process, such as a Dask worker, may not start processes that could outlive it; ours end when it does.
        with _starting:
            script, caller = sys.modules["__main__"], multiprocessing.current_process()
            sys.modules["__main__"] = types.ModuleType("__main__")
            daemon, caller.daemon = caller.daemon, False
            try:
                super().start()
            finally:
                sys.modules["__main__"] = script
                caller.daemon = daemon


def _run(end: socket.socket, prepare: Callable[[], Callable[..., Any]], limits: Limits, folder: str) -> None:
    run_worker(Channel(end), *prepare_function(prepare), limits, folder, _wait_for_parent)


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
