"""Which words of a PDF page a person can see.

A page is painted twice, with its text and without (:mod:`~matcher.extraction.second_reader`). Where the two pictures
do not differ inside a word's box, the word leaves no mark on the page: it is white on white, transparent, clipped,
covered, in a hidden layer, or its font draws nothing. Colours alone would not do: white text on a dark side bar is
honest. A few rules tell what pictures cannot: text in invisible mode, off the page, smaller than two points, or lying
under visible text.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.extraction.pdf_layers import misfits
from matcher.types import Box

__all__ = ["NARROW", "Cover", "Drawn", "Pictures", "Sight", "covers_page", "is_piled_up", "look"]

INK: Final = 16
"""Least difference (of 255, in the strongest of red, green and blue) between a pixel with and without the text.

Text in #F0F0F0 on white, whose contrast ratio of 1.14 nobody reads, stays below; the lightest grey text of the honest
files (#B0B0B0 and darker) is far above even in hairlines, which get a third of their colour. After changing it, run
``python -m benchmarks visibility``.
"""

INKED: Final = 0.3
"""Share of a word's letters that must leave ink for the word to be seen: boxes of slanted or badly described fonts
miss some of it. Of honest words nearly all letters do, of hidden ones none."""

TINY: Final = 2.0
"""Points below which letters are specks."""

OVERFLOW: Final = 0.1
"""How far, in parts of the page's shorter side, a line may run over the edge of the page without being hidden."""

_MOST_MASKS: Final = 24
"""Different covers per page that are looked under; a page with more is no résumé, and its covers are drawings."""

_MARKS: Final = 14.0
"""Standard deviation of grey values inside a word's box from which a picture shows marks there: paper, also badly
scanned paper, stays below 10; print is above 30."""

_PAGE: Final = 0.6
"""Share of the page that one picture must cover for its text to be a scan's text layer."""

PILED: Final = 0.12
"""Distance of the letters of a word from one another, in units of their size, below which they stand on one another (or
are narrowed to a stroke). The narrowest letters (i, l) of condensed fonts are 0.2 wide."""

_PILE: Final = 4
"""Letters from which a pile is told from a narrow word."""

_STRIPS: Final = 3
"""Pictures from which they may be the strips in which some scanners cut a page."""

MODE: Final = "drawn in invisible mode"
OFF_PAGE: Final = "off the page"
SMALL: Final = "smaller than 2 points"
NARROW: Final = "written letter over letter"
"""Such letters have no order but that in which they are drawn."""
BACKGROUND: Final = "in the colour of its background"
COVERED: Final = "under a picture or shape"
NO_INK: Final = "not painted (clipped, transparent, in a hidden layer, or letters without shape)"

OTHER_WORDS: Final = "over a picture that shows other words"

_Boxes = NDArray[np.float64]
_NO_COLOUR: Final = (-1000, -1000, -1000)


class Drawn(NamedTuple):
    """One glyph as the file draws it, in points, in the page as shown but not cropped."""

    text: str
    box: tuple[float, float, float, float]
    size: float
    order: int
    """When it is drawn, counted together with :class:`Cover`."""
    mode: int = 0
    """Text rendering mode (PDF 32000-1, table 106)."""
    colour: tuple[int, int, int] | None = None
    """Of its filling; None if the file tells it in a way that is not followed here."""
    certain: bool = True
    """False when the painter may lack the font, so that no ink proves nothing."""
    is_drawing: bool = False
    """Of a Type 3 font, which may be set at "1 point" with letters of any size: its widths tell."""
    angle: int = 0
    """Of its line, in degrees."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A filled rectangle or a picture that the page draws."""

    box: tuple[float, float, float, float]
    order: int
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Pictures:
    """The page painted with and without its text (height × width × 3), and pixels per point."""

    shown: NDArray[np.uint8]
    bare: NDArray[np.uint8]
    scale: float


@dataclass(frozen=True, slots=True)
class Sight:
    """For each glyph why it is not seen (empty when it is), and whether the page is a scan with a text layer."""

    reasons: list[str]
    is_scan: bool = False


class _Word(NamedTuple):
    members: list[int]
    """Glyphs that follow one another."""
    box: tuple[float, float, float, float]


def look(
    drawn: Sequence[Drawn], covers: Sequence[Cover], area: Box, pictures: Pictures | None, spill: Box | None = None
) -> Sight:
    """Tell which glyphs of a page a person sees.

    Args:
        drawn: the page's glyphs in the order in which they are drawn.
        covers: what else is drawn.
        area: the part of the page that is shown (its crop box).
        pictures: of that part; None if it could not be painted, and then only the rules decide.
        spill: of a page on its side, the box it would have upright. When most of the text lies in that and not in
            ``area``, a program turned the page and forgot its box; nothing is hidden.

    >>> letters = [Drawn("G", (10, 10, 16, 20), 10, 0), Drawn("o", (16, 10, 22, 20), 10, 1)]
    >>> paper = np.full((40, 40, 3), 255, np.uint8)
    >>> ink = paper.copy()
    >>> ink[22:28, 11:21] = 0
    >>> look(letters, [], Box(0, 0, 40, 40), Pictures(ink, paper, 1.0)).reasons
    ['', '']
    >>> look(letters, [], Box(0, 0, 40, 40), Pictures(paper, paper, 1.0)).reasons[0][:11]
    'not painted'
    """
    reasons = [""] * len(drawn)
    words = list(_words(drawn))
    if not words:
        return Sight(reasons)
    boxes = np.array([word.box for word in words])
    piled = _piled(drawn)
    verdicts = [_rule(drawn, word, area, piled) for word in words]
    off = [words[number].box for number, verdict in enumerate(verdicts) if verdict == OFF_PAGE]
    spilt = spill is not None and 2 * len(off) >= len(words) and all(_within(box, spill) for box in off)
    is_scan = False
    if pictures is not None:
        eye = _Eye(drawn, area, pictures)
        for number, word in enumerate(words):
            if not verdicts[number] and not eye.is_plain(word, covers):
                verdicts[number] = _compare(drawn, words, boxes, number, covers, eye)
        _excuse_overflow(drawn, words, verdicts, area)
        shown = [
            n
            for n, word in enumerate(words)
            if verdicts[n] not in {"", OFF_PAGE, SMALL, NARROW} and eye.has_marks(word)
        ]
        if shown and _is_scan(words, verdicts, shown, covers, area):
            others = misfits([words[number].box for number in shown], pictures.bare, area, pictures.scale)
            for place, number in enumerate(shown):
                verdicts[number] = OTHER_WORDS if place in others else ""
            is_scan = len(others) < len(shown)
    for word, verdict in zip(words, verdicts, strict=True):
        if verdict and not (spilt and verdict == OFF_PAGE):
            for member in word.members:
                reasons[member] = verdict
    if any(reasons):
        _fill_spaces(drawn, reasons)
    return Sight(reasons, is_scan)


def _words(drawn: Sequence[Drawn]) -> Iterator[_Word]:
    """Glyphs drawn one after the other in one manner, without white space between them."""
    members: list[int] = []
    last: tuple[int, tuple[int, int, int] | None] = (0, None)
    last_size = left = low = right = high = 0.0  # of the glyph before
    x0 = y0 = x1 = y1 = 0.0  # of the word
    for number, (text, box, size, _, mode, colour, _, _, _) in enumerate(drawn):
        if text.isspace():
            if members:
                yield _Word(members, (x0, y0, x1, y1))
                members = []
            continue
        a, b, c, d = box
        if members:
            reach = 0.6 * (last_size if last_size > size else size)
            goes_on = (
                a <= right + reach
                and c >= left - reach
                and b <= high + 0.2 * reach
                and d >= low - 0.2 * reach
                and last == (mode, colour)
            )
            if goes_on:
                members.append(number)
                x0, y0 = (a if a < x0 else x0), (b if b < y0 else y0)
                x1, y1 = (c if c > x1 else x1), (d if d > y1 else y1)
            else:
                yield _Word(members, (x0, y0, x1, y1))
                members = []
        if not members:
            members = [number]
            x0, y0, x1, y1 = box
        last, last_size = (mode, colour), size
        left, low, right, high = box
    if members:
        yield _Word(members, (x0, y0, x1, y1))


def _rule(drawn: Sequence[Drawn], word: _Word, area: Box, piled: set[int]) -> str:
    first = drawn[word.members[0]]
    if first.mode == 3:
        return MODE
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    if not (area.x0 - 1 <= x <= area.x1 + 1 and area.y0 - 1 <= y <= area.y1 + 1):
        return OFF_PAGE
    longest = max(word.box[2] - word.box[0], word.box[3] - word.box[1])
    if first.size < TINY and not (first.is_drawing and longest >= TINY * len(word.members)):
        return SMALL
    return NARROW if first.order in piled or _is_pile(drawn, word.members) else ""


def is_piled_up(drawn: Sequence[Drawn]) -> bool:
    """Whether most of a page's letters stand on one another.

    >>> is_piled_up([Drawn(c, (10, 10, 11, 20), 10, 0) for c in "Django"])
    True
    >>> is_piled_up([Drawn(c, (10 + 5 * i, 10, 15 + 5 * i, 20), 10, 0) for i, c in enumerate("Django")])
    False
    """
    piled = _piled(drawn)
    return bool(piled) and 2 * sum(glyph.order in piled for glyph in drawn) > len(drawn)


def _piled(drawn: Sequence[Drawn]) -> set[int]:
    """The strings, by their order, whose letters stand on one another."""
    long = {order for order, count in Counter([glyph.order for glyph in drawn]).items() if count >= _PILE}
    strings: dict[int, list[int]] = {}
    if long:
        for number, glyph in enumerate(drawn):
            if glyph.order in long:
                strings.setdefault(glyph.order, []).append(number)
    return {order for order, members in strings.items() if _is_pile(drawn, members)}


def _is_pile(drawn: Sequence[Drawn], members: Sequence[int]) -> bool:
    if len(members) < _PILE:
        return False
    letters = [drawn[member] for member in members if not drawn[member].text.isspace()]
    if len(letters) < _PILE:
        return False
    axis = 1 if 45 < letters[0].angle % 180 < 135 else 0
    size = letters[0].size
    advance = abs(letters[-1].box[axis] - letters[0].box[axis]) / (len(letters) - 1)
    return (
        advance < PILED * size
        and len({letter.text for letter in letters}) >= _PILE
        and all(
            max(abs(b.box[axis] - a.box[axis]), abs(b.box[1 - axis] - a.box[1 - axis])) < 0.5 * size
            for a, b in pairwise(letters)
        )
    )


def _within(box: tuple[float, float, float, float], area: Box) -> bool:
    return box[0] >= area.x0 - 1 and box[1] >= area.y0 - 1 and box[2] <= area.x1 + 1 and box[3] <= area.y1 + 1


def _excuse_overflow(drawn: Sequence[Drawn], words: Sequence[_Word], verdicts: list[str], area: Box) -> None:
    """A line that runs over the edge by a word or two is badly set, and a person sees that it goes on."""
    for number in range(1, len(words)):
        if verdicts[number] != OFF_PAGE or verdicts[number - 1]:
            continue
        word, before = words[number].box, words[number - 1].box
        size = drawn[words[number].members[0]].size
        reach = OVERFLOW * min(area.width, area.height)
        beyond = max(area.x0 - word[2], word[0] - area.x1, area.y0 - word[3], word[1] - area.y1)
        same_line = abs(word[1] - before[1]) < 0.3 * size and -0.2 * size <= word[0] - before[2] <= 0.8 * size
        same_column = abs(word[0] - before[0]) < 0.3 * size and -0.2 * size <= before[1] - word[3] <= 0.8 * size
        if (same_line or same_column) and beyond <= reach:
            verdicts[number] = ""


class _Sums:
    """How many of the glyphs of a word have something."""

    def __init__(self, values: Any) -> None:
        self.values = values
        self._before: list[int] = [0, *np.cumsum(values, dtype=int).tolist()]

    def of(self, word: _Word) -> int:
        members = word.members
        return self._before[members[-1] + 1] - self._before[members[0]]


class _Eye:
    """Sums over rectangles of the pictures."""

    def __init__(self, drawn: Sequence[Drawn], area: Box, pictures: Pictures) -> None:
        self._drawn = drawn
        self._bare = pictures.bare
        self._shown = pictures.shown
        difference = np.maximum(pictures.shown, pictures.bare)
        difference -= np.minimum(pictures.shown, pictures.bare)
        strongest = np.maximum(np.maximum(difference[:, :, 0], difference[:, :, 1]), difference[:, :, 2])
        self._ink = strongest >= INK
        height, width = self._ink.shape
        corners = chain.from_iterable([glyph.box for glyph in drawn])
        boxes = np.fromiter(corners, float, 4 * len(drawn)).reshape(-1, 4)
        # Where a font does not tell how wide its letters are, all stand in one place.
        sizes = np.array([glyph.size for glyph in drawn])
        thin = boxes[:, 2] - boxes[:, 0] < 0.05 * sizes
        boxes[thin, 2] += 0.6 * sizes[thin]
        self._left = np.clip(np.floor((boxes[:, 0] - area.x0) * pictures.scale), 0, width).astype(int)
        self._right = np.clip(np.ceil((boxes[:, 2] - area.x0) * pictures.scale), 0, width).astype(int)
        self._top = np.clip(np.floor((area.y1 - boxes[:, 3]) * pictures.scale), 0, height).astype(int)
        self._bottom = np.clip(np.ceil((area.y1 - boxes[:, 1]) * pictures.scale), 0, height).astype(int)
        self._letters = _Sums([glyph.text.isalnum() for glyph in drawn])
        self._inked = self._inks(self._ink)
        self._beside: dict[tuple[str, object], tuple[_Sums, _Sums]] = {}
        self._alike: list[bool] | None = None

    def is_inked(self, word: _Word) -> bool:
        """Whether the text, its own or another, leaves ink in the word's letters."""
        return self._enough(self._inked, word)

    def is_inked_beside(self, word: _Word, others: tuple[str, object], covering: Sequence[int]) -> bool:
        """The same, of ink that the glyphs ``covering`` do not explain (``others`` names them, for the memory)."""
        if others not in self._beside:
            if len(self._beside) >= _MOST_MASKS:
                return True
            ink = self._ink.copy()
            for i in covering:
                pad = 1 + int(0.15 * (self._bottom[i] - self._top[i]))
                ink[
                    max(self._top[i] - pad, 0) : self._bottom[i] + pad, max(self._left[i] - 1, 0) : self._right[i] + 1
                ] = 0
            self._beside[others] = self._inks(ink)
        return self._enough(self._beside[others], word)

    def _enough(self, inked: tuple[_Sums, _Sums], word: _Word) -> bool:
        letters = self._letters.of(word)
        if letters:
            return inked[0].of(word) >= INKED * letters
        return inked[1].of(word) >= INKED * len(word.members)

    def _inks(self, ink: NDArray[np.bool_]) -> tuple[_Sums, _Sums]:
        """Which glyphs have ink: letters and digits, and all."""
        inked = self._count(ink) >= 2
        return _Sums(inked & np.array(self._letters.values)), _Sums(inked)

    def _count(self, ink: NDArray[np.bool_]) -> NDArray[np.int32]:
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

    def _part(self, picture: NDArray[np.uint8], word: _Word) -> NDArray[np.uint8]:
        top, bottom = self._top[word.members].min(), self._bottom[word.members].max()
        left, right = self._left[word.members].min(), self._right[word.members].max()
        return picture[top:bottom, left:right]

    def has_marks(self, word: _Word) -> bool:
        """Whether the page shows marks there even without its text."""
        part = self._part(self._bare, word)
        return bool(part.size and part.mean(axis=2).std() >= _MARKS)

    def shows_letters(self, word: _Word) -> bool:
        part = self._part(self._shown, word)
        return bool(part.size and part.mean(axis=2).std() >= _MARKS)

    def is_plain(self, word: _Word, covers: Sequence[Cover]) -> bool:
        """Whether there is nothing to look into: ink, no cover over it, and another colour than its ground's."""
        first = self._drawn[word.members[0]]
        return (
            (not covers or covers[-1].order < first.order)
            and self.is_inked(word)
            and not (first.mode in {0, 4} and self.is_on_its_colour(word))
        )

    def is_on_its_colour(self, word: _Word) -> bool:
        """A quick look at one pixel, before all are looked at."""
        if self._alike is None:
            height, width, _ = self._bare.shape
            y, x = (self._top + self._bottom) // 2, self._left
            # PDFium paints blue first.
            ground = self._bare[np.minimum(y, height - 1), np.minimum(x, width - 1)][:, ::-1]
            table: dict[tuple[int, int, int], int] = {}
            used = [table.setdefault(glyph.colour or _NO_COLOUR, len(table)) for glyph in self._drawn]
            alike = np.abs(np.array(list(table))[used] - ground).max(axis=1) < INK
            self._alike = (alike & (y < height) & (x < width)).tolist()
        return bool(self._alike[word.members[0]])

    def background(self, word: _Word) -> NDArray[np.float64] | None:
        part = self._part(self._bare, word)
        return np.median(part.reshape(-1, 3), axis=0) if part.size else None


def _compare(
    drawn: Sequence[Drawn], words: Sequence[_Word], boxes: _Boxes, number: int, covers: Sequence[Cover], eye: _Eye
) -> str:
    word = words[number]
    first = drawn[word.members[0]]
    if not eye.is_inked(word):
        if first.mode >= 4 and eye.shows_letters(word):  # letters cut out of a picture or a gradient
            return ""
        if _last_cover(word, first.order, covers) is not None:
            return COVERED
        if _is_colour_of(first.colour, eye.background(word)):
            return BACKGROUND
        return NO_INK if first.certain else ""
    # There is ink: is it this word's, or that of text that lies over it?
    cover = _last_cover(word, first.order, covers)
    is_like_ground = (
        first.mode in {0, 4} and eye.is_on_its_colour(word) and _is_colour_of(first.colour, eye.background(word))
    )
    if cover is None and not is_like_ground:
        return ""
    if cover is not None:
        later = [n for n, glyph in enumerate(drawn) if glyph.order > cover.order and not glyph.text.isspace()]
        if not eye.is_inked_beside(word, ("after", cover.order), later):
            return COVERED
    if is_like_ground and not any(_same(drawn, word, words[other]) for other in _over(boxes, number)):
        strange = [n for n, glyph in enumerate(drawn) if glyph.colour != first.colour and not glyph.text.isspace()]
        if not eye.is_inked_beside(word, ("not in", first.colour), strange):
            return BACKGROUND
    return ""


def _over(boxes: _Boxes, number: int) -> list[int]:
    """The words that cover a fifth or more of this one."""
    box = boxes[number]
    width = np.minimum(boxes[:, 2], box[2]) - np.maximum(boxes[:, 0], box[0])
    height = np.minimum(boxes[:, 3], box[3]) - np.maximum(boxes[:, 1], box[1])
    area = max((box[2] - box[0]) * (box[3] - box[1]), 1e-6)
    over = (width > 0) & (height > 0) & (width * height >= 0.2 * area)
    over[number] = False
    return [int(i) for i in np.flatnonzero(over)]


def _same(drawn: Sequence[Drawn], word: _Word, other: _Word) -> bool:
    """A shadow says what its word says."""
    return [drawn[m].text for m in word.members] == [drawn[m].text for m in other.members]


def _last_cover(word: _Word, order: int, covers: Sequence[Cover]) -> Cover | None:
    x0, y0, x1, y1 = word.box
    dx, dy = 0.1 * (x1 - x0), 0.25 * (y1 - y0)
    for cover in reversed(covers):
        if cover.order < order:
            return None
        a0, b0, a1, b1 = cover.box
        if a0 <= x0 + dx and b0 <= y0 + dy and a1 >= x1 - dx and b1 >= y1 - dy:
            return cover
    return None


def _is_colour_of(colour: tuple[int, int, int] | None, ground: NDArray[Any] | None) -> bool:
    if colour is None or ground is None:
        return False
    blue, green, red = (float(part) for part in ground)  # PDFium paints blue first
    return max(abs(colour[0] - red), abs(colour[1] - green), abs(colour[2] - blue)) < INK


def _is_scan(
    words: Sequence[_Word], verdicts: Sequence[str], shown: Sequence[int], covers: Sequence[Cover], area: Box
) -> bool:
    """A picture of a page, most of whose words stand, unseen, where the picture shows marks."""
    if not covers_page(covers, area):
        return False
    unseen = sum(1 for verdict in verdicts if verdict and verdict not in {OFF_PAGE, SMALL, NARROW})
    return unseen >= 0.5 * len(words) and len(shown) >= 0.7 * unseen


def covers_page(covers: Sequence[Cover], area: Box) -> bool:
    """Whether pictures cover most of a page: one, or strips of one."""
    inside = [_inside(cover.box, area) for cover in covers if cover.is_picture]
    if len(inside) > _STRIPS:
        inside.append(sum(inside))
    return max(inside, default=0.0) >= _PAGE * area.width * area.height


def _inside(box: tuple[float, float, float, float], area: Box) -> float:
    width = min(box[2], area.x1) - max(box[0], area.x0)
    height = min(box[3], area.y1) - max(box[1], area.y0)
    return max(width, 0.0) * max(height, 0.0) if math.isfinite(width + height) else 0.0


def _fill_spaces(drawn: Sequence[Drawn], reasons: list[str]) -> None:
    """White space goes with the word before it, at the start of a text with the word behind it."""
    last = next((reasons[n] for n, glyph in enumerate(drawn) if not glyph.text.isspace()), "")
    for number, glyph in enumerate(drawn):
        if glyph.text.isspace():
            reasons[number] = last
        else:
            last = reasons[number]
