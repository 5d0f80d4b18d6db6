"""A ranking of which nothing but figures is known: what the terminal shows of it, and its tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from matcher.core.atomic_write import write_atomically
from matcher.core.errors import UsageError
from matcher.ranking.ranking import Ranking
from matcher.ranking.tail import CandidateRow
from matcher.reporting.frames import nobody
from matcher.reporting.parquet import write_dataset
from matcher.reporting.schema import CandidateSummary, RankingSummary
from matcher.reporting.summarize import summarize
from matcher.reporting.tables import csv_pieces

__all__ = ["TABLES", "summarize_figures", "write_table"]

TABLES = (".csv", ".parquet")
"""Endings of the tables that can be written."""


def summarize_figures(ranking: Ranking, first: int) -> RankingSummary:
    """As :func:`matcher.reporting.summarize.summarize`, with the first of the tail as candidates, as far as figures go.

    Args:
        ranking: one of whose candidates none is told in full.
        first: how many of the tail.
    """
    summary = summarize(ranking)
    tail, possible = ranking.tail, sum(line["possible"] for line in summary["lines"])
    if tail is None:
        return summary
    musts = sum(line["necessity"] == "must" for line in summary["lines"])
    # One more than is shown tells whether the last shares its rank.
    some = [tail[index] for index in range(min(first + 1, len(tail)))]
    ranks = [standing.rank for standing in some]
    candidates = [_candidate(s, possible, musts, tied=ranks.count(s.rank) > 1) for s in islice(some, first)]
    return {**summary, "candidates": candidates}


def _candidate(standing: CandidateRow, possible: float, musts: int, *, tied: bool) -> CandidateSummary:
    return {
        **nobody(),
        "rank": standing.rank, "rank_best": standing.rank_best, "rank_worst": standing.rank_worst, "tied": tied,
        "group": standing.group, "fit": standing.fit, "document": standing.document, "sha256": standing.sha256,
        "score": standing.score, "possible": round(possible, 2), "months": standing.facts["months"], "pages": standing.facts["pages"],
        "words": standing.facts["words"], "musts": musts, "musts_met": musts - len(standing.missing_musts),
        "missing_musts": list(standing.missing_musts),
    }  # fmt: skip


def write_table(path: Path, ranking: Ranking, before: Sequence[int] | None) -> None:
    """Write all candidates in figures, in the columns of ``ranking.csv`` and ``rank_before``.

    Args:
        path: a file that ends in one of :data:`TABLES`; Parquet is written as a folder of parts.
        ranking: one of whose candidates none is told in full.
        before: the rank that each had in an earlier run.

    Raises:
        UsageError: another ending, or the file system refuses.
        MissingExtraError: Parquet's library is not installed.
    """
    if path.suffix == ".csv":
        write_atomically(path, csv_pieces(summarize(ranking), ranking.tail, before))
    elif path.suffix == ".parquet":
        write_dataset(path, summarize(ranking), ranking.tail, before)
    else:
        raise UsageError(
            f"the ranking cannot be written as {path.name}: name a file that ends in {' or '.join(TABLES)}"
        )
