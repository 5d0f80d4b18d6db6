"""Walk the parts of a DOCX: paragraphs, tables and text boxes in the order in which a person reads them.

Only elements that are known to show their content do; the text of any other element earns nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from matcher.extraction.office.word.backdrops import Backdrops
from matcher.extraction.office.word.bindings import Bindings
from matcher.extraction.office.word.covers import Covers
from matcher.extraction.office.word.fields import Fields
from matcher.extraction.office.word.flow import Flow, Folding, Frames
from matcher.extraction.office.word.fonts import DocumentFonts
from matcher.extraction.office.word.formats import paragraph_changes, run_changes
from matcher.extraction.office.word.formatting import Page, Room, Surroundings, is_cut_off, reason_of
from matcher.extraction.office.word.names import (
    CONTAINERS,
    FORMULA_SWITCHES,
    SILENT,
    child,
    choose,
    is_on,
    name_of,
    symbol,
    text_below,
    value,
)
from matcher.extraction.office.word.paragraphs import Cell, Paragraph, in_order
from matcher.extraction.office.word.runs import Runs
from matcher.extraction.office.word.shapes import shape_surroundings, shape_text
from matcher.extraction.office.word.styles import DocxStyles
from matcher.extraction.office.word.tables import Table, continues, span_of

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["DELETED", "DocxReader"]

DELETED: Final = "deleted, and the deletion recorded"
_NOT_SHOWN: Final = "in an element that word processors do not show"
_ALL_BULLETS = re.compile(r"\s*[•·▪●○◦*–—-]\s")
_LATIN = re.compile("[A-Za-z]{2}")
_CHARACTERS: Final = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-"}
_WRAPPERS: Final = frozenset({"w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag"})
_DELETIONS: Final = frozenset({"w:del", "w:moveFrom"})
_PARENTS: Final = {"wp:anchor": {"a:graphic"}, "wp:inline": {"a:graphic"}}
"""Elements of which only some children are read."""


class DocxReader:
    """Walk the parts of a document one after the other, and count pages.

    Args:
        styles: the document's.
        backdrops: shapes that may be behind its text.
        covers: finds shapes that may be in front of it.
        fonts: tells which fonts draw other things than letters.
        pages: the pages of its sections, by the element that ends each.
        bindings: values that replace the contents of controls.
        rendered: whether Word left marks where it turned pages.
    """

    def __init__(
        self,
        styles: DocxStyles,
        backdrops: Backdrops,
        covers: Covers,
        fonts: DocumentFonts,
        pages: dict[_Element, Page],
        bindings: Bindings,
        rendered: bool,
    ) -> None:
        self._styles, self._backdrops, self._bindings, self._rendered = styles, backdrops, bindings, rendered
        self._sections = list(pages.items())
        self._page = 1
        self._empty = False
        self._fields = Fields()
        self._covers, self._fonts = covers, fonts
        self._flow = Flow(covers)
        self._folding = Folding()
        self._frames = Frames()
        self.unseen: list[tuple[str, str]] = []
        """Texts that are stored and not shown, and what they are."""
        self.notes: set[str] = set()
        """Notes to which visible text refers, by their kind and id."""

    @property
    def pages(self) -> int:
        """Number of the current page."""
        return self._page

    def body(self, document: _Element, around: Surroundings) -> list[Paragraph]:
        """Return the paragraphs of the document's body, each on the page of its section."""
        paragraphs: list[Paragraph] = []
        self._flow.start = around.page.top
        index = 0
        for body in document:
            if name_of(body) != "w:body":
                continue
            for part in body:
                if index < len(self._sections):
                    page = self._sections[index][1]
                    if page is not around.page:
                        around = replace(Surroundings.on_page(page, around.background))
                before = self._page
                paragraphs += self._part(part, around)
                if self._page != before:
                    self._flow.turn()
                ends = child(part, "w:pPr", "w:sectPr") if name_of(part) == "w:p" else None
                index += ends is not None and index < len(self._sections) and self._sections[index][0] is ends
        self._flow.cover()
        return paragraphs

    def story(self, container: _Element, around: Surroundings) -> Iterator[Paragraph]:
        """Yield the paragraphs of a cell, text box, header or note."""
        for part in container:
            yield from self._part(part, around)

    def alone(self, container: _Element, around: Surroundings, flow: Flow | None = None) -> list[Paragraph]:
        """Return the paragraphs of a story of its own; ``flow`` follows a text box, to find later what covers it."""
        outer = self._fields, self._folding, self._flow
        self._fields, self._folding, self._flow = Fields(), Folding(), flow or Flow(self._covers)
        paragraphs = list(self.story(container, around))
        if flow is None:
            self._flow.cover()
        self._fields, self._folding, self._flow = outer
        return paragraphs

    def _part(self, part: _Element, around: Surroundings) -> Iterator[Paragraph]:
        name = name_of(part)
        if name == "w:p":
            yield from self._paragraph(part, around)
        elif name == "w:tbl":
            yield from self._table(part, around)
        elif name == "mc:AlternateContent":
            if (branch := self._alternative(part)) is not None:
                yield from self.story(branch, around)
        elif name == "w:sdt":
            yield from self._control(part, around)
        elif name in _WRAPPERS:
            yield from self.story(part, around)
        elif name in _DELETIONS:
            yield from self.story(part, around.hide(DELETED))
        elif text := self._aside(part, name):
            yield Paragraph(text, self._page, hidden=_NOT_SHOWN)

    def _aside(self, part: _Element, name: str) -> str:
        """Return the text of an element that does not show it; keep that of elements without text of their own."""
        if not name or (text := text_below(part)).isspace() or not text:
            return ""
        if name in SILENT:
            self.unseen.append((text, _NOT_SHOWN))
            return ""
        return text

    def _control(self, control: _Element, around: Surroundings) -> Iterator[Paragraph]:
        content = child(control, "w:sdtContent")
        if content is None:
            return
        shown = self._bindings.replacement(child(control, "w:sdtPr"), content)
        if shown is None:
            yield from self.story(content, around)
            return
        yield from self.story(content, around.hide("replaced by a value that is stored elsewhere"))
        if shown.strip() and not around.hidden:
            yield Paragraph(shown, self._page)

    def _paragraph(self, paragraph: _Element, around: Surroundings) -> Iterator[Paragraph]:
        properties = child(paragraph, "w:pPr")
        changes = paragraph_changes(properties)
        key = value(child(properties, "w:pStyle"))
        formats = self._styles.paragraph(key, around.formats, changes)
        if not self._rendered and is_on(child(properties, "w:pageBreakBefore")):
            self._page += 1
        heading = self._styles.is_heading(key)
        listed = changes["number"] != "0" if "number" in changes else self._styles.is_listed(key)
        inside = self._frames.around(around.hide(self._folding.reason(formats)).paragraph(formats))
        collected = Runs(self._styles.run_base(key, around.formats), inside)
        start, page = self._page, 0
        for piece in self._runs(paragraph, collected):
            if piece and not page:
                page = self._page
        text = "".join(collected.shown)
        size = collected.points if text.strip() else max(1.0, collected.run.points)
        if is_cut_off(text, size, inside):
            collected.hidden.setdefault("beyond the edge of its box", []).append(text)
            text = ""
        read = None
        if text.strip():
            if listed and not heading and not _ALL_BULLETS.match(text):
                text = f"• {text.lstrip()}"
            read = Paragraph(text, page or start, heading, gap=self._empty)
            yield read
        if text.strip() or not collected.hidden:
            self._flow.add(read, text, size, inside)
        for reason, hidden in collected.hidden.items():
            if "".join(hidden).strip():
                yield Paragraph("".join(hidden), start, hidden=reason)
        if text.strip() or not collected.hidden:  # hidden text takes no space
            self._empty = not text.strip() and not collected.boxes
        for box, hidden_by in collected.boxes:
            in_box = self._covers.with_linked(box, shape_surroundings(box, inside.hide(hidden_by)))
            paragraphs = self.alone(box, in_box, flow := Flow(self._covers))
            self._flow.add_box(box, flow, in_box)
            yield from paragraphs
        section = child(properties, "w:sectPr")
        if not self._rendered and section is not None:
            kind = child(section, "w:type")
            self._page += kind is None or value(kind) not in {"continuous", "nextColumn"}

    def _write(self, text: str, collected: Runs) -> bool:
        """Add the text of a run; return whether it is visible."""
        run = collected.run
        reason = collected.deleted or self._fields.reason or reason_of(run, collected.around, text)
        reason = reason or collected.tabbed
        if not reason and self._fields.replaces(text):
            reason = "replaced by what a field computes"
        if not reason and collected.backwards and _LATIN.search(text):
            reason = "written backwards"
        if not reason:
            reason, text = self._fonts.seen(run, text)
        reason = reason or self._backdrops.reason(text, run, collected.around, self._flow.on_page)
        if reason:
            collected.hidden.setdefault(reason, []).append(text)
            return False
        collected.shown.append(text)
        if text.strip():
            collected.points = min(collected.points, run.points)
        return bool(text.strip())

    def _runs(self, element: _Element, collected: Runs) -> Iterator[bool]:
        """Collect the text below ``element``; yield for each piece whether it is visible: pages may turn in between."""
        only = _PARENTS.get(name_of(element))
        for part in element:
            name = name_of(part)
            if only is not None and name not in only:
                continue
            if name in {"w:t", "m:t"} or (name == "w:delText" and collected.deleted):
                # An unresolved entity leaves a node within the text.
                text = "".join([part.text or "", *(node.tail or "" for node in part)])
                if self._fields.in_instructions:
                    self.unseen.append((text, "in the instructions of a field"))
                else:
                    yield self._write(text, collected)
            elif name == "w:r" or name == "m:r":
                outer = collected.run
                for properties in part:
                    if name_of(properties) == "w:rPr":
                        style = child(properties, "w:rStyle")
                        run = collected.run if style is None else self._styles.character(value(style), collected.run)
                        collected.run = run.after(run_changes(properties))
                yield from self._runs(part, collected)
                collected.run = outer
            elif name in _CHARACTERS:
                collected.tabs = collected.tabs + (name == "w:tab") if name != "w:cr" else 0
                self._write(_CHARACTERS[name], collected)
            elif name == "w:br":
                collected.tabs = 0
                if value(part, "type") == "page":
                    self._page += not self._rendered
                self._write("\n", collected)
            elif name == "w:lastRenderedPageBreak":
                self._page += 1
            elif name == "w:sym":
                self._write(symbol(part), collected)
            elif name in {"w:fldChar", "w:instrText", "w:fldSimple"}:
                yield from self._field(part, name, collected)
            elif name in {"w:footnoteReference", "w:endnoteReference"}:
                if not (self._fields.in_instructions or self._hidden_here(collected)):
                    self.notes.add(f"{name[2:-9]} {value(part, 'id')}")
            elif name == "w:txbxContent":
                hidden = DELETED if collected.deleted else self._hidden_here(collected)
                collected.boxes.append((part, hidden))
            elif name == "mc:AlternateContent":
                if (branch := self._alternative(part)) is not None:
                    yield from self._runs(branch, collected)
            elif name == "w:sdt":
                yield from self._control_in_line(part, collected)
            elif name in _DELETIONS:
                if name == "w:moveFrom":  # the moved text is elsewhere
                    self.unseen.append((text_below(part), DELETED))
                    continue
                outer_deletion, collected.deleted = collected.deleted, DELETED
                yield from self._runs(part, collected)
                collected.deleted = outer_deletion
            elif name == "w:bdo":
                outer_order, collected.backwards = collected.backwards, value(part) == "rtl"
                yield from self._runs(part, collected)
                collected.backwards = outer_order
            elif name in FORMULA_SWITCHES and is_on(child(element, *FORMULA_SWITCHES[name])):
                collected.hidden.setdefault(_NOT_SHOWN, []).append(f" {text_below(part)} ")
            elif name in CONTAINERS:
                if name in {"w:drawing", "w:pict"}:
                    self._flow.shape(part, collected.around)
                    self.unseen.append((shape_text(part), "the alternative text of a picture"))
                yield from self._runs(part, collected)
            elif (
                name == "m:phant"
                and is_on(child(part, "m:phantPr", "m:show"), default=True)
                and not any(is_on(child(part, "m:phantPr", f"m:zero{side}")) for side in ("Wid", "Asc", "Desc"))
            ):
                yield from self._runs(part, collected)
            elif text := self._aside(part, name):
                collected.hidden.setdefault(_NOT_SHOWN, []).append(f" {text} ")

    def _hidden_here(self, collected: Runs) -> str:
        """Return why a drawing or a reference to a note at this place is not visible; empty when it is."""
        run = collected.run
        hidden = "formatted as hidden text" if run.vanish or run.always_hidden else ""
        return collected.deleted or self._fields.reason or collected.around.hidden or hidden

    def _control_in_line(self, control: _Element, collected: Runs) -> Iterator[bool]:
        content = child(control, "w:sdtContent")
        if content is None:
            return
        shown = self._bindings.replacement(child(control, "w:sdtPr"), content)
        if shown is None:
            yield from self._runs(content, collected)
            return
        collected.hidden.setdefault("replaced by a value that is stored elsewhere", []).append(text_below(content))
        yield self._write(shown, collected)

    def _field(self, part: _Element, name: str, collected: Runs) -> Iterator[bool]:
        if name == "w:fldChar":
            self._fields.mark(value(part, "fldCharType"))
        elif name == "w:instrText":
            text = part.text or ""
            self._fields.instruct(text)
            if not text.lstrip().upper().startswith("ADDIN"):  # reference managers store their data this way
                self.unseen.append((text, "in the instructions of a field"))
        else:
            text = value(part, "instr")
            if not text.lstrip().upper().startswith("ADDIN"):
                self.unseen.append((text, "in the instructions of a field"))
            for kind in ("begin", "instruct", "separate"):
                self._fields.instruct(text) if kind == "instruct" else self._fields.mark(kind)
            yield from self._runs(part, collected)
            self._fields.mark("end")

    def _alternative(self, element: _Element) -> _Element | None:
        """Return the branch that Word shows."""
        chosen, others = choose(element)
        for branch in others:
            self.unseen.append((text_below(branch), "shown by other programs only"))
        return chosen

    def _table(self, element: _Element, around: Surroundings) -> Iterator[Paragraph]:
        rows = list(self._inner(element, "w:tr", ""))
        table = Table(element, around, self._styles, len(rows))
        group: list[list[Cell]] = []
        merged = [continues(row) for row, _ in rows] + [False]
        for index, (row, deleted) in enumerate(rows):
            formats = table.row(row, index)
            found = list(self._inner(row, "w:tc", deleted))
            cells: list[Cell] = []
            column, rooms = formats.column, []
            top = bottom = self._flow.y
            for place, (cell, hidden) in enumerate(found):
                inside = formats.cell(cell, place, len(found), column, merged[index + 1]).hide(hidden)
                if inside.room is None and around.room is not None:
                    inside = replace(inside, room=Room(around.room.left))
                    rooms.append(inside.room)
                self._flow.y = top
                cells.append(Cell(column, list(self.story(cell, inside))))
                bottom = max(bottom, self._flow.y)
                column += span_of(child(cell, "w:tcPr"))
            self._flow.y = bottom
            if around.room is not None and rooms:
                around.room.left = min(room.left for room in rooms if room is not None)
            if len(cells) == 1:  # a row across the whole width ends the columns above it
                yield from in_order(group)
                group = []
                yield from cells[0].paragraphs
            else:
                group.append(cells)
        yield from in_order(group)

    def _inner(self, element: _Element, wanted: str, deleted: str) -> Iterator[tuple[_Element, str]]:
        """Yield the rows of a table or the cells of a row, and why each is hidden."""
        for part in element:
            name = name_of(part)
            if name == wanted:
                yield part, deleted
            elif name == "w:sdt" and (content := child(part, "w:sdtContent")) is not None:
                shown = self._bindings.replacement(child(part, "w:sdtPr"), content)
                yield from self._inner(content, wanted, deleted or _NOT_SHOWN if shown is not None else deleted)
            elif name in _WRAPPERS:
                yield from self._inner(part, wanted, deleted)
            elif name in _DELETIONS:
                yield from self._inner(part, wanted, DELETED)
            elif name == "mc:AlternateContent":
                if (branch := self._alternative(part)) is not None:
                    yield from self._inner(branch, wanted, deleted)
            elif text := self._aside(part, name):
                self.unseen.append((text, _NOT_SHOWN))
