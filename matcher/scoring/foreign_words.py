"""Find words of other languages that say the same as terms of the TF-IDF model, whose terms are English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from matcher.languages.word_lists import load_languages
from matcher.parsing.sentences import split_sentences
from matcher.profiles.equivalents import spellings
from matcher.profiles.phrases import PhraseLists
from matcher.scoring.no_evidence import ConsentClauses

__all__ = ["ForeignWord", "ForeignWords"]

_TABLE = "vocabulary"


@dataclass(frozen=True, slots=True)
class ForeignWord:
    """A word or phrase of another language, and the term that it stands for."""

    term: str
    start: int
    end: int


class ForeignWords:
    """Finds equivalents of terms, by the tables ``[vocabulary]`` of the language files.

    Args:
        terms: English terms, as the model spells them.

    >>> words = ForeignWords(["database", "developer"])
    >>> text = "Entwicklerin von Datenbanken"
    >>> [(w.term, text[w.start : w.end]) for w in words.find(text, ["de"])]
    [('developer', 'Entwicklerin'), ('database', 'Datenbanken')]
    """

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = tuple(terms)
        self._by_language: dict[str, _Equivalents] = {}

    def find(self, text: str, languages: Sequence[str]) -> list[ForeignWord]:
        """Return the occurrences in a text, by offset; of several phrases for one term at one place the longest.

        Args:
            text: any text.
            languages: codes of the languages whose words to look for; English has none.
        """
        codes = [code for code in languages if code != "en"]
        if not codes:
            return []
        sentences = split_sentences(text)
        consent = ConsentClauses().find(text, sentences)
        sentences = tuple(span for n, span in enumerate(sentences) if n not in consent)
        found = sorted(
            {word for code in codes for word in self._of(code).find(text, sentences)},
            key=lambda word: (word.start, -word.end, word.term),
        )
        ends: dict[str, int] = {}
        kept = []
        for word in found:
            if word.start >= ends.get(word.term, 0):
                ends[word.term] = word.end
                kept.append(word)
        return kept

    def _of(self, code: str) -> _Equivalents:
        if code not in self._by_language:
            self._by_language[code] = _Equivalents(code, self._terms)
        return self._by_language[code]


class _Equivalents:
    """The equivalents of terms in one language."""

    def __init__(self, code: str, terms: Sequence[str]) -> None:
        known = _vocabulary(code)
        self._terms = [term for term in terms if term in known]
        self._known = [known[term] for term in self._terms]

    @cached_property
    def _lists(self) -> PhraseLists:
        return PhraseLists(self._known)

    def find(self, text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[ForeignWord]:
        if not self._terms:
            return
        for index, number, match in self._lists.find(text, sentences):
            start = sentences[number][0]
            yield ForeignWord(self._terms[index], start + match.start, start + match.end)


@cache
def _vocabulary(code: str) -> dict[str, list[str]]:
    tables = next((language.tables for language in load_languages() if language.code == code), {})
    return {term: spellings(code, listed) for term, listed in tables.get(_TABLE, {}).items()}
