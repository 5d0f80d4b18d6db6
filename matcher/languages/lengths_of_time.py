"""Read lengths of time in the languages of the language files: "5 лет", "sześcioletnim", "3年以上", "on iki yıl"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from matcher.languages.phrase_patterns import CJK, phrase_pattern
from matcher.languages.word_lists import load_languages

__all__ = ["number_words", "period_expression", "years_of_period"]

_CJK: Final = re.compile(f"[{CJK}]")


@cache
def _words(code: str, key: str) -> tuple[str, ...]:
    return next(language for language in load_languages() if language.code == code).words("claims", key)


@cache
def number_words(code: str) -> dict[str, int]:
    """Return the number words of a language, as phrases, with their numbers.

    >>> number_words("de")["zwölf"], number_words("en")["two"]
    (12, 2)
    """
    return {form: number for number, forms in enumerate(_words(code, "numbers"), 1) for form in forms.split("|")}


@cache
def _number_patterns(code: str) -> tuple[tuple[re.Pattern[str], int], ...]:
    return tuple(
        (re.compile(phrase_pattern(form, r"\s+"), re.IGNORECASE), number) for form, number in number_words(code).items()
    )


def _any(phrases: tuple[str, ...]) -> str:
    listed = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + ("|".join(phrase_pattern(phrase, r"\s{1,3}") for phrase in listed) or "(?!)") + ")"


def period_expression(code: str) -> str:
    """Return the regular expression of a length of time in a language, for lower-case text or ``re.IGNORECASE``.

    Its groups are ``less`` ("less than"), ``count``, and ``years`` or ``months``.

    >>> match = re.search(period_expression("pl"), "programistka z sześcioletnim doświadczeniem")
    >>> match["count"], match["years"]
    ('sześcio', 'letnim')
    """
    units = _words(code, "year_units")
    more = _any(_words(code, "or_more"))
    if any(_CJK.search(unit) for unit in units):
        # Not the year of an era, a school year or a date.
        begin, end = r"(?<![\d/-])(?<!\d[.,])(?<!令和)(?<!平成)(?<!昭和)(?<!第)", r"(?![\d月度生级級次末初])"
    else:
        begin, end = r"(?<![\w/.,-])", r"(?!\w)"
    return (
        rf"{begin}(?P<less>{_any(_words(code, 'less_than'))}\s?)?"
        rf"(?P<count>\d{{1,2}}(?:[.,]\d)?|{_any(tuple(number_words(code)))})"
        rf"(?:\s?[-–—~～至到]\s?\d{{1,2}})?\s?\+?(?:\s?{more})?[\s-]?"
        rf"(?:(?P<years>{_any(units)})|(?P<months>{_any(_words(code, 'month_units'))})){end}(?:\s?{more})?\.?\+?"
    )


def years_of_period(match: re.Match[str], code: str) -> float:
    """Return the years of a match of :func:`period_expression`: the lower end of a range, half of a "less than".

    >>> [years_of_period(re.search(period_expression("it"), words), "it") for words in ("due anni", "18 mesi")]
    [2.0, 1.5]
    """
    number = match["count"]
    found = next((value for pattern, value in _number_patterns(code) if pattern.fullmatch(number)), None)
    count = float(found if found is not None else number.replace(",", "."))
    years = count if match["years"] else round(count / 12, 1)
    return years / 2 if match["less"] else years
