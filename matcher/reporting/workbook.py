"""``ranking.xlsx``: the ranking for people who work in a spreadsheet."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from matcher.reporting.frames import evidence_rows, ledger_rows, points_by_line, skill_rows
from matcher.reporting.printable import printable
from matcher.reporting.schema import RankingSummary
from matcher.reporting.tables import table_rows
from matcher.reporting.wording import (
    NECESSITY_LABELS,
    STANDING_LABELS,
    kind_label,
    long_date,
    plural,
    rank_band,
    rest_told,
    score_explained,
)
from matcher.scoring.components.registry import is_requirement

__all__ = ["xlsx_bytes"]

CREATED: Final = datetime.datetime(2000, 1, 1)
"""A fixed date, because the same run has to give the same bytes; the day that counts is the as-of date."""

MAX_ROWS: Final = 1_048_575
"""Rows below the header that the format allows (2**20 in all)."""

MAX_TEXT: Final = 32_767
"""Characters that the format allows in a cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: heading, width in characters, and which format its cells have."""

    heading: str
    width: float
    format: str = "text"


def xlsx_bytes(summary: RankingSummary) -> bytes:
    """The workbook: Ranking, Ledger, Evidence, Skills, Not assessed and About.

    The ``check`` column of the first sheet lets the spreadsheet itself add up the ledger of each candidate.
    Texts are written as texts, never as formulas or links.

    Args:
        summary: of :func:`matcher.reporting.summarize.summarize`.

    Returns:
        The file's bytes, the same for the same summary.
    """
    return _Writer(summary).bytes()


class _Writer:
    def __init__(self, summary: RankingSummary) -> None:
        import xlsxwriter

        self.summary = summary
        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.out,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "nan_inf_to_errors": False,
            },
        )
        self.book.set_properties(
            {"title": printable(f"Ranking: {summary['profile']['label']}"), "author": "matcher", "created": CREATED}
        )
        make = self.book.add_format
        top = {"valign": "top"}
        self.formats = {
            "text": make(top),
            "wrap": make({**top, "text_wrap": True}),
            "whole": make({**top, "num_format": "#,##0"}),
            "points": make({**top, "num_format": "0.00"}),
            "score": make({**top, "num_format": "0.00", "bold": True}),
            "share": make({**top, "num_format": "0%"}),
            "centre": make({**top, "align": "center"}),
            "head": make({**top, "bold": True, "text_wrap": True, "bg_color": "#1F3A5F", "color": "#FFFFFF"}),
            "title": make({"bold": True, "font_size": 14}),
            "bold": make({**top, "bold": True}),
        }
        self.notes: list[str] = []

    def bytes(self) -> bytes:
        self._ranking()
        self._ledger()
        self._evidence()
        self._skills()
        self._not_assessed()
        self._about()
        self.book.close()
        return self.out.getvalue()

    def _sheet(self, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]], frozen: int = 0) -> Any:
        """A sheet with a frozen, filterable header; ``frozen`` columns stay in sight too."""
        sheet = self.book.add_worksheet(name)
        if len(rows) > MAX_ROWS:
            self.notes.append(f"{name}: {plural(len(rows) - MAX_ROWS, 'row')} left out; ranking.json holds them all.")
            rows = rows[:MAX_ROWS]
        sheet.freeze_panes(1, frozen)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
            sheet.write_string(0, index, printable(column.heading), self.formats["head"])
        formats = [self.formats[column.format] for column in columns]
        for number, row in enumerate(rows, start=1):
            for index, (cell_format, value) in enumerate(zip(formats, row, strict=True)):
                self._cell(sheet, number, index, value, cell_format)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    @staticmethod
    def _cell(sheet: Any, row: int, column: int, value: Any, cell_format: Any) -> None:
        if value is None or value == "":
            sheet.write_blank(row, column, None, cell_format)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            sheet.write_number(row, column, value, cell_format)
        else:
            text = printable(str(value))
            sheet.write_string(row, column, text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…", cell_format)

    def _ranking(self) -> None:
        lines, candidates = self.summary["lines"], self.summary["candidates"]
        columns = [
            Column("No.", 5, "whole"),
            Column("Rank", 6, "whole"),
            Column("Rank band", 8, "centre"),
            Column("Document", 38),
            Column("Score", 16, "score"),
            Column("Check: sum of ledger", 10, "points"),
            *(Column(f"{line['label']} (of {line['possible']:g})", 13, "points") for line in lines),
            Column("Fit", 9, "centre"),
            Column("Group", 7, "whole"),
            Column("Must-haves met", 10, "whole"),
            Column("Must-haves without evidence", 28, "wrap"),
            Column("Months of dated experience", 11, "whole"),
            Column("Languages", 32, "wrap"),
            Column("Frameworks", 32, "wrap"),
            Column("Databases", 26, "wrap"),
            Column("Other skills", 36, "wrap"),
            Column("Pages", 7, "whole"),
            Column("Words", 8, "whole"),
            Column("Would raise the score most", 44, "wrap"),
            Column("Warnings", 44, "wrap"),
        ]
        rows = []
        for order, (c, row) in enumerate(zip(candidates, table_rows(self.summary), strict=False), start=1):
            points = points_by_line(c, lines).values()
            rows.append(
                [
                    order,
                    c["rank"],
                    rank_band(c["rank_best"], c["rank_worst"]),
                    c["document"],
                    c["score"],
                    None,
                    *(p["points"] if p else None for p in points),
                    c["fit"],
                    c["group"],
                    c["musts_met"],
                    "; ".join(c["missing_musts"]),
                    c["months"],
                    row["top_languages"],
                    row["top_frameworks"],
                    row["top_databases"],
                    row["top_others"],
                    c["pages"],
                    c["words"],
                    "; ".join(f"{x['change']} (+{x['gain']:.2f})" for x in c["changes"][:3]),
                    row["warnings"],
                ]
            )
        sheet = self._sheet("Ranking", columns, rows, frozen=5)
        for number, candidate in enumerate(candidates[:MAX_ROWS], start=1):
            sheet.write_formula(
                number,
                5,
                f"=ROUND(SUMIFS(Ledger!$H:$H,Ledger!$A:$A,A{number + 1}),2)",
                self.formats["points"],
                candidate["score"],
            )
        if candidates:
            last = len(candidates)
            bar = {
                "type": "data_bar",
                "bar_color": "#8FB8DE",
                "bar_solid": True,
                "min_type": "num",
                "min_value": 0,
                "max_type": "num",
                "max_value": 100,
            }
            sheet.conditional_format(1, 4, last, 4, bar)
            red = self.book.add_format({"bg_color": "#F8CBAD"})
            sheet.conditional_format(
                1, 5, last, 5, {"type": "formula", "criteria": "=ROUND($E2-$F2,2)<>0", "format": red}
            )
            for index, line in enumerate(lines, start=6):
                scale = {
                    "type": "2_color_scale",
                    "min_color": "#FFFFFF",
                    "max_color": "#BBD7C4",
                    "min_type": "num",
                    "min_value": 0,
                    "max_type": "num",
                    "max_value": line["possible"],
                }
                sheet.conditional_format(1, index, last, index, scale)
        sheet.activate()

    def _ledger(self) -> None:
        columns = [
            Column("No.", 5, "whole"),
            Column("Rank", 6, "whole"),
            Column("Document", 38),
            Column("Requirement", 30, "wrap"),
            Column("Component", 11),
            Column("Necessity", 12),
            Column("Status", 11),
            Column("Points", 9, "points"),
            Column("Possible", 9, "points"),
            Column("Missing", 9, "points"),
            Column("Share earned", 9, "share"),
            Column("Pieces of evidence", 10, "whole"),
            Column("How the number came about", 90, "wrap"),
        ]
        rows = [
            [
                r["order"],
                r["rank"],
                r["document"],
                r["label"],
                r["component"],
                NECESSITY_LABELS.get(r["necessity"], r["necessity"]),
                r["status"],
                r["points"],
                r["possible"],
                r["missing"],
                r["points"] / r["possible"] if r["possible"] else None,
                r["evidence"],
                r["explanation"],
            ]
            for r in ledger_rows(self.summary)
        ]
        self._sheet("Ledger", columns, rows, frozen=4)

    def _evidence(self) -> None:
        columns = [
            Column("No.", 5, "whole"),
            Column("Rank", 6, "whole"),
            Column("Document", 38),
            Column("Requirement", 30, "wrap"),
            Column("Skill", 18),
            Column("As written", 20, "wrap"),
            Column("Quote", 90, "wrap"),
            Column("Page", 6, "whole"),
            Column("Section", 12),
            Column("How it counts", 28, "wrap"),
            Column("Months", 8, "whole"),
            Column("Strength", 9, "points"),
            Column("From character", 10, "whole"),
            Column("To character", 10, "whole"),
        ]
        self._sheet("Evidence", columns, [list(row.values()) for row in evidence_rows(self.summary)], frozen=4)

    def _skills(self) -> None:
        columns = [
            Column("No.", 5, "whole"),
            Column("Rank", 6, "whole"),
            Column("Document", 38),
            Column("Skill", 22),
            Column("Kind", 22),
            Column("How the résumé stands to it", 22),
            Column("Months", 8, "whole"),
            Column("Last used", 10),
            Column("In use", 8),
            Column("Implied by", 18),
            Column("Mentions", 9, "whole"),
            Column("As written", 36, "wrap"),
        ]
        rows = [
            [
                *list(row.values())[:4],
                kind_label(row["kind"]),
                STANDING_LABELS[row["standing"]],
                row["months"],
                row["last_used"],
                "yes" if row["current"] else "",
                row["implied_by"],
                row["mentions"],
                row["surface_forms"],
            ]
            for row in skill_rows(self.summary)
        ]
        self._sheet("Skills", columns, rows, frozen=4)

    def _not_assessed(self) -> None:
        columns = [
            Column("Status", 14),
            Column("Document", 48),
            Column("Reason", 90, "wrap"),
            Column("SHA-256", 66),
        ]
        rows = [
            [row["status"], row["document"], row["reason"], row["sha256"]]
            for row in table_rows(self.summary)
            if row["status"] != "assessed"
        ]
        self._sheet("Not assessed", columns, rows)

    def _about(self) -> None:
        summary, sheet = self.summary, self.book.add_worksheet("About")
        profile = summary["profile"]
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 100)
        lines = [(line["component"], line["possible"]) for line in summary["lines"]]
        rows: list[tuple[str, Any]] = [
            ("Role", profile["label"]),
            ("As of", f"{long_date(summary['as_of'])} (the day on which “present” ends)"),
            *((f"Files {name}" if name != "duplicates" else "Duplicates", n) for name, n in summary["counts"].items()),
            ("How scores are made", "\n".join(score_explained(lines))),
            ("Requirement profile", f"{profile['id']}, version {profile['version']}"),
            ("SHA-256 of the profile", profile["sha256"]),
            *((f"Version of {name}", version) for name, version in summary["versions"].items()),
            *(("Left out", note) for note in self.notes),
            *([("Not in this workbook", rest_told(summary["tail"]))] if "tail" in summary else []),
        ]
        sheet.write_string(0, 0, "matcher", self.formats["title"])
        for number, (name, value) in enumerate(rows, start=2):
            sheet.write_string(number, 0, printable(name), self.formats["bold"])
            if isinstance(value, str):  # line ends are ours here, not a stranger's
                text = "\n".join(printable(part) for part in value.split("\n"))
                sheet.write_string(number, 1, text, self.formats["wrap"])
            else:
                sheet.write_number(number, 1, value, self.formats["whole"])
        start = len(rows) + 4
        heads = ("Requirement", "Why it weighs what it weighs", "Points possible", "Necessity", "From the description")
        for index, head in enumerate(heads):
            sheet.write_string(start, index, head, self.formats["head"])
        sheet.set_column(2, 3, 14)
        sheet.set_column(4, 4, 70)
        possible = {
            line["requirement"]: line["possible"] for line in summary["lines"] if is_requirement(line["component"])
        }
        for number, requirement in enumerate(profile["requirements"], start=start + 1):
            self._cell(sheet, number, 0, requirement["label"], self.formats["text"])
            self._cell(sheet, number, 1, requirement["reason"], self.formats["wrap"])
            self._cell(sheet, number, 2, possible.get(requirement["id"]), self.formats["points"])
            self._cell(sheet, number, 3, NECESSITY_LABELS[requirement["necessity"]], self.formats["text"])
            self._cell(sheet, number, 4, requirement["source"], self.formats["wrap"])
