"""Read the parts of a DOCX besides its body: headers and footers, page settings, embedded files and stored texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.colours import WHITE, Colour, from_hex
from matcher.extraction.office.docx_formatting import find_child, is_on
from matcher.extraction.office.package import Package
from matcher.extraction.xml_parsing import attribute, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Margins", "add_chunks", "page_background", "page_size", "stored_texts"]

_PROPERTIES: Final = frozenset({"title", "subject", "keywords", "description", "category", "Company", "Manager"})
_WIDEST: Final = 22 * 72.0
_LETTER: Final = 11 * 72.0
"""Points: the largest page that Word makes, and its default."""


@dataclass
class Margins:
    """Hold headers and footers, those that pages show apart from the others."""

    shown: dict[str, list[_Element]] = field(default_factory=lambda: {"header": [], "footer": []})
    unseen: list[tuple[str, str]] = field(default_factory=list)
    """Texts of headers and footers that no page shows, and what they are."""
    _keys: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, document: _Element, settings: _Element | None) -> Margins:
        """Find which ones the sections of a document show.

        Args:
            document: its main part.
            settings: its settings: whether even pages have their own headers.
        """
        margins = cls()
        even = settings is not None and is_on(find_child(settings, "evenAndOddHeaders"))
        for section in document.iter("{*}sectPr"):
            first = is_on(find_child(section, "titlePg"))
            for reference in section.iter("{*}headerReference", "{*}footerReference"):
                kind = attribute(reference, "type")
                if kind not in {"first", "even"} or (first if kind == "first" else even):
                    margins._keys.add(attribute(reference, "id"))
        return margins

    def add(self, kind: str, key: str, root: _Element) -> None:
        """Add a ``header`` or ``footer``: the identifier by which sections refer to it, and its content."""
        if key in self._keys:
            self.shown[kind].append(root)
        else:
            text = " ".join(node.text or "" for node in root.iter("{*}t"))
            self.unseen.append((text, f"in a {kind} that no page shows"))


def page_background(document: _Element, settings: _Element | None) -> Colour | None:
    """Return the background colour of the pages; None when it is unknown.

    Args:
        document: the main part, which names it.
        settings: the document's settings; without the switch in them Word shows white pages.
    """
    background = find_child(document, "background")
    if background is None or settings is None or not is_on(find_child(settings, "displayBackgroundShape")):
        return WHITE
    return from_hex(attribute(background, "color")) if len(background) == 0 else None


def page_size(document: _Element) -> float:
    """Return the longer side of the largest page, in points."""
    texts = [attribute(size, name) for size in document.iter("{*}pgSz") for name in ("w", "h")]
    sides = [int(twips) / 20 for twips in texts if twips.isdecimal() and len(twips) < 7]
    return min(max(sides), _WIDEST) if sides else _LETTER


def stored_texts(package: Package, settings: _Element | None) -> Iterator[tuple[str, str]]:
    """Yield the texts in a document's properties and variables, and what they are; skip damaged parts."""
    for kind, part in package.related():
        if kind in {"core-properties", "extended-properties", "custom-properties"} and part in package:
            try:
                root = package.parse(part)
            except UnreadableFileError:
                continue
            named = (node.text or "" for node in root if local_name(node) in _PROPERTIES)
            custom = (node.text or "" for node in root.iter("{*}lpwstr", "{*}lpstr") if kind == "custom-properties")
            yield " ".join([*named, *custom]), "in the properties of the document"
    for variable in settings.iter("{*}docVar") if settings is not None else ():
        yield attribute(variable, "val"), "in a variable of the document"


def add_chunks(builder: DocumentBuilder, package: Package, parts: list[str], page: int) -> None:
    """Add files within the document that Word merges on opening it and other programs leave out.

    In a document without other text they are visible: converters make such documents, and Word shows them.
    """
    from matcher.extraction.text_decoding import decode
    from matcher.extraction.web.html import add_markup

    alone = builder.count_words() == 0
    for part in parts:
        if part not in package:
            continue
        data = package.read(part)
        if b"<" not in data[:4096]:
            continue
        inner = add_markup(decode(data)[0])
        if alone:
            builder.include(inner, page=page)
        else:
            text = inner.build(name="", media_type="", sha256="").text
            builder.add(text, page=page, visible=False, reason="in an embedded file that few programs show")
