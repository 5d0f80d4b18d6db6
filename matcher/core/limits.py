"""What reading or assessing one file may use, and how a process holds itself to that.

The limits protect the machine and the other files, not the score. They are enforced by the operating system: a clock
that ends the process whatever it is doing, a bound on its memory, a bound on the files that it writes. Where the
system has no such means (Windows; memory on macOS), the caller's own clock in :mod:`matcher.runs.processes.process_pool` remains.
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
    "ASSESSING",
    "MAXIMUM_BYTES",
    "MAXIMUM_CHARACTERS",
    "MAXIMUM_PAGES",
    "OCR_SECONDS",
    "READING",
    "Limits",
    "allow_seconds",
    "limit_resources",
    "start_clock",
    "stop_clock",
    "usable_cores",
]

MAXIMUM_BYTES: Final = 64 * 1024 * 1024
"""Largest file that is read, in bytes.

Résumés are small: the largest of 122 real ones has 0.3 MiB, and mail servers refuse attachments above some 25 MiB. The
limit is a round number above that. After changing it, run ``tests/extraction/test_init.py``.
"""

MAXIMUM_CHARACTERS: Final = 5_000_000
"""Longest text that is read, in characters; a long résumé has 20,000. It takes 0.7 GiB and two minutes to assess."""

MAXIMUM_PAGES: Final = 2_000
"""Most pages that are read; a long résumé has ten."""

OCR_SECONDS: Final = 60.0
"""Longest time for reading a file whose pages are pictures (see :func:`allow_seconds`)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may use.

    >>> Limits(seconds=20.0).longest
    20.0
    """

    seconds: float
    """Wall time."""
    longest_seconds: float = 0.0
    """Wall time that a task may ask for with :func:`allow_seconds`; 0 for no more than ``seconds``."""
    memory: int = 1024**3
    """Resident memory of the process, in bytes, libraries included."""
    file_bytes: int = 256 * 1024**2
    """Size of each temporary file, in bytes."""
    tasks: int = 500
    """Tasks after which a process is replaced by a fresh one, so that what libraries hoard cannot add up."""

    @property
    def longest(self) -> float:
        """Wall time after which the task is ended from outside."""
        return max(self.seconds, self.longest_seconds)


READING: Final = Limits(seconds=20.0, longest_seconds=OCR_SECONDS)
"""Reading one file. Of 122 real résumés the slowest takes 2 s, on a busy core."""

ASSESSING: Final = Limits(seconds=180.0)
"""Assessing one document: 5 million characters, the most there can be, take about 100 s on one core."""

_limit = 0.0


def allow_seconds(seconds: float) -> None:
    """Give the task that runs in this process so much wall time from now on, within what its limits allow.

    Readers call it before work that is slow by nature (``allow_seconds(OCR_SECONDS)``). Outside a worker process it
    does nothing.
    """
    if _limit:
        _set_clock(min(seconds, _limit))


def start_clock(limits: Limits) -> None:
    """End this process by SIGALRM when the time is over: even a loop in C that never looks at Python's signals."""
    global _limit
    _limit = limits.longest
    _set_clock(limits.seconds)


def stop_clock() -> None:
    """The task is done."""
    global _limit
    _limit = 0.0
    _set_clock(0.0)


def _set_clock(seconds: float) -> None:
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def limit_resources(limits: Limits) -> None:
    """Bound this process's memory and files, and let it leave no core file.

    Memory is bounded through the address space: by as much as the process may still grow before ``limits.memory`` of
    it is resident. Only the soft limits are set, so that a program that a reader starts can be given others.
    """
    if sys.platform == "win32":
        return
    import resource

    def lower(kind: int, value: int) -> None:
        hard = resource.getrlimit(kind)[1]
        # Some systems know a limit by name and refuse to set it (RLIMIT_AS on macOS).
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))

    lower(resource.RLIMIT_CORE, 0)
    lower(resource.RLIMIT_FSIZE, limits.file_bytes)
    if pages := _pages_in_use():
        total, resident = pages
        lower(resource.RLIMIT_AS, total + max(limits.memory - resident, 0))


def _pages_in_use() -> tuple[int, int] | None:
    """Bytes of address space and of resident memory of this process, where the system tells."""
    try:
        total, resident = Path("/proc/self/statm").read_text("ascii").split()[:2]
    except OSError:
        return None
    import resource

    return int(total) * resource.getpagesize(), int(resident) * resource.getpagesize()


def usable_cores() -> int:
    """How many workers a machine has room for: its cores, of those that this process may use.

    >>> usable_cores() >= 1
    True
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
