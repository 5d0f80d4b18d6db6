"""Walk the body of an OpenDocument text: only elements that are known to show their text do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.office.coverage import COVERED
from matcher.extraction.office.legibility import LEAST_SHARE, SMALLEST_TYPE, lines_of, symbols_only
from matcher.extraction.office.opendocument.covers import OdtCovers
from matcher.extraction.office.opendocument.fields import field_reason
from matcher.extraction.office.opendocument.formatting import Appearance, OdtStyles, Room
from matcher.extraction.office.opendocument.names import (
    BLOCKS,
    FIELDS,
    INLINE,
    SHAPES,
    SILENT,
    UNKNOWN,
    get,
    name_of,
    text_below,
)
from matcher.extraction.office.opendocument.properties import in_points, percent
from matcher.extraction.office.opendocument.tables import Column, columns_of, count_of, has_paragraphs, rows_of

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["OdtReader"]

_DEEPEST: Final = 200
_NOT_SHOWN: Final = "in an element that word processors do not show"
_DELETED: Final = "deleted, and the deletion recorded"
_CONDITION: Final = "shown only under a condition"
_OVERFLOW: Final = 1.5
"""Times the room left in a box of fixed height that a paragraph needs at least, from which it counts as cut off."""
_MOST_SPACES: Final = 1_000
_TRANSLATE = re.compile(r"translate\s*\(\s*(-?[\d.]{1,20}[a-z]{0,2})[\s,]*(-?[\d.]{1,20}[a-z]{0,2})?\s*\)")
_ROTATE = re.compile(r"(?:rotate|skew[XY])\s*\([^()]{0,60}\)")
_LIST_ITEMS: Final = frozenset({"text:list-item", "text:list-header"})
_CONTENTS: Final = frozenset({"draw:image", "draw:object", "draw:object-ole", "draw:plugin", "draw:applet",
                              "draw:floating-frame", "draw:text-box"})  # fmt: skip


class OdtReader:
    """Walk the body, and add visible and hidden text to a builder.

    Args:
        builder: takes the text.
        styles: those of the part that is read.
        stored: words of the document's properties and variables, in lower case.
        is_opaque: returns whether a picture (``draw:image``) hides what is behind it.
    """

    def __init__(
        self, builder: DocumentBuilder, styles: OdtStyles, stored: set[str], is_opaque: Callable[[_Element], bool]
    ) -> None:
        self._is_opaque = is_opaque
        self._covered: set[_Element] = set()
        self._builder = builder
        self.styles = styles
        self._stored = stored
        self._gap = False
        self.unseen: list[tuple[str, str, str]] = []
        """Texts that are not shown, why, and the code of their warning."""

    def story(
        self, container: _Element, appearance: Appearance, depth: int = 0, bullet: bool = False,
        lists: tuple[str, int] = ("", 0),
    ) -> None:  # fmt: skip
        """Read paragraphs, lists, tables and sections.

        Args:
            container: the element that holds them.
            appearance: how text in it looks.
            depth: number of containers around it.
            bullet: whether its first paragraph begins an item of a list.
            lists: style of the list around it, and its level.
        """
        if depth > _DEEPEST:
            raise UnreadableFileError("too-large", "its parts are nested too deep to be read; save it as PDF")
        if not depth:
            self._covered = OdtCovers(self.styles, self._is_opaque).covered(container, appearance)
        for element in container:
            name = name_of(element)
            if name in {"text:p", "text:h"}:
                around = appearance.hide(COVERED) if element in self._covered else appearance
                self._paragraph(element, name == "text:h", around, depth, bullet, lists)
                bullet = False
            elif name == "text:tracked-changes":
                for deletion in element.iter():
                    if name_of(deletion) == "text:deletion":
                        text = "\n".join(text_below(p) for p in deletion if name_of(p) != "office:change-info")
                        self.unseen.append((text, _DELETED, "tracked-changes"))
            elif name == "office:annotation":
                self._annotation(element)
            elif name == "text:list":
                style = get(element, "text:style-name") or lists[0]
                for item in element:
                    if name_of(item) in _LIST_ITEMS:
                        is_item = name_of(item) == "text:list-item"
                        self.story(item, appearance, depth + 1, is_item, (style, lists[1] + 1))
                    else:
                        self._unknown(item)
            elif name == "table:table":
                style = get(element, "table:style-name")
                self._table(element, self.styles.apply(appearance, "table", style), depth)
            elif name in SHAPES:
                self._shape(element, name, appearance, depth)
            elif name in BLOCKS:
                self.story(element, self._section(element, name, appearance), depth + 1)
            else:
                self._unknown(element)

    def _unknown(self, element: _Element) -> None:
        """Keep the text of an element that shows none."""
        name = name_of(element)
        text = text_below(element) if name else ""
        if text.strip():
            if name in SILENT:
                self.unseen.append((text, _NOT_SHOWN, "invisible-text"))
            else:
                self._builder.add(text, visible=False, reason=_NOT_SHOWN)

    def _section(self, element: _Element, name: str, appearance: Appearance) -> Appearance:
        if name != "text:section":
            return appearance
        display = get(element, "text:display")
        if display == "none" or get(element, "text:is-hidden") == "true":
            appearance = appearance.hide("in a hidden section")
        elif display == "condition" and get(element, "text:condition"):
            appearance = appearance.hide(_CONDITION)
        return self.styles.apply(appearance, "section", get(element, "text:style-name"))

    def _shape(self, element: _Element, name: str, appearance: Appearance, depth: int) -> None:
        """Read the text of a frame or shape."""
        inside = self._in_shape(element, appearance)
        if name == "draw:frame":
            # Of several contents a program shows the first that it can.
            contents = [part for part in element if name_of(part) in _CONTENTS]
            is_first = bool(contents) and name_of(contents[0]) == "draw:text-box"
            inside = inside if is_first else inside.hide(_NOT_SHOWN)
        if name == "draw:text-box":
            for side in ("fo:max-height", "fo:max-width"):
                if (most := in_points(get(element, side))) is not None and most < SMALLEST_TYPE:
                    inside = inside.hide("in a text box without size")
            if get(element, "fo:min-height") and not get(element, "fo:max-height"):
                inside = replace(inside, height=None, room=None)
        self.story(element, inside, depth + 1)

    def _in_shape(self, element: _Element, appearance: Appearance) -> Appearance:
        paper = appearance.paper
        width, height = (in_points(get(element, f"svg:{side}")) for side in ("width", "height"))
        if any(size is not None and size < SMALLEST_TYPE for size in (width, height)):
            return appearance.hide("in a text box without size")
        if get(element, "draw:display") in {"none", "printer"} or get(element, "draw:visible") == "false":
            return appearance.hide("in a hidden text box")
        x, y = (in_points(get(element, f"svg:{axis}")) or 0.0 for axis in "xy")
        transform = get(element, "draw:transform")
        for match in _TRANSLATE.finditer(transform[:500]):
            x, y = x + (in_points(match[1]) or 0.0), y + (in_points(match[2] or "") or 0.0)
        if _ROTATE.sub("", _TRANSLATE.sub("", transform[:500])).strip(" ,"):
            return appearance.hide("in a text box moved in a way that is not known")
        shares = (percent(get(element, f"style:rel-{side}")) for side in ("width", "height"))
        if any(share is not None and share < _LEAST_PART for share in shares):
            return appearance.hide("in a text box without size")
        if get(element, "text:anchor-type") == "page" and (
            x > paper.width - SMALLEST_TYPE or y > paper.height - _LAST_LINE
        ):
            return appearance.hide("off the page")
        if not -72 - (width or 0.0) <= x <= paper.width or not -paper.height <= y <= paper.height:
            return appearance.hide("off the page")
        appearance = self.styles.apply(appearance, "graphic", get(element, "draw:style-name"))
        if width is None and height is None:
            return appearance
        turned = bool(transform)
        fixed = height is not None and not turned and name_of(element) == "draw:frame"
        return replace(
            appearance, width=None, height=height if fixed else None,
            room=Room(height) if fixed and height is not None else None,
        )  # fmt: skip

    def _annotation(self, element: _Element) -> None:
        text = "\n".join(text_below(p) for p in element if name_of(p) in {"text:p", "text:list"})
        self.unseen.append((text, "in a comment", "comments"))

    def _paragraph(
        self, element: _Element, heading: bool, appearance: Appearance, depth: int, bullet: bool, lists: tuple[str, int]
    ) -> None:
        appearance = self.styles.apply(appearance, "paragraph", get(element, "text:style-name"))
        appearance = self.styles.with_classes(appearance, "paragraph", element)
        if lists[1] and appearance.indent == 0:
            appearance = replace(appearance, indent=self.styles.list_indent(*lists))
        shown: list[str] = []
        unseen: dict[str, list[str]] = {}
        boxes: list[tuple[_Element, Appearance]] = []
        if any(_hides(part) for part in element if name_of(part) == "text:hidden-paragraph"):
            appearance = appearance.hide("in a hidden paragraph")
        self._inline(element, appearance, shown, unseen, boxes)
        text = "".join(shown)
        if self._is_cut_off(text, appearance):
            unseen.setdefault("beyond the edge of its box", []).append(text)
            text = ""
        if text.strip():
            marked = bullet and not heading and not text.lstrip().startswith(("•", "-", "·"))
            glue = "\n\n" if heading or self._gap else "\n"
            self._builder.add(f"• {text.lstrip()}" if marked else text, separator=glue)
        for reason, pieces in unseen.items():
            self._builder.add("".join(pieces), visible=False, reason=reason)
        if text.strip() or not unseen:  # hidden text takes no space
            self._gap = not text.strip()
        for box, inside in boxes:
            name = name_of(box)
            if name in SHAPES:
                self._shape(box, name, inside, depth + 1)
            else:
                self.story(box, inside, depth + 1)

    def _is_cut_off(self, text: str, appearance: Appearance) -> bool:
        """Take the height of a paragraph from the room in its box; return whether its text is beyond the edge."""
        room = appearance.room
        if room is None:
            return False
        line = appearance.line or max(1.0, appearance.points)
        height = line * lines_of(text, appearance.points, appearance.width)
        had, room.left = room.left, room.left - height
        return bool(text.strip()) and (had < LEAST_SHARE * line or height > _OVERFLOW * had + line)

    def _inline(
        self,
        element: _Element,
        appearance: Appearance,
        shown: list[str],
        unseen: dict[str, list[str]],
        boxes: list[tuple[_Element, Appearance]],
    ) -> None:
        # A stack instead of recursion: spans may be nested as deeply as the parser allows.
        stack: list[tuple[_Element, Appearance, bool]] = [(element, appearance, False)]
        tabs = 0

        def write(text: str, appearance: Appearance) -> None:
            if not text:
                return
            reason = (appearance.reason or _tabbed(appearance, tabs)) if text.strip() else ""
            if not reason and appearance.symbols and any(c.isalnum() for c in text):
                seen = symbols_only(text)
                reason, text = ("in a font of symbols", text) if seen is None else ("", seen)
            (unseen.setdefault(reason, []) if reason else shown).append(text)

        while stack:
            node, around, leaving = stack.pop()
            if leaving:
                write(_fold(node.tail), around)
                continue
            name = name_of(node)
            inside = around
            if node is not element:
                stack.append((node, around, True))
            if name in {"text:span", "text:a"}:
                inside = self.styles.apply(around, "text", get(node, "text:style-name"))
                inside = self.styles.with_classes(inside, "text", node)
            elif name == "text:hidden-text":
                inside = around.hide("in a hidden field" if _hides(node) else "")
            elif name == "text:conditional-text":
                inside = around.hide(_CONDITION)
            elif name in FIELDS:
                inside = around.hide(field_reason(node, name, self._stored))
            elif name == "text:s":
                count = get(node, "text:c")
                write(" " * (min(int(count), _MOST_SPACES) if count.isdecimal() and len(count) < 10 else 1), around)
                continue
            elif name in {"text:tab", "text:line-break"}:
                tabs = tabs + 1 if name == "text:tab" else 0
                write("\t" if name == "text:tab" else "\n", around)
                continue
            elif name == "office:annotation":
                self._annotation(node)
                continue
            elif name in SHAPES:
                boxes.append((node, replace(around, background=self.styles.background)))
                continue
            elif name == "text:note":
                boxes += [(part, around) for part in node if name_of(part) == "text:note-body"]
                continue
            elif name == "text:hidden-paragraph" or name not in INLINE:
                if name == UNKNOWN or (name and name not in SILENT):
                    text = text_below(node)
                    if text.strip():
                        unseen.setdefault(_NOT_SHOWN, []).append(f" {text} ")
                else:
                    self._unknown(node)
                continue
            write(_fold(node.text), inside)
            stack.extend((child, inside, False) for child in reversed(node))

    def _table(self, table: _Element, appearance: Appearance, depth: int) -> None:
        columns = columns_of(table, self.styles)
        for row, hidden in rows_of(table):
            inside = self.styles.apply(appearance, "table-row", get(row, "table:style-name")).hide(hidden)
            if get(row, "table:visibility") in {"collapse", "filter"}:
                inside = inside.hide("in a hidden table row")
            cells = [cell for cell in row if name_of(cell) == "table:table-cell"]
            for other in row:
                if name_of(other) == "table:covered-table-cell":
                    self._builder.add(text_below(other), visible=False, reason="in a cell that another one covers")
                elif name_of(other) != "table:table-cell":
                    self._unknown(other)
            places: list[Appearance] = []
            column = 0
            for part in row:
                if name_of(part) not in {"table:table-cell", "table:covered-table-cell"}:
                    continue
                if name_of(part) == "table:table-cell":
                    places.append(self._in_cell(part, inside, columns, column))
                column += count_of(get(part, "table:number-columns-repeated"))
            if sum(1 for cell in cells if has_paragraphs(cell)) or len(cells) < 2:
                for cell, around in zip(cells, places, strict=True):
                    self.story(cell, around, depth + 1)
                continue
            line = DocumentBuilder()
            kept, self._builder = self._builder, line
            for cell, around in zip(cells, places, strict=True):
                self.story(cell, around, depth + 1)
            self._builder = kept
            self._builder.include(line.joined("\t"), separator="\n")

    def _in_cell(self, cell: _Element, row: Appearance, columns: list[Column], column: int) -> Appearance:
        parent = cell.getparent()
        style = get(cell, "table:style-name") or ("" if parent is None else get(parent, _DEFAULT))
        if not style and column < len(columns):
            style = columns[column].style
        around = self.styles.apply(row, "table-cell", style)
        count = count_of(get(cell, "table:number-columns-spanned"))
        spanned = columns[column : column + count]
        if spanned and all(part.is_hidden for part in spanned):
            around = around.hide("in a hidden table column")
        widths = [part.width for part in spanned]
        known = [width for width in widths if width is not None]
        if widths and len(known) == len(widths) and sum(known) < SMALLEST_TYPE:
            around = around.hide("in a table cell without width")
        room = Room(row.height) if row.height is not None else row.room
        return replace(around, width=None, room=room)


_LAST_LINE: Final = 12.0
"""Points above the end of a page from which a text box on it has no room for a line."""
_DEFAULT: Final = "table:default-cell-style-name"
_LEAST_PART: Final = 0.02
"""Least width and height of a text box, as a share of the page's."""


def _tabbed(appearance: Appearance, tabs: int) -> str:
    """Return why text after so many tabs of a line is not on the page: each goes to the next stop at least."""
    stops = appearance.tabs
    inside = sum(appearance.left + stop < appearance.paper.width for stop in stops)
    return "off the page" if stops and inside < min(tabs, len(stops)) else ""


def _hides(field: _Element) -> bool:
    """Return whether a field hides text: now, or as soon as a program evaluates its condition."""
    return get(field, "text:is-hidden") != "false" or bool(get(field, "text:condition"))


def _fold(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")
