"""Compile lists of words of many languages: Chinese and Japanese have no blanks, and accents are often left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from matcher.languages.writing_systems import CJK

__all__ = [
    "LETTER",
    "alternatives",
    "any_of",
    "count_words",
    "fold",
    "has_cjk",
    "join",
    "ordinary_width",
    "spellings",
]

LETTER: Final = rf"[^\W{CJK}]"
"""A letter or digit of a script that separates words by blanks."""

_CJK: Final = re.compile(f"[{CJK}]")
_ACCENT: Final = re.compile("[\u0300-\u036f]")
_SHORTEST_PLAIN: Final = 4
"""Letters of a phrase that is found without its accents too; shorter ones are other words ("où" and "ou")."""

_CJK_LETTERS_OF_A_WORD: Final = 2
_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def has_cjk(text: str) -> bool:
    """Whether a text holds Chinese or Japanese characters.

    >>> has_cjk("Java開発"), has_cjk("Java")
    (True, False)
    """
    return _CJK.search(text) is not None


def ordinary_width(text: str) -> str:
    """Return a text with ordinary instead of full-width letters, digits and marks; offsets stay the same.

    Commas and dots of Chinese and Japanese stay as they are, since drafts quote the advert.

    >>> ordinary_width("Ｊａｖａ（３年）：必須")
    'Java(3年):必須'
    """
    return text if text.isascii() else text.translate(_WIDTH)


def _without_accents(text: str) -> str:
    plain = _ACCENT.sub("", unicodedata.normalize("NFD", text.replace("ı", "i").replace("ł", "l")))
    return unicodedata.normalize("NFC", plain)


def fold(text: str) -> str:
    """Return a text in the form in which headings and numbers are compared: lower case, no accents, words only.

    >>> fold("Ce que nous  recherchons :"), fold("İŞ TANIMI"), fold("Skills & Experience"), fold("【必須】")
    ('ce que nous recherchons', 'is tanimi', 'skills and experience', '必須')
    """
    plain = text.casefold().replace("’", "'").replace("&", " and ")
    if not plain.isascii():
        plain = _without_accents(plain)
    return " ".join(re.sub(r"[^\w']+", " ", plain).split())


def count_words(text: str) -> int:
    """Return the number of words; two Chinese or Japanese characters count as one.

    >>> count_words("Design of REST services"), count_words("決済サービスの設計")
    (4, 4)
    """
    if text.isascii():
        return len(text.split())
    return len(_CJK.sub(" ", text).split()) + len(_CJK.findall(text)) // _CJK_LETTERS_OF_A_WORD


def alternatives(phrases: Iterable[str]) -> str:
    r"""Return the source of a pattern for any of the phrases, the longest first, without a look at what is around them.

    Args:
        phrases: in lower case; ``*`` matches any letters, a space also a hyphen.

    >>> alternatives(["a plus", "must*"])
    'a[\\s-]+plus|must\\w*'
    """
    ordered = sorted(phrases, key=lambda p: (-len(p), p))
    return "|".join(re.escape(p).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+") for p in ordered)


def spellings(phrases: Iterable[str]) -> set[str]:
    """Return the phrases in lower case, and without accents too unless they are short.

    >>> sorted(spellings(["Exigé", "où"]))
    ['exige', 'exigé', 'où']
    """
    lower = {p.casefold().replace("i\u0307", "i") for p in phrases}
    return lower | {_without_accents(p) for p in lower if len(p) >= _SHORTEST_PLAIN and not p.isascii()}


def join(phrases: Iterable[str]) -> str:
    """Return the source of a pattern for any of the phrases as whole words, in all spellings, the longest first.

    Chinese and Japanese phrases are found within other characters.

    Args:
        phrases: in any case; ``*`` matches any letters, a space also a hyphen.

    >>> re.findall(join(["must", "必須", "exigé*"]), "Must: Javaは必須. Exigee, mustard", re.IGNORECASE)
    ['Must', '必須', 'Exigee']
    """
    forms = spellings(phrases)
    within = {p for p in forms if has_cjk(p)}
    words = forms - within
    sources = [rf"(?<!{LETTER})(?<!-)(?:{alternatives(words)})(?!{LETTER})"] if words else []
    if within:
        sources.append(f"(?:{alternatives(within)})")
    return "|".join(sources) or "(?!)"


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Compile a pattern for any of the phrases, as :func:`join` does, in any case.

    >>> any_of(["a plus"]).search("Go is A  plus")[0]
    'A  plus'
    """
    return re.compile(join(phrases), re.IGNORECASE)
