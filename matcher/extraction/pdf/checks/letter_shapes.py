"""Check whether the letters of a font have the shapes of those that they stand for.

A font may say that what it draws stands for any other letter. The painted shapes are compared with those of five plain
typefaces that PDFium brings along, so the answer is the same on every machine and needs no text recognition.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.core.document import Box
from matcher.extraction.likeness import LETTERS, Shape, resembles, shape_of
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

_LOOK: Final = 24
"""Letters of a font that are looked at first."""

_INSTANCES: Final = 3
"""Places in which each letter is looked at closely."""

_CLOSE: Final = 4.0
"""Pixels per point for a closer look."""
_MOST_PIXELS: Final = 10_000_000

_CLIPPING: Final = 4
"""Text rendering mode from which letters clip what is drawn after them."""
_APART: Final = 1 << 50
"""Larger than the numbers of fonts."""


class LetterShapes:
    """Looks at each font of a file once.

    Args:
        look_closer: paints a page (from 1) in grey with so many pixels per point, at most so many in total.
    """

    def __init__(self, look_closer: Callable[[int, float, int], Pixels | None]) -> None:
        self._look_closer = look_closer
        self._is_true: dict[int, bool] = {}

    def find_false(
        self,
        page: int,
        glyphs: PageGlyphs,
        fonts: NDArray[np.int64],
        candidates: Sequence[int],
        grey: Pixels,
        area: Box,
    ) -> set[int]:
        """Return the fonts whose letters look like others.

        Args:
            page: its number.
            glyphs: of the page.
            fonts: a number for each glyph that identifies its font in the file.
            candidates: indices of the glyphs that are seen.
            grey: the painted page.
            area: the visible part of the page.
        """
        places = self._group(glyphs, fonts, candidates)
        if not places:
            return {font for font, is_true in self._is_true.items() if not is_true}
        boxes = _boxes(glyphs, area, grey)
        doubtful = {}
        for key, letters in places.items():
            looked = {text: found[:1] for text, found in list(letters.items())[:_LOOK]}
            if _share(_shapes(looked, boxes, grey)) < _CERTAIN:
                doubtful[key] = letters
        closer = self._look_closer(page, _CLOSE, _MOST_PIXELS) if doubtful else None
        for key, letters in places.items():
            is_true = key not in doubtful
            if not is_true and closer is not None:
                is_true = _share(_shapes(letters, _boxes(glyphs, area, closer), closer)) >= AGREEING
            for font in key:
                self._is_true[font] = is_true
        return {font for font, is_true in self._is_true.items() if not is_true}

    def _group(
        self, glyphs: PageGlyphs, fonts: NDArray[np.int64], candidates: Sequence[int]
    ) -> dict[tuple[int, ...], dict[str, list[int]]]:
        """Return some glyphs for each letter of each font that is not known yet; small fonts together."""
        found: dict[int, dict[str, list[int]]] = {}
        new = np.array([number for number in candidates if glyphs.is_letter[number]], np.intp)
        new = new[~np.isin(fonts[new], list(self._is_true))]
        for number in new.tolist():
            text = glyphs.drawn[number].text
            if text in _INDEX:
                places = found.setdefault(int(fonts[number]), {}).setdefault(text, [])
                if len(places) < _INSTANCES:
                    places.append(number)
        groups: dict[tuple[int, ...], dict[str, list[int]]] = {}
        small: dict[str, list[int]] = {}
        names: list[int] = []
        for font, letters in found.items():
            if len(letters) >= _FEWEST:
                groups[font,] = letters
                continue
            names.append(font)
            for text, places in letters.items():
                small.setdefault(text, []).extend(places)
        if len(small) >= _FEWEST:
            groups[tuple(names)] = small
        return groups


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
    fonts = fonts + (glyphs.modes() >= _CLIPPING) * _APART
    seen = [index for index, reason in enumerate(reasons) if not reason and not glyphs.drawn[index].angle]
    false = shapes.find_false(page, glyphs, fonts, seen, grey, area)
    if false:
        for index in np.flatnonzero(np.isin(fonts, list(false))).tolist():
            reasons[index] = reasons[index] or OTHER_LETTERS


_INDEX: Final = frozenset(LETTERS)


def _boxes(glyphs: PageGlyphs, area: Box, grey: Pixels) -> NDArray[np.intp]:
    """Return left, top, right and bottom of the glyphs in a picture's pixels."""
    scale = grey.shape[1] / area.width
    left, low, right, high = glyphs.boxes
    boxes = np.array([left - area.x0, area.y1 - high, right - area.x0, area.y1 - low]) * scale
    pixels: NDArray[np.intp] = np.clip(np.rint(boxes), 0, 1_000_000).astype(np.intp)
    return pixels


def _shapes(letters: Mapping[str, Sequence[int]], boxes: NDArray[np.intp], grey: Pixels) -> dict[str, list[Shape]]:
    return {text: [shape_of(_cut(number, boxes, grey)) for number in numbers] for text, numbers in letters.items()}


def _cut(number: int, boxes: NDArray[np.intp], grey: Pixels) -> Pixels:
    """Return a letter's pixels; if its box reaches into the next one because the text is slanted, upright."""
    left, top, right, bottom = boxes[:, number].tolist()
    letter = grey[top:bottom, left:right]
    rows, columns = letter.shape
    lean = 0
    for first in (number, number - 1):
        if 0 <= first < boxes.shape[1] - 1 and abs(boxes[1, first] - boxes[1, first + 1]) < 0.2 * rows:
            lean = int(boxes[2, first] - boxes[0, first + 1])
            break
    if not 0.08 * rows < lean < 0.7 * columns:
        return letter
    starts = np.rint(lean * (rows - 0.5 - np.arange(rows)) / rows).astype(int)
    upright: Pixels = np.take_along_axis(letter, starts[:, None] + np.arange(columns - lean), axis=1)
    return upright


def _share(letters: Mapping[str, Sequence[Shape]]) -> float:
    """Return the share of letters that look like what they stand for."""
    return sum(resembles(text, found) for text, found in letters.items()) / len(letters)


def agreement(letters: Mapping[str, Pixels]) -> float:
    """Return the share of some pictures of letters that look like the letters they stand for."""
    return _share({letter: [shape_of(picture)] for letter, picture in letters.items()})
