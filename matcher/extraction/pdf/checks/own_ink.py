"""Decide whether the ink in a word's box is its own, where the boxes of several texts overlap.

A word is seen if the page changes when it is painted without that word: the words that may have left the ink are
divided into layers in which no two overlap, and the page is painted once without each layer. Texts that repeat another
in the same place (a shadow, or bold by drawing twice) are left out together with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.extraction.pdf.ink import Ink
from matcher.extraction.pdf.words import PageGlyphs, Words

__all__ = ["Seen", "judge_doubtful"]

MOST_LAYERS: Final = 5
"""Most times that a page is painted to tell its overlapping words apart.

Honest pages need two: text and what is printed across it. Words beyond are in a pile that nobody can read.
"""

MOST_WORDS: Final = 500
"""Most overlapping words of a page that are judged; 5 of 727 honest pages have any, at most 64."""

_NEAR: Final = 0.1
"""A text's repetition is less than twice this far from it, in units of its size; the narrowest letters are 0.2 wide."""

_ILLEGIBLE: Final = 0.5
"""Share of a word's box from which other words of about its height, printed over it, make all of them illegible."""

_Flags = NDArray[np.bool_]


class Seen(Enum):
    """Whether a word is seen."""

    YES = 1
    NO = 2
    ILLEGIBLE = 3
    """It is seen together with other words in its place."""
    UNKNOWN = 4


def judge_doubtful(numbers: Sequence[int], glyphs: PageGlyphs, words: Words, ink: Ink) -> dict[int, Seen]:
    """Judge words whose ink may be that of other text.

    Args:
        numbers: of the words.
        glyphs: of the page.
        words: of the page.
        ink: of the page.
    """
    verdicts = dict.fromkeys(numbers, Seen.UNKNOWN)
    strings = ink.strings
    if strings is None or glyphs.strings is None:
        return verdicts
    for layer in _layers(list(numbers)[:MOST_WORDS], glyphs, words, ink):
        painted = strings.paint_without(layer.strings)
        if painted is None:
            continue
        flags = ink.are_inked_by(painted, layer.words)
        for number in layer.words:
            verdicts[number] = Seen.YES if flags[number] else Seen.NO
    for number in [number for number, verdict in verdicts.items() if verdict is Seen.YES]:
        if _is_printed_over(number, verdicts, glyphs, words, ink):
            verdicts[number] = Seen.ILLEGIBLE
    return verdicts


class _Layer:
    """Words that do not overlap, and the texts that draw them.

    Args:
        size: rows and columns of pixels.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        self.words: list[int] = []
        self.strings: list[int] = []
        self.is_taken = np.zeros(size, bool)

    def has_room(self, boxes: Sequence[tuple[slice, slice]]) -> bool:
        return not any(self.is_taken[box].any() for box in boxes)


def _layers(numbers: Sequence[int], glyphs: PageGlyphs, words: Words, ink: Ink) -> list[_Layer]:
    """Return the words in as few layers as a simple method finds; words for which no layer has room are left out."""
    layers: list[_Layer] = []
    units = _Units(glyphs, ink)
    layer_of: dict[int, _Layer] = {}
    for number in numbers:
        members = {units.unit_of[int(string)] for string in set(words.strings_of(number, glyphs))}
        known = {layer_of[unit] for unit in members if unit in layer_of}
        new = [unit for unit in members if unit not in layer_of]
        boxes = [units.box(string) for unit in new for string in units.strings[unit]]
        candidates = list(known) if known else layers
        layer = next((layer for layer in candidates if not new or layer.has_room(boxes)), None)
        if len(known) > 1:
            continue
        if layer is None and not known and len(layers) < MOST_LAYERS:
            layer = _Layer(ink.size)
            layers.append(layer)
        if layer is None:
            continue
        for unit in new:
            layer_of[unit] = layer
            layer.strings += units.strings[unit]
        for box in boxes:
            layer.is_taken[box] = True
        layer.words.append(number)
    return layers


class _Units:
    """Texts of a page, together with those that repeat them in the same place."""

    def __init__(self, glyphs: PageGlyphs, ink: Ink) -> None:
        self.unit_of: dict[int, int] = {}
        self.strings: list[list[int]] = []
        self._boxes = ink.string_boxes
        texts: dict[int, list[str]] = {}
        first: dict[int, int] = {}
        for number, string in enumerate(() if glyphs.strings is None else glyphs.strings.tolist()):
            if string not in first:
                first[string] = number
                texts[string] = []
            texts[string].append(glyphs.drawn[number].text)
        cells: dict[tuple[str, int, int], int] = {}
        for string, number in first.items():
            glyph = glyphs.drawn[number]
            text = "".join(texts[string]).strip()
            step = max(_NEAR * glyph.size, 0.1)
            x, y = round(glyph.box[0] / step), round(glyph.box[1] / step)
            near = ((text, x + i, y + j) for i in (0, -1, 1) for j in (0, -1, 1))
            unit = next((cells[cell] for cell in near if cell in cells), None) if text else None
            if unit is None:
                unit = cells[text, x, y] = len(self.strings)
                self.strings.append([])
            self.strings[unit].append(string)
            self.unit_of[string] = unit

    def box(self, string: int) -> tuple[slice, slice]:
        """Return the rows and columns that a text may paint."""
        left, top, right, bottom = self._boxes[:, string]
        return slice(top, bottom), slice(left, right)


def _is_printed_over(number: int, verdicts: dict[int, Seen], glyphs: PageGlyphs, words: Words, ink: Ink) -> bool:
    """Return whether most of a word is under or over other words that may be visible and about the same height."""
    x0, y0, x1, y1 = words.boxes
    left, low, right, high = words.boxes[:, number]
    height = high - low
    shared = np.maximum(np.minimum(x1, right) - np.maximum(x0, left), 0)
    shared *= np.maximum(np.minimum(y1, high) - np.maximum(y0, low), 0)
    shared[(y1 - y0 < height / 3) | (y1 - y0 > height * 3) | ~ink.is_inked] = 0
    shared[number] = 0
    text = words.text(number, glyphs)
    total = sum(
        float(shared[other])
        for other in np.flatnonzero(shared).tolist()
        if verdicts.get(other) is not Seen.NO and _is_other(words.text(other, glyphs), text)
    )
    return bool(total >= _ILLEGIBLE * max((right - left) * height, 1e-6))


def _is_other(word: str, text: str) -> bool:
    """Return whether a word prints other letters over a text; a line of underscores only underlines it."""
    return word not in text and any(map(str.isalnum, word))
