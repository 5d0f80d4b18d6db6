"""Find phrases at an offset of a text. Regular expressions of some hundred phrases would take long to compile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

__all__ = ["Phrases"]

_BLANKS: Final = re.compile(r"\s+")
_MOST_BLANKS: Final = 6
"""White space in a phrase beyond one blank between its words."""


class Phrases:
    r"""Phrases that are found whatever their case and the white space between their words.

    Args:
        phrases: folded, in lower case.

    >>> phrases = Phrases(["a", "a la fecha"])
    >>> text = "2019 a  la\nfecha"
    >>> text[5 : phrases.end_at(text, 5)], phrases.end_at("2019 Acme", 5), text[phrases.start_before(text, 16) :]
    ('a  la\nfecha', 0, 'a  la\nfecha')
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._all = frozenset(phrases)
        ordered = sorted(self._all, key=lambda phrase: (-len(phrase), phrase))
        self._by_head: dict[str, list[str]] = {}
        self._by_tail: dict[str, list[str]] = {}
        for phrase in ordered:
            self._by_head.setdefault(phrase[0], []).append(phrase)
            self._by_tail.setdefault(phrase[-1], []).append(phrase)
        self._window = max(map(len, ordered), default=0) + _MOST_BLANKS

    def __contains__(self, text: str) -> bool:
        return _flat(text.strip()) in self._all

    def end_at(self, text: str, start: int) -> int:
        """Return the end of the longest phrase at an offset that a word ends with; 0 if there is none."""
        return next(self.ends_at(text, start), 0)

    def ends_at(self, text: str, start: int) -> Iterator[int]:
        """Yield the ends of the phrases at an offset that a word ends with, the longest first."""
        candidates = self._by_head.get(text[start : start + 1].lower())
        if not candidates:
            return
        window = text[start : start + self._window]
        flat = _flat(window)
        for phrase in candidates:
            size = len(phrase)
            if flat.startswith(phrase) and not _is_word(flat[size : size + 1]):
                yield start + (size if len(flat) == len(window) else _length(window, phrase))

    def start_before(self, text: str, end: int) -> int:
        """Return the start of the longest phrase before an offset that a word begins with; -1 if there is none."""
        candidates = self._by_tail.get(text[end - 1 : end].lower())
        if not candidates:
            return -1
        window = text[max(0, end - self._window) : end]
        flat = _flat(window)
        for phrase in candidates:
            size = len(phrase)
            if flat.endswith(phrase) and not _is_word(flat[-size - 1 : -size]):
                return end - (size if len(flat) == len(window) else _length(window[::-1], phrase[::-1]))
        return -1


def _flat(text: str) -> str:
    return _BLANKS.sub(" ", text).lower().replace("’", "'")


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _length(window: str, phrase: str) -> int:
    """Return the characters of a window that a phrase at its start takes, with all white space between its words."""
    length = 0
    for number, word in enumerate(phrase.split(" ")):
        while number and window[length : length + 1].isspace():
            length += 1
        length += len(word)
    return length
