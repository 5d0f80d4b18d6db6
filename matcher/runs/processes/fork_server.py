"""Start worker processes.

On Linux they come from a fork server: a process with a single thread that prepares once and then forks a worker on
request. A worker is ready within a millisecond, also as a replacement of one that died, and all workers share the
prepared memory. The fork server itself starts from scratch, because it is unsafe to fork a process with threads, and
the caller of matcher may have threads. Only the command line, which is a process of matcher's own, is forked while it
has no other thread (:func:`set_up_command_process`).

On other systems :mod:`multiprocessing` starts each worker from scratch, and each prepares itself.
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
from matcher.runs.processes.worker_main import collect_garbage_rarely, prepare_function, run_worker, silence

if TYPE_CHECKING:
    import subprocess

__all__ = [
    "ForkServer",
    "WorkerProcess",
    "can_fork",
    "prestart",
    "serve",
    "set_up_command_process",
    "stop_prestarted",
    "take_prestarted",
    "uses_fork_server",
]

_is_command_process = False

_ONE_THREAD: Final = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""NumPy's libraries start threads when they are loaded. A process that is forked must have none, and with one worker
per core no core is left for them."""


def uses_fork_server() -> bool:
    """Whether worker processes are forked on this system."""
    # A program that is frozen with its interpreter cannot run other code.
    return sys.platform == "linux" and not getattr(sys, "frozen", False)


def set_up_command_process() -> None:
    """Set up a process that runs a matcher command: a worker may inherit everything in it, so it may be forked."""
    global _is_command_process
    _is_command_process = True
    collect_garbage_rarely()
    os.environ.update({name: os.environ.get(name, value) for name, value in _ONE_THREAD.items()})


def can_fork() -> bool:
    """Whether this process can be forked: it runs a matcher command and has one thread, counting those of libraries."""
    if not (_is_command_process and uses_fork_server()):
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:  # the threads cannot be counted
        return False


class WorkerProcess(Protocol):
    """A worker process, as its parent sees it."""

    channel: Channel

    def exit_code(self, pid: int | None) -> int | None:
        """Wait until the process, which was killed or died, has ended; return its exit code, None if unknown.

        Args:
            pid: its process id, if it has sent that.
        """


class ForkServer:
    """A process that prepares once and forks workers.

    Args:
        preload: a module whose ``preload`` is called before it is known what to prepare, and its arguments; or nothing.
    """

    def __init__(self, *preload: str) -> None:
        self._preload = preload
        self._lock = threading.Lock()
        self._prepare = b""
        self._closed = False
        self._start()

    def _start(self) -> None:
        client_end, server_end = socket.socketpair()
        # Nothing is written into this pipe: its end tells the server that this process is dead.
        life, self._life = os.pipe()
        self._control = client_end
        try:
            self._pid, self._process = _start_server(server_end, life)
            _send(client_end, b"I", pickle.dumps(self._preload))
            if self._prepare:
                _send(client_end, b"P", self._prepare)
        finally:
            server_end.close()
            os.close(life)

    def prepare(self, prepare: Callable[[], Callable[..., Any]]) -> None:
        """Set the function that workers call; the server makes it once."""
        with self._lock:
            self._prepare = pickle.dumps(prepare, pickle.HIGHEST_PROTOCOL)
            with contextlib.suppress(OSError):  # it is sent again when the server is restarted
                _send(self._control, b"P", self._prepare)

    def start(self, limits: Limits, folder: Path) -> WorkerProcess:
        """Fork a worker, without waiting until it is ready.

        Args:
            limits: what a call may use.
            folder: for its temporary files.
        """
        parent_end, worker_end = socket.socketpair()
        with worker_end, self._lock:
            request = pickle.dumps((limits, str(folder)), pickle.HIGHEST_PROTOCOL)
            try:
                _send(self._control, b"F", request, worker_end)
            except OSError:  # the server died
                if self._closed:
                    raise
                self._end()
                self._start()
                _send(self._control, b"F", request, worker_end)
        return _ForkedWorker(Channel(parent_end), self)

    def exit_code(self, pid: int | None) -> int | None:
        """See :meth:`WorkerProcess.exit_code`."""
        if pid is None:
            return None
        with self._lock, contextlib.suppress(OSError, EOFError, ValueError):
            _send(self._control, b"W", str(pid).encode())
            return int(_receive(self._control)[1])
        return None

    def kill(self) -> None:
        """End the server for good; its workers have to be ended separately."""
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


class _ForkedWorker:
    def __init__(self, channel: Channel, server: ForkServer) -> None:
        self.channel = channel
        self._server = server

    def exit_code(self, pid: int | None) -> int | None:
        return self._server.exit_code(pid)


_prestarted: dict[str, ForkServer] = {}


def prestart(module: str, *arguments: str) -> None:
    """Start a fork server before its pool is made, so that it loads a module in the meantime.

    Args:
        module: the module with the workers' function; its ``preload`` is called.
        arguments: of ``preload``.
    """
    if uses_fork_server() and module not in _prestarted:
        _prestarted[module] = ForkServer(module, *arguments)


def take_prestarted(module: str) -> ForkServer:
    """Return the fork server that was started for a module, or a new one."""
    return _prestarted.pop(module, None) or ForkServer()


def stop_prestarted() -> None:
    """End the fork servers that were not taken."""
    while _prestarted:
        _prestarted.popitem()[1].kill()


def _send(to: socket.socket, kind: bytes, data: bytes = b"", passed: socket.socket | None = None) -> None:
    head = kind + len(data).to_bytes(8, "little")
    if passed is None:
        to.sendall(head)
    else:
        socket.send_fds(to, [head], [passed.fileno()])
    to.sendall(data)


def _receive(source: socket.socket) -> tuple[bytes, bytes, int | None]:
    """Return the kind of the next message, its data, and the descriptor that it passes."""
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


def _start_server(control: socket.socket, life: int) -> tuple[int, subprocess.Popen[bytes] | None]:
    if can_fork():
        gc.freeze()  # so that no garbage collection writes to shared pages
        # Python discards exceptions, such as that of Ctrl-C, in the functions that it calls after a fork.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            pid = os.fork()
            if not pid:
                try:
                    signal.signal(signal.SIGINT, signal.SIG_IGN)
                    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
                    serve(control.fileno(), life, forked=True)
                finally:
                    os._exit(1)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        return pid, None
    import subprocess

    # Nothing is imported from the current folder of the caller.
    run = f"from matcher.runs.processes.fork_server import serve; serve({control.fileno()}, {life})"
    code = f"import sys; sys.path[:] = {sys.path!r}; {run}"
    flags: list[str] = getattr(subprocess, "_args_from_interpreter_flags", list)()
    process = subprocess.Popen(  # noqa: S603 - this interpreter, no shell
        [sys.executable, *flags, "-P", "-c", code],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        pass_fds=(control.fileno(), life), start_new_session=True, env={**_ONE_THREAD, **os.environ},
    )  # fmt: skip
    return process.pid, process


# The following functions run in the server.


def serve(control: int, life: int, *, forked: bool = False) -> NoReturn:
    """Serve requests from a socket until it is closed: prepare, fork workers, and report how they ended.

    Args:
        control: the descriptor of the socket.
        life: the descriptor of a pipe that ends when the client process is dead.
        forked: whether this process is a fork of the client.
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
            kind, data, passed = _receive(source)
            if kind == b"I":
                _preload(*pickle.loads(data))  # noqa: S301 - from the client, which started this process
            elif kind == b"P":
                function, failure = prepare_function(pickle.loads(data))  # noqa: S301 - likewise
            elif kind == b"W":
                _send(source, b"W", _wait(int(data)))
            elif kind == b"F" and passed is not None:
                gc.freeze()
                if not os.fork():
                    source.close()
                    gc.enable()
                    limits, folder = pickle.loads(data)  # noqa: S301 - likewise
                    channel = Channel(socket.socket(fileno=passed))
                    run_worker(channel, function, failure, limits, folder, lambda: _wait_for_end(life))
                os.close(passed)
    finally:
        os._exit(0)


def _preload(module: str = "", *arguments: str) -> None:
    # An error now occurs again when the module is needed, and is reported then.
    with contextlib.suppress(Exception):
        if module:
            import_module(module).preload(*arguments)


def _wait(pid: int) -> bytes:
    try:
        return str(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])).encode()
    except ChildProcessError:  # a worker of the server before this one
        return b""


def _wait_for_end(life: int) -> None:
    while os.read(life, 1):
        pass
