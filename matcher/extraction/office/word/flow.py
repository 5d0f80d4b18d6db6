"""Estimate where the paragraphs of a DOCX are, to find text that a filled shape covers.

Word keeps no layout. Near a shape's own paragraph an estimate of some lines is exact enough; nothing is hidden by a
shape that might cover it only in part.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from matcher.extraction.office.word.formats import ParagraphFormat
from matcher.extraction.office.word.formatting import Surroundings
from matcher.extraction.office.word.names import child, drawing_value, name_of
from matcher.extraction.office.word.paragraphs import Paragraph
from matcher.extraction.office.word.shapes import VML_SHAPES, Rectangle, place_of, shape_fill, vml_depth, vml_fill

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Flow", "Folding"]

_LETTER: Final = 0.5
"""Average width of a letter, as a share of the font size."""
_LINE: Final = 1.17
"""Height of a line, as a share of the font size."""
_HELD: Final = 0.8
"""Share of a paragraph's height, and of its width, that a shape must reach over to cover it."""
_MOST: Final = 200
"""Shapes that are compared with every paragraph."""
COVERED: Final = "covered by a shape"


@dataclass
class _Cover:
    place: Rectangle
    base: float
    """Height in the flow of text from which the shape's place counts."""


@dataclass
class Flow:
    """Follow the height of the text that has been read, in points from the beginning of the document."""

    y: float = 0.0
    _page: float = 0.0
    """Where the current page begins."""
    _covers: list[_Cover] = field(default_factory=list)
    _placed: list[tuple[Paragraph, float, float, float, float]] = field(default_factory=list)

    @property
    def on_page(self) -> float:
        """Height of the current place on its page, below the margin."""
        return self.y - self._page

    def turn(self) -> None:
        """Begin a page."""
        self._page = self.y

    def add(self, paragraph: Paragraph | None, text: str, points: float, around: Surroundings) -> None:
        """Add the height of a paragraph, and note its place if it is visible."""
        formats = around.paragraph_format
        width = around.width if around.width is not None else around.page.column or 400.0
        width = max(points, width - formats.left - formats.right)
        length = len(text) * points * _LETTER
        height = formats.before + _height(formats, points) * max(1 + text.count("\n"), math.ceil(length / width))
        if paragraph is not None:
            left = around.left + formats.left
            self._placed.append((paragraph, self.y, self.y + height, left, left + min(width, length)))
        self.y += height + formats.after

    def shape(self, drawing: _Element, around: Surroundings) -> None:
        """Note the filled shapes of a drawing that is in front of the text."""
        for element in drawing.iter():
            name = name_of(element)
            if name == "wps:wsp":
                anchor = next((a for a in element.iterancestors() if name_of(a) in {"wp:anchor", "wp:inline"}), None)
                filled, _ = shape_fill(element)
                if not filled or anchor is None or not _is_in_front(anchor):
                    continue
            elif name in VML_SHAPES:
                filled, _ = vml_fill(element)
                if not filled or vml_depth(element) <= 0:
                    continue
            else:
                continue
            place = place_of(element, around)
            if place is not None and len(self._covers) < _MOST:
                self._covers.append(_Cover(place, self.y if place.is_near else self._page - around.page.top))

    def cover(self) -> None:
        """Hide the paragraphs that shapes cover."""
        for cover in self._covers:
            top, left = cover.base + cover.place.y, cover.place.x
            bottom, right = top + cover.place.height, left + cover.place.width
            for paragraph, high, low, start, end in self._placed:
                down = min(low, bottom) - max(high, top)
                across = min(end, right) - max(start, left)
                if down >= _HELD * (low - high) and across >= _HELD * (end - start) and not paragraph.hidden:
                    paragraph.hidden = COVERED


@dataclass
class Folding:
    """Follow headings that Word shows folded up: what is below one is hidden, up to the next heading of its level."""

    _level: int | None = None

    def reason(self, formats: ParagraphFormat) -> str:
        """Return why a paragraph is hidden; empty when it is not.

        >>> folding = Folding()
        >>> heading, text = ParagraphFormat(outline="0", collapsed=True), ParagraphFormat()
        >>> [folding.reason(formats) for formats in (text, heading, text, ParagraphFormat(outline="0"), text)]
        ['', '', 'below a heading that is folded up', '', '']
        """
        outline = formats.outline
        level = int(outline) if outline in _LEVELS else None
        if self._level is not None and level is not None and level <= self._level:
            self._level = None
        if self._level is not None:
            return "below a heading that is folded up"
        if formats.collapsed:
            self._level = level
        return ""


_LEVELS: Final = frozenset("012345678")


def _height(formats: ParagraphFormat, points: float) -> float:
    usual = points * _LINE
    if formats.rule == "exact":
        return formats.line
    return max(usual, formats.line) if formats.rule == "atLeast" else usual * formats.line / 12


def _is_in_front(anchor: _Element) -> bool:
    behind = drawing_value(anchor, "behindDoc") in {"1", "true", "on"}
    hidden = drawing_value(child(anchor, "wp:docPr"), "hidden") in {"1", "true", "on"}
    return name_of(anchor) == "wp:anchor" and not behind and not hidden and child(anchor, "wp:wrapNone") is not None
