"""Fold a text for the search for dates: without accents, with plain digits and marks. Offsets stay the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["EAST_ASIAN", "fold"]

EAST_ASIAN: Final = "\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff"
"""Kana and Chinese characters, for a character class."""


def _plain_letters() -> dict[str, str]:
    """Return the Latin letters with accents, and "ё", each with its letter without."""
    plain = {"ı": "i", "ł": "l", "Ł": "L", "ё": "е", "Ё": "Е"}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        decomposed = unicodedata.normalize("NFD", chr(code))
        if len(decomposed) > 1 and decomposed[0].isascii() and all(map(unicodedata.combining, decomposed[1:])):
            plain[chr(code)] = decomposed[0]
    return plain


_FOLDS: Final = {
    **_plain_letters(),
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full-width forms
    **dict.fromkeys("\u3000\u2002\u2003\u2009\u202f", " "),
    **dict.fromkeys("\u301c\u3030\u223c", "~"),  # wave dashes
    **dict.fromkeys("\u2500\u2501\u2e3a\ufe63\u30fc", "-"),  # lines used as dashes, and the long vowel
}
_FOLDABLE: Final = re.compile(f"[{''.join(map(re.escape, _FOLDS))}]")
_NUMERALS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR_IN_NUMERALS: Final = re.compile("(?<![一-九〇零])[一二][九〇○零][〇○零一二三四五六七八九]{2}(?=年)")


@lru_cache(maxsize=8)
def fold(text: str) -> str:
    """Return a text without accents, with plain digits, blanks and dashes; of the same length.

    Years in Chinese numerals become digits. The result for the last few texts is remembered.

    >>> fold("Août 2019 – Şubat ２０２１，二〇二二年")
    'Aout 2019 – Subat 2021,2022年'
    """
    if text.isascii():
        return text
    folded = _FOLDABLE.sub(lambda match: _FOLDS[match[0]], text)
    if "年" not in text:
        return folded
    return _YEAR_IN_NUMERALS.sub(lambda match: match[0].translate(_NUMERALS), folded)
