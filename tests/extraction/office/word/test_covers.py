from __future__ import annotations

import io
import zipfile

import pytest

from matcher.extraction.reading import read_bytes


def p(text, properties="", run=""):
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}<w:r>{run}<w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def fill(colour):
    return f"<a:solidFill><a:srgbClr val='{colour}'/></a:solidFill>"


PIC = "xmlns:pic='http://schemas.openxmlformats.org/drawingml/2006/picture'"


def pic(
    y=-600000,
    down="paragraph",
    cx=6000000,
    cy=900000,
    behind=0,
    wrap="<wp:wrapNone/>",
    x=0,
    inner="",
    rid="i",
    attributes="",
):
    """Anchor a picture or something else, in front of the paragraph above unless told otherwise."""
    inner = inner or f"<pic:pic {PIC}><pic:blipFill><a:blip r:embed='{rid}'/></pic:blipFill><pic:spPr/></pic:pic>"
    return (
        f"<w:p><w:r><w:drawing><wp:anchor behindDoc='{behind}' {attributes}><wp:positionH relativeFrom='column'><wp:posOffset>{x}</wp:posOffset>"
        f"</wp:positionH><wp:positionV relativeFrom='{down}'><wp:posOffset>{y}</wp:posOffset></wp:positionV><wp:extent cx='{cx}' cy='{cy}'/>"
        f"{wrap}<wp:docPr id='1'/><a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )


OPAQUE = fill("FFFFFF")


def shape(filling=OPAQUE, extra="", text="", body=""):
    box = text and f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>"
    return f"<wps:wsp><wps:spPr>{extra}{filling}</wps:spPr>{box}{body}</wps:wsp>"


def box(text, cx=2000000, cy=500000, x=0, y=0, depth=1, filling="", body="<wps:bodyPr/>", extra=""):
    return pic(y, "page", cx, cy, 0, "", x, shape(filling, extra, text, body), attributes=f"relativeHeight='{depth}'")


def group(*shapes, **place):
    size = (
        "<a:off x='0' y='0'/><a:ext cx='6000000' cy='900000'/><a:chOff x='0' y='0'/><a:chExt cx='6000000' cy='900000'/>"
    )
    return pic(
        inner=f"<wpg:wgp><wpg:grpSpPr><a:xfrm>{size}</a:xfrm>{place.pop('filling', '')}</wpg:grpSpPr>{''.join(shapes)}</wpg:wgp>",
        **place,
    )


def vml(attributes="", inner="", kind="v:rect"):
    style = "position:absolute;margin-left:0;margin-top:-50pt;width:470pt;height:70pt;z-index:5"
    return f"<w:p><w:r><w:pict><{kind} style='{style}' {attributes}>{inner}</{kind}></w:pict></w:r></w:p>"


def tbl(content, properties="", grid=()):
    columns = "".join(f"<w:gridCol w:w='{width}'/>" for width in grid)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid><w:tr>{content}</w:tr></w:tbl>"


WHITE = "<w:color w:val='FFFFFF'/>"
BLACK = "<w:color w:val='000000'/>"
X = p("X")
WHOLE = "<a:xfrm><a:off x='0' y='0'/><a:ext cx='6000000' cy='900000'/></a:xfrm>"
FIXED = "<w:tblLayout w:type='fixed'/>"
DOT = "<wp:start x='0' y='0'/><wp:lineTo x='1' y='0'/><wp:lineTo x='1' y='1'/>"
LOW = "<w:framePr w:w='5000' w:h='300' w:hRule='exact'/>"
HIGH = "<w:framePr w:w='5000' w:h='900' w:hRule='exact'/>"
WEDGE = "<a:moveTo><a:pt x='0' y='0'/></a:moveTo><a:lnTo><a:pt x='100' y='0'/></a:lnTo><a:lnTo><a:pt x='0' y='20'/></a:lnTo><a:close/>"
MARGIN = "<w:tblPrEx><w:tblCellMar><w:left w:w='{}' w:type='dxa'/></w:tblCellMar></w:tblPrEx>"
STYLES = (
    "<w:styles>"
    "<w:style w:type='paragraph' w:styleId='PV'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='PV2'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='DS'><w:pPr><w:shd w:val='clear' w:fill='000000'/></w:pPr></w:style>"
    "<w:style w:type='character' w:styleId='MB'><w:rPr><w:highlight w:val='black'/></w:rPr></w:style></w:styles>"
)
NUMBERING = (
    "<w:numbering><w:abstractNum w:abstractNumId='5'><w:numStyleLink w:val='NS'/></w:abstractNum>"
    "<w:abstractNum w:abstractNumId='8'><w:styleLink w:val='NS'/><w:lvl w:ilvl='0'><w:pPr><w:ind w:left='30000'/></w:pPr></w:lvl>"
    "</w:abstractNum><w:num w:numId='6'><w:abstractNumId w:val='5'/></w:num></w:numbering>"
)
FONTS = "<w:fonts><w:font w:name='Nice'><w:altName w:val='Wingdings'/></w:font><w:font w:name='Odd'><w:charset w:val='02'/></w:font></w:fonts>"

HIDDEN = {
    "picture": X + pic(),
    "picture on white by VML": X + vml(),
    "picture by VML": X + vml("filled='f'", "<v:imagedata r:id='i'/>"),
    "filled with a picture by VML": X + vml("", "<v:fill type='frame' r:id='i'/>"),
    "text box by VML without a colour": X + vml("type='#_x0000_t202'", kind="v:shape"),
    "fill of the theme": X
    + pic(
        inner="<wps:wsp><wps:spPr/><wps:style><a:fillRef idx='1'><a:schemeClr val='bg1'/></a:fillRef></wps:style></wps:wsp>"
    ),
    "filled with a picture": X + pic(inner=shape("<a:blipFill><a:blip r:embed='i'/></a:blipFill>")),
    "filled like its group": X + group(shape("<a:grpFill/>", WHOLE), filling=fill("FFFFFF")),
    "picture in a group": X
    + group(f"<pic:pic {PIC}><pic:blipFill><a:blip r:embed='i'/></pic:blipFill><pic:spPr>{WHOLE}</pic:spPr></pic:pic>"),
    "text that runs around a dot": X
    + pic(inner=shape(), wrap=f"<wp:wrapTight><wp:wrapPolygon>{DOT}</wp:wrapPolygon></wp:wrapTight>"),
    "two halves": p("X and more words that are long enough")
    + pic(inner=shape(), cx=200000)
    + pic(inner=shape(), cx=2900000, x=100000, y=-800000),
    "box below a shape": box(X, x=914400, y=3000000)
    + box("", x=800000, y=2900000, cx=3000000, cy=900000, depth=9, filling=fill("FFFFFF")),
    "box below a picture": box(X, x=914400, y=3000000) + pic(2900000, "page", attributes="relativeHeight='9'"),
    "box below another of its group": group(shape("", WHOLE, X), shape(extra=WHOLE), y=3000000, down="page"),
    "in a cell": tbl(f"<w:tc>{X}{pic(inner=shape())}</w:tc>"),
    "columns of a box": box(X, cx=500000, body="<wps:bodyPr numCol='16' spcCol='100000'/>"),
    "style of another type": p("X", "<w:pStyle w:val='PV'/>", "<w:rPr><w:rStyle w:val='PV2'/></w:rPr>"),
    "numbering of a style": p("X", "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='6'/></w:numPr>"),
    "tab": "<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='20000'/></w:tabs></w:pPr><w:r><w:tab/><w:t>X</w:t></w:r></w:p>",
    "marker over shading": "<w:p>"
    + run("X", BLACK + "<w:highlight w:val='black'/><w:shd w:val='clear' w:fill='FFFFFF'/>")
    + "</w:p>",
    "marker of a style": "<w:p>"
    + run("X", "<w:rStyle w:val='MB'/>" + BLACK + "<w:shd w:val='clear' w:fill='FFFFFF'/>")
    + "</w:p>",
    "unknown colour": "<w:p>"
    + run("X", "<w14:textFill><w14:solidFill><w14:prstClr w14:val='white'/></w14:solidFill></w14:textFill>")
    + "</w:p>",
    "font of complex scripts": "<w:p>"
    + run("aX", "<w:rFonts w:ascii='Arial' w:hAnsi='Arial' w:cs='Wingdings'/><w:cs/>")
    + "</w:p>",
    "replaced font": "<w:p>" + run("aX", "<w:rFonts w:ascii='Nice' w:hAnsi='Nice'/>") + "</w:p>",
    "font of symbols": "<w:p>" + run("aX", "<w:rFonts w:ascii='Odd' w:hAnsi='Odd'/>") + "</w:p>",
    "degree of a root": "<w:p><m:oMath><m:rad><m:radPr><m:degHide m:val='1'/></m:radPr><m:deg><m:r><m:t>X</m:t></m:r></m:deg><m:e/></m:rad></m:oMath></w:p>",
    "limit of a sum": "<w:p><m:oMath><m:nary><m:naryPr><m:supHide m:val='1'/></m:naryPr><m:sub/><m:sup><m:r><m:t>X</m:t></m:r></m:sup><m:e/></m:nary></m:oMath></w:p>",
    "frame that is full": p("a", LOW) + p("b", LOW) + p("X", LOW),
    "lines of a full frame": f"<w:p><w:pPr>{LOW}</w:pPr><w:r><w:t>a</w:t><w:br/><w:br/><w:br/></w:r>{run('X')}</w:p>",
    "frame at the page's end": p("X", "<w:framePr w:w='5000' w:h='300' w:vAnchor='page' w:y='15830'/>"),
    "frame below the margin": p("X", "<w:framePr w:w='5000' w:h='300' w:vAnchor='margin' w:y='14500'/>"),
    "margin of one row": tbl(MARGIN.format(20000) + f"<w:tc>{X}</w:tc>", FIXED, [5000]),
    "shading of one row": tbl(
        "<w:tblPrEx><w:shd w:val='clear' w:fill='000000'/></w:tblPrEx><w:tc>"
        + p("X", "", f"<w:rPr>{BLACK}</w:rPr>")
        + "</w:tc>"
    ),
    "cell without the colour of its table": tbl(
        "<w:tc><w:tcPr><w:shd w:val='clear' w:fill='auto'/></w:tcPr><w:p>" + run("X", WHITE) + "</w:p></w:tc>",
        "<w:shd w:val='clear' w:fill='000000'/>",
    ),
    "paragraph without the colour of its style": "<w:p><w:pPr><w:pStyle w:val='DS'/><w:shd w:val='clear' w:fill='auto'/></w:pPr>"
    + run("X", WHITE)
    + "</w:p>",
    "space before a row": tbl(
        f"<w:trPr><w:gridBefore w:val='1'/><w:wBefore w:w='20000' w:type='dxa'/></w:trPr><w:tc>{X}</w:tc>",
        FIXED,
        [100, 5000],
    ),
}

SHOWN = {
    "text below small print": f"<w:p><w:r><w:ruby><w:rt>{run('a')}</w:rt><w:rubyBase>{run('X')}</w:rubyBase></w:ruby></w:r></w:p>",
    "colour of a style": "<w:p><w:pPr><w:pStyle w:val='DS'/></w:pPr>" + run("X", WHITE) + "</w:p>",
    "picture behind": X + pic(behind=1),
    "text runs around it": X + pic(wrap="<wp:wrapSquare/>"),
    "transparent picture": X + pic(rid="c"),
    "photo before an indent": p("X", "<w:ind w:left='3000'/>") + pic(cx=1500000),
    "photo and text on the right": p("X", "<w:jc w:val='right'/>") + pic(cx=1500000),
    "photo and text in the middle": p("X", "<w:jc w:val='center'/>") + pic(cx=1500000),
    "photo over the start of a line": p("X and many more words that fill a line so that a small picture does not hide it") + pic(cx=1500000),
    "photo before a tab": "<w:p><w:r><w:tab/><w:t>X</w:t></w:r></w:p>" + pic(cx=1500000),
    "photo over another cell": tbl(f"<w:tc><w:p/></w:tc><w:tc>{X}{pic(cx=1500000)}</w:tc>", "", [3000, 6000]),
    "photo over a cell of unknown width": tbl(f"<w:tc><w:p/></w:tc><w:tc>{X}{pic(cx=1500000)}</w:tc>"),
    "picture below": X + pic(y=100000),
    "frame around the page": X + pic(300000, "page", 7000000, 9500000, inner=shape(extra="<a:prstGeom prst='frame'/>")),
    "marker pen": X + pic(inner=shape("<a:solidFill><a:srgbClr val='FFFF00'><a:alpha val='40000'/></a:srgbClr></a:solidFill>")),
    "edge without a fill": X + pic(inner=shape("<a:noFill/><a:ln/>")),
    "wedge": X + pic(inner=shape(extra=f"<a:custGeom><a:pathLst><a:path w='100' h='100'>{WEDGE}</a:path></a:pathLst></a:custGeom>")),
    "box on a bar of colour": pic(0, "page", 2500000, 9000000, 1, inner=shape(fill("203864")), attributes="relativeHeight='9'") + box("<w:p>" + run("X", WHITE) + "</w:p>", depth=10, filling=fill("203864")),
    "box in front of a shape": box("", x=800000, y=2900000, cx=3000000, cy=900000, filling=fill("EEEEEE")) + box(X, x=914400, y=3000000, depth=9),
    "box beside a shape": box(X, x=914400, y=3000000) + box("", x=5000000, y=2900000, cx=3000000, cy=900000, depth=9, filling=fill("EEEEEE")),
    "box on its group's background": group(shape(fill("EEEEEE"), WHOLE), shape("", WHOLE, X), y=3000000, down="page"),
    "picture without a surface by VML": "<w:p><w:r><w:pict><v:shapetype id='_x0000_t75' filled='f'/></w:pict></w:r></w:p>" + X + vml("type='#_x0000_t75'", kind="v:shape"),
    "watermark": X + vml("type='#_x0000_t136' fillcolor='silver'", "<v:textpath string='Draft'/>", "v:shape"),
    "line by VML": X + vml("from='0,-20pt' to='400pt,-20pt'", kind="v:line"),
    "box that runs on in another": box(p("a") * 3 + X, cy=400000).replace("<wps:txbx>", "<wps:txbx id='4'>") + pic(5000000, "page", 2000000, inner="<wps:wsp><wps:spPr/><wps:linkedTxbx id='4' seq='1'/><wps:bodyPr/></wps:wsp>"),
    "tab within the page": "<w:p><w:pPr><w:tabs><w:tab w:val='right' w:pos='9360'/><w:tab w:val='left' w:pos='20000'/></w:tabs></w:pPr><w:r><w:tab/><w:t>X</w:t></w:r></w:p>",
    "small margin of one row": tbl(MARGIN.format(100) + f"<w:tc>{X}</w:tc>", FIXED, [5000]),
    "yellow marker": "<w:p>" + run("X", "<w:highlight w:val='yellow'/><w:shd w:val='clear' w:fill='000000'/>") + "</w:p>",
    "no marker": "<w:p>" + run("X", "<w:rStyle w:val='MB'/><w:highlight w:val='none'/>") + "</w:p>",
    "root": "<w:p><m:oMath><m:rad><m:radPr><m:degHide m:val='0'/></m:radPr><m:deg><m:r><m:t>X</m:t></m:r></m:deg><m:e/></m:rad></m:oMath></w:p>",
    "frame with room": p("a", HIGH) + p("b", HIGH) + p("X", HIGH),
    "frame at the page's foot": p("X", "<w:framePr w:w='5000' w:vAnchor='page' w:y='14500'/>"),
    "picture in the line": X + f"<w:p><w:r><w:drawing><wp:inline><wp:extent cx='6000000' cy='900000'/><a:graphic><a:graphicData><pic:pic {PIC}><pic:blipFill><a:blip r:embed='i'/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>",
}  # fmt: skip


def with_files(data, files, relations, part="document"):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        names = dict.fromkeys([*source.namelist(), f"word/_rels/{part}.xml.rels"])
        for name in names:
            text = (
                source.read(name)
                if name in source.namelist()
                else b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'></Relationships>"
            )
            if name.endswith(f"{part}.xml.rels"):
                for key, kind, place in relations:
                    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
                    text = text.replace(b"</", f'<Relationship Id="{key}" Type="{kind}" Target="{place}"/></'.encode())
            target.writestr(name, text)
        for name, content in files.items():
            target.writestr(name, content)
    return out.getvalue()


def shown_in(document):
    return "".join(document.text[b.start : b.end] for b in document.blocks if b.visible)


def test_what_covers_text_hides_it_and_nothing_else_does(make_docx):
    image = pytest.importorskip("PIL.Image")
    pictures = {}
    for name, colour in (("i", (255, 255, 255, 255)), ("c", (255, 255, 255, 0))):
        picture = io.BytesIO()
        image.new("RGBA", (20, 20), colour).save(picture, "PNG")
        pictures[f"word/media/{name}.png"] = picture.getvalue()
    relations = [(name, "image", f"media/{name}.png") for name in "ic"]
    parts = {"styles.xml": STYLES, "numbering.xml": NUMBERING, "fontTable.xml": FONTS}
    read = {}
    for name, body in {**HIDDEN, **SHOWN}.items():
        data = make_docx(p("Seen words") + "<w:p/><w:p/><w:p/><w:p/>" + body, parts)
        read[name] = read_bytes(with_files(data, pictures, relations), "cv.docx")
    assert [name for name in HIDDEN if "X" in shown_in(read[name])] == []
    assert [name for name in SHOWN if "X" not in shown_in(read[name])] == []
    assert [name for name in SHOWN if "invisible-text" in {w.code for w in read[name].warnings}] == []


def test_a_switch_that_is_always_on_stays_on(make_docx):
    styles = STYLES.replace(
        "<w:styles>", "<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    )
    seen = "<w:p>" + run("Seen", "<w:vanish w:val='0'/>") + "</w:p>"
    document = read_bytes(make_docx(seen + p("X", "<w:pStyle w:val='PV'/>"), {"styles.xml": styles}), "cv.docx")
    assert shown_in(document) == "Seen"


@pytest.mark.parametrize(("colour", "shown"), [("black", False), ("#FFFFCC", True)])
def test_pages_painted_by_vml(make_docx, colour, shown):
    settings = {"settings.xml": "<w:settings><w:displayBackgroundShape/></w:settings>"}
    data = make_docx("<w:p>" + run("Seen", WHITE if not shown else BLACK) + run("X", BLACK) + "</w:p>", settings)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            background = f"<w:background w:color='FFFFFF'><v:background fillcolor='{colour}'><v:fill type='solid'/></v:background></w:background><w:body>"
            target.writestr(name, source.read(name).replace(b"<w:body>", background.encode()))
    assert ("X" in shown_in(read_bytes(out.getvalue(), "cv.docx"))) is shown


def font(outline):
    """Build a font whose letters all have that outline; its capital A none of it."""
    builder = pytest.importorskip("fontTools.fontBuilder").FontBuilder(1000, isTTF=True)
    pens = pytest.importorskip("fontTools.pens.ttGlyphPen")
    pen, blank = pens.TTGlyphPen(None), pens.TTGlyphPen(None)
    for number, point in enumerate(outline):
        (pen.lineTo if number else pen.moveTo)(point)
    if outline:
        pen.closePath()
    builder.setupGlyphOrder([".notdef", "letter"])
    builder.setupCharacterMap(dict.fromkeys([*range(48, 58), *range(65, 91), *range(97, 123)], "letter"))
    builder.setupGlyf({".notdef": blank.glyph(), "letter": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "letter": (500, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Own", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.font.save(out)
    return out.getvalue()


KEY = "{01234567-89AB-CDEF-0123-456789ABCDEF}"


def covered(data):
    cover = bytes.fromhex(KEY.strip("{}").replace("-", ""))[::-1] * 2
    return bytes(a ^ b for a, b in zip(data, cover, strict=False)) + data[32:]


@pytest.mark.parametrize("outline", [(), ((0, 0), (0, 700), (400, 700), (400, 0))])
def test_embedded_fonts_must_draw_letters(make_docx, outline):
    table = f"<w:fonts><w:font w:name='Own'><w:embedRegular r:id='f' w:fontKey='{KEY}'/></w:font></w:fonts>"
    body = (
        p("Seen")
        + "<w:p>"
        + run("Python", "<w:rFonts w:ascii='Own' w:hAnsi='Own'/>")
        + "</w:p>"
        + p("Go")
        + "<w:p>"
        + "</w:p>"
    )
    data = make_docx(body, {"fontTable.xml": table})
    data = with_files(
        data, {"word/fonts/f.odttf": covered(font(outline))}, [("f", "font", "fonts/f.odttf")], "fontTable"
    )
    assert shown_in(read_bytes(data, "cv.docx")) == "SeenGo"


def test_embedded_fonts_may_be_honest(make_docx):
    path = pytest.importorskip("matplotlib.font_manager").findfont("DejaVu Serif", fallback_to_default=True)
    with open(path, "rb") as file:
        honest = file.read()
    table = f"<w:fonts><w:font w:name='Own'><w:embedRegular r:id='f' w:fontKey='{KEY}'/></w:font></w:fonts>"
    body = p("Seen") + "<w:p>" + run("Python", "<w:rFonts w:ascii='Own' w:hAnsi='Own'/>") + "</w:p>"
    data = make_docx(body, {"fontTable.xml": table})
    data = with_files(data, {"word/fonts/f.odttf": covered(honest)}, [("f", "font", "fonts/f.odttf")], "fontTable")
    document = read_bytes(data, "cv.docx")
    assert shown_in(document) == "SeenPython"
    assert "invisible-text" not in {w.code for w in document.warnings}


def test_the_main_part_is_the_one_that_the_package_names(make_docx):
    data = make_docx(p("Unseen"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"word/document.xml", b"doc/real.xml"))
        target.writestr("doc/real.xml", source.read("word/document.xml").replace(b"Unseen", b"Seen"))
    assert shown_in(read_bytes(out.getvalue(), "cv.docx")) == "Seen"


def test_a_shape_in_a_crowd_of_one_anchor_has_no_place_and_takes_no_time(make_docx):
    """Every shape looks at all children of its anchor; Word writes ten."""
    inner = shape(text=p("Lost words"))
    read = {}
    for count in (2, 100):
        anchor = pic(-600000, inner=inner).replace("<wp:docPr", inner * count + "<wp:docPr", 1)
        read[count] = read_bytes(make_docx(p("Seen words") + anchor), "cv.docx")
    assert "Lost" in shown_in(read[2])
    assert shown_in(read[100]).strip() == "Seen words"
    assert "invisible-text" in {w.code for w in read[100].warnings}
