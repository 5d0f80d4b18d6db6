"""Read Word's DOCX (WordprocessingML, ECMA-376 part 1): text in the order in which a person reads it.

Headers come first, then the body with its tables and text boxes, then notes, then footers. Recorded deletions are
hidden text and recorded insertions are kept: the text is what Word would print.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matcher.core.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder, clean
from matcher.extraction.colours import Colour
from matcher.extraction.office.package import Package
from matcher.extraction.office.word.backdrops import Backdrops
from matcher.extraction.office.word.bindings import Bindings
from matcher.extraction.office.word.covers import Covers
from matcher.extraction.office.word.fonts import DocumentFonts
from matcher.extraction.office.word.formatting import Page, Surroundings
from matcher.extraction.office.word.names import name_of, value
from matcher.extraction.office.word.paragraphs import Paragraph
from matcher.extraction.office.word.parts import (
    Margins,
    add_chunks,
    page_background,
    sections_of,
    stored_texts,
)
from matcher.extraction.office.word.pictures import Pictures
from matcher.extraction.office.word.reader import DELETED, DocxReader
from matcher.extraction.office.word.styles import DocxStyles
from matcher.extraction.office.word.theme import map_colours, read_theme, resolve, theme_fonts

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read"]


def read(data: bytes) -> DocumentBuilder:
    """Read a DOCX file: one block per paragraph, pages as Word last laid them out.

    Raises:
        UnreadableFileError: the package or its main part is damaged, too large unpacked, or no Word document.
    """
    package = Package(data)
    main = package.main_document()
    if not main:
        raise UnreadableFileError("corrupt", "it holds no Word document; save it again as DOCX")
    builder = DocumentBuilder()
    document = package.parse(main)
    relations = package.relations(main)
    names = {kind: [part for k, part, _ in relations if k == kind] for kind, _, _ in relations}
    first = {kind: next((_parse(package, part, builder) for part in names.get(kind, ())), None) for kind in
             ("theme", "styles", "settings", "numbering", "fontTable")}  # fmt: skip
    theme, styles, settings = (
        map_colours(read_theme(first["theme"]), first["settings"]),
        first["styles"],
        first["settings"],
    )
    rendered = next(document.iter("{*}lastRenderedPageBreak"), None) is not None
    parts = {
        kind: [root for part in names.get(kind, ()) if (root := _parse(package, part, builder)) is not None]
        for kind in ("footnotes", "endnotes", "comments")
    }
    sections = sections_of(document)
    margins = Margins.of(document, sections, settings)
    origin = {document: main}
    for kind, part, key in relations:
        if kind in {"header", "footer"} and (root := _parse(package, part, builder)) is not None:
            origin[root] = part
            margins.add(kind, key, root)
    shown = [*margins.shown["header"], *margins.shown["footer"]]
    typefaces = DocumentFonts(package, next(iter(names.get("fontTable", ())), ""), first["fontTable"])
    fonts = theme_fonts(first["theme"], typefaces.are_plain)
    for root in (document, *(root for root, _ in shown), *parts["footnotes"], *parts["endnotes"]):
        resolve(root, theme, fonts)
    page = next(iter(sections.values()), Page())
    pictures = Pictures(package, origin)
    backdrops = Backdrops([(document, page), *shown], pictures)
    named = DocxStyles(styles, first["numbering"], lambda style: resolve(style, theme, fonts))
    reader = DocxReader(
        named, backdrops, Covers(pictures, document), typefaces, sections,
        Bindings(package, relations, document), rendered,
    )  # fmt: skip
    background = page_background(document, settings, pictures)
    seen: set[str] = set()
    _add_margins(builder, reader, margins.shown["header"], background, seen, 1)
    for paragraph in reader.body(document, Surroundings.on_page(page, background)):
        _add(builder, paragraph)
    last = reader.pages
    for kind in ("footnote", "endnote"):
        for note in (note for notes in parts[f"{kind}s"] for note in notes):
            if name_of(note) == f"w:{kind}" and not value(note, "type"):  # separators have one
                is_referenced = f"{kind} {value(note, 'id')}" in reader.notes
                around = Surroundings(page, hidden="" if is_referenced else "in a note that nothing refers to")
                for paragraph in reader.alone(note, around):
                    _add(builder, replace(paragraph, page=last))
    _add_margins(builder, reader, margins.shown["footer"], background, seen, last)
    add_chunks(builder, package, names.get("aFChunk", []), last)
    for comments in parts["comments"]:
        for comment in comments:
            for paragraph in reader.alone(comment, Surroundings()):
                builder.add(paragraph.text, page=last, visible=False, reason="in a comment", code="comments")
    for text, what in [*reader.unseen, *margins.unseen, *stored_texts(package, settings)]:
        builder.add_unseen(text, reason=what, code="tracked-changes" if what == DELETED else "invisible-text")
    builder.set_pages(last)
    return builder


def _parse(package: Package, part: str, builder: DocumentBuilder) -> _Element | None:
    """Parse a part besides the main one; a damaged part is left out with a warning."""
    try:
        return package.parse(part)
    except UnreadableFileError as error:
        if error.code == "too-large":
            raise
        builder.warn("part-unreadable", f"the part {part} of the document could not be read")
        return None


def _add(builder: DocumentBuilder, paragraph: Paragraph) -> None:
    builder.add(
        paragraph.text,
        page=paragraph.page,
        separator="\t" if paragraph.same_line else "\n\n" if paragraph.heading or paragraph.gap else "\n",
        visible=not paragraph.hidden,
        reason=paragraph.hidden,
        code="tracked-changes" if paragraph.hidden == DELETED else "invisible-text",
    )


def _add_margins(
    builder: DocumentBuilder,
    reader: DocxReader,
    roots: list[tuple[_Element, Page]],
    background: Colour | None,
    seen: set[str],
    number: int,
) -> None:
    """Add headers or footers, each text once: those of first, even and other pages are often the same."""
    for root, page in roots:
        paragraphs = reader.alone(root, Surroundings.on_page(page, background))
        text = clean("\n".join(paragraph.text for paragraph in paragraphs))
        if text not in seen:
            seen.add(text)
            for paragraph in paragraphs:
                _add(builder, replace(paragraph, page=number))
