"""Find the reading order of a page's lines: columns are read separately, table rows stay together.

The page is cut where white space runs from top to bottom between two columns of text (after Nagy and Seth's recursive
X-Y cut, "Hierarchical representation of optically scanned documents", 1984). White space next to dates or labels on the
same lines as their text is not a cut.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

import numpy as np

from matcher.extraction.layout.cells import HEADING_RATIO, is_flowing, renumber, split_cells
from matcher.extraction.layout.lines import Line

__all__ = ["reading_order"]

GUTTER: Final = 0.7
"""Narrowest white space between two columns, in units of the page's median font size."""

FEWEST_LINES: Final = 3
"""Fewest lines of each of two columns; shorter ones are read as rows."""

ALIGNED_SHARE: Final = 0.7
"""Share of a column's lines on the same baselines as its neighbour's, from which the two are read as table rows.

All labels and dates are next to their text; lines of independent columns align by chance. Of 57 places on 134 real
pages where white space runs between two sides, columns share at most 0.62 of their lines, and those above 0.7 are
tables (except for one sidebar on the same grid as its neighbour). After changing it, run
``tests/extraction/layout/test_columns.py`` and look at the pages that change.
"""

HEADING_GAP: Final = 1.8
"""Distance between baselines, in units of the font size, that separates a heading from the column above it."""

MAX_LABEL_RATIO: Final = 0.6
"""Most label lines at the left per line of their text, for the labels to be headings and not cells."""

ALTERNATING: Final = 0.7
"""Share of pieces at the left that are drawn right before the piece next to their first line, from which the two sides
are rows of a table with cells higher than a line.

Columns are drawn one after the other (one piece each), or line by line by word processors. After changing it, run
``python -m benchmarks fidelity``.
"""

HIGHEST_CELL: Final = 4
"""Most lines of the shorter of two cells side by side in a table; parts of alternately drawn columns have more."""

ALTERNATING_ALIGNED_SHARE: Final = 0.4
"""Like :data:`ALIGNED_SHARE`, for lines on one baseline that are drawn right after each other."""

_FEWEST_ROWS: Final = 2
"""Fewest rows on either side of a cut; every scorer rejects fewer."""
_MOST_CANDIDATES: Final = 60
_MOST_LINES: Final = 1500
"""A page with more lines is a drawing or an attack; it is read row by row."""


@dataclass(frozen=True, slots=True)
class _Cut:
    x: float
    top: int
    """Index of the first row within the two columns."""
    bottom: int
    """Index after the last one."""
    score: tuple[float, ...]


def reading_order(lines: list[Line]) -> list[list[list[Line]]]:
    """Sort lines into the order in which a person reads them.

    Args:
        lines: upright lines of one page.

    Returns:
        Areas in reading order (a column is one); in each area rows from top to bottom, in each row lines from left to
        right.

    >>> left = [Line(f"left {i}", 0, 200, 700 - 14 * i, 10) for i in range(4)]
    >>> right = [Line(f"right {i}", 230, 500, 705 - 15 * i, 10) for i in range(4)]
    >>> title = Line("A title across the page", 0, 500, 740, 20)
    >>> [row[0].text for area in reading_order([*left, title, *right]) for row in area]
    ['A title across the page', 'left 0', 'left 1', 'left 2', 'left 3', 'right 0', 'right 1', 'right 2', 'right 3']
    """
    if len(lines) > _MOST_LINES:
        return [_rows(lines)]
    rows = _rows(renumber(lines))
    size = median(line.size for line in lines) if lines else 0.0
    areas: list[list[list[Line]]] = []
    _cut(rows, GUTTER * size, areas, 0)
    return [split_cells(area) for area in areas if area]


def _rows(lines: list[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.y, line.x0)):
        if rows and rows[-1][0].y - line.y <= 0.3 * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda line: line.x0)
    return rows


def _cut(rows: list[list[Line]], gutter: float, areas: list[list[list[Line]]], depth: int) -> None:
    best = _best_cut(rows, gutter, _columns_score) if depth < 8 else None
    if best is not None:
        inside = [line for row in rows[best.top : best.bottom] for line in row]
        _cut(rows[: best.top], gutter, areas, depth + 1)
        _cut(_rows([line for line in inside if line.x0 < best.x]), gutter, areas, depth + 1)
        _cut(_rows([line for line in inside if line.x0 >= best.x]), gutter, areas, depth + 1)
        _cut(rows[best.bottom :], gutter, areas, depth + 1)
        return
    label_cut = _best_cut(rows, gutter, _label_score)
    if label_cut is not None:
        first = next(
            n for n in range(label_cut.top, label_cut.bottom) if any(line.x0 < label_cut.x for line in rows[n])
        )
        areas.append(rows[:first])
        areas.extend(_labelled_records(rows[first : label_cut.bottom], label_cut.x))
        _cut(rows[label_cut.bottom :], gutter, areas, depth + 1)
        return
    areas.append(rows)


_Score = Callable[[list[list[Line]], list[list[Line]], float], tuple[float, ...] | None]


def _best_cut(rows: list[list[Line]], gutter: float, scorer: _Score) -> _Cut | None:
    edges = Counter(round(line.x0, 1) for row in rows for line in row)
    if len(edges) > _MOST_CANDIDATES:
        edges = Counter(dict(edges.most_common(_MOST_CANDIDATES)))
    if len(edges) < 2:
        return None
    positions = [edge - 0.06 for edge in sorted(edges)[1:]]
    cuts: list[_Cut] = []
    for x, crossed in _gutters(rows, positions, gutter):
        cuts.extend(_cuts_along(rows, x, crossed, scorer))
    return max(cuts, key=lambda cut: cut.score) if cuts else None


def _gutters(rows: list[list[Line]], positions: list[float], gutter: float) -> Iterator[tuple[float, list[int]]]:
    """Yield x positions that may separate columns, and the indices of the rows that cross them.

    Just left of each is white space, and enough lines begin on both sides of it.
    """
    x = np.array(positions)[:, np.newaxis]
    x0 = np.array([line.x0 for row in rows for line in row])
    x1 = np.array([line.x1 for row in rows for line in row])
    starts = np.cumsum([0, *map(len, rows)])
    crossed = np.logical_or.reduceat((x0 < x) & (x1 > x - gutter), starts[:-1], axis=1)
    # Lines of a row are sorted from left to right.
    left = np.count_nonzero((x0[starts[:-1]] < x) & ~crossed, axis=1)
    right = np.count_nonzero((x0[starts[1:] - 1] >= x) & ~crossed, axis=1)
    for number in np.flatnonzero(np.minimum(left, right) >= _FEWEST_ROWS).tolist():
        yield positions[number], np.flatnonzero(crossed[number]).tolist()


def _cuts_along(rows: list[list[Line]], x: float, crossed: list[int], scorer: _Score) -> Iterator[_Cut]:
    """Yield cuts for the stretches of rows with white space just left of ``x`` that the scorer accepts."""
    for top, end in zip([0, *(row + 1 for row in crossed)], [*crossed, len(rows)], strict=True):
        if end - top < _FEWEST_ROWS:
            continue
        bottom = _without_heading(rows, top, end, x) if end < len(rows) else end
        left = [[line for line in row if line.x0 < x] for row in rows[top:bottom]]
        right = [[line for line in row if line.x0 >= x] for row in rows[top:bottom]]
        if min(sum(map(bool, left)), sum(map(bool, right))) < _FEWEST_ROWS:
            continue
        beyond = rows[max(0, top - 1) : top] + rows[bottom : bottom + 1]
        if not _is_indent(left, beyond, x) and (score := scorer(left, right, x)) is not None:
            yield _Cut(x, top, bottom, score)


def _is_indent(left: list[list[Line]], beyond: list[list[Line]], x: float) -> bool:
    """Return whether ``x`` is only an indent: the row above or below shows that the column begins further left."""
    edge = max((line.x1 for row in left for line in row), default=x)
    return any(edge < line.x0 < x and x - line.x0 < 3 * line.size for row in beyond for line in row)


def _without_heading(rows: list[list[Line]], top: int, bottom: int, x: float) -> int:
    """Return the row where columns end above a full-width line, excluding that line's heading.

    A line that is set apart below only one of the columns is the heading.
    """
    sides = [{line.x0 < x for line in row} for row in rows[top:bottom]]
    for number in range(len(sides) - 1, 0, -1):
        if len(sides[number]) > 1 or sides[number] != sides[-1]:
            break
        line = rows[top + number][0]
        above = next((rows[top + n][0] for n in range(number - 1, -1, -1) if sides[number] <= sides[n]), None)
        if above is None or above.y - line.y > HEADING_GAP * line.size:
            return top + number
    return bottom


def _columns_score(left: list[list[Line]], right: list[list[Line]], x: float) -> tuple[float, ...] | None:
    counts = sum(1 for row in left if row), sum(1 for row in right if row)
    if min(counts) < FEWEST_LINES:
        return None
    both = sum(1 for a, b in zip(left, right, strict=True) if a and b)
    sparser, denser = (left, right) if counts[0] <= counts[1] else (right, left)
    if _is_alternating(left, right):
        return None
    consecutive = sum(1 for a, b in zip(left, right, strict=True) if a and b and b[0].order == a[-1].order + 1)
    if both >= ALIGNED_SHARE * min(counts) or (
        consecutive >= ALTERNATING * both and both >= ALTERNATING_ALIGNED_SHARE * min(counts)
    ):
        # Table rows, labels or dates, unless both sides are filled with text on one grid of lines.
        if not (_is_text(sparser) and _is_text(denser)) and not _are_independent(left, right):
            return None
    elif _is_scattered(sparser):
        return None
    edge = max((line.x1 for row in left for line in row), default=x)
    return (min(counts), x - edge)


def _are_independent(left: list[list[Line]], right: list[list[Line]]) -> bool:
    """Return whether both sides hold text, under headings side by side or drawn one after the other."""
    if _is_scattered(left) or _is_scattered(right):
        return False
    sides = [[line for row in side for line in row] for side in (left, right)]
    if not (is_flowing(sides[0], min(line.x0 for line in sides[1])) and is_flowing(sides[1], 0.0)):
        return False
    if left[0] and right[0]:
        heads = [(side[0][0].size, next(row[0].size for row in side[1:] if row)) for side in (left, right)]
        if all(size >= HEADING_RATIO * below for size, below in heads) and abs(heads[0][0] - heads[1][0]) < 0.5:
            return True
    spans = sorted((min(line.order for line in side), max(line.order for line in side)) for side in sides)
    return spans[0][1] < spans[1][0]


def _is_alternating(left: list[list[Line]], right: list[list[Line]]) -> bool:
    """Return whether the sides are drawn alternately like table cells: a piece at the left, then the one next to it."""
    left_ids = {id(line) for row in left for line in row}
    pieces: list[tuple[bool, list[Line]]] = []
    for line in sorted((line for row in (*left, *right) for line in row), key=lambda line: line.order):
        is_left = id(line) in left_ids
        if pieces and pieces[-1][0] == is_left:
            pieces[-1][1].append(line)
        else:
            pieces.append((is_left, [line]))
    turns = [(a, b) for (is_left, a), (_, b) in pairwise(pieces) if is_left]
    if len(turns) < 2 or sum(len(a) + len(b) for a, b in turns) < 2.5 * len(turns):
        return False
    adjacent = sum(1 for a, b in turns if any(abs(x.y - b[0].y) <= 0.8 * x.size for x in a))
    # A table row ends before the next begins; columns that are drawn in parts overlap vertically.
    are_separate = all(after[0].y < min(line.y for line in (*a, *b)) for (a, b), (after, _) in pairwise(turns))
    cells = sum(1 for a, b in turns if min(len(a), len(b)) <= HIGHEST_CELL)
    return are_separate and min(adjacent, cells) >= ALTERNATING * len(turns)


def _is_text(side: list[list[Line]]) -> bool:
    """Return whether most lines fill their column, as paragraphs do and values do not."""
    lines = [line for row in side for line in row]
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    full = sum(1 for line in lines if line.x1 - line.x0 > 0.7 * width and len(line.text) > 25)
    return full >= 0.6 * len(lines)


def _is_scattered(side: list[list[Line]]) -> bool:
    """Return whether the lines are short and most are far from the next one on their side, like dates at a margin."""
    lines = [row[0] for row in side if row]
    alone = sum(
        1
        for number, line in enumerate(lines)
        if (number == 0 or lines[number - 1].y - line.y > 2.2 * line.size)
        and (number + 1 == len(lines) or line.y - lines[number + 1].y > 2.2 * line.size)
    )
    return alone >= 0.7 * len(lines) and median(len(line.text) for line in lines) < 32


def _label_score(left: list[list[Line]], right: list[list[Line]], _x: float) -> tuple[float, ...] | None:
    labels = [line for row in left for line in row]
    counts = sum(1 for row in left if row), sum(1 for row in right if row)
    both = sum(1 for a, b in zip(left, right, strict=True) if a and b)
    if counts[0] < 2 or counts[0] > MAX_LABEL_RATIO * counts[1] or both < ALIGNED_SHARE * counts[0]:
        return None
    span = max(line.x1 for row in (*left, *right) for line in row) - min(line.x0 for line in labels)
    if (
        max(len(line.text) for line in labels) > 30
        or max(line.x1 for line in labels) - min(line.x0 for line in labels) > 0.4 * span
    ):
        return None
    return (counts[1], -max(line.x1 for line in labels))


def _labelled_records(rows: list[list[Line]], x: float) -> Iterator[list[list[Line]]]:
    """Yield labels at the left with the text next to them: a heading and its text, or dates and their entry."""
    starts: list[int] = []
    last: Line | None = None
    for number, row in enumerate(rows):
        label = next((line for line in row if line.x0 < x), None)
        is_new = last is None or (
            label is not None
            and (
                last.y - label.y > 1.6 * max(label.size, last.size)
                or (label.order > last.order + 1 and last.text[-1:] not in "-–—")
            )
        )
        if label is not None and is_new:
            starts.append(number)
        last = label or last
    for start, end in zip([0, *starts], [*starts, len(rows)], strict=True):
        record = rows[start:end]
        labels = [line for row in record for line in row if line.x0 < x]
        content = [kept for row in record if (kept := [line for line in row if line.x0 >= x])]
        if not labels:
            yield content
            continue
        first = labels[0]
        text = " ".join(line.text for line in labels)
        label = Line(text, first.x0, max(line.x1 for line in labels), first.y, first.size)
        if any(c.isdigit() for c in text) and content:
            yield [[label, *content[0]], *content[1:]]
        else:
            yield [[label]]
            yield content
