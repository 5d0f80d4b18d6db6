"""Whether the text layer of a scanned page stands where the scan shows words.

Whoever recognised a page put each word over its picture: the gaps between words lie over blank paper. Words that were
put over print to be counted lie across it, and what stands under their gaps is as black as what stands under them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.core.document import Box

__all__ = ["find_mismatched_words"]

_Quad = tuple[float, float, float, float]

DARK_GAPS: Final = 0.8
"""Share of the gaps that have ink, in units of the share of the words' columns that have it, from which a layer does
not belong to its picture. Of 16 pages painted, blurred and blotted like scans, with boxes a point off, true layers have
0.01 to 0.28 and layers of other words 0.87 to 1.02."""

FEWEST_GAPS: Final = 12
"""Gaps from which that can be told."""

_INK: Final = 40.0
"""Difference of grey from the paper's."""


def find_mismatched_words(boxes: Sequence[_Quad], ground: NDArray[np.uint8], area: Box, scale: float) -> set[int]:
    """The words, by number, of stretches that do not fit the picture under them.

    Args:
        boxes: of words that are not drawn, in the order of the file, in points.
        ground: the page painted without its text (height × width × 3).
        area: the part of the page that it shows.
        scale: pixels per point.
    """
    grey = ground.mean(axis=2)
    inked = np.abs(grey - np.median(grey)) > _INK
    stretches: list[list[tuple[int, float, bool]]] = [[]]
    for number, (left, right) in enumerate(pairwise(boxes)):
        found = _look(left, right, inked, area, scale)
        if found is None:
            continue
        if len(stretches[-1]) >= FEWEST_GAPS:
            stretches.append([])
        stretches[-1].append((number, *found))
    if len(stretches) > 1 and len(stretches[-1]) < FEWEST_GAPS:
        last = stretches.pop()
        stretches[-1] += last
    out: set[int] = set()
    starts = [stretch[0][0] if n else 0 for n, stretch in enumerate(stretches) if stretch]
    for stretch, start, end in zip(stretches, starts, [*starts[1:], len(boxes)], strict=False):
        inside = float(np.mean([share for _, share, _ in stretch]))
        gaps = float(np.mean([dark for _, _, dark in stretch]))
        if len(stretch) >= FEWEST_GAPS and gaps >= DARK_GAPS * inside > 0:
            out.update(range(start, end))
    return out


def _look(left: _Quad, right: _Quad, inked: NDArray[np.bool_], area: Box, scale: float) -> tuple[float, bool] | None:
    """Of a word and the gap behind it: the share of its columns with ink, and whether the middle of the gap has any."""
    height, gap = left[3] - left[1], right[0] - left[2]
    if abs(left[1] - right[1]) > 0.3 * height or not 0.05 * height < gap < 1.2 * height:
        return None
    top = round((area.y1 - left[3] + 0.25 * height) * scale)
    bottom = round((area.y1 - left[1] - 0.2 * height) * scale)
    x0, x1 = round((left[0] - area.x0) * scale) + 1, round((left[2] - area.x0) * scale)
    middle = round(((left[2] + right[0]) / 2 - area.x0) * scale)
    if not (0 <= top < bottom <= inked.shape[0] and 0 <= x0 < x1 and middle < inked.shape[1]):
        return None
    return float(inked[top:bottom, x0:x1].any(axis=0).mean()), bool(inked[top:bottom, middle].any())
