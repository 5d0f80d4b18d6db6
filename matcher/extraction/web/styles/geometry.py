"""Compute what is known of a box: its edges, its size, and why it may hide the text in it."""

from __future__ import annotations

from typing import Final

from matcher.extraction.web.css.lengths import SCREEN_HEIGHT, measure, number
from matcher.extraction.web.css.nodes import Node
from matcher.extraction.web.styles import effects, motion
from matcher.extraction.web.styles.style import CLIPPED_AWAY, INLINE, NO_SIZE, Style, unknown

__all__ = ["hiding", "measure_box"]

_INDENTED: Final = frozenset({"ul", "ol", "menu", "dir", "dd"})
_SIZING: Final = frozenset(
    {"width", "max-width", "min-width", "height", "max-height", "flex-basis", "line-height", "contain", "overflow-x",
     "overflow-y"}
    | {f"grid-{name}" for name in ("template", "template-rows", "template-columns", "auto-rows", "auto-columns")}
)  # fmt: skip
_WITH_MARGINS: Final = _INDENTED | {"blockquote", "figure", "body"}
_PLAIN: Final = frozenset({"block", "list-item", "flow-root", "inline"})


def measure_box(node: Node, style: Style, parent: Style, values: dict[str, str], font: float) -> None:
    """Compute what is known of the box."""
    box = style.box
    screen = style.screen
    if not values and node.tag not in _WITH_MARGINS and not node.pseudo:
        box.columns = box.display == "table-row"
        box.raised = parent.box.display in effects.FLEXIBLE or node.tag in effects.PICTURES
        box.painted = box.painted or node.tag in effects.PICTURES
        if box.display not in INLINE:
            style.exact = parent.exact and box.display in _PLAIN and parent.box.display in _PLAIN
        return
    box.position = values.get("position", "static").replace("-webkit-", "")
    outside = box.position in {"absolute", "fixed"}
    across = (parent.container[1] if box.position == "absolute" else screen) if outside else parent.width

    def side(name: str, base: float = across) -> float:
        return measure(values.get(name, "0"), font, base, screen) or 0.0

    margins = tuple(side(f"margin-{name}") for name in ("top", "right", "bottom", "left"))
    padding = tuple(max(0.0, side(f"padding-{name}")) for name in ("top", "right", "bottom", "left"))
    if node.tag in _INDENTED:
        margins = (*margins[:3], margins[3] + (0.0 if _says(values, "margin-left", "padding-left") else 40.0))
    elif node.tag in {"blockquote", "figure"} and "margin-left" not in values:
        margins = (*margins[:3], 40.0)
    if margins[2] < 0 <= margins[2] + padding[2]:  # columns made equally high: margin and padding cancel each other
        margins = (*margins[:2], 0.0, margins[3])
        padding = (*padding[:2], padding[2] + side("margin-bottom"), padding[3])
    if node.tag == "body" and "margin-left" not in values:
        margins = (8.0, 8.0, 8.0, 8.0)
    box.padding = padding  # type: ignore[assignment]
    box.inner = tuple(max(0.0, m) + p for m, p in zip(margins, padding, strict=True))  # type: ignore[assignment]
    box.sides = {
        name: measure(values[name], font, across if name in {"left", "right"} else SCREEN_HEIGHT, screen)
        for name in ("top", "right", "bottom", "left")
        if values.get(name, "auto") != "auto"
    }
    width = measure(values.get("width", ""), font, across, screen)
    basis = values.get("flex-basis", "auto") if parent.box.display in {"flex", "inline-flex"} else "auto"
    if basis != "auto" and not parent.box.stacks:
        width = measure(basis, font, across, screen)
    most = measure(values.get("max-width", ""), font, across, screen)
    if most is not None:
        width = most if width is None or width > most else width
        box.width = width if "width" in values or most < 60 else None
    else:
        box.width = width
    box.height = _height(style, values, font)
    if basis != "auto" and parent.box.stacks and box.height is None and "0" in values.get("flex-shrink", "1"):
        box.height = measure(basis, font, None, screen)
    if box.display in {"table", "inline-table"}:
        style.fixed_columns = values.get("table-layout", "auto") == "fixed"
    box.floats = values.get("float", "none").replace("none", "")
    if box.display not in INLINE or outside:
        plain = box.display in {"block", "list-item", "flow-root"} and not (outside or box.floats)
        style.exact = (parent.exact and plain and parent.box.display in _PLAIN) or "px" in values.get("width", "")
        available = parent.width - max(0.0, margins[1]) - margins[3]
        style.width = max(1.0, (width if width is not None else available) - padding[1] - padding[3])
        start = box.sides.get("left") if outside else None
        base = parent.container[0] if outside else parent.left
        style.left = base + (start or 0.0) + margins[3] + padding[3]
    box.stacks = values.get("flex-direction", "row").startswith("column")
    box.columns = (
        box.display in {"flex", "inline-flex", "-webkit-box", "-webkit-flex", "table-row"} or node.tag == "tr"
    ) and not box.stacks
    box.columns = box.columns or (
        box.display in {"grid", "inline-grid"} and bool({"grid-template-columns", "grid-template"} & set(values))
    )
    x, y = values.get("overflow-x", "visible"), values.get("overflow-y", "visible")
    paints = bool({"paint", "strict", "content"} & set(values.get("contain", "").split()))
    box.clips = y in {"hidden", "clip"} or paints or (x in {"hidden", "scroll", "auto"} and y == "visible")
    box.scrolls = y in {"auto", "scroll", "overlay"} or (x in {"auto", "scroll"} and y == "visible")
    box.clips_sideways = (
        x in {"hidden", "clip", "auto", "scroll", "overlay"} or paints or y in {"hidden", "auto", "scroll"}
    )
    effects.stack(node, box, parent.box.display, values, margins, font)
    if box.has_container:
        style.container = (style.left - padding[3], style.width + padding[1] + padding[3])


def _says(values: dict[str, str], *names: str) -> bool:
    return any(name in values for name in names)


def _height(style: Style, values: dict[str, str], font: float) -> float | None:
    """Return the height that the style sets, the least of ``height`` and ``max-height``."""
    heights = [
        height
        for name in ("height", "max-height")
        if "%" not in values.get(name, "")
        and (height := measure(values.get(name, ""), font, None, style.screen)) is not None
    ]
    heights += [0.0 for name in ("height", "max-height") if values.get(name, "").startswith("0%")]
    least = measure(values.get("min-height", ""), font, None, style.screen) or 0.0
    return max(min(heights), least) if heights else None


def hiding(node: Node, style: Style, parent: Style, values: dict[str, str], font: float) -> str:
    """Return why an element with this style is not shown, or not known to be, with everything in it."""
    box = style.box
    if values.get("content-visibility") == "hidden":
        return "styled as not displayed"
    if (opacity := values.get("opacity")) is not None:
        share = min(1.0, max(0.0, number(opacity) or 0.0))
        style.opacity *= share
        if style.opacity < 0.05:
            return "transparent"
    if reason := effects.hiding(node, values, font):
        return CLIPPED_AWAY if reason == "clip" else "transparent" if reason == "transparent" else unknown(reason)
    moved = motion.transform(values, font, style)
    if moved.reason:
        return moved.reason if moved.reason == motion.AWAY else unknown(moved.reason)
    style.scale *= moved.scale
    if moved.distance > 2:
        box.moved = True
        if moved.distance > abs(moved.x) + abs(moved.y) + 1 or abs(moved.x) > 36:
            box.up = box.down = float("inf")
        box.up, box.down = max(box.up, -moved.y), max(box.down, moved.y)
    return effects.misplaced(node, style, parent, values, font, moved) or _cramped(node, style, values, font)


def _cramped(node: Node, style: Style, values: dict[str, str], font: float) -> str:
    """Return why text is cut off by a box too narrow or too low for a word; boxes too low for all are found later."""
    box = style.box
    if not values.keys() & _SIZING and style.line >= 0.5:
        return ""
    least = style.line
    if least < 0.5 and node.own > 0 and box.display not in INLINE and node.letters > 3:
        return unknown("line-height")
    width = measure(values.get("width", ""), font, style.width, style.screen)
    most = measure(values.get("max-width", ""), font, style.width, style.screen)
    basis = measure(values.get("flex-basis", ""), font, style.width, style.screen)
    if (number(values.get("flex-grow", "0")) or 0.0) >= 0.1:
        basis = None
    if style.fixed_columns and box.display == "table-cell" and box.clips_sideways and node.letters > 3:
        if width is None or width < min(6.0, 0.6 * node.letters) * font:
            return unknown("table-layout")
    narrow = min((size for size in (width, most, basis) if size is not None), default=None)
    wide = measure(values.get("min-width", ""), font, style.width, style.screen) or 0.0
    if narrow is not None and box.clips_sideways and box.display not in INLINE:
        size = max(narrow, wide) + box.padding[1] + box.padding[3]
        if size <= 2:
            return NO_SIZE
        if node.letters > 3 and size < min(4.0, 0.6 * node.letters) * font:
            return unknown("width")
        inside = size - box.padding[1] - box.padding[3]
        bordered = max(narrow, wide) if values.get("box-sizing") == "border-box" else inside + 1000
        if node.letters > 3 and box.padding[3] > 0.7 * bordered:
            return unknown("padding")
        if style.nowrap and 0.4 * font * node.own > 1.2 * size + 8:
            return unknown("width")
    if (box.clips or box.scrolls) and box.height is not None:
        size = box.height + box.padding[0] + box.padding[2]
        if size <= 2:
            return NO_SIZE
        if node.letters and size < 0.75 * font:
            return unknown("height")
    for name in ("width", "min-width"):
        size_of = (
            measure(values.get(name, ""), font, style.container[1] if "%" in values[name] else None, style.screen)
            if name in values
            else None
        )
        if size_of is not None and size_of > 1.5 * style.screen:
            return unknown(name)
    box.tracks = {name: text for name, text in values.items() if name.startswith("grid-")}
    return ""
