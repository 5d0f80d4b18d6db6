"""Print the dates of an entry in one of many styles, and say what a reader can learn from them."""

from __future__ import annotations

import random
from dataclasses import dataclass

from data.careers.model import Fact

_MONTHS = "January February March April May June July August September October November December".split()
_SHORT = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()
_SEASON_OF = ["Winter", "Winter", *["Spring"] * 3, *["Summer"] * 3, *["Fall"] * 4]
_SEASON_MONTHS = {"Winter": (1, 3), "Spring": (3, 5), "Summer": (6, 8), "Fall": (9, 11)}

_NAMED = ("name", "short", "short", "short-dot", "short-upper", "name-comma", "short-quote", "short-dash", "year-short")
_NUMERIC = ("mm/yyyy", "mm/yyyy", "m/yyyy", "mm.yyyy", "mm-yyyy", "yyyy-mm", "yyyy/mm", "mm/yy", "yyyy.mm")
_DAYS = ("dd.mm.yyyy", "mm/dd/yyyy", "yyyy-mm-dd", "dd/mm/yyyy", "dd-short-yyyy", "short-dd-yyyy")
_YEARS = (*["year"] * 8, "'yy")
_RARE = ("season", "season", "quarter", "quarter", "roman")
POINTS = {"named": _NAMED, "numeric": _NUMERIC, "days": _DAYS, "years": _YEARS, "rare": _RARE}
"""Ways to print a month or year, by family."""
FAMILIES = {"named": 48, "numeric": 25, "years": 19, "days": 4, "rare": 4}
"""Shares of the families where a grammar does not restrict them."""

_DASHES = (" - ", " – ", " – ", "-", "–", " — ", "—", " -", "- ", " ‒ ")
_WORDS = (" to ", " to ", " until ", " till ", " through ", " thru ")
_NOW = ("Present", "Present", "Present", "present", "PRESENT", "Current", "current", "Now", "now", "Today", "Till Date",
        "till date", "Till now", "Ongoing", "date", "Present Day")  # fmt: skip
_OPEN = ("", " ", "---", "…", "...")
_PLACEHOLDERS = ("20XX", "Month 20XX", "MM/YYYY", "Month Year", "20xx", "XX/20XX", "Jan 20XX")


@dataclass(frozen=True)
class DateStyle:
    """How one résumé prints its dates."""

    point: str
    joint: str
    now: str
    since: str = ""
    """The word of "since 2019" instead of "2019 - present"; empty for none."""
    placeholder: str = ""
    """Printed instead of every date: a template whose author filled nothing in."""
    mixed: float = 0.0
    """Share of the entries that tell years only."""
    lone: float = 0.6
    """Share of the entries with two equal dates that tell one of them."""


def choose_style(rng: random.Random, families: list[str], joints: list[str], now: list[str]) -> DateStyle:
    """Draw a style of dates; empty lists leave the choice open."""
    family = rng.choice(families) if families else rng.choices(list(FAMILIES), list(FAMILIES.values()))[0]
    point = family if family not in POINTS else rng.choice(POINTS[family])
    joint = rng.choice(_DASHES) if rng.random() < 0.75 else rng.choice(_WORDS)
    if point == "year" and rng.random() < 0.12:
        joint = rng.choice(("/", "/ ", " / ", ""))
    if point in ("mm/yyyy", "mm.yyyy", "mm/yy") and rng.random() < 0.1:
        joint = rng.choice(("  ", "   ", "\u2013\u2013", " \uf02d "))
    if point in ("yyyy-mm", "yyyy-mm-dd", "mm-yyyy", "short-dash"):
        joint = rng.choice((" - ", " - ", " – ", " to ", " / "))
    if joints:
        joint = rng.choice(joints)
    end = rng.choice(_NOW)
    if end in ("date", "Date") and joint.strip() != "to":
        end = "Present"
    if rng.random() < 0.06 and joint.strip() not in ("to", "until", "till", "through", "thru", ""):
        end = rng.choice(_OPEN)
    if not joint.strip() and not end.strip("-.… "):
        end = "Present"
    if not joint and not end.istitle():
        joint = " "
    if now:
        end = rng.choice(now)
    if rng.random() < 0.015 and not joints and point in (*_NAMED, "mm/yyyy"):
        joint = _DURATION
    since = ""
    if rng.random() < 0.06 and not joints:
        since = "Since" if rng.random() < 0.5 else "since"
    mixed = 0.1 if family in ("named", "numeric") else 0.0
    return DateStyle(point, joint, end, since, mixed=mixed, lone=0.1 if joints else 0.6)


def placeholder_style(rng: random.Random) -> DateStyle:
    """Draw a style that leaves the dates of a template as they were."""
    return DateStyle("year", rng.choice((" - ", " – ", " to ")), "Present", "", rng.choice(_PLACEHOLDERS))


def _point(style: str, month: int, rng: random.Random) -> str:
    year, m = divmod(month, 12)
    yy = f"{year % 100:02}"
    day = rng.randint(1, 28)
    if style == "short" and m == 8 and rng.random() < 0.3:
        return f"Sept {year}"
    return {
        "name": lambda: f"{_MONTHS[m]} {year}",
        "short": lambda: f"{_SHORT[m]} {year}",
        "short-dot": lambda: f"{_SHORT[m].rstrip('.')}. {year}",
        "short-upper": lambda: f"{_SHORT[m].upper()} {year}",
        "name-comma": lambda: f"{_MONTHS[m]}, {year}",
        "short-quote": lambda: f"{_SHORT[m]}{_QUOTED[month % len(_QUOTED)]}{yy}",
        "short-dash": lambda: f"{_SHORT[m].rstrip('.')}-{year}",
        "year-short": lambda: f"{year} {_SHORT[m]}",
        "mm/yyyy": lambda: f"{m + 1:02}/{year}",
        "m/yyyy": lambda: f"{m + 1}/{year}",
        "mm.yyyy": lambda: f"{m + 1:02}.{year}",
        "mm-yyyy": lambda: f"{m + 1:02}-{year}",
        "yyyy-mm": lambda: f"{year}-{m + 1:02}",
        "yyyy/mm": lambda: f"{year}/{m + 1:02}",
        "yyyy.mm": lambda: f"{year}.{m + 1:02}",
        "mm/yy": lambda: f"{m + 1:02}/{yy}",
        "dd.mm.yyyy": lambda: f"{day:02}.{m + 1:02}.{year}",
        "dd/mm/yyyy": lambda: f"{13 + day % 15:02}/{m + 1:02}/{year}",
        "mm/dd/yyyy": lambda: f"{m + 1:02}/{13 + day % 15:02}/{year}",
        "yyyy-mm-dd": lambda: f"{year}-{m + 1:02}-{day:02}",
        "dd-short-yyyy": lambda: f"{day} {_SHORT[m]} {year}",
        "short-dd-yyyy": lambda: f"{_SHORT[m]} {day}, {year}",
        "year": lambda: f"{year}",
        "'yy": lambda: f"'{yy}" if month % 5 else f"’{yy}",
        "season": lambda: f"{_SEASON_OF[m]} {year}",
        "quarter": lambda: f"Q{m // 3 + 1} {year}",
        "roman": lambda: f"{_ROMAN[m]} {year}",
    }[style]()


_DURATION = "duration"
"""As a joint: the start is followed by a length of time instead of an end."""
_QUOTED = (" '", "'", " ’", "’")


def _label(style: str, month: int, end: bool) -> str:
    year, m = divmod(month, 12)
    if style in _YEARS or (style == "roman" and m < 4):  # "IV 2020" is April, or the fourth quarter
        return str(year)
    if style == "season":
        m = _SEASON_MONTHS[_SEASON_OF[m]][end] - 1
    elif style == "quarter":
        m = m // 3 * 3 + (2 if end else 0)
    return f"{year}-{m + 1:02}"


def date_entry(fact: Fact, style: DateStyle, rng: random.Random) -> None:
    """Set the printed dates of a fact, and their labels."""
    if fact.first is None and fact.last is None:
        return
    if style.placeholder:
        fact.dates = style.placeholder
        if fact.kind == "work":
            fact.dates += style.joint + (style.now if fact.current else style.placeholder)
        return
    point = style.point
    if rng.random() < style.mixed:
        point = "year"
    if fact.first is None:
        assert fact.last is not None  # noqa: S101
        fact.dates, fact.last_label = _point(point, fact.last, rng), _label(point, fact.last, True)
        return
    begin = _point(point, fact.first, rng)
    fact.first_label = _label(point, fact.first, False)
    if fact.current:
        fact.last_label = "present"
        joint = " - " if style.joint == _DURATION or not (style.joint.strip() or style.now.strip()) else style.joint
        fact.dates = f"{style.since} {begin}" if style.since else f"{begin}{joint}{style.now}".rstrip()
        return
    assert fact.last is not None  # noqa: S101
    end = _point(point, fact.last, rng)
    fact.last_label = _label(point, fact.last, True)
    if style.joint == _DURATION:
        if point != "year" and 2 <= fact.last % 12 <= 9:  # whether or not the last month counts, it is the same year
            fact.last_label = fact.last_label[:4]
            fact.dates = f"{begin}, {duration(fact.last - fact.first + 1, 1)}"
        else:
            fact.dates = f"{begin} - {end}"
    elif begin == end and (point in ("season", "quarter") or rng.random() < style.lone):
        fact.dates = begin
    elif (
        point == "year"
        and style.joint.strip() in ("-", "–")
        and rng.random() < 0.08
        and fact.first // 1200 == fact.last // 1200
    ):
        fact.dates = f"{begin}{style.joint.strip()}{end[2:]}"
    else:
        fact.dates = f"{begin}{style.joint}{end}"


_UNITS = (("yrs", "mos"), ("years", "months"), ("Years", "Months"), ("yr", "mo"), ("y", "m"))


def duration(months: int, unit: int, joint: str = " ") -> str:
    """Return a length of time in words.

    >>> duration(63, 0)
    '5 yrs 3 mos'
    >>> duration(12, 1)
    '1 year'
    """
    parts = []
    for count, name in zip(divmod(months, 12), _UNITS[unit], strict=True):
        if count:
            parts.append(f"{count} {name.removesuffix('s') if count == 1 else name}")
    return joint.join(parts) or f"1 {_UNITS[unit][1].removesuffix('s')}"
