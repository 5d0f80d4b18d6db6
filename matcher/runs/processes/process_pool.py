"""Process untrusted files in worker processes, which may hang, exhaust memory or crash without harm.

Each worker is one process that gets one task at a time, so that its death always belongs to one known task.
:mod:`matcher.runs.processes.fork_server` starts it, and :mod:`matcher.runs.processes.worker_main` is its code. It leads
a process group of its own, and the processes that it started die with it. It ends itself when its time is over (see
:mod:`matcher.core.limits`) and when this process dies. If it does not, this process kills it with SIGKILL, which cannot
be ignored.
"""

from __future__ import annotations

import contextlib
import importlib
import shutil
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from pickle import UnpicklingError
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from matcher.core.errors import UnreadableFileError
from matcher.core.limits import Limits, clock_signals
from matcher.runs.processes.fork_server import ForkServer, WorkerProcess, take_prestarted, uses_fork_server
from matcher.runs.processes.scratch_folders import ScratchFolder
from matcher.runs.processes.worker_main import OUT_OF_MEMORY, RETRY_ADVICE, kill_group

if TYPE_CHECKING:
    from matcher.runs.processes.spawn_server import SpawnServer

__all__ = ["IsolatedPool", "LazyFactory", "ReadyFunction", "run_while_waiting"]

Result = TypeVar("Result")

GRACE: Final = 5.0
"""Seconds that a process has for ending itself before it is killed."""


@dataclass(slots=True)
class _Task:
    arguments: tuple[Any, ...]
    future: Future[Any] = field(default_factory=Future)


_actions: list[Callable[[], None]] = []


def run_while_waiting(action: Callable[[], None]) -> None:
    """Run an action in a thread as soon as worker processes have work, while this process waits for them.

    Args:
        action: such as importing what is needed afterwards; its errors are ignored. It replaces an earlier action that
            has not started.
    """
    _actions[:] = [action]


def _run_action() -> None:
    with contextlib.suppress(Exception):
        _actions.pop()()


class IsolatedPool(Generic[Result]):
    """Call one function in worker processes, each call within limits.

    Use it as a context manager; leaving it, for any reason, ends all processes at once.

    Args:
        prepare: called once in each process, before the clock runs; returns the function. It, the arguments and the
            results must be picklable.
        workers: number of processes. They start at once, so ask for no more than there are tasks.
        limits: what one call may use.
    """

    def __init__(self, prepare: Callable[[], Callable[..., Result]], workers: int, limits: Limits) -> None:
        self._limits = limits
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._stopped = False
        self._source = _process_source(prepare)
        self._folder = ScratchFolder()
        self._workers = [_Worker(self._source, limits, self._folder.path / str(n)) for n in range(workers)]
        for worker in self._workers:
            worker.start()
        self._threads = [threading.Thread(target=self._serve, args=(w,), daemon=True) for w in self._workers]
        for thread in self._threads:
            thread.start()

    def submit(self, *arguments: object) -> Future[Result]:
        """Call the function with these arguments as soon as a process is free.

        Returns:
            The future result. It may raise :class:`~matcher.core.errors.UnreadableFileError`, from the function or with
            the code ``timeout``, ``memory`` or ``crash``; or the error of ``prepare``.
        """
        task = _Task(arguments)
        self._tasks.put(task)
        if _actions:
            threading.Thread(target=_run_action, daemon=True).start()
        return task.future

    def __enter__(self) -> IsolatedPool[Result]:
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped = True
        for worker in self._workers:
            self._tasks.put(None)
            worker.kill()
        self._source.kill()
        for thread in self._threads:
            thread.join(GRACE)
        self._folder.remove()

    def _serve(self, worker: _Worker) -> None:
        try:
            while (task := self._tasks.get()) is not None and not self._stopped:
                try:
                    task.future.set_result(self._call(worker, task.arguments))
                except BaseException as error:
                    task.future.set_exception(error)
        finally:
            worker.kill()

    def _call(self, worker: _Worker, arguments: tuple[Any, ...]) -> Any:
        """Call the function, and once more in a fresh process if an earlier call may have caused the failure."""
        try:
            return worker.call(arguments)
        except _WorkerLostError as lost:
            if lost.final or self._stopped:
                raise lost.error from None
        try:
            return worker.call(arguments)
        except _WorkerLostError as lost:
            raise lost.error from None


Function = TypeVar("Function")


@dataclass(frozen=True, slots=True)
class ReadyFunction(Generic[Function]):
    """A picklable factory of a function that needs no preparation.

    >>> ReadyFunction(len)()("abc")
    3
    """

    function: Function

    def __call__(self) -> Function:
        """Return the function."""
        return self.function


@dataclass(frozen=True, slots=True)
class LazyFactory:
    """A picklable factory that is imported only in the worker process.

    >>> LazyFactory("functools", "partial", (len, "abc"))()()
    3
    """

    module: str
    name: str
    arguments: tuple[Any, ...] = ()

    def __call__(self) -> Callable[..., Any]:
        """Import the module, and return the result of its function of that name."""
        function: Callable[..., Any] = getattr(importlib.import_module(self.module), self.name)(*self.arguments)
        return function


def _process_source(prepare: Callable[[], Callable[..., Any]]) -> ForkServer | SpawnServer:
    if not uses_fork_server():
        from matcher.runs.processes.spawn_server import SpawnServer

        return SpawnServer(prepare)
    server = take_prestarted(prepare.module if isinstance(prepare, LazyFactory) else "")
    server.prepare(prepare)
    return server


class _WorkerLostError(Exception):
    """A worker process died during its task."""

    def __init__(self, code: str, message: str, *, final: bool) -> None:
        super().__init__(message)
        self.error = UnreadableFileError(code, message)
        self.final = final


class _Worker:
    """One process at a time, replaced when it died or reached its number of tasks."""

    def __init__(self, source: ForkServer | SpawnServer, limits: Limits, folder: Path) -> None:
        self._source = source
        self._limits = limits
        self._folder = folder
        self._lock = threading.Lock()
        self._closed = False
        self._process: WorkerProcess | None = None
        self._pid: int | None = None
        """The process id, once the process has said that it is ready."""
        self._failure: Exception | None = None
        """The error of its preparation."""
        self._done = 0

    def start(self) -> None:
        with self._lock:
            if not self._closed:
                self._folder.mkdir(mode=0o700)
                self._process = self._source.start(self._limits, self._folder)
                self._done = 0

    def kill(self) -> None:
        """End the process and all that it started, and start no other."""
        with self._lock:
            self._closed = True
            self._end()

    def _end(self) -> int | None:
        """End the process, if it is alive, and its group; return its exit code."""
        process, pid = self._process, self._pid
        self._process = self._pid = None
        if process is None:
            return None
        if pid is not None:
            kill_group(pid)
        # A process that is not ready yet finds the channel closed, and ends.
        process.channel.close()
        code = process.exit_code(pid)  # even when closing: otherwise zombie processes would pile up
        shutil.rmtree(self._folder, ignore_errors=True)
        return code

    def _replace(self) -> int | None:
        with self._lock:
            code = self._end()
        self.start()
        return code

    def call(self, arguments: tuple[Any, ...]) -> Any:
        if self._done >= self._limits.tasks:
            self._replace()
        process = self._process
        if process is None:
            raise _WorkerLostError("crash", "it was not read: the run was stopped", final=True)
        is_fresh = not self._done
        try:
            if self._pid is None:
                self._pid, self._failure = process.channel.receive()
            if self._failure is None:
                self._done += 1
                process.channel.send(arguments)
                result, error, left_processes = process.channel.receive(self._limits.longest + GRACE)
        except TimeoutError:
            self._replace()
            raise _WorkerLostError("timeout", _too_slow(self._limits), final=True) from None
        except MemoryError:  # the result does not fit into this process
            self._replace()
            raise _WorkerLostError("memory", _too_big(self._limits), final=is_fresh) from None
        except (EOFError, OSError, UnpicklingError):
            raise _lost(self._replace(), self._limits, final=is_fresh) from None
        if self._failure is not None:
            raise self._failure
        if left_processes:
            self._replace()
        if error is not None:
            raise error
        return result


def _too_slow(limits: Limits) -> str:
    return (
        f"it takes longer than {limits.seconds:g} seconds, the limit, and is not tried again unless you ask for it "
        f"(--retry); {RETRY_ADVICE}"
    )


def _too_big(limits: Limits) -> str:
    return f"it needs more than {limits.memory // 1024**2} MiB of memory, the limit; {RETRY_ADVICE}"


def _lost(code: int | None, limits: Limits, *, final: bool) -> _WorkerLostError:
    if code is not None and -code in clock_signals():
        return _WorkerLostError("timeout", _too_slow(limits), final=True)
    if code == OUT_OF_MEMORY:
        return _WorkerLostError("memory", _too_big(limits), final=final)
    if code == -getattr(signal, "SIGKILL", 9):
        # Most often the system ran out of memory, perhaps because of another process, so it is tried again.
        return _WorkerLostError(
            "memory", f"the system ended it, most often for want of memory; {RETRY_ADVICE}", final=False
        )
    return _WorkerLostError("crash", f"reading it crashes the program that reads it; {RETRY_ADVICE}", final=final)
