"""Measure how much of a piece of text opaque shapes cover: one rule for DOCX, ODT and RTF.

None of these files keeps a layout, so places are estimates. What a shape might cover only in part stays visible.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple, TypeVar

__all__ = ["COVERED", "HELD", "Box", "height_of", "is_over", "largest", "place_line", "share_covered", "width_of"]

COVERED: Final = "covered by a shape"

HELD: Final = 0.8
"""Share of a text that shapes must reach over to cover it: no estimate of a line's height or width is exact."""

_LETTER: Final = 0.5
"""Average width of a letter, as a share of the font size."""
_LINE: Final = 1.17
"""Height of a line, as a share of the font size."""
_LITTLE: Final = 0.01
"""Share of a text that hides nothing of it."""
_MOST_PAIRS: Final = 400_000
"""Most pairs of a text and a shape that are compared; an honest document has some thousands."""
_FEWEST: Final = 20
"""Shapes that are compared in any case."""
Cover = TypeVar("Cover")
_STEPS: Final = (12, 4)
"""Places across and down a text that are compared with shapes."""


class Box(NamedTuple):
    """A rectangle in points; the second side of each pair is the larger."""

    left: float
    top: float
    right: float
    bottom: float

    def moved(self, x: float, y: float) -> Box:
        """Return the same box elsewhere."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)


def is_over(cover: Box, text: Box) -> bool:
    """Return whether a box overlaps more than a little of another.

    >>> is_over(Box(0, 0, 9, 9), Box(8, 8, 10, 10)), is_over(Box(0, 0, 9, 9), Box(9, 0, 20, 9))
    (True, False)
    """
    left, top, right, bottom = text
    if cover[0] >= right or cover[2] <= left or cover[1] >= bottom or cover[3] <= top:
        return False
    width, height = min(cover[2], right) - max(cover[0], left), min(cover[3], bottom) - max(cover[1], top)
    return width * height >= _LITTLE * (right - left) * (bottom - top)


def largest(covers: Iterable[Cover], box_of: Callable[[Cover], Box], texts: int) -> list[tuple[Cover, Box]]:
    """Return the covers that are compared with so many texts, the largest ones, each with its box."""
    boxes = [(cover, box_of(cover)) for cover in covers]
    boxes.sort(key=lambda pair: (pair[1].left - pair[1].right) * (pair[1].bottom - pair[1].top))
    return boxes[: max(_FEWEST, _MOST_PAIRS // max(1, texts))]


def share_covered(text: Box, covers: Iterable[Box]) -> float:
    """Return the share of a box over which others are.

    >>> share_covered(Box(0, 0, 100, 10), [Box(-5, -5, 50, 20), Box(50, 0, 75, 10)])
    0.75
    """
    over: Sequence[Box] = [cover for cover in covers if is_over(cover, text)]
    across, down = _STEPS
    held = 0
    for step in range(across * down if over else 0):
        x = text.left + (step % across + 0.5) / across * (text.right - text.left)
        y = text.top + (step // across + 0.5) / down * (text.bottom - text.top)
        held += any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in over)
    return held / (across * down)


def width_of(text: str, points: float) -> float:
    """Return how wide a text is in one line, in points."""
    return len(text) * points * _LETTER


def height_of(text: str, points: float, width: float, line: float | None = None) -> float:
    r"""Return the height of a paragraph in points.

    Args:
        text: its text.
        points: size of its font.
        width: of its column.
        line: height of its lines; None for the font's own.

    >>> height_of("ab", 10, 100), height_of("a\nb", 10, 100, 12), height_of("a" * 100, 10, 100, 12)
    (11.7, 24, 60)
    """
    lines = max(1 + text.count("\n"), math.ceil(width_of(text, points) / max(width, points)))
    return (points * _LINE if line is None else line) * lines


def place_line(text: str, points: float, left: float, width: float, align: str) -> tuple[float, float]:
    r"""Return where the longest line of a paragraph begins and ends, in points.

    Args:
        text: its text; after a tab it may be anywhere.
        points: size of its font.
        left: left edge of its column.
        width: of its column.
        align: ``left``, ``center`` or ``right``.

    >>> place_line("abcd", 10, 72, 400, "right"), place_line("\tabcd", 10, 72, 400, "left")
    ((452.0, 472.0), (72, 472))
    """
    taken = width if text[:1] == "\t" else min(width, width_of(text, points))
    left += {"right": width - taken, "center": (width - taken) / 2}.get(align, 0)
    return left, left + taken
