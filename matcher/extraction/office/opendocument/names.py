"""Name the elements of OpenDocument text by their usual prefixes, and tell those that show text from all others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from matcher.core.memo import Memo

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["BLOCKS", "FIELDS", "INLINE", "SHAPES", "SILENT", "UNKNOWN", "get", "name_of", "own_texts", "text_below"]

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES: Final = {
    **{f"{_OASIS}{name}:1.0": prefix for prefix, name in {
        "office": "office", "text": "text", "style": "style", "table": "table", "draw": "drawing", "meta": "meta",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible", "form": "form", "script": "script", "number": "datastyle",
        "chart": "chart", "dr3d": "dr3d", "presentation": "presentation", "anim": "animation", "db": "database",
        "smil": "smil-compatible",
    }.items()},
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
    "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0": "field",
    "http://openoffice.org/2009/office": "officeooo", "http://www.w3.org/1999/xlink": "xlink",
    "http://purl.org/dc/elements/1.1/": "dc", "http://www.w3.org/1998/Math/MathML": "math",
}  # fmt: skip
_NAMESPACES: Final = {prefix: namespace for namespace, prefix in _PREFIXES.items()}
UNKNOWN: Final = "?"
"""The prefixed name of an element of any other namespace."""


def _named(tag: str) -> str:
    namespace, _, name = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    prefix = _PREFIXES.get(namespace)
    return f"{prefix}:{name}" if prefix else UNKNOWN


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


_NAMES: Final = Memo(_named, max_size=5_000)
_FULL: Final = Memo(_full, max_size=1_000)


def name_of(element: _Element) -> str:
    """Return an element's name with the usual prefix, ``?`` for an unknown namespace, empty for a comment."""
    tag = element.tag
    return _NAMES[tag] if isinstance(tag, str) else ""


def get(element: _Element, name: str) -> str:
    """Return the attribute of that prefixed name; empty when there is none."""
    return element.get(_FULL[name], "")


def text_below(element: _Element) -> str:
    """Return all text in an element."""
    return " ".join(own_texts(element))


def own_texts(element: _Element) -> Iterator[str]:
    """Yield the pieces of text in an element, without those of comments of XML."""
    for part in element.iter():
        if isinstance(part.tag, str):
            yield part.text or ""
        if part is not element:
            yield part.tail or ""


SHAPES: Final = frozenset(
    f"draw:{name}"
    for name in (
        "frame text-box custom-shape g rect ellipse circle line polyline polygon regular-polygon path connector "
        "caption measure a"
    ).split()
)
"""Frames and shapes that show text."""
BLOCKS: Final = frozenset(
    f"text:{name}"
    for name in (
        "list list-item list-header section numbered-paragraph index-body index-title table-of-content "
        "illustration-index table-index object-index user-index alphabetical-index bibliography "
        "note-body"
    ).split()
) | {"table:table", "office:text"}
"""Elements that show the paragraphs in them."""
INLINE: Final = frozenset(
    {"text:span", "text:a", "text:meta", "text:ruby", "text:ruby-base", "loext:content-control", "text:p", "text:h"}
)
"""Elements of a paragraph that show their text."""
FIELDS: Final = frozenset(
    f"text:{name}"
    for name in (
        "date time page-number page-continuation author-name author-initials chapter file-name sheet-name "
        "template-name variable-set variable-get variable-input user-field-get user-field-input sequence expression "
        "text-input "
        "placeholder database-display database-name database-row-number initial-creator creation-date creation-time "
        "description user-defined print-time print-date printed-by title subject keywords editing-cycles "
        "editing-duration modification-time modification-date creator page-count paragraph-count word-count "
        "character-count table-count image-count object-count bookmark-ref reference-ref note-ref sequence-ref measure "
        "drop-down meta-field bibliography-mark dde-connection execute-macro sender-firstname sender-lastname "
        "sender-initials sender-title sender-position sender-email sender-phone-private sender-fax sender-company "
        "sender-phone-work sender-street sender-city sender-postal-code sender-country sender-state-or-province "
        "page-variable-get page-variable-set"
    ).split()
)
"""Fields that show their current value."""
SILENT: Final = frozenset(
    f"text:{name}"
    for name in (
        "sequence-decls variable-decls user-field-decls dde-connection-decls alphabetical-index-auto-mark-file "
        "table-of-content-source illustration-index-source table-index-source object-index-source user-index-source "
        "alphabetical-index-source bibliography-source soft-page-break bookmark bookmark-start bookmark-end "
        "reference-mark reference-mark-start reference-mark-end change change-start change-end toc-mark toc-mark-start "
        "toc-mark-end user-index-mark user-index-mark-start user-index-mark-end alphabetical-index-mark "
        "alphabetical-index-mark-start alphabetical-index-mark-end ruby-text note-citation"
    ).split()
) | {
    "office:forms", "office:event-listeners", "office:annotation-end", "svg:desc", "svg:title", "draw:image",
    "draw:object", "draw:object-ole", "draw:control", "draw:glue-point", "draw:enhanced-geometry", "draw:image-map",
    "draw:contour-polygon", "draw:contour-path", "field:fieldmark", "field:fieldmark-start", "field:fieldmark-end",
    "table:shapes", "draw:plugin", "draw:applet", "draw:floating-frame",
}  # fmt: skip
"""Elements that show no text of their own."""
