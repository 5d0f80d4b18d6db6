"""Read Word's DOCX (WordprocessingML, ECMA-376 part 1): text in the order in which a person reads it.

Headers come first, then the body with its tables and text boxes, then notes, then footers. Recorded deletions are
hidden text and recorded insertions are kept: the text is what Word would print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder, clean
from matcher.extraction.office.docx_formatting import DocxStyles, RunFormat, Surroundings, find_child, is_on
from matcher.extraction.office.docx_parts import Margins, add_chunks, page_background, page_size, stored_texts
from matcher.extraction.office.docx_shapes import Backdrops, shape_surroundings, shape_text
from matcher.extraction.office.docx_theme import read_theme, resolve_colours
from matcher.extraction.office.package import Package
from matcher.extraction.xml_parsing import attribute, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read"]

_SKIPPED: Final = frozenset(
    {
        "delInstrText", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr",
        "sectPr", "sdtPr", "sdtEndPr", "proofErr", "bookmarkStart", "bookmarkEnd", "annotationRef",
        "commentReference", "fldData", "docPr", "cNvPr", "object", "ruby", "oMathParaPr"
    }
)  # fmt: skip
_LONG_CELL: Final = 3
"""Paragraphs from which a table's cell counts as a column of text instead of a value."""

_ALL_BULLETS = re.compile(r"\s*[•·▪●○◦*–—-]\s")


_DELETED: Final = "deleted, and the deletion recorded"


@dataclass
class _Paragraph:
    text: str
    page: int
    heading: bool = False
    hidden: str = ""
    gap: bool = False
    """Whether an empty paragraph precedes it."""
    same_line: bool = False
    """Whether it is on one line with the paragraph before it, in the next cell."""


class _Runs:
    """Collect the text of one paragraph: visible text, and hidden text by its reason."""

    def __init__(self, base: RunFormat, around: Surroundings, backdrops: Backdrops) -> None:
        self.shown: list[str] = []
        self.hidden: dict[str, list[str]] = {}
        self.boxes: list[_Element] = []
        self.base = base
        self.run = base
        self.around = around
        self.deleted = False
        self._backdrops = backdrops

    def write(self, text: str) -> bool:
        """Add the text of a run; return whether it is visible."""
        reason = _DELETED if self.deleted else self._backdrops.reason(text, self.run, self.around)
        if reason:
            self.hidden.setdefault(reason, []).append(text)
        else:
            self.shown.append(text)
        return not reason


class _Reader:
    """Walk the parts of a document one after the other and count pages."""

    def __init__(self, styles: DocxStyles, backdrops: Backdrops, rendered: bool) -> None:
        self._styles = styles
        self._backdrops = backdrops
        self._rendered = rendered
        self._page = 1
        self._empty = False
        self._fields: list[bool] = []
        """For each open field, the outermost first: whether its result has begun."""
        self.unseen: list[tuple[str, str]] = []
        """Texts that are stored and not shown, and what they are."""

    @property
    def pages(self) -> int:
        return self._page

    def story(self, container: _Element, around: Surroundings) -> Iterator[_Paragraph]:
        """Yield the paragraphs of a body, cell, text box, header or note."""
        for part in container:
            name = local_name(part)
            if name == "p":
                yield from self._paragraph(part, around)
            elif name == "tbl":
                yield from self._table(part, around)
            elif name == "AlternateContent":
                if (branch := self._alternative(part)) is not None:
                    yield from self.story(branch, around)
            elif name not in _SKIPPED:
                yield from self.story(part, around)

    def _paragraph(self, paragraph: _Element, around: Surroundings) -> Iterator[_Paragraph]:
        properties = find_child(paragraph, "pPr")
        style = number = None
        if properties is not None:
            style, number = find_child(properties, "pStyle"), find_child(properties, "numPr", "numId")
            if not self._rendered and is_on(find_child(properties, "pageBreakBefore")):
                self._page += 1
        key = attribute(style, "val") if style is not None else ""
        heading = key in self._styles.headings
        listed = attribute(number, "val") != "0" if number is not None else key in self._styles.lists
        inside = around.paragraph(properties, self._styles.paragraph_background(key))
        collected = _Runs(self._styles.paragraph(key), inside, self._backdrops)
        start = self._page
        page = 0
        for piece in self._runs(paragraph, collected):
            if piece and not page:
                page = self._page
        text = "".join(collected.shown)
        if text.strip():
            if listed and not heading and not _ALL_BULLETS.match(text):
                text = f"• {text.lstrip()}"
            yield _Paragraph(text, page or start, heading, gap=self._empty)
        for reason, hidden in collected.hidden.items():
            if "".join(hidden).strip():
                yield _Paragraph("".join(hidden), start, hidden=reason)
        if text.strip() or not collected.hidden:  # hidden text takes no space
            self._empty = not text.strip() and not collected.boxes
        for box in collected.boxes:
            yield from self.story(box, shape_surroundings(box, inside))
        if not self._rendered and properties is not None:
            section = find_child(properties, "sectPr")
            if section is not None:
                kind = find_child(section, "type")
                self._page += kind is None or attribute(kind, "val") not in {"continuous", "nextColumn"}

    def _runs(self, element: _Element, collected: _Runs) -> Iterator[bool]:
        """Collect the text below ``element``; yield for each piece whether it is visible: pages may turn in between."""
        for part in element:
            name = local_name(part)
            if name in {"t", "delText"}:
                # An unresolved entity leaves a node within the text.
                text = "".join([part.text or "", *(node.tail or "" for node in part)])
                if not all(self._fields):
                    self.unseen.append((text, "in the instructions of a field"))
                    continue
                yield collected.write(text) and bool(text.strip())
            elif name == "instrText":
                if (
                    not (part.text or "").lstrip().upper().startswith("ADDIN")
                ):  # reference managers store their data this way
                    self.unseen.append((part.text or "", "in the instructions of a field"))
            elif name == "fldChar":
                self._follow_field(attribute(part, "fldCharType"))
            elif name in _CHARACTERS:
                collected.write(_CHARACTERS[name])
            elif name == "br":
                if attribute(part, "type") == "page":
                    self._page += not self._rendered
                collected.write("\n")
            elif name == "lastRenderedPageBreak":
                self._page += 1
            elif name == "sym":
                collected.write(_symbol(part))
            elif name == "txbxContent":
                collected.boxes.append(part)
            elif name == "moveFrom":  # the moved text is elsewhere
                text = " ".join(node.text or "" for node in part.iter("{*}t", "{*}delText"))
                self.unseen.append((text, _DELETED))
            elif name == "del":
                collected.deleted = True
                yield from self._runs(part, collected)
                collected.deleted = False
            elif name == "r":
                properties = find_child(part, "rPr")
                style = find_child(properties, "rStyle") if properties is not None else None
                run = (
                    collected.base if style is None else self._styles.character(attribute(style, "val"), collected.base)
                )
                collected.run = run.apply(properties)
                yield from self._runs(part, collected)
                collected.run = collected.base
            elif name == "AlternateContent":
                if (branch := self._alternative(part)) is not None:
                    yield from self._runs(branch, collected)
            elif name not in _SKIPPED:
                if name in {"drawing", "pict"}:
                    self.unseen.append((shape_text(part), "the alternative text of a picture"))
                yield from self._runs(part, collected)

    def _follow_field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields:
            self._fields.pop()

    def _alternative(self, element: _Element) -> _Element | None:
        """Return the branch that Word shows: the choice, or else the fallback, which is for old programs."""
        choice, fallback = find_child(element, "Choice"), find_child(element, "Fallback")
        if choice is None:
            return fallback
        if fallback is not None:
            text = " ".join(part.text or "" for part in fallback.iter("{*}t"))
            self.unseen.append((text, "shown by old programs only"))
        return choice

    def _table(self, table: _Element, around: Surroundings) -> Iterator[_Paragraph]:
        group: list[list[_Cell]] = []
        around = around.table(table, self._styles)
        for row in _rows(table):
            cells = []
            column = 0
            inside = around.row(row)
            if find_child(row, "trPr", "del") is not None:
                inside = replace(inside, hidden=_DELETED)
            for cell in _cells(row):
                cells.append(_Cell(column, list(self.story(cell, inside.cell(cell)))))
                span = find_child(cell, "tcPr", "gridSpan")
                width = attribute(span, "val") if span is not None else "1"
                column += int(width) if width.isdecimal() and len(width) < 4 else 1
            if len(cells) == 1:  # a row across the whole width ends the columns above it
                yield from _read_cells(group)
                group = []
                yield from cells[0].paragraphs
            else:
                group.append(cells)
        yield from _read_cells(group)


@dataclass
class _Cell:
    column: int
    paragraphs: list[_Paragraph]


_CHARACTERS: Final = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


def _symbol(element: _Element) -> str:
    """Return a character of a symbol font; ``clean`` turns the bullets among them into one kind."""
    code = attribute(element, "char")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number if number >= 0xF000 else 0xF000 + number) if number <= 0xFFFF else ""


def _rows(table: _Element) -> Iterator[_Element]:
    for part in table:
        name = local_name(part)
        if name == "tr":
            yield part
        elif name not in _SKIPPED:
            yield from _rows(part)


def _cells(row: _Element) -> Iterator[_Element]:
    for part in row:
        name = local_name(part)
        if name == "tc":
            yield part
        elif name not in _SKIPPED:
            yield from _cells(part)


def _read_cells(rows: list[list[_Cell]]) -> Iterable[_Paragraph]:
    """Yield the paragraphs of cells in reading order.

    Row by row, as values are read; but column by column when the table only sets texts side by side: two or more
    columns hold long cells, in one row and not in row after row.
    """
    long_cells = [(number, cell.column) for number, row in enumerate(rows) for cell in row
                  if len(cell.paragraphs) >= _LONG_CELL]  # fmt: skip
    columns = {column for _, column in long_cells}
    shared = sum(1 for number in range(len(rows)) if sum(1 for row, _ in long_cells if row == number) > 1)
    cells = [cell for row in rows for cell in row]
    if len(columns) > 1 and shared <= 1:
        cells.sort(key=lambda cell: cell.column)
    else:
        for row in rows:
            for left, right in pairwise(row):
                if len(left.paragraphs) == 1 and right.paragraphs:
                    right.paragraphs[0].same_line = True
    for cell in cells:
        yield from cell.paragraphs


def read(data: bytes) -> DocumentBuilder:
    """Read a DOCX file: one block per paragraph, pages as Word last laid them out.

    Raises:
        UnreadableFileError: the package or its main part is damaged, too large unpacked, or no Word document.
    """
    package = Package(data)
    main = package.main_document()
    if not main:
        raise UnreadableFileError("corrupt", "it holds no Word document; save it again as DOCX")
    builder = DocumentBuilder()
    document = package.parse(main)
    relations = package.relations(main)
    names = {kind: [part for k, part, _ in relations if k == kind] for kind, _, _ in relations}
    theme = read_theme(next((_parse(package, part, builder) for part in names.get("theme", ())), None))
    styles, settings = (
        next((_parse(package, part, builder) for part in names.get(kind, ())), None) for kind in ("styles", "settings")
    )
    rendered = next(document.iter("{*}lastRenderedPageBreak"), None) is not None
    parts = {
        kind: [root for part in names.get(kind, ()) if (root := _parse(package, part, builder)) is not None]
        for kind in ("footnotes", "endnotes", "comments")
    }
    margins = Margins.of(document, settings)
    for kind, part, key in relations:
        if kind in {"header", "footer"} and (root := _parse(package, part, builder)) is not None:
            margins.add(kind, key, root)
    for root in (document, styles, *margins.shown["header"], *margins.shown["footer"], *parts["footnotes"]):
        if root is not None:
            resolve_colours(root, theme)
    backdrops = Backdrops([document, *margins.shown["header"], *margins.shown["footer"]])
    reader = _Reader(DocxStyles.read(styles), backdrops, rendered)
    page = Surroundings(background=page_background(document, settings), page=page_size(document))
    seen: set[str] = set()
    _add_margins(builder, reader, margins.shown["header"], seen, 1)
    for paragraph in reader.story(document, page):
        _add(builder, paragraph)
    last = reader.pages
    referenced = {attribute(mark, "id") for mark in document.iter("{*}footnoteReference", "{*}endnoteReference")}
    for notes in (*parts["footnotes"], *parts["endnotes"]):
        for note in notes:
            if not attribute(note, "type"):  # separators have one
                is_referenced = attribute(note, "id") in referenced
                around = Surroundings(hidden="" if is_referenced else "in a note that nothing refers to")
                for paragraph in reader.story(note, around):
                    _add(builder, replace(paragraph, page=last))
    _add_margins(builder, reader, margins.shown["footer"], seen, last)
    add_chunks(builder, package, names.get("aFChunk", []), last)
    for comments in parts["comments"]:
        for comment in comments:
            for paragraph in reader.story(comment, Surroundings()):
                builder.add(paragraph.text, page=last, visible=False, reason="in a comment", code="comments")
    for text, what in [*reader.unseen, *margins.unseen, *stored_texts(package, settings)]:
        builder.add_unseen(text, reason=what, code="tracked-changes" if what == _DELETED else "invisible-text")
    builder.set_pages(last)
    return builder


def _parse(package: Package, part: str, builder: DocumentBuilder) -> _Element | None:
    """Parse a part besides the main one; a damaged part is left out with a warning."""
    try:
        return package.parse(part)
    except UnreadableFileError as error:
        if error.code == "too-large":
            raise
        builder.warn("part-unreadable", f"the part {part} of the document could not be read")
        return None


def _add(builder: DocumentBuilder, paragraph: _Paragraph) -> None:
    builder.add(
        paragraph.text,
        page=paragraph.page,
        separator="\t" if paragraph.same_line else "\n\n" if paragraph.heading or paragraph.gap else "\n",
        visible=not paragraph.hidden,
        reason=paragraph.hidden,
        code="tracked-changes" if paragraph.hidden == _DELETED else "invisible-text",
    )


def _add_margins(builder: DocumentBuilder, reader: _Reader, roots: list[_Element], seen: set[str], page: int) -> None:
    """Add headers or footers, each text once: those of first, even and other pages are often the same."""
    for root in roots:
        paragraphs = list(reader.story(root, Surroundings()))
        text = clean("\n".join(paragraph.text for paragraph in paragraphs))
        if text not in seen:
            seen.add(text)
            for paragraph in paragraphs:
                paragraph.page = page
                _add(builder, paragraph)
