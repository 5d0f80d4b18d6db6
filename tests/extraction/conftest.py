"""Real files, made here: the smallest PDF and DOCX that say what a test needs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable

import pytest

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "mc": MC,
        "r": OFFICE,
        "v": "urn:schemas-microsoft-com:vml",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "x": "urn:nobody",
    }.items()
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def pdf_of(objects: list[bytes]) -> bytes:
    """A PDF file of numbered objects, the first of which is its catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table))


def write_pdf(pages: Iterable[Iterable[tuple[float, float, float, str]] | bytes]) -> bytes:
    """Pages of (x, y, size, text), set in Courier (every glyph 0.6 of the size wide), or of raw content."""
    contents = []
    for page in pages:
        if isinstance(page, bytes):
            contents.append(page)
            continue
        escaped = [
            (x, y, size, text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)"))
            for x, y, size, text in page
        ]
        contents.append(b"\n".join(b"BT /F1 %g Tf %g %g Td (%s) Tj ET" % (s, x, y, t) for x, y, s, t in escaped))
    kids = b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(len(contents)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
    ]
    for i, content in enumerate(contents):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % (5 + 2 * i)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    return pdf_of(objects)


def write_docx(body: str, parts: dict[str, str] | None = None, namespace: str = W) -> bytes:
    """A DOCX with that body; ``parts`` are further parts by name (``header1.xml``), related to the document.

    Headers and footers are its pages' own, unless the body ends with a section that says which ones are.
    """
    parts = parts or {}
    margins = [(name[:6], i) for i, name in enumerate(parts) if name.startswith(("header", "footer"))]
    if margins and "sectPr" not in body:
        references = "".join(f'<w:{kind}Reference w:type="default" r:id="r{i}"/>' for kind, i in margins)
        body += f"<w:sectPr>{references}</w:sectPr>"
    related = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/{name.rstrip("0123456789.xml")}" Target="{name}"/>'
        for i, name in enumerate(parts)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>'
        )
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{namespace}" {NAMESPACES}><w:body>{body}</w:body></w:document>',
        )
        for name, text in parts.items():
            archive.writestr(f"word/{name}", text.replace(">", f' xmlns:w="{W}" {NAMESPACES}>', 1))
    return out.getvalue()


@pytest.fixture(scope="session")
def make_pdf() -> Callable[..., bytes]:
    return write_pdf


@pytest.fixture(scope="session")
def make_raw_pdf() -> Callable[[list[bytes]], bytes]:
    return pdf_of


@pytest.fixture(scope="session")
def make_docx() -> Callable[..., bytes]:
    return write_docx
