"""PDF: the only module that knows pdfminer.six."""

from __future__ import annotations

import logging
from io import BytesIO
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTContainer, LTTextBox
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from matcher.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder
from matcher.types import Box

__all__ = ["read"]

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


class _Aggregator(PDFPageAggregator):
    unknown = 0

    def handle_undefined_char(self, font: Any, cid: int) -> str:  # noqa: ARG002
        self.unknown += 1
        return ""


def read(data: bytes) -> DocumentBuilder:
    """Read a PDF."""
    builder = DocumentBuilder()
    try:
        document = PDFDocument(PDFParser(BytesIO(data)))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise UnreadableFileError("encrypted", "it needs a password; ask for an open copy") from error
    except Exception as error:
        raise UnreadableFileError("corrupt", "it is a damaged PDF; ask for the file again") from error
    resources = PDFResourceManager()
    device = _Aggregator(resources, laparams=LAParams(all_texts=True))
    interpreter = PDFPageInterpreter(resources, device)
    number = 0
    try:
        for number, page in enumerate(PDFPage.create_pages(document), 1):
            try:
                interpreter.process_page(page)
                _add_boxes(builder, device.get_result(), number)
            except Exception as error:
                message = f"page {number} could not be read ({type(error).__name__})"
                builder.warn("page-unreadable", message)
    except Exception as error:
        if not number:
            raise UnreadableFileError("corrupt", "it is a damaged PDF; ask for the file again") from error
        builder.warn("page-unreadable", f"what follows page {number} could not be read")
    if not number:
        raise UnreadableFileError("corrupt", "no pages can be found in it; ask for the file again")
    builder.set_pages(number)
    if device.unknown:
        builder.warn("cid-glyphs", f"{device.unknown} glyphs have no known meaning and were left out")
    if not builder.count_words():
        message = "its pages hold pictures but no text (a scan?); ask for the document it was made from"
        raise UnreadableFileError("no-text", message, review=True)
    return builder


def _add_boxes(builder: DocumentBuilder, container: LTContainer[Any], number: int) -> None:
    for item in container:
        if isinstance(item, LTTextBox):
            builder.add(item.get_text(), page=number, box=Box(*item.bbox), separator="\n\n")
        elif isinstance(item, LTContainer):
            _add_boxes(builder, item, number)
