"""Cells of more than one line that stand side by side: rows of tables, cards, short columns.

Where lines are read row by row, a cell that is higher than one line would be read in slices. The order in which the
lines were drawn tells the cells apart, if it makes sense as one: down within a cell, then up and right to the next, or
down to the next row of cells. Where it does not, the rows stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from matcher.extraction.layout.lines import Line

__all__ = ["HEADING_RATIO", "is_flowing", "renumber", "split_cells"]

FLOWING_SHARE: Final = 0.25
"""Share of the lines of a cell that go on in the next line, from which it is a text and not a list of labels.

Labels of a table may be drawn one below the other before their values are; they are still read with their values. A
column of labels has none, or a long one now and then. After changing it, run ``python -m benchmarks fidelity``.
"""

HEADING_RATIO: Final = 1.08
"""Size of a cell's first line, in units of the size of its second, from which it is a heading over a column."""

SHORTEST_LINE: Final = 18
"""Characters that a line must have for its lack of room to mean anything: a column of labels is as wide as they are."""


def renumber(lines: Sequence[Line]) -> list[Line]:
    """The lines with their order of drawing as numbers without holes."""
    order = sorted(range(len(lines)), key=lambda i: lines[i].order)
    out = list(lines)
    for number, i in enumerate(order):
        out[i] = replace(lines[i], order=number)
    return out


def split_cells(rows: list[list[Line]]) -> list[list[Line]]:
    """Read cells one after the other where rows would cut them to slices.

    Args:
        rows: from top to bottom, lines from left to right.

    Returns:
        The same lines; rows that were parts of cells are replaced by the lines of one cell, then those of the next.

    >>> def line(text, x, y, order):
    ...     return Line(text, x, x + 5 * len(text), y, 10, order)
    >>> rows = [[line("Designed and ran", 0, 700, 0), line("Oct 2019", 100, 700, 2)], [line("the clinic", 0, 688, 1)]]
    >>> [[line.text for line in row] for row in split_cells(rows)]
    [['Designed and ran'], ['the clinic', 'Oct 2019']]
    """
    lines = [line for row in rows for line in row]
    ranks = [line.order for line in renumber(lines)]
    out: list[list[Line]] = []
    # Stretches that hold the same lines in both orders, and no shorter such stretch.
    start, highest, row_start, index = 0, -1, 0, 0
    for number, row in enumerate(rows):
        highest = max(highest, *ranks[index : index + len(row)])
        index += len(row)
        if highest == index - 1:
            stretch = rows[row_start : number + 1]
            is_sorted = ranks[start:index] == list(range(start, index))
            cells = None if is_sorted or len(stretch) < 2 else _drawn_cells([line for row in stretch for line in row])
            out.extend(stretch if cells is None else _as_rows(cells))
            start, row_start = index, number + 1
    out.extend(rows[row_start:])
    return out


def _drawn_cells(lines: Sequence[Line]) -> list[list[Line]] | None:
    """The cells of a stretch in the order of drawing; None when that makes no sense."""
    cells: list[list[Line]] = []
    top = bottom = 0.0  # of the current row of cells
    for line in sorted(lines, key=lambda line: line.order):
        if not cells:
            cells.append([line])
            top = bottom = line.y
            continue
        cell = cells[-1]
        last = cell[-1]
        if abs(last.y - line.y) <= 0.3 * last.size and line.x0 >= last.x1:
            cell.append(line)  # a date beside a headline
        elif (
            last.y > line.y and line.x0 < max(other.x1 for other in cell) and line.x1 > min(other.x0 for other in cell)
        ):
            cell.append(line)
        elif line.y > last.y - 0.3 * line.size and line.x0 >= max(other.x1 for other in cell) - 1:
            if line.y > top + 2 * line.size:
                return None
            cells.append([line])
        elif line.y < bottom and line.x1 <= min(other.x0 for other in cell):
            cells.append([line])
            top = line.y
        else:
            return None
        bottom = min(bottom, line.y)
    if not _are_disjoint(cells):
        return None
    edges = [min(line.x0 for line in after) for after in cells[1:]] + [0.0]
    for cell, edge in zip(cells[:-1], edges, strict=False):
        if len({round(line.y) for line in cell}) > 1 and not is_flowing(cell, edge):
            return None
    return cells


def _are_disjoint(cells: Sequence[Sequence[Line]]) -> bool:
    boxes = [
        (
            min(c.x0 for c in cell),
            max(c.x1 for c in cell),
            min(c.y for c in cell),
            max(c.y + 0.7 * c.size for c in cell),
        )
        for cell in cells
    ]
    boxes.sort(key=lambda box: -box[3])
    for number, (x0, x1, y0, _) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            if other[3] <= y0:
                break
            if other[0] < x1 - 1 and other[1] > x0 + 1:
                return False
    return True


def is_flowing(cell: Sequence[Line], edge: float) -> bool:
    """Whether the lines of a cell go on from one to the next, stand below a heading, or are a list.

    Args:
        cell: at least two rows of lines, from top to bottom.
        edge: where the next cell begins; 0 when there is none at the right.
    """
    rows = [line for line, after in pairwise(cell) if after.y < line.y - 0.3 * line.size] + [cell[-1]]
    left = min(line.x0 for line in rows)
    if sum(1 for line in rows if line.x0 - left > 2.5 * line.size) > 0.4 * len(rows) + 1:
        return False  # set to the right, as dates at a margin are
    if len(rows) < 2:
        return False
    if rows[0].size >= HEADING_RATIO * rows[1].size or any(line.text.startswith("•") for line in rows):
        return True
    right = max((line.x1 for line in cell), default=edge)
    if edge > right:
        right = edge - 0.5 * cell[0].size
    continuing = sum(1 for above, below in pairwise(rows) if _continues(above, below, right))
    return continuing >= FLOWING_SHARE * (len(rows) - 1)


def _continues(above: Line, below: Line, right: float) -> bool:
    """Whether a line ends because the next word had no room, or in the middle of a sentence."""
    first = below.text.split(maxsplit=1)[0]
    width = (below.x1 - below.x0) * (len(first) + 1) / max(1, len(below.text))
    is_full = above.x1 + width > right and len(above.text) >= SHORTEST_LINE
    return is_full or below.text[0].islower() or above.text[-1:] in {",", "-", "&", "/"}


def _as_rows(cells: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    row: list[Line] = []
    for cell in cells:
        for line in cell:
            is_alone = len(cell) == 1 and row and line.x0 >= max(other.x1 for other in row) - 1
            if row and not is_alone and (line is cell[0] or abs(line.y - row[-1].y) > 0.3 * line.size):
                yield row
                row = []
            row.append(line)
    if row:
        yield row
