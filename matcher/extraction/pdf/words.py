"""The glyphs of a PDF page in columns, and the words that they make.

A page has thousands of glyphs, and nearly all are honest: what is asked of every one is asked of all at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["STACKED_ADVANCE", "DrawnGlyph", "PageGlyphs", "Word", "Words", "is_mostly_stacked"]

STACKED_ADVANCE: Final = 0.12
"""Distance of the letters of a word from one another, in units of their size, below which they stand on one another (or
are narrowed to a stroke). The narrowest letters (i, l) of condensed fonts are 0.2 wide."""

_FEWEST_STACKED: Final = 4
"""Letters from which a pile is told from a narrow word."""

_NO_COLOUR: Final = (-1000, -1000, -1000)
"""Far from every colour."""

_OUTSIDE: Final = np.array([[math.inf], [math.inf], [-math.inf], [-math.inf]])
"""A box that is in no other."""

_Quad = tuple[float, float, float, float]
_Flags = NDArray[np.bool_]
_Numbers = NDArray[np.intp]


class DrawnGlyph(NamedTuple):
    """One glyph as the file draws it, in points, in the page as shown but not cropped."""

    text: str
    box: _Quad
    size: float
    order: int
    """When it is drawn, counted together with :class:`~matcher.extraction.pdf.visibility.Cover`."""
    mode: int = 0
    """Text rendering mode (PDF 32000-1, table 106)."""
    colour: tuple[int, int, int] | None = None
    """Of its filling; None if the file tells it in a way that is not followed here."""
    certain: bool = True
    """False when the painter may lack the font, so that no ink proves nothing."""
    is_type3: bool = False
    """Of a Type 3 font, which may be set at "1 point" with letters of any size: its widths tell."""
    angle: int = 0
    """Of its line, in degrees."""


class PageGlyphs:
    """The glyphs of a page in columns, in the order in which they are drawn.

    Args:
        drawn: the glyphs.
    """

    def __init__(self, drawn: Sequence[DrawnGlyph]) -> None:
        number = len(drawn)
        texts = [glyph.text for glyph in drawn]
        corners = chain.from_iterable([glyph.box for glyph in drawn])
        self.drawn = drawn
        self.boxes: NDArray[np.float64] = np.fromiter(corners, float, 4 * number).reshape(-1, 4).T.copy()
        """Left, bottom, right and top, a row each."""
        self.sizes: NDArray[np.float64] = np.fromiter([glyph.size for glyph in drawn], float, number)
        self.orders: NDArray[np.int64] = np.fromiter([glyph.order for glyph in drawn], np.int64, number)
        self.is_space: _Flags = np.fromiter(map(str.isspace, texts), bool, number)
        self.is_letter: _Flags = np.fromiter(map(str.isalnum, texts), bool, number)
        """Letters and digits."""

    def modes(self) -> NDArray[np.int64]:
        """Text rendering modes."""
        return np.fromiter([glyph.mode for glyph in self.drawn], np.int64, len(self.drawn))

    def colours(self) -> tuple[NDArray[np.int64], _Numbers]:
        """The colours (red, green, blue) in which anything is filled, and which of them each glyph has."""
        colours = [glyph.colour for glyph in self.drawn]
        found = {colour: number for number, colour in enumerate(dict.fromkeys(colours))}
        palette = np.array([colour or _NO_COLOUR for colour in found], np.int64).reshape(-1, 3)
        if len(found) == 1:
            return palette, np.zeros(len(colours), np.intp)
        return palette, np.fromiter(map(found.__getitem__, colours), np.intp, len(colours))

    @cached_property
    def stacked_orders(self) -> list[int]:
        """The strings, by their order, whose letters stand on one another."""
        inked = np.flatnonzero(~self.is_space)
        if not inked.size:
            return []
        orders = self.orders[inked]
        starts = np.flatnonzero(np.append(True, orders[1:] != orders[:-1]))
        ends = np.append(starts[1:], len(inked))
        piles = self.find_stacked(inked[starts], inked[ends - 1], ends - starts)
        return [int(orders[starts[number]]) for number in piles]

    def find_stacked(self, first: _Numbers, last: _Numbers, letters: _Numbers) -> list[int]:
        """Which stretches, given by their first and last glyphs and the number of letters, stand on one another."""
        long = np.flatnonzero(letters >= _FEWEST_STACKED)
        if not long.size:
            return []
        first, last = first[long], last[long]
        angles = np.array([self.drawn[number].angle for number in first.tolist()]) % 180
        along = ((angles > 45) & (angles < 135)).astype(int)
        advances = np.abs(self.boxes[along, last] - self.boxes[along, first]) / (letters[long] - 1)
        near = np.flatnonzero(advances < STACKED_ADVANCE * self.sizes[first])
        return [int(long[number]) for number in near if _is_stacked(self.drawn[first[number] : last[number] + 1])]


class Word(NamedTuple):
    """Glyphs that follow one another, and the box around them."""

    start: int
    end: int
    box: _Quad

    @property
    def members(self) -> slice:
        """Its glyphs."""
        return slice(self.start, self.end)


class Words:
    """Glyphs drawn one after the other in one manner, without white space between them.

    Args:
        glyphs: of a page.
    """

    def __init__(self, glyphs: PageGlyphs) -> None:
        self.modes = glyphs.modes()
        self.palette, self.colours = glyphs.colours()
        goes_on = self._goes_on(glyphs)
        begins, ends = ~glyphs.is_space, ~glyphs.is_space
        begins[1:] &= ~goes_on
        ends[:-1] &= ~goes_on
        self.starts: _Numbers = np.flatnonzero(begins)
        self.ends: _Numbers = np.flatnonzero(ends) + 1
        self.boxes: NDArray[np.float64] = np.empty((4, len(self.starts)))
        if len(self.starts):
            # White space behind a word takes no part in its box.
            corners = np.where(glyphs.is_space, _OUTSIDE, glyphs.boxes)
            np.minimum.reduceat(corners[:2], self.starts, axis=1, out=self.boxes[:2])
            np.maximum.reduceat(corners[2:], self.starts, axis=1, out=self.boxes[2:])
        self.modes, self.colours = self.modes[self.starts], self.colours[self.starts]
        self.orders, self.sizes = glyphs.orders[self.starts], glyphs.sizes[self.starts]
        """Of each word's first glyph, like mode and colour."""
        self.stacked = glyphs.find_stacked(self.starts, self.ends - 1, self.ends - self.starts)
        """Those whose letters stand on one another."""

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Word]:
        boxes = self.boxes.T.tolist()
        for start, end, box in zip(self.starts.tolist(), self.ends.tolist(), boxes, strict=True):
            yield Word(start, end, tuple(box))

    def _goes_on(self, glyphs: PageGlyphs) -> _Flags:
        """Of each glyph but the last, whether the next belongs to the same word."""
        left, low, right, high = glyphs.boxes[:, :-1]
        x0, y0, x1, y1 = glyphs.boxes[:, 1:]
        reach = 0.6 * np.maximum(glyphs.sizes[:-1], glyphs.sizes[1:])
        across = 0.2 * reach
        goes_on: _Flags = (x0 <= right + reach) & (x1 >= left - reach)
        goes_on &= (y0 <= high + across) & (y1 >= low - across)
        goes_on &= (self.modes[:-1] == self.modes[1:]) & (self.colours[:-1] == self.colours[1:])
        goes_on &= ~(glyphs.is_space[:-1] | glyphs.is_space[1:])
        return goes_on


def is_mostly_stacked(glyphs: PageGlyphs) -> bool:
    """Whether most of a page's letters stand on one another.

    >>> is_mostly_stacked(PageGlyphs([DrawnGlyph(c, (10, 10, 11, 20), 10, 0) for c in "Django"]))
    True
    >>> is_mostly_stacked(PageGlyphs([DrawnGlyph(c, (10 + 5 * i, 10, 15 + 5 * i, 20), 10, 0) for i, c in enumerate("Django")]))
    False
    """
    piled = glyphs.stacked_orders
    return bool(piled) and 2 * int(np.isin(glyphs.orders, piled).sum()) > len(glyphs.drawn)


def _is_stacked(drawn: Sequence[DrawnGlyph]) -> bool:
    letters = [glyph for glyph in drawn if not glyph.text.isspace()]
    axis = 1 if 45 < letters[0].angle % 180 < 135 else 0
    size = letters[0].size
    return len({letter.text for letter in letters}) >= _FEWEST_STACKED and all(
        max(abs(b.box[axis] - a.box[axis]), abs(b.box[1 - axis] - a.box[1 - axis])) < 0.5 * size
        for a, b in pairwise(letters)
    )
