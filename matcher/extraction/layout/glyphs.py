"""Represent the glyphs of a page, one by one and as NumPy columns for cheap steps over all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Flags", "Floats", "Glyph", "GlyphColumns", "OrientedGlyph"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Glyph(NamedTuple):
    """An upright glyph from ``x0`` to ``x1`` on the baseline ``y``; lengths in points."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


class OrientedGlyph(NamedTuple):
    """A glyph and the direction of its line in degrees; the glyph's coordinates run along that direction."""

    glyph: Glyph
    angle: int


@dataclass(frozen=True, slots=True)
class GlyphColumns:
    """Columns of the glyphs of one page and writing direction, in drawing order.

    >>> columns = GlyphColumns.of([Glyph("G", 0, 6, 700, 10), Glyph("o", 6, 12, 700, 10), Glyph("G", 20, 26, 700, 10)])
    >>> columns.x0.tolist(), columns.map_texts(str.isupper).tolist()
    ([0.0, 6.0, 20.0], [True, False, True])
    """

    glyphs: Sequence[Glyph]
    texts: tuple[str, ...]
    distinct_texts: tuple[str, ...]
    text_index: NDArray[np.intp]
    """Index of each glyph's text in ``distinct_texts``."""
    x0: Floats
    x1: Floats
    y: Floats
    size: Floats

    @classmethod
    def of(cls, glyphs: Sequence[Glyph]) -> GlyphColumns:
        """Return the columns of at least one glyph."""
        texts, x0, x1, y, size = zip(*glyphs, strict=True)
        index_of = {text: index for index, text in enumerate(dict.fromkeys(texts))}
        text_index = np.fromiter(map(index_of.__getitem__, texts), np.intp, len(texts))
        columns = [np.fromiter(column, float, len(texts)) for column in (x0, x1, y, size)]
        return cls(glyphs, texts, tuple(index_of), text_index, *columns)

    def map_texts(self, function: Callable[[str], Any]) -> NDArray[Any]:
        """Apply a function to each glyph's text; it is called once per distinct text."""
        return np.array([function(text) for text in self.distinct_texts])[self.text_index]

    def select(self, mask: Flags) -> GlyphColumns:
        """Return the columns of the glyphs whose flag is set."""
        return GlyphColumns.of([self.glyphs[index] for index in np.flatnonzero(mask).tolist()])
