"""Evaluate text boxes of a DOCX: where they are, how large, and how filled (DrawingML, ECMA-376 part 1, 20; VML)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from matcher.extraction.colours import Colour, from_hex
from matcher.extraction.office.legibility import SMALLEST_TYPE
from matcher.extraction.office.word.formats import drawing_colour
from matcher.extraction.office.word.formatting import Room, Surroundings
from matcher.extraction.office.word.names import child, choose, drawing_value, name_of, number

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "VML_SHAPES",
    "Rectangle",
    "anchored",
    "place_of",
    "shape_fill",
    "shape_surroundings",
    "shape_text",
    "vml_depth",
    "vml_fill",
    "vml_style",
]

_EMU: Final = 12_700
"""English metric units in a point."""
_LENGTH = re.compile(r"(-?[\d.]{1,20})(pt|px|in|cm|mm|pc|)\Z")
_POINTS: Final = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835, "pc": 12.0, "": 1.0}
VML_SHAPES: Final = frozenset(
    {"v:shape", "v:rect", "v:roundrect", "v:oval", "v:line", "v:polyline", "v:arc", "v:curve"}
)
_TURNED: Final = 0.2
"""Cosine of a turn in depth from which a shape is seen from its edge."""
_NAMED: Final = {"black": (0, 0, 0), "white": (255, 255, 255), "red": (255, 0, 0), "green": (0, 128, 0),
                 "blue": (0, 0, 255), "navy": (0, 0, 128), "gray": (128, 128, 128), "silver": (192, 192, 192),
                 "yellow": (255, 255, 0), "teal": (0, 128, 128), "maroon": (128, 0, 0), "window": (255, 255, 255),
                 "windowtext": (0, 0, 0)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A shape's box in points. ``y`` counts from the page's top, or from the paragraph's when ``is_near`` is set."""

    x: float
    y: float
    width: float
    height: float
    is_near: bool = False

    def reason(self, page: Surroundings) -> str:
        """Return why nothing in it is visible; empty when it may be."""
        if not min(self.width, self.height) >= SMALLEST_TYPE:
            return "in a text box without size"
        width, height = page.page.width, page.page.height
        top, end = (-height, height) if self.is_near else (SMALLEST_TYPE - self.height, height - SMALLEST_TYPE)
        if not SMALLEST_TYPE - self.width <= self.x <= width - SMALLEST_TYPE or not top <= self.y <= end:
            return "off the page"
        return ""


def anchored(drawing: _Element, around: Surroundings) -> Rectangle:
    """Return where a drawing (``wp:anchor`` or ``wp:inline``) is."""
    extent = child(drawing, "wp:extent")
    sizes = [number(drawing_value(extent, side)) for side in ("cx", "cy")]
    width, height = (100.0 if size is None else size / _EMU for size in sizes)
    page = around.page
    for name, part in (("wp14:sizeRelH", "wp14:pctWidth"), ("wp14:sizeRelV", "wp14:pctHeight")):
        share = _number_in(child(drawing, name, part)) or 0.0
        if share and name.endswith("H"):
            width = share / 100_000 * page.width
        elif share:
            height = share / 100_000 * page.height
    if name_of(drawing) == "wp:inline":
        return Rectangle(around.left, 0.0, width, height, is_near=True)
    if drawing_value(drawing, "simplePos") in {"1", "true", "on"}:
        corner = child(drawing, "wp:simplePos")
        x, y = ((number(drawing_value(corner, axis)) or 0.0) / _EMU for axis in "xy")
        return Rectangle(x, y, width, height)
    x, y = around.left, 0.0
    is_near = True
    position = _positioned(drawing, "wp:positionH")
    if position is not None:
        base = {"page": 0.0, "leftMargin": 0.0, "margin": page.left, "insideMargin": 0.0,
                "rightMargin": page.width - page.right}.get(position.get("relativeFrom", ""), around.left)  # fmt: skip
        offset = _offset(position, "H", page.width)
        x = base + offset if offset is not None else min(max(0.0, base), page.width - width)
    position = _positioned(drawing, "wp:positionV")
    if position is not None:
        relative = position.get("relativeFrom", "")
        bases = {"page": 0.0, "topMargin": 0.0, "margin": page.top, "bottomMargin": page.height - page.bottom}
        offset = _offset(position, "V", page.height)
        is_near = relative not in bases or offset is None
        y = bases.get(relative, 0.0) + (offset or 0.0)
    return Rectangle(x, y, width, height, is_near)


def _positioned(drawing: _Element, name: str) -> _Element | None:
    for part in drawing:
        if name_of(part) == name:
            return part
        if name_of(part) == "mc:AlternateContent":
            branch, _ = choose(part)
            if (found := child(branch, name)) is not None:
                return found
    return None


def _offset(position: _Element, axis: str, side: float) -> float | None:
    share = _number_in(child(position, f"wp14:pctPos{axis}Offset"))
    if share is not None:
        return share / 100_000 * side
    offset = _number_in(child(position, "wp:posOffset"))
    return None if offset is None else offset / _EMU


def _number_in(element: _Element | None) -> float | None:
    return None if element is None else number(element.text or "")


def shape_surroundings(box: _Element, around: Surroundings) -> Surroundings:
    """Return the surroundings in a text box (``w:txbxContent``): its shape's fill, size and position.

    Args:
        box: the box's content; its ancestors describe the shape.
        around: surroundings of the shape's anchor.
    """
    inside = Surroundings(around.page, hidden=around.hidden, left=around.left, width=None)
    shape: _Element | None = None
    for element in box.iterancestors():
        name = name_of(element)
        if name in _OUTSIDE:
            break
        if name == "wps:wsp":
            shape = element
            inside = _filled(inside, element)
        elif name in VML_SHAPES:
            shape = element
            inside = _vml(inside, element)
        elif name == "v:group":
            inside = inside.hide(_vml_hidden(element))
        elif name in _ANCHORS:
            inside = inside.hide("in a hidden text box" if _is_hidden(element) else "")
    place = place_of(box if shape is None else shape, around)
    if place is None:
        return inside.hide("in a text box without a shape")
    inside = inside.hide(place.reason(around))
    return _within(inside, place, shape)


_OUTSIDE: Final = frozenset({"w:p", "w:body", "w:hdr", "w:ftr"})
_ANCHORS: Final = frozenset({"wp:anchor", "wp:inline"})


def place_of(shape: _Element, around: Surroundings) -> Rectangle | None:
    """Return where a shape is on its page, through the groups around it; None when nothing says so.

    Args:
        shape: of DrawingML or VML.
        around: surroundings of the shape's anchor.
    """
    place: Rectangle | None = None
    for element in (shape, *shape.iterancestors()):
        name = name_of(element)
        if name in _OUTSIDE:
            break
        if name in {"wps:wsp", "pic:pic"}:
            place = _own_place(element)
        elif name in {"wpg:grpSp", "wpg:wgp"} and place is not None:
            place = _in_group(place, element)
        elif name in VML_SHAPES:
            place = vml_place(element, around)
        elif name == "v:group" and place is not None:
            place = _in_vml_group(place, element, around)
        elif name in _ANCHORS:
            # An anchor holds one drawing, and no other anchor but in a paragraph of a text box.
            if sum(1 for _ in islice(element, _MOST_PARTS + 1)) > _MOST_PARTS:
                return None
            return _on_anchor(place, anchored(element, around), shape)
    return place


_MOST_PARTS: Final = 64
"""Children of an anchor, of which Word writes ten: each shape in it looks at all of them."""


def _own_place(shape: _Element) -> Rectangle | None:
    transform = child(shape, "wps:spPr" if name_of(shape) == "wps:wsp" else "pic:spPr", "a:xfrm")
    values = [number(drawing_value(child(transform, f"a:{part}"), key)) for part, key in
              (("off", "x"), ("off", "y"), ("ext", "cx"), ("ext", "cy"))]  # fmt: skip
    if None in values:
        return None
    x, y, width, height = (value or 0.0 for value in values)
    return Rectangle(x / _EMU, y / _EMU, width / _EMU, height / _EMU)


def _in_group(place: Rectangle, group: _Element) -> Rectangle:
    """Return a place in the coordinates of the group around it (20.1.7.5)."""
    transform = child(group, "wpg:grpSpPr", "a:xfrm")
    parts = [(number(drawing_value(child(transform, f"a:{part}"), key)) or 0.0) / _EMU for part, key in
             (("off", "x"), ("off", "y"), ("ext", "cx"), ("ext", "cy"), ("chOff", "x"), ("chOff", "y"),
              ("chExt", "cx"), ("chExt", "cy"))]  # fmt: skip
    if transform is None or not parts[6] or not parts[7]:
        return place
    across, down = parts[2] / parts[6], parts[3] / parts[7]
    x, y = parts[0] + (place.x - parts[4]) * across, parts[1] + (place.y - parts[5]) * down
    return Rectangle(x, y, place.width * across, place.height * down)


def _on_anchor(place: Rectangle | None, anchor: Rectangle, shape: _Element | None) -> Rectangle:
    """Return a shape's place on the page: a single shape fills its anchor, a shape in a group is a part of it."""
    if place is None:
        return anchor
    parent = shape.getparent() if shape is not None else None
    if parent is None or name_of(parent) not in {"wpg:wgp", "wpg:grpSp", "wpc:wpc"}:
        return replace(anchor, width=min(anchor.width, place.width), height=min(anchor.height, place.height))
    return Rectangle(anchor.x + place.x, anchor.y + place.y, place.width, place.height, anchor.is_near)


def _within(inside: Surroundings, place: Rectangle, shape: _Element | None) -> Surroundings:
    """Return the surroundings between the insets of a box; text beyond the edge of a box of fixed size is cut off."""
    body = child(shape, "wps:bodyPr")
    is_fixed = False
    columns = 1.0
    if shape is not None and name_of(shape) == "wps:wsp":
        left, top, right = (_inset(body, name, usual) for name, usual in (("lIns", 7.2), ("tIns", 3.6), ("rIns", 7.2)))
        turned = number(drawing_value(child(shape, "wps:spPr", "a:xfrm"), "rot")) or number(drawing_value(body, "rot"))
        turned = turned or drawing_value(body, "vert") not in {"", "horz"}
        is_fixed = child(body, "a:spAutoFit") is None
        scaled = number(drawing_value(child(body, "a:normAutofit"), "fontScale"))
        inside = replace(inside, share=min(1.0, 1.0 if scaled is None else scaled / 100_000))
        if drawing_value(body, "wrap") == "none":
            return inside
        columns = min(16.0, max(1.0, number(drawing_value(body, "numCol")) or 1.0))
    else:
        box = child(shape, "v:textbox")
        insets = [_length(part) for part in drawing_value(box, "inset").split(",")]
        usual = (7.2, 3.6, 7.2)
        left, top, right = (found if (found := insets[i] if i < len(insets) else None) is not None else usual[i]
                            for i in range(3))  # fmt: skip
        style, fit = vml_style(shape), vml_style(box).get("mso-fit-shape-to-text", "")
        turned = style.get("rotation", "0") not in {"0", ""} or bool(vml_style(box).get("layout-flow", ""))
        is_fixed = "height" in style and not fit.startswith("t") and box is not None
    if turned:
        return inside
    inside = replace(inside, left=place.x + left, width=(place.width - left - right) / columns)
    if not is_fixed:
        return inside
    height = place.height - top
    return replace(inside, height=height, room=Room(columns * height))


def _inset(body: _Element | None, name: str, usual: float) -> float:
    found = number(drawing_value(body, name))
    return usual if found is None else found / _EMU


def _is_hidden(drawing: _Element) -> bool:
    return drawing_value(child(drawing, "wp:docPr"), "hidden") in {"1", "true", "on"}


def _filled(around: Surroundings, shape: _Element) -> Surroundings:
    properties = child(shape, "wps:spPr")
    if drawing_value(child(shape, "wps:cNvPr"), "hidden") in {"1", "true", "on"}:
        around = around.hide("in a hidden text box")
    camera = child(properties, "a:scene3d", "a:camera", "a:rot")
    for side in ("lat", "lon"):
        turn = number(drawing_value(camera, side)) or 0.0
        if math.cos(math.radians(turn / 60_000)) < _TURNED:
            around = around.hide("in a text box seen from its edge")
    known, colour = shape_fill(shape)
    if known:
        around = replace(around, background=colour, is_page=False)
    reference = child(shape, "wps:style", "a:fontRef")
    return around if reference is None else replace(around, colour=drawing_colour(reference))


def shape_fill(shape: _Element) -> tuple[bool, Colour | None]:
    """Return whether a shape by DrawingML is filled, and the colour; None when it is unknown."""
    properties = child(shape, "wps:spPr")
    for name in ("a:solidFill", "a:gradFill"):
        if (filling := child(properties, name)) is not None:
            return True, drawing_colour(filling)
    if any(child(properties, name) is not None for name in ("a:blipFill", "a:pattFill", "a:grpFill")):
        return True, None
    reference = child(shape, "wps:style", "a:fillRef")
    if (
        child(properties, "a:noFill") is None
        and drawing_value(reference, "idx") not in {"", "0"}
        and reference is not None
    ):
        return True, drawing_colour(reference)
    return False, None


def vml_style(shape: _Element | None) -> dict[str, str]:
    """Return the style of a shape by VML, by property."""
    parts = (part.partition(":") for part in drawing_value(shape, "style").split(";"))
    return {key.strip().lower(): text.strip().lower() for key, _, text in parts}


def _length(text: str) -> float | None:
    match = _LENGTH.match(text.strip())
    return float(match[1]) * _POINTS[match[2]] if match and match[1].count(".") < 2 and match[1].strip("-.") else None


def vml_depth(shape: _Element) -> float:
    """Return the depth of the outermost group around a shape; negative behind the text."""
    while (parent := shape.getparent()) is not None and name_of(parent) == "v:group":
        shape = parent
    return number(vml_style(shape).get("z-index", "")) or 0.0


def vml_place(shape: _Element, around: Surroundings) -> Rectangle:
    """Return where a shape by VML is; in a group, in the group's own coordinates."""
    style, page = vml_style(shape), around.page
    lengths = {key: _length(style.get(key, "")) for key in
               ("width", "height", "margin-left", "margin-top", "left", "top")}  # fmt: skip
    width, height = (100.0 if lengths[side] is None else lengths[side] or 0.0 for side in ("width", "height"))
    for key, side in (("mso-width-percent", page.width), ("mso-height-percent", page.height)):
        if share := number(style.get(key, "")):
            width, height = (share / 1000 * side, height) if "width" in key else (width, share / 1000 * side)
    x = (lengths["margin-left"] or 0.0) + (lengths["left"] or 0.0)
    y = (lengths["margin-top"] or 0.0) + (lengths["top"] or 0.0)
    parent = shape.getparent()
    if parent is not None and name_of(parent) == "v:group":
        return Rectangle(x, y, width, height)
    if style.get("position") not in {"absolute", "relative"}:
        return Rectangle(around.left, 0.0, width, height, is_near=True)
    across, down = (style.get(f"mso-position-{axis}-relative", "") for axis in ("horizontal", "vertical"))
    if style.get("mso-position-horizontal", "absolute") != "absolute":
        x = 0.0 if across == "page" else -around.left if width >= page.width else 0.0
    x += {"page": 0.0, "margin": page.left}.get(across, around.left)
    near = down not in {"page", "margin"} or style.get("mso-position-vertical", "absolute") != "absolute"
    return Rectangle(x, y + (page.top if down == "margin" else 0.0), width, height, near)


def _in_vml_group(place: Rectangle, group: _Element, around: Surroundings) -> Rectangle:
    outer = vml_place(group, around)
    origin, size = (
        [number(part) or 0.0 for part in (drawing_value(group, key) or usual).split(",")]
        for key, usual in (("coordorigin", "0,0"), ("coordsize", "1000,1000"))
    )
    if len(origin) < 2 or len(size) < 2 or not size[0] or not size[1]:
        return outer
    across, down = outer.width / size[0], outer.height / size[1]
    x, y = outer.x + (place.x - origin[0]) * across, outer.y + (place.y - origin[1]) * down
    return Rectangle(x, y, place.width * across, place.height * down, outer.is_near)


def _vml_hidden(shape: _Element) -> str:
    style = vml_style(shape)
    hidden = style.get("visibility") in {"hidden", "collapse"} or style.get("display") == "none"
    return "in a hidden text box" if hidden else ""


def _vml(around: Surroundings, shape: _Element) -> Surroundings:
    around = around.hide(_vml_hidden(shape))
    filled, colour = vml_fill(shape)
    return replace(around, background=colour, is_page=False) if filled else around


def vml_fill(shape: _Element) -> tuple[bool, Colour | None]:
    """Return whether a shape by VML is filled with a colour, and which; None when it is unknown."""
    fill = child(shape, "v:fill")
    off = {"f", "false", "0"}
    if drawing_value(shape, "filled").lower() in off or drawing_value(fill, "on").lower() in off:
        return False, None
    opacity = drawing_value(fill, "opacity") or drawing_value(shape, "opacity")
    if opacity and (number(opacity.removesuffix("f")) or 0.0) < (0.5 if not opacity.endswith("f") else 32_768):
        return False, None
    name = (drawing_value(fill, "color") or drawing_value(shape, "fillcolor")).split()
    if drawing_value(fill, "type") not in {"", "solid"}:
        return True, None
    colour = (from_hex(_long(name[0])) or _NAMED.get(name[0].lower())) if name else None
    return bool(name), colour


def _long(digits: str) -> str:
    return "#" + "".join(2 * c for c in digits[1:]) if len(digits) == 4 and digits[0] == "#" else digits


def shape_text(drawing: _Element) -> str:
    """Return the alternative texts of the shapes and pictures below an element."""
    texts = []
    for element in drawing.iter("{*}docPr", "{*}cNvPr"):
        texts += [drawing_value(element, "descr"), drawing_value(element, "title")]
    for element in drawing.iter(*(f"{{urn:schemas-microsoft-com:vml}}{name[2:]}" for name in sorted(VML_SHAPES))):
        texts += [element.get("alt", ""), element.get("title", "")]
    return " ".join(dict.fromkeys(filter(None, texts)))
