"""Hold a PDF page's glyphs in NumPy columns, and join them into words.

A page has thousands of glyphs, and nearly all are honest: every check is made on all of them at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, pairwise
from operator import attrgetter
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["STACKED_ADVANCE", "DrawnGlyph", "PageGlyphs", "Word", "Words", "is_mostly_stacked"]

STACKED_ADVANCE: Final = 0.12
"""Distance between a word's letters, in units of their size, below which they overlap (or are narrowed to a stroke).

The narrowest letters (i, l) of condensed fonts are 0.2 wide.
"""

_FEWEST_STACKED: Final = 4
"""Fewest letters that distinguish a stack from a narrow word."""

_NO_COLOUR: Final = (-1000, -1000, -1000)
"""A value far from every colour."""

_OUTSIDE: Final = np.array([[math.inf], [math.inf], [-math.inf], [-math.inf]])
"""A box that is in no other."""

_Quad = tuple[float, float, float, float]
_Flags = NDArray[np.bool_]
_Numbers = NDArray[np.intp]


class DrawnGlyph(NamedTuple):
    """A glyph as the file draws it, in points, on the page as displayed but not cropped."""

    text: str
    box: _Quad
    size: float
    order: int
    """Position in the drawing order, counted together with :class:`~matcher.extraction.pdf.visibility.Cover`."""
    mode: int = 0
    """Text rendering mode (PDF 32000-1, table 106)."""
    colour: tuple[int, int, int] | None = None
    """Fill colour; None if the file defines it in an unsupported way."""
    certain: bool = True
    """False if PDFium may lack the font, so that missing ink proves nothing."""
    is_type3: bool = False
    """In a Type 3 font, which may be set at "1 point" with letters of any size: its widths give the size."""
    angle: int = 0
    """Direction of its line in degrees."""


class PageGlyphs:
    """Columns of a page's glyphs, in drawing order.

    Args:
        drawn: the glyphs.
    """

    def __init__(self, drawn: Sequence[DrawnGlyph]) -> None:
        number = len(drawn)
        texts = [glyph.text for glyph in drawn]
        corners = chain.from_iterable([glyph.box for glyph in drawn])
        self.drawn = drawn
        self.texts = texts
        self.strings: _Numbers | None = None
        """Number of the text that each glyph belongs to, counted in drawing order; None if unknown."""
        self.kinds: _Numbers | None = None
        """For each text a number shared with those that draw the same glyph of the same font; None if unknown."""
        self.boxes: NDArray[np.float64] = np.fromiter(corners, float, 4 * number).reshape(-1, 4).T.copy()
        """Left, bottom, right and top, a row each."""
        self.sizes: NDArray[np.float64] = np.fromiter([glyph.size for glyph in drawn], float, number)
        self.orders: NDArray[np.int64] = np.fromiter([glyph.order for glyph in drawn], np.int64, number)
        self.is_space: _Flags = np.fromiter(map(str.isspace, texts), bool, number)
        self.is_letter: _Flags = np.fromiter(map(str.isalnum, texts), bool, number)
        """Letters and digits."""

    def number_strings(self, orders: Sequence[int], keys: Sequence[object]) -> None:
        """Number the texts that the glyphs belong to.

        Args:
            orders: of all texts, rising.
            keys: for each text an object that it shares with those that draw the same glyph of the same font.
        """
        self.strings = np.searchsorted(np.array(orders, np.int64), self.orders)
        self.kinds = np.fromiter(map(id, keys), np.intp, len(keys))

    @cached_property
    def modes(self) -> NDArray[np.int64]:
        """Text rendering modes."""
        return np.fromiter(map(attrgetter("mode"), self.drawn), np.int64, len(self.drawn))

    @cached_property
    def is_type3(self) -> _Flags:
        """Glyphs in fonts that draw each letter by operations."""
        return np.fromiter(map(attrgetter("is_type3"), self.drawn), bool, len(self.drawn))

    @cached_property
    def is_level(self) -> _Flags:
        """Glyphs on lines from left to right."""
        flags: _Flags = np.fromiter(map(attrgetter("angle"), self.drawn), np.int64, len(self.drawn)) == 0
        return flags

    def colours(self) -> tuple[NDArray[np.int64], _Numbers]:
        """Return the distinct fill colours (red, green, blue), and the index of each glyph's colour."""
        colours = [glyph.colour for glyph in self.drawn]
        index_of = {colour: index for index, colour in enumerate(dict.fromkeys(colours))}
        palette = np.array([colour or _NO_COLOUR for colour in index_of], np.int64).reshape(-1, 3)
        if len(index_of) == 1:
            return palette, np.zeros(len(colours), np.intp)
        return palette, np.fromiter(map(index_of.__getitem__, colours), np.intp, len(colours))

    @cached_property
    def stacked_orders(self) -> list[int]:
        """Orders of the strings whose letters overlap."""
        inked = np.flatnonzero(~self.is_space)
        if not inked.size:
            return []
        orders = self.orders[inked]
        starts = np.flatnonzero(np.append(True, orders[1:] != orders[:-1]))
        ends = np.append(starts[1:], len(inked))
        stacks = self.find_stacked(inked[starts], inked[ends - 1], ends - starts)
        return [int(orders[starts[number]]) for number in stacks]

    def find_stacked(self, first: _Numbers, last: _Numbers, letters: _Numbers) -> list[int]:
        """Return the indices of stretches whose letters overlap.

        Args:
            first: first glyph of each stretch.
            last: last glyph of each.
            letters: number of letters of each.
        """
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
    """Consecutive glyphs and the box around them."""

    start: int
    end: int
    box: _Quad

    @property
    def members(self) -> slice:
        """Return the slice of its glyphs."""
        return slice(self.start, self.end)


class Words:
    """Words of a page: glyphs drawn one after the other in one style without white space between them.

    Args:
        glyphs: of a page.
    """

    def __init__(self, glyphs: PageGlyphs) -> None:
        self.modes = glyphs.modes
        self.palette, self.colours = glyphs.colours()
        continues = self._continues(glyphs)
        begins, ends = ~glyphs.is_space, ~glyphs.is_space
        begins[1:] &= ~continues
        ends[:-1] &= ~continues
        self.starts: _Numbers = np.flatnonzero(begins)
        self.ends: _Numbers = np.flatnonzero(ends) + 1
        self.boxes: NDArray[np.float64] = np.empty((4, len(self.starts)))
        if len(self.starts):
            # White space after a word does not extend its box.
            corners = np.where(glyphs.is_space, _OUTSIDE, glyphs.boxes)
            np.minimum.reduceat(corners[:2], self.starts, axis=1, out=self.boxes[:2])
            np.maximum.reduceat(corners[2:], self.starts, axis=1, out=self.boxes[2:])
        self.modes, self.colours = self.modes[self.starts], self.colours[self.starts]
        self.orders, self.sizes = glyphs.orders[self.starts], glyphs.sizes[self.starts]
        """Of each word's first glyph, like mode and colour."""
        self.stacked = glyphs.find_stacked(self.starts, self.ends - 1, self.ends - self.starts)
        """Indices of the words whose letters overlap."""

    def __len__(self) -> int:
        return len(self.starts)

    def text(self, number: int, glyphs: PageGlyphs) -> str:
        """Return a word's letters."""
        return "".join(glyph.text for glyph in glyphs.drawn[self.starts[number] : self.ends[number]])

    def strings_of(self, number: int, glyphs: PageGlyphs) -> list[int]:
        """Return the texts that a word's glyphs belong to, if they are known."""
        if glyphs.strings is None:
            return []
        strings: list[int] = glyphs.strings[self.starts[number] : self.ends[number]].tolist()
        return strings

    def __iter__(self) -> Iterator[Word]:
        boxes = self.boxes.T.tolist()
        for start, end, box in zip(self.starts.tolist(), self.ends.tolist(), boxes, strict=True):
            yield Word(start, end, tuple(box))

    def _continues(self, glyphs: PageGlyphs) -> _Flags:
        """Flag each glyph except the last, if the next one belongs to the same word."""
        left, low, right, high = glyphs.boxes[:, :-1]
        x0, y0, x1, y1 = glyphs.boxes[:, 1:]
        reach = 0.6 * np.maximum(glyphs.sizes[:-1], glyphs.sizes[1:])
        across = 0.2 * reach
        continues: _Flags = (x0 <= right + reach) & (x1 >= left - reach)
        continues &= (y0 <= high + across) & (y1 >= low - across)
        continues &= (self.modes[:-1] == self.modes[1:]) & (self.colours[:-1] == self.colours[1:])
        continues &= ~(glyphs.is_space[:-1] | glyphs.is_space[1:])
        return continues


def is_mostly_stacked(glyphs: PageGlyphs) -> bool:
    """Return whether most of a page's letters overlap.

    >>> def django(step):
    ...     return [DrawnGlyph(c, (10 + step * i, 10, 15 + step * i, 20), 10, 0) for i, c in enumerate("Django")]
    >>> is_mostly_stacked(PageGlyphs(django(0))), is_mostly_stacked(PageGlyphs(django(5)))
    (True, False)
    """
    stacked = glyphs.stacked_orders
    return bool(stacked) and 2 * int(np.isin(glyphs.orders, stacked).sum()) > len(glyphs.drawn)


def _is_stacked(drawn: Sequence[DrawnGlyph]) -> bool:
    letters = [glyph for glyph in drawn if not glyph.text.isspace()]
    axis = 1 if 45 < letters[0].angle % 180 < 135 else 0
    size = letters[0].size
    return len({letter.text for letter in letters}) >= _FEWEST_STACKED and all(
        max(abs(b.box[axis] - a.box[axis]), abs(b.box[1 - axis] - a.box[1 - axis])) < 0.5 * size
        for a, b in pairwise(letters)
    )
