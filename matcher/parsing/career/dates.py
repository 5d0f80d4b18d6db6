"""Find date ranges in running text: "June 2013 to October 2015", "03/2014-07/2016", "seit 2019".

The points in time of a text are found first; a range is two points with a dash or a word like "to" between them, or one
point and a word such as "present". All repetitions in the patterns are bounded, so the time is linear in the length of
the text.

Year-only dates follow one convention. "2014-2016" may be anything from 13 to 36 months; if both ends are equally
likely throughout their years, the expected length is 24. A year alone therefore means its middle: a range begins in
July of its first year and ends in June of its last, and "2014-2016, 2016-2018" adds up to 48 months without gap or
overlap. Within one year ("2017-2017", or "2017" alone) it is April to September, half a year.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from matcher.core.resume import Month
from matcher.parsing.career.date_durations import duration_after
from matcher.parsing.career.date_joins import are_joined
from matcher.parsing.career.date_languages import east_asian
from matcher.parsing.career.date_languages.folding import fold
from matcher.parsing.career.date_languages.links import DASH, present_behind
from matcher.parsing.career.date_languages.names import any_of, is_meant, listed
from matcher.parsing.career.date_points import Point, find_points
from matcher.parsing.career.date_words import (
    belongs_to_degree,
    ends_field,
    follows_place,
    is_preposition,
    is_year,
    opens_field,
    opens_line,
    since_start,
)

__all__ = ["DateRange", "find_date_ranges", "resolve_range"]

_FARTHEST: Final = 120
"""Months after the as-of month from which an end is a mistake ("2062") instead of a plan or a validity."""

_EARLIEST: Final = 70 * 12
"""Months before the as-of month from which a beginning is a mistake."""

_LONGEST: Final = 50 * 12
"""Months that a job lasts at most; the longest in 122 honest résumés has 25 years."""

_THREE_VERSIONS: Final = re.compile(r"\d/\d{1,2}/\d\d|\d\d/\d/\d\d|12/11/10|11/10/09|10/11/12|09/10/11")
"""Numbers that are as likely versions ("Windows 7/8/10") as a date."""
_VERSION_LIST: Final = re.compile(
    r"(?:\d|\b(?:XP|NT|MS|IE|VS|CS|CC|(?i:office|access|excel|word|project|visio|outlook|exchange|server|windows|studio|sql))),\Z"
)
_VERSION_BEFORE: Final = re.compile(r"(?:\d(?:R2)?\s?/\s?|\w/)\Z")
_IN_SENTENCE: Final = re.compile(rf"\s?{any_of(listed('within_after'))}(?!\w)", re.IGNORECASE)
_OPEN: Final = re.compile(
    rf"[^\S\n]{{0,2}}(?:(?:/|{DASH})[^\S\n]?(?:[-–—_.…?]{{2,4}}|…)[^\S\n]?[)\]]?"
    rf"|{DASH}(?:[^\S\n]?[)\]]|(?=[^\S\n]{{0,4}}(?:\n|\Z|[\t|·:,]|[^\S\n]?[–—-][^\S\n]))))"
)
_OPEN_BEFORE_FIELD: Final = re.compile(rf"[^\S\n]{{0,2}}{DASH}[^\S\n]{{1,4}}(?=[^\W\d])")


@dataclass(frozen=True, slots=True)
class DateRange:
    """A date range in a text, and the months that it spans.

    >>> DateRange(0, 10, Month(2014, 7), Month(2016, 6)).months
    24
    """

    start: int
    end: int
    first: Month
    last: Month
    """Inclusive; the as-of month when ``current``."""
    current: bool = False
    single: bool = False
    """Whether it is a lone month, season or year ("May 2019") instead of a range."""
    problem: str = ""
    """Why the dates are impossible, in words; such a range must not be counted. Empty if they are possible."""
    open_ended: bool = False
    """Whether it is ``current`` only because nothing follows its dash: "2018 -". The end may just be lost."""

    @property
    def months(self) -> int:
        """Number of months from ``first`` to ``last``, both included."""
        return self.last.index - self.first.index + 1


def resolve_range(
    start: int, end: int, p: Point, q: Point | None, as_of: datetime.date, *, single: bool = False
) -> DateRange:
    """Return the range from one point to another, by the module's convention for years.

    Args:
        start: where the range begins in its text.
        end: where it ends there.
        p: the first point.
        q: the second; None for the as-of date.
        as_of: the day that "present" means.
        single: whether both points are the same one.

    >>> day = datetime.date(2026, 11, 23)
    >>> str(resolve_range(0, 4, *find_points("2014 and 2016", day), day).last)
    '2016-06'
    """
    today = Month(as_of.year, as_of.month)
    year = p.year
    if q is not None and (p.form == "bare" or (p.form == "short" and q.form == "day")):
        year = q.year - (p.low > q.high)
    if q is not None and q.other and p.other and (year, p.low) > (q.year, q.low) and p.other <= q.other:
        p, q = replace(p, low=p.other, high=p.other), replace(q, low=q.other, high=q.other)
    first = Month(year, p.low or 7)
    if q is None:
        if p.year_only and year == today.year:
            first = Month(year, min(7, today.month))
        last, current = today, True
    else:
        last, current = Month(q.year, q.high or 6), False
        if year == q.year and (p.year_only or q.year_only):
            first, last = Month(year, p.low or min(4, q.high or 4)), Month(year, q.high or max(9, p.low))
        if today < last and last.index <= today.index + _FARTHEST:
            current = not (q.year_only and q.year == today.year)
            last = today if first <= today else last
            if not current and p.year_only and first > last:
                first = last
    problem = ""
    if first > today:
        problem = f"begins in {first}, after {today}"
    elif last < first:
        problem = f"ends in {last}, before it begins in {first}"
    elif last > today:
        problem = f"ends in {last}, long after {today}"
    elif not single and first.index < today.index - _EARLIEST:
        problem = f"begins in {first}, {(today.index - first.index) // 12} years ago"
    elif last.index - first.index > _LONGEST:
        problem = f"lasts {(last.index - first.index) // 12} years"
    return DateRange(start, end, first, last, current and not problem, single, problem)


def _dates_something(text: str, point: Point) -> bool:
    """Whether a lone month or year dates something: no preposition before it, no lower-case word after it."""
    if point.form in ("short", "dotted") or (point.form == "quoted" and not _is_field(text, point)):
        return False
    if is_preposition(text, point.start):
        # "... from Acme College in May 2015": a list of degrees in sentences
        ends_line = not text[point.end : point.end + 8].partition("\n")[0].strip(" .\xa0")
        return ends_line and belongs_to_degree(text, point.start, point.end, in_any_language=True)
    if _THREE_VERSIONS.fullmatch(text, point.start, point.end):
        return False
    if point.year_only and _VERSION_BEFORE.search(text, max(0, point.start - 5), point.start):
        return False
    if _IN_SENTENCE.match(text, point.end) or east_asian.is_sentence(text, point.start, point.end):
        return False
    after = text[point.end : point.end + 8].lstrip(" ")
    if not after or not (after[0].islower() or (after[0].isdigit() and point.form != "number")):
        return True
    return follows_place(text, point.start) or re.match(r"\d{1,2}(?:st|nd|rd|th)\b", after) is not None


def _lasting(text: str, p: Point, as_of: datetime.date) -> DateRange | None:
    """Return the range of a start with a duration beside it: "Mar 2015 (2 years 3 months)"; None if there is none."""
    duration = duration_after(text, p.end)
    if duration is None or p.form in ("short", "dotted", "quoted") or belongs_to_degree(text, p.start, p.end):
        return None
    if p.year_only and (
        not opens_field(text, p.start) or text[max(0, p.start - 2) : p.start].strip() in ("-", "–", ",")
    ):
        return None  # a version and the experience with it
    first = Month(p.year, p.low or 7)
    last = Month.from_index(first.index + duration[0] - 1)
    q = replace(p, year=last.year, low=last.month, high=last.month)
    return resolve_range(p.start, duration[1], replace(p, low=first.month, high=first.month), q, as_of)


def _opens_current(text: str, points: Sequence[Point], index: int) -> bool:
    """Whether "2018 - Acme" is a job that still lasts: the next line with a date begins with an earlier range.

    A list of such lines is one of events instead: "2018 - First prize".
    """
    p = points[index]
    if not opens_line(text, p.start) or _OPEN_BEFORE_FIELD.match(text, p.end) is None:
        return False
    if belongs_to_degree(text, p.start, p.end):
        return False
    if index and opens_line(text, points[index - 1].start) and _OPEN_BEFORE_FIELD.match(text, points[index - 1].end):
        return False
    for place in range(index + 1, min(index + 8, len(points) - 1)):
        following, its_end = points[place], points[place + 1]
        if opens_line(text, following.start):
            return are_joined(text, following, its_end) and following.year <= its_end.year <= p.year
    return False


def _single(text: str, points: Sequence[Point], index: int, as_of: datetime.date) -> DateRange | None:
    """Return the range of a point without a second one; None if it dates nothing."""
    p = points[index]
    year_only = p.year_only and p.form != "quoted"
    versions = p.form == "number" and not text[p.end - 4 : p.end].isdigit()
    now = present_behind(text, p.end)
    sure = not (year_only or versions) or is_year(text, p.start, p.end)
    if now and (now.by == "gap" or (now.word and not is_meant(now.word, text))) and not ends_field(text, now.end):
        now = None
    if now and (sure or (now.word == "Present" and now.by != "lost")):
        if p.form != "dotted" or opens_line(text, p.start):
            return resolve_range(p.start, now.end, p, None, as_of)
    if not sure:
        return None
    begin = since_start(text, p.start)
    if begin < p.start and (p.form != "short" or "/" in text[p.start : p.end]):
        return resolve_range(begin, p.end, p, None, as_of)
    lasting = _lasting(text, p, as_of)
    if lasting is not None:
        return lasting
    still = _OPEN.match(text, p.end)
    lasts = still is not None and p.form == "short" and "/" in text[p.start : p.end]
    if not lasts and not _dates_something(text, p):
        return None
    if still or _opens_current(text, points, index):
        return replace(resolve_range(p.start, still.end() if still else p.end, p, None, as_of), open_ended=True)
    return resolve_range(p.start, p.end, p, p, as_of, single=True)


def find_date_ranges(text: str, as_of: datetime.date) -> tuple[DateRange, ...]:
    """Find the date ranges in a text that date something.

    Args:
        text: any text; in any of the languages that matcher reads.
        as_of: the day on which "present" ends; later ends are cut to its month.

    Returns:
        In order of offset, without overlap: ranges, and lone months or years that date something (``single``). Ranges
        that end before they begin, or begin after ``as_of``, have a ``problem``.

    >>> day = datetime.date(2026, 11, 23)
    >>> [(str(r.first), str(r.last), r.current) for r in find_date_ranges("Jun '13 – Oct 2015, since 2019", day)]
    [('2013-06', '2015-10', False), ('2019-07', '2026-11', True)]
    >>> find_date_ranges("ISO 9001-2015, 2000-2001 units, call 555-2010-2014", day)
    ()
    """
    points = find_points(text, as_of)
    text = fold(text)
    ranges: list[DateRange] = []
    index = 0
    while index < len(points):
        p = points[index]
        q = points[index + 1] if index + 1 < len(points) else None
        if p.form == "roman" and not (
            opens_field(text, p.start) or (q and q.form == "roman" and are_joined(text, p, q))
        ):
            p = points[index] = replace(p, start=p.end - 4, low=0, high=0, form="year")  # "Analyst II 2015"
        found: DateRange | None = None
        if p.form == "span":
            found = _of_span(text, p, as_of)
        elif q is not None and are_joined(text, p, q):
            index += 1
            if _are_years(text, p, q):
                found = resolve_range(p.start, q.end, p, q, as_of)
        elif p.form != "bare":
            found = _single(text, points, index, as_of)
        if found is not None:
            if not found.single:
                repeated = duration_after(text, found.end)
                found = replace(found, end=repeated[1]) if repeated else found
            if ranges and _is_name(text, ranges[-1], found):
                ranges.pop()
            ranges.append(found)
        index += 1
    return tuple(ranges)


def _is_name(text: str, year: DateRange, following: DateRange) -> bool:
    """Whether a year is the end of a name, because dates in brackets follow: "Acme 2000 (2000 - 2026)"."""
    between = text[year.end : following.start]
    return year.single and not following.single and year.end - year.start == 4 and between.strip() == "("


def _is_field(text: str, p: Point) -> bool:
    """Whether a point is a line or a part of a line by itself."""
    in_brackets = text[p.start - 1 : p.start] == "(" and text[p.end : p.end + 1] == ")"
    return in_brackets or (opens_field(text, p.start) and ends_field(text, p.end))


def _of_span(text: str, p: Point, as_of: datetime.date) -> DateRange | None:
    """Return the range of two years in one word, such as "2014-16" or "2014/2015"; None if they are versions."""
    word = text[p.start : p.end]
    usual = True
    if word.count("/") and len(word) >= 9:
        before = text[max(0, p.start - 12) : p.start].rstrip()
        usual = opens_line(text, p.start) or (_is_field(text, p) and _VERSION_LIST.search(before) is None)
    elif word.isdigit():
        usual = _is_field(text, p) or opens_line(text, p.start)
    bracket = text[p.start - 1 : p.start] == "("  # "SQL Server (2008/2012)"
    if not usual or not is_year(text, p.start - bracket, p.end):
        return None
    first, last = (replace(p, year=year, form="year") for year in (p.year, p.until))
    return resolve_range(p.start, p.end, first, last, as_of)


def _are_years(text: str, p: Point, q: Point) -> bool:
    """Whether the digits of two joined points are years. With a month at the end, there is no doubt."""
    if p.form != "bare" and (not p.year_only or not q.year_only):
        return True
    return is_year(text, p.start, p.end) and (q.form != "year" or is_year(text, q.start, q.end))
