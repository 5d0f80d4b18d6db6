"""Glyphs of a PDF's page turned upright, put together into areas, and areas into blocks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import median
from typing import Final, NamedTuple

from matcher.core.document import Box
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.hyphenation import rejoin
from matcher.extraction.layout.columns import reading_order
from matcher.extraction.layout.glyphs import Glyph
from matcher.extraction.layout.lines import Line, build_lines
from matcher.extraction.pdf.pdfium_reader import PlacedCharacter
from matcher.extraction.pdf.visibility import Drawn

__all__ = ["Area", "Turn", "Turned", "add_area", "areas_of", "crop_of", "placed"]

PARAGRAPH_GAP: Final = 1.35
"""Distance of baselines, in units of the usual one in the same column, from which a paragraph ends."""


class Turned(NamedTuple):
    """A glyph with the direction in which its line runs, in degrees."""

    glyph: Glyph
    angle: int


_GLYPH, _ANGLE = itemgetter(0), itemgetter(1)


@dataclass(frozen=True, slots=True)
class Area:
    """Rows that are read one after the other: a column, or a stretch of a page without columns."""

    page: int
    angle: int
    rows: list[list[Line]]
    hidden: str = ""
    """Why nobody sees it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """From a page's own space to the page as shown, its media box's lower left corner at the origin."""

    matrix: tuple[float, float, float, float, float, float]

    @classmethod
    def of(cls, media: tuple[float, float, float, float], rotation: int) -> Turn:
        """The turn of a page with that media box that is shown turned clockwise by so many degrees."""
        x0, y0, x1, y1 = media
        turns: dict[int, tuple[float, float, float, float, float, float]] = {
            90: (0, -1, 1, 0, -y0, x1),
            180: (-1, 0, 0, -1, x1, y1),
            270: (0, 1, -1, 0, y1, -x0),
        }
        return cls(turns.get(rotation, (1, 0, 0, 1, -x0, -y0)))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place on the page as shown."""
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def box(self, box: Iterable[float]) -> tuple[float, float, float, float]:
        """A rectangle on the page as shown: left, bottom, right, top."""
        x0, y0, x1, y1 = box
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def crop_of(turn: Turn, crop: Iterable[float], media: Iterable[float]) -> Box:
    """The part of the page that is shown: the crop box, but never more than the media box."""
    a, b = turn.box(crop), turn.box(media)
    box = Box(max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3]))
    return box if box.width > 0 and box.height > 0 else Box(*b)


def placed(character: PlacedCharacter, turn: Turn, rotation: int, order: int) -> tuple[Turned, Drawn] | None:
    """A character of the second reader, like one of pdfminer's."""
    box = turn.box(character.box)
    if not character.size > 0 or not all(map(math.isfinite, box)) or max(map(abs, box)) > 1e6:
        return None
    angle = round((character.angle - rotation) / 5) * 5 % 360
    x, y = turn.point(character.x, character.y)
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    along = [cx * cosine + cy * sine for cx in (box[0], box[2]) for cy in (box[1], box[3])]
    start = x * cosine + y * sine if angle else box[0]
    glyph = Glyph(character.text, start, max(along), y * cosine - x * sine, character.size)
    return Turned(glyph, angle), Drawn(character.text, box, character.size, order, certain=character.text.isascii())


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


def areas_of(turned: Iterable[Turned], number: int, fields: list[Line], hidden: str = "") -> list[Area]:
    """The lines of a page's glyphs, in the order in which they are read.

    Args:
        turned: glyphs, all seen or all hidden for one reason.
        number: of the page.
        fields: lines of form fields among them.
        hidden: why nobody sees them.
    """
    by_angle: dict[int, list[Glyph]] = {0: []} if fields else {}
    for angle, glyphs in groupby(turned, key=_ANGLE):
        by_angle.setdefault(angle, []).extend(map(_GLYPH, glyphs))
    # Upright text first; what is turned (a name along the margin, a watermark) after it.
    return [
        Area(number, angle, rows, hidden)
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
                visible=not area.hidden, reason=area.hidden,
            )  # fmt: skip
            separator = "\t"
        before = row
