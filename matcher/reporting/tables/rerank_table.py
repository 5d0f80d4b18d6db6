"""Summarise and write a ranking without detailed candidates: what ``matcher rerank`` shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from matcher.core.atomic_write import write_atomically
from matcher.core.errors import UsageError
from matcher.core.ledger import Assessment, Contribution, LedgerLine
from matcher.core.ranking import RankedCandidate
from matcher.ranking.ranking import Ranking
from matcher.ranking.tail import CandidateRow
from matcher.reporting.schema import RankingSummary
from matcher.reporting.summarize import summarize

__all__ = ["TABLES", "summarize_tail", "write_table"]

TABLES = (".csv", ".parquet")
"""Endings of the tables that can be written."""


def summarize_tail(ranking: Ranking, first: int) -> RankingSummary:
    """Summarise the first candidates of the tail as if they were detailed, without evidence.

    Args:
        ranking: one without detailed candidates.
        first: how many candidates of the tail.
    """
    tail = ranking.tail
    if tail is None:
        return summarize(ranking)
    # One more than is shown: it decides whether the last shares its rank.
    rows = [_without_evidence(row, tail.lines) for row in islice(tail, first + 1)]
    shown = summarize(replace(ranking, candidates=tuple(rows), tail=None), first)
    return {**shown, "counts": ranking.counts}


def _without_evidence(row: CandidateRow, lines: Sequence[LedgerLine]) -> RankedCandidate:
    contributions = tuple(
        Contribution(
            line.requirement, line.label, line.component, points, line.possible, "met" if points else "not found"
        )
        for line, points in zip(lines, row.points, strict=True)
    )
    facts: dict[str, Any] = dict(row.facts)
    assessment = Assessment(row.document, row.sha256, contributions, **facts)
    return RankedCandidate(row.rank, row.rank_best, row.rank_worst, assessment, row.group)


def write_table(path: Path, ranking: Ranking, before: Sequence[int] | None) -> None:
    """Write all candidates of the tail, in the columns of ``ranking.csv`` and ``rank_before``.

    Args:
        path: a file that ends in one of :data:`TABLES`; Parquet is written as a folder of parts.
        ranking: one without detailed candidates.
        before: the rank that each had in an earlier run.

    Raises:
        UsageError: another ending, or the file system refuses.
        MissingExtraError: Parquet's library is not installed.
    """
    if path.suffix == ".csv":
        from matcher.reporting.tables.csv_table import csv_pieces

        write_atomically(path, csv_pieces(summarize(ranking), ranking.tail, before))
    elif path.suffix == ".parquet":
        from matcher.reporting.tables.parquet import write_dataset

        write_dataset(path, summarize(ranking), ranking.tail, before)
    else:
        raise UsageError(
            f"the ranking cannot be written as {path.name}: name a file that ends in {' or '.join(TABLES)}"
        )
