"""Estimate where the paragraphs of a DOCX are, to find text that a filled shape covers.

Word keeps no layout. Near a shape's own paragraph an estimate of some lines is exact enough; nothing is hidden by a
shape that might cover it only in part.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from matcher.extraction.office.word.covers import BODY, Covers, Depth, Shape
from matcher.extraction.office.word.formats import ParagraphFormat
from matcher.extraction.office.word.formatting import Room, Surroundings
from matcher.extraction.office.word.names import child, drawing_value, value
from matcher.extraction.office.word.paragraphs import Paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Flow", "Folding", "Frames"]

_LETTER: Final = 0.5
"""Average width of a letter, as a share of the font size."""
_LINE: Final = 1.17
"""Height of a line, as a share of the font size."""
_HELD: Final = 0.8
"""Share of a paragraph that shapes must reach over to cover it."""
_MOST: Final = 200
"""Shapes that are compared with every paragraph."""
_STEPS: Final = (12, 4)
"""Places across and down a paragraph that are compared with shapes."""
COVERED: Final = "covered by a shape"


@dataclass
class _Spot:
    """Where a paragraph is."""

    paragraph: Paragraph
    top: float
    bottom: float
    left: float
    right: float
    depth: Depth = BODY
    in_box: bool = False


@dataclass
class _Cover:
    shape: Shape
    base: float
    """Height in the flow of text from which the shape's place counts."""
    hides: bool | None = None
    """Whether it hides what is behind it; None: not known yet."""


@dataclass
class Flow:
    """Follow the height of the text that has been read, in points from the beginning of the document.

    Attributes:
        covers: finds the shapes.
        start: height on its page at which the text begins; None when only a layout would tell it.
    """

    covers: Covers
    start: float | None = None
    y: float = 0.0
    _page: float = 0.0
    """Where the current page begins."""
    _shapes: dict[_Element, _Cover] = field(default_factory=dict)
    _spots: list[_Spot] = field(default_factory=list)

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
        left, width = around.left, around.width
        if width is None:
            left, width = around.guess or (around.page.left, around.page.column or 400.0)
        width = max(points, width - formats.left - formats.right)
        length = len(text) * points * _LETTER
        height = formats.before + _height(formats, points) * max(1 + text.count("\n"), math.ceil(length / width))
        if paragraph is not None:
            taken = width if text[:1] == "\t" or (around.width or around.guess) is None else min(width, length)
            spare = {"right": width - taken, "center": (width - taken) / 2}.get(formats.align, 0.0)
            left += formats.left + spare
            self._spots.append(_Spot(paragraph, self.y + formats.before, self.y + height, left, left + taken))
        self.y += height + formats.after

    def shape(self, drawing: _Element, around: Surroundings) -> None:
        """Note the shapes of a drawing."""
        for shape in self.covers.shapes(drawing, around):
            if len(self._shapes) < _MOST and (shape.place.is_near or self.start is not None):
                base = self.y if shape.place.is_near else self._page - (self.start or 0.0)
                self._shapes[shape.element] = _Cover(shape, base)

    def add_box(self, box: _Element, inner: Flow, around: Surroundings) -> None:
        """Add the text of a box (``w:txbxContent``) that was followed by itself."""
        found = next((self._shapes[part] for part in box.iterancestors() if part in self._shapes), None)
        if found is None:
            return
        shape, place = found.shape, found.shape.place
        top, body = found.base + place.y, child(shape.element, "wps:bodyPr")
        known = body is not None and drawing_value(body, "anchor") in {"", "t"} and around.width is not None
        for spot in inner._spots:
            if not known:
                spot = replace(spot, top=0.0, bottom=place.height, left=place.x, right=place.x + place.width)
            spot = replace(spot, top=spot.top + top, bottom=spot.bottom + top, depth=shape.depth, in_box=True)
            self._spots.append(spot)

    def cover(self) -> None:
        """Hide the paragraphs that shapes cover."""
        covers = [cover for cover in self._shapes.values() if cover.shape.is_filled]
        for spot in self._spots if covers else ():
            over = [cover for cover in covers if cover.hides is not False and _is_over(cover, spot)]
            if not spot.paragraph.hidden and over and _held(over, spot) >= _HELD:
                for cover in over:
                    cover.hides = self.covers.hides(cover.shape) if cover.hides is None else cover.hides
                if _held([cover for cover in over if cover.hides], spot) >= _HELD:
                    spot.paragraph.hidden = COVERED


def _box(cover: _Cover) -> tuple[float, float, float, float]:
    place = cover.shape.place
    return place.x, cover.base + place.y, place.x + place.width, cover.base + place.y + place.height


def _is_over(cover: _Cover, spot: _Spot) -> bool:
    """Return whether a shape is in front of a part of a paragraph."""
    left, top, right, bottom = _box(cover)
    reaches = left < spot.right and right > spot.left and top < spot.bottom and bottom > spot.top
    return reaches and cover.shape.depth > spot.depth and (spot.in_box or not cover.shape.pushes)


def _held(covers: list[_Cover], spot: _Spot) -> float:
    """Return the share of a paragraph over which shapes are."""
    boxes = [_box(cover) for cover in covers]
    across, down = _STEPS
    held = 0
    for step in range(across * down):
        x = spot.left + (step % across + 0.5) / across * (spot.right - spot.left)
        y = spot.top + (step // across + 0.5) / down * (spot.bottom - spot.top)
        held += any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)
    return held / (across * down)


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


@dataclass
class Frames:
    """Follow frames of fixed height: paragraphs with the same frame share its room."""

    _frame: dict[Any, Any] = field(default_factory=dict)
    _room: Room = field(default_factory=lambda: Room(0.0))

    def around(self, around: Surroundings) -> Surroundings:
        """Return what surrounds a paragraph, with the room that is left in its frame."""
        frame = around.paragraph_format.frame
        if frame is None or value(frame, "hRule") != "exact" or around.height is None:
            self._frame = {}
            return around
        if self._frame != dict(frame.attrib):
            self._frame, self._room = dict(frame.attrib), Room(around.height)
        return replace(around, room=self._room)


def _height(formats: ParagraphFormat, points: float) -> float:
    usual = points * _LINE
    if formats.rule == "exact":
        return formats.line
    return max(usual, formats.line) if formats.rule == "atLeast" else usual * formats.line / 12
