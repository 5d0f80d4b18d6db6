"""Recognise the text of pictures by Tesseract, through pytesseract (the extra ``matcher[ocr]``)."""

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
"""Default languages of pages: Tesseract's codes, joined by ``+``."""

TIME_LIMIT: Final = OCR_SECONDS - 5
"""Seconds for one document. A page of 300 dpi takes 2 to 6 on one core; résumés have one to four."""

MOST_PAGES: Final = 12
"""Most pages that are recognised; a warning counts the rest."""


def is_installed() -> bool:
    """Return whether pytesseract, Pillow and the program ``tesseract`` are installed."""
    try:
        import pytesseract

        pytesseract.get_tesseract_version()
    except Exception:  # pytesseract raises errors of several kinds, its own and OSError among them
        return False
    return True


def missing(what: str) -> UnreadableFileError:
    """Return the error for a picture when text recognition is not installed.

    Args:
        what: the beginning of the message, such as "its pages are pictures".
    """
    message = f"{what} without text; install Tesseract and matcher[ocr] to read it, or ask for a document with text"
    return UnreadableFileError("no-text", message, review=True)


def deadline() -> float:
    """Start the time limit of one document; return when it ends, for :func:`add_picture`."""
    allow_seconds(OCR_SECONDS)
    return time.monotonic() + TIME_LIMIT


def add_picture(builder: DocumentBuilder, image: Image, *, page: int, until: float, languages: str = LANGUAGES) -> None:
    """Recognise one page and add its paragraphs.

    Args:
        builder: what the paragraphs are added to.
        image: the page.
        page: its number, from 1.
        until: when time is up, by :func:`deadline`.
        languages: Tesseract's codes joined by ``+`` ("eng+deu").

    Raises:
        UnreadableFileError: time is up, or Tesseract fails (a language that is not installed).
    """
    import pytesseract

    seconds_left = until - time.monotonic()
    if seconds_left <= 0:
        raise UnreadableFileError("no-text", f"recognising its text took longer than {TIME_LIMIT:.0f} s", review=True)
    # More threads make Tesseract slower next to other workers, and its floating-point sums differ.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        text: str = pytesseract.image_to_string(image, lang=languages, timeout=seconds_left)
    except pytesseract.TesseractError as error:
        details = re.sub(r"\s+", " ", str(error.message))[:150]
        raise UnreadableFileError("no-text", f"Tesseract cannot read it ({details})", review=True) from error
    except RuntimeError as error:
        message = f"recognising its text took longer than {TIME_LIMIT:.0f} s"
        raise UnreadableFileError("no-text", message, review=True) from error
    for paragraph in re.split(r"\n\s*\n", text):
        builder.add(paragraph, page=page, separator="\n\n")
