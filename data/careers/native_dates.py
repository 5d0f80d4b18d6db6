"""Print the dates of an entry as the language of a foreign résumé does, by the patterns of its vocabulary.

A pattern has the slots ``{y}`` (2019), ``{yy}`` (19), ``{m}`` (3), ``{mm}`` (03), ``{dd}`` (a day), ``{month}``,
``{Month}`` (with a capital), ``{of}`` (the month as it stands after a preposition), ``{short}`` and ``{era}`` (令和2),
``{e}`` (R2) for the years of Japanese eras. Without a slot for the month it tells a year only.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.careers.model import Fact

_OF_YEARS = re.compile(r"\{(?:y|yy|era|e)\}")
_SLOTS = re.compile(r"\{\w+\}")
_REIWA, _HEISEI = 2019 * 12 + 4, 1989 * 12
"""The first months of the eras."""
_PHRASES = 0.1
_YEARS = 0.14
_SINCE = 0.08
_OPEN = 0.03
"""Shares of the résumés with phrases ("from March 2019 to June 2021"), with years only, with "since 2019" and with an
end left out ("2019 –")."""
_ONCE = 0.5
"""Share of the entries with two equal dates that tell one of them."""


@dataclass(frozen=True)
class NativeStyle:
    """How one résumé prints its dates, as patterns."""

    begin: str
    end: str
    """With the joint before it."""
    open: str
    """What follows the beginning of what still goes on."""
    since: str
    """The pattern of a beginning that stands alone; empty for none."""
    lone: str
    """The pattern of a single date."""
    capital: bool
    """Whether the first letter is a capital, as at the beginning of a sentence."""
    months: Mapping[str, Sequence[str]]


def choose_style(
    rng: random.Random, dates: Mapping[str, Any], *, school: bool = False, sentence: str = ""
) -> NativeStyle:
    """Draw a style of dates.

    Args:
        rng: the only source of chance.
        dates: the table of the language: ``points`` and ``joints`` of patterns, ``present``, ``present_after`` (a
            joint of letters), ``since``, ``phrases``
            (beginning, end, open end) and the names of months.
        school: years are more frequent than months.
        sentence: the template of a sentence that the dates are in; they are phrases there.
    """
    years = [point for point in dates["points"] if _only_year(point)]
    months = [point for point in dates["points"] if not _only_year(point)]
    point = rng.choice(years if rng.random() < (0.5 if school else _YEARS) else months)
    if (sentence or rng.random() < _PHRASES) and not school and dates["phrases"]:
        begin, end, ongoing = rng.choice(dates["phrases"])
        capital = sentence.startswith("{dates}") if sentence else rng.random() < 0.5
        return NativeStyle(begin, end, ongoing, "", point, capital, dates)
    joint = rng.choice(dates["joints"])
    after_word = any(c.isalpha() for c in joint)
    present = rng.choice(dates["present_after" if after_word else "present"])
    if not after_word and rng.random() < _OPEN:
        present = ""
    since = rng.choice(dates["since"]) if rng.random() < _SINCE else ""
    ongoing = f"{joint}{present}".rstrip()
    capital = rng.random() < 0.5
    return NativeStyle(
        point, f"{joint}{point}", ongoing, since, point, capital, _capitalised(dates) if capital else dates
    )


def _capitalised(dates: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    return {key: [name[:1].upper() + name[1:] for name in dates[key]] for key in ("months", "short")} | {
        "months_of": dates.get("months_of", dates["months"])
    }


def date_entry(fact: Fact, style: NativeStyle, rng: random.Random) -> None:
    """Set the printed dates of a fact, and their labels."""
    if fact.first is None:
        if fact.last is not None:
            fact.dates, fact.last_label = print_point(style.lone, fact.last, style, rng), _label(style.lone, fact.last)
        return
    fact.first_label = _label(style.begin, fact.first)
    begin = print_point(style.begin, fact.first, style, rng)
    if fact.current:
        fact.last_label = "present"
        fact.dates = f"{begin}{style.open}"
        if style.since:
            fact.first_label = _label(style.since, fact.first)
            fact.dates = print_point(style.since, fact.first, style, rng)
    else:
        assert fact.last is not None  # noqa: S101
        fact.last_label = _label(style.end, fact.last)
        end = print_point(style.end, fact.last, style, rng)
        once = fact.first_label == fact.last_label and style.begin == style.lone and rng.random() < _ONCE
        fact.dates = begin if once else f"{begin}{end}"
    if style.capital:
        fact.dates = fact.dates[:1].upper() + fact.dates[1:]


def duration(months: int, units: Sequence[str]) -> str:
    """Return a length of time in words.

    Args:
        months: the length.
        units: one year, years, one month, months; with their blanks.

    >>> duration(25, (" Jahr ", " Jahre ", " Monat", " Monate"))
    '2 Jahre 1 Monat'
    """
    parts = [
        f"{count}{units[unit + (count > 1)]}"
        for count, unit in zip(divmod(max(months, 1), 12), (0, 2), strict=True)
        if count
    ]
    return "".join(parts).strip()


def _only_year(pattern: str) -> bool:
    return not _SLOTS.search(_OF_YEARS.sub("", pattern))


def _label(pattern: str, month: int) -> str:
    year, m = divmod(month, 12)
    return str(year) if _only_year(pattern) else f"{year}-{m + 1:02}"


def print_point(pattern: str, month: int, style: NativeStyle, rng: random.Random) -> str:
    """Return a month, counted from the year 0, by a pattern; a day, where the pattern has one, is drawn."""
    year, m = divmod(month, 12)
    name = style.months["months"][m]
    era, letter, first = (
        ("令和", "R", 2018) if month >= _REIWA else ("平成", "H", 1988) if month >= _HEISEI else ("昭和", "S", 1925)
    )
    values = {
        "y": str(year),
        "yy": f"{year % 100:02}",
        "m": str(m + 1),
        "mm": f"{m + 1:02}",
        "dd": f"{rng.randint(1, 28):02}",
        "month": name,
        "Month": name[:1].upper() + name[1:],
        "of": style.months.get("months_of", style.months["months"])[m],
        "short": style.months["short"][m],
        "era": era + ("元" if year - first == 1 else str(year - first)),
        "e": f"{letter}{year - first}",
    }
    return pattern.format(**values)
