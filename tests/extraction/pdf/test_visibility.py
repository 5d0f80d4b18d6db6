"""Check hand-drawn PDFs: hidden text is separated, text that only resembles it is not."""

from __future__ import annotations

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.reading import read_bytes

SEEN = b"BT /F1 10 Tf 50 760 Td (Ana Example, shift supervisor) Tj ET\n"
SECRET = b"(Kubernetes and Django) Tj"
PICTURE = b"BI /W 1 /H 1 /CS /G /BPC 8 ID %c EI"


def text(before: bytes = b"", size: float = 10, x: float = 50, y: float = 700) -> bytes:
    return b"BT /F1 %g Tf %g %g Td %s %s ET\n" % (size, x, y, before, SECRET)


def page(make_raw_pdf, content, entries=b"", resources=b"", catalogue=b"", media=b"0 0 595 842", more=()):
    return make_raw_pdf([
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]%s/Resources<</Font<</F1 4 0 R>>%s>>/Contents 5 0 R>>"
        % (media, entries, resources),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        *more,
    ])  # fmt: skip


def split(data: bytes) -> tuple[str, str]:
    document = read_bytes(data, "cv.pdf")
    parts = ["", ""]
    for block in document.blocks:
        parts[not block.visible] += document.text[block.start : block.end] + "\n"
    messages = [w.message for w in document.warnings if w.code == "invisible-text"]
    assert bool(messages) == bool(parts[1])
    assert all(b.reason for b in document.blocks if not b.visible)
    if messages:
        assert "Kubernetes and Django" in messages[0]
    return parts[0].strip(), parts[1].strip()


HIDDEN = {
    "white": SEEN + b"1 g " + text(),
    "nearly white": SEEN + b"0.98 0.99 1 rg " + text(),
    "white cmyk": SEEN + b"0 0 0 0 k " + text(),
    "black on black": SEEN + b"0 g 40 690 200 30 re f " + text(),
    "invisible mode": SEEN + text(b"3 Tr"),
    "tiny": SEEN + text(size=0.8),
    "right of the page": SEEN + text(x=700),
    "below the page": SEEN + text(y=-50),
    "clipped": SEEN + b"q 0 0 10 10 re W n " + text() + b"Q ",
    "under a shape": SEEN + text() + b"1 g 40 690 300 30 re f ",
    "under a picture": SEEN + text() + b"q 300 0 0 30 40 690 cm " + PICTURE % 255 + b" Q ",
    "under the background of all that is seen": text(y=758) + b"1 g 0 0 595 842 re f 0 g " + SEEN,
    "white below what is seen": b"1 g " + text(y=760) + b"0 g " + SEEN,
    "flattened": SEEN + b"BT /F1 10 Tf 1 0 0 0.02 50 700 Tm " + SECRET + b" ET",
    "scaled by the page": SEEN + b"q 0.05 0 0 0.05 50 700 cm BT /F1 10 Tf " + SECRET + b" ET Q ",
    "narrowed": SEEN + text(b"1 Tz"),
    "letter over letter": SEEN + text(b"-6 Tc"),
    "stroked in white": SEEN + b"1 G " + text(b"1 Tr"),
    "letters cut out of white": SEEN + b"q " + text(b"7 Tr") + b"1 g 0 690 595 40 re f Q ",
    "under a thick line": SEEN + text() + b"1 G 40 w 40 705 m 340 705 l S ",
    "among bars of its colour": SEEN + b"".join(b"%d 690 2 30 re f " % x for x in range(40, 300, 3)) + text(),
    "among lines of its colour": SEEN + b"".join(b"40 %d 300 2 re f " % y for y in range(690, 720, 3)) + text(),
    "the colour of its band": SEEN + b"0.1 0.3 0.5 rg 0 690 595 40 re f 0.12 0.31 0.52 rg " + text(),
}


@pytest.mark.parametrize("kind", HIDDEN)
def test_hidden(make_raw_pdf, kind):
    assert split(page(make_raw_pdf, HIDDEN[kind])) == ("Ana Example, shift supervisor", "Kubernetes and Django")


def test_hidden_by_transparency_layer_and_crop(make_raw_pdf):
    state = b"/ExtGState<</A<</ca 0>>>>"
    assert split(page(make_raw_pdf, SEEN + b"/A gs " + text(), resources=state))[1]
    layer = b"/Properties<</L 6 0 R>>"
    off = b"/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>"
    content = SEEN + b"/OC /L BDC " + text() + b"EMC"
    group = [b"<</Type/OCG/Name(x)>>"]
    assert split(page(make_raw_pdf, content, resources=layer, catalogue=off, more=group))[1]
    on = b"/OCProperties<</OCGs[6 0 R]/D<<>>>>"
    assert not split(page(make_raw_pdf, content, resources=layer, catalogue=on, more=group))[1]
    assert split(page(make_raw_pdf, SEEN + text(y=100), entries=b"/CropBox[0 400 595 842]"))[1]


BLENDED = {
    "magenta multiplied into blue": (b"Multiply", b"0 0 1 rg 40 690 300 30 re f /M gs 1 0 1 rg " + text(), True),
    "yellow multiplied into paper": (b"Multiply", b"/M gs 0.8 0.8 0 rg " + text(), False),
    "blue lightened by a yellow l": (
        b"Lighten", b"0 0 1 rg " + text(x=148, y=720) + b"/M gs 1 1 0 rg BT /F1 700 Tf 0 560 Td (I) Tj ET ", False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BLENDED)
def test_colours_that_blend_unlike_greys(make_raw_pdf, kind):
    mode, content, hidden = BLENDED[kind]
    data = page(make_raw_pdf, SEEN + content, resources=b"/ExtGState<</M<</BM/%s>>>>" % mode)
    assert bool(split(data)[1]) is hidden


COLOUR_SPACES = {
    "spot": (b"[/Separation/S/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 1 1 0]/N 1>>]", b"0", b"1"),
    "lab": (b"[/Lab<</WhitePoint[0.95 1 1.09]/Range[-128 127 -128 127]>>]", b"100 0 0", b"20 0 0"),
    "indexed": (b"[/Indexed/DeviceRGB 1<203040ffffff>]", b"1", b"0"),
    "calibrated": (b"[/CalRGB<</WhitePoint[0.95 1 1.09]>>]", b"1 1 1", b"0 0 0.4"),
}


@pytest.mark.parametrize("space", COLOUR_SPACES)
def test_colours_of_every_space(make_raw_pdf, space):
    definition, white, dark = COLOUR_SPACES[space]
    for colour, hidden in ((white, True), (dark, False)):
        content = SEEN + b"/S cs %s scn " % colour + text()
        assert bool(split(page(make_raw_pdf, content, resources=b"/ColorSpace<</S %s>>" % definition))[1]) is hidden


@pytest.mark.parametrize(("level", "hidden"), [(b"0", True), (b"1", False)])
def test_soft_masks(make_raw_pdf, level, hidden):
    mask = b"%s g 0 0 595 842 re f" % level
    data = page(
        make_raw_pdf, SEEN + b"q /M gs " + text() + b"Q", resources=b"/ExtGState<</M<</SMask<</S/Luminosity/G 6 0 R>>>>>>",
        more=[b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency/CS/DeviceGray>>/Length %d>>"
              b"stream\n%s\nendstream" % (len(mask), mask)],
    )  # fmt: skip
    assert bool(split(data)[1]) is hidden


@pytest.mark.parametrize(
    ("form", "hidden"),
    [
        (b"BT /F1 10 Tf 2 8 Td " + SECRET + b" ET", False),
        (b"0.2 g 0 0 300 30 re f 1 g BT /F1 10 Tf 2 8 Td " + SECRET + b" ET", False),
        (b"1 g BT /F1 10 Tf 2 8 Td " + SECRET + b" ET", True),
        (b"BT /F1 0.1 Tf 2 8 Td " + SECRET + b" ET", True),
    ],
)
def test_a_field_is_visible_if_its_appearance_is_painted(make_raw_pdf, form, hidden):
    data = page(
        make_raw_pdf, SEEN, entries=b"/Annots[6 0 R]", catalogue=b"/AcroForm<</Fields[6 0 R]>>",
        more=[
            b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(Kubernetes and Django)/Rect[40 690 340 720]/F 4/AP<</N 7 0 R>>>>",
            b"<</Type/XObject/Subtype/Form/BBox[0 0 300 30]/Resources<</Font<</F1 4 0 R>>>>/Length %d>>stream\n%s\nendstream"
            % (len(form), form),
        ],
    )  # fmt: skip
    assert bool(split(data)[1]) is hidden


@pytest.mark.parametrize("catalogue", [b"", b"/AcroForm<</Fields[6 0 R]>>"])
def test_text_behind_a_shape_or_field_painted_over_the_page(make_raw_pdf, catalogue):
    form = b"1 g 0 0 300 30 re f"
    kind = b"/Subtype/Widget/FT/Tx/T(a)/AP<</N 7 0 R>>" if catalogue else b"/Subtype/Square/IC[1 1 1]/C[1 1 1]"
    data = page(
        make_raw_pdf, SEEN + text(), entries=b"/Annots[6 0 R]", catalogue=catalogue,
        more=[
            b"<</Type/Annot%s/Rect[40 690 340 720]/F 4>>" % kind,
            b"<</Type/XObject/Subtype/Form/BBox[0 0 300 30]/Length %d>>stream\n%s\nendstream" % (len(form), form),
        ],
    )  # fmt: skip
    assert split(data)[1]


def test_notes_properties_and_attached_files_are_reported(make_raw_pdf):
    words = b"Django, Kafka, Redis, Kotlin, Scala, MongoDB"
    note = b"<</Type/Annot/Subtype/Text/Contents(%s)/Rect[40 590 60 620]>>" % words
    document = read_bytes(page(make_raw_pdf, SEEN, entries=b"/Annots[6 0 R]", more=[note]), "cv.pdf")
    assert [w.code for w in document.warnings if "Django, Kafka" in w.message] == ["comments"]
    attached = page(
        make_raw_pdf, SEEN, catalogue=b"/Names<</EmbeddedFiles<</Names[(skills.txt) 6 0 R]>>>>",
        more=[b"<</Type/Filespec/F(skills.txt)/UF(skills.txt)/EF<</F 7 0 R>>>>",
              b"<</Type/EmbeddedFile/Length %d>>stream\n%s\nendstream" % (len(words), words)],
    )  # fmt: skip
    document = read_bytes(attached, "cv.pdf")
    assert {"invisible-text", "attachments-left-out"} <= {w.code for w in document.warnings}
    assert [b.visible for b in document.blocks] == [True, False]
    with_keywords = page(make_raw_pdf, SEEN, more=[b"<</Keywords(%s)>>" % words]).replace(
        b"/Root 1 0 R", b"/Root 1 0 R/Info 6 0 R"
    )
    assert [b.reason for b in read_bytes(with_keywords, "cv.pdf").blocks] == ["", "in the properties of the document"]


def test_text_behind_an_annotation(make_raw_pdf):
    form = b"1 g 0 0 300 30 re f"
    data = page(
        make_raw_pdf, SEEN + text(), entries=b"/Annots[6 0 R]",
        more=[
            b"<</Type/Annot/Subtype/Stamp/Rect[40 690 340 720]/F 4/AP<</N 7 0 R>>>>",
            b"<</Type/XObject/Subtype/Form/BBox[0 0 300 30]/Length %d>>stream\n%s\nendstream" % (len(form), form),
        ],
    )  # fmt: skip
    assert split(data)[1]


HONEST = {
    "white on a dark bar": SEEN + b"0.2 g 40 690 300 30 re f 1 g " + text(),
    "white on a dark picture": SEEN + b"q 300 0 0 30 40 690 cm " + PICTURE % 40 + b" Q 1 g " + text(),
    "light grey": SEEN + b"0.75 g " + text(),
    "six points": SEEN + text(size=6),
    "outlined": SEEN + text(b"1 Tr"),
    "on a background": b"1 g 0 0 595 842 re f 0 g " + SEEN + text(),
    "a shape painted elsewhere later": SEEN + text() + b"1 g 40 400 300 30 re f ",
    "drawn twice": SEEN + text() + text(x=50.3),
    "white over its own shadow": SEEN + b"0 g " + text(x=51, y=699) + b"1 g " + text(),
    "sideways": SEEN + b"BT /F1 10 Tf 0 1 -1 0 30 100 Tm " + SECRET + b" ET",
    "cut out of a picture": SEEN + b"q " + text(b"7 Tr") + b"q 300 0 0 30 40 690 cm " + PICTURE % 40 + b" Q Q ",
    "a line that runs over the edge": SEEN + text(x=480),
    "narrow": SEEN + text(b"50 Tz"),
    "tight": SEEN + text(b"-0.5 Tc"),
    "one point, enlarged": SEEN + b"BT /F1 1 Tf 10 0 0 10 50 700 Tm " + SECRET + b" ET",
    "stroked": SEEN + b"0 G 1 g 0.5 w " + text(b"2 Tr", size=16),
    "underlined": SEEN + text() + b"0 g 50 698 200 0.8 re f ",
}


@pytest.mark.parametrize("kind", HONEST)
def test_honest(make_raw_pdf, kind):
    seen, unseen = split(page(make_raw_pdf, HONEST[kind]))
    assert unseen == ""
    assert "Kubernetes and Django" in seen


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_rotated_and_cropped_pages(make_raw_pdf, rotation):
    content = SEEN + b"1 g " + text()
    entries = b"/Rotate %d/CropBox[10 20 500 800]" % rotation
    assert split(page(make_raw_pdf, content, entries=entries, media=b"-5 7 595 842"))[1] == "Kubernetes and Django"
    seen, unseen = split(page(make_raw_pdf, SEEN + text(), entries=entries, media=b"-5 7 595 842"))
    assert (seen.replace("\n\n", "\n"), unseen) == ("Ana Example, shift supervisor\nKubernetes and Django", "")


def test_a_sideways_page_with_an_upright_box(make_raw_pdf):
    content = b"".join(b"BT /F1 10 Tf 50 %d Td (Line %d of it) Tj ET\n" % (800 - 30 * i, i) for i in range(12))
    document = read_bytes(page(make_raw_pdf, content, entries=b"/Rotate 90", media=b"0 0 842 595"), "cv.pdf")
    assert all(block.visible for block in document.blocks)


def test_a_few_hidden_letters_are_left_out(make_raw_pdf):
    document = read_bytes(page(make_raw_pdf, SEEN + b"BT /F1 10 Tf 50 900 Td (Page 1) Tj ET"), "cv.pdf")
    assert document.text == "Ana Example, shift supervisor"
    assert "invisible-text" not in [w.code for w in document.warnings]


def scan(make_raw_pdf, pixels: bytes, words: bytes) -> bytes:
    """Return a page covered by a picture of 40 by 56 pixels, with words in invisible mode."""
    return page(
        make_raw_pdf, b"q 595 0 0 842 0 0 cm /P Do Q BT 3 Tr /F1 40 Tf 50 700 Td " + words + b" ET",
        resources=b"/XObject<</P 6 0 R>>",
        more=[b"<</Type/XObject/Subtype/Image/Width 40/Height 56/BitsPerComponent 8/ColorSpace/DeviceGray/Length %d>>"
              b"stream\n%s\nendstream" % (len(pixels), pixels)],
    )  # fmt: skip


def test_the_text_layer_of_a_scan_counts(make_raw_pdf):
    striped = b"".join(bytes([255, 0][(row + column) % 2] for column in range(40)) for row in range(56))
    document = read_bytes(scan(make_raw_pdf, striped, SECRET), "cv.pdf")
    assert [b.visible for b in document.blocks] == [True]
    assert "ocr-layer" in [w.code for w in document.warnings]
    from matcher.core.errors import UnreadableFileError

    with pytest.raises(UnreadableFileError):  # a white picture with nothing to recognise
        read_bytes(scan(make_raw_pdf, b"\xff" * 40 * 56, SECRET), "cv.pdf")


LAYER = [b"Harbour office", b"Typing letters and filing them", b"A clerk since the spring of 2011", b"Word and Excel every day",
         b"Phones, post and parcels", b"Trained two apprentices in it"]  # fmt: skip
OTHERS = [b"Django, Kafka and Kubernetes go", b"PostgreSQL on a few of Go nodes", b"Redis, Scala, C and Kotlin so on", b"Docker is in all of it",
          b"Spark and Hadoop to Elixir", b"Terraform is to Ansible as C is"]  # fmt: skip


@pytest.mark.parametrize(("layer", "fits"), [(LAYER, True), (OTHERS, False)])
def test_a_text_layer_with_other_words_than_its_scan(make_raw_pdf, layer, fits):
    width, height = 595, 842
    rows = [bytearray(b"\xff" * width) for _ in range(height)]
    for number, line in enumerate(LAYER):  # a scan: each word a dark bar
        at = 50
        for word in line.split(b" "):
            for y in range(100 + 40 * number - 8, 100 + 40 * number + 2):
                rows[y][at : at + 12 * len(word) - 2] = b"\x20" * (12 * len(word) - 2)
            at += 12 * (len(word) + 1)
    pixels = b"".join(rows)
    written = b"".join(b"1 0 0 1 50 %d Tm (%s) Tj " % (742 - 40 * n, line) for n, line in enumerate(layer))
    data = page(
        make_raw_pdf, b"q 595 0 0 842 0 0 cm /P Do Q BT 3 Tr /F1 20 Tf " + written + b"ET",
        resources=b"/XObject<</P 6 0 R>>",
        more=[b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray/Length %d>>"
              b"stream\n%s\nendstream" % (width, height, len(pixels), pixels)],
    )  # fmt: skip
    from matcher.extraction.pdf import reader as pdf

    if fits:
        document = read_bytes(data, "cv.pdf")
        assert all(block.visible for block in document.blocks)
        assert "ocr-layer" in [w.code for w in document.warnings]
    else:
        from matcher.core.errors import UnreadableFileError

        with pytest.raises(UnreadableFileError) as caught:
            pdf.read(data)
        assert caught.value.code == "no-text"


def two_pages(make_raw_pdf, pixels: bytes) -> bytes:
    """Return a file with text on the first page and a picture of 40 by 56 pixels on the second."""
    painted = b"q 595 0 0 842 0 0 cm /P Do Q"
    return make_raw_pdf([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(SEEN), SEEN),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</P 8 0 R>>>>/Contents 7 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(painted), painted),
        b"<</Type/XObject/Subtype/Image/Width 40/Height 56/BitsPerComponent 8/ColorSpace/DeviceGray/Length %d>>"
        b"stream\n%s\nendstream" % (len(pixels), pixels),
    ])  # fmt: skip


def test_a_scanned_page_among_others_is_reported_or_recognised(make_raw_pdf, monkeypatch):
    from matcher.extraction import ocr
    from matcher.extraction.pdf import scanned_pages

    data = two_pages(make_raw_pdf, bytes(range(56)) * 40)
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    document = read_bytes(data, "cv.pdf")
    assert [w.message[:31] for w in document.warnings if w.code == "page-unreadable"] == [
        "page 2 is a picture without tex"
    ]
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(
        scanned_pages, "add_drawn_page", lambda builder, _, page, **__: builder.add("Kotlin", page=page)
    )
    document = read_bytes(data, "cv.pdf")
    assert [(document.text[b.start : b.end], b.page) for b in document.blocks][-1] == ("Kotlin", 2)
    assert "read-by-ocr" in [w.code for w in document.warnings]


def test_pages_that_viewers_do_not_show(make_pdf):
    data = make_pdf([[(50, 760, 10, "Ana Example")], [(50, 760, 10, "Kubernetes and Django")]])
    document = read_bytes(data.replace(b"/Count 2", b"/Count 1"), "cv.pdf")
    assert [b.visible for b in document.blocks] == [True, False]
    assert {"page-count-mismatch", "invisible-text"} <= {w.code for w in document.warnings}


def test_form_fields_are_read_in_their_place(make_raw_pdf):
    widget = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(%s)/V(%s)/Rect[%s]/F %d>>"
    data = page(
        make_raw_pdf, b"BT /F1 10 Tf 50 760 Td (Name) Tj 0 -30 Td (Skills) Tj ET",
        entries=b"/Annots[6 0 R 7 0 R 8 0 R]", catalogue=b"/AcroForm<</Fields[6 0 R 7 0 R 8 0 R]>>",
        more=[
            widget % (b"a", b"Ana Example", b"120 755 300 770", 4),
            widget % (b"b", b"Kotlin", b"120 725 300 740", 4),
            widget % (b"c", b"Kubernetes and Django", b"120 600 300 620", 2),
        ],
    )  # fmt: skip
    assert split(data) == ("Name\nAna Example\nSkills\nKotlin", "Kubernetes and Django")


LINE = b"(Supervisor for people) Tj"
"""Visible text with words as long as those of the hidden text under or over it."""
OVER = b"BT /F1 10 Tf 50 700 Td " + LINE + b" ET\n"
CORNERS = b" ".join(b"%d 730 l" % x for x in range(40, 400, 20))
FORM = (
    b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Length %d>>stream\n%s\nendstream"
)

OVERLAPPING = {
    "transparent, under it": (b"/A gs " + text() + b"/B gs " + OVER, True),
    "transparent, over it": (OVER + b"/A gs " + text(), True),
    "clipped, under it": (b"q 0 0 1 1 re W n " + text() + b"Q " + OVER, True),
    "clipping only, under it": (b"q " + text(b"7 Tr") + b"Q " + OVER, True),
    "under a thick line": (text() + b"1 G 40 w 0 705 m 595 705 l S " + OVER, True),
    "under a shape of many corners": (text() + b"1 g 40 690 m " + CORNERS + b" 400 690 l h f 0 g " + OVER, True),
    "under a shading": (text() + b"q 40 690 400 40 re W n /S sh Q " + OVER, True),
    "under many shapes": (text() + b"1 g " + b"48 690 6 40 re f " * 40 + b"54 690 400 40 re f 0 g " + OVER, True),
    "under a form": (text() + b"/X Do " + OVER, True),
    "in an empty pattern": (b"/Pattern cs /P scn " + text() + b"0 g " + OVER, True),
    "in a hidden layer": (b"/OC /L BDC " + text() + b"EMC " + OVER, True),
    "in white, over it": (OVER + b"1 g " + text(), True),
    "in white, under it": (b"1 g " + text() + b"0 g " + OVER, True),
    "in a spot of white, over it": (OVER + b"/W cs 0 scn " + text(), True),
    "stroked in white, over it": (OVER + b"1 G " + text(b"1 Tr"), True),
    "lightened away, over it": (OVER + b"/M gs 0 g " + text(), True),
    "half under it": (b"/A gs " + text(y=704) + b"/B gs " + OVER, True),
    "letter by letter": (b"/A gs BT /F1 10 Tf 50 700 Td " + b" 6 0 Td ".join(b"(%c) Tj" % c for c in SECRET[1:22])
                         + b" ET /B gs " + OVER, True),
    "in one string with it": (b"q 0 0 595 842 re W n BT /F1 10 Tf 50 700 Td 3 Tr " + SECRET + b" 0 Tr 0 0 Td " + LINE + b" ET Q ", True),
    "both printed in black": (text() + OVER, True),
    "in a pile of eight": (text() + b"".join(OVER.replace(b"Super", b"Sup%dr" % n) for n in range(8)), True),
    "a watermark across it": (b"0.8 g BT /F1 90 Tf 0.7 0.7 -0.7 0.7 60 620 Tm (DRAFT) Tj ET 0 g " + text(), False),
    "under a watermark": (text() + b"/H gs BT /F1 90 Tf 60 670 Td (DRAFT) Tj ET ", False),
    "bold by drawing it three times": (text() + text(x=50.2) + text(x=50.4), False),
    "over its shadow": (b"0.6 g " + text(x=50.8, y=699.2) + b"0 g " + text(), False),
    "close lines": (text() + b"BT /F1 10 Tf 50 708 Td (Above) Tj 0 -16 Td (Below) Tj ET ", False),
    "underlined by letters": (text() + b"BT /F1 10 Tf 50 699 Td (______________________) Tj ET ", False),
}  # fmt: skip


def test_text_that_overlaps_other_text(make_raw_pdf):
    """Only what changes the page counts, whatever its box shows."""
    resources = (
        b"/ExtGState<</A<</ca 0/CA 0>>/B<</ca 1/CA 1>>/H<</ca 0.3>>/M<</BM/Lighten/ca 0.001>>>>/XObject<</X 6 0 R>>"
        b"/Pattern<</P 7 0 R>>/Properties<</L 8 0 R>>"
        b"/Shading<</S<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 1 0]/Extend[true true]"
        b"/Function<</FunctionType 2/Domain[0 1]/C0[1]/C1[1]/N 1>>>>>>"
        b"/ColorSpace<</W[/Separation/S/DeviceGray<</FunctionType 2/Domain[0 1]/C0[1]/C1[0]/N 1>>]>>"
    )
    cover = b"1 g 40 690 400 40 re f"
    more = [
        FORM % (len(cover), cover),
        b"<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 5 5]/XStep 5/YStep 5/Resources<<>>/Length 0>>"
        b"stream\n\nendstream",
        b"<</Type/OCG/Name(x)>>",
    ]  # fmt: skip
    catalogue = b"/OCProperties<</OCGs[8 0 R]/D<</OFF[8 0 R]>>>>"
    wrong = {}
    for name, (content, hidden) in OVERLAPPING.items():
        data = page(make_raw_pdf, SEEN + b"0 g " + content, resources=resources, catalogue=catalogue, more=more)
        document = read_bytes(data, "cv.pdf")
        shown = "\n".join(document.text[b.start : b.end] for b in document.blocks if b.visible)
        warned = any("Django" in w.message for w in document.warnings if w.code == "invisible-text")
        if ("Django" in shown, warned) != (not hidden, hidden):
            wrong[name] = shown, [w.message for w in document.warnings]
    assert not wrong, wrong


def letter_font(letters: bytes, shapes: dict[bytes, bytes], default: bytes) -> list[bytes]:
    """Return a Type 3 font (object 6) that draws shapes for letters, with a map to Unicode."""
    procedures = [*shapes.values(), default]
    names = b"".join(b"/c%d %d 0 R" % (code, 8 + list(shapes).index(bytes([code])) if bytes([code]) in shapes else 7 + len(procedures))
                     for code in letters)  # fmt: skip
    differences = b"".join(b"%d/c%d " % (code, code) for code in letters)
    pairs = b"".join(b"<%02x><%04x>" % (code, code) for code in letters)
    mapping = (b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange<00><ff>endcodespacerange "
               b"%d beginbfchar %s endbfchar endcmap end end" % (len(letters), pairs))  # fmt: skip
    widths = b"600 " * 128
    return [
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 600 700]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<<%s>>/Encoding"
        b"<</Differences[%s]>>/FirstChar 0/LastChar 127/Widths[%s]/Resources<</Font<</F1 4 0 R>>>>/ToUnicode 7 0 R>>"
        % (names, differences, widths),
        *(b"<</Length %d>>stream\n%s\nendstream" % (len(part), part) for part in (mapping, *procedures)),
    ]


LETTERS = bytes(sorted(set(SECRET[1:22])))


def drawn_as(others: bytes) -> dict[bytes, bytes]:
    """Return procedures that draw other letters in Courier."""
    return {
        bytes([code]): b"600 0 d0 BT /F1 1000 Tf (%c) Tj ET" % other
        for code, other in zip(LETTERS, others, strict=False)
    }


FONTS = {
    "nothing": ({}, b"600 0 d0", True),
    "a line": ({}, b"600 0 d0 0 0 600 60 re f", True),
    "a box": ({}, b"600 0 d0 100 0 400 600 re f", True),
    "other letters": (drawn_as(b"BbCfFgGHhILm"), b"600 0 d0", True),
    "the letters": (drawn_as(LETTERS), b"600 0 d0", False),
    "a line for all": ({b"K": b"600 0 d0 0 0 13000 60 re f 0 300 13000 60 re f"}, b"600 0 d0", True),
}


def test_letters_drawn_by_operations_must_have_their_shapes(make_raw_pdf):
    wrong = {}
    for name, (shapes, default, hidden) in FONTS.items():
        data = page(
            make_raw_pdf, SEEN + b"BT /T3 10 Tf 50 700 Td " + SECRET + b" ET\n",
            more=letter_font(LETTERS, shapes, default),
        ).replace(b"/F1 4 0 R>>/", b"/F1 4 0 R/T3 6 0 R>>/", 1)  # fmt: skip
        data = data.replace(b"<</Font<</F1 4 0 R>>>>/Contents", b"<</Font<</F1 4 0 R/T3 6 0 R>>>>/Contents")
        if bool(split(data)[1]) is not hidden:
            wrong[name] = split(data)
    assert not wrong, wrong


CIPHER = bytes.maketrans(b"KubernetsadjgoD", b"HvcftofuXbekipE")


@pytest.mark.parametrize(
    ("drawn", "meaning", "hidden"),
    [
        (SECRET[1:22], SECRET[1:22], False),
        (SECRET[1:22].translate(CIPHER), SECRET[1:22], True),
        (b"Supervisor for people", SECRET[1:22], True),
    ],
)
def test_letters_with_another_meaning_than_their_shape(make_raw_pdf, drawn, meaning, hidden):
    codes = bytes(range(128, 128 + len(drawn)))
    pairs = b"".join(b"<%02x><%04x>" % pair for pair in zip(codes, meaning, strict=True))
    mapping = (b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange<00><ff>endcodespacerange "
               b"%d beginbfchar %s endbfchar endcmap end end" % (len(codes), pairs))  # fmt: skip
    names = {32: b"space"}
    differences = b"".join(b"/" + names.get(code, b"%c" % code) for code in drawn)
    data = page(
        make_raw_pdf, SEEN + b"BT /F2 10 Tf 50 700 Td <%s> Tj ET" % codes.hex().encode(),
        more=[
            b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding<</Differences[128%s]>>/ToUnicode 7 0 R>>" % differences,
            b"<</Length %d>>stream\n%s\nendstream" % (len(mapping), mapping),
        ],
    ).replace(b"<</Font<</F1 4 0 R>>>>/Contents", b"<</Font<</F1 4 0 R/F2 6 0 R>>>>/Contents")  # fmt: skip
    assert bool(split(data)[1]) is hidden


PANGRAM = b"Sphinx of black quartz judge my vow; The five boxing wizards jump quickly"


def other_letters(make_raw_pdf, strings, size=10):
    """Return a page with strings in one font, each of pairs of what is drawn and what it says that it stands for."""
    codes: dict[tuple[int, int], int] = {}
    content = SEEN
    for number, pairs in enumerate(strings):
        text = bytes(codes.setdefault(pair, 33 + len(codes)) for pair in pairs)
        content += b"BT /F2 %d Tf 50 %d Td <%s> Tj ET " % (size, 730 - 30 * number, text.hex().encode())
    mapped = b"".join(b"<%02x><%04x>" % (code, meaning) for (_, meaning), code in codes.items())
    mapping = (b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange<00><ff>endcodespacerange "
               b"%d beginbfchar %s endbfchar endcmap end end" % (len(codes), mapped))  # fmt: skip
    names = {32: b"space", 59: b"semicolon"}
    differences = b"".join(b"/" + names.get(drawn, b"%c" % drawn) for drawn, _ in codes)
    return page(
        make_raw_pdf, content,
        more=[
            b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding<</Differences[33%s]>>/ToUnicode 7 0 R>>" % differences,
            b"<</Length %d>>stream\n%s\nendstream" % (len(mapping), mapping),
        ],
    ).replace(b"<</Font<</F1 4 0 R>>>>/Contents", b"<</Font<</F1 4 0 R/F2 6 0 R>>>>/Contents")  # fmt: skip


LETTERS_OF_A_WORD = {
    "true letters": ([zip(PANGRAM, PANGRAM, strict=True), zip(b"Kubernetes and Django", b"Kubernetes and Django", strict=True)], False),
    "second codes after a text of true ones": (
        [zip(PANGRAM, PANGRAM, strict=True), zip(b"Supervisor for people", b"Kubernetes and Django", strict=True)], True),
    "false small letters among true capitals": (
        [zip(PANGRAM.upper(), PANGRAM.upper(), strict=True), zip(b"0123456789", b"0123456789", strict=True),
         zip(SECRET[1:22].translate(CIPHER), b"Kubernetes and Django", strict=True)], True),
}  # fmt: skip


@pytest.mark.parametrize("kind", LETTERS_OF_A_WORD)
def test_words_with_other_letters_in_a_font_of_true_ones(make_raw_pdf, kind):
    strings, hidden = LETTERS_OF_A_WORD[kind]
    data = other_letters(make_raw_pdf, [list(pairs) for pairs in strings])
    document = read_bytes(data, "cv.pdf")
    seen = "".join(document.text[b.start : b.end] for b in document.blocks if b.visible)
    assert ("Kubernetes" not in seen, "Django" not in seen) == (hidden, hidden)


def test_text_in_a_font_that_the_page_lacks(make_raw_pdf):
    assert split(page(make_raw_pdf, SEEN + b"BT /F9 10 Tf 50 700 Td " + SECRET + b" ET"))[1] == "Kubernetes and Django"


def test_what_pdfium_cannot_open_or_does_not_show_is_set_apart(make_raw_pdf, monkeypatch):
    data = page(make_raw_pdf, SEEN + text())
    monkeypatch.setattr("matcher.extraction.pdf.pdfium_reader.PdfiumReader.pages", 0)
    for _ in range(2):
        with pytest.raises(UnreadableFileError, match="cannot be painted") as failure:
            read_bytes(data, "cv.pdf")
        assert failure.value.review
        monkeypatch.setattr("matcher.extraction.pdf.reader.open_with_pdfium", lambda _: None)


def test_a_page_that_cannot_be_painted_shows_nothing(make_raw_pdf, monkeypatch):
    from matcher.core.errors import UnreadableFileError
    from matcher.extraction.pdf import pdfium_objects

    monkeypatch.setattr(pdfium_objects, "MOST_OBJECTS", 2)
    with pytest.raises(UnreadableFileError, match="cannot be painted"):
        read_bytes(page(make_raw_pdf, SEEN + b"0 0 m 9 9 l S " * 2 + text()), "cv.pdf")


@pytest.mark.parametrize(("rectangle", "hidden"), [(b"40 690 340 720", False), (b"40 690 49 698", True)])
def test_a_field_too_small_for_its_text(make_raw_pdf, rectangle, hidden):
    data = page(
        make_raw_pdf, SEEN, entries=b"/Annots[6 0 R]", catalogue=b"/AcroForm<</Fields[6 0 R]>>",
        more=[b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(Kubernetes and Django)/Rect[%s]/F 4>>" % rectangle],
    )  # fmt: skip
    assert bool(split(data)[1]) is hidden


def shown_form(content: bytes) -> bytes:
    return b"<</Type/XObject/Subtype/Form/BBox[0 0 300 30]/Resources<</Font<</F1 4 0 R>>>>/Length %d>>stream\n%s\nendstream" % (
        len(content), content,
    )  # fmt: skip


TRUE, FALSE = b"BT /F1 10 Tf 2 8 Td " + SECRET + b" ET", b"BT /F1 10 Tf 2 8 Td " + LINE + b" ET"
STAMP = [b"<</Type/Annot/Subtype/Stamp/Rect[30 680 350 730]/F 4/AP<</N 9 0 R>>>>", shown_form(b"1 g 0 0 300 30 re f")]
APPEARANCES = {
    "its value": (b"Widget", b"/AP<</N 7 0 R>>", TRUE, [], False),
    "other text": (b"Widget", b"/AP<</N 7 0 R>>", FALSE, [], True),
    "a line": (b"Widget", b"/AP<</N 7 0 R>>", b"0 0 m 300 30 l S", [], True),
    "white text": (b"Widget", b"/AP<</N 7 0 R>>", b"1 g " + TRUE + b" 0 g 0 0 m 300 30 l S", [], True),
    "asterisks": (b"Widget", b"/Ff 8192/DA(/Helv 10 Tf 0 g)", b"", [], True),
    "nothing, in a hidden layer": (b"Widget", b"/OC 10 0 R/AP<</N 7 0 R>>", TRUE, [], True),
    "nothing, under a stamp": (b"Widget", b"/AP<</N 7 0 R>>", TRUE, STAMP, True),
    "the text of a note": (b"FreeText", b"/DA(/F1 10 Tf 0 g)/AP<</N 7 0 R>>", TRUE, [], False),
    "another text than the note's": (b"FreeText", b"/DA(/F1 10 Tf 0 g)/AP<</N 7 0 R>>", FALSE, [], True),
    "nothing of a note": (b"FreeText", b"/DA(/F1 10 Tf 0 g)", b"", [], True),
}


def test_fields_and_notes_count_by_what_they_show(make_raw_pdf):
    wrong = {}
    for name, (kind, entries, form, others, hidden) in APPEARANCES.items():
        annotation = b"<</Type/Annot/Subtype/%s/FT/Tx/T(a)/V%s/Contents%s/Rect[40 690 340 720]/F 4%s>>"
        data = page(
            make_raw_pdf, SEEN, entries=b"/Annots[6 0 R%s]" % (b" 8 0 R" if others else b""),
            catalogue=b"/AcroForm<</Fields[6 0 R]>>/OCProperties<</OCGs[10 0 R]/D<</OFF[10 0 R]>>>>",
            more=[annotation % (kind, SECRET[:-3], SECRET[:-3], entries), shown_form(form), *(others or [b"null", b"null"]),
                  b"<</Type/OCG/Name(x)>>"],
        )  # fmt: skip
        if bool(split(data)[1]) is not hidden:
            wrong[name] = split(data)
    assert not wrong, wrong


GLUED = {
    "transparent after visible letters": b"(Excel,Excel,Excel,Excel,) Tj /A gs (Kubernetes_and_Django) Tj",
    "every other letter": b" ".join((b"/B gs (%c) Tj", b"/A gs (%c) Tj", b"/A gs (%c) Tj")[n % 3] % code
                                    for n, code in enumerate(b"Kubernetes_and_Django")),
}  # fmt: skip


@pytest.mark.parametrize("content", GLUED.values())
def test_hidden_letters_in_a_visible_word(make_raw_pdf, content):
    resources = b"/ExtGState<</A<</ca 0>>/B<</ca 1>>>>"
    document = read_bytes(
        page(make_raw_pdf, SEEN + b"BT /F1 10 Tf 50 700 Td " + content + b" ET", resources=resources), "a.pdf"
    )
    assert "Django" not in "".join(document.text[b.start : b.end] for b in document.blocks if b.visible)
    assert any("Django" in w.message for w in document.warnings)


def test_letters_that_clip_something_else(make_raw_pdf):
    hatching = b"".join(b"%d 690 2 30 re f " % x for x in range(40, 300, 5))
    assert split(page(make_raw_pdf, SEEN + b"q " + text(b"7 Tr") + b"Q " + hatching))[1]


PATTERN = b"<</PatternType 1/PaintType 1/TilingType 1/BBox[0 0 4 4]/XStep 4/YStep 4/Resources<<>>/Length 1>>stream\n \nendstream"
ANNOTATION = b"<</Type/Annot/Subtype/%s/Rect[30 680 350 730]/F 4%s>>"
WHITE_FORM = b"<</Type/XObject/Subtype/Form/BBox[0 0 320 50]/Length 21>>stream\n1 g 0 0 320 50 re f \nendstream"
TEXT_FORM = (
    b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Length %d>>stream\n%s\nendstream"
)
MORE_TRICKS = {
    "among bars of nearly its colour": (b"0.08 g " + b"".join(b"%d 690 2 30 re f " % x for x in range(40, 300, 3)) + b"0 g " + text(), {}),
    "in the lightest grey": (b"0.925 g " + text(), {}),
    "only the heads of its letters": (b"q 40 706 300 2 re W n " + text() + b"Q ", {}),
    "larger than the page": (b"BT /F1 900 Tf 50 -700 Td " + SECRET + b" ET", {}),
    "in a pattern that draws nothing": (
        b"/Pattern cs /P scn " + text(), {"resources": b"/Pattern<</P 6 0 R>>", "more": [PATTERN]}),
    "under a link's picture": (
        text(), {"entries": b"/Annots[6 0 R]", "more": [ANNOTATION % (b"Link", b"/AP<</N 7 0 R>>"), WHITE_FORM]}),
    "under a square": (text(), {"entries": b"/Annots[6 0 R]", "more": [ANNOTATION % (b"Square", b"/IC[1 1 1]/C[1 1 1]")]}),
    "under a black marker": (
        text(), {"entries": b"/Annots[6 0 R]",
                 "more": [ANNOTATION % (b"Highlight", b"/C[0 0 0]/QuadPoints[40 715 340 715 40 695 340 695]")]}),
    "in a form of a layer that is off": (
        b"/OC /L BDC /X Do EMC",
        {"resources": b"/Properties<</L 7 0 R>>/XObject<</X 6 0 R>>",
         "catalogue": b"/OCProperties<</OCGs[7 0 R]/D<</BaseState/OFF>>>>",
         "more": [TEXT_FORM % (len(text()), text()), b"<</Type/OCG/Name(x)>>"]}),
}  # fmt: skip


def test_more_tricks_earn_nothing(make_raw_pdf):
    seen = {}
    for name, (content, parts) in MORE_TRICKS.items():
        document = read_bytes(page(make_raw_pdf, SEEN + content, **parts), "cv.pdf")
        seen[name] = " ".join(document.text[b.start : b.end] for b in document.blocks if b.visible)
    assert seen == dict.fromkeys(MORE_TRICKS, "Ana Example, shift supervisor")
