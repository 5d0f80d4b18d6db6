"""Check whether the text layer of a scanned page matches the words in the scan.

A real text layer has each word over its picture, so the gaps between words are over blank paper. Words that were laid
over print to be counted run across it, and their gaps are as black as the words.
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
"""Share of gaps with ink, relative to the share of the words' pixel columns with ink, from which a layer does not
match.

Of 16 pages painted, blurred and blotted like scans, with boxes a point off, true layers have 0.01 to 0.28 and layers of
other words 0.87 to 1.02.
"""

FEWEST_GAPS: Final = 12
"""Fewest gaps to judge by."""

_INK: Final = 40.0
"""Smallest difference in grey from the paper that is ink."""


def find_mismatched_words(boxes: Sequence[_Quad], background: NDArray[np.uint8], area: Box, scale: float) -> set[int]:
    """Return the indices of words in stretches that do not match the picture under them.

    Args:
        boxes: of words that are not drawn, in file order, in points.
        background: the page painted without its text (height × width × 3).
        area: the visible part of the page.
        scale: pixels per point.
    """
    grey = background.mean(axis=2)
    inked = np.abs(grey - np.median(grey)) > _INK
    stretches: list[list[tuple[int, float, bool]]] = [[]]
    for number, (left, right) in enumerate(pairwise(boxes)):
        measured = _measure(left, right, inked, area, scale)
        if measured is None:
            continue
        if len(stretches[-1]) >= FEWEST_GAPS:
            stretches.append([])
        stretches[-1].append((number, *measured))
    if len(stretches) > 1 and len(stretches[-1]) < FEWEST_GAPS:
        last = stretches.pop()
        stretches[-1] += last
    mismatched: set[int] = set()
    starts = [stretch[0][0] if n else 0 for n, stretch in enumerate(stretches) if stretch]
    for stretch, start, end in zip(stretches, starts, [*starts[1:], len(boxes)], strict=False):
        inside = float(np.mean([share for _, share, _ in stretch]))
        gaps = float(np.mean([dark for _, _, dark in stretch]))
        if len(stretch) >= FEWEST_GAPS and gaps >= DARK_GAPS * inside > 0:
            mismatched.update(range(start, end))
    return mismatched


def _measure(left: _Quad, right: _Quad, inked: NDArray[np.bool_], area: Box, scale: float) -> tuple[float, bool] | None:
    """Return the share of a word's pixel columns with ink, and whether the middle of the gap after it has ink.

    None if the next word is not on the same line at a word's distance, or the word is outside the picture.
    """
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
