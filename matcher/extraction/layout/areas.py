"""Glyphs of a PDF's page oriented upright, put together into areas, and areas into blocks."""

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
"""Distance of baselines, in units of the usual one in the same column, from which a paragraph ends."""


_GLYPH, _ANGLE = itemgetter(0), itemgetter(1)


@dataclass(frozen=True, slots=True)
class Area:
    """Rows that are read one after the other: a column, or a stretch of a page without columns."""

    page: int
    angle: int
    rows: list[list[Line]]
    hidden_reason: str = ""
    """Why nobody sees it."""


def _box(line: Line, angle: int) -> Box:
    """The rectangle on the page around a line: from a quarter of the font size below its baseline to the ascenders."""
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
    """The lines of a page's glyphs, in the order in which they are read.

    Args:
        oriented: glyphs, all seen or all hidden for one reason.
        number: of the page.
        fields: lines of form fields among them.
        hidden_reason: why a person cannot see them; empty when they are visible.
    """
    by_angle: dict[int, list[Glyph]] = {0: []} if fields else {}
    for angle, glyphs in groupby(oriented, key=_ANGLE):
        by_angle.setdefault(angle, []).extend(map(_GLYPH, glyphs))
    # Upright text first; what is oriented (a name along the margin, a watermark) after it.
    return [
        Area(number, angle, rows, hidden_reason)
        for angle in sorted(by_angle)
        for rows in reading_order(build_lines(by_angle[angle]) + ([] if angle else fields))
    ]


def add_area(builder: DocumentBuilder, area: Area, known: set[str]) -> None:
    """Add an area's lines: a block for each, a blank line between paragraphs; ``known`` words decide about hyphens."""
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
