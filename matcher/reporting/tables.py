"""The tables that programs read: CSV and JSON, as bytes."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any, Final

from matcher.reporting.frames import candidate_row, ledger_frame, mentions_frame, skills_frame, to_frame
from matcher.reporting.printable import neutralise_formula, printable
from matcher.reporting.schema import RankingSummary

__all__ = [
    "csv_bytes",
    "json_bytes",
    "ledger_frame",
    "mentions_frame",
    "skills_frame",
    "table_rows",
    "to_frame",
]

ESCAPED: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""What JSON need not escape and a terminal, an editor or an encoder would stumble over."""


def json_bytes(value: Any) -> bytes:
    r"""Plain data as indented JSON in UTF-8, the same bytes every time.

    Nothing is lost: control characters and lone surrogates, which a résumé or a file name can hold, are escaped.

    >>> json_bytes({"name": "r\u00e9sum\u00e9 \udcff"}).decode()
    '{\n "name": "résumé \\udcff"\n}\n'
    """
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    return (ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n").encode()


def table_rows(summary: RankingSummary) -> list[dict[str, Any]]:
    """Every file that was given, one row each: the assessed in their order, then the others with the reason.

    ``status`` is "assessed", "needs review", "duplicate" or "failed".
    """
    rows: list[dict[str, Any]] = [
        {"status": "assessed", **candidate_row(candidate, summary["lines"])} for candidate in summary["candidates"]
    ]
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
                    "reason": f"same bytes as {duplicate['duplicate_of']}",
                    "sha256": duplicate["sha256"],
                }
                for duplicate in summary["duplicates"]
            )
    return rows


def csv_bytes(summary: RankingSummary) -> bytes:
    """Every file that was given as comma-separated values in UTF-8, with a header.

    Texts are made printable, and those that a spreadsheet would take for a formula begin with an apostrophe.
    Points and scores have two decimals.
    """
    columns = ["status", *to_frame(summary).columns]
    columns.insert(columns.index("warnings") + 1, "reason")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_cell(column) for column in columns])
    for row in table_rows(summary):
        writer.writerow([_cell(row.get(column)) for column in columns])
    return out.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, str):
        # Before the control characters are replaced: a tab at a cell's start is itself a way in.
        return printable(neutralise_formula(value))
    return str(value)
