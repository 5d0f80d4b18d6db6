"""Where worker processes come from.

On Linux, from a nursery: a process with a single thread that prepares once and then forks a worker whenever it is asked
to, so that a worker is there in a millisecond, also in place of one that died, and all share what was prepared. The
nursery itself is started afresh, since it is unsafe to fork a process with threads, and whoever calls matcher may have
any. Only the command line, a process of our own, forks it while it has no other thread (:func:`set_up_command_process`).

Elsewhere, from :mod:`multiprocessing`: each is started afresh and prepares for itself.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import socket
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, Protocol

from matcher.core.limits import Limits
from matcher.runs.processes.channel import Channel
from matcher.runs.processes.worker_main import collect_garbage_rarely, prepared, silence, work

if TYPE_CHECKING:
    import subprocess

__all__ = [
    "ForkServer",
    "Started",
    "can_fork",
    "prestart",
    "serve",
    "set_up_command_process",
    "stop_prestarted",
    "take_prestarted",
    "uses_fork_server",
]

_IS_OURS = False

_ONE_THREAD: Final = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""NumPy's libraries start threads as they are loaded: a process that is to be forked must have none, and as many
workers as there are cores leave no core for them."""


def uses_fork_server() -> bool:
    """Whether worker processes are forked on this system."""
    # A program that is packed with its interpreter cannot be told what to run.
    return sys.platform == "linux" and not getattr(sys, "frozen", False)


def set_up_command_process() -> None:
    """Say that this process is a command of ours, which has nothing in it that a worker must not inherit."""
    global _IS_OURS
    _IS_OURS = True
    collect_garbage_rarely()
    os.environ.update({name: os.environ.get(name, value) for name, value in _ONE_THREAD.items()})


def can_fork() -> bool:
    """Whether this process can be forked: it is ours, and has one thread, those of libraries included."""
    if not (_IS_OURS and uses_fork_server()):
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:  # nothing tells of the threads
        return False


class Started(Protocol):
    """A worker process, from outside."""

    channel: Channel

    def exit_code(self, pid: int | None) -> int | None:
        """Wait until the process, which was killed or died, is gone; None if it cannot be told how it ended.

        Args:
            pid: its number, if it has told it.
        """


class ForkServer:
    """A process that prepares, and forks workers.

    Args:
        preload: a module whose ``get_ready`` to call, while it is not yet known what to prepare, and what to call it
            with; or nothing.
    """

    def __init__(self, *preload: str) -> None:
        self._preload = preload
        self._lock = threading.Lock()
        self._prepare = b""
        self._closed = False
        self._begin()

    def _begin(self) -> None:
        ours, theirs = socket.socketpair()
        # Nobody writes into it: it ends when this process does.
        life, self._life = os.pipe()
        self._control = ours
        try:
            self._pid, self._process = _start(theirs, life)
            _send(ours, b"I", pickle.dumps(self._preload))
            if self._prepare:
                _send(ours, b"P", self._prepare)
        finally:
            theirs.close()
            os.close(life)

    def prepare(self, prepare: Callable[[], Callable[..., Any]]) -> None:
        """Say what workers are to call; it is made once, in the nursery."""
        with self._lock:
            self._prepare = pickle.dumps(prepare, pickle.HIGHEST_PROTOCOL)
            with contextlib.suppress(OSError):  # it is told again when it is begun anew
                _send(self._control, b"P", self._prepare)

    def start(self, limits: Limits, folder: Path) -> Started:
        """Have a worker forked, which is not waited for.

        Args:
            limits: what a call may use.
            folder: for its temporary files.
        """
        mine, its = socket.socketpair()
        with its, self._lock:
            order = pickle.dumps((limits, str(folder)), pickle.HIGHEST_PROTOCOL)
            try:
                _send(self._control, b"F", order, its)
            except OSError:  # the nursery died
                if self._closed:
                    raise
                self._end()
                self._begin()
                _send(self._control, b"F", order, its)
        return _Forked(Channel(mine), self)

    def exit_code(self, pid: int | None) -> int | None:
        """As :meth:`Started.exit_code`."""
        if pid is None:
            return None
        with self._lock, contextlib.suppress(OSError, EOFError, ValueError):
            _send(self._control, b"W", str(pid).encode())
            return int(_receive(self._control)[1])
        return None

    def kill(self) -> None:
        """End the nursery, for good; its workers have to be ended apart."""
        self._closed = True
        with contextlib.suppress(ProcessLookupError):
            if self._process is None:
                os.kill(self._pid, signal.SIGKILL)
            else:
                self._process.kill()
        with self._lock:
            self._end()

    def _end(self) -> None:
        self._control.close()
        with contextlib.suppress(OSError):
            os.close(self._life)
        self._life = -1
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        elif self._pid:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(self._pid, signal.SIGKILL)
                os.waitpid(self._pid, 0)
        self._pid = 0


class _Forked:
    def __init__(self, channel: Channel, nursery: ForkServer) -> None:
        self.channel = channel
        self._nursery = nursery

    def exit_code(self, pid: int | None) -> int | None:
        return self._nursery.exit_code(pid)


_ahead: dict[str, ForkServer] = {}


def prestart(module: str, *arguments: str) -> None:
    """Start a nursery for a pool that there will be, which gets a module ready meanwhile.

    Args:
        module: that from which workers will have what they call; its ``get_ready`` is called.
        arguments: what it is called with.
    """
    if uses_fork_server() and module not in _ahead:
        _ahead[module] = ForkServer(module, *arguments)


def take_prestarted(module: str) -> ForkServer:
    """The nursery that was started for a module, or a new one."""
    return _ahead.pop(module, None) or ForkServer()


def stop_prestarted() -> None:
    """End the nurseries that nobody took."""
    while _ahead:
        _ahead.popitem()[1].kill()


def _send(to: socket.socket, what: bytes, data: bytes = b"", passed: socket.socket | None = None) -> None:
    head = what + len(data).to_bytes(8, "little")
    if passed is None:
        to.sendall(head)
    else:
        socket.send_fds(to, [head], [passed.fileno()])
    to.sendall(data)


def _receive(source: socket.socket) -> tuple[bytes, bytes, int | None]:
    """What is asked for, the data, and the descriptor that comes with it."""
    head, passed, _, _ = socket.recv_fds(source, 9, 1, socket.MSG_WAITALL)
    if len(head) < 9:
        raise EOFError("the other end is closed")
    length = int.from_bytes(head[1:], "little")
    data = bytearray()
    while len(data) < length:
        part = source.recv(min(length - len(data), 1 << 20))
        if not part:
            raise EOFError("the other end is closed")
        data += part
    return head[:1], bytes(data), passed[0] if passed else None


def _start(control: socket.socket, life: int) -> tuple[int, subprocess.Popen[bytes] | None]:
    if can_fork():
        gc.freeze()  # so that no collection writes on pages that both have
        pid = os.fork()
        if not pid:
            try:
                serve(control.fileno(), life, forked=True)
            finally:
                os._exit(1)
        return pid, None
    import subprocess

    # Nothing is imported from the folder that the caller is in.
    run = f"from matcher.runs.processes.fork_server import serve; serve({control.fileno()}, {life})"
    code = f"import sys; sys.path[:] = {sys.path!r}; {run}"
    flags: list[str] = getattr(subprocess, "_args_from_interpreter_flags", list)()
    process = subprocess.Popen(  # noqa: S603  (a program found on the path, no shell)
        [sys.executable, *flags, "-P", "-c", code],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        pass_fds=(control.fileno(), life), start_new_session=True, env={**_ONE_THREAD, **os.environ},
    )  # fmt: skip
    return process.pid, process


# What follows runs in the nursery.


def serve(control: int, life: int, *, forked: bool = False) -> NoReturn:
    """Be a nursery: prepare, fork and tell how workers ended, as one is asked through a socket, until it is closed.

    Args:
        control: the descriptor of the socket.
        life: that of a pipe that ends when the process that asks is dead.
        forked: whether this process is a copy of the one that asks.
    """
    if forked:
        for entry in os.listdir("/proc/self/fd"):
            if int(entry) > 2 and int(entry) not in (control, life):
                with contextlib.suppress(OSError):
                    os.close(int(entry))
        os.setsid()
        silence()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGALRM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.set_inheritable(control, False)
    os.set_inheritable(life, False)
    gc.disable()
    source = socket.socket(fileno=control)
    function: Callable[..., Any] | None = None
    failure: Exception | None = None
    try:
        while True:
            what, data, passed = _receive(source)
            if what == b"I":
                _get_ready(*pickle.loads(data))  # noqa: S301 - from the process that this one belongs to
            elif what == b"P":
                function, failure = prepared(pickle.loads(data))  # noqa: S301 - likewise
            elif what == b"W":
                _send(source, b"W", _wait(int(data)))
            elif what == b"F" and passed is not None:
                gc.freeze()
                if not os.fork():
                    source.close()
                    gc.enable()
                    limits, folder = pickle.loads(data)  # noqa: S301 - likewise
                    channel = Channel(socket.socket(fileno=passed))
                    work(channel, function, failure, limits, folder, lambda: _wait_for_end(life))
                os.close(passed)
    finally:
        os._exit(0)


def _get_ready(module: str = "", *arguments: str) -> None:
    # Whatever fails now fails again when it matters, and is told then.
    with contextlib.suppress(Exception):
        if module:
            import_module(module).get_ready(*arguments)


def _wait(pid: int) -> bytes:
    try:
        return str(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])).encode()
    except ChildProcessError:  # of the nursery before this one
        return b""


def _wait_for_end(life: int) -> None:
    while os.read(life, 1):
        pass
