"""Compile the phrases of the language files into regular expressions.

The notation, for people who do not write regular expressions:

- ``kenntnis*`` matches any ending, ``*erfahrung`` any beginning of a word.
- ``have|has`` are alternatives of one word, ``(no longer|never)`` alternatives of several words.
- ``[yet]`` may be missing.
- ``...`` stands for up to three words. In Chinese and Japanese it stands for up to twelve characters.
- ``_`` stands for the names that the phrase is about; :func:`split_at_names` gives both sides.

Letters with diacritics match without them too ("experiencia" for "experiência"), and so do ß as "ss" and ü as "ue".
Blanks in Chinese and Japanese phrases only make them easier to read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

from matcher.core.errors import ModelError

__all__ = ["CJK", "alternatives", "phrase_pattern", "split_at_names"]

CJK: Final = "\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Range of the characters of Chinese and Japanese, for character classes."""

_CJK: Final = re.compile(f"[{CJK}]")
_WRONG: Final = re.compile(r"[\\?{}^$_]|\](?![\s)|]|$)|(?<=[^\s(|\[])\[")
"""Signs that the notation lacks, and words that touch a bracket that makes them optional."""

_UMLAUTS: Final = {"ä": "[äa]e?", "ö": "[öo]e?", "ü": "[üu]e?", "ß": "(?:ß|ss)"}
_GAP: Final = r"[^\s,;:.!?()•|]+"
_CJK_GAP: Final = r"[^\n\t,;:!?()，；：。！？（）、|]{0,12}?"
_WORDS_OF_GAP: Final = 3


def phrase_pattern(phrase: str, blank: str = " ") -> str:
    r"""Return the regular expression of a phrase, for lower-case text or ``re.IGNORECASE``.

    Args:
        phrase: in the notation above, without ``_``.
        blank: what a blank of the phrase matches.

    Raises:
        ModelError: brackets that are not closed, signs of regular expressions, or an empty phrase.

    >>> re.fullmatch(phrase_pattern("(no|without) ... experience [at all]"), "no real experience") is not None
    True
    >>> phrase_pattern("sem|sin años*")
    '(?:sem|sin) a[ñn]os\\w*'
    """
    if not phrase.strip() or _WRONG.search(phrase) or any(phrase.count(a) != phrase.count(b) for a, b in ("()", "[]")):
        raise ModelError(f"the phrase “{phrase}” of a language file is not in the notation of phrases")
    return _sequence(phrase, r"\s?" if _CJK.search(phrase) else blank, _CJK.search(phrase) is not None)


def alternatives(phrases: Iterable[str], blank: str = " ", begin: str = r"(?<![\w-])") -> str:
    r"""Return a regular expression of which one phrase has to match, at word boundaries; it never matches without any.

    Longer phrases come first. Chinese and Japanese phrases need no boundaries, since these languages have no blanks.

    Args:
        phrases: in the notation above, without ``_``.
        blank: what a blank of a phrase matches.
        begin: the boundary before a phrase.

    >>> found = re.compile(alternatives(["notions de", "熟悉"]))
    >>> [bool(found.search(text)) for text in ("notions de php", "notions depuis", "我熟悉java")]
    [True, False, True]
    """
    listed = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    plain = [phrase_pattern(phrase, blank) for phrase in listed if not _CJK.search(phrase)]
    cjk = [phrase_pattern(phrase, blank) for phrase in listed if _CJK.search(phrase)]
    parts = [rf"{begin}(?:{'|'.join(plain)})(?:(?<=['’])|(?![\w-]))"] if plain else []
    return "(?:" + ("|".join(parts + cjk) or "(?!)") + ")"


def split_at_names(phrase: str) -> tuple[str, str]:
    """Return the parts of a phrase before and after the names that it is about.

    Raises:
        ModelError: the phrase does not say where the names stand, or has nothing else.

    >>> split_at_names("no experience with _"), split_at_names("möchte _ lernen")
    (('no experience with', ''), ('möchte', 'lernen'))
    """
    before, sign, after = phrase.partition("_")
    if not sign or "_" in after or not (before + after).strip():
        raise ModelError(f"the phrase “{phrase}” of a language file must have one “_” where the names stand")
    return before.strip(), after.strip()


def _sequence(phrase: str, blank: str, cjk: bool) -> str:
    """Return the pattern of items that are separated by blanks."""
    pattern, begun, pending = "", False, ""
    for item in _split(phrase, " "):
        if item == "...":
            if not begun:
                continue  # before the phrase may be anything
            pending += _CJK_GAP if cjk else f"(?:{blank}{_GAP}){{0,{_WORDS_OF_GAP}}}?"
            continue
        optional = item.startswith("[") and item.endswith("]")
        body = _word(f"({item[1:-1]})" if optional else item, blank, cjk)
        if optional and begun:
            pattern += f"(?:{pending}{blank}{body})?"
        elif optional:
            pattern += f"(?:{body}{blank})?"
        else:
            pattern += pending + (blank if begun else "") + body
            begun = True
        pending = ""
    return pattern + pending


def _word(item: str, blank: str, cjk: bool) -> str:
    """Return the pattern of one item: alternatives of words, with groups in them."""
    options = [_letters_and_groups(option, blank, cjk) for option in _split(item, "|")]
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def _letters_and_groups(word: str, blank: str, cjk: bool) -> str:
    pattern = ""
    depth, begin = 0, 0
    for index, character in enumerate(word):
        if character == "(":
            if not depth:
                begin = index + 1
            depth += 1
        elif character == ")":
            depth -= 1
            if not depth:
                inside = [_sequence(option, blank, cjk) if option else "" for option in _split(word[begin:index], "|")]
                pattern += f"(?:{'|'.join(inside)})"
        elif not depth:
            pattern += _letter(character)
    return pattern


@cache
def _letter(character: str) -> str:
    """Return the pattern of a character: itself, or itself and its form without diacritics."""
    if character == "*":
        return r"\w*"
    if character == "'":
        return "['’]"
    if character in "ıi":
        return "[ıi]" if character == "ı" else "i"
    if character in _UMLAUTS:
        return _UMLAUTS[character]
    if character == "й" or _CJK.match(character):
        return character
    plain = "l" if character == "ł" else unicodedata.normalize("NFD", character)[0]
    return re.escape(character) if plain == character else f"[{character}{plain}]"


def _split(text: str, sign: str) -> list[str]:
    """Split at a sign outside of brackets; blanks also separate nothing from nothing."""
    parts, depth, part = [], 0, ""
    for character in text:
        depth += (character in "([") - (character in ")]")
        if character == sign and not depth:
            parts.append(part)
            part = ""
        else:
            part += character
    parts.append(part)
    return [p for p in parts if p] if sign == " " else parts
