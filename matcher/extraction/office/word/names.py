"""Name the elements of a DOCX by the prefixes that ECMA-376 uses, and tell the known ones from all others.

Elements and attributes of other namespaces are not displayed by any program. What Word displays depends on the
namespace, so a name without it decides nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from matcher.core.memo import Memo

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "ALL_PROPERTIES",
    "CONTAINERS",
    "FORMULA_SWITCHES",
    "SILENT",
    "UNKNOWN",
    "child",
    "choose",
    "drawing_value",
    "is_on",
    "name_of",
    "number",
    "symbol",
    "text_below",
    "value",
]

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W_STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OPEN: Final = "http://schemas.openxmlformats.org/"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_MATH: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_WORD: Final = "http://schemas.microsoft.com/office/word/"
_OFFICE: Final = "http://schemas.microsoft.com/office/"

_PREFIXES: Final = {
    _W: "w", _W_STRICT: "w",
    f"{_OPEN}markup-compatibility/2006": "mc",
    f"{_OPEN}drawingml/2006/main": "a", f"{_STRICT}drawingml/main": "a",
    f"{_OPEN}drawingml/2006/wordprocessingDrawing": "wp", f"{_STRICT}drawingml/wordprocessingDrawing": "wp",
    f"{_OPEN}drawingml/2006/picture": "pic", f"{_STRICT}drawingml/picture": "pic",
    f"{_OPEN}drawingml/2006/chart": "c", f"{_STRICT}drawingml/chart": "c",
    f"{_OPEN}drawingml/2006/diagram": "dgm", f"{_STRICT}drawingml/diagram": "dgm",
    f"{_OPEN}drawingml/2006/lockedCanvas": "lc",
    f"{_OPEN}officeDocument/2006/math": "m", f"{_STRICT}officeDocument/math": "m",
    f"{_OPEN}officeDocument/2006/relationships": "r", f"{_STRICT}officeDocument/relationships": "r",
    f"{_OPEN}schemaLibrary/2006/main": "sl",
    "urn:schemas-microsoft-com:vml": "v", "urn:schemas-microsoft-com:office:office": "o",
    "urn:schemas-microsoft-com:office:word": "w10",
    f"{_WORD}2006/wordml": "wne",
    f"{_WORD}2010/wordml": "w14", f"{_WORD}2012/wordml": "w15",
    f"{_WORD}2010/wordprocessingShape": "wps", f"{_WORD}2010/wordprocessingGroup": "wpg",
    f"{_WORD}2010/wordprocessingCanvas": "wpc", f"{_WORD}2010/wordprocessingInk": "wpi",
    f"{_WORD}2010/wordprocessingDrawing": "wp14",
    f"{_OFFICE}drawing/2010/main": "a14", f"{_OFFICE}drawing/2014/main": "a16", f"{_OFFICE}drawing/2016/ink": "aink",
    f"{_OFFICE}drawing/2017/model3d": "am3d", f"{_OFFICE}drawing/2014/chartex": "cx",
    f"{_OFFICE}drawing/2016/SVG/main": "asvg", f"{_OFFICE}drawing/2017/decorative": "adec",
    f"{_OFFICE}2019/extlst": "oel",
    # Newer versions of Word: identifiers of comments and paragraphs, and charts.
    f"{_WORD}2015/wordml/symex": "w16se", f"{_WORD}2016/wordml/cid": "w16cid", f"{_WORD}2018/wordml": "w16",
    f"{_WORD}2018/wordml/cex": "w16cex", f"{_WORD}2020/wordml/sdtdatahash": "w16sdtdh",
    f"{_WORD}2023/wordml/word16du": "w16du", f"{_WORD}2024/wordml/sdtformatlock": "w16sdtfl",
    **{f"{_OFFICE}drawing/{day}/chartex": "cx" for day in (
        "2015/9/8", "2015/10/21", "2016/5/9", "2016/5/10", "2016/5/11", "2016/5/12", "2016/5/13", "2016/5/14")},
}  # fmt: skip
UNKNOWN: Final = "?"
"""The prefixed name of an element of any other namespace."""


def _prefix(namespace: str) -> str:
    return _PREFIXES.get(namespace, "")


def _named(tag: str) -> str:
    namespace, _, name = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    prefix = _prefix(namespace)
    return f"{prefix}:{name}" if prefix else UNKNOWN


_NAMES: Final = Memo(_named, max_size=5_000)


def name_of(element: _Element) -> str:
    """Return an element's name with the usual prefix, ``?`` for an unknown namespace, empty for a comment.

    >>> from lxml import etree
    >>> name_of(etree.fromstring(f'<p xmlns="{_W_STRICT}"/>')), name_of(etree.fromstring('<p xmlns="urn:x"/>'))
    ('w:p', '?')
    """
    tag = element.tag
    return _NAMES[tag] if isinstance(tag, str) else ""


def child(element: _Element | None, *path: str) -> _Element | None:
    """Return the last child of that prefixed name, and so on down the path; None when there is none.

    The last one, because a repeated property replaces the one before.
    """
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(*_TAGS[name], reversed=True), None)
    return element


def _tags(name: str) -> tuple[str, ...]:
    prefix, _, local = name.partition(":")
    return tuple(f"{{{namespace}}}{local}" for namespace, known in _PREFIXES.items() if known == prefix)


_TAGS: Final = Memo(_tags, max_size=1_000)


def value(element: _Element | None, name: str = "val") -> str:
    """Return an attribute of WordprocessingML; empty when there is none."""
    if element is None:
        return ""
    found = element.get(f"{{{_W}}}{name}")
    return found if found is not None else element.get(f"{{{_W_STRICT}}}{name}", "")


def drawing_value(element: _Element | None, name: str) -> str:
    """Return an attribute of a drawing: its name has no namespace, or that of Word 2010."""
    if element is None:
        return ""
    found = element.get(name)
    if found is not None:
        return found
    return element.get(f"{{{_WORD}2010/wordml}}{name}", "") or element.get(f"{{{_MATH}}}{name}", "")


def is_on(element: _Element | None, *, default: bool = False) -> bool:
    """Return whether a switch such as ``w:vanish`` is present and not set to false."""
    if element is None:
        return default
    return (value(element) or drawing_value(element, "val") or "1") not in {"0", "false", "off"}


def number(text: str) -> float | None:
    """Return a number or a universal measure (``2.5cm``) in twips; None when it is neither.

    >>> number("240"), number("1in"), number("-0.5pt"), number("x"), number("nan")
    (240.0, 1440.0, -10.0, None, None)
    """
    factor = 1.0
    text = text.strip()
    if text[-2:] in _UNITS:
        factor, text = _UNITS[text[-2:]], text[:-2]
    try:
        found = float(text.removesuffix("%")) * factor
    except ValueError:
        return None
    return found if math.isfinite(found) else None


_UNITS: Final = {"pt": 20.0, "in": 1440.0, "cm": 566.929, "mm": 56.6929, "pc": 240.0, "pi": 240.0}


def choose(element: _Element) -> tuple[_Element | None, list[_Element]]:
    """Return the branch of ``mc:AlternateContent`` that Word displays, and the others (ECMA-376 part 3, 7.6).

    It is the first choice whose required namespaces are all known, or else the fallback.
    """
    branches = [part for part in element if name_of(part) in {"mc:Choice", "mc:Fallback"}]
    for branch in branches:
        if name_of(branch) == "mc:Fallback":
            chosen = branch
            break
        required = (branch.get("Requires") or "").split()
        if required and all(_prefix(branch.nsmap.get(prefix) or "") for prefix in required):
            chosen = branch
            break
    else:
        return None, branches
    return chosen, [branch for branch in branches if branch is not chosen]


def symbol(element: _Element) -> str:
    """Return a character of a symbol font; ``clean`` turns the bullets among them into one kind."""
    try:
        code = int(value(element, "char"), 16)
    except ValueError:
        return ""
    return (
        chr(code if code >= 0xF000 else 0xF000 + code)
        if 0 <= code <= 0xF8FF - 0xF000 or 0xF000 <= code <= 0xF8FF
        else ""
    )


_TEXTS: Final = frozenset({"w:t", "w:delText", "m:t", "a:t"})


def text_below(element: _Element) -> str:
    """Return all text in an element, for a report of what is not shown: of text elements, or of foreign ones."""
    return " ".join(_texts(element))


def _texts(element: _Element) -> Iterator[str]:
    for part in element.iter():
        name = name_of(part)
        if name in _TEXTS or name == UNKNOWN:
            yield part.text or ""
        if name == UNKNOWN and part is not element:
            yield part.tail or ""


CONTAINERS: Final = frozenset(
    {
        "w:hyperlink", "w:smartTag", "w:customXml", "w:sdtContent", "w:ins", "w:moveTo", "w:dir", "w:bdo",
        "w:drawing", "w:pict", "w:r", "w:ruby", "w:rubyBase",
        "wp:inline", "wp:anchor", "a:graphic", "a:graphicData", "lc:lockedCanvas",
        "wps:wsp", "wps:txbx", "wpg:wgp", "wpg:grpSp", "wpc:wpc",
        "v:group", "v:shape", "v:rect", "v:roundrect", "v:oval", "v:line", "v:polyline", "v:curve", "v:arc",
        "v:textbox",
        "m:oMathPara", "m:oMath", "m:r", "m:acc", "m:bar", "m:box", "m:borderBox", "m:d", "m:eqArr", "m:f", "m:func",
        "m:groupChr", "m:limLow", "m:limUpp", "m:m", "m:mr", "m:nary", "m:rad", "m:sPre", "m:sSub", "m:sSubSup",
        "m:sSup", "m:num", "m:den", "m:e", "m:sub", "m:sup", "m:deg", "m:fName", "m:lim",
    }
)  # fmt: skip
"""Elements that show their content."""

FORMULA_SWITCHES: Final = {
    "m:deg": ("m:radPr", "m:degHide"), "m:sub": ("m:naryPr", "m:subHide"), "m:sup": ("m:naryPr", "m:supHide"),
}  # fmt: skip
"""Parts of formulas, and the switches of the elements around that hide them."""

SILENT: Final = frozenset(
    {
        "w:pPr", "w:rPr", "w:tblPr", "w:tblPrEx", "w:tblGrid", "w:trPr", "w:tcPr", "w:sectPr", "w:sdtPr", "w:sdtEndPr",
        "w:customXmlPr", "w:smartTagPr", "w:proofErr", "w:permStart", "w:permEnd", "w:bookmarkStart", "w:bookmarkEnd",
        "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference", "w:annotationRef", "w:footnoteRef",
        "w:endnoteRef", "w:separator", "w:continuationSeparator", "w:softHyphen", "w:fldData", "w:delInstrText",
        "w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd",
        "w:customXmlInsRangeStart", "w:customXmlInsRangeEnd", "w:customXmlDelRangeStart", "w:customXmlDelRangeEnd",
        "w:customXmlMoveFromRangeStart", "w:customXmlMoveFromRangeEnd", "w:customXmlMoveToRangeStart",
        "w:customXmlMoveToRangeEnd", "w:object", "w:control", "w:altChunk", "w:subDoc", "w:movie", "w:background",
        "w:dayShort", "w:dayLong", "w:monthShort", "w:monthLong", "w:yearShort", "w:yearLong", "w:pgNum",
        "w:contentPart", "w:rt", "w:rubyPr",
        "m:oMathParaPr", "m:ctrlPr", "m:argPr", "w10:wrap", "w10:anchorlock", "w10:bordertop",
        "w10:borderleft", "w10:borderright", "w10:borderbottom",
    }
)  # fmt: skip
"""Elements that show no text of their own, and in which honest files hold none."""

ALL_PROPERTIES: Final = frozenset(
    f"w:{name}"
    for name in (
        # of runs
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
        "vanish webHidden color spacing w kern position sz szCs sz-cs highlight u effect bdr shd fitText vertAlign rtl "
        "cs em lang eastAsianLayout specVanish oMath ins del moveFrom moveTo rPrChange "
        # of paragraphs
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap "
        "outlineLvl divId cnfStyle rPr sectPr pPrChange "
        # of tables, their rows and cells
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW tblCellSpacing tblInd "
        "tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange gridBefore gridAfter wBefore "
        "wAfter cantSplit trHeight tblHeader hidden trPrChange tcW gridSpan hMerge vMerge tcBorders noWrap tcMar "
        "tcFitText vAlign hideMark headers cellIns cellDel cellMerge tcPrChange"
    ).split()
)
"""Properties of WordprocessingML (17.3, 17.4). One that is not among them may hide text in a way that is not known."""
