"""Cut Chinese and Japanese texts into words for the labeller of entry headers, which looks for words between blanks.

No dictionary is needed: a word ends where the script changes to or from Latin, before and after a particle (``の``,
``にて``, ``担任``), after the name of a company or school, and at brackets and punctuation. A field of an entry may
consist of several such words.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_cjk", "may_name", "shape", "word_pattern"]

_HIRAGANA: Final = "\u3041-\u3096"
_OTHERS: Final = "\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff々〆"
_ALL: Final = _HIRAGANA + _OTHERS
_CJK: Final = re.compile(f"[{_ALL}]")

_PARTICLE: Final = (
    "(?:(?:において|における|による|として|にて|では|には|での|から|まで|より|[をにのでがはとへ])"
    f"(?![{_HIRAGANA}])|就职于|任职于|供职于|毕业于|担任|现任|曾任|入职|(?<![{_ALL}])[在于自从](?=[{_ALL}]))"
)
_END_OF_NAME: Final = "(?<=公司|集团|会社|大学|学院|银行|銀行)"
_OPEN: Final = "[(（\\[［【「『〈《“]"
_CLOSE: Final = "[)）\\]］】」』〉》”]"
_WORD: Final = re.compile(
    f"{_OPEN}{{0,4}}(?:{_PARTICLE}|[0-9０-９]*(?:(?!{_PARTICLE})[{_ALL}])+?(?:{_END_OF_NAME}|(?={_PARTICLE})|(?![{_ALL}]))|"
    f"[^\\s,|–—、，・｜／。：；（）［］【】「」『』〈〉《》“”{_ALL}]+)"
    f"{_CLOSE}*[。：；:;]*[,、，・]*|[,|–—、，・｜／]+|\\S"
)
"""A word, with brackets around it and marks after it. ``・`` at the beginning of a line is a word, as a bullet."""

_RUNNING_TEXT: Final = re.compile(f"[{_HIRAGANA}的了并和对等及与或通过]")
_LONGEST_NAME: Final = 16
"""Characters of a Chinese or Japanese name or title at most; longer stretches are sentences without a particle."""
_SIZES: Final = (1, 2, 4, 8, 14)


def is_cjk(word: str) -> bool:
    """Return whether a word has Chinese or Japanese characters.

    >>> is_cjk("株式会社Tessaro"), is_cjk("Tessaro")
    (True, False)
    """
    return not word.isascii() and _CJK.search(word) is not None


def word_pattern(text: str) -> re.Pattern[str] | None:
    """Return the pattern of a word of a text in Chinese or Japanese; None for other texts.

    >>> pattern = word_pattern("株式会社Tessaro・シニアエンジニア(東京)")
    >>> pattern.findall("株式会社Tessaro・シニアエンジニア(東京)")
    ['株式会社', 'Tessaro・', 'シニアエンジニア', '(東京)']
    >>> pattern.findall("在Brenlow Payments担任高级工程师，负责")
    ['在', 'Brenlow', 'Payments', '担任', '高级工程师，', '负责']
    """
    return _WORD if is_cjk(text) else None


def may_name(core: str) -> bool:
    """Return whether a Chinese or Japanese word may be a name or a title, rather than part of a sentence.

    >>> may_name("高级工程师"), may_name("開発した")
    (True, False)
    """
    return len(core) <= _LONGEST_NAME and not _RUNNING_TEXT.search(core)


def shape(core: str) -> str:
    """Return the scripts and the length of a Chinese or Japanese word as a class.

    >>> shape("エンジニア"), shape("高级工程师"), shape("開発した")
    ('K8', 'H8', 'hH4')
    """
    scripts = {_script(c) for c in core}
    size = next((size for size in _SIZES if len(core) <= size), 15)
    return "".join(sorted(scripts, key="9ahHK".index)) + str(size)


def _script(character: str) -> str:
    if "\u3041" <= character <= "\u3096":
        return "h"
    if "\u30a1" <= character <= "\u30ff":
        return "K"
    if character.isdigit():
        return "9"
    return "a" if character < "\u3000" else "H"
