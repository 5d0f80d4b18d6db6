"""Use Dask workers: a running cluster, or processes of this machine."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing.resource_tracker
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Final, TypeVar

from matcher.core.errors import ClusterError, MissingExtraError
from matcher.core.limits import usable_cores

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["DaskWorkers"]

Result = TypeVar("Result")

REFRESH_SECONDS: Final = 3.0
"""Seconds after which the scheduler is asked again for the number of workers: they come and go."""

CONNECTING: Final = 20.0
"""Seconds within which a scheduler must answer."""


class DaskWorkers:
    """Dask workers; the connection is made, or the processes are started, with the first call.

    Use it as a context manager; leaving it ends only what it started.

    Args:
        scheduler: the address of a cluster's scheduler (``tcp://…``, ``tls://…``); empty to start processes here.
        processes: how many processes are started on this machine; None for one per core.

    Raises:
        MissingExtraError: Dask is not installed.

    >>> with DaskWorkers(processes=2) as workers:  # doctest: +SKIP
    ...     matcher.rank("data/samples", workers=workers)
    """

    def __init__(self, scheduler: str = "", processes: int | None = None) -> None:
        try:
            import distributed  # noqa: F401
        except ImportError:
            raise MissingExtraError(
                "a cluster needs Dask; install it with: pip install 'matcher[distributed]'"
            ) from None
        self.shares_files = not scheduler
        self._scheduler = scheduler
        self._processes = processes or usable_cores()
        self._stack = contextlib.ExitStack()
        self._client: Client | None = None
        self._slots = 0
        self._refreshed = 0.0

    def __enter__(self) -> DaskWorkers:
        return self

    def __exit__(self, *_: object) -> None:
        self._client = None
        self._stack.close()

    @property
    def lost(self) -> tuple[type[BaseException], ...]:
        """See :class:`matcher.runs.distributed.workers.Workers`."""
        from distributed.scheduler import KilledWorker

        return (KilledWorker,)

    def slots(self) -> int:
        """See :class:`matcher.runs.distributed.workers.Workers`."""
        client = self._connected()
        if not self._slots or time.monotonic() - self._refreshed > REFRESH_SECONDS:
            try:
                self._slots = sum(client.nthreads().values())
            except Exception as error:
                raise self._gone(error) from None
            self._refreshed = time.monotonic()
        return self._slots

    def submit(self, function: Callable[..., Result], /, *arguments: Any) -> Future[Result]:
        """See :class:`matcher.runs.distributed.workers.Workers`."""
        client = self._connected()
        if client.status != "running":
            raise self._gone(None)
        future: Future[Result] = client.get_executor(pure=False).submit(function, *arguments)
        return future

    def _gone(self, error: Exception | None) -> ClusterError:
        kind = f" ({type(error).__name__})" if error else ""
        return ClusterError(
            f"the scheduler {self._scheduler or 'of the local cluster'} is gone{kind}; what came back is stored: start "
            "it again, and run the same command to go on"
        )

    def _connected(self) -> Client:
        if self._client is None:
            import dask
            from distributed import Client

            # Matcher reports dying workers itself, once, instead of each of Dask's threads.
            known = [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]
            for name in (*known, "tornado.application", "asyncio"):
                self._silence(logging.getLogger(name))
            self._stack.enter_context(warnings.catch_warnings())
            warnings.filterwarnings("ignore", module="distributed")
            self._stack.enter_context(dask.config.set(SETTINGS))
            address = self._scheduler or self._stack.enter_context(self._local_cluster())
            try:
                self._client = self._stack.enter_context(
                    Client(address, timeout=CONNECTING, set_as_default=False, direct_to_workers=False)
                )
            except Exception as error:
                raise ClusterError(
                    f"no scheduler answers at {self._scheduler} ({type(error).__name__}); start one with `dask "
                    "scheduler`, or give the address that it prints"
                ) from None
        return self._client

    def _silence(self, logger: logging.Logger) -> None:
        self._stack.callback(logger.setLevel, logger.level)
        logger.setLevel(logging.CRITICAL + 1)

    def _local_cluster(self) -> Any:
        try:
            import cryptography  # noqa: F401
        except ImportError:
            raise MissingExtraError(
                "a local cluster needs cryptography, so that other users of this machine cannot control it; install it "
                "with: pip install 'matcher[distributed]'"
            ) from None
        with _interrupts_blocked():
            return self._start()

    def _start(self) -> Any:
        from distributed import LocalCluster

        return LocalCluster(
            n_workers=self._processes,
            threads_per_worker=1,
            # No dashboard, and no port that works without this run's own certificate.
            dashboard_address=None,
            host="127.0.0.1",
            protocol="tls",
            security=True,
            # The worker's child processes use the memory, and have limits of their own.
            memory_limit=0,
            silence_logs=logging.CRITICAL,
        )


@contextlib.contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Block Ctrl-C in threads and processes that are started inside: this process handles it, and ends them."""
    if sys.platform == "win32":
        yield
        return
    # Starting the resource tracker unblocks signals, so it is started first.
    multiprocessing.resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


SETTINGS: Final = {
    # A local worker's death costs its batch, whose files are then tried one by one.
    "distributed.scheduler.allowed-failures": 0,
    "distributed.comm.retry.count": 0,
    "distributed.comm.timeouts.connect": f"{CONNECTING:g}s",
    "distributed.admin.low-level-log-length": 100,
    # Nothing reads the profiles that a worker takes of itself a hundred times a second.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
}
