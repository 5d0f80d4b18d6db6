"""Remove leftovers of HTML from text that is not HTML."""

from __future__ import annotations

import html
import re
from typing import Final

__all__ = ["strip_markup"]

_INLINE: Final = "a|abbr|b|big|code|em|font|i|mark|s|small|span|strong|sub|sup|tt|u"
_BLOCK: Final = "br|dd|div|dl|dt|h[1-6]|hr|li|ol|p|section|table|tbody|td|th|thead|tr|ul"
_TAG = re.compile(rf"<(/?)({_INLINE}|{_BLOCK})(\s[^<>]{{0,500}})?\s?/?>", re.IGNORECASE)
_IS_BLOCK = re.compile(rf"(?:{_BLOCK})\Z", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def strip_markup(text: str) -> str:
    r"""Remove tags of formatting and decode entities.

    A tag counts only if it is closed somewhere, has attributes or needs no end tag (``<br>``), so that ``List<T>`` and
    ``vector<b>`` stay as they are.

    >>> strip_markup('<span class="hl">Web</span>Sphere &amp; C++: vector<b>, <i>Go</i><br/>R&D')
    'WebSphere & C++: vector<b>, Go\nR&D'
    """
    if "<" in text:
        closed = {m[2].lower() for m in _TAG.finditer(text) if m[1]}

        def replace(match: re.Match[str]) -> str:
            name = match[2].lower()
            if name in {"br", "hr"}:
                return "\n"
            if not (match[1] or name in closed or (match[3] and "=" in match[3])):
                return match[0]
            return "\n" if _IS_BLOCK.match(name) else ""

        text = _TAG.sub(replace, text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return text
