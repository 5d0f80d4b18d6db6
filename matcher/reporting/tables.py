"""The tables that programs read: CSV and JSON, as bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, Final

from matcher.reporting.frames import (
    candidate_row,
    ledger_frame,
    mentions_frame,
    nobody,
    skills_frame,
    standing_rows,
    to_frame,
)
from matcher.reporting.json_text import json_bytes
from matcher.reporting.printable import neutralise_formula, printable
from matcher.reporting.schema import RankingSummary
from matcher.types import Rest

__all__ = [
    "csv_bytes",
    "csv_pieces",
    "json_bytes",
    "ledger_frame",
    "mentions_frame",
    "skills_frame",
    "table_rows",
    "to_frame",
]

ROWS: Final = 256
"""Rows that are written together: enough that writing them costs little, few enough to be no burden."""


def table_rows(summary: RankingSummary) -> list[dict[str, Any]]:
    """Every file that was told in full, one row each: the assessed in their order, then the others with the reason.

    ``status`` is "assessed", "needs review", "duplicate" or "failed".
    """
    return [*_assessed_rows(summary), *_set_apart_rows(summary)]


def _assessed_rows(summary: RankingSummary) -> list[dict[str, Any]]:
    return [{"status": "assessed", **candidate_row(candidate, summary["lines"])} for candidate in summary["candidates"]]


def _set_apart_rows(summary: RankingSummary) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for status, failures in (("needs review", summary["needs_review"]), ("failed", summary["failures"])):
        rows.extend(
            {
                "status": status,
                "document": failure["document"],
                "reason": f"{failure['code']}: {failure['reason']}" if failure["code"] else failure["reason"],
                "sha256": failure["sha256"],
            }
            for failure in failures
        )
        if status == "needs review":
            rows.extend(
                {
                    "status": "duplicate",
                    "document": duplicate["document"],
                    "reason": f"{duplicate['likeness']} as {duplicate['duplicate_of']}",
                    "sha256": duplicate["sha256"],
                }
                for duplicate in summary["duplicates"]
            )
    return rows


def csv_bytes(summary: RankingSummary, rest: Rest | None = None) -> bytes:
    """Every file that was given as comma-separated values in UTF-8, with a header.

    Texts are made printable, and those that a spreadsheet would take for a formula begin with an apostrophe.
    Points and scores have two decimals.

    Args:
        summary: of :func:`matcher.reporting.summarize.summarize`.
        rest: the candidates that it only counts; what rests on their evidence stays empty.
    """
    return b"".join(csv_pieces(summary, rest))


def csv_pieces(summary: RankingSummary, rest: Rest | None = None) -> Iterator[bytes]:
    """The bytes of :func:`csv_bytes`, some rows at a time."""
    lines = summary["lines"]
    columns = ["status", *candidate_row(nobody(), lines)]
    columns.insert(columns.index("warnings") + 1, "reason")
    blank = dict.fromkeys(columns)
    below: Iterable[dict[str, Any]] = standing_rows(rest, lines) if rest is not None else ()
    told = chain(_assessed_rows(summary), ({"status": "assessed", **row} for row in below), _set_apart_rows(summary))
    rows = ({**blank, **row}.values() for row in told)
    yield _csv([columns])
    while some := list(islice(rows, ROWS)):
        yield _csv(some)


def _csv(rows: Iterable[Iterable[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([_cells(row) for row in rows])
    return out.getvalue().encode()


def _cells(row: Iterable[Any]) -> list[Any]:
    return [f"{x:.2f}" if type(x) is float else _text(x) if type(x) is str else x for x in row]


def _text(text: str) -> str:
    # Before the control characters are replaced: a tab at a cell's start is itself a way in.
    return text if text.isalnum() else printable(neutralise_formula(text))
