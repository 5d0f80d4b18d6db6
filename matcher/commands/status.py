"""How a command ends, and what it says when it fails."""

from __future__ import annotations

import sys
from collections.abc import Callable
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
