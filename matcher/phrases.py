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

_PLAIN: Final = re.compile(r"[!-~¡-´¶-þÿ]+")
"""Words in which lower case tells all: those of ASCII and Latin-1, without the micro sign, whose double is Greek."""


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


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    # A pattern without regard to case takes these for "i" and "s"; str.lower keeps them apart.
    return text.replace("İ", "i").replace("ı", "i").replace("ſ", "s").lower()


def _pieces(phrase: str) -> tuple[str, ...]:
    """What a text must hold, folded, for the phrase to stand in it; the longest, which is the rarest, first."""
    pieces = {piece for word in phrase.split() if word != "..." for piece in word.split("*")}
    return tuple(sorted((_folded(p) for p in pieces if _PLAIN.fullmatch(p)), key=lambda p: (-len(p), p)))


class PhrasePatterns:
    """Finds a list of phrases in texts.

    A regular expression is tried only where all of the phrase's words stand somewhere in the text: most phrases of a
    profile have no part in most sentences, and to see that a word is missing takes a hundredth of the time.

    >>> found = PhrasePatterns(["optimi* ... quer*", "back end"]).find("Optimised slow SQL queries of the back-end")
    >>> [(m.phrase, m.start, m.end) for m in found]
    [('optimi* ... quer*', 0, 26), ('back end', 34, 42)]
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        self._patterns = tuple((p, _pieces(p), re.compile(_regex(p), re.IGNORECASE)) for p in phrases)

    def within(self, text: str) -> PhrasePatterns:
        """Only those phrases that may stand in some part of a text, to be sought in its sentences one by one.

        Args:
            text: the whole of which :meth:`find` will be given parts.

        >>> sum(1 for _ in PhrasePatterns(["back end", "server"]).within("Server rooms, front-end").find("a server"))
        1
        """
        folded = _folded(text)
        some = PhrasePatterns(())
        some._patterns = tuple(p for p in self._patterns if all(map(folded.__contains__, p[1])))
        return some

    def find(self, text: str) -> Iterator[PhraseMatch]:
        """Every match of every phrase, by phrase and then by place.

        Args:
            text: any text; the matches' offsets count its characters.
        """
        folded = _folded(text)
        for phrase, pieces, pattern in self._patterns:
            for piece in pieces:
                if piece not in folded:
                    break
            else:
                for match in pattern.finditer(text):
                    yield PhraseMatch(phrase, match.start(), match.end())
