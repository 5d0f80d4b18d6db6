"""PDF: the only module that knows pdfminer.six.

pdfminer interprets the pages; what it places is put together in :mod:`~matcher.extraction.lines` and
:mod:`~matcher.extraction.columns`, because its own layout analysis reads rows of two columns as one line when they
are close, breaks letter-spaced words, and takes time that grows with the square of the number of boxes.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import Any, Final

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFSyntaxError

from matcher.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.columns import reading_order
from matcher.extraction.hyphenation import rejoin, words_of
from matcher.extraction.lines import Glyph, Line, build_lines
from matcher.types import Box

__all__ = ["read"]

# It logs every oddity of every file, some as errors; what matters is told by warnings and exceptions here.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL + 1)

_DAMAGED: Final = "it is a damaged PDF; ask for the file again, or open it in a PDF reader and print it to PDF"
_PASSWORD: Final = "it needs a password; ask for an open copy"  # noqa: S105

_ICON_FONT = re.compile(
    r"awesome|icomoon|fontello|ionicons|material-?icons|glyphicons|academicons|entypo", re.IGNORECASE
)
_CATALOGUE = re.compile(rb"(\d{1,10})\s+(\d{1,5})\s+obj\s*<<(?:(?!endobj)[\x00-\xff]){0,300}?/Type\s*/Catalog\b")
_DINGBATS_FONT = re.compile(r"wingdings|webdings|dingbats", re.IGNORECASE)

PARAGRAPH_GAP: Final = 1.35
"""Distance of baselines, in units of the usual one in the same column, from which a paragraph ends."""

CELL_GAP: Final = 1.5
"""White space on a line, in units of the font size, from which what follows is a block of its own, after a tab."""


class _Device(PDFPageAggregator):
    """Collects glyphs; keeps count of those whose meaning the file does not tell."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources, laparams=None)
        self.unknown = 0

    def handle_undefined_char(self, font: PDFFont, cid: int) -> str:  # noqa: ARG002
        self.unknown += 1
        return ""

    def paint_path(self, *args: Any, **kwargs: Any) -> None:
        """Drawings say nothing."""


def read(data: bytes) -> DocumentBuilder:
    """Read a PDF: a block for each line (or cell), with its page and box; a blank line between paragraphs.

    Raises:
        UnreadableFileError: ``encrypted``, ``corrupt``, or ``no-text`` (a scan, to be set apart for review).
    """
    try:
        document = _open(data)
        pages = PDFPage.create_pages(document)
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise UnreadableFileError("encrypted", _PASSWORD) from error
    except Exception as error:
        raise UnreadableFileError("corrupt", _DAMAGED) from error
    builder = DocumentBuilder()
    areas: list[_Area] = []
    resources = PDFResourceManager()
    device = _Device(resources)
    interpreter = PDFPageInterpreter(resources, device)
    number = failed = 0
    try:
        for number, page in enumerate(pages, 1):
            try:
                interpreter.process_page(page)
                areas.extend(_areas(device.get_result(), number))
            except Exception as error:
                failed += 1
                message = f"page {number} could not be read ({type(error).__name__})"
                builder.warn("page-unreadable", message)
    except Exception as error:
        if not number:
            raise UnreadableFileError("corrupt", _DAMAGED) from error
        builder.warn("page-unreadable", f"what follows page {number} could not be read ({type(error).__name__})")
    if not number:
        raise UnreadableFileError("corrupt", f"no pages can be found in it: {_DAMAGED}")
    known = {word for area in areas for row in area.rows for line in row for word in words_of(line.text)}
    for area in areas:
        _add_area(builder, area, known)
    builder.set_pages(number)
    if device.unknown:
        message = f"{device.unknown} glyphs (icons?) have no known meaning and were left out"
        builder.warn("cid-glyphs", message)
    if not builder.count_words():
        _refuse(number, failed, device.unknown)
    return builder


def _open(data: bytes) -> PDFDocument:
    try:
        return PDFDocument(PDFParser(BytesIO(data)))
    except PDFSyntaxError:
        # The end of the file, which tells where the catalogue is, was cut off: look for the catalogue itself.
        catalogues = _CATALOGUE.findall(data)
        if not catalogues:
            raise
        trailer = b"\ntrailer\n<</Root %s %s R>>\nstartxref\n0\n%%%%EOF" % catalogues[-1]
        return PDFDocument(PDFParser(BytesIO(data + trailer)))


def _refuse(pages: int, failed: int, unknown: int) -> None:
    if failed == pages:
        raise UnreadableFileError("corrupt", f"none of its pages can be read: {_DAMAGED}")
    if unknown:
        message = "its fonts do not tell which letters they draw; ask for the document it was made from"
    else:
        message = "its pages hold pictures but no text (a scan?); ask for the document it was made from"
    raise UnreadableFileError("no-text", message, review=True)


@dataclass(frozen=True, slots=True)
class _Turned:
    """A glyph with the direction in which its line runs, in degrees."""

    glyph: Glyph
    angle: int


@dataclass(frozen=True, slots=True)
class _Area:
    """Rows that are read one after the other: a column, or a stretch of a page without columns."""

    page: int
    angle: int
    rows: list[list[Line]]


def _glyphs(container: LTContainer[Any]) -> Iterator[_Turned]:
    # Figures (form XObjects) may be nested deeper than Python's recursion goes.
    stack: list[Iterator[Any]] = [iter(container)]
    while stack:
        for item in stack[-1]:
            if isinstance(item, LTChar):
                if (turned := _turn(item)) is not None:
                    yield turned
            elif isinstance(item, LTContainer):
                stack.append(iter(item))
                break
        else:
            stack.pop()


def _turn(char: LTChar) -> _Turned | None:
    """The glyph in a system in which its line runs from left to right."""
    text = char.get_text()
    if _ICON_FONT.search(char.fontname):
        text = " "
    elif _DINGBATS_FONT.search(char.fontname):
        text = "•"
    text = text.replace("\0", "")
    a, b, _, _, x, y = char.matrix
    if not text or not all(map(math.isfinite, (a, b, *char.bbox))) or max(map(abs, char.bbox)) > 1e6:
        return None
    angle = round(math.degrees(math.atan2(b, a)) / 5) * 5 % 360 if a or b else 0
    if angle == 0:
        size = char.size or char.width
        return _Turned(Glyph(text, char.x0, char.x1, y, size), 0) if size > 0 else None
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    start = x * cosine + y * sine
    length = abs(char.adv) * math.hypot(a, b)
    size = (char.width if angle in {90, 270} else char.height) or length
    return _Turned(Glyph(text, start, start + length, y * cosine - x * sine, size), angle) if size > 0 else None


def _box(line: Line, angle: int) -> Box:
    """The rectangle on the page around a line: from a quarter of the font size below its baseline to the ascenders."""
    low, high = line.y - 0.25 * line.size, line.y + 0.75 * line.size
    if angle == 0:
        return Box(line.x0, low, line.x1, high)
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    corners = [(x * cosine - y * sine, x * sine + y * cosine) for x in (line.x0, line.x1) for y in (low, high)]
    return Box(
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
    )


def _areas(page: LTContainer[Any], number: int) -> list[_Area]:
    by_angle: dict[int, list[Glyph]] = {}
    for turned in _glyphs(page):
        by_angle.setdefault(turned.angle, []).append(turned.glyph)
    # Upright text first; what is turned (a name along the margin, a watermark) after it.
    return [
        _Area(number, angle, rows) for angle in sorted(by_angle) for rows in reading_order(build_lines(by_angle[angle]))
    ]


def _add_area(builder: DocumentBuilder, area: _Area, known: set[str]) -> None:
    rows = [list(row) for row in area.rows]
    for above, below in pairwise(rows):
        if len(above) == len(below) == 1 and (joined := rejoin(above[0].text, below[0].text, known)):
            above[0], below[0] = replace(above[0], text=joined[0]), replace(below[0], text=joined[1])
    distances = [above[0].y - below[0].y for above, below in pairwise(rows)]
    usual = median(distances) if distances else 0.0
    before: list[Line] = []
    separator = "\n\n"
    for row in rows:
        if before:
            sizes = before[0].size, row[0].size
            distance = before[0].y - row[0].y
            is_new = distance > max(PARAGRAPH_GAP * usual, 1.2 * max(sizes)) or max(sizes) > 1.15 * min(sizes)
            separator = "\n\n" if is_new else "\n"
        for line in row:
            builder.add(line.text, page=area.page, box=_box(line, area.angle), separator=separator)
            separator = "\t"
        before = row
