"""How a command ends, what it says when it fails, and the bar that tells how far it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, Final

import click

from matcher.errors import ConfigurationError, MatcherError, NothingToReadError, UnreadableFileError, UsageError

__all__ = [
    "ALL_READ",
    "INTERRUPTED",
    "NOTHING_DONE",
    "SOME_FAILED",
    "WRONG_USAGE",
    "plainly",
    "printable_name",
    "progress",
]

ALL_READ: Final = 0
NOTHING_DONE: Final = 1
WRONG_USAGE: Final = 2
SOME_FAILED: Final = 3
INTERRUPTED: Final = 130
"""What a shell reports of a command that Ctrl-C ended (128 + the signal's number)."""


def plainly(command: Callable[..., int | None]) -> Callable[..., None]:
    """Turn matcher's errors into one clear message and the exit status that the contract gives them."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> None:
        try:
            status = command(*args, **options) or ALL_READ
        except (NothingToReadError, UnreadableFileError) as error:
            click.echo(f"matcher: {error}", err=True)
            status = NOTHING_DONE
        except (ConfigurationError, UsageError) as error:
            click.echo(f"matcher: {error}", err=True)
            status = WRONG_USAGE
        except MatcherError as error:
            click.echo(f"matcher: {error}", err=True)
            status = NOTHING_DONE
        except KeyboardInterrupt:
            click.echo("matcher: stopped before the end; run the same command again", err=True)
            status = INTERRUPTED
        sys.exit(status)

    return run


def printable_name(name: str | Path) -> str:
    """A file's name, made safe to show."""
    from matcher.reporting.printable import printable

    return printable(str(name))


@contextmanager
def progress(quiet: bool) -> Iterator[tuple[Callable[[int], None], Callable[[str], None]]]:
    """A progress bar on standard error, on a terminal only.

    Args:
        quiet: whether there shall be none.

    Yields:
        A function to call with the number of files, and one to call with each file's name when it is done.
    """
    if quiet or not sys.stderr.isatty():
        yield (lambda _: None), (lambda _: None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Reading résumés"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield (lambda count: bar.update(task, total=count)), (lambda _: bar.advance(task))
