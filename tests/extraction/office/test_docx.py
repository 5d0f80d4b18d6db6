from __future__ import annotations

import io
import zipfile

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.reading import read_bytes


def p(text, properties="", run=""):
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}<w:r>{run}<w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def table(*rows):
    cells = ("".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def read(data):
    return read_bytes(data, "cv.docx")


NUMBERED = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("Ana") + p("Go"), "Ana\nGo"),
        (p("Ana") + "<w:p/>" + p("Go"), "Ana\n\nGo"),
        ("<w:p><w:r><w:t>Py</w:t></w:r><w:r><w:t>thon</w:t></w:r></w:p>", "Python"),
        ("<w:p><w:r><w:t>2019</w:t><w:tab/><w:t>Acme</w:t><w:br/><w:t>Oslo</w:t></w:r></w:p>", "2019\tAcme\nOslo"),
        ("<w:p><w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>stop</w:t><w:softHyphen/></w:r></w:p>", "non-stop"),
        ("<w:p><w:hyperlink><w:r><w:t>site</w:t></w:r></w:hyperlink></w:p>", "site"),
        ("<w:p><w:smartTag><w:r><w:t>Oslo</w:t></w:r></w:smartTag></w:p>", "Oslo"),
        ("<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>" + p("filled") + "</w:sdtContent></w:sdt>", "filled"),
        ("<w:p><w:sdt><w:sdtContent><w:r><w:t>inline</w:t></w:r></w:sdtContent></w:sdt></w:p>", "inline"),
        ("<w:p><w:ins><w:r><w:t>kept</w:t></w:r></w:ins></w:p>", "kept"),
        ("<w:p><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>y</w:t></w:r></w:moveTo></w:p>", "y"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>1</w:t></w:r></w:p>", "1"),
        ("<w:p><w:r><w:sym w:font='Wingdings' w:char='F0A7'/><w:t> Go</w:t></w:r></w:p>", "• Go"),
        (p("Go", NUMBERED) + p("• SQL", NUMBERED), "• Go\n• SQL"),
        (p("Go", "<w:numPr><w:numId w:val='0'/></w:numPr>"), "Go"),
        (table(["Languages", "Go"], ["Databases", "MySQL"]), "Languages\tGo\nDatabases\tMySQL"),
        (table(["a", table(["b", "c"])]), "a\tb\tc"),
        (
            table([p("SKILLS"), p("WORK")], [p("Go") + p("SQL") + p("AWS"), p("Acme") + p("built") + p("ran")]),
            "SKILLS\nGo\nSQL\nAWS\nWORK\nAcme\nbuilt\nran",
        ),
        (
            table(["2019", p("a") + p("b") + p("c")], ["2020", p("d") + p("e") + p("f")]),
            "2019\ta\nb\nc\n2020\td\ne\nf",
        ),
    ],
)  # fmt: skip
def test_text_is_what_word_would_print(make_docx, body, expected):
    assert read(make_docx(body)).text == expected


BOX = f"<v:shape><v:textbox><w:txbxContent>{p('In the box')}</w:txbxContent></v:textbox></v:shape>"


@pytest.mark.parametrize(
    "drawing",
    [
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>",
        f"<mc:AlternateContent><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>",
        f"<w:pict>{BOX}</w:pict>",
    ],
)  # fmt: skip
def test_a_text_box_is_read_once_after_its_paragraph(make_docx, drawing):
    body = f"<w:p><w:r><w:t>Before</w:t></w:r><w:r>{drawing}</w:r></w:p>" + p("After")
    assert read(make_docx(body)).text == "Before\nIn the box\nAfter"


def test_headers_come_first_notes_and_footers_last(make_docx):
    parts = {
        "header1.xml": f"<w:hdr>{p('Ana Example')}</w:hdr>",
        "header2.xml": f"<w:hdr>{p('Ana Example')}</w:hdr>",
        "footer1.xml": f"<w:ftr>{p('Page')}</w:ftr>",
        "footnotes.xml": f"<w:footnotes><w:footnote w:type='separator'>{p('-')}</w:footnote>"
        f"<w:footnote w:id='2'>{p('Note')}</w:footnote></w:footnotes>",
    }
    reference = "<w:p><w:r><w:t>Body</w:t><w:footnoteReference w:id='2'/></w:r></w:p>"
    assert read(make_docx(reference, parts)).text == "Ana Example\nBody\nNote\nPage"


def test_lists_and_headings_by_style(make_docx):
    styles = (
        "<w:styles><w:style w:type='paragraph' w:styleId='ListBullet'><w:name w:val='List Bullet'/><w:pPr><w:numPr>"
        "<w:numId w:val='3'/></w:numPr></w:pPr></w:style><w:style w:styleId='Mine'><w:basedOn w:val='ListBullet'/>"
        "</w:style><w:style w:styleId='Heading1'><w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId w:val='1'/>"
        "</w:numPr></w:pPr></w:style></w:styles>"
    )
    body = (
        p("Ana") + p("Skills", "<w:pStyle w:val='Heading1'/>") + p("Go", "<w:pStyle w:val='Mine'/>")
        + p("SQL", "<w:pStyle w:val='Mine'/><w:numPr><w:numId w:val='0'/></w:numPr>")
    )  # fmt: skip
    assert read(make_docx(body, {"styles.xml": styles})).text == "Ana\n\nSkills\n• Go\nSQL"


def test_hidden_text_is_separated(make_docx):
    document = read(make_docx(p("Seen") + p("Kubernetes", run="<w:rPr><w:vanish/></w:rPr>") + p("Go", run="<w:rPr><w:vanish w:val='0'/></w:rPr>")))  # fmt: skip
    assert [(document.text[b.start : b.end], b.visible) for b in document.blocks] == [
        ("Seen", True),
        ("Go", True),
        ("Kubernetes", False),
    ]


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (p("a") + "<w:p><w:r><w:br w:type='page'/></w:r></w:p>" + p("b"), [1, 2]),
        (p("a") + "<w:p><w:r><w:lastRenderedPageBreak/><w:t>b</w:t></w:r></w:p>", [1, 2]),
        # the break that was asked for is the one that was rendered
        (p("a") + "<w:p><w:r><w:br w:type='page'/><w:lastRenderedPageBreak/><w:t>b</w:t></w:r></w:p>", [1, 2]),
        (p("a") + p("b", "<w:pageBreakBefore/>"), [1, 2]),
        (p("a", "<w:sectPr/>") + p("b"), [1, 2]),
        (p("a", "<w:sectPr><w:type w:val='continuous'/></w:sectPr>") + p("b"), [1, 1]),
    ],
)
def test_pages(make_docx, body, pages):
    document = read(make_docx(body))
    assert [b.page for b in document.blocks] == pages
    assert document.pages == pages[-1]


def test_strict_documents(make_docx):
    assert read(make_docx(p("Go"), namespace="http://purl.oclc.org/ooxml/wordprocessingml/main")).text == "Go"


def test_nothing_outside_the_file_is_read(make_docx, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("canary")
    data = make_docx(p("Go &leak; on"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = f'<!DOCTYPE x [<!ENTITY leak SYSTEM "{secret.as_uri()}">]>'.encode() + part
            target.writestr(name, part)
    assert read(out.getvalue()).text == "Go  on"


def test_a_damaged_part_is_left_out_with_a_warning(make_docx):
    document = read(
        make_docx(p("Go"), {"styles.xml": "<w:styles><broken", "header1.xml": f"<w:hdr>{p('Ana')}</w:hdr>"})
    )
    assert document.text == "Ana\nGo"
    assert "part-unreadable" in {w.code for w in document.warnings}


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda data: data[: len(data) // 2], "corrupt"),
        (lambda data: data.replace(b"PK\x01\x02", b"PK\x09\x09"), "corrupt"),
    ],
)
def test_broken_packages(make_docx, spoil, code):
    with pytest.raises(UnreadableFileError) as caught:
        read(spoil(make_docx(p("Go"))))
    assert caught.value.code == code


def test_a_main_part_that_is_not_xml(make_docx):
    with pytest.raises(UnreadableFileError) as caught:
        read(make_docx("<w:p>"))
    assert caught.value.code == "corrupt"


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def box(text, *, cx=2_000_000, cy=500_000, x=0, fill="", attributes="", properties=""):
    filling = f"<a:solidFill><a:srgbClr val='{fill}'/></a:solidFill>" if fill else ""
    return (
        f"<w:p><w:r><w:drawing><wp:anchor {attributes}><wp:positionH><wp:posOffset>{x}</wp:posOffset></wp:positionH>"
        f"<wp:extent cx='{cx}' cy='{cy}'/><wp:docPr id='1'/><a:graphic><a:graphicData><wps:wsp><wps:spPr>{filling}</wps:spPr><wps:txbx>"
        f"<w:txbxContent><w:p>{run(text, properties)}</w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        "</w:r></w:p>"
    )


WHITE = "<w:color w:val='FFFFFF'/>"
STYLES = (
    "<w:styles><w:style w:type='paragraph' w:styleId='A'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='B'><w:basedOn w:val='A'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='C'><w:basedOn w:val='A'/><w:rPr><w:vanish w:val='0'/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='V'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='D'><w:rPr><w:sz w:val='2'/></w:rPr></w:style>"
    "<w:style w:type='table' w:styleId='T'><w:tblStylePr w:type='firstRow'><w:tcPr><w:shd w:val='clear' w:fill='203864'/>"
    "</w:tcPr></w:tblStylePr></w:style></w:styles>"
)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<w:p>" + run("X", "<w:vanish/>") + "</w:p>", "hidden text"),
        (p("X", "<w:pStyle w:val='B'/>"), "hidden text"),
        (p("X", "<w:pStyle w:val='C'/>"), ""),
        ("<w:p>" + run("X", WHITE) + "</w:p>", "colour of its background"),
        ("<w:p>" + run("X", "<w:color w:val='FDFDFD'/>") + "</w:p>", "colour of its background"),
        ("<w:p>" + run("X", "<w:color w:val='A6A6A6'/>") + "</w:p>", ""),  # light grey
        ("<w:p>" + run("X", WHITE + "<w:shd w:val='clear' w:fill='1F3864'/>") + "</w:p>", ""),
        ("<w:p>" + run("X", WHITE + "<w:highlight w:val='black'/>") + "</w:p>", ""),
        ("<w:p><w:pPr><w:shd w:val='clear' w:fill='000000'/></w:pPr>" + run("X", WHITE) + "</w:p>", ""),
        ("<w:p><w:pPr><w:shd w:val='clear' w:fill='000000'/></w:pPr>" + run("X", "<w:color w:val='000000'/>") + "</w:p>", "colour"),
        ("<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val='clear' w:fill='203864'/></w:tcPr><w:p>" + run("X", WHITE) + "</w:p></w:tc></w:tr></w:tbl>", ""),
        ("<w:tbl><w:tblPr><w:tblStyle w:val='T'/><w:tblLook w:firstRow='1'/></w:tblPr><w:tr><w:tc><w:p>" + run("X", WHITE) + "</w:p></w:tc></w:tr></w:tbl>", ""),
        ("<w:tbl><w:tr><w:tc><w:p>" + run("X", WHITE) + "</w:p></w:tc></w:tr></w:tbl>", "colour of its background"),
        ("<w:tbl><w:tr><w:trPr><w:trHeight w:val='1' w:hRule='exact'/></w:trPr><w:tc>" + p("X") + "</w:tc></w:tr></w:tbl>", "without height"),
        ("<w:tbl><w:tr><w:trPr><w:trHeight w:val='1'/></w:trPr><w:tc>" + p("X") + "</w:tc></w:tr></w:tbl>", ""),
        ("<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>" + p("X") + "</w:tc></w:tr></w:tbl>", "hidden table row"),
        ("<w:p>" + run("X", "<w:sz w:val='2'/>") + "</w:p>", "too small"),
        ("<w:p>" + run("X", "<w:rStyle w:val='D'/>") + "</w:p>", "too small"),
        ("<w:p>" + run("X", "<w:sz w:val='13'/>") + "</w:p>", ""),
        ("<w:p>" + run("X", "<w:w w:val='1'/>") + "</w:p>", "narrowed"),
        ("<w:p>" + run("X", "<w:spacing w:val='-400'/>") + "</w:p>", "letter over letter"),
        ("<w:p>" + run("X", "<w:spacing w:val='-20'/>") + "</w:p>", ""),
        ("<w:p><w:pPr><w:framePr w:x='-40000'/></w:pPr>" + run("X") + "</w:p>", "off the page"),
        (box("X"), ""),
        (box("X", cx=1, cy=1), "without size"),
        (box("X", x=-9_000_000), "off the page"),
        (box("X", properties=WHITE), "colour of its background"),
        (box("X", properties=WHITE, fill="203864"), ""),
        (box("", fill="203864", attributes="behindDoc='1'") + "<w:p>" + run("X", WHITE) + "</w:p>", ""),  # a banner may lie behind it
        ("<w:p><w:del>" + run("X") + "</w:del></w:p>", "deletion"),
        ("<w:p><w:ins>" + run("X") + "</w:ins></w:p>", ""),
        ("<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("X") + "</w:tc></w:tr></w:tbl>", "deletion"),
        ("<w:p>" + run("X", "<w:color w:val='000000' w:themeColor='background1'/>") + "</w:p>", "colour of its background"),
        ("<w:p>" + run("X", "<w:color w:themeColor='accent1'/>") + "</w:p>", "colour of its background"),
        ("<w:p>" + run("X", "<w:color w:themeColor='text1' w:themeTint='05'/>") + "</w:p>", "colour of its background"),
        ("<w:p>" + run("X", "<w:color w:themeColor='text1' w:themeTint='80'/>") + "</w:p>", ""),
        ("<w:p>" + run("X", "<w:color w:themeColor='background1' w:themeShade='80'/>") + "</w:p>", ""),
        ("<w:p>" + run("X", WHITE + "<w:shd w:val='clear' w:fill='auto' w:themeFill='accent2'/>") + "</w:p>", ""),
        ("<w:p>" + run("X", "<w:color w:val='102030'/><w:shd w:val='clear' w:themeFill='accent2'/>") + "</w:p>", "colour"),
        ("<w:p>" + run("X", WHITE + "<w:shd w:val='pct75' w:color='000000' w:fill='FFFFFF'/>") + "</w:p>", ""),
        ("<w:p>" + run("X", WHITE + "<w:shd w:val='pct5' w:color='auto' w:fill='FFFFFF'/>") + "</w:p>", "colour"),
        ("<w:p>" + run("X", "<w14:textFill><w14:solidFill><w14:srgbClr w14:val='FFFFFF'/></w14:solidFill></w14:textFill>") + "</w:p>", "colour"),
        ("<w:p>" + run("X", WHITE + "<w14:textFill><w14:solidFill><w14:srgbClr w14:val='102030'/></w14:solidFill></w14:textFill>") + "</w:p>", ""),
        ("<w:p>" + run("X", WHITE + "<w14:textOutline><w14:solidFill><w14:srgbClr w14:val='102030'/></w14:solidFill></w14:textOutline>") + "</w:p>", ""),
        ("<w:p>" + run("X", "<w:position w:val='4000'/>") + "</w:p>", "off the page"),
        ("<w:p>" + run("X", "<w:position w:val='12'/>") + "</w:p>", ""),
        (p("X", "<w:ind w:left='-30000'/>"), "off the page"),
        (p("X", "<w:ind w:left='720' w:hanging='360'/>"), ""),
        (p("X", "<w:framePr w:w='100' w:x='-9000'/>"), "off the page"),
        ("<w:tbl><w:tblPr><w:tblpPr w:tblpX='40000'/></w:tblPr><w:tr><w:tc>" + p("X") + "</w:tc></w:tr></w:tbl>", "off the page"),
        ("<w:tbl><w:tblPr><w:tblLayout w:type='fixed'/></w:tblPr><w:tr><w:tc><w:tcPr><w:tcW w:w='1' w:type='dxa'/></w:tcPr>" + p("X") + "</w:tc></w:tr></w:tbl>", "without width"),
        (p("X", "<w:pStyle w:val='A'/>", "<w:rPr><w:rStyle w:val='V'/></w:rPr>"), ""),  # two switches undo each other
        (p("X", "", "<w:rPr><w:rStyle w:val='V'/></w:rPr>"), "hidden text"),
    ],
)  # fmt: skip
def test_visible_and_hidden_text(make_docx, body, reason):
    document = read(make_docx(p("Seen") + body, {"styles.xml": STYLES, "theme.xml": THEME}))
    (block,) = [b for b in document.blocks if document.text[b.start : b.end] == "X"]
    assert block.visible is not bool(reason)
    assert reason in block.reason
    codes = {w.code for w in document.warnings} - {"few-words"}
    assert codes == ({"tracked-changes"} if reason == "deletion" else {"invisible-text"} if reason else set())


THEME = (
    "<a:theme><a:clrScheme><a:accent1><a:srgbClr val='FEFEFE'/></a:accent1><a:accent2>"
    "<a:srgbClr val='102030'/></a:accent2></a:clrScheme></a:theme>"
)
LONG = " ".join(f"word{n}" for n in range(20))


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (p("Seen"), {"footnotes.xml": f"<w:footnotes><w:footnote w:id='7'>{p(LONG)}</w:footnote></w:footnotes>"}),
        (p("Seen"), {"comments.xml": f"<w:comments><w:comment>{p(LONG)}</w:comment></w:comments>"}),
        (p("Seen") + f"<w:p><w:r><w:drawing><wp:inline><wp:docPr descr='{LONG}'/></wp:inline></w:drawing></w:r></w:p>", {}),
        (
            p("Seen") + "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:t> </w:t></mc:Choice><mc:Fallback>"
            f"<w:t>{LONG}</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            {},
        ),
        (p("Seen") + f"<w:p><w:moveFrom><w:r><w:t>{LONG}</w:t></w:r></w:moveFrom></w:p>", {}),
        (p("Seen") + f"<w:p><w:r><w:instrText>COMMENTS {LONG}</w:instrText></w:r></w:p>", {}),
        (
            p("Seen") + "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>" + f"<w:r><w:t>{LONG}</w:t></w:r>"
            "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
            {},
        ),
        (p("Seen") + "<w:sectPr/>", {"header1.xml": f"<w:hdr>{p(LONG)}</w:hdr>"}),
        (
            p("Seen") + "<w:sectPr><w:headerReference w:type='first' r:id='r0'/></w:sectPr>",
            {"header1.xml": f"<w:hdr>{p(LONG)}</w:hdr>"},
        ),
        (p("Seen"), {"settings.xml": f"<w:settings><w:docVars><w:docVar w:name='x' w:val='{LONG}'/></w:docVars></w:settings>"}),
    ],
)  # fmt: skip
def test_stored_text_that_is_not_shown_is_reported(make_docx, body, parts):
    document = read(make_docx(body, parts))
    assert [document.text[b.start : b.end] for b in document.blocks if b.visible] == ["Seen"]
    assert [
        w
        for w in document.warnings
        if w.code in {"invisible-text", "comments", "tracked-changes"} and "word0 word1" in w.message
    ]


def test_fields_show_their_result_and_first_pages_their_header(make_docx):
    field = (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r>"
        "<w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>May 2020</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/>"
        "</w:r><w:r><w:t>, Oslo</w:t></w:r></w:p>"
    )
    section = "<w:sectPr><w:headerReference w:type='first' r:id='r0'/><w:titlePg/></w:sectPr>"
    document = read(make_docx(field + section, {"header1.xml": f"<w:hdr>{p('Ana Example')}</w:hdr>"}))
    assert document.text == "Ana Example\nMay 2020, Oslo"


@pytest.mark.parametrize(("switch", "visible"), [("<w:displayBackgroundShape/>", True), ("", False)])
def test_white_text_depends_on_the_page_background(make_docx, switch, visible):
    data = make_docx(
        p("Seen") + "<w:p>" + run("X", WHITE) + "</w:p>", {"settings.xml": f"<w:settings>{switch}</w:settings>"}
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part.replace(b"<w:body>", b"<w:background w:color='203864'/><w:body>"))
    assert read(out.getvalue()).blocks[-1].visible is visible
