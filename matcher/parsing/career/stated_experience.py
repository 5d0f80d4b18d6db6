"""Find the total experience that a résumé states ("Developer with 6+ years of experience"), and bound open jobs by it.

An open job ("2016 – present") grows for as long as the file lies in a folder. The stated experience was true on the day
when the résumé was written, so it bounds how long such a job had lasted by then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from math import ceil
from typing import Final

from matcher.core.document import DocumentWarning
from matcher.core.regex_prefilter import PrefixPattern, WindowPattern
from matcher.core.resume import Month, Position
from matcher.languages.detection import active_languages
from matcher.languages.lengths_of_time import number_words, period_expression, years_of_period
from matcher.languages.phrase_patterns import alternatives, split_at_names
from matcher.languages.word_lists import load_languages

__all__ = ["SLACK_MONTHS", "bounded_by_stated_years", "stated_years"]

SLACK_MONTHS: Final = 12
"""Months that an open job may count beyond the stated years: people write "5 years" for up to six, and send a résumé
some months after writing it. Of 0, 6, 12 and 24 months, 12 ordered four sets of graded résumés best, by a swap or two
at the top of two of them; without the bound, none was ordered better. Rerun ``python -m benchmarks quality`` after
touching it."""

_NUMBERS: Final = {**number_words("en"), "a": 1, "an": 1}

_YEARS: Final = WindowPattern(
    re.compile(
        r"(?<![\w.,/–-])(?P<count>\d{1,2}|" + "|".join(_NUMBERS) + r")(?P<part>[.,]\d)?"
        r"(?:\s?\(\d{1,2}\))?\s?(?:\+|plus\b|or more\b)?[\s-]?"
        r"(?:years?|yrs?)\b['’]?\s?\+?(?=(?P<after>[^.;:\n]{0,60}))",
        re.IGNORECASE,
    ),
    ("year", "yr"),
    before=30,  # "twelve" with a part, a number in brackets and "or more"
    behind=80,
)
_EXPERIENCE: Final = re.compile(r"\b(?:experience[sd]?|exp)\b", re.IGNORECASE)
_WITH_ONE_TECHNOLOGY: Final = re.compile(
    r"\s+(?:with|using)\s+(?:(?-i:\S*[A-Z+#])|\w\S*?\s*(?:[,.;]|and\b|or\b|\Z))", re.IGNORECASE
)
"""Words after "experience" that limit it to one technology: "with Go", "with nginx and ..."."""
_EARLIER: Final = re.compile(r"\s?(?:ago|old|earlier|later|before)\b", re.IGNORECASE)


class _Words:
    """How a language other than English states years of experience.

    The word for experience may come before the years: "опыт работы 5 лет".
    """

    def __init__(self, code: str) -> None:
        language = next(language for language in load_languages() if language.code == code)

        def any_of(key: str) -> str:
            return alternatives(language.words("claims", key), _BLANK)

        self._code = code
        self._periods = PrefixPattern(re.compile(period_expression(code), re.IGNORECASE))
        ago = [split_at_names(phrase) for phrase in language.words("claims", "ago")]
        begins, ends = (alternatives((sides[n] for sides in ago if sides[n]), _BLANK) for n in (0, 1))
        self._ago_before, self._ago_after = re.compile(rf"{begins}\s?$", re.I), re.compile(rf"\s?{ends}", re.I)
        self._experience = re.compile(any_of("experience"), re.IGNORECASE)
        self._with_one = re.compile(
            rf"\s*{any_of('with_one')}\s*(?:(?-i:[^\s,.;]*[A-Z+#])|\w\S*?\s*(?:[,.;]|\Z))", re.IGNORECASE
        )

    def stated(self, text: str) -> tuple[int, bool]:
        """Return the largest number of years, and whether any are years of experience."""
        years, of_experience = 0, False
        for match in self._periods.finditer(text):
            if not match["years"]:
                continue
            before, after = text[max(0, match.start() - _NEAR) : match.start()], text[match.end() : match.end() + _NEAR]
            before, after = _SENTENCE_END.split(before)[-1], _SENTENCE_END.split(after)[0]
            if self._ago_before.search(before) or self._ago_after.match(after):
                continue
            years = max(years, ceil(years_of_period(match, self._code)))
            found = self._experience.search(after)
            limited = found is not None and self._with_one.match(after, found.end())
            if (found or self._experience.search(before)) and not limited:
                of_experience = True
        return years, of_experience


_NEAR: Final = 60
"""Characters before and after a number of years in which the word for experience is looked for."""

_BLANK: Final = r"\s{1,3}"
_SENTENCE_END: Final = re.compile(r"[.;\n。；!?！？]")
_words_of = cache(_Words)


def stated_years(text: str) -> int | None:
    """Return the largest number of years in a text that states years of experience.

    Every number of years counts: "10 years in banking … 3 years of experience in sales" gives ten.

    Args:
        text: the whole text of a document.

    Returns:
        Whole years, rounded up; None if the text states no years of experience.

    >>> stated_years("Developer with 6+ years of experience in Java")
    6
    >>> stated_years("Twelve years in banking, three years' experience in sales")
    12
    >>> [stated_years(words) for words in ("Entwicklerin mit zwölf Jahren Erfahrung", "Опыт работы более 15 лет")]
    [12, 15]
    >>> stated_years("Led a team for 3 years. 25 years old. 2 years of experience with Go.")
    """
    years, of_experience = 0, False
    for match in _YEARS.finditer(text):
        if _EARLIER.match(match["after"]):
            continue
        count = match["count"].casefold()
        years = max(years, int(_NUMBERS.get(count) or count) + (match["part"] is not None))
        experience = _EXPERIENCE.search(match["after"])
        if experience is not None and not _WITH_ONE_TECHNOLOGY.match(text, match.start("after") + experience.end()):
            of_experience = True
    for code in active_languages(text):
        if code != "en":
            further, experienced = _words_of(code).stated(text)
            years, of_experience = max(years, further), of_experience or experienced
    return years if of_experience and years else None


def bounded_by_stated_years(
    positions: Sequence[Position], years: int | None, now: Month
) -> tuple[list[Position], list[DocumentWarning]]:
    """Cut open jobs to the experience that the résumé states, plus :data:`SLACK_MONTHS`.

    Args:
        positions: the positions of one résumé.
        years: the result of :func:`stated_years`.
        now: the month that "present" means.

    Returns:
        The positions, in the same order; and a warning ``outdated`` if any was cut.

    >>> job = Position(0, 80, Month(2020, 1), Month(2026, 11), current=True)
    >>> (bounded,), warnings = bounded_by_stated_years([job], 2, Month(2026, 11))
    >>> str(bounded.last), warnings[0].code
    ('2022-12', 'outdated')
    """
    bounded: list[Position] = []
    cut = False
    for position in positions:
        if years is not None and position.current and position.kind == "work":
            limit = Month.from_index(position.first.index + 12 * years + SLACK_MONTHS - 1)
            cut = cut or limit < now
            position = replace(position, latest_end=min(limit, position.latest_end or limit)).until(now)
        bounded.append(position)
    if not cut or years is None:
        return bounded, []
    stated = f"{years} year{'' if years == 1 else 's'} of experience"
    message = (
        f"it states {stated}, so jobs until the present count for at most {years + SLACK_MONTHS // 12} years; "
        "it may be an old version: ask for a current one"
    )
    return bounded, [DocumentWarning("outdated", message)]
