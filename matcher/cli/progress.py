"""Show the progress of a run: a bar on a terminal, a line every few seconds elsewhere, or JSON for programs.

Progress never contains a file's name: names of files name people.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Literal

import click

from matcher.cli.messages import print_message

__all__ = ["Progress", "ProgressStyle", "show_progress"]

ProgressStyle = Literal["none", "person", "program"]

EVERY: Final = 5.0
"""Seconds between lines without a terminal: often enough to show that the run is alive, rare enough for a log."""

LEAST_SHARE: Final = 0.01
"""Share of the work from which the time left is estimated: before that, most of the time went into starting up."""


@dataclass
class Progress:
    """Count files as a run calls back, and estimate its speed and the time left.

    >>> seen = []
    >>> progress = Progress(lambda total: seen.append(total), lambda: None, lambda line: None)
    >>> progress.start(3); progress.done("a.pdf"); progress.failed("b.pdf")
    >>> progress.count, progress.failures, seen
    (1, 1, [3])
    """

    on_start: Callable[[int], None]
    on_step: Callable[[], None]
    notice: Callable[[str], None]
    """Shows a line that the user should read."""
    total: int = 0
    count: int = 0
    failures: int = 0
    began: float = 0.0
    share: float = 0.0
    """Share of the work that is done, 0 to 1; 0 if unknown.

    The time left is estimated from it and not from the number of files, since files differ in size.
    """
    known: int = 0
    """Files that were in the cache: the time that they took says nothing about the others."""
    known_share: float = 0.0

    def start(self, total: int) -> None:
        """Note the number of files of the run."""
        self.total, self.began = total, time.monotonic()
        self.on_start(total)

    def done(self, _: str) -> None:
        """Count a file as done, whether it could be assessed or not."""
        self.count += 1
        if self.share and self.share == self.known_share:
            self.known, self.began = self.count, time.monotonic()
        # Files in archives were not counted at the start.
        self.total = max(self.total, self.count)
        self.on_step()

    def failed(self, _: str) -> None:
        """Count a file that cannot be assessed."""
        self.failures += 1

    def advance(self, share: float, known: float) -> None:
        """Note the share of the work done including the next file, and the share that was in the cache, 0 to 1."""
        self.share, self.known_share = share, known

    @property
    def left(self) -> float | None:
        """Estimated seconds until the end at the speed so far; None while it is too early for an estimate."""
        share = self.share or self.count / max(self.total, 1)
        done = share - self.known_share
        return (time.monotonic() - self.began) * (1 - share) / done if done >= LEAST_SHARE else None

    @property
    def rate(self) -> float:
        """Files per second, without those from the cache."""
        return (self.count - self.known) / max(time.monotonic() - self.began, 1e-9)

    def line(self) -> str:
        """Return the state of the run as one line of text."""
        known = f" ({self.known:,} from the cache)" if self.known else ""
        return ", ".join([f"{self.count:,} of {self.total:,} files{known}", *self.details()])

    def details(self) -> list[str]:
        """Return the speed, the time left and the number of failures, each if there is one."""
        left, rate = self.left, self.rate
        return [
            *(
                [f"{rate:,.0f} per second" if rate >= 10 else f"{rate:.1f} per second"]
                if self.count > self.known
                else []
            ),
            *([f"{_span(left)} left"] if left is not None else []),
            *([f"{self.failures:,} could not be read"] if self.failures else []),
        ]


def _span(seconds: float) -> str:
    """Format a duration with a precision that suits an estimate.

    >>> _span(4.2), _span(75), _span(5000)
    ('4 s', '1 min', '1 h 23 min')
    """
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


@contextmanager
def show_progress(style: ProgressStyle) -> Iterator[Progress]:
    """Show the progress of a run on standard error.

    Args:
        style: ``person`` for a bar on a terminal and a line every few seconds elsewhere; ``program`` for JSON, one
            object per line, with counts and no names; ``none`` for notices only.

    Yields:
        The object to call as the run proceeds.
    """
    if style == "program":
        yield from _for_programs()
    elif style == "none":
        yield Progress(lambda _: None, lambda: None, print_message)
    elif sys.stderr.isatty():
        yield from _bar()
    else:
        yield from _lines()


def _lines() -> Iterator[Progress]:
    last = time.monotonic()

    def step() -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            print_message(progress.line())

    progress = Progress(lambda _: None, step, print_message)
    yield progress


def _for_programs() -> Iterator[Progress]:
    began = last = time.monotonic()

    def write(event: str, **values: object) -> None:
        click.echo(json.dumps({"event": event, **values}), err=True)

    def counts() -> dict[str, object]:
        return {
            "files": progress.total,
            "done": progress.count,
            "known": progress.known,
            "failed": progress.failures,
            "seconds": round(time.monotonic() - began, 3),
        }

    def step() -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            write("progress", **counts())

    progress = Progress(lambda total: write("start", files=total), step, lambda line: write("notice", message=line))
    yield progress
    write("end", **counts())


def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("Reading résumés"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[details]}"),
    )  # fmt: skip
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, details="")

        def step() -> None:
            details = ", ".join(progress.details())
            bar.update(task, completed=progress.count, total=progress.total, details=details)

        def notice(line: str) -> None:
            bar.console.print(f"matcher: {line}", markup=False, highlight=False)

        progress = Progress(lambda total: bar.update(task, total=total), step, notice)
        yield progress
