"""Where regular expressions can match: the literal words that they need, all found in one pass over the text.

Python tries a pattern of many alternatives at every character, a tenth of a microsecond each. An Aho-Corasick automaton
finds a hundred words in a text in a fortieth of that time; the pattern is then tried only where a match can begin
(:class:`Anchored`), or not at all where a word is missing that every match holds (:class:`Sieve`). The words are taken
from the pattern itself, so that they cannot go out of step with it; the matches are the same, which
``tests/test_anchors.py`` holds against the pattern alone.
"""

from __future__ import annotations

import importlib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from ahocorasick_rs import AhoCorasick

__all__ = ["Anchored", "Cues", "Sieve", "Within", "any_between", "folded", "needs", "openings"]

LONGEST: Final = 16
"""Characters at which a literal is cut off: longer ones are hardly rarer."""

MOST: Final = 400
"""Literals from which a set is not made longer by what follows: the size of the automaton is time at the start."""

SHORTEST: Final = 3
"""Letters of ASCII that each literal of a need has at least: shorter ones stand in every text."""

_DOUBLES: Final = {
    "ı": "i", "ſ": "s", "µ": "μ", "ς": "σ", "ϐ": "β", "ϑ": "θ", "ϕ": "φ", "ϖ": "π", "ϰ": "κ", "ϱ": "ρ", "ϵ": "ε",
    "\u1fbe": "ι", "\u0345": "ι", "ẛ": "ṡ", "\u1fd3": "\u0390", "\u1fe3": "\u03b0", "ﬅ": "ﬆ", "ᲀ": "в", "ᲁ": "д",
    "ᲂ": "о", "ᲃ": "с", "ᲄ": "т", "ᲅ": "т", "ᲆ": "ъ", "ᲇ": "ѣ", "ᲈ": "ꙋ",
}  # fmt: skip
"""Letters that a pattern without regard to case takes for one another, though lower case keeps them apart; the first of
each pair makes a text one that only the pattern itself can read."""

_CLAUSE: Final = 500
"""Characters up to which a text is a part of another."""

_ODD: Final = re.compile(f"[{''.join(_DOUBLES)}]")
_FOREIGN_DIGIT: Final = re.compile(r"[^\D0-9]")
_SPACE: Final = re.compile(r"[^\S ]")
_ASCII_SPACES: Final = dict.fromkeys((9, 10, 11, 12, 13, 28, 29, 30, 31), " ")


@lru_cache(maxsize=8)
def folded(text: str) -> str | None:
    r"""A text in lower case with blanks for all white space, character for character.

    It is asked often of the same text, so the last few are remembered.

    Args:
        text: any text.

    Returns:
        None where lower case does not tell what a pattern without regard to case takes for the same, or ``\d`` for a
        digit: in a text with a long s, a dotless i, a final sigma or digits of another script.

    >>> folded("Go,\tSQL"), folded("ſql"), folded("٣")
    ('go, sql', None, None)
    """
    low = text.lower()
    if text.isascii():
        return low.translate(_ASCII_SPACES)
    if len(low) != len(text) or _ODD.search(low) or _FOREIGN_DIGIT.search(low):
        return None
    return _SPACE.sub(" ", low)


# ------------------------------------------------------------------------------------------- literals of a pattern

_Literals = dict[str, bool]
"""Literal to whether it is all that was matched so far, so that what follows goes on from it."""
_ANYTHING: Final[_Literals] = {"": False}


def _parse(pattern: str, flags: int) -> Any:
    """The tree of a pattern, as Python's own parser gives it; None if this Python keeps it elsewhere."""
    try:
        return importlib.import_module("re._parser").parse(pattern, flags)
    except (ImportError, AttributeError):  # pragma: no cover
        return None


def _letter(code: int) -> str:
    low = " " if chr(code).isspace() else chr(code).lower()
    return _DOUBLES.get(low, low) if len(low) == 1 else "i"  # only İ is longer in lower case


def _class(items: Sequence[tuple[Any, Any]]) -> _Literals:
    """The characters of a class, if they are few."""
    found: dict[str, bool] = {}
    for operation, value in items:
        match str(operation):
            case "LITERAL":
                found[_letter(value)] = True
            case "RANGE" if value[1] - value[0] < 40:
                found.update((_letter(code), True) for code in range(value[0], value[1] + 1))
            case "CATEGORY" if str(value) == "CATEGORY_DIGIT":
                found.update((digit, True) for digit in "0123456789")
            case "CATEGORY" if str(value) == "CATEGORY_SPACE":
                found[" "] = True
            case _:
                return _ANYTHING
    return found


def _beginnings(items: Sequence[tuple[Any, Any]]) -> _Literals:
    """Literals of which one begins every match of a sequence."""
    found: _Literals = {"": True}
    for item in items:
        if not any(found.values()):
            break
        following = _item(item)
        for length in (3, 2, 1, 0):
            if (open_ends := sum(found.values())) > 1 and open_ends * len(following) > MOST:
                found = {literal: whole and len(literal) < length for literal, whole in found.items()}
        longer: _Literals = {}
        for literal, whole in found.items():
            if not whole:
                longer[literal] = False
                continue
            for more, entire in following.items():
                text = literal + more
                entire = entire and len(text) < LONGEST
                # What may end here and may go on does both.
                longer[text[:LONGEST]] = longer.get(text[:LONGEST], True) and entire
        found = longer
    return found


def _item(item: tuple[Any, Any]) -> _Literals:
    operation, value = str(item[0]), item[1]
    match operation:
        case "LITERAL":
            return {_letter(value): True}
        case "IN":
            return _class(value)
        case "BRANCH":
            united: _Literals = {}
            for branch in value[1]:
                for literal, whole in _beginnings(branch).items():
                    united[literal] = united.get(literal, True) and whole
            return united
        case "SUBPATTERN":
            return _beginnings(value[3])
        case "ATOMIC_GROUP":
            return _beginnings(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, sequence = value
            once = _beginnings(sequence)
            if least == most == 1:
                return once
            if most > 1:
                once = dict.fromkeys(once, False)
            return once if least else {**once, "": once.get("", True)}
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return {"": True}  # what stands around matters to the pattern, not here
    return _ANYTHING


def _shortest(literals: Iterable[str]) -> frozenset[str]:
    """Without those that begin with another one."""
    kept: list[str] = []
    for literal in sorted(literals):
        if not kept or not literal.startswith(kept[-1]):
            kept.append(literal)
    return frozenset(kept)


def openings(pattern: str, flags: int = 0) -> frozenset[str]:
    r"""Literals, in lower case, of which one begins every match of a pattern; empty if that cannot be told.

    Args:
        pattern: a regular expression.
        flags: as in :func:`re.compile`.

    >>> sorted(openings(r"(?<!\w)(?:very )?(?:good|go+d)\b|[xy]-ray"))
    ['go', 'very go', 'x-ray', 'y-ray']
    """
    tree = _parse(pattern, flags)
    found = _shortest(_beginnings(list(tree))) if tree is not None else frozenset()
    return frozenset() if "" in found else found


def needs(pattern: str, flags: int = 0, shortest: int = SHORTEST) -> tuple[frozenset[str], ...]:
    r"""Sets of literals, in lower case, of each of which every match of a pattern holds one.

    Args:
        pattern: a regular expression.
        flags: as in :func:`re.compile`.
        shortest: see :data:`SHORTEST`.

    >>> [sorted(one_of) for one_of in needs(r"(?:hire|select)\s+(?:\w+ )?(?:candidate|person)")]
    [['hire ', 'select '], ['candidate', 'person']]
    """
    tree = _parse(pattern, flags)
    return tuple(_needs(list(tree), shortest)) if tree is not None else ()


def _needs(items: Sequence[tuple[Any, Any]], shortest: int) -> Iterator[frozenset[str]]:
    literal = False
    told: set[frozenset[str]] = set()
    for number, item in enumerate(items):
        operation = str(item[0])
        within = operation == "LITERAL" and literal
        literal = operation == "LITERAL"
        if within or operation in ("AT", "ASSERT", "ASSERT_NOT"):
            continue
        found = _shortest(_beginnings(items[number:]))
        if found in told:
            continue
        told.add(found)
        if all(len(one.strip().encode()) >= shortest for one in found):
            yield found
        elif operation == "SUBPATTERN":
            yield from _needs(list(item[1][3]), shortest)


# ------------------------------------------------------------------------------------------------------ in a text


class Anchored:
    r"""A regular expression, tried only where a match can begin.

    Args:
        pattern: one whose matches all begin with one of a limited number of literals, whatever their case.

    Raises:
        ValueError: they do not.

    >>> years = Anchored(re.compile(r"\d+ years?|decades? of", re.IGNORECASE))
    >>> [m[0] for m in years.finditer("5 years, a Decade of Go, 12 Years")]
    ['5 years', 'Decade of', '12 Years']
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        literals = openings(pattern.pattern, pattern.flags)
        if not literals:
            raise ValueError(f"a match can begin with anything: {pattern.pattern[:60]}")
        self._machine = AhoCorasick(sorted(literals))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As :meth:`re.Pattern.finditer`."""
        low = folded(text)
        if low is None:
            yield from self.pattern.finditer(text)
            return
        match = self.pattern.match
        end = 0
        starts = {start for _, start, _ in self._machine.find_matches_as_indexes(low, overlapping=True)}
        for start in sorted(starts):
            if start >= end and (found := match(text, start)):
                yield found
                end = found.end()


class Sieve:
    r"""Tells which of many regular expressions can match in a text: those whose literals all stand there.

    Args:
        wanted: for each of them, as :func:`needs` tells: sets of literals, of each of which a match holds one.

    >>> sieve = Sieve([needs(r"hire (?:this|the) (?:candidate|person)"), needs("thank you"), needs(r"\d+")])
    >>> sieve.passing("Hire a person"), sieve.passing("Thank you"), sieve.passing("ſ")
    ([2], [1, 2], [0, 1, 2])
    """

    def __init__(self, wanted: Sequence[Sequence[Collection[str]]]) -> None:
        self._count = len(wanted)
        literals = sorted({one for sets in wanted for one_of in sets for one in one_of})
        index = {literal: n for n, literal in enumerate(literals)}
        self._wanted = [[frozenset(index[one] for one in one_of) for one_of in sets] for sets in wanted]
        self._machine = AhoCorasick(literals)

    def passing(self, text: str) -> list[int]:
        """The indices of those that can match, in order."""
        # A clause is not asked for again, and must not push the text out of what is remembered.
        low = folded(text) if len(text) > _CLAUSE else folded.__wrapped__(text)
        if low is None:
            return list(range(self._count))
        there = {which for which, _, _ in self._machine.find_matches_as_indexes(low, overlapping=True)}
        return [n for n, sets in enumerate(self._wanted) if not any(map(there.isdisjoint, sets))]


class Within:
    r"""A regular expression whose matches hold no white space, tried only in stretches without it that hold a literal.

    Args:
        pattern: the expression.
        literals: in lower case; every match holds one of them.

    >>> hosts = Within(re.compile(r"\w+\.(?:com|org)\b"), [".com", ".org"])
    >>> [m[0] for m in hosts.finditer("At example.com, now example.org; .comma")]
    ['example.com', 'example.org']
    """

    def __init__(self, pattern: re.Pattern[str], literals: Collection[str]) -> None:
        self.pattern = pattern
        self._machine = AhoCorasick(list(literals))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As :meth:`re.Pattern.finditer`."""
        low = folded(text)
        if low is None:
            yield from self.pattern.finditer(text)
            return
        end = 0
        for _, start, _ in self._machine.find_matches_as_indexes(low):
            if start >= end:
                begin = low.rfind(" ", end, start) + 1 or end
                end = low.find(" ", start)
                end = len(low) if end < 0 else end
                yield from self.pattern.finditer(text, begin, end)


class Cues:
    """Where in a text any of some expressions may match: near the rarest of the literals that each one needs.

    Args:
        groups: expressions by what they are asked for; they are tried on stretches of the text in which each run of
            white space is one blank.

    Raises:
        ValueError: nothing is known of what one of them needs.

    >>> cues = Cues({"no": ["no (?:experience|knowledge) (?:in|of)"], "wish": ["eager to learn"]})
    >>> cues.found("No  knowledge of Go; no doubt"), cues.found("Eager to go")
    ({'no': [4], 'wish': []}, {'no': [], 'wish': []})
    """

    def __init__(self, groups: Mapping[str, Iterable[str]], flags: int = re.IGNORECASE) -> None:
        index: dict[str, int] = {}
        self._needs = {
            name: [
                [frozenset(index.setdefault(word, len(index)) for word in words) for words in _words(pattern, flags)]
                for pattern in patterns
            ]
            for name, patterns in groups.items()
        }
        self._machine = AhoCorasick(list(index))

    def found(self, text: str) -> dict[str, list[int]] | None:
        """The offsets of such literals by group, in order; None where any place may be one."""
        low = folded(text)
        if low is None:
            return None
        places: dict[int, list[int]] = defaultdict(list)
        for which, start, _ in self._machine.find_matches_as_indexes(low, overlapping=True):
            places[which].append(start)
        there = places.keys()
        found = {}
        for name, patterns in self._needs.items():
            near: set[int] = set()
            for sets in patterns:
                if not any(map(there.isdisjoint, sets)):
                    rarest = min((there & words for words in sets), key=lambda them: sum(len(places[n]) for n in them))
                    near.update(start for n in rarest for start in places[n])
            found[name] = sorted(near)
        return found


def _words(pattern: str, flags: int) -> list[set[str]]:
    """Sets of words of each of which every match holds one, those that stand everywhere only for want of others."""
    sets: list[set[str]] = []
    for one_of in needs(pattern, flags, 1):
        # For one blank there may be several in a text: of each literal its first word, then its second ...
        cut = [re.findall(r"\S+ ?", one) for one in one_of]
        sets += [{one[min(n, len(one) - 1)] for one in cut} for n in range(max(map(len, cut)))]
    least = min(4, max((min(map(len, words)) for words in sets), default=0))
    if least < 2:
        raise ValueError(f"nothing is known of what it needs: {pattern[:60]}")
    return [words for words in sets if min(map(len, words)) >= least]


def any_between(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the offsets in order lies in a stretch of the text.

    >>> any_between([3, 9], 4, 9), any_between([3, 9], 4, 10)
    (False, True)
    """
    n = bisect_left(places, start)
    return n < len(places) and places[n] < end
