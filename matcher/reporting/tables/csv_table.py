"""Write ``ranking.csv``: a row per file given, for programs and spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from matcher.ranking.tail import Tail
from matcher.reporting.columns import Column, candidate_columns, candidate_entries, in_view, set_aside_rows
from matcher.reporting.printable import neutralise_formula, printable
from matcher.reporting.schema import RankingSummary

__all__ = ["csv_pieces"]

ROWS: Final = 256
"""Rows that are written together: enough that writing them costs little, few enough to be no burden."""

_HUNDREDTHS: Final = tuple(f"{number / 100:.2f}" for number in range(10_001))
"""Points by whole hundredths: formatting a million numbers takes seconds."""


def csv_pieces(
    summary: RankingSummary, tail: Tail | None = None, before: Sequence[int] | None = None
) -> Iterator[bytes]:
    """Yield every file that was given as comma-separated values in UTF-8, with a header, some rows at a time.

    Text is made printable, and text that a spreadsheet would take for a formula begins with an apostrophe.
    Points and scores have two decimals.

    Args:
        summary: of :func:`matcher.reporting.summarize.summarize`.
        tail: the candidates that it only counts; columns that need evidence are empty for them.
        before: the rank that each of these had in an earlier run, for a last column.
    """
    columns = in_view(candidate_columns(summary["lines"]), "csv")
    more = [] if before is None else ["rank_before"]
    yield _csv([[*(column.name for column in columns), *more]])
    blank = [None] * len(more)
    yield from _pieces(
        [*(_cell(column.value(entry)) for column in columns), *blank] for entry in candidate_entries(summary)
    )
    if tail is not None:
        yield from _tail_pieces(tail, columns, before)
    yield from _pieces(
        [*(_cell(row.get(column.name)) for column in columns), *blank] for row in set_aside_rows(summary)
    )


def _pieces(rows: Iterable[list[Any]]) -> Iterator[bytes]:
    rows = iter(rows)
    while some := list(islice(rows, ROWS)):
        yield _csv(some)


def _tail_pieces(tail: Tail, columns: Sequence[Column], before: Sequence[int] | None) -> Iterator[bytes]:
    """Yield the rows of the tail, made from columns: one row by itself takes five times as long."""
    done = 0
    for block in tail.blocks():
        count = len(block.rank)
        empty = [""] * count
        cells = [empty if c.tail is None else _tail_cells(c, c.tail(block)) for c in columns]
        if before is not None:
            cells.append(before[done : done + count])
        done += count
        yield _csv(zip(*cells, strict=True))


def _tail_cells(column: Column, values: Sequence[Any]) -> Iterable[Any]:
    if column.kind == "points":
        return map(_HUNDREDTHS.__getitem__, values)
    if column.kind == "text":
        distinct = set(values)
        if len(distinct) * 2 > len(values):
            return map(_text, values)
        # Bands of fit and combinations of must-haves: few, which occur again and again.
        return map({value: _text(value) for value in distinct}.__getitem__, values)
    return values


def _csv(rows: Iterable[Iterable[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def _cell(value: Any) -> Any:
    return f"{value:.2f}" if type(value) is float else _text(value) if type(value) is str else value


def _text(text: str) -> str:
    if text.isascii() and text[:1].isalnum() and text.isprintable() and ";" not in text:
        return text
    # Before the control characters are replaced: a tab at a cell's start is itself a way in.
    return printable(neutralise_formula(text))
