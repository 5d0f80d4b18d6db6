"""Search with regular expressions only where their literals occur (literal prefilter), found in one pass over the text.

Python tries a pattern of many alternatives at every character, a tenth of a microsecond each. An Aho-Corasick automaton
finds a hundred words in a text in a fortieth of that time. The pattern is then tried only where a match can begin
(:class:`PrefixPattern`), or not at all if a required literal is missing (:class:`PatternPrefilter`). The literals come
from :mod:`matcher.core.regex_literals`. The matches are those of the pattern alone, as
``tests/core/test_regex_prefilter.py`` checks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from matcher.core.regex_literals import fold_for_search, literal_prefixes, required_literals

__all__ = [
    "LiteralLocator",
    "PatternPrefilter",
    "PrefixPattern",
    "TokenPattern",
    "WholeWords",
    "WindowPattern",
    "any_between",
]

_CLAUSE = 500
"""Characters up to which a text is taken for a part of another one."""


class _PrefilteredPattern:
    """A regular expression that is tried only in parts of a text."""

    def __init__(self, pattern: re.Pattern[str], literals: Collection[str]) -> None:
        self.pattern = pattern
        self._automaton = AhoCorasick(sorted(literals))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches, as :meth:`re.Pattern.finditer` does."""
        folded = fold_for_search(text)
        return self.pattern.finditer(text) if folded is None else self._find(text, folded)

    def _find(self, text: str, folded: str) -> Iterator[re.Match[str]]:
        raise NotImplementedError


class PrefixPattern(_PrefilteredPattern):
    r"""A regular expression that is tried only where one of its literal prefixes occurs.

    Args:
        pattern: every match begins with one of a limited number of literals, in any case.

    Raises:
        ValueError: the pattern has no such literals.

    >>> years = PrefixPattern(re.compile(r"\d+ years?|decades? of", re.IGNORECASE))
    >>> [m[0] for m in years.finditer("5 years, a Decade of Go, 12 Years")]
    ['5 years', 'Decade of', '12 Years']
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        literals = literal_prefixes(pattern.pattern, pattern.flags)
        if not literals:
            raise ValueError(f"a match can begin with anything: {pattern.pattern[:60]}")
        super().__init__(pattern, literals)

    def _find(self, text: str, folded: str) -> Iterator[re.Match[str]]:
        match = self.pattern.match
        end = 0
        starts = {start for _, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True)}
        for start in sorted(starts):
            if start >= end and (hit := match(text, start)):
                yield hit
                end = hit.end()


class PatternPrefilter:
    r"""A prefilter for many regular expressions: it selects those whose required literals all occur in a text.

    Args:
        required: the result of :func:`required_literals` for each expression.

    >>> patterns = [r"hire (?:this|the) (?:candidate|person)", "thank you", r"\d+"]
    >>> prefilter = PatternPrefilter([required_literals(pattern) for pattern in patterns])
    >>> prefilter.candidates("Hire a person"), prefilter.candidates("Thank you"), prefilter.candidates("٣")
    ([2], [1, 2], [0, 1, 2])
    """

    def __init__(self, required: Sequence[Sequence[Collection[str]]]) -> None:
        self._count = len(required)
        literals = sorted({literal for sets in required for one_of in sets for literal in one_of})
        index = {literal: n for n, literal in enumerate(literals)}
        self._required = [[frozenset(index[literal] for literal in one_of) for one_of in sets] for sets in required]
        self._automaton = AhoCorasick(literals)

    def candidates(self, text: str) -> list[int]:
        """Return the indices of the expressions that can match, in order."""
        # A clause is searched only once and must not displace the text from the memo.
        folded = fold_for_search(text) if len(text) > _CLAUSE else fold_for_search.__wrapped__(text)
        if folded is None:
            return list(range(self._count))
        present = {literal for literal, _, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True)}
        return [n for n, sets in enumerate(self._required) if not any(map(present.isdisjoint, sets))]


class TokenPattern(_PrefilteredPattern):
    r"""A regular expression whose matches hold no white space, tried only in the words that hold one of its literals.

    Args:
        pattern: the expression.
        literals: in lower case; every match holds one of them.

    >>> hosts = TokenPattern(re.compile(r"\w+\.(?:com|org)\b"), [".com", ".org"])
    >>> [m[0] for m in hosts.finditer("At example.com, now example.org; .comma")]
    ['example.com', 'example.org']
    """

    def _find(self, text: str, folded: str) -> Iterator[re.Match[str]]:
        end = 0
        for _, start, _ in self._automaton.find_matches_as_indexes(folded):
            if start >= end:
                begin = folded.rfind(" ", end, start) + 1 or end
                end = folded.find(" ", start)
                end = len(folded) if end < 0 else end
                yield from self.pattern.finditer(text, begin, end)


class WindowPattern(_PrefilteredPattern):
    r"""A regular expression that is tried only in a window around each of its literals.

    Args:
        pattern: the expression.
        literals: in lower case; every match holds one of them, and only once.
        before: most characters from a match's start to its literal.
        behind: most characters from the literal's start that the expression looks at.

    >>> years = WindowPattern(re.compile(r"\d{1,2} years?"), ["year"], before=3, behind=5)
    >>> [m[0] for m in years.finditer("In 2020, after 5 years, 1 year and a year")]
    ['5 years', '1 year']
    """

    def __init__(self, pattern: re.Pattern[str], literals: Collection[str], before: int, behind: int) -> None:
        super().__init__(pattern, literals)
        self._before, self._behind = before, behind

    def _find(self, text: str, folded: str) -> Iterator[re.Match[str]]:
        end = 0
        for _, start, _ in self._automaton.find_matches_as_indexes(folded):
            if start >= end and (
                hit := self.pattern.search(text, max(end, start - self._before), start + self._behind)
            ):
                yield hit
                end = hit.end()


class LiteralLocator:
    """Locate where expressions can match in a text: near the rarest of the literals that each one requires.

    Args:
        groups: expressions by name of their group. They are meant for parts of the text in which each run of white
            space is one blank.

    Raises:
        ValueError: an expression has no required literals.

    >>> cues = LiteralLocator({"no": ["no (?:experience|knowledge) (?:in|of)"], "wish": ["eager to learn"]})
    >>> cues.offsets("No  knowledge of Go; no doubt"), cues.offsets("Eager to go")
    ({'no': [4], 'wish': []}, {'no': [], 'wish': []})
    """

    def __init__(self, groups: Mapping[str, Iterable[str]], flags: int = re.IGNORECASE) -> None:
        index: dict[str, int] = {}
        self._required = {
            name: [
                [
                    frozenset(index.setdefault(word, len(index)) for word in words)
                    for words in _required_words(pattern, flags)
                ]
                for pattern in patterns
            ]
            for name, patterns in groups.items()
        }
        self._automaton = AhoCorasick(list(index))
        self._holding: dict[int, list[tuple[str, list[frozenset[int]]]]] = defaultdict(list)
        """By the number of a word, the expressions of whose first set it is one."""
        for name, patterns in self._required.items():
            for sets in patterns:
                for word in sets[0]:
                    self._holding[word].append((name, sets))

    def offsets(self, text: str) -> dict[str, list[int]] | None:
        """Return the offsets of those literals by group, in order; None if a match could be anywhere."""
        folded = fold_for_search(text)
        if folded is None:
            return None
        occurrences: dict[int, list[int]] = defaultdict(list)
        for word, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            occurrences[word].append(start)
        present = occurrences.keys()
        candidates: dict[str, set[int]] = {name: set() for name in self._required}
        possible = {id(sets): (name, sets) for word in present for name, sets in self._holding.get(word, ())}
        for name, sets in possible.values():
            if not any(map(present.isdisjoint, sets)):
                rarest = min(
                    (present & words for words in sets), key=lambda words: sum(len(occurrences[n]) for n in words)
                )
                candidates[name].update(start for n in rarest for start in occurrences[n])
        return {name: sorted(starts) for name, starts in candidates.items()}


def _required_words(pattern: str, flags: int) -> list[set[str]]:
    """Return sets of words; every match holds one word of each set.

    Short words (in UTF-8) serve only without longer ones.
    """
    sets: list[set[str]] = []
    for one_of in required_literals(pattern, flags, 1):
        # A blank of a literal may be several in the text: first words make one set, second words the next ...
        split = [re.findall(r"\S+ ?", literal) for literal in one_of]
        sets += [{words[min(n, len(words) - 1)] for words in split} for n in range(max(map(len, split)))]
    sizes = [min(len(word.encode()) for word in words) for words in sets]
    shortest = min(4, max(sizes, default=0))
    if shortest < 2:
        raise ValueError(f"the pattern has no required literals: {pattern[:60]}")
    return [words for words, size in zip(sets, sizes, strict=True) if size >= shortest]


def any_between(offsets: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the sorted offsets is in ``range(start, end)``.

    >>> any_between([3, 9], 4, 9), any_between([3, 9], 4, 10)
    (False, True)
    """
    index = bisect_left(offsets, start)
    return index < len(offsets) and offsets[index] < end


class WholeWords:
    """Words and phrases to find in a text, where no letter touches them.

    Args:
        words: in any case; of two that begin at one place the longer one is found.
        unspaced: characters of writing systems without blanks between words, as part of a character class; letters may
            touch words that begin with one of them.

    >>> list(WholeWords(["Total", "due date", "合計"], "一-鿿").find("subtotal, total, due date 御合計金額"))
    [(10, 'total'), (17, 'due date'), (27, '合計')]
    """

    def __init__(self, words: Iterable[str], unspaced: str) -> None:
        listed = list(dict.fromkeys(word.casefold() for word in words))
        anywhere = re.compile(f"[{unspaced}]").match
        self._words = [(w, bool(anywhere(w)), w[-1].isalnum() and not anywhere(w[-1])) for w in listed]
        self._automaton = AhoCorasick(listed, matchkind=MatchKind.LeftmostLongest)

    def find(self, folded: str) -> Iterator[tuple[int, str]]:
        """Yield the offsets and the words in a text in lower case."""
        for number, start, end in self._automaton.find_matches_as_indexes(folded):
            word, anywhere, ends = self._words[number]
            if anywhere or not (folded[start - 1 : start].isalnum() or (ends and folded[end : end + 1].isalnum())):
                yield start, word
