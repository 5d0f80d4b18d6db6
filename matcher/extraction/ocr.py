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


__all__ = ["add_picture", "deadline", "is_installed", "missing"]

LANGUAGES: Final = "eng"
"""What Tesseract is told that pages are written in, when nothing else is said: its codes, joined by ``+``."""

TIME_LIMIT: Final = OCR_SECONDS - 5
"""Seconds for one document. A page of 300 dpi takes 2 to 6 on one core; résumés have one to four."""

MOST_PAGES: Final = 12
"""Pages that are recognised; later ones are named in a warning."""


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
