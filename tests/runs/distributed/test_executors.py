"""Any executor, and a local cluster of the command line, write the same bytes as a local run."""

import multiprocessing
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

import matcher

SAMPLES = Path(__file__).parents[3] / "data" / "samples"
NAMES = ("noor-al-masri.pdf", "darnell-whitcombe.txt", "thiago-albuquerque-upload.pdf")


@pytest.fixture(scope="module")
def cvs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cvs")
    for name in NAMES:
        (folder / name).write_bytes((SAMPLES / name).read_bytes())
    return folder


@pytest.fixture(scope="module")
def local(cvs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the reports of a local run."""
    output = tmp_path_factory.mktemp("here")
    matcher.rank(cvs, as_of="2026-11-23", cache=False).write(output, ["html", "json"])
    return output


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@contextmanager
def a_process_pool() -> Iterator[Executor]:
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        yield pool


@contextmanager
def joblibs_pool() -> Iterator[Executor]:
    from joblib.externals.loky import get_reusable_executor

    pool = get_reusable_executor(max_workers=2)
    yield pool
    pool.shutdown(wait=True, kill_workers=True)


@pytest.mark.parametrize("start", [a_process_pool, joblibs_pool])
def test_an_executor_gives_the_same_bytes(start, cvs: Path, local: Path, tmp_path: Path) -> None:
    with start() as executor:
        ranking = matcher.rank(cvs, as_of="2026-11-23", cache=False, executor=executor)
    ranking.write(tmp_path, ["html", "json"])
    assert files(tmp_path) == files(local)


def test_a_local_cluster_gives_the_same_bytes(cvs: Path, local: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra `distributed` is not installed")
    command = [sys.executable, "-m", "matcher", "rank", cvs.as_uri(), "--cluster", "local", "--workers", "2"]
    command += ["--as-of", "2026-11-23", "--no-cache", "--output", str(tmp_path), "--format", "html,json", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 3, done.stderr
    assert [line.split(":")[:2] for line in done.stderr.splitlines()] == [["failed", f" {NAMES[2]}"]], done.stderr
    assert files(tmp_path) == files(local)


def test_without_dask_the_command_says_what_to_install(cvs: Path, tmp_path: Path) -> None:
    (tmp_path / "distributed.py").write_text("raise ImportError('hidden')", "utf-8")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from matcher.cli.main import main; main()"
    command = [sys.executable, "-c", code, "rank", str(cvs), "--cluster", "local", "--format", "csv"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == "matcher: a cluster needs Dask; install it with: pip install 'matcher[distributed]'\n"


def test_addresses_are_not_watched() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "matcher", "rank", "memory://cvs", "--watch"], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (
        2,
        "matcher: memory://cvs cannot be watched: --watch takes folders on this machine\n",
    )


def test_two_kinds_of_cluster_are_a_usage_error(cvs: Path) -> None:
    command = [sys.executable, "-m", "matcher", "rank", str(cvs), "--cluster", "local", "--scheduler", "tcp://x:1"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "cannot be used together" in done.stderr
