"""Write plans as DOCX (python-docx), which LibreOffice exports to PDF."""

from __future__ import annotations

import io
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from producers.web import undated

from .plan import Band, Block, Plan


class _Writer:
    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.document = Document()
        self.width = 17.0
        section = self.document.sections[0]
        section.page_width, section.page_height = (
            (Cm(21.59), Cm(27.94)) if options.get("letter") else (Cm(21), Cm(29.7))
        )
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(1.8)
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = options.get("font", "Liberation Sans"), Pt(options.get("size", 10))
        normal.paragraph_format.space_after = Pt(2)

    def paragraph(
        self, holder: Any, text: str, *, bold: bool = False, size: float = 0, style: str | None = None
    ) -> Any:
        paragraph = holder.add_paragraph(style=style)
        run = paragraph.add_run(text)
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
        if self.options.get("justify") and not bold:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        return paragraph

    def block(self, holder: Any, block: Block) -> None:
        cells = block.cells
        if block.kind in {"row", "row3", "timed", "labelled"}:
            self.table(holder, block)
        elif block.kind == "bullet":
            self.paragraph(holder, cells[0], style="List Bullet")
        elif block.kind == "contact":
            for line in cells if self.options.get("stacked") else ["  |  ".join(cells)]:
                self.paragraph(holder, line)
        elif block.kind in {"head", "note"}:
            paragraph = self.paragraph(holder, cells[0], bold=block.kind == "head")
            if cells[1:]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
                paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(self.width), WD_TAB_ALIGNMENT.RIGHT)
                paragraph.add_run(f"\t{cells[1]}")
        else:
            sizes = {"name": 22.0, "title": 13.0, "heading": 12.5}
            paragraph = self.paragraph(
                holder, " ".join(cells), bold=block.kind in {"name", "heading", "label"}, size=sizes.get(block.kind, 0)
            )
            if block.kind == "heading":
                paragraph.paragraph_format.space_before = Pt(9)
                paragraph.paragraph_format.keep_with_next = True

    def table(self, holder: Any, block: Block) -> None:
        widths = {"row": (3.6, 13.4), "row3": (3, 4.6, 9.4)}.get(block.kind, (3.2, 13.8))
        table = self.document.add_table(rows=1, cols=len(widths)) if holder is self.document else holder.add_table(1, 2)
        if block.kind == "row3" or self.options.get("grid"):
            table.style = "Table Grid"
        table.autofit = False
        for index, width in enumerate(widths):
            cell = table.cell(0, index)
            cell.width = Cm(width * self.width / 17)
            if block.children and index == 1:
                for child in block.children:
                    self.block(cell, child)
                empty = cell.paragraphs[0]._p
                empty.getparent().remove(empty)
            else:
                cell.paragraphs[0].add_run(block.cells[index]).bold = index == 0 or None
        # Word merges adjacent tables.
        self.document.add_paragraph().paragraph_format.line_spacing = Pt(3)

    def band(self, band: Band) -> None:
        if band.name == "flow":
            section = self.document.add_section(WD_SECTION.CONTINUOUS)
            columns = section._sectPr.find(qn("w:cols"))
            if columns is None:
                columns = section._sectPr.makeelement(qn("w:cols"), {})
                section._sectPr.append(columns)
            columns.set(qn("w:num"), str(self.options.get("columns", 2)))
            columns.set(qn("w:space"), "460")
            self.width = 8.0
        if len(band.columns) == 1:
            for block in band.columns[0]:
                self.block(self.document, block)
            return
        widths = self.options.get("widths") or [17 / len(band.columns)] * len(band.columns)
        table = self.document.add_table(rows=1, cols=len(band.columns))
        table.autofit = False
        for index, (width, column) in enumerate(zip(widths, band.columns, strict=True)):
            cell = table.cell(0, index)
            cell.width = Cm(width)
            self.width = width - 0.5
            for block in column:
                self.block(cell, block)
            empty = cell.paragraphs[0]._p
            empty.getparent().remove(empty)
        self.width = 17.0

    def write(self, plan: Plan) -> bytes:
        for number, bands in enumerate(plan.pages):
            if number:
                self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            for band in bands:
                if band.name == "top" and number == 0:
                    self.document.sections[0].header.paragraphs[0].text = band.columns[0][0].cells[0]
                elif band.name == "foot":
                    if number == 0:
                        self.footer(self.document.sections[0].footer.paragraphs[0], band.columns[0][0])
                elif band.name != "top":
                    self.band(band)
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()

    @staticmethod
    def footer(paragraph: Any, note: Block) -> None:
        before, _, after = note.cells[1].partition("1")
        paragraph.add_run(f"{note.cells[0]}\t\t{before}")
        field = paragraph._p.makeelement(qn("w:fldSimple"), {qn("w:instr"): "PAGE"})
        paragraph._p.append(field)
        paragraph.add_run(after)


def pdf(plan: Plan, options: dict[str, Any]) -> bytes:
    """Return the plan as a PDF exported by LibreOffice, without the time of export."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "resume.docx"
        source.write_bytes(_Writer(options).write(plan))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        epoch = {"SOURCE_DATE_EPOCH": "1767225600"}
        subprocess.run(command, check=True, env=os.environ | epoch, capture_output=True, timeout=180)  # noqa: S603
        return undated(source.with_suffix(".pdf").read_bytes())
