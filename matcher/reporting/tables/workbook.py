"""Write ``ranking.xlsx``: the ranking for people who work in a spreadsheet."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from matcher.ranking.packed_sequence import PackedSequence
from matcher.reporting.columns import (
    SET_ASIDE,
    Column,
    TableRow,
    candidate_columns,
    candidate_entries,
    in_view,
    set_aside_rows,
)
from matcher.reporting.item_columns import EVIDENCE, LEDGER, SKILLS, evidence_entries, ledger_entries, skill_entries
from matcher.reporting.printable import printable
from matcher.reporting.schema import RankingSummary
from matcher.reporting.wording import (
    NECESSITY_LABELS,
    describe_tail,
    explain_scores,
    long_date,
    plural,
)
from matcher.runs.processes.scratch_folders import ScratchFolder
from matcher.scoring.components.registry import is_requirement

__all__ = ["xlsx_bytes"]

CREATED: Final = datetime.datetime(2000, 1, 1)
"""A fixed date, because the same run has to give the same bytes; the day that counts is the as-of date."""

MAX_ROWS: Final = 1_048_575
"""Rows below the header that the format allows (2**20 in all)."""

MAX_TEXT: Final = 32_767
"""Characters that the format allows in a cell."""


_FORMATS: Final = {"count": "whole", "points": "points", "share": "share", "text": "text", "digest": "text"}
"""Cell format of each kind of column."""

_WRAPPED: Final = 30
"""Characters from which on a column of text is wrapped, unless it holds names."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet: its heading, width in characters, and cell format."""

    heading: str
    width: float
    format: str = "text"


@dataclass(frozen=True, slots=True)
class _Formula:
    """A formula of ours, and the value that it has."""

    text: str
    result: float


def _sheet_column(column: Column) -> SheetColumn:
    cell_format = _FORMATS[column.kind]
    if column.kind == "text" and column.width >= _WRAPPED and column.name != "document":
        cell_format = "wrap"
    return SheetColumn(column.label, column.width, "score" if column.name == "score" else cell_format)


def _cell_value(column: Column, entry: TableRow) -> Any:
    return column.value(entry) if column.is_number or column.text is None else column.text(entry)


def xlsx_bytes(summary: RankingSummary) -> bytes:
    """Return a workbook with the sheets Ranking, Ledger, Evidence, Skills, Not assessed and About.

    In the first sheet, the column "Check" lets the spreadsheet itself add up the ledger of each candidate.
    Text is written as text, never as formulas or links.

    Args:
        summary: of :func:`matcher.reporting.summarize.summarize`.

    Returns:
        The file's bytes, the same for the same summary.
    """
    # Rows wait on the disk, where they survive no killed run.
    with ScratchFolder() as folder:
        return _Writer(summary, folder).bytes()


class _Writer:
    def __init__(self, summary: RankingSummary, folder: Path) -> None:
        import xlsxwriter

        self.summary = summary
        candidates: object = summary["candidates"]
        is_packed = isinstance(candidates, PackedSequence) and candidates.is_packed
        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.out,
            {
                # Row by row takes longer, but a thousand times thousands of rows do not fit into memory.
                "in_memory": not is_packed,
                "constant_memory": is_packed,
                "tmpdir": str(folder),
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
        # With it a text stays a text when its cell is edited or saved in another format.
        text = {**top, "quote_prefix": True}
        self.formats = {
            "text": make(text),
            "wrap": make({**text, "text_wrap": True}),
            "whole": make({**top, "num_format": "#,##0"}),
            "points": make({**top, "num_format": "0.00"}),
            "score": make({**top, "num_format": "0.00", "bold": True}),
            "share": make({**top, "num_format": "0%"}),
            "centre": make({**top, "align": "center"}),
            "head": make({**text, "bold": True, "text_wrap": True, "bg_color": "#1F3A5F", "color": "#FFFFFF"}),
            "title": make({**text, "bold": True, "font_size": 14}),
            "bold": make({**text, "bold": True}),
        }
        self.notes: list[str] = []

    def bytes(self) -> bytes:
        self._ranking()
        self._items()
        self._not_assessed()
        self._about()
        self.book.close()
        return self.out.getvalue()

    def _sheet(self, name: str, columns: Sequence[SheetColumn], rows: Iterable[Sequence[Any]], frozen: int = 0) -> Any:
        """Add a sheet with a frozen, filterable header; ``frozen`` columns stay in sight, too."""
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, frozen)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
            sheet.write_string(0, index, printable(column.heading), self.formats["head"])
        formats = [self.formats[column.format] for column in columns]
        count = 0
        for count, row in enumerate(rows, start=1):
            if count > MAX_ROWS:
                continue
            for index, (cell_format, value) in enumerate(zip(formats, row, strict=True)):
                self._cell(sheet, count, index, value, cell_format)
        if count > MAX_ROWS:
            self.notes.append(f"{name}: {plural(count - MAX_ROWS, 'row')} left out; ranking.json holds them all.")
        sheet.autofilter(0, 0, max(min(count, MAX_ROWS), 1), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    @staticmethod
    def _cell(sheet: Any, row: int, column: int, value: Any, cell_format: Any) -> None:
        if value is None or value == "":
            sheet.write_blank(row, column, None, cell_format)
        elif isinstance(value, _Formula):
            sheet.write_formula(row, column, value.text, cell_format, value.result)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            sheet.write_number(row, column, value, cell_format)
        else:
            text = printable(str(value))
            sheet.write_string(row, column, text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…", cell_format)

    def _table(
        self,
        name: str,
        columns: Sequence[Column],
        entries: Iterable[TableRow],
        frozen: str,
        value: Callable[[Column, TableRow], Any] = _cell_value,
    ) -> Any:
        """Add a sheet of entries, and return it; columns up to ``frozen`` stay in sight."""
        shown = in_view(columns, "sheet")
        rows = ([value(column, entry) for column in shown] for entry in entries)
        return self._sheet(name, [_sheet_column(c) for c in shown], rows, _names(columns).index(frozen) + 1)

    def _ranking(self) -> None:
        lines, candidates = self.summary["lines"], self.summary["candidates"]
        columns = candidate_columns(lines)
        names, ledger = _names(columns), _names(LEDGER)
        order, score, check = (_letter(names, name) for name in ("order", "score", "check"))
        points, of = _letter(ledger, "points"), _letter(ledger, "order")

        def value(column: Column, entry: TableRow) -> Any:
            if column.name != "check":
                return _cell_value(column, entry)
            own = f"Ledger!${of}:${of},{order}{entry.order + 1}"
            return _Formula(f"=ROUND(SUMIFS(Ledger!${points}:${points},{own}),2)", entry.candidate["score"])

        sheet = self._table("Ranking", columns, candidate_entries(self.summary), "score", value)
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
            sheet.conditional_format(1, names.index("score"), last, names.index("score"), bar)
            differs = f"=ROUND(${score}2-${check}2,2)<>0"
            red = {"type": "formula", "criteria": differs, "format": self.book.add_format({"bg_color": "#F8CBAD"})}
            sheet.conditional_format(1, names.index("check"), last, names.index("check"), red)
            for line in lines:
                index = names.index(f"points_{line['key']}")
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

    def _items(self) -> None:
        self._table("Ledger", LEDGER, ledger_entries(self.summary), "label")
        self._table("Evidence", EVIDENCE, evidence_entries(self.summary), "label")
        self._table("Skills", SKILLS, skill_entries(self.summary), "skill")

    def _not_assessed(self) -> None:
        columns = [
            SheetColumn(heading, width, "wrap" if name == "reason" else "text")
            for name, (heading, width) in SET_ASIDE.items()
        ]
        rows = [[row[name] for name in SET_ASIDE] for row in set_aside_rows(self.summary)]
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
            ("How scores are calculated", "\n".join(explain_scores(lines))),
            ("Requirement profile", f"{profile['id']}, version {profile['version']}"),
            ("SHA-256 of the profile", profile["sha256"]),
            *((f"Version of {name}", version) for name, version in summary["versions"].items()),
            *(("Left out", note) for note in self.notes),
            *([("Not in this workbook", describe_tail(summary["tail"]))] if "tail" in summary else []),
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


def _names(columns: Sequence[Column]) -> list[str]:
    return [column.name for column in in_view(columns, "sheet")]


def _letter(names: Sequence[str], name: str) -> str:
    """Return the letters by which a formula names a column."""
    from xlsxwriter.utility import xl_col_to_name

    letters: str = xl_col_to_name(names.index(name))
    return letters
