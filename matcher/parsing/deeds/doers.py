"""Find sentences in which somebody else is the doer, or in which nothing was made or run: sold, read about, attended.

A frame (:mod:`matcher.parsing.deeds.frames`) reaches to the end of its clause. Frames are English; the language files
have the same for other languages (``attributed``). Whatever no frame describes counts as the person's own deed: honest
bullet points are terse, and name neither a doer nor a verb.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from matcher.parsing.deeds.frames import FRAMES, KINDS, OWN_VERBS, PATTERNS, Kind
from matcher.parsing.sentences import split_sentences

__all__ = ["Doers", "find_doers"]

Span = tuple[int, int]

_ANOTHER: Final = re.compile(
    rf"(?<=[a-z.,)]\s)(?=(?-i:[A-Z])\w)(?:re-?)?(?:{OWN_VERBS}|worked)\b|\s[-*–]\s(?=(?-i:[A-Z])[a-z]{{2,15}}(?:ed|ing)\b)|"
    r"\b(?:environment|technologies|tools)\s?:",
    re.IGNORECASE,
)
"""What begins another sentence in text that lost its lines."""

_OF_THE_CLAUSE: Final = 20
"""Characters after a frame that belong to its clause."""

_LONGEST: Final = 600
"""Characters of a sentence that are read; longer ones are lists without full stops."""


_DONE: Final = re.compile(rf"\b{OWN_VERBS}\b", re.IGNORECASE)
_OPENING: Final = re.compile(
    r"(?:\W|\d)*(?:(?:I|we|in|during|on|at|after|before|while|when|my|the|breaks?|lunch|evenings?|free|spare|time|work|"
    r"often|sometimes|always|also|once|just|mostly|only|then|where|because|since|meanwhile|here|there)\b\W*){0,5}$",
    re.IGNORECASE,
)
"""What may come before the verb of a sentence without being its doer."""


class Doers(NamedTuple):
    """Parts of a text that are no work of the person.

    >>> Doers((), ()).not_own
    ()
    """

    not_own: tuple[Span, ...]
    """About somebody or something else."""
    merely_named: tuple[Span, ...]
    """Without work done."""


def find_doers(text: str) -> Doers:
    r"""Find the clauses in which somebody else is the doer, and those in which nothing is made or run.

    Args:
        text: any text.

    >>> text = "• Sold books about Java.\n• My colleagues used Go.\n• Built a shop in Java."
    >>> [text[a:b] for a, b in find_doers(text).not_own]
    ['Sold books about Java.', 'My colleagues used Go.']
    >>> find_doers("Hired developers who know Java").merely_named
    ((6, 30),)
    """
    sentences = split_sentences(text)
    starts = [start for start, _ in sentences]
    found: dict[bool, list[Span]] = {False: [], True: []}
    for match in FRAMES.finditer(text):
        number = bisect_right(starts, match.start()) - 1
        begin, end = sentences[number] if number >= 0 else (0, 0)
        begin, end = max(begin, match.start() - _LONGEST), min(end, match.end() + _LONGEST)
        first = int(str(match.lastgroup).removeprefix("kind"))
        for kind, pattern in zip(KINDS[first:], PATTERNS[first:], strict=True):
            # Where a frame is not at its place, one of another kind may begin at the same word.
            frame = pattern.match(text, match.start(), end)
            if frame is not None and _is_read(text, kind, begin, frame.start()):
                stop = kind.bound.search(text, frame.end(), end)
                following = _ANOTHER.search(text, frame.end() + _OF_THE_CLAUSE, stop.start() if stop else end)
                stop = following or stop
                start = begin if kind.whole else frame.start()
                found[kind.own].append((start, stop.start() if stop else end))
                break
    return Doers(tuple(sorted(found[False])), tuple(sorted(found[True])))


def _is_read(text: str, kind: Kind, begin: int, start: int) -> bool:
    before = text[begin:start]
    if kind.opens:
        return _OPENING.fullmatch(before) is not None
    return not kind.unless_done or _DONE.search(before) is None
