"""Write DOCX with python-docx, and the PDFs that LibreOffice exports from it.

Features missing from python-docx (text boxes, content controls, columns, character spacing) are written as the XML that
Word itself saves.
"""

from __future__ import annotations

import io
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from .source import Entry, Part, Person
from .web import undated

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


@dataclass(frozen=True)
class Style:
    """Typeface, size and colour of a layout."""

    font: str
    size: float
    accent: str


STYLES = {
    "plain": Style("Liberation Sans", 10.5, "000000"),
    "one-column": Style("Liberation Serif", 11, "1F3864"),
    "table-skills": Style("Liberation Sans", 10.5, "2E74B5"),
    "header-contact": Style("Liberation Sans", 10.5, "1F3864"),
    "text-boxes": Style("Liberation Sans", 10, "44546A"),
    "content-controls": Style("Liberation Serif", 11, "385623"),
    "two-column-table": Style("Liberation Sans", 9.5, "833C0B"),
    "two-columns": Style("Liberation Sans", 9.5, "1D4E4E"),
    "letter-spaced": Style("Liberation Serif", 11, "404040"),
    "banner": Style("Liberation Sans", 10.5, "C2185B"),
    "skills-first": Style("Liberation Serif", 11, "000000"),
}


class Writer:
    """Write one Word document."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.style = STYLES[person.layout]
        self.document = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(1.8)
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = self.style.font, Pt(self.style.size)
        normal.paragraph_format.space_after = Pt(2)
        self.document.core_properties.author = person.name
        self.document.core_properties.title = person.name

    def write(self) -> bytes:
        """Return the bytes of the finished file."""
        layout, parts = self.person.layout, list(self.person.parts)
        self._head()
        if layout == "two-column-table":
            self._layout_table(parts)
        elif layout == "text-boxes":
            side = [part for part in parts if part.kind == "skills"]
            self._text_box([line for part in side for line in self._lines(part)])
            for part in parts:
                if part not in side:
                    self._part(self.document, part)
        else:
            if layout == "two-columns":
                columns = self.document.sections[0]._sectPr.find(qn("w:cols"))
                columns.set(qn("w:num"), "2")
                columns.set(qn("w:space"), "500")
            for before, part in zip([parts[0], *parts], parts, strict=False):
                if layout == "two-columns" and part.side and not before.side:
                    self.document.add_paragraph().add_run().add_break(WD_BREAK.COLUMN)
                self._part(self.document, part)
        buffer = io.BytesIO()
        self.document.save(buffer)
        return repacked(buffer.getvalue())

    def _head(self) -> None:
        person, layout = self.person, self.person.layout
        contact = "  |  ".join(person.contact)
        if layout == "header-contact":
            header = self.document.sections[0].header
            self._run(header.paragraphs[0], person.name, bold=True, size=18, colour=True)
            header.add_paragraph(contact)
            self.document.sections[0].footer.paragraphs[0].text = f"{person.name}, page 1"
            self._run(self.document.add_paragraph(), person.title, size=13, colour=True)
            return
        if layout == "banner":
            cell = self.document.add_table(rows=1, cols=1).cell(0, 0)
            fill = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{self.style.accent}"/>')
            cell._tc.get_or_add_tcPr().append(fill)
            self._run(cell.paragraphs[0], person.name, bold=True, size=24, rgb="FFFFFF")
            self._run(cell.add_paragraph(), f"{person.title}   {contact}", rgb="FFFFFF")
            return
        if layout == "content-controls":
            for tag, text, size in (("Name", person.name, 22), ("Title", person.title, 13), ("Contact", contact, 10)):
                self._control(tag, text, size)
            return
        spaced = layout == "letter-spaced"
        name = self.document.add_paragraph()
        self._run(name, person.name, bold=True, size=22, colour=True, spacing=60 if spaced else 0)
        self._run(self.document.add_paragraph(), person.title, size=12)
        self.document.add_paragraph(contact)

    def _run(
        self,
        paragraph: Any,
        text: str,
        *,
        bold: bool = False,
        italic: bool = False,
        size: float | None = None,
        colour: bool = False,
        rgb: str = "",
        spacing: int = 0,
    ) -> Any:
        run = paragraph.add_run(text)
        run.bold, run.italic = bold or None, italic or None
        if size:
            run.font.size = Pt(size)
        if colour or rgb:
            run.font.color.rgb = RGBColor.from_string(rgb or self.style.accent)
        if spacing:
            run._r.get_or_add_rPr().append(parse_xml(f'<w:spacing {nsdecls("w")} w:val="{spacing}"/>'))
        return run

    def _heading(self, holder: Any, words: str) -> None:
        layout = self.person.layout
        paragraph = holder.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(9)
        paragraph.paragraph_format.keep_with_next = True
        if layout == "letter-spaced":
            # Spaces typed between the letters, as by people who do not know the setting.
            self._run(paragraph, " ".join(words.upper()), size=11, colour=True)
        elif layout in ("plain", "skills-first"):
            self._run(paragraph, words, bold=True)
        else:
            self._run(paragraph, words, bold=True, size=12.5, colour=True)
            line = f'<w:bottom w:val="single" w:sz="6" w:space="1" w:color="{self.style.accent}"/>'
            border = parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>")
            paragraph._p.get_or_add_pPr().append(border)

    def _part(self, holder: Any, part: Part) -> None:
        self._heading(holder, part.heading)
        for paragraph in part.paragraphs:
            holder.add_paragraph(paragraph)
        if part.groups and self.person.layout in ("table-skills", "header-contact"):
            table = holder.add_table(rows=0, cols=2)
            table.style = "Table Grid"
            table.autofit = False
            table.columns[0].width, table.columns[1].width = Cm(3.6), Cm(13.4)
            for label, items in part.groups:
                cells = table.add_row().cells
                self._run(cells[0].paragraphs[0], label, bold=True)
                cells[1].paragraphs[0].add_run(items)
                cells[0].width, cells[1].width = Cm(3.6), Cm(13.4)
        else:
            for label, items in part.groups:
                paragraph = holder.add_paragraph()
                if label:
                    self._run(paragraph, f"{label}: ", bold=True)
                paragraph.add_run(items)
        for item in part.items:
            holder.add_paragraph(item, style="List Bullet")
        for entry in part.entries:
            self._entry(holder, entry)

    def _entry(self, holder: Any, entry: Entry) -> None:
        paragraph = holder.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(5)
        if self.person.layout in ("two-column-table", "two-columns"):
            self._run(paragraph, entry.headline, bold=True)
            self._run(holder.add_paragraph(), entry.dates, italic=True)
        else:
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(17), WD_TAB_ALIGNMENT.RIGHT)
            self._run(paragraph, entry.headline, bold=True)
            paragraph.add_run(f"\t{entry.dates}")
        for bullet in entry.bullets:
            holder.add_paragraph(bullet, style="List Bullet")
        if entry.environment:
            paragraph = holder.add_paragraph()
            self._run(paragraph, "Environment: ", bold=True)
            paragraph.add_run(entry.environment)

    def _layout_table(self, parts: Sequence[Part]) -> None:
        """Add a borderless table as a page layout: main column left, the rest right."""
        table = self.document.add_table(rows=1, cols=2)
        table.autofit = False
        table.columns[0].width, table.columns[1].width = Cm(11.6), Cm(5.4)
        for cell, width, side in ((table.cell(0, 0), Cm(11.6), False), (table.cell(0, 1), Cm(5.4), True)):
            cell.width = width
            for part in parts:
                if part.side is side:
                    self._part(cell, part)

    @staticmethod
    def _lines(part: Part) -> list[tuple[str, bool]]:
        return [(part.heading, True), *((f"{label}: {items}", False) for label, items in part.groups)]

    def _text_box(self, lines: Sequence[tuple[str, bool]]) -> None:
        """Add a text box anchored to a paragraph, as DrawingML."""
        bold = "<w:rPr><w:b/></w:rPr>"
        inner = "".join(
            f"<w:p><w:r>{bold if strong else ''}<w:t xml:space='preserve'>{escape(text)}</w:t></w:r></w:p>"
            for text, strong in lines
        )
        width, height = 6120000, 1150000
        self.document.add_paragraph()._p.append(
            parse_xml(
                f"""<w:r {NAMESPACES}><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="7" name="Text Box 7"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="E7ECF2"/></a:solidFill></wps:spPr>
<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx><wps:bodyPr wrap="square"/></wps:wsp></a:graphicData>
</a:graphic></wp:inline></w:drawing></w:r>"""
            )
        )

    def _control(self, tag: str, text: str, size: int) -> None:
        """Add a content control around one paragraph, as in Word's résumé templates."""
        body = self.document.element.body
        control = f"""<w:sdt {nsdecls("w")}>
<w:sdtPr><w:alias w:val="{tag}"/><w:tag w:val="{tag.lower()}"/><w:text/></w:sdtPr>
<w:sdtContent><w:p><w:r><w:rPr><w:sz w:val="{size * 2}"/></w:rPr>
<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:sdtContent></w:sdt>"""
        body.insert(len(body) - 1, parse_xml(control))


def docx(person: Person) -> bytes:
    """Return the résumé as a Word file."""
    return Writer(person).write()


def pdf(person: Person) -> bytes:
    """Return the résumé as LibreOffice exports the Word file to PDF, without the time of export."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "resume.docx"
        source.write_bytes(docx(person))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        epoch = {"SOURCE_DATE_EPOCH": "1767225600"}
        subprocess.run(command, check=True, env=os.environ | epoch, capture_output=True, timeout=180)  # noqa: S603
        return undated(source.with_suffix(".pdf").read_bytes())


def repacked(data: bytes) -> bytes:
    """Return a ZIP file with one fixed date for all entries, so that a rerun gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, (2026, 1, 1, 0, 0, 0))
            new.writestr(fixed, old.read(entry), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
