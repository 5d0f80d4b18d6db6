"""How a command ends, and what it says when it fails."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from matcher.core.errors import ConfigurationError, MatcherError, NothingToReadError, UnreadableFileError, UsageError

if TYPE_CHECKING:
    from matcher.ranking.ranking import Ranking

__all__ = [
    "ALL_READ",
    "INTERRUPTED",
    "NOTHING_DONE",
    "SOME_FAILED",
    "WRONG_USAGE",
    "plainly",
    "printable_name",
    "tell_of_others",
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
        except KeyboardInterrupt as stop:
            click.echo(f"matcher: stopped before the end{stop}", err=True)
            status = INTERRUPTED
        sys.exit(status)

    return run


def printable_name(name: str | Path) -> str:
    """A file's name, made safe to show."""
    from matcher.reporting.printable import printable

    return printable(str(name))


def tell_of_others(ranking: Ranking) -> None:
    """List on standard error what was not assessed, and why."""
    for title, entries in (("needs review", ranking.needs_review), ("failed", ranking.failures)):
        for entry in entries:
            click.echo(f"{title}: {printable_name(entry.document)}: {entry.reason}", err=True)
    for duplicate in ranking.duplicates:
        copy, original = printable_name(duplicate.document), printable_name(duplicate.duplicate_of)
        click.echo(f"duplicate: {copy}: {duplicate.similarity} as {original}", err=True)
    if not ranking.counts["assessed"]:
        click.echo("matcher: none of the files could be assessed", err=True)
