"""Work on strangers' files in processes of their own, which may hang, exhaust memory or crash without harm.

Each worker is one process (:mod:`matcher.runs.processes.fork_server` starts it, :mod:`matcher.runs.processes.worker_main` is what it does) that is given
one task at a time, so that a death is always the death of one known task. The process leads a process group of its own:
what it started dies with it. It ends itself when its time is over (see :mod:`matcher.core.limits`), and when this process
dies; should it manage not to, it is ended from here with SIGKILL, which cannot be ignored.
"""

from __future__ import annotations

import contextlib
import importlib
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from pickle import UnpicklingError
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from matcher.core.errors import UnreadableFileError
from matcher.core.limits import Limits
from matcher.runs.processes.fork_server import ForkServer, Started, take_prestarted, uses_fork_server
from matcher.runs.processes.worker_main import ANEW, OUT_OF_MEMORY, kill_group

if TYPE_CHECKING:
    from matcher.runs.processes.spawn_server import SpawnServer

__all__ = ["IsolatedPool", "LazyFactory", "ReadyFunction", "run_while_waiting"]

Result = TypeVar("Result")

GRACE: Final = 5.0
"""Seconds that a process has for ending itself before it is ended from outside."""


@dataclass(slots=True)
class _Task:
    arguments: tuple[Any, ...]
    future: Future[Any] = field(default_factory=Future)


_meanwhile: list[Callable[[], None]] = []


def run_while_waiting(do: Callable[[], None]) -> None:
    """Have something done in a thread as soon as worker processes have work, which this process then waits for.

    Args:
        do: such as importing what is needed afterwards; nothing comes of an error in it. It takes the place of what
            was given before and is not done yet.
    """
    _meanwhile[:] = [do]


def _do_meanwhile() -> None:
    with contextlib.suppress(Exception):
        _meanwhile.pop()()


class IsolatedPool(Generic[Result]):
    """Calls one function in worker processes, each call within limits.

    Use it as a context manager; leaving it, for whatever reason, ends all processes at once.

    Args:
        prepare: called once in each process, before the clock runs; returns the function. It must be picklable, and so
            must arguments and results be.
        workers: processes. They start right away, so ask for no more than there are tasks.
        limits: what one call may use.
    """

    def __init__(self, prepare: Callable[[], Callable[..., Result]], workers: int, limits: Limits) -> None:
        self._limits = limits
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._stopped = False
        self._source = _source(prepare)
        self._folder = Path(tempfile.mkdtemp(prefix="matcher-"))
        self._workers = [_Worker(self._source, limits, self._folder / str(n)) for n in range(workers)]
        for worker in self._workers:
            worker.start()
        self._threads = [threading.Thread(target=self._serve, args=(w,), daemon=True) for w in self._workers]
        for thread in self._threads:
            thread.start()

    def submit(self, *arguments: object) -> Future[Result]:
        """Call the function with these arguments as soon as a process is free.

        Returns:
            The result to be; or :class:`~matcher.core.errors.UnreadableFileError`, raised by the function or with the code
            ``timeout``, ``memory`` or ``crash``; or the error for which ``prepare`` failed.
        """
        task = _Task(arguments)
        self._tasks.put(task)
        if _meanwhile:
            threading.Thread(target=_do_meanwhile, daemon=True).start()
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
        shutil.rmtree(self._folder, ignore_errors=True)

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
        """Call, and call a second time if the first may have suffered from what came before in the same process."""
        try:
            return worker.call(arguments)
        except _LostError as lost:
            if lost.final or self._stopped:
                raise lost.error from None
        try:
            return worker.call(arguments)
        except _LostError as lost:
            raise lost.error from None


Function = TypeVar("Function")


@dataclass(frozen=True, slots=True)
class ReadyFunction(Generic[Function]):
    """What a worker process calls to get its function, when that needs no preparing.

    >>> ReadyFunction(len)()("abc")
    3
    """

    function: Function

    def __call__(self) -> Function:
        """Give the function."""
        return self.function


@dataclass(frozen=True, slots=True)
class LazyFactory:
    """What a worker process calls to get its function, where only it is to import what makes it.

    >>> LazyFactory("functools", "partial", (len, "abc"))()()
    3
    """

    module: str
    name: str
    arguments: tuple[Any, ...] = ()

    def __call__(self) -> Callable[..., Any]:
        """Import the module, and let the named function make the one that is wanted."""
        made: Callable[..., Any] = getattr(importlib.import_module(self.module), self.name)(*self.arguments)
        return made


def _source(prepare: Callable[[], Callable[..., Any]]) -> ForkServer | SpawnServer:
    if not uses_fork_server():
        from matcher.runs.processes.spawn_server import SpawnServer

        return SpawnServer(prepare)
    nursery = take_prestarted(prepare.module if isinstance(prepare, LazyFactory) else "")
    nursery.prepare(prepare)
    return nursery


class _LostError(Exception):
    """A process died of its task."""

    def __init__(self, code: str, message: str, *, final: bool) -> None:
        super().__init__(message)
        self.error = UnreadableFileError(code, message)
        self.final = final


class _Worker:
    """One process at a time, replaced when it died or has done enough."""

    def __init__(self, source: ForkServer | SpawnServer, limits: Limits, folder: Path) -> None:
        self._source = source
        self._limits = limits
        self._folder = folder
        self._lock = threading.Lock()
        self._closed = False
        self._process: Started | None = None
        self._pid: int | None = None
        """Of the process, from when it has said that it is ready."""
        self._failure: Exception | None = None
        """Why it has nothing to call."""
        self._done = 0

    def start(self) -> None:
        with self._lock:
            if not self._closed:
                self._folder.mkdir(mode=0o700)
                self._process = self._source.start(self._limits, self._folder)
                self._done = 0

    def kill(self) -> None:
        """End the process and all it started, for good."""
        with self._lock:
            self._closed = True
            self._end()

    def _end(self) -> int | None:
        """End the process, if it still lives, and its group; its exit code."""
        process, pid = self._process, self._pid
        self._process = self._pid = None
        if process is None:
            return None
        if pid is not None:
            kill_group(pid)
        # One that has not come so far as to say that it is ready finds nobody to say it to, and ends.
        process.channel.close()
        code = process.exit_code(pid)  # also at the end: where nobody else waits for the dead, they would add up
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
            raise _LostError("crash", "it was not read: the run was stopped", final=True)
        is_fresh = not self._done
        try:
            if self._pid is None:
                self._pid, self._failure = process.channel.receive()
            if self._failure is None:
                self._done += 1
                process.channel.send(arguments)
                result, error, has_left_something = process.channel.receive(self._limits.longest + GRACE)
        except TimeoutError:
            self._replace()
            raise _LostError("timeout", _too_slow(self._limits), final=True) from None
        except MemoryError:  # the result has no room here
            self._replace()
            raise _LostError("memory", _too_big(self._limits), final=is_fresh) from None
        except (EOFError, OSError, UnpicklingError):
            raise _lost(self._replace(), self._limits, final=is_fresh) from None
        if self._failure is not None:
            raise self._failure
        if has_left_something:
            self._replace()
        if error is not None:
            raise error
        return result


def _too_slow(limits: Limits) -> str:
    return f"it takes longer than {limits.seconds:g} seconds, the limit; {ANEW}"


def _too_big(limits: Limits) -> str:
    return f"it needs more than {limits.memory // 1024**2} MiB of memory, the limit; {ANEW}"


def _lost(code: int | None, limits: Limits, *, final: bool) -> _LostError:
    if code == -getattr(signal, "SIGALRM", 14):
        return _LostError("timeout", _too_slow(limits), final=True)
    if code == OUT_OF_MEMORY:
        return _LostError("memory", _too_big(limits), final=final)
    if code == -getattr(signal, "SIGKILL", 9):
        # Most often the system, for want of memory: perhaps for another's sake, so it is tried again.
        return _LostError("memory", f"the system ended it, most often for want of memory; {ANEW}", final=False)
    return _LostError("crash", f"reading it crashes the program that reads it; {ANEW}", final=final)
