"""Find out which words of form fields and annotations are painted, whatever their values say.

A copy of the file gets what they show as ordinary content; its letters in the field's place are then judged like any
other text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from matcher.core.document import Box
from matcher.extraction.pdf.checks.annotations import WidgetText
from matcher.extraction.pdf.checks.picture import Picture, Pixels
from matcher.extraction.pdf.page_geometry import PageTransform, oriented_glyph, visible_area
from matcher.extraction.pdf.pdfium_reader import open_with_pdfium
from matcher.extraction.pdf.visibility import PageGlyphs, judge_visibility

__all__ = ["painted_letters", "split_by_painted"]

_SAME: Final = 0.7
"""Share of the ink in a field that must be in the page and in the copy, which shows fields of hidden layers as well.

PDFium places the letters of fields up to a pixel elsewhere than those of pages.
"""

_INK: Final = 48
"""Smallest difference from the field's colour that is ink."""

_Quad = tuple[float, float, float, float]


def painted_letters(
    data: bytes, page: int, widgets: Sequence[WidgetText], picture: Picture | None, place: Callable[[_Quad], _Quad]
) -> list[str]:
    """Return the letters and digits that are painted in the place of each field, in lower case; empty if unknown.

    Args:
        data: the file.
        page: from 1.
        widgets: fields and annotations of the page.
        picture: of the page.
        place: transforms a box in the page's own space to the page as displayed.
    """
    nothing = [""] * len(widgets)
    painted = picture.with_text if picture is not None else None
    copy = open_with_pdfium(data) if painted is not None else None
    if copy is None or painted is None:
        return nothing
    try:
        if not copy.flatten(page):
            return nothing
        box, inner, rotation = copy.geometry(page)
        transform = PageTransform.of(box, rotation)
        area = visible_area(transform, inner, box)
        characters = list(copy.characters(page))
        pairs = [oriented_glyph(character, transform, rotation, order) for order, character in enumerate(characters)]
        drawn = [(pair[1], character.string) for pair, character in zip(pairs, characters, strict=True) if pair]
        if not drawn:
            return nothing
        glyphs = PageGlyphs([glyph for glyph, _ in drawn])
        glyphs.strings = np.array([string for _, string in drawn])
        flat = copy.paint(page)
        if flat is None or flat.with_text is None or min(glyphs.strings) < 0:
            return nothing
        reasons = judge_visibility(glyphs, [], area, flat).reasons
        copied = flat.with_text
    finally:
        copy.close()
    if copied.shape != painted.shape:
        return nothing
    letters = []
    for widget in widgets:
        x0, y0, x1, y1 = place(widget.box)
        rows = slice(max(int((area.y1 - y1) * flat.scale), 0), max(int((area.y1 - y0) * flat.scale), 0))
        columns = slice(max(int((x0 - area.x0) * flat.scale), 0), max(int((x1 - area.x0) * flat.scale), 0))
        is_same = _are_alike(painted[rows, columns, 1], copied[rows, columns, 1])
        letters.append(_letters_in(Box(x0, y0, x1, y1), glyphs, reasons) if is_same else "")
    return letters


def _are_alike(part: Pixels, other: Pixels) -> bool:
    """Return whether two pictures of a field have their ink in the same places, give or take a pixel."""
    if not part.size:
        return False
    inks = [np.abs(picture - np.median(picture)) >= _INK for picture in (part, other)]
    wide = []
    for ink in inks:
        padded = np.pad(ink, 1)
        rows, columns = ink.shape
        wide.append(np.any([padded[i : i + rows, j : j + columns] for i in range(3) for j in range(3)], axis=0))
    return all((ink & near).sum() >= _SAME * ink.sum() for ink, near in zip(inks, reversed(wide), strict=True))


def _letters_in(box: Box, glyphs: PageGlyphs, reasons: Sequence[str]) -> str:
    left, low, right, high = glyphs.boxes
    x, y = (left + right) / 2, (low + high) / 2
    inside = np.flatnonzero((x >= box.x0) & (x <= box.x1) & (y >= box.y0) & (y <= box.y1)).tolist()
    return _letters("".join(glyphs.drawn[number].text for number in inside if not reasons[number]))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def split_by_painted(text: str, painted: str) -> tuple[str, str]:
    """Return the words of a line that are painted, and the others.

    Args:
        text: the line.
        painted: the painted letters and digits in lower case.

    >>> split_by_painted("Ana Example, Django", "anaexample")
    ('Ana Example,', 'Django')
    """
    found: list[str] = []
    missing: list[str] = []
    position = 0
    for word in text.split():
        letters = _letters(word)
        at = painted.find(letters, position)
        at = painted.find(letters) if at < 0 else at
        (found if at >= 0 else missing).append(word)
        position = at + len(letters) if at >= 0 else position
    return " ".join(found), " ".join(missing)
