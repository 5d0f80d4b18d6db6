"""What runs in a worker process: it shuts itself in, and then calls one function again and again, within limits."""

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

__all__ = ["ANEW", "OUT_OF_MEMORY", "collect_garbage_rarely", "kill_group", "prepared", "silence", "started_by", "work"]

OUT_OF_MEMORY: Final = 77
"""The exit code of a process that has no memory left."""

ANEW: Final = "save it anew as PDF and try again"


def collect_garbage_rarely() -> None:
    """Search for cycles a hundred times more rarely than Python does, in a process that is all ours.

    Nearly all that is made at its start stays, and a résumé makes tens of thousands of small things without cycles:
    to look through them again and again takes a tenth of the time. With Python's own numbers the workers of a cluster
    took 17.1 ms of CPU for each of 2,000 texts, with these 16.3. After changing them, run ``python -m benchmarks
    cluster`` and ``hostile``, and look at the memory.
    """
    gc.set_threshold(100_000, 20, 20)


def prepared(prepare: Callable[[], Callable[..., Any]]) -> tuple[Callable[..., Any] | None, Exception | None]:
    """The function that is to be called, or why there is none."""
    try:
        return prepare(), None
    except Exception as error:
        return None, error


def work(
    channel: Channel,
    function: Callable[..., Any] | None,
    failure: Exception | None,
    limits: Limits,
    folder: str,
    wait_for_parent: Callable[[], None],
) -> NoReturn:
    """Be a worker: lead a group of processes, say nothing, and do what comes through a channel, until that is closed.

    The first that is sent is the process's number, and why it cannot work, if so; then, for the arguments of each call,
    its result, the error it ended with, and whether it has left processes behind.

    Args:
        channel: where calls come from.
        function: called with each call's arguments; None if there is none.
        failure: why there is none.
        limits: what a call may use.
        folder: for temporary files.
        wait_for_parent: returns when the process that asks for all this is dead.
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
            assert function is not None  # noqa: S101 - else nothing is asked for
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
        fault = _own_fault(error)
        first = os.getpid() if isinstance(value, tuple) and len(value) == 2 else None
        return pickle.dumps((first, fault) if first else (None, fault, False), pickle.HIGHEST_PROTOCOL)


def _die_with_parent(wait_for_parent: Callable[[], None]) -> None:
    wait_for_parent()
    kill_group(os.getpid())


def silence() -> None:
    """Libraries that print, in C or in Python, print into the void."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    if nothing > 2:
        os.close(nothing)


def _call(
    function: Callable[..., Any], limits: Limits, arguments: tuple[Any, ...]
) -> tuple[Any, BaseException | None, bool]:
    start_clock(limits)
    try:
        result = function(*arguments)
    except MatcherError as error:
        if isinstance(error, UnreadableFileError) and error.code == "memory":
            os._exit(OUT_OF_MEMORY)  # and leave nothing of it behind
        return None, error, _has_children()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except RecursionError:
        return None, UnreadableFileError("corrupt", f"its parts are nested too deeply; {ANEW}"), _has_children()
    except BaseException as error:
        # Readers turn what a file does to them into UnreadableFileError: this is a fault of the program.
        return None, _own_fault(error), _has_children()
    finally:
        stop_clock()
    return result, None, _has_children()


def _own_fault(error: BaseException) -> UnreadableFileError:
    told = f"matcher itself failed on it ({type(error).__name__}), which is worth reporting; meanwhile {ANEW}"
    return UnreadableFileError("crash", told)


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
    """End a process, its group, and what it started in other groups."""
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            os.kill(leader, signal.SIGTERM)
        return
    for pid in started_by(leader):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def started_by(leader: int) -> list[int]:
    """All processes below one, where the system tells (Linux): office programs make groups of their own."""
    family = [leader]
    for pid in family:
        # A process may end at any moment, and its folder with it, which glob() then misses too.
        with contextlib.suppress(OSError):
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                with contextlib.suppress(OSError):
                    family += map(int, children.read_text("ascii").split())
    return family[1:]
