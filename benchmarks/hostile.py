"""Run over folders of hostile files: count results by reason, and measure wall time and peak memory."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

INTERVAL = 0.1
"""Seconds between polls of the processes; each reports its own peak, so only the last allocation can be missed."""


def main(folders: Sequence[Path], workers: int) -> None:
    """Rank the folders as a user would and print the results of the files."""
    if missing := [str(f) for f in folders if not f.is_dir()]:
        sys.exit(f"no such folder: {', '.join(missing)}")
    with tempfile.TemporaryDirectory() as output:
        command = [
            sys.executable, "-m", "matcher", "rank", *map(str, folders), "-o", output,
            "--as-of", "2026-11-23", "--quiet", "--workers", str(workers),
        ]  # fmt: skip
        start = time.perf_counter()
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
            peaks = _watch(run)
            messages = run.stderr.read() if run.stderr is not None else ""
        seconds = time.perf_counter() - start
        written = Path(output, "ranking.json")
        if not written.exists():
            sys.exit(f"the run ended with status {run.returncode} and wrote nothing:\n{messages}")
        ranking = json.loads(written.read_text("utf-8"))
    _print(ranking, sum(1 for f in folders for p in f.rglob("*") if not p.is_dir() or p.is_symlink()))
    print(f"exit status {run.returncode}, {'no' if 'Traceback' not in messages else 'a'} traceback")
    print(f"wall time   {seconds:.0f} s, {workers} workers")
    own = peaks.pop(run.pid, 0)
    print(
        f"peak memory {max(peaks.values(), default=0) / 1024**2:.0f} MiB in a worker, {own / 1024**2:.0f} in the first"
    )
    print(f"processes   {len(peaks)} below the first, {sum(map(_is_alive, peaks))} of them left alive")


def _print(ranking: dict, files: int) -> None:
    rows = ranking["candidates"], ranking["needs_review"], ranking["duplicates"], ranking["failures"]
    print(f"files       {files}, rows {sum(map(len, rows))}")
    print(f"assessed    {len(ranking['candidates'])}")
    print(f"duplicates  {len(ranking['duplicates'])}")
    for title, failures in (("review", ranking["needs_review"]), ("failed", ranking["failures"])):
        for code, count in sorted(Counter(f["code"] for f in failures).items()):
            print(f"{title:11} {count:4} {code}")
    for failure in ranking["failures"]:
        if failure["code"] in {"timeout", "memory", "crash"}:
            print(f"            {failure['code']:8} {failure['document']}: {failure['reason']}")


def _watch(run: subprocess.Popen[str]) -> dict[int, int]:
    """Wait for the run to end; return the peak resident memory, in bytes, of it and each of its descendants."""
    peaks: dict[int, int] = {}
    while run.poll() is None:
        for pid in _process_tree(run.pid):
            peaks[pid] = max(peaks.get(pid, 0), _peak(pid))
        time.sleep(INTERVAL)
    return peaks


def _process_tree(pid: int) -> list[int]:
    """List the process and its descendants (Linux)."""
    pids = [pid]
    for parent in pids:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                pids += map(int, children.read_text("ascii").split())
            except OSError:
                continue
    return pids


def _peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)


def _is_alive(pid: int) -> bool:
    return bool(_peak(pid))
