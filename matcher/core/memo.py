"""Answers to questions that are asked again and again, kept until there are too many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

__all__ = ["DEFAULT_SIZE", "Memo"]

Key = TypeVar("Key")
Value = TypeVar("Value")

DEFAULT_SIZE: Final = 50_000
"""Words whose answers are kept at once; a few megabytes. Words repeat, within a résumé and between them."""


class Memo(dict[Key, Value]):
    """A dictionary that finds what it does not hold; it forgets all when it is full.

    So a long run does not fill the memory with strangers' words, and a known word costs one look.

    Args:
        find: gives the value of a key, always the same.
        max_size: keys held at once.

    >>> lengths = Memo(len, max_size=2)
    >>> [lengths[word] for word in ("go", "java", "go", "sql")], list(lengths)
    ([2, 4, 2, 3], ['sql'])
    """

    def __init__(self, find: Callable[[Key], Value], max_size: int = DEFAULT_SIZE) -> None:
        super().__init__()
        self._find = find
        self._max_size = max_size

    def __missing__(self, key: Key) -> Value:
        if len(self) >= self._max_size:
            self.clear()
        self[key] = value = self._find(key)
        return value
