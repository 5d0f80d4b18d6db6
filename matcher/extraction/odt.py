"""OpenDocument text (ODF 1.3, also flat XML): text in the order of the file, and what decides whether it is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from matcher.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder, clean
from matcher.extraction.colours import SMALLEST_POINTS, WHITE, Colour, from_hex, is_lost
from matcher.extraction.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read", "read_flat"]

_SKIPPED: Final = frozenset(
    {"sequence-decls", "variable-decls", "user-field-decls", "forms", "scripts", "table-of-content-source",
     "index-body", "event-listeners", "desc", "title", "object-ole", "binary-data", "soft-page-break", "ruby-text"}
)  # fmt: skip
_STRUCTURE: Final = frozenset({"list", "list-item", "list-header", "section", "text-box", "frame", "g", "custom-shape"})
_PROPERTIES: Final = frozenset({"title", "subject", "description", "keyword", "user-defined"})
_LENGTH = re.compile(r"(-?[\d.]+)(pt|in|cm|mm|px)\Z")
_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}
_DEEPEST: Final = 200


def _name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _get(element: _Element, name: str) -> str:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def _points(text: str) -> float | None:
    match = _LENGTH.match(text.strip())
    return float(match[1]) * _POINTS[match[2]] if match and match[1].count(".") < 2 and match[1].strip("-.") else None


@dataclass(frozen=True, slots=True)
class _Look:
    """How text looks: what styles set and their users inherit."""

    hidden: str = ""
    colour: Colour | None = None
    ground: Colour | None = WHITE
    points: float = 12.0
    display: bool = True
    scale: float = 100.0

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
        return "of the colour of its background" if is_lost(self.colour, self.ground) else ""


class _Styles:
    """Named and automatic styles: what each adds to a look, with its ancestors."""

    def __init__(self, roots: list[_Element]) -> None:
        self._styles: dict[tuple[str, str], _Element] = {}
        self._defaults: dict[str, _Element] = {}
        self.ground: Colour | None = WHITE
        for root in roots:
            for style in root.iter("{*}style"):
                self._styles[(_get(style, "family"), _get(style, "name"))] = style
            for style in root.iter("{*}default-style"):
                self._defaults[_get(style, "family")] = style
            for layout in root.iter("{*}page-layout-properties"):
                colour = _get(layout, "background-color")
                if colour and colour != "transparent":
                    self.ground = from_hex(colour)
                if any(_name(child) == "background-image" and len(child.attrib) for child in layout):
                    self.ground = None

    def _line(self, family: str, name: str) -> list[_Element]:
        line: list[_Element] = []
        while (style := self._styles.get((family, name))) is not None and style not in line:
            line.append(style)
            name = _get(style, "parent-style-name")
        if family in self._defaults:
            line.append(self._defaults[family])
        return line[::-1]

    def apply(self, look: _Look, family: str, name: str) -> _Look:
        """The look of what has that style, inside what has ``look``."""
        for style in self._line(family, name) if name or family == "paragraph" else ():
            for properties in style:
                look = _apply(look, properties, is_default=_name(style) == "default-style")
        return look

    def is_list(self, name: str) -> bool:
        """Whether a paragraph style makes list items."""
        return any(_get(style, "list-style-name") for style in self._line("paragraph", name))


def _apply(look: _Look, properties: _Element, *, is_default: bool) -> _Look:
    kind = _name(properties)
    ground = _get(properties, "background-color")
    if ground and ground != "transparent" and not is_default:
        look = replace(look, ground=from_hex(ground))
    if any(_name(child) == "background-image" and len(child.attrib) for child in properties):
        look = replace(look, ground=None)
    if kind == "graphic-properties":
        fill = _get(properties, "fill")
        if fill == "solid":
            look = replace(look, ground=from_hex(_get(properties, "fill-color")))
        elif fill in {"gradient", "bitmap", "hatch"}:
            look = replace(look, ground=None)
    if kind != "text-properties":
        return look
    if (display := _get(properties, "display")) in {"none", "true", "condition"}:
        look = replace(look, display=display == "true")
    if colour := _get(properties, "color"):
        # Loext writes "use-window-font-color" beside a colour that it does not use.
        automatic = _get(properties, "use-window-font-color") == "true"
        look = replace(look, colour=None if automatic else from_hex(colour))
    size = _get(properties, "font-size")
    if size.endswith("%") and size[:-1].replace(".", "", 1).isdecimal():
        look = replace(look, points=look.points * float(size[:-1]) / 100)
    elif (points := _points(size)) is not None:
        look = replace(look, points=points)
    scale = _get(properties, "text-scale").removesuffix("%")
    return replace(look, scale=float(scale)) if scale.replace(".", "", 1).isdecimal() else look


class _Reader:
    """Walks the body; keeps lines and what is hidden."""

    def __init__(self, builder: DocumentBuilder, styles: _Styles) -> None:
        self._builder = builder
        self._styles = styles
        self._gap = False
        self.unseen: list[tuple[str, str, str]] = []

    def story(self, container: _Element, look: _Look, depth: int = 0, bullet: bool = False) -> None:
        """Read paragraphs, lists, tables and sections."""
        if depth > _DEEPEST:
            raise UnreadableFileError("too-large", "its parts are nested too deep to be read; save it as PDF")
        for element in container:
            name = _name(element)
            if name in {"p", "h"}:
                self._paragraph(element, name == "h", look, depth, bullet)
                bullet = False
            elif name == "tracked-changes":
                for deletion in element.iter("{*}deletion"):
                    text = "\n".join(" ".join(map(str, p.itertext())) for p in deletion.iter("{*}p", "{*}h"))
                    self.unseen.append((text, "deleted, and the deletion recorded", "tracked-changes"))
            elif name == "annotation":
                self._annotation(element)
            elif name == "list":
                for item in element:
                    self.story(item, look, depth + 1, bullet=_name(item) == "list-item")
            elif name == "table":
                self._table(element, self._styles.apply(look, "table", _get(element, "style-name")), depth)
            elif name not in _SKIPPED and name:
                self.story(element, self._inside(element, name, look), depth + 1)

    def _inside(self, element: _Element, name: str, look: _Look) -> _Look:
        """The look inside a section, frame or shape."""
        if name == "section":
            display = _get(element, "display")
            if display == "none" or _get(element, "is-hidden") == "true":
                return replace(look, hidden=look.hidden or "in a hidden section")
            return self._styles.apply(look, "section", _get(element, "style-name"))
        if name in {"frame", "custom-shape", "rect"}:
            sizes = [_points(_get(element, side)) for side in ("width", "height")]
            if any(size is not None and size < SMALLEST_POINTS for size in sizes):
                return replace(look, hidden=look.hidden or "in a text box without size")
            places = [(_points(_get(element, axis)) or 0.0, size or 0.0)
                      for axis, size in zip(("x", "y"), sizes, strict=True)]  # fmt: skip
            if any(place + size < -72 or place > 1700 for place, size in places):
                return replace(look, hidden=look.hidden or "off the page")
            return self._styles.apply(look, "graphic", _get(element, "style-name"))
        return look

    def _annotation(self, element: _Element) -> None:
        text = "\n".join(" ".join(map(str, p.itertext())) for p in element.iter("{*}p"))
        self.unseen.append((text, "in a comment", "comments"))

    def _paragraph(self, element: _Element, heading: bool, look: _Look, depth: int, bullet: bool) -> None:
        style = _get(element, "style-name")
        look = self._styles.apply(look, "paragraph", style)
        hidden = next((mark for mark in element.iter("{*}hidden-paragraph")), None)
        if hidden is not None and _get(hidden, "is-hidden") != "false":
            look = replace(look, hidden=look.hidden or "in a hidden paragraph")
        shown: list[str] = []
        unseen: dict[str, list[str]] = {}
        boxes: list[tuple[_Element, _Look]] = []
        self._inline(element, look, shown, unseen, boxes)
        text = "".join(shown)
        if text.strip():
            marked = bullet and not heading and not text.lstrip().startswith(("•", "-", "·"))
            glue = "\n\n" if heading or self._gap else "\n"
            self._builder.add(f"• {text.lstrip()}" if marked else text, separator=glue)
        for reason, pieces in unseen.items():
            self._builder.add("".join(pieces), visible=False, reason=reason)
        if text.strip() or not unseen:  # what is hidden takes no place
            self._gap = not text.strip()
        for box, inside in boxes:
            self.story(box, inside, depth + 1)

    def _inline(
        self,
        element: _Element,
        look: _Look,
        shown: list[str],
        unseen: dict[str, list[str]],
        boxes: list[tuple[_Element, _Look]],
    ) -> None:
        # A stack instead of recursion: spans may be nested as deep as the parser lets them.
        stack: list[tuple[_Element, _Look, bool]] = [(element, look, False)]

        def write(text: str, where: _Look) -> None:
            if text:
                reason = where.reason if text.strip() else ""
                (unseen.setdefault(reason, []) if reason else shown).append(text)

        while stack:
            node, around, leaving = stack.pop()
            if leaving:
                write(_fold(node.tail), around)
                continue
            name = _name(node)
            inside = around
            if node is not element:
                stack.append((node, around, True))
            if name == "span" or name == "a":
                inside = self._styles.apply(around, "text", _get(node, "style-name"))
            elif name in {"hidden-text", "conditional-text"} and _get(node, "is-hidden") != "false":
                if name == "hidden-text":
                    inside = replace(around, hidden=around.hidden or "in a hidden field")
            elif name == "s":
                count = _get(node, "c")
                write(" " * (min(int(count), 10_000) if count.isdecimal() else 1), around)
            elif name in {"tab", "line-break"}:
                write("\t" if name == "tab" else "\n", around)
            elif name == "annotation":
                self._annotation(node)
                continue
            elif name in {"frame", "text-box", "custom-shape", "g", "rect"}:
                boxes.append((node, self._inside(node, name, self._page(around))))
                continue
            elif name == "note":
                body = next((child for child in node if _name(child) == "note-body"), None)
                if body is not None:
                    boxes.append((body, around))
                continue
            elif name in _SKIPPED or not name:
                continue
            write(_fold(node.text), inside)
            stack.extend((child, inside, False) for child in reversed(node))

    def _page(self, look: _Look) -> _Look:
        return replace(look, ground=self._styles.ground)

    def _table(self, table: _Element, look: _Look, depth: int) -> None:
        for row in _rows(table):
            inside = self._styles.apply(look, "table-row", _get(row, "style-name"))
            if _get(row, "visibility") in {"collapse", "filter"}:
                inside = replace(inside, hidden=inside.hidden or "in a hidden table row")
            cells = [cell for cell in row if _name(cell) == "table-cell"]
            if sum(1 for cell in cells if len(list(cell.iter("{*}p", "{*}h"))) > 1) or len(cells) < 2:
                for cell in cells:
                    around = self._styles.apply(inside, "table-cell", _get(cell, "style-name"))
                    self.story(cell, around, depth + 1)
                continue
            line = DocumentBuilder()
            kept, self._builder = self._builder, line
            for cell in cells:
                self.story(cell, self._styles.apply(inside, "table-cell", _get(cell, "style-name")), depth + 1)
            self._builder = kept
            self._builder.include(line.joined("\t"), separator="\n")


def _rows(table: _Element) -> Iterator[_Element]:
    for part in table:
        name = _name(part)
        if name == "table-row":
            yield part
        elif name in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(part)


def _fold(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _read(content: _Element, others: list[_Element]) -> DocumentBuilder:
    builder = DocumentBuilder()
    styles = _Styles([*others, content])
    reader = _Reader(builder, styles)
    page = _Look(ground=styles.ground)
    said: set[str] = set()
    margins = [
        part for root in [*others, content] for part in root.iter() if _name(part) in {"header", "footer"} and len(part)
    ]
    for kind in ("header", "footer"):
        for margin in margins:
            text = clean(" ".join(map(str, margin.itertext())))
            if _name(margin) == kind and text not in said:
                said.add(text)
                reader.story(margin, page)
        if kind == "header":
            for body in content.iter("{*}body"):
                for text_part in body:
                    if _name(text_part) == "text":
                        reader.story(text_part, page)
    for text, reason, code in reader.unseen:
        builder.add(text, visible=False, reason=reason, code=code)
    for root in [*others, content]:
        for drawing in root.iter("{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}*"):
            if _name(drawing) in {"desc", "title"}:
                builder.add_unseen(drawing.text or "", reason="the alternative text of a picture")
        for meta in root.iter("{*}meta"):
            said_there = [part.text or "" for part in meta if _name(part) in _PROPERTIES]
            builder.add_unseen(" ".join(said_there), reason="in the properties of the document")
    return builder


def read(data: bytes) -> DocumentBuilder:
    """Read an ODT package.

    Raises:
        UnreadableFileError: it is damaged, encrypted, or too large unpacked.
    """
    package = Package(data)
    manifest = package.read("META-INF/manifest.xml") if "meta-inf/manifest.xml" in package else b""
    if b"encryption-data" in manifest:
        raise UnreadableFileError("encrypted", "it needs a password; ask for an open copy")
    others = []
    for part in ("styles.xml", "meta.xml"):
        if part in package:
            try:
                others.append(package.parse(part))
            except UnreadableFileError as error:
                if error.code == "too-large":
                    raise
    return _read(package.parse("content.xml"), others)


def read_flat(data: bytes) -> DocumentBuilder:
    """Read an OpenDocument text that is one XML file (.fodt).

    Raises:
        UnreadableFileError: it is no well-formed XML.
    """
    from matcher.extraction.package import parse_xml

    return _read(parse_xml(data), [])
