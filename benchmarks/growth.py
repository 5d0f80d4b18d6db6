"""Measure the time per résumé and the memory of the first process as an uncached folder grows."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.repeated import repeat
from benchmarks.speed import AS_OF, run


def main(folders: Sequence[Path], counts: Sequence[int], kinds: Sequence[str], top: int) -> None:
    """Print a row for each count, with its time per file relative to the first.

    Args:
        folders: folders of real files, at any depth; copies of them get an added line that differs.
        counts: numbers of files.
        kinds: extensions of the files to use.
        top: number of detailed candidates.
    """
    print(f"{', '.join(kinds)}, {len(os.sched_getaffinity(0))} cores, nothing cached, {top} detailed candidates")
    print(f"{'files':>10} {'wall s':>9} {'CPU s':>9} {'ms/file':>9} {'to the first':>12} {'peak MiB':>8}")
    first = 0.0
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="matcher-growth-") as name:
            work = Path(name)
            repeat(folders, work / "files", count, kinds)
            command = [sys.executable, "-m", "matcher", "rank", str(work / "files"), "--as-of", AS_OF, "--quiet"]
            spent = run([*command, "--output", str(work / "out"), "--top", str(top)], work / "cache")
        cost = 1000 * spent.processor / count
        first = first or cost
        print(
            f"{count:10,} {spent.wall:9.1f} {spent.processor:9.1f} {cost:9.2f} {cost / first:12.3f} "
            f"{spent.peak / 1024**2:8.0f}",
            flush=True,
        )
