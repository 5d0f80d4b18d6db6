"""How OpenDocument text is formatted, as far as it decides what a person can see (ODF 1.3, part 3, 16 and 20)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from matcher.extraction.colours import SMALLEST_POINTS, WHITE, Colour, from_hex, is_lost
from matcher.extraction.xml_parsing import attribute, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["PAGE", "Look", "Styles", "attribute", "in_points", "local_name"]

_LENGTH = re.compile(r"(-?[\d.]+)(pt|in|cm|mm|px)\Z")
_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}
PAGE: Final = 1200.0
"""Points; the longer side of A3."""


def in_points(text: str) -> float | None:
    """A length such as ``2.5cm`` in points; None when it is none."""
    match = _LENGTH.match(text.strip())
    return float(match[1]) * _POINTS[match[2]] if match and match[1].count(".") < 2 and match[1].strip("-.") else None


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks: what styles set and their users inherit."""

    hidden: str = ""
    colour: Colour | None = None
    ground: Colour | None = WHITE
    points: float = 12.0
    display: bool = True
    scale: float = 100.0
    spacing: float = 0.0
    """Points between letters."""
    clear: bool = False

    @property
    def reason(self) -> str:
        """Why text cannot be seen; empty when it can."""
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
        return "of the colour of its background" if is_lost(self.colour, self.ground) else ""


class Styles:
    """Named and automatic styles: what each adds to a look, with its ancestors."""

    def __init__(self, roots: list[_Element]) -> None:
        self._styles: dict[tuple[str, str], _Element] = {}
        self._defaults: dict[str, _Element] = {}
        self.ground: Colour | None = WHITE
        for root in roots:
            for style in root.iter("{*}style"):
                self._styles[(attribute(style, "family"), attribute(style, "name"))] = style
            for style in root.iter("{*}default-style"):
                self._defaults[attribute(style, "family")] = style
            for layout in root.iter("{*}page-layout-properties"):
                colour = attribute(layout, "background-color")
                if colour and colour != "transparent":
                    self.ground = from_hex(colour)
                if any(local_name(child) == "background-image" and len(child.attrib) for child in layout):
                    self.ground = None

    def _line(self, family: str, name: str) -> list[_Element]:
        line: list[_Element] = []
        while (style := self._styles.get((family, name))) is not None and style not in line:
            line.append(style)
            name = attribute(style, "parent-style-name")
        if family in self._defaults:
            line.append(self._defaults[family])
        return line[::-1]

    def apply(self, look: Look, family: str, name: str) -> Look:
        """The look of what has that style, inside what has ``look``."""
        for style in self._line(family, name) if name or family == "paragraph" else ():
            for properties in style:
                look = _apply(look, properties, is_default=local_name(style) == "default-style")
        return look

    def is_list(self, name: str) -> bool:
        """Whether a paragraph style makes list items."""
        return any(attribute(style, "list-style-name") for style in self._line("paragraph", name))


def _apply(look: Look, properties: _Element, *, is_default: bool) -> Look:
    kind = local_name(properties)
    ground = attribute(properties, "background-color")
    if ground and ground != "transparent" and not is_default:
        look = replace(look, ground=from_hex(ground))
    if any(local_name(child) == "background-image" and len(child.attrib) for child in properties):
        look = replace(look, ground=None)
    if kind == "graphic-properties":
        fill = attribute(properties, "fill")
        if fill == "solid":
            look = replace(look, ground=from_hex(attribute(properties, "fill-color")))
        elif fill in {"gradient", "bitmap", "hatch"}:
            look = replace(look, ground=None)
    if kind in {"paragraph-properties", "table-row-properties"} and (reason := _cramped(properties)):
        return replace(look, hidden=look.hidden or reason)
    if kind != "text-properties":
        return look
    if (display := attribute(properties, "display")) in {"none", "true", "condition"}:
        look = replace(look, display=display == "true")
    if colour := attribute(properties, "color"):
        # Loext writes "use-window-font-color" beside a colour that it does not use.
        automatic = attribute(properties, "use-window-font-color") == "true"
        look = replace(look, colour=None if automatic else from_hex(colour))
    size = attribute(properties, "font-size")
    if size.endswith("%") and size[:-1].replace(".", "", 1).isdecimal():
        look = replace(look, points=look.points * float(size[:-1]) / 100)
    elif (points := in_points(size)) is not None:
        look = replace(look, points=points)
    if (spacing := attribute(properties, "letter-spacing")) and not is_default:
        look = replace(look, spacing=in_points(spacing) or 0.0)
    opacity = attribute(properties, "opacity")
    if opacity.endswith("%") and opacity[:-1].isdecimal():
        look = replace(look, clear=int(opacity[:-1]) < 5)
    scale = attribute(properties, "text-scale").removesuffix("%")
    return replace(look, scale=float(scale)) if scale.replace(".", "", 1).isdecimal() else look


def _cramped(properties: _Element) -> str:
    """Why a paragraph or a row of this height, at this place, cannot be seen; empty when it can."""
    line, height = attribute(properties, "line-height"), in_points(attribute(properties, "row-height"))
    share = float(line[:-1]) if re.fullmatch(r"\d{1,4}%", line) else 100.0
    if share < 10 or (in_points(line) or 99.0) < SMALLEST_POINTS:
        return "in lines without height"
    if height is not None and height < SMALLEST_POINTS:
        return "in a table row without height"
    places = (
        in_points(attribute(properties, side)) for side in ("margin-left", "margin-right", "text-indent", "margin-top")
    )
    return "off the page" if any(place is not None and abs(place) > PAGE for place in places) else ""
