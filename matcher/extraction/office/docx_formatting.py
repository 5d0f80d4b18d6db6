"""Evaluate the formatting of a DOCX that decides whether text is visible (ECMA-376 part 1, 17.3 and 17.7)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from matcher.extraction.colours import BLACK, WHITE, Colour, from_hex
from matcher.extraction.xml_parsing import attribute, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "PAGE_POINTS",
    "DocxStyles",
    "RunFormat",
    "Surroundings",
    "attribute",
    "drawing_colour",
    "find_child",
    "is_on",
    "local_name",
    "number_in",
]

PAGE_POINTS: Final = 1_700
"""Width and height that no page of Word's exceeds (22 inches are 1,584 points)."""

_HIGHLIGHTS: Final = {
    "black": (0, 0, 0), "blue": (0, 0, 255), "cyan": (0, 255, 255), "green": (0, 255, 0), "magenta": (255, 0, 255),
    "red": (255, 0, 0), "yellow": (255, 255, 0), "white": WHITE, "darkBlue": (0, 0, 128), "darkCyan": (0, 128, 128),
    "darkGreen": (0, 128, 0), "darkMagenta": (128, 0, 128), "darkRed": (128, 0, 0), "darkYellow": (128, 128, 0),
    "darkGray": (128, 128, 128), "lightGray": (192, 192, 192),
}  # fmt: skip


def find_child(element: _Element, *names: str) -> _Element | None:
    """Return the first descendant by that path of names, or None."""
    child: _Element | None = element
    for name in names:
        if child is None:
            return None
        child = next(child.iterchildren(f"{{*}}{name}"), None)
    return child


def is_on(element: _Element | None) -> bool:
    """Return whether a switch such as ``w:vanish`` is present and not set to false."""
    return element is not None and attribute(element, "val") not in {"0", "false", "off"}


def number_in(element: _Element | None, name: str = "val") -> float | None:
    """Return the number in an attribute, by default ``val``; None when there is none."""
    if element is None:
        return None
    try:
        return float(attribute(element, name).removesuffix("%"))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class RunFormat:
    """Hold the formatting that decides whether the letters of a run are visible."""

    vanish: bool = False
    colour: Colour | None = None
    """None: the program picks one that contrasts."""
    background: Colour | None = None
    """Shading or highlighting behind the letters; None: transparent."""
    points: float = 11.0
    scale: float = 100.0
    """Width of the letters in per cent."""
    spacing: float = 0.0
    """Points added to the width of each letter."""
    transparent: bool = False
    outline: Colour | None = None
    """Colour of the letters' edges; None: they have no outline."""
    raised: float = 0.0
    """Points above the line, below it when negative."""

    def apply(self, properties: _Element | None) -> RunFormat:
        """Return the format after run properties (``w:rPr``)."""
        if properties is None:
            return self
        run = self
        for element in properties:
            name = local_name(element)
            if name == "vanish":
                run = replace(run, vanish=is_on(element))
            elif name == "color":
                run = replace(run, colour=from_hex(attribute(element, "val")))
            elif name == "sz" and (half := number_in(element)) is not None:
                run = replace(run, points=half / 2)
            elif name == "w" and (scale := number_in(element)) is not None:
                run = replace(run, scale=scale)
            elif name == "spacing" and (twips := number_in(element)) is not None:
                run = replace(run, spacing=twips / 20)
            elif name == "shd":
                run = replace(run, background=_shading(element) or run.background)
            elif name == "highlight":
                run = replace(run, background=_HIGHLIGHTS.get(attribute(element, "val"), run.background))
            elif name == "position" and (half := number_in(element)) is not None:
                run = replace(run, raised=half / 2)
            elif name == "textFill":
                alpha = next((a for a in element.iter("{*}alpha")), None)
                clear = (number_in(alpha) or 0) >= 95_000
                solid = find_child(element, "solidFill")
                run = replace(
                    run,
                    transparent=clear or find_child(element, "noFill") is not None,
                    colour=None if solid is None else drawing_colour(solid, run.colour),
                )
            elif name == "textOutline":
                solid = find_child(element, "solidFill")
                run = replace(run, outline=None if solid is None else drawing_colour(solid))
        return run


def _shading(element: _Element | None) -> Colour | None:
    """Return the colour of a shading (17.18.78): of its background, of its pattern, or a mixture of both."""
    if element is None:
        return None
    pattern = attribute(element, "val")
    background, ink = from_hex(attribute(element, "fill")), from_hex(attribute(element, "color"))
    if pattern in {"clear", "nil", ""}:
        return background
    share = 1.0 if pattern == "solid" else 0.25 if pattern.startswith("thin") else 0.5
    if pattern.startswith("pct") and pattern[3:].isdecimal():
        share = min(100, int(pattern[3:])) / 100
    mixed = [round(share * a + (1 - share) * b) for a, b in zip(ink or BLACK, background or WHITE, strict=True)]
    return mixed[0], mixed[1], mixed[2]


@dataclass
class DocxStyles:
    """Hold the styles of a document by their ids, each with the styles that it is based on."""

    lists: set[str] = field(default_factory=set)
    headings: set[str] = field(default_factory=set)
    default: RunFormat = field(default_factory=RunFormat)
    shaded_tables: set[str] = field(default_factory=set)
    """Table styles that shade cells: the background of text in such tables is unknown."""
    _parents: dict[str, str] = field(default_factory=dict)
    _styles: dict[str, _Element] = field(default_factory=dict)
    _normal: str = ""

    @classmethod
    def read(cls, root: _Element | None) -> DocxStyles:
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
                if any(ancestor in group for ancestor in styles._with_ancestors(key)):
                    group.add(key)
        return styles

    def _with_ancestors(self, key: str) -> list[str]:
        """Return the ids of a style and the styles that it is based on, nearest first."""
        line: list[str] = []
        while key in self._styles and key not in line:
            line.append(key)
            key = self._parents[key]
        return line

    def paragraph(self, key: str) -> RunFormat:
        """Return the format of text in a paragraph of that style (of the default style when empty)."""
        return self.character(key or self._normal, self.default)

    def character(self, key: str, base: RunFormat) -> RunFormat:
        """Return the format after a style, on top of another."""
        run = base
        for ancestor in reversed(self._with_ancestors(key)):
            run = run.apply(find_child(self._styles[ancestor], "rPr"))
        for ancestor in self._with_ancestors(key):
            # A switch that styles of two kinds set is off again (17.7.3).
            if (switch := find_child(self._styles[ancestor], "rPr", "vanish")) is not None:
                return replace(run, vanish=base.vanish != is_on(switch))
        return run

    def paragraph_background(self, key: str) -> Colour | None:
        """Return the shading of a paragraph style."""
        for ancestor in self._with_ancestors(key or self._normal):
            if shading := _shading(find_child(self._styles[ancestor], "pPr", "shd")):
                return shading
        return None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Represent what surrounds a run: the page, a table's cell, a text box."""

    background: Colour | None = WHITE
    """None: unknown."""
    hidden: str = ""
    """Why nothing in here is visible; empty when it is."""
    is_page: bool = True
    """Whether the background is the page's own, on which shapes and pictures may lie behind the text."""
    page: float = PAGE_POINTS
    """The longer side of the largest page, in points."""

    def table(self, table: _Element, styles: DocxStyles) -> Surroundings:
        """Return the surroundings in a table."""
        properties = find_child(table, "tblPr")
        if properties is None:
            return self
        style = find_child(properties, "tblStyle")
        inside = self.on(_shading(find_child(properties, "shd")))
        if style is not None and attribute(style, "val") in styles.shaded_tables:
            inside = replace(self, background=None, is_page=False)
        place, indent = find_child(properties, "tblpPr"), find_child(properties, "tblInd")
        places = [number_in(place, "tblpX"), number_in(place, "tblpY"), number_in(indent, "w")]
        if any(abs(twips or 0) > 20 * self.page for twips in places):
            return replace(inside, hidden=inside.hidden or "off the page")
        return inside

    def row(self, row: _Element) -> Surroundings:
        """Return the surroundings in a table's row."""
        properties = find_child(row, "trPr")
        if properties is None:
            return self
        if is_on(find_child(properties, "hidden")):
            return replace(self, hidden=self.hidden or "in a hidden table row")
        height = find_child(properties, "trHeight")
        if height is not None and attribute(height, "hRule") == "exact" and (number_in(height) or 99) < 40:
            return replace(self, hidden=self.hidden or "in a table row without height")
        return self

    def cell(self, cell: _Element) -> Surroundings:
        """Return the surroundings in a table's cell."""
        properties = find_child(cell, "tcPr")
        if properties is None:
            return self
        width = find_child(properties, "tcW")
        if width is not None and attribute(width, "type") == "dxa" and (number_in(width, "w") or 99) < 40:
            table = next(cell.iterancestors("{*}tbl"), None)
            layout = find_child(table, "tblPr", "tblLayout") if table is not None else None
            if layout is not None and attribute(layout, "type") == "fixed":
                return replace(self, hidden=self.hidden or "in a table cell without width")
        return self.on(_shading(find_child(properties, "shd")))

    def paragraph(self, properties: _Element | None, style_background: Colour | None) -> Surroundings:
        """Return the surroundings in a paragraph with these properties (``w:pPr``)."""
        if properties is None:
            return self.on(style_background)
        inside = self.on(_shading(find_child(properties, "shd")) or style_background)
        frame, spacing = find_child(properties, "framePr"), find_child(properties, "spacing")
        if frame is not None:
            height = number_in(frame, "h")
            if attribute(frame, "hRule") == "exact" and height is not None and height < 40:
                return replace(inside, hidden=inside.hidden or "in a frame without height")
            places = [(number_in(frame, "x") or 0, number_in(frame, "w")), (number_in(frame, "y") or 0, height)]
            if any(x > 20 * self.page or x + (20 * self.page if size is None else size) < 0 for x, size in places):
                return replace(inside, hidden=inside.hidden or "off the page")
        if (
            spacing is not None
            and attribute(spacing, "lineRule") == "exact"
            and (number_in(spacing, "line") or 99) < 40
        ):
            return replace(inside, hidden=inside.hidden or "in lines without height")
        indent = find_child(properties, "ind")
        sides = ("left", "start", "right", "end", "firstLine", "hanging")
        if indent is not None and any(abs(number_in(indent, side) or 0) > 20 * self.page for side in sides):
            return replace(inside, hidden=inside.hidden or "off the page")
        return inside

    def on(self, background: Colour | None) -> Surroundings:
        """Return the same with another background, if one is given."""
        return self if background is None else replace(self, background=background, is_page=False)


def drawing_colour(filling: _Element, default: Colour | None = None) -> Colour | None:
    """Return the colour of a fill; ``default`` when it names none, None when it is unknown."""
    for element in filling:
        if len(element):  # modifiers such as transparency: the colour is another one
            return None
        if local_name(element) == "srgbClr":
            return from_hex(attribute(element, "val"))
        if local_name(element) == "sysClr":
            return from_hex(attribute(element, "lastClr"))
    return default
