"""Represent the paragraphs of a DOCX as read, and put those of a table's cells in reading order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

__all__ = ["Cell", "Paragraph", "in_order"]

_LONG_CELL: Final = 3
"""Paragraphs from which a table's cell counts as a column of text instead of a value."""


@dataclass
class Paragraph:
    """A paragraph as read: visible text, or text hidden for a reason."""

    text: str
    page: int
    heading: bool = False
    hidden: str = ""
    gap: bool = False
    """Whether an empty paragraph precedes it."""
    same_line: bool = False
    """Whether it is on one line with the paragraph before it, in the next cell."""


@dataclass
class Cell:
    """A cell of a table: the number of its first column, and its paragraphs."""

    column: int
    paragraphs: list[Paragraph]


def in_order(rows: list[list[Cell]]) -> Iterable[Paragraph]:
    """Yield the paragraphs of cells in reading order.

    Row by row, as values are read; but column by column when the table only sets texts side by side: two or more
    columns hold long cells, in one row and not in row after row.
    """
    long_cells = [(number_of, cell.column) for number_of, row in enumerate(rows) for cell in row
                  if len(cell.paragraphs) >= _LONG_CELL]  # fmt: skip
    columns = {column for _, column in long_cells}
    in_row: dict[int, int] = {}
    for number_of, _ in long_cells:
        in_row[number_of] = in_row.get(number_of, 0) + 1
    shared = sum(1 for count in in_row.values() if count > 1)
    cells = [cell for row in rows for cell in row]
    if len(columns) > 1 and shared <= 1:
        cells.sort(key=lambda cell: cell.column)
    else:
        for row in rows:
            for left, right in pairwise(row):
                if len(left.paragraphs) == 1 and right.paragraphs:
                    right.paragraphs[0].same_line = True
    for cell in cells:
        yield from cell.paragraphs
