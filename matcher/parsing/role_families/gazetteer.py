"""Read from a job title which kind of work it names, by the gazetteer of titles (``resources/role_families.toml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from matcher.core.role_family import RoleFamily
from matcher.core.shipped_files import RESOURCES

__all__ = ["GAZETTEER", "OPEN", "UNKNOWN", "TitleFamilies", "TitleGazetteer", "load_gazetteer"]

GAZETTEER: Final = "role_families.toml"
"""Name of the file in ``resources``."""

_TOKEN: Final = re.compile(r"[^\W_]+(?:\+\+|#)?|[/|,;&()]")
_SEPARATORS: Final = frozenset(("/", "|", ",", ";", "&", "(", ")", "and", "und", "et", "y"))
"""Signs and words between the parts of a title."""

_RANKS: Final = ("heads", "titles", "hints")
_HEADS: Final = 0
OPEN: Final = 3
"""Rank of phrases that leave the family open."""
UNKNOWN: Final = 4
"""Rank of a title without a known phrase."""

MOST_WORDS: Final = 40
"""Words of a title that are read; longer ones are sentences."""


class _Phrase(NamedTuple):
    rank: int
    shares: Mapping[RoleFamily, float]


class TitleFamilies(NamedTuple):
    """What a title says about the kind of work.

    >>> TitleFamilies(4, {}).rank == UNKNOWN
    True
    """

    rank: int
    """Of its phrases that count: 0 heads, 1 titles, 2 hints, :data:`OPEN`, :data:`UNKNOWN`."""
    shares: Mapping[RoleFamily, float]
    """Probability of the families that it names; what is missing to 1 is spread over all."""


class TitleGazetteer:
    """Phrases of job titles by role family.

    Args:
        data: the contents of ``resources/role_families.toml``, which explains them.

    >>> gazetteer = load_gazetteer()
    >>> gazetteer.families("Sr. Front-End Developer").shares
    {'front-end': 0.9}
    >>> gazetteer.families("Java Trainer").shares, gazetteer.families("Oracle DBA / Scrum Master").shares
    ({'other': 0.95}, {'database-administration': 0.45, 'management': 0.475})
    >>> gazetteer.families("Software Engineer").rank == OPEN, gazetteer.families("Advisor").rank == UNKNOWN
    (True, True)
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._order = {family: number for number, family in enumerate(data["family"])}
        self._confidence = [float(data["confidence"][rank]) for rank in _RANKS] + [1.0]
        self._phrases: dict[tuple[str, ...], list[_Phrase]] = {}
        for family, table in data["family"].items():
            for rank, name in enumerate(_RANKS):
                for phrase in table.get(name, ()):
                    self._add(phrase, _Phrase(rank, {family: 1.0}))
        for table in data["open"]:
            for phrase in table["titles"]:
                self._add(phrase, _Phrase(OPEN, table["shares"]))
        self._longest: dict[str, int] = {}
        for words in self._phrases:
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def _add(self, phrase: str, entry: _Phrase) -> None:
        self._phrases.setdefault(tuple(phrase.split()), []).append(entry)

    def families(self, title: str) -> TitleFamilies:
        """Return what a title says, by its phrases of the highest rank."""
        parts = [_highest(part) for part in self._parts(title)]
        # A part that leaves the family open says nothing beside one that names it.
        parts = [part for part in parts if part[0].rank < OPEN] or parts
        shares: dict[RoleFamily, float] = {}
        for part in parts:
            if part[0].rank == _HEADS:
                part = [min(part, key=lambda phrase: min(self._order[family] for family in phrase.shares))]
            weight = self._confidence[part[0].rank] / len(part) / len(parts)
            for phrase in part:
                for family, share in phrase.shares.items():
                    shares[family] = shares.get(family, 0.0) + share * weight
        return TitleFamilies(min((part[0].rank for part in parts), default=UNKNOWN), shares)

    def _parts(self, title: str) -> Iterator[list[_Phrase]]:
        """Yield the phrases of each part that has any; a phrase may reach over a separator ("programmer/analyst")."""
        words: list[str] = []
        part_of: list[int] = []
        part = 0
        for token in _TOKEN.findall(title.lower()):
            if token in _SEPARATORS:
                part += 1
            else:
                words.append(token)
                part_of.append(part)
        found: dict[int, list[_Phrase]] = {}
        start, end = 0, min(len(words), MOST_WORDS)
        while start < end:
            for length in range(min(self._longest.get(words[start], 0), end - start), 0, -1):
                phrases = self._phrases.get(tuple(words[start : start + length]))
                if phrases:
                    start += length
                    found.setdefault(part_of[start - 1], []).extend(phrases)
                    break
            else:
                start += 1
        yield from found.values()


def _highest(part: list[_Phrase]) -> list[_Phrase]:
    rank = min(phrase.rank for phrase in part)
    return [phrase for phrase in part if phrase.rank == rank]


@cache
def load_gazetteer() -> TitleGazetteer:
    """Load the shipped gazetteer, once per process.

    >>> load_gazetteer().families("Help Desk Technician").shares
    {'support': 0.95}
    """
    import tomllib

    return TitleGazetteer(tomllib.loads((RESOURCES / GAZETTEER).read_text("utf-8")))
