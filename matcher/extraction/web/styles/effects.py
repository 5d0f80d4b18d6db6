"""Judge effects and places: clips, masks, filters, covers, positions, margins and tracks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from matcher.extraction.web.css.lengths import SCREEN_HEIGHT, measure, number, parts
from matcher.extraction.web.css.paint import colour
from matcher.extraction.web.styles.style import EDGE, FAR, OFF_SCREEN, Box, Style, unknown

if TYPE_CHECKING:
    from matcher.extraction.web.css.nodes import Node
    from matcher.extraction.web.styles.motion import Moved

__all__ = ["FLEXIBLE", "PICTURES", "hiding", "is_thin", "misplaced", "stack", "tracks"]

FLEXIBLE: Final = frozenset({"flex", "inline-flex", "-webkit-box", "-webkit-flex", "grid", "inline-grid"})
_ATOMIC: Final = frozenset({"inline-block", "inline-flex", "inline-grid", "inline-table"})
PICTURES: Final = frozenset({"img", "picture", "video", "canvas", "svg", "iframe", "object", "embed"})
_CHANGING: Final = frozenset(
    {"transform", "translate", "scale", "rotate", "filter", "perspective", "mask-image", "clip-path"}
)
_BORDERS: Final = frozenset(
    {"border"}
    | {f"border-{side}" for side in ("top", "right", "bottom", "left", "width", "block", "inline")}
    | {f"border-{side}-width" for side in ("top", "right", "bottom", "left", "block", "inline")}
    | {f"border-{axis}-{side}" for axis in ("block", "inline") for side in ("start", "end")}
)
_PAINTING: Final = _BORDERS | {
    "backdrop-filter",
    "box-shadow",
    "outline-width",
    "text-shadow",
    "filter",
    "border-image",
}
_HIDING: Final = _CHANGING | frozenset(
    {"clip", "content", "contain", "line-clamp", "text-decoration-thickness", "vertical-align", "flex-shrink"}
)
_THICK: Final = 12.0
"""Pixels from which a border, a shadow or an outline may cover a line of text."""


def stack(node: Node, box: Box, around: str, values: dict[str, str], margins: tuple[float, ...], font: float) -> None:
    """Note where a box is painted, whether it was moved from its place in the flow, and what it may cover.

    Args:
        node: its element.
        box: the box, changed in place.
        around: ``display`` of its parent.
        values: the winning declarations.
        margins: top, right, bottom and left.
        font: its font size in pixels.
    """
    placed = box.position != "static"
    item = around in FLEXIBLE
    level = values.get("z-index", "auto")
    box.level = int(level) if level != "auto" and (placed or item) else None
    names = values.keys()
    changed = any(values[name] not in {"none", "normal"} for name in names & _CHANGING)
    box.is_context = (
        box.level is not None or box.position in {"fixed", "sticky"} or changed
        or (number(values.get("opacity", "1")) or 0.0) < 1 or "will-change" in values or "contain" in values
    )  # fmt: skip
    box.raised = placed or item or box.is_context or box.display in _ATOMIC or node.tag in PICTURES
    box.has_container = placed or changed or "will-change" in values or "contain" in values
    if box.position in {"absolute", "fixed"}:
        box.moved = True
    elif box.position == "relative":
        box.moved = any(offset is None or abs(offset) > 8 for offset in box.sides.values())
    elif box.position == "sticky":
        box.moved = "bottom" in box.sides or (box.sides.get("top", 0.0) or 0.0) > 100
    top, right, bottom, left = margins
    if top < -6 or bottom < -6 or right < -_THICK * 3 or left < -_THICK * 3:
        box.moved = True
    if box.moved and box.position in {"static", "relative"}:
        sides = box.sides if box.position == "relative" else {}
        shift = min(0.0, top) + _known(sides.get("top", 0.0)) - _known(sides.get("bottom", 0.0))
        box.up = max(box.up, -shift)
        box.down = max(box.down, max(0.0, shift) - min(0.0, bottom))
        if right < -_THICK * 3 or left < -_THICK * 3 or None in sides.values():
            box.up = box.down = float("inf")
    box.place = _cell(values)
    if node.tag in PICTURES:
        box.painted = True
    if not names & _PAINTING:
        return
    if any(_largest(values[name], font) > _THICK for name in names & _BORDERS):
        box.painted = True
    if values.get("backdrop-filter", "none") != "none":
        box.painted = True
    reach = 0.0
    shadow = values.get("box-shadow", "none")
    if shadow != "none" and _largest(shadow, font) > 1.25 * _THICK and not _is_clear(shadow):
        box.painted = True
        reach = 2 * _largest(shadow, font) if "inset" not in shadow else 0.0
    width = values.get("outline-width", "0")
    if width not in {"thin", "medium", "thick"} and (measure(width, font) or 0.0) > _THICK / 2:
        reach = max(reach, (measure(width, font) or 0.0) + _largest(values.get("outline-offset", ""), font))
    if _largest(values.get("text-shadow", ""), font) > 4 * _THICK:
        reach = max(reach, 2 * _largest(values["text-shadow"], font))
    if "drop-shadow" in values.get("filter", "") and _largest(values["filter"], font) > 2 * _THICK:
        reach = max(reach, 2 * _largest(values["filter"], font))
    if "/" in values.get("border-image", ""):
        reach = float("inf")
    if reach:
        box.painted = box.reaches_out = True
        box.up, box.down = max(box.up, reach), max(box.down, reach)


def _known(size: float | None) -> float:
    return float("inf") if size is None else size


def _largest(text: str, font: float) -> float:
    """Return the largest length in a value, in pixels; infinity if part of it is not known."""
    largest = 0.0
    stack = list(parts(text)) if text else []
    if text and not stack:
        return float("inf")
    while stack:
        token = stack.pop()
        if token.type == "function":
            name = token.lower_name
            if name in {"calc", "min", "max", "clamp"}:
                size = measure(token.serialize(), font)
                largest = max(largest, float("inf") if size is None else abs(size))
            elif not name.startswith(("rgb", "hsl", "color", "ok", "lab", "lch", "hwb")):
                stack.extend(t for t in token.arguments if t.type != "whitespace")
        elif token.type == "dimension":
            size = measure(token.serialize(), font)
            largest = max(largest, float("inf") if size is None else abs(size))
    return largest


def _is_clear(shadow: str) -> bool:
    """Return whether a shadow is too faint, or too blurred, to cover text."""
    shades = [colour(token.serialize()) for token in parts(shadow) if token.type in {"function", "hash"}]
    shades += [
        colour(token.lower_value) for token in parts(shadow) if token.type == "ident" and token.lower_value != "inset"
    ]
    return bool(shades) and all(shade is not None and shade[1] <= 0.6 for shade in shades)


def _cell(values: dict[str, str]) -> tuple[str, str]:
    """Return the row and the column in which an element is placed in a grid; empty where the grid decides."""
    row = values.get("grid-row") or values.get("grid-row-start", "")
    column = values.get("grid-column") or values.get("grid-column-start", "")
    if area := values.get("grid-area"):
        cells = [part.strip() for part in area.split("/")]
        row, column = cells[0], cells[1] if len(cells) > 1 else cells[0]
    return ("" if row.startswith(("auto", "span")) else row.replace(" ", ""),
            "" if column.startswith(("auto", "span")) else column.replace(" ", ""))  # fmt: skip


def hiding(node: Node, values: dict[str, str], font: float) -> str:
    """Return the property that hides an element or may do so; ``clip`` or ``transparent`` when it surely does."""
    if not values.keys() & _HIDING:
        return ""
    clip = values.get("clip", "auto")
    if clip != "auto":
        sizes = [
            size for size in (measure(word, font) for word in re.findall(r"[\w.+-]+", clip[5:])) if size is not None
        ]
        return "clip" if clip.startswith("rect(") and sizes and max(sizes) <= 4 else "clip-rect"
    path = values.get("clip-path", "none")
    if path != "none" and (reason := _clip_path(path)):
        return reason
    mask = values.get("mask-image", "none")
    if mask != "none":
        shades = [colour(word) for word in re.findall(r"[\w#]+", mask)]
        seen = [shade for shade in shades if shade is not None]
        return "transparent" if seen and all(alpha < 0.05 for _, alpha in seen) else "mask"
    filters = values.get("filter", "none")
    if filters != "none" and not filters.startswith("progid:"):
        if re.search(r"opacity\(\s*0?\.?0*%?\s*\)", filters):
            return "transparent"
        names = [token.lower_name if token.type == "function" else "" for token in parts(filters)]
        if node.letters and (not names or set(names) != {"drop-shadow"}):
            return "filter"
    if not node.pseudo and values.get("content", "normal") not in {"normal", "none"}:
        return "content"
    if {"size", "strict"} & set(values.get("contain", "").split()):
        return "contain"
    lines = values.get("line-clamp", "none")
    if lines != "none" and node.letters > 45 * (number(lines) or 0.0):
        return "line-clamp"
    thickness = values.get("text-decoration-thickness", "auto")
    if thickness not in {"auto", "from-font"} and (measure(thickness, font, font) or 0.0) > max(3.0, 0.3 * font):
        return "text-decoration"
    raised = measure(values.get("vertical-align", "0"), font, font)
    if raised is not None and abs(raised) > 1.5 * font:
        return "vertical-align"
    if (number(values.get("flex-shrink", "1")) or 0.0) > 10:
        return "flex-shrink"
    return ""


def _clip_path(path: str) -> str:
    """Return whether a clip path takes away more than the corners."""
    tokens = parts(path)
    if len(tokens) != 1 or tokens[0].type != "function":
        return "clip-path"
    name = tokens[0].lower_name
    inner = [token for token in tokens[0].arguments if token.type not in {"whitespace", "comment"}]
    shares = [
        part.value if part.type == "percentage" else 0.0 if part.type == "number" and part.value == 0 else None
        for part in inner
        if part != ","
    ]
    known = [share for share in shares if share is not None]
    if name == "inset":
        if known and len(known) == len(shares) and max(known) <= 10:
            return ""
        return "clip" if known and (max(known) >= 50 or known[:1] == [100.0]) else "clip-path"
    if name in {"circle", "ellipse"}:
        if known and known[0] == 0:
            return "clip"
        sizes = known[: 1 if name == "circle" else 2]
        words = [token.lower_value for token in inner if token.type == "ident"]
        return "" if sizes and min(sizes) >= 50 and words in ([], ["at", "center"]) else "clip-path"
    if name == "polygon" and known and len(known) == len(shares) and len(known) % 2 == 0:
        points = list(zip(known[::2], known[1::2], strict=True))
        turned = [*points[1:], points[0]]
        area = abs(sum(x * v - u * y for (x, y), (u, v) in zip(points, turned, strict=True))) / 2
        if len(set(points)) < 3 or area < 1:
            return "clip"
        return "" if area >= 7500 and all(0 <= share <= 100 for share in known) else "clip-path"
    return "clip-path"


def misplaced(node: Node, style: Style, parent: Style, values: dict[str, str], font: float, moved: Moved) -> str:
    """Return why an element may be off the screen, or out of a reader's way; empty when it is in its place."""
    box = style.box
    screen = style.screen
    inline = box.display in {"inline", "contents"} and box.position not in {"absolute", "fixed"}

    def margin(name: str) -> float:
        return measure(values.get(f"margin-{name}", "0"), font, parent.width, screen) or 0.0

    top, right, bottom, left = (margin(name) for name in ("top", "right", "bottom", "left"))
    if bottom < 0 <= bottom + (measure(values.get("padding-bottom", "0"), font, parent.width, screen) or 0.0):
        bottom = 0.0
    edge = (parent.left + left if inline else style.left - box.padding[3]) + moved.x
    down = 0.0
    if box.position in {"relative", "sticky"}:
        if any(offset is None for offset in box.sides.values()):
            return unknown(box.position)
        if box.position == "relative":
            edge += box.sides.get("left", -(box.sides.get("right") or 0.0)) or 0.0
            down = box.sides.get("top", -(box.sides.get("bottom") or 0.0)) or 0.0
    elif box.position in {"absolute", "fixed"}:
        if reason := _placed(box, parent, screen):
            return reason
    if edge < -EDGE or (left <= -FAR and edge < 0):
        return OFF_SCREEN if edge <= -FAR / 3 else unknown("margin" if left < 0 else box.position)
    if edge > 0.9 * screen and node.letters > 3 and not inline:
        return unknown("left")
    if min(top, bottom) <= -FAR or down <= -FAR:
        return OFF_SCREEN
    lifted = top + down + moved.y
    if lifted < -250 or abs(down) > 2000 or bottom < -250 or right < -400:
        return unknown("margin" if top + bottom + right < 0 else box.position)
    if lifted < -EDGE and node.before < 4:
        return unknown("margin" if top < 0 else box.position)
    if not inline and node.letters:
        least = box.padding[3] + max(0.0, left) + parent.box.padding[3] + 24
        if style.indent < -least:
            return OFF_SCREEN if style.indent <= -FAR else unknown("text-indent")
        if style.indent > 0.5 * max(style.width, 1.0) and style.indent > 5 * font:
            return OFF_SCREEN if box.clips_sideways and style.nowrap else unknown("text-indent")
        if style.nowrap and 0.45 * font * node.own > 1.1 * screen:
            return unknown("white-space")
    if node.letters > 3 and max(box.padding[1], box.padding[3]) > 0.7 * screen:
        return unknown("padding")
    if parent.box.display in {"grid", "inline-grid"} and tracks(parent.box.tracks, font, 12.0):
        if box.clips_sideways or box.clips:
            return unknown("grid-template")
        box.flat = any(tracks({name: text}, font, 2.0) for name, text in parent.box.tracks.items() if "rows" in name)
    return ""


def _placed(box: Box, parent: Style, screen: float) -> str:
    """Return why an absolutely positioned box may be off the screen."""
    if any(offset is None for offset in box.sides.values()):
        return unknown(box.position)
    top, right, bottom, left = (box.sides.get(name) for name in ("top", "right", "bottom", "left"))
    base, width = (0.0, screen) if box.position == "fixed" else parent.container
    if left is not None and left + base > 0.9 * screen:
        return OFF_SCREEN if left >= 3 * screen else unknown("left")
    if left is None and right is not None and (right > 0.85 * width or right < -200):
        return OFF_SCREEN if abs(right) >= FAR else unknown("right")
    lowest = 0.8 * SCREEN_HEIGHT if box.position == "fixed" else 5 * SCREEN_HEIGHT
    if top is not None and not -60 <= top <= lowest:
        return OFF_SCREEN if top <= -FAR else unknown("top")
    if top is None and bottom is not None and not -250 <= bottom <= 600:
        return OFF_SCREEN if abs(bottom) >= FAR else unknown("bottom")
    return ""


_TRACKS: Final = ("grid-template-rows", "grid-template-columns", "grid-auto-rows", "grid-auto-columns", "grid-template")


def tracks(values: dict[str, str], font: float, least: float = 2.0) -> bool:
    """Return whether a grid has a row or a column too small for text.

    >>> tracks({"grid-template-rows": "0fr"}, 16), tracks({"grid-template-columns": "minmax(0, 1fr) 3px auto"}, 16)
    (True, False)
    """
    for name in _TRACKS:
        stack = [(token, False) for token in parts(values.get(name, ""))]
        while stack:
            token, last = stack.pop()
            if token.type == "function" and token.lower_name in {"repeat", "minmax", "fit-content"}:
                inner = [t for t in token.arguments if t.type != "whitespace"]
                if token.lower_name == "minmax" or (
                    token.lower_name == "repeat" and "," in [t.value for t in inner if t.type == "literal"]
                ):
                    place = next((n for n, t in enumerate(inner) if t == ","), -1)
                    inner = inner[place + 1 :]
                stack += [(t, True) for t in inner]
            elif token.type == "dimension" and token.lower_unit == "fr":
                if token.value < 0.05:
                    return True
            elif token.type in {"dimension", "percentage", "number"} and not (
                last and token.type == "number" and token.is_integer and token.value > 0
            ):
                size = measure(token.serialize(), font, 100.0 * 12)
                if size is not None and size < least:
                    return True
            elif token.type == "function":
                size = measure(token.serialize(), font, 1200.0)
                if size is None or size < least:
                    return True
    return False


def is_thin(box: Box) -> bool:
    """Return whether a box is too small to cover more than a word: a line, a dot, an icon."""
    width = None if box.width is None else box.width + box.padding[1] + box.padding[3]
    height = None if box.height is None else box.height + box.padding[0] + box.padding[2]
    if width is not None and width <= 8:
        return True
    if height is not None and height <= 8:
        return True
    return width is not None and height is not None and width <= 48 and height <= 48
