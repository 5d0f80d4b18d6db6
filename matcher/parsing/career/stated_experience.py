"""Find the total experience that a résumé states ("Developer with 6+ years of experience"), and bound open jobs by it.

An open job ("2016 – present") grows for as long as the file lies in a folder. The stated experience was true on the day
when the résumé was written, so it bounds how long such a job had lasted by then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from matcher.core.document import DocumentWarning
from matcher.core.regex_prefilter import WindowPattern
from matcher.core.resume import Month, Position

__all__ = ["SLACK_MONTHS", "bounded_by_stated_years", "stated_years"]

SLACK_MONTHS: Final = 12
"""Months that an open job may count beyond the stated years: people write "5 years" for up to six, and send a résumé
some months after writing it. Of 0, 6, 12 and 24 months, 12 ordered four sets of graded résumés best, by a swap or two
at the top of two of them; without the bound, none was ordered better. Rerun ``python -m benchmarks quality`` after
touching it."""

_NUMBERS: Final = {
    word: number
    for number, words in enumerate(
        (
            "one a an ein eine einem einer un une uno una", "two zwei deux dos", "three drei trois tres",
            "four vier quatre cuatro", "five fünf cinq cinco", "six sechs seis", "seven sieben sept siete",
            "eight acht huit ocho", "nine neun neuf nueve", "ten zehn dix diez", "eleven elf onze once",
            "twelve zwölf douze doce",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip

_YEARS: Final = WindowPattern(
    re.compile(
        r"(?<![\w.,/–-])(?P<count>\d{1,2}|" + "|".join(_NUMBERS) + r")(?P<part>[.,]\d)?"
        r"(?:\s?\(\d{1,2}\))?\s?(?:\+|plus\b|or more\b)?[\s-]?"
        r"(?:years?|yrs?|jahre[ns]?|jährige\w?|ans|années|años?)\b['’]?\s?\+?(?=(?P<after>[^.;:\n]{0,60}))",
        re.IGNORECASE,
    ),
    ("year", "yr", "jahr", "jährig", "ans", "années", "año"),
    before=30,  # "quatre" with a part, a number in brackets and "or more"
    behind=80,
)
_EXPERIENCE: Final = re.compile(r"\b(?:experience[sd]?|exp|\w*erfahrung|expérience|experiencia)\b", re.IGNORECASE)
_WITH_ONE_TECHNOLOGY: Final = re.compile(
    r"\s+(?:with|using|mit|avec|con)\s+(?:(?-i:\S*[A-Z+#])|\w\S*?\s*(?:[,.;]|and\b|or\b|\Z))", re.IGNORECASE
)
"""Words after "experience" that limit it to one technology: "with Go", "with nginx and ..."."""
_EARLIER: Final = re.compile(
    r"\s?(?:ago|old|earlier|later|before|alt|zuvor|später|auparavant|después)\b", re.IGNORECASE
)


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
