"""How a DOCX formats its text, as far as it decides what a person can see (ECMA-376 part 1, 17.3 and 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from matcher.extraction.colours import SMALLEST_POINTS, WHITE, Colour, from_hex, is_lost

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "Backdrops",
    "RunFormat",
    "Styles",
    "Surroundings",
    "attribute",
    "find_child",
    "is_on",
    "local_name",
    "shape_surroundings",
    "shape_text",
]

_EMU: Final = 12_700
"""English metric units in a point."""
_PAGE_POINTS: Final = 1_700
"""No page that Word makes is wider or higher (22 inches are 1,584 points)."""

_THEME: Final = {
    "background1": WHITE, "light1": WHITE, "bg1": WHITE, "lt1": WHITE,
    "text1": (0, 0, 0), "dark1": (0, 0, 0), "tx1": (0, 0, 0), "dk1": (0, 0, 0),
}  # fmt: skip
_HIGHLIGHTS: Final = {
    "black": (0, 0, 0), "blue": (0, 0, 255), "cyan": (0, 255, 255), "green": (0, 255, 0), "magenta": (255, 0, 255),
    "red": (255, 0, 0), "yellow": (255, 255, 0), "white": WHITE, "darkBlue": (0, 0, 128), "darkCyan": (0, 128, 128),
    "darkGreen": (0, 128, 0), "darkMagenta": (128, 0, 128), "darkRed": (128, 0, 0), "darkYellow": (128, 128, 0),
    "darkGray": (128, 128, 128), "lightGray": (192, 192, 192),
}  # fmt: skip
_LENGTH = re.compile(r"(-?[\d.]+)(pt|px|in|cm|mm|)\Z")
_POINTS: Final = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835, "": 1.0}


def local_name(element: _Element) -> str:
    """Its name without the namespace: "strict" documents use another one than "transitional" ones do."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element, name: str) -> str:
    """The attribute of that name, whatever its namespace; empty when there is none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def find_child(element: _Element, *names: str) -> _Element | None:
    """The first descendant by that path of names."""
    found: _Element | None = element
    for name in names:
        found = next((inner for inner in found if local_name(inner) == name), None) if found is not None else None
    return found


def is_on(element: _Element | None) -> bool:
    """Whether a switch such as ``w:vanish`` is there and not set to false."""
    return element is not None and attribute(element, "val") not in {"0", "false", "off"}


def _number(element: _Element | None, name: str = "val") -> float | None:
    if element is None:
        return None
    try:
        return float(attribute(element, name).removesuffix("%"))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class RunFormat:
    """What decides whether the letters of a run can be seen."""

    vanish: bool = False
    colour: Colour | None = None
    """None: the program picks one that shows."""
    ground: Colour | None = None
    """Shading or highlighting behind the letters; None: what is behind shows through."""
    points: float = 11.0
    scale: float = 100.0
    """Width of the letters in per cent."""
    spacing: float = 0.0
    """Points added to the width of each letter."""
    transparent: bool = False

    def apply(self, properties: _Element | None) -> RunFormat:
        """The format after run properties (``w:rPr``)."""
        if properties is None:
            return self
        found = self
        for element in properties:
            name = local_name(element)
            if name == "vanish":
                found = replace(found, vanish=is_on(element))
            elif name == "color":
                found = replace(found, colour=_colour(element, "val", "themeColor"))
            elif name == "sz" and (half := _number(element)) is not None:
                found = replace(found, points=half / 2)
            elif name == "w" and (scale := _number(element)) is not None:
                found = replace(found, scale=scale)
            elif name == "spacing" and (twips := _number(element)) is not None:
                found = replace(found, spacing=twips / 20)
            elif name == "shd":
                found = replace(found, ground=_shading(element) or found.ground)
            elif name == "highlight":
                found = replace(found, ground=_HIGHLIGHTS.get(attribute(element, "val"), found.ground))
            elif name == "textFill":
                alpha = next((a for a in element.iter("{*}alpha")), None)
                clear = (_number(alpha) or 0) >= 95_000
                found = replace(found, transparent=clear or find_child(element, "noFill") is not None)
        return found


def _colour(element: _Element, key: str, theme: str) -> Colour | None:
    """Word writes the colour that a theme's comes to beside its name."""
    return from_hex(attribute(element, key)) or _THEME.get(attribute(element, theme))


def _shading(element: _Element | None) -> Colour | None:
    if element is None:
        return None
    pattern = attribute(element, "val")
    if pattern == "solid":
        return _colour(element, "color", "themeColor")
    return _colour(element, "fill", "themeFill") if pattern in {"clear", "nil", ""} else None


@dataclass
class Styles:
    """The styles of a document by their ids: what each adds to the format, with all that it is based on."""

    lists: set[str] = field(default_factory=set)
    headings: set[str] = field(default_factory=set)
    default: RunFormat = field(default_factory=RunFormat)
    shaded_tables: set[str] = field(default_factory=set)
    """Table styles that shade cells: the ground of their tables' text is not known here."""
    _parents: dict[str, str] = field(default_factory=dict)
    _styles: dict[str, _Element] = field(default_factory=dict)
    _normal: str = ""

    @classmethod
    def read(cls, root: _Element | None) -> Styles:
        """Read a document's ``styles.xml``."""
        styles = cls()
        if root is None:
            return styles
        styles.default = RunFormat().apply(find_child(root, "docDefaults", "rPrDefault", "rPr"))
        for style in root:
            if local_name(style) != "style":
                continue
            key = attribute(style, "styleId")
            based = find_child(style, "basedOn")
            styles._styles[key] = style
            styles._parents[key] = attribute(based, "val") if based is not None else ""
            kind = attribute(style, "type")
            if kind == "paragraph" and attribute(style, "default") in {"1", "true"}:
                styles._normal = key
            if kind == "table" and any(_shading(shading) for shading in style.iter("{*}shd")):
                styles.shaded_tables.add(key)
            title = find_child(style, "name")
            number = find_child(style, "pPr", "numPr", "numId")
            name = attribute(title, "val").lower() if title is not None else ""
            if name.startswith(("heading", "title")) or find_child(style, "pPr", "outlineLvl") is not None:
                styles.headings.add(key)
            elif number is not None and attribute(number, "val") != "0":
                styles.lists.add(key)
        for group in (styles.lists, styles.headings, styles.shaded_tables):
            for key in styles._parents:
                if any(ancestor in group for ancestor in styles._line(key)):
                    group.add(key)
        return styles

    def _line(self, key: str) -> list[str]:
        """The style and what it is based on, nearest first."""
        line: list[str] = []
        while key in self._styles and key not in line:
            line.append(key)
            key = self._parents[key]
        return line

    def paragraph(self, key: str) -> RunFormat:
        """The format of text in a paragraph of that style (of the default style when empty)."""
        return self.character(key or self._normal, self.default)

    def character(self, key: str, base: RunFormat) -> RunFormat:
        """The format after a style, on top of another."""
        for ancestor in reversed(self._line(key)):
            base = base.apply(find_child(self._styles[ancestor], "rPr"))
        return base

    def paragraph_ground(self, key: str) -> Colour | None:
        """The shading that a paragraph style gives."""
        for ancestor in self._line(key or self._normal):
            if found := _shading(find_child(self._styles[ancestor], "pPr", "shd")):
                return found
        return None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run stands in: the page, a table's cell, a text box."""

    ground: Colour | None = WHITE
    """None: not known."""
    hidden: str = ""
    """Why nothing in here can be seen."""
    is_page: bool = True
    """Whether the ground is the page's own, on which shapes and pictures may lie behind the text."""

    def table(self, table: _Element, styles: Styles) -> Surroundings:
        """Those in a table."""
        properties = find_child(table, "tblPr")
        if properties is None:
            return self
        style = find_child(properties, "tblStyle")
        if style is not None and attribute(style, "val") in styles.shaded_tables:
            return replace(self, ground=None, is_page=False)
        return self.on(_shading(find_child(properties, "shd")))

    def row(self, row: _Element) -> Surroundings:
        """Those in a table's row."""
        properties = find_child(row, "trPr")
        if properties is None:
            return self
        if is_on(find_child(properties, "hidden")):
            return replace(self, hidden=self.hidden or "in a hidden table row")
        height = find_child(properties, "trHeight")
        if height is not None and attribute(height, "hRule") == "exact" and (_number(height) or 99) < 40:
            return replace(self, hidden=self.hidden or "in a table row without height")
        return self

    def cell(self, cell: _Element) -> Surroundings:
        """Those in a table's cell."""
        properties = find_child(cell, "tcPr")
        return self if properties is None else self.on(_shading(find_child(properties, "shd")))

    def paragraph(self, properties: _Element | None, style_ground: Colour | None) -> Surroundings:
        """Those in a paragraph with these properties (``w:pPr``)."""
        if properties is None:
            return self.on(style_ground)
        found = self.on(_shading(find_child(properties, "shd")) or style_ground)
        frame, spacing = find_child(properties, "framePr"), find_child(properties, "spacing")
        if frame is not None:
            height = _number(frame, "h")
            if attribute(frame, "hRule") == "exact" and height is not None and height < 40:
                return replace(found, hidden=found.hidden or "in a frame without height")
            if any(abs(_number(frame, side) or 0) > 20 * _PAGE_POINTS for side in ("x", "y")):
                return replace(found, hidden=found.hidden or "off the page")
        if spacing is not None and attribute(spacing, "lineRule") == "exact" and (_number(spacing, "line") or 99) < 40:
            return replace(found, hidden=found.hidden or "in lines without height")
        indent = find_child(properties, "ind")
        if indent is not None and any(
            abs(_number(indent, side) or 0) > 20 * _PAGE_POINTS for side in ("left", "start", "right", "end")
        ):
            return replace(found, hidden=found.hidden or "off the page")
        return found

    def on(self, ground: Colour | None) -> Surroundings:
        """The same on another ground, if one is given."""
        return self if ground is None else replace(self, ground=ground, is_page=False)


def shape_surroundings(box: _Element, around: Surroundings) -> Surroundings:
    """Those in a text box (``w:txbxContent``): its shape's filling, size and place.

    Args:
        box: the box's content; its ancestors describe the shape.
        around: where the shape is anchored.
    """
    found = Surroundings(hidden=around.hidden)
    for element in box.iterancestors():
        name = local_name(element)
        if name in {"p", "body", "hdr", "ftr"}:
            break
        if name == "wsp" and (properties := find_child(element, "spPr")) is not None:
            found = _filled(found, element, properties)
        elif name in {"shape", "rect", "roundrect", "oval", "textbox"}:
            found = _vml(found, element)
        elif name in {"anchor", "inline"} and (reason := _misplaced(element)):
            found = replace(found, hidden=found.hidden or reason)
    return found


def _filled(around: Surroundings, shape: _Element, properties: _Element) -> Surroundings:
    if (solid := find_child(properties, "solidFill")) is not None:
        ground = _drawing_colour(solid)
        return replace(around, ground=ground, is_page=False)
    if any(find_child(properties, name) is not None for name in ("gradFill", "blipFill", "pattFill", "grpFill")):
        return replace(around, ground=None, is_page=False)
    reference = find_child(shape, "style", "fillRef")
    if (
        find_child(properties, "noFill") is None
        and reference is not None
        and attribute(reference, "idx") not in {"", "0"}
    ):
        return replace(around, ground=_drawing_colour(reference), is_page=False)
    return around


def _drawing_colour(filling: _Element) -> Colour | None:
    for element in filling:
        if len(element):  # tints, shades, transparency: the colour is another one
            return None
        if local_name(element) == "srgbClr":
            return from_hex(attribute(element, "val"))
        if local_name(element) == "schemeClr":
            return _THEME.get(attribute(element, "val"))
        if local_name(element) == "sysClr":
            return from_hex(attribute(element, "lastClr"))
    return None


def _misplaced(drawing: _Element) -> str:
    extent, properties = find_child(drawing, "extent"), find_child(drawing, "docPr")
    if properties is not None and attribute(properties, "hidden") in {"1", "true"}:
        return "in a hidden text box"
    sizes = [(_number(extent, side) or 0) / _EMU for side in ("cx", "cy")] if extent is not None else [99.0, 99.0]
    if min(sizes) < SMALLEST_POINTS:
        return "in a text box without size"
    for position, size in (("positionH", sizes[0]), ("positionV", sizes[1])):
        text = find_child(drawing, position, "posOffset")
        try:
            place = float(text.text or 0) / _EMU if text is not None else 0.0
        except ValueError:
            continue
        if place + size < -72 or place > _PAGE_POINTS:  # the offset may count from a margin of an inch
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
        if any(not -_PAGE_POINTS < lengths.get(side, 0) < _PAGE_POINTS for side in ("margin-left", "margin-top")):
            return replace(around, hidden=around.hidden or "off the page")
        filled = attribute(shape, "filled").lower() not in {"f", "false", "0"}
        if filled and (colour := attribute(shape, "fillcolor")):
            return replace(around, ground=from_hex(colour.split()[0]), is_page=False)
        if filled and find_child(shape, "fill") is not None:
            return replace(around, ground=None, is_page=False)
    return around


def shape_text(drawing: _Element) -> str:
    """Alternative text of the shapes and pictures below an element."""
    texts = []
    for element in drawing.iter("{*}docPr", "{*}cNvPr"):
        texts += [attribute(element, "descr"), attribute(element, "title")]
    return " ".join(dict.fromkeys(filter(None, texts)))


class Backdrops:
    """Filled shapes and pictures that may lie behind the text of a page.

    Where Word puts them is known only after layout. What can be told is their area: light text is taken to be seen
    on them as long as they are large enough to hold it.
    """

    def __init__(self, roots: Iterable[_Element]) -> None:
        self._left = sum(_backdrop_area(root) for root in roots)

    def reason(self, text: str, run: RunFormat, around: Surroundings) -> str:
        """Why the text of a run cannot be seen; empty when it can."""
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
        ground = run.ground or around.ground
        if not is_lost(run.colour, ground) or not text.strip():
            return ""
        if around.is_page and run.ground is None:
            area = len(text) * run.points * run.points * 0.6
            if area <= self._left:
                self._left -= area
                return ""
        return "of the colour of its background"


def _backdrop_area(root: _Element) -> float:
    """Square points of the drawings below ``root`` that could stand behind text, headers' included."""
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
            area += (_number(extent, "cx") or 0) * (_number(extent, "cy") or 0) / _EMU**2
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
    ground = _filled(Surroundings(), shape, properties)
    return not ground.is_page and ground.ground != WHITE
