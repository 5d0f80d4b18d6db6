"""Look at the letters that a font draws, by painting them in a PDF."""

from __future__ import annotations

import string
from typing import Final

from matcher.extraction.pdf.checks.letter_shapes import agreement
from matcher.extraction.pdf.checks.picture import Pixels
from matcher.extraction.pdf.pdfium_reader import PdfiumReader

__all__ = ["LETTERS", "drawn_letters"]

LETTERS: Final = string.ascii_letters + string.digits
_AGREEING: Final = 0.6
"""Share of the letters that must look like themselves: it is 0.93 or more in 60 plain faces, upright, slanted and bold,
and at most 0.52 in those of symbols, one of which has capitals. Nothing else can be in the picture, as on a page."""
_ABSENT: Final = b"\\201"
"""A code without a character: what is painted for it is what a font paints for letters that it lacks."""
_CELL: Final = 24
_SIZE: Final = 12
_SCALE: Final = 4.0
_MOST_PIXELS: Final = 10_000_000
_LARGEST: Final = 30_000_000
"""Bytes of a font; the largest ones of Chinese have 20 million."""
_KINDS: Final = frozenset({b"\0\1\0\0", b"OTTO", b"true"})
"""First bytes of fonts in the formats TrueType and OpenType."""


def drawn_letters(font: bytes) -> frozenset[str] | None:
    """Return the letters and digits that a font draws; None if it draws other ones, or is no font.

    Args:
        font: a TrueType or OpenType file.

    >>> drawn_letters(b"") is None
    True
    """
    if len(font) > _LARGEST or font[:4] not in _KINDS:
        return None
    reader = PdfiumReader(_one_page(font))
    grey = reader.render_grey(1, _SCALE, _MOST_PIXELS)
    reader.close()
    if grey is None:
        return None
    width = int(_CELL * _SCALE)
    cells = [grey[:, number * width : (number + 1) * width] for number in range(len(LETTERS) + 1)]
    absent = cells[-1].tobytes()
    drawn: dict[str, Pixels] = {
        letter: cell
        for letter, cell in zip(LETTERS, cells, strict=False)
        if cell.tobytes() != absent and cell.min() < cell.max()
    }
    return None if drawn and agreement(drawn) < _AGREEING else frozenset(drawn)


def _one_page(font: bytes) -> bytes:
    """Return a PDF of one page with each letter in a cell of its own."""
    codes = [letter.encode() for letter in LETTERS] + [_ABSENT]
    content = b"".join(
        b"BT /F %d Tf %d 8 Td (%s) Tj ET " % (_SIZE, 4 + _CELL * number, code) for number, code in enumerate(codes)
    )
    key, subtype = (b"FontFile3", b"/Subtype/OpenType") if font[:4] == b"OTTO" else (b"FontFile2", b"")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</Font<</F 4 0 R>>>>/Contents 7 0 R>>"
        % (_CELL * len(codes), _CELL),
        b"<</Type/Font/Subtype/TrueType/BaseFont/Embedded/FirstChar 32/LastChar 255/Widths[%s]"
        b"/Encoding/WinAnsiEncoding/FontDescriptor 5 0 R>>" % (b"600 " * 224),
        b"<</Type/FontDescriptor/FontName/Embedded/Flags 32/FontBBox[-500 -500 1500 1500]/ItalicAngle 0/Ascent 900"
        b"/Descent -200/CapHeight 700/StemV 80/%s 6 0 R>>" % key,
        b"<<%s/Length %d/Length1 %d>>stream\n%s\nendstream" % (subtype, len(font), len(font), font),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    pdf = b"%PDF-1.6\n"
    for number, body in enumerate(objects, 1):
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return pdf + b"trailer<</Size 8/Root 1 0 R>>\n%%EOF"
