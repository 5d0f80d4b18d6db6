"""Tell which two points in time a text joins to one range: by a dash, by a word like "to", or by a lost dash."""

from __future__ import annotations

import re
from typing import Final

from matcher.parsing.career.date_durations import duration_after
from matcher.parsing.career.date_languages.links import is_between, is_link
from matcher.parsing.career.date_points import Point
from matcher.parsing.career.date_words import opens_line

__all__ = ["are_joined"]

_FARTHEST: Final = 20
"""Most characters between two points of a range, as in ")  -  End date: ("."""

_FROM: Final = re.compile(r"[dt][ae]n\Z")
"""The Turkish ending for "from" at the end of a date."""
_LABEL: Final = re.compile(r"(?:duration|period|dates?|time ?frame|tenure)\s?[:–-]\s{0,3}\Z", re.IGNORECASE)


def are_joined(text: str, p: Point, q: Point) -> bool:
    """Whether the text between two points, of which ``q`` is the next after ``p``, makes them one range.

    >>> import datetime
    >>> from matcher.parsing.career.date_points import find_points
    >>> for text in ("2014 until May 2016", "2014 and May 2016"):
    ...     are_joined(text, *find_points(text, datetime.date(2026, 1, 1)))
    True
    False
    """
    if q.start - p.end > _FARTHEST or not _comparable(p, q):
        return False
    between = text[p.end : q.start]
    mark = between.strip()
    if not mark and _FROM.search(text, p.start, p.end) and text[p.end : p.end + 1] == " ":
        return True
    if not mark:
        return "\n" not in between and p.form == q.form and p.year <= q.year and _lost_dash(text, p, q)
    if mark == "/":
        return p.form == q.form in ("name", "number") and (p.year, p.low) <= (q.year, q.low)
    if mark in ("•", "·", "|"):
        duration = duration_after(text, q.end)
        return duration is not None and abs(12 * (q.year - p.year) + q.low - p.low - duration[0]) <= 12
    if is_link(between):
        return p.form != "dotted" or opens_line(text, p.start)
    return is_between(text, p.start, (p.end, q.start), q.end)


def _comparable(p: Point, q: Point) -> bool:
    """Whether two points are written in forms that can make one range."""
    if q.form in ("bare", "span") or p.form == "span":
        return False
    if p.form == "short" and q.form == "number":
        return p.year <= q.year
    if "short" in (p.form, q.form) or "dotted" in (p.form, q.form):
        return p.form == q.form or (p.form == "short" and q.form == "day")
    return True


def _lost_dash(text: str, p: Point, q: Point) -> bool:
    """Whether the blanks between two points are the rest of a dash, which some converters drop."""
    before, after = text[max(0, p.start - 150) : p.start], text[q.end : q.end + 150]
    line, rest = before.rpartition("\n")[2], after.partition("\n")[0].strip()
    blanks = q.start - p.end
    if blanks == 1:
        return (p.year_only and not rest and opens_line(text, p.start)) or _LABEL.search(before[-20:]) is not None
    if blanks > 3:
        return False
    # In running text two blanks are a lost line break instead.
    if not p.year_only:
        return (p.start < 150 or "\n" in before) and (len(after) < 150 or "\n" in after)
    if not rest:
        return not line.strip() or line.rstrip()[-1] in ".;:,|)" or line[-2:].isspace()
    return not line.strip(" \t•*-") and ("\n" in before or p.start < 6)
