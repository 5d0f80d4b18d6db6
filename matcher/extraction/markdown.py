"""Markdown: its text, without the markup."""

from __future__ import annotations

import re

from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.html import add_markup
from matcher.extraction.text import decode

__all__ = ["read"]

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n.{0,20000}?\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)


def read(data: bytes) -> DocumentBuilder:
    r"""Read Markdown (CommonMark and tables): rendered to HTML, and that to lines.

    >>> read(b"---\ntitle: CV\n---\n# Ana\n\n- **Go**, [SQL](http://x.example)\n").build(
    ...     name="", media_type="text/markdown", sha256="").text
    'Ana\n\n• Go, SQL'
    """
    from markdown_it import MarkdownIt

    text, warning = decode(data)
    text = _FRONT_MATTER.sub("", text)
    builder = add_markup(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text))
    if warning:
        builder.warn("encoding-guessed", warning)
    return builder
