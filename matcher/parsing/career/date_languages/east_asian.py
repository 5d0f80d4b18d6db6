"""Dates as Chinese and Japanese write them: "2019年3月", "令和元年5月", "2019.3", "2019年第一季度", "2019年末"."""

from __future__ import annotations

import re
from typing import Final

from matcher.parsing.career.date_languages.folding import EAST_ASIAN
from matcher.parsing.career.date_languages.names import PARTS, any_of, listed

__all__ = ["NOW", "POINT", "SINCE_AFTER", "TO", "in_year", "is_apart", "is_sentence", "is_written", "second_month"]

_YEAR = r"(?:19[5-9]\d|20\d\d)"
_MONTH = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "民国": 1911, "民國": 1911, "r": 2018, "h": 1988, "s": 1925}
"""The year before the first of each era."""
_DASH = r"[-‐‑‒–—―−~→]{1,2}"

POINT: Final = rf"""
      (?:(?P<era>(?:令和|平成|昭和|民国|民國)\s?|(?-i:[RHS]))(?P<era_year>元|\d{{1,3}})|(?P<cjk_year>{_YEAR}))
      [^\S\n]{{0,3}}年度?(?:(?:[^\S\n]|[|]){{0,3}}(?P<cjk_month>{_MONTH})\s?月(?![間间])份?(?:\s?\d{{1,2}}\s?[日号號])?
        |\s?第?(?P<cjk_quarter>[1-4一二三四])(?:{"|".join(listed("quarter", east_asian=True))})
        |(?P<cjk_part>{any_of(PARTS["east_asian"])})(?![国國間间学學]))?
    | (?P<letter>(?-i:[RHS]))(?P<letter_year>\d{{1,2}})[./](?P<letter_month>1[0-2]|0?[1-9])
      (?:(?<=[-~–].{{4}})|(?<=[-~–].{{5}})|(?<=[-~–].{{6}})|(?=\s?{_DASH}|[)]|\s?(?:から|至)))
    | (?P<cjk_iso_year>{_YEAR})\s?[./-]\s?(?P<cjk_iso_month>[1-9])(?:[./-]\d{{1,2}})?(?![\dA-Za-z_]|[.]\d)
    | (?P<cell_year>{_YEAR})\s?[\t|]\s?(?P<cell_month>1[0-2]|0?[1-9])(?=\s?[\t|])
"""
"""Alternatives for a pattern of points in time, in verbose form and for texts that :func:`is_written` accepts."""

TO: Final = any_of(listed("to", east_asian=True))
"""Pattern of the words between two dates."""
NOW: Final = rf"{any_of(listed('present', east_asian=True))}(?![年後后])"
"""Pattern of the words for the present."""
SINCE_AFTER: Final = any_of(listed("since_after", east_asian=True))
"""Pattern of the words behind the date of what still lasts."""

_CHARACTER: Final = re.compile(f"[{EAST_ASIAN}]")
_SECOND_MONTH: Final = re.compile(rf"\s?(?:{_DASH}|{TO})\s?(?P<month>{_MONTH})\s?月(?![間间])")
_IN_SENTENCE: Final = re.compile(any_of(listed("within_after", east_asian=True)))
_JOINS_BEFORE: Final = re.compile(rf"(?:{_DASH}|{TO}|[自从從於于])\s?\Z")
_JOINS_BEHIND: Final = re.compile(rf"\s?(?:{_DASH}|{TO})")
_NUMERALS: Final = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)}


def is_written(text: str) -> bool:
    """Whether a text has Chinese or Japanese characters.

    >>> is_written("Go, 2019年"), is_written("Go, since 2019")
    (True, False)
    """
    return not text.isascii() and _CHARACTER.search(text) is not None


def _number(digits: str) -> int:
    if digits.isdigit() and digits.isascii():
        return int(digits)
    return sum(map(_NUMERALS.__getitem__, digits))


def in_year(match: re.Match[str]) -> tuple[int, int, int] | None:
    """Return year, first and last month of a match of :data:`POINT`; months are 0 for a year alone.

    None if a date of another form matched.
    """
    for prefix in ("cjk_iso", "cell"):
        if match[f"{prefix}_month"]:
            month = int(match[f"{prefix}_month"])
            return int(match[f"{prefix}_year"]), month, month
    if match["letter"]:
        month = int(match["letter_month"])
        return _ERAS[match["letter"].lower()] + int(match["letter_year"]), month, month
    if match["era"]:
        count = match["era_year"]
        year = _ERAS[match["era"].strip().lower()] + (1 if count == "元" else int(count))
    elif match["cjk_year"]:
        year = int(match["cjk_year"])
    else:
        return None
    if match["cjk_month"]:
        month = _number(match["cjk_month"])
        return year, month, month
    if match["cjk_quarter"]:
        quarter = _number(match["cjk_quarter"])
        return year, 3 * quarter - 2, 3 * quarter
    return (year, *PARTS["east_asian"][match["cjk_part"].lower()]) if match["cjk_part"] else (year, 0, 0)


def second_month(text: str, end: int) -> tuple[int, int, int] | None:
    """Return start, end and number of the month that ends a range within the year named before: "2019年3月~6月".

    >>> second_month("2019年3月~6月", 7), second_month("2019年3月", 7)
    ((8, 10, 6), None)
    """
    match = _SECOND_MONTH.match(text, end)
    return (match.start("month"), match.end(), _number(match["month"])) if match else None


def is_apart(text: str, start: int, end: int) -> bool:
    """Whether digits are a year by themselves: no part of a count such as "共2000余家", unless a dash tells.

    >>> is_apart("共2000余家", 1, 5), is_apart("大学2015-2019", 2, 6)
    (False, True)
    """
    if not (_CHARACTER.match(text, end) or (start and _CHARACTER.match(text, start - 1))):
        return True
    return bool(_JOINS_BEHIND.match(text, end) or _JOINS_BEFORE.search(text, max(0, start - 4), start))


def is_sentence(text: str, start: int, end: int) -> bool:
    """Whether a date is inside a sentence: these scripts have no lower case and no blanks that would tell.

    >>> is_sentence("于2019年开发", 1, 6), is_sentence("2019年に開発", 0, 5), is_sentence("2019年 開発", 0, 5)
    (True, True, False)
    """
    if _IN_SENTENCE.match(text, end):
        return True
    before = text[start - 1 : start]
    return _CHARACTER.match(before) is not None and _CHARACTER.match(text, end) is not None
