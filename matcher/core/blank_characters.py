"""Characters of which a reader sees nothing, or that turn the writing direction round, in names and quotations."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["BLANK", "BLANKS"]

BLANKS: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\U00013441\U00013442\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
"""The insides of a pattern's brackets: what Unicode calls default ignorable, and fillers, which are blank letters.
Joiners and variation selectors are in :data:`BLANK`, because some writing and most emoji need them."""

BLANK: Final = re.compile(
    f"[{BLANKS}]"
    # joiners, but for those in writing and emoji that have them
    "|(?<![\u0600-\u1fff\u2190-\u2bff\ua800-\uabff\ufe0f\U00010a00-\U00011fff\U0001f000-\U0001faff])[\u200c\u200d]"
    # variation selectors after what has no variants
    "|(?<![\u00a9\u00ae\u1000-\u109f\u1800-\u18af\u2010-\u2bff\u3000-\u9fff\uf900-\ufaff\U0001f000-\U0001faff"
    "\U00020000-\U0003ffff])[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
"""Matches one such character.

>>> [bool(BLANK.search(text)) for text in ("Ana", "\\u3164", "A\\u200dna", "👩\\u200d💻", "❤\\ufe0f", "A\\ufe0f")]
[False, True, True, False, False, True]
"""
