"""The literal words that a regular expression needs, and a text made ready to be searched for them.

They are taken from the pattern itself, as Python's own parser reads it, so that they cannot go out of step with it.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, Final

from matcher.core.build_cache import PersistentMemo
from matcher.core.fingerprint import fingerprint

__all__ = ["LONGEST", "MOST", "SHORTEST", "fold_for_search", "literal_prefixes", "required_literals", "store_literals"]

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

_ODD: Final = re.compile(f"[{''.join(_DOUBLES)}]")
_FOREIGN_DIGIT: Final = re.compile(r"[^\D0-9]")
_SPACE: Final = re.compile(r"[^\S ]")
_ASCII_SPACES: Final = dict.fromkeys((9, 10, 11, 12, 13, 28, 29, 30, 31), " ")


@lru_cache(maxsize=8)
def fold_for_search(text: str) -> str | None:
    r"""A text in lower case with blanks for all white space, character for character.

    It is asked often of the same text, so the last few are remembered.

    Args:
        text: any text.

    Returns:
        None where lower case does not tell what a pattern without regard to case takes for the same, or ``\d`` for a
        digit: in a text with a long s, a dotless i, a final sigma or digits of another script.

    >>> fold_for_search("Go,\tSQL"), fold_for_search("ſql"), fold_for_search("٣")
    ('go, sql', None, None)
    """
    low = text.lower()
    if text.isascii():
        return low.translate(_ASCII_SPACES)
    if len(low) != len(text) or _ODD.search(low) or _FOREIGN_DIGIT.search(low):
        return None
    return _SPACE.sub(" ", low)


_Literals = dict[str, bool]
"""Literal to whether it is all that was matched so far, so that what follows goes on from it."""
_ANYTHING: Final[_Literals] = {"": False}


def _parse(pattern: str, flags: int) -> Any:
    """The tree of a pattern, as Python's own parser gives it; None if this Python keeps it elsewhere."""
    try:
        return importlib.import_module("re._parser").parse(pattern, flags)
    except (ImportError, AttributeError):  # pragma: no cover
        return None


@cache
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
            open_ends = sum(found.values())
            if open_ends <= 1 or open_ends * len(following) <= MOST:
                break
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


_FOUND: Final = PersistentMemo(
    "literals", lambda: f"{fingerprint('core.regex_literals')} {sys.version}".encode(), list[list[str]]
)


def store_literals() -> None:
    """Keep for the next process what was found in the patterns that this one uses."""
    _FOUND.store()


def literal_prefixes(pattern: str, flags: int = 0) -> frozenset[str]:
    r"""Literals, in lower case, of which one begins every match of a pattern; empty if that cannot be told.

    Args:
        pattern: a regular expression.
        flags: as in :func:`re.compile`.

    >>> sorted(literal_prefixes(r"(?<!\w)(?:very )?(?:good|go+d)\b|[xy]-ray"))
    ['go', 'very go', 'x-ray', 'y-ray']
    """

    def find() -> list[list[str]]:
        tree = _parse(pattern, flags)
        found = _shortest(_beginnings(list(tree))) if tree is not None else frozenset()
        return [[] if "" in found else sorted(found)]

    return frozenset(_FOUND.get(f"literal_prefixes {int(flags)} {pattern}", find)[0])


def required_literals(pattern: str, flags: int = 0, shortest: int = SHORTEST) -> tuple[frozenset[str], ...]:
    r"""Sets of literals, in lower case, of each of which every match of a pattern holds one.

    Args:
        pattern: a regular expression.
        flags: as in :func:`re.compile`.
        shortest: see :data:`SHORTEST`.

    >>> [sorted(one_of) for one_of in required_literals(r"(?:hire|select)\s+(?:\w+ )?(?:candidate|person)")]
    [['hire ', 'select '], ['candidate', 'person']]
    """

    def find() -> list[list[str]]:
        tree = _parse(pattern, flags)
        return [sorted(one_of) for one_of in _needs(list(tree), shortest)] if tree is not None else []

    return tuple(map(frozenset, _FOUND.get(f"needs {shortest} {int(flags)} {pattern}", find)))


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
