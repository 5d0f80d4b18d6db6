"""Evaluate text boxes, shapes and pictures of a DOCX that decide whether text is visible (DrawingML and VML)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from matcher.extraction.colours import SMALLEST_POINTS, WHITE, from_hex, is_lost
from matcher.extraction.office.docx_formatting import (
    PAGE_POINTS,
    RunFormat,
    Surroundings,
    drawing_colour,
    find_child,
    number_in,
)
from matcher.extraction.xml_parsing import attribute, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Backdrops", "shape_surroundings", "shape_text"]

_EMU: Final = 12_700
"""English metric units in a point."""
_LENGTH = re.compile(r"(-?[\d.]+)(pt|px|in|cm|mm|)\Z")
_POINTS: Final = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835, "": 1.0}


def shape_surroundings(box: _Element, around: Surroundings) -> Surroundings:
    """Return the surroundings in a text box (``w:txbxContent``): its shape's fill, size and position.

    Args:
        box: the box's content; its ancestors describe the shape.
        around: surroundings of the shape's anchor.
    """
    inside = Surroundings(hidden=around.hidden, page=around.page)
    for element in box.iterancestors():
        name = local_name(element)
        if name in {"p", "body", "hdr", "ftr"}:
            break
        if name == "wsp" and (properties := find_child(element, "spPr")) is not None:
            inside = _filled(inside, element, properties)
        elif name in {"shape", "rect", "roundrect", "oval", "textbox"}:
            inside = _vml(inside, element)
        elif name in {"anchor", "inline"} and (reason := _misplaced(element, around.page)):
            inside = replace(inside, hidden=inside.hidden or reason)
    return inside


def _filled(around: Surroundings, shape: _Element, properties: _Element) -> Surroundings:
    if (solid := find_child(properties, "solidFill")) is not None:
        background = drawing_colour(solid)
        return replace(around, background=background, is_page=False)
    if any(find_child(properties, name) is not None for name in ("gradFill", "blipFill", "pattFill", "grpFill")):
        return replace(around, background=None, is_page=False)
    reference = find_child(shape, "style", "fillRef")
    if (
        find_child(properties, "noFill") is None
        and reference is not None
        and attribute(reference, "idx") not in {"", "0"}
    ):
        return replace(around, background=drawing_colour(reference), is_page=False)
    return around


def _misplaced(drawing: _Element, page: float) -> str:
    extent, properties = find_child(drawing, "extent"), find_child(drawing, "docPr")
    if properties is not None and attribute(properties, "hidden") in {"1", "true"}:
        return "in a hidden text box"
    sizes = [(number_in(extent, side) or 0) / _EMU for side in ("cx", "cy")] if extent is not None else [99.0, 99.0]
    if min(sizes) < SMALLEST_POINTS:
        return "in a text box without size"
    for position, size in (("positionH", sizes[0]), ("positionV", sizes[1])):
        text = find_child(drawing, position, "posOffset")
        try:
            place = float(text.text or 0) / _EMU if text is not None else 0.0
        except ValueError:
            continue
        if place + size < -72 or place > page:  # the offset may be measured from a margin of an inch
            return "off the page"
    return ""


def _vml(around: Surroundings, shape: _Element) -> Surroundings:
    style = {
        key.strip().lower(): value.strip().lower()
        for key, _, value in (part.partition(":") for part in attribute(shape, "style").split(";"))
    }
    if style.get("visibility") == "hidden":
        return replace(around, hidden=around.hidden or "in a hidden text box")
    lengths = {
        key: float(match[1]) * _POINTS[match[2]]
        for key in ("width", "height", "margin-left", "margin-top", "left", "top")
        if (match := _LENGTH.match(style.get(key, ""))) and match[1].count(".") < 2 and match[1].strip("-.")
    }
    if local_name(shape) != "textbox":
        if any(lengths.get(side, 99) < SMALLEST_POINTS for side in ("width", "height")):
            return replace(around, hidden=around.hidden or "in a text box without size")
        if any(not -PAGE_POINTS < lengths.get(side, 0) < PAGE_POINTS for side in ("margin-left", "margin-top")):
            return replace(around, hidden=around.hidden or "off the page")
        filled = attribute(shape, "filled").lower() not in {"f", "false", "0"}
        if filled and (colour := attribute(shape, "fillcolor")):
            return replace(around, background=from_hex(colour.split()[0]), is_page=False)
        if filled and find_child(shape, "fill") is not None:
            return replace(around, background=None, is_page=False)
    return around


def shape_text(drawing: _Element) -> str:
    """Return the alternative texts of the shapes and pictures below an element."""
    texts = []
    for element in drawing.iter("{*}docPr", "{*}cNvPr"):
        texts += [attribute(element, "descr"), attribute(element, "title")]
    return " ".join(dict.fromkeys(filter(None, texts)))


class Backdrops:
    """Keep account of filled shapes and pictures that may be behind the text of a page.

    Their positions are known only after layout. Their area is known: light text counts as visible on them as long as
    they are large enough to hold it.
    """

    def __init__(self, roots: Iterable[_Element]) -> None:
        self._left = sum(_backdrop_area(root) for root in roots)

    def reason(self, text: str, run: RunFormat, around: Surroundings) -> str:
        """Return why the text of a run is not visible; empty when it is."""
        if around.hidden:
            return around.hidden
        if run.vanish:
            return "formatted as hidden text"
        if run.transparent:
            return "transparent"
        if run.points < SMALLEST_POINTS:
            return "smaller than two points"
        if run.scale < 10:
            return "narrowed to nothing"
        if run.spacing <= -0.4 * run.points:
            return "written letter over letter"
        if abs(run.raised) > around.page:
            return "off the page"
        background = run.background or around.background
        if (
            not is_lost(run.colour, background)
            or (run.outline and not is_lost(run.outline, background))
            or not text.strip()
        ):
            return ""
        if around.is_page and run.background is None:
            area = len(text) * run.points * run.points * 0.6
            if area <= self._left:
                self._left -= area
                return ""
        return "of the colour of its background"


def _backdrop_area(root: _Element) -> float:
    """Return the area in square points of drawings that could be behind text, those in headers included."""
    area = 0.0
    in_margin = local_name(root) in {"hdr", "ftr"}
    for drawing in root.iter("{*}anchor"):
        extent = find_child(drawing, "extent")
        if extent is None:
            continue
        behind = in_margin or attribute(drawing, "behindDoc") in {"1", "true"}
        pictured = behind and next(drawing.iter("{*}blip"), None) is not None
        coloured = any(_is_coloured(shape) for shape in drawing.iter("{*}wsp"))
        if pictured or coloured:
            area += (number_in(extent, "cx") or 0) * (number_in(extent, "cy") or 0) / _EMU**2
    for shape in root.iter("{*}rect", "{*}shape", "{*}roundrect"):
        colour = from_hex((attribute(shape, "fillcolor").split() or [""])[0])
        style = attribute(shape, "style").replace(" ", "")
        sizes = [_LENGTH.match(part.partition(":")[2]) for part in style.split(";") if part[:6] in {"width:", "height"}]
        if colour not in {None, WHITE} and len(sizes) == 2:
            factors = [float(m[1]) * _POINTS[m[2]] for m in sizes if m and m[1].count(".") < 2 and m[1].strip("-.")]
            area += factors[0] * factors[1] if len(factors) == 2 else 0
    return area


def _is_coloured(shape: _Element) -> bool:
    properties = find_child(shape, "spPr")
    if properties is None:
        return False
    filled = _filled(Surroundings(), shape, properties)
    return not filled.is_page and filled.background != WHITE
