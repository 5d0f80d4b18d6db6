"""Parse colours of documents, and decide whether text of one colour is visible on another."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "BLACK",
    "LEAST_CONTRAST",
    "LEAST_DIFFERENCE",
    "SMALLEST_POINTS",
    "WHITE",
    "Colour",
    "contrast",
    "from_hex",
    "is_lost",
    "mixed",
]

Colour = tuple[int, int, int]
"""Red, green, blue, 0 to 255 each."""

WHITE: Final[Colour] = (255, 255, 255)
BLACK: Final[Colour] = (0, 0, 0)

LEAST_CONTRAST: Final = 1.15
"""Contrast (WCAG 2.2: 1 to 21) below which text cannot be distinguished from its background.

Black on white has 21; the lightest grey in which honest résumés set text (#BFBFBF on white) 1.8; near-white tricks
(#FDFDFD) 1.02. Rerun `python -m benchmarks gaming` after touching it.
"""

LEAST_DIFFERENCE: Final = 80
"""Difference (of 255, in the strongest of red, green and blue) from which hue distinguishes colours of equal
brightness.

Yellow on white has 255, cream (#FFFACD) 50.
"""

SMALLEST_POINTS: Final = 2.0
"""Size in points below which letters are specks. The smallest print of contracts has 5 or 6."""

_HEX = re.compile(r"#?([0-9A-Fa-f]{6})\Z")


def from_hex(text: str) -> Colour | None:
    """Return the colour of six hexadecimal digits, or None.

    >>> from_hex("FF8000"), from_hex("auto")
    ((255, 128, 0), None)
    """
    match = _HEX.match(text.strip())
    if match is None:
        return None
    digits = match[1]
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _luminance(colour: Colour) -> float:
    parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, 1 (none) to 21 (WCAG 2.2, "contrast ratio").

    >>> round(contrast(BLACK, WHITE)), contrast(WHITE, WHITE)
    (21, 1.0)
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def is_lost(colour: Colour | None, background: Colour | None) -> bool:
    """Return whether text cannot be distinguished from its background; unknown colours count as visible.

    >>> is_lost((253, 253, 253), WHITE), is_lost((191, 191, 191), WHITE), is_lost(WHITE, (31, 56, 100))
    (True, False, False)
    >>> is_lost((255, 255, 0), WHITE)
    False
    """
    if colour is None or background is None or contrast(colour, background) >= LEAST_CONTRAST:
        return False
    return max(abs(a - b) for a, b in zip(colour, background, strict=True)) < LEAST_DIFFERENCE


def mixed(ink: Colour, paper: Colour, share: float) -> Colour:
    """Return a mixture of two colours.

    >>> mixed((0, 0, 0), (255, 255, 255), 0.2)
    (204, 204, 204)
    """
    red, green, blue = (round(share * a + (1 - share) * b) for a, b in zip(ink, paper, strict=True))
    return red, green, blue
