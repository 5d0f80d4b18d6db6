"""Names of months and seasons, and the words of all languages around dates, as parts of patterns for folded texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from matcher.languages.detection import languages_of
from matcher.languages.word_lists import CODES, words_by_language
from matcher.parsing.career.date_languages.folding import fold

__all__ = ["MONTHS", "PARTS", "SEASONS", "any_of", "is_ambiguous", "is_meant", "listed", "month_words", "present_words"]

_MONTH_KEYS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_EAST_ASIAN: Final = ("zh", "ja")
_SEASON_MONTHS: Final = {"winter": (1, 3), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
_PART_MONTHS: Final = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}


def listed(key: str, *, east_asian: bool = False, without: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the words of a list of the table ``[dates]`` of all languages, folded and in lower case.

    Args:
        key: the name of the list.
        east_asian: whether to return those of Chinese and Japanese, instead of those of the other languages.
        without: codes of languages to leave out.

    >>> "hoy en dia" in listed("present"), listed("early", east_asian=True)[:2]
    (True, ('初', '年初'))
    """
    found = words_by_language("dates", key)
    wanted = [code for code in CODES if (code in _EAST_ASIAN) == east_asian and code not in without]
    return tuple(dict.fromkeys(fold(word).lower() for code in wanted for word in found.get(code, ())))


MONTHS: Final = {name: number for number, key in enumerate(_MONTH_KEYS, 1) for name in listed(key)}
"""Number of the month for each of its names, without accents and in lower case."""

SEASONS: Final = {name: months for key, months in _SEASON_MONTHS.items() for name in listed(key)}
"""First and last month of a season, northern hemisphere. Winter counts as January to March."""

PARTS: Final = {
    "before": {word: months for key, months in _PART_MONTHS.items() for word in listed(key, without=("tr",))},
    "behind": {
        fold(word).lower(): months
        for key, months in _PART_MONTHS.items()
        for word in words_by_language("dates", key).get("tr", ())
    },
    "east_asian": {
        word: months for key, months in (_PART_MONTHS | _SEASON_MONTHS).items() for word in listed(key, east_asian=True)
    },
}
"""First and last month of the parts of a year, by where their words stand: before the year, behind it, glued to it."""


def any_of(words: Iterable[str]) -> str:
    r"""Return a pattern of words, the longest first, for texts that :func:`fold` returned; case has to be ignored.

    Words are grouped by their first letter, since Python tries one alternative after the other.

    >>> any_of(["may", "march", "n.v."])
    '(?:m(?:arch|ay)|n\\.v\\.)'
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        groups.setdefault(word[0], []).append(_escaped(word))
    return "(?:" + "|".join(map(_group, groups.values())) + ")"


def _escaped(word: str) -> str:
    return re.escape(word).replace("\\ ", r"\s{1,2}").replace("'", "['’]")


def _group(escaped: list[str]) -> str:
    """Return one alternative for words with the same first letter."""
    head = escaped[0][0]
    if len(escaped) == 1 or not head.isalpha():
        return "|".join(escaped)
    return f"{head}(?:" + "|".join(word[1:] for word in escaped) + ")"


@cache
def _ambiguous() -> dict[str, frozenset[str]]:
    """Return the languages of each word that is another word elsewhere; as it is written, in lower case."""
    languages: dict[str, set[str]] = {}
    for code, found in words_by_language("dates", "ambiguous").items():
        for word in found:
            languages.setdefault(word.lower(), set()).add(code)
    return {word: frozenset(codes) for word, codes in languages.items()}


def is_ambiguous(word: str) -> bool:
    """Whether a word of the lists is another word in another language, as it is written.

    >>> is_ambiguous("Marco"), is_ambiguous("Março")
    (True, False)
    """
    return word.lower() in _ambiguous()


def is_meant(word: str, text: str) -> bool:
    """Whether a word of the lists means what they say: it is no other word elsewhere, or the text is in its language.

    Args:
        word: the word as the text has it, with its accents.
        text: the whole text.

    >>> is_meant("Sept", "a data set"), is_meant("Set", "a data set"), is_meant("Março", ""), is_meant("Marco", "")
    (True, False, True, False)
    """
    languages = _ambiguous().get(word.lower())
    return languages is None or not languages.isdisjoint(languages_of(text))


def month_words() -> frozenset[str]:
    """Return the names of months and seasons that mean nothing else, as they are written, in lower case.

    >>> {"september", "września"} <= month_words(), "set" in month_words()
    (True, False)
    """
    return _single_words((*_MONTH_KEYS, *_SEASON_MONTHS))


def present_words() -> frozenset[str]:
    """Return the single words for the present that mean nothing else, as they are written, in lower case.

    >>> {"heute", "obecnie"} <= present_words(), "nu" in present_words()
    (True, False)
    """
    return _single_words(("present",))


def _single_words(keys: Iterable[str]) -> frozenset[str]:
    lists = (words_by_language("dates", key) for key in keys)
    found = {word.lower() for by_language in lists for words in by_language.values() for word in words}
    return frozenset(word for word in found if " " not in word) - _ambiguous().keys()
