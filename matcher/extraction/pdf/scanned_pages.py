"""Recognise the text of scanned pages in a PDF that also has pages with text, or warn about them."""

from __future__ import annotations

from typing import Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction import ocr
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.pdf.pdfium_reader import PdfiumReader
from matcher.extraction.pdf.scanned_document import add_drawn_page

__all__ = ["FEW_LETTERS", "PageRecogniser"]

FEW_LETTERS: Final = 30
"""Letters and digits below which a page under a full-page image has no text except a number or a stamp."""


class PageRecogniser:
    """Recognises pages, all within one document's time limit.

    Args:
        reader: paints the pages.
        languages: Tesseract's codes, joined by ``+``.
    """

    def __init__(self, reader: PdfiumReader, languages: str) -> None:
        self._reader = reader
        self._languages = languages
        self._until = ocr.deadline() if ocr.is_installed() else 0.0

    def __call__(self, builder: DocumentBuilder, page: int) -> None:
        """Add a page's text, or a warning that it could not be recognised."""
        if not self._until:
            message = f"page {page} is a picture without text; install Tesseract and matcher[ocr] to read it"
            builder.warn("page-unreadable", message)
            return
        before = builder.count_words()
        try:
            add_drawn_page(builder, self._reader, page, until=self._until, languages=self._languages)
        except UnreadableFileError as error:
            builder.warn("page-unreadable", f"page {page} is a picture without text: {error.message}")
            return
        if builder.count_words() > before:
            builder.warn("read-by-ocr", f"page {page} was recognised from a picture; words may be misread")
