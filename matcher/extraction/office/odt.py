"""Read OpenDocument text (ODF 1.3, also flat XML) in the order of the file, hidden text apart."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder, clean
from matcher.extraction.office.opendocument.formatting import Appearance, OdtStyles
from matcher.extraction.office.opendocument.names import get, name_of, text_below
from matcher.extraction.office.opendocument.reader import OdtReader
from matcher.extraction.office.package import MAXIMUM_ELEMENTS, TOO_MANY, Package, count_elements
from matcher.extraction.office.word.pictures import OPAQUE, average
from matcher.extraction.xml_parsing import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read", "read_flat"]

_PROPERTIES: Final = frozenset({"dc:title", "dc:subject", "dc:description", "meta:keyword", "meta:user-defined"})
_STORED: Final = ("office:value", "office:string-value", "text:string-value", "text:string-value-if-true",
                  "text:string-value-if-false")  # fmt: skip
_HOLDERS: Final = frozenset({"text:user-field-decl", "text:conditional-text", "text:hidden-text"})
_LETTERS_ON_A_PAGE: Final = 3_000
"""Letters from which a text takes more than one page."""
_NAMED: Final = tuple(f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}style-name" for name in ("text", "table"))
_WORDS = re.compile(r"[^\W\d_]{2,}")
_HEADER = re.compile(r"(?:style|loext):(header|footer)(-left|-first)?\Z")


def _masters(roots: list[_Element], styles: OdtStyles) -> dict[str, _Element]:
    """Return the page masters that the document uses: the first, those of used styles, and those that follow them."""
    elements = [element for root in roots for element in root.iter()]
    masters = {get(part, "style:name"): part for part in elements if name_of(part) == "style:master-page"}
    bodies = [part for part in elements if name_of(part) == "office:body"]
    named = {
        (family, key)
        for body in bodies
        for element in body.iter()
        for family, name in zip(("paragraph", "table"), _NAMED, strict=True)
        if (key := element.get(name))
    }
    waiting = [*list(masters)[:1], *(["Standard"] if "Standard" in masters else [])]
    seen: set[tuple[str, str]] = set()
    for family, key in sorted(named):
        while (family, key) not in seen and (style := styles.element(family, key)) is not None:
            seen.add((family, key))
            waiting.append(get(style, "style:master-page-name"))
            key = get(style, "style:parent-style-name")
    used: dict[str, _Element] = {}
    while waiting:
        name = waiting.pop()
        if name in masters and name not in used:
            used[name] = masters[name]
            waiting.append(get(masters[name], "style:next-style-name"))
    return {name: master for name, master in masters.items() if name in used}


def _margins(masters: dict[str, _Element], several: bool) -> tuple[list[tuple[str, _Element]], list[_Element]]:
    """Return the headers and footers that pages show, each with its kind, and the others."""
    shown, others = [], []
    for master in masters.values():
        kinds = {match[0] for part in master if (match := _HEADER.match(name_of(part)))}
        for part in master:
            match = _HEADER.match(name_of(part))
            if match is None or not len(part):
                continue
            has_first = any(kind.endswith(f"{match[1]}-first") for kind in kinds)
            is_shown = {"-left": several, "-first": True}.get(match[2] or "", several or not has_first)
            if is_shown and get(part, "style:display") != "false":
                shown.append((match[1], part))
            else:
                others.append(part)
    return shown, others


def _stored_words(roots: list[_Element]) -> set[str]:
    """Return the words of properties and variables, which fields display."""
    words: set[str] = set()
    for root in roots:
        for element in root.iter():
            name = name_of(element)
            text = get(element, "office:string-value") if name == "text:user-field-decl" else ""
            text += element.text or "" if name in _PROPERTIES else ""
            words.update(_WORDS.findall(text.casefold()))
    return words


def _read(content: _Element, others: list[_Element], package: Package | None) -> DocumentBuilder:
    builder = DocumentBuilder()
    roots = [*others, content]
    styles = OdtStyles(roots)
    in_body = OdtStyles([content], common=others) if others else styles
    in_margins = OdtStyles(others) if others else styles
    reader = OdtReader(builder, in_margins, _stored_words(roots), lambda image: _is_opaque(image, package))
    masters = _masters(roots, styles)
    main = masters.get("Standard", next(iter(masters.values()), None))
    paper = styles.paper("" if main is None else get(main, "style:page-layout-name"))
    page = Appearance(
        paper, background=styles.background, left=paper.left, width=paper.width - paper.left - paper.right
    )
    bodies = [part for body in content.iter("{*}body") if name_of(body) == "office:body" for part in body]
    letters = sum(len(text) for body in bodies for text in body.itertext())
    margins, unshown = _margins(masters, letters > _LETTERS_ON_A_PAGE)
    seen: set[str] = set()
    for kind in ("header", "footer"):
        for found, margin in margins:
            text = clean(text_below(margin))
            if found == kind and text not in seen:
                seen.add(text)
                reader.styles = in_margins
                reader.story(margin, page)
        if kind == "header":
            reader.styles = in_body
            for part in bodies:
                if name_of(part) == "office:text":
                    reader.story(part, page)
    for text, reason, code in reader.unseen:
        if code == "invisible-text":
            builder.add_unseen(text, reason=reason)
        else:
            builder.add(text, visible=False, reason=reason, code=code)
    for margin in unshown:
        builder.add_unseen(text_below(margin), reason="in a header that no page shows")
    for root in roots:
        for element in root.iter():
            name = name_of(element)
            if name == "style:master-page" and get(element, "style:name") not in masters:
                builder.add_unseen(text_below(element), reason="in a header that no page shows")
            elif name in _HOLDERS or name.endswith("-index-mark"):
                stored = [get(element, name) for name in _STORED if get(element, name)]
                builder.add_unseen(" ".join(stored), reason="in a variable of the document")
            elif name in {"svg:desc", "svg:title"}:
                builder.add_unseen(element.text or "", reason="the alternative text of a picture")
            elif name == "office:meta":
                properties = [part.text or "" for part in element if name_of(part) in _PROPERTIES]
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
    return _read(package.parse("content.xml"), others, package)


def read_flat(data: bytes) -> DocumentBuilder:
    """Read an OpenDocument text in one XML file (.fodt).

    Raises:
        UnreadableFileError: it is not well-formed, or has too many elements.
    """
    root = parse_xml(data)
    if count_elements(root) > MAXIMUM_ELEMENTS:
        raise UnreadableFileError("too-large", TOO_MANY)
    return _read(root, [], None)


def _is_opaque(image: _Element, package: Package | None) -> bool:
    """Return whether a picture hides what is behind it; one that cannot be read may."""
    name = get(image, "xlink:href").removeprefix("./")
    try:
        data = package.read(name) if package is not None and name in package else b""
    except UnreadableFileError:
        return True
    for part in image:
        if name_of(part) == "office:binary-data":
            try:
                data = base64.b64decode(part.text or "")
            except ValueError:
                return True
    found = average(data)
    return found is None or found[1] >= OPAQUE
