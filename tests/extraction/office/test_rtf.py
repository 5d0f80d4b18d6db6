from __future__ import annotations

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.reading import read_bytes

HEAD = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"
COLOURS = r"{\colortbl;\red255\green255\blue255;\red31\green56\blue100;\red160\green160\blue160;}"


def read(body, head=HEAD + COLOURS):
    return read_bytes((head + body + "}").encode("latin-1"), "cv.rtf")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"Ana\par Go", "Ana\nGo"),
        (r"Ana\par\par Go", "Ana\n\nGo"),
        (r"Py{\b th}on", "Python"),
        ("Py\nthon", "Python"),  # a line break of the file is none of the text
        (r"caf\'e9 \endash  \u8364?", "café – €"),
        (r"{\f1 \'ce\'eb\'e5\'e3}", "Олег"),
        (r"\uc2\u233ab\'64x", "é" + "b'64x".replace("b'64", "dx")[:2]),
        (r"a\~b\_c \\ \{x\}", "a b-c \\ {x}"),
        (r"{\*\generator Word;}{\info{\title T}}Go", "Go"),
        (r'{\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt site}}', "site"),
        (r"{\pict\pngblip 89504e47}Go", "Go"),
        (r"{\pict\bin5 ab}}c}Go", "Go"),
        (r"\trowd Since\cell 2019\cell\row", "Since\t2019"),
        (r"{\header Ana}{\footer Page}Go", "Ana\nGo\n\nPage"),
        (r"\u-10179?\u-8704? Go", "\U0001f600 Go"),
    ],
)
def test_text(body, text):
    assert read(body).text == text


def test_pages_are_counted_and_pieces_without_a_header_are_read():
    assert [b.page for b in read(r"Ana\par\page Go").blocks] == [1, 2]
    assert read_bytes(rb"{\pard Ana\par}{\pard Go\par}", "cv.rtf").text == "Ana\nGo"


SHAPE = r"a{\shp{\*\shpinst\shpleft%s\shptop0\shpright%s\shpbottom999%s{\shptxt %s\par}}{\shprslt no}}\par "


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (r"{\v X}", "hidden text"),
        (r"\v a\v0 X", ""),
        (r"{\cf1 X}", "colour of its background"),
        (r"{\cf1\chcbpat2 X}", ""),
        (r"\pard\cbpat2 {\cf1 X}", ""),
        (r"\trowd\clcbpat2 {\cf1 X}\cell\row", ""),
        (r"{\cf3 X}", ""),  # light grey
        (r"{\fs2 X}", "too small"),
        (r"{\fs14 X}", ""),
        (r"{\deleted X}", "deletion"),
        (r"{\footnote\v X}", "hidden text"),
        (r"{\*\annotation X}", "comment"),
        (r"{\mvf X}", "deletion"),
        (r"{\charscalex1 X}", "narrowed"),
        (r"{\up4000 X}", "off the page"),
        (r"\pard\li40000 X", "off the page"),
        (r"\pard\fi-360\li720 X", ""),
        (r"\pard\posx40000 X", "off the page"),
        (r"\pard\sl-1\slmult0 X", "without height"),
        (r"\pard\sl-240\slmult0 X", ""),
        (r"\trowd\trrh-1\cellx900\pard\intbl X\cell\row", "without height"),
        (r"\trowd\trrh-1\cellx900\pard\intbl a\cell\row\pard\plain X", ""),
        (
            r"\trowd\clcbpat2\cellx900\cellx9900\pard\intbl a\cell\pard\intbl{\cf1 X}\cell\row",
            "colour of its background",
        ),
        (r"\trowd\clcbpat2\cellx900\cellx9900\pard\intbl{\cf1 X}\par\cell a\cell\row", ""),
        (r"\trowd\clcbpat2\cellx9900\pard\intbl{\cf2 X}\cell\row", "colour of its background"),
        (r"\trowd\clcbpat2\cellx9900\pard\intbl a\cell\row\pard{\cf1 X}", "colour of its background"),
        (SHAPE % ("0", "5000", "", "X"), ""),
        (SHAPE % ("-20000", "-15000", "", "X"), "off the page"),
        (SHAPE % ("0", "0", "", "X"), "without size"),
        (SHAPE % ("0", "5000", "", r"{\cf1 X}"), "colour of its background"),
        (SHAPE % ("0", "5000", r"{\sp{\sn fillColor}{\sv 6568991}}", r"{\cf1 X}"), ""),
        (SHAPE % ("0", "5000", r"{\sp{\sn fHidden}{\sv 1}}", "X"), "hidden text box"),
        (r"{\object{\*\objdata 0102}{\result X}}", ""),
    ],
)
def test_visible_and_hidden_text(body, reason):
    document = read(r"Seen\par " + body)
    (block,) = [b for b in document.blocks if document.text[b.start : b.end] == "X"]
    assert block.visible is not bool(reason)
    assert reason in block.reason


def test_text_boxes_follow_the_paragraph_around_them():
    assert read("Ana " + SHAPE % ("0", "5000", "", r"In\par the box") + r"Go\par").text == "Ana a\nIn\nthe box\nGo"


def test_white_text_on_a_dark_page():
    page = r"{\*\background{\shp{\*\shpinst{\sp{\sn fillColor}{\sv 6568991}}}}}"
    assert read(r"\viewbksp1 " + page + r"{\cf1 Seen}\par Go").text == "Seen\nGo"
    assert not read(page + r"{\cf1 Unseen}\par Go").text.startswith("Unseen")


def test_text_that_programs_skip_is_reported():
    words = " ".join(f"word{n}" for n in range(20))
    for part in (
        rf"{{\*\zzz {words}}}",
        rf"{{\info{{\keywords {words}}}}}",
        rf"{{\pict\bin{len(words)} {words}}}",
        rf"{{\shp{{\*\shpinst{{\sp{{\sn wzDescription}}{{\sv {words}}}}}}}}}",
        rf"{{\field{{\*\fldinst COMMENTS {words}}}}}",
        f"}}{words}\n{{",
    ):
        document = read(r"Seen\par " + part)
        assert [w.code for w in document.warnings if "word0 word1" in w.message] == ["invisible-text"]
        assert document.blocks[0].end == 4
        assert not document.blocks[1].visible


@pytest.mark.parametrize("part", ["{" * 5000, r"{\shpgrp{\*\shpinst " * 40 + r"{\shptxt Go\par}"])
def test_endless_nesting_is_refused(part):
    with pytest.raises(UnreadableFileError, match="nested too deep"):
        read(part)


HIDDEN = {
    "star after a space": r"{\* \zzz X}",
    "star after a line": "{\n\\*\\zzz X}",
    "star within a group": r"{a\*\zzz X}",
    "row's properties after it": r"\pard\intbl X\cell\trowd\trhidden\cellx9000\row",
    "insets": r"a{\shp{\*\shpinst\shpleft0\shptop0\shpright5000\shpbottom999{\sp{\sn dxTextLeft}{\sv 9999999}}{\shptxt X\par}}}",
    "transparent fill": r"a{\shp{\*\shpinst\shpleft0\shptop0\shpright5000\shpbottom999{\sp{\sn fillColor}{\sv 0}}{\sp{\sn fillOpacity}{\sv 0}}{\shptxt{\cf1 X}\par}}}",
    "raised": r"{\up700 X}",
    "columns": r"\cols100 X",
    "fitted": r"{\fittext20 X X X}",
    "page number": r"{\field{\*\fldinst PAGE}{\fldrslt Built APIs in X}}",
    "cellx narrow": r"\trowd\cellx100\pard\intbl X\cell\row",
    "trhidden": r"\trowd\trhidden\cellx9000\pard\intbl X\cell\row",
    "clvmrg": r"\trowd\clvmgf\cellx9000\pard\intbl a\cell\row\trowd\clvmrg\cellx9000\pard\intbl X\cell\row",
    "sl exact 5pt": r"\pard\sl-100\slmult0 X\par",
    "slmult": r"\pard\sl20\slmult1 X\par",
    "qr off": r"\pard\qr\ri14000 X\par",
    "fi": r"\pard\fi20000 X\par",
    "expndtw wide": r"{\expndtw20000 X}",
    "super tiny": r"{\fs8\super X}",
    "unknown first": r"{\zzz X}",
    "formatting then dest": r"{\b\title X}",
    "dest after text": r"{a\listname X}",
    "star known": r"{\*\b X}",
    "hidden footnote plain": r"{\v a{\footnote\plain X}}",
    "deleted field": r"{\deleted {\field{\*\fldinst PAGE}{\fldrslt\plain X}}}",
    "field set": r"{\field{\*\fldinst SET a}{\fldrslt X}}",
    "field xe": r"{\xe X}",
    "shape late hidden": r"a{\shp{\*\shpinst\shpleft0\shptop0\shpright5000\shpbottom999{\shptxt X\par}{\sp{\sn fHidden}{\sv 1}}}}",
    "group off": r"a{\shpgrp{\*\shpinst\shpleft90000\shptop0\shpright95000\shpbottom999{\shp{\*\shpinst\shpleft0\shptop0\shpright5000\shpbottom999{\shptxt X\par}}}}}",
    "wingdings": r"{\f1 X Y}",
    "headerf no titlepg": r"{\headerf X}",
    "header titlepg one page": r"\titlepg{\header X}{\headerf a}",
    "paper tiny": r"\paperw100\paperh100 X",
    "margl": r"\margl12000 X",
    "absh": r"\pard\absh-60 X\par",
    "absw": r"\pard\absw40 X\par",
    "trleft": r"\trowd\trleft15000\cellx20000\pard\intbl X\cell\row",
    "white via plain": r"{\cf1\plain\cf1 X}",
    "after end": r"a}X{",
    "upr": r"{\upr{a}{\*\ud X}}",
    "template in header": r"{\header{\template X}}",
    "mathphant": r"{\mphant X}",
    "grey": r"{\cf3 X}",
    "listtext": r"{\listtext X}",
    "pict": r"{\pict X}",
    "data": r"{\*\datafield X}",
    "htmltag": r"{\*\htmltag X}",
}

SHOWN = {
    "narrow letters": r"{\charscalex80\expndtw-10 X}",
    "small print": r"{\fs12 X}",
    "an icon": r"{\f1 l} X",
    "groups of letters": r"{\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid1 X}",
    "link": r'{\field\fldedit{\*\fldinst { HYPERLINK "http://x"}}{\fldrslt {\ul X}}}',
    "shape in a group": r"a{\shpgrp{\*\shpinst\shpleft0\shptop0\shpright5000\shpbottom999{\shp{\*\shpinst\shpleft0\shptop0\shpright5000\shpbottom999{\shptxt X\par}}}}}",
    "indent": r"\pard\li720\fi-360 X\par",
    "cells": r"\trowd\trleft-108\cellx4500\cellx9000\pard\intbl a\cell X\cell\row",
    "even header": r"\facingp{\headerl X}{\headerr a}\par\page b",
    "note": r"{\super\chftn{\footnote\plain X}}",
}  # fmt: skip


def test_each_way_to_hide_text_hides_it_and_none_hides_honest_text():
    head = r"{\rtf1\ansi{\fonttbl{\f0 Arial;}{\f1\fcharset2 Foo;}}{\colortbl;\red255\green255\blue255;\red31\green56\blue100;\red230\green230\blue230;}"
    seen = {}
    for name, body in {**HIDDEN, **SHOWN}.items():
        try:
            document = read(r"Seen words\par " + body, head)
        except UnreadableFileError:
            seen[name] = ""
            continue
        seen[name] = "".join(document.text[b.start : b.end] for b in document.blocks if b.visible)
    assert [name for name in HIDDEN if "X" in seen[name]] == []
    assert [name for name in SHOWN if "X" not in seen[name]] == []


HEADER = (
    r"{\rtf1\ansi{\fonttbl{\f0 Arial;}{\f3 Nice{\*\falt Wingdings};}}{\colortbl;\red255\green255\blue255;\red0\green0\blue0;}"
    r"{\stylesheet{\s1\v hidden;}{\*\cs2\v hidden too;}{\s4\sbasedon1 child;}{\s5\qc plain;}}"
)
BESIDE, PAGE = r"\shpwr3\shpbypara\shpbxcolumn", r"\shpwr3\shpbypage\shpbxpage"


def shape(left=0, top=-400, right=9000, bottom=100, place=BESIDE, properties="", text=""):
    sides = rf"\shpleft{left}\shptop{top}\shpright{right}\shpbottom{bottom}"
    box = rf"{{\shptxt {text}\par}}" if text else ""
    return rf"{{\shp{{\*\shpinst{sides}{place} {properties}{box}}}}}"


def sp(**properties):
    return "".join(rf"{{\sp{{\sn {name}}}{{\sv {value}}}}}" for name, value in properties.items())


FRAME = r"\pard\absh-300\absw4000\posx100\posy100 "
PICTURE = r"{\sp{\sn pib}{\sv {\pict\pngblip 89}}}" + sp(shapeType=75, fFilled=0)
UNSEEN = {
    "covered": r"X\par a" + shape() + r"\par ",
    "covered on the page": r"X\par a" + shape(0, 1400, 12000, 9000, PAGE) + r"\par ",
    "covered by a picture": r"X\par a" + shape(properties=PICTURE) + r"\par ",
    "covered by what does not say so": r"X\par a" + shape(place="") + r"\par ",
    "covered by an old drawing": r"X\par a{\*\do\dobxcolumn\dobypara\dodhgt8193\dprect\dpx0\dpy-400\dpxsize9000\dpysize500\dpfillpat1}\par ",
    "two halves": r"X and more text here\par a" + shape(right=1000) + shape(left=1000) + r"\par ",
    "box below a shape": "a"
    + shape(0, 3000, 4000, 4000, PAGE + r"\shpz1", text="X")
    + shape(-100, 2900, 5000, 5000, PAGE + r"\shpz2")
    + r"\par ",
    "style": r"\pard\s1 X\par",
    "style of letters": r"{\cs2 X}",
    "style of a style": r"\pard\s4 X\par",
    "replaced font": r"{\f3 aX}",
    "complex scripts": r"{\rtlch\af0\afs2 X}",
    "tab": r"\pard\tx20000\tab X\par",
    "full frame": FRAME + r"a\par b\par X\par",
    "frame below the page": r"\pard\absw4000\pvpg\posy15800 X\par",
    "frame above the page": r"\pard\absw4000\pvpg\posnegy-9000 X\par",
    "frame beside the page": r"\pard\absw4000\phpg\posx12200 X\par",
    "full row": r"\trowd\trrh-300\cellx9000\pard\intbl a\par b\par X\cell\row",
    "lines of a full row": r"\trowd\trrh-200\cellx9000\pard\intbl a\line\line X\cell\row",
    "full box": "a" + shape(0, 0, 5000, 300, text=r"a\par b\par c\par X") + r"\par ",
    "margin at the top": r"\margt15000 X",
    "margin at the bottom": r"\margb15000 X",
    "marker": r"{\highlight2\chcbpat1\cf2 X}",
    "pattern": r"{\chshdng10000\chcfpat2\chcbpat1\cf2 X}",
    "pattern of a paragraph": r"\pard\shading10000\cfpat2\cbpat1 {\cf2 X}\par",
    "indent in letters": r"\pard\culi30000 X\par",
    "box below the page": "a" + shape(0, 15800, 5000, 16800, PAGE, text="X") + r"\par ",
    "dark page": r"\viewbksp1{\*\background{\shp{\*\shpinst"
    + sp(fillType=7, fillColor=0, fillBackColor=0)
    + r"}}}{\cf2 X}",
}
SEEN = {
    "shape behind": r"X\par a" + shape(place=BESIDE + r"\shpfblwtxt1") + r"\par ",
    "text runs around it": r"X\par a" + shape(place=r"\shpwr2\shpbypara\shpbxcolumn") + r"\par ",
    "shape below": r"X\par a" + shape(top=400, bottom=900) + r"\par ",
    "photo on the right": r"X\par a" + shape(left=7000) + r"\par ",
    "photo before an indent": r"\pard\li3000 X\par a" + shape(right=2500) + r"\par ",
    "photo and text on the right": r"\pard\qr X\par a" + shape(right=2500) + r"\par ",
    "photo before a tab": r"\tab X\par a" + shape(right=2500) + r"\par ",
    "photo in a cell": r"\trowd\cellx3000\cellx9000\pard\intbl\cell X" + shape(top=0, right=2500) + r"\cell\row",
    "line": r"X\par a" + shape(properties=sp(shapeType=20)) + r"\par ",
    "not filled": r"X\par a" + shape(properties=sp(fFilled=0)) + r"\par ",
    "box": "a" + shape(0, 0, 5000, 1000, text="X") + r"\par ",
    "box that grows": "a" + shape(0, 0, 5000, 300, properties=sp(fFitShapeToText=1), text=r"a\par b\par c\par X") + r"\par ",
    "box on a shape": "a" + shape(-100, 2900, 5000, 5000, PAGE + r"\shpz1") + shape(0, 3000, 4000, 4000, PAGE + r"\shpz2", text="X") + r"\par ",
    "space before": r"\pard\sb400\sa200 X\par",
    "plain style": r"\pard\plain\s5 X\par",
    "style that the text undoes": r"\pard\s1\v0 X\par",
    "other frames": FRAME + r"a\par\pard\absh-300\absw4000\posx100\posy900 X\par",
    "fonts of both kinds": r"{\rtlch\fcs1\afs2\ltrch\fcs0\fs22 X}",
}  # fmt: skip


def test_what_covers_text_or_cuts_it_off_hides_it():
    seen = {}
    for name, body in {**UNSEEN, **SEEN}.items():
        try:
            document = read(r"Seen words\par\par\par\par " + body, HEADER)
        except UnreadableFileError:
            seen[name] = ""
            continue
        seen[name] = "".join(document.text[b.start : b.end] for b in document.blocks if b.visible)
    assert [name for name in UNSEEN if "X" in seen[name]] == []
    assert [name for name in SEEN if "X" not in seen[name]] == []
