"""Word's DOCX (WordprocessingML, ECMA-376 part 1): text in the order in which a person reads it.

Headers come first, then the body with its tables and text boxes, then notes, then footers. What is counted as
deleted is left out, what is counted as inserted is kept: the text is what Word would print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from matcher.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder, clean
from matcher.extraction.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read"]

# Names are compared without their namespace: "strict" documents use another one than "transitional" ones do.
_SKIPPED: Final = frozenset(
    {
        "del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr",
        "sectPr", "sdtPr", "sdtEndPr", "proofErr", "bookmarkStart", "bookmarkEnd", "annotationRef",
        "commentReference", "fldData", "docPr", "cNvPr", "object", "ruby", "oMathParaPr"
    }
)  # fmt: skip
_LONG_CELL: Final = 3
"""Paragraphs from which a table's cell counts as a column of text and no longer as a value."""

_ALL_BULLETS = re.compile(r"\s*[•·▪●○◦*–—-]\s")


def _name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _get(element: _Element, name: str) -> str:
    """The attribute of that name, whatever its namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def _child(element: _Element, *names: str) -> _Element | None:
    found: _Element | None = element
    for name in names:
        found = next((child for child in found if _name(child) == name), None) if found is not None else None
    return found


def _is_on(element: _Element | None) -> bool:
    """Whether a switch such as ``w:vanish`` is there and not set to false."""
    return element is not None and _get(element, "val") not in {"0", "false", "off"}


@dataclass
class _Paragraph:
    text: str
    page: int
    heading: bool = False
    hidden: str = ""
    gap: bool = False
    """Whether an empty paragraph stands before it."""
    beside: bool = False
    """Whether it stands on one line with the paragraph before it, in the next cell."""


@dataclass
class _Styles:
    lists: set[str] = field(default_factory=set)
    headings: set[str] = field(default_factory=set)
    vanished: set[str] = field(default_factory=set)


def _read_styles(root: _Element | None) -> _Styles:
    styles = _Styles()
    if root is None:
        return styles
    parents: dict[str, str] = {}
    for style in root:
        if _name(style) != "style":
            continue
        key = _get(style, "styleId")
        based = _child(style, "basedOn")
        parents[key] = _get(based, "val") if based is not None else ""
        title = _child(style, "name")
        number = _child(style, "pPr", "numPr", "numId")
        name = _get(title, "val").lower() if title is not None else ""
        if name.startswith(("heading", "title")) or _child(style, "pPr", "outlineLvl") is not None:
            styles.headings.add(key)
        elif number is not None and _get(number, "val") != "0":
            styles.lists.add(key)
        if _is_on(_child(style, "rPr", "vanish")):
            styles.vanished.add(key)
    for group in (styles.lists, styles.headings, styles.vanished):
        for key in parents:
            ancestor, seen = key, set[str]()
            while ancestor and ancestor not in seen and ancestor not in group:
                seen.add(ancestor)
                ancestor = parents.get(ancestor, "")
            if ancestor in group:
                group.add(key)
    return styles


class _Reader:
    """Walks one part after the other; keeps count of pages."""

    def __init__(self, styles: _Styles, rendered: bool) -> None:
        self._styles = styles
        self._rendered = rendered
        self._page = 1
        self._empty = False

    @property
    def pages(self) -> int:
        return self._page

    def story(self, container: _Element) -> Iterator[_Paragraph]:
        """Paragraphs of a body, cell, text box, header or note."""
        for child in container:
            name = _name(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name == "AlternateContent":
                if (branch := _alternative(child)) is not None:
                    yield from self.story(branch)
            elif name not in _SKIPPED:
                yield from self.story(child)

    def _paragraph(self, paragraph: _Element) -> Iterator[_Paragraph]:
        properties = _child(paragraph, "pPr")
        style = number = None
        if properties is not None:
            style, number = _child(properties, "pStyle"), _child(properties, "numPr", "numId")
            if not self._rendered and _is_on(_child(properties, "pageBreakBefore")):
                self._page += 1
        key = _get(style, "val") if style is not None else ""
        heading = key in self._styles.headings
        listed = _get(number, "val") != "0" if number is not None else key in self._styles.lists
        collected = _Runs(key in self._styles.vanished)
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
        hidden = "".join(collected.hidden)
        if hidden.strip():
            yield _Paragraph(hidden, start, hidden="formatted as hidden text")
        self._empty = not text.strip() and not collected.boxes
        for box in collected.boxes:
            yield from self.story(box)
        if not self._rendered and properties is not None:
            section = _child(properties, "sectPr")
            if section is not None:
                kind = _child(section, "type")
                self._page += kind is None or _get(kind, "val") not in {"continuous", "nextColumn"}

    def _runs(self, element: _Element, collected: _Runs) -> Iterator[bool]:
        """Collect the text below ``element``; yields whether a piece was visible text, as pages may turn between."""
        for child in element:
            name = _name(child)
            if name == "t":
                # An entity, which is not resolved, leaves a node within the text.
                text = "".join([child.text or "", *(node.tail or "" for node in child)])
                collected.write(text)
                yield bool(text.strip())
            elif name in _CHARACTERS:
                collected.write(_CHARACTERS[name])
            elif name == "br":
                if _get(child, "type") == "page":
                    self._page += not self._rendered
                collected.write("\n")
            elif name == "lastRenderedPageBreak":
                self._page += 1
            elif name == "sym":
                collected.write(_symbol(child))
            elif name == "txbxContent":
                collected.boxes.append(child)
            elif name == "r":
                style = _child(child, "rPr", "rStyle")
                collected.vanishing = _is_on(_child(child, "rPr", "vanish")) or (
                    style is not None and _get(style, "val") in self._styles.vanished
                )
                yield from self._runs(child, collected)
                collected.vanishing = False
            elif name == "AlternateContent":
                if (branch := _alternative(child)) is not None:
                    yield from self._runs(branch, collected)
            elif name not in _SKIPPED:
                yield from self._runs(child, collected)

    def _table(self, table: _Element) -> Iterator[_Paragraph]:
        group: list[list[_Cell]] = []
        for row in _rows(table):
            cells = []
            column = 0
            for cell in _cells(row):
                cells.append(_Cell(column, list(self.story(cell))))
                span = _child(cell, "tcPr", "gridSpan")
                width = _get(span, "val") if span is not None else "1"
                column += int(width) if width.isdecimal() and len(width) < 4 else 1
            if len(cells) == 1:  # a row across the whole width ends what stands in columns above it
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


class _Runs:
    """The text of one paragraph as it is collected."""

    def __init__(self, vanished: bool) -> None:
        self.shown: list[str] = []
        self.hidden: list[str] = []
        self.boxes: list[_Element] = []
        self.vanishing = False
        self._vanished = vanished

    def write(self, text: str) -> None:
        (self.hidden if self.vanishing or self._vanished else self.shown).append(text)


_CHARACTERS: Final = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


def _symbol(element: _Element) -> str:
    """A character of a symbol font: ``clean`` knows which ones are bullets."""
    code = _get(element, "char")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number if number >= 0xF000 else 0xF000 + number) if number <= 0xFFFF else ""


def _alternative(element: _Element) -> _Element | None:
    """The branch that Word shows: the choice; the fallback, its twin for old programs, only when there is no choice."""
    choice = _child(element, "Choice")
    return choice if choice is not None else _child(element, "Fallback")


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table:
        name = _name(child)
        if name == "tr":
            if _child(child, "trPr", "del") is None:
                yield child
        elif name not in _SKIPPED:
            yield from _rows(child)


def _cells(row: _Element) -> Iterator[_Element]:
    for child in row:
        name = _name(child)
        if name == "tc":
            yield child
        elif name not in _SKIPPED:
            yield from _cells(child)


def _read_cells(rows: list[list[_Cell]]) -> Iterable[_Paragraph]:
    """Cells in reading order.

    Row by row, as values are read; but column by column when the table is only there to set texts side by side:
    two or more columns hold long cells, and they do so once, not row after row.
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
                    right.paragraphs[0].beside = True
    for cell in cells:
        yield from cell.paragraphs


def read(data: bytes) -> DocumentBuilder:
    """Read a DOCX file: a block for each paragraph; pages as Word last laid them out.

    Raises:
        UnreadableFileError: the package or its main part is damaged, too large unpacked, or no Word document.
    """
    package = Package(data)
    main = package.main_document()
    if not main:
        raise UnreadableFileError("corrupt", "it holds no Word document; save it again as DOCX")
    builder = DocumentBuilder()
    document = package.parse(main)
    related = package.related(main)
    styles = next((_parse(package, part, builder) for kind, part in related if kind == "styles"), None)
    rendered = any(_name(element) == "lastRenderedPageBreak" for element in document.iter("{*}lastRenderedPageBreak"))
    reader = _Reader(_read_styles(styles), rendered)
    parts = {
        kind: [root for k, part in related if k == kind and (root := _parse(package, part, builder)) is not None]
        for kind in ("header", "footnotes", "endnotes", "footer")
    }
    said: set[str] = set()
    _add_margins(builder, reader, parts["header"], said, 1)
    for paragraph in reader.story(document):
        _add(builder, paragraph)
    last = reader.pages
    for notes in (*parts["footnotes"], *parts["endnotes"]):
        for note in notes:
            if not _get(note, "type"):  # separators have one
                for paragraph in reader.story(note):
                    paragraph.page = last
                    _add(builder, paragraph)
    _add_margins(builder, reader, parts["footer"], said, last)
    builder.set_pages(last)
    return builder


def _parse(package: Package, part: str, builder: DocumentBuilder) -> _Element | None:
    """A part beside the main one: a damaged one costs itself, not the document."""
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
        separator="\t" if paragraph.beside else "\n\n" if paragraph.heading or paragraph.gap else "\n",
        visible=not paragraph.hidden,
        reason=paragraph.hidden,
    )


def _add_margins(builder: DocumentBuilder, reader: _Reader, roots: list[_Element], said: set[str], page: int) -> None:
    """Headers or footers: the first page's, the even pages' and the others' often say the same."""
    for root in roots:
        paragraphs = list(reader.story(root))
        text = clean("\n".join(paragraph.text for paragraph in paragraphs))
        if text not in said:
            said.add(text)
            for paragraph in paragraphs:
                paragraph.page = page
                _add(builder, paragraph)
