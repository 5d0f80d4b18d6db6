"""Match phrases: the small pattern language of requirement profiles.

A word matches itself in any case; ``*`` at the end of a word matches any letters or none; ``...`` between words matches
up to four words; a space matches white space or a hyphen ("back end" finds "back-end", while "backend" is another
phrase).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

__all__ = ["PhraseLists", "PhraseMatch", "PhrasePatterns", "phrase_problems"]

_APART: Final = r"[\s,/-]++"
_WORD: Final = r"[\w'’.#+]++(?:-[\w'’.#+]++){0,3}"
GAP: Final = rf"(?:{_APART}{_WORD}){{0,4}}?{_APART}"
"""Regular expression of ``...``. It allows four words: verb and object of a résumé's sentence ("optimised several slow
reporting queries") are seldom farther apart, and a longer gap joins unrelated words. A hyphen may be part of a word or
separate two, so each word has at most four parts, and quantifiers are possessive: otherwise a row of dashes after the
first word would be tried in billions of ways. After a change run ``python -m benchmarks scaling``."""

_SHORTEST_LITERAL: Final = 3
"""Fewest letters of a word by which a phrase is looked up; shorter words occur in nearly every text."""

_PLAIN: Final = re.compile(r"[!-~¡-´¶-þÿ]+")
"""Words that can be compared in lower case: those of ASCII and Latin-1, except the micro sign, which equals a Greek
letter."""


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A match of a phrase in a text.

    >>> PhraseMatch("encrypt* data", 4, 18).phrase
    'encrypt* data'
    """

    phrase: str
    start: int
    end: int


def phrase_problems(phrase: str) -> list[str]:
    """Return the problems of a phrase as messages; empty if it is valid.

    Args:
        phrase: as written in a profile.

    >>> phrase_problems("optimi* ... quer*")
    []
    >>> phrase_problems("... quer*")
    ["phrase '... quer*' begins or ends with '...'"]
    """
    words = phrase.split()
    if not words or words[0] == "..." or words[-1] == "...":
        return [f"phrase {phrase!r} begins or ends with '...'"]
    bad = [w for w in words if w != "..." and not re.fullmatch(r"\*?[\w#+.&'/-]+\*?", w)]
    return [f"phrase {phrase!r}: {w!r} is neither a word, a word with * nor '...'" for w in bad]


def _regex(phrase: str) -> str:
    parts: list[str] = []
    glue = ""
    for word in phrase.split():
        if word == "...":
            glue = GAP
            continue
        parts += [glue, re.escape(word).replace(r"\*", r"\w*")]
        glue = r"[\s-]+"
    return rf"(?<!\w){''.join(parts)}(?!\w)"


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    # re.IGNORECASE matches these with "i" and "s"; str.lower keeps them apart.
    return text.replace("İ", "i").replace("ı", "i").replace("ſ", "s").lower()


def _required_literals(phrase: str) -> tuple[str, ...]:
    """Return the folded literals that a text must hold to match the phrase, the longest (hence rarest) first."""
    literals = {literal for word in phrase.split() if word != "..." for literal in word.split("*")}
    return tuple(sorted((_folded(p) for p in literals if _PLAIN.fullmatch(p)), key=lambda p: (-len(p), p)))


class PhrasePatterns:
    """A list of phrases to find in texts.

    A phrase's regular expression is tried only if the text holds all of the phrase's words. Most phrases of a profile
    do not occur in most sentences, and to see that a word is missing takes a hundredth of the time.

    >>> found = PhrasePatterns(["optimi* ... quer*", "back end"]).find("Optimised slow SQL queries of the back-end")
    >>> [(m.phrase, m.start, m.end) for m in found]
    [('optimi* ... quer*', 0, 26), ('back end', 34, 42)]
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        self._patterns = tuple(_Pattern(phrase) for phrase in phrases)

    def find(self, text: str) -> Iterator[PhraseMatch]:
        """Yield every match of every phrase, by phrase and then by offset.

        Args:
            text: any text; the matches' offsets count its characters.
        """
        folded = _folded(text)
        for pattern in self._patterns:
            if all(literal in folded for literal in pattern.literals):
                yield from pattern.find(text)


class _Pattern:
    """A phrase with its regular expression, which is compiled when first needed: many of a profile never are."""

    def __init__(self, phrase: str) -> None:
        self.phrase = phrase
        self.literals = _required_literals(phrase)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(_regex(self.phrase), re.IGNORECASE)

    def find(self, text: str) -> Iterator[PhraseMatch]:
        for match in self._compiled.finditer(text):
            yield PhraseMatch(self.phrase, match.start(), match.end())


class PhraseLists:
    """Several lists of phrases to find in the sentences of a text, all at once.

    One pass over the text finds the sentences that hold the words of each phrase; a phrase is tried only in those.

    Args:
        lists: lists of phrases.

    >>> text = "Built the back end. Tuned the server."
    >>> found = PhraseLists([["back end", "front end"], ["tun* ... server"]]).find(text, [(0, 19), (20, 37)])
    >>> [(index, sentence, match.phrase, match.start) for index, sentence, match in found]
    [(0, 0, 'back end', 10), (1, 1, 'tun* ... server', 0)]
    """

    def __init__(self, lists: Sequence[Sequence[str]]) -> None:
        from ahocorasick_rs import AhoCorasick

        self._patterns: list[tuple[int, _Pattern, frozenset[int]]] = []
        numbers: dict[str, int] = {}
        for index, phrases in enumerate(lists):
            for phrase in phrases:
                pattern = _Pattern(phrase)
                literals = [p for p in pattern.literals if len(p) >= _SHORTEST_LITERAL] or pattern.literals[:1]
                required = frozenset(numbers.setdefault(literal, len(numbers)) for literal in literals if literal)
                self._patterns.append((index, pattern, required))
        self._automaton = AhoCorasick(list(numbers))

    def find(self, text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, PhraseMatch]]:
        """Yield every match of every phrase.

        Args:
            text: the whole text.
            sentences: offsets of its sentences, in order and without overlap.

        Yields:
            The index of the list, the index of the sentence, and the match with its offsets in the sentence.
        """
        starts = [start for start, _ in sentences]
        occurrences: dict[int, set[int]] = defaultdict(set)
        for literal, start, _ in self._automaton.find_matches_as_indexes(_folded(text), overlapping=True):
            sentence = bisect_right(starts, start) - 1
            if sentence >= 0:
                occurrences[literal].add(sentence)
        present = occurrences.keys()
        for index, pattern, required in self._patterns:
            if required <= present:
                holding = [occurrences[literal] for literal in required]
                for sentence in sorted(set.intersection(*holding)) if holding else range(len(sentences)):
                    start, end = sentences[sentence]
                    for match in pattern.find(text[start:end]):
                        yield index, sentence, match
