"""Read the properties of OpenDocument styles that decide whether text is visible (ODF 1.3, part 3, 16 and 20)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from matcher.extraction.colours import WHITE, Colour, from_hex
from matcher.extraction.office.legibility import has_symbols
from matcher.extraction.office.opendocument.names import get, name_of

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Changes", "ground_of", "in_points", "percent", "read_properties"]

Changes = dict[str, Any]
"""Values of properties by the names of the fields that they replace."""

_LENGTH = re.compile(r"(-?[\d.]{1,20})(pt|in|cm|mm|px|pc)\Z")
_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "pc": 12.0}
_PERCENT = re.compile(r"(-?\d{1,6}(?:\.\d{0,6})?)%\Z")
_PALEST: Final = 0.15
"""Opacity below which letters are too pale; a text of black at 0.15 is #D9D9D9."""


def in_points(text: str) -> float | None:
    """Return a length such as ``2.5cm`` in points; None when it is no length."""
    match = _LENGTH.match(text.strip())
    return float(match[1]) * _POINTS[match[2]] if match and match[1].count(".") < 2 and match[1].strip("-.") else None


def percent(text: str) -> float | None:
    """Return a percentage as a share; None when it is none.

    >>> percent("50%"), percent("5pt")
    (0.5, None)
    """
    match = _PERCENT.match(text.strip())
    return float(match[1]) / 100 if match else None


def ground_of(properties: _Element, background: Colour | None) -> Colour | None:
    """Return the background that properties set, or else the one given; None when it is unknown."""
    colour = get(properties, "fo:background-color")
    if colour and colour != "transparent":
        background = from_hex(colour)
    if any(name_of(part) == "style:background-image" and len(part.attrib) for part in properties):
        return None
    return background


_MOST_PADDING: Final = 400.0
"""Points between the edge of a cell and its text from which nothing is left of a page."""
_PLACES: Final = {
    "wrap": "style:wrap", "run_through": "style:run-through", "vertical_pos": "style:vertical-pos",
    "vertical_rel": "style:vertical-rel", "horizontal_pos": "style:horizontal-pos",
    "horizontal_rel": "style:horizontal-rel",
}  # fmt: skip
_UNSET: Final = (-1, -1, -1)


def read_properties(properties: _Element, changes: Changes, symbols: set[str]) -> None:
    """Add what an element of properties changes."""
    kind = name_of(properties)
    ground = ground_of(properties, _UNSET)
    if ground != _UNSET:
        changes["background"] = ground
    if kind == "style:graphic-properties":
        fill = get(properties, "draw:fill")
        if fill:
            changes["filled"] = fill != "none"
        for key, name in _PLACES.items():
            if found := get(properties, name):
                changes[key] = found
        opacity = percent(get(properties, "draw:opacity"))
        if opacity is not None:
            changes["opacity"] = opacity
        if fill == "solid":
            colour = from_hex(get(properties, "draw:fill-color"))
            changes["background"] = colour if opacity is None or opacity > 0.5 else WHITE
        elif fill in {"gradient", "bitmap", "hatch"}:
            changes["background"] = None
    elif kind == "style:paragraph-properties":
        _read_paragraph(properties, changes)
    elif kind == "style:section-properties":
        if (inset := in_points(get(properties, "fo:margin-left"))) is not None:
            changes["inset"] = inset
        for part in properties:
            if name_of(part) == "style:columns" and (count := get(part, "fo:column-count")).isdecimal():
                gap = in_points(get(part, "fo:column-gap")) or 0.0
                changes["columns"] = min(1000, max(1, int(count[:6]))), gap
    elif kind == "style:table-row-properties":
        if (height := in_points(get(properties, "style:row-height"))) is not None:
            changes["height"] = height
    elif kind == "style:table-properties":
        if get(properties, "table:display") == "false":
            changes["hidden"] = "in a hidden table"
        if (left := in_points(get(properties, "fo:margin-left"))) is not None:
            changes["table"] = left
    elif kind == "style:table-cell-properties":
        paddings = (in_points(get(properties, f"fo:padding{side}")) for side in ("", "-left", "-right"))
        if any(points is not None and points > _MOST_PADDING for points in paddings):
            changes["hidden"] = "in a table cell without width"
    elif kind == "style:text-properties":
        _read_text(properties, changes, symbols)


def _read_paragraph(properties: _Element, changes: Changes) -> None:
    line = get(properties, "fo:line-height")
    if line == "normal":
        changes.update(line=None, lines=None)
    elif (share := percent(line)) is not None:
        changes.update(line=None, lines=share)
    elif (points := in_points(line)) is not None:
        changes.update(line=points, lines=None)
    shared = in_points(get(properties, "fo:margin"))
    for key, name in (("indent", "fo:margin-left"), ("outdent", "fo:margin-right"), ("first", "fo:text-indent"),
                      ("above", "fo:margin-top"), ("below", "fo:margin-bottom")):  # fmt: skip
        found = in_points(get(properties, name))
        found = shared if found is None and key != "first" else found
        if found is not None:
            changes[key] = found
    for part in properties:
        if name_of(part) == "style:tab-stops":
            stops = (in_points(get(stop, "style:position")) for stop in part)
            changes["tabs"] = tuple(points for points in stops if points is not None)
    if align := get(properties, "fo:text-align"):
        changes["align"] = {"center": "center", "end": "right", "right": "right"}.get(align, "left")


def _read_text(properties: _Element, changes: Changes, symbols: set[str]) -> None:
    if (display := get(properties, "text:display")) in {"none", "true", "condition"}:
        changes["display"] = display == "true"
    if get(properties, "text:condition") == "none":
        changes["display"] = False
    if colour := get(properties, "fo:color"):
        changes["colour"] = from_hex(colour)
    if get(properties, "style:use-window-font-color") == "true":
        # LibreOffice writes it next to a colour that it does not use.
        changes["colour"] = None
    for part in properties:
        if (
            name_of(part).endswith("complex-color")
            and get(part, "loext:theme-type").startswith("light")
            and not len(part)
        ):
            changes["colour"] = WHITE
    size = get(properties, "fo:font-size")
    if (share := percent(size)) is not None:
        changes.pop("points", None)
        changes["factor"] = share
    elif (points := in_points(size)) is not None:
        changes.pop("factor", None)
        changes["points"] = points
    if (more := in_points(get(properties, "style:font-size-rel"))) is not None:
        changes["more_points"] = more
    if spacing := get(properties, "fo:letter-spacing"):
        changes["spacing"] = in_points(spacing) or 0.0
    for name in ("loext:opacity", "fo:opacity", "draw:opacity"):
        if (opacity := percent(get(properties, name))) is not None:
            changes["clear"] = opacity < _PALEST
    if (scale := percent(get(properties, "style:text-scale"))) is not None:
        changes["scale"] = scale * 100
    if place := get(properties, "style:text-position").split():
        changes["raised"] = percent(place[0]) or 0.0
        share = percent(place[1]) if len(place) > 1 else None
        changes["share"] = share if share is not None else 0.58 if place[0] in {"super", "sub"} else 1.0
    family, font = get(properties, "fo:font-family"), get(properties, "style:font-name")
    if family or font:
        changes["symbols"] = has_symbols(family or font) or font in symbols
