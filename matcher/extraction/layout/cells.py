"""Read cells of several lines one after the other: table rows, cards and short columns that are side by side.

Reading row by row would slice a cell that is higher than one line. The drawing order separates the cells if it is
consistent with cells: down within a cell, then up and right to the next one, or down to the next row of cells. If it is
not, the rows are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from matcher.extraction.layout.lines import Line

__all__ = ["HEADING_RATIO", "is_flowing", "renumber", "split_cells"]

FLOWING_SHARE: Final = 0.25
"""Share of a cell's lines that continue in the next line, from which the cell is text and not a list of labels.

A table's labels may all be drawn before its values; they are still read together with their values. In a column of
labels no line continues, except a long one now and then. After changing it, run ``python -m benchmarks fidelity``.
"""

HEADING_RATIO: Final = 1.08
"""Size of a cell's first line, in units of its second line's size, from which it is a heading over a column."""

SHORTEST_LINE: Final = 18
"""Shortest line, in characters, that can count as full: a column of labels is only as wide as its labels."""


def renumber(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with their drawing order renumbered from 0 without gaps."""
    order = sorted(range(len(lines)), key=lambda i: lines[i].order)
    out = list(lines)
    for number, i in enumerate(order):
        out[i] = replace(lines[i], order=number)
    return out


def split_cells(rows: list[list[Line]]) -> list[list[Line]]:
    """Read cells one after the other where reading rows would slice them.

    Args:
        rows: from top to bottom; in each row, lines from left to right.

    Returns:
        The same lines; rows that were slices of cells are replaced by the lines of one cell, then those of the next.

    >>> def line(text, x, y, order):
    ...     return Line(text, x, x + 5 * len(text), y, 10, order)
    >>> rows = [[line("Designed and ran", 0, 700, 0), line("Oct 2019", 100, 700, 2)], [line("the clinic", 0, 688, 1)]]
    >>> [[line.text for line in row] for row in split_cells(rows)]
    [['Designed and ran'], ['the clinic', 'Oct 2019']]
    """
    lines = [line for row in rows for line in row]
    ranks = [line.order for line in renumber(lines)]
    out: list[list[Line]] = []
    # Find the shortest stretches that hold the same lines in reading order and in drawing order.
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
    """Return the cells of a stretch in drawing order; None if the order is not consistent with cells."""
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
            cell.append(line)  # a date next to a headline
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
    """Return whether a cell is running text, has a heading, or is a bulleted list.

    Args:
        cell: at least two rows of lines, from top to bottom.
        edge: where the next cell begins; 0 if there is none to the right.
    """
    rows = [line for line, after in pairwise(cell) if after.y < line.y - 0.3 * line.size] + [cell[-1]]
    left = min(line.x0 for line in rows)
    if sum(1 for line in rows if line.x0 - left > 2.5 * line.size) > 0.4 * len(rows) + 1:
        return False  # right-aligned, like dates at a margin
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
    """Return whether a line ends because the next word did not fit, or in the middle of a sentence."""
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
