"""Keep what the labeller of entry headers needs to know of each word, so that a repeated word costs one look-up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from matcher.parsing.career.headers.word_uses import pair_use, title_use
from matcher.parsing.career.headers.words import attributes, begins_city, case_class, end_class
from matcher.parsing.places import fold_place, multi_word_city_starts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

__all__ = ["NEIGHBOURS", "WordTable"]

NEIGHBOURS: Final = (-2, -1, 0, 1, 2)
"""The words whose attributes help to label a word: itself, two before and two after it."""

_ROWS: Final = 1 << 15
"""Words that are kept. The table is emptied when it is full; that costs time, no result depends on it."""

_OPENING: Final = 90
"""Characters of a text in which a job site repeats the title of the latest job."""


class WordTable:
    """The words seen so far, each with a row: its classes, and what it adds to the score of each label.

    Args:
        weights: of each attribute, the weights by neighbour and label, shape (5, labels).
        pairs: of two adjacent words ("project manager"), what they add to the first and the second, shape (2, labels).
        labels: number of labels.

    >>> table = WordTable({}, {}, 8)
    >>> table.row("Acme") == table.row("Acme"), table.row("Acme") == table.row("Ltd")
    (True, False)
    """

    ROWS: Final = _ROWS
    DATES: Final = 1
    """Row of the word that stands for the dates."""

    def __init__(self, weights: Mapping[str, Ints], pairs: Mapping[str, Ints], labels: int) -> None:
        import numpy as np

        self._weights = weights
        self._pair_weights = pairs
        self._scores = np.zeros((_ROWS, len(NEIGHBOURS), labels), dtype=np.int64)
        self._case = np.zeros(_ROWS, dtype=np.int64)
        self._end = np.zeros(_ROWS, dtype=np.int64)
        self._use = np.zeros(_ROWS, dtype=np.int64)
        self._clear()

    def _clear(self) -> None:
        self._known: dict[str, int] = {}
        self._opens_pair = ["", ""]
        self._closes_pair = ["", ""]
        self._pairs: dict[tuple[int, int], Ints | None] = {}
        self._may_begin_city: set[int] = set()
        self._names: list[list[str]] = [["s=<border>"], ["s=<dates>"]]
        self._words = ["", ""]
        for row, names in enumerate(self._names):
            self._fill(row, names)

    def _fill(self, row: int, names: list[str]) -> None:
        self._scores[row] = 0
        for name in names:
            weights = self._weights.get(name)
            if weights is not None:
                self._scores[row] += weights

    def row(self, word: str) -> int:
        """Return the row of a word."""
        row = self._known.get(word)
        return self._add(word) if row is None else row

    def prepare(self, count: int) -> None:
        """Make room for so many new words; rows given before are no longer valid if the table was full."""
        if len(self._words) + count > _ROWS:
            self._clear()

    def _add(self, word: str) -> int:
        if not word:
            return self.DATES
        row = len(self._words)
        names = attributes(word)
        self._known[word] = row
        self._words.append(word)
        self._names.append(names)
        plain = self.word(row)
        name = plain if case_class(word) in (2, 3) else ""
        self._opens_pair.append("" if any(n.startswith("t=") for n in names) else name)
        self._closes_pair.append("" if any(n.startswith("l=") for n in names) else name)
        self._fill(row, names)
        self._case[row], self._end[row] = case_class(word), end_class(word)
        self._use[row] = title_use(plain)
        if word[0].isupper() and fold_place(word) in multi_word_city_starts():
            self._may_begin_city.add(row)
        return row

    def names(self, row: int) -> list[str]:
        """Return the attributes of a row's word."""
        return self._names[row]

    def pair(self, first: int, second: int) -> str:
        """Return the class of two adjacent names; empty if the pair is rare or a sign is between the two."""
        words = self.words_of_pair(first, second)
        return pair_use(words) if words else ""

    def words_of_pair(self, first: int, second: int) -> str:
        """Return two adjacent names in lower case; empty if one is no name or a sign is between the two."""
        a, b = self._opens_pair[first], self._closes_pair[second]
        return f"{a} {b}" if a and b else ""

    def word(self, row: int) -> str:
        """Return the word of a row in lower case, without punctuation around it; empty if it is none."""
        name = self._names[row][0]
        return name[2:] if name.startswith("w=") and name[2:3].isalpha() else ""

    def may_pair(self, rows: list[int]) -> list[int]:
        """Return the indices of the rows that may form a pair with the row after them."""
        opens, closes = self._opens_pair, self._closes_pair
        return [i for i, (a, b) in enumerate(pairwise(rows)) if opens[a] and closes[b]]

    def pair_scores(self, first: int, second: int) -> Ints | None:
        """Return what two adjacent words add to the scores of both, shape (2, labels); None for nothing."""
        key = (first, second)
        try:
            return self._pairs[key]
        except KeyError:
            scores = self._pairs[key] = self._pair_weights.get(self.pair(first, second))
            return scores

    def city(self, row: int, words: list[str], index: int) -> int:
        """Return how many words the known city has that begins at a word, if it has several; else 0."""
        return begins_city(words, index) if row in self._may_begin_city else 0

    def case_classes(self) -> Ints:
        """Return the class of each row's capitals."""
        return self._case

    def end_classes(self) -> Ints:
        """Return the class of each row's last character."""
        return self._end

    def title_uses(self) -> Ints:
        """Return how each row's word is used, in titles or in employers."""
        return self._use

    def scores(self) -> Ints:
        """Return the scores of all rows, shape (rows, neighbours, labels)."""
        return self._scores

    def opening(self, text: str) -> Ints:
        """Return for each row whether its word is among the first of a text, 0 or 1."""
        import numpy as np

        flags = np.zeros(len(self._words), dtype=np.int64)
        for word in set(re.findall(r"\S+", text[:_OPENING])):
            row = self._known.get(word)
            if row is not None:
                flags[row] = 1
        return flags
