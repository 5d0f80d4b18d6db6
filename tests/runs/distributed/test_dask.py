"""A real cluster of separate processes returns the same results, whatever process dies."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("distributed", reason="the extra `distributed` is not installed")

from matcher.core.errors import ClusterError
from matcher.runs.distributed.dask_workers import DaskWorkers
from matcher.runs.distributed.scheduler import DistributedScheduler
from matcher.runs.inputs import collect_inputs, find_files
from matcher.runs.scheduler import Scheduler
from matcher.runs.store.cache import Cache


@pytest.fixture(scope="module")
def workers(mock: ModuleType) -> Iterator[DaskWorkers]:  # noqa: ARG001 - they must find it
    with DaskWorkers(processes=2) as started:
        yield started


def folder(tmp_path: Path, *texts: str) -> Path:
    path = tmp_path / "cvs"
    path.mkdir()
    for number, text in enumerate(texts):
        (path / f"{number:03}.txt").write_text(text, "utf-8")
    return path


Row = tuple[str, bytes, bytes]


def outcome(scheduler: Scheduler, path: Path, after: int = -1, then: object = None) -> tuple[list[Row], dict[str, str]]:
    """Run a scheduler; return the records, and the codes of the files that failed."""
    unique = collect_inputs(find_files([path]), Cache(None)).unique
    rows = []
    with scheduler:
        for file, content, record in scheduler.records(unique, assessments=True):
            rows.append((file.name, content, record))
            if len(rows) == after and callable(then):
                then()
        return sorted(rows), {file.name: reading.code for file, reading in scheduler.failed}


def distributed(mock: ModuleType, cache: Cache, workers: DaskWorkers) -> DistributedScheduler:
    return DistributedScheduler(cache, mock.KEYS, mock.reader, mock.scorer, remote_workers=workers)


def test_a_cluster_returns_local_results_and_does_nothing_twice(
    mock: ModuleType, workers: DaskWorkers, tmp_path: Path
) -> None:
    path = folder(tmp_path, *(f"text {n}" for n in range(30)), "locked", "scan", "picture")
    with Cache(tmp_path / "here") as here, Cache(tmp_path / "there") as there:
        expected = outcome(Scheduler(here, mock.KEYS, mock.reader, mock.scorer), path)
        assert expected[1] == {"030.txt": "encrypted", "031.txt": "no-text", "032.txt": "unsupported"}
        assert outcome(distributed(mock, there, workers), path) == expected
        # What was missing there may be installed by now; the rest is known.
        (path / "032.txt").unlink()
        with DaskWorkers("tcp://127.0.0.1:9") as unreachable:
            assert len(outcome(distributed(mock, there, unreachable), path)[0]) == 32


@pytest.mark.skipif(sys.platform == "win32", reason="it has no masks of signals")
def test_workers_leave_ctrl_c_to_the_client(mock: ModuleType, workers: DaskWorkers) -> None:
    blocked = workers._connected().run(mock.blocks_interrupts)
    assert list(blocked.values()) == [True, True]
    assert not mock.blocks_interrupts()


def test_a_worker_that_is_killed_is_replaced_and_its_files_redone(
    mock: ModuleType, workers: DaskWorkers, tmp_path: Path
) -> None:
    path = folder(tmp_path, *(f"sleep 0.02 {n}" for n in range(60)))
    client = workers._connected()
    before = set(client.run(os.getpid).values())

    def kill() -> None:
        os.kill(min(before), signal.SIGKILL)

    with Cache(tmp_path / "cache") as cache:
        rows, failed = outcome(distributed(mock, cache, workers), path, 5, kill)
    assert len(rows) == 60
    assert all(record for _, _, record in rows)
    assert failed == {}
    client.wait_for_workers(2, timeout=30)
    assert min(before) not in client.run(os.getpid).values()


def test_a_poisoned_file_is_tried_twice_and_costs_itself_only(
    mock: ModuleType, workers: DaskWorkers, tmp_path: Path
) -> None:
    path = folder(tmp_path, *(f"text {n}" for n in range(20)), "poison")
    with Cache(tmp_path / "cache") as cache:
        rows, failed = outcome(distributed(mock, cache, workers), path)
        assert failed == {"020.txt": "crash"}
        assert sum(bool(record) for _, _, record in rows) == 20
        # It is not remembered: next time the worker may have been given more memory.
        unique = collect_inputs(find_files([path]), Cache(None)).unique
        assert len(cache.readings([file.sha for file in unique], mock.KEYS.reader)) == 20


def test_a_scheduler_that_does_not_answer_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.runs.distributed.dask_workers.CONNECTING", 1.0)
    with (
        DaskWorkers("tcp://127.0.0.1:9") as unreachable,
        pytest.raises(ClusterError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9 "),
    ):
        unreachable.slots()


@contextlib.contextmanager
def cluster(file: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start a scheduler and a worker as on two hosts; yield the scheduler's address and its process."""
    path = os.pathsep.join([str(Path(__file__).parents[3]), str(Path(__file__).parent)])
    commands = (("scheduler", "--host", "127.0.0.1", "--port", "0"), ("worker", "--nthreads", "2", "--no-nanny"))
    running: list[subprocess.Popen[bytes]] = []
    try:
        for name, *options in commands:
            command = [sys.executable, "-m", f"distributed.cli.dask_{name}", "--no-dashboard", *options]
            command += ["--scheduler-file", str(file)]
            environment = {**os.environ, "PYTHONPATH": path}
            running.append(subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL))
        patience = threading.Event()
        while not (file.exists() and file.read_text("utf-8").endswith("}")):
            assert running[0].poll() is None
            patience.wait(0.1)
        yield json.loads(file.read_text("utf-8"))["address"], running[0]
    finally:
        for process in running:
            process.kill()
            process.wait(30)


def test_a_scheduler_that_dies_costs_only_the_batches_under_way(
    mock: ModuleType, workers: DaskWorkers, tmp_path: Path
) -> None:
    path = folder(tmp_path, *(f"sleep 0.05 {n}" for n in range(40)))
    with Cache(tmp_path / "cache") as cache:
        with (
            cluster(tmp_path / "scheduler.json") as (address, scheduler),
            DaskWorkers(address) as elsewhere,
            pytest.raises(ClusterError, match=r"gone.*run the same command to go on"),
        ):
            outcome(distributed(mock, cache, elsewhere), path, 4, scheduler.kill)
        unique = collect_inputs(find_files([path]), Cache(None)).unique
        kept = len(cache.readings([f.sha for f in unique], mock.KEYS.reader))
        assert 4 <= kept < 40
        rows, failed = outcome(distributed(mock, cache, workers), path)
        assert (len(rows), failed) == (40, {})
