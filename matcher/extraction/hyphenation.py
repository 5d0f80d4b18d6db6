"""Rejoin words that are divided at the end of a line."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

__all__ = ["rejoin", "words_of"]

_HYPHENS: Final = ("-", "\u2010", "\u00ad")
_SECOND = re.compile(r"[^\W\d_]\S*")
_CORE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ADDRESS = re.compile(r"[/@_.]\w")

_SECOND_PARTS: Final = frozenset(
    {
        "aware", "based", "class", "certified", "critical", "driven", "effective", "efficient", "end", "facing",
        "first", "focused", "free", "friendly", "functional", "grade", "house", "leading", "level", "located",
        "making", "native", "on", "oriented", "paced", "party", "performance", "performing", "person", "platform",
        "powered", "quality", "related", "resistant", "saving", "scale", "shaped", "side", "sized", "solving",
        "source", "specific", "stack", "standard", "term", "threaded", "tier", "time", "to", "tolerant", "wide",
        "winning", "year",
    }
)  # fmt: skip
"""Words that end hyphenated compounds ("event-driven", "real-time"), and are rarely the second part of a divided word.
"""


def words_of(text: str) -> set[str]:
    """Return the words of a text in lower case, with their inner hyphens.

    >>> sorted(words_of("Real-time data, built back-end"))
    ['back-end', 'built', 'data', 'real-time']
    """
    return {match.lower() for match in _WORD.findall(text)}


def rejoin(above: str, below: str, known: Collection[str]) -> tuple[str, str] | None:
    """Join a word that is divided between two lines.

    The hyphen is removed, unless the document writes the word with a hyphen elsewhere or the word is a hyphenated
    compound.

    Args:
        above: the line that may end in a hyphen.
        below: the next one.
        known: words of the document (:func:`words_of`).

    Returns:
        Both lines, with the complete word on the first; None if no word is divided.

    >>> rejoin("we built micro-", "services in Go", set())
    ('we built microservices', 'in Go')
    >>> rejoin("an event-", "driven design", set()), rejoin("our back-", "end", {"back-end"})
    (('an event-driven', 'design'), ('our back-end', ''))
    >>> rejoin("2015 -", "present", set()) is None, rejoin("built C-", "Java bridges", set()) is None
    (True, True)
    """
    if above[-1:] not in _HYPHENS or not above[-2:-1].isalpha():
        return None
    second = _SECOND.match(below)
    if not second or not below[0].islower():
        return None
    start, rest = above.split()[-1][:-1], second[0]
    core = _CORE.match(rest)
    end = core[0].lower() if core else ""
    head = _WORD.findall(start)[-1].lower()
    is_kept = above[-1] != "\u00ad" and (
        f"{head}-{end}" in known
        or "-" in start
        or len(head) < 2  # no rule of hyphenation leaves one letter: "C-rated", "e-commerce"
        or bool(_ADDRESS.search(start + rest))
        or (f"{head}{end}" not in known and end.partition("-")[0] in _SECOND_PARTS)
    )
    return above[:-1] + ("-" if is_kept else "") + rest, below[second.end() :].lstrip()
