"""Read the words of duties in other languages than English as the English words that the model of duties knows.

The words are in the table ``[duties]`` of the language files: a small part of the model's words, those that tell the
kinds of work best.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from matcher.languages.word_lists import load_languages
from matcher.languages.writing_systems import CJK, plain_letters

__all__ = ["ForeignDuties", "load_foreign_duties"]

TABLE: Final = "duties"

_WORD: Final = re.compile(rf"[^\W\d_{CJK}]+")
_CJK: Final = re.compile(f"[{CJK}]")


class ForeignDuties:
    """Words of duties by their English equivalents.

    Args:
        words: pairs of an English word and a word or phrase; ``*`` at the end of a word stands for any letters.

    >>> duties = ForeignDuties([("customers", "klient*"), ("databases", "bazy danych"), ("servers", "サーバー")])
    >>> sorted(duties.english("Obsługa klientów, bazy danych", "")), sorted(duties.english("サーバーの運用", ""))
    (['customers', 'databases'], ['servers'])
    """

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        """First word to the whole phrase and its English word."""
        self._touching: dict[str, str] = {}
        for english, phrase in words:
            if _CJK.search(phrase):
                self._touching[phrase] = english
            else:
                parts = tuple(plain_letters(phrase).split())
                self._phrases.setdefault(parts[0], []).append((parts, english))
        longest = sorted(self._touching, key=lambda word: (-len(word), word))
        self._pattern = re.compile("|".join(map(re.escape, longest)) or "(?!)")

    def english(self, text: str, title: str) -> set[str]:
        """Return the English words for those of a position's text, without those of its title.

        Args:
            text: of the position.
            title: of the position, as it is written in the text.
        """
        text = text.replace(title, " ", 1) if title else text
        found = {self._touching[word] for word in self._pattern.findall(text)}
        # Accents are dropped word by word: a Chinese word in the text keeps those of all others otherwise.
        words = [plain_letters(word) for word in _WORD.findall(text)]
        for start, word in enumerate(words):
            for first in (word, *(f"{word[:size]}*" for size in range(len(word), 0, -1))):
                for parts, english in self._phrases.get(first, ()):
                    if all(map(_is_word, words[start : start + len(parts)], parts)) and start + len(parts) <= len(
                        words
                    ):
                        found.add(english)
        return found


def _is_word(word: str, part: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


@cache
def load_foreign_duties(codes: tuple[str, ...]) -> ForeignDuties:
    """Load the words of some languages, once per process and set of languages.

    Args:
        codes: of the languages.

    >>> sorted(load_foreign_duties(("de",)).english("Betreuung der Rechner", ""))
    ['computers', 'support']
    """
    return ForeignDuties(
        (english, word)
        for language in load_languages()
        if language.code in codes
        for english, words in language.tables.get(TABLE, {}).items()
        for word in words
    )
