"""Drop glyphs that are drawn twice in (almost) the same place to make them bold or to add a shadow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.extraction.layout.glyphs import Flags, Floats, Glyph, GlyphColumns

__all__ = ["without_duplicates"]

_NEAR: Final = 0.12
"""Largest distance of duplicates along and across the line, in units of the later one's font size."""
_SQUARE: Final = 4.0
_FARTHEST: Final = 8.0
"""Duplicates are in the same square of four points, or in two adjacent ones."""
_COARSE: Final = 16.0
"""Side of the squares by which glyphs are looked up, in points."""
_GRAIN: Final = 16.0
"""Steps per point in the first, coarse comparison."""
_MOST_KEYS: Final = 1 << 62


def without_duplicates(columns: GlyphColumns) -> GlyphColumns:
    """Return the glyphs without the second and later copies.

    >>> o = Glyph("o", 6, 12, 700, 10)
    >>> without_duplicates(GlyphColumns.of([Glyph("G", 0, 6, 700, 10), o, o._replace(x0=6.3), o])).texts
    ('G', 'o')
    """
    suspects = _suspects(columns)
    if not suspects.any():
        return columns
    dropped = _find_duplicates([(index, columns.glyphs[index]) for index in np.flatnonzero(suspects).tolist()])
    if not dropped:
        return columns
    kept = np.ones(len(suspects), bool)
    kept[dropped] = False
    return columns.select(kept)


def _suspects(columns: GlyphColumns) -> Flags:
    """Flag all glyphs whose text occurs twice close by: more than the duplicates, but most pages have none."""
    is_space = columns.map_texts(str.isspace)
    reach = np.minimum(_NEAR * columns.size, _FARTHEST)
    farthest = float(reach.max())
    # Cut the page into strips twice, half a strip apart: near glyphs share a strip in at least one of them.
    height = 2.02 * farthest + 1e-3
    is_suspect = np.zeros(len(columns.distinct_texts), bool)
    for shift in (0.0, 0.5):
        strip = np.floor(columns.y / height + shift)
        step = np.floor(columns.x0 * _GRAIN)
        key = _keys(columns, strip, step, gap=farthest * _GRAIN + 4)
        if key is None:
            return ~is_space
        order = np.argsort(key)
        wide = np.maximum(reach[order[1:]], reach[order[:-1]])
        close = np.diff(key[order]) <= wide * _GRAIN + 2
        is_suspect[columns.text_index[order[1:][close]]] = True
    suspects: Flags = is_suspect[columns.text_index] & ~is_space
    return suspects


def _keys(columns: GlyphColumns, strip: Floats, step: Floats, gap: float) -> NDArray[np.int64] | None:
    """Return sort keys that grow with the step along a strip, more than ``gap`` apart for different texts or strips.

    None if the keys would not fit in 64 bits.
    """
    steps = float(step.max() - step.min()) + gap
    strips = float(strip.max() - strip.min()) + 1
    if not len(columns.distinct_texts) * strips * steps < _MOST_KEYS:
        return None
    row = columns.text_index * int(strips) + (strip - strip.min()).astype(np.int64)
    keys: NDArray[np.int64] = row * int(steps) + (step - step.min()).astype(np.int64)
    return keys


def _find_duplicates(glyphs: Iterable[tuple[int, Glyph]]) -> list[int]:
    """Return the indices of glyphs that were already drawn almost in the same place."""
    dropped: list[int] = []
    seen: dict[tuple[str, float, float], list[Glyph]] = {}  # by text and square of the page
    for index, glyph in glyphs:
        text, x0, _, y, size = glyph
        reach = _NEAR * size
        far = min(reach + 0.01, _FARTHEST)
        left, right = (x0 - far) // _COARSE, (x0 + far) // _COARSE
        low, high = (y - far) // _COARSE, (y + far) // _COARSE
        squares = {(text, column, row) for column in (left, right) for row in (low, high)}
        if any(_is_duplicate(other, x0, y, reach) for square in squares for other in seen.get(square, ())):
            dropped.append(index)
        else:
            seen.setdefault((text, x0 // _COARSE, y // _COARSE), []).append(glyph)
    return dropped


def _is_duplicate(other: Glyph, x0: float, y: float, reach: float) -> bool:
    return (
        abs(other.x0 - x0) <= reach
        and abs(other.y - y) <= reach
        and abs(int(other.x0 // _SQUARE) - int(x0 // _SQUARE)) <= 1
        and abs(int(other.y // _SQUARE) - int(y // _SQUARE)) <= 1
    )
