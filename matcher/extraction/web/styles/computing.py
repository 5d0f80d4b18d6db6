"""Compute the style of an element from its winning declarations: its text, its colours, its box."""

from __future__ import annotations

import re
from typing import Final

from matcher.extraction.colours import BLACK
from matcher.extraction.web.css.cascade import Winning
from matcher.extraction.web.css.lengths import measure, number, parts
from matcher.extraction.web.css.nodes import Node
from matcher.extraction.web.css.paint import background, colour, is_readable
from matcher.extraction.web.css.values import INHERITED
from matcher.extraction.web.fonts.families import Families
from matcher.extraction.web.styles.geometry import hiding, measure_box
from matcher.extraction.web.styles.style import INLINE, Style, unknown

__all__ = ["compute"]

_SIZES: Final = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0,
    "xxx-large": 48.0,
}  # fmt: skip
_DINGBATS: Final = ("webdings", "wingdings", "symbol", "zapf dingbats", "marlett", "adobe blank")


def compute(node: Node, parent: Style, winning: Winning, display: str, fonts: Families) -> Style:
    """Return the computed style of an element.

    Args:
        node: the element.
        parent: the computed style of its parent.
        winning: its winning declarations.
        display: how the element is displayed when no style sheet says so.
        fonts: in the page, whose letters may look different from what they say.
    """
    values, doubts = winning.values, winning.doubts
    style = Style(
        hidden=parent.hidden, own=parent.own, invisible=parent.invisible, paint=parent.paint, backdrop=parent.backdrop,
        opacity=parent.opacity, pixels=parent.pixels, scale=parent.scale, line=parent.line, letters=parent.letters,
        words=parent.words, indent=parent.indent, nowrap=parent.nowrap, stroke=parent.stroke, screen=parent.screen,
        family=parent.family, fonts=parent.fonts, fixed_columns=parent.fixed_columns, to_left=parent.to_left,
        exact=parent.exact,
        variables=winning.variables, left=parent.left, width=parent.width, container=parent.container,
    )  # fmt: skip
    shown = values.get("display", display)
    shown = parent.box.display if shown == "inherit" else shown
    style.box.display = shown
    if shown == "none":
        style.hidden = style.hidden or "styled as not displayed"
    if doubts:
        _doubt(style, doubts)
    if not values and not doubts and shown in INLINE:
        return style
    _text(style, parent, values, fonts)
    font = style.pixels or 16.0
    _colours(node, style, parent, values, doubts)
    measure_box(node, style, parent, values, font)
    if not style.hidden:
        style.hidden = hiding(node, style, parent, values, font)
    return style


_COLOURING: Final = frozenset(
    {"background-color", "background-image", "background-clip", "background-size", "background-repeat",
     "background-position", "color", "text-fill-color", "fill", "fill-opacity", "font-size", "font-family",
     "background-position-x", "background-position-y"}
)  # fmt: skip


_PAINTING_OUT: Final = frozenset({"box-reflect", "border-image-width", "border-image-outset", "mask-border-outset"})
"""Properties by which a box paints over what stands around it, and that are not judged."""


def _doubt(style: Style, doubts: set[str]) -> None:
    """Note what is not known: of inherited properties an inner element may say more."""
    for name in sorted(doubts):
        if name == "font-size":
            style.pixels = None
        elif name == "font-family":
            style.family = True
        elif name in _COLOURING:
            continue
        elif name in _PAINTING_OUT:
            style.hidden = style.hidden or unknown(name)
            style.box.moved = style.box.painted = style.box.reaches_out = True
            style.box.up = style.box.down = float("inf")
        elif name in INHERITED:
            style.own = name
        elif not style.hidden:
            style.hidden = unknown(name)


def _text(style: Style, parent: Style, values: dict[str, str], fonts: Families) -> None:
    """Compute the inherited properties of text."""
    screen = style.screen
    if text := values.get("font-size"):
        if text in _SIZES:
            style.pixels = _SIZES[text]
        elif text in {"smaller", "larger"}:
            style.pixels = None if parent.pixels is None else parent.pixels * (1.2 if text == "larger" else 1 / 1.2)
        elif parent.pixels is None and any(unit in text for unit in ("em", "%", "ex", "ch", "ic", "cap", "lh")):
            style.pixels = measure(text, 16.0, None, screen) if "rem" in text else None
        else:
            style.pixels = measure(text, parent.pixels or 16.0, parent.pixels or 16.0, screen)
    font = style.pixels or 16.0
    if visibility := values.get("visibility"):
        style.invisible = visibility != "visible"
    if text := values.get("line-height"):
        factor = None if re.search(r"[\d.][a-z]", text) else number(text)
        height = measure(text, font, font, screen)
        style.line = 1.2 if text == "normal" else factor if factor is not None else (height or 0.0) / max(font, 0.01)
    if text := values.get("letter-spacing"):
        style.letters = measure(text, font, font, screen) or 0.0
    if text := values.get("word-spacing"):
        style.words = measure(text, font, font, screen) or 0.0
    if text := values.get("text-indent"):
        style.indent = measure(text, font, parent.width, screen) or 0.0
    if text := values.get("white-space"):
        style.nowrap = text in {"nowrap", "pre"}
    if text := values.get("text-wrap-mode"):
        style.nowrap = text == "nowrap"
    if text := values.get("text-stroke-width"):
        style.stroke = measure(text, font, None, screen) or 0.0
    if text := values.get("font-family"):
        families = [part.strip().strip("\"'") for part in text.split(",")]
        style.family = families[0].startswith(_DINGBATS) or "\\" in text  # an escaped name
        style.fonts = fonts.held(families)
    if text := values.get("text-align"):
        style.to_left = text in {"left", "start", "justify", "-webkit-auto"}
    if values.get("direction", "ltr") != "ltr":
        style.to_left = False
        if style.nowrap:
            style.own = "direction"
    if (number(values.get("tab-size", "8")) or 0.0) > 16:
        style.own = "tab-size"


def _colours(node: Node, style: Style, parent: Style, values: dict[str, str], doubts: set[str]) -> None:
    """Compute the colours of the text and of what is behind it."""
    if doubts & {"color", "text-fill-color", "fill", "fill-opacity"}:
        style.paint = None
    if values.get("color-scheme", "").split()[-1:] == ["dark"]:
        style.paint, style.backdrop = None, None
    names: tuple[str, ...] = ("color", "text-fill-color")
    if node.tag in _DRAWN:
        names = ("fill",)
        if node.tag == "svg":
            style.paint = (BLACK, 1.0)
        if values.get("stroke", "none") != "none":
            style.own = "stroke"
        if (number(values.get("fill-opacity", "1")) or 0.0) < 0.5:
            style.own = "fill-opacity"
    for name in names:
        text = values.get(name, "").replace("none", "transparent")
        if text == "currentcolor" and node.tag == "svg":
            style.paint = parent.paint
        elif text and text != "currentcolor" and name not in doubts:
            style.paint = colour(text)
    image = values.get("background-image", "")
    shade = colour(values.get("background-color", "transparent"))
    if shade is None:
        shade = style.paint or ((0, 0, 0), 1.0)  # currentcolor
    size = values.get("background-size", "auto")
    partial = size not in {"auto", "cover", "100%", "100% 100%"} or (
        values.get("background-repeat", "repeat") not in {"repeat", "repeat repeat"}
        and any(_is_shifted(values.get(name, "")) for name in _PLACES)
    )
    is_text = values.get("background-clip") == "text"
    below = style.backdrop if style.backdrop is not None else parent.backdrop
    if image or shade[1] > 0:
        behind, painted = background(image, shade, below, partial=partial)
        style.box.painted = painted
        if is_text:  # the background shows through transparent letters, which stand on what is below
            if style.paint is not None and style.paint[1] < 0.99:
                style.paint = (behind[0], 1.0) if behind and shade[1] + bool(image) else None
                if behind and not all(is_readable((one, 1.0), below, 1.0) for one in behind):
                    style.paint = None
        else:
            style.backdrop = behind
    if doubts & (_COLOURING - {"color", "text-fill-color", "font-size", "font-family", "fill", "fill-opacity"}):
        style.backdrop = None
        style.box.painted = True
    if values.get("background-clip") == "content-box" and not is_text and style.backdrop is not None:
        style.backdrop = (*style.backdrop, *(below or ()))


_DRAWN: Final = frozenset({"svg", "g", "text", "tspan"})
_PLACES: Final = ("background-position", "background-position-x", "background-position-y")


def _is_shifted(place: str) -> bool:
    """Return whether a picture as large as its box does not lie in it: percentages move it by nothing."""
    if place == "as written":
        return True
    return any(measure(word.serialize(), 16.0) != 0 for word in parts(place) if word.type in {"dimension", "function"})
