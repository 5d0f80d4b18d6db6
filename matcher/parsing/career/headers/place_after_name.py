"""Cut a place off the end of an employer: "Acme Software（東京）", "Acme Ltd (Berlin)"."""

from __future__ import annotations

import re
from typing import Final

from matcher.parsing.career.headers.cjk import is_cjk
from matcher.parsing.career.headers.word_classes import classes_of
from matcher.parsing.places import is_city

__all__ = ["split_place"]

_BRACKET: Final = re.compile(r"[ \t　]?[(（](?P<place>[^()（）\n]{1,30})[)）]\Z")
_SIGNS: Final = "/／・、，,|｜"
_AFTER_SIGN: Final = re.compile(rf"(?<=[A-Za-z.)])(?:\s?[{_SIGNS}]\s?|[\s　]+)(?P<place>[^\s　{_SIGNS}]{{1,12}})\Z")
_OF_NAMES: Final = frozenset(("form", "organisation", "school"))

_Span = tuple[int, int]


def split_place(text: str, employer: _Span) -> tuple[_Span, _Span | None]:
    """Return an employer without the place behind its name, and the place if there is one.

    A bracket holds a place if it is a known city, or a word in Chinese or Japanese. Behind a name in Latin letters, a
    word in Chinese or Japanese is a place, unless it belongs to names of companies or schools.

    Args:
        text: the whole text.
        employer: offsets of the employer.

    >>> text = "Acme Software（東京）"
    >>> [text[slice(*span)] for span in split_place(text, (0, len(text)))]
    ['Acme Software', '東京']
    >>> split_place("Acme Software有限公司", (0, 17))
    ((0, 17), None)
    """
    start, end = employer
    match = _BRACKET.search(text, start, end)
    if match and (is_city(match["place"]) or _is_cjk_place(match["place"])):
        return (start, match.start()), match.span("place")
    match = _AFTER_SIGN.search(text, start, end)
    if match and _is_cjk_place(match["place"]):
        return (start, match.start()), match.span("place")
    return employer, None


def _is_cjk_place(word: str) -> bool:
    return all(map(is_cjk, word)) and _OF_NAMES.isdisjoint(classes_of(word))
