"""Glyphs on a page to lines of words.

A PDF knows neither words nor lines: it places glyphs. Here glyphs that are drawn one after the other are put together
into runs, runs on one baseline into lines, and spaces are found where they are meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, NamedTuple

__all__ = ["Glyph", "Line", "build_lines"]

_ACCENTS: Final = {
    "`": "\u0300", "´": "\u0301", "ˊ": "\u0301", "ˋ": "\u0300", "ˆ": "\u0302", "^": "\u0302",
    "˜": "\u0303", "~": "\u0303", "¯": "\u0304", "ˉ": "\u0304", "˘": "\u0306", "˙": "\u0307",
    "¨": "\u0308", "˚": "\u030a", "°": "\u030a", "˝": "\u030b", "ˇ": "\u030c", "¸": "\u0327",
    "˛": "\u0328",
}  # fmt: skip
"""Accents that are drawn by themselves, and the marks that they are above or below a letter."""
_DOTLESS: Final = {"ı": "i", "ȷ": "j"}

WORD_GAP: Final = 0.12
"""White space from which two letters belong to two words, in units of the font size.

pdfminer.six and Poppler take 0.1. Of the words that Poppler finds in 134 PDFs in many layouts, 0.08 finds 97.1 %, 0.12
97.2 %, 0.15 97.3 %, 0.18 97.0 % and 0.22 95.4 % (most of what is missing is letter-spaced headings, which Poppler
leaves in pieces). After changing it, run ``tests/extraction/test_corpus.py``.
"""

RUN_GAP: Final = 1.0
"""White space that ends a run, in units of the font size; letter-spaced headings leave less between their letters."""

COLUMN_GAP: Final = 1.8
"""White space that sets apart what stands on one line, in units of the font size: cells, a date at the right margin.

Between runs that are not drawn one after the other ``LOOSE_COLUMN_GAP`` is enough: columns are drawn separately,
while the stretched spaces of justified text lie within one run.
"""

LOOSE_COLUMN_GAP: Final = 0.7
"""See :data:`COLUMN_GAP`. Between 0.4 and 1.0 here, and 1.2 and 2.5 there, the order of words on 134 PDFs is the same
to one word pair in a thousand: rows that were not columns are joined again.
"""

_BULLET = re.compile(r"[•●▪■◦○‣▸▶►➢➤❖◆⦁✓✔\uf000-\uf0ff]\Z")


class Glyph(NamedTuple):
    """One glyph, upright: ``x0`` to ``x1`` along the baseline at ``y``; lengths in points."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline without a wide gap; lengths in points."""

    text: str
    x0: float
    x1: float
    y: float
    """The baseline."""
    size: float
    """Font size of its largest letters."""
    order: int = 0
    """When it was drawn, among the lines of its page; told by its first glyph."""


class _Run:
    """Glyphs drawn one after the other on one line, with the marks that stand above or below it."""

    __slots__ = ("glyphs", "last", "order", "size", "x0", "x1", "y")

    def __init__(self, glyph: Glyph, order: int) -> None:
        self.glyphs = [glyph]
        _, self.x0, self.x1, self.y, self.size = glyph
        self.order = self.last = order

    def take(self, glyph: Glyph, order: int) -> bool:
        """Add a glyph, if it goes on where the run ends."""
        _, x0, x1, y, size = glyph
        own = self.size
        largest = size if size > own else own
        gap = x0 - self.x1
        if order != self.last + 1 or not -0.4 * largest <= gap <= RUN_GAP * largest:
            return False
        rise = abs(y - self.y)
        if rise > 0.1 * largest:
            # "1st", "C++": smaller, raised or lowered, and close
            is_script = rise <= 0.5 * largest and min(own, size) < 0.9 * largest and abs(gap) < 0.3 * largest
            if not is_script and not (rise <= 0.4 * largest and abs(gap) < 0.15 * largest):
                return False
        if size > own * 1.05:
            self.y, self.size = y, size
        self.glyphs.append(glyph)
        if x1 > self.x1:
            self.x1 = x1
        if x0 < self.x0:
            self.x0 = x0
        self.last = order
        return True

    def text(self) -> str:
        return _spell(self.glyphs)


def _spell(glyphs: Sequence[Glyph]) -> str:
    """The text of a run, with spaces where there is white space or a space was drawn.

    Letter-spaced text ("B A C K E N D") has white space everywhere: there only what is wider than usual counts.
    """
    shown: list[Glyph] = []
    gaps: list[float] = []  # before each shown glyph but the first
    drawn: list[bool] = []  # whether a space was drawn there
    space: Glyph | None = None
    end = last = 0.0
    for glyph in glyphs:
        text, x0, x1, _, size = glyph
        if text.isspace():
            space = glyph
            continue
        if shown:
            gap = (x0 - end) / (last if last > size else size)
            gaps.append(gap)
            # A soft hyphen within a line is drawn as a space, and the next letter is put on top of it.
            is_covered = space is not None and abs(gap) < 0.03 and space.x1 - x0 > 0.1 * space.size
            drawn.append(space is not None and not is_covered)
        shown.append(glyph)
        end, last, space = x1, size, None
    if not shown:
        return ""
    threshold = WORD_GAP
    believed = True
    texts = [glyph.text for glyph in shown]
    letters = sum(1 for text in texts if text.isalnum() and len(text) == 1)
    if letters >= 4 and letters >= 0.7 * len(shown):
        usual = median(gaps)
        if usual > WORD_GAP:
            threshold = max(1.5 * usual, usual + 0.15)
            believed = sum(drawn) < 0.5 * len(drawn)
    parts = [texts[0]]
    for before, text, gap, was_drawn in zip(texts, texts[1:], gaps, drawn, strict=False):
        if gap > threshold or (was_drawn and believed) or (not before.isascii() and _BULLET.match(before)):
            parts.append(" ")
        parts.append(text)
    return "".join(parts)


def _without_doubles(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Drop glyphs that are drawn twice in (almost) one place, which makes them bold or gives them a shadow."""
    kept: list[Glyph] = []
    seen: dict[tuple[str, float, float], list[Glyph]] = {}  # by text and square of the page
    for glyph in glyphs:
        text, x0, _, y, size = glyph
        if text.isspace():
            kept.append(glyph)
            continue
        reach = 0.12 * size
        far = reach + 0.01 if reach < _FARTHEST_DOUBLE else _FARTHEST_DOUBLE
        left, right = (x0 - far) // _SQUARE, (x0 + far) // _SQUARE
        low, high = (y - far) // _SQUARE, (y + far) // _SQUARE
        if left == right and low == high:
            key = text, left, low
            near = seen.get(key)
        else:
            key = text, x0 // _SQUARE, y // _SQUARE
            squares = {(text, column, row) for column in (left, right) for row in (low, high)}
            near = [other for square in squares for other in seen.get(square, ())]
        if near and _is_double(near, x0, y, reach):
            continue
        if near is None or key not in seen:
            seen[key] = [glyph]
        else:
            seen[key].append(glyph)
        kept.append(glyph)
    return kept


_SQUARE: Final = 16.0
_FARTHEST_DOUBLE: Final = 8.0
"""Doubles stand in the same square of four points, or in two that touch."""


def _is_double(near: Iterable[Glyph], x0: float, y: float, reach: float) -> bool:
    return any(
        abs(other.x0 - x0) <= reach
        and abs(other.y - y) <= reach
        and abs(int(other.x0 // 4) - int(x0 // 4)) <= 1
        and abs(int(other.y // 4) - int(y // 4)) <= 1
        for other in near
    )


def _with_accents(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Put accents on the letters that they are drawn over, as TeX's older fonts do: ``´`` over ``a`` is ``á``."""
    if not any(glyph.text in _ACCENTS for glyph in glyphs):
        return list(glyphs)
    out: list[Glyph] = []
    accent: Glyph | None = None
    for glyph in glyphs:
        if accent is not None:
            middle = (accent.x0 + accent.x1) / 2
            letter = _DOTLESS.get(glyph.text, glyph.text)
            whole = unicodedata.normalize("NFC", letter + _ACCENTS[accent.text])
            over = glyph.x0 <= middle <= glyph.x1 and abs(accent.y - glyph.y) <= 0.6 * glyph.size
            if over and letter.isalpha() and len(whole) == 1:
                accent, glyph = None, glyph._replace(text=whole)
            else:
                out.append(accent)
                accent = None
        if glyph.text in _ACCENTS:
            accent = glyph
        else:
            out.append(glyph)
    return out if accent is None else [*out, accent]


def build_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Put glyphs together.

    Args:
        glyphs: of one page and one direction of writing, in the order in which they are drawn.

    Returns:
        Lines from top to bottom, and from left to right where several stand side by side.

    >>> def write(text, x, y):
    ...     return [Glyph(c, x + 5 * i, x + 5 * i + 5, y, 10) for i, c in enumerate(text)]
    >>> [line.text for line in build_lines(write("Acme Ltd", 0, 700) + write("2019", 400, 700) + write("Go", 0, 686))]
    ['Acme Ltd', '2019', 'Go']
    """
    runs: list[_Run] = []
    for order, glyph in enumerate(_with_accents(_without_doubles(glyphs))):
        if runs and runs[-1].take(glyph, order):
            continue
        if not glyph.text.isspace():
            runs.append(_Run(glyph, order))
        elif runs:
            runs[-1].last += runs[-1].last == order - 1
    runs.sort(key=lambda run: (-run.y, run.x0, run.order))
    rows: list[list[_Run]] = []
    for run in runs:
        if rows and rows[-1][0].y - run.y <= 0.3 * min(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [line for row in rows for line in _split(sorted(row, key=lambda run: (run.x0, run.order)))]


def _split(row: list[_Run]) -> list[Line]:
    """The runs of one row, joined unless a wide gap sets them apart."""
    lines: list[list[_Run]] = []
    texts: list[str] = []
    for run in row:
        text = run.text()
        if lines:
            before = lines[-1][-1]
            gap = (run.x0 - max(other.x1 for other in lines[-1])) / max(run.size, before.size)
            follows = run.order == before.last + 1
            if -0.5 < gap <= (COLUMN_GAP if follows else LOOSE_COLUMN_GAP):
                is_word = gap > WORD_GAP or before.glyphs[-1].text.isspace() or _BULLET.search(texts[-1])
                texts[-1] += f" {text}" if is_word else text
                lines[-1].append(run)
                continue
        lines.append([run])
        texts.append(text)
    return [
        Line(
            text,
            min(run.x0 for run in runs),
            max(run.x1 for run in runs),
            largest.y,
            largest.size,
            min(run.order for run in runs),
        )
        for text, runs in zip(texts, lines, strict=True)
        if (largest := max(runs, key=lambda run: run.size)) and text.strip()
    ]
