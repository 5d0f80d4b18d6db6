"""Read Markdown: its text without the markup."""

from __future__ import annotations

import re
from typing import Final

from matcher.core.errors import UnreadableFileError
from matcher.core.limits import ALONE
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.text_decoding import decode
from matcher.extraction.web.html import add_markup

__all__ = ["read"]

_MARK: Final = re.compile(r"[*_~`|]+|[\[<!&\\\n]")
_MOST_MARKS: Final = 20_000
"""Most characters, or runs of them, that may be markup, and line breaks.

The most marked of 60 real files has 665, the 8,000 reference résumés have up to 233 as plain text; each takes up to
0.05 ms. After changing it, measure with ``python -m benchmarks growth``.
"""

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n.{0,20000}?\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)

# "#Education" is no heading in CommonMark, but is meant as one.
_TIGHT_HEADING = re.compile(r"^(#{1,6})(?=[*_]{0,3}[^\W\d_])", re.M)


def read(data: bytes) -> DocumentBuilder:
    r"""Read Markdown (CommonMark and tables): render it to HTML and read that.

    Raises:
        UnreadableFileError: it has more markup than a résumé.

    >>> read(b"---\ntitle: CV\n---\n# Ana\n\n- **Go**, [SQL](http://x.example)\n").build(
    ...     name="", media_type="text/markdown", sha256="").text
    'Ana\n\n• Go, SQL'
    """
    from markdown_it import MarkdownIt

    text, warning = decode(data)
    if sum(1 for _ in _MARK.finditer(text)) > _MOST_MARKS:
        raise UnreadableFileError("too-large", f"it has more than {_MOST_MARKS:,} marks and lines, the limit; {ALONE}")
    text = _TIGHT_HEADING.sub(r"\1 ", _FRONT_MATTER.sub("", text))
    # Line breaks are kept: an address written in three lines is meant as three lines.
    parser = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable(["table", "strikethrough"])
    builder = add_markup(parser.render(text))
    if warning:
        builder.warn("encoding-guessed", warning)
    return builder
