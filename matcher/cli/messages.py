"""Messages on standard error, and names made safe to print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from matcher.ranking.ranking import Ranking

__all__ = ["print_excluded", "print_message", "printable_name"]


def print_message(line: str) -> None:
    """Print a message of matcher's on standard error."""
    click.echo(f"matcher: {line}", err=True)


def printable_name(name: str | Path) -> str:
    """Return a file's name without characters that could harm a terminal."""
    from matcher.reporting.printable import printable

    return printable(str(name))


def print_excluded(ranking: Ranking) -> None:
    """List on standard error the files that are not ranked, each with the reason."""
    for title, entries in (("needs review", ranking.needs_review), ("failed", ranking.failures)):
        for entry in entries:
            click.echo(f"{title}: {printable_name(entry.document)}: {entry.reason}", err=True)
    for duplicate in ranking.duplicates:
        copy, original = printable_name(duplicate.document), printable_name(duplicate.duplicate_of)
        click.echo(f"duplicate: {copy}: {duplicate.similarity} as {original}", err=True)
    if not ranking.counts["assessed"]:
        print_message("none of the files could be assessed")
