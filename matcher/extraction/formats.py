"""Register the formats that are read: one entry each.

Importing it loads no reader.
"""

from __future__ import annotations

from typing import Final

__all__ = ["READERS"]

READERS: Final = {
    "application/pdf": "pdf.reader.read",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "office.docx.read",
    "application/msword": "office.doc.read",
    "application/vnd.oasis.opendocument.text": "office.odt.read",
    "application/vnd.oasis.opendocument.text-flat-xml": "office.odt.read_flat",
    "application/rtf": "office.rtf.read",
    "text/html": "web.html.read",
    "text/markdown": "web.markdown.read",
    "application/json": "structured.json_resume.read",
    "application/xml": "structured.europass.read",
    "message/rfc822": "email.read",
    "application/vnd.ms-outlook": "email.read_msg",
    "application/zip": "archives.read",
    "image/bmp": "image.read",
    "image/gif": "image.read",
    "image/jpeg": "image.read",
    "image/png": "image.read",
    "image/tiff": "image.read",
    "image/webp": "image.read",
    "text/plain": "plain_text.read",
}
"""Media type to the reader's module and function."""
