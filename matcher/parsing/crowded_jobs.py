"""Tell careers that cannot be: more jobs at the same time than anybody holds, and dates that no calendar has."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from matcher.core.document import DocumentWarning
from matcher.core.resume import Position, Section
from matcher.parsing.sentences import excerpt

__all__ = ["unreal_dates", "without_crowds"]

MOST_AT_ONCE: Final = 8
"""Jobs that one person is believed to hold at the same time. Of 122 honest résumés 40 have one at a time, 60 two, 19
three and one four; the most among 180 others are seven, with memberships that are read as jobs. Rerun
``python -m benchmarks quality`` after touching it."""


def without_crowds(positions: Sequence[Position]) -> tuple[list[Position], list[Position], list[DocumentWarning]]:
    """Return the positions whose dates are believed, those of crowds, and a warning about the latter.

    Args:
        positions: of one résumé.

    >>> from matcher.core.resume import Month
    >>> jobs = [Position(n, n + 1, Month(2010, 1), Month(2020, 12)) for n in range(9)]
    >>> kept, crowd, warnings = without_crowds(jobs)
    >>> len(kept), len(crowd), warnings[0].message
    (0, 9, '9 jobs at the same time: their dates count for nothing')
    """
    jobs = [p for p in positions if p.kind == "work"]
    starts, ends = sorted(p.first.index for p in jobs), sorted(p.last.index for p in jobs)
    # How many jobs run in each month in which one begins; the number only grows in such months.
    crowded = [m for m in sorted(set(starts)) if bisect_right(starts, m) - bisect_right(ends, m - 1) > MOST_AT_ONCE]
    if not crowded:
        return list(positions), [], []
    crowd = [p for p in jobs if bisect_right(crowded, p.last.index) > bisect_right(crowded, p.first.index - 1)]
    aside = set(map(id, crowd))
    message = f"{len(crowd)} jobs at the same time: their dates count for nothing"
    return [p for p in positions if id(p) not in aside], crowd, [DocumentWarning("impossible-dates", message)]


_NO_MONTH: Final = (
    r"(?:00|1[3-9]|[2-9]\d)[/.](?:19|20)\d\d|(?:19|20)\d\d[/-](?:00|1[3-9]|[2-9]\d)(?:-\d\d)?|"
    r"(?:1[3-9]|[23]\d)[/.](?:00|1[3-9]|[2-9]\d)[/.](?:19|20)\d\d"
)
_ANY_DATE: Final = (
    r"(?:\d{1,2}[/.]){0,2}(?:19|20)\d\d(?:[/-]\d\d){0,2}|(?:\w{3,9}\.? )?(?:19|20)\d\d|present|now|today|current"
)
_NO_YEAR: Final = r"0|1[0-8]\d\d|190\d|2[1-9]\d\d|[3-9]\d{3}"
_UNREAL: Final = re.compile(
    rf"(?<![\w/.-])(?:(?:{_NO_MONTH})\s?[-–—]\s?(?:{_NO_MONTH}|{_ANY_DATE})|(?:{_ANY_DATE})\s?[-–—]\s?(?:{_NO_MONTH})|"
    rf"(?<=[(])(?:(?:{_NO_YEAR})\s?[-–—]\s?(?:{_ANY_DATE}|{_NO_YEAR})|(?:19|20)\d\d\s?[-–—]\s?(?:{_NO_YEAR}))(?=[)]))(?![\w/]|[.]\d)",
    re.IGNORECASE,
)
_MOST_QUOTED: Final = 5


def unreal_dates(text: str, sections: Sequence[Section]) -> list[DocumentWarning]:
    """Return a warning for each range under a heading of work that no calendar has; it is not read as dates at all.

    Args:
        text: the whole text.
        sections: its sections.

    >>> text = "Developer, Acme (14/2000 - 13/2026)"
    >>> [warning.message for warning in unreal_dates(text, [Section("experience", 0, len(text))])]
    ['“14/2000 - 13/2026” is in no calendar']
    """
    found = [
        excerpt(match[0])
        for section in sections
        if section.kind in ("experience", "projects")
        for match in _UNREAL.finditer(text, section.start, section.end)
    ]
    return [DocumentWarning("impossible-dates", f"{dates} is in no calendar") for dates in found[:_MOST_QUOTED]]
