"""Where the text of a painted PDF page leaves ink: sums over the boxes of its glyphs.

A page is painted with its text and, where it matters, without: where nothing else is drawn near any word, it is
blank paper there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.extraction.pdf_words import Glyphs, Word, Words
from matcher.types import Box

__all__ = ["INK", "Ink", "Picture"]

INK: Final = 16
"""Least difference (of 255, in the strongest of red, green and blue) between a pixel with and without the text.

Text in #F0F0F0 on white, whose contrast ratio of 1.14 nobody reads, stays below; the lightest grey text of the honest
files (#B0B0B0 and darker) is far above even in hairlines, which get a third of their colour. After changing it, run
``python -m benchmarks visibility``.
"""

INKED: Final = 0.3
"""Share of a word's letters that must leave ink for the word to be seen: boxes of slanted or badly described fonts
miss some of it. Of honest words nearly all letters do, of hidden ones none."""

_MOST_MASKS: Final = 24
"""Different covers per page that are looked under; a page with more is no résumé, and its covers are drawings."""

_MARKS: Final = 14.0
"""Standard deviation of grey values inside a word's box from which a picture shows marks there: paper, also badly
scanned paper, stays below 10; print is above 30."""

_WHITE: Final = 255
_COLOURS: Final = np.frombuffer(b"\1\1\1\0", np.uint32)[0]
"""Flags of blue, green and red side by side, as one number."""

_Pixels = NDArray[np.uint8]
_Flags = NDArray[np.bool_]


class Picture:
    """A page as a person sees it, with its text and without.

    Pictures are arrays of height × width × 3 or 4 bytes, first row at the top: blue, green and red, as PDFium paints
    them; the fourth says nothing.

    Args:
        shown: the page.
        bare: the page without its text, or what paints it: called when that is first needed, gives None if it cannot.
        scale: pixels per point.
        width: of the page as shown (turned, cropped), in points.
        height: the same.
        others: where anything but text is drawn: for each such thing left, top, right and bottom in pixels, its soft
            edges included. None when it may be anywhere.
    """

    def __init__(
        self,
        shown: _Pixels,
        bare: _Pixels | Callable[[], _Pixels | None],
        scale: float,
        width: float,
        height: float,
        others: NDArray[np.int64] | None = None,
    ) -> None:
        self.shown = shown
        self.scale = scale
        self.width = width
        self.height = height
        self.others = others
        self._bare: _Pixels | Callable[[], _Pixels | None] | None = bare

    @property
    def bare(self) -> _Pixels | None:
        """The page without its text; None if it cannot be painted."""
        if callable(self._bare):
            self._bare = self._bare()
        return self._bare


class Ink:
    """What the text of a page leaves on it, glyph by glyph and word by word.

    Args:
        glyphs: of the page.
        words: that they make, at least one.
        area: the part of the page that is shown.
        picture: of that part.

    Raises:
        ValueError: The page cannot be painted without its text.
    """

    def __init__(self, glyphs: Glyphs, words: Words, area: Box, picture: Picture) -> None:
        self._glyphs = glyphs
        self._words = words
        self._shown = picture.shown
        self._place(area, picture.scale)
        paper: _Pixels = np.broadcast_to(np.uint8(_WHITE), picture.shown.shape)
        is_paper = not self._is_near(picture.others)
        bare = paper if is_paper else picture.bare
        if bare is None:
            message = "the page cannot be painted without its text"
            raise ValueError(message)
        self._bare = bare
        self._ink = _differs(picture.shown, None if is_paper else bare)
        self._inked = self._count(self._ink) >= 2
        self._beside: dict[tuple[str, object], _Flags] = {}

    def _place(self, area: Box, scale: float) -> None:
        """The boxes of the glyphs in pixels."""
        height, width, _ = self._shown.shape
        left, low, right, high = self._glyphs.boxes
        # Where a font does not tell how wide its letters are, all stand in one place.
        thin = right - left < 0.05 * self._glyphs.sizes
        right = np.where(thin, right + 0.6 * self._glyphs.sizes, right)
        self._left = np.clip(np.floor((left - area.x0) * scale), 0, width).astype(np.intp)
        self._right = np.clip(np.ceil((right - area.x0) * scale), 0, width).astype(np.intp)
        self._top = np.clip(np.floor((area.y1 - high) * scale), 0, height).astype(np.intp)
        self._bottom = np.clip(np.ceil((area.y1 - low) * scale), 0, height).astype(np.intp)

    def _is_near(self, others: NDArray[np.int64] | None) -> bool:
        """Whether anything but text may be drawn in the box around a word."""
        if others is None or not others.size:
            return others is None
        # White space between two words goes with the first: it makes more near, never less.
        starts = self._words.starts
        left, top, right, bottom = others.T[:, :, None]
        apart = left > np.maximum.reduceat(self._right, starts)
        apart |= right < np.minimum.reduceat(self._left, starts)
        apart |= top > np.maximum.reduceat(self._bottom, starts)
        apart |= bottom < np.minimum.reduceat(self._top, starts)
        return not bool(apart.all())

    @cached_property
    def is_inked(self) -> _Flags:
        """Of each word, whether the text, its own or another, leaves ink in its letters."""
        flags: _Flags = _enough(
            _within(self._words, self._glyphs.is_letter),
            _within(self._words, self._glyphs.is_letter & self._inked),
            self._words.ends - self._words.starts,
            _within(self._words, self._inked),
        )
        return flags

    def is_inked_beside(self, word: Word, others: tuple[str, object], covering: Sequence[int]) -> bool:
        """Whether there is ink in a word that the glyphs ``covering`` do not explain (``others`` names them)."""
        if others not in self._beside:
            if len(self._beside) >= _MOST_MASKS:
                return True
            ink = self._ink.copy()
            for i in covering:
                pad = 1 + int(0.15 * (self._bottom[i] - self._top[i]))
                ink[
                    max(self._top[i] - pad, 0) : self._bottom[i] + pad, max(self._left[i] - 1, 0) : self._right[i] + 1
                ] = 0
            self._beside[others] = self._count(ink) >= 2
        inked, letters = self._beside[others][word.members], self._glyphs.is_letter[word.members]
        return bool(_enough(letters.sum(), (inked & letters).sum(), letters.size, inked.sum()))

    def _count(self, ink: _Flags) -> NDArray[np.int32]:
        """Pixels with ink in the box of each glyph."""
        has_ink = ink.any(axis=1)
        kept = ink[has_ink]  # half the rows of a page of text have none
        sums = np.zeros((kept.shape[0] + 1, kept.shape[1] + 1), np.int32)
        np.cumsum(kept, axis=1, dtype=np.int32, out=sums[1:, 1:])
        np.cumsum(sums[1:], axis=0, out=sums[1:])
        rows = np.concatenate([[0], np.cumsum(has_ink)])
        top, bottom, left, right = rows[self._top], rows[self._bottom], self._left, self._right
        counts: NDArray[np.int32] = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        return counts

    @cached_property
    def is_on_its_colour(self) -> _Flags:
        """Of each word, whether its ground has its colour: a quick look at one pixel, before all are looked at."""
        height, width, _ = self._shown.shape
        first = self._words.starts
        y, x = (self._top[first] + self._bottom[first]) // 2, self._left[first]
        # PDFium paints blue first.
        ground = self._bare[np.minimum(y, height - 1), np.minimum(x, width - 1), 2::-1]
        distance = np.abs(self._words.palette[self._words.colours] - ground).max(axis=1)
        flags: _Flags = (distance < INK) & (y < height) & (x < width)
        return flags

    def _part(self, picture: _Pixels, word: Word) -> _Pixels:
        top, bottom = self._top[word.members].min(), self._bottom[word.members].max()
        left, right = self._left[word.members].min(), self._right[word.members].max()
        return picture[top:bottom, left:right, :3]

    def has_marks(self, word: Word) -> bool:
        """Whether the page shows marks there even without its text."""
        part = self._part(self._bare, word)
        return bool(part.size and part.mean(axis=2).std() >= _MARKS)

    def shows_letters(self, word: Word) -> bool:
        """Whether the page shows marks there, whatever they are."""
        part = self._part(self._shown, word)
        return bool(part.size and part.mean(axis=2).std() >= _MARKS)

    def background(self, word: Word) -> NDArray[np.float64] | None:
        """The colour that most of the word's box has without the text: blue, green, red; None off the page."""
        part = self._part(self._bare, word)
        return np.median(part.reshape(-1, 3), axis=0) if part.size else None


def _within(words: Words, flags: _Flags) -> NDArray[np.int64]:
    """How many of the glyphs of each word have something."""
    before = np.zeros(len(flags) + 1, np.int64)
    np.cumsum(flags, out=before[1:])
    counts: NDArray[np.int64] = before[words.ends] - before[words.starts]
    return counts


def _enough(letters: Any, inked_letters: Any, glyphs: Any, inked: Any) -> Any:
    """Whether enough of the letters and digits have ink; of a word without any, of all that it has."""
    return np.where(letters, inked_letters >= INKED * letters, inked >= INKED * glyphs)


def _differs(shown: _Pixels, bare: _Pixels | None) -> _Flags:
    """Where two pictures differ; without the second: where the first is not white paper."""
    if bare is None:
        flags: _Flags = shown <= _WHITE - INK
    else:
        difference = np.maximum(shown, bare)
        difference -= np.minimum(shown, bare)
        flags = difference >= INK
    if flags.shape[2] == _COLOURS.itemsize:
        found: _Flags = (flags.view(_COLOURS.dtype)[:, :, 0] & _COLOURS) != 0
        return found
    return np.logical_or.reduce(flags, axis=2)
