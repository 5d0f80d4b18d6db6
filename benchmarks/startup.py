"""Processor time of `import matcher` and `matcher --help`, the median of several runs each."""

import os
import statistics
import subprocess
import sys

RUNS = 9


def main(runs: int = RUNS) -> None:
    """Run each command ``runs`` times and print a line for each."""
    for name, arguments in (
        ("bare interpreter", ["-c", ""]),
        ("import matcher", ["-c", "import matcher"]),
        ("matcher --help", ["-m", "matcher", "--help"]),
    ):
        times = [_processor_seconds([sys.executable, *arguments]) for _ in range(runs)]
        print(f"{name:18} {statistics.median(times):.3f} s  (from {min(times):.3f} to {max(times):.3f})")


def _processor_seconds(command: list[str]) -> float:
    before = os.times()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system
