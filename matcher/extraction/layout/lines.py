"""Join glyphs on a page into lines of words.

A PDF stores neither words nor lines, only placed glyphs. Glyphs drawn one after the other are joined into runs
(:mod:`~matcher.extraction.layout.glyph_runs`), spaces are inserted between words
(:mod:`~matcher.extraction.layout.word_gaps`), and here runs on one baseline become lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from matcher.extraction.layout.accents import merge_accents
from matcher.extraction.layout.duplicate_glyphs import without_duplicates
from matcher.extraction.layout.glyph_runs import GlyphRun, build_runs
from matcher.extraction.layout.glyphs import Glyph, GlyphColumns
from matcher.extraction.layout.word_gaps import BULLET, WORD_GAP, fill_texts

__all__ = ["Line", "build_lines"]

COLUMN_GAP: Final = 1.8
"""White space that splits a baseline into lines, in units of the font size: cells, a date at the right margin.

``LOOSE_COLUMN_GAP`` is enough between runs that are not drawn one after the other: columns are drawn separately, while
the stretched spaces of justified text are within one run.
"""

LOOSE_COLUMN_GAP: Final = 0.7
"""See :data:`COLUMN_GAP`.

Between 0.4 and 1.0 here, and 1.2 and 2.5 there, the word order of 134 PDFs is the same to one word pair in a thousand:
rows that were not columns are joined again.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline without a wide gap; lengths in points."""

    text: str
    x0: float
    x1: float
    y: float
    """The baseline."""
    size: float
    """Font size of the largest letters."""
    order: int = 0
    """Position in the drawing order among the lines of the page, given by its first glyph."""


def build_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Join glyphs into lines.

    Args:
        glyphs: of one page and writing direction, in drawing order.

    Returns:
        Lines from top to bottom, and from left to right on one baseline.

    >>> from matcher.extraction.layout.glyphs import Glyph
    >>> def write(text, x, y):
    ...     return [Glyph(c, x + 5 * i, x + 5 * i + 5, y, 10) for i, c in enumerate(text)]
    >>> [line.text for line in build_lines(write("Acme Ltd", 0, 700) + write("2019", 400, 700) + write("Go", 0, 686))]
    ['Acme Ltd', '2019', 'Go']
    """
    drawn = list(glyphs)
    if not drawn:
        return []
    columns = merge_accents(without_duplicates(GlyphColumns.of(drawn)))
    is_space = columns.map_texts(str.isspace)
    runs, in_run = build_runs(columns, is_space)
    if not runs:
        return []
    fill_texts(runs, columns, is_space, in_run)
    runs.sort(key=lambda run: (-run.y, run.x0, run.order))
    rows: list[list[GlyphRun]] = []
    for run in runs:
        if rows and rows[-1][0].y - run.y <= 0.3 * min(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [line for row in rows for line in _split(sorted(row, key=lambda run: (run.x0, run.order)))]


def _split(row: list[GlyphRun]) -> list[Line]:
    """Join the runs of one row into lines, split at wide gaps."""
    lines: list[list[GlyphRun]] = []
    texts: list[str] = []
    for run in row:
        text = run.text
        if lines:
            before = lines[-1][-1]
            gap = (run.x0 - max(other.x1 for other in lines[-1])) / max(run.size, before.size)
            follows = run.order == before.last + 1
            if -0.5 < gap <= (COLUMN_GAP if follows else LOOSE_COLUMN_GAP):
                is_word = gap > WORD_GAP or before.ends_in_space or BULLET.search(texts[-1])
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
