"""Characters of which a reader sees nothing, or that turn the writing direction round, in names and quotations."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

__all__ = ["BLANKS", "is_blank", "mark_blanks"]

_IN_WRITING: Final = "\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Joiners and variation selectors, which some writing and most emoji need."""

BLANKS: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\U00013441\U00013442\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
    f"\U000e0000-\U000e00ff\U000e01f0-\U000e0fff{_IN_WRITING}"
)
"""The insides of a pattern's brackets: what Unicode calls default ignorable, and fillers, which are blank letters. Ask
:func:`is_blank` of each match."""

_BLANK: Final = re.compile(f"[{BLANKS}]")
_NEEDED: Final = re.compile(
    # joiners in writing and emoji that have them
    "(?<=[\u0600-\u1fff\u2190-\u2bff\ua800-\uabff\ufe0f\U00010a00-\U00011fff\U0001f000-\U0001faff])[\u200c\u200d]"
    # variation selectors after what has variants
    "|(?<=[\u00a9\u00ae\u1000-\u109f\u1800-\u18af\u2010-\u2bff\u3000-\u9fff\uf900-\ufaff\U0001f000-\U0001faff"
    "\U00020000-\U0003ffff])[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)


def is_blank(match: re.Match[str]) -> bool:
    """Return whether a character that matched :data:`BLANKS` (or another) is not one that its neighbour needs."""
    return _NEEDED.match(match.string, match.start()) is None


def mark_blanks(text: str, mark: Callable[[str], str]) -> str:
    """Replace each blank character by what a function makes of it.

    >>> [mark_blanks(text, lambda _: "?") for text in ("\u3164", "A\u200dna", "👩\u200d💻", "❤\ufe0f", "A\ufe0f")]
    ['?', 'A?na', '👩\u200d💻', '❤️', 'A?']
    """
    return _BLANK.sub(lambda match: mark(match[0]) if is_blank(match) else match[0], text)
