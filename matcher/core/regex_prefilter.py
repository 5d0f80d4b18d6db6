"""Where regular expressions can match: the literal words that they need, all found in one pass over the text.

Python tries a pattern of many alternatives at every character, a tenth of a microsecond each. An Aho-Corasick automaton
finds a hundred words in a text in a fortieth of that time; the pattern is then tried only where a match can begin
(:class:`PrefixPattern`), or not at all where a word is missing that every match holds (:class:`PatternPrefilter`). The words come from
:mod:`matcher.core.regex_literals`; the matches are the same, which ``tests/test_anchors.py`` holds against the pattern alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ahocorasick_rs import AhoCorasick

from matcher.core.regex_literals import fold_for_search, literal_prefixes, required_literals

__all__ = ["LiteralLocator", "PatternPrefilter", "PrefixPattern", "TokenPattern", "WindowPattern", "any_between"]

_CLAUSE = 500
"""Characters up to which a text is a part of another."""


class _Searched:
    """A regular expression that is tried in parts of a text only."""

    def __init__(self, pattern: re.Pattern[str], literals: Collection[str]) -> None:
        self.pattern = pattern
        self._machine = AhoCorasick(sorted(literals))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As :meth:`re.Pattern.finditer`."""
        low = fold_for_search(text)
        return self.pattern.finditer(text) if low is None else self._find(text, low)

    def _find(self, text: str, low: str) -> Iterator[re.Match[str]]:
        raise NotImplementedError


class PrefixPattern(_Searched):
    r"""A regular expression, tried only where a match can begin.

    Args:
        pattern: one whose matches all begin with one of a limited number of literals, whatever their case.

    Raises:
        ValueError: they do not.

    >>> years = PrefixPattern(re.compile(r"\d+ years?|decades? of", re.IGNORECASE))
    >>> [m[0] for m in years.finditer("5 years, a Decade of Go, 12 Years")]
    ['5 years', 'Decade of', '12 Years']
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        literals = literal_prefixes(pattern.pattern, pattern.flags)
        if not literals:
            raise ValueError(f"a match can begin with anything: {pattern.pattern[:60]}")
        super().__init__(pattern, literals)

    def _find(self, text: str, low: str) -> Iterator[re.Match[str]]:
        match = self.pattern.match
        end = 0
        starts = {start for _, start, _ in self._machine.find_matches_as_indexes(low, overlapping=True)}
        for start in sorted(starts):
            if start >= end and (found := match(text, start)):
                yield found
                end = found.end()


class PatternPrefilter:
    r"""Tells which of many regular expressions can match in a text: those whose literals all stand there.

    Args:
        wanted: for each of them, as :func:`required_literals` tells: sets of literals, of each of which a match holds one.

    >>> sieve = PatternPrefilter([required_literals(r"hire (?:this|the) (?:candidate|person)"), required_literals("thank you"), required_literals(r"\d+")])
    >>> sieve.candidates("Hire a person"), sieve.candidates("Thank you"), sieve.candidates("ſ")
    ([2], [1, 2], [0, 1, 2])
    """

    def __init__(self, wanted: Sequence[Sequence[Collection[str]]]) -> None:
        self._count = len(wanted)
        literals = sorted({one for sets in wanted for one_of in sets for one in one_of})
        index = {literal: n for n, literal in enumerate(literals)}
        self._wanted = [[frozenset(index[one] for one in one_of) for one_of in sets] for sets in wanted]
        self._machine = AhoCorasick(literals)

    def candidates(self, text: str) -> list[int]:
        """The indices of those that can match, in order."""
        # A clause is not asked for again, and must not push the text out of what is remembered.
        low = fold_for_search(text) if len(text) > _CLAUSE else fold_for_search.__wrapped__(text)
        if low is None:
            return list(range(self._count))
        there = {which for which, _, _ in self._machine.find_matches_as_indexes(low, overlapping=True)}
        return [n for n, sets in enumerate(self._wanted) if not any(map(there.isdisjoint, sets))]


class TokenPattern(_Searched):
    r"""A regular expression whose matches hold no white space, tried only in stretches without it that hold a literal.

    Args:
        pattern: the expression.
        literals: in lower case; every match holds one of them.

    >>> hosts = TokenPattern(re.compile(r"\w+\.(?:com|org)\b"), [".com", ".org"])
    >>> [m[0] for m in hosts.finditer("At example.com, now example.org; .comma")]
    ['example.com', 'example.org']
    """

    def _find(self, text: str, low: str) -> Iterator[re.Match[str]]:
        end = 0
        for _, start, _ in self._machine.find_matches_as_indexes(low):
            if start >= end:
                begin = low.rfind(" ", end, start) + 1 or end
                end = low.find(" ", start)
                end = len(low) if end < 0 else end
                yield from self.pattern.finditer(text, begin, end)


class WindowPattern(_Searched):
    r"""A regular expression, tried only where a literal that every match holds stands near.

    Args:
        pattern: the expression.
        literals: in lower case; every match holds one of them, and none in more than one place.
        before: most characters between a match's start and its literal.
        behind: most characters from the literal's start that the expression looks at.

    >>> years = WindowPattern(re.compile(r"\d{1,2} years?"), ["year"], before=3, behind=5)
    >>> [m[0] for m in years.finditer("In 2020, after 5 years, 1 year and a year")]
    ['5 years', '1 year']
    """

    def __init__(self, pattern: re.Pattern[str], literals: Collection[str], before: int, behind: int) -> None:
        super().__init__(pattern, literals)
        self._before, self._behind = before, behind

    def _find(self, text: str, low: str) -> Iterator[re.Match[str]]:
        end = 0
        for _, start, _ in self._machine.find_matches_as_indexes(low):
            if start >= end and (
                found := self.pattern.search(text, max(end, start - self._before), start + self._behind)
            ):
                yield found
                end = found.end()


class LiteralLocator:
    """Where in a text any of some expressions may match: near the rarest of the literals that each one needs.

    Args:
        groups: expressions by what they are asked for; they are tried on stretches of the text in which each run of
            white space is one blank.

    Raises:
        ValueError: nothing is known of what one of them needs.

    >>> cues = LiteralLocator({"no": ["no (?:experience|knowledge) (?:in|of)"], "wish": ["eager to learn"]})
    >>> cues.offsets("No  knowledge of Go; no doubt"), cues.offsets("Eager to go")
    ({'no': [4], 'wish': []}, {'no': [], 'wish': []})
    """

    def __init__(self, groups: Mapping[str, Iterable[str]], flags: int = re.IGNORECASE) -> None:
        index: dict[str, int] = {}
        self._needs = {
            name: [
                [frozenset(index.setdefault(word, len(index)) for word in words) for words in _words(pattern, flags)]
                for pattern in patterns
            ]
            for name, patterns in groups.items()
        }
        self._machine = AhoCorasick(list(index))

    def offsets(self, text: str) -> dict[str, list[int]] | None:
        """The offsets of such literals by group, in order; None where any place may be one."""
        low = fold_for_search(text)
        if low is None:
            return None
        places: dict[int, list[int]] = defaultdict(list)
        for which, start, _ in self._machine.find_matches_as_indexes(low, overlapping=True):
            places[which].append(start)
        there = places.keys()
        found = {}
        for name, patterns in self._needs.items():
            near: set[int] = set()
            for sets in patterns:
                if not any(map(there.isdisjoint, sets)):
                    rarest = min((there & words for words in sets), key=lambda them: sum(len(places[n]) for n in them))
                    near.update(start for n in rarest for start in places[n])
            found[name] = sorted(near)
        return found


def _words(pattern: str, flags: int) -> list[set[str]]:
    """Sets of words of each of which every match holds one, those that stand everywhere only for want of others."""
    sets: list[set[str]] = []
    for one_of in required_literals(pattern, flags, 1):
        # For one blank there may be several in a text: of each literal its first word, then its second ...
        cut = [re.findall(r"\S+ ?", one) for one in one_of]
        sets += [{one[min(n, len(one) - 1)] for one in cut} for n in range(max(map(len, cut)))]
    least = min(4, max((min(map(len, words)) for words in sets), default=0))
    if least < 2:
        raise ValueError(f"nothing is known of what it needs: {pattern[:60]}")
    return [words for words in sets if min(map(len, words)) >= least]


def any_between(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the offsets in order lies in a stretch of the text.

    >>> any_between([3, 9], 4, 9), any_between([3, 9], 4, 10)
    (False, True)
    """
    n = bisect_left(places, start)
    return n < len(places) and places[n] < end
