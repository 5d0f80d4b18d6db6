from __future__ import annotations

import io
import zipfile

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.office import package
from matcher.extraction.reading import read_bytes


def p(text, properties="", run=""):
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}<w:r>{run}<w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


WHITE = "<w:color w:val='FFFFFF'/>"
STYLES = (
    "<w:styles>"
    "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='22'/></w:rPr></w:rPrDefault></w:docDefaults>"
    "<w:style w:type='paragraph' w:styleId='RR'/><w:style w:type='paragraph' w:styleId='RR'><w:rPr><w:b/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='CW'><w:rPr><w:color w:val='FFFFFF'/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='CC'><w:basedOn w:val='CW'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='PI'><w:pPr><w:numPr><w:numId w:val='9'/></w:numPr></w:pPr></w:style>"
    "<w:style w:type='table' w:styleId='TL'><w:tblStylePr w:type='band1Horz'><w:pPr><w:spacing w:line='20' w:lineRule='exact'/></w:pPr></w:tblStylePr></w:style>"
    "<w:style w:type='table' w:styleId='TC'><w:tblStylePr w:type='nwCell'><w:rPr><w:vanish/></w:rPr></w:tblStylePr></w:style>"
    "<w:style w:type='table' w:styleId='TM'><w:tblPr><w:tblCellMar><w:left w:w='20000' w:type='dxa'/></w:tblCellMar></w:tblPr></w:style>"
    "<w:style w:type='table' w:styleId='TB'><w:basedOn w:val='TH'/></w:style><w:style w:type='table' w:styleId='TH'><w:trPr><w:trHeight w:val='30' w:hRule='exact'/></w:trPr></w:style>"
    "</w:styles>"
)
NUMBERING = "<w:numbering><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:pPr><w:ind w:left='30000'/></w:pPr></w:lvl></w:abstractNum><w:num w:numId='9'><w:abstractNumId w:val='1'/></w:num></w:numbering>"


def wsp(inner, cx=2000000, cy=500000, x=0, y=0, anchor="", body="<wps:bodyPr/>", sp="", ext="", extra=""):
    return (
        f"<w:p><w:r><w:drawing><wp:anchor {anchor}><wp:positionH relativeFrom='page'><wp:posOffset>{x}</wp:posOffset></wp:positionH><wp:positionV relativeFrom='page'><wp:posOffset>{y}</wp:posOffset></wp:positionV>"
        f"<wp:extent cx='{cx}' cy='{cy}'/>{extra}<wp:docPr id='1'/><a:graphic><a:graphicData><wps:wsp>{ext}<wps:spPr>{sp}</wps:spPr><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>{body}</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )


HIDDEN = {
    "style chain white char": "<w:p>" + run("X", "<w:rStyle w:val='CC'/>") + "</w:p>",
    "numbering indent": p("X", "<w:pStyle w:val='PI'/>"),
    "numbering direct": p("X", "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='9'/></w:numPr>"),
    "band line": "<w:tbl><w:tblPr><w:tblStyle w:val='TL'/></w:tblPr><w:tr><w:tc>" + p("X") + "</w:tc></w:tr></w:tbl>",
    "nw corner": "<w:tbl><w:tblPr><w:tblStyle w:val='TC'/><w:tblLook w:val='00A0'/></w:tblPr><w:tr><w:tc>"
    + p("X")
    + "</w:tc><w:tc>"
    + p("a")
    + "</w:tc></w:tr></w:tbl>",
    "cell margin": "<w:tbl><w:tblPr><w:tblStyle w:val='TM'/><w:tblLayout w:type='fixed'/></w:tblPr><w:tblGrid><w:gridCol w:w='5000'/></w:tblGrid><w:tr><w:tc>"
    + p("X")
    + "</w:tc></w:tr></w:tbl>",
    "row height by basedOn": "<w:tbl><w:tblPr><w:tblStyle w:val='TB'/></w:tblPr><w:tr><w:tc>"
    + p("X")
    + "</w:tc></w:tr></w:tbl>",
    "row 5pt exact": "<w:tbl><w:tr><w:trPr><w:trHeight w:val='100' w:hRule='exact'/></w:trPr><w:tc>"
    + p("X")
    + "</w:tc></w:tr></w:tbl>",
    "second para in exact row": "<w:tbl><w:tr><w:trPr><w:trHeight w:val='260' w:hRule='exact'/></w:trPr><w:tc>"
    + p("a")
    + p("b")
    + p("X")
    + "</w:tc></w:tr></w:tbl>",
    "empties in exact row": "<w:tbl><w:tr><w:trPr><w:trHeight w:val='260' w:hRule='exact'/></w:trPr><w:tc><w:p/><w:p/>"
    + p("X")
    + "</w:tc></w:tr></w:tbl>",
    "vmerge continue": "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>"
    + p("a")
    + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>"
    + p("X")
    + "</w:tc></w:tr></w:tbl>",
    "foreign attr vanish": "<w:p>" + run("X", "<w:vanish x:val='0'/>") + "</w:p>",
    "two rPr": "<w:p><w:r><w:rPr/><w:rPr><w:vanish/></w:rPr><w:t>X</w:t></w:r></w:p>",
    "two color": "<w:p>" + run("X", "<w:color w:val='000000'/><w:color w:val='FFFFFF'/>") + "</w:p>",
    "foreign theme attr": "<w:p>" + run("X", "<w:color w:val='FFFFFF' x:themeColor='text1'/>") + "</w:p>",
    "drawingml t in run": "<w:p><w:r><a:t>X</a:t></w:r></w:p>",
    "a:p in body": "<a:p><a:r><a:t>X</a:t></a:r></a:p>",
    "foreign wrap": "<x:y>" + p("X") + "</x:y>",
    "foreign inline": "<w:p><x:y>" + run("X") + "</x:y></w:p>",
    "unknown w element": "<w:p><w:foo>" + run("X") + "</w:foo></w:p>",
    "unknown property": "<w:p>" + run("X", "<w:foo/>") + "</w:p>",
    "unknown ppr": p("X", "<w:foo/>"),
    "mc in rpr": "<w:p>"
    + run("X", "<mc:AlternateContent><mc:Choice Requires='w14'><w:vanish/></mc:Choice></mc:AlternateContent>")
    + "</w:p>",
    "choice none": "<w:p><mc:AlternateContent><mc:Choice Requires='zz'>"
    + run("X")
    + "</mc:Choice></mc:AlternateContent></w:p>",
    "choice empty requires": "<w:p><mc:AlternateContent><mc:Choice Requires=''>"
    + run("X")
    + "</mc:Choice></mc:AlternateContent></w:p>",
    "fallback with choice": "<w:p><mc:AlternateContent><mc:Choice Requires='wps'>"
    + run("a")
    + "</mc:Choice><mc:Fallback>"
    + run("X")
    + "</mc:Fallback></mc:AlternateContent></w:p>",
    "xe field result": "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>SET a</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
    + run("X")
    + "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
    "fldSimple tc": "<w:p><w:fldSimple w:instr='TC \"a\"'>" + run("X") + "</w:fldSimple></w:p>",
    "box in vanish run": "<w:p><w:r><w:rPr><w:vanish/></w:rPr>" + wsp(p("X"))[len("<w:p><w:r>") :],
    "box in del": "<w:p><w:del>" + wsp(p("X"))[5:-6] + "</w:del></w:p>",
    "box right page": wsp(p("X"), x=7772400),
    "box below page": wsp(p("X"), y=10058400),
    "box tiny insets": wsp(p("X"), body="<wps:bodyPr lIns='1900000' rIns='100000'/>"),
    "box overflow": wsp(p("a") * 20 + p("X"), cy=300000),
    "box font scale": wsp(p("X"), body="<wps:bodyPr><a:normAutofit fontScale='1000'/></wps:bodyPr>"),
    "box fontref white": wsp(
        p("X"),
        body="<wps:style><a:fontRef idx='minor'><a:srgbClr val='FFFFFF'/></a:fontRef></wps:style><wps:bodyPr/>",
        sp="<a:noFill/>",
    ),
    "box alpha fill white text": wsp(
        "<w:p>" + run("X", WHITE) + "</w:p>",
        sp="<a:solidFill><a:srgbClr val='000000'><a:alpha val='0'/></a:srgbClr></a:solidFill>",
    ),
    "gradient white": wsp(
        "<w:p>" + run("X", WHITE) + "</w:p>",
        sp="<a:gradFill><a:gsLst><a:gs><a:srgbClr val='FFFFFF'/></a:gs><a:gs><a:srgbClr val='FDFDFD'/></a:gs></a:gsLst></a:gradFill>",
    ),
    "pattern fill white": wsp("<w:p>" + run("X", WHITE) + "</w:p>", sp="<a:pattFill/>"),
    "sizeRelH tiny": wsp(p("X"), extra="<wp14:sizeRelH><wp14:pctWidth>1</wp14:pctWidth></wp14:sizeRelH>"),
    "xfrm tiny": wsp(p("X"), sp="<a:xfrm><a:off x='0' y='0'/><a:ext cx='100' cy='100'/></a:xfrm>"),
    "hidden cNvPr": wsp(p("X"), ext="<wps:cNvPr id='1' name='a' hidden='1'/>"),
    "vml display none": "<w:p><w:r><w:pict><v:shape style='display:none;width:99pt;height:99pt'><v:textbox><w:txbxContent>"
    + p("X")
    + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
    "vml group hidden": "<w:p><w:r><w:pict><v:group style='visibility:hidden;width:99pt;height:99pt' coordsize='99,99'><v:shape style='width:99;height:99'><v:textbox><w:txbxContent>"
    + p("X")
    + "</w:txbxContent></v:textbox></v:shape></v:group></w:pict></w:r></w:p>",
    "vml group scaled": "<w:p><w:r><w:pict><v:group style='width:1pt;height:1pt' coordsize='9999,9999'><v:shape style='width:999;height:999'><v:textbox><w:txbxContent>"
    + p("X")
    + "</w:txbxContent></v:textbox></v:shape></v:group></w:pict></w:r></w:p>",
    "vml group moved": "<w:p><w:r><w:pict><v:group style='position:absolute;width:99pt;height:99pt' coordsize='99,99' coordorigin='90000,0'><v:shape style='width:99;height:99'><v:textbox><w:txbxContent>"
    + p("X")
    + "</w:txbxContent></v:textbox></v:shape></v:group></w:pict></w:r></w:p>",
    "txbxContent alone": "<w:p><w:r><w:txbxContent>" + p("X") + "</w:txbxContent></w:r></w:p>",
    "chars indent": p("X", "<w:ind w:leftChars='31000'/>"),
    "firstline": p("X", "<w:ind w:firstLine='31000'/>"),
    "measure indent": p("X", "<w:ind w:left='30in'/>"),
    "right indent": p("X", "<w:ind w:right='9300'/>"),
    "lines auto tiny": p("X", "<w:spacing w:line='20'/>"),
    "exact 5pt": p("X", "<w:spacing w:line='100' w:lineRule='exact'/>"),
    "frame tiny width": p("X", "<w:framePr w:w='1' w:h='1000' w:hRule='exact'/>"),
    "frame 4pt high": p("X", "<w:framePr w:w='5000' w:h='80' w:hRule='exact'/>"),
    "3pt": "<w:p>" + run("X", "<w:sz w:val='7'/>") + "</w:p>",
    "w 20": "<w:p>" + run("X", "<w:w w:val='20'/>") + "</w:p>",
    "spread": "<w:p>" + run("X", "<w:spacing w:val='31000'/>") + "</w:p>",
    "super small": "<w:p>" + run("X", "<w:sz w:val='10'/><w:vertAlign w:val='superscript'/>") + "</w:p>",
    "E0 grey": "<w:p>" + run("X", "<w:color w:val='E3E3E3'/>") + "</w:p>",
    "strict white": "<w:p>"
    + run(
        "X",
        "<w14:textFill><w14:solidFill><w14:srgbClr w14:val='000000'><w14:alpha w14:val='95000'/></w14:srgbClr></w14:solidFill></w14:textFill>",
    )
    + "</w:p>",
    "sdt outside content": "<w:sdt>" + p("X") + "</w:sdt>",
    "nan size": "<w:p>" + run("X", "<w:sz w:val='nan'/><w:sz w:val='1'/>") + "</w:p>",
    "specvanish": "<w:p>" + run("X", "<w:specVanish/>") + "</w:p>",
    "moveFrom block": "<w:moveFrom>" + p("X") + "</w:moveFrom>",
    "row ins del": "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:sdt><w:sdtContent>"
    + p("X")
    + "</w:sdtContent></w:sdt></w:tc></w:tr></w:tbl>",
    "table off via tblpPr page": "<w:tbl><w:tblPr><w:tblpPr w:horzAnchor='page' w:tblpX='13000'/></w:tblPr><w:tr><w:tc>"
    + p("X")
    + "</w:tc></w:tr></w:tbl>",
    "neg table": "<w:tbl><w:tblPr><w:tblInd w:w='-9000' w:type='dxa'/><w:tblW w:w='5000' w:type='dxa'/></w:tblPr><w:tblGrid><w:gridCol w:w='5000'/></w:tblGrid><w:tr><w:tc>"
    + p("X")
    + "</w:tc></w:tr></w:tbl>",
    "cell off right": "<w:tbl><w:tblPr><w:tblLayout w:type='fixed'/></w:tblPr><w:tblGrid><w:gridCol w:w='12000'/><w:gridCol w:w='5000'/></w:tblGrid><w:tr><w:tc>"
    + p("a")
    + "</w:tc><w:tc>"
    + p("X")
    + "</w:tc></w:tr></w:tbl>",
    "hMerge": "<w:tbl><w:tr><w:tc><w:tcPr><w:hMerge w:val='restart'/></w:tcPr>"
    + p("a")
    + "</w:tc><w:tc><w:tcPr><w:hMerge/></w:tcPr>"
    + p("X")
    + "</w:tc></w:tr></w:tbl>",
    "custom w14 in body": "<w14:p>" + p("X") + "</w14:p>",
    "ruby": "<w:p><w:r><w:ruby><w:rt>" + run("X") + "</w:rt></w:ruby></w:r></w:p>",
    "size of complex scripts": "<w:p>" + run("X", "<w:szCs w:val='2'/><w:rtl/>") + "</w:p>",
    "larger than the page": "<w:p>" + run("X", "<w:sz w:val='3200'/>") + "</w:p>",
    "simple position": wsp(p("X"), anchor="simplePos='1'", extra="<wp:simplePos x='-90000000' y='0'/>"),
    "vertical text in a flat row": "<w:tbl><w:tr><w:trPr><w:trHeight w:val='40' w:hRule='exact'/></w:trPr><w:tc><w:tcPr><w:textDirection w:val='btLr'/></w:tcPr>"
    + p("X")
    + "</w:tc></w:tr></w:tbl>",
    "backwards": "<w:p><w:bdo w:val='rtl'>" + run("aX") + "</w:bdo></w:p>",
    "page number": "<w:p><w:fldSimple w:instr='PAGE'>" + run("Built APIs in X") + "</w:fldSimple></w:p>",
    "repeated style": p("X", "<w:pStyle w:val='RR'/>"),
    "font of the theme": "<w:p>"
    + run("aX", "<w:rFonts w:asciiTheme='minorHAnsi' w:hAnsiTheme='minorHAnsi'/>")
    + "</w:p>",
    "dark shd text": "<w:p>" + run("X", "<w:color w:val='1F3864'/><w:shd w:val='clear' w:fill='1F3864'/>") + "</w:p>",
}

SHOWN = {
    "a style's indent within the page": p("X", "<w:ind w:left='-1000' w:right='-1000'/>"),
    "condensed": "<w:p>" + run("X", "<w:spacing w:val='-10'/><w:w w:val='80'/>") + "</w:p>",
    "small print": "<w:p>" + run("X", "<w:sz w:val='12'/>") + "</w:p>",
    "light grey": "<w:p>" + run("X", "<w:color w:val='BFBFBF'/>") + "</w:p>",
    "tight heading": "<w:p><w:pPr><w:spacing w:line='400' w:lineRule='exact'/></w:pPr>" + run("X", "<w:sz w:val='48'/>") + "</w:p>",
    "drop cap": "<w:p><w:pPr><w:framePr w:dropCap='drop' w:lines='2' w:wrap='around'/></w:pPr>" + run("X") + "</w:p>",
    "box": wsp(p("X")),
    "box that grows": wsp(p("a") * 9 + p("X"), cy=300000, body="<wps:bodyPr><a:spAutoFit/></wps:bodyPr>"),
    "white on a gradient": wsp("<w:p>" + run("X", WHITE) + "</w:p>", sp="<a:gradFill><a:gsLst><a:gs><a:srgbClr val='1F3864'/></a:gs><a:gs><a:srgbClr val='2E74B5'/></a:gs></a:gsLst></a:gradFill>"),
    "turned box": wsp(p("X" * 1), cx=300000, cy=3000000, body="<wps:bodyPr vert='vert270'/>"),
    "shape's own colour": wsp(p("X"), sp="<a:solidFill><a:srgbClr val='1F3864'/></a:solidFill>", ext="", body="<wps:style><a:fontRef idx='minor'><a:srgbClr val='FFFFFF'/></a:fontRef></wps:style><wps:bodyPr/>"),
    "choice of a newer Word": "<w:p><mc:AlternateContent><mc:Choice Requires='wps wp14'>" + run("X") + "</mc:Choice><mc:Fallback>" + run("X") + "</mc:Fallback></mc:AlternateContent></w:p>",
    "fallback": "<w:p><mc:AlternateContent><mc:Choice Requires='x'>" + run("a") + "</mc:Choice><mc:Fallback>" + run("X") + "</mc:Fallback></mc:AlternateContent></w:p>",
    "box by VML": "<w:p><w:r><w:pict><v:shape style='position:absolute;margin-left:10pt;width:200pt;height:50pt'><v:textbox><w:txbxContent>" + p("X") + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
    "group by VML": "<w:p><w:r><w:pict><v:group style='position:absolute;margin-left:9pt;width:200pt;height:99pt' coordsize='4000,2000'><v:rect style='left:100;top:100;width:3000;height:900'><v:textbox><w:txbxContent>" + p("X") + "</w:txbxContent></v:textbox></v:rect></v:group></w:pict></w:r></w:p>",
    "formula": "<w:p><m:oMath><m:f><m:num><m:r><m:t>X</m:t></m:r></m:num></m:f></m:oMath></w:p>",
    "control": "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + p("X") + "</w:sdtContent></w:sdt>",
    "bookmark's field": "<w:p><w:fldSimple w:instr=' place \\* MERGEFORMAT'>" + run("X") + "</w:fldSimple></w:p>",
    "unfolded heading": p("a", "<w:outlineLvl w:val='0'/><w15:collapsed w:val='0'/>") + p("X"),
    "after a folded heading": p("a", "<w:outlineLvl w:val='0'/><w15:collapsed/>") + p("X", "<w:outlineLvl w:val='0'/>"),
    "row of a fixed height": "<w:tbl><w:tr><w:trPr><w:trHeight w:val='280' w:hRule='exact'/></w:trPr><w:tc>" + p("X") + "</w:tc></w:tr></w:tbl>",
    "merged cells": "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>" + p("X") + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
    "icon": "<w:p>" + run("l", "<w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings'/>") + run(" X") + "</w:p>",
    "right to left": "<w:p><w:dir w:val='rtl'>" + run("X", "<w:rtl/><w:szCs w:val='22'/>") + "</w:dir></w:p>",
    "page's number and date": "<w:p><w:fldSimple w:instr='DATE'>" + run("1 May 2020") + "</w:fldSimple>" + run("X") + "</w:p>",
    "property of another program": "<w:p>" + run("X", "<x:z/><w14:ligatures w14:val='all'/>") + "</w:p>",
}  # fmt: skip


def shown_in(document):
    return "".join(document.text[b.start : b.end] for b in document.blocks if b.visible)


def test_each_way_to_hide_text_hides_it_and_none_hides_honest_text(make_docx):
    theme = "<a:theme><a:fontScheme><a:minorFont><a:latin typeface='Wingdings'/></a:minorFont></a:fontScheme></a:theme>"
    parts = {"styles.xml": STYLES, "numbering.xml": NUMBERING, "theme.xml": theme}
    read = {
        name: read_bytes(make_docx(p("Seen words") + body, parts), "cv.docx")
        for name, body in {**HIDDEN, **SHOWN}.items()
    }
    assert [name for name in HIDDEN if "X" in shown_in(read[name])] == []
    assert [name for name in SHOWN if "X" not in shown_in(read[name])] == []
    codes = {"invisible-text", "tracked-changes"}
    assert [name for name in SHOWN if codes & {w.code for w in read[name].warnings}] == []


@pytest.mark.parametrize(
    "size",
    [
        "<w:pgSz w:w='100' w:h='100'/>",
        "<w:cols w:num='200' w:space='1'/>",
        "<w:docGrid w:type='snapToChars' w:charSpace='-40000'/>",
    ],
)
def test_pages_without_room(make_docx, size):
    with pytest.raises(UnreadableFileError, match="no visible words"):
        read_bytes(make_docx(p("X") + f"<w:sectPr>{size}</w:sectPr>"), "cv.docx")


@pytest.mark.parametrize(
    ("settings", "section", "body", "shown"),
    [
        ("", "<w:headerReference w:type='even' r:id='r1'/>", "", False),
        ("<w:evenAndOddHeaders/>", "<w:headerReference w:type='even' r:id='r1'/>", "", False),
        ("<w:evenAndOddHeaders/>", "<w:headerReference w:type='even' r:id='r1'/>", "<w:r><w:br w:type='page'/></w:r>", True),
        ("", "<w:titlePg/><w:headerReference w:type='default' r:id='r1'/>", "", False),
        ("", "<w:titlePg/><w:headerReference w:type='default' r:id='r1'/>", "<w:r><w:br w:type='page'/></w:r>", True),
        ("", "<w:titlePg/><w:headerReference w:type='default' r:id='r1'/>", "<w:r><w:lastRenderedPageBreak/></w:r>", False),
        ("", "<w:headerReference w:type='default' r:id='r1'/>", "", True),
        ("", "<w:headerReference w:type='default' r:id='r1'/><w:pgMar w:header='31000'/>", "", False),
        ("", "<w:headerReference w:type='default' r:id='r9'/>", "", False),
    ],
)  # fmt: skip
def test_headers_depend_on_the_number_of_pages(make_docx, settings, section, body, shown):
    parts = {"settings.xml": f"<w:settings>{settings}</w:settings>", "header1.xml": f"<w:hdr>{p('X')}</w:hdr>"}
    body = f"<w:p><w:r><w:t>Seen</w:t></w:r>{body}</w:p><w:sectPr>{section}</w:sectPr>"
    assert ("X" in shown_in(read_bytes(make_docx(body, parts), "cv.docx"))) is shown


def test_a_note_is_hidden_with_the_reference_to_it(make_docx):
    notes = {"footnotes.xml": f"<w:footnotes><w:footnote w:id='2'>{p('X')}</w:footnote></w:footnotes>"}
    for properties, shown in (("", True), ("<w:vanish/>", False)):
        reference = f"<w:p><w:r><w:t>Seen</w:t></w:r><w:r><w:rPr>{properties}</w:rPr><w:footnoteReference w:id='2'/></w:r></w:p>"
        assert ("X" in shown_in(read_bytes(make_docx(reference, notes), "cv.docx"))) is shown


def test_shapes_in_front_cover_text_and_shapes_behind_show_it(make_docx):
    shape = (
        "<w:p><w:r><w:drawing><wp:anchor behindDoc='{behind}'><wp:positionH relativeFrom='column'><wp:posOffset>0</wp:posOffset>"
        "</wp:positionH><wp:positionV relativeFrom='{down}'><wp:posOffset>{y}</wp:posOffset></wp:positionV>"
        "<wp:extent cx='6000000' cy='900000'/>{wrap}<wp:docPr id='1'/><a:graphic><a:graphicData><wps:wsp><wps:spPr>"
        "<a:solidFill><a:srgbClr val='{fill}'/></a:solidFill></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        "</w:drawing></w:r></w:p>"
    )
    front = {"behind": 0, "down": "paragraph", "fill": "FFFFFF"}
    behind = {"behind": 1, "down": "page", "fill": "203864", "wrap": "<wp:wrapNone/>"}
    white = "<w:p>" + run("X", WHITE) + "</w:p>"
    for body, shown in (
        (p("X") + shape.format(y=-600000, wrap="<wp:wrapNone/>", **front), False),
        (p("X") + shape.format(y=-600000, wrap="<wp:wrapSquare/>", **front), True),
        (p("X") + shape.format(y=300000, wrap="<wp:wrapNone/>", **front), True),
        (shape.format(y=900000, **behind) + white, True),
        (shape.format(y=9000000, **behind) + white, False),  # at the foot of the page
        (shape.format(y=900000, **{**behind, "fill": "FEFEFE"}) + white, False),
    ):
        document = read_bytes(make_docx("<w:p/><w:p/>" + p("Seen") + "<w:p/><w:p/><w:p/><w:p/>" + body), "cv.docx")
        assert ("X" in shown_in(document)) is shown, body


def test_controls_show_the_value_that_they_are_bound_to(make_docx):
    control = (
        "<w:sdt><w:sdtPr><w:dataBinding w:xpath='/ns0:r[1]/ns0:a[1]' w:storeItemID=''/><w:text/></w:sdtPr><w:sdtContent>"
        + p("X") + "</w:sdtContent></w:sdt>"
    )  # fmt: skip
    for value, shown in (("Stored", "SeenStored"), ("X", "SeenX"), ("", "SeenX")):
        data = make_docx(p("Seen") + control)
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
            for name in source.namelist():
                part = source.read(name)
                if name.endswith("document.xml.rels"):
                    part = part.replace(
                        b"</",
                        b'<Relationship Id="c" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml" Target="../customXml/i.xml"/></',
                    )
                target.writestr(name, part)
            target.writestr("customXml/i.xml", f"<r><a>{value}</a></r>")
        assert shown_in(read_bytes(out.getvalue(), "cv.docx")) == shown


def test_long_chains_of_styles_and_open_fields_take_little_time(make_docx):
    chain = "".join(
        f"<w:style w:type='paragraph' w:styleId='s{n}'><w:basedOn w:val='s{n - 1}'/></w:style>" for n in range(5000)
    )
    body = (
        p("Seen")
        + p("Go", "<w:pStyle w:val='s4999'/>")
        + "<w:p>"
        + "<w:r><w:fldChar w:fldCharType='begin'/></w:r>" * 9000
    )
    document = read_bytes(
        make_docx(body + run("X") * 3000 + "</w:p>", {"styles.xml": f"<w:styles>{chain}</w:styles>"}), "cv.docx"
    )
    assert shown_in(document) == "SeenGo"


def test_documents_with_too_many_elements_are_refused(make_docx, monkeypatch):
    monkeypatch.setattr(package, "MAXIMUM_ELEMENTS", 1000)
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(make_docx("<w:p/>" * 2000), "cv.docx")
    assert caught.value.code == "too-large"


@pytest.mark.parametrize(("grey", "shown"), [(40, True), (255, False)])
def test_pale_text_is_seen_on_a_dark_picture_only(make_docx, grey, shown):
    image = pytest.importorskip("PIL.Image")
    picture = io.BytesIO()
    image.new("L", (9, 9), grey).save(picture, "PNG")
    body = (
        "<w:p><w:r><w:drawing><wp:anchor behindDoc='1'><wp:extent cx='9000000' cy='9000000'/><wp:docPr id='1'/><a:graphic>"
        "<a:graphicData><a:blip r:embed='i'/></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )
    data = make_docx(p("Seen") + body + "<w:p>" + run("X", WHITE) + "</w:p>")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith("document.xml.rels"):
                part = part.replace(b"</", b'<Relationship Id="i" Type="x/image" Target="media/i.png"/></')
            target.writestr(name, part)
        target.writestr("word/media/i.png", picture.getvalue())
    assert ("X" in shown_in(read_bytes(out.getvalue(), "cv.docx"))) is shown
