"""Glyphs of a page: one by one, and all of a page in columns, over which a step costs next to nothing a glyph."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Flags", "Glyph", "GlyphColumns", "Places"]

Places = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Glyph(NamedTuple):
    """One glyph, upright: ``x0`` to ``x1`` along the baseline at ``y``; lengths in points."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class GlyphColumns:
    """Glyphs of one page and one direction of writing, in the order in which they are drawn.

    >>> columns = GlyphColumns.of([Glyph("G", 0, 6, 700, 10), Glyph("o", 6, 12, 700, 10), Glyph("G", 20, 26, 700, 10)])
    >>> columns.x0.tolist(), columns.each(str.isupper).tolist()
    ([0.0, 6.0, 20.0], [True, False, True])
    """

    glyphs: Sequence[Glyph]
    texts: tuple[str, ...]
    kinds: tuple[str, ...]
    """The different texts."""
    kind: NDArray[np.intp]
    """Of each glyph, the place of its text in ``kinds``."""
    x0: Places
    x1: Places
    y: Places
    size: Places

    @classmethod
    def of(cls, glyphs: Sequence[Glyph]) -> GlyphColumns:
        """The columns of at least one glyph."""
        texts, x0, x1, y, size = zip(*glyphs, strict=True)
        numbers = {text: number for number, text in enumerate(dict.fromkeys(texts))}
        kind = np.fromiter(map(numbers.__getitem__, texts), np.intp, len(texts))
        columns = [np.fromiter(column, float, len(texts)) for column in (x0, x1, y, size)]
        return cls(glyphs, texts, tuple(numbers), kind, *columns)

    def each(self, of: Callable[[str], Any]) -> NDArray[Any]:
        """What a function says of the text of each glyph; it is asked once a kind."""
        return np.array([of(kind) for kind in self.kinds])[self.kind]

    def only(self, wanted: Flags) -> GlyphColumns:
        """Some of the glyphs."""
        return GlyphColumns.of([self.glyphs[place] for place in np.flatnonzero(wanted).tolist()])
