"""``matcher rerank``: an earlier run's candidates against another profile, at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from matcher.cli.cache import cache_option
from matcher.cli.exit_status import (
    ALL_READ,
    NOTHING_DONE,
    SOME_FAILED,
    plainly,
    printable_name,
    tell_of_others,
)
from matcher.cli.skills import skills_option
from matcher.core.errors import UsageError

if TYPE_CHECKING:
    from matcher.ranking.ranking import Ranking
    from matcher.runs.rerank import Move, Reranking

__all__ = ["rerank"]


@click.command()
@click.argument("run", type=click.Path(path_type=Path, file_okay=False), metavar="RUN")
@click.option(
    "--profile", "-p", default="backend-developer", show_default=True, metavar="NAME|FILE",
    help="Requirement profile: a shipped one's name or a TOML file.",
)  # fmt: skip
@skills_option
@click.option(
    "--top", type=click.IntRange(min=1), default=20, show_default=True, metavar="N",
    help="Candidates to print, and of whom it is told who is new among them.",
)  # fmt: skip
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="FILE.csv|.parquet",
    help="Write all candidates in their new order, with the points of every line and the rank before.",
)  # fmt: skip
@cache_option
@plainly
def rerank(
    run: Path, profile: str, skills: Path | None, top: int, output: Path | None, cache_folder: Path | None
) -> int:
    """Rank what an earlier run gathered against another profile.

    RUN is the folder into which `matcher rank` wrote its reports. Neither the résumés nor their folder are looked at:
    the run left in the cache all that ranks depend on. Points and ranks are those that `matcher rank` would give with
    the profile; the words behind them take `matcher rank`.

    Exit status: as of `matcher rank`, for the files of the run.
    """
    import matcher.api
    from matcher.reporting.rerank_tables import TABLES, write_table

    if output is not None and output.suffix not in TABLES:
        raise UsageError(f"--output {printable_name(output)} must end in {' or '.join(TABLES)}")
    found = matcher.api.rerank(run, profile=profile, skills=skills, cache=cache_folder, top=None if output else top + 1)
    ranking = found.ranking
    _print(ranking, top)
    _tell_of_moves(found, top)
    if output is not None:
        write_table(output, ranking, None if found.before is None else found.before.tolist())
        click.echo(f"Wrote {printable_name(output)}", err=True)
    tell_of_others(ranking)
    if not len(found.standings):
        return NOTHING_DONE
    return SOME_FAILED if ranking.failures or ranking.needs_review else ALL_READ


def _print(ranking: Ranking, top: int) -> None:
    from rich.console import Console

    from matcher.reporting.rerank_tables import summarize_figures
    from matcher.reporting.terminal import render_ranking

    render_ranking(summarize_figures(ranking, top), Console(highlight=False), top)


def _tell_of_moves(found: Reranking, top: int) -> None:
    """Who is new among the first, and who is no longer."""
    if found.before is None:
        click.echo("The ranks of the earlier run are not known any more.")
        return
    came, dropped = found.came_in(top), found.dropped_out(top)
    if not came:
        click.echo(f"The first {top} are those of the earlier run.")
    for title, moves in ((f"New among the first {top}:", came), (f"No longer among the first {top}:", dropped)):
        _list(title, moves)


def _list(title: str, moves: Sequence[Move]) -> None:
    if moves:
        click.echo(title)
    for move in moves:
        click.echo(f"  {move.rank:>6}  (was {move.before})  {printable_name(move.document)}")
