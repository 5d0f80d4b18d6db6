"""Check that pages draw the same as with pdfminer's own parser, interpreter and characters."""

from __future__ import annotations

import math
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pdfminer.layout import LTPage
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT

from matcher.extraction.pdf.content_lexer import OPERATION, ResumedParser, string_of
from matcher.extraction.pdf.device import GlyphDevice
from matcher.extraction.pdf.interpreter import Interpreter
from matcher.extraction.pdf.object_parser import FastDocument, FastResourceManager, FileParser

FILES = sorted((Path(__file__).parents[3] / "data").rglob("*.pdf"))


class PlainDevice(GlyphDevice):
    """Place every glyph by pdfminer's own layout objects."""

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self._order += 1
        style = self.style(textstate, graphicstate)
        self._ltchar_style = style.mode, style.colour, style.font
        PDFTextDevice.render_string(self, textstate, seq, ncs, graphicstate)


UNICODE = b"1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> <00ff> <0040> endbfrange"
FONTS = {
    "F1": {"Subtype": LIT("Type1"), "BaseFont": LIT("Helvetica")},
    "F2": {
        "Subtype": LIT("CIDFontType2"), "BaseFont": LIT("Any"), "Encoding": LIT("Identity-H"), "W": [0, [500, 600, 0]],
        "ToUnicode": PDFStream({}, UNICODE),
    },
    "F3": {
        "Subtype": LIT("CIDFontType2"), "BaseFont": LIT("Tall"), "Encoding": LIT("Identity-V"),
        "ToUnicode": PDFStream({}, UNICODE),
    },
}  # fmt: skip


def equal_to_itself(value: Any) -> Any:
    """Replace "not a number", which equals nothing, by its name: huge numbers in a stream lead to it."""
    if isinstance(value, dict):
        return {name: equal_to_itself(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [equal_to_itself(item) for item in value]
    return "nan" if isinstance(value, float) and math.isnan(value) else value


def drawn_by(interpreter_of: Any, device: GlyphDevice, streams: list[bytes]) -> dict[str, Any]:
    interpreter = interpreter_of(device.rsrcmgr, device)
    interpreter.init_resources({})
    interpreter.fontmap = {name: device.rsrcmgr.get_font(name, spec) for name, spec in FONTS.items()}
    device.cur_item = LTPage(1, (0, 0, 612, 792))
    interpreter.init_state((1, 0, 0, 1, 0, 0))
    contents = [PDFStream({}, data) for data in streams]
    for number, stream in enumerate(contents, 1):
        stream.set_objid(number, 0)
    error = ""
    try:
        interpreter.execute(contents)
    except Exception as raised:
        error = type(raised).__name__
    found = {
        "glyphs": device.glyphs, "drawn": device.drawn, "covers": device.covers, "unknown": device.unknown_glyphs,
        "error": error,
    }  # fmt: skip
    # After an error nothing more is drawn, and the counter of the drawing order does not matter.
    if not error:
        found["order"] = device._order
        found["operands"] = [str(item) for item in interpreter.argstack]
        found["matrix"] = interpreter.ctm, interpreter.textstate.matrix, interpreter.textstate.linematrix
    return found


def check_same(streams: list[bytes]) -> dict[str, Any]:
    plain = drawn_by(PDFPageInterpreter, PlainDevice(PDFResourceManager()), streams)
    for interpreter in Interpreter, PDFPageInterpreter:  # The device draws the same with pdfminer's own interpreter.
        found = drawn_by(interpreter, GlyphDevice(FastResourceManager()), streams)
        assert equal_to_itself(found) == equal_to_itself(plain)
    return plain


NUMBERS = st.one_of(
    st.integers(-900, 900).map(lambda n: b"%d" % n),
    st.floats(-500, 500).map(lambda x: b"%.3f" % x),
    st.sampled_from([b"0", b"1", b"-1", b".5", b"-.5", b"+3", b"4.", b"1", b"12", b"0.001"]),
    st.sampled_from([b"1.2.3", b"--4", b"5-3", b"1e3", b".", b"-", b"9" * 20, b"9" * 330]),
)
ODD_NAMES = st.sampled_from([b"/F#31", b"/", b"/A#b", b"/A#4x", b"/\xc3\xa9", b"/\xff", b"/n#20#2"])
NAMES = st.one_of(
    st.sampled_from([b"/F1", b"/F2", b"/F3", b"/P", b"/DeviceRGB", b"/Pattern", b"/DeviceCMYK", b"/Xo"]), ODD_NAMES
)
PIECES = st.one_of(
    st.binary(max_size=5),
    st.sampled_from([b"Go", b"\\(", b"\\)", b"(in)", b"\\053", b"\\53", b"\\7", b"\\400", b"\\8", b"\\q", b"\\\r\n",
                     b"\\\n", b"\r\n", b"\\\\", b"\\n", b"(", b")", b" "]),
)  # fmt: skip
STRINGS = st.one_of(
    st.lists(PIECES, max_size=4).map(lambda pieces: b"(" + b"".join(pieces) + b")"),
    st.text("0123456789abcDEF", max_size=8).map(lambda digits: b"<" + digits.encode() + b">"),
    st.sampled_from([b"<00 41>", b"<0041", b"<004g>", b"<41>>", b"()", b"<>", b"(a", b"(\\1234)"]),
)
ARRAYS = st.lists(st.one_of(STRINGS, NUMBERS), max_size=5).map(lambda items: b"[" + b" ".join(items) + b"]")
TIGHT = st.lists(st.one_of(STRINGS, NUMBERS), max_size=5).map(lambda items: b"[" + b"".join(items) + b"]")
DICTIONARIES = st.one_of(
    st.sampled_from([b"<</MCID 3>>", b"<</MCID 3 >>", b"<</A (b)/C/D>>", b"<</A>>", b"<</A <FEFF>>>", b"<</A[1 2]>>"])
)
IMAGES = st.sampled_from([
    b"BI /W 2 /H 2 /BPC 8 ID \x01\x02EI\x04 EI\n", b"BI /W 1 /H 1 ID EEI \nQ", b"BI /W 1 /H 1/F/A85 ID 5sdq,~> EI ",
    b"BI /W ID x EI ", b"ID ", b"EI ", b"BI /W 1 /H 1 ID never ends",
])  # fmt: skip
OPERATORS = st.sampled_from(
    b"Td TD Tm T* Tj TJ ' \" Tf Tc Tw Tz TL Ts Tr BT ET q Q cm re m l c v y h f F f* S s B B* b b* n W W* g rg k G RG K "
    b"sc scn SC SCN cs CS w J j M d i ri gs Do BMC BDC EMC MP DP BX EX sh null true false unheard T_a _q".split()
)
JUNK = st.sampled_from([b"%a comment\n", b"%open (", b"\0", b"{", b"}", b"<<", b">>", b">", b"]", b"[", b"\x80", b"#"])
HORIZONTAL = st.lists(st.tuples(NUMBERS, st.sampled_from([0, 1, 2, 3, 0x20, 0x41, 300])), min_size=1, max_size=5).map(
    lambda letters: b"".join(b"\n%s 0 Td <%04X> Tj" % letter for letter in letters)
)
TAME = st.one_of(
    HORIZONTAL,
    HORIZONTAL.map(lambda letters: b"/F2 9 Tf" + letters),
    st.tuples(NUMBERS, NUMBERS).map(lambda n: b"%s %s Td" % n),
    st.tuples(NUMBERS, NUMBERS, STRINGS).map(lambda n: b"%s %s Td %s Tj" % n),
    st.tuples(st.sampled_from([b"/F1", b"/F2", b"/F3"]), NUMBERS).map(lambda n: b"%s %s Tf" % n),
    st.tuples(STRINGS).map(lambda n: b"%s Tj" % n),
    st.one_of(ARRAYS, TIGHT).map(lambda n: n + b"TJ"),
    st.tuples(*[NUMBERS] * 6).map(lambda n: b" ".join(n) + b" Tm"),
    st.tuples(*[NUMBERS] * 6).map(lambda n: b" ".join(n) + b" cm"),
    st.tuples(*[NUMBERS] * 4).map(lambda n: b" ".join(n) + b" re f"),
    st.sampled_from([
        b"BT", b"ET", b"q", b"Q", b"1 0 0 -1 0 700 cm", b"0 1 -1 0 300 300 Tm", b"2 0 0 2 10 10 Tm", b"10 10 90 40 re W n",
        b"0 0 m 50 0 l 50 50 l 0 50 l h f", b"0 0 m 1 2 3 4 5 6 c 1 2 3 4 v 1 2 3 4 y b*", b"1 0 0 rg", b"0.5 g",
        b"/DeviceRGB cs 1 0 1 scn", b"/Pattern cs /P1 scn", b"3 Tr", b"2 Tc", b"1 Tw", b"90 Tz", b"14 TL T*", b"[3 1] 0 d",
        b"/P <</MCID 1>> BDC", b"EMC", b"/Xo Do", b"3 Ts", b"0 Tr", b"(a) '", b"1 2 (b) \"",
    ]),
)  # fmt: skip
WILD = st.one_of(NUMBERS, NAMES, STRINGS, ARRAYS, DICTIONARIES, IMAGES, OPERATORS, JUNK)
SPACE = st.sampled_from([b" ", b"\n", b"\r\n", b"  ", b"\t", b"\0", b""])
STREAM = st.lists(st.tuples(st.one_of(TAME, TAME, TAME, WILD), SPACE), max_size=14).map(
    lambda parts: b"/F1 10 Tf " + b"".join(part + space for part, space in parts)
)


@settings(max_examples=400, deadline=None)
@given(st.lists(STREAM, min_size=1, max_size=3), st.sampled_from([3, 16, 61, 4096]))
@example([b"/F1 10 Tf 0 0 Td <0000> Tj %s.000 0 Td " % (b"9" * 330)], 3)
@example([b"/F1 10 Tf %s 0 Td (a) Tj 0 0 Td (b) Tj " % (b"9" * 330)], 3)
@example([b"BT /F2 10 Tf 9 0 Td <0005> Tj 9 0 Td <00060007> Tj ET"], 16)
@example([b"/F1 10 Tf 0 0 0 Td 0 0 Td 1.2.3 TJ "], 3)
@example([b"/F1 10 Tf (a", b"b) Tj 5 0", b" Td (c) Tj"], 4096)
@example([b"/F1 10 Tf (ab\\\r\nc) Tj" + b" " * 9 + b"(ab\\\r\nc) Tj "], 16)
def test_any_stream_draws_the_same_as_with_pdfminer(streams: list[bytes], buffer: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PDFContentParser, "BUFSIZ", buffer)
        check_same(streams)


@pytest.mark.parametrize(
    ("stream", "text"),
    [
        (b"/F1 10 Tf (Go) Tj ", "Go"),
        (b"/F1 10 Tf [(G)-20(o)] TJ ", "Go"),
        (b"/F1 10 Tf (C\\053\\053 \\(98\\)) Tj ", "C++ (98)"),
        (b"/F2 10 Tf 9 0 Td <0001> Tj 9 0 Td <0002> Tj ", "AB"),
        (b"/F1 10 Tf (G) Tj BI /W 1 /H 1 ID \x01 EI (o) Tj ", "Go"),
        (b"/F1 10 Tf (Go (nested)) Tj", "Go (nested)"),
        (b"(no font) Tj /F1 10 Tf (Go) Tj ", "Go"),
        (b"/F1 10 Tf 1 2 3 4 5 (Go) Tj Td Td Td (!) Tj ", "Go!"),
        (b"/F3 10 Tf <00070008> Tj ", "GH"),
    ],
)
def test_text_is_drawn(stream: bytes, text: str) -> None:
    drawn = check_same([stream])
    assert "".join(glyph.glyph.text for glyph in drawn["glyphs"]) == text


def test_covers_and_images_are_recorded() -> None:
    drawn = check_same([b"10 10 90 40 re f q 80 0 0 60 5 5 cm BI /W 1 /H 1 ID \x01 EI Q 0 0 9 9 re n 0 0 9 9 re S "])
    assert [cover.box for cover in drawn["covers"]] == [(10, 10, 100, 50), (5, 5, 85, 65)]


@pytest.mark.parametrize(
    ("operation", "is_matched"),
    [
        (b"9 0 Td <0005> Tj ", True), (b"[(a)-3 <41>]TJ\n", True), (b"/F1 9.5 Tf ", True), (b"0 0 m ", True),
        (b"/Span <</Lang (en)/MCID 0>> BDC ", True), (b"[] 0 d ", True), (b"q ", True),
        # Left to pdfminer
        (b"1.2.3 w ", False), (b"(a\\\nb) Tj ", False), (b"(\\400) Tj ", False), (b"/F#31 9 Tf ", False),
        (b"/A <</B>> BDC ", False), (b"q", False), (b"\0q ", False), (b"(a(b)) Tj ", False), (b"<41>> Tj ", False),
        (b"9999999999999999 w ", False),
    ],
)  # fmt: skip
def test_operations_that_the_lexer_matches(operation: bytes, is_matched: bool) -> None:
    assert (OPERATION.match(operation) is not None) is is_matched


def tokens_of(parser: Any, method: str) -> list[Any]:
    found: list[Any] = []
    try:
        while len(found) < 10_000:
            found.append(repr(getattr(parser, method)()))
    except Exception as error:
        found.append(type(error).__name__)
    return found


OBJECTS = st.lists(
    st.tuples(st.one_of(NUMBERS, NAMES, STRINGS, ARRAYS, TIGHT, DICTIONARIES, JUNK, OPERATORS,
                        st.sampled_from([b"1 0 obj", b"endobj", b"3 0 R", b"null", b"true", b"false"])), SPACE),
    max_size=25,
).map(lambda parts: b"".join(part + space for part, space in parts))  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(OBJECTS, st.sampled_from([3, 8, 61, 4096]), st.sampled_from(["nexttoken", "nextobject"]))
def test_any_file_has_the_same_tokens_and_objects_as_with_pdfminer(data: bytes, buffer: int, method: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PDFParser, "BUFSIZ", buffer)
        assert tokens_of(FileParser(BytesIO(data)), method) == tokens_of(PDFParser(BytesIO(data)), method)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([b"a", b"\\(", b"\\053", b"\\7", b"\\n", b"\\\\", b"\\377", b" "]), max_size=6))
def test_strings_are_decoded_as_by_pdfminer(pieces: list[bytes]) -> None:
    token = b"(" + b"".join(pieces) + b")"
    assert string_of(token) == PDFParser(BytesIO(token + b" ")).nexttoken()[1]


@pytest.mark.parametrize("path", FILES[::5], ids=lambda path: path.name)
def test_pages_of_real_programs_draw_the_same(path: Path) -> None:
    data = path.read_bytes()
    pages = []
    for document_of, parser_of, device, interpreter_of in (
        (PDFDocument, PDFParser, PlainDevice(PDFResourceManager()), PDFPageInterpreter),
        (FastDocument, FileParser, GlyphDevice(FastResourceManager()), Interpreter),
    ):
        try:
            document = document_of(parser_of(BytesIO(data)))
        except Exception as error:  # encrypted
            pages.append(type(error).__name__)
            continue
        interpreter = interpreter_of(device.rsrcmgr, device)
        found = []
        for page in PDFPage.create_pages(document):
            interpreter.process_page(page)
            found.append((device.glyphs, device.drawn, device.covers, device.unknown_glyphs))
        pages.append(found)
    assert pages[0] == pages[1]


def test_pdfminer_hands_back_between_operations() -> None:
    data = b"q (a(b)) Tj 1 0 0 1 5 5 cm"
    streams = [PDFStream({}, data)]
    parser = ResumedParser(streams, 0, data, 1, 0)
    assert parser.nextobject()[1] == b"a(b)"
    assert parser.nextobject()[1].name == b"Tj"
    assert parser.position() == (0, data.index(b" 1 0"), 0)
