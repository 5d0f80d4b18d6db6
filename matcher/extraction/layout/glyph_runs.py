"""Join glyphs that are drawn one after the other on one line into runs."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np

from matcher.extraction.layout.glyphs import Flags, GlyphColumns

__all__ = ["GlyphRun", "build_runs"]

RUN_GAP: Final = 1.0
"""White space that ends a run, in units of the font size; letter-spaced headings have less between their letters."""

_OVERLAP: Final = 0.4
"""How far the next glyph may begin before the end of the last one (kerning, italics), in units of the font size."""


class GlyphRun:
    """Glyphs drawn one after the other on one line, with their superscripts and subscripts.

    Args:
        order: index of its first glyph in drawing order.
        x0: left edge of that glyph, in points; the other arguments likewise describe it.
    """

    __slots__ = ("ends_in_space", "last", "order", "size", "text", "x0", "x1", "y")

    def __init__(self, order: int, x0: float, x1: float, y: float, size: float) -> None:
        self.order = self.last = order
        self.ends_in_space = False
        self.x0, self.x1, self.y, self.size = x0, x1, y, size
        self.text = ""

    def try_add(self, x0: float, x1: float, y: float, size: float) -> bool:
        """Add a glyph if it continues the run; return whether it does."""
        own = self.size
        largest = size if size > own else own
        gap = x0 - self.x1
        if not -_OVERLAP * largest <= gap <= RUN_GAP * largest:
            return False
        rise = abs(y - self.y)
        if rise > 0.1 * largest:
            # "1st", "C++": smaller, raised or lowered, and close
            is_script = rise <= 0.5 * largest and min(own, size) < 0.9 * largest and abs(gap) < 0.3 * largest
            if not is_script and not (rise <= 0.4 * largest and abs(gap) < 0.15 * largest):
                return False
        if size > own * 1.05:
            self.y, self.size = y, size
        self.x0, self.x1 = min(self.x0, x0), max(self.x1, x1)
        return True


def build_runs(columns: GlyphColumns, is_space: Flags) -> tuple[list[GlyphRun], Flags]:
    """Return the runs in drawing order, and flags of the glyphs in them: all except isolated spaces.

    A stretch of glyphs of one size on one baseline belongs to a run as soon as the run ends like one of them, so only
    the glyphs at the start of a stretch are examined one by one.

    Args:
        columns: the glyphs.
        is_space: which of them are white space.
    """
    spaces = is_space.tolist()
    in_run = np.ones(len(spaces), bool)
    runs: list[GlyphRun] = []
    for start, end in pairwise(_stretch_starts(columns)):
        index = start
        while index < end:
            _, x0, x1, y, size = columns.glyphs[index]
            if not runs or not runs[-1].try_add(x0, x1, y, size):
                if spaces[index]:
                    in_run[index] = False
                    if runs:
                        runs[-1].last = index
                    index += 1
                    continue
                runs.append(GlyphRun(index, x0, x1, y, size))
            run = runs[-1]
            if run.x1 == x1 and run.y == y and run.size == size:
                run.x0, run.x1 = min(run.x0, float(columns.x0[index:end].min())), columns.glyphs[end - 1].x1
                index = end - 1
            run.last, run.ends_in_space = index, spaces[index]
            index += 1
    return runs, in_run


def _stretch_starts(columns: GlyphColumns) -> list[int]:
    """Return the indices of glyphs that do not continue the previous one's stretch, and the number of glyphs."""
    x0, x1, y, size = columns.x0, columns.x1, columns.y, columns.size
    gap = x0[1:] - x1[:-1]
    continues = (
        (size[1:] == size[:-1])
        & (y[1:] == y[:-1])
        & (x1[1:] >= x1[:-1])
        & (gap >= -_OVERLAP * size[1:])
        & (gap <= RUN_GAP * size[1:])
    )
    return [0, *(np.flatnonzero(~continues) + 1).tolist(), len(x0)]
