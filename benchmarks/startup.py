"""Measure the start of matcher: `import matcher`, `matcher --help`, and ranking one PDF, cold and warm.

Processor time and wall time, each the median of several runs. Bytecode exists, as after an installation; it and the
files that matcher builds from its resources are in a folder of this benchmark. The cold runs have an empty cache;
before the first run of all, nothing is built either.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

RUNS = 9
SAMPLE = Path(__file__).parents[1] / "data" / "samples" / "anjali-deshpande-roy.pdf"


def main(runs: int = RUNS, file: Path = SAMPLE) -> None:
    """Run each command ``runs`` times and print a line for each."""
    with tempfile.TemporaryDirectory(prefix="startup-") as name:
        home = Path(name)
        (home / "cvs").mkdir()
        shutil.copy(file, home / "cvs" / file.name)
        # The cache knows a file by its path only if it was not changed just now.
        os.utime(home / "cvs" / file.name, (1e9, 1e9))
        rank = ["-m", "matcher", "rank", str(home / "cvs"), "-o", str(home / "out"), "--as-of", "2026-11-23", "--quiet"]
        _seconds(rank, home)
        time.sleep(2.5)

        def nothing() -> None: ...

        def forget_reports() -> None:
            shutil.rmtree(home / "out", ignore_errors=True)

        def forget_files() -> None:
            forget_reports()
            for path in (home / "cache").rglob("cache-*"):
                path.unlink()

        def forget_all() -> None:
            forget_files()
            for path in home.rglob("*.built"):
                path.unlink()

        for title, arguments, before in (
            ("bare interpreter", ["-c", ""], nothing),
            ("import matcher", ["-c", "import matcher"], nothing),
            ("matcher --help", ["-m", "matcher", "--help"], nothing),
            ("one PDF, the first run of all", rank, forget_all),
            ("one PDF, cold", rank, forget_files),
            ("one PDF, known", rank, forget_reports),
            ("one PDF, known and reported", rank, nothing),
        ):
            measured = [_measured(arguments, home, before) for _ in range(runs)]
            figures = [
                f"{statistics.median(times):.3f} s (from {min(times):.3f} to {max(times):.3f})"
                for times in zip(*measured, strict=True)
            ]
            print(f"{title:30} processor {figures[0]}  clock {figures[1]}")


def _measured(arguments: list[str], home: Path, before: Callable[[], None]) -> tuple[float, float]:
    before()
    return _seconds(arguments, home)


def _seconds(arguments: list[str], home: Path) -> tuple[float, float]:
    """Measure processor time of a command and all its processes, and wall time."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(home / "cache"), "PYTHONPYCACHEPREFIX": str(home / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before, clock = os.times(), time.perf_counter()
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True, env=environment)
    clock, after = time.perf_counter() - clock, os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system, clock
