"""Compare whole runs: a naive script, the floor, and matcher cold, warm and with other weights."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.repeated import repeat

AS_OF = "2026-11-23"


@dataclass(frozen=True, slots=True)
class Spent:
    """Time and memory of one run."""

    wall: float
    processor: float
    """Processor seconds of all its processes."""
    peak: int
    """Peak memory of its first process in bytes."""


def run(command: Sequence[str], cache: Path | None = None, *, one_core: bool = False) -> Spent:
    """Run a command to its end, on all cores or on one, and measure it."""
    environment = {**os.environ, **({"XDG_CACHE_HOME": str(cache)} if cache else {})}
    begin = time.perf_counter()
    cores = os.sched_getaffinity(0)
    if one_core:
        os.sched_setaffinity(0, {min(cores)})  # the child inherits it
    try:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    finally:
        os.sched_setaffinity(0, cores)
    peak, over = 0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(0.02):
            peak = max(peak, _peak(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    assert process.stderr is not None
    messages = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    over.set()
    watcher.join()
    if process.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command)} failed: {messages.decode('utf-8', 'replace')[-2000:]}")
    return Spent(wall, used.ru_utime + used.ru_stime, peak)


def _peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return 0
    match = re.search(r"VmHWM:\s*(\d+)", status)
    return int(match[1]) * 1024 if match else 0


def main(folders: Sequence[Path], count: int, kinds: Sequence[str], rounds: int, top: int) -> None:
    """Print a row for each kind of run.

    Args:
        folders: folders of real files, at any depth.
        count: number of copies of them, each with an added line that differs.
        kinds: extensions of the files to use.
        rounds: number of runs of each kind; the table gives the median and the range.
        top: number of detailed candidates.
    """
    cores = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory(prefix="matcher-speed-") as name:
        work = Path(name)
        files = repeat(folders, work / "files", count, kinds)
        size = sum(file.stat().st_size for file in files)
        print(f"{len(files):,} files ({', '.join(kinds)}), {size / 1024**2:.0f} MiB, {cores} cores, {rounds} rounds")
        role, heavier = _role_text(work), heavier_profile(work)
        matcher = [sys.executable, "-m", "matcher", "rank", str(work / "files"), "--as-of", AS_OF, "--quiet"]
        matcher += ["--output", str(work / "out"), "--top", str(top)]

        def cold(number: int, workers: int, *, one_core: bool = False) -> Spent:
            cache = work / f"cache-{workers}{'-alone' * one_core}-{number}"
            return run([*matcher, "--workers", str(workers)], cache, one_core=one_core)

        spent: dict[str, list[Spent]] = {}
        for number in range(rounds):
            print(f"round {number + 1}", file=sys.stderr)
            rows = {
                "naive script, 1 process": lambda: run(_script("naive", work, role, 1)),
                f"naive script, {cores} processes": lambda: run(_script("naive", work, role, cores)),
                f"floor, {cores} processes": lambda: run(_script("floor", work, role, cores)),
                "matcher cold, 1 worker, 1 core": lambda: cold(number, 1, one_core=True),  # noqa: B023 - called in its round
                "matcher cold, 1 worker": lambda: cold(number, 1),  # noqa: B023
                f"matcher cold, {cores} workers": lambda: cold(number, cores),  # noqa: B023
                "matcher warm": lambda: run(matcher, work / f"cache-{cores}-{number}"),  # noqa: B023
                "matcher warm, other weights": lambda: run(
                    [*matcher, "--profile", str(heavier)],
                    work / f"cache-{cores}-{number}",  # noqa: B023
                ),
            }
            for label, act in rows.items():
                spent.setdefault(label, []).append(act())
        base = statistics.median(s.wall for s in spent["naive script, 1 process"])
        print(f"{'':32} {'wall s':>8} {'spread':>13} {'naive/it':>8} {'CPU s':>8} {'ms/file':>9} {'peak MiB':>8}")
        for label, all_spent in spent.items():
            walls = sorted(s.wall for s in all_spent)
            wall, cpu = statistics.median(walls), statistics.median(s.processor for s in all_spent)
            peak = max(s.peak for s in all_spent) / 1024**2
            print(
                f"{label:32} {wall:8.2f} {walls[0]:6.2f}-{walls[-1]:6.2f} {base / wall:8.1f} {cpu:8.2f} "
                f"{1000 * cpu / count:9.2f} {peak:8.0f}"
            )


def _script(name: str, work: Path, role: Path, processes: int) -> list[str]:
    return [sys.executable, "-m", f"benchmarks.{name}", str(work / "files"), str(role), str(processes)]


def heavier_profile(folder: Path) -> Path:
    """Write the shipped profile with another weight to a file."""
    from matcher.profiles.loading import profile_source

    source, changed = re.subn(r"^weight = 22$", "weight = 23", profile_source("backend-developer"), count=1, flags=re.M)
    assert changed
    path = folder / "heavier.toml"
    path.write_text(source, "utf-8")
    return path


def _role_text(folder: Path) -> Path:
    from matcher.profiles.loading import load_profile
    from matcher.skills.taxonomy import load_taxonomy

    path = folder / "role.txt"
    path.write_text(load_profile("backend-developer", load_taxonomy()).text, "utf-8")
    return path
