"""Write short résumés as bytes of every format that this process can read, with invisible lines if wanted."""

from __future__ import annotations

import datetime
import html
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from functools import cache
from typing import Final

from matcher.core.ledger import Assessment
from matcher.extraction.reading import read_bytes
from matcher.profiles.loading import load_profile
from matcher.scoring.pipeline import Pipeline
from matcher.scoring.tfidf_model import load_model
from matcher.skills.taxonomy import load_taxonomy
from tests.extraction.conftest import write_docx, write_pdf

AS_OF: Final = datetime.date(2026, 11, 23)

HEAD: Final = ("Robin Example", "Work Experience", "Software developer, Acme Ltd, March 2021 to August 2024")
OPEN: Final = ("Robin Example", "Work Experience", "Software developer, Acme Ltd, March 2018 to present")

LINES: Final = (
    "Built REST APIs in Python with Django and PostgreSQL.",
    "Tuned slow queries and introduced caching with Redis.",
    "Wrote reports in Excel for the sales team.",
    "Served customers at the counter and trained new colleagues.",
    "Java, Spring Boot, MySQL, Docker",
    "No experience with Ruby.",
    "Basic knowledge of Go and Laravel; Python (beginner)",
    "Encrypted customer data and added user authentication.",
)

Lines = Sequence[str]


@cache
def pipeline() -> Pipeline:
    taxonomy = load_taxonomy()
    return Pipeline(load_profile("backend-developer", taxonomy), taxonomy, load_model(), AS_OF)


def assess(lines: Lines, kind: str = "txt", hidden: Lines = ()) -> Assessment:
    return _assess(tuple(lines), kind, tuple(hidden))


@cache
def _assess(lines: Lines, kind: str, hidden: Lines) -> Assessment:
    return pipeline().assess(read_bytes(WRITERS[kind](lines, hidden), f"cv.{kind}"))


def _txt(lines: Lines, hidden: Lines = ()) -> bytes:
    assert not hidden
    return "\n\n".join(lines).encode()


def _page(lines: Lines, hidden: Lines = ()) -> str:
    visible = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return f"<html><body>{visible}" + "".join(f"<p style='display:none'>{html.escape(h)}</p>" for h in hidden)


def _html(lines: Lines, hidden: Lines = ()) -> bytes:
    return _page(lines, hidden).encode()


def _eml(lines: Lines, hidden: Lines = ()) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = "robin@example.org", "jobs@example.org", "<1@example.org>"
    mail.set_content(_page(lines, hidden), subtype="html")
    return mail.as_bytes()


def _json(lines: Lines, hidden: Lines = ()) -> bytes:
    assert not hidden
    work = {"name": "Acme Ltd", "position": "Software developer", "startDate": "2021-03", "endDate": "2024-08"}
    return json.dumps({"basics": {"name": lines[0]}, "work": [{**work, "highlights": list(lines[3:])}]}).encode()


def _rtf(lines: Lines, hidden: Lines = ()) -> bytes:
    text = "\\par ".join([*lines, *(rf"{{\v {line}}}" for line in hidden)])
    return b"{\\rtf1\\ansi\\ansicpg1252 " + text.encode("cp1252") + b"}"


def _docx(lines: Lines, hidden: Lines = ()) -> bytes:
    def paragraph(line: str, properties: str = "") -> str:
        return f"<w:p><w:r>{properties}<w:t>{html.escape(line)}</w:t></w:r></w:p>"

    vanished = "<w:rPr><w:vanish/></w:rPr>"
    return write_docx("".join([*map(paragraph, lines), *(paragraph(line, vanished) for line in hidden)]))


def _odt(lines: Lines, hidden: Lines = ()) -> bytes:
    names = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{key}:1.0"' for key in ("office", "text", "style")
    )
    style = '<style:style style:name="h" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
    body = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in lines)
    body += "".join(f'<text:p text:style-name="h">{html.escape(line)}</text:p>' for line in hidden)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:automatic-styles>{style}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return out.getvalue()


def _pdf(lines: Lines, hidden: Lines = ()) -> bytes:
    def show(line: str, y: int, before: bytes = b"") -> bytes:
        escaped = line.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        return b"q %s BT /F1 9 Tf 40 %d Td (%s) Tj ET Q" % (before, y, escaped)

    white = [show(line, 300 - 20 * n, b"1 1 1 rg") for n, line in enumerate(hidden)]
    return write_pdf([b"\n".join([show(line, 780 - 24 * n) for n, line in enumerate(lines)] + white)])


WRITERS: Final[dict[str, Callable[..., bytes]]] = {
    "txt": _txt, "md": _txt, "html": _html, "eml": _eml, "json": _json, "rtf": _rtf, "docx": _docx, "odt": _odt,
    "pdf": _pdf,
}  # fmt: skip
HIDING: Final = ("html", "eml", "rtf", "docx", "odt", "pdf")
"""Formats that can contain invisible text."""
