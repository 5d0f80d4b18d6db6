"""Read the parts of a DOCX besides its body: headers and footers, page settings, embedded files and stored texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.colours import WHITE, Colour, from_hex
from matcher.extraction.office.package import Package
from matcher.extraction.office.word.formatting import Page
from matcher.extraction.office.word.names import child, drawing_value, is_on, name_of, text_below, value
from matcher.extraction.office.word.pictures import Pictures
from matcher.extraction.office.word.shapes import vml_fill
from matcher.extraction.xml_parsing import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "Margins",
    "add_chunks",
    "count_pages",
    "page_background",
    "sections_of",
    "stored_texts",
]

_PROPERTIES: Final = frozenset({"title", "subject", "keywords", "description", "category", "Company", "Manager"})


_RELATION: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)


def sections_of(document: _Element) -> dict[_Element, Page]:
    """Return the pages of the sections of a document, by the elements that describe them, in order."""
    return {
        section: Page.of(section)
        for section in document.iter("{*}sectPr")
        if (parent := section.getparent()) is not None and name_of(parent) in {"w:pPr", "w:body"}
    }


@dataclass
class Margins:
    """Hold headers and footers, those that pages show apart from the others."""

    shown: dict[str, list[tuple[_Element, Page]]] = field(default_factory=lambda: {"header": [], "footer": []})
    unseen: list[tuple[str, str]] = field(default_factory=list)
    """Texts of headers and footers that no page shows, and what they are."""
    _pages: dict[str, Page] = field(default_factory=dict)

    @classmethod
    def of(cls, document: _Element, sections: dict[_Element, Page], settings: _Element | None) -> Margins:
        """Find which ones the sections of a document show.

        Args:
            document: its main part.
            sections: by :func:`sections_of`.
            settings: the document's settings: whether even pages have their own headers.
        """
        margins = cls()
        even = is_on(child(settings, "w:evenAndOddHeaders"))
        if not any(
            len(section.findall("{*}headerReference")) + len(section.findall("{*}footerReference"))
            for section in sections
        ):
            return margins
        pages = count_pages(document, sections)
        for section, page in sections.items():
            first = is_on(child(section, "w:titlePg"))
            # One page has one header: its first page's, or else the usual one.
            only_first = first and pages == 1
            for reference in section:
                if name_of(reference) not in {"w:headerReference", "w:footerReference"}:
                    continue
                kind = value(reference, "type")
                if {"first": first, "even": even and pages > 1}.get(kind, not only_first):
                    key = next((found for name in _RELATION if (found := reference.get(name))), "")
                    margins._pages.setdefault(key, page)
        return margins

    def add(self, kind: str, key: str, root: _Element) -> None:
        """Add a ``header`` or ``footer``: the identifier by which sections refer to it, and its content."""
        page = self._pages.get(key)
        if page is not None and abs(page.header if kind == "header" else page.footer) < page.height:
            self.shown[kind].append((root, page))
        else:
            self.unseen.append((text_below(root), f"in a {kind} that no page shows"))


_LINE: Final = 12.0
_LEAST_FILLED: Final = 0.6
"""Share of a page that the text must fill at least, by a cautious estimate, to believe marks of a second page."""


def count_pages(document: _Element, sections: dict[_Element, Page]) -> int:
    """Return the number of pages, 1 or 2 for several: even pages and pages after the first have their own headers.

    Marks of earlier layouts are believed only if the text is long enough.
    """
    last = next(reversed(sections.values()), Page())
    lines, letters, breaks, marks = 0, 0, len(sections) - 1, 0
    for element in document.iter():
        name = name_of(element)
        if name == "w:p":
            lines += 1
        elif name == "w:t":
            letters += len(element.text or "")
        elif name == "w:lastRenderedPageBreak":
            marks += 1
        elif name == "w:br":
            breaks += value(element, "type") == "page"
            lines += 1
        elif name == "w:pageBreakBefore":
            breaks += is_on(element)
        elif name in {"w:drawing", "w:pict"}:
            lines += 3
    per_line = max(20.0, (last.column or 400.0) / 5)
    filled = (lines + letters / per_line) * _LINE / max(_LINE, last.height - abs(last.top) - abs(last.bottom))
    return 2 if breaks > 0 or filled > 1 or (marks and filled > _LEAST_FILLED) else 1


def page_background(document: _Element, settings: _Element | None, pictures: Pictures) -> Colour | None:
    """Return the background colour of the pages; None when it is unknown.

    Args:
        document: the main part, which names it.
        settings: the document's settings; without the switch in them Word shows white pages.
        pictures: tells their colours.
    """
    background = child(document, "w:background")
    if background is None or not is_on(child(settings, "w:displayBackgroundShape")):
        return WHITE
    painted = child(background, "v:background")
    if painted is None:
        return from_hex(value(background, "color"))
    if (filling := child(painted, "v:fill")) is not None and drawing_value(filling, "type") not in {"", "solid"}:
        return pictures.colour(document, filling)
    return vml_fill(painted)[1] or from_hex(value(background, "color"))


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
        yield value(variable), "in a variable of the document"


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
