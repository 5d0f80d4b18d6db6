"""Worker processes on systems where none can be forked safely: each is started afresh and prepares for itself."""

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
from matcher.runs.processes.worker_main import prepared, work

__all__ = ["SpawnServer"]

_starting = threading.Lock()


class SpawnServer:
    """Starts processes as :mod:`multiprocessing` does, without running the caller's script again.

    Args:
        prepare: called in each process; returns what it is to call.
    """

    def __init__(self, prepare: Callable[[], Callable[..., Any]]) -> None:
        self._prepare = prepare

    def start(self, limits: Limits, folder: Path) -> _Spawned:
        """As :meth:`matcher.runs.processes.fork_server.ForkServer.start`."""
        mine, its = socket.socketpair()
        with its:
            process = _Process(target=_enter, args=(its, self._prepare, limits, str(folder)))
            process.start()
        return _Spawned(Channel(mine), process)

    def kill(self) -> None:
        """There is nothing to end but the processes."""


class _Spawned:
    def __init__(self, channel: Channel, process: SpawnProcess) -> None:
        self.channel = channel
        self._process = process

    def exit_code(self, pid: int | None) -> int | None:  # noqa: ARG002 - others need it
        self._process.kill()  # if it did not come so far as to lead a group
        self._process.join()
        return self._process.exitcode


class _Process(SpawnProcess):
    def start(self) -> None:
        # A spawned process imports the caller's script, which then needs `if __name__ == "__main__"` or starts
        # everything once more. Nothing of the script is wanted, so it is not shown one.
        # A daemon, as the workers of Dask are, may start none, lest they outlive it; ours end when it does.
        with _starting:
            script, caller = sys.modules["__main__"], multiprocessing.current_process()
            sys.modules["__main__"] = types.ModuleType("__main__")
            daemon, caller.daemon = caller.daemon, False
            try:
                super().start()
            finally:
                sys.modules["__main__"] = script
                caller.daemon = daemon


def _enter(end: socket.socket, prepare: Callable[[], Callable[..., Any]], limits: Limits, folder: str) -> None:
    work(Channel(end), *prepared(prepare), limits, folder, _wait_for_parent)


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
