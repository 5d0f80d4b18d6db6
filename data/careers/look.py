"""Choose how a generated résumé looks as a file, and group its blocks as word processors do."""

from __future__ import annotations

import random
from dataclasses import dataclass

from data.careers.document import Block, Columns, Document, Line, Piece, Row, blank

_BULLETS = "•-*·▪○–➢o❖?✓→§"


@dataclass(frozen=True)
class Look:
    """Typeface, sizes and habits of the author of one file."""

    serif: bool
    size: float
    name_size: float
    heading_size: float
    heading: str
    """``bold``, ``colour``, ``caps``, ``rule`` or ``style`` (a heading style of the word processor)."""
    accent: str
    bold: bool
    """Whether titles or employers are set in bold type."""
    italic_dates: bool
    bullets: bool
    """Whether bullets are those of the word processor instead of typed characters."""
    borders: bool
    """Whether tables have lines."""
    empty_paragraphs: bool
    """Whether blank lines are empty paragraphs instead of space."""
    centred: bool
    """Whether name and contact details are centred."""


def choose_look(rng: random.Random) -> Look:
    """Draw a look."""
    size = rng.choice((9.5, 10.0, 10.5, 11.0, 12.0))
    return Look(
        serif=rng.random() < 0.4,
        size=size,
        name_size=size + rng.choice((0, 4, 8, 12)),
        heading_size=size + rng.choice((0, 1, 2, 4)),
        heading=rng.choice(("bold", "bold", "colour", "caps", "rule", "style")),
        accent=rng.choice(("1F3864", "2E74B5", "385623", "833C0B", "404040", "C2185B")),
        bold=rng.random() < 0.7,
        italic_dates=rng.random() < 0.2,
        bullets=rng.random() < 0.6,
        borders=rng.random() < 0.4,
        empty_paragraphs=rng.random() < 0.5,
        centred=rng.random() < 0.3,
    )


@dataclass
class Table:
    """Rows of a table that follow one another."""

    rows: list[Row]


def grouped(document: Document) -> list[Line | Table | Columns]:
    """Return the blocks of a document, with the rows of each table together and one-line texts as one line."""
    blocks: list[Line | Table | Columns] = []
    if document.one_line:
        pieces: list[Piece] = []
        for line in _all_lines(document.blocks):
            if line.pieces:
                pieces += [*line.pieces, Piece(document.one_line)]
        return [Line(pieces)]
    for block in document.blocks:
        if isinstance(block, Row):
            if blocks and isinstance(blocks[-1], Table):
                blocks[-1].rows.append(block)
            else:
                blocks.append(Table([block]))
        else:
            blocks.append(block)
    return blocks


def _all_lines(blocks: list[Block]) -> list[Line]:
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
        elif isinstance(block, Row):
            lines += [line for cell in block.cells for line in cell]
        else:
            lines += [*block.left, blank(), *block.right]
    return lines


def without_bullet(line: Line) -> Line | None:
    """Return a line without its typed bullet; None if it has none.

    >>> without_bullet(Line([Piece("• Built things")], "bullet")).text
    'Built things'
    """
    if line.kind != "bullet" or not line.pieces:
        return None
    first = line.pieces[0]
    if len(first.text) < 3 or first.text[0] not in _BULLETS or first.text[1] != " ":
        return None
    return Line([Piece(first.text[2:], first.field, first.entry, first.bold), *line.pieces[1:]], line.kind, line.entry)
