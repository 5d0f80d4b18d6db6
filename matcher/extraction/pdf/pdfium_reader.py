"""Paint and read PDF pages with PDFium, Chromium's engine; see ``pdfium_objects`` for what they are made of.

Painted pages show what a person sees, to compare with the text that was read; text is read here where pdfminer.six
fails. PDFium is not thread-safe.
"""

from __future__ import annotations

import ctypes
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from matcher.extraction.pdf.checks.annotations import WidgetText, comment, each_annotation, is_painted, widget_text
from matcher.extraction.pdf.checks.picture import Picture, Strings
from matcher.extraction.pdf.checks.work import too_much_work
from matcher.extraction.pdf.pdfium_objects import PageObjects, non_text_boxes, string_boxes

__all__ = ["PdfiumReader", "PlacedCharacter", "open_with_pdfium"]

SCALE: Final = 1.0
"""Pixels per point at which pages are painted (1 is 72 dpi).

Of 116 PDFs (samples and development corpus), 1, 1.5 and 2 give the same visible and hidden words; reading them takes
4.0, 5.2 and 6.3 s of processor time. Light text of 6 points leaves little ink at 1. After changing it, run ``python -m
benchmarks visibility``.
"""

_MOST_PIXELS: Final = 4_000_000
"""Larger pages (posters, or a page of 200 inches made to exhaust memory) are painted smaller."""

MOST_PIXELS: Final = 120_000_000
"""Most pixels painted of a file: 120 pages of A4, each once with and once without its text."""

MOST_LAYERS: Final = 20
"""Most times that the pages of a file are painted without some of their texts; 5 of 338 files need it, for a page each.
"""

MOST_SECONDS: Final = 3.0
"""Most processor time for painting a file. The slowest of 338 takes 2; a page of text takes 0.01."""

_MOST_ATTACHMENTS: Final = 50
_LONGEST_ATTACHMENT: Final = 200_000


@dataclass(frozen=True, slots=True)
class PlacedCharacter:
    """A character in the page's own space, before rotation: the start of its line, its direction and its box."""

    text: str
    x: float
    y: float
    size: float
    angle: float
    """Direction of its line in degrees, counter-clockwise."""
    box: tuple[float, float, float, float]
    string: int
    """Number of the text that it belongs to, counted in drawing order; -1 if unknown."""


def open_with_pdfium(data: bytes) -> PdfiumReader | None:
    """Open a PDF; return None if PDFium cannot (damaged, or protected by a password)."""
    try:
        return PdfiumReader(data)
    except (pdfium.PdfiumError, OSError, ValueError):
        return None


class PdfiumReader:
    """A PDF opened by PDFium; pages are counted from 1. Close it to release its memory.

    Args:
        data: the file.

    Raises:
        pypdfium2.PdfiumError: PDFium cannot open it.
    """

    def __init__(self, data: bytes) -> None:
        self._document = pdfium.PdfDocument(data)
        if self._document.get_formtype() == raw.FORMTYPE_ACRO_FORM:
            self._document.init_forms()  # makes PDFium paint its fields
            raw.FPDF_SetFormFieldHighlightAlpha(self._document.formenv, 0)  # without the tint of a viewer
        self._pages = len(self._document)
        self._number = 0
        self._page: Any = None
        self._seconds_left, self._pixels_left = MOST_SECONDS, MOST_PIXELS
        self._most_layers = MOST_LAYERS
        self._missing_font: int | None = None
        """Handle of the font that PDFium uses where a page lacks one."""

    @property
    def pages(self) -> int:
        """Return the number of pages."""
        return self._pages

    def close(self) -> None:
        """Release the memory."""
        self._release()
        self._document.close()

    def _release(self) -> None:
        if self._page is not None:
            self._page.close()
            self._page = None
        self._number = 0

    def _open(self, number: int) -> Any:
        """Return an open page; only one is kept open, because pages keep their decoded images."""
        if self._number != number:
            self._release()
            self._page = self._document[number - 1]
            self._number = number
        return self._page

    def render_grey(self, page: int, scale: float, most_pixels: int) -> NDArray[np.uint8] | None:
        """Return the page in grey, for text recognition; None if it cannot be painted.

        Args:
            page: from 1.
            scale: pixels per point.
            most_pixels: a larger page is painted smaller.
        """
        try:
            opened = self._open(page)
            width, height = opened.get_size()
            if not (0 < width < math.inf and 0 < height < math.inf):
                return None
            scale = min(scale, math.sqrt(most_pixels / (width * height)))
            grey: NDArray[np.uint8] = np.array(opened.render(scale=scale, grayscale=True).to_numpy())
            return grey.reshape(grey.shape[:2])
        except (pdfium.PdfiumError, MemoryError):
            self._release()
            return None

    def paint(self, page: int) -> Picture | None:
        """Return the page with and without its text, painted on first access; None if it cannot be painted."""
        try:
            opened = self._open(page)
            width, height = opened.get_size()
            if not (0 < width < math.inf and 0 < height < math.inf):
                return None
            scale = min(SCALE, math.sqrt(_MOST_PIXELS / (width * height)))
            if min(width, height) * scale < 1:
                return None
            objects = PageObjects.of(opened)
        except (pdfium.PdfiumError, MemoryError):
            self._release()
            return None
        if objects is None:
            return None
        with_text = partial(self._render, page, scale)
        without_text = partial(self._render_without, page, scale, opened, objects)
        # Blended colours (other than paint over paint) may be equal where their greys differ.
        grey = None if raw.FPDFPage_HasTransparency(opened) else partial(self._render, page, scale, grayscale=True)
        picture = Picture(with_text, without_text, scale, width, height, grey=grey)
        picture.strings = Strings(
            len(objects.strings),
            partial(self._string_boxes, opened, objects, picture.size),
            partial(self._render_without, page, scale, opened, objects),
            partial(self._fonts, opened, objects),
        )
        if not any(map(is_painted, each_annotation(opened))):
            picture.non_text_boxes = non_text_boxes(opened, objects, *picture.size)
        return picture

    def _render(self, page: int, scale: float, *, grayscale: bool = False) -> NDArray[np.uint8] | None:
        """Return the page in four bytes per pixel, which are faster to compare than three, or in one if grey."""
        try:
            bitmap = self._paint(self._open(page), scale, grayscale)
            picture: NDArray[np.uint8] = bitmap.to_numpy()  # keeps the memory after the bitmap is closed
            bitmap.close()
        except (pdfium.PdfiumError, MemoryError):
            self._release()
            return None
        return picture.reshape(picture.shape[:2]) if grayscale else picture

    def _paint(self, page: Any, scale: float, grayscale: bool) -> Any:
        """Return a painted page.

        Raises:
            UnreadableFileError: painting the file's pages takes too long.
        """
        started = time.process_time()
        columns, rows = math.ceil(page.get_width() * scale), math.ceil(page.get_height() * scale)
        if columns * rows > self._pixels_left:
            raise too_much_work()
        self._pixels_left -= columns * rows
        form = raw.FPDFBitmap_Gray if grayscale else raw.FPDFBitmap_BGRx
        bitmap = pdfium.PdfBitmap.new_native(columns, rows, form)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, columns, rows)
        flags = raw.FPDF_ANNOT | (raw.FPDF_GRAYSCALE if grayscale else 0)
        arguments = bitmap, page, 0, 0, columns, rows, 0, flags
        pause = raw.IFSDK_PAUSE(version=1)
        pause.NeedToPauseNow = type(pause.NeedToPauseNow)(
            lambda _: int(time.process_time() - started > self._seconds_left)
        )
        try:
            status = raw.FPDF_RenderPageBitmap_Start(*arguments, pause)
        finally:
            raw.FPDF_RenderPage_Close(page)
        self._seconds_left -= time.process_time() - started
        if status == raw.FPDF_RENDER_TOBECONTINUED:
            raise too_much_work()
        if page.formenv:
            raw.FPDF_FFLDraw(page.formenv, *arguments)
        return bitmap

    def _render_without(
        self, page: int, scale: float, opened: Any, objects: PageObjects, strings: Sequence[int] | None = None
    ) -> NDArray[np.uint8] | None:
        """Return the page without the texts with these numbers, or without any."""
        if self._page is not opened:  # the handles of its objects are invalid
            return None
        if strings is not None:
            self._most_layers -= 1
            if self._most_layers < 0:
                return None
        objects.show(False, strings)
        picture = self._render(page, scale)
        if self._page is opened:
            objects.show(True, strings)
        return picture

    def _string_boxes(
        self, opened: Any, objects: PageObjects, size: tuple[int, int], strings: Sequence[int]
    ) -> NDArray[np.float64]:
        if self._page is not opened:
            return np.full((4, len(strings)), math.nan)
        return string_boxes(opened, objects, strings, size)

    def _fonts(self, opened: Any, objects: PageObjects) -> NDArray[np.int64]:
        """Return a number for each text that identifies its font; -1 for PDFium's own, used where a page lacks one."""
        if self._page is not opened:
            return np.full(len(objects.strings), -1)
        if self._missing_font is None:
            sample = raw.FPDFPageObj_NewTextObj(self._document, b"Helvetica", 1.0)
            self._missing_font = objects.font_of(sample) if sample else 0
            raw.FPDFPageObj_Destroy(sample)
        fonts = objects.fonts()
        return np.where(fonts == self._missing_font, -1, fonts)

    def has_visible_marks(self) -> bool:
        """Return whether anything at all is painted on the first three pages."""
        pictures = (self.paint(page) for page in range(1, min(self._pages, 3) + 1))
        painted = (picture.with_text for picture in pictures if picture is not None)
        return any(with_text is not None and with_text[:, :, :3].std() > 1 for with_text in painted)

    def text(self, page: int) -> str:
        """Return all text of the page in file order."""
        try:
            textpage = self._open(page).get_textpage()
        except pdfium.PdfiumError:
            return ""
        try:
            text: str = textpage.get_text_range()
        finally:
            textpage.close()
        return text

    def geometry(self, page: int) -> tuple[tuple[float, float, float, float], tuple[float, float, float, float], int]:
        """Return the media box and the visible part of it in the page's own space, and its clockwise rotation."""
        opened = self._open(page)
        visible = opened.get_bbox()
        return opened.get_mediabox(fallback_ok=False) or visible, visible, opened.get_rotation()

    def characters(self, page: int) -> Iterator[PlacedCharacter]:
        """Yield the page's characters with their positions, in file order."""
        try:
            opened = self._open(page)
            textpage = opened.get_textpage()
        except pdfium.PdfiumError:
            return
        objects = PageObjects.of(opened)
        numbers = {handle: number for number, handle in enumerate(objects.strings)} if objects is not None else {}
        string = 0 if numbers else -1
        try:
            x, y = ctypes.c_double(), ctypes.c_double()
            box = raw.FS_RECTF()
            for i in range(textpage.count_chars()):
                code = raw.FPDFText_GetUnicode(textpage, i)
                text = chr(code) if 0 < code < 0x110000 else ""
                if not text or text in "\r\n":
                    continue
                if not raw.FPDFText_GetCharOrigin(textpage, i, x, y):
                    continue
                if not raw.FPDFText_GetLooseCharBox(textpage, i, box):
                    continue
                angle = -math.degrees(raw.FPDFText_GetCharAngle(textpage, i)) % 360  # PDFium counts clockwise
                bounds = box.left, box.bottom, box.right, box.top
                is_sideways = round(angle / 90) % 2
                size = abs(box.right - box.left) if is_sideways else abs(box.top - box.bottom)
                size = min(size, raw.FPDFText_GetFontSize(textpage, i) * 4 or size)
                handle = ctypes.cast(raw.FPDFText_GetTextObject(textpage, i), ctypes.c_void_p).value
                string = numbers.get(handle or 0, string)
                yield PlacedCharacter(text, x.value, y.value, size, angle, bounds, string)
        finally:
            textpage.close()

    def widgets(self, page: int) -> list[WidgetText]:
        """Return the texts of the page's form fields and of annotations that are text on the page."""
        try:
            opened = self._open(page)
        except pdfium.PdfiumError:
            return []
        return [text for annotation in each_annotation(opened) if (text := widget_text(annotation)) is not None]

    def flatten(self, page: int) -> bool:
        """Turn what the page's annotations and fields show into its content, in memory; return False on failure."""
        try:
            done = raw.FPDFPage_Flatten(self._open(page), raw.FLAT_NORMALDISPLAY)
        except pdfium.PdfiumError:
            return False
        self._release()
        return bool(done != raw.FLATTEN_FAIL)

    def comments(self, page: int) -> list[str]:
        """Return the notes on the page, which open on a click."""
        try:
            opened = self._open(page)
        except pdfium.PdfiumError:
            return []
        return [text for annotation in each_annotation(opened) if (text := comment(annotation))]

    def properties(self) -> dict[str, str]:
        """Return the document's properties: ``Title``, ``Subject``, ``Keywords`` ..."""
        properties: dict[str, str] = self._document.get_metadata_dict(skip_empty=True)
        return properties

    def attachments(self) -> list[tuple[str, str]]:
        """Return the names of the attached files, with their text if they are short plain text."""
        attachments = []
        for number in range(min(self._document.count_attachments(), _MOST_ATTACHMENTS)):
            try:
                attached = self._document.get_attachment(number)
                name, data = attached.get_name(), bytes(attached.get_data())[: _LONGEST_ATTACHMENT + 1]
            except (pdfium.PdfiumError, MemoryError):
                continue
            try:
                text = data.decode("utf-8") if len(data) <= _LONGEST_ATTACHMENT else ""
            except UnicodeDecodeError:
                text = ""
            attachments.append((name, text))
        return attachments
