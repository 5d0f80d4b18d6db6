"""Follow the fields of a DOCX: their instructions are not shown, their results are, except those of silent fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

__all__ = ["MOST_WORDS", "Fields", "is_computed", "is_shown", "kind_of"]

_SILENT: Final = frozenset("ADVANCE ASK PRIVATE RD SET TA TC XE DATA".split())
"""Kinds of fields that display nothing."""
_COMPUTED: Final = frozenset(
    "PAGE NUMPAGES SECTIONPAGES SECTION DATE TIME AUTONUM AUTONUMLGL AUTONUMOUT LISTNUM SEQ NUMWORDS NUMCHARS FILESIZE "
    "REVNUM EDITTIME PRINTDATE SAVEDATE CREATEDATE".split()
)
"""Kinds of fields whose result is a number or a date, which Word computes on opening a document."""
MOST_WORDS: Final = 2
"""Words of letters in a date."""
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_REASON: Final = "in a field that shows nothing"


@dataclass
class _Field:
    instructions: list[str] = field(default_factory=list)
    has_result: bool = False
    is_silent: bool = False
    is_computed: bool = False
    words: int = 0


class Fields:
    """Follow the fields that are open at a place.

    >>> fields = Fields()
    >>> fields.mark("begin")
    >>> fields.instruct(' XE "Python" ')
    >>> fields.in_instructions
    True
    >>> fields.mark("separate")
    >>> fields.in_instructions, fields.reason
    (False, 'in a field that shows nothing')
    """

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self._without_result = 0
        self._silent = 0

    @property
    def in_instructions(self) -> bool:
        """Whether the place is in the instructions of any field."""
        return self._without_result > 0

    @property
    def reason(self) -> str:
        """Why results at the place are not shown; empty when they are."""
        return _REASON if self._silent else ""

    def mark(self, kind: str) -> None:
        """Take a ``begin``, ``separate`` or ``end``."""
        if kind == "begin":
            self._open.append(_Field())
            self._without_result += 1
        elif not self._open:
            return
        elif kind == "separate":
            top = self._open[-1]
            if not top.has_result:
                top.has_result = True
                self._without_result -= 1
                top.is_silent = not is_shown("".join(top.instructions))
                self._silent += top.is_silent
                top.is_computed = kind_of("".join(top.instructions)) in _COMPUTED
        elif kind == "end":
            top = self._open.pop()
            self._without_result -= not top.has_result
            self._silent -= top.is_silent

    def replaces(self, text: str) -> bool:
        """Take a piece of a result; return whether the field shows a number or a date in its place."""
        top = self._open[-1] if self._open else None
        if top is None or not top.is_computed:
            return False
        top.words += len(_LETTERS.findall(text))
        return top.words > MOST_WORDS

    def instruct(self, text: str) -> None:
        """Take a piece of the innermost field's instructions."""
        if self._open and not self._open[-1].has_result:
            self._open[-1].instructions.append(text)


def is_shown(instructions: str) -> bool:
    """Return whether a field with these instructions shows its result.

    >>> is_shown(' HYPERLINK "http://x" '), is_shown("PAGE"), is_shown('XE "Python"')
    (True, True, False)
    """
    word = kind_of(instructions)
    # A word that is no kind of field is the name of a bookmark, whose text is displayed.
    return word not in _SILENT and (not word or word[0] == "=" or word.isidentifier())


def kind_of(instructions: str) -> str:
    """Return the first word of a field's instructions, in capitals."""
    return (instructions[:200].split(maxsplit=1) or [""])[0].upper().split("\\")[0]


def is_computed(instructions: str) -> bool:
    """Return whether programs compute the result, a number or a date."""
    return kind_of(instructions) in _COMPUTED
