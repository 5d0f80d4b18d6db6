"""Keep account of filled shapes and pictures that may be behind the text of a page, and so make pale text visible."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from matcher.extraction.colours import Colour
from matcher.extraction.office.legibility import is_faint
from matcher.extraction.office.word.formats import RunFormat
from matcher.extraction.office.word.formatting import Page, Surroundings, is_lost_on
from matcher.extraction.office.word.names import child, drawing_value, name_of
from matcher.extraction.office.word.pictures import Pictures
from matcher.extraction.office.word.shapes import (
    VML_SHAPES,
    Rectangle,
    anchored,
    place_of,
    shape_fill,
    vml_depth,
    vml_fill,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Backdrops"]

_LETTER_AREA: Final = 0.6
"""Area of a letter, as a share of the square of its size."""
_PAINT: Final = "{urn:schemas-microsoft-com:vml}"


@dataclass
class _Backdrop:
    left: float
    right: float
    area: float
    """Square points that no text has taken yet."""
    colour: Colour | None
    """None: a picture's, not looked at yet."""
    low: float
    """Its upper and lower edge on the page; without limits when only a layout would tell them."""
    high: float
    picture: tuple[_Element, _Element] | None = None
    """The picture, after the root of its part."""


class Backdrops:
    """Decide whether text is visible against what is behind it.

    Where on the page text is, is known only after layout. Its column is known, and so is a shape's area: pale text
    counts as visible on a dark shape behind it that reaches over its column, as long as the shape can hold it.

    Args:
        roots: the document and its headers and footers, each with the page on which its shapes are.
        pictures: tells their colours.
    """

    def __init__(self, roots: Iterable[tuple[_Element, Page]], pictures: Pictures) -> None:
        self._found: list[_Backdrop] = []
        self._pictures = pictures
        for root, page in roots:
            in_margin = name_of(root) in {"w:hdr", "w:ftr"}
            around = Surroundings.on_page(page)
            for place, colour, blip in _shapes(root, around, in_margin):
                if (backdrop := _on_page(place, page, colour)) is not None:
                    backdrop.picture = (root, blip) if blip is not None else None
                    self._found.append(backdrop)
        self._found = sorted(self._found, key=lambda backdrop: -backdrop.area)[:_MOST]

    def reason(self, text: str, run: RunFormat, around: Surroundings, y: float) -> str:
        """Return why text is invisible against its background; empty if it is visible.

        Args:
            text: of a run.
            run: its format.
            around: what surrounds it.
            y: its estimated height on its page, below the margin.
        """
        background = run.background or around.background
        colour = run.fill or (run.colour if run.is_coloured else around.colour)
        is_edged = run.outline is not None and not is_lost_on(run.outline, background)
        if not is_lost_on(colour, background) or is_edged or not text.strip():
            return ""
        if around.is_page and run.background is None:
            area = len(text) * run.points * run.points * _LETTER_AREA
            left = around.left + around.paragraph_format.left
            right = left + min(len(text) * run.points * 0.5, around.width or run.points)
            for backdrop in self._found:
                reaches = backdrop.left - run.points <= left and right <= backdrop.right + run.points
                reaches = reaches and backdrop.low - _near(y) <= y + around.page.top <= backdrop.high + _near(y)
                if area <= backdrop.area and reaches:
                    if backdrop.picture is not None:
                        backdrop.colour, backdrop.picture = self._pictures.colour(*backdrop.picture), None
                    if backdrop.colour is not None and not is_faint(colour, backdrop.colour):
                        backdrop.area -= area
                        return ""
        return "of the colour of its background"


_MOST: Final = 50
"""Backdrops that are kept, the largest ones."""


def _on_page(place: Rectangle, page: Page, colour: Colour | None) -> _Backdrop | None:
    left, right = max(0.0, place.x), min(page.width, place.x + place.width)
    low, high = (0.0, place.height) if place.is_near else (place.y, place.y + place.height)
    height = min(page.height, high) - max(0.0, low)
    if place.reason(Surroundings.on_page(page)) or right <= left or height <= 0:
        return None
    if place.is_near:
        low, high = -math.inf, math.inf
    return _Backdrop(left, right, (right - left) * height, colour, low, high)


def _near(y: float) -> float:
    """Return by how much the estimate of a height on the page may be wrong."""
    return 40.0 + 0.4 * y if y < _FAR else math.inf


_FAR: Final = 700.0
"""Height from which text is probably on a later page than estimated."""


def _shapes(
    root: _Element, around: Surroundings, in_margin: bool
) -> Iterable[tuple[Rectangle, Colour | None, _Element | None]]:
    for element in root.iter("{*}wsp", "{*}blip"):
        is_picture = name_of(element) == "a:blip"
        filled, colour = (True, None) if is_picture else shape_fill(element)
        if not filled or (colour is None and not is_picture):
            continue
        drawing = next((part for part in element.iterancestors() if name_of(part) == "wp:anchor"), None)
        if drawing is None or drawing_value(child(drawing, "wp:docPr"), "hidden") in {"1", "true", "on"}:
            continue
        if in_margin or drawing_value(drawing, "behindDoc") in {"1", "true", "on"}:
            place = anchored(drawing, around) if is_picture else place_of(element, around)
            if place is not None:
                yield place, colour, element if is_picture else None
    for shape in root.iter(*(f"{_PAINT}{name[2:]}" for name in sorted(VML_SHAPES))):
        filled, colour = vml_fill(shape)
        if filled and colour is not None and (in_margin or vml_depth(shape) < 0):
            own = place_of(shape, around)
            if own is not None:
                yield own, colour, None
