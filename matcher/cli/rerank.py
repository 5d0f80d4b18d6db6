"""``matcher rerank``: rank an earlier run's candidates for another profile, without reading them again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from matcher.cli.consoles import ranking_console
from matcher.cli.exit_status import handle_errors, status_of
from matcher.cli.messages import print_excluded, printable_name
from matcher.cli.options import cache_option, profile_option, skills_option
from matcher.core.errors import UsageError

if TYPE_CHECKING:
    from matcher.ranking.ranking import Ranking
    from matcher.runs.rerank import Move, Reranking

__all__ = ["rerank"]


@click.command()
@click.argument("run", type=click.Path(path_type=Path, file_okay=False), metavar="RUN")
@profile_option
@skills_option
@click.option(
    "--top", type=click.IntRange(min=1), default=20, show_default=True, metavar="N",
    help="Number of candidates to print; candidates who enter or leave these ranks are listed, too.",
)  # fmt: skip
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="FILE.csv|.parquet",
    help="Write all candidates in their new order, with the points of every ledger line and the earlier rank.",
)  # fmt: skip
@cache_option
@handle_errors
def rerank(
    run: Path, profile: str, skills: Path | None, top: int, output: Path | None, cache_folder: Path | None
) -> int:
    """Rank the candidates of an earlier run for another profile.

    RUN is the folder that `matcher rank` wrote its reports to. The résumés are not needed: the cache stores everything
    that ranks depend on. Points and ranks are the same as `matcher rank` would give with this profile; to see the words
    behind the points, use `matcher rank`.

    Exit status: that of `matcher rank` for the files of the run.
    """
    import matcher.api
    from matcher.reporting.tables.rerank_table import TABLES, write_table

    if output is not None and output.suffix not in TABLES:
        raise UsageError(f"--output {printable_name(output)} must end in {' or '.join(TABLES)}")
    reranking = matcher.api.rerank(
        run, profile=profile, skills=skills, cache=cache_folder, top=None if output else top + 1
    )
    ranking = reranking.ranking
    _print(ranking, top)
    _print_moves(reranking, top)
    if output is not None:
        write_table(output, ranking, None if reranking.before is None else reranking.before.tolist())
        click.echo(f"Wrote {printable_name(output)}", err=True)
    print_excluded(ranking)
    return status_of(ranking)


def _print(ranking: Ranking, top: int) -> None:
    from matcher.reporting.console.terminal import render_ranking
    from matcher.reporting.tables.rerank_table import summarize_tail

    render_ranking(summarize_tail(ranking, top), ranking_console(), top)


def _print_moves(reranking: Reranking, top: int) -> None:
    """List the candidates who entered the first ``top`` ranks, and those who left them."""
    if reranking.before is None:
        click.echo("The ranks of the earlier run are no longer in the cache.")
        return
    entered, left = reranking.entered(top), reranking.left(top)
    if not entered:
        click.echo(f"The first {top} are the same candidates as in the earlier run.")
    for title, moves in ((f"New among the first {top}:", entered), (f"No longer among the first {top}:", left)):
        _list(title, moves)


def _list(title: str, moves: Sequence[Move]) -> None:
    if moves:
        click.echo(title)
    for move in moves:
        click.echo(f"  {move.rank:>6}  (was {move.before})  {printable_name(move.document)}")
