"""Compare the words that two readers find on a page, whatever spaces and line breaks they see."""

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
"""Characters that may become, separate or join letters when a text is normalised: escapes, marks, other alphabets."""

DISAGREEMENT: Final = 0.2
"""Share of a page's text (runs of four letters) found by only one reader, above which the user is warned."""

_FEWEST: Final = 100
"""Fewest runs of four letters of a page that is compared."""


def disagree(text: str, other: str) -> bool:
    """Return whether the readers' texts of a page differ so much that the user must be warned.

    >>> disagree("Maintains payment services. " * 9, "Maintains payment services. " * 9)
    False
    >>> disagree("Maintains payment services. " * 9, "other words " * 20)
    True
    """
    if have_same_letters(text, other):
        return False
    letters, other_letters = letters_of(text), letters_of("\n".join(other.splitlines()))
    if letters == other_letters:
        return False
    grams, other_grams = _grams(letters), _grams(other_letters)
    total = max(grams.total(), other_grams.total())
    return total >= _FEWEST and (grams & other_grams).total() < (1 - DISAGREEMENT) * total


def have_same_letters(text: str, other: str) -> bool:
    """Return whether two texts have the same letters and digits; only texts that need no normalisation are compared."""
    if _UNSETTLED.search(text) or _UNSETTLED.search(other):
        return False
    return "".join(filter(str.isalnum, text)) == "".join(filter(str.isalnum, other))


def letters_of(text: str) -> str:
    """Return the letters and digits of a text: readers differ in the spaces and lines that they see."""
    return "".join(_ALPHANUMERIC.findall(clean(text).casefold()))


def _grams(text: str) -> Counter[str]:
    """Count the runs of four letters."""
    return Counter(map("".join, zip(text, text[1:], text[2:], text[3:], strict=False)))
