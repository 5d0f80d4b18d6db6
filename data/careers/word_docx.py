"""Write a generated résumé as a Word file: real tables, tab stops, columns, bold type and sizes."""

from __future__ import annotations

import io
import random
import zipfile
from typing import Any

import docx as python_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from data.careers.document import EDGE, Columns, Document, Line
from data.careers.look import Look, Table, choose_look, grouped, without_bullet

_WIDTH = 17.0
"""Width of the text on the page, in centimetres."""
_FOREVER = (2026, 1, 1, 0, 0, 0)


def docx(document: Document, rng: random.Random) -> bytes:
    """Return a document as a Word file; the same arguments and version of python-docx give the same bytes."""
    return _Writer(document, choose_look(rng), rng).write()


class _Writer:
    def __init__(self, document: Document, look: Look, rng: random.Random) -> None:
        self.source, self.look, self.rng = document, look, rng
        self.file = python_docx.Document()
        section = self.file.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(1.8)
        normal = self.file.styles["Normal"]
        normal.font.name = "Liberation Serif" if look.serif else "Liberation Sans"
        normal.font.size = Pt(look.size)
        normal.paragraph_format.space_after = Pt(2)
        self.gap = False

    def write(self) -> bytes:
        """Return the bytes of the file."""
        for block in grouped(self.source):
            if isinstance(block, Line):
                self._line(self.file, block)
            elif isinstance(block, Table):
                self._table(block)
            else:
                self._columns(block)
        if self.source.footer:
            self._footer()
        buffer = io.BytesIO()
        self.file.save(buffer)
        return _undated(buffer.getvalue())

    def _line(self, holder: Any, line: Line, width: float = _WIDTH, paragraph: Any = None) -> None:
        look = self.look
        if line.kind == "blank" and not look.empty_paragraphs:
            self.gap = True
            return
        listed = without_bullet(line) if look.bullets else None
        if paragraph is None:
            style = "List Bullet" if listed else None
            if line.kind == "heading" and look.heading == "style":
                style = "Heading 1"
            paragraph = holder.add_paragraph(style=style)
        if self.gap:
            paragraph.paragraph_format.space_before = Pt(8)
            self.gap = False
        if look.centred and line.kind in ("name", "contact"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for piece in (listed or line).pieces:
            if piece.text == EDGE:
                paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(width), WD_TAB_ALIGNMENT.RIGHT)
                paragraph.add_run("\t")
                continue
            run = paragraph.add_run(piece.text)
            run.bold = (piece.bold and look.bold) or None
            run.italic = (piece.field == "dates" and look.italic_dates) or None
            self._kind(run, line.kind)
        if line.kind == "heading" and look.heading == "rule":
            edge = f'<w:bottom w:val="single" w:sz="6" w:space="1" w:color="{look.accent}"/>'
            paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{edge}</w:pBdr>"))

    def _kind(self, run: Any, kind: str) -> None:
        look = self.look
        if kind == "name":
            run.bold, run.font.size = True, Pt(look.name_size)
        elif kind == "heading" and look.heading != "style":
            run.bold, run.font.size = True, Pt(look.heading_size)
            run.font.all_caps = look.heading == "caps" or None
            if look.heading == "colour":
                run.font.color.rgb = RGBColor.from_string(look.accent)

    def _cell(self, cell: Any, lines: list[Line], width: float) -> None:
        cell.width = Cm(width)
        first = cell.paragraphs[0]
        for line in lines:
            self._line(cell, line, width, first)
            first = None if line.kind != "blank" or self.look.empty_paragraphs else first

    def _table(self, table: Table) -> None:
        count = max(len(row.cells) for row in table.rows)
        made = self.file.add_table(rows=0, cols=count)
        made.style = "Table Grid" if self.look.borders else None
        made.autofit = False
        widths = _widths(table, count)
        for row in table.rows:
            cells = made.add_row().cells
            for number, lines in enumerate(row.cells):
                self._cell(cells[number], lines, widths[number])

    def _columns(self, columns: Columns) -> None:
        """Set two columns as a table without lines, as templates do, or as columns of the section."""
        if self.rng.random() < 0.6 or self.source.interleaved:
            table = self.file.add_table(rows=1, cols=2)
            table.autofit = False
            for number, (lines, width) in enumerate(((columns.left, 8.0), (columns.right, 9.0))):
                self._cell(table.cell(0, number), lines, width)
            return
        settings: Any = self.file.sections[0]._sectPr.find(qn("w:cols"))
        settings.set(qn("w:num"), "2")
        settings.set(qn("w:space"), "500")
        for line in columns.left:
            self._line(self.file, line, 8.0)
        mark = OxmlElement("w:br")
        mark.set(qn("w:type"), "column")
        self.file.add_paragraph().add_run()._r.append(mark)
        for line in columns.right:
            self._line(self.file, line, 8.0)

    def _footer(self) -> None:
        paragraph = self.file.sections[0].footer.paragraphs[0]
        before, mark, after = self.source.footer.partition("{page}")
        paragraph.add_run(before)
        if mark:
            field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
            paragraph._p.append(field)
        paragraph.add_run(after)


def _widths(table: Table, count: int) -> list[float]:
    """Return widths in centimetres: a column of dates or labels is narrow, the others share the rest."""
    longest = [
        max((len(line.text) for row in table.rows if n < len(row.cells) for line in row.cells[n]), default=1)
        for n in range(count)
    ]
    shares = [min(length, 60) ** 0.7 for length in longest]
    return [_WIDTH * share / sum(shares) for share in shares]


def _undated(data: bytes) -> bytes:
    """Return a ZIP file with one fixed date for all entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename, _FOREVER), old.read(entry), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
