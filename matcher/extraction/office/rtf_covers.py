"""Estimate where the lines of an RTF file are, to find text that opaque shapes cover."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

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
from matcher.extraction.office.rtf_formatting import Paper, Paragraph
from matcher.extraction.office.rtf_shapes import Shape

__all__ = ["Line", "RtfFlow"]

_MOST: Final = 200
"""Shapes that are compared with every line."""


@dataclass
class Line:
    """A paragraph as read."""

    text: str
    page: int
    gap: bool
    """Whether an empty paragraph precedes it."""
    hidden: str = ""
    """Why it is not visible."""


@dataclass
class _Spot:
    line: Line
    box: Box
    depth: tuple[int, int] = (0, 0)
    in_box: bool = False


@dataclass
class _Cover:
    box: Box
    depth: tuple[int, int]
    pushes: bool


@dataclass
class RtfFlow:
    """Follow the height of the text that has been read, in points from the beginning of the document."""

    y: float = 0.0
    _page: float = 0.0
    """Where the current page begins."""
    _spots: list[_Spot] = field(default_factory=list)
    _covers: list[_Cover] = field(default_factory=list)
    _count: int = 0

    def turn(self) -> None:
        """Begin a page."""
        self._page = self.y

    def add(
        self, line: Line | None, text: str, points: float, paragraph: Paragraph, column: tuple[float, float] | None,
        paper: Paper,
    ) -> None:  # fmt: skip
        """Add the height of a paragraph, and note its place.

        Args:
            line: the paragraph, if it is visible.
            text: its text.
            points: size of its letters.
            paragraph: its format.
            column: edges of the column around in twips; None when they are unknown.
            paper: the page.
        """
        places = paragraph.positions
        left, right = column or (paper.margl, paper.paperw - paper.margr)
        left, right = (left + places.get("li", 0)) / 20, (right - places.get("ri", 0)) / 20
        width = max(points, right - left)
        usual, exact = height_of("", points, points), abs(paragraph.line) / 20
        if paragraph.is_multiple and paragraph.line:
            height = height_of(text, points, width, usual * exact / 12)
        else:
            height = height_of(text, points, width, max(usual, exact) if paragraph.line >= 0 else exact)
        top = self.y + places.get("sb", 0) / 20
        if line is not None and not any(word.startswith("pos") for word in places):
            start, end = place_line("\t" if column is None else text, points, left, width, paragraph.align)
            self._spots.append(_Spot(line, Box(start, top, end, top + height)))
        self.y = top + height + places.get("sa", 0) / 20

    def add_shape(self, shape: Shape, paper: Paper, texts: list[Line]) -> None:
        """Note a shape, and the texts in it."""
        box = shape.box(paper)
        if box is None or shape.outer is not None:
            return
        self._count += 1
        depth = shape.depth, self._count
        box = box.moved(0.0, self.y if shape.is_near else self._page - paper.margt / 20)
        self._spots += [_Spot(line, box, depth, in_box=True) for line in texts]
        if shape.is_opaque and len(self._covers) < _MOST:
            self._covers.append(_Cover(box, depth, shape.pushes(bool(texts))))

    def cover(self) -> None:
        """Hide the lines that shapes cover."""
        covers = largest(self._covers, lambda cover: cover.box, len(self._spots))
        for spot in self._spots if covers else ():
            over = [
                box
                for cover, box in covers
                if is_over(box, spot.box) and cover.depth > spot.depth and (spot.in_box or not cover.pushes)
            ]
            if over and share_covered(spot.box, over) >= HELD:
                spot.line.hidden = spot.line.hidden or COVERED
