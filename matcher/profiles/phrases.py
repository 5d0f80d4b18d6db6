"""Match phrases: the small pattern language of requirement profiles.

A word matches itself in any case, with or without accents; ``*`` at the end of a word matches any letters or none;
``...`` between words matches up to four words; a space matches white space or a hyphen ("back end" finds "back-end",
while "backend" is another phrase). Chinese and Japanese have no blanks between words: there a phrase is found within
other characters, a space may match nothing ("API 設計" finds "API設計"), and ``...`` matches up to twelve characters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Final

__all__ = [
    "PhraseLists",
    "PhraseMatch",
    "PhrasePatterns",
    "any_phrase_regex",
    "fold",
    "phrase_problems",
    "phrase_regex",
]

_CJK: Final = "々〆\u3040-\u30ff㐀-䶿一-鿿豈-﫿"
_IS_CJK: Final = re.compile(f"[{_CJK}]")
_IS_KATAKANA: Final = re.compile("[ァ-ヺー]")
_LETTER: Final = rf"[^\W{_CJK}]"
"""A letter or digit of a script that separates words by blanks. Compiling it takes 2 ms, of which a phrase needs two or
three, so texts without Chinese or Japanese characters are searched with ``\\w`` instead, which is the same there."""

_APART: Final = r"[\s,/-]++"
_WORD: Final = r"[\w'’.#+%]++(?:-[\w'’.#+%]++){0,3}"
_ELIDED: Final = "(?:[a-z]{1,5}')?"
"""An article or preposition that has lost its vowel, as in "l'API", "d'une", "dell'applicazione"."""
GAP: Final = rf"(?:{_APART}{_WORD}){{0,4}}?{_APART}{_ELIDED}"
"""Regular expression of ``...``. It allows four words: verb and object of a résumé's sentence ("optimised several slow
reporting queries") are seldom farther apart, and a longer gap joins unrelated words. A hyphen may be part of a word or
separate two, so each word has at most four parts, and quantifiers are possessive: otherwise a row of dashes after the
first word would be tried in billions of ways. After a change run ``python -m benchmarks scaling``."""

_CJK_GAP: Final = r"[^。!?;,\n]{0,12}?"
"""Regular expression of ``...`` beside a Chinese or Japanese word: four words have about twelve characters."""

_CONTINUED: Final = {"服务": "器", "服務": "器", "数据": "库", "數據": "庫"}
"""Ends of Chinese phrases, and the character that makes another word of them: 服务 is a service, 服务器 a server."""

_SHORTEST_LITERAL: Final = 3
"""Fewest letters of a word by which a phrase is looked up; shorter words occur in nearly every text. Characters of
Chinese and Japanese say more, so that two are enough."""

_WITHOUT_DECOMPOSITION: Final = {
    "ı": "i", "ſ": "s", "ł": "l", "ø": "o", "đ": "d", "ё": "е", "’": "'", "‐": "-", "‑": "-",
}  # fmt: skip


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


@cache
def _plain(character: str) -> str:
    """Return a lower-case character without accents, of normal width; as it is if that needs more than one."""
    if character in _WITHOUT_DECOMPOSITION:
        return _WITHOUT_DECOMPOSITION[character]
    plain = unicodedata.normalize("NFKC", character).lower()
    if unicodedata.name(character, "").startswith("LATIN "):
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return plain if len(plain) == 1 else character


@lru_cache(maxsize=4)
def fold(text: str) -> str:
    """Return a text as phrases compare it: in lower case, without accents of Latin letters; offsets stay the same.

    Args:
        text: any text.

    >>> fold("Sécurité, İŞLEM ışık, ＡＰＩ, Ёлка, データ")
    'securite, islem isik, api, елка, データ'
    """
    if text.isascii():
        return text.lower()
    text = text.replace("İ", "i").lower()  # the lower case of this letter alone would have two characters
    for character in set(text):
        if character > "\x7f" and (plain := _plain(character)) != character:
            text = text.replace(character, plain)
    return text


def phrase_regex(phrase: str, touching: bool = True) -> str:
    """Return the regular expression of a phrase, for folded text.

    Args:
        phrase: as written in a profile.
        touching: whether the text may hold Chinese or Japanese characters, which words of other scripts touch.

    >>> re.search(phrase_regex("réduc* ... temps"), fold("Réduction de 30 % du temps"))[0]
    'reduction de 30 % du temps'
    >>> re.search(phrase_regex("estend* ... api"), fold("Estendo l’API"))[0]
    "estendo l'api"
    >>> re.search(phrase_regex("web服务"), "web服务器") is None
    True
    """
    return "".join(_guarded(phrase, touching))


def any_phrase_regex(phrases: Iterable[str], touching: bool = True) -> str:
    r"""Return the regular expression of any of several phrases, for folded text.

    What must not stand before and behind them is tested once for all phrases that share it.

    Args:
        phrases: as written in a profile.
        touching: see :func:`phrase_regex`.

    >>> any_phrase_regex(["no", "want* to"], touching=False)
    '(?:(?<!\\w)(?:no|want\\w*[\\s-]+to)(?!\\w))'
    """
    bodies: dict[tuple[str, str], list[str]] = {}
    for phrase in phrases:
        start, body, end = _guarded(phrase, touching)
        bodies.setdefault((start, end), []).append(body)
    guarded = [f"{start}(?:{'|'.join(some)}){end}" for (start, end), some in bodies.items()]
    return f"(?:{'|'.join(guarded)})"


def _guarded(phrase: str, touching: bool) -> tuple[str, str, str]:
    """Return the regular expressions of what must not stand before a phrase, the phrase, and what must not follow."""
    letter = _LETTER if touching else r"\w"
    parts: list[str] = []
    glue, before = "", ""
    for word in fold(phrase).split():
        if word == "...":
            glue = GAP
            continue
        beside_cjk = bool(_IS_CJK.match(before[-1:]) or _IS_CJK.match(word))
        if beside_cjk and parts:
            glue = _CJK_GAP if glue == GAP else r"[\s-]*"
        parts += [glue, re.escape(word).replace(r"\*", f"{letter}*")]
        glue, before = r"[\s-]+", word
    return _start(phrase, letter), "".join(parts), _end(before, letter)


def _start(phrase: str, letter: str) -> str:
    """Return what must not stand before a phrase: a letter; before katakana, which write foreign words, another."""
    if _IS_KATAKANA.match(phrase):
        return "(?<![ァ-ヺー])"
    return "" if _IS_CJK.match(phrase) else f"(?<!{letter})"


def _end(word: str, letter: str) -> str:
    """Return what must not follow a phrase that ends with a word."""
    if _IS_CJK.match(word[-1:]):
        return f"(?!{character})" if (character := _CONTINUED.get(word[-2:])) else ""
    return f"(?!{letter})"


def _required_literals(phrase: str) -> tuple[str, ...]:
    """Return the folded literals that a text must hold to match the phrase, the longest (hence rarest) first."""
    literals = {literal for word in fold(phrase).split() if word != "..." for literal in word.split("*") if literal}
    return tuple(sorted(literals, key=lambda p: (-_length(p), p)))


def _length(literal: str) -> int:
    return len(literal) + sum(map(len, _IS_CJK.findall(literal)))


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
        folded = fold(text)
        for pattern in self._patterns:
            if all(literal in folded for literal in pattern.literals):
                yield from pattern.find(folded)


class _Pattern:
    """A phrase with its regular expression, which is compiled when first needed: many of a profile never are."""

    def __init__(self, phrase: str) -> None:
        self.phrase = phrase
        self.literals = _required_literals(phrase)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(phrase_regex(self.phrase, touching=False))

    @cached_property
    def _touching(self) -> re.Pattern[str]:
        return re.compile(phrase_regex(self.phrase))

    def find(self, folded: str) -> Iterator[PhraseMatch]:
        pattern = self._compiled if folded.isascii() or not _IS_CJK.search(folded) else self._touching
        for match in pattern.finditer(folded):
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
        self._by_rarest: dict[int, list[int]] = defaultdict(list)
        numbers: dict[str, int] = {}
        for index, phrases in enumerate(lists):
            for phrase in phrases:
                pattern = _Pattern(phrase)
                literals = [p for p in pattern.literals if _length(p) >= _SHORTEST_LITERAL] or pattern.literals[:1]
                required = [numbers.setdefault(literal, len(numbers)) for literal in literals]
                self._by_rarest[required[0]].append(len(self._patterns))
                self._patterns.append((index, pattern, frozenset(required)))
        self._automaton = AhoCorasick(list(numbers))

    def find(self, text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, PhraseMatch]]:
        """Yield every match of every phrase.

        Args:
            text: the whole text.
            sentences: offsets of its sentences, in order and without overlap.

        Yields:
            The index of the list, the index of the sentence, and the match with its offsets in the sentence.
        """
        folded = fold(text)
        occurrences: dict[int, list[int]] = defaultdict(list)
        for literal, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            occurrences[literal].append(start)
        present = occurrences.keys()
        starts = [start for start, _ in sentences]
        holding: dict[int, set[int]] = {}
        for number in sorted(n for literal in present for n in self._by_rarest.get(literal, ())):
            index, pattern, required = self._patterns[number]
            if required <= present:
                for literal in required - holding.keys():
                    holding[literal] = {bisect_right(starts, start) - 1 for start in occurrences[literal]} - {-1}
                for sentence in sorted(set.intersection(*(holding[literal] for literal in required))):
                    start, end = sentences[sentence]
                    for match in pattern.find(folded[start:end]):
                        yield index, sentence, match
