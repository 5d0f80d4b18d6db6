"""Read a PDF: pdfminer.six opens the file, and :mod:`~matcher.extraction.pdf.interpreter` interprets its pages.

The glyphs are joined in :mod:`~matcher.extraction.layout.lines` and :mod:`~matcher.extraction.layout.columns`, because
pdfminer's own layout analysis reads close columns as one line, breaks letter-spaced words, and takes time that grows
with the square of the number of boxes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage

from matcher.core.document import Box
from matcher.core.errors import UnreadableFileError
from matcher.extraction import ocr
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.garbage_collection import rarely_collected
from matcher.extraction.hyphenation import words_of
from matcher.extraction.layout.areas import Area, add_area, build_areas
from matcher.extraction.layout.glyphs import OrientedGlyph
from matcher.extraction.layout.lines import Line
from matcher.extraction.pdf.attachments import add_properties_and_attachments
from matcher.extraction.pdf.checks.annotations import WidgetText
from matcher.extraction.pdf.checks.field_text import painted_letters
from matcher.extraction.pdf.checks.letter_shapes import LetterShapes, hide_false_letters
from matcher.extraction.pdf.checks.picture import Picture
from matcher.extraction.pdf.checks.work import MOST_PAGE_LETTERS, WorkEstimate, too_much_work
from matcher.extraction.pdf.device import GlyphDevice
from matcher.extraction.pdf.form_fields import field_lines
from matcher.extraction.pdf.interpreter import Interpreter
from matcher.extraction.pdf.object_parser import FastResourceManager
from matcher.extraction.pdf.page_geometry import PageTransform, oriented_glyph, visible_area
from matcher.extraction.pdf.pdfium_reader import PdfiumReader, open_with_pdfium
from matcher.extraction.pdf.pdfminer_document import (
    count_displayed_pages,
    iterate_pages,
    open_document,
    with_trailer,
)
from matcher.extraction.pdf.reader_agreement import disagree
from matcher.extraction.pdf.scanned_pages import FEW_LETTERS, PageRecogniser
from matcher.extraction.pdf.visibility import (
    NARROW,
    Cover,
    DrawnGlyph,
    PageGlyphs,
    PageVisibility,
    covers_page,
    group_by_reason,
    is_mostly_stacked,
    judge_visibility,
)

__all__ = ["read"]

_DAMAGED: Final = "it is a damaged PDF; ask for the file again, or open it in a PDF reader and print it to PDF"
_PASSWORD: Final = "it needs a password; ask for an open copy"  # noqa: S105

LEAST_HIDDEN: Final = 8
"""Hidden letters and digits in a whole document from which they are reported; fewer are left out.

They earn nothing either way, but fewer are a page number outside the page, a layout's anchor or a stray letter: 3 of
154 honest PDFs have the word "START" under a picture, one has "Page 1" above the page. After changing it, run
``python -m benchmarks visibility FOLDER``.
"""

NOT_PAINTED: Final = "on a page that could not be painted"
_NOT_SHOWN: Final = "on a page that viewers do not show"

EXPLAINED: Final = 0.95
"""Share of the ink of a page's text inside the words that were read, below which PDFium's text is compared.

It is 1.00 on 43 pages of real résumés, and at the median of those on coloured backgrounds; if the fonts map their
letters to Unicode, no words can then be missing or different. After changing it, run ``python -m benchmarks fidelity``
and count the files with a warning ``readers-disagree``.
"""


@rarely_collected()
def read(data: bytes, languages: str = ocr.LANGUAGES) -> DocumentBuilder:
    """Read a PDF: a block for each line (or cell), with its page and box; a blank line between paragraphs.

    Hidden text follows everything else, in blocks that are not visible, with a warning. In a document with text,
    scanned pages are recognised if Tesseract is installed.

    Args:
        data: the file.
        languages: of scanned pages: Tesseract's codes, joined by ``+``.

    Raises:
        UnreadableFileError: ``encrypted``, ``corrupt``, or ``no-text`` (a scan, to be set aside for review).
    """
    data = data[max(data.find(b"%PDF-"), 0) :] if b"%PDF-" not in data[:1024] else data
    pdfium = open_with_pdfium(data) or open_with_pdfium(with_trailer(data))
    try:
        return _Reading(data, pdfium, languages).read()
    finally:
        if pdfium is not None:
            pdfium.close()


class _Reading:
    """The reading of one file by pdfminer.six and, where that fails, by PDFium."""

    def __init__(self, data: bytes, pdfium: PdfiumReader | None, languages: str) -> None:
        self.data = data
        self.languages = languages
        self.pdfium = pdfium
        self.builder = DocumentBuilder()
        self.visible: list[Area] = []
        self.hidden: list[Area] = []
        self.device = GlyphDevice(FastResourceManager())
        self.work = WorkEstimate()
        self.shapes = LetterShapes(pdfium.render_grey) if pdfium is not None else None
        self.scan_layers = self.failed = self.unpainted = 0
        self.disagreements: list[str] = []
        self.scanned_pages: list[int] = []
        """Pages that are images with no text, or almost none."""
        self.comments: list[str] = []
        """Notes about the document that open on a click."""
        self.rescued: list[int] = []
        self.displayed_pages = 0
        """Number of pages that viewers display, if the file declares fewer than it has; else 0."""
        self.error: UnreadableFileError | None = None
        """Why pdfminer.six finds no pages at all."""

    def read(self) -> DocumentBuilder:
        number = self._read_pages()
        if not any(area.rows for area in self.visible) and not self.rescued and self.pdfium is not None:
            for page in range(1, self.pdfium.pages + 1):
                self._read_with_pdfium(page)
            number = max(number, self.pdfium.pages)
        known = {word for area in self.visible for row in area.rows for line in row for word in words_of(line.text)}
        # A document without any text is recognised as a whole by :mod:`~matcher.extraction.ocr`.
        scanned = (
            self.scanned_pages if self.hidden or any(a.page not in self.scanned_pages for a in self.visible) else []
        )
        recognise = PageRecogniser(self.pdfium, self.languages) if scanned and self.pdfium is not None else None
        for page in sorted({*(area.page for area in self.visible), *scanned}):
            for area in self.visible:
                if area.page == page:
                    add_area(self.builder, area, known)
            if recognise is not None and page in scanned:
                recognise(self.builder, page)
        hidden_text = "".join(line.text for area in self.hidden for row in area.rows for line in row)
        if sum(map(str.isalnum, hidden_text)) >= LEAST_HIDDEN:
            for area in self.hidden:
                add_area(self.builder, area, set())
        for comment in dict.fromkeys(self.comments):
            self.builder.add(comment, page=max(number, 1), visible=False, reason="in a comment", code="comments")
        if self.pdfium is not None:
            add_properties_and_attachments(self.builder, self.pdfium)
        self.builder.set_pages(number)
        self._warn(number)
        if not self.builder.count_words():
            if self.error is not None and not (self.pdfium and self.pdfium.has_visible_marks()):
                raise self.error
            _raise_unreadable(number, self.failed, self.device.unknown_glyphs, self.unpainted)
        return self.builder

    def _read_pages(self) -> int:
        """Read all pages; return their number."""
        try:
            document = open_document(self.data)
            pages = iterate_pages(document)
            self.displayed_pages = count_displayed_pages(document, self.pdfium)
        except (PDFPasswordIncorrect, PDFEncryptionError):
            self.error = UnreadableFileError("encrypted", _PASSWORD)
            return 0
        except UnreadableFileError:
            raise
        except Exception:
            self.error = UnreadableFileError("corrupt", _DAMAGED)
            return 0
        interpreter = Interpreter(self.device.rsrcmgr, self.device)
        number = 0
        try:
            for number, page in enumerate(pages, 1):
                try:
                    self.work.add_page(page)
                    interpreter.process_page(page)
                    self.work.add_type3(page, self.device.count_type3())
                    self._add_page(page, number)
                except UnreadableFileError:
                    raise
                except Exception as error:
                    if not self._read_with_pdfium(number):
                        self.failed += 1
                        message = f"page {number} could not be read ({type(error).__name__})"
                        self.builder.warn("page-unreadable", message)
        except UnreadableFileError:
            raise
        except Exception as error:
            rest = range(number + 1, self.pdfium.pages + 1 if self.pdfium else 0)
            rescued = [self._read_with_pdfium(page) for page in rest]
            if not rest or not all(rescued):
                message = f"the pages after page {number} could not be read ({type(error).__name__})"
                self.builder.warn("page-unreadable", message)
            number = max(number, *rest, 0)
        if not number:
            self.error = UnreadableFileError("corrupt", f"no pages were found in it: {_DAMAGED}")
        return number

    def _add_page(self, page: PDFPage, number: int) -> None:
        x0, y0, x1, y1 = page.mediabox
        transform = PageTransform.of((x0, y0, x1, y1), page.rotate)
        crop = visible_area(transform, page.cropbox, page.mediabox)
        device = self.device
        oriented, drawn = device.glyphs, device.drawn
        upright_box = Box(*transform.box((x0, y0, x0 + y1 - y0, y0 + x1 - x0))) if page.rotate in {90, 270} else None
        # A font without letter widths puts all letters in one place; PDFium measures the letters themselves. If they
        # overlap there too, they overlap on the page.
        glyphs = PageGlyphs(drawn)
        glyphs.number_strings(device.string_orders, device.string_keys)
        fonts = np.array([*device.string_fonts, 0], np.int64)[glyphs.strings]
        if is_mostly_stacked(glyphs) and self._read_with_pdfium(number):
            return
        picture = self._paint(number, drawn)
        # If PDFium paints other texts than pdfminer.six found, only those that PDFium reads are known to be painted.
        if picture and picture.strings and picture.strings.count != len(device.string_orders):
            if self._read_with_pdfium(number):
                return
            glyphs.strings = None
        visibility, widgets = self._sort_page(
            number, oriented, glyphs, picture, device.covers, crop, transform, upright_box, fonts
        )
        if (
            drawn
            and not any(visibility.reasons)
            and (visibility.explained < EXPLAINED or widgets or not self._has_known_letters())
        ):
            self._compare_text(number, widgets)

    def _read_with_pdfium(self, number: int) -> bool:
        """Read a page with PDFium; return False if that finds nothing either."""
        if self.pdfium is None or number > self.pdfium.pages:
            return False
        try:
            box, inner, rotation = self.pdfium.geometry(number)
            transform = PageTransform.of(box, rotation)
            oriented, drawn, strings = [], [], []
            for order, character in enumerate(self.pdfium.characters(number)):
                if (pair := oriented_glyph(character, transform, rotation, order)) is not None:
                    oriented.append(pair[0])
                    drawn.append(pair[1])
                    strings.append(character.string)
                if order > MOST_PAGE_LETTERS:
                    raise too_much_work()
        except UnreadableFileError:
            raise
        except Exception:
            return False
        if not any(glyph.glyph.text.isalnum() for glyph in oriented):
            return False
        glyphs = PageGlyphs(drawn)
        glyphs.strings = np.array(strings) if min(strings) >= 0 else None
        picture = self._paint(number, drawn)
        self._sort_page(number, oriented, glyphs, picture, [], visible_area(transform, inner, box), transform)
        self.rescued.append(number)
        return True

    def _paint(self, number: int, drawn: Sequence[DrawnGlyph]) -> Picture | None:
        """Return a page's picture, if there is anything to compare with it."""
        if self.pdfium is None or number > self.pdfium.pages or not (drawn or self.pdfium.widgets(number)):
            return None
        return self.pdfium.paint(number)

    def _sort_page(
        self,
        number: int,
        oriented: list[OrientedGlyph],
        glyphs: PageGlyphs,
        picture: Picture | None,
        covers: list[Cover],
        crop: Box,
        transform: PageTransform,
        upright_box: Box | None = None,
        fonts: NDArray[np.int64] | None = None,
    ) -> tuple[PageVisibility, list[WidgetText]]:
        """Sort a page's glyphs into visible and hidden lines; return their visibility and the page's form fields."""
        drawn = glyphs.drawn
        fields = []
        widgets: list[WidgetText] = []
        if self.pdfium is not None and number <= self.pdfium.pages:
            widgets = self.pdfium.widgets(number)
            self.comments += self.pdfium.comments(number)
            painted = painted_letters(self.data, number, widgets, picture, transform.box) if widgets else None
            fields = field_lines(widgets, transform.box, picture, crop, painted)
            # If the readers disagree on the page's size, the picture cannot be compared.
            if picture and (abs(picture.width - crop.width) > 2 or abs(picture.height - crop.height) > 2):
                picture = None
        visibility = judge_visibility(glyphs, covers, crop, picture, upright_box) if drawn else PageVisibility([])
        if picture and drawn and not visibility.is_scan:
            shapes = (
                self.shapes if fonts is not None else LetterShapes(self.pdfium.render_grey) if self.pdfium else None
            )
            hide_false_letters(number, glyphs, visibility.reasons, picture, crop, fonts, shapes)
        if picture is None and drawn:
            visibility = PageVisibility([NOT_PAINTED] * len(drawn))
            self.unpainted += 1
        if self.displayed_pages and number > self.displayed_pages:
            visibility = PageVisibility([_NOT_SHOWN] * len(drawn))
        self.scan_layers += visibility.is_scan
        visible, hidden = group_by_reason(oriented, visibility.reasons)
        if covers_page(covers, crop) and sum(glyph.glyph.text.isalnum() for glyph in visible) < FEW_LETTERS:
            self.scanned_pages.append(number)
        self.visible.extend(build_areas(visible, number, [line for line, reason in fields if not reason]))
        for reason, glyphs_of_reason in hidden.items():
            if reason == NARROW:
                text = "".join(glyph.glyph.text for glyph in glyphs_of_reason)
                self.hidden.append(Area(number, 0, [[Line(text, 0.0, 1.0, 0.0, 1.0)]], reason))
                continue
            self.hidden.extend(build_areas(glyphs_of_reason, number, [], reason))
        for line, reason in fields:
            if reason:
                self.hidden.append(Area(number, 0, [[line]], reason))
        return visibility, widgets

    def _has_known_letters(self) -> bool:
        """Return whether all fonts of the page map their letters to Unicode."""
        return self.device.has_unicode_maps and not self.device.unknown_glyphs

    def _compare_text(self, number: int, widgets: Iterable[WidgetText]) -> None:
        """Note whether PDFium reads other words on a page that pdfminer.six may have misread.

        It may misread fonts without a map to Unicode, pages with form fields, and pages with painted text outside the
        words that were read.
        """
        if self.pdfium is None or number > self.pdfium.pages:
            return
        other = "\n".join([self.pdfium.text(number), *(widget.text for widget in widgets)])
        areas = (area for area in self.visible if area.page == number)
        if disagree("\n".join(line.text for area in areas for row in area.rows for line in row), other):
            self.disagreements.append(str(number))

    def _warn(self, number: int) -> None:
        warn = self.builder.warn
        if self.device.unknown_glyphs:
            warn("cid-glyphs", f"{self.device.unknown_glyphs} glyphs (icons?) have no known meaning and were left out")
        if self.rescued:
            pages = ", ".join(map(str, self.rescued))
            warn("second-reader", f"read with PDFium because pdfminer.six failed: page {pages}")
        if self.disagreements:
            pages = ", ".join(self.disagreements)
            warn("readers-disagree", f"two PDF readers find different words; compare with the file: page {pages}")
        if self.pdfium is not None and not self.rescued and self.pdfium.pages != number:
            warn("page-count-mismatch", f"{number} pages were read, but viewers show {self.pdfium.pages}")
        if self.scan_layers:
            warn("ocr-layer", "the pages are pictures; their text was recognised by a machine and may contain mistakes")


def _raise_unreadable(pages: int, failed: int, unknown: int, unpainted: int) -> None:
    if unpainted:
        message = "its pages cannot be painted, so nothing shows what is hidden; print it to PDF and send that"
        raise UnreadableFileError("corrupt", message, review=True)
    if failed == pages:
        raise UnreadableFileError("corrupt", f"none of its pages can be read: {_DAMAGED}")
    if unknown:
        message = "its fonts do not say which letters they draw; ask for the document it was made from"
    else:
        message = "its pages contain pictures but no text (a scan?); ask for the document it was made from"
    raise UnreadableFileError("no-text", message, review=True)
