from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.core.errors import UnreadableFileError
from matcher.extraction.reading import read_bytes


def lines(*texts, x=50, top=780, size=10, pitch=14):
    return [(x, top - pitch * i, size, text) for i, text in enumerate(texts)]


def read(data):
    return read_bytes(data, "cv.pdf")


def test_pages_boxes_and_offsets(make_pdf):
    document = read(make_pdf([lines("Skills", "Python"), lines("Education")]))
    assert document.text == "Skills\nPython\n\nEducation"
    assert [(document.text[b.start : b.end], b.page) for b in document.blocks] == [
        ("Skills", 1),
        ("Python", 1),
        ("Education", 2),
    ]
    box = document.blocks[1].box
    assert (box.x0, box.x1) == pytest.approx((50, 86))
    assert box.y0 < 766 < box.y1
    assert document.pages == 2
    assert document.media_type == "application/pdf"


LEFT = [f"left column line {i} with text" for i in range(6)]
RIGHT = [f"right column line {i} with text" for i in range(6)]


@pytest.mark.parametrize("shift", [0, 3, 7])
def test_two_columns_of_text_are_read_one_after_the_other(make_pdf, shift):
    page = [(50, 810, 20, "Ana Example")]
    # drawn line by line across both columns, as word processors do
    for pair in zip(lines(*LEFT), lines(*RIGHT, x=320, top=780 - shift), strict=True):
        page.extend(pair)
    assert read(make_pdf([page])).text.split("\n\n", 1)[1].replace("\n\n", "\n").split("\n") == LEFT + RIGHT


def test_dates_at_the_margin_stay_with_their_lines(make_pdf):
    page = lines("Acme Ltd", "Built things", "Beta Ltd", "Built more", "Gamma Ltd", "Built all")
    page += [(450, 780, 10, "2019-2020"), (450, 752, 10, "2017-2019"), (450, 724, 10, "2015-2017")]
    assert read(make_pdf([page])).text.split("\n") == [
        "Acme Ltd\t2019-2020",
        "Built things",
        "Beta Ltd\t2017-2019",
        "Built more",
        "Gamma Ltd\t2015-2017",
        "Built all",
    ]


def test_labels_at_the_left_become_headings(make_pdf):
    page = lines("One", "two", "three", "four", x=200) + lines("five", "six", "seven", x=200, top=700)
    page += [(50, 780, 10, "WORK"), (50, 766, 10, "HISTORY"), (50, 700, 10, "EDUCATION")]
    assert read(make_pdf([page])).text.replace("\n\n", "\n").split("\n") == [
        "WORK HISTORY", "One", "two", "three", "four", "EDUCATION", "five", "six", "seven",
    ]  # fmt: skip


def test_rows_of_a_table_stay_together(make_pdf):
    page = lines("Languages", "Databases", "Clouds", "Queues") + lines("Go, SQL", "MySQL", "AWS", "Kafka", x=200)
    assert read(make_pdf([page])).text.split("\n") == [
        "Languages\tGo, SQL",
        "Databases\tMySQL",
        "Clouds\tAWS",
        "Queues\tKafka",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"5 Tc (BACKEND DEVELOPER) Tj", "BACKEND DEVELOPER"),
        (b"(B A C K E N D) Tj", "BACKEND"),
        (b"3 Tc (0123456789) Tj", "0123456789"),
        (b"0.4 Tc (Backend developer) Tj", "Backend developer"),
        (b"[(Back) -30 (end) -600 (dev)] TJ", "Backend dev"),
        (b"(C) Tj 4 Ts /F1 6 Tf (++) Tj", "C++"),
        (b"(Go) Tj 30 0 Td (SQL) Tj", "Go SQL"),
        (b"(\225Go) Tj", "• Go"),
        (b"(Go\\000lang) Tj", "Golang"),
    ],
)
def test_words_in_a_line(make_pdf, content, expected):
    assert read(make_pdf([b"BT /F1 10 Tf 50 700 Td " + content + b" ET"])).text == expected


def test_text_drawn_twice_to_make_it_bold_is_read_once(make_pdf):
    assert read(make_pdf([[(50, 700, 12, "Kotlin"), (50.4, 700, 12, "Kotlin"), (50, 680, 12, "Kotlin")]])).text == (
        "Kotlin\nKotlin"
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("we ran micro-", "services in Go", "we ran microservices\nin Go"),
        ("an event-", "driven design", "an event-driven\ndesign"),
        ("from 2015 -", "present", "from 2015 -\npresent"),
        ("with Spring-", "Boot", "with Spring-\nBoot"),
    ],
)
def test_words_divided_at_line_ends(make_pdf, first, second, expected):
    assert read(make_pdf([lines(first, second)])).text == expected


def test_rotated_text_is_read_in_its_own_direction(make_pdf):
    page = b"BT /F1 10 Tf 50 700 Td (Skills) Tj ET BT /F1 10 Tf 0 1 -1 0 30 100 Tm (Python developer) Tj ET"
    document = read(make_pdf([page]))
    assert document.text == "Skills\n\nPython developer"
    assert document.blocks[1].box.height > document.blocks[1].box.width


@pytest.fixture
def fails_on_the_second_page(monkeypatch):
    from pdfminer.pdfinterp import PDFPageInterpreter

    original = PDFPageInterpreter.process_page
    calls = []

    def process_page(self, page):
        calls.append(page)
        if len(calls) == 2:
            raise RecursionError
        original(self, page)

    monkeypatch.setattr(PDFPageInterpreter, "process_page", process_page)


@pytest.mark.usefixtures("fails_on_the_second_page")
def test_a_page_that_fails_is_read_with_pdfium(make_pdf):
    document = read(make_pdf([lines("one"), lines("two", "and", "more"), lines("three")]))
    assert document.text == "one\n\ntwo\nand\nmore\n\nthree"
    assert [w.message for w in document.warnings if w.code == "second-reader"] == [
        "read with PDFium because pdfminer.six failed: page 2"
    ]


@pytest.mark.usefixtures("fails_on_the_second_page")
def test_a_page_that_fails_in_both_readers_is_lost_alone(make_pdf, monkeypatch):
    monkeypatch.setattr("matcher.extraction.pdf.pdfium_reader.PdfiumReader.characters", lambda *_: iter(()))
    document = read(make_pdf([lines("one"), lines("two"), lines("three")]))
    assert document.text == "one\n\nthree"
    assert document.pages == 3
    assert [w.message for w in document.warnings if w.code == "page-unreadable"] == [
        "page 2 could not be read (RecursionError)"
    ]


@pytest.mark.parametrize("rotation", [b"", b"/Rotate 90"])
def test_pdfium_reads_a_file_in_which_pdfminer_finds_no_pages(make_pdf, monkeypatch, rotation):
    from pdfminer.pdfpage import PDFPage

    monkeypatch.setattr(PDFPage, "create_pages", lambda _: iter(()))
    content = (
        b"BT /F1 10 Tf 50 700 Td (Skills) Tj 0 -14 Td (Python, Go) Tj ET BT /F1 10 Tf 0 1 -1 0 30 100 Tm (side) Tj ET"
    )
    document = read(make_pdf([content]).replace(b"/MediaBox", rotation + b"/MediaBox", 1))
    assert document.text == ("Skills\nPython, Go\n\nside" if not rotation else "side\n\nSkills\nPython, Go")
    assert "second-reader" in {w.code for w in document.warnings}


def test_disagreeing_readers_cause_a_warning(make_pdf, monkeypatch):
    from matcher.extraction.pdf.pdfium_reader import PdfiumReader

    page = [lines(*LEFT)]
    assert "readers-disagree" not in {w.code for w in read(make_pdf(page)).warnings}
    monkeypatch.setattr(PdfiumReader, "text", lambda *_: "other words " * 12)
    assert "readers-disagree" in {w.code for w in read(make_pdf(page)).warnings}


def test_glyphs_without_meaning_are_counted_and_left_out(make_raw_pdf):
    content = b"BT /F1 10 Tf 50 700 Td <00410042> Tj ET BT /F2 10 Tf 50 680 Td (Python) Tj ET"
    document = read(
        make_raw_pdf([
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R/F2 6 0 R>>>>/Contents 7 0 R>>",
            b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[5 0 R]>>",
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            b"/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4>>>>",
            b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        ])
    )  # fmt: skip
    assert document.text == "Python"
    assert [w.message[:8] for w in document.warnings if w.code == "cid-glyphs"] == ["2 glyphs"]


PICTURE = b"q 100 0 0 100 50 600 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"


@pytest.mark.parametrize(
    ("data", "code", "review"),
    [
        (lambda make, _: make([PICTURE]), "no-text", True),
        (lambda make, _: make([]), "corrupt", False),
        (lambda make, _: make([lines("Go")])[:40], "corrupt", False),
        (lambda *_: b"%PDF-1.7", "corrupt", False),
        (lambda _, raw: raw([b"<</Type/Catalog/Pages 1 0 R>>"]), "corrupt", False),
    ],
)
def test_unreadable_files(make_pdf, make_raw_pdf, data, code, review):
    with pytest.raises(UnreadableFileError) as caught:
        read(data(make_pdf, make_raw_pdf))
    assert (caught.value.code, caught.value.review) == (code, review)


def test_junk_before_the_header_and_no_table_at_the_end(make_pdf):
    data = make_pdf([lines("Skills", "Python")])
    assert read(b"\r\nMIME junk\r\n" + data).text == "Skills\nPython"
    assert read(data[: data.index(b"xref")]).text == "Skills\nPython"


@pytest.fixture(scope="module")
def encrypted(make_pdf):
    """Return a function that encrypts a page for a user's password; an empty one opens without asking."""
    import hashlib

    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    permissions = (-4).to_bytes(4, "little", signed=True)

    def rc4(key, data):
        box, j, out = list(range(256)), 0, bytearray()
        for i in range(256):
            j = (j + box[i] + key[i % len(key)]) % 256
            box[i], box[j] = box[j], box[i]
        i = j = 0
        for byte in data:
            i = (i + 1) % 256
            j = (j + box[i]) % 256
            box[i], box[j] = box[j], box[i]
            out.append(byte ^ box[(box[i] + box[j]) % 256])
        return bytes(out)

    def make(user):
        # Standard security handler, revision 2 (PDF 1.7, algorithms 2, 3 and 4)
        user = (user + padding)[:32]
        owner = rc4(hashlib.md5((b"owner" + padding)[:32], usedforsecurity=False).digest()[:5], user)
        key = hashlib.md5(user + owner + permissions + b"0" * 16, usedforsecurity=False).digest()[:5]
        content = b"BT /F1 10 Tf 50 700 Td (Python) Tj ET"
        of_object = hashlib.md5(key + bytes([5, 0, 0, 0, 0]), usedforsecurity=False).digest()[:10]
        content = rc4(of_object, content)
        data = make_pdf([[]])
        start, end = data.index(b"<</Length 0>>"), data.index(b"endstream")
        data = data[:start] + b"<</Length %d>>stream\n" % len(content) + content + b"\n" + data[end:]
        entry = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<%s><%s>]>>\nstartxref" % (
            owner.hex().encode(), rc4(key, padding).hex().encode(), (b"0" * 16).hex().encode(), b"00",
        )  # fmt: skip
        return data.replace(b">>\nstartxref", entry)

    return make


def test_only_a_user_password_makes_a_file_unreadable(encrypted):
    assert read(encrypted(b"")).text == "Python"
    with pytest.raises(UnreadableFileError) as caught:
        read(encrypted(b"secret"))
    assert caught.value.code == "encrypted"
    assert "password" in str(caught.value)


def test_a_cut_trailer_and_junk_before_the_header(make_pdf):
    data = make_pdf([[(50, 760, 10, "Ana Example")]])
    at = data.rindex(b">>", 0, data.rindex(b"startxref"))
    assert read_bytes(data[:at] + data[at + 2 :], "cv.pdf").text == "Ana Example"
    assert read_bytes(b"From a server\n" * 400 + data, "cv.pdf").text == "Ana Example"


def test_a_tree_of_pages_deeper_than_any_program_recurses(make_raw_pdf):
    content = b"BT /F1 10 Tf 50 760 Td (Ana Example) Tj ET"
    levels = 3000
    tree = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (5 + n) for n in range(levels)]
    data = make_raw_pdf([
        b"<</Type/Catalog/Pages 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
        *tree,
        b"<</Type/Page/Parent 4 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents 2 0 R>>",
    ])  # fmt: skip
    with pytest.raises(UnreadableFileError, match="cannot be painted"):
        read_bytes(data, "cv.pdf")


@settings(max_examples=300)
@given(st.data())
def test_texts_with_the_same_letters_have_the_same_letters_normalised(data):
    from matcher.extraction.pdf.reader_agreement import have_same_letters, letters_of

    gaps = st.lists(
        st.sampled_from(list(" \n\t-•\u200b\u00ad\u200d\ufffe\uf0b7\ufffd&|\x00\x1b\x85\x9f\u0308\u3099")), max_size=2
    )
    letters = data.draw(st.lists(st.sampled_from(list("AbcS1[mﬁéΩßÅк中が\u1161ᄀ\u0303")), max_size=12))
    text, other = ("".join(letter + "".join(data.draw(gaps)) for letter in letters) for _ in range(2))
    if have_same_letters(text, other):
        assert letters_of(text) == letters_of("\n".join(other.splitlines()))


@pytest.mark.parametrize(
    ("text", "other", "alike"),
    [
        ("Go, Kafka\u200b \u2022 résumé", "Go Kafka  résumé", True),
        ("Go, Kafka", "Go, kafka", False),
        ("cafe\u0301", "cafe \u0301", False),
        ("\x8a", "", False),
    ],
)
def test_texts_with_the_same_letters(text, other, alike):
    from matcher.extraction.pdf.reader_agreement import have_same_letters

    assert have_same_letters(text, other) is alike


MEANINGS = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7e> <0020> endbfrange endcmap"""


def unicode_page(make_raw_pdf, drawn: bytes, *, meanings: bool = True) -> bytes:
    """Return a page in a font with or without a map to Unicode."""
    unicode_map = b"/ToUnicode 6 0 R" if meanings else b""
    return make_raw_pdf([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding%s>>" % unicode_map,
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Length %d>>stream\n%s\nendstream" % (len(MEANINGS), MEANINGS),
    ])  # fmt: skip


ALL_READ = b"BT /F1 10 Tf 50 700 Td (Maintains payment services in Python and Go) Tj ET"


@pytest.mark.parametrize(
    ("meanings", "lost", "is_compared"),
    [(True, False, False), (False, False, True), (True, True, True)],
    ids=["fonts map to Unicode and all is read", "fonts do not map to Unicode", "unread words are painted"],
)
def test_pdfium_is_compared_where_pdfminer_may_err(make_raw_pdf, monkeypatch, meanings, lost, is_compared):
    from matcher.extraction.pdf.device import GlyphDevice
    from matcher.extraction.pdf.pdfium_reader import PdfiumReader

    compared_pages = []
    monkeypatch.setattr(PdfiumReader, "text", lambda _, page: compared_pages.append(page) or "other words " * 12)
    if lost:
        show = GlyphDevice.show_token

        def show_but_for_one(self, style, state, token):
            if b"Lost" in token:
                self._add_string(style.font, has_string=True)
            else:
                show(self, style, state, token)

        monkeypatch.setattr(GlyphDevice, "show_token", show_but_for_one)
    drawn = ALL_READ + b" BT /F1 10 Tf 50 600 Td (Lost: Kubernetes) Tj ET" * lost
    document = read(unicode_page(make_raw_pdf, drawn, meanings=meanings))
    assert document.text == "Maintains payment services in Python and Go"
    assert compared_pages == [1] * is_compared
    assert ("readers-disagree" in {w.code for w in document.warnings}) == is_compared
