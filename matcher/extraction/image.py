"""Read pictures of résumés (photographs, screenshots, scans) by OCR, if it is installed."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction import ocr
from matcher.extraction.assembly import DocumentBuilder

__all__ = ["read"]

MOST_PIXELS: Final = 50_000_000
"""Largest picture that is opened. A phone camera makes 12 to 48 million pixels; a decompression bomb claims billions.
"""

_SMALLEST: Final = 100
"""Smallest side in pixels; a smaller picture is an icon."""


def read(data: bytes, languages: str = ocr.LANGUAGES) -> DocumentBuilder:
    """Read a picture, or the pages of a TIFF.

    Raises:
        UnreadableFileError: OCR is not installed, no words are recognised, or the picture is damaged or too large.
    """
    if not ocr.is_installed():
        raise ocr.missing("it is a picture")
    from PIL import Image, ImageOps, UnidentifiedImageError

    builder = DocumentBuilder()
    until = ocr.deadline()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about odd metadata, and about sizes, which are checked here
            with Image.open(BytesIO(data)) as image:
                if image.width * image.height > MOST_PIXELS:
                    limit = f"{MOST_PIXELS // 1_000_000} million pixels, the limit"
                    raise UnreadableFileError("too-large", f"it is larger than {limit}; save it smaller")
                if min(image.size) < _SMALLEST:
                    raise UnreadableFileError("no-text", "it is a picture too small to hold text", review=True)
                frames = min(getattr(image, "n_frames", 1), ocr.MOST_PAGES) if image.format == "TIFF" else 1
                for number in range(frames):
                    image.seek(number)
                    if image.width * image.height > MOST_PIXELS:
                        continue
                    page = ImageOps.exif_transpose(image).convert("L")
                    if page.width < 1200:  # enlarged small print is recognised better (screenshots have 96 dpi)
                        page = page.resize((page.width * 2, page.height * 2))
                    ocr.add_picture(builder, page, page=number + 1, until=until, languages=languages)
                builder.set_pages(frames)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadableFileError("corrupt", "it is a damaged picture; ask for the file again") from error
    if not builder.count_words():
        raise UnreadableFileError("no-text", "it is a picture in which no words were recognised", review=True)
    builder.warn("read-by-ocr", "its text was recognised from a picture; words may be misread")
    return builder
