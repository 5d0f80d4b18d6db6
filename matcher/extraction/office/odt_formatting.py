"""Evaluate the formatting of OpenDocument text that decides whether text is visible (ODF 1.3, part 3, 16 and 20)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from matcher.extraction.colours import SMALLEST_POINTS, WHITE, Colour, from_hex, is_lost
from matcher.extraction.xml_parsing import attribute, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["PAGE", "Appearance", "OdtStyles", "attribute", "in_points", "local_name"]

_LENGTH = re.compile(r"(-?[\d.]+)(pt|in|cm|mm|px)\Z")
_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}
PAGE: Final = 1200.0
"""The longer side of A3, in points."""


def in_points(text: str) -> float | None:
    """Return a length such as ``2.5cm`` in points; None when it is no length."""
    match = _LENGTH.match(text.strip())
    return float(match[1]) * _POINTS[match[2]] if match and match[1].count(".") < 2 and match[1].strip("-.") else None


@dataclass(frozen=True, slots=True)
class Appearance:
    """Represent how text looks: what styles set and nested elements inherit."""

    hidden: str = ""
    colour: Colour | None = None
    background: Colour | None = WHITE
    points: float = 12.0
    display: bool = True
    scale: float = 100.0
    spacing: float = 0.0
    """Points between letters."""
    clear: bool = False

    @property
    def reason(self) -> str:
        """Why text is not visible; empty when it is."""
        if self.hidden:
            return self.hidden
        if not self.display:
            return "formatted as hidden text"
        if self.points < SMALLEST_POINTS:
            return "smaller than two points"
        if self.scale < 10:
            return "narrowed to nothing"
        if self.spacing <= -0.4 * self.points:
            return "written letter over letter"
        if self.clear:
            return "transparent"
        return "of the colour of its background" if is_lost(self.colour, self.background) else ""


class OdtStyles:
    """Hold named and automatic styles, each with the styles that it is based on."""

    def __init__(self, roots: list[_Element]) -> None:
        self._styles: dict[tuple[str, str], _Element] = {}
        self._defaults: dict[str, _Element] = {}
        self.background: Colour | None = WHITE
        for root in roots:
            for style in root.iter("{*}style"):
                self._styles[(attribute(style, "family"), attribute(style, "name"))] = style
            for style in root.iter("{*}default-style"):
                self._defaults[attribute(style, "family")] = style
            for layout in root.iter("{*}page-layout-properties"):
                colour = attribute(layout, "background-color")
                if colour and colour != "transparent":
                    self.background = from_hex(colour)
                if any(local_name(child) == "background-image" and len(child.attrib) for child in layout):
                    self.background = None

    def _with_ancestors(self, family: str, name: str) -> list[_Element]:
        """Return a style after the styles that it is based on."""
        styles: list[_Element] = []
        while (style := self._styles.get((family, name))) is not None and style not in styles:
            styles.append(style)
            name = attribute(style, "parent-style-name")
        if family in self._defaults:
            styles.append(self._defaults[family])
        return styles[::-1]

    def apply(self, appearance: Appearance, family: str, name: str) -> Appearance:
        """Return the appearance of an element with that style, inside an element with ``appearance``."""
        for style in self._with_ancestors(family, name) if name or family == "paragraph" else ():
            for properties in style:
                appearance = _apply(appearance, properties, is_default=local_name(style) == "default-style")
        return appearance

    def is_list(self, name: str) -> bool:
        """Return whether a paragraph style makes list items."""
        return any(attribute(style, "list-style-name") for style in self._with_ancestors("paragraph", name))


def _apply(appearance: Appearance, properties: _Element, *, is_default: bool) -> Appearance:
    kind = local_name(properties)
    background = attribute(properties, "background-color")
    if background and background != "transparent" and not is_default:
        appearance = replace(appearance, background=from_hex(background))
    if any(local_name(child) == "background-image" and len(child.attrib) for child in properties):
        appearance = replace(appearance, background=None)
    if kind == "graphic-properties":
        fill = attribute(properties, "fill")
        if fill == "solid":
            appearance = replace(appearance, background=from_hex(attribute(properties, "fill-color")))
        elif fill in {"gradient", "bitmap", "hatch"}:
            appearance = replace(appearance, background=None)
    if kind in {"paragraph-properties", "table-row-properties"} and (reason := _cramped(properties)):
        return replace(appearance, hidden=appearance.hidden or reason)
    if kind != "text-properties":
        return appearance
    if (display := attribute(properties, "display")) in {"none", "true", "condition"}:
        appearance = replace(appearance, display=display == "true")
    if colour := attribute(properties, "color"):
        # LibreOffice writes "use-window-font-color" next to a colour that it does not use.
        automatic = attribute(properties, "use-window-font-color") == "true"
        appearance = replace(appearance, colour=None if automatic else from_hex(colour))
    size = attribute(properties, "font-size")
    if size.endswith("%") and size[:-1].replace(".", "", 1).isdecimal():
        appearance = replace(appearance, points=appearance.points * float(size[:-1]) / 100)
    elif (points := in_points(size)) is not None:
        appearance = replace(appearance, points=points)
    if (spacing := attribute(properties, "letter-spacing")) and not is_default:
        appearance = replace(appearance, spacing=in_points(spacing) or 0.0)
    opacity = attribute(properties, "opacity")
    if opacity.endswith("%") and opacity[:-1].isdecimal():
        appearance = replace(appearance, clear=int(opacity[:-1]) < 5)
    scale = attribute(properties, "text-scale").removesuffix("%")
    return replace(appearance, scale=float(scale)) if scale.replace(".", "", 1).isdecimal() else appearance


def _cramped(properties: _Element) -> str:
    """Return why a paragraph or row of this height and position is not visible; empty when it is."""
    line, height = attribute(properties, "line-height"), in_points(attribute(properties, "row-height"))
    share = float(line[:-1]) if re.fullmatch(r"\d{1,4}%", line) else 100.0
    if share < 10 or (in_points(line) or 99.0) < SMALLEST_POINTS:
        return "in lines without height"
    if height is not None and height < SMALLEST_POINTS:
        return "in a table row without height"
    margins = (
        in_points(attribute(properties, side)) for side in ("margin-left", "margin-right", "text-indent", "margin-top")
    )
    return "off the page" if any(margin is not None and abs(margin) > PAGE for margin in margins) else ""
