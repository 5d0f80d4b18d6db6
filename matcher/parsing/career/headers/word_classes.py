"""Tell which short lists a word is in: legal forms, words of schools, of job titles and so on, in all languages.

The lists are those of the table ``[entries]`` of ``resources/languages``. The labeller knows a rare word by its class
as it knows its frequent neighbours by themselves.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from matcher.languages.word_lists import words, words_by_language
from matcher.parsing.career.headers.cjk import is_cjk

__all__ = ["CLASSES", "classes_of", "is_function_word", "legal_forms"]

CLASSES: Final = ("form", "organisation", "school", "degree", "trade", "rank", "function", "engagement")
"""The keys of the lists."""

_COMPOUNDING: Final = ("de", "nl")
"""Languages that join a trade to the words before it: "Backendentwicklerin", "softwareontwikkelaar"."""
_SHORTEST_END: Final = 6
"""Letters of such a trade at least; shorter ones ("kok", "arzt") end other words too."""
_AT_END: Final = ("organisation", "school", "degree", "trade")
_LONGEST_TRADE: Final = 16
"""Characters of a Chinese or Japanese job title at most."""
_NOT_DECOMPOSED: Final = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "’": "'"})


def _folded(word: str) -> str:
    """Return a word in lower case without accents, which people leave out; Chinese and Japanese stay as they are."""
    word = word.casefold()
    if word.isascii() or is_cjk(word):
        return word
    word = word.translate(_NOT_DECOMPOSED)
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@cache
def _exact() -> Mapping[str, tuple[str, ...]]:
    """Return the classes of each listed word."""
    found: dict[str, list[str]] = {}
    for name in CLASSES:
        for word in dict.fromkeys(map(_folded, words("entries", name))):
            found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}


@cache
def _function_words() -> tuple[frozenset[str], frozenset[str]]:
    """Return the function words that count in any case, and those that count in lower case only."""
    by_language = words_by_language("entries", "function")
    lower = {word for code, listed in by_language.items() if code != "en" for word in listed}
    return frozenset(by_language["en"]), frozenset(lower)


@cache
def _compound_ends() -> tuple[str, ...]:
    by_language = words_by_language("entries", "trade")
    ends = {_folded(word) for code in _COMPOUNDING for word in by_language[code] if len(word) >= _SHORTEST_END}
    return tuple(sorted(ends))


@cache
def _cjk_words(name: str) -> tuple[str, ...]:
    return tuple(word for word in words("entries", name) if is_cjk(word))


@cache
def legal_forms() -> frozenset[str]:
    """Return the legal forms in lower case, as they are written.

    >>> "gmbh" in legal_forms(), "ооо" in legal_forms()
    (True, True)
    """
    return frozenset(word.casefold() for word in words("entries", "form"))


def is_function_word(core: str) -> bool:
    """Return whether a word is a preposition, an article or a conjunction.

    Args:
        core: the word as written, without punctuation around it.

    >>> [is_function_word(word) for word in ("At", "bei", "PER", "の", "Acme")]
    [True, True, False, True, False]
    """
    in_any_case, in_lower_case = _function_words()
    return core in in_lower_case or core.casefold() in in_any_case


@lru_cache(maxsize=1 << 14)
def classes_of(word: str) -> tuple[str, ...]:
    """Return the classes of a word without punctuation around it.

    Chinese and Japanese words have the class of the listed word that they end with, legal forms that of any part.
    German and Dutch compounds have the class of a trade at their end, as ``ends in trade``.

    >>> classes_of("Ingeniera"), classes_of("GmbH"), classes_of("Softwareentwicklerin")
    (('trade',), ('form',), ('ends in trade',))
    >>> classes_of("高级后端工程师"), classes_of("株式会社Tessaro")
    (('trade', 'rank'), ('form',))
    """
    folded = _folded(word)
    listed = _exact().get(folded)
    if is_cjk(word):
        return _cjk_classes(word)
    if listed:
        return (
            listed
            if "function" not in listed or is_function_word(word)
            else tuple(name for name in listed if name != "function")
        )
    return ("ends in trade",) if folded.endswith(_compound_ends()) else ()


def _cjk_classes(word: str) -> tuple[str, ...]:
    found = [name for name in _AT_END if word.endswith(_cjk_words(name))]
    if len(word) > _LONGEST_TRADE and "trade" in found:
        found.remove("trade")
    if any(form in word for form in _cjk_words("form")):
        found.insert(0, "form")
    if word.startswith(_cjk_words("rank")):
        found.append("rank")
    return (*found, *(name for name in ("function", "engagement") if word in _cjk_words(name)))
