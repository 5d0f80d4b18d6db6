"""Stop a run many times, and check that it resumes and gives the same reports in the end."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

AS_OF = "2026-11-23"

SPY = """import os, sys
first = os.environ.setdefault("MATCHER_FIRST", str(os.getpid()))
def note(event, arguments):
    if event == "open" and str(os.getpid()) != first:
        path = os.path.abspath(os.fsdecode(arguments[0])) if isinstance(arguments[0], (str, bytes)) else ""
        if path.startswith(os.environ["MATCHER_FILES"] + os.sep):
            log = os.open(os.environ["MATCHER_READS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            os.write(log, os.fsencode(path) + b"\\n")
            os.close(log)
sys.addaudithook(note)
"""
"""A ``sitecustomize`` that logs each of the files that a worker process opens; it opens a file only to read it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Result of a run that was stopped repeatedly."""

    files: int
    reads: int
    most: int
    """Highest number of reads of one file."""
    stops: tuple[int, ...]
    """Assessments in the cache at each stop."""
    differing: tuple[str, ...]
    """Reports that differ from those of an undisturbed run, byte by byte."""


def stop_and_go(
    files: Path, work: Path, stops: int, number: signal.Signals, workers: int = 2, late: float = 0.5, seed: int = 1
) -> Outcome:
    """Rank a folder, stop it at random moments, resume each time, and compare its reports with an undisturbed run's.

    Args:
        files: a folder of files with different texts.
        work: an empty folder for cache, log and reports.
        stops: number of stops.
        number: the signal; SIGKILL cannot be handled.
        workers: number of worker processes.
        late: maximal delay of a stop in seconds, so that some come while a run starts.
        seed: the seed of the moments.
    """
    draw = random.Random(seed)  # noqa: S311
    count = sum(path.is_file() for path in files.rglob("*"))
    (work / "spy").mkdir()
    (work / "spy" / "sitecustomize.py").write_text(SPY, "utf-8")
    environment = {
        **os.environ, "MATCHER_FILES": str(files.absolute()), "MATCHER_READS": str(work / "reads"),
        "PYTHONPATH": os.pathsep.join([str(work / "spy"), os.environ.get("PYTHONPATH", "")]),
    }  # fmt: skip
    pool = ["--workers", str(workers)]
    command = [sys.executable, "-m", "matcher", "rank", str(files), "--as-of", AS_OF, "--quiet", *pool]
    stopped = [*command, "--cache", str(work / "cache"), "--output", str(work / "stopped")]
    reached = []
    for moment in sorted(draw.uniform(0, count) for _ in range(stops)):
        run = subprocess.Popen(stopped, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while run.poll() is None and assessed(work / "cache") < moment:
            time.sleep(0.005)
        time.sleep(draw.uniform(0, late))
        run.send_signal(number)
        run.wait()
        reached.append(assessed(work / "cache"))
    subprocess.run(stopped, env=environment, stdout=subprocess.DEVNULL, check=False)
    subprocess.run([*command, "--no-cache", "--output", str(work / "alone")], stdout=subprocess.DEVNULL, check=False)
    reports = {path.name for place in ("alone", "stopped") for path in (work / place).iterdir()}
    differing = [name for name in sorted(reports) if _bytes(work / "alone" / name) != _bytes(work / "stopped" / name)]
    reads = Counter((work / "reads").read_bytes().splitlines())
    return Outcome(count, reads.total(), max(reads.values()), tuple(reached), tuple(differing))


def assessed(cache: Path) -> int:
    """Count the assessments in a cache."""
    file = cache / "cache-1.sqlite"
    if file.exists():
        with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(file, timeout=60)) as database:
            return int(database.execute("SELECT count(*) FROM blobs WHERE layer = 3").fetchone()[0])
    return 0


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def main(folders: Sequence[Path], files: int, kills: int) -> None:
    """Print the results of a run that was killed, and of one that was stopped by Ctrl-C, equally often."""
    from benchmarks.repeated import repeat

    with tempfile.TemporaryDirectory(prefix="matcher-resume-") as name:
        repeat(folders, Path(name) / "files", files)
        for number, title in ((signal.SIGKILL, "kill -9"), (signal.SIGINT, "Ctrl-C")):
            work = Path(name) / number.name
            work.mkdir()
            begin = time.perf_counter()
            outcome = stop_and_go(Path(name) / "files", work, kills, number)
            again = outcome.reads - outcome.files
            seconds = time.perf_counter() - begin
            print(f"{title}, {kills} times, in a run of {outcome.files} files; {seconds:.0f} s in total")
            print(f"  reports that differ from an undisturbed run's: {', '.join(outcome.differing) or 'none'}")
            print(
                f"  additional reads: {again}, {again / kills:.2f} per stop; at most {outcome.most} reads of one file"
            )
            print(f"  assessed at each stop: {', '.join(map(str, outcome.stops))}", flush=True)
