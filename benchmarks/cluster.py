"""Compare a cluster with the local pool on the same texts: wall and processor seconds, and the overhead."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

N = 500


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of one run: wall time, and processor time of all its processes."""

    wall: float
    cpu: float


def main(folder: Path, files: int = N, workers: int = 2, runs: int = 1) -> None:
    """Rank copies of the texts in a folder, each with an added line, by pool and cluster alternately.

    Texts cost almost nothing to read, so the cluster's overhead is greatest.
    """
    texts = sorted(folder.rglob("*.txt")) if folder.is_dir() else []
    if not texts:
        sys.exit(f"{folder} contains no texts (*.txt)")
    ways = {"local pool": [], "LocalCluster": ["--cluster", "local"]}
    spent: dict[str, list[Spent]] = {way: [] for way in ways}
    with tempfile.TemporaryDirectory(prefix="matcher-benchmark-") as scratch:
        cvs, ranked = Path(scratch, "cvs"), []
        _copy(texts, cvs, files)
        for _ in range(runs):
            for way, options in ways.items():
                output = Path(scratch, f"{way}-{len(spent[way])}")
                command = [
                    sys.executable, "-m", "matcher", "rank", str(cvs), "-o", str(output), "--as-of", "2026-11-23",
                    "--format", "json", "--top", "100", "--quiet", "--workers", str(workers), "--no-cache", *options,
                ]  # fmt: skip
                spent[way].append(_spend(command))
                ranked.append((output / "ranking.json").read_bytes())
    same = "the same" if len(set(ranked)) == 1 else "NOT THE SAME"
    print(f"{files} texts, {workers} workers, the best of {runs} runs; results {same}")
    print(f"{'':14} {'wall':>9} {'processor':>11} {'ms per text':>12}")
    best = {way: Spent(min(s.wall for s in runs_), min(s.cpu for s in runs_)) for way, runs_ in spent.items()}
    for way, least in best.items():
        print(f"{way:14} {least.wall:7.1f} s {least.cpu:9.1f} s {1000 * least.cpu / files:12.1f}")
    pool, cluster = best.values()
    print(f"{'overhead':14} {cluster.wall / pool.wall - 1:9.1%} {cluster.cpu / pool.cpu - 1:11.1%}")


def _copy(texts: list[Path], target: Path, count: int) -> None:
    target.mkdir()
    for number in range(count):
        text = texts[number % len(texts)].read_bytes()
        # A unique line, so that no two texts are the same.
        (target / f"{number:06}.txt").write_bytes(text + f"\nReference {number * 7919:09}\n".encode())


def _spend(command: list[str]) -> Spent:
    with _all_children_counted():
        before, start = _cpu(), time.perf_counter()
        done = subprocess.run(command, stderr=subprocess.PIPE, text=True)
        wall = time.perf_counter() - start
        if done.returncode not in (0, 3):
            sys.exit(f"the run ended with status {done.returncode}:\n{done.stderr}")
        with contextlib.suppress(ChildProcessError):
            while True:
                os.waitpid(-1, 0)
        return Spent(wall, _cpu() - before)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextlib.contextmanager
def _all_children_counted() -> Iterator[None]:
    """Adopt processes whose parents do not wait for them (Linux), so that their time counts."""
    if sys.platform != "linux":
        yield
        return
    subreaper, library = 36, ctypes.CDLL(None)
    library.prctl(subreaper, 1)
    try:
        yield
    finally:
        library.prctl(subreaper, 0)
