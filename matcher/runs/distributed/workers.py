"""Define the interface of remote workers, and adapt executors to it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, Protocol, TypeVar

from matcher.core.limits import usable_cores

__all__ = ["ExecutorWorkers", "Workers"]

Result = TypeVar("Result")


class Workers(Protocol):
    """Processes, on any machine, that call functions."""

    @property
    def shares_files(self) -> bool:
        """Whether they see this machine's files under the same paths."""

    @property
    def lost(self) -> tuple[type[BaseException], ...]:
        """The errors of a future whose process died during the call, and only that process."""

    def slots(self) -> int:
        """Return how many calls can run at a time now; 0 while there is no worker."""

    def submit(self, function: Callable[..., Result], /, *arguments: Any) -> Future[Result]:
        """Call a function on a worker; it is sent by name, its arguments pickled."""


class ExecutorWorkers:
    """The processes of an executor of :mod:`concurrent.futures`, or of an object with the same interface.

    Args:
        executor: a process pool, joblib's ``get_reusable_executor()``, an MPI pool, Dask's ``client.get_executor()``.
        slots: how many calls it can run at a time; None for its own number, or else one per core.
        shares_files: whether its processes see this machine's files; otherwise their bytes are sent.

    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor(3) as threads:
    ...     workers = ExecutorWorkers(threads)
    ...     workers.slots(), workers.submit(len, "abc").result()
    (3, 3)
    """

    def __init__(self, executor: Executor, slots: int | None = None, *, shares_files: bool = False) -> None:
        self._executor = executor
        self._slots = slots or getattr(executor, "_max_workers", None) or usable_cores()
        self.shares_files = shares_files
        self.lost: tuple[type[BaseException], ...] = ()

    def slots(self) -> int:
        """See :class:`Workers`."""
        return self._slots

    def submit(self, function: Callable[..., Result], /, *arguments: Any) -> Future[Result]:
        """See :class:`Workers`."""
        return self._executor.submit(function, *arguments)
