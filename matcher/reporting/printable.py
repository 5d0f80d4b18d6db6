"""Make text from an untrusted file safe to show.

A résumé can hold escape codes that drive a terminal, marks that turn the writing direction round, characters that XML
does not allow, blank letters (a name of which nothing is to be seen), and half-characters that cannot be encoded. All
of them are replaced one for one, so that offsets into a text remain valid.
"""

from __future__ import annotations

import re
from typing import Any, Final, TypeVar

from matcher.core.blank_characters import BLANKS, is_blank

__all__ = ["neutralise_formula", "printable", "printable_tree"]

T = TypeVar("T")

HOLDING: Final = frozenset({str, dict, list})

UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029"
    "\ud800-\udfff"  # halves of surrogate pairs
    "\ufdd0-\ufdef\ufffc-\uffff"  # not characters, or not for interchange
    f"{BLANKS}]"
)

FORMULA: Final = re.compile(r"(^|[;\t\r\n])(\s*)(?=[=+\-@\uff0b\uff0d\uff1d\uff20])")
"""Where a spreadsheet could begin to read a formula: at a cell's start, and after what some locales split cells at."""


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code > 0x200B and not is_blank(match):
        return match[0]
    if code in (0x09, 0x0A, 0x0D, 0x2028, 0x2029):
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def printable(text: str) -> str:
    r"""Return the text with every unprintable character replaced by a printable one.

    Args:
        text: anything, lone surrogates included.

    Returns:
        A text of the same length: line ends and tabs become spaces, other control characters their pictures,
        and the rest U+FFFD.

    >>> printable("red \x1b[31malert\nnow")
    'red ␛[31malert now'
    """
    return text if text.isascii() and text.isprintable() else UNSAFE.sub(_shown, text)


def printable_tree(value: T) -> T:
    r"""Return a copy of plain data with all its text made printable.

    >>> printable_tree({"a": ["x\x00", 1]})
    {'a': ['x␀', 1]}
    """
    result: Any = value
    if isinstance(value, str):
        result = printable(value)
    elif isinstance(value, dict):
        # Most values are numbers and most keys identifiers: a call for each takes seconds for a thousand candidates.
        result = {
            key if key.isidentifier() else printable(key): printable_tree(item) if type(item) in HOLDING else item
            for key, item in value.items()
        }
    elif isinstance(value, list):
        result = [printable_tree(item) if type(item) in HOLDING else item for item in value]
    return result  # type: ignore[no-any-return]


def neutralise_formula(text: str) -> str:
    """Return the text with an apostrophe before the first sign of a formula, so that a spreadsheet does not run it.

    Where the list separator is a semicolon, a spreadsheet splits a comma-separated file at semicolons, within quotes
    too; text after one is therefore treated like a cell's start.

    >>> neutralise_formula("=1+1"), neutralise_formula("a-b"), neutralise_formula("x;@y")
    ("'=1+1", 'a-b', "x;'@y")
    """
    return FORMULA.sub(r"\1'\2", text)
