"""Look up how words and pairs of adjacent words are used in the headers of many résumés: in titles or in employers.

``models/entry-headers/word-uses.tsv`` holds only words that occur in several résumés, with two whole numbers each: the
binary logarithms of how often the word is in a title rather than in an employer, and outside of headers rather than in
one. The labeller knows a word that its training texts lack by these.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from matcher.parsing.career.headers.model_files import WORD_USES, read_table, shipped

__all__ = ["HEADING", "TITLE_USES", "forget", "pair_use", "title_use", "word_uses"]

TITLE_USES: Final = 12
"""Values of :func:`title_use`."""

HEADING: Final = ("matcher word uses 1", "title rather than employer", "outside rather than inside")
"""First line of the file."""


@cache
def _uses() -> dict[str, list[str]]:
    return read_table(shipped(WORD_USES), HEADING)


def forget() -> None:
    """Read the file again at the next look-up; for training, which writes it."""
    _uses.cache_clear()


def word_uses(word: str) -> list[str]:
    """Return the attributes of a word in lower case; none if it is rare.

    >>> word_uses("developer")[0] > word_uses("university")[0]
    True
    """
    use = _uses().get(word)
    return [f"q={use[0]}", f"o={use[1]}"] if use else []


def title_use(word: str) -> int:
    """Return whether a word is rather in employers (1) or rather in titles (11), with 6 in the middle; 0 if unknown.

    >>> title_use("developer"), title_use("qwertyuiop")
    (11, 0)
    """
    use = _uses().get(word)
    return int(use[0]) + 6 if use else 0


def pair_use(pair: str) -> str:
    """Return the class of two adjacent words in lower case; empty if the pair is rare."""
    use = _uses().get(pair)
    return f"{use[0]}/{use[1]}" if use else ""
