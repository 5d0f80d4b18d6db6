"""Convert a PDF page's own coordinates to the page as displayed: rotated, with the media box at the origin."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from matcher.core.document import Box
from matcher.extraction.layout.glyphs import Glyph, OrientedGlyph
from matcher.extraction.pdf.pdfium_reader import PlacedCharacter
from matcher.extraction.pdf.words import DrawnGlyph

__all__ = ["PageTransform", "oriented_glyph", "visible_area"]


@dataclass(frozen=True, slots=True)
class PageTransform:
    """Transformation from a page's own space to the displayed page, with the media box at the origin."""

    matrix: tuple[float, float, float, float, float, float]

    @classmethod
    def of(cls, media: tuple[float, float, float, float], rotation: int) -> PageTransform:
        """Return the transformation for a media box and a clockwise rotation in degrees."""
        x0, y0, x1, y1 = media
        turns: dict[int, tuple[float, float, float, float, float, float]] = {
            90: (0, -1, 1, 0, -y0, x1),
            180: (-1, 0, 0, -1, x1, y1),
            270: (0, 1, -1, 0, y1, -x0),
        }
        return cls(turns.get(rotation, (1, 0, 0, 1, -x0, -y0)))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point on the page as displayed."""
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def box(self, box: Iterable[float]) -> tuple[float, float, float, float]:
        """Return a rectangle on the page as displayed: left, bottom, right, top."""
        x0, y0, x1, y1 = box
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def visible_area(transform: PageTransform, crop: Iterable[float], media: Iterable[float]) -> Box:
    """Return the visible part of the page: the crop box, limited to the media box."""
    a, b = transform.box(crop), transform.box(media)
    box = Box(max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3]))
    return box if box.width > 0 and box.height > 0 else Box(*b)


def oriented_glyph(
    character: PlacedCharacter, transform: PageTransform, rotation: int, order: int
) -> tuple[OrientedGlyph, DrawnGlyph] | None:
    """Convert a character read by PDFium to the form of pdfminer's glyphs; None if its size or box is unusable."""
    box = transform.box(character.box)
    if not character.size > 0 or not all(map(math.isfinite, box)) or max(map(abs, box)) > 1e6:
        return None
    angle = round((character.angle - rotation) / 5) * 5 % 360
    x, y = transform.point(character.x, character.y)
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    along = [cx * cosine + cy * sine for cx in (box[0], box[2]) for cy in (box[1], box[3])]
    start = x * cosine + y * sine if angle else box[0]
    glyph = Glyph(character.text, start, max(along), y * cosine - x * sine, character.size)
    drawn = DrawnGlyph(character.text, box, character.size, order, certain=character.text.isascii())
    return OrientedGlyph(glyph, angle), drawn
