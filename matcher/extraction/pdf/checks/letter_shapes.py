"""Check whether the letters of a font have the shapes of those that they stand for.

A font may say that what it draws stands for any other letter. The painted shapes are compared with those of five plain
typefaces that PDFium brings along, so the answer is the same on every machine and needs no text recognition.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import accumulate, chain, repeat
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.core.document import Box
from matcher.extraction.likeness import LETTERS, resemble, resembles, shape_of, shapes_of
from matcher.extraction.pdf.checks.picture import Picture, Pixels
from matcher.extraction.pdf.words import PageGlyphs

__all__ = ["LetterShapes", "agreement", "hide_false_letters"]

NO_FONT: Final = "in a font that the page lacks"
OTHER_LETTERS: Final = "in letters that look like others"

AGREEING: Final = 0.4
"""Share of a font's distinct letters that must resemble the letters they stand for, seen closely.

It is 0.5 to 1 in the fonts of 133 résumés, slanted ones and small capitals included, and below 0.3 in two collected
files whose letters are others. After changing it, run ``python -m benchmarks visibility FOLDER``.
"""

_CERTAIN: Final = 0.6
"""Share at the resolution at which the page is painted anyway, from which the letters need no closer look."""

_FEWEST: Final = 8
"""Fewest distinct letters by which a font is judged; smaller fonts are judged together."""

_WORD: Final = 5
"""Fewest distinct letters of a word that is judged by itself: it is false if none of its letters is what it stands for.
"""

_INSTANCES: Final = 3
"""Places in which each letter is looked at closely."""

_CLOSE: Final = 4.0
"""Pixels per point for a closer look."""
_MOST_PIXELS: Final = 10_000_000

_CLIPPING: Final = 4
"""Text rendering mode from which letters clip what is drawn after them."""
_APART: Final = 1 << 50
"""Larger than the numbers of fonts."""
_UNKNOWN, _AGREES, _DOUBTFUL, _FAILS = range(4)
"""Of a letter: not looked at; it looks like what it stands for; it does not; it does not seen closely."""
_NEVER: Final = np.full(len(LETTERS), _UNKNOWN, np.int8)
_PART: Final = 64
"""Letters that are looked at together."""
_MOST_SIDE: Final = 120
"""Pixels of a letter's side from which not all are looked at."""
_Places = dict[tuple[int, int], list[int]]
"""Some glyphs for each letter of a font, by the numbers of both."""


class LetterShapes:
    """Looks at each letter of each font of a file once.

    Args:
        look_closer: paints a page (from 1) in grey with so many pixels per point, at most so many in total.
    """

    def __init__(self, look_closer: Callable[[int, float, int], Pixels | None]) -> None:
        self._look_closer = look_closer
        self._looks: dict[int, NDArray[np.int8]] = {}
        """What is known of each letter of each font."""
        self._false: set[int] = set()
        """Fonts whose letters look like others."""

    def find_false(
        self,
        page: int,
        glyphs: PageGlyphs,
        fonts: NDArray[np.int64],
        candidates: NDArray[np.intp],
        grey: Pixels,
        area: Box,
    ) -> NDArray[np.bool_]:
        """Flag the glyphs of fonts, and of words, whose letters look like others.

        Args:
            page: its number.
            glyphs: of the page.
            fonts: a number for each glyph that identifies its font in the file.
            candidates: indices of the glyphs that are seen.
            grey: the painted page.
            area: the visible part of the page.
        """
        codes = np.fromiter(map(_CODES.get, glyphs.texts, repeat(-1)), np.intp, len(glyphs.texts))
        candidates = candidates[codes[candidates] >= 0]
        names, numbers = np.unique(fonts, return_inverse=True)
        looks = np.array([self._looks.get(name, _NEVER) for name in names.tolist()])
        new = candidates[looks[numbers[candidates], codes[candidates]] == _UNKNOWN]
        if new.size:
            view = _View(page, glyphs, area, grey, self._look_closer)
            self._judge_fonts(_places(new, numbers, codes), names, looks, view)
            _look_at_words(candidates, numbers, codes, looks, view)
            self._looks.update(zip(names.tolist(), looks, strict=True))
        flags: NDArray[np.bool_] = np.isin(fonts, list(self._false))
        for word in _failing_words(candidates, looks[numbers[candidates], codes[candidates]] == _FAILS, codes):
            flags[word] = True
        return flags

    def _judge_fonts(self, places: _Places, names: NDArray[np.int64], looks: NDArray[np.int8], view: _View) -> None:
        """Look at the letters that are new, and judge their fonts; small fonts together."""
        found: dict[int, list[tuple[int, int]]] = {}
        for key in places:
            found.setdefault(key[0], []).append(key)
        small = [key for keys in found.values() if len(keys) < _FEWEST for key in keys]
        groups = [keys for keys in found.values() if len(keys) >= _FEWEST]
        for keys in [*groups, small] if small else groups:
            agree = view.look({key: places[key][:1] for key in keys})
            if len(keys) >= _FEWEST and sum(agree) < _CERTAIN * len(keys):
                agree = view.look_closer({key: places[key] for key in keys})
                if sum(agree) < AGREEING * len(keys):
                    self._false.update(int(names[font]) for font, _ in keys)
            for (font, code), agrees in zip(keys, agree, strict=True):
                looks[font, code] = _AGREES if agrees else _DOUBTFUL


class _View:
    """A painted page on which letters are looked at."""

    def __init__(
        self,
        page: int,
        glyphs: PageGlyphs,
        area: Box,
        grey: Pixels,
        look_closer: Callable[[int, float, int], Pixels | None],
    ) -> None:
        self._glyphs, self._area, self._grey = glyphs, area, grey
        self._closer = cache(lambda: look_closer(page, _CLOSE, _MOST_PIXELS))

    def look(self, places: _Places) -> list[bool]:
        """Return for each letter whether it looks like what it stands for, at the resolution of the page."""
        return _agree(places, _boxes(self._glyphs, self._area, self._grey), self._grey)

    def look_closer(self, places: _Places) -> list[bool]:
        """Return the same from a closer look; none does if the page cannot be painted."""
        closer = self._closer()
        if closer is None:
            return [False] * len(places)
        return _agree(places, _boxes(self._glyphs, self._area, closer), closer)


def _places(candidates: NDArray[np.intp], numbers: NDArray[np.intp], codes: NDArray[np.intp]) -> _Places:
    """Return some glyphs for each letter of each font."""
    keys = numbers[candidates] * len(LETTERS) + codes[candidates]
    order = np.argsort(keys, kind="stable")
    _, starts = np.unique(keys[order], return_index=True)
    ends = [*starts[1:].tolist(), len(order)]
    return {
        divmod(int(keys[order[start]]), len(LETTERS)): candidates[order[start : min(end, start + _INSTANCES)]].tolist()
        for start, end in zip(starts.tolist(), ends, strict=True)
    }


def _look_at_words(
    candidates: NDArray[np.intp],
    numbers: NDArray[np.intp],
    codes: NDArray[np.intp],
    looks: NDArray[np.int8],
    view: _View,
) -> None:
    """Look closer at the letters of words of which no letter looks like what it stands for."""
    for look, otherwise in ((view.look, _DOUBTFUL), (view.look_closer, _FAILS)):
        fails = looks[numbers[candidates], codes[candidates]] >= _DOUBTFUL
        words = _failing_words(candidates, fails, codes)
        if not words:
            return
        places = _places(np.concatenate(words), numbers, codes)
        for (font, code), agrees in zip(places, look(places), strict=True):
            looks[font, code] = _AGREES if agrees else otherwise


def _failing_words(
    candidates: NDArray[np.intp], fails: NDArray[np.bool_], codes: NDArray[np.intp]
) -> list[NDArray[np.intp]]:
    """Return the letters of the words that are long enough and of which all letters fail."""
    if np.count_nonzero(fails) < _WORD:
        return []
    firsts = np.append(0, np.flatnonzero(np.diff(candidates) > 1) + 1)
    lengths = np.diff(np.append(firsts, len(candidates)))
    failing = np.flatnonzero((lengths >= _WORD) & (np.add.reduceat(fails.astype(np.intp), firsts) == lengths))
    runs = (candidates[firsts[number] : firsts[number] + lengths[number]] for number in failing.tolist())
    return [run for run in runs if len(set(codes[run].tolist())) >= _WORD]


def hide_false_letters(
    page: int,
    glyphs: PageGlyphs,
    reasons: list[str],
    picture: Picture,
    area: Box,
    fonts: NDArray[np.int64] | None,
    shapes: LetterShapes | None,
) -> None:
    """Hide the glyphs of fonts that the page lacks, or whose letters look like others.

    Args:
        page: its number.
        glyphs: of the page.
        reasons: why each glyph is hidden; empty if it is seen.
        picture: of the page.
        area: its visible part.
        fonts: a number for each glyph that identifies its font; None on a page that PDFium read.
        shapes: of the fonts of the file, or of this page if PDFium read it.
    """
    if fonts is None:
        if glyphs.strings is None or picture.strings is None:
            return
        fonts = picture.strings.fonts()[glyphs.strings]
        for index in np.flatnonzero(fonts == -1).tolist():
            reasons[index] = reasons[index] or NO_FONT
    grey = picture.painted
    if shapes is None or grey is None:
        return
    # Letters that only clip a picture show its shapes, if it has any.
    fonts = fonts + (glyphs.modes >= _CLIPPING) * _APART
    is_seen = glyphs.is_level
    if any(reasons):
        is_seen = is_seen & np.fromiter([not reason for reason in reasons], bool, len(reasons))
    false = shapes.find_false(page, glyphs, fonts, np.flatnonzero(is_seen), grey, area)
    for index in np.flatnonzero(false).tolist():
        reasons[index] = reasons[index] or OTHER_LETTERS


_CODES: Final = {letter: code for code, letter in enumerate(LETTERS)}


def _boxes(glyphs: PageGlyphs, area: Box, grey: Pixels) -> NDArray[np.intp]:
    """Return left, top, right and bottom of the glyphs in a picture's pixels, a row each."""
    rows, columns = grey.shape
    scale = columns / area.width
    left, low, right, high = glyphs.boxes
    boxes = np.array([left - area.x0, area.y1 - high, right - area.x0, area.y1 - low]) * scale
    pixels: NDArray[np.intp] = np.clip(np.rint(boxes), 0, [[columns], [rows], [columns], [rows]]).astype(np.intp)
    return pixels


def _leans(numbers: NDArray[np.intp], boxes: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return how far letters reach into the next one because the text is slanted."""
    leans = np.zeros(len(numbers), np.intp)
    heights, widths = (boxes[2:] - boxes[:2])[::-1][:, numbers]
    for offset in (1, 0):  # rather into the next letter than from the one before
        first = np.clip(numbers - offset, 0, boxes.shape[1] - 2)
        is_beside = np.abs(boxes[1, first] - boxes[1, first + 1]) < 0.2 * heights
        is_beside &= first == numbers - offset
        leans = np.where(is_beside, boxes[2, first] - boxes[0, first + 1], leans)
    return np.where((leans > 0.08 * heights) & (leans < 0.7 * widths), leans, 0)


def _agree(places: _Places, boxes: NDArray[np.intp], grey: Pixels) -> list[bool]:
    """Return for each letter whether it looks like what it stands for in one of its places."""
    if not places:
        return []
    numbers = np.fromiter(chain.from_iterable(places.values()), np.intp)
    leans = _leans(numbers, boxes) if boxes.shape[1] > 1 else np.zeros(len(numbers), np.intp)
    parts = range(0, len(numbers), _PART)
    shapes = np.concatenate(
        [shapes_of(boxes[:, numbers[i : i + _PART]], leans[i : i + _PART], grey, _MOST_SIDE) for i in parts]
    )
    firsts = [0, *accumulate(map(len, places.values()))][:-1]
    return resemble([LETTERS[code] for _, code in places], shapes, firsts)


def agreement(letters: Mapping[str, Pixels]) -> float:
    """Return the share of some pictures of letters that look like the letters they stand for."""
    return sum(resembles(letter, [shape_of(picture)]) for letter, picture in letters.items()) / len(letters)
