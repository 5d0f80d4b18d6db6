"""Read OpenDocument text (ODF 1.3, also flat XML) in the order of the file, hidden text apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder, clean
from matcher.extraction.colours import SMALLEST_POINTS
from matcher.extraction.office.odt_formatting import PAGE, Appearance, OdtStyles, in_points
from matcher.extraction.office.package import Package
from matcher.extraction.xml_parsing import attribute, local_name, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read", "read_flat"]

_SKIPPED: Final = frozenset(
    {"sequence-decls", "variable-decls", "user-field-decls", "forms", "scripts", "table-of-content-source",
     "event-listeners", "desc", "title", "object-ole", "binary-data", "soft-page-break", "ruby-text"}
)  # fmt: skip
_STRUCTURE: Final = frozenset({"list", "list-item", "list-header", "section", "text-box", "frame", "g", "custom-shape"})
_PROPERTIES: Final = frozenset({"title", "subject", "description", "keyword", "user-defined"})
_STORED: Final = ("value", "string-value", "string-value-if-true", "string-value-if-false")
_DEEPEST: Final = 200


class _Reader:
    """Walk the body, and add visible and hidden text to a builder."""

    def __init__(self, builder: DocumentBuilder, styles: OdtStyles) -> None:
        self._builder = builder
        self._styles = styles
        self._gap = False
        self.unseen: list[tuple[str, str, str]] = []

    def story(self, container: _Element, appearance: Appearance, depth: int = 0, bullet: bool = False) -> None:
        """Read paragraphs, lists, tables and sections."""
        if depth > _DEEPEST:
            raise UnreadableFileError("too-large", "its parts are nested too deep to be read; save it as PDF")
        for element in container:
            name = local_name(element)
            if name in {"p", "h"}:
                self._paragraph(element, name == "h", appearance, depth, bullet)
                bullet = False
            elif name == "tracked-changes":
                for deletion in element.iter("{*}deletion"):
                    text = "\n".join(" ".join(map(str, p.itertext())) for p in deletion.iter("{*}p", "{*}h"))
                    self.unseen.append((text, "deleted, and the deletion recorded", "tracked-changes"))
            elif name == "annotation":
                self._annotation(element)
            elif name == "list":
                for item in element:
                    self.story(item, appearance, depth + 1, bullet=local_name(item) == "list-item")
            elif name == "table":
                self._table(element, self._styles.apply(appearance, "table", attribute(element, "style-name")), depth)
            elif name not in _SKIPPED and name:
                self.story(element, self._inside(element, name, appearance), depth + 1)

    def _inside(self, element: _Element, name: str, appearance: Appearance) -> Appearance:
        """Return the appearance inside a section, frame or shape."""
        if name == "section":
            display = attribute(element, "display")
            if display == "none" or attribute(element, "is-hidden") == "true":
                return replace(appearance, hidden=appearance.hidden or "in a hidden section")
            return self._styles.apply(appearance, "section", attribute(element, "style-name"))
        if name in {"frame", "custom-shape", "rect"}:
            sizes = [in_points(attribute(element, side)) for side in ("width", "height")]
            if any(size is not None and size < SMALLEST_POINTS for size in sizes):
                return replace(appearance, hidden=appearance.hidden or "in a text box without size")
            extents = [(in_points(attribute(element, axis)) or 0.0, size or 0.0)
                       for axis, size in zip(("x", "y"), sizes, strict=True)]  # fmt: skip
            if attribute(element, "display") == "none":
                return replace(appearance, hidden=appearance.hidden or "in a hidden text box")
            if any(start + size < -72 or start > PAGE for start, size in extents):
                return replace(appearance, hidden=appearance.hidden or "off the page")
            return self._styles.apply(appearance, "graphic", attribute(element, "style-name"))
        return appearance

    def _annotation(self, element: _Element) -> None:
        text = "\n".join(" ".join(map(str, p.itertext())) for p in element.iter("{*}p"))
        self.unseen.append((text, "in a comment", "comments"))

    def _paragraph(self, element: _Element, heading: bool, appearance: Appearance, depth: int, bullet: bool) -> None:
        style = attribute(element, "style-name")
        appearance = self._styles.apply(appearance, "paragraph", style)
        hidden = next((mark for mark in element.iter("{*}hidden-paragraph")), None)
        if hidden is not None and attribute(hidden, "is-hidden") != "false":
            appearance = replace(appearance, hidden=appearance.hidden or "in a hidden paragraph")
        shown: list[str] = []
        unseen: dict[str, list[str]] = {}
        boxes: list[tuple[_Element, Appearance]] = []
        self._inline(element, appearance, shown, unseen, boxes)
        text = "".join(shown)
        if text.strip():
            marked = bullet and not heading and not text.lstrip().startswith(("•", "-", "·"))
            glue = "\n\n" if heading or self._gap else "\n"
            self._builder.add(f"• {text.lstrip()}" if marked else text, separator=glue)
        for reason, pieces in unseen.items():
            self._builder.add("".join(pieces), visible=False, reason=reason)
        if text.strip() or not unseen:  # hidden text takes no space
            self._gap = not text.strip()
        for box, inside in boxes:
            self.story(box, inside, depth + 1)

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

        def write(text: str, appearance: Appearance) -> None:
            if text:
                reason = appearance.reason if text.strip() else ""
                (unseen.setdefault(reason, []) if reason else shown).append(text)

        while stack:
            node, around, leaving = stack.pop()
            if leaving:
                write(_fold(node.tail), around)
                continue
            name = local_name(node)
            inside = around
            if node is not element:
                stack.append((node, around, True))
            if name == "span" or name == "a":
                inside = self._styles.apply(around, "text", attribute(node, "style-name"))
            elif name in {"hidden-text", "conditional-text"} and attribute(node, "is-hidden") != "false":
                if name == "hidden-text":
                    inside = replace(around, hidden=around.hidden or "in a hidden field")
            elif name == "s":
                count = attribute(node, "c")
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
                body = next((child for child in node if local_name(child) == "note-body"), None)
                if body is not None:
                    boxes.append((body, around))
                continue
            elif name in _SKIPPED or not name:
                continue
            write(_fold(node.text), inside)
            stack.extend((child, inside, False) for child in reversed(node))

    def _page(self, appearance: Appearance) -> Appearance:
        return replace(appearance, background=self._styles.background)

    def _table(self, table: _Element, appearance: Appearance, depth: int) -> None:
        for row in _rows(table):
            inside = self._styles.apply(appearance, "table-row", attribute(row, "style-name"))
            if attribute(row, "visibility") in {"collapse", "filter"}:
                inside = replace(inside, hidden=inside.hidden or "in a hidden table row")
            cells = [cell for cell in row if local_name(cell) == "table-cell"]
            if sum(1 for cell in cells if len(list(cell.iter("{*}p", "{*}h"))) > 1) or len(cells) < 2:
                for cell in cells:
                    around = self._styles.apply(inside, "table-cell", attribute(cell, "style-name"))
                    self.story(cell, around, depth + 1)
                continue
            line = DocumentBuilder()
            kept, self._builder = self._builder, line
            for cell in cells:
                self.story(cell, self._styles.apply(inside, "table-cell", attribute(cell, "style-name")), depth + 1)
            self._builder = kept
            self._builder.include(line.joined("\t"), separator="\n")


def _rows(table: _Element) -> Iterator[_Element]:
    for part in table:
        name = local_name(part)
        if name == "table-row":
            yield part
        elif name in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(part)


def _fold(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _masters(roots: list[_Element]) -> list[_Element]:
    """Return the page masters that the document uses: the first, those that styles name, and those that follow them."""
    masters = {attribute(master, "name"): master for root in roots for master in root.iter("{*}master-page")}
    named = [attribute(style, "master-page-name") for root in roots for style in root.iter("{*}style")]
    used: list[_Element] = []
    waiting = [*list(masters)[:1], *(["Standard"] if "Standard" in masters else []), *named]
    while waiting:
        master = masters.get(waiting.pop(0))
        if master is not None and master not in used:
            used.append(master)
            waiting.append(attribute(master, "next-style-name"))
    return used


def _read(content: _Element, others: list[_Element]) -> DocumentBuilder:
    builder = DocumentBuilder()
    styles = OdtStyles([*others, content])
    reader = _Reader(builder, styles)
    page = Appearance(background=styles.background)
    seen: set[str] = set()
    masters = _masters([*others, content])
    margins = [
        part for master in masters for part in master if local_name(part).startswith(("header", "footer")) and len(part)
    ]
    for kind in ("header", "footer"):
        for margin in margins:
            text = clean(" ".join(map(str, margin.itertext())))
            if not local_name(margin).startswith(kind) or text in seen:
                continue
            seen.add(text)
            if attribute(margin, "display") == "false":
                reader.unseen.append((text, f"in a {kind} that no page shows", "invisible-text"))
            else:
                reader.story(margin, page)
        if kind == "header":
            for body in content.iter("{*}body"):
                for text_part in body:
                    if local_name(text_part) == "text":
                        reader.story(text_part, page)
    for text, reason, code in reader.unseen:
        if code == "invisible-text":
            builder.add_unseen(text, reason=reason)
        else:
            builder.add(text, visible=False, reason=reason, code=code)
    for root in [*others, content]:
        for master in root.iter("{*}master-page"):
            if master not in masters:
                builder.add_unseen(" ".join(map(str, master.itertext())), reason="in a header that no page shows")
        for element in root.iter("{*}hidden", "{*}user-field-decl", "{*}conditional-text"):
            stored = [attribute(element, name) for name in _STORED if attribute(element, name)]
            builder.add_unseen(" ".join(stored), reason="in a variable of the document")
    for root in [*others, content]:
        for drawing in root.iter("{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}*"):
            if local_name(drawing) in {"desc", "title"}:
                builder.add_unseen(drawing.text or "", reason="the alternative text of a picture")
        for meta in root.iter("{*}meta"):
            properties = [part.text or "" for part in meta if local_name(part) in _PROPERTIES]
            builder.add_unseen(" ".join(properties), reason="in the properties of the document")
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
    """Read an OpenDocument text in one XML file (.fodt).

    Raises:
        UnreadableFileError: it is not well-formed.
    """
    return _read(parse_xml(data), [])
