"""Find the points in time that a text names: a month, a quarter, a season or a year, in any of their usual forms."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from matcher.core.regex_prefilter import PrefixPattern
from matcher.parsing.career.date_languages import east_asian
from matcher.parsing.career.date_languages.folding import fold
from matcher.parsing.career.date_languages.links import DASH
from matcher.parsing.career.date_languages.names import MONTHS, PARTS, SEASONS, any_of, is_ambiguous, is_meant, listed
from matcher.parsing.career.date_words import ends_field, opens_field

__all__ = ["Form", "Point", "find_points"]

Form = Literal["name", "day", "number", "short", "dotted", "roman", "bare", "year", "quoted", "span"]
"""How a point is written: with the name of its month, season or quarter ("May 2015", "Q3 2019", "May '15"); with a day
("May 3, 2015"); as numbers ("05/2015"); with two digits that may be a year or a day ("May 15", "05/15"); as numbers
that may be a version ("05.15"); with a Roman numeral ("V 2015"); as a month without a year; as a year; as a year of two
digits ("'15"); as two years in one word ("2014-16", "2014/2015")."""

_YEAR = r"(?:19[5-9]\d|20\d\d)"
_NAME = any_of(MONTHS)
_SEASON = any_of(SEASONS)
_NO_LETTER = r"(?![^\W\d_])"
_GLUED = r"(?!(?-i:г\.?|гг\.?|г\.г\.|года?|году|r\.?|roku|[dt][ae]n?)(?!\w))"  # "2019г.", "2019dan"
_ENDS = rf"(?!{_GLUED}[\w@%]|\.\d|/\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"

_PATTERN: Final = rf"""
    (?=[\w'’‘´`])(?<![\w$€£#@])(?<!\d\.)(?:
      winter\s(?P<winter>{_YEAR})\s?[-/–]\s?(?P<winter_end>{_YEAR}|\d\d){_ENDS}
    | (?:(?P<from_season>{_SEASON})\s?(?:[-–—/&]|to|and)\s?)?
      (?P<season>{_SEASON})(?:(?:,?\s{{1,2}}(?:of\s)?|[-,])?(?P<season_year>{_YEAR}){_ENDS}
                           |\s?['’‘´`]\s?(?P<season_short>{_YEAR}|\d\d)(?!\w))
    | (?:q(?P<quarter>[1-4])|(?P<first_quarter>[1-4])q)
      (?: (?:\s?[,/.'’-]?\s?|\sof\s)(?P<quarter_year>{_YEAR}){_ENDS} | ['’]?(?P<quarter_short>\d\d)(?![\w@%./]) )
    | (?P<name>{_NAME}){_NO_LETTER}\.?
        (?: [\s,]{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{1,2}}(?P<day_year>{_YEAR}){_ENDS}
          | (?:,\s{{0,2}}|\s{{1,2}}|\s?[-/.]\s?|\s?['’‘´`]\s?|\sof\s|\sdel?\s)?
            (?P<name_year>{_YEAR})(?!{_GLUED}[\w@%]|\.\d)
          | \s?['’‘´`]\s?(?P<name_quoted>\d\d)(?!\w)
          | (?:[\s/-]|(?<=\.))(?P<short>\d\d)(?![\w'’,]|\.\d)
          | (?P<bare>)
        )
    | (?P<iso_year>{_YEAR})[-/.](?P<iso_month>0[1-9]|1[0-2])(?:[-/.](?:0[1-9]|[12]\d|3[01]))?
      (?:{_ENDS}|(?=/{_YEAR}-\d))
    | (?P<first_year>{_YEAR})(?:\s{{0,3}},?\s{{1,3}}|\s?\(\s?|[-/])
      (?:(?P<first_name>{_NAME})|q(?P<last_quarter>[1-4])){_NO_LETTER}\.?(?!\.?[^\S\n]{{0,2}}['’‘]?\d)
    | (?:(?P<d1>{_DAY})(?P<mark>[/.-]))?
      (?P<d2>{_DAY})(?:[.-]|\s?/\s?)(?P<number_year>{_YEAR}){_ENDS}
    | (?<!/)(?P<s1>{_DAY})(?P<short_mark>[/.])(?P<s2>{_DAY})(?P=short_mark)(?P<short_year>\d\d)(?![\w/.]|-\d{{3}})
    | (?P<num>0?[1-9]|1[0-2])/(?P<num_year>\d\d)(?![\w/.]|-\d{{3}})
    | (?P<dotted>0[1-9]|1[0-2])\.(?P<dotted_year>\d\d)(?![\w/.%])
    | (?P<slash>{_YEAR})\s?/\s?(?P<slash_end>{_YEAR})(?![\w@%-]|\.\d|\s?/)
    | (?P<pair>{_YEAR})\s?(?P<pair_mark>[-–—/])\s?(?P<pair_end>\d\d)(?![\w/.@%-])
    | (?P<glued>{_YEAR}){_YEAR}(?![\w.-])
    | (?P<year>{_YEAR})(?:{_ENDS}|(?=(?-i:Present|Today|Current|Now|Ongoing)(?!\w)))
    | ['’‘´`](?P<quoted>[0-35-9]\d)(?![\w'’%])
    )
    """
_FLAGS: Final = re.VERBOSE | re.IGNORECASE
_POINT: Final = PrefixPattern(re.compile(_PATTERN, _FLAGS))


@cache
def _east_asian_point() -> PrefixPattern:
    """Return the pattern for texts with Chinese or Japanese characters, which touch dates without a blank."""
    pattern = _PATTERN.replace("(?=[\\w'’‘´`])", "").replace(r"[\w", "[A-Za-z0-9_")
    return PrefixPattern(re.compile(pattern.replace("(?:", f"(?:{east_asian.POINT}|", 1), _FLAGS))


_DAY_BEFORE: Final = re.compile(
    r"(?<![\w$€£#@])(?<!\d\.)\d{1,2}(?:st|nd|rd|th|\.|[ºª°]|er|-?го)?(?:\s(?:of\s|de\s)?|[-/])\Z", re.IGNORECASE
)
_BEFORE_NAME: Final = frozenset(" \n\xa0-/")
_ENDS_DAY: Final = frozenset("0123456789.dhtfDHTFºª°reо")
"""Last characters of a day before the name of a month: "1", "1.", "1st", "1st of"."""
_ROMAN: Final = {
    numeral: month for month, numeral in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), start=1)
}
_QUALIFIER: Final = re.compile(
    rf"(?<![\w.])(?:(?P<part>(?i:{any_of(PARTS['before'])}))[\s-]{{1,2}}"
    r"|(?P<quarter>[1-4]|IV|I{1,3})(?i:[.ºª°]|er|e|eme|o|-?й|-?м)?\s?"
    rf"(?i:{any_of(listed('quarter'))}(?:\s(?:de|del|di|do|van))?)[\s.]{{1,2}}"
    r"|(?<![^\W\d]-)(?P<roman>X?I{1,3}|I?[VX]|VI{1,3})[\s./]{1,2})\Z"
)
_ENDINGS: Final = tuple(word for word in listed("year") if word[0] in "'-")
_YEAR_WORDS: Final = frozenset(listed("year")).difference(_ENDINGS)
_BEHIND_YEAR: Final = re.compile(
    rf"(?:(?:{any_of(_ENDINGS)}|(?<=\d)[dt][ae]n?"
    rf"|[^\S\n]{{0,2}}(?:(?i:{any_of(word for word in _YEAR_WORDS if len(word) > 2)})"
    rf"|{any_of(word for word in _YEAR_WORDS if len(word) <= 2)}))(?!\w)){{1,2}}"
)
"""Words that belong to the year before them: "2019 г.", "2019 roku", "2019'dan"."""
_PART_BEHIND: Final = re.compile(rf"\s{{1,2}}(?P<part>{any_of(PARTS['behind'])})(?!\w)", re.IGNORECASE)
_OPEN_BEHIND: Final = frozenset(word[0] for word in (*listed("year"), *PARTS["behind"])) | {"’", "d", "t"}
_NAMES: Final = {
    **dict.fromkeys(("name_year", "day_year", "name_quoted", "short", "bare"), "name"),
    **dict.fromkeys(("season_year", "season_short"), "season"),
    "first_name": "first_name",
}
"""The group that holds the name of the month or season, by the last group of a match."""
_YEARS_OF_NAMES: Final = ("name_year", "day_year", "season_year", "first_year")
_DASH_BEHIND: Final = re.compile(rf"\.?\s?{DASH}")
_SPAN: Final = re.compile(r"\d{4}-\d\d")
_DASHES: Final = ("-", "–", "—", "to")
_MAY_QUALIFY: Final = frozenset("IVX.") | {
    letter for word in (*PARTS["before"], *listed("quarter")) for letter in word[-1] + word[-1].upper()
}
"""Last characters of what :data:`_QUALIFIER` reads."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point in time as written: its year, and the first and last month that it can mean.

    >>> Point(0, 4, 2015, 0, 0, "year").year_only
    True
    """

    start: int
    end: int
    year: int
    low: int
    """First month, or 0 for a year alone."""
    high: int
    """Last month, or 0 for a year alone."""
    form: Form
    until: int = 0
    """The second year of a ``span``, otherwise 0."""
    other: int = 0
    """The month if day and month are in the other order, or 0 if they cannot be."""

    @property
    def year_only(self) -> bool:
        """Whether the text names no month."""
        return self.low == 0


def _two_digit_year(digits: str, as_of: datetime.date) -> int:
    """Return the latest year with these last two digits that is at most ten years after ``as_of``."""
    if len(digits) > 2:
        return int(digits)
    year = as_of.year // 100 * 100 + int(digits)
    return year if year <= as_of.year + 10 else year - 100


def _day_and_month(start: int, end: int, year: int, first: int, mark: str, second: int, form: Form) -> Point | None:
    """Return the point of a date in numbers; None if neither number is a month.

    12/31/2015 begins with the month, 31.12.2015 with the day; an ambiguous slash is read the American way at first.
    """
    if min(first, second) > 12:
        return None
    if first > 12 or second > 12:
        return Point(start, end, year, min(first, second), min(first, second), form)
    month, other = (first, second) if mark == "/" else (second, first)
    return Point(start, end, year, month, month, form, other=0 if mark == "." else other)


def _named(match: re.Match[str], as_of: datetime.date) -> Point:
    """Return the point of a match that begins with the name of a month or season, or with a quarter."""
    start, end = match.span()
    if match["name"]:
        month = MONTHS[match["name"].lower()]
        if match["day_year"] or match["name_year"]:
            form: Form = "day" if match["day_year"] else "name"
            return Point(start, end, int(match["day_year"] or match["name_year"]), month, month, form)
        if match["name_quoted"] or match["short"]:
            form = "name" if match["name_quoted"] else "short"
            return Point(start, end, _two_digit_year(match["name_quoted"] or match["short"], as_of), month, month, form)
        return Point(start, end, 0, month, month, "bare")
    if match["season"]:
        low, high = SEASONS[match["season"].lower()]
        if match["from_season"]:
            before = SEASONS[match["from_season"].lower()][0]
            low, high = before, high if before < high else 12
        return Point(
            start, end, _two_digit_year(match["season_year"] or match["season_short"], as_of), low, high, "name"
        )
    quarter = int(match["quarter"] or match["first_quarter"])
    year = _two_digit_year(match["quarter_year"] or match["quarter_short"], as_of)
    return Point(start, end, year, 3 * quarter - 2, 3 * quarter, "name")


def _span(start: int, end: int, year: int, digits: str) -> Point | None:
    """Return the point of two years in one word; None if they are not in order."""
    until = int(digits) if len(digits) == 4 else year // 100 * 100 + int(digits)
    until += 100 if until < year and len(digits) == 2 else 0
    return Point(start, end, year, 0, 0, "span", until) if 0 <= until - year <= 45 else None


def _read(match: re.Match[str], as_of: datetime.date) -> Point | None:
    """Return the point of a match of ``_POINT``; None if its numbers are not a date."""
    start, end = match.span()
    match match.lastgroup:
        case "year":
            return Point(start, end, int(match["year"]), 0, 0, "year")
        case "quoted":
            return Point(start, end, _two_digit_year(match["quoted"], as_of), 0, 0, "quoted")
        case "winter_end":
            year, until = int(match["winter"]), int(match["winter_end"][-2:])
            if (year + 1 - until) % 100:
                return _span(start, end, year, match["winter_end"])
            return Point(start, end, year + 1, 1, 3, "name")
        case "iso_month":
            month = int(match["iso_month"])
            return Point(start, end, int(match["iso_year"]), month, month, "number")
        case "first_name":
            month = MONTHS[match["first_name"].lower()]
            return Point(start, end, int(match["first_year"]), month, month, "name")
        case "last_quarter":
            quarter = int(match["last_quarter"])
            return Point(start, end, int(match["first_year"]), 3 * quarter - 2, 3 * quarter, "name")
        case "number_year":
            year, first, second = int(match["number_year"]), int(match["d1"] or 0), int(match["d2"])
            if first:
                return _day_and_month(start, end, year, first, match["mark"], second, "number")
            return Point(start, end, year, second, second, "number") if second <= 12 else None
        case "short_year":
            year, first, second = _two_digit_year(match["short_year"], as_of), int(match["s1"]), int(match["s2"])
            form: Form = "number" if match["short_mark"] == "/" else "short"
            return _day_and_month(start, end, year, first, match["short_mark"], second, form)
        case "num_year":
            month = int(match["num"])
            return Point(start, end, _two_digit_year(match["num_year"], as_of), month, month, "short")
        case "dotted_year":
            month = int(match["dotted"])
            return Point(start, end, _two_digit_year(match["dotted_year"], as_of), month, month, "dotted")
        case "slash_end":
            return _span(start, end, int(match["slash"]), match["slash_end"])
        case "pair_end":
            return _span(start, end, int(match["pair"]), match["pair_end"])
        case "glued":
            return _span(start, end, int(match["glued"]), match.group()[4:])
        case _:
            return _named(match, as_of)


def _qualified(text: str, raw: str, point: Point, low: int) -> Point:
    """Return a year with the word before it, not before the offset ``low``: "mid 2015", "IV 2015"."""
    match = _QUALIFIER.search(text, max(low, point.start - 14), point.start)
    if match is None:
        return point
    if match["roman"]:
        month = _ROMAN[match["roman"]]
        return replace(point, start=match.start(), low=month, high=month, form="roman")
    if match["quarter"]:
        quarter = _ROMAN.get(match["quarter"]) or int(match["quarter"])
        return replace(point, start=match.start(), low=3 * quarter - 2, high=3 * quarter, form="name")
    if not is_meant(raw[slice(*match.span("part"))], raw):
        return point
    first, last = PARTS["before"][" ".join(match["part"].lower().split())]
    return replace(point, start=match.start(), low=first, high=last, form="name")


def _with_words_behind(text: str, point: Point) -> Point:
    """Return a point with the words behind it: "2019 г.", "2019 yılı sonu"."""
    words = _BEHIND_YEAR.match(text, point.end)
    if words:
        point = replace(point, end=words.end())
    if point.form == "year" and (part := _PART_BEHIND.match(text, point.end)):
        first, last = PARTS["behind"][part["part"].lower()]
        point = replace(point, end=part.end(), low=first, high=last, form="name")
    return point


def _is_named(text: str, raw: str, match: re.Match[str]) -> bool:
    """Whether the name of a month or season in a match is none of another word: "data set 2019"."""
    group = _NAMES.get(match.lastgroup or "")
    if group is None or not is_ambiguous(word := raw[slice(*match.span(group))]):
        return True
    if group == "name" and "/" in match[0]:
        return True  # "set/2020"
    if match.lastgroup == "bare" and not _DASH_BEHIND.match(text, match.end()):
        return False
    return is_meant(word, raw)


def _east_asian(match: re.Match[str]) -> Point | None:
    """Return the point of a date as Chinese and Japanese write it; None if the match is another one."""
    found = east_asian.in_year(match)
    return Point(*match.span(), *found, "name" if found[1] else "year") if found else None


def find_points(text: str, as_of: datetime.date) -> list[Point]:
    """Find all points in time that a text names, in order and without overlap.

    Whether day or month comes first in "03/04/2015" follows from the other dates of the text, if they tell, and so does
    whether "2010-12" is a month or two years.

    Args:
        text: any text.
        as_of: a two-digit year is at most ten years after this day.

    >>> points = find_points("May 2015, 3Q19, mid-2018, '17", datetime.date(2026, 1, 1))
    >>> [(p.year, p.low, p.high, p.form) for p in points]
    [(2015, 5, 5, 'name'), (2019, 7, 9, 'name'), (2018, 5, 8, 'name'), (2017, 0, 0, 'quoted')]
    """
    raw, text = text, fold(text)
    cjk = east_asian.is_written(text)
    points: list[Point] = []
    ambiguous: list[int] = []
    day_first = month_first = spans = False
    finder = _east_asian_point() if cjk else _POINT
    for match in finder.finditer(text):
        start = match.start()
        if match["name"] and start > 1 and text[start - 1] in _BEFORE_NAME and text[start - 2] in _ENDS_DAY:
            day = _DAY_BEFORE.search(text, max(points[-1].end if points else 0, start - 8), start)
            start = day.start() if day else start
        if text[start - 1 : start] in {"-", "/"} and text[max(0, start - 2) : start - 1].isdigit():
            if not (points and points[-1].end == start - 1):
                continue
        if not _is_named(text, raw, match):
            year = max(match.start(group) for group in _YEARS_OF_NAMES)
            # only up to the name: "2015 set"
            end = match.start("first_name") if match["first_name"] else len(text)
            without = finder.pattern.match(text, year, end) if year >= 0 else None
            if without is None:
                continue
            match, start = without, year
        group = match.lastgroup or ""
        if cjk and group in ("year", "pair_end", "slash_end") and not east_asian.is_apart(text, *match.span()):
            continue
        point = (_east_asian(match) if cjk else None) or _read(match, as_of)
        if match["slash"] and " " in match[0] and (point is None or _ends_range(text, points, start)):
            # "2014-2015 / 2009-2012": two years
            points.append(Point(start, start + 4, int(match["slash"]), 0, 0, "year"))
            start = match.end() - 4
            point = Point(start, start + 4, int(match["slash_end"]), 0, 0, "year")
        if point is None:
            continue
        if start < point.start:
            point = replace(point, start=start)
        if point.form != "bare" and (text[point.end : point.end + 2].lstrip(" \xa0")[:1].lower() in _OPEN_BEHIND):
            point = _with_words_behind(text, point)
        if point.form == "year":
            if start > 1 and (text[start - 1] in "-/. \n\xa0\t") and text[start - 2] in _MAY_QUALIFY:
                point = _qualified(text, raw, point, points[-1].end if points else 0)
        elif point.other or (group == "iso_month" and _SPAN.fullmatch(match[0])):
            ambiguous.append(len(points))
        elif group == "pair_end":
            spans = spans or opens_field(text, start) or ends_field(text, point.end)
        elif group in ("number_year", "short_year"):
            day_first = day_first or int(match["d1"] or match["s1"] or 0) > 12
            month_first = month_first or int(match["s2"] or (match["d1"] and match["d2"]) or 0) > 12
        points.append(point)
        if cjk and point.low and (second := east_asian.second_month(text, point.end)):
            year = point.year + (second[2] < point.low)
            points.append(Point(*second[:2], year, second[2], second[2], "name"))
    for index in ambiguous:
        point = points[index]
        if not point.other:
            span = _span(point.start, point.end, point.year, text[point.end - 2 : point.end]) if spans else None
            points[index] = span or point
        elif day_first != month_first:
            swapped = ("/" in text[point.start : point.end]) == day_first
            month = point.other if swapped else point.low
            points[index] = replace(point, low=month, high=month, other=0)
    return points


def _ends_range(text: str, points: Sequence[Point], start: int) -> bool:
    """Whether a dash is between the last point and an offset."""
    return bool(points) and start - points[-1].end <= 4 and text[points[-1].end : start].strip() in _DASHES
