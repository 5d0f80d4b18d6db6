"""Write PDFs with Typst (the PyPI package contains the compiler)."""

from __future__ import annotations

import json
import subprocess
import tempfile
from dataclasses import asdict
from pathlib import Path

import typst

from .source import Person

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def pdf(person: Person, layout: str | None = None) -> bytes:
    """Return the résumé as a PDF in one of the layouts of ``templates/resume.typ``."""
    inputs = {"person": json.dumps(asdict(person)), "layout": layout or person.layout}
    return typst.compile(str(TEMPLATES / "resume.typ"), format="pdf", sys_inputs=inputs)


def scan(person: Person) -> bytes:
    """Return the résumé as if printed and scanned: a PDF with a greyscale picture and no text."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.pdf"
        page.write_bytes(pdf(person, "one-column"))
        command = ["pdftoppm", "-jpeg", "-jpegopt", "quality=45", "-gray", "-r", "96", "-singlefile", str(page)]
        subprocess.run([*command, str(page.with_suffix(""))], check=True)  # noqa: S603
        template = Path(folder) / "scan.typ"
        template.write_bytes((TEMPLATES / "scan.typ").read_bytes())
        return typst.compile(str(template), format="pdf", sys_inputs={"picture": "page.jpg"})
