"""Join a page's oriented glyphs into areas, and add areas to a document as blocks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import median
from typing import Final

from matcher.core.document import Box
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.hyphenation import rejoin
from matcher.extraction.layout.columns import reading_order
from matcher.extraction.layout.glyphs import Glyph, OrientedGlyph
from matcher.extraction.layout.lines import Line, build_lines

__all__ = ["Area", "add_area", "build_areas"]

PARAGRAPH_GAP: Final = 1.35
"""Distance between baselines that ends a paragraph, in units of the median distance in the same area."""


_GLYPH, _ANGLE = itemgetter(0), itemgetter(1)


@dataclass(frozen=True, slots=True)
class Area:
    """Rows that are read one after the other: a column, or a part of a page without columns."""

    page: int
    angle: int
    rows: list[list[Line]]
    hidden_reason: str = ""
    """Why a person cannot see the text; empty when it is visible."""


def _box(line: Line, angle: int) -> Box:
    """Return a line's rectangle on the page, from a quarter of the font size below the baseline to the ascenders."""
    low, high = line.y - 0.25 * line.size, line.y + 0.75 * line.size
    if angle == 0:
        return Box(line.x0, low, line.x1, high)
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    corners = [(x * cosine - y * sine, x * sine + y * cosine) for x in (line.x0, line.x1) for y in (low, high)]
    return Box(
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
    )


def build_areas(
    oriented: Iterable[OrientedGlyph], number: int, fields: list[Line], hidden_reason: str = ""
) -> list[Area]:
    """Return the lines of a page's glyphs as areas in reading order.

    Args:
        oriented: glyphs that are all visible, or all hidden for one reason.
        number: page number.
        fields: lines of form fields to place among the text.
        hidden_reason: why a person cannot see them; empty when they are visible.
    """
    by_angle: dict[int, list[Glyph]] = {0: []} if fields else {}
    for angle, glyphs in groupby(oriented, key=_ANGLE):
        by_angle.setdefault(angle, []).extend(map(_GLYPH, glyphs))
    # Upright text comes first, rotated text (a name along the margin, a watermark) after it.
    return [
        Area(number, angle, rows, hidden_reason)
        for angle in sorted(by_angle)
        for rows in reading_order(build_lines(by_angle[angle]) + ([] if angle else fields))
    ]


def add_area(builder: DocumentBuilder, area: Area, known: set[str]) -> None:
    """Add each line of an area as a block, with a blank line between paragraphs.

    Args:
        builder: collects the blocks.
        area: the area to add.
        known: words of the document; they decide whether a hyphen at a line's end is kept.
    """
    rows = [list(row) for row in area.rows]
    for above, below in pairwise(rows):
        if len(above) == len(below) == 1 and (joined := rejoin(above[0].text, below[0].text, known)):
            above[0], below[0] = replace(above[0], text=joined[0]), replace(below[0], text=joined[1])
    distances = [above[0].y - below[0].y for above, below in pairwise(rows)]
    usual = median(distances) if distances else 0.0
    before: list[Line] = []
    separator = "\n\n"
    for row in rows:
        if before:
            sizes = before[0].size, row[0].size
            distance = before[0].y - row[0].y
            is_new = distance > max(PARAGRAPH_GAP * usual, 1.2 * max(sizes)) or max(sizes) > 1.15 * min(sizes)
            separator = "\n\n" if is_new else "\n"
        for line in row:
            builder.add(
                line.text, page=area.page, box=_box(line, area.angle), separator=separator,
                visible=not area.hidden_reason, reason=area.hidden_reason,
            )  # fmt: skip
            separator = "\t"
        before = row
