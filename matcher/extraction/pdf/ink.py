"""Measure where the text of a painted PDF page leaves ink, by sums over the boxes of its glyphs.

A page is painted with its text and, if needed, without it: where nothing else is drawn near any word, the page without
text is blank paper.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.core.document import Box
from matcher.extraction.pdf.words import PageGlyphs, Word, Words

__all__ = ["INK", "Ink", "Picture"]

INK: Final = 16
"""Smallest difference (of 255, in the strongest of red, green and blue) between a pixel with and without the text.

Text in #F0F0F0 on white, which is unreadable at a contrast ratio of 1.14, is below; the lightest grey text of the
honest files (#B0B0B0 and darker) is far above even in hairlines, which get a third of their colour. After changing it,
run ``python -m benchmarks visibility``.
"""

DARK: Final = 48
"""Smallest difference of a grey from white that is certainly ink.

In grey PDFium sets letters at whole pixels, in colour at thirds of one, and smooths them over two pixels: three times
:data:`INK` leaves :data:`INK` wherever the letter falls. A page with lighter text is painted in colour as well: 5 of 96
pages of text on paper in two honest folders. In 370 files no word is judged differently than by colours alone. After
changing it, run ``python -m benchmarks visibility``.
"""

INKED: Final = 0.3
"""Share of a word's letters that must leave ink for the word to be visible.

Boxes of slanted or badly described fonts miss some ink. Nearly all letters of honest words leave ink, none of hidden
ones.
"""

_MOST_MASKS: Final = 24
"""Most different covers per page to look under; a page with more is not a résumé, and its covers are drawings."""

_MARKS: Final = 14.0
"""Standard deviation of grey values in a word's box from which a picture shows marks there.

Paper, even badly scanned paper, is below 10; print is above 30.
"""

_WHITE: Final = 255
_COLOURS: Final = np.frombuffer(b"\1\1\1\0", np.uint32)[0]
"""Flags of blue, green and red side by side, as one number."""

_ROWS: Final = 32
"""Rows of a picture compared at once: few enough to fit in the processor's cache."""

_Pixels = NDArray[np.uint8]
_Flags = NDArray[np.bool_]
_Painter = Callable[[], _Pixels | None]


class Picture:
    """A page as a person sees it, with and without its text.

    Pictures are arrays of height × width × 3 or 4 bytes, first row at the top: blue, green and red, as PDFium paints
    them; the fourth byte is unused. A painter function is called when its picture is first needed, and returns None on
    failure.

    Args:
        with_text: the page, or its painter.
        without_text: the page without its text, or its painter.
        scale: pixels per point.
        width: of the page as displayed (rotated, cropped), in points.
        height: likewise.
        non_text_boxes: left, top, right and bottom in pixels of everything drawn that is not text, soft edges included.
            None if it may be anywhere.
        grey: painter of the page in grey (height × width bytes), which takes half the time; None if colours are blended
            by rules that may make them equal where their greys differ.
    """

    def __init__(
        self,
        with_text: _Pixels | _Painter,
        without_text: _Pixels | _Painter,
        scale: float,
        width: float,
        height: float,
        non_text_boxes: NDArray[np.int64] | None = None,
        grey: _Painter | None = None,
    ) -> None:
        self.scale = scale
        self.width = width
        self.height = height
        self.non_text_boxes = non_text_boxes
        self.grey = grey
        self._with_text: _Pixels | _Painter | None = with_text
        self._without_text: _Pixels | _Painter | None = without_text

    @property
    def size(self) -> tuple[int, int]:
        """Return the rows and columns of pixels."""
        return math.ceil(self.height * self.scale), math.ceil(self.width * self.scale)

    @property
    def with_text(self) -> _Pixels | None:
        """Return the page; None if it cannot be painted."""
        if callable(self._with_text):
            self._with_text = self._with_text()
        return self._with_text

    @property
    def without_text(self) -> _Pixels | None:
        """Return the page without its text; None if it cannot be painted."""
        if callable(self._without_text):
            self._without_text = self._without_text()
        return self._without_text


class Ink:
    """The ink that a page's text leaves, by glyph and by word.

    Args:
        glyphs: of the page.
        words: at least one, made of these glyphs.
        area: the visible part of the page.
        picture: of that part.
    """

    def __init__(self, glyphs: PageGlyphs, words: Words, area: Box, picture: Picture) -> None:
        self._glyphs = glyphs
        self._words = words
        self._picture = picture
        self._place(area, picture.scale)
        self._is_on_paper = not self._is_near(picture.non_text_boxes)
        self.explained = 0.0
        """Share (0 to 1) of the text's ink that is in words that were read, if it was measured."""
        self._inked_outside: dict[tuple[str, object], _Flags] = {}

    def _place(self, area: Box, scale: float) -> None:
        """Compute the boxes of the glyphs in pixels."""
        height, width = self._picture.size
        left, low, right, high = self._glyphs.boxes
        # A font without letter widths puts all letters in one place.
        thin = right - left < 0.05 * self._glyphs.sizes
        right = np.where(thin, right + 0.6 * self._glyphs.sizes, right)
        self._left = np.clip(np.floor((left - area.x0) * scale), 0, width).astype(np.intp)
        self._right = np.clip(np.ceil((right - area.x0) * scale), 0, width).astype(np.intp)
        self._top = np.clip(np.floor((area.y1 - high) * scale), 0, height).astype(np.intp)
        self._bottom = np.clip(np.ceil((area.y1 - low) * scale), 0, height).astype(np.intp)

    def _is_near(self, non_text_boxes: NDArray[np.int64] | None) -> bool:
        """Return whether anything other than text may be drawn in a word's box."""
        if non_text_boxes is None or not non_text_boxes.size:
            return non_text_boxes is None
        # White space after a word counts with it: that can only make more words near.
        starts = self._words.starts
        left, top, right, bottom = non_text_boxes.T[:, :, None]
        apart = left > np.maximum.reduceat(self._right, starts)
        apart |= right < np.minimum.reduceat(self._left, starts)
        apart |= top > np.maximum.reduceat(self._bottom, starts)
        apart |= bottom < np.minimum.reduceat(self._top, starts)
        return not bool(apart.all())

    @cached_property
    def is_dark_on_white(self) -> _Flags:
        """Flag the words that are dark on white paper: quick to compute, and never set for a doubtful word."""
        grey = self._picture.grey() if self._picture.grey is not None and self._is_on_paper else None
        if grey is None:
            return np.zeros(len(self._words), bool)
        is_light: _Flags = (_WHITE - self._words.palette).max(axis=1) < INK
        is_inked = self._are_inked(self._count(grey <= _WHITE - DARK, explain=True) >= 2)
        is_inked &= ~is_light[self._words.colours]
        return is_inked

    @cached_property
    def is_painted(self) -> bool:
        """Whether the page could be painted, so that the other properties are usable."""
        return self._picture.with_text is not None and (self._is_on_paper or self._picture.without_text is not None)

    @cached_property
    def _with_text(self) -> _Pixels:
        with_text = self._picture.with_text
        return self._paper if with_text is None else with_text

    @cached_property
    def _without_text(self) -> _Pixels:
        without_text = None if self._is_on_paper else self._picture.without_text
        return self._paper if without_text is None else without_text

    @property
    def _paper(self) -> _Pixels:
        return np.broadcast_to(np.uint8(_WHITE), (*self._picture.size, 3))

    @cached_property
    def _ink(self) -> _Flags:
        return _differs(self._with_text, None if self._is_on_paper else self._without_text)

    @cached_property
    def is_inked(self) -> _Flags:
        """Flag the words with ink in their letters, from their own text or another."""
        return self._are_inked(self._count(self._ink, explain=True) >= 2)

    def _are_inked(self, inked: _Flags) -> _Flags:
        flags: _Flags = _enough(
            _within(self._words, self._glyphs.is_letter),
            _within(self._words, self._glyphs.is_letter & inked),
            self._words.ends - self._words.starts,
            _within(self._words, inked),
        )
        return flags

    def has_unexplained_ink(self, word: Word, key: tuple[str, object], covering: Sequence[int]) -> bool:
        """Return whether a word has ink that other glyphs do not explain.

        Args:
            word: the word.
            key: identifies the set of glyphs, for the cache.
            covering: indices of the glyphs whose ink is ignored.
        """
        if key not in self._inked_outside:
            if len(self._inked_outside) >= _MOST_MASKS:
                return True
            ink = self._ink.copy()
            for i in covering:
                pad = 1 + int(0.15 * (self._bottom[i] - self._top[i]))
                ink[
                    max(self._top[i] - pad, 0) : self._bottom[i] + pad, max(self._left[i] - 1, 0) : self._right[i] + 1
                ] = 0
            self._inked_outside[key] = self._count(ink) >= 2
        inked, letters = self._inked_outside[key][word.members], self._glyphs.is_letter[word.members]
        return bool(_enough(letters.sum(), (inked & letters).sum(), letters.size, inked.sum()))

    def _count(self, ink: _Flags, *, explain: bool = False) -> NDArray[np.int32]:
        """Count the ink pixels in each glyph's box; also compute :attr:`explained` on request."""
        has_ink = ink.any(axis=1)
        kept = ink[has_ink]  # half the rows of a page of text have no ink
        sums = np.zeros((kept.shape[0] + 1, kept.shape[1] + 1), np.int32)
        sums[1:, 1:] = kept
        np.cumsum(sums, axis=0, out=sums)
        rows = np.concatenate([[0], np.cumsum(has_ink)])
        top, bottom, left, right = rows[self._top], rows[self._bottom], self._left, self._right
        # The glyphs of a line begin and end in only a few rows.
        is_edge = np.zeros(len(sums), bool)
        is_edge[top] = is_edge[bottom] = True
        sums = sums[is_edge]
        np.cumsum(sums, axis=1, out=sums)
        edge_index = np.cumsum(is_edge) - 1
        top, bottom = edge_index[top], edge_index[bottom]
        if explain:
            starts = self._words.starts
            in_words = _sums_within(
                sums,
                np.minimum.reduceat(top, starts),
                np.maximum.reduceat(bottom, starts),
                np.minimum.reduceat(left, starts),
                np.maximum.reduceat(right, starts),
            )
            self.explained = min(1.0, int(in_words.sum()) / max(1, int(np.count_nonzero(kept))))
        return _sums_within(sums, top, bottom, left, right)

    @cached_property
    def matches_background(self) -> _Flags:
        """Flag the words whose background has their colour: one pixel is checked before whole boxes are compared."""
        height, width = self._picture.size
        first = self._words.starts
        y, x = (self._top[first] + self._bottom[first]) // 2, self._left[first]
        # PDFium paints blue first.
        background = self._without_text[np.minimum(y, height - 1), np.minimum(x, width - 1), 2::-1]
        distance = np.abs(self._words.palette[self._words.colours] - background).max(axis=1)
        flags: _Flags = (distance < INK) & (y < height) & (x < width)
        return flags

    def _part(self, picture: _Pixels, word: Word) -> _Pixels:
        top, bottom = self._top[word.members].min(), self._bottom[word.members].max()
        left, right = self._left[word.members].min(), self._right[word.members].max()
        return picture[top:bottom, left:right, :3]

    def background_has_marks(self, word: Word) -> bool:
        """Return whether the page has marks in the word's box even without its text."""
        part = self._part(self._without_text, word)
        return bool(part.size and part.mean(axis=2).std() >= _MARKS)

    def has_visible_marks(self, word: Word) -> bool:
        """Return whether the painted page has any marks in the word's box."""
        part = self._part(self._with_text, word)
        return bool(part.size and part.mean(axis=2).std() >= _MARKS)

    def background(self, word: Word) -> NDArray[np.float64] | None:
        """Return the median colour of the word's box without the text as blue, green, red; None off the page."""
        part = self._part(self._without_text, word)
        return np.median(part.reshape(-1, 3), axis=0) if part.size else None


def _sums_within(sums: NDArray[np.int32], top: Any, bottom: Any, left: Any, right: Any) -> NDArray[np.int32]:
    """Return the sums in rectangles, from a table of the sums above and to the left of each cell."""
    totals: NDArray[np.int32] = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    return totals


def _within(words: Words, flags: _Flags) -> NDArray[np.int64]:
    """Count the flagged glyphs of each word."""
    before = np.zeros(len(flags) + 1, np.int64)
    np.cumsum(flags, out=before[1:])
    counts: NDArray[np.int64] = before[words.ends] - before[words.starts]
    return counts


def _enough(letters: Any, inked_letters: Any, glyphs: Any, inked: Any) -> Any:
    """Return whether enough letters and digits have ink; a word without any is judged by all its glyphs."""
    return np.where(letters, inked_letters >= INKED * letters, inked >= INKED * glyphs)


def _differs(with_text: _Pixels, without_text: _Pixels | None) -> _Flags:
    """Flag the pixels in which two pictures differ; without the second, those that are not white paper."""
    differs = np.empty(with_text.shape[:2], bool)
    for row in range(0, len(differs), _ROWS):
        part = with_text[row : row + _ROWS]
        if without_text is None:
            flags: _Flags = part <= _WHITE - INK
        else:
            other = without_text[row : row + _ROWS]
            flags = np.maximum(part, other) - np.minimum(part, other) >= INK
        if flags.shape[2] == _COLOURS.itemsize:
            np.not_equal(flags.view(_COLOURS.dtype)[:, :, 0] & _COLOURS, 0, out=differs[row : row + _ROWS])
        else:
            np.any(flags, axis=2, out=differs[row : row + _ROWS])
    return differs
