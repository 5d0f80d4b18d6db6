"""Phrases of a competency: the small pattern language of requirement profiles.

Words stand for themselves, whatever their case; ``*`` at the end of a word stands for any letters or none; ``...``
between words for up to four words; a space for white space or a hyphen ("back end" finds "back-end", while "backend" is
another phrase).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["PhraseMatch", "PhrasePatterns", "phrase_faults"]

_APART: Final = r"[\s,/-]++"
_WORD: Final = r"[\w'’.#+]++(?:-[\w'’.#+]++){0,3}"
GAP: Final = rf"(?:{_APART}{_WORD}){{0,4}}?{_APART}"
"""What ``...`` stands for. Four words, since verb and object of a résumé's sentence ("optimised several slow reporting
queries") seldom stand farther apart and a longer gap joins what does not belong together. A hyphen may be part of
a word or stand between two, so each word has at most four parts and no run gives back characters: otherwise a rule of
dashes after the first word would be tried in billions of ways. After a change run ``python -m benchmarks scaling``."""


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase found in a text.

    >>> PhraseMatch("encrypt* data", 4, 18).phrase
    'encrypt* data'
    """

    phrase: str
    start: int
    end: int


def phrase_faults(phrase: str) -> list[str]:
    """What is wrong with a phrase, as messages; empty if nothing is.

    Args:
        phrase: as written in a profile.

    >>> phrase_faults("optimi* ... quer*")
    []
    >>> phrase_faults("... quer*")
    ["phrase '... quer*' begins or ends with '...'"]
    """
    words = phrase.split()
    if not words or words[0] == "..." or words[-1] == "...":
        return [f"phrase {phrase!r} begins or ends with '...'"]
    bad = [w for w in words if w != "..." and not re.fullmatch(r"\*?[\w#+.&'/-]+\*?", w)]
    return [f"phrase {phrase!r}: {w!r} is neither a word, a word with * nor '...'" for w in bad]


def _regex(phrase: str) -> str:
    parts: list[str] = []
    glue = ""
    for word in phrase.split():
        if word == "...":
            glue = GAP
            continue
        parts += [glue, re.escape(word).replace(r"\*", r"\w*")]
        glue = r"[\s-]+"
    return rf"(?<!\w){''.join(parts)}(?!\w)"


class PhrasePatterns:
    """Finds a list of phrases in texts.

    >>> found = PhrasePatterns(["optimi* ... quer*", "back end"]).find("Optimised slow SQL queries of the back-end")
    >>> [(m.phrase, m.start, m.end) for m in found]
    [('optimi* ... quer*', 0, 26), ('back end', 34, 42)]
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        self._patterns = [(phrase, re.compile(_regex(phrase), re.IGNORECASE)) for phrase in phrases]

    def find(self, text: str) -> Iterator[PhraseMatch]:
        """Every match of every phrase, by phrase and then by place.

        Args:
            text: any text; the matches' offsets count its characters.
        """
        for phrase, pattern in self._patterns:
            for match in pattern.finditer(text):
                yield PhraseMatch(phrase, match.start(), match.end())
