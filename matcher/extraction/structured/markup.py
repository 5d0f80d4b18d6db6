"""Read the markup in texts of structured résumés, which some programs write as HTML."""

from __future__ import annotations

import re

from matcher.extraction.leftover_markup import strip_markup

__all__ = ["has_markup", "split_markup"]

_MARKUP = re.compile(r"</[a-zA-Z]|<!|<\?|<[a-zA-Z][^<>]*=|<(?:p|li|ul|ol|div|script|style|template|noscript)\b[^<>]*>")


_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n]{1,200}\]:[^\n]*$", re.M)


def has_markup(text: str) -> bool:
    """Return whether a text is HTML, of which a browser may hide a part.

    >>> has_markup("<p>Go</p>"), has_markup("Map<String, List<T>>")
    (True, False)
    """
    return "<" in text and _MARKUP.search(text) is not None


def split_markup(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Divide a text into what is shown of it, without markup, and what its markup hides, with the reasons.

    >>> split_markup("<p>Go &amp; SQL</p>"), split_markup("List<T> &lt;b&gt;")
    (('Go & SQL', []), ('List<T> <b>', []))
    >>> split_markup('<i style="display:none">Rust</i>Go')
    ('Go', [('Rust', 'styled as not displayed')])
    """
    # Many programs show these texts as Markdown, which shows no definitions of links.
    definitions = [(match[0], "in a definition of a link") for match in _DEFINITION.finditer(text)]
    if definitions:
        text = _DEFINITION.sub("", text)
    if not has_markup(text):
        return strip_markup(text), definitions
    from matcher.extraction.web.html import add_markup

    document = add_markup(f"<body>{text}").build(name="", media_type="", sha256="")
    shown = [block for block in document.blocks if block.visible]
    hidden = [(document.text[block.start : block.end], block.reason) for block in document.blocks if not block.visible]
    return document.text[: shown[-1].end] if shown else "", definitions + hidden
