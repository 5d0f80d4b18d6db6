"""Tell which of the languages that matcher reads a text is written in, as a whole and part by part.

Résumés are lists of names, dates and noun phrases with few function words, which usual detectors need, and they mix
languages. So each part of the text is judged by the words of the table ``[detection]`` of the language files and by
the endings of words; Russian, Chinese and Japanese by the script. A word of several languages counts less for each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from matcher.languages.word_lists import CODES, words_by_language

__all__ = [
    "EVIDENT",
    "LanguageSpan",
    "active_languages",
    "evident_share",
    "language_spans",
    "languages_of",
    "points_of",
    "script_words",
]

_TOKEN: Final = re.compile(r"[^\W\d_]+")
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n\s*")

_SPACE: Final = re.compile(r"\s")

_PART: Final = 280
_LONGEST: Final = 400
"""Characters of a part: it ends at the first blank after so many, and at the second number at the latest. That is about
forty words, a paragraph. Many résumés have no blank lines, some have no line breaks at all."""

_PART_POINTS: Final = 1.5
"""Points from which a part is in a language: two words that no other language has."""

_HINT: Final = 0.5
"""Points of a language whose words are looked for in a text without a main language: one ending of a word."""

_MAIN: Final = 2.0
"""Points from which a text has a main language."""

_FURTHER: Final = 4.0
_FURTHER_WORDS: Final = 4
"""Points and different words that the parts in a further language must have together, so that the name of a school or a
street in an English résumé is not another language. Rerun ``python -m benchmarks languages`` after touching them."""

EVIDENT: Final = 0.2
"""Points per word from which a part is evidently in its language. Of 1,500 English résumés 98 % have that many in more
than half of their parts; résumés in Danish or Slovak, which share words with English and Polish, in none."""

_SHARED: Final = (0.0, 1.0, 0.4, 0.2, 0.1)
"""Points of a word that one, two, three or four languages have; a word of more languages counts nothing."""

_ENDING: Final = 0.5
"""Points of the ending of a word, compared with those of a listed word."""

_LEAST_LETTERS: Final = 6
"""Letters of a word whose ending counts."""

_SHORTEST_PLAIN: Final = 4
"""Letters of a word that is known without its accents too; shorter ones are other words ("e" and "è")."""

_REMEMBERED: Final = 20_000
"""Words whose evidence is kept."""

_CYRILLIC: Final = re.compile("[Ѐ-ӿ]+")
_OTHER_CYRILLIC: Final = re.compile("[іїєґўјљњћђџѓќѕәғқңөұүһӣӯҳҷ]", re.IGNORECASE)
_RUSSIAN: Final = re.compile("[ыэё]", re.IGNORECASE)
_OTHER_SHARE: Final = 0.025
_RUSSIAN_SHARE: Final = 0.004
_FEW_LETTERS: Final = 150
"""Shares of Cyrillic letters. Russian has 2 % of “ы” and “э”; Bulgarian, Serbian and Macedonian have none. Ukrainian,
Belarusian, Serbian and Kazakh have 4 % and more of letters that Russian lacks; names in these languages are no more
than the first share of a Russian text. Fewer letters than the last number need not contain an “ы”."""

_CJK: Final = re.compile("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_KANA: Final = re.compile("[\u3041-\u30fa\u30fc-\u30ff]")  # without the middle dot, which Chinese names have too
_KANA_SHARE: Final = 0.08
"""Share of kana among kana and Chinese characters from which a text is Japanese: Chinese résumés have next to none,
Japanese ones 20 % and more even where they are lists of nouns."""

_ANY_SCRIPT: Final = re.compile(f"{_CYRILLIC.pattern}|{_CJK.pattern}")

_LETTERS_OF_A_WORD: Final = {"ru": 6, "zh": 2, "ja": 2}
"""So many characters of these scripts count as one word."""

_Evidence = tuple[tuple[str, float], ...]
"""Points of a word by the code of the language."""


@dataclass(frozen=True, slots=True)
class LanguageSpan:
    """A part of a text and the language that it is written in."""

    start: int
    end: int
    code: str
    """Of the languages that matcher reads; empty if the part shows none, as a list of technologies does."""


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    points: dict[str, float]
    words: list[str]

    def language(self, main: str) -> str:
        """Return the language with most points, before others with as many the main one; empty if it has too few."""
        if not self.points:
            return ""
        best = max(self.points, key=lambda code: (self.points[code], code == main, code))
        return best if self.points[best] >= _PART_POINTS else ""


class _Words(dict[str, _Evidence]):
    """The evidence of each word that was met; forgets all when there are too many."""

    def __init__(self) -> None:
        super().__init__()
        self._listed = _weigh(words_by_language("detection", "frequent"), 1.0)
        self._endings = _weigh(words_by_language("detection", "endings"), _ENDING)
        self._longest = max(map(len, self._endings))

    def __missing__(self, word: str) -> _Evidence:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self._listed.get(word)
        if found is None and len(word) >= _LEAST_LETTERS:
            endings = (word[-size:] for size in range(self._longest, 1, -1))
            found = next((self._endings[ending] for ending in endings if ending in self._endings), None)
        self[word] = found or ()
        return self[word]


_words = cache(_Words)


def _weigh(lists: Mapping[str, tuple[str, ...]], factor: float) -> dict[str, _Evidence]:
    """Return the points of each word, also in its form without accents unless that is a word of another language."""
    codes: dict[str, set[str]] = {}
    for code, listed in lists.items():
        for word in listed:
            codes.setdefault(word, set()).add(code)
    for word, found in list(codes.items()):
        plain = "".join(c for c in unicodedata.normalize("NFD", word.replace("ı", "i")) if not unicodedata.combining(c))
        if plain != word and len(plain) >= _SHORTEST_PLAIN and codes.get(plain, found) <= found:
            codes[plain] = found
    return {
        word: tuple((code, factor * _SHARED[len(found)]) for code in CODES if code in found)
        for word, found in codes.items()
        if len(found) < len(_SHARED)
    }


def _scripts(text: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the languages of the text that are known by their script, with the pattern of their characters."""
    found: list[tuple[str, re.Pattern[str]]] = []
    if not _ANY_SCRIPT.search("".join(set(text))):  # much faster than a search of the text
        return ()
    if cyrillic := sum(map(len, _CYRILLIC.findall(text))):
        others, russian = (len(pattern.findall(text)) for pattern in (_OTHER_CYRILLIC, _RUSSIAN))
        if others <= _OTHER_SHARE * cyrillic and (russian >= _RUSSIAN_SHARE * cyrillic or cyrillic < _FEW_LETTERS):
            found.append(("ru", _CYRILLIC))
    if cjk := sum(map(len, _CJK.findall(text))):
        found.append(("ja" if len(_KANA.findall(text)) >= _KANA_SHARE * cjk else "zh", _CJK))
    return tuple(found)


def script_words(text: str) -> dict[str, float]:
    """Return about how many words of a text are in the languages that are known by their script, by their code.

    >>> script_words("Разработка сервисов на Java"), script_words("Розробка сервісів мовою Java")
    ({'ru': 3.3333333333333335}, {})
    """
    letters = {code: sum(map(len, pattern.findall(text))) for code, pattern in _scripts(text)}
    return {code: size / _LETTERS_OF_A_WORD[code] for code, size in letters.items()}


def points_of(words: Iterable[str]) -> dict[str, float]:
    """Return the points of words in lower case for each language of the Latin script that has any.

    >>> points_of(["entwicklung", "und", "java"])
    {'de': 2.0}
    """
    evidence = _words()
    points: dict[str, float] = {}
    for word in words:
        for code, value in evidence[word]:
            points[code] = points.get(code, 0.0) + value
    return points


def _parts(text: str) -> Iterator[_Part]:
    """Yield the parts of a text that have words, in order."""
    text = text.replace("İ", "i")  # a Turkish capital, whose lower case would have two characters
    scripts = () if text.isascii() else _scripts(text)
    for start, end in _pieces(text):
        piece = text[start:end]
        words = _TOKEN.findall(piece.lower())
        if not words:
            continue
        points = points_of(words)
        for code, pattern in scripts:
            if size := sum(map(len, pattern.findall(piece))):
                points[code] = size / _LETTERS_OF_A_WORD[code]
        yield _Part(start, end, points, words)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each paragraph, and of the pieces of a long one."""
    start = 0
    for end in [*(m.end() for m in _BLANK_LINE.finditer(text)), len(text)]:
        while end - start > _LONGEST:
            space = _SPACE.search(text, start + _PART, start + _LONGEST)
            cut = space.end() if space else start + _LONGEST
            yield start, cut
            start = cut
        yield start, end
        start = end


@lru_cache(maxsize=32)
def _read(text: str) -> tuple[tuple[str, ...], tuple[LanguageSpan, ...], float]:
    """Return the languages of a text, main language first; its parts; and the share of words in evident parts."""
    parts = list(_parts(text))
    evident = sum(len(p.words) for p in parts if max(p.points.values(), default=0.0) >= EVIDENT * len(p.words))
    share = evident / (sum(len(part.words) for part in parts) or 1)
    totals: dict[str, float] = {}
    for part in parts:
        for code, value in part.points.items():
            totals[code] = totals.get(code, 0.0) + value
    main = max(totals, key=lambda code: (totals[code], code), default="")
    if not main or totals[main] < _MAIN:
        return (), tuple(LanguageSpan(part.start, part.end, "") for part in parts), share
    spans = tuple(LanguageSpan(part.start, part.end, part.language(main)) for part in parts)
    won: dict[str, float] = {}
    words: dict[str, set[str]] = {}
    for part, span in zip(parts, spans, strict=True):
        if span.code and span.code != main:
            won[span.code] = won.get(span.code, 0.0) + part.points[span.code]
            words.setdefault(span.code, set()).update(part.words)
    evidence = _words()
    further = [
        code
        for code, value in won.items()
        if value >= _FURTHER
        and (code in _LETTERS_OF_A_WORD or sum((code, 1.0) in evidence[word] for word in words[code]) >= _FURTHER_WORDS)
    ]
    return (main, *sorted(further, key=lambda code: -won[code])), spans, share


def languages_of(text: str) -> tuple[str, ...]:
    """Return the codes of the languages that a text is evidently written in, as a whole or in a part.

    Args:
        text: the text of a résumé or of another document; the answer is kept for the last texts.

    Returns:
        Codes of :data:`matcher.languages.word_lists.CODES`, the main language first; empty if none is evident, as in a
        list of technologies or in another language.

    >>> languages_of("Entwicklung von Schnittstellen mit Java und Kafka für Banken")
    ('de',)
    >>> languages_of("Java, Kafka, Docker")
    ()
    """
    return _read(text)[0]


def active_languages(text: str) -> tuple[str, ...]:
    """Return the codes of the languages whose words are looked for in a text, main language first.

    English is always one of them. If no language is evident, as in a list of technologies, every language is that has a
    word of its own in it.

    >>> active_languages("Entwicklung von Schnittstellen mit Java und Kafka für Banken")
    ('de', 'en')
    >>> active_languages("Java, Kafka, Docker"), active_languages("Java (Grundkenntnisse)")
    (('en',), ('de', 'en'))
    """
    found = languages_of(text) or _hinted(text)
    return found if "en" in found else (*found, "en")


@lru_cache(maxsize=32)
def _hinted(text: str) -> tuple[str, ...]:
    totals = {**points_of(_TOKEN.findall(text.lower())), **script_words(text)}
    return tuple(sorted((code for code in totals if totals[code] >= _HINT), key=lambda code: (-totals[code], code)))


def language_spans(text: str) -> tuple[LanguageSpan, ...]:
    r"""Return the parts of a text, paragraphs of at most 400 characters, each with its language.

    Args:
        text: a text; the answer is kept for the last texts.

    >>> [span.code for span in language_spans("Worked for a bank\n\nInglés y alemán, nivel avanzado")]
    ['en', 'es']
    """
    return _read(text)[1]


def evident_share(text: str) -> float:
    """Return the share of the words of a text that are in parts with at least :data:`EVIDENT` points per word.

    Args:
        text: a text; the answer is kept for the last texts.

    >>> evident_share("Entwicklung von Diensten in Java"), evident_share("Java, Kafka, Docker")
    (1.0, 0.0)
    """
    return _read(text)[2]
