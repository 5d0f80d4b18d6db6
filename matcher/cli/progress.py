"""How far a run is: a bar on a terminal, a line now and then elsewhere, or lines for programs. Never a file's name."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Literal

import click

__all__ = ["Progress", "ProgressStyle", "show_progress"]

ProgressStyle = Literal["none", "person", "program"]

EVERY: Final = 5.0
"""Seconds between lines, where there is no terminal: often enough to see that it lives, seldom enough for a log."""


TELLING: Final = 0.01
"""Share of the work from which what is left can be told: before, the time for starting up is most of it."""


@dataclass
class Progress:
    """What to call as a run goes on.

    >>> seen = []
    >>> progress = Progress(lambda total: seen.append(total), lambda: None, lambda line: None)
    >>> progress.start(3); progress.done("a.pdf"); progress.failed("b.pdf")
    >>> progress.count, progress.failures, seen
    (1, 1, [3])
    """

    on_start: Callable[[int], None]
    on_step: Callable[[], None]
    notice: Callable[[str], None]
    """Tells a line about what the user should know."""
    total: int = 0
    count: int = 0
    failures: int = 0
    began: float = 0.0
    share: float = 0.0
    """Of the work, 0 to 1, where it is told; by it the time left is reckoned, since files differ."""
    known: int = 0
    """Files that an earlier run had done: they tell nothing of how long the others take."""
    known_share: float = 0.0

    def start(self, total: int) -> None:
        """The run has so many files."""
        self.total, self.began = total, time.monotonic()
        self.on_start(total)

    def done(self, _: str) -> None:
        """A file is done, well or not."""
        self.count += 1
        if self.share and self.share == self.known_share:
            self.known, self.began = self.count, time.monotonic()
        # What archives hold was not counted before.
        self.total = max(self.total, self.count)
        self.on_step()

    def failed(self, _: str) -> None:
        """A file cannot be assessed."""
        self.failures += 1

    def at(self, share: float, known: float) -> None:
        """So much of the work is done with the next file, and so much was done by an earlier run, 0 to 1."""
        self.share, self.known_share = share, known

    @property
    def left(self) -> float | None:
        """Seconds that the rest will take if it goes on like this; None while nobody can tell."""
        share = self.share or self.count / max(self.total, 1)
        done = share - self.known_share
        return (time.monotonic() - self.began) * (1 - share) / done if done >= TELLING else None

    @property
    def rate(self) -> float:
        """Files a second, of those that were not known."""
        return (self.count - self.known) / max(time.monotonic() - self.began, 1e-9)

    def line(self) -> str:
        """Where the run is, in words."""
        known = f" ({self.known:,} known from before)" if self.known else ""
        return ", ".join([f"{self.count:,} of {self.total:,} files{known}", *self.details()])

    def details(self) -> list[str]:
        """How fast it goes, what is left, what failed: as far as there is anything to tell."""
        left, rate = self.left, self.rate
        return [
            *([f"{rate:,.0f} a second" if rate >= 10 else f"{rate:.1f} a second"] if self.count > self.known else []),
            *([f"{_span(left)} left"] if left is not None else []),
            *([f"{self.failures:,} could not be read"] if self.failures else []),
        ]


def _span(seconds: float) -> str:
    """A time that is left, as exact as anybody wants it.

    >>> _span(4.2), _span(75), _span(5000)
    ('4 s', '1 min', '1 h 23 min')
    """
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


@contextmanager
def show_progress(style: ProgressStyle) -> Iterator[Progress]:
    """Tell how far a run is, on standard error.

    Args:
        style: ``person`` for a bar on a terminal and a line every few seconds elsewhere; ``program`` for JSON, an
            object a line, with counts and nothing that names anybody; ``none``.

    Yields:
        What to call as the run goes on.
    """
    if style == "program":
        yield from _for_programs()
    elif style == "none":
        yield Progress(lambda _: None, lambda: None, _tell)
    elif sys.stderr.isatty():
        yield from _bar()
    else:
        yield from _lines()


def _tell(line: str) -> None:
    click.echo(f"matcher: {line}", err=True)


def _lines() -> Iterator[Progress]:
    last = time.monotonic()

    def step() -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            _tell(progress.line())

    progress = Progress(lambda _: None, step, _tell)
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
