"""Read a scanned PDF: paint each page and recognise its text."""

from __future__ import annotations

from typing import Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction import ocr
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.pdf.pdfium_reader import PdfiumReader, open_with_pdfium

__all__ = ["add_drawn_page", "read"]

_DPI: Final = 300
"""Resolution at which pages are painted: the minimum that Tesseract's documentation recommends."""
_MOST_PIXELS: Final = 30_000_000
"""A4 at 300 dpi has 8.7 million."""


def add_drawn_page(builder: DocumentBuilder, reader: PdfiumReader, page: int, *, until: float, languages: str) -> None:
    """Paint a page of a PDF and add its recognised text.

    Args:
        builder: collects the text.
        reader: the open file.
        page: from 1.
        until: end of the time limit, by :func:`matcher.extraction.ocr.deadline`.
        languages: Tesseract's codes, joined by ``+``.
    """
    from PIL import Image

    picture = reader.render_grey(page, _DPI / 72, _MOST_PIXELS)
    if picture is not None:
        ocr.add_picture(builder, Image.fromarray(picture), page=page, until=until, languages=languages)


def read(data: bytes, languages: str = ocr.LANGUAGES) -> DocumentBuilder:
    """Read a PDF whose pages are pictures.

    Args:
        data: the file.
        languages: Tesseract's codes, joined by ``+``.

    Raises:
        UnreadableFileError: OCR is not installed, or no words are recognised.
    """
    if not ocr.is_installed():
        raise ocr.missing("its pages are pictures")
    builder = DocumentBuilder()
    until = ocr.deadline()
    document = open_with_pdfium(data)
    if document is None:
        raise UnreadableFileError("corrupt", "its pages cannot be painted; ask for the file again")
    try:
        count = document.pages
        for number in range(1, min(count, ocr.MOST_PAGES) + 1):
            add_drawn_page(builder, document, number, until=until, languages=languages)
    finally:
        document.close()
    if count > ocr.MOST_PAGES:
        builder.warn("page-unreadable", f"only the first {ocr.MOST_PAGES} of {count} scanned pages were recognised")
    builder.set_pages(count)
    if not builder.count_words():
        raise UnreadableFileError("no-text", "its pages are pictures in which no words were recognised", review=True)
    builder.warn("read-by-ocr", "its text was recognised from a picture; words may be misread")
    return builder
