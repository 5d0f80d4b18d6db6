"""Text of pictures by optical character recognition: Tesseract, through pytesseract (the extra ``matcher[ocr]``)."""

from __future__ import annotations

import os
import re
import time
from typing import TYPE_CHECKING, Final

from matcher.core.errors import UnreadableFileError
from matcher.core.limits import OCR_SECONDS, allow_seconds
from matcher.extraction.assembly import DocumentBuilder

if TYPE_CHECKING:
    from PIL.Image import Image

    from matcher.extraction.pdf.pdfium_reader import PdfiumReader

__all__ = ["add_drawn_page", "add_picture", "deadline", "is_installed", "missing", "read_pdf"]

LANGUAGES: Final = "eng"
"""What Tesseract is told that pages are written in, when nothing else is said: its codes, joined by ``+``."""

TIME_LIMIT: Final = OCR_SECONDS - 5
"""Seconds for one document. A page of 300 dpi takes 2 to 6 on one core; résumés have one to four."""

MOST_PAGES: Final = 12
"""Pages that are recognised; later ones are named in a warning."""

_DPI: Final = 300
"""Resolution at which pages are drawn: what Tesseract's documentation asks for at least."""
_MOST_PIXELS: Final = 30_000_000
"""A4 at 300 dpi has 8.7 million."""


def is_installed() -> bool:
    """Whether pytesseract, Pillow and the program ``tesseract`` are there."""
    try:
        import pytesseract

        pytesseract.get_tesseract_version()
    except Exception:  # pytesseract raises its own, SystemExit's relatives and OSError alike
        return False
    return True


def missing(what: str) -> UnreadableFileError:
    """The error for a picture that nothing here can read.

    Args:
        what: the subject of the message, "its pages are pictures" or the like.
    """
    message = f"{what} without text; install Tesseract and matcher[ocr] to read it, or ask for a document with text"
    return UnreadableFileError("no-text", message, review=True)


def deadline() -> float:
    """When the time for one document that begins now is up, for :func:`add_picture`."""
    allow_seconds(OCR_SECONDS)
    return time.monotonic() + TIME_LIMIT


def add_picture(builder: DocumentBuilder, image: Image, *, page: int, until: float, languages: str = LANGUAGES) -> None:
    """Recognise one page and add its paragraphs.

    Args:
        builder: where to.
        image: the page.
        page: its number, from 1.
        until: when time is up, by :func:`deadline`.
        languages: Tesseract's codes joined by ``+`` ("eng+deu").

    Raises:
        UnreadableFileError: time is up, or Tesseract fails (a language that is not installed).
    """
    import pytesseract

    left = until - time.monotonic()
    if left <= 0:
        raise UnreadableFileError("no-text", f"recognising its text took longer than {TIME_LIMIT:.0f} s", review=True)
    # More threads make Tesseract slower beside other workers, and its sums differ.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        text: str = pytesseract.image_to_string(image, lang=languages, timeout=left)
    except pytesseract.TesseractError as error:
        wrong = re.sub(r"\s+", " ", str(error.message))[:150]
        raise UnreadableFileError("no-text", f"Tesseract cannot read it ({wrong})", review=True) from error
    except RuntimeError as error:
        message = f"recognising its text took longer than {TIME_LIMIT:.0f} s"
        raise UnreadableFileError("no-text", message, review=True) from error
    for paragraph in re.split(r"\n\s*\n", text):
        builder.add(paragraph, page=page, separator="\n\n")


def add_drawn_page(builder: DocumentBuilder, reader: PdfiumReader, page: int, *, until: float, languages: str) -> None:
    """Draw a page of a PDF and add what is recognised on it; arguments as for :func:`add_picture`."""
    from PIL import Image

    picture = reader.render_grey(page, _DPI / 72, _MOST_PIXELS)
    if picture is not None:
        add_picture(builder, Image.fromarray(picture), page=page, until=until, languages=languages)


def read_pdf(data: bytes, languages: str = LANGUAGES) -> DocumentBuilder:
    """Read a PDF whose pages are pictures: each is drawn and recognised.

    Raises:
        UnreadableFileError: OCR is not installed, or there is nothing that can be recognised.
    """
    if not is_installed():
        raise missing("its pages are pictures")
    from matcher.extraction.pdf.pdfium_reader import open_with_pdfium

    builder = DocumentBuilder()
    until = deadline()
    document = open_with_pdfium(data)
    if document is None:
        raise UnreadableFileError("corrupt", "its pages cannot be drawn; ask for the file again")
    try:
        count = document.pages
        for number in range(1, min(count, MOST_PAGES) + 1):
            add_drawn_page(builder, document, number, until=until, languages=languages)
    finally:
        document.close()
    if count > MOST_PAGES:
        builder.warn("page-unreadable", f"only the first {MOST_PAGES} of {count} scanned pages were recognised")
    builder.set_pages(count)
    _tell(builder)
    return builder


def _tell(builder: DocumentBuilder) -> None:
    if not builder.count_words():
        raise UnreadableFileError("no-text", "its pages are pictures in which no words were recognised", review=True)
    builder.warn("read-by-ocr", "its text was recognised from a picture; words may be misread")
