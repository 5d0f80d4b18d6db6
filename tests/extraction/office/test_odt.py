from __future__ import annotations

import io
import zipfile

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.reading import read_bytes

NAMES = " ".join(
    f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for key, name in {
        "office": "office", "text": "text", "style": "style", "table": "table", "draw": "drawing", "meta": "meta",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible",
    }.items()
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip


def make(body, styles="", parts=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        for name, text in (parts or {}).items():
            archive.writestr(name, text)
    return out.getvalue()


def read(body, styles="", parts=None):
    return read_bytes(make(body, styles, parts), "cv.odt")


def p(text, style=""):
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def cells(*texts):
    return (
        "<table:table-row>"
        + "".join(f"<table:table-cell>{p(t)}</table:table-cell>" for t in texts)
        + "</table:table-row>"
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("Ana") + p("Go"), "Ana\nGo"),
        (p("Ana") + p("") + p("Go"), "Ana\n\nGo"),
        (p("Ana") + '<text:h text:outline-level="1">Skills</text:h>' + p("Go"), "Ana\n\nSkills\nGo"),
        (p("Py<text:span>th</text:span>on"), "Python"),
        (p("a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d"), "a   b\tc\nd"),
        ("<text:list><text:list-item>" + p("Go") + "</text:list-item></text:list>", "• Go"),
        ("<table:table>" + cells("Since", "2019") + cells("Place", "Oslo") + "</table:table>", "Since\t2019\nPlace\tOslo"),
        (p("a<draw:frame><draw:text-box>" + p("box") + "</draw:text-box></draw:frame>"), "a\nbox"),
        (p("a<text:note><text:note-citation>1</text:note-citation><text:note-body>" + p("n") + "</text:note-body></text:note>"), "a\nn"),
        ("<text:section>" + p("in") + "</text:section>", "in"),
        (p("<text:a>site</text:a>"), "site"),
    ],
)  # fmt: skip
def test_text(body, text):
    assert read(body).text == text


STYLES = "".join(
    f'<style:style style:name="{name}" style:family="{family}" style:parent-style-name="{parent}">{inner}</style:style>'
    for name, family, parent, inner in [
        ("H", "text", "", '<style:text-properties text:display="none"/>'),
        ("HP", "paragraph", "", '<style:text-properties text:display="none"/>'),
        ("HC", "paragraph", "HP", ""),
        ("W", "text", "", '<style:text-properties fo:color="#ffffff"/>'),
        ("G", "text", "", '<style:text-properties fo:color="#a0a0a0"/>'),
        ("WD", "text", "", '<style:text-properties fo:color="#ffffff" fo:background-color="#203864"/>'),
        ("D", "paragraph", "", '<style:paragraph-properties fo:background-color="#203864"/>'),
        ("C", "table-cell", "", '<style:table-cell-properties fo:background-color="#203864"/>'),
        ("T", "text", "", '<style:text-properties fo:font-size="1pt"/>'),
        ("N", "text", "", '<style:text-properties fo:letter-spacing="-9pt"/>'),
        ("O", "text", "", '<style:text-properties fo:opacity="0%"/>'),
        ("I", "paragraph", "", '<style:paragraph-properties fo:text-indent="-200cm"/>'),
        ("J", "paragraph", "", '<style:paragraph-properties fo:text-indent="-1cm" fo:margin-left="2cm"/>'),
        ("L", "paragraph", "", '<style:paragraph-properties fo:line-height="1%"/>'),
        ("R", "table-row", "", '<style:table-row-properties style:row-height="0.01pt"/>'),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (p('<text:span text:style-name="H">X</text:span>'), "hidden text"),
        (p("X", "HP"), "hidden text"),
        (p("X", "HC"), "hidden text"),
        (p('<text:span text:style-name="W">X</text:span>'), "colour of its background"),
        (p('<text:span text:style-name="G">X</text:span>'), ""),
        (p('<text:span text:style-name="WD">X</text:span>'), ""),
        (p('<text:span text:style-name="W">X</text:span>', "D"), ""),
        (
            '<table:table><table:table-row><table:table-cell table:style-name="C">'
            + p('<text:span text:style-name="W">X</text:span>') + "</table:table-cell></table:table-row></table:table>",
            "",
        ),
        (p('<text:span text:style-name="T">X</text:span>'), "too small"),
        ('<text:section text:display="none">' + p("X") + "</text:section>", "hidden section"),
        (p('<text:hidden-paragraph text:is-hidden="true"/>X'), "hidden paragraph"),
        (p('<text:hidden-paragraph text:is-hidden="false"/>X'), ""),
        (p('<text:hidden-text text:is-hidden="true">X</text:hidden-text>'), "hidden field"),
        (p('<draw:frame svg:width="0.1pt" svg:height="9pt"><draw:text-box>' + p("X") + "</draw:text-box></draw:frame>"), "without size"),
        (p('<text:span text:style-name="N">X</text:span>'), "letter over letter"),
        (p('<text:span text:style-name="O">X</text:span>'), "transparent"),
        (p("X", "I"), "off the page"),
        (p("X", "J"), ""),
        (p("X", "L"), "without height"),
        (
            '<table:table><table:table-row table:style-name="R"><table:table-cell>' + p("X")
            + "</table:table-cell></table:table-row></table:table>",
            "without height",
        ),
        (p('<draw:frame svg:width="9pt" svg:height="9pt" draw:display="none"><draw:text-box>' + p("X") + "</draw:text-box></draw:frame>"), "hidden text box"),
        (p("<office:annotation>" + p("X") + "</office:annotation>"), "comment"),
        ("<text:tracked-changes><text:deletion>" + p("X") + "</text:deletion></text:tracked-changes>", "deletion"),
    ],
)  # fmt: skip
def test_visible_and_hidden_text(body, reason):
    document = read(p("Seen") + body, STYLES)
    (block,) = [b for b in document.blocks if document.text[b.start : b.end] == "X"]
    assert block.visible is not bool(reason)
    assert reason in block.reason


def test_a_dark_page_and_headers_come_from_the_styles():
    styles = (
        f"<office:document-styles {NAMES}><style:page-layout><style:page-layout-properties fo:background-color='#203864'/>"
        "</style:page-layout><style:master-page><style:header><text:p>Ana</text:p></style:header></style:master-page>"
        "</office:document-styles>"
    )
    document = read(p('<text:span text:style-name="W">X</text:span>'), STYLES, {"styles.xml": styles})
    assert (document.text, all(b.visible for b in document.blocks)) == ("Ana\nX", True)


@pytest.mark.parametrize(
    ("masters", "body"),
    [
        ("<style:master-page style:name='Standard'/><style:master-page style:name='Q'><style:header>%s</style:header></style:master-page>", ""),
        ("<style:master-page style:name='Standard'><style:header style:display='false'>%s</style:header></style:master-page>", ""),
        ("", "<text:user-field-decls><text:user-field-decl office:string-value='{}'/></text:user-field-decls>"),
    ],
)  # fmt: skip
def test_text_that_no_page_shows_is_reported(masters, body):
    words = " ".join(f"word{n}" for n in range(20))
    pages = masters % p(words) if masters else ""
    styles = f"<office:document-styles {NAMES}>{pages}</office:document-styles>"
    document = read(body.format(words) + p("Seen"), "", {"styles.xml": styles})
    assert [document.text[b.start : b.end] for b in document.blocks if b.visible] == ["Seen"]
    assert [w.code for w in document.warnings if "word0 word1" in w.message] == ["invisible-text"]


def test_encryption_is_reported():
    manifest = '<m:manifest xmlns:m="x"><m:encryption-data/></m:manifest>'
    with pytest.raises(UnreadableFileError, match="password"):
        read(p("x"), "", {"META-INF/manifest.xml": manifest})


def sty(family, inner):
    return f'<style:style style:name="S" style:family="{family}">{inner}</style:style>'


def tp(properties):
    return f"<style:text-properties {properties}/>"


def pp(properties):
    return f"<style:paragraph-properties {properties}/>"


STYLED = '<text:p text:style-name="S">X</text:p>'
SPAN = '<text:p><text:span text:style-name="S">X</text:span></text:p>'
HIDDEN = {
    "page number": (p("<text:page-number>Built APIs in X</text:page-number>"), ""),
    "title": (p("<text:title>Built APIs in X</text:title>"), ""),
    "variable": (p('<text:variable-set office:string-value="a">Built APIs in X</text:variable-set>'), ""),
    "style for a condition": (
        STYLED,
        '<style:style style:name="S" style:family="paragraph"><style:map style:condition="table()" style:apply-style-name="HP"/></style:style><style:style style:name="HP" style:family="paragraph"><style:text-properties text:display="none"/></style:style>',
    ),
    "attr order": (SPAN, sty("text", tp('style:font-size="12pt" fo:font-size="1pt"'))),
    "neg indent": (STYLED, sty("paragraph", pp('fo:margin-left="-30cm"'))),
    "margin shorthand": (STYLED, sty("paragraph", pp('fo:margin="40cm"'))),
    "right": (STYLED, sty("paragraph", pp('fo:margin-right="25cm"'))),
    "line pct": (STYLED, sty("paragraph", pp('fo:line-height="20%"'))),
    "scale": (SPAN, sty("text", tp('style:text-scale="5%"'))),
    "pct size": (SPAN, sty("text", tp('fo:font-size="5%"'))),
    "sub sub": (SPAN, sty("text", tp('style:text-position="sub 10%"'))),
    "raise": (SPAN, sty("text", tp('style:text-position="5000% 100%"'))),
    "font face": (
        SPAN.replace("X", "X Y"),
        sty("text", tp('style:font-name="W"')) + '<style:font-face style:name="W" svg:font-family="Wingdings"/>',
    ),
    "image first": (
        '<text:p><draw:frame svg:width="9cm" svg:height="9cm"><draw:image/><draw:text-box><text:p>X</text:p></draw:text-box></draw:frame></text:p>',
        "",
    ),
    "scale transform": (
        '<text:p><draw:frame svg:width="9cm" svg:height="9cm" draw:transform="scale(0.001)"><draw:text-box><text:p>X</text:p></draw:text-box></draw:frame></text:p>',
        "",
    ),
    "x off": (
        '<text:p><draw:frame svg:x="25cm" svg:width="9cm" svg:height="9cm"><draw:text-box><text:p>X</text:p></draw:text-box></draw:frame></text:p>',
        "",
    ),
    "overflow": (
        '<text:p><draw:frame svg:width="9cm" svg:height="1cm"><draw:text-box>'
        + "<text:p>a</text:p>" * 9
        + "<text:p>X</text:p></draw:text-box></draw:frame></text:p>",
        "",
    ),
    "table hidden": (
        '<table:table table:style-name="S"><table:table-row><table:table-cell><text:p>X</text:p></table:table-cell></table:table-row></table:table>',
        sty("table", '<style:table-properties table:display="false"/>'),
    ),
    "column collapse": (
        '<table:table><table:table-column table:visibility="collapse"/><table:table-row><table:table-cell><text:p>X</text:p></table:table-cell></table:table-row></table:table>',
        "",
    ),
    "column thin": (
        '<table:table><table:table-column table:style-name="S"/><table:table-row><table:table-cell><text:p>X</text:p></table:table-cell></table:table-row></table:table>',
        sty("table-column", '<style:table-column-properties style:column-width="0.05cm"/>'),
    ),
    "row 5pt": (
        '<table:table><table:table-row table:style-name="S"><table:table-cell><text:p>X</text:p></table:table-cell></table:table-row></table:table>',
        sty("table-row", '<style:table-row-properties style:row-height="5pt"/>'),
    ),
    "table margin": (
        '<table:table table:style-name="S"><table:table-row><table:table-cell><text:p>X</text:p></table:table-cell></table:table-row></table:table>',
        sty("table", '<style:table-properties fo:margin-left="25cm"/>'),
    ),
    "list indent": (
        '<text:list text:style-name="L"><text:list-item><text:p>X</text:p></text:list-item></text:list>',
        '<text:list-style style:name="L"><text:list-level-style-bullet text:level="1"><style:list-level-properties text:space-before="40cm"/></text:list-level-style-bullet></text:list-style>',
    ),
    "cond para": ('<text:p><text:hidden-paragraph text:condition="ooow:1==1" text:is-hidden="false"/>X</text:p>', ""),
    "hidden text val": (
        '<text:p><text:hidden-text text:condition="ooow:1" text:is-hidden="false">X</text:hidden-text></text:p>',
        "",
    ),
    "drop label": ('<text:p><text:drop-down><text:label text:value="X"/></text:drop-down></text:p>', ""),
    "note citation": ("<text:p>a<text:note><text:note-citation>X</text:note-citation></text:note></text:p>", ""),
    "ruby": ("<text:p><text:ruby><text:ruby-text>X</text:ruby-text></text:ruby></text:p>", ""),
    "foreign p": ('<x:p xmlns:x="urn:n">X</x:p>', ""),
    "list child": ("<text:list><text:p>X</text:p></text:list>", ""),
    "row child": ("<table:table><table:table-row><text:p>X</text:p></table:table-row></table:table>", ""),
    "nested index source": (
        "<text:table-of-content><text:table-of-content-source><text:p>X</text:p></text:table-of-content-source></text:table-of-content>",
        "",
    ),
    "white default": (SPAN, sty("text", tp('fo:color="#f0f0f0"'))),
    "ebcdic": ("<office:forms><text:p>X</text:p></office:forms>", ""),
    "section white": (
        '<text:section text:display="condition" text:condition="1"><text:p>X</text:p></text:section>',
        "",
    ),
    "change": (
        "<text:tracked-changes><text:changed-region><text:format-change><text:p>X</text:p></text:format-change></text:changed-region></text:tracked-changes>",
        "",
    ),
    "rect off": (
        '<text:p><draw:rect svg:x="90cm" svg:width="9cm" svg:height="9cm"><text:p>X</text:p></draw:rect></text:p>',
        "",
    ),
    "zero group": (
        '<text:p><draw:g draw:display="none"><draw:rect svg:width="9cm" svg:height="9cm"><text:p>X</text:p></draw:rect></draw:g></text:p>',
        "",
    ),
}

COVER = (
    p("X") + '<text:p><draw:custom-shape draw:style-name="S" text:anchor-type="{anchor}" svg:y="{y}" svg:width="20cm" '
    'svg:height="1cm"/></text:p>'
)
HIDDEN["cover"] = (
    COVER.format(anchor="paragraph", y="-0.8cm"),
    sty("graphic", '<style:graphic-properties draw:fill="solid"/>'),
)
SHOWN = {
    "behind": (COVER.format(anchor="paragraph", y="-0.8cm"), sty("graphic", '<style:graphic-properties style:run-through="background"/>')),
    "without a fill": (COVER.format(anchor="paragraph", y="-0.8cm"), sty("graphic", '<style:graphic-properties draw:fill="none"/>')),
    "below": (COVER.format(anchor="paragraph", y="2cm"), ""),
    "small print": (SPAN, sty("text", tp('fo:font-size="6pt" fo:letter-spacing="-0.2pt" style:text-scale="80%"'))),
    "index": (SPAN, sty("text", tp('style:text-position="super 58%"'))),
    "grey": (SPAN, sty("text", tp('fo:color="#bfbfbf"'))),
    "growing frame": ('<text:p><draw:frame svg:width="9cm"><draw:text-box fo:min-height="1cm">' + p("a") * 9 + p("X") + "</draw:text-box></draw:frame></text:p>", ""),
    "turned": ('<text:p><draw:frame svg:width="9cm" svg:height="1cm" draw:transform="rotate (1.57) translate (2cm 3cm)"><draw:text-box>' + p("X") + "</draw:text-box></draw:frame></text:p>", ""),
    "field": (p("<text:variable-set>Built APIs in X</text:variable-set>"), ""),
    "fixed field": (p('<text:title text:fixed="true">Built APIs in X</text:title>'), ""),
    "date": (p("<text:date>Monday, 1 X 2020</text:date>"), ""),
    "meta": (p("<text:meta><text:span>X</text:span></text:meta>"), ""),
    "contents": ("<text:table-of-content><text:index-body>" + p("X") + "</text:index-body></text:table-of-content>", ""),
    "list": ("<text:list><text:list-header>" + p("X") + "</text:list-header></text:list>", ""),
}  # fmt: skip


def test_each_way_to_hide_text_hides_it_and_none_hides_honest_text():
    seen = {}
    for name, (body, styles) in {**HIDDEN, **SHOWN}.items():
        document = read("<text:p>Seen words</text:p>" + body, styles)
        seen[name] = "".join(document.text[b.start : b.end] for b in document.blocks if b.visible)
    assert [name for name in HIDDEN if "X" in seen[name]] == []
    assert [name for name in SHOWN if "X" not in seen[name]] == []


def test_long_chains_of_styles_take_little_time():
    chain = "".join(
        f'<style:style style:name="s{n}" style:family="paragraph" style:parent-style-name="s{n - 1}"/>'
        for n in range(5000)
    )
    assert read(p("Go", "s4999"), chain).text == "Go"


def test_automatic_styles_of_headers_are_their_own():
    hidden = '<style:style style:name="P1" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
    styles = (
        f"<office:document-styles {NAMES}><office:automatic-styles>{hidden}</office:automatic-styles><office:master-styles>"
        f"<style:master-page>{'<style:header>' + p('X', 'P1') + '</style:header>'}</style:master-page></office:master-styles>"
        "</office:document-styles>"
    )
    own = '<style:style style:name="P1" style:family="paragraph"/>'
    document = read(p("Seen", "P1"), own, {"styles.xml": styles})
    assert [(document.text[b.start : b.end], b.visible) for b in document.blocks] == [("Seen", True), ("X", False)]


def graphic(properties, name="S"):
    return f'<style:style style:name="{name}" style:family="graphic"><style:graphic-properties {properties}/></style:style>'


def drawing(
    inner="", anchor="paragraph", x="0cm", y="-0.8cm", w="20cm", h="1cm", z=5, style="S", kind="draw:custom-shape"
):
    place = f'text:anchor-type="{anchor}" draw:z-index="{z}" svg:x="{x}" svg:y="{y}" svg:width="{w}" svg:height="{h}"'
    return f'<{kind} draw:style-name="{style}" {place}>{inner}</{kind}>'


def picture(**place):
    return drawing("<draw:image/>", kind="draw:frame", **place)


def box(text, **place):
    return drawing(f"<draw:text-box>{text}</draw:text-box>", kind="draw:frame", **place)


def grid(content, row="", column="", columns=1):
    return (
        f'<table:table><table:table-column table:default-cell-style-name="{column}" table:number-columns-repeated="{columns}"/>'
        f'<table:table-row table:style-name="{row}">{content}</table:table-row></table:table>'
    )


def cell(content, style=""):
    return f'<table:table-cell table:style-name="{style}">{content}</table:table-cell>'


X, OVER = p("X"), 'style:wrap="run-through" style:run-through="foreground"'
FRONT, IN_FRONT = graphic(f'draw:fill="solid" {OVER}'), graphic(OVER)
EMPTY = graphic('draw:fill="none"', "T")
HIGH = {"anchor": "page", "x": "1cm", "y": "10cm", "w": "5cm", "h": "1cm", "style": "T"}
DARK = '<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:background-color="#000000"/></style:style>'
NO_DISPLAY = '<style:style style:name="P" style:family="{}"><style:text-properties text:display="none"/></style:style>'
UNSEEN = {
    "shape": (X + p(drawing()), FRONT),
    "shape of the usual style": (X + p(drawing(style="")), ""),
    "shape placed on the page": (
        X + p(drawing(y="1cm", h="20cm")),
        graphic(f'draw:fill="solid" {OVER} style:vertical-rel="page"'),
    ),
    "shape of the page": (drawing(anchor="page", y="1cm", h="20cm") + X, FRONT),
    "shape in a span": (X + p("<text:span>" + drawing() + "</text:span>"), FRONT),
    "picture": (X + p(picture()), IN_FRONT),
    "picture of the page": (picture(anchor="page", y="0cm", h="25cm") + X, IN_FRONT),
    "frame with a background": (X + p(box("<text:p/>")), graphic(f'fo:background-color="#ffffff" {OVER}')),
    "group": (
        X + p('<draw:g text:anchor-type="paragraph" draw:style-name="S">' + drawing(anchor="") + "</draw:g>"),
        FRONT,
    ),
    "item of a list": ("<text:list><text:list-item>" + X + "</text:list-item></text:list>" + p(drawing()), FRONT),
    "cell": (grid(cell(X + p(drawing()))), FRONT),
    "section": ("<text:section>" + X + "</text:section>" + p(drawing()), FRONT),
    "two halves": (p("X and more words in it") + p(drawing(w="1cm") + drawing(x="1cm")), FRONT),
    "box below a shape": (
        p(box(X, z=1, **HIGH)) + drawing(anchor="page", y="9cm", w="9cm", h="4cm", z=9),
        FRONT + EMPTY,
    ),
    "box below the page": (p(box(X, anchor="page", y="29.5cm", style="")), ""),
    "box beside the page": (p(box(X, anchor="page", x="20.9cm", w="5cm", style="")), ""),
    "box of no share of the page": (p(box(X, style="")).replace("svg:x", 'style:rel-width="0%" svg:x'), ""),
    "tab": (
        '<text:p text:style-name="P"><text:tab/>X</text:p>',
        '<style:style style:name="P" style:family="paragraph"><style:paragraph-properties><style:tab-stops><style:tab-stop style:position="40cm"/></style:tab-stops></style:paragraph-properties></style:style>',
    ),
    "columns": (
        '<text:section text:style-name="C">' + X + "</text:section>",
        '<style:style style:name="C" style:family="section"><style:section-properties><style:columns fo:column-count="200" fo:column-gap="0.5cm"/></style:section-properties></style:style>',
    ),
    "margin of a section": (
        '<text:section text:style-name="C">' + X + "</text:section>",
        '<style:style style:name="C" style:family="section"><style:section-properties fo:margin-left="25cm"/></style:style>',
    ),
    "padding": (
        grid(cell(X, "C")),
        '<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:padding-left="25cm"/></style:style>',
    ),
    "relative size": (SPAN, sty("text", tp('fo:font-size="12pt" style:font-size-rel="-11pt"'))),
    "further style": ('<text:p><text:span text:class-names="P">X</text:span></text:p>', NO_DISPLAY.format("text")),
    "further style of a paragraph": ('<text:p text:class-names="P">X</text:p>', NO_DISPLAY.format("paragraph")),
    "style for a condition": ('<text:p text:cond-style-name="P">X</text:p>', NO_DISPLAY.format("paragraph")),
    "style of the column": (grid(cell(SPAN), column="C"), DARK + sty("text", tp('fo:color="#000000"'))),
}
SEEN = {
    "shape behind": (X + p(drawing()), graphic('draw:fill="solid" style:wrap="run-through" style:run-through="background"')),
    "text runs around it": (X + p(drawing()), graphic('draw:fill="solid" style:wrap="parallel"')),
    "photo on the right": (X + p(picture(x="12cm")), IN_FRONT),
    "photo beside text": (X + p(picture(w="3cm")), graphic('style:wrap="right"')),
    "photo before an indent": ('<text:p text:style-name="P">X</text:p>' + p(picture(w="3cm")), IN_FRONT + '<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:margin-left="4cm"/></style:style>'),
    "photo before a tab": ("<text:p><text:tab/>X</text:p>" + p(picture(w="3cm")), IN_FRONT),
    "photo in another cell": (grid(cell("<text:p/>") + cell(X + p(picture(w="3cm"))), columns=2), IN_FRONT),
    "picture in the line": (X + p(picture(anchor="as-char")), IN_FRONT),
    "marker pen": (X + p(drawing()), graphic(f'draw:fill="solid" draw:opacity="30%" {OVER}')),
    "hollow shape": (X + p(drawing('<draw:enhanced-geometry draw:type="frame"/>')), FRONT),
    "box on a shape": (drawing(anchor="page", y="9cm", w="9cm", h="4cm", z=1) + p(box(X, z=9, **HIGH)), FRONT + EMPTY),
    "shape of another page": (drawing(anchor="page", y="1cm", h="20cm").replace("draw:z", 'text:anchor-page-number="2" draw:z') + X, FRONT),
    "two columns": ('<text:section text:style-name="C">' + X + "</text:section>", '<style:style style:name="C" style:family="section"><style:section-properties><style:columns fo:column-count="2" fo:column-gap="0.5cm"/></style:section-properties></style:style>'),
    "pale text in a dark column": (grid(cell(SPAN), column="C"), DARK + sty("text", tp('fo:color="#ffffff"'))),
}  # fmt: skip


def test_what_covers_text_or_moves_it_off_the_page_hides_it():
    seen = {}
    for name, (body, styles) in {**UNSEEN, **SEEN}.items():
        try:
            document = read("<text:p>Seen words</text:p><text:p/><text:p/><text:p/>" + body, styles)
        except UnreadableFileError:  # nothing is left to be seen
            seen[name] = ""
            continue
        seen[name] = "".join(document.text[b.start : b.end] for b in document.blocks if b.visible)
    assert [name for name in UNSEEN if "X" in seen[name]] == []
    assert [name for name in SEEN if "X" not in seen[name]] == []
