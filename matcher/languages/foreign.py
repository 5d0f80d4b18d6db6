"""Tell which languages besides English a text is written in, at little cost for plain English."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from matcher.languages.detection import languages_of

__all__ = ["foreign_languages"]

_FOREIGN_LETTER: Final = re.compile("[ß-öø-ɏЀ-ӿ\u3005-\u9fff\uf900-\ufaff]")
_FOREIGN_WORDS: Final = frozenset(
    "und der die mit für het een voor van met del della di per con para de la les des et en ve bir ile w z na".split()
)
_FEW: Final = 3
"""Different function words of other languages that an English text does not have; names have one or two ("van de")."""


@lru_cache(maxsize=32)
def foreign_languages(text: str) -> tuple[str, ...]:
    """Return the codes of the languages besides English that a text is written in.

    Args:
        text: of a résumé. Plain English is recognised without the detector, which takes longer.

    >>> foreign_languages("Entwicklung von Diensten für Banken mit Java"), foreign_languages("Wrote Java at van Dyck")
    (('de',), ())
    """
    if text.isascii() or not _FOREIGN_LETTER.search(text):
        if len(_FOREIGN_WORDS.intersection(text.lower().split())) < _FEW:
            return ()
    return tuple(code for code in languages_of(text) if code != "en")
