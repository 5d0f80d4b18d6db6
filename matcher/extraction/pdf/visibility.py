"""Decide which words of a PDF page a person can see.

A page is painted with and without its text (:mod:`~matcher.extraction.pdf.pdfium_reader`). If the two pictures do not
differ inside a word's box (:mod:`~matcher.extraction.pdf.ink`), the word leaves no mark on the page: it is white on
white, transparent, clipped, covered, in a hidden layer, or its font draws nothing. Colours alone would not be enough:
white text on a dark side bar is honest. A few rules cover what pictures cannot show: text in invisible mode, off the
page, smaller than 2.5 points.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.core.document import Box
from matcher.extraction.layout.glyphs import OrientedGlyph
from matcher.extraction.pdf.checks.differences import INK
from matcher.extraction.pdf.checks.own_ink import Seen, judge_doubtful
from matcher.extraction.pdf.checks.picture import Picture
from matcher.extraction.pdf.ink import Ink
from matcher.extraction.pdf.text_layer import find_mismatched_words
from matcher.extraction.pdf.words import DrawnGlyph, PageGlyphs, Word, Words, is_mostly_stacked

__all__ = [
    "NARROW",
    "Cover",
    "DrawnGlyph",
    "PageGlyphs",
    "PageVisibility",
    "covers_page",
    "group_by_reason",
    "is_mostly_stacked",
    "judge_visibility",
]

TINY: Final = 2.5
"""Size in points below which letters are specks."""

OVERFLOW: Final = 0.1
"""How far a line may run over the page's edge without being hidden, as a share of the page's shorter side."""

_PAGE: Final = 0.6
"""Share of the page that an image must cover for text over it to be a scan's text layer."""

_STRIPS: Final = 3
"""More images than this may be the strips in which some scanners cut a page."""

MODE: Final = "drawn in invisible mode"
OFF_PAGE: Final = "off the page"
SMALL: Final = "smaller than 2.5 points"
NARROW: Final = "written letter over letter"
"""Such letters have no order except that in which they are drawn."""
BACKGROUND: Final = "in the colour of its background"
COVERED: Final = "under a picture or shape"
NO_INK: Final = "not painted (clipped, transparent, in a hidden layer, or letters without shape)"

OTHER_WORDS: Final = "over a picture that shows other words"
ILLEGIBLE: Final = "printed over other words"
UNPROVEN: Final = "among other words, and not known to be painted"


@dataclass(frozen=True, slots=True)
class Cover:
    """A filled rectangle or an image on the page."""

    box: tuple[float, float, float, float]
    order: int
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class PageVisibility:
    """Why each glyph is hidden (empty if visible), and whether the page is a scan with a text layer."""

    reasons: list[str]
    is_scan: bool = False
    explained: float = 0.0
    """Share (0 to 1) of the text's ink on the page that is in these words; 0 if unknown."""


def judge_visibility(
    glyphs: PageGlyphs, covers: Sequence[Cover], area: Box, picture: Picture | None, upright_box: Box | None = None
) -> PageVisibility:
    """Decide which glyphs of a page a person sees.

    Args:
        glyphs: of the page, in drawing order.
        covers: shapes and images drawn on it.
        area: the visible part of the page (its crop box).
        picture: of that part; None if it could not be painted, then only the rules decide.
        upright_box: of a sideways page, the box it would have upright. If most of the text is in that box and not in
            ``area``, a program rotated the page and forgot its box; nothing is hidden.

    >>> letters = PageGlyphs([DrawnGlyph("G", (10, 10, 16, 20), 10, 0), DrawnGlyph("o", (16, 10, 22, 20), 10, 1)])
    >>> paper = np.full((40, 40, 3), 255, np.uint8)
    >>> ink = paper.copy()
    >>> ink[22:28, 11:21] = 0
    >>> judge_visibility(letters, [], Box(0, 0, 40, 40), Picture(ink, paper, 1.0, 40, 40)).reasons
    ['', '']
    >>> judge_visibility(letters, [], Box(0, 0, 40, 40), Picture(paper, paper, 1.0, 40, 40)).reasons[0][:11]
    'not painted'
    """
    if glyphs.is_space.all():
        return PageVisibility([""] * len(glyphs.drawn))
    words = Words(glyphs)
    page = _Page(glyphs.drawn, words, covers, area)
    verdicts = _rules(glyphs, words, area)
    off = words.boxes[:, [verdict == OFF_PAGE for verdict in verdicts]]
    is_unrotated = (
        upright_box is not None and 2 * off.shape[1] >= len(words) and bool(_are_within(off, upright_box).all())
    )
    is_scan, explained = False, 0.0
    blank: list[slice] = []
    if picture is not None:
        ink = Ink(glyphs, words, area, picture)
        is_decided = ink.is_dark_on_white | [bool(verdict) for verdict in verdicts]
        if is_decided.all() or ink.is_painted:
            if not is_decided.all():
                _compare_all(page, verdicts, glyphs, ink)
            if any(verdicts):
                is_scan = _judge_scan_layer(page, verdicts, ink, picture)
        explained = ink.explained
        blank = [] if is_scan else ink.blank_runs()
    reasons = _reasons(glyphs, words, ["" if is_unrotated and v == OFF_PAGE else v for v in verdicts])
    for run in blank:
        reasons[run] = [reason or NO_INK for reason in reasons[run]]
    return PageVisibility(reasons, is_scan, explained)


@dataclass
class _Page:
    """A page's words with the data needed to judge single words."""

    drawn: Sequence[DrawnGlyph]
    columns: Words
    covers: Sequence[Cover]
    area: Box

    @cached_property
    def words(self) -> list[Word]:
        return list(self.columns)


def _rules(glyphs: PageGlyphs, words: Words, area: Box) -> list[str]:
    """Return the verdicts that need no picture."""
    verdicts = [""] * len(words)
    for number in words.stacked:
        verdicts[number] = NARROW
    if glyphs.stacked_orders:
        for number in np.flatnonzero(np.isin(words.orders, glyphs.stacked_orders)).tolist():
            verdicts[number] = NARROW
    x0, y0, x1, y1 = words.boxes
    for number in np.flatnonzero(words.sizes < TINY).tolist():
        longest = max(x1[number] - x0[number], y1[number] - y0[number])
        letters = words.ends[number] - words.starts[number]
        if not (glyphs.drawn[words.starts[number]].is_type3 and longest >= TINY * letters):
            verdicts[number] = SMALL
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    is_off = ~((area.x0 - 1 <= x) & (x <= area.x1 + 1) & (area.y0 - 1 <= y) & (y <= area.y1 + 1))
    for number in np.flatnonzero(is_off).tolist():
        verdicts[number] = OFF_PAGE
    for number in np.flatnonzero(words.modes == 3).tolist():
        verdicts[number] = MODE
    return verdicts


def _compare_all(page: _Page, verdicts: list[str], glyphs: PageGlyphs, ink: Ink) -> None:
    """Judge each word without a verdict."""
    doubtful: list[int] = []
    for number in np.flatnonzero(~ink.has_own_ink).tolist():
        if verdicts[number]:
            continue
        if ink.is_inked[number]:
            doubtful.append(number)
        else:
            verdicts[number] = _compare(page, number, ink)
    for number, seen in judge_doubtful(doubtful, glyphs, page.columns, ink).items() if doubtful else ():
        if seen is Seen.NO:
            word = page.words[number]
            is_covered = _last_cover(word, page.drawn[word.start].order, page.covers) is not None
            verdicts[number] = COVERED if is_covered else NO_INK
        elif seen is not Seen.YES:
            verdicts[number] = ILLEGIBLE if seen is Seen.ILLEGIBLE else UNPROVEN
    for number in ink.lost_words():
        verdicts[number] = verdicts[number] or BACKGROUND


def _judge_scan_layer(page: _Page, verdicts: list[str], ink: Ink, picture: Picture) -> bool:
    """Clear the verdicts on words that run over the edge or that a scan shows.

    Returns:
        Whether the page is a scan with a text layer.
    """
    _excuse_overflow(page.drawn, page.words, verdicts, page.area)
    marked = [
        number
        for number, word in enumerate(page.words)
        if verdicts[number] not in {"", OFF_PAGE, SMALL, NARROW} and ink.background_has_marks(word)
    ]
    if not marked or not _is_scan(page.words, verdicts, marked, page.covers, page.area) or picture.without_text is None:
        return False
    mismatched = find_mismatched_words(
        [page.words[number].box for number in marked], picture.without_text[:, :, :3], page.area, picture.scale
    )
    for index, number in enumerate(marked):
        verdicts[number] = OTHER_WORDS if index in mismatched else ""
    return len(mismatched) < len(marked)


def _reasons(glyphs: PageGlyphs, words: Words, verdicts: Sequence[str]) -> list[str]:
    """Return the verdict on each glyph."""
    reasons = [""] * len(glyphs.drawn)
    if not any(verdicts):
        return reasons
    for start, end, verdict in zip(words.starts.tolist(), words.ends.tolist(), verdicts, strict=True):
        if verdict:
            reasons[start:end] = [verdict] * (end - start)
    _fill_spaces(glyphs.drawn, reasons)
    return reasons


def _are_within(boxes: NDArray[np.float64], area: Box) -> NDArray[np.bool_]:
    x0, y0, x1, y1 = boxes
    inside: NDArray[np.bool_] = (x0 >= area.x0 - 1) & (y0 >= area.y0 - 1) & (x1 <= area.x1 + 1) & (y1 <= area.y1 + 1)
    return inside


def _excuse_overflow(drawn: Sequence[DrawnGlyph], words: Sequence[Word], verdicts: list[str], area: Box) -> None:
    """Clear the verdict on a line that runs over the edge by a word or two.

    Such a line is badly set, and a person sees that it continues.
    """
    for number in range(1, len(words)):
        if verdicts[number] != OFF_PAGE or verdicts[number - 1]:
            continue
        word, before = words[number].box, words[number - 1].box
        size = drawn[words[number].start].size
        reach = OVERFLOW * min(area.width, area.height)
        beyond = max(area.x0 - word[2], word[0] - area.x1, area.y0 - word[3], word[1] - area.y1)
        same_line = abs(word[1] - before[1]) < 0.3 * size and -0.2 * size <= word[0] - before[2] <= 0.8 * size
        same_column = abs(word[0] - before[0]) < 0.3 * size and -0.2 * size <= before[1] - word[3] <= 0.8 * size
        if (same_line or same_column) and beyond <= reach:
            verdicts[number] = ""


def _compare(page: _Page, number: int, ink: Ink) -> str:
    """Return why a word without ink is hidden."""
    drawn, covers, word = page.drawn, page.covers, page.words[number]
    first = drawn[word.start]
    if first.mode >= 4 and ink.has_visible_marks(word):  # letters cut out of a picture or a gradient
        return ""
    if _last_cover(word, first.order, covers) is not None:
        return COVERED
    if _is_colour_of(first.colour, ink.background(word)):
        return BACKGROUND
    return NO_INK if any(glyph.certain for glyph in drawn[word.members]) else ""


def _last_cover(word: Word, order: int, covers: Sequence[Cover]) -> Cover | None:
    x0, y0, x1, y1 = word.box
    dx, dy = 0.1 * (x1 - x0), 0.25 * (y1 - y0)
    for cover in reversed(covers):
        if cover.order < order:
            return None
        a0, b0, a1, b1 = cover.box
        if a0 <= x0 + dx and b0 <= y0 + dy and a1 >= x1 - dx and b1 >= y1 - dy:
            return cover
    return None


def _is_colour_of(colour: tuple[int, int, int] | None, background: NDArray[Any] | None) -> bool:
    if colour is None or background is None:
        return False
    blue, green, red = (float(part) for part in background)  # PDFium paints blue first
    return max(abs(colour[0] - red), abs(colour[1] - green), abs(colour[2] - blue)) < INK


def _is_scan(
    words: Sequence[Word], verdicts: Sequence[str], marked: Sequence[int], covers: Sequence[Cover], area: Box
) -> bool:
    """Return whether the page is an image, and most of its words are hidden where the image shows marks."""
    if not covers_page(covers, area):
        return False
    hidden = sum(1 for verdict in verdicts if verdict and verdict not in {OFF_PAGE, SMALL, NARROW})
    return hidden >= 0.5 * len(words) and len(marked) >= 0.7 * hidden


def covers_page(covers: Sequence[Cover], area: Box) -> bool:
    """Return whether images cover most of a page: a single one, or strips of one."""
    inside = [_inside(cover.box, area) for cover in covers if cover.is_picture]
    if len(inside) > _STRIPS:
        inside.append(sum(inside))
    return max(inside, default=0.0) >= _PAGE * area.width * area.height


def _inside(box: tuple[float, float, float, float], area: Box) -> float:
    width = min(box[2], area.x1) - max(box[0], area.x0)
    height = min(box[3], area.y1) - max(box[1], area.y0)
    return max(width, 0.0) * max(height, 0.0) if math.isfinite(width + height) else 0.0


def _fill_spaces(drawn: Sequence[DrawnGlyph], reasons: list[str]) -> None:
    """Give white space the verdict of the word before it; at the start of a text, of the word after it."""
    last = next((reasons[n] for n, glyph in enumerate(drawn) if not glyph.text.isspace()), "")
    for number, glyph in enumerate(drawn):
        if glyph.text.isspace():
            reasons[number] = last
        else:
            last = reasons[number]


def group_by_reason(
    oriented: list[OrientedGlyph], reasons: list[str]
) -> tuple[list[OrientedGlyph], dict[str, list[OrientedGlyph]]]:
    """Return the visible glyphs, and the hidden ones by reason.

    Args:
        oriented: the glyphs of a page.
        reasons: why each is hidden; empty for those that are seen.

    >>> group_by_reason([], [])
    ([], {})
    """
    if not any(reasons):
        return oriented, {}
    visible: list[OrientedGlyph] = []
    hidden: dict[str, list[OrientedGlyph]] = {}
    for glyph, reason in zip(oriented, reasons, strict=True):
        (hidden.setdefault(reason, []) if reason else visible).append(glyph)
    return visible, hidden
