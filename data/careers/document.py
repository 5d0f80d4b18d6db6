"""A résumé as lines of labelled pieces, table rows and columns, and its text with the offsets of the labels."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

EDGE = "\x00"
"""As the text of a piece: what follows stands at the right edge of the page."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text; what it is of which entry, if anything."""

    text: str
    field: str = ""
    entry: int = -1
    bold: bool = False


@dataclass
class Line:
    """A paragraph."""

    pieces: list[Piece]
    kind: str = "text"
    """``name``, ``contact``, ``heading``, ``header`` (of an entry), ``bullet``, ``text``, ``blank`` or ``footer``."""
    entry: int = -1
    """The entry to whose stretch it belongs."""

    @property
    def text(self) -> str:
        """The words of the line, without layout."""
        return "".join(piece.text for piece in self.pieces).replace(EDGE, "  ")


@dataclass
class Row:
    """A row of a table."""

    cells: list[list[Line]]
    entry: int = -1


@dataclass
class Columns:
    """Two columns of a page, side by side."""

    left: list[Line]
    right: list[Line]


Block = Line | Row | Columns


@dataclass
class Document:
    """A résumé before it becomes a file or a text."""

    blocks: list[Block]
    edge: str = "\t"
    """How plain text shows the right edge: a tab, a blank, or ``pad``."""
    cells: str = "tab"
    """How plain text shows table cells: ``tab``, ``bar`` or ``lines``."""
    wrap: int = 0
    """Length at which plain text breaks long lines; 0 for never."""
    one_line: str = ""
    """What takes the place of every line break; empty for line breaks."""
    interleaved: str = ""
    """How plain text shows two columns line by line: ``pad``, ``blank`` (one between their lines), ``lines`` (each on
    its own line) or ``mixed``; empty for one column after the other."""
    columns_width: int = 52
    page_lines: int = 0
    """Number of lines after which plain text has a footer; 0 for none."""
    footer: str = ""
    shared: list[tuple[int, str, int]] = field(default_factory=list)
    """``(entry, field, owner)``: fields that are printed once, with the owner, for several entries."""


def blank() -> Line:
    """Return an empty line."""
    return Line([], "blank")


def plain(text: str, kind: str = "text", entry: int = -1) -> Line:
    """Return a line without fields."""
    return Line([Piece(text)], kind, entry)


@dataclass
class Flattened:
    """A text, and where fields and entries are in it."""

    text: str = ""
    spans: dict[int, dict[str, tuple[int, int]]] = field(default_factory=dict)
    stretches: dict[int, tuple[int, int]] = field(default_factory=dict)


def flatten(document: Document) -> Flattened:
    """Return the text of a document with the offsets of all fields and entries.

    >>> line = Line([Piece("Nurse", "title", 0), Piece(", "), Piece("Leeds", "place", 0)], "header", 0)
    >>> flatten(Document([line])).spans
    {0: {'title': (0, 5), 'place': (7, 12)}}
    """
    lines = list(_lines(document))
    if document.one_line:
        lines = [line for line in lines if line.kind != "blank"]
    elif document.page_lines:
        lines = _paged(lines, document)
    out = Flattened()
    parts: list[str] = []
    length = 0
    for line in lines:
        begin = length
        for piece in line.pieces:
            text = piece.text
            if text == EDGE:
                text = " " * max(3, 90 - (length - begin)) if document.edge == "pad" else document.edge
            if piece.field and text:
                out.spans.setdefault(piece.entry, {}).setdefault(piece.field, (length, length + len(text)))
            _stretch(out, piece.entry if piece.entry >= 0 else line.entry, length, length + len(text), text)
            parts.append(text)
            length += len(text)
        parts.append(document.one_line or "\n")
        length += len(parts[-1])
    for entry, name, owner in document.shared:
        if name in out.spans.get(owner, {}):
            out.spans.setdefault(entry, {})[name] = out.spans[owner][name]
    out.text = "".join(parts)
    return out


def _stretch(out: Flattened, entry: int, start: int, end: int, text: str) -> None:
    if entry >= 0 and text.strip():
        first, last = out.stretches.get(entry, (start, end))
        out.stretches[entry] = (min(first, start), max(last, end))


def _lines(document: Document) -> Iterable[Line]:
    for block in document.blocks:
        if isinstance(block, Line):
            yield from _wrapped(block, document.wrap)
        elif isinstance(block, Row):
            yield from _row(block, document.cells)
        elif document.interleaved:
            yield from _side_by_side(block, document.columns_width, document.interleaved)
        else:
            yield from [*block.left, blank(), *block.right]


def _wrapped(line: Line, width: int) -> list[Line]:
    """Break a line without fields at blanks; the headers of entries stay whole."""
    if not width or len(line.text) <= width or any(piece.field or piece.text == EDGE for piece in line.pieces):
        return [line]
    pieces = textwrap.wrap(line.text, width, break_long_words=False, break_on_hyphens=False)
    return [Line([Piece(text)], line.kind if n == 0 else "text", line.entry) for n, text in enumerate(pieces)]


def _row(row: Row, cells: str) -> Iterable[Line]:
    if cells == "lines":
        for cell in row.cells:
            yield from cell
        return
    mark = "\t" if cells == "tab" else " | "
    for number in range(max(len(cell) for cell in row.cells)):
        pieces: list[Piece] = []
        entry = row.entry
        for cell in row.cells:
            if number < len(cell):
                if pieces:
                    pieces.append(Piece(mark))
                pieces += cell[number].pieces
                entry = max(entry, cell[number].entry)
        yield Line(pieces, "header", entry)


def _side_by_side(columns: Columns, width: int, mode: str) -> Iterable[Line]:
    left = [part for line in columns.left for part in _wrapped(line, width)]
    right = [part for line in columns.right for part in _wrapped(line, width)]
    if mode != "pad":  # readers that put columns together drop the blank lines
        left, right = ([line for line in side if line.kind != "blank"] for side in (left, right))
    for number in range(max(len(left), len(right))):
        row = [side[number] if number < len(side) else blank() for side in (left, right)]
        if mode == "lines" or (mode == "mixed" and number % 3):
            yield from (line for line in row if line.pieces)
            continue
        pieces = [_owned(piece, row[0].entry) for piece in row[0].pieces]
        if row[1].pieces and mode == "pad":
            pieces.append(Piece(" " * max(2, width + 3 - sum(len(piece.text) for piece in pieces))))
        elif row[1].pieces and pieces:
            pieces.append(Piece(" "))
        yield Line([*pieces, *(_owned(piece, row[1].entry) for piece in row[1].pieces)], "text")


def _owned(piece: Piece, entry: int) -> Piece:
    """Return a piece that belongs to the entry of its line, wherever it is put."""
    return piece if piece.field or entry < 0 else replace(piece, entry=entry)


def _paged(lines: Sequence[Line], document: Document) -> list[Line]:
    out: list[Line] = []
    for number, line in enumerate(lines, 1):
        out.append(line)
        if number % document.page_lines == 0 and number < len(lines):
            footer = document.footer.replace("{page}", str(number // document.page_lines))
            out += [blank(), plain(footer, "footer"), blank()] if footer else [blank()]
    return out
