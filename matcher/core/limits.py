"""Limit the time, memory and temporary files of a process that reads or assesses one file.

The limits protect the machine and the other files, not the score. The operating system enforces them: a timer ends the
process whatever it is doing, and its memory and the files that it writes are bounded. Where the system cannot do that
(Windows; memory on macOS), the caller's own timeout in :mod:`matcher.runs.processes.process_pool` remains.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = [
    "ALONE",
    "ASSESSING",
    "MAXIMUM_BYTES",
    "MAXIMUM_CHARACTERS",
    "MAXIMUM_DATES",
    "MAXIMUM_NAMES",
    "MAXIMUM_PAGES",
    "OCR_SECONDS",
    "READING",
    "Limits",
    "allow_seconds",
    "clock_signals",
    "limit_resources",
    "start_clock",
    "stop_clock",
    "usable_cores",
]

MAXIMUM_BYTES: Final = 64 * 1024 * 1024
"""Largest file that is read, in bytes.

Résumés are small: the largest of 122 real ones has 0.3 MiB, and mail servers refuse attachments above about 25 MiB. The
limit is a round number above that. After changing it, run ``tests/extraction/test_reading.py``.
"""

MAXIMUM_CHARACTERS: Final = 500_000
"""Longest text that is read, in characters. The longest of 8,000 reference résumés have 88,000 and 44,000; the most
laborious text of this length that is known takes 10 s to assess. After changing it, run
``python -m benchmarks growth --length 250000``."""

MAXIMUM_NAMES: Final = 20_000
"""Most words of a text that may name a technology. The 150 longest of 8,000 reference résumés have up to 3,058; each
takes up to 0.25 ms."""

MAXIMUM_DATES: Final = 2_000
"""Most date ranges of a text. The 150 longest of 8,000 reference résumés have up to 56; each takes up to 1 ms."""

ALONE: Final = "send the résumé alone"
"""What to do about a file that is larger than a limit."""

MAXIMUM_PAGES: Final = 2_000
"""Most pages that are read; a long résumé has ten."""

OCR_SECONDS: Final = 60.0
"""Time limit for reading a file whose pages are pictures (see :func:`allow_seconds`)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one task.

    >>> Limits(seconds=20.0).longest
    20.0
    """

    seconds: float
    """Wall time of the task; processor time if it has :attr:`patience`."""
    patience: float = 0.0
    """How many times as much wall time a task may take, if it only computes: so none fails because of other work on the
    machine. 0 if it may wait for other programs, whose processor time is not its own."""
    longest_seconds: float = 0.0
    """Wall time that a task may request with :func:`allow_seconds`; 0 for no more than ``seconds``."""
    memory: int = 1024**3
    """Resident memory of the process, in bytes, libraries included."""
    file_bytes: int = 256 * 1024**2
    """Size of each temporary file, in bytes."""
    tasks: int = 500
    """Tasks after which a process is replaced by a fresh one, so that memory leaks of libraries cannot add up."""

    @property
    def longest(self) -> float:
        """Wall time after which the task is ended from outside: the largest of the limits."""
        return max(self.seconds, self.longest_seconds, self.seconds * self.patience)


READING: Final = Limits(seconds=20.0, longest_seconds=OCR_SECONDS)
"""Limits of reading one file. The slowest of 122 real résumés takes 2 s, on a busy core."""

ASSESSING: Final = Limits(seconds=20.0, patience=3.0)
"""Limits of assessing one document: a résumé takes 0.02 s, the most that :data:`MAXIMUM_CHARACTERS` allows 10 s."""

_limit = 0.0


def allow_seconds(seconds: float) -> None:
    """Restart the timer of the running task with this much wall time, at most what its limits allow.

    Readers call it before work that is slow by nature (``allow_seconds(OCR_SECONDS)``). Outside a worker process it
    does nothing.
    """
    if _limit:
        _set_clock(min(seconds, _limit))


def start_clock(limits: Limits) -> None:
    """End this process when the time is up, even in a loop in C that never checks Python's signals.

    The signal is one of :func:`clock_signals`.
    """
    global _limit
    _limit = limits.longest
    _set_clock(limits.seconds * (limits.patience or 1.0), limits.seconds if limits.patience else 0.0)


def stop_clock() -> None:
    """Stop the timer: the task is done."""
    global _limit
    _limit = 0.0
    _set_clock(0.0)


def _set_clock(seconds: float, processor_seconds: float = 0.0) -> None:
    if sys.platform != "win32":
        for number in clock_signals():
            signal.signal(number, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        signal.setitimer(signal.ITIMER_PROF, processor_seconds)


def clock_signals() -> tuple[int, ...]:
    """Return the signals that end a process whose time is up: wall time, processor time; none on Windows.

    >>> len(clock_signals()) in (0, 2)
    True
    """
    return () if sys.platform == "win32" else (signal.SIGALRM, signal.SIGPROF)


def limit_resources(limits: Limits) -> None:
    """Limit this process's memory and files, and disable core dumps.

    Memory is limited through the address space, by what may still be added before ``limits.memory`` is resident. Only
    the soft limits are set, so that a program that a reader starts can be given others.
    """
    if sys.platform == "win32":
        return
    import resource

    def lower(kind: int, value: int) -> None:
        hard = resource.getrlimit(kind)[1]
        # Some systems define a limit and refuse to set it (RLIMIT_AS on macOS).
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))

    lower(resource.RLIMIT_CORE, 0)
    lower(resource.RLIMIT_FSIZE, limits.file_bytes)
    if usage := _memory_usage():
        total, resident = usage
        lower(resource.RLIMIT_AS, total + max(limits.memory - resident, 0))


def _memory_usage() -> tuple[int, int] | None:
    """Return the address space and the resident memory of this process in bytes; None if the system does not say."""
    try:
        total, resident = Path("/proc/self/statm").read_text("ascii").split()[:2]
    except OSError:
        return None
    import resource

    return int(total) * resource.getpagesize(), int(resident) * resource.getpagesize()


def usable_cores() -> int:
    """Return the number of cores that this process may use: one worker each.

    >>> usable_cores() >= 1
    True
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
