"""Render the parallel résumés as Word files and PDFs, with real headings, lists and tab stops."""

from __future__ import annotations

import random
import re
from typing import Final

from data.careers.document import EDGE, Document, Line, Piece, blank
from data.careers.files import FORMATS
from data.careers.marked import MarkedResume
from data.parallel.careers import ParallelCareer

__all__ = ["WITHOUT_PDF", "render"]

WITHOUT_PDF: Final = frozenset(("zh", "ja"))
"""Variants that are not rendered as PDF: Typst brings no font with Chinese and Japanese characters."""

_BULLET: Final = re.compile(r"\s*[•–*✓·●▪-]\s+(?=\S)")
_UNDERLINE: Final = re.compile(r"\s*(?:-{3,}|={3,}|─{3,})\s*")
_LONGEST_HEADING: Final = 45
_NO_HEADING: Final = re.compile(r"[.:;,\d@|\t]|\s{3,}")


def render(career: ParallelCareer, variant: str, extension: str) -> bytes:
    """Return a text of a career as a file; the same arguments and libraries give the same bytes.

    Args:
        career: the career.
        variant: of :data:`data.parallel.VARIANTS`.
        extension: ``txt``, ``docx`` or ``pdf``; the last two need the extra ``samples``.

    Raises:
        KeyError: there is no such variant or extension.
        ValueError: the variant cannot be rendered as PDF.
        ModuleNotFoundError: the extra ``samples`` is not installed.

    >>> from data.parallel import read_careers
    >>> render(read_careers()[0], "de", "txt").decode() == read_careers()[0].texts["de"].text
    True
    """
    resume = career.texts[variant]
    if extension == "txt":
        return resume.text.encode()
    if extension == "pdf" and variant in WITHOUT_PDF:
        raise ValueError(f"{variant} cannot be rendered as PDF: Typst brings no font for it")
    rng = random.Random(f"{career.name} {variant} {extension}")  # noqa: S311
    return FORMATS[extension](Document(_lines(resume)), rng)


def _lines(resume: MarkedResume) -> list[Line]:
    """Return the lines of a plain text, with their kinds as their look and their marks tell them."""
    marked = sorted(span for entry in resume.entries for span in entry.spans.values())
    lines: list[Line] = []
    offset = 0
    for raw in resume.text.split("\n"):
        words, in_entry = raw.strip(), any(start < offset + len(raw) and offset < end for start, end in marked)
        alone = not lines or lines[-1].kind == "blank"
        offset += len(raw) + 1
        if not words:
            lines.append(blank())
        elif _UNDERLINE.fullmatch(raw) and lines:
            lines[-1].kind = "heading"
        elif not lines:
            lines.append(Line([Piece(words)], "name"))
        elif _BULLET.match(raw):
            lines.append(Line([Piece(words)], "bullet"))
        elif alone and not in_entry and len(words) <= _LONGEST_HEADING and not _NO_HEADING.search(words):
            lines.append(Line([Piece(words)], "heading"))
        else:
            lines.append(Line([Piece(EDGE if part == "\t" else part) for part in re.split("(\t)", words)]))
    return lines
