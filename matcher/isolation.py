"""Work on strangers' files in processes of their own, which may hang, exhaust memory or crash without harm.

Each worker is a :class:`concurrent.futures.ProcessPoolExecutor` of one process that is given one task at a time, so
that a death is always the death of one known task. The process leads a process group of its own: what it started dies
with it. It ends itself when its time is over (see :mod:`matcher.limits`), and when this process dies; should it manage
not to, it is ended from here with SIGKILL, which cannot be ignored.
"""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import multiprocessing.connection
import os
import shutil
import signal
import sys
import tempfile
import threading
import types
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final, Generic, TypeVar

from matcher.errors import MatcherError, UnreadableFileError
from matcher.limits import Limits, limit_resources, start_clock, stop_clock

__all__ = ["Deferred", "IsolatedPool", "Prepared"]

Result = TypeVar("Result")

GRACE: Final = 5.0
"""Seconds that a process has for ending itself before it is ended from outside."""

_OUT_OF_MEMORY: Final = 77
_ANEW: Final = "save it anew as PDF and try again"


@dataclass(slots=True)
class _Task:
    arguments: tuple[Any, ...]
    future: Future[Any] = field(default_factory=Future)


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
        self._folder = Path(tempfile.mkdtemp(prefix="matcher-"))
        self._workers = [_Worker(prepare, limits, self._folder / str(n)) for n in range(workers)]
        self._threads = [threading.Thread(target=self._serve, args=(w,), daemon=True) for w in self._workers]
        for thread in self._threads:
            thread.start()

    def submit(self, *arguments: object) -> Future[Result]:
        """Call the function with these arguments as soon as a process is free.

        Returns:
            The result to be; or :class:`~matcher.errors.UnreadableFileError`, raised by the function or with the code
            ``timeout``, ``memory`` or ``crash``; or the error for which ``prepare`` failed.
        """
        task = _Task(arguments)
        self._tasks.put(task)
        return task.future

    def __enter__(self) -> IsolatedPool[Result]:
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped = True
        for worker in self._workers:
            self._tasks.put(None)
            worker.kill()
        for thread in self._threads:
            thread.join(GRACE)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _serve(self, worker: _Worker) -> None:
        try:
            worker.start()
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
class Prepared(Generic[Function]):
    """What a worker process calls to get its function, when that needs no preparing.

    >>> Prepared(len)()("abc")
    3
    """

    function: Function

    def __call__(self) -> Function:
        """Give the function."""
        return self.function


@dataclass(frozen=True, slots=True)
class Deferred:
    """What a worker process calls to get its function, where only it is to import what makes it.

    >>> Deferred("functools", "partial", (len, "abc"))()()
    3
    """

    module: str
    name: str
    arguments: tuple[Any, ...] = ()

    def __call__(self) -> Callable[..., Any]:
        """Import the module, and let the named function make the one that is wanted."""
        made: Callable[..., Any] = getattr(importlib.import_module(self.module), self.name)(*self.arguments)
        return made


class _LostError(Exception):
    """A process died of its task."""

    def __init__(self, code: str, message: str, *, final: bool) -> None:
        super().__init__(message)
        self.error = UnreadableFileError(code, message)
        self.final = final


class _Context(SpawnContext):
    """Starts processes afresh, without running the caller's script again, and remembers the last one."""

    def __init__(self) -> None:
        super().__init__()
        self.last: SpawnProcess | None = None

    def Process(self, *args: Any, **kwargs: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802
        self.last = _Process(*args, **kwargs)
        return self.last


_starting = threading.Lock()


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


class _Worker:
    """One process at a time, replaced when it died or has done enough."""

    def __init__(self, prepare: Callable[[], Callable[..., Any]], limits: Limits, folder: Path) -> None:
        self._prepare = prepare
        self._limits = limits
        self._folder = folder
        self._lock = threading.Lock()
        self._closed = False
        self._executor: ProcessPoolExecutor | None = None
        self._process: SpawnProcess | None = None
        self._ready: Future[None] | None = None
        self._done = 0

    def start(self) -> None:
        with self._lock:
            if self._closed:
                return
            self._folder.mkdir(mode=0o700)
            context = _Context()
            arguments = (self._prepare, self._limits, str(self._folder))
            self._executor = ProcessPoolExecutor(1, context, _enter, arguments)
            self._ready = self._executor.submit(_confirm)
            self._process = context.last
            self._done = 0

    def kill(self) -> None:
        """End the process and all it started, for good."""
        with self._lock:
            self._closed = True
            self._end()

    def _end(self) -> int | None:
        """End the process, if it still lives, and its group; its exit code."""
        process, executor = self._process, self._executor
        self._process = self._executor = None
        if process is None or executor is None or process.pid is None:
            return None
        _kill_group(process.pid)
        process.kill()  # if it did not come so far as to lead a group
        executor.shutdown(wait=not self._closed, cancel_futures=True)
        shutil.rmtree(self._folder, ignore_errors=True)
        return process.exitcode

    def _replace(self) -> int | None:
        with self._lock:
            code = self._end()
        self.start()
        return code

    def call(self, arguments: tuple[Any, ...]) -> Any:
        if self._done >= self._limits.tasks:
            self._replace()
        executor, ready = self._executor, self._ready
        if executor is None or ready is None:
            raise _LostError("crash", "it was not read: the run was stopped", final=True)
        is_fresh = not self._done
        try:
            ready.result()
            self._done += 1
            running = executor.submit(_run, self._limits, arguments)
            result, has_left_something = running.result(self._limits.longest + GRACE)
        except MatcherError:
            raise
        except TimeoutError:
            self._replace()
            raise _LostError("timeout", _too_slow(self._limits), final=True) from None
        except MemoryError:  # the result could not be sent
            self._replace()
            raise _LostError("memory", _too_big(self._limits), final=is_fresh) from None
        except RuntimeError:  # BrokenProcessPool, or stopped meanwhile
            raise _lost(self._replace(), self._limits, final=is_fresh) from None
        if has_left_something:
            self._replace()
        return result


def _kill_group(leader: int) -> None:
    """End a process, its group, and what it started in other groups."""
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            os.kill(leader, signal.SIGTERM)
        return
    for pid in _started_by(leader):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def _started_by(leader: int) -> list[int]:
    """All processes below one, where the system tells (Linux): office programs make groups of their own."""
    family = [leader]
    for pid in family:
        # A process may end at any moment, and its folder with it, which glob() then misses too.
        with contextlib.suppress(OSError):
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                with contextlib.suppress(OSError):
                    family += map(int, children.read_text("ascii").split())
    return family[1:]


def _too_slow(limits: Limits) -> str:
    return f"it takes longer than {limits.seconds:g} seconds, the limit; {_ANEW}"


def _too_big(limits: Limits) -> str:
    return f"it needs more than {limits.memory // 1024**2} MiB of memory, the limit; {_ANEW}"


def _lost(code: int | None, limits: Limits, *, final: bool) -> _LostError:
    if code == -getattr(signal, "SIGALRM", 14):
        return _LostError("timeout", _too_slow(limits), final=True)
    if code == _OUT_OF_MEMORY:
        return _LostError("memory", _too_big(limits), final=final)
    if code == -getattr(signal, "SIGKILL", 9):
        # Most often the system, for want of memory: perhaps for another's sake, so it is tried again.
        return _LostError("memory", f"the system ended it, most often for want of memory; {_ANEW}", final=False)
    return _LostError("crash", f"reading it crashes the program that reads it; {_ANEW}", final=final)


# What follows runs in the worker process.

_function: Callable[..., Any] | None = None
_failure: Exception | None = None


def _enter(prepare: Callable[[], Callable[..., Any]], limits: Limits, folder: str) -> None:
    global _function, _failure
    if sys.platform != "win32":
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _silence()
    tempfile.tempdir = os.environ["TMPDIR"] = folder
    try:
        _function = prepare()
    except Exception as error:
        _failure = error
    limit_resources(limits)


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        _kill_group(os.getpid())


def _silence() -> None:
    """Libraries that print, in C or in Python, print into the void."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.close(nothing)


def _confirm() -> None:
    if _failure is not None:
        raise _failure


def _run(limits: Limits, arguments: tuple[Any, ...]) -> tuple[Any, bool]:
    assert _function is not None  # noqa: S101 - _confirm came before
    start_clock(limits)
    try:
        result = _function(*arguments)
    except MatcherError as error:
        if isinstance(error, UnreadableFileError) and error.code == "memory":
            os._exit(_OUT_OF_MEMORY)  # and leave nothing of it behind
        raise
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except RecursionError:
        raise UnreadableFileError("corrupt", f"its parts are nested too deeply; {_ANEW}") from None
    except BaseException as error:
        # Readers turn what a file does to them into UnreadableFileError: this is a fault of the program.
        told = f"matcher itself failed on it ({type(error).__name__}), which is worth reporting; meanwhile {_ANEW}"
        raise UnreadableFileError("crash", told) from None
    finally:
        stop_clock()
    return result, _has_children()


def _has_children() -> bool:
    if sys.platform == "win32":
        return False
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        return False
    return True
