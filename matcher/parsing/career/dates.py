"""Find date ranges in running text: "June 2013 to October 2015", "03/2014-07/2016", "seit 2019".

The text is scanned once for *points* (a month, a season or a year) and for words such as "present"; a range is two
points with a dash or a word like "to" between them. All repetitions in the patterns are bounded, so the time is linear
in the length of the text.

Year-only dates follow one convention. "2014-2016" may be anything from 13 to 36 months; if both ends are equally
likely throughout their years, the expected length is 24. A year alone therefore means its middle: a range begins in
July of its first year and ends in June of its last, and "2014-2016, 2016-2018" adds up to 48 months without gap or
overlap. Within one year ("2017-2017", or "2017" alone) it is April to September, half a year.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Final

from matcher.core.regex_prefilter import PrefixPattern
from matcher.core.resume import Month

__all__ = ["DateRange", "find_date_ranges"]

# English, German, French and Spanish, in lower case without the closing full stop.
_MONTH_NAMES: Final = {
    1: "january jan januar jänner janvier janv enero ene",
    2: "february feb febr februar février fevrier févr fevr febrero",
    3: "march mar märz maerz mär mrz mars marzo",
    4: "april apr avril avr abril abr",
    5: "may mai mayo",
    6: "june jun juni juin junio",
    7: "july jul juli juillet juil julio",
    8: "august aug août aout agosto ago",
    9: "september sept sep septembre septiembre setiembre",
    10: "october oct oktober okt octobre octubre",
    11: "november nov novembre noviembre",
    12: "december dec dezember dez décembre decembre déc diciembre dic",
}
_MONTHS: Final = {name: number for number, names in _MONTH_NAMES.items() for name in names.split()}

# First and last month of a season or quarter, northern hemisphere. Winter counts as January to March.
_SEASONS: Final = {
    "winter": (1, 3),
    "spring": (3, 5),
    "summer": (6, 8),
    "fall": (9, 11),
    "autumn": (9, 11),
    "frühling": (3, 5),
    "frühjahr": (3, 5),
    "sommer": (6, 8),
    "herbst": (9, 11),
    "hiver": (1, 3),
    "printemps": (3, 5),
    "été": (6, 8),
    "automne": (9, 11),
    "invierno": (1, 3),
    "primavera": (3, 5),
    "verano": (6, 8),
    "otoño": (9, 11),
    "q1": (1, 3),
    "q2": (4, 6),
    "q3": (7, 9),
    "q4": (10, 12),
}

_YEAR = r"(?:19[5-9]\d|20\d\d)"
_NAME = "(?:" + "|".join(sorted(_MONTHS, key=lambda n: (-len(n), n))) + ")"
_SEASON = "(?:" + "|".join(sorted(_SEASONS, key=lambda n: (-len(n), n))) + ")"
_NO_LETTER = r"(?![^\W\d_])"
_ENDS = r"(?![\w@%]|\.\d|/\d)"

_POINT: Final = PrefixPattern(
    re.compile(
        rf"""
    (?=\w)(?<![\w$€£#@])(?<!\d\.)(?:
      (?P<season>{_SEASON})(?:,?\s{{1,2}}|\s?['’‘]\s?)(?:of\s)?(?P<season_year>{_YEAR}){_ENDS}
    | (?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s)?(?P<name>{_NAME}){_NO_LETTER}\.?
        (?: [\s,]{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{1,2}}(?P<day_year>{_YEAR}){_ENDS}
          | (?:,?\s{{1,2}}|\s?[-/.]\s?|\s?['’‘´`]\s?|\sof\s|\sdel?\s)?(?P<name_year>{_YEAR})(?![\w@%]|\.\d)
          | \s?['’‘´`]\s?(?P<quoted>\d\d)(?!\w)
          | [\s-](?P<short>\d\d)(?![\w'’,]|\.\d)
          | (?P<bare>)
        )
    | (?P<iso_year>{_YEAR})[-/.](?P<iso_month>0[1-9]|1[0-2])(?:[-/.](?:0[1-9]|[12]\d|3[01]))?{_ENDS}
    | (?P<first_year>{_YEAR})\s{{0,3}},?\s{{1,3}}(?P<first_name>{_NAME}){_NO_LETTER}\.?(?!\s?['’‘]?\d)
    | (?:(?P<d1>0?[1-9]|[12]\d|3[01])(?P<mark>[/.-]))?
      (?P<d2>0?[1-9]|[12]\d|3[01])(?:[.-]|\s?/\s?)(?P<number_year>{_YEAR}){_ENDS}
    | (?P<num>0?[1-9]|1[0-2])/(?P<num_year>\d\d)(?![\w/.]|-\d{{3}})
    | (?P<pair>{_YEAR})\s?(?P<pair_mark>[-–—/])\s?(?P<pair_end>\d\d)(?![\w/.@%-])
    | (?P<glued>{_YEAR}){_YEAR}(?![\w.-])
    | (?P<year>{_YEAR}){_ENDS}
    )
    """,
        re.VERBOSE | re.IGNORECASE,
    )
)

_NOW = (
    r"(?:the\s)?(?:present(?:\s(?:day|time|date))?|current(?:ly)?|now|today|ongoing|on-going|date|"
    r"heute|dato|jetzt|laufend|andauernd|présent|presente|aujourd['’]hui|ce\sjour|actuel(?:lement)?|en\scours|"
    r"actual(?:idad|mente)?|la\s(?:fecha|actualidad)|hoy)"
)
_TO = r"(?:to|until|till|til|thru|through|up\sto|upto|bis|bis\szum|à|au|jusqu['’](?:à|en|au)|hasta|a|al)"
_DASH = r"(?:[-‐‑‒–—―−~→>]{1,3}|[\ue000-\uf8ff\ufffd])"
_BETWEEN: Final = re.compile(rf"[\s.,)]{{0,4}}(?:{_DASH}|{_TO}(?=\s))\s{{0,4}}(?:{_TO}\s{{1,3}})?", re.IGNORECASE)
_UNTIL_NOW: Final = re.compile(
    rf"[\s.,)]{{0,4}}(?:(?:{_DASH}|{_TO}(?=\s))\s{{0,4}}(?:{_TO}\s{{1,3}})?|[^\S\n]{{1,3}}(?=(?-i:P)resent))"
    rf"[(\[]?{_NOW}(?!\w)",
    re.IGNORECASE,
)
_SINCE: Final = frozenset("since seit depuis desde ab".split())
_NOT_DATING: Final = frozenset(
    "in of on by from until till during for before after around through between and the with im bis vor nach en avant "
    "après de".split()
)

# Four digits after one of these words are a version, a count or the number of a standard, not a year ...
_NUMBERED: Final = frozenset(
    "iso iec din en rfc ieee ansi nist bs version ver ver. v v. release model no no. nr nr. room suite box section act "
    "rev page pages p p. windows server servers office exchange sharepoint studio excel word access outlook powerpoint "
    "visio project sql dynamics crm ax nav biztalk lync foxpro autocad solidworks revit r2 2k win ms vs framework asp "
    "es ecmascript quickbooks acrobat oracle suse isa tfs ssis ssrs basic over about approximately than nearly almost "
    "around".split()
)
_NUMBER_SIGN: Final = re.compile(r"(?:[#$€£]|\(\d{3}\)|\+\d{1,3})[\s/-]{0,2}$")
# ... and so they are before one of these.
_COUNTED: Final = re.compile(
    r"\s{0,2}(?:R2|SP\d|[+%°]|(?:units?|users?|employees|people|servers?|clients?|customers?|pieces|items|records|hours|hrs|"
    r"students|pcs?|computers|desktops|workstations|devices|tickets|calls|pages|lines|stores|rows|nodes|miles|km|kg|"
    r"usd|eur|euros?|dollars|mb|gb|tb|mhz|ghz|rpm|volts?|watts?|sq|square|migrations?|upgrades?|editions?|versions?|"
    r"standard|domain|active\sdirectory|platforms?|environments?)\b)",
    re.IGNORECASE,
)


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

    @property
    def months(self) -> int:
        """Number of months from ``first`` to ``last``, both included."""
        return self.last.index - self.first.index + 1


@dataclass(frozen=True, slots=True)
class _Point:
    """A date as written: its year, and the first and last month that it can mean (0 and 0 for a year alone)."""

    start: int
    end: int
    year: int
    low: int
    high: int
    form: str

    @property
    def year_only(self) -> bool:
        return self.low == 0


def _two_digit_year(digits: str, as_of: datetime.date) -> int:
    """Return the latest year with these last two digits that is at most ten years after ``as_of``."""
    year = as_of.year // 100 * 100 + int(digits)
    return year if year <= as_of.year + 10 else year - 100


def _read(match: re.Match[str], as_of: datetime.date) -> _Point | None:
    """Return the point of a match of ``_POINT``; None if its numbers are not a month."""
    start, end = match.span()
    if match["season"]:
        low, high = _SEASONS[match["season"].lower()]
        return _Point(start, end, int(match["season_year"]), low, high, "name")
    if match["name"]:
        month = _MONTHS[match["name"].lower()]
        if match["day_year"] or match["name_year"]:
            form = "day" if match["day_year"] else "name"
            return _Point(start, end, int(match["day_year"] or match["name_year"]), month, month, form)
        if match["quoted"] or match["short"]:
            form = "name" if match["quoted"] else "short"
            return _Point(start, end, _two_digit_year(match["quoted"] or match["short"], as_of), month, month, form)
        return _Point(start, end, 0, month, month, "bare")
    if match["iso_year"]:
        month = int(match["iso_month"])
        return _Point(start, end, int(match["iso_year"]), month, month, "number")
    if match["first_year"]:
        month = _MONTHS[match["first_name"].lower()]
        return _Point(start, end, int(match["first_year"]), month, month, "name")
    if match["number_year"]:
        month, day = int(match["d2"]), int(match["d1"] or 1)
        if month > 12 or (day <= 12 and match["mark"] == "/"):
            # 12/31/2015 begins with the month, 31.12.2015 with the day; an ambiguous slash is read the American way.
            month = day if match["d1"] else month
        return _Point(start, end, int(match["number_year"]), month, month, "number") if month <= 12 else None
    if match["num"]:
        month = int(match["num"])
        return _Point(start, end, _two_digit_year(match["num_year"], as_of), month, month, "short")
    return _Point(start, end, int(match["year"]), 0, 0, "year") if match["year"] else None


def _resolve(
    start: int, end: int, p: _Point, q: _Point | None, as_of: datetime.date, *, single: bool = False
) -> DateRange:
    """Return the range from ``p`` to ``q`` (None: to the as-of date), by the module's convention for years."""
    today = Month(as_of.year, as_of.month)
    year = p.year
    if q is not None and (p.form == "bare" or (p.form == "short" and q.form == "day")):
        year = q.year - (p.low > q.high)
    first = Month(year, p.low or 7)
    if q is None:
        if p.year_only and year == today.year:
            first = Month(year, min(7, today.month))
        last, current = today, True
    else:
        last, current = Month(q.year, q.high or 6), False
        if year == q.year and (p.year_only or q.year_only):
            first, last = Month(year, p.low or min(4, q.high or 4)), Month(year, q.high or max(9, p.low))
        if last > today:
            current = not (q.year_only and q.year == today.year)
            last = today if first <= today else last
            if not current and p.year_only and first > last:
                first = last
    problem = ""
    if first > today:
        problem = f"begins in {first}, after {today}"
    elif last < first:
        problem = f"ends in {last}, before it begins in {first}"
    return DateRange(start, end, first, last, current and not problem, single, problem)


def _points(text: str, as_of: datetime.date) -> tuple[list[_Point], list[DateRange]]:
    """Find all points in order, and the ranges that are written as one word ("2014-16")."""
    points: list[_Point] = []
    ranges: list[DateRange] = []
    for match in _POINT.finditer(text):
        start, end = match.span()
        after_number = text[start - 1 : start] in {"-", "/"} and text[max(0, start - 2) : start - 1].isdigit()
        if after_number and not (points and points[-1].end == start - 1):
            continue
        if match["pair"] or match["glued"]:
            year = int(match["pair"] or match["glued"])
            until = year // 100 * 100 + int(match["pair_end"]) if match["pair"] else int(match.group()[4:])
            until += 100 if until < year and match["pair"] else 0
            at_line_start = not text[max(0, start - 3) : start].rpartition("\n")[2].strip()
            if 0 <= until - year <= 45 and (match["pair"] or at_line_start) and _is_year(text, start, end):
                p, q = (_Point(start, end, y, 0, 0, "year") for y in (year, until))
                ranges.append(_resolve(start, end, p, q, as_of))
            continue
        point = _read(match, as_of)
        if point is not None:
            points.append(point)
    return points, ranges


def _is_year(text: str, start: int, end: int) -> bool:
    """Whether four digits are a year: nothing around them says that they are a version, a count or a standard."""
    before = text[max(0, start - 24) : start].rpartition("\n")[2]
    words = before.rstrip(" \t/-").split()
    word = words[-1].rpartition(",")[2].lower() if words else ""
    if word.endswith(".") and word not in _NUMBERED:
        word = ""  # the end of a sentence
    return word not in _NUMBERED and not _NUMBER_SIGN.search(before[-8:]) and not _COUNTED.match(text, end)


def _joined(text: str, p: _Point, q: _Point) -> bool:
    """Whether the text between two points makes them one range."""
    if q.start - p.end > 16 or q.form == "bare" or (p.form != "bare" and (p.form == "short") != (q.form == "short")):
        return p.form == "short" and q.form == "day" and _BETWEEN.fullmatch(text, p.end, q.start) is not None
    between = text[p.end : q.start]
    if between.strip():
        return _BETWEEN.fullmatch(between) is not None
    # Some converters drop dashes and leave two blanks. In running text two blanks are a lost line break instead.
    if not (2 <= len(between) <= 3 and "\n" not in between and p.form == q.form and p.year <= q.year):
        return False
    before, after = text[max(0, p.start - 150) : p.start], text[q.end : q.end + 150]
    if p.year_only:
        return not before.rpartition("\n")[2].strip(" \t•*-") and ("\n" in before or p.start < 6)
    return (p.start < 150 or "\n" in before) and (len(after) < 150 or "\n" in after)


def _word_before(text: str, start: int) -> str:
    """Return the word before an offset, in lower case; empty if a line break or many blanks are between."""
    before = text[max(0, start - 12) : start]
    plain = before.rstrip(" \xa0")
    if len(before) - len(plain) > 3:
        return ""
    return plain[max(map(plain.rfind, " \n\t")) + 1 :].lower()


def _dates_something(text: str, point: _Point) -> bool:
    """Whether a lone month or year dates something: no preposition before it, no lower-case word after it."""
    if point.form == "short" or _word_before(text, point.start) in _NOT_DATING:
        return False
    after = text[point.end : point.end + 8].lstrip(" ")
    return not after or not (after[0].islower() or after[0].isdigit())


def find_date_ranges(text: str, as_of: datetime.date) -> tuple[DateRange, ...]:
    """Find the date ranges in a text that date something.

    Args:
        text: any text; months may be English, German, French or Spanish, or numbers.
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
    points, ranges = _points(text, as_of)
    index = 0
    while index < len(points):
        p = points[index]
        q = points[index + 1] if index + 1 < len(points) else None
        index += 1
        if q is not None and _joined(text, p, q):
            if not (p.year_only or p.form == "bare") or (
                _is_year(text, p.start, p.end) and (q.form != "year" or _is_year(text, q.start, q.end))
            ):
                ranges.append(_resolve(p.start, q.end, p, q, as_of))
            index += 1
            continue
        if p.form == "bare" or (p.year_only and not _is_year(text, p.start, p.end)):
            continue
        now = _UNTIL_NOW.match(text, p.end)
        if now:
            ranges.append(_resolve(p.start, now.end(), p, None, as_of))
            continue
        word = _word_before(text, p.start)
        if word in _SINCE and p.form != "short":
            begin = p.start - len(word)
            while text[begin : begin + len(word)].lower() != word:
                begin -= 1
            ranges.append(_resolve(begin, p.end, p, None, as_of))
        elif _dates_something(text, p):
            ranges.append(_resolve(p.start, p.end, p, p, as_of, single=True))
    return tuple(sorted(ranges, key=lambda r: r.start))
