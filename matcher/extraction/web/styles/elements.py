"""Judge elements and attributes apart from styles: how browsers display them, and what may hide their text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from matcher.extraction.web.css.nodes import Node

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["CLOSED", "OLD_TABLE", "default_display", "doubt", "draws_outside", "hints", "is_field_shown", "is_quirky"]

_BLOCK: Final = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend listing main menu nav ol optgroup option p "
    "plaintext pre search section summary ul xmp".split()
)
_DISPLAYS: Final = {
    "table": "table", "tr": "table-row", "td": "table-cell", "th": "table-cell", "tbody": "table-row-group",
    "thead": "table-header-group", "tfoot": "table-footer-group", "caption": "table-caption", "li": "list-item",
    "button": "inline-block", "input": "inline-block", "select": "inline-block", "textarea": "inline-block",
    "img": "inline", "ruby": "ruby", "rt": "ruby-text", "summary": "block", "svg": "inline-block",
}  # fmt: skip
_KNOWN: Final = _BLOCK | frozenset(_DISPLAYS) | frozenset(
    "a abbr acronym b bdi big br cite code col colgroup data del dfn em font g i img ins kbd label mark nobr output "
    "picture q rb rtc s samp small span strike strong sub sup text time tspan tt u var wbr blink".split()
)  # fmt: skip
"""Elements whose text browsers show."""
_SPECIAL: Final = frozenset(
    "animate animatemotion animatetransform annotation annotation-xml applet area audio base basefont bdo bgsound "
    "canvas circle clippath command content datalist defs desc ellipse embed feblend feflood fencedframe filter "
    "foreignobject frame frameset geolocation iframe image isindex keygen line lineargradient link map marker "
    "marquee mask math menuitem meta metadata meter mpath multicol nextid noembed noframes noscript object param "
    "path pattern permission polygon polyline portal progress radialgradient rect rp script select "
    "selectedcontent "
    "semantics set shadow slot source spacer stop style switch symbol template textpath title track "
    "use video view".split()
)
"""Elements that browsers treat in a way of their own, and whose text they may not show."""
_SHAPES: Final = frozenset("circle ellipse image line path polygon polyline rect use foreignobject".split())
_DRAWING: Final = frozenset({"svg", "g", "text", "tspan", "a"})
_DRAWN: Final = frozenset(
    "x y dx dy fill font-size font-family font-weight font-style text-anchor class id style width height viewbox xmlns "
    "role version preserveaspectratio dominant-baseline alignment-baseline letter-spacing opacity text-rendering "
    "xml:space lang xml:lang focusable tabindex".split()
)
"""Attributes of drawn text that are understood."""
_SVG_HINTS: Final = (
    "stroke",
    "fill",
    "font-size",
    "opacity",
    "display",
    "visibility",
    "fill-opacity",
    "letter-spacing",
    "font-family",
)
CLOSED: Final = "in details that are closed"
_COLOURED: Final = frozenset({"mark", "button", "input", "select", "textarea"})
_TYPES: Final = {
    "number": re.compile(r"[+-]?\d*\.?\d+"), "date": re.compile(r"\d{4}-\d\d-\d\d"), "month": re.compile(r"\d{4}-\d\d"),
}  # fmt: skip
_FREE: Final = frozenset({"", "text", "email", "tel", "url", "search"})


def default_display(node: Node) -> str:
    """Return how an element is displayed when no style sheet says so."""
    if node.get("hidden") is not None or (node.get("popover") is not None and node.tag != "dialog"):
        return "none"
    if node.tag in {"dialog", "rp"} and node.get("open") is None:
        return "none"
    return _DISPLAYS.get(node.tag) or ("block" if node.tag in _BLOCK else "inline")


def hints(node: Node) -> Mapping[str, str]:
    """Return presentational attributes as declarations."""
    if node.pseudo:
        return {}
    element = node.element
    style: dict[str, str] = {}
    if not element.attrib and node.tag not in _COLOURED:
        return style
    if shade := element.get("bgcolor"):
        style["background-color"] = _legacy(shade)
    if picture := element.get("background"):
        style["background-image"] = f"url({picture[:100]})"
    if (element.get("hidden") or "").lower() == "until-found":
        style["content-visibility"] = "hidden"
    if node.tag == "mark":
        style |= {"background-color": "#ff0", "color": "#000"}
    elif node.tag == "a" and element.get("href") is not None:
        style["color"] = "#0000ee"
    elif node.tag in {"button", "input", "select", "textarea"}:
        style |= {"background-color": "#efefef" if node.tag == "button" else "#fff", "color": "#000"}
    if node.tag == "dialog":
        style |= {"position": "absolute", "background-color": "#fff", "left": "0", "right": "0"}
    if node.tag == "font":
        if shade := element.get("color"):
            style["color"] = _legacy(shade)
        if face := element.get("face"):
            style["font-family"] = face
        if (size := element.get("size")) and (match := re.match(r"\s*([+-]?)(\d)", size)):
            step = int(match[2]) if not match[1] else 3 + int(match[1] + match[2])
            style["font-size"] = ("x-small", "small", "medium", "large", "x-large", "xx-large", "48px")[
                min(7, max(1, step)) - 1
            ]
    if node.tag == "body" and (shade := element.get("text")):
        style["color"] = _legacy(shade)
    if node.tag in {"td", "th", "tr", "table", "div"} and node.get("nowrap") is not None:
        style["white-space"] = "nowrap"
    if node.tag in {"svg", "g", "text", "tspan"}:
        style |= {name: _pixels(value) for name in _SVG_HINTS if (value := element.get(name))}
        if node.tag == "svg":
            style |= {"overflow-x": "hidden", "overflow-y": "hidden"}
            for name in ("width", "height"):
                if value := element.get(name):
                    style[name] = _pixels(value)
    return style


def _pixels(value: str) -> str:
    """Return a value of a drawing with the unit that its bare lengths have; opacities and the like need none."""
    return f"{value}px" if re.fullmatch(r"[\d.]+", value) and float(value.strip(".") or 0) > 1 else value


def _legacy(shade: str) -> str:
    """Return a colour of an old attribute, in which the sign before its digits may be missing."""
    return f"#{shade}" if re.fullmatch(r"[0-9A-Fa-f]{6}", shade) else shade


OLD_TABLE: Final = {
    "color": "#000", "font-size": "16px", "line-height": "normal", "white-space": "normal", "text-align": "start",
}  # fmt: skip
"""What tables begin with on old pages, whatever is around them."""


def is_quirky(doctype: str) -> bool:
    """Return whether browsers show a page by the rules of old pages (HTML, "quirks mode").

    >>> is_quirky(""), is_quirky("<!DOCTYPE html>")
    (True, False)
    """
    text = doctype.lower()
    old = re.search(r"dtd html [23]|html 4\.0[1]? (?:transitional|frameset)|netscape|softquad|microsoft|ietf", text)
    return not text.startswith("<!doctype html") or (old is not None and "http" not in text)


def draws_outside(svg: Node) -> bool:
    """Return whether a drawing has shapes larger than itself."""
    sizes = [abs(n) for name in ("width", "height", "viewBox", "viewbox") for n in _numbers(svg.get(name))]
    most = 2.5 * max(sizes, default=300.0)
    for element in svg.element.iter():
        if isinstance(element.tag, str) and element.tag.lower() in _SHAPES | {"text", "g"}:
            for value in map(str, element.attrib.values()):
                if any(abs(float(word)) > most for word in re.findall(r"\d{1,9}", value[:20_000])):
                    return True
    return False


def doubt(node: Node) -> str:
    """Return why an element's text is hidden, or not known to be shown, whatever its style is; empty when it is."""
    if node.pseudo:
        return ""
    tag, parent = node.tag, node.parent
    if node.get("hidden") is not None and node.get("style") is None:
        return ""
    if parent is not None and parent.tag == "details" and parent.get("open") is None:
        if tag != "summary" or any(child.tag == "summary" for child in parent.children[: node.index]):
            return CLOSED
    if tag == "bdo" and (node.get("dir") or "").lower() != "ltr":
        return "in a bdo element, which may show it backwards"
    if tag in _SPECIAL and tag not in {"select", "bdo"}:
        return f"in a {tag} element, which may not show it"
    if any(child.tag == "template" and child.get("shadowrootmode") for child in node.children):
        return "in an element whose template is shown instead"
    if tag in {"svg", "text", "tspan", "g"}:
        return _drawn(node)
    return ""


def is_field_shown(element: _Element) -> bool:
    """Return whether a field shows all of its value."""
    if element.tag == "textarea":
        size = _whole(element.get("rows"), 2) * _whole(element.get("cols"), 20)
        return len(element.text or "") <= 1.5 * size
    kind = (element.get("type") or "").lower()
    value = element.get("value") or ""
    if kind in _TYPES:
        return bool(_TYPES[kind].fullmatch(value))
    return kind in _FREE and len(value) <= 1.5 * _whole(element.get("size"), 20) + 10


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 5 else otherwise


def _drawn(node: Node) -> str:
    """Return why a text in a drawing is not known to be shown."""
    reason = "in a drawing that is not understood"
    for name in node.element.attrib:
        plain = str(name).lower()
        if plain not in _DRAWN and not plain.startswith(("xmlns", "aria-", "data-", "{")):
            return reason
    if node.tag == "svg":
        if node.parent is not None and node.parent.tag in _DRAWING - {"a"}:
            return reason
        return reason if node.letters and any(_numbers(node.get(name)) == [] for name in ("width", "height")) else ""
    svg = node.parent
    while svg is not None and svg.tag != "svg":
        svg = svg.parent
    if svg is None:
        return ""
    if node.tag not in {"text", "tspan"}:
        return ""
    return "" if _is_in_sight(node, svg) else reason


def _is_in_sight(node: Node, svg: Node) -> bool:
    """Return whether a drawn text begins in the drawing, which holds nothing that may cover it."""
    if svg.ranks is None:
        svg.ranks = any(isinstance(e.tag, str) and e.tag.lower() in _SHAPES for e in svg.element.iter())
    if svg.ranks is True:
        return False
    size = [_numbers(svg.get(name)) for name in ("width", "height")]
    if not all(size):
        return False
    width, height = size[0][0], size[1][0]
    view = _numbers(svg.get("viewbox") or svg.get("viewBox"))
    if view:
        if len(view) != 4 or not (view[2] > 0 and 0.5 <= width / view[2] <= 4 and view[:2] == [0.0, 0.0]):
            return False
        width, height = view[2], view[3]
    places = [_numbers(node.get(name)) for name in ("x", "y", "dx", "dy")]
    x, y = ((places[n] or [0.0])[0] + (places[n + 2] or [0.0])[0] for n in (0, 1))
    anchored = node.get("text-anchor") in {"middle", "end"}
    if node.tag == "tspan" and not any(places):
        return True
    return -1 <= x <= width and 4 <= y <= height + 4 and (anchored or x + 4.0 * node.letters <= 1.3 * width + 20)


def _numbers(text: str | None) -> list[float]:
    found = re.findall(r"[+-]?\d+\.?\d*|[+-]?\.\d+", text or "")
    return [float(word) for word in found[:8]]
