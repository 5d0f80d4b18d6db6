"""Evaluate the formatting of OpenDocument text that decides whether text is visible (ODF 1.3, part 3, 16 and 20)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from matcher.extraction.colours import WHITE, Colour
from matcher.extraction.office.legibility import has_symbols, illegible, is_cut, is_faint, misplaced
from matcher.extraction.office.opendocument.names import get, name_of
from matcher.extraction.office.opendocument.properties import Changes, ground_of, in_points, read_properties

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Appearance", "OdtStyles", "Paper", "Room"]

_FAR: Final = 3.0
"""Heights of a letter by which text may be above or below its line."""
_DEEPEST: Final = 10
"""Levels of a list."""

_OF_SHAPES: Final = ("filled", "wrap", "run_through", "opacity", "vertical_pos", "vertical_rel", "horizontal_pos",
                     "horizontal_rel")  # fmt: skip
"""Properties of shapes, which the text in them does not inherit."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Hold the size and margins of a page, in points."""

    width: float = 595.0
    height: float = 842.0
    left: float = 57.0
    right: float = 57.0
    top: float = 57.0


@dataclass
class Room:
    """Hold the height in points that is left in a box of fixed height."""

    left: float


@dataclass(frozen=True, slots=True)
class Appearance:
    """Represent how text looks: what styles set and nested elements inherit."""

    paper: Paper = field(default_factory=Paper)
    hidden: str = ""
    colour: Colour | None = None
    background: Colour | None = WHITE
    """None: unknown."""
    points: float = 12.0
    display: bool = True
    scale: float = 100.0
    spacing: float = 0.0
    """Points between letters."""
    clear: bool = False
    symbols: bool = False
    share: float = 1.0
    """Share of the font size at which letters are drawn, as indexes are."""
    raised: float = 0.0
    """Share of the font size by which letters are above the line."""
    line: float | None = None
    """Exact height of lines in points."""
    lines: float | None = None
    """Height of lines as a multiple of the font's own."""
    left: float = 57.0
    """Left edge of the column of text, from the page's."""
    width: float | None = 481.0
    """Its width; None when it is unknown."""
    indent: float = 0.0
    outdent: float = 0.0
    first: float = 0.0
    above: float = 0.0
    below: float = 0.0
    tabs: tuple[float, ...] = ()
    """Stops of the paragraph, from the edge of its column."""
    align: str = "left"
    table: float = 0.0
    """How far the tables around are moved to the right."""
    height: float | None = None
    """Height of the row, frame or header around, if it is fixed."""
    room: Room | None = None

    def hide(self, reason: str) -> Appearance:
        """Return the same, hidden for that reason unless it is hidden for another one."""
        return replace(self, hidden=self.hidden or reason) if reason else self

    def with_changes(self, changes: Changes) -> Appearance:
        """Return the appearance after the properties of a style."""
        if not changes:
            return self
        changes = dict(changes)
        if (factor := changes.pop("factor", None)) is not None:
            changes["points"] = self.points * factor
        if (more := changes.pop("more_points", None)) is not None:
            changes["points"] = changes.get("points", self.points) + more
        if (columns := changes.pop("columns", None)) is not None and self.width is not None:
            count, gap = columns
            changes["width"] = (self.width - (count - 1) * gap) / count
        if (inset := changes.pop("inset", None)) is not None:
            changes["left"] = self.left + inset
        if "hidden" in changes:
            changes["hidden"] = self.hidden or changes["hidden"]
        for name in _OF_SHAPES:
            changes.pop(name, None)
        return replace(self, **changes)

    @property
    def reason(self) -> str:
        """Why text is not visible; empty when it is."""
        if self.hidden:
            return self.hidden
        if not self.display:
            return "formatted as hidden text"
        points = self.points * self.share
        if reason := illegible(points, scale=self.scale, spacing=self.spacing, line=self.line, lines=self.lines):
            return reason
        if self.clear:
            return "transparent"
        if self.height is not None and is_cut(self.height, points):
            return "in a row or frame without height"
        if abs(self.raised) > _FAR or not -self.paper.width < self.table < self.paper.width - self.left:
            return "off the page"
        if self.width is not None:
            left = self.left + self.indent + min(0.0, self.first)
            right = self.left + self.width - self.outdent
            if is_cut(right - left, points):
                return "in a column without width"
            if reason := misplaced(left, right, self.paper.width, points, self.align):
                return reason
        # On an unknown ground text must stand out from paper.
        background = WHITE if self.background is None else self.background
        return "of the colour of its background" if is_faint(self.colour, background) else ""


class OdtStyles:
    """Hold named and automatic styles, each with what it inherits.

    Args:
        roots: parts all of whose styles count.
        common: parts whose automatic styles are only for the headers in them.
    """

    def __init__(self, roots: list[_Element], *, common: list[_Element] | None = None) -> None:
        self._styles: dict[tuple[str, str], _Element] = {}
        self._defaults: dict[str, _Element] = {}
        self._resolved: dict[tuple[str, str], Changes] = {}
        self._lists: dict[tuple[str, str], float] = {}
        self._symbols: set[str] = set()
        self.layouts: dict[str, _Element] = {}
        automatic = {part for root in common or () for part in root if name_of(part) == "office:automatic-styles"}
        for root in [*(common or ()), *roots]:
            for element in root.iter():
                name = name_of(element)
                if automatic and name == "style:style" and element.getparent() in automatic:
                    continue
                if name == "style:style":
                    self._styles[get(element, "style:family"), get(element, "style:name")] = element
                elif name == "style:default-style":
                    self._defaults[get(element, "style:family")] = element
                elif name == "style:page-layout":
                    self.layouts[get(element, "style:name")] = element
                elif name == "text:list-style":
                    self._add_list(element)
                elif name == "style:font-face":
                    family, charset = get(element, "svg:font-family"), get(element, "style:font-charset")
                    if charset == "x-symbol" or has_symbols(family):
                        self._symbols.add(get(element, "style:name"))
        self.background: Colour | None = WHITE
        for layout in self.layouts.values():
            for properties in layout:
                if name_of(properties) == "style:page-layout-properties":
                    self.background = ground_of(properties, self.background)

    def _add_list(self, element: _Element) -> None:
        for level in element:
            for properties in level:
                places = [in_points(get(properties, "text:space-before"))]
                places += [in_points(get(part, "fo:margin-left")) for part in properties]
                key = get(element, "style:name"), get(level, "text:level")
                self._lists[key] = max((place for place in places if place is not None), key=abs, default=0.0)

    def list_indent(self, name: str, level: int) -> float:
        """Return how far a level of a list is moved to the right, in points."""
        return self._lists.get((name, str(min(level, _DEEPEST))), 0.0)

    def element(self, family: str, name: str) -> _Element | None:
        """Return a style."""
        return self._styles.get((family, name))

    def changes(self, family: str, name: str) -> Changes:
        """Return what a style and those that it is based on change, without the family's default."""
        line: list[str] = []
        seen: set[str] = set()
        while (family, name) in self._styles and (family, name) not in self._resolved and name not in seen:
            seen.add(name)
            line.append(name)
            name = get(self._styles[family, name], "style:parent-style-name")
        changes = self._resolved.get((family, name), {})
        for key in reversed(line):
            changes = _merged(changes, self._own(self._styles[family, key]))
            if family == "paragraph" and any(name_of(part) == "style:map" for part in self._styles[family, key]):
                changes = {**changes, **self._mapped(self._styles[family, key])}
            self._resolved[family, key] = changes
        return changes

    def _mapped(self, style: _Element) -> Changes:
        """Return what styles for a condition change: their text is hidden if any of them hides it."""
        for part in style:
            other = self._styles.get(("paragraph", get(part, "style:apply-style-name")))
            if name_of(part) == "style:map" and other is not None:
                look = replace(Appearance(background=self.background), width=None).with_changes(self._own(other))
                if look.reason:
                    return {"hidden": look.reason}
        return {}

    def _own(self, style: _Element, *, is_default: bool = False) -> Changes:
        changes: Changes = {}
        for properties in style:
            read_properties(properties, changes, self._symbols)
        if is_default:  # programs leave these out of the defaults
            for name in ("background", "spacing", "hidden"):
                changes.pop(name, None)
        return changes

    def apply(self, appearance: Appearance, family: str, name: str) -> Appearance:
        """Return the appearance of an element with that style, inside an element with ``appearance``."""
        if family == "paragraph":
            appearance = replace(
                appearance, indent=0.0, outdent=0.0, first=0.0, above=0.0, below=0.0, tabs=(), line=None, lines=None,
                align="left",
            )  # fmt: skip
            if family in self._defaults:
                key = (family, "\0default")
                if key not in self._resolved:
                    self._resolved[key] = self._own(self._defaults[family], is_default=True)
                appearance = appearance.with_changes(self._resolved[key])
        return appearance.with_changes(self.changes(family, name)) if name else appearance

    def with_classes(self, appearance: Appearance, family: str, element: _Element) -> Appearance:
        """Return the same, hidden if any further style that an element names hides it: programs differ."""
        names = [*get(element, "text:class-names").split()[:_DEEPEST], get(element, "text:cond-style-name")]
        for name in filter(None, names):
            other = self.apply(appearance, family, name)
            appearance = appearance.hide(other.reason if not appearance.reason else "")
        return appearance

    def paper(self, layout: str) -> Paper:
        """Return the pages of a layout."""
        element = self.layouts.get(layout, next(iter(self.layouts.values()), None))
        paper = Paper()
        for properties in element if element is not None else ():
            if name_of(properties) == "style:page-layout-properties":
                sizes = {"width": "fo:page-width", "height": "fo:page-height", "left": "fo:margin-left",
                         "right": "fo:margin-right", "top": "fo:margin-top"}  # fmt: skip
                shared = in_points(get(properties, "fo:margin"))
                found = {key: in_points(get(properties, name)) for key, name in sizes.items()}
                found = {key: shared if points is None and key in {"left", "right", "top"} else points
                         for key, points in found.items()}  # fmt: skip
                paper = replace(paper, **{key: points for key, points in found.items() if points is not None})
        return paper


def _merged(base: Changes, own: Changes) -> Changes:
    merged = {**base, **own}
    if "factor" in own:
        if "points" in base:
            merged["points"] = base["points"] * merged.pop("factor")
        else:
            merged["factor"] = base.get("factor", 1.0) * own["factor"]
    elif "points" in own:
        merged.pop("factor", None)
    return merged
