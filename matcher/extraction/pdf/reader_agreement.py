"""Whether two readers of a page find the same words, however they differ in where they see spaces and lines."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from matcher.extraction.assembly import clean

__all__ = ["DISAGREEMENT", "disagree", "have_same_letters", "letters_of"]

_ALPHANUMERIC = re.compile(r"[^\W_]+")
_UNSETTLED = re.compile(
    r"[^\x00-\x1a\x1c-\x7e\xa0-\u02ff\u0370-\u0482\u048a-\u058f"
    r"\u2000-\u20cf\u2100-\u2bff\u3400-\u9fff\ue000-\uf8ff\ufb00-\ufb06\ufffd\ufffe]"
)
"""What may become letters, part them or join them when a text is made uniform: escapes, marks, other alphabets."""

DISAGREEMENT: Final = 0.2
"""Share of a page's text (runs of four letters) that only one reader finds, above which a person is told."""

_FEWEST: Final = 100
"""Runs of four letters from which a page is compared."""


def disagree(text: str, other: str) -> bool:
    """Whether so much of a page's text is found by one reader only that a person is to be told.

    >>> disagree("Maintains payment services. " * 9, "Maintains payment services. " * 9)
    False
    >>> disagree("Maintains payment services. " * 9, "other words " * 20)
    True
    """
    if have_same_letters(text, other):
        return False
    mine, others = letters_of(text), letters_of("\n".join(other.splitlines()))
    if mine == others:
        return False
    mine_grams, other_grams = _grams(mine), _grams(others)
    total = max(mine_grams.total(), other_grams.total())
    return total >= _FEWEST and (mine_grams & other_grams).total() < (1 - DISAGREEMENT) * total


def have_same_letters(text: str, other: str) -> bool:
    """Whether two texts have the same letters and digits, so plainly that they need not be made uniform to tell."""
    if _UNSETTLED.search(text) or _UNSETTLED.search(other):
        return False
    return "".join(filter(str.isalnum, text)) == "".join(filter(str.isalnum, other))


def letters_of(text: str) -> str:
    """Letters and digits: readers differ in where they see spaces and lines."""
    return "".join(_ALPHANUMERIC.findall(clean(text).casefold()))


def _grams(text: str) -> Counter[str]:
    """Runs of four letters."""
    return Counter(map("".join, zip(text, text[1:], text[2:], text[3:], strict=False)))
