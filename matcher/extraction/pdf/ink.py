"""Measure where the text of a painted PDF page leaves ink, by sums over the boxes of its glyphs.

A page is painted with its text and, if needed, without it: where nothing else is drawn near any word, the page without
text is blank paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.core.document import Box
from matcher.extraction.pdf.checks.differences import INK, WHITE, differs
from matcher.extraction.pdf.checks.overlaps import shared_pixels, stick_out
from matcher.extraction.pdf.checks.picture import Picture, Pixels, Strings
from matcher.extraction.pdf.words import PageGlyphs, Word, Words

__all__ = ["Ink"]

DARK: Final = 48
"""Smallest difference of a grey from white that is certainly ink.

In grey PDFium sets letters at whole pixels, in colour at thirds of one, and smooths them over two pixels: three times
:data:`INK` leaves :data:`INK` wherever the letter falls. A page with lighter text is painted in colour as well: 5 of 96
pages of text on paper in two honest folders. In 370 files no word is judged differently than by colours alone. After
changing it, run ``python -m benchmarks visibility``.
"""

INKED: Final = 0.5
"""Share of a word's letters that must leave ink for the word to be visible.

Boxes of slanted or badly described fonts miss some ink. Nearly all letters of honest words leave ink, none of hidden
ones.
"""

_BLANK_LETTERS: Final = 3
"""Letters without any ink, one after the other in a word that is seen, from which they are hidden."""

_LOST: Final = 0.4
"""Share of a word's box whose background has the colour of its letters, from which nobody can read them.

It is at most 0.16 in 26,000 words on backgrounds, frames and lines, of 227 honest PDFs.
"""

_PALE: Final = 24
"""Difference from white of a colour that nobody can read on paper: #E8E8E8. It leaves :data:`INK` in some letters."""
_FEW_COLOURS: Final = 16
_ONLY_CLIPS: Final = 7
"""Text rendering mode of letters that only clip what is drawn after them."""
_MARGIN: Final = 0.35
"""How far the shapes of letters may stick out of their boxes, in units of their size, without being looked at."""

_MARKS: Final = 14.0
"""Standard deviation of grey values in a word's box from which a picture shows marks there.

Paper, even badly scanned paper, is below 10; print is above 30.
"""

_Flags = NDArray[np.bool_]


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
        self._own = np.ones(len(glyphs.drawn), np.int32)
        self._text_ink: _Flags | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Return the rows and columns of pixels."""
        return self._picture.size

    @property
    def strings(self) -> Strings | None:
        """Return the page's texts, if they are the ones that were read."""
        strings, of_glyphs = self._picture.strings, self._glyphs.strings
        return None if strings is None or of_glyphs is None else strings

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
        is_simple = self._is_on_paper and not self._glyphs.is_type3.any()
        grey = self._picture.grey if is_simple else None
        if grey is None:
            return np.zeros(len(self._words), bool)
        is_light: _Flags = (WHITE - self._words.palette).max(axis=1) < INK
        self._own = self._count_own(grey <= WHITE - DARK)
        is_inked = self._are_inked(self._own >= 2)
        is_inked &= ~is_light[self._words.colours]
        return is_inked

    @cached_property
    def is_painted(self) -> bool:
        """Whether the page could be painted, so that the other properties are usable."""
        return self._picture.with_text is not None and (self._is_on_paper or self._picture.without_text is not None)

    @cached_property
    def with_text(self) -> Pixels:
        """The page, or white paper if it could not be painted."""
        with_text = self._picture.with_text
        return self._paper if with_text is None else with_text

    @cached_property
    def _without_text(self) -> Pixels:
        without_text = None if self._is_on_paper else self._picture.without_text
        return self._paper if without_text is None else without_text

    @property
    def _paper(self) -> Pixels:
        return np.broadcast_to(np.uint8(WHITE), (*self._picture.size, 3))

    @cached_property
    def _ink(self) -> _Flags:
        return differs(self.with_text, None if self._is_on_paper else self._without_text)

    @cached_property
    def is_inked(self) -> _Flags:
        """Flag the words with ink in their letters, from their own text or another."""
        return self._are_inked(self._count(self._ink) >= 2)

    @cached_property
    def has_own_ink(self) -> _Flags:
        """Flag the words with enough ink where no other text can have left it."""
        self._own = self._count_own(self._ink)
        inked = self._own >= 2
        strings = self.strings
        if self._glyphs.is_type3.any() and not (strings is None and self._glyphs.is_type3.all()):
            # The shapes of a Type 3 font may be larger than the file says, so they are kept apart from other text.
            of_glyphs = self._glyphs.strings
            numbers = [] if of_glyphs is None else sorted(set(of_glyphs[self._glyphs.is_type3].tolist()))
            others = None if strings is None else strings.paint_without(numbers)
            if others is None:
                return np.zeros(len(self._words), bool)
            by_type3 = differs(self.with_text, others)
            counts = self._count_own(self._ink & by_type3), self._count_own(self._ink & ~by_type3)
            inked = np.where(self._glyphs.is_type3, *counts) >= 2
        return self._are_inked(inked)

    def blank_runs(self) -> list[slice]:
        """Return the glyphs that leave no ink at all beside others of the same word that do, if they are several."""
        is_blank = (self._own == 0) & self._glyphs.is_letter & (self._left < self._right) & (self._top < self._bottom)
        if not is_blank.any():
            return []
        is_seen = np.repeat(self._are_inked(self._own >= 2), np.diff(np.append(self._words.starts, len(is_blank))))
        is_blank &= np.append(np.zeros(len(is_blank) - len(is_seen), bool), is_seen)
        starts = np.zeros(len(is_blank), bool)
        starts[self._words.starts] = True
        begins = np.flatnonzero(is_blank & (starts | ~np.append(False, is_blank[:-1])))
        ends = np.flatnonzero(is_blank & np.append(starts[1:] | ~is_blank[1:], True)) + 1
        long = np.flatnonzero(ends - begins >= _BLANK_LETTERS)
        if not long.size or self._text_ink is None:
            return []
        any_ink = self._count(self._text_ink)
        runs = [slice(int(begins[number]), int(ends[number])) for number in long]
        return [run for run in runs if not any_ink[run].any()]

    def lost_words(self) -> list[int]:
        """Return the words whose letters are lost among marks of their own colour, such as bars behind them."""
        words = self._words
        if self._is_on_paper:
            strongest = (WHITE - words.palette).max(axis=1)[words.colours]  # pure white may be over its own shadow
            is_light = (strongest >= INK) & (strongest < _PALE)
            return np.flatnonzero(is_light & (words.modes == 0) & ~self._glyphs.is_type3[words.starts]).tolist()
        background = self._without_text
        greens = np.ascontiguousarray(background[:, :, 1])
        doubtful: list[int] = []
        for index, (_, green, _) in enumerate(words.palette.tolist()):
            members = np.flatnonzero((words.colours == index) & (words.modes != _ONLY_CLIPS))
            if green >= 0 and len(words.palette) <= _FEW_COLOURS:
                marks = self._count(np.abs(greens.astype(np.int16) - green) < 2 * INK)
                boxes = (self._right - self._left) * (self._bottom - self._top)
                areas = np.add.reduceat(boxes, words.starts)[members]
                members = members[np.add.reduceat(marks, words.starts)[members] >= _LOST * areas]
            doubtful += members.tolist()
        return [number for number in doubtful if self._is_lost(number, background)]

    def _is_lost(self, number: int, background: Pixels) -> bool:
        box = self._box_of(slice(self._words.starts[number], self._words.ends[number]))
        under, painted = (picture[box][:, :, :3].astype(np.int16) for picture in (background, self.with_text))
        changes = np.abs(painted - under).max(axis=2)
        if not changes.size or changes.max() < INK:
            return False
        colour = self._words.palette[self._words.colours[number]][::-1]
        if colour[0] < 0:
            colour = painted.reshape(-1, 3)[changes.argmax()]
        return bool((np.abs(under - colour).max(axis=2) < 2 * INK).mean() >= _LOST)

    def are_inked_by(self, painted: Pixels, numbers: Sequence[int]) -> _Flags:
        """Flag the words without which a page has less ink where their letters are.

        What makes a pixel more like the word's background only erases something else.

        Args:
            painted: the page without these words.
            numbers: of the words, none over another; flags of other words mean nothing.
        """
        own = np.zeros(painted.shape[:2], bool)
        for number in numbers:
            box = self._box_of(slice(self._words.starts[number], self._words.ends[number]))
            background = self._without_text[box][:, :, :3]
            if background.size:
                paper = np.median(background.reshape(-1, 3), axis=0)
                ink, other = (np.abs(part[box][:, :, :3] - paper).max(axis=2) for part in (self.with_text, painted))
                own[box] = ink >= other + INK
        return self._are_inked(self._count(own) >= 2)

    @cached_property
    def string_boxes(self) -> NDArray[np.intp]:
        """Left, top, right and bottom of each of the page's texts in pixels, a column each.

        They hold its letters' boxes, and their shapes if these are larger.
        """
        strings, of_glyphs = self.strings, self._glyphs.strings
        rows, columns = self.size
        if strings is None or of_glyphs is None:
            return np.empty((4, 0), np.intp)
        boxes = np.empty((4, strings.count), np.intp)
        boxes[:] = [[columns], [rows], [0], [0]]
        margins = np.zeros(strings.count)
        np.minimum.at(boxes[0], of_glyphs, self._left)
        np.minimum.at(boxes[1], of_glyphs, self._top)
        np.maximum.at(boxes[2], of_glyphs, self._right)
        np.maximum.at(boxes[3], of_glyphs, self._bottom)
        np.maximum.at(margins, of_glyphs, _MARGIN * self._glyphs.sizes * self._picture.scale + 2)
        return self._with_shapes(strings, boxes, margins)

    def _with_shapes(self, strings: Strings, boxes: NDArray[np.intp], margins: NDArray[np.float64]) -> NDArray[np.intp]:
        """Extend the boxes of texts whose letters' shapes are larger; note which these are."""
        kinds = self._glyphs.kinds
        numbers = np.arange(strings.count)
        if kinds is not None:
            _, numbers = np.unique(kinds, return_index=True)
        shapes = strings.boxes(numbers.tolist())
        sticks_out = stick_out(shapes, boxes[:, numbers], margins[numbers])
        self._sticking_out: NDArray[np.intp] = numbers[sticks_out]
        if sticks_out.any() and kinds is not None:
            self._sticking_out = np.flatnonzero(np.isin(kinds, kinds[self._sticking_out]))
        if self._sticking_out.size:
            shapes = strings.boxes(self._sticking_out.tolist())
            rows, columns = self.size
            limits = np.array([[columns], [rows], [columns], [rows]])
            shapes = np.clip(np.concatenate([np.floor(shapes[:2]), np.ceil(shapes[2:])]), 0, limits)
            shapes = np.where(np.isfinite(shapes), shapes, limits * [[0], [0], [1], [1]]).astype(np.intp)
            boxes[:2, self._sticking_out] = np.minimum(boxes[:2, self._sticking_out], shapes[:2])
            boxes[2:, self._sticking_out] = np.maximum(boxes[2:, self._sticking_out], shapes[2:])
        return boxes

    @cached_property
    def _shared(self) -> _Flags | None:
        """Flags of the pixels in the boxes of two or more words; None if there are none."""
        starts, ends = self._words.starts, self._words.ends
        is_in_word = np.zeros(len(self._glyphs.drawn) + 1, np.int32)
        np.add.at(is_in_word, starts, 1)
        np.add.at(is_in_word, ends, -1)
        inside = np.flatnonzero(np.cumsum(is_in_word[:-1]))
        first = np.searchsorted(inside, starts)
        boxes = np.array([
            np.minimum.reduceat(self._left[inside], first), np.minimum.reduceat(self._top[inside], first),
            np.maximum.reduceat(self._right[inside], first), np.maximum.reduceat(self._bottom[inside], first),
        ])  # fmt: skip
        if self.strings is not None:
            larger = self.string_boxes
            boxes = np.concatenate([boxes, larger[:, self._sticking_out]], axis=1)
        return shared_pixels(boxes, self.size)

    def _are_inked(self, inked: _Flags) -> _Flags:
        flags: _Flags = _enough(
            _within(self._words, self._glyphs.is_letter),
            _within(self._words, self._glyphs.is_letter & inked),
            self._words.ends - self._words.starts,
            _within(self._words, inked),
        )
        return flags

    def _count_own(self, ink: _Flags) -> NDArray[np.int32]:
        """Count the ink pixels in each glyph's box that are in no other word's; also compute :attr:`explained`."""
        self._text_ink = ink
        return self._count(ink if self._shared is None else ink & ~self._shared, int(np.count_nonzero(ink)))

    def _count(self, ink: _Flags, total: int = 0) -> NDArray[np.int32]:
        """Count the ink pixels in each glyph's box.

        Args:
            ink: the pixels.
            total: of ink, to compute :attr:`explained`; what is not in ``ink`` is in words.
        """
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
        if total:
            starts = self._words.starts
            in_words = _sums_within(
                sums,
                np.minimum.reduceat(top, starts),
                np.maximum.reduceat(bottom, starts),
                np.minimum.reduceat(left, starts),
                np.maximum.reduceat(right, starts),
            )
            elsewhere = int(np.count_nonzero(kept)) - int(in_words.sum())
            self.explained = max(0.0, 1 - max(0, elsewhere) / total)
        return _sums_within(sums, top, bottom, left, right)

    def _box_of(self, members: slice) -> tuple[slice, slice]:
        """Return the rows and columns of a word."""
        return (
            slice(self._top[members].min(), self._bottom[members].max()),
            slice(self._left[members].min(), self._right[members].max()),
        )

    def _part(self, picture: Pixels, word: Word) -> Pixels:
        return picture[self._box_of(word.members)][:, :, :3]

    def background_has_marks(self, word: Word) -> bool:
        """Return whether the page has marks in the word's box even without its text."""
        part = self._part(self._without_text, word)
        return bool(part.size and part.mean(axis=2).std() >= _MARKS)

    def has_visible_marks(self, word: Word) -> bool:
        """Return whether the painted page has any marks in the word's box."""
        part = self._part(self.with_text, word)
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
