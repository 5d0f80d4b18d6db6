"""Read from a job title which kind of work it names, by the gazetteer of titles.

English titles are in ``resources/role_families.toml``, those of other languages in the table ``[titles]`` of the
language files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from matcher.core.memo import Memo
from matcher.core.role_family import FAMILIES, RoleFamily
from matcher.core.shipped_files import RESOURCES
from matcher.languages.word_lists import load_languages
from matcher.languages.writing_systems import CJK, fold_width, plain_letters

__all__ = [
    "GAZETTEER",
    "OCCUPATIONS",
    "OPEN",
    "UNKNOWN",
    "TitleFamilies",
    "TitleGazetteer",
    "is_held",
    "load_gazetteer",
]

GAZETTEER: Final = "role_families.toml"
"""Name of the file in ``resources``."""

OCCUPATIONS: Final = "occupations.txt"
"""Name of the file of other trades there, which is asked where the gazetteer knows nothing of a title."""

_OF: Final = frozenset("of at for in with on to".split())
"""Words after which a title says no more what the person is."""

_NOT_HELD: Final = re.compile(
    r"\b(?:future|aspiring|wannabee?|wanna-be|would-be|prospective|hopeful|imaginary|fictional|pretend|fake|unemployed|"
    r"rejected|failed|applicant|never|not|almost|nearly|dream(?:er|ing|s)?|enthusiast|fan|lover|admirer|follower|"
    r"soon[- ]to[- ]be|wants? to be|hobby|self-proclaimed|so-called|zukünftige\w*|angehende\w*|futur|aspirante)\b",
    re.IGNORECASE,
)
"""Words of a title that the person does not hold, or holds for fun: only work that a sentence describes counts."""

_OF_PEOPLE: Final = re.compile(
    r"\s(?:of|for|to|with|among|beside|behind|near|next to)\s(?:(?:an?|the|our|some|many|two|\d+) )?[^,|/()]{0,40}?"
    r"\b(?:developers?|engineers?|programmers?|coders|administrators?|architects|testers|analysts|scientists|devs)\b",
    re.IGNORECASE,
)
"""People whom a title is about: "cleaner for developers" is a cleaner."""

_HEAD_OF: Final = re.compile(
    r"\b(?:head|chief|lead|leader|manager|director|vp|president|team|group|guild|member)\b", re.IGNORECASE
)

_TOKEN: Final = re.compile(r"[^\W_]+(?:\+\+|#)?|[/|,;&()]")
_SEPARATORS: Final = frozenset("/ | , ; & ( ) and und et y · ve и 兼 和 与 と 及".split())
"""Signs and words between the parts of a title."""

_CJK: Final = re.compile(f"[{CJK}]")

_RANKS: Final = ("heads", "titles", "hints")
_HEADS: Final = 0
_TITLES: Final = 1
_TABLE: Final = "titles"
_HINTS: Final = "-hints"
_UNSPECIFIC: Final = "unspecific"
"""Key of titles that say nothing, such as "team leader"; their words must not be taken for another phrase."""
OPEN: Final = 3
"""Rank of phrases that leave the family open."""
UNKNOWN: Final = 4
"""Rank of a title without a known phrase."""

_LONG: Final = 7
"""Fewest letters of a word of a title that may have a typing error ("Enginer", "Adminstrator")."""

_SAME_END: Final = 2
"""Last letters that are right: "trainee" is no trainer, "marketed" not marketing."""

MOST_WORDS: Final = 40
"""Words of a title that are read; longer ones are sentences."""


_Shares = Mapping[RoleFamily, float]


def is_held(title: str) -> bool:
    """Return whether a title, or the words before one, have no word by which the person does not hold it.

    >>> is_held("Senior"), is_held("Not a")
    (True, False)
    """
    return _NOT_HELD.search(title) is None


class _Phrase(NamedTuple):
    rank: int
    shares: _Shares


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
        codes: languages whose titles are known besides those in ``data``.

    >>> gazetteer = load_gazetteer()
    >>> gazetteer.families("Sr. Front-End Developer").shares
    {'front-end': 0.9}
    >>> gazetteer.families("Java Trainer").shares, gazetteer.families("Oracle DBA / Scrum Master").shares
    ({'other': 0.95}, {'database-administration': 0.45, 'management': 0.475})
    >>> gazetteer.families("Software Engineer").rank == OPEN, gazetteer.families("Advisor").rank == UNKNOWN
    (True, True)
    """

    def __init__(self, data: Mapping[str, Any], codes: Sequence[str] = ()) -> None:
        self._order = {family: number for number, family in enumerate(data["family"])}
        self._confidence = [float(data["confidence"][rank]) for rank in _RANKS] + [1.0]
        self._root = _Node()
        self._words: set[str] = set()
        self._alternatives = Memo(self._spellings)
        for family, table in data["family"].items():
            for rank, name in enumerate(_RANKS):
                for phrase in table.get(name, ()):
                    self._add(phrase, _Phrase(rank, {family: 1.0}))
        shares: dict[str, _Shares] = {table["name"]: table["shares"] for table in data["open"]}
        shares[_UNSPECIFIC] = {}
        for table in data["open"]:
            for phrase in table["titles"]:
                self._add(phrase, _Phrase(OPEN, table["shares"]))
        for language in load_languages():
            if language.code in codes:
                for key, phrases in language.tables.get(_TABLE, {}).items():
                    entry = self._meaning(key, data, shares)
                    for phrase in phrases:
                        self._add(phrase, entry)
        touching = sorted((word for word in self._words if _CJK.search(word)), key=lambda word: (-len(word), word))
        self._touching = re.compile(
            rf"{'|'.join(map(re.escape, touching))}|[^\W_{CJK}]+(?:\+\+|#)?|[/|,;&()·兼和与と及]"
            if touching
            else _TOKEN
        )

    def _meaning(self, key: str, data: Mapping[str, Any], shares: Mapping[str, _Shares]) -> _Phrase:
        """Return what the phrases under a key of a language file mean: a family, at the rank of its English titles."""
        name = key.removesuffix(_HINTS)
        if name in shares:
            return _Phrase(OPEN, shares[name])
        family = next(family for family in FAMILIES if family == name)
        if key.endswith(_HINTS):
            return _Phrase(_RANKS.index("hints"), {family: 1.0})
        return _Phrase(_HEADS if "heads" in data["family"][family] else _RANKS.index("titles"), {family: 1.0})

    def _add(self, phrase: str, entry: _Phrase) -> None:
        node = self._root
        for word in plain_letters(phrase).split():
            self._words.add(word)
            node = node.following.setdefault(word, _Node())
        node.phrases.append(entry)

    def _spellings(self, word: str) -> tuple[str, ...]:
        """Return the words of phrases that a word of a title may be: itself, then with ``*``, longest first."""
        found = [word] if word in self._words else []
        found += [stem for size in range(len(word), 1, -1) if (stem := f"{word[:size]}*") in self._words]
        found += [tail for start in range(len(word) - 2) if (tail := f"*{word[start:]}") in self._words]
        if not found and len(word) >= _LONG:
            # The first one in order of the alphabet: the others are forms of it.
            found = sorted(known for known in self._words if known[0] == word[0] and _misspells(word, known))[:1]
        return tuple(found)

    def families(self, title: str) -> TitleFamilies:
        """Return what a title says, by its phrases of the highest rank."""
        if not is_held(title):
            return TitleFamilies(UNKNOWN, {})
        of = _OF_PEOPLE.search(title)
        if of is not None and not _HEAD_OF.search(title, 0, of.start()):
            title = title[: of.start()]
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
        if not parts and _names_other_trade(title):
            return TitleFamilies(_TITLES, {"other": self._confidence[_TITLES]})
        return TitleFamilies(min((part[0].rank for part in parts), default=UNKNOWN), shares)

    def _parts(self, title: str) -> Iterator[list[_Phrase]]:
        """Yield the phrases of each part that has any; a phrase may reach over a separator ("programmer/analyst")."""
        words: list[str] = []
        part_of: list[int] = []
        part = 0
        title = plain_letters(fold_width(title))
        for token in (self._touching if _CJK.search(title) else _TOKEN).findall(title):
            if token in _SEPARATORS:
                part += 1
            else:
                words.append(token)
                part_of.append(part)
        found: dict[int, list[_Phrase]] = {}
        del words[MOST_WORDS:]
        start = 0
        while start < len(words):
            length, phrases = self._longest(words, start)
            if phrases:
                found.setdefault(part_of[start + length - 1], []).extend(phrases)
            start += max(length, 1)
        yield from found.values()

    def _longest(self, words: Sequence[str], start: int) -> tuple[int, list[_Phrase]]:
        """Return the length and the meanings of the longest phrase that begins at a word; 0 if there is none."""
        best: tuple[int, list[_Phrase]] = (0, [])
        nodes = [(0, self._root)]
        for length, node in nodes:
            if node.phrases and length > best[0]:
                best = (length, node.phrases)
            if start + length < len(words):
                spellings = self._alternatives[words[start + length]]
                nodes += [(length + 1, node.following[word]) for word in spellings if word in node.following]
        return best


class _Node:
    """A node of the trie of phrases: the words that may follow, and what the phrases mean that end here."""

    __slots__ = ("following", "phrases")

    def __init__(self) -> None:
        self.following: dict[str, _Node] = {}
        self.phrases: list[_Phrase] = []


def _misspells(word: str, known: str) -> bool:
    """Return whether one letter inside a word is missing, added, changed or swapped with the next one."""
    if abs(len(word) - len(known)) > 1 or word[-_SAME_END:] != known[-_SAME_END:]:
        return False
    head = 0
    while head < min(len(word), len(known)) and word[head] == known[head]:
        head += 1
    left, right = word[head:], known[head:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] in (right, right[1:]) or left == right[1:]


def _names_other_trade(title: str) -> bool:
    """Return whether a part of a title ends with the name of a trade outside of information technology."""
    trades = _other_trades()
    words = _TOKEN.findall(plain_letters(title))[:MOST_WORDS]
    followers = [*words[1:], ","] if words else []
    ends = (n for n, following in enumerate(followers) if following in _SEPARATORS or following in _OF)
    return any(words[n] in trades or " ".join(words[max(0, n - 1) : n + 1]) in trades for n in ends)


@cache
def _other_trades() -> frozenset[str]:
    lines = (RESOURCES / OCCUPATIONS).read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _highest(part: list[_Phrase]) -> list[_Phrase]:
    """Return the phrases of the highest rank, without those that say nothing ("intern") beside others."""
    rank = min(phrase.rank for phrase in part)
    part = [phrase for phrase in part if phrase.rank == rank]
    return [phrase for phrase in part if phrase.shares] or part


@cache
def load_gazetteer(codes: tuple[str, ...] = ()) -> TitleGazetteer:
    """Load the shipped gazetteer, once per process and set of languages.

    Args:
        codes: languages whose titles are known besides the English ones.

    >>> load_gazetteer().families("Help Desk Technician").shares
    {'support': 0.95}
    >>> load_gazetteer(("pl",)).families("Administratorka baz danych").shares
    {'database-administration': 0.9}
    """
    return TitleGazetteer(_shipped(), codes)


@cache
def _shipped() -> dict[str, Any]:
    import tomllib

    return tomllib.loads((RESOURCES / GAZETTEER).read_text("utf-8"))
