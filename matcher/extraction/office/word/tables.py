"""Evaluate the tables of a DOCX: conditional formats, widths, heights and positions (ECMA-376 part 1, 17.4, 17.7.6)."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from matcher.extraction.office.word.formats import NOT_UNDERSTOOD, shading
from matcher.extraction.office.word.formatting import Room, Surroundings, points_in
from matcher.extraction.office.word.names import ALL_PROPERTIES, child, is_on, name_of, number, value
from matcher.extraction.office.word.styles import DocxStyles, TableFormats

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Row", "Table", "continues", "span_of"]

_NARROWEST: Final = 36.0
"""Points above the page's top from which a table is not on it."""
_FLAGS: Final = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200,
                 "noVBand": 0x400}  # fmt: skip


class Table:
    """Evaluate the formatting of one table: its style, the conditional formats of each cell, and where cells are.

    Args:
        table: the element.
        around: what surrounds the table.
        styles: the document's.
        rows: number of its rows.
    """

    def __init__(self, table: _Element, around: Surroundings, styles: DocxStyles, rows: int) -> None:
        own = child(table, "w:tblPr")
        self._formats, self._parts = styles.table(value(child(own, "w:tblStyle")))
        self._rows = rows
        self._known: dict[tuple[str, ...], TableFormats] = {}
        self._properties = (*self._formats.table, own) if own is not None else self._formats.table
        self._look = {name: _flag(child(own, "w:tblLook"), name) for name in _FLAGS}
        grid = child(table, "w:tblGrid")
        columns = [column for column in grid if name_of(column) == "w:gridCol"] if grid is not None else []
        self._edges = list(accumulate((points_in(column, "w") or 0.0 for column in columns), initial=0.0))
        self._is_fixed = value(self._last("w:tblLayout"), "type") == "fixed"
        self.outside = around
        self.around = around.on(shading(self._last("w:shd"))).hide(self._unknown())
        self._place()

    def _last(self, *path: str) -> _Element | None:
        return next((found for part in reversed(self._properties) if (found := child(part, *path)) is not None), None)

    def _unknown(self) -> str:
        return next((reason for part in self._properties if (reason := _unknown(part))), "")

    def _place(self) -> None:
        """Find the left edge, and hide a table that is not on the page."""
        around, page = self.around, self.around.page
        floating, width = self._last("w:tblpPr"), self._last("w:tblW")
        preferred = points_in(width, "w") if value(width, "type") == "dxa" else None
        total = max(self._edges[-1], preferred or 0.0)
        left = around.left
        indent = points_in(self._last("w:tblInd"), "w")
        if floating is not None:
            x, y = points_in(floating, "tblpX"), points_in(floating, "tblpY")
            if x is not None and not value(floating, "tblpXSpec"):
                left = x if value(floating, "horzAnchor") == "page" else x + page.left
            is_above = y is not None and value(floating, "vertAnchor") == "page" and y < -_NARROWEST
            if is_above or abs(y or 0.0) > page.height:
                self.around = around.hide("off the page")
        elif indent is not None and value(self._last("w:tblInd"), "type") in {"dxa", ""}:
            left += indent
        elif around.width is not None and total:
            spare = around.width - total
            left += {"center": spare / 2, "right": spare, "end": spare}.get(value(self._last("w:jc")), 0.0)
        self._left = left
        # A table that fits itself to its contents is as wide as they need; its grid is what a program once computed.
        self._is_wide = preferred is not None and preferred > (around.width or 0.0)
        if left > page.width - 4 or (total and left + total < 4):
            self.around = self.around.hide("off the page")

    def row(self, row: _Element, number_of: int) -> Row:
        """Evaluate a row."""
        return Row(self, row, number_of)

    def formats(self, row: int, column: int, columns: int) -> TableFormats:
        """Return what the style changes in a cell."""
        look, last = self._look, self._rows - 1
        first_row, last_row = look["firstRow"] and row == 0, look["lastRow"] and row == last
        first, end = look["firstColumn"] and column == 0, look["lastColumn"] and column == columns - 1
        kinds = ["wholeTable"]
        if not look["noVBand"] and not (first or end):
            kinds.append(f"band{1 + (column - look['firstColumn']) // self._band('Col') % 2}Vert")
        if not look["noHBand"] and not (first_row or last_row):
            kinds.append(f"band{1 + (row - look['firstRow']) // self._band('Row') % 2}Horz")
        kinds += [name for name, holds in (("firstCol", first), ("lastCol", end), ("firstRow", first_row),
                                           ("lastRow", last_row)) if holds]  # fmt: skip
        if (first_row or last_row) and (first or end):
            kinds.append(f"{'n' if first_row else 's'}{'w' if first else 'e'}Cell")
        key = tuple(kind for kind in kinds if kind in self._parts)
        if key not in self._known:
            formats = self._formats
            if (outer := self.around.formats) is not None:  # text of a nested table inherits nothing that moves it
                formats = replace(formats, run={**outer.run, **formats.run})
            for kind in key:
                formats = formats.after(self._parts[kind])
            self._known[key] = formats
        return self._known[key]

    def _band(self, kind: str) -> int:
        return max(1, int(number(value(self._last(f"w:tblStyle{kind}BandSize"))) or 1))

    def span(self, column: int, count: int, properties: _Element | None) -> tuple[float, float | None]:
        """Return the left edge and the width of a cell; no width when its contents decide it."""
        width = child(properties, "w:tcW")
        own = points_in(width, "w") if value(width, "type") in {"dxa", ""} else None
        if not self._is_fixed and not self._is_wide:
            return self._left, None
        edges, last = self._edges, len(self._edges) - 1
        left = self._left + edges[min(column, last)]
        grid = edges[column + count] - edges[column] if column + count <= last else None
        return left, (own if own is not None else grid) if self._is_fixed else None

    def guess(self, column: int, count: int) -> tuple[float, float] | None:
        """Return the left edge and the width that the grid gives to a cell, which its contents may change."""
        edges, last = self._edges, len(self._edges) - 1
        if column + count > last or not edges[-1]:
            return None
        return self._left + edges[column], edges[column + count] - edges[column]

    def margin(self, properties: _Element | None, exception: _Element | None, *sides: str) -> float:
        """Return the margin of a cell on a side, in points.

        Args:
            properties: the cell's.
            exception: what its row changes in the table's properties (``w:tblPrEx``).
            sides: names of the side, in old and new documents.
        """
        found = [child(properties, "w:tcMar", f"w:{side}") for side in sides]
        found += [child(exception, "w:tblCellMar", f"w:{side}") for side in sides]
        found += [self._last("w:tblCellMar", f"w:{side}") for side in sides]
        return next((points for part in found if (points := points_in(part, "w")) is not None), 0.0)


def _flag(look: _Element | None, name: str) -> bool:
    named = value(look, name)
    if named:
        return named in {"1", "true", "on"}
    try:
        return bool(int(value(look, "val") or "0", 16) & _FLAGS[name])
    except ValueError:
        return False


def _unknown(properties: _Element | None) -> str:
    for part in properties if properties is not None else ():
        name = name_of(part)
        if name[:2] in {"w:", "mc"} and name not in ALL_PROPERTIES:
            return NOT_UNDERSTOOD
    return ""


class Row:
    """Evaluate one row of a table, and its cells."""

    def __init__(self, table: Table, row: _Element, number_of: int) -> None:
        self._table, self._number = table, number_of
        own = child(row, "w:trPr")
        self._own = (own,) if own is not None else ()
        self._exception = child(row, "w:tblPrEx")
        self._before = points_in(child(own, "w:wBefore"), "w") or 0.0
        self.column = int(number(value(child(own, "w:gridBefore"))) or 0)

    def cell(self, cell: _Element, place: int, count: int, column: int, merged_below: bool) -> Surroundings:
        """Return the surroundings in a cell.

        Args:
            cell: the element.
            place: its number in the row, from 0.
            count: number of cells in the row.
            column: number of the grid's column in which it begins.
            merged_below: whether cells of the next row continue those of this one.
        """
        table, properties = self._table, child(cell, "w:tcPr")
        formats = table.formats(self._number, place, count)
        rows, cells = (*formats.row, *self._own), (*formats.cell, *((properties,) if properties is not None else ()))
        inside = replace(table.around.on(shading(child(self._exception, "w:shd"))), formats=formats)
        inside = inside.hide(_unknown(self._exception))
        if table.around.left + self._before > inside.page.width:
            inside = inside.hide("off the page")
        inside = inside.hide(next((reason for part in (*rows, *cells) if (reason := _unknown(part))), ""))
        if any(is_on(child(part, "w:hidden")) for part in rows):
            inside = inside.hide("in a hidden table row")
        if any(child(part, "w:cellDel") is not None for part in cells) or any(
            child(part, "w:del") is not None for part in rows
        ):
            inside = inside.hide("deleted, and the deletion recorded")
        for merge in ("w:vMerge", "w:hMerge"):
            part = child(properties, merge)
            if part is not None and value(part) != "restart" and (self._number if merge == "w:vMerge" else place):
                inside = inside.hide("in a cell that another one covers")
        for shade in (child(part, "w:shd") for part in cells):
            if shade is not None:  # one without a colour takes away that of the style and the table
                outer = table.outside if shading(shade) is None else inside
                inside = replace(inside, background=outer.background, is_page=outer.is_page).on(shading(shade))
        left, width = table.span(column, span_of(properties), properties)
        margins = [table.margin(properties, self._exception, *sides) for sides in (("left", "start"), ("right", "end"))]
        direction = value(child(properties, "w:textDirection"))
        if width is not None and direction not in {"", "lrTb", "lr"}:
            width = None
        guess = table.guess(column, span_of(properties)) if width is None else None
        inside = replace(
            inside, left=left + margins[0], width=None if width is None else width - sum(margins), guess=guess
        )
        if is_on(child(properties, "w:tcFitText")):
            inside = replace(inside, fitted=inside.width)
        height = next((found for part in reversed(rows) if (found := child(part, "w:trHeight")) is not None), None)
        points = points_in(height, "val")
        if value(height, "hRule") == "exact" and points is not None and not merged_below:
            points -= table.margin(properties, self._exception, "top")
            is_level = direction in {"", "lrTb", "lr"}
            inside = replace(inside, height=points, room=Room(points) if is_level else None)
        return inside


def span_of(properties: _Element | None) -> int:
    """Return how many columns of the grid a cell with these properties takes."""
    return min(1000, max(1, int(number(value(child(properties, "w:gridSpan"))) or 1)))


def continues(row: _Element) -> bool:
    """Return whether a row has cells that continue those above."""
    merges = (child(cell, "w:tcPr", "w:vMerge") for cell in row if name_of(cell) == "w:tc")
    return any(merge is not None and value(merge) != "restart" for merge in merges)
