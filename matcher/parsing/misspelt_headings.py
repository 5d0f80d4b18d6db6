"""Correct English headings with a letter or two wrong: "Work Expirience", "Educaton", "Technical Skils".

Only listed words are corrected, all of them long, since a short word is a letter away from many others, and all words
of a line must be words of headings after that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

__all__ = ["Corrector", "distance"]

_MOST_WORDS: Final = 4
_SHORTEST: Final = 5
_LONG: Final = 8
"""Letters, of both words, from which two may be wrong; from :data:`_SHORTEST` on, one. With two in words of seven,
"Experte" is taken for "expertise". After changing it, rerun the tests and look at what is corrected in the words of a
large text in good English: what is right goes into the list ``not_misspelt``."""


class Corrector:
    """Corrects the words of headings.

    Args:
        often: words that are often misspelt.
        right: folded headings and qualifiers, whose words are right as they are.
        near: words that look like a misspelt one and are none ("educator").

    >>> corrector = Corrector(["education", "experience"], ["relevant work experience"], ["educator"])
    >>> corrector.corrected("relevant work expereince"), corrector.corrected("educator"), corrector.corrected("acme")
    ('relevant work experience', None, None)
    """

    def __init__(self, often: Iterable[str], right: Iterable[str], near: Iterable[str]) -> None:
        self._known = {word for phrase in right for word in phrase.split()} | {"and"}
        self._near = frozenset(near)
        # Words by their length, each with the set of its letters as bits.
        self._by_length: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for word in often:
            self._by_length[len(word)].append((word, _letters(word)))
        self._word = lru_cache(maxsize=4096)(self._corrected_word)

    def corrected(self, folded: str) -> str | None:
        """Return a folded line with its misspelt words corrected; None if it has none, or words that are no heading's.

        Args:
            folded: the line, of ASCII letters.
        """
        words = folded.split()
        if not 0 < len(words) <= _MOST_WORDS:
            return None
        found = []
        for word in words:
            right = word if word in self._known else self._word(word)
            if right is None:
                return None
            found.append(right)
        return None if found == words else " ".join(found)

    def _corrected_word(self, word: str) -> str | None:
        """Return the only nearest word; None if there is none or several."""
        if len(word) < _SHORTEST or not word.isalpha() or word in self._near:
            return None
        letters = _letters(word)
        most = 2 if len(word) >= _LONG else 1
        best: list[tuple[int, str]] = []
        for length in range(len(word) - most, len(word) + most + 1):
            allowed = min(most, 2 if length >= _LONG else 1)
            if abs(length - len(word)) > allowed:
                continue
            for other, others in self._by_length.get(length, ()):
                if (letters ^ others).bit_count() > 2 * allowed or not (word[0] == other[0] or word[-3:] == other[-3:]):
                    continue
                if (apart := distance(word, other)) <= allowed:
                    best.append((apart, other))
        nearest = [other for apart, other in best if apart == min(best)[0]]
        return nearest[0] if nearest and (len(nearest) == 1 or _same_stem(nearest)) else None


def _same_stem(words: list[str]) -> bool:
    """Whether words are forms of one word, the singular and the plural for example."""
    shortest = min(words, key=len)
    return all(word.startswith(shortest[:-1]) for word in words)


def _letters(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def distance(one: str, other: str) -> int:
    """Count the letters to add, drop, replace or swap to make one word of another (optimal string alignment).

    Args:
        one: a word.
        other: another one.

    >>> distance("expereince", "experience"), distance("skils", "skills"), distance("", "go")
    (1, 1, 2)
    """
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, opposite in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != opposite))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == opposite:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, above = above, row
    return above[-1]
