"""Remember results that are needed again and again, up to a maximum number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

__all__ = ["DEFAULT_SIZE", "Memo"]

Key = TypeVar("Key")
Value = TypeVar("Value")

DEFAULT_SIZE: Final = 50_000
"""Results that are kept at once: for words, a few megabytes. Words repeat, within a résumé and between résumés."""


class Memo(dict[Key, Value]):
    """A dictionary that computes missing values and is emptied when it is full.

    A long run therefore cannot fill the memory with the words of all résumés, and a known key costs one dictionary
    lookup.

    Args:
        compute: returns the value of a key, always the same one.
        max_size: keys held at once.

    >>> lengths = Memo(len, max_size=2)
    >>> [lengths[word] for word in ("go", "java", "go", "sql")], list(lengths)
    ([2, 4, 2, 3], ['sql'])
    """

    def __init__(self, compute: Callable[[Key], Value], max_size: int = DEFAULT_SIZE) -> None:
        super().__init__()
        self._compute = compute
        self._max_size = max_size

    def __missing__(self, key: Key) -> Value:
        if len(self) >= self._max_size:
            self.clear()
        self[key] = value = self._compute(key)
        return value
