"""Find the opaque shapes and pictures of a DOCX that may cover text, and their order in depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from matcher.extraction.office.word.formatting import Room, Surroundings
from matcher.extraction.office.word.names import child, drawing_value, name_of, number
from matcher.extraction.office.word.pictures import Pictures
from matcher.extraction.office.word.shapes import (
    VML_SHAPES,
    Rectangle,
    place_of,
    shape_fill,
    vml_depth,
    vml_fill,
    vml_style,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["BODY", "Covers", "Depth", "Shape"]

Depth = tuple[float, int]
"""The height of a shape's layer, and its number among the shapes of that layer."""

BODY: Final[Depth] = (0.0, 0)
"""The layer of the body's text: shapes behind it are below."""

_BELOW: Final = 1e12
_OPAQUE: Final = 0.85
"""Opacity from which nothing can be read through a shape."""
_LEAST_WRAPPED: Final = 0.5
"""Share of a shape that the outline around which text runs must enclose, to believe that text runs around it."""
_HOLLOW = re.compile(
    r"frame|halfFrame|donut|arc|blockArc|corner|diagStripe|noSmoking|line.*|.*(?:Bracket|Brace|Connector\d?|Tabs)|"
    r"(?:left|right)?(?:bracket|brace).*|math.*|.*[Cc]allout\d?|moon|chord|pie|sun|star.*|irregularSeal.*|cloud|heart"
)
"""Shapes of which much is not filled."""
_MOST_LINKED: Final = 50
"""Boxes of a chain that are looked at."""
_CHARTS: Final = frozenset({"c:chart", "cx:chart"})
_UNFILLED_TYPE = re.compile(r"#_x0000_t(?:20|32|3[3-9]|75|1[3-7]\d)\Z")
"""Lines, pictures and ornamental writing by VML, which have no surface of their own."""
_OFF: Final = frozenset({"f", "false", "0"})
_ON: Final = frozenset({"1", "true", "on"})


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape that is not in the line of text."""

    element: _Element
    place: Rectangle
    depth: Depth
    pushes: bool
    """Whether the body's text runs around it."""
    is_filled: bool
    picture: _Element | None = None
    """The picture that fills it."""


class Covers:
    """Find shapes, and tell which ones hide what is behind them.

    Args:
        pictures: tells whether pictures are opaque.
        document: the main part.
    """

    def __init__(self, pictures: Pictures, document: _Element) -> None:
        self._pictures = pictures
        self._count = 0
        self._linked: dict[str, list[_Element]] = {}
        for link in document.iter("{*}linkedTxbx"):
            self._linked.setdefault(drawing_value(link, "id"), []).append(link)

    def with_linked(self, box: _Element, inside: Surroundings) -> Surroundings:
        """Return the surroundings in a text box, with the room of the boxes into which its text runs on."""
        content = box.getparent()
        links = self._linked.get(drawing_value(content, "id"), []) if self._linked else []
        if inside.room is None or inside.hidden or not links:
            return inside
        page = Surroundings.on_page(inside.page)
        more = 0.0
        for shape in (link.getparent() for link in links[:_MOST_LINKED]):
            anchor = None if shape is None else _anchor_of(shape)
            if shape is None or anchor is None or drawing_value(child(anchor, "wp:docPr"), "hidden") in _ON:
                continue
            place = place_of(shape, page)
            more += place.height if place is not None and not place.reason(page) else 0.0
        return replace(inside, room=Room(inside.room.left + more))

    def shapes(self, drawing: _Element, around: Surroundings) -> Iterator[Shape]:
        """Yield the shapes of a drawing that are not in the line of text, from the one behind to the one in front."""
        for element in drawing.iter():
            name = name_of(element)
            is_vml = name in VML_SHAPES
            if not (is_vml or name == "wps:wsp" or name == "pic:pic" or name in _CHARTS):
                continue
            self._count += 1
            place = place_of(element, around)
            if place is None:
                continue
            anchor = None if is_vml else _anchor_of(element)
            if is_vml:
                height, pushes = vml_depth(element), _pushes_vml(element)
            elif anchor is not None and drawing_value(child(anchor, "wp:docPr"), "hidden") not in _ON:
                height = (number(drawing_value(anchor, "relativeHeight")) or 0.0) + 1
                height -= _BELOW if drawing_value(anchor, "behindDoc") in _ON else 0.0
                pushes = _pushes(anchor)
            else:
                continue
            filled, picture = _vml_filling(element) if is_vml else _filling(element)
            yield Shape(element, place, (height, self._count), pushes, filled, picture)

    def hides(self, shape: Shape) -> bool:
        """Return whether a shape hides what is behind it."""
        return shape.is_filled and (shape.picture is None or self._pictures.is_opaque(shape.picture))


def _filling(element: _Element) -> tuple[bool, _Element | None]:
    """Return whether a shape by DrawingML is filled, and the picture that fills it."""
    name = name_of(element)
    if name in _CHARTS:
        return True, None
    if name == "pic:pic":
        return _picture(child(element, "pic:blipFill", "a:blip"))
    properties = child(element, "wps:spPr")
    if not _is_whole(properties):
        return False, None
    if child(properties, "a:blipFill") is not None:
        return _picture(child(properties, "a:blipFill", "a:blip"))
    fills = [child(properties, f"a:{kind}Fill") for kind in ("solid", "grad")]
    if child(properties, "a:grpFill") is not None:
        groups = [parent for parent in element.iterancestors() if name_of(parent) in {"wpg:wgp", "wpg:grpSp"}]
        fill = next((f for group in groups if (f := child(group, "wpg:grpSpPr", "a:solidFill")) is not None), None)
        return fill is not None and _opacity(fill) >= _OPAQUE, None
    filled, _ = shape_fill(element)
    return filled and min(map(_opacity, fills)) >= _OPAQUE, None


def _picture(blip: _Element | None) -> tuple[bool, _Element | None]:
    """Return whether a picture is set in no way that lets shine through what is behind it, and the picture."""
    for effect in blip if blip is not None else ():
        if name_of(effect) == "a:clrChange":
            return False, None
        if name_of(effect) == "a:alphaModFix" and (number(drawing_value(effect, "amt")) or 0) < 100_000 * _OPAQUE:
            return False, None
    return blip is not None, blip


def _anchor_of(element: _Element) -> _Element | None:
    found = next((parent for parent in element.iterancestors() if name_of(parent) in {"wp:anchor", "wp:inline"}), None)
    return found if found is not None and name_of(found) == "wp:anchor" else None


def _opacity(fill: _Element | None) -> float:
    """Return the opacity of a fill's most transparent colour."""
    if fill is None:
        return 1.0
    shares = [number(drawing_value(alpha, "val")) for alpha in fill.iter("{*}alpha")]
    return min((share / 100_000 for share in shares if share is not None), default=1.0)


def _is_whole(properties: _Element | None) -> bool:
    """Return whether a shape fills most of its box."""
    preset = drawing_value(child(properties, "a:prstGeom"), "prst")
    if preset:
        return _HOLLOW.fullmatch(preset) is None
    path = child(properties, "a:custGeom", "a:pathLst", "a:path")
    if path is None:
        return True
    width, height = (number(drawing_value(path, side)) for side in "wh")
    points = [(number(drawing_value(point, "x")), number(drawing_value(point, "y"))) for point in path.iter("{*}pt")]
    return _area(points, width, height) >= _OPAQUE


def _area(points: list[tuple[float | None, float | None]], width: float | None, height: float | None) -> float:
    """Return the area in a polygon as a share of its box's; 1 when it is unknown."""
    known = [(x, y) for x, y in points if x is not None and y is not None]
    if not width or not height or len(known) < len(points) or not known:
        return 1.0
    doubled = sum(a * d - b * c for (a, b), (c, d) in zip(known, [*known[1:], known[0]], strict=True))
    return abs(doubled) / 2 / (width * height)


_SIDE: Final = 21_600.0
"""Width and height of a shape in the units of the outline around which text runs."""


def _pushes(anchor: _Element) -> bool:
    """Return whether text runs around what is anchored."""
    for part in anchor:
        name = name_of(part)
        if name in {"wp:wrapSquare", "wp:wrapTopAndBottom"}:
            return True
        if name in {"wp:wrapTight", "wp:wrapThrough"}:
            outline = child(part, "wp:wrapPolygon")
            points = [
                (number(drawing_value(p, "x")), number(drawing_value(p, "y")))
                for p in (outline if outline is not None else ())
            ]
            return _area(points, _SIDE, _SIDE) >= _LEAST_WRAPPED
    return False


def _pushes_vml(shape: _Element) -> bool:
    outer = shape
    while (parent := outer.getparent()) is not None and name_of(parent) == "v:group":
        outer = parent
    if vml_style(outer).get("position") not in {"absolute", "relative"}:
        return True
    wrap = child(outer, "w10:wrap")
    return wrap is not None and drawing_value(wrap, "type") not in {"", "none"}


def _vml_filling(shape: _Element) -> tuple[bool, _Element | None]:
    style = vml_style(shape)
    if style.get("visibility") == "hidden" or child(shape, "v:textpath") is not None:
        return False, None
    if (image := child(shape, "v:imagedata")) is not None:
        return True, image
    filled, _ = vml_fill(shape)
    return filled or _is_white(shape), None


def _is_white(shape: _Element) -> bool:
    """Return whether a shape by VML is white because it names no colour."""
    fill, kind = child(shape, "v:fill"), drawing_value(shape, "type")
    if {drawing_value(shape, "filled").lower(), drawing_value(fill, "on").lower()} & _OFF:
        return False
    if drawing_value(shape, "fillcolor") or drawing_value(fill, "opacity") or drawing_value(shape, "opacity"):
        return False
    if name_of(shape) == "v:shape":
        template = _template(shape, kind)
        unfilled = template is not None and drawing_value(template, "filled").lower() in _OFF
        return bool(kind) and not unfilled and _UNFILLED_TYPE.match(kind) is None
    return name_of(shape) in {"v:rect", "v:roundrect", "v:oval"}


def _template(shape: _Element, kind: str) -> _Element | None:
    """Return the type of a shape, which Word writes next to its first use."""
    nearby = shape.getroottree().getroot().iter("{urn:schemas-microsoft-com:vml}shapetype")
    return next((template for template in nearby if f"#{template.get('id')}" == kind), None)
