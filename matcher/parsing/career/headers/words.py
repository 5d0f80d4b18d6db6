"""Describe single words for the labeller of entry headers: their form, their punctuation, and the lists they are in."""

from __future__ import annotations

import re
from typing import Final

from matcher.parsing.career.date_languages.names import month_words, present_words
from matcher.parsing.career.headers.cjk import is_cjk, may_name, shape
from matcher.parsing.career.headers.word_classes import classes_of, is_function_word, legal_forms
from matcher.parsing.career.headers.word_uses import word_uses
from matcher.parsing.places import is_city, is_region, without_place_end

__all__ = [
    "CASE_CLASSES",
    "END_CLASSES",
    "LISTS",
    "attributes",
    "begins_city",
    "case_class",
    "end_class",
    "folded_word",
]

_PUNCTUATION: Final = (
    " \t\xa0-‐‑‒–—―−_~|,.:;()[]{}<>/\\•●▪■◆►➢✓*·\uf0b7\uf0a7\uf0d8?!\"'“”‘’„«»`´=@"
    "、，。：；・｜／（）［］【】「」『』〈〉《》〜～\u3000"
)
_DASHES: Final = re.compile(r"[‐‑‒–—―−~〜～]")
_BULLETS: Final = re.compile(r"[•●▪■◆►➢✓*·・\uf000-\uf8ff]")
_PARTS: Final = re.compile(r"[/&+-]")
_BOTH_GENDERS: Final = re.compile(r"(?<=\w{4})(?:[:*_·(/]-?(?:in|innen|e|se|euse|rice|trice|ne|a|as|ra|ka)\)?)+$")
"""The end of a word that names men and women at once: "Entwickler:in", "desarrollador/a", "développeur·se"."""

LISTS: Final[dict[str, frozenset[str]]] = {
    "month": month_words(),
    "now": present_words() | {"to", "till", "until"},
}
"""Words of dates; the other short lists are those of :mod:`matcher.parsing.career.headers.word_classes`."""

CASE_CLASSES: Final = 5
END_CLASSES: Final = 6

_STATE: Final = re.compile(r"[A-Z]{2}")


def _core(word: str) -> str:
    return word.strip(_PUNCTUATION)


def folded_word(word: str) -> str:
    """Return a word in lower case, without punctuation around it and with 9 for each digit.

    >>> folded_word("(R2D2)")
    'r9d9'
    """
    return re.sub(r"\d", "9", _core(word).casefold())


def _shape(core: str) -> str:
    """Return the pattern of capitals and digits of a word without punctuation around it."""
    if core.isdigit():
        return f"9{len(core)}" if len(core) < 5 else "9+"
    if any(c.isdigit() for c in core):
        return "a9" if core[0].isalpha() else "9a"
    if is_cjk(core):
        return shape(core)
    if core.isupper():
        return "A" if len(core) == 1 else f"A{min(len(core), 5)}"
    if core.islower():
        return "a"
    return "Aa" if core[:1].isupper() and core[1:].islower() else "aA"


def attributes(word: str) -> list[str]:
    """Return the attributes of a word, as the names that the model's weights are filed under.

    Args:
        word: characters between white space.

    >>> attributes("Quux,")
    ['w=quux', 'e=uux', 'f=Aa', 't=,']
    >>> attributes("–")
    ['s=-']
    """
    core = _core(word)
    if not core:
        return [f"s={_BULLETS.sub('•', _DASHES.sub('-', word))[:2]}"]
    low = core.casefold()
    plain = folded_word(core)
    names = [f"w={plain}", f"e={plain[-3:]}", f"f={_shape(core)}"]
    start = word.find(core)
    if start:
        names.append(f"l={_BULLETS.sub('•', _DASHES.sub('-', word[start - 1]))}")
    tail = word[start + len(core) :]
    if tail:
        names.append(f"t={_DASHES.sub('-', tail[-1])}")
    names += word_uses(plain)
    names += [f"g={name}" for name in _classes(core, low)]
    pieces = _PARTS.split(low)
    if len(pieces) > 1:
        names += [f"v={piece}" for piece in pieces if len(piece) > 1]
        names += [f"h={name}" for name in _classes(pieces[-1], pieces[-1])]
    if is_cjk(core):
        names += _cjk_attributes(plain)
    elif core[0].isupper():
        if _STATE.fullmatch(core) and is_region(core):
            names.append("g=state")
        elif is_region(core):
            names.append("g=region")
        if is_city(core):
            names.append("g=city")
    if "@" in word or "www." in low or "http" in low:
        names.append("g=address")
    return names


def _classes(core: str, low: str) -> list[str]:
    """Return the names of the lists that a word is in."""
    found = classes_of(core) or classes_of(_BOTH_GENDERS.sub("", core))
    return [*found, *(name for name, words in LISTS.items() if low in words)]


def _cjk_attributes(plain: str) -> list[str]:
    """Return what only words in Chinese or Japanese have: their beginning, and whether they name a place."""
    names = [f"b={plain[:2]}"]
    city = without_place_end(plain)
    if is_city(plain) or is_city(city):
        names.append("g=city")
    elif is_region(plain) or city != plain:
        names.append("g=region")
    return names


def case_class(word: str) -> int:
    """Return 0 for punctuation, 1 for a lower-case word, 2 for a function word, 3 for a name or capitals, 4 for digits.

    >>> [case_class(word) for word in ("-", "built", "of", "Acme,", "2019")]
    [0, 1, 2, 3, 4]
    """
    core = _core(word)
    if not core:
        return 0
    if is_function_word(core):
        return 2
    if core[0].isdigit():
        return 4
    if is_cjk(core):
        return 3 if may_name(core) else 1
    return 3 if core[0].isupper() or not core[0].isalpha() else 1


def end_class(word: str) -> int:
    """Return 1 for a word that ends in a comma, 2 full stop, 3 colon, 4 semicolon, 5 dash, bar or bullet; else 0.

    >>> [end_class(word) for word in ("Acme", "Acme,", "it.", "Inc.", "|")]
    [0, 1, 2, 0, 5]
    """
    last = word[-1]
    if last in ",、，":
        return 1
    if last in ".!?。！？":
        return (
            0
            if _core(word).casefold() in _ABBREVIATED
            or _core(word).casefold() in legal_forms()
            or len(_core(word)) == 1
            else 2
        )
    if last in ":：":
        return 3
    if last in ";；":
        return 4
    return 5 if last in "-–—|•●▪*·・｜〜～" or "\uf000" <= last <= "\uf8ff" else 0


_ABBREVIATED: Final = frozenset(
    "st sr jr dr mr ms dept univ no bros intl assoc govt mt ft asst mgr dev eng tech prof u.s u.s.a d.c b.s m.s "
    "i.t".split()
)


def begins_city(words: list[str], index: int) -> int:
    """Return the number of words, 2 to 4, of the known city with several words that begins at a word; else 0.

    >>> begins_city(["in", "San", "Francisco,", "CA"], 1)
    2
    """
    following = words[index + 1 : index + 4]
    if not following or not following[0][:1].isupper() or words[index].endswith(","):
        return 0
    for count in range(len(following), 0, -1):
        name = words[index : index + count + 1]
        if is_city(_core(" ".join(name))) and not any(w.endswith(",") for w in name[:-1]):
            return count + 1
    return 0
