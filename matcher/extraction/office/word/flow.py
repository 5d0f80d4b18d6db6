"""Estimate where the paragraphs of a DOCX are, to find text that a filled shape covers.

Word keeps no layout. Near a shape's own paragraph an estimate of some lines is exact enough; nothing is hidden by a
shape that might cover it only in part.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from matcher.extraction.office.coverage import (
    COVERED,
    HELD,
    Box,
    height_of,
    is_over,
    largest,
    place_line,
    share_covered,
)
from matcher.extraction.office.word.covers import BODY, Covers, Depth, Shape
from matcher.extraction.office.word.formats import ParagraphFormat
from matcher.extraction.office.word.formatting import Room, Surroundings
from matcher.extraction.office.word.names import child, drawing_value, value
from matcher.extraction.office.word.paragraphs import Paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Flow", "Folding", "Frames"]

_MOST: Final = 200
"""Shapes that are compared with every paragraph."""


@dataclass
class _Spot:
    """Where a paragraph is."""

    paragraph: Paragraph
    box: Box
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
        height = height_of(text, points, width, _line(formats, points))
        if paragraph is not None:
            is_anywhere = (around.width or around.guess) is None
            places = place_line("\t" if is_anywhere else text, points, left + formats.left, width, formats.align)
            top = self.y + formats.before
            self._spots.append(_Spot(paragraph, Box(places[0], top, places[1], top + height)))
        self.y += formats.before + height + formats.after

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
        whole = Box(place.x, 0.0, place.x + place.width, place.height)
        for spot in inner._spots:
            inside = (spot.box if known else whole).moved(0.0, top)
            self._spots.append(replace(spot, box=inside, depth=shape.depth, in_box=True))

    def cover(self) -> None:
        """Hide the paragraphs that shapes cover."""
        filled = (cover for cover in self._shapes.values() if cover.shape.is_filled)
        covers = largest(filled, _box, len(self._spots))
        for spot in self._spots if covers else ():
            over = [
                cover
                for cover, box in covers
                if is_over(box, spot.box) and cover.hides is not False and _is_in_front(cover, spot)
            ]
            if not spot.paragraph.hidden and over and share_covered(spot.box, map(_box, over)) >= HELD:
                for cover in over:
                    cover.hides = self.covers.hides(cover.shape) if cover.hides is None else cover.hides
                if share_covered(spot.box, [_box(cover) for cover in over if cover.hides]) >= HELD:
                    spot.paragraph.hidden = COVERED


def _box(cover: _Cover) -> Box:
    place = cover.shape.place
    return Box(place.x, place.y, place.x + place.width, place.y + place.height).moved(0.0, cover.base)


def _is_in_front(cover: _Cover, spot: _Spot) -> bool:
    """Return whether a shape is in front of a paragraph and lets text run below it."""
    return cover.shape.depth > spot.depth and (spot.in_box or not cover.shape.pushes)


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


def _line(formats: ParagraphFormat, points: float) -> float | None:
    if formats.rule == "exact":
        return formats.line
    usual = height_of("", points, points)
    return max(usual, formats.line) if formats.rule == "atLeast" else usual * formats.line / 12
