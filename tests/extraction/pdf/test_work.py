"""Check that small files with endless pages are refused with a reason before PDFium is busy with them."""

from __future__ import annotations

import time
import zlib

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.reading import read_bytes

SEEN = b"BT /F1 10 Tf 50 760 Td (Ana Example, shift supervisor of a shop) Tj ET\n"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def form(content: bytes, entries: bytes = b"", resources: bytes = b"") -> bytes:
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<<%s>>%s" % (resources, entries))


def page(make_raw_pdf, content, resources=b"", more=(), media=b"0 0 612 792", contents=b"5 0 R", entries=b"") -> bytes:
    return make_raw_pdf([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Resources<</Font<</F1 4 0 R/T 6 0 R>>%s>>/Contents %s%s>>"
        % (media, resources, contents, entries),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
        stream(SEEN + content),
        *more,
    ])  # fmt: skip


def doubling(levels: int) -> list[bytes]:
    """Return forms that each draw the next one twice."""
    inner = (form(b"/X Do /X Do", resources=b"/XObject<</X %d 0 R>>" % number) for number in range(7, 6 + levels))
    return [*inner, form(b"0 0 1 1 re f")]


IMAGE = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray"
BOMB = zlib.compress(zlib.compress(b"0 g " * 40_000_000))
ENDLESS = {
    "doubling forms": (b"/X Do", b"/XObject<</X 6 0 R>>", doubling(30)),
    "groups in groups": (
        b"/X Do " * 30, b"/XObject<</X 6 0 R>>",
        [form(b"/X Do " * 100, resources=b"/XObject<</X 7 0 R>>"), form(b"0 0 9 9 re f", b"/Group<</S/Transparency>>")],
    ),
    "soft masks": (
        b"/G gs " * 900, b"/ExtGState<</G<</SMask<</S/Luminosity/G 6 0 R>>>>>>",
        [form(b"0 0 1 1 re f", b"/Group<</S/Transparency>>")],
    ),
    "an image drawn often": (b"/X Do " * 900, b"/XObject<</X 6 0 R>>", [stream(b"0", IMAGE % (3000, 3000))]),
    "a huge image": (b"/X Do", b"/XObject<</X 6 0 R>>", [stream(b"0", IMAGE % (60000, 60000))]),
    "small tiles": (
        b"/Pattern cs /P scn 0 0 612 792 re f", b"/Pattern<</P 6 0 R>>",
        [stream(b"0 0 1 1 re f", b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .01/YStep .01/Resources<<>>")],
    ),
    "tiles made small": (
        b"/Pattern cs /P scn 0 0 612 792 re f", b"/Pattern<</P 6 0 R>>",
        [stream(b"0 0 1 1 re f", b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 1/YStep 1/Matrix[.01 0 0 .01 0 0]"
                b"/Resources<<>>")],
    ),
    "shadings": (
        b"/S sh " * 900, b"/Shading<</S<</ShadingType 1/ColorSpace/DeviceGray/Function 6 0 R>>>>",
        [stream(b"{ " + b"dup mul " * 99 + b"}", b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1]")],
    ),
    "long letters": (
        b"BT /T 1 Tf (" + b"a" * 3000 + b") Tj ET", b"",
        [b"<</Type/Font/Subtype/Type3/FontBBox[0 0 612 792]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 7 0 R>>/Encoding"
         b"<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[1]/Resources<<>>>>",
         stream(b"1 0 d0 " + b"0 0 612 792 re f " * 900)],
    ),
    "images between the operations": (b"BI /W 1 /H 1 /BPC 8 /CS /G ID a EI " * 20_000, b"", []),
    "too many letters": (b"BT /F1 1 Tf " + b"(aaaaaaaaaaaaaaaaaaaaaaaa) Tj " * 9000 + b" ET", b"", []),
    "compressed twice": (b"/X Do", b"/XObject<</X 6 0 R>>", [
        stream(BOMB, b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Filter[/FlateDecode/FlateDecode]"),
    ]),
}  # fmt: skip


def test_endless_pages_are_refused(make_raw_pdf):
    wrong = {}
    for name, (content, resources, more) in ENDLESS.items():
        data = page(make_raw_pdf, content, resources, more)
        started = time.process_time()
        try:
            read_bytes(data, "cv.pdf")
            wrong[name] = "was read"
        except UnreadableFileError as error:
            if error.code != "too-large" or not error.review or "work" not in error.message:
                wrong[name] = str(error)
        if time.process_time() - started > 8:
            wrong[name] = f"took {time.process_time() - started:.1f} s"
    assert not wrong, wrong


HONEST = {
    "forms that use one logo": (b"/X Do " * 40, b"/XObject<</X 6 0 R>>", doubling(5)),
    "a photograph": (b"/X Do", b"/XObject<</X 6 0 R>>", [stream(b"0", IMAGE % (4000, 3000))]),
    "a form that draws itself": (b"/X Do", b"/XObject<</X 6 0 R>>", [form(b"/X Do", resources=b"/XObject<</X 6 0 R>>")]),
    "hatching": (
        b"/Pattern cs /P scn 0 0 612 20 re f " * 20, b"/Pattern<</P 6 0 R>>",
        [stream(b"0 0 1 1 re f", b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 4 4]/XStep 4/YStep 4/Resources<<>>")],
    ),
    "ten thousand strokes": (b"0 0 m 99 99 l S " * 10_000, b"", []),
}  # fmt: skip


def test_ordinary_drawings_are_read(make_raw_pdf):
    for content, resources, more in HONEST.values():
        assert "shift supervisor" in read_bytes(page(make_raw_pdf, content, resources, more), "cv.pdf").text


def test_the_same_content_many_times(make_raw_pdf):
    contents = b"[" + b"5 0 R " * 4000 + b"]"
    with pytest.raises(UnreadableFileError, match="far more work"):
        read_bytes(page(make_raw_pdf, b"% filling\n" * 400, contents=contents), "cv.pdf")


@pytest.mark.parametrize("letters", [b"x", b" "])
def test_more_letters_than_a_page_has(make_raw_pdf, letters):
    line = b"BT /F1 1 Tf 50 700 Td (%s) Tj ET " % (letters * 100)
    with pytest.raises(UnreadableFileError, match="far more work"):
        read_bytes(page(make_raw_pdf, line * 300), "cv.pdf")
