"""Decide whether letters in a word processor's file can be read: one rule for DOCX, ODT and RTF."""

from __future__ import annotations

import math
import re
from typing import Final

from matcher.extraction.colours import Colour, contrast, is_lost

__all__ = [
    "LEAST_SHARE",
    "MARGIN",
    "SMALLEST_TYPE",
    "has_symbols",
    "illegible",
    "is_cut",
    "is_faint",
    "lines_of",
    "misplaced",
    "symbols_only",
]

SMALLEST_TYPE: Final = 4.0
"""Size in points below which print cannot be read without a lens.

The smallest text of 100 honest DOCX, ODT and RTF files has 6.5. Rerun `python -m benchmarks gaming` after touching any
number here, and compare the texts of all honest office files.
"""
LEAST_SHARE: Final = 0.6
"""Height of a line, as a share of the font size, below which letters are cut off or written into the line above.

Headings of honest templates are set as tight as 0.8.
"""
_LEAST_OF_LINES: Final = 0.5
"""The same for lines whose height is a multiple of the font's own: lines at 0.5 overlap by half."""
_NARROWEST: Final = 33.0
"""Width of letters in per cent below which they are strokes; honest letters have 66 to 150."""
_TIGHTEST: Final = -0.25
"""Distance between letters, as a share of the font size; a letter is 0.5 wide, so half of it is covered."""
_WIDEST: Final = 10.0
"""The same, from which letters stand so far apart that they make no words."""
_LEAST_CONTRAST: Final = 1.3
"""Contrast below which print on paper is too pale: #EEEEEE on white has 1.16, #D9D9D9, the lightest grey in Word's
palette for text, 1.41."""
MARGIN: Final = 18.0
"""Points by which a line may begin left of the page: honest bars of colour reach over the edge."""
_LETTER_WIDTH: Final = 0.4
"""Least average width of letters, as a share of the font size: of narrow fonts; of others it is 0.5."""

_SYMBOL_FONTS = re.compile(
    r"(?:wingdings(?: ?[23])?|webdings|symbol|zapf ?dingbats|itc zapf dingbats|marlett|mt extra|bookshelf symbol \d"
    r"|monotype sorts|opensymbol|starsymbol|segoe mdl2 assets|segoe fluent icons|material (?:icons|symbols)\b.*"
    r"|font ?awesome\b.*|.*\b(?:bar ?code|code ?(?:39|128)|3 ?of ?9|redacted|blank)\b.*)",
    re.IGNORECASE,
)
_FAMILY = re.compile(r"\s*[\"']?([^,;\"']{1,100})")


def illegible(
    points: float,
    *,
    scale: float = 100.0,
    spacing: float = 0.0,
    line: float | None = None,
    lines: float | None = None,
) -> str:
    """Return why letters cannot be read; empty when they can.

    Args:
        points: size of the font.
        scale: width of the letters in per cent.
        spacing: points added to the width of each letter.
        line: exact height of the line in points, if it has one.
        lines: height of the line as a multiple of the font's own, if it has one.

    >>> illegible(11), illegible(1), illegible(11, line=3), illegible(40, spacing=-11)
    ('', 'too small to be read', 'in lines without height', 'written letter over letter')
    """
    if not points >= SMALLEST_TYPE:
        return "too small to be read"
    if not scale >= _NARROWEST:
        return "narrowed to nothing"
    if not spacing > _TIGHTEST * points:
        return "written letter over letter"
    if spacing > _WIDEST * points:
        return "written with its letters far apart"
    if (line is not None and is_cut(line, points)) or (lines is not None and lines < _LEAST_OF_LINES):
        return "in lines without height"
    return ""


def is_cut(room: float, points: float) -> bool:
    """Return whether room of so many points, in height or width, is too small for a letter of that size."""
    return not room >= LEAST_SHARE * min(points, 1000.0)


def is_faint(colour: Colour | None, background: Colour | None) -> bool:
    """Return whether print of that colour is too pale on that paper; unknown colours are not.

    >>> is_faint((238, 238, 238), (255, 255, 255)), is_faint((191, 191, 191), (255, 255, 255))
    (True, False)
    """
    if colour is None or background is None:
        return False
    return is_lost(colour, background) or (
        contrast(colour, background) < _LEAST_CONTRAST and max(colour) - min(colour) < 30
    )


def lines_of(text: str, points: float, width: float | None) -> int:
    r"""Return how many lines a text takes at least.

    >>> lines_of("ab\ncd", 10, 100), lines_of("a" * 100, 10, 100)
    (2, 4)
    """
    breaks = text.count("\n")
    if width is None or width <= 0:
        return 1 + breaks
    return max(1 + breaks, math.ceil(len(text) * _LETTER_WIDTH * points / width))


def misplaced(left: float, right: float, page: float, points: float, align: str = "left") -> str:
    """Return why a line is not on the page; empty when it is.

    Args:
        left: its left edge in points from the page's left side.
        right: its right edge.
        page: width of the page.
        points: size of its font.
        align: ``left``, ``center`` or ``right``.

    >>> misplaced(72, 523, 595, 11), misplaced(72, 523, 595, 11, "right"), misplaced(900, 523, 595, 11)
    ('', '', 'off the page')
    """
    if align == "center":
        is_off = not 0 < (left + right) / 2 < page
    elif align == "right":
        is_off = not points < right < page + MARGIN
    else:
        is_off = not -MARGIN <= left < page - points / 2 or right < 0
    return "off the page" if is_off else ""


def has_symbols(font: str) -> bool:
    """Return whether a font draws symbols in the place of letters.

    >>> has_symbols("Wingdings"), has_symbols("'Wingdings 2', serif"), has_symbols("Segoe UI Symbol")
    (True, True, False)
    """
    match = _FAMILY.match(font)
    return match is not None and _SYMBOL_FONTS.fullmatch(match[1].strip()) is not None


def symbols_only(text: str) -> str | None:
    """Return what is seen of a text in such a font: a bullet for a letter that stands alone, None for words.

    >>> symbols_only("l "), symbols_only("Python")
    ('• ', None)
    """
    letters = text.strip()
    return text.replace(letters, "•") if len(letters) == 1 else None if letters else text
