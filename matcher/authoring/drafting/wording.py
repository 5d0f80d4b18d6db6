"""Compile the vocabulary of job adverts, ``resources/adverts.toml``: headings, cues of necessity, numbers of years."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, Literal

__all__ = ["Part", "Wording", "load_wording"]

Part = Literal["opening", "must", "should", "nice", "duties", "company"]
"""The part of an advert that a sentence belongs to; "opening" before the first heading."""

_PARTS: Final[tuple[Part, ...]] = ("must", "should", "nice", "duties", "company")


@dataclass(frozen=True, slots=True)
class Wording:
    """The vocabulary of adverts, compiled for searching.

    >>> wording = load_wording()
    >>> wording.part_of("Your key responsibilities:"), wording.part_of("Java developer")
    ('duties', None)
    >>> wording.years("at least five (5) years of Java"), wording.years("3-5 years"), wording.years("since 2019")
    (5, 3, 0)
    """

    headings: dict[str, Part]
    before: frozenset[str]
    after: tuple[str, ...]
    must: re.Pattern[str]
    should: re.Pattern[str]
    nice: re.Pattern[str]
    example: re.Pattern[str]
    """Words before a list of examples, any of which satisfies the advert."""
    either: re.Pattern[str]
    both: re.Pattern[str]
    boilerplate: re.Pattern[str]
    soft: re.Pattern[str]
    generic: frozenset[str]
    heading_start: re.Pattern[str]
    """A heading with a colon, anywhere in running text."""
    years_asked: re.Pattern[str]
    numbers: dict[str, int]

    def part_of(self, phrase: str) -> Part | None:
        """Return the part that a heading opens, or None if the phrase is not a known heading.

        Args:
            phrase: a short line as printed, with or without a colon.
        """
        words = _fold(phrase).split()
        if not words or len(words) > 8:
            return None
        if len(words) > 1 and words[0] in ("key", "required", "preferred"):  # may be part of a known heading
            part = self.headings.get(" ".join(words))
            if part:
                return part
        for skip in range(min(4, len(words))):
            if skip and words[skip - 1] not in self.before:
                break
            rest = " ".join(words[skip:])
            for suffix in ("", *self.after):
                if rest.endswith(f" {suffix}" if suffix else ""):
                    part = self.headings.get(rest.removesuffix(suffix).strip())
                    if part:
                        return part
        parts = [self.headings.get(half) for half in " ".join(words).split(" and ")]
        return parts[0] if len(parts) > 1 and all(parts) else None

    def years(self, text: str) -> int:
        """Return the least number of years that a sentence asks for; 0 if it asks for none."""
        match = self.years_asked.search(text)
        if match is None:
            return 0
        number = match["figure"]
        return int(number) if number else self.numbers[match["word"].casefold()]


def _fold(phrase: str) -> str:
    plain = phrase.casefold().replace("’", "'").replace("&", " and ")
    return " ".join(re.sub(r"[^\w']+", " ", plain).split())


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Compile a pattern for any of the phrases as whole words, the longest first; ``*`` matches any letters."""
    ordered = sorted({p.casefold() for p in phrases}, key=lambda p: (-len(p), p))
    body = "|".join(re.escape(p).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+") for p in ordered)
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w])", re.IGNORECASE)


@cache
def load_wording() -> Wording:
    """Read ``resources/adverts.toml``, once per process."""
    raw = tomllib.loads(resources.files("matcher").joinpath("resources/adverts.toml").read_text(encoding="utf-8"))
    headings = {_fold(h): part for part in _PARTS for h in raw["headings"][part]}
    cues = raw["cues"]
    numbers: dict[str, int] = raw["years"]["numbers"]
    units = "|".join(sorted(raw["years"]["units"], key=len, reverse=True))
    words = "|".join(sorted(numbers, key=len, reverse=True))
    qualifiers = "|".join(sorted(raw["qualifiers"]["before"], key=len, reverse=True))
    names = "|".join(
        re.escape(h).replace(r"\ ", r"[\s&/]+(?:and\s+)?") for h in sorted(headings, key=len, reverse=True)
    )
    return Wording(
        headings=headings,
        before=frozenset(raw["qualifiers"]["before"]),
        after=tuple(raw["qualifiers"]["after"]),
        must=_any_of(cues["must"]),
        should=_any_of(cues["should"]),
        nice=_any_of(cues["nice"]),
        example=_any_of(cues["example"]),
        either=re.compile(rf"{_any_of(cues['or']).pattern}|/", re.IGNORECASE),
        both=re.compile(rf"{_any_of(set(cues['and']) - {'&'}).pattern}|&", re.IGNORECASE),
        boilerplate=_any_of(cues["boilerplate"]),
        soft=_any_of(cues["soft"]),
        generic=frozenset(raw["cues"]["generic"]),
        heading_start=re.compile(rf"(?<![\w-])(?:(?:{qualifiers})\s+){{0,3}}(?:{names})\s*:", re.IGNORECASE),
        years_asked=re.compile(
            rf"(?<![\w.$€£])(?:(?P<figure>\d{{1,2}})|(?P<word>{words}))\s*(?:\(\d{{1,2}}\))?\s*(?:\+|plus)?\s*"
            rf"(?:(?:-|–|to|bis|à|a)\s*\d{{1,2}}\s*\+?\s*)?(?:or more |of )?(?:{units})(?!\w)(?!\s+(?:ago|old))",
            re.IGNORECASE,
        ),
        numbers=numbers,
    )
