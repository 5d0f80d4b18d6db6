"""Extract literals from regular expressions: the prefixes of their matches, and literals that every match contains.

The literals come from the pattern itself, as Python's own parser reads it, so they cannot get out of step with it. They
are in lower case with blanks for white space; :func:`fold_for_search` brings a text into the same form.
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

__all__ = ["fold_for_search", "literal_prefixes", "required_literals", "store_literals"]

LONGEST_LITERAL: Final = 16
"""Characters at which a literal is cut off: longer ones are hardly rarer."""

MOST_LITERALS: Final = 400
"""Most literals of a set that are still extended by what follows: a large automaton takes long to build at start-up."""

SHORTEST_LITERAL: Final = 3
"""Fewest bytes of a required literal (in UTF-8, without blanks at its ends): shorter ones occur in every text."""

_CASE_VARIANTS: Final = {
    "ı": "i", "ſ": "s", "µ": "μ", "ς": "σ", "ϐ": "β", "ϑ": "θ", "ϕ": "φ", "ϖ": "π", "ϰ": "κ", "ϱ": "ρ", "ϵ": "ε",
    "\u1fbe": "ι", "\u0345": "ι", "ẛ": "ṡ", "\u1fd3": "\u0390", "\u1fe3": "\u03b0", "ﬅ": "ﬆ", "ᲀ": "в", "ᲁ": "д",
    "ᲂ": "о", "ᲃ": "с", "ᲄ": "т", "ᲅ": "т", "ᲆ": "ъ", "ᲇ": "ѣ", "ᲈ": "ꙋ",
}  # fmt: skip
"""Letters that ``re.IGNORECASE`` treats as equal though ``str.lower`` keeps them apart."""

_VARIANT: Final = re.compile(f"[{''.join(_CASE_VARIANTS)}]")
_PLAIN: Final = str.maketrans(_CASE_VARIANTS)
_FOREIGN_DIGIT: Final = re.compile(r"[^\D0-9]")
_SPACE: Final = re.compile(r"[^\S ]")
_ASCII_SPACES: Final = dict.fromkeys((9, 10, 11, 12, 13, 28, 29, 30, 31), " ")


@lru_cache(maxsize=8)
def fold_for_search(text: str) -> str | None:
    r"""Return a text in lower case with blanks for all white space; offsets stay the same.

    The results for the last few texts are remembered, since several patterns search the same text.

    Args:
        text: any text.

    Returns:
        None if the folded text would not match as the text itself does under ``\d``: if it holds digits of another
        script. Letters that ``re.IGNORECASE`` treats as equal become the same one, such as a dotless i and an i.

    >>> fold_for_search("Go,\tSQL"), fold_for_search("ſql"), fold_for_search("İki yıl"), fold_for_search("٣")
    ('go, sql', 'sql', 'iki yil', None)
    """
    lower = text.lower()
    if text.isascii():
        return lower.translate(_ASCII_SPACES)
    if len(lower) != len(text):
        lower = text.replace("İ", "i").lower()  # the only letter whose lower case has two characters
    if _FOREIGN_DIGIT.search(lower):
        return None
    if _VARIANT.search(lower):
        lower = lower.translate(_PLAIN)
    return _SPACE.sub(" ", lower)


_Literals = dict[str, bool]
"""Each literal, and whether it is complete: then it is the whole match so far, and what follows can extend it."""
_ANYTHING: Final[_Literals] = {"": False}


def _parse(pattern: str, flags: int) -> Any:
    """Return the syntax tree of a pattern from Python's own parser; None if this Python has it elsewhere."""
    try:
        return importlib.import_module("re._parser").parse(pattern, flags)
    except (ImportError, AttributeError):  # pragma: no cover
        return None


@cache
def _letter(code: int) -> str:
    lower = " " if chr(code).isspace() else chr(code).lower()
    return _CASE_VARIANTS.get(lower, lower) if len(lower) == 1 else "i"  # only İ is longer in lower case


def _class(items: Sequence[tuple[Any, Any]]) -> _Literals:
    """Return the characters of a character class, if they are few."""
    characters: _Literals = {}
    for operation, value in items:
        match str(operation):
            case "LITERAL":
                characters[_letter(value)] = True
            case "RANGE" if value[1] - value[0] < 40:
                characters.update((_letter(code), True) for code in range(value[0], value[1] + 1))
            case "CATEGORY" if str(value) == "CATEGORY_DIGIT":
                characters.update((digit, True) for digit in "0123456789")
            case "CATEGORY" if str(value) == "CATEGORY_SPACE":
                characters[" "] = True
            case _:
                return _ANYTHING
    return characters


def _prefixes(items: Sequence[tuple[Any, Any]]) -> _Literals:
    """Return literals one of which begins every match of a sequence."""
    prefixes: _Literals = {"": True}
    for item in items:
        if not any(prefixes.values()):
            break
        following = _item_prefixes(item)
        for length in (3, 2, 1, 0):
            extensible = sum(prefixes.values())
            if extensible <= 1 or extensible * len(following) <= MOST_LITERALS:
                break
            prefixes = {literal: complete and len(literal) < length for literal, complete in prefixes.items()}
        extended: _Literals = {}
        for literal, complete in prefixes.items():
            if not complete:
                extended[literal] = False
                continue
            for suffix, suffix_complete in following.items():
                text = literal + suffix
                suffix_complete = suffix_complete and len(text) < LONGEST_LITERAL
                # A literal that is incomplete in one way is incomplete.
                extended[text[:LONGEST_LITERAL]] = extended.get(text[:LONGEST_LITERAL], True) and suffix_complete
        prefixes = extended
    return prefixes


def _item_prefixes(item: tuple[Any, Any]) -> _Literals:
    operation, value = str(item[0]), item[1]
    match operation:
        case "LITERAL":
            return {_letter(value): True}
        case "IN":
            return _class(value)
        case "BRANCH":
            union: _Literals = {}
            for branch in value[1]:
                for literal, complete in _prefixes(branch).items():
                    union[literal] = union.get(literal, True) and complete
            return union
        case "SUBPATTERN":
            return _prefixes(value[3])
        case "ATOMIC_GROUP":
            return _prefixes(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, sequence = value
            once = _prefixes(sequence)
            if least == most == 1:
                return once
            if most > 1:
                once = dict.fromkeys(once, False)
            return once if least else {**once, "": once.get("", True)}
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return {"": True}  # zero-width: the pattern itself checks it
    return _ANYTHING


def _drop_extensions(literals: Iterable[str]) -> frozenset[str]:
    """Drop the literals that begin with another one."""
    kept: list[str] = []
    for literal in sorted(literals):
        if not kept or not literal.startswith(kept[-1]):
            kept.append(literal)
    return frozenset(kept)


_MEMO: Final = PersistentMemo(
    "literals", lambda: f"{fingerprint('core.regex_literals')} {sys.version}".encode(), list[list[str]]
)


def store_literals() -> None:
    """Store the literals of the patterns that this process used, for the next process."""
    _MEMO.store()


def literal_prefixes(pattern: str, flags: int = 0) -> frozenset[str]:
    r"""Return literals, in lower case, one of which begins every match of a pattern; empty if there is no such set.

    Args:
        pattern: a regular expression.
        flags: as in :func:`re.compile`.

    >>> sorted(literal_prefixes(r"(?<!\w)(?:very )?(?:good|go+d)\b|[xy]-ray"))
    ['go', 'very go', 'x-ray', 'y-ray']
    """

    def compute() -> list[list[str]]:
        tree = _parse(pattern, flags)
        prefixes = _drop_extensions(_prefixes(list(tree))) if tree is not None else frozenset()
        return [[] if "" in prefixes else sorted(prefixes)]

    return frozenset(_MEMO.get(f"literal_prefixes {int(flags)} {pattern}", compute)[0])


def required_literals(pattern: str, flags: int = 0, shortest: int = SHORTEST_LITERAL) -> tuple[frozenset[str], ...]:
    r"""Return sets of literals, in lower case; every match of a pattern holds one literal of each set.

    Args:
        pattern: a regular expression.
        flags: as in :func:`re.compile`.
        shortest: see :data:`SHORTEST_LITERAL`.

    >>> [sorted(one_of) for one_of in required_literals(r"(?:hire|select)\s+(?:\w+ )?(?:candidate|person)")]
    [['hire ', 'select '], ['candidate', 'person']]
    """

    def compute() -> list[list[str]]:
        tree = _parse(pattern, flags)
        return [sorted(one_of) for one_of in _required(list(tree), shortest)] if tree is not None else []

    return tuple(map(frozenset, _MEMO.get(f"required_literals {shortest} {int(flags)} {pattern}", compute)))


def _required(items: Sequence[tuple[Any, Any]], shortest: int) -> Iterator[frozenset[str]]:
    after_literal = False
    yielded: set[frozenset[str]] = set()
    for index, item in enumerate(items):
        operation = str(item[0])
        inside_word = operation == "LITERAL" and after_literal
        after_literal = operation == "LITERAL"
        if inside_word or operation in ("AT", "ASSERT", "ASSERT_NOT"):
            continue
        literals = _drop_extensions(_prefixes(items[index:]))
        if literals in yielded:
            continue
        yielded.add(literals)
        if all(len(one.strip().encode()) >= shortest for one in literals):
            yield literals
        elif operation == "SUBPATTERN":
            yield from _required(list(item[1][3]), shortest)
