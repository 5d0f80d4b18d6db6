"""Add text that a PDF stores outside its pages: document properties and attached files."""

from __future__ import annotations

from typing import Final

from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.pdf.pdfium_reader import PdfiumReader

__all__ = ["add_properties_and_attachments"]

_PROPERTIES: Final = ("Title", "Subject", "Keywords")
_MOST_NAMES: Final = 5


def add_properties_and_attachments(builder: DocumentBuilder, reader: PdfiumReader) -> None:
    """Add the document properties and short text attachments as hidden text, and warn about attached files.

    Args:
        builder: already has the pages' text, to compare the properties with.
        reader: the open file.
    """
    properties = reader.properties()
    text = " ".join(properties[name] for name in _PROPERTIES if properties.get(name))
    builder.add_unseen(text, reason="in the properties of the document")
    attached = reader.attachments()
    if not attached:
        return
    for _, content in attached:
        if "<" not in content[:1]:  # the XML in Europass files and invoices repeats the pages for programs
            builder.add_unseen(content, reason="in a file attached to the document")
    names = ", ".join(f"“{name[:60]}”" for name, _ in attached[:_MOST_NAMES])
    more = f" and {len(attached) - _MOST_NAMES} more" if len(attached) > _MOST_NAMES else ""
    builder.warn("attachments-left-out", f"attached files were not read: {names}{more}")
