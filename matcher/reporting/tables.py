"""The tables that programs read: CSV and JSON, as bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from matcher.ranking.tail import Tail
from matcher.reporting.frames import (
    candidate_row,
    ledger_frame,
    mentions_frame,
    nobody,
    skills_frame,
    to_frame,
)
from matcher.reporting.json_text import json_bytes
from matcher.reporting.printable import neutralise_formula, printable
from matcher.reporting.schema import RankingSummary

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
                    "reason": f"{duplicate['similarity']} as {duplicate['duplicate_of']}",
                    "sha256": duplicate["sha256"],
                }
                for duplicate in summary["duplicates"]
            )
    return rows


def csv_bytes(summary: RankingSummary, tail: Tail | None = None) -> bytes:
    """Every file that was given as comma-separated values in UTF-8, with a header.

    Texts are made printable, and those that a spreadsheet would take for a formula begin with an apostrophe.
    Points and scores have two decimals.

    Args:
        summary: of :func:`matcher.reporting.summarize.summarize`.
        tail: the candidates that it only counts; what rests on their evidence stays empty.
    """
    return b"".join(csv_pieces(summary, tail))


def csv_pieces(
    summary: RankingSummary, tail: Tail | None = None, before: Sequence[int] | None = None
) -> Iterator[bytes]:
    """The bytes of :func:`csv_bytes`, some rows at a time.

    Args:
        summary: of :func:`matcher.reporting.summarize.summarize`.
        tail: the candidates that it only counts.
        before: the rank that each of these had in an earlier run, for a last column.
    """
    lines = summary["lines"]
    columns = ["status", *candidate_row(nobody(), lines)]
    columns.insert(columns.index("warnings") + 1, "reason")
    columns += [] if before is None else ["rank_before"]
    blank = dict.fromkeys(columns)

    def of(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
        whole = ({**blank, **row}.values() for row in rows)
        while some := list(islice(whole, ROWS)):
            yield _csv(some)

    yield _csv([columns])
    yield from of(_assessed_rows(summary))
    if tail is not None:
        yield from _figures(tail, summary, columns, before)
    yield from of(_set_apart_rows(summary))


def _figures(
    tail: Tail, summary: RankingSummary, columns: Sequence[str], before: Sequence[int] | None
) -> Iterator[bytes]:
    """Rows of figures, from columns of them: a row by itself takes five times as long."""
    lines = summary["lines"]
    key_of = {(line["component"], line["requirement"]): f"points_{line['key']}" for line in lines}
    keys = [key_of[line.component, line.requirement] for line in tail.lines]
    musts = sum(line["necessity"] == "must" for line in lines)
    hundredths = [f"{number / 100:.2f}" for number in range(10_001)]
    done = 0
    for some in tail.blocks():
        count = len(some.rank)
        told: dict[str, Iterable[Any]] = {
            "status": ["assessed"] * count,
            "rank": some.rank,
            "rank_best": some.rank_best,
            "rank_worst": some.rank_worst,
            "group": some.group,
            "document": map(_text, some.documents),
            "score": map(hundredths.__getitem__, some.scores),
            "fit": map(_text, some.fits),
            "musts_met": [musts - len(missing) for missing in some.missing_musts],
            "musts": [musts] * count,
            "missing_musts": [_text("; ".join(missing)) if missing else "" for missing in some.missing_musts],
            "months": some.facts["months"],
            "pages": some.facts["pages"],
            "words": some.facts["words"],
            "sha256": some.sha256,
        }
        told |= {key: map(hundredths.__getitem__, points) for key, points in zip(keys, some.points, strict=True)}
        if before is not None:
            told["rank_before"] = before[done : done + count]
        done += count
        empty = [""] * count
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(zip(*(told.get(c, empty) for c in columns), strict=True))
        yield out.getvalue().encode()


def _csv(rows: Iterable[Iterable[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([_cells(row) for row in rows])
    return out.getvalue().encode()


def _cells(row: Iterable[Any]) -> list[Any]:
    return [f"{x:.2f}" if type(x) is float else _text(x) if type(x) is str else x for x in row]


def _text(text: str) -> str:
    if text.isascii() and text[:1].isalnum() and text.isprintable() and ";" not in text:
        return text
    # Before the control characters are replaced: a tab at a cell's start is itself a way in.
    return printable(neutralise_formula(text))
