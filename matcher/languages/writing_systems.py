"""Read other writing systems as the rules expect: full-width signs, and characters that need no blanks between words.

Chinese and Japanese write no blanks, so a name may touch its neighbours ("使用Python和Django"), and have wide versions
of Latin letters, digits and signs. Folding replaces each character by one character: all offsets stay.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["CJK", "fold_width", "plain_letters"]

CJK: Final = "\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
"""Chinese and Japanese characters, as part of a character class; the middle dot between names is not among them."""

_FOLDED: Final[dict[int, int | str]] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **str.maketrans("、､・･｡〜\u3000", ",,··。~ "),
    **str.maketrans("「『《〈【〔｢」』》〉】〕｣", "[[[[[[[]]]]]]]"),
    ord("İ"): "I",  # whose lower case has two characters
}
_UNFOLDED: Final = re.compile(f"[{''.join(map(chr, _FOLDED))}]")
_CJK: Final = re.compile(f"[{CJK}]")
_CYRILLIC_C: Final = re.compile(r"\u0421(?=\+\+|#)")
"""The Cyrillic letter that looks like C and is on the same key, as Russians often write "С++"."""


@lru_cache(maxsize=8)  # the same text is folded for its tokens and for the rules about them
def fold_width(text: str) -> str:
    """Replace full-width characters by the usual ones, and brackets and commas of Chinese and Japanese by Western ones.

    Args:
        text: any text.

    Returns:
        A text of the same length; the same object if nothing is to be folded.

    >>> fold_width("Ｐｙｔｈｏｎ、ＪＡＶＡ８（Ｃ＋＋）")
    'Python,JAVA8(C++)'
    """
    if text.isascii():
        return text
    if _UNFOLDED.search(text):
        text = text.translate(_FOLDED)
    return _CYRILLIC_C.sub("C", text) if "\u0421" in text else text


def plain_letters(text: str) -> str:
    """Return a text in lower case and without accents, which are dropped in capitals and by careless writers.

    Chinese and Japanese texts keep their accents. The length may change.

    Args:
        text: any text.

    >>> plain_letters("Geliştirici"), plain_letters("GELİŞTİRİCİ"), plain_letters("データ")
    ('gelistirici', 'gelistirici', 'データ')
    """
    if text.isascii() or _CJK.search(text):
        return text.lower()
    text = unicodedata.normalize("NFD", text.lower().replace("ı", "i").replace("ł", "l"))
    return "".join(c for c in text if not unicodedata.combining(c))
