"""Read a duration that is written beside a date: "Mar 2015 (2 years 3 months)"."""

from __future__ import annotations

import re
from typing import Final

from matcher.parsing.career.date_languages.folding import fold
from matcher.parsing.career.date_languages.names import any_of, listed

__all__ = ["duration_after"]


def _units(key: str) -> str:
    """Return a pattern of the units of a list; those of Chinese and Japanese touch what follows."""
    return rf"(?:{any_of(listed(key))}(?:\.(?=[^\S\n]?[\d)\]}}]))?(?!\w)|{any_of(listed(key, east_asian=True))})"


_YEARS: Final = rf"(?P<years>\d{{1,2}})(?:[.,](?P<tenths>\d))?\s?{_units('years')}(?P<half>半)?"
_MONTHS: Final = rf"(?P<{{}}>\d{{{{1,2}}}})\s?{_units('months').replace('{', '{{').replace('}', '}}')}"
_DURATION: Final = re.compile(
    r"(?:\s{0,2}\n?[^\S\n]{0,2}(?P<bracket>[(\[{])\s?|[^\S\n]{0,2}[·•|,;:=–—-][^\S\n]{0,2}|[^\S\n]{1,3}(?:for\s)?)"
    r"(?:total:?\s|duration:?\s|about\s|approx\.?\s|ca\.?\s|circa\s|~\s?|[約约共]\s?)?"
    rf"(?:{_YEARS}(?:(?:[\s,&]{{1,3}}|\s(?:and|{any_of(listed('and'))})\s|[と零])?{_MONTHS.format('more')})?"
    rf"|{_MONTHS.format('months')}|(?P<weeks>\d{{1,2}})\s?{_units('weeks')})"
    r"(?:(?(bracket)\s?[)\]}]|(?=\s?[)\]}]))|(?=[^\S\n]{0,3}(?:\n|\Z|[|\t•·]))|(?=[.,;:](?:\s|\Z)))",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"\d")


def duration_after(text: str, end: int) -> tuple[int, int] | None:
    """Read the duration that follows a date, in brackets or to the end of its line or field.

    Args:
        text: the whole text.
        end: end of the date.

    Returns:
        The months, at least one, and the end of the duration; None if there is no duration.

    >>> text = "Mar 2015 (2 years 3 months), Cook"
    >>> duration_after(text, 8), duration_after("Mar 2015, 2 years of experience", 8)
    ((27, 27), None)
    """
    text = fold(text)
    if _DIGIT.search(text, end, end + 20) is None:
        return None
    match = _DURATION.match(text, end)
    if match is None or (match["bracket"] and match[0][-1] not in ")]}"):
        return None
    if match["weeks"]:
        months = round(int(match["weeks"]) * 12 / 52)
    else:
        years, tenths = int(match["years"] or 0), int(match["tenths"] or 0)
        months = (
            12 * years
            + round(1.2 * tenths)
            + 6 * (match["half"] is not None)
            + int(match["more"] or match["months"] or 0)
        )
    return max(1, months), match.end()
