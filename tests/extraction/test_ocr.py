from __future__ import annotations

import io

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction import image as images
from matcher.extraction import ocr
from matcher.extraction.pdf import scanned_document
from matcher.extraction.reading import read_bytes

needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="Tesseract or the extra matcher[ocr] is not installed")


def picture(text, form="PNG"):
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("L", (1400, 300), 255)
    ImageDraw.Draw(image).text((60, 100), text, 0, font=ImageFont.load_default(56))
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


@needs_ocr
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "PDF"])
def test_a_picture_of_text_is_read(form):
    document = read_bytes(picture("Ana writes services in Python", form), "scan")
    assert document.text == "Ana writes services in Python"
    assert "read-by-ocr" in {w.code for w in document.warnings}


@needs_ocr
def test_a_language_that_is_not_installed_is_reported():
    with pytest.raises(UnreadableFileError, match="Tesseract cannot read it") as caught:
        images.read(picture("Ana"), languages="tlh")
    assert caught.value.review


@needs_ocr
@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: picture(""), "no-text"),
        (lambda: picture("Ana")[:200], "corrupt"),
    ],
)
def test_pictures_without_words(make, code):
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(make(), "scan.png")
    assert caught.value.code == code


@needs_ocr
def test_a_picture_beyond_the_limit_is_not_decoded(monkeypatch):
    monkeypatch.setattr(images, "MOST_PIXELS", 1000)
    with pytest.raises(UnreadableFileError) as caught:
        images.read(picture("Ana"))
    assert caught.value.code == "too-large"


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0 JFIF", b"\x89PNG\r\n\x1a\n\0", b"II*\0\x08\0"])
def test_without_ocr_a_picture_is_set_apart_for_review(monkeypatch, data):
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(UnreadableFileError, match=r"matcher\[ocr\]") as caught:
        read_bytes(data, "scan")
    assert (caught.value.code, caught.value.review) == ("no-text", True)


def test_without_ocr_a_scanned_pdf_is_set_apart_for_review(monkeypatch):
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(UnreadableFileError, match=r"matcher\[ocr\]"):
        scanned_document.read(b"")
