"""Phrases of a competency: the small pattern language of requirement profiles.

Words stand for themselves, whatever their case; ``*`` at the end of a word stands for any letters or none; ``...``
between words for up to four words; a space for white space or a hyphen ("back end" finds "back-end", while "backend" is
another phrase).
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
"""What ``...`` stands for. Four words, since verb and object of a résumé's sentence ("optimised several slow reporting
queries") seldom stand farther apart and a longer gap joins what does not belong together. A hyphen may be part of
a word or stand between two, so each word has at most four parts and no run gives back characters: otherwise a rule of
dashes after the first word would be tried in billions of ways. After a change run ``python -m benchmarks scaling``."""

_TELLING: Final = 3
"""Letters of a word by which a phrase is known; shorter ones stand everywhere."""

_PLAIN: Final = re.compile(r"[!-~¡-´¶-þÿ]+")
"""Words in which lower case tells all: those of ASCII and Latin-1, without the micro sign, whose double is Greek."""


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase found in a text.

    >>> PhraseMatch("encrypt* data", 4, 18).phrase
    'encrypt* data'
    """

    phrase: str
    start: int
    end: int


def phrase_problems(phrase: str) -> list[str]:
    """What is wrong with a phrase, as messages; empty if nothing is.

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
    # A pattern without regard to case takes these for "i" and "s"; str.lower keeps them apart.
    return text.replace("İ", "i").replace("ı", "i").replace("ſ", "s").lower()


def _pieces(phrase: str) -> tuple[str, ...]:
    """What a text must hold, folded, for the phrase to stand in it; the longest, which is the rarest, first."""
    pieces = {piece for word in phrase.split() if word != "..." for piece in word.split("*")}
    return tuple(sorted((_folded(p) for p in pieces if _PLAIN.fullmatch(p)), key=lambda p: (-len(p), p)))


class PhrasePatterns:
    """Finds a list of phrases in texts.

    A regular expression is tried only where all of the phrase's words stand somewhere in the text: most phrases of a
    profile have no part in most sentences, and to see that a word is missing takes a hundredth of the time.

    >>> found = PhrasePatterns(["optimi* ... quer*", "back end"]).find("Optimised slow SQL queries of the back-end")
    >>> [(m.phrase, m.start, m.end) for m in found]
    [('optimi* ... quer*', 0, 26), ('back end', 34, 42)]
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        self._patterns = tuple(_Pattern(phrase) for phrase in phrases)

    def find(self, text: str) -> Iterator[PhraseMatch]:
        """Every match of every phrase, by phrase and then by place.

        Args:
            text: any text; the matches' offsets count its characters.
        """
        folded = _folded(text)
        for pattern in self._patterns:
            if all(piece in folded for piece in pattern.pieces):
                yield from pattern.find(text)


class _Pattern:
    """A phrase, as a regular expression that is compiled when it is needed: many of a profile's never are."""

    def __init__(self, phrase: str) -> None:
        self.phrase = phrase
        self.pieces = _pieces(phrase)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(_regex(self.phrase), re.IGNORECASE)

    def find(self, text: str) -> Iterator[PhraseMatch]:
        for match in self._compiled.finditer(text):
            yield PhraseMatch(self.phrase, match.start(), match.end())


class PhraseLists:
    """Several lists of phrases, sought in the sentences of a text at once.

    One pass over the text finds in which sentences the words of which phrases stand; only there a phrase is tried.

    Args:
        lists: of phrases.

    >>> text = "Built the back end. Tuned the server."
    >>> found = PhraseLists([["back end", "front end"], ["tun* ... server"]]).find(text, [(0, 19), (20, 37)])
    >>> [(which, sentence, match.phrase, match.start) for which, sentence, match in found]
    [(0, 0, 'back end', 10), (1, 1, 'tun* ... server', 0)]
    """

    def __init__(self, lists: Sequence[Sequence[str]]) -> None:
        from ahocorasick_rs import AhoCorasick

        self._patterns: list[tuple[int, _Pattern, frozenset[int]]] = []
        index: dict[str, int] = {}
        for which, phrases in enumerate(lists):
            for phrase in phrases:
                pattern = _Pattern(phrase)
                pieces = [p for p in pattern.pieces if len(p) >= _TELLING] or pattern.pieces[:1]
                numbers = frozenset(index.setdefault(piece, len(index)) for piece in pieces if piece)
                self._patterns.append((which, pattern, numbers))
        self._machine = AhoCorasick(list(index))

    def find(self, text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, PhraseMatch]]:
        """Every match of every phrase.

        Args:
            text: the whole text.
            sentences: offsets of its sentences, in order and apart from one another.

        Yields:
            The index of the list, that of the sentence, and the match with its offsets in the sentence.
        """
        starts = [start for start, _ in sentences]
        places: dict[int, set[int]] = defaultdict(set)
        for piece, start, _ in self._machine.find_matches_as_indexes(_folded(text), overlapping=True):
            sentence = bisect_right(starts, start) - 1
            if sentence >= 0:
                places[piece].add(sentence)
        there = places.keys()
        for which, pattern, pieces in self._patterns:
            if pieces <= there:
                several = [places[piece] for piece in pieces]
                for sentence in sorted(set.intersection(*several)) if several else range(len(sentences)):
                    start, end = sentences[sentence]
                    for match in pattern.find(text[start:end]):
                        yield which, sentence, match
