"""Check that ink is counted in all glyphs' boxes at once, and that pages are painted only as often as needed."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.core.document import Box
from matcher.core.errors import UnreadableFileError
from matcher.extraction.pdf.checks.picture import Picture
from matcher.extraction.pdf.ink import Ink
from matcher.extraction.pdf.pdfium_reader import PdfiumReader
from matcher.extraction.pdf.words import DrawnGlyph, PageGlyphs, Words
from matcher.extraction.reading import read_bytes

AREA = Box(0, 0, 40, 30)
BOX = st.tuples(st.integers(-5, 42), st.integers(-5, 32), st.integers(1, 12), st.integers(1, 12)).map(
    lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3])
)


def paper(channels=4):
    return np.full((30, 40, channels), 255, np.uint8)


def pixels(box):
    """Return the rows and columns of a box in whole points, one pixel per point, clipped to the page."""
    rows = slice(max(30 - box[3], 0), max(30 - box[1], 0))
    return rows, slice(max(box[0], 0), max(box[2], 0))


def letters(boxes):
    """Return glyphs that are words of one letter each."""
    return PageGlyphs([DrawnGlyph("x", box, 10.0, n, colour=(n, 0, 0)) for n, box in enumerate(boxes)])


@settings(max_examples=150)
@given(st.lists(BOX, min_size=1, max_size=12), st.lists(st.tuples(BOX, st.integers(0, 255)), max_size=12), st.data())
def test_a_word_has_ink_if_two_of_its_pixels_differ(boxes, strokes, data):
    with_text, without_text = paper(), paper(data.draw(st.sampled_from([4])))
    for box, level in strokes:
        rows, columns = pixels(box)
        with_text[rows, columns, data.draw(st.integers(0, 3))] = level
        without_text[rows, columns, 0] = data.draw(st.sampled_from([level, 255]))
    difference = np.abs(with_text.astype(int) - without_text)[:, :, :3].max(axis=2) >= 16
    glyphs = letters(boxes)
    expected = [np.count_nonzero(difference[pixels(box)]) >= 2 for box in boxes]
    for channels in (3, 4):
        picture = Picture(
            np.ascontiguousarray(with_text[:, :, :channels]), without_text[:, :, :channels].copy(), 1.0, 40, 30
        )
        assert Ink(glyphs, Words(glyphs), AREA, picture).is_inked.tolist() == expected
    # A page with nothing but text is compared with white paper.
    picture = Picture(with_text, paper, 1.0, 40, 30, non_text_boxes=np.empty((0, 4), np.int64))
    dark = (with_text[:, :, :3] <= 239).any(axis=2)
    ink = Ink(glyphs, Words(glyphs), AREA, picture)
    assert ink.is_inked.tolist() == [np.count_nonzero(dark[pixels(box)]) >= 2 for box in boxes]


@settings(max_examples=150)
@given(st.lists(BOX, min_size=1, max_size=4), st.lists(BOX, max_size=4))
def test_the_page_without_text_is_painted_if_anything_else_is_near_a_word(boxes, others):
    painted = []

    def paint():
        painted.append(True)
        return paper()

    places = np.array([(box[0], 30 - box[3], box[2], 30 - box[1]) for box in others], np.int64).reshape(-1, 4)
    glyphs = letters(boxes)
    ink = Ink(glyphs, Words(glyphs), AREA, Picture(paper(), paint, 1.0, 40, 30, non_text_boxes=places))
    assert ink.is_painted
    assert not ink.is_inked.any()
    word_pixels = [pixels(box) for box in boxes]
    marks = np.zeros((30, 40), bool)
    for box in others:
        marks[pixels(box)] = True
    if any(marks[place].any() for place in word_pixels):
        assert painted
    far = all(
        a[0] > min(b[2], 40) or max(b[0], 0) > a[2] or a[1] > min(b[3], 30) or max(b[1], 0) > a[3]
        for a in others
        for b in boxes
        if b[2] > 0 and b[0] < 40 and b[3] > 0 and b[1] < 30
    ) and all(b[2] > 0 and b[0] < 40 and b[3] > 0 and b[1] < 30 for b in boxes)
    assert not (painted and far)


def test_a_page_that_cannot_be_painted():
    glyphs = letters([(10, 10, 16, 20)])
    for with_text, without_text in ((lambda: None, paper), (paper, lambda: None)):
        assert not Ink(glyphs, Words(glyphs), AREA, Picture(with_text, without_text, 1.0, 40, 30)).is_painted


@pytest.mark.parametrize(
    ("level", "colour", "is_plain"),
    [
        (0, (0, 0, 0), True),
        (207, (0, 0, 0), True),
        (208, (0, 0, 0), False),
        (0, (250, 250, 250), False),
        (0, None, True),
    ],
)
def test_words_judged_by_grey_alone(level, colour, is_plain):
    grey = np.full((30, 40), 255, np.uint8)
    grey[12:18, 11:15] = level
    glyphs = PageGlyphs([DrawnGlyph("x", (10, 10, 16, 20), 10.0, 0, colour=colour)])
    nothing = np.empty((0, 4), np.int64)
    for others, grey_picture, expected in (
        (nothing, lambda: grey, is_plain),
        (None, lambda: grey, False),
        (nothing, None, False),
    ):
        picture = Picture(paper(), paper(), 1.0, 40, 30, others, grey_picture)
        assert Ink(glyphs, Words(glyphs), AREA, picture).is_dark_on_white.tolist() == [expected]


LINE = b"BT /F1 10 Tf 50 700 Td (Kubernetes and Django) Tj ET "


def pages(make_raw_pdf, content, entries=b"", resources=b"", more=()):
    return make_raw_pdf([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[-5 7 595 842]%s/Resources<</Font<</F1 4 0 R>>%s>>/Contents 5 0 R>>"
        % (entries, resources),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        *more,
    ])  # fmt: skip


ALL_COLOUR = ["colour", "without text"]


@pytest.mark.parametrize(
    ("content", "entries", "resources", "painted"),
    [
        (LINE, b"", b"", ["grey"]),
        (LINE + b"0 g 50 400 200 1 re f", b"", b"", ["grey"]),
        (LINE + b"2 w 50 650 m 250 650 l S", b"", b"", ["grey"]),
        (LINE + b"2 w 50 699 m 250 699 l S", b"", b"", ALL_COLOUR),
        (b"0.7 1 1 rg 40 690 300 30 re f 0 g " + LINE, b"", b"", ALL_COLOUR),
        (LINE + b"/S sh", b"", b"/Shading<</S<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 1 0]/Function"
         b"<</FunctionType 2/Domain[0 1]/C0[1]/C1[1]/N 1>>>>>>", ALL_COLOUR),
        (b"0.9 g " + LINE, b"", b"", ["grey", "colour"]),
        (b"1 g " + LINE, b"", b"", ["grey", "colour"]),
        (b"/L gs " + LINE, b"", b"/ExtGState<</L<</BM/Lighten>>>>", ["colour"]),
        (LINE, b"/Annots[<</Subtype/Link/Rect[40 690 340 720]/Border[0 0 0]>>]", b"", ["grey"]),
        (LINE, b"/Annots[<</Subtype/Square/Rect[40 90 340 120]>>]", b"", ALL_COLOUR),
    ],
)  # fmt: skip
def test_pages_are_painted_only_as_often_as_needed(make_raw_pdf, monkeypatch, content, entries, resources, painted):
    painted_kinds = []
    render, render_without_text = PdfiumReader._render, PdfiumReader._render_without

    def count(self, page, scale, *, grayscale=False):
        painted_kinds.append("grey" if grayscale else "colour")
        return render(self, page, scale, grayscale=grayscale)

    def count_without(self, *arguments):
        picture = render_without_text(self, *arguments)
        painted_kinds[-1] = "without text"
        return picture

    monkeypatch.setattr(PdfiumReader, "_render", count)
    monkeypatch.setattr(PdfiumReader, "_render_without", count_without)
    with contextlib.suppress(
        UnreadableFileError
    ):  # if everything is hidden, the page is painted once more to find the reason
        read_bytes(pages(make_raw_pdf, content, entries, resources), "cv.pdf")
        assert painted_kinds == painted
    assert painted_kinds[: len(painted)] == painted


STROKES = st.lists(
    st.tuples(st.sampled_from(["f", "S", "image"]), st.floats(0.0, 12.0), *[st.floats(-50, 900)] * 4),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(STROKES, st.sampled_from([0, 90, 180, 270]), st.booleans())
def test_everything_painted_is_inside_the_reported_boxes(make_raw_pdf, strokes, rotation, is_cropped):
    content = b"0 0 1 RG 1 0 0 rg "
    for kind, width, x0, y0, x1, y1 in strokes:
        if kind == "image":
            content += b"q %f 0 0 %f %f %f cm BI /W 1 /H 1 /CS /G /BPC 8 ID 0 EI Q " % (x1 - x0, y1 - y0, x0, y0)
        else:
            content += b"%f w %f %f m %f %f l %f %f l %s " % (width, x0, y0, x1, y0, x1, y1, kind.encode())
    entries = b"/Rotate %d" % rotation + b"/CropBox[10 20 500 800]" * is_cropped
    reader = PdfiumReader(pages(make_raw_pdf, LINE + content, entries))
    picture = reader.paint(1)
    assert picture.non_text_boxes is not None
    marks = (picture.without_text[:, :, :3] < 255).any(axis=2)
    for left, top, right, bottom in np.clip(picture.non_text_boxes, 0, None):
        marks[top : bottom + 1, left : right + 1] = False
    reader.close()
    assert not marks.any()


def test_pictures_can_be_painted_in_any_order(make_raw_pdf):
    data = pages(make_raw_pdf, LINE + b"2 w 50 650 m 250 650 l S")
    reader = PdfiumReader(data)
    picture, again = reader.paint(1), reader.paint(1)
    without_text, with_text = picture.without_text, picture.with_text
    assert (with_text != again.with_text).sum() == 0
    assert (without_text != again.without_text).sum() == 0
    assert 0 < (without_text[:, :, 0] < 200).sum() < (with_text[:, :, 0] < 200).sum()
    assert reader.text(1).strip() == "Kubernetes and Django"
    reader.close()
