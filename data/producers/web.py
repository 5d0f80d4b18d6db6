"""Write HTML pages, and PDFs that Chromium prints from HTML."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .source import Person

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
CHROMIUM = (
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-pdf-header-footer",
    "--disable-extensions",
    "--disable-background-networking",
)


def _render(template: str, person: Person) -> str:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    return environment.get_template(template).render(person=person, layout=person.layout)


def html(person: Person) -> bytes:
    """Return the résumé as a web page: semantic markup, or the nested tables of older editors."""
    return (_render("page.html.j2", person) + "\n").encode()


def pdf(person: Person) -> bytes:
    """Return the résumé as a PDF printed by Chromium, without the time of printing."""
    with tempfile.TemporaryDirectory() as folder:
        page, out = Path(folder) / "resume.html", Path(folder) / "resume.pdf"
        page.write_text(_render("print.html.j2", person), "utf-8")
        command = [*CHROMIUM, f"--user-data-dir={folder}/profile", f"--print-to-pdf={out}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
        return undated(out.read_bytes())


def undated(data: bytes) -> bytes:
    """Replace the timestamps in a PDF's metadata, so that a rerun gives the same bytes.

    Dates become a fixed day, and the identifier and checksum that LibreOffice derives from the clock become zeros.
    Lengths do not change, so the file's table of offsets stays valid.

    >>> undated(b"/CreationDate (D:20260102030405+00'00')")
    b"/CreationDate (D:20260101000000+00'00')"
    """
    data = re.sub(rb"(/(?:CreationDate|ModDate) ?\(D:)\d{14}", rb"\g<1>20260101000000", data)
    data = re.sub(rb"(?<=/DocChecksum /)[0-9A-F]{32}", b"0" * 32, data)
    return re.sub(
        rb"(/ID \[ <)[0-9A-F]{32}(>\s+<)[0-9A-F]{32}(?=> \])", rb"\g<1>%b\g<2>%b" % (b"0" * 32, b"0" * 32), data
    )
