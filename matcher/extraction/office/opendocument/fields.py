"""Decide whether the stored text of an OpenDocument field is what programs display: they compute most fields again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from matcher.extraction.office.opendocument.names import get, text_below

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["field_reason"]

_TYPED: Final = frozenset(
    f"text:{name}"
    for name in "placeholder text-input user-field-input variable-input drop-down database-display meta-field "
    "bibliography-mark dde-connection execute-macro".split()
)
"""Fields that people or other programs fill in."""
_NAMES: Final = re.compile(
    r"text:(?:author|sender|creator|initial-creator|printed-by|file-name|template-name|chapter|.*-ref)"
)
_MOST_OF_NAMES: Final = 6
_MOST: Final = 2
"""Words of letters in a number or a date; more in a name, a heading or a reference to one."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def field_reason(field: _Element, name: str, stored: set[str]) -> str:
    """Return why the text of a field is not displayed; empty when it is.

    Args:
        field: the element.
        name: its prefixed name.
        stored: words of the document's properties and variables, in lower case.
    """
    if get(field, "text:display") == "none":
        return "in a field that shows nothing"
    if name in _TYPED or get(field, "text:fixed") == "true":
        return ""
    words = _WORD.findall(text_below(field).casefold())
    own = get(field, "office:string-value")
    known = set(_WORD.findall(own.casefold())) or stored
    if name in {"text:variable-set", "text:variable-get"} and not own:
        return ""
    if len(words) <= (_MOST_OF_NAMES if _NAMES.match(name) else _MOST) or set(words) <= known:
        return ""
    return "replaced by what a field computes"
