"""Read plain text."""

from __future__ import annotations

import re

from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.leftover_markup import strip_markup
from matcher.extraction.text_decoding import decode

__all__ = ["read"]


def read(data: bytes) -> DocumentBuilder:
    """Read plain text: one block per paragraph, a new page after each form feed."""
    text, warning = decode(data)
    builder = DocumentBuilder()
    if warning:
        builder.warn("encoding-guessed", warning)
    for number, page in enumerate(strip_markup(text).split("\f"), 1):
        lines = page.replace("\r\n", "\n").replace("\r", "\n")
        for paragraph in re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", lines):
            builder.add(paragraph, page=number, separator="\n\n")
    return builder
