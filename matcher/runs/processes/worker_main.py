"""Run a worker process: isolate it, then call one function again and again, within limits."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NoReturn

from matcher.core.errors import MatcherError, UnreadableFileError
from matcher.core.limits import Limits, limit_resources, start_clock, stop_clock
from matcher.runs.processes.channel import Channel

__all__ = [
    "OUT_OF_MEMORY",
    "RETRY_ADVICE",
    "collect_garbage_rarely",
    "descendants",
    "kill_group",
    "prepare_function",
    "run_worker",
    "silence",
]

OUT_OF_MEMORY: Final = 77
"""The exit code of a process that has no memory left."""

RETRY_ADVICE: Final = "save it again as PDF and try again"


def collect_garbage_rarely() -> None:
    """Collect reference cycles a hundred times more rarely than Python's default, in a process that runs only matcher.

    Nearly all objects that are made at the start stay, and a résumé makes tens of thousands of small objects without
    cycles; traversing them again and again takes a tenth of the time. With Python's default thresholds the workers of
    a cluster took 17.1 ms of CPU for each of 2,000 texts, with these 16.3. After changing them, rerun ``python -m
    benchmarks cluster`` and ``hostile``, and check the memory.
    """
    gc.set_threshold(100_000, 20, 20)


def prepare_function(prepare: Callable[[], Callable[..., Any]]) -> tuple[Callable[..., Any] | None, Exception | None]:
    """Return the function that the worker calls, or the error that prevented it."""
    try:
        return prepare(), None
    except Exception as error:
        return None, error


def run_worker(
    channel: Channel,
    function: Callable[..., Any] | None,
    failure: Exception | None,
    limits: Limits,
    folder: str,
    wait_for_parent: Callable[[], None],
) -> NoReturn:
    """Serve calls from a channel until it is closed, as the leader of a process group and without any output.

    The worker first sends its process id and the error of the preparation, if any. Then it sends for each call the
    result, the error, and whether the call left processes behind.

    Args:
        channel: where calls come from.
        function: called with the arguments of each call; None if the preparation failed.
        failure: the error of the preparation.
        limits: what a call may use.
        folder: for temporary files.
        wait_for_parent: returns when the parent process is dead.
    """
    if sys.platform != "win32":
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, args=(wait_for_parent,), daemon=True).start()
    silence()
    collect_garbage_rarely()
    tempfile.tempdir = os.environ["TMPDIR"] = folder
    limit_resources(limits)
    try:
        channel.send_bytes(_pickled((os.getpid(), failure)))
        while True:
            arguments = channel.receive()
            assert function is not None  # noqa: S101 - otherwise nothing is called
            channel.send_bytes(_pickled(_call(function, limits, arguments)))
    except (EOFError, OSError):
        os._exit(0)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BaseException:
        os._exit(1)


def _pickled(value: object) -> bytes:
    try:
        return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        raise
    except Exception as error:
        fault = _internal_error(error)
        is_greeting = isinstance(value, tuple) and len(value) == 2
        return pickle.dumps((os.getpid(), fault) if is_greeting else (None, fault, False), pickle.HIGHEST_PROTOCOL)


def _die_with_parent(wait_for_parent: Callable[[], None]) -> None:
    wait_for_parent()
    kill_group(os.getpid())


def silence() -> None:
    """Discard what libraries print, in C or in Python."""
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    if null > 2:
        os.close(null)


def _call(
    function: Callable[..., Any], limits: Limits, arguments: tuple[Any, ...]
) -> tuple[Any, BaseException | None, bool]:
    start_clock(limits)
    try:
        result = function(*arguments)
    except MatcherError as error:
        if isinstance(error, UnreadableFileError) and error.code == "memory":
            os._exit(OUT_OF_MEMORY)  # so that its memory is freed
        return None, error, _has_children()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except RecursionError:
        return None, UnreadableFileError("corrupt", f"its parts are nested too deeply; {RETRY_ADVICE}"), _has_children()
    except BaseException as error:
        # Readers raise UnreadableFileError for faults of a file: this is a fault of the program.
        return None, _internal_error(error), _has_children()
    finally:
        stop_clock()
    return result, None, _has_children()


def _internal_error(error: BaseException) -> UnreadableFileError:
    message = (
        f"matcher itself failed on it ({type(error).__name__}), which is worth reporting; meanwhile {RETRY_ADVICE}"
    )
    return UnreadableFileError("crash", message)


def _has_children() -> bool:
    if sys.platform == "win32":
        return False
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        return False
    return True


def kill_group(leader: int) -> None:
    """Kill a process, its group, and the processes that it started in other groups."""
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            os.kill(leader, signal.SIGTERM)
        return
    for pid in descendants(leader):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def descendants(leader: int) -> list[int]:
    """Return all descendants of a process, on Linux: office programs make process groups of their own."""
    family = [leader]
    for pid in family:
        # A process may end at any moment, and its folder in /proc with it, even during glob().
        with contextlib.suppress(OSError):
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                with contextlib.suppress(OSError):
                    family += map(int, children.read_text("ascii").split())
    return family[1:]
