"""Find placeholders that stand where dates belong: "20XX - 20XX", "May 20XX – Present", "MM/YYYY - MM/YYYY".

Templates have them, and so have résumés whose dates were made unreadable on purpose. An entry with a placeholder is an
entry without dates; it is none less.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from matcher.core.regex_prefilter import PrefixPattern
from matcher.parsing.career.date_languages.folding import fold
from matcher.parsing.career.date_languages.links import DASH, link_end, present_at
from matcher.parsing.career.date_languages.names import MONTHS

__all__ = ["DatePlaceholder", "find_date_placeholders"]

_PLACEHOLDER: Final = PrefixPattern(
    re.compile(
        r"(?<!\w)(?:(?P<sure>(?:19|20)(?:xx|yy|\?\?|__))(?!\w)|20[012]x(?!\w)"
        r"|(?:(?:mm\s?[/.-]\s?|month\s)?yyyy|mm\s?[/.-]\s?yy|month,?\syear|(?P<label>(?:start|end)\sdate))"
        r"(?!\w|[/.-]\w))",
        re.IGNORECASE,
    )
)
_MONTH_BEFORE: Final = re.compile(
    r"(?<!\w)(?:(?P<name>[^\W\d_]{3,16})\.?|mm|xx|[01]?\d)(?:,?\s|\s?[/.-]\s?)\Z", re.IGNORECASE
)
_LONGEST_MONTH: Final = 20
_DASH: Final = re.compile(rf"\s{{0,3}}{DASH}\s{{0,3}}")


@dataclass(frozen=True, slots=True)
class DatePlaceholder:
    """A placeholder in a text that stands for a date or a range of dates.

    >>> DatePlaceholder(0, 11).current
    False
    """

    start: int
    end: int
    current: bool = False
    """Whether it ends with a word such as "present"."""
    single: bool = False
    """Whether it stands for one date, not for a range."""


def find_date_placeholders(text: str) -> tuple[DatePlaceholder, ...]:
    """Find the placeholders for dates in a text, in order and without overlap.

    "20XX" is always one; a word such as "YYYY" or "Start date" only next to a second one or before "present".

    >>> text = "Cook, Acme, May 20XX – Present. Format: YYYY-MM-DD"
    >>> [(text[p.start : p.end], p.current) for p in find_date_placeholders(text)]
    [('May 20XX – Present', True)]
    """
    found: list[DatePlaceholder] = []
    text = fold(text)
    matches = list(_PLACEHOLDER.finditer(text))
    index = 0
    while index < len(matches):
        match = matches[index]
        index += 1
        sure = match["sure"] is not None
        low = found[-1].end if found else 0
        start, end = _with_month(text, match.start(), low), match.end()
        between = _link_end(text, end)
        following = matches[index] if index < len(matches) else None
        if between and following and _with_month(text, following.start(), end) == between:
            found.append(DatePlaceholder(start, following.end()))
            index += 1
        elif between and not match["label"] and (now := present_at(text, between)):
            found.append(DatePlaceholder(start, now, current=True))
        elif sure:
            found.append(DatePlaceholder(start, end, single=True))
    return tuple(found)


def _with_month(text: str, start: int, low: int) -> int:
    """Return where the month before an offset begins, not before ``low``; the offset itself if there is none."""
    match = _MONTH_BEFORE.search(text, max(low, start - _LONGEST_MONTH), start)
    if match is None or (match["name"] and match["name"].lower() not in MONTHS and match["name"].lower() != "month"):
        return start
    return match.start()


def _link_end(text: str, end: int) -> int:
    """Return the end of a dash or a word such as "to" behind an offset; 0 if there is none."""
    dash = _DASH.match(text, end)
    if dash:
        return dash.end()
    return link_end(text, end + len(text[end : end + 3]) - len(text[end : end + 3].lstrip()))
