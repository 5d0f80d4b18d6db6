"""Find the paragraphs of an OpenDocument text that opaque shapes and pictures in front of them cover."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from matcher.extraction.office.coverage import HELD, Box, height_of, is_over, largest, place_line, share_covered
from matcher.extraction.office.opendocument.formatting import Appearance, OdtStyles
from matcher.extraction.office.opendocument.names import SHAPES, get, name_of
from matcher.extraction.office.opendocument.properties import in_points
from matcher.extraction.office.opendocument.tables import columns_of

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["OdtCovers"]

_MOST: Final = 200
"""Shapes that are compared with every paragraph."""
_TEXT: Final = frozenset({"text:p", "text:h"})
_HOLLOW: Final = frozenset({"draw:g", "draw:a", "draw:line", "draw:text-box", "draw:connector", "draw:measure",
                            "draw:polyline", "draw:path"})  # fmt: skip
_PARTLY: Final = frozenset({"frame", "ring", "block-arc", "arc", "line", "bracket-pair", "brace-pair", "forbidden"})
"""Kinds of shapes of which much is not filled."""
_OPAQUE: Final = 0.85
"""Opacity from which nothing can be read through a shape."""
_BULLET: Final = 18.0
"""Points by which each level of a list is moved, at least."""
_BODY: Final = (0, 0, 0)
"""The layer of the body's text; shapes are below or above, then in the order of their numbers."""
_DEEPEST: Final = 200


@dataclass(frozen=True)
class _Spot:
    paragraph: _Element
    box: Box
    depth: tuple[int, int, int] = _BODY


@dataclass(frozen=True)
class _Cover:
    box: Box
    depth: tuple[int, int, int]
    pushes: bool
    """Whether the body's text runs around it."""
    picture: _Element | None


@dataclass
class OdtCovers:
    """Estimate where the paragraphs of a text and its shapes are.

    Attributes:
        styles: the document's.
        is_opaque: returns whether a picture (``draw:image``) hides what is behind it.
    """

    styles: OdtStyles
    is_opaque: Callable[[_Element], bool]
    _spots: list[_Spot] = field(default_factory=list)
    _covers: list[_Cover] = field(default_factory=list)
    _pages: list[float] = field(default_factory=lambda: [0.0])
    """Where pages begin."""
    _y: float = 0.0
    _count: int = 0

    def covered(self, text: _Element, around: Appearance) -> set[_Element]:
        """Return the paragraphs of a text (``office:text``) that shapes cover."""
        if next(text.iter("{*}frame", *(f"{{*}}{name[5:]}" for name in SHAPES)), None) is None:
            return set()
        self._walk(text, around, 0, 0)
        opaque: dict[_Element, bool] = {}
        found = set()
        covers = largest(self._covers, lambda cover: cover.box, len(self._spots))
        for spot in self._spots if covers else ():
            over = [cover for cover, box in covers if is_over(box, spot.box) and cover.depth > spot.depth]
            over = [cover for cover in over if spot.depth != _BODY or not cover.pushes]
            if not over or share_covered(spot.box, [cover.box for cover in over]) < HELD:
                continue
            for picture in (cover.picture for cover in over):
                if picture is not None and picture not in opaque:
                    opaque[picture] = self.is_opaque(picture)
            sure = [cover.box for cover in over if cover.picture is None or opaque[cover.picture]]
            if share_covered(spot.box, sure) >= HELD:
                found.add(spot.paragraph)
        return found

    def _walk(self, container: _Element, around: Appearance, level: int, depth: int) -> None:
        for part in container if depth < _DEEPEST else ():
            name = name_of(part)
            if name in _TEXT:
                self._paragraph(part, around, level)
            elif name == "text:soft-page-break":
                self._pages.append(self._y)
            elif name == "text:list":
                for item in part:
                    self._walk(item, around, level + 1, depth + 1)
            elif name == "table:table":
                self._table(part, around, depth)
            elif name == "text:section":
                self._walk(part, around, level, depth + 1)
            elif name in SHAPES:
                self._shapes(part, around)

    def _table(self, table: _Element, around: Appearance, depth: int) -> None:
        widths = [column.width for column in columns_of(table, self.styles)]
        for row in table.iter("{*}table-row"):
            top = bottom = self._y
            left: float | None = around.left
            for number, cell in enumerate(part for part in row if name_of(part).endswith("table-cell")):
                self._y = top
                width = widths[number] if number < len(widths) else None
                if left is None or width is None:
                    left, inside = None, replace(around, width=None)
                else:
                    inside = replace(around, left=left, width=width)
                    left += width
                self._walk(cell, inside, 0, depth + 1)
                bottom = max(bottom, self._y)
            self._y = bottom

    def _paragraph(self, paragraph: _Element, around: Appearance, level: int) -> None:
        look = self.styles.apply(around, "paragraph", get(paragraph, "text:style-name"))
        text = "".join(piece for piece in paragraph.itertext() if isinstance(piece, str))
        page = around.paper
        left, width = (page.left, page.width - page.left - page.right) if around.width is None else (
            around.left, around.width)  # fmt: skip
        indent = look.indent or level * _BULLET
        width = max(look.points, width - indent - look.outdent)
        is_anywhere = around.width is None or (len(paragraph) > 0 and name_of(paragraph[0]) == "text:tab")
        start, end = place_line("\t" if is_anywhere else text, look.points, left + indent, width, look.align)
        height = height_of(text, look.points, width, look.line)
        self._y += look.above
        self._spots.append(_Spot(paragraph, Box(start, self._y, end, self._y + height)))
        for shape in paragraph.iter(*(f"{{*}}{name[5:]}" for name in SHAPES)) if len(paragraph) else ():
            if name_of(shape) in SHAPES and not _is_nested(shape, paragraph):
                self._shapes(shape, around)
        self._y += height + look.below

    def _shapes(self, anchor: _Element, around: Appearance) -> None:
        """Note a shape, or the shapes of a group, and the paragraphs in them."""
        kind, look = get(anchor, "text:anchor-type"), self.styles.changes("graphic", get(anchor, "draw:style-name"))
        if kind == "as-char":
            return
        base = self._base(anchor, kind, look, around)
        for shape in anchor.iter() if name_of(anchor) == "draw:g" else (anchor,):
            name = name_of(shape)
            if base is None or name not in SHAPES or name == "draw:g":
                continue
            self._count += 1
            own = {**look, **self.styles.changes("graphic", get(shape, "draw:style-name"))}
            index = get(anchor, "draw:z-index")
            layer = -1 if look.get("run_through") == "background" else 1
            depth = layer, int(index) if index.isdecimal() and len(index) < 10 else 0, self._count
            box = self._box(shape, own, around)
            if box is None:
                continue
            box = box.moved(0.0, base)
            for text in shape.iter("{*}p", "{*}h"):
                if name_of(text) in _TEXT:
                    self._spots.append(_Spot(text, box, depth))
            filled, picture = _filling(shape, own)
            if filled and len(self._covers) < _MOST:
                wrap = look.get("wrap", "none" if name_of(anchor) == "draw:frame" else "run-through")
                self._covers.append(_Cover(box, depth, wrap != "run-through", picture))

    def _base(self, anchor: _Element, kind: str, look: dict[str, Any], around: Appearance) -> float | None:
        """Return the height from which the place of a shape counts; None when only a layout would tell it."""
        if kind == "page":
            number = get(anchor, "text:anchor-page-number") or "1"
            page = int(number) - 1 if number.isdecimal() and len(number) < 6 else -1
            return self._pages[page] - around.paper.top if 0 <= page < len(self._pages) else None
        if look.get("vertical_pos", "from-top") not in {"from-top", "top"}:
            return None
        if look.get("vertical_rel", "paragraph").startswith("page"):
            on_paper = look["vertical_rel"] == "page"
            return self._pages[-1] - (around.paper.top if on_paper else 0.0)
        return self._y

    def _box(self, shape: _Element, look: dict[str, Any], around: Appearance) -> Box | None:
        sizes = [in_points(get(shape, f"svg:{key}")) for key in ("width", "height")]
        x, y = (in_points(get(shape, f"svg:{axis}")) or 0.0 for axis in "xy")
        width, height = (0.0 if size is None else size for size in sizes)
        if not width or not height or get(shape, "draw:transform"):
            return None
        page = around.paper
        on_paper = look.get("horizontal_rel", "paragraph") == "page" or get(shape, "text:anchor-type") == "page"
        left, right = (0.0, page.width) if on_paper else (page.left, page.width - page.right)
        place = look.get("horizontal_pos", "from-left")
        x = {"center": (left + right - width) / 2, "right": right - width}.get(place, left + x)
        return Box(x, y, x + width, y + height)


def _filling(shape: _Element, look: dict[str, Any]) -> tuple[bool, _Element | None]:
    """Return whether a shape is filled, and the picture that fills it."""
    name = name_of(shape)
    if name in _HOLLOW or look.get("opacity", 1.0) < _OPAQUE:
        return False, None
    if name == "draw:frame":
        first = next((part for part in shape if name_of(part) in {"draw:image", "draw:text-box", "draw:object"}), None)
        if first is not None and name_of(first) == "draw:image":
            return True, first
        return bool(look.get("filled", look.get("background") is not None)), None
    geometry = next((part for part in shape if name_of(part) == "draw:enhanced-geometry"), None)
    kind = "" if geometry is None else get(geometry, "draw:type").removeprefix("ooxml-").removeprefix("mso-")
    # Shapes are filled unless their style says otherwise, frames are not.
    return bool(look.get("filled", True)) and kind not in _PARTLY, None


def _is_nested(shape: _Element, paragraph: _Element) -> bool:
    """Return whether a shape is in another one of the same paragraph."""
    parents: Iterator[_Element] = shape.iterancestors()
    for parent in parents:
        if parent is paragraph:
            return False
        if name_of(parent) in SHAPES and name_of(parent) != "draw:a":
            return True
    return False
