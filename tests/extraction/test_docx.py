from __future__ import annotations

import io
import zipfile

import pytest

from matcher.errors import UnreadableFileError
from matcher.extraction import read_bytes


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
        ("<w:p><w:ins><w:r><w:t>kept</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>", "kept"),
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
def test_what_word_would_print(make_docx, body, expected):
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
    assert read(make_docx(p("Body"), parts)).text == "Ana Example\nBody\nNote\nPage"


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


def test_hidden_text_is_kept_apart(make_docx):
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


def test_a_damaged_part_beside_the_main_one_costs_itself(make_docx):
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
