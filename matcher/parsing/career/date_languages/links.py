"""Read what links a date to the next one or to the present: "–", "to", "until now", "– по настоящее время"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from matcher.parsing.career.date_languages import east_asian
from matcher.parsing.career.date_languages.names import listed
from matcher.parsing.career.date_languages.phrases import Phrases

__all__ = ["DASH", "Present", "is_between", "is_link", "link_end", "present_at", "present_behind"]

DASH: Final = '(?:[-‐‑‒–—―−~→>\\x96\\x97]{1,3}|[\ue000-\uf8ff\ufffd]|[âa]€[“”"\x93\x94]|\\s\\?(?=\\s))'
"""Pattern of a dash between two dates: also a dash whose character was lost or wrongly decoded."""

_TO: Final = Phrases(listed("to"))
_NOW: Final = Phrases(listed("present"))
_SINCE_AFTER: Final = Phrases(listed("since_after"))
_BETWEEN: Final = Phrases(listed("between"))
_BETWEEN_AFTER: Final = Phrases(listed("between_after"))
_AND: Final = frozenset(listed("and"))

_ENGLISH_NOW: Final = re.compile(
    r"(?:the\s)?(?:present(?:\s(?:day|time|date))?|current(?:ly)?|now|today|ongoing|on-going|continuing|still|"
    r"(?:till-?\s?|this\s)?date|in\sprogress|pursuing)(?!\w)",
    re.IGNORECASE,
)
_MARK: Final = re.compile(rf"[\s.,)\]]{{0,4}}(?:{DASH}|/)[\s:]{{0,4}}")
_LEAD: Final = re.compile(r"[\s.,)\]]{0,4}")
_AFTER_TO: Final = re.compile(r"[\s:-]{1,4}")
_LOST: Final = re.compile(r"[^\S\n]{0,3}(?=(?:Present|(?<!\s)Today|(?<!\s)Current|(?<!\s)Now|(?<!\s)Ongoing)(?!\w))")
_TURKISH_FROM: Final = re.compile(r"(?<=[dt][ae]n)[^\S\n]{1,2}", re.IGNORECASE)
_GAP: Final = re.compile(r"[\s.,)\]]{0,4}?[^\S\n]{2,3}(?=\S)")
_BLANKS: Final = re.compile(r"[^\S\n]{1,2}")
_EAST_ASIAN: Final = re.compile(
    rf"[\s,)\]]{{0,3}}(?:(?:{DASH}|/|{east_asian.TO}|,)\s{{0,3}}(?:{east_asian.TO}\s?)?[(\[]?{east_asian.NOW}"
    rf"|{east_asian.SINCE_AFTER})"
)
_SHELL: Final = re.compile(
    rf"[\s.,)\]]{{0,4}}(?P<dash>{DASH})?[\s:-]{{0,4}}"
    r"(?:(?P<words>[^\W\d_](?:[\w\s.'’/]{0,17}[\w.'’])?)(?P<behind>[\s:-]{0,4}))?[(\[]?"
)
_EAST_ASIAN_TO: Final = re.compile(east_asian.TO)


@dataclass(frozen=True, slots=True)
class Present:
    """A word for the present that a date is linked to, or one such as "onwards"."""

    end: int
    word: str = ""
    """The word for the present; empty if the language of the text does not matter."""
    by: str = "link"
    """How it is linked: ``link``, ``lost`` (the dash was lost: "2009Present") or ``gap`` (blanks only)."""


def present_at(text: str, start: int) -> int:
    """Return the end of the words for the present at an offset of a folded text; 0 if there are none.

    >>> present_at("– oggi", 2), present_at("– Oggiono", 2)
    (6, 0)
    """
    start += text.startswith(("(", "["), start)
    english = _ENGLISH_NOW.match(text, start)
    return max(english.end() if english else 0, _NOW.end_at(text, start))


def link_end(text: str, start: int) -> int:
    """Return the end of a word such as "to" at an offset, with the blanks or colon behind it; 0 if there is none."""
    return next(_link_ends(text, start), 0)


def _link_ends(text: str, start: int) -> Iterator[int]:
    for end in _TO.ends_at(text, start):
        behind = _AFTER_TO.match(text, end)
        if behind or text[end - 1] in "'’":
            yield behind.end() if behind else end


def _linked_present(text: str, start: int, links: int) -> Present | None:
    """Return the present at an offset, with at most so many words such as "to" before it."""
    now = present_at(text, start)
    longest = Present(now, text[start:now].strip("([")) if now else None
    for end in _link_ends(text, start) if links else ():
        found = _linked_present(text, end, links - 1)
        if found and found.end > now:
            longest, now = found, found.end
    return longest


def present_behind(text: str, end: int) -> Present | None:
    """Return the words that make a date last until now, behind its end: "– present", "onwards", "から現在".

    Args:
        text: the whole text, folded.
        end: end of the date.

    >>> present_behind("2019 do chwili obecnej", 4).end, present_behind("2019 to 2020", 4)
    (22, None)
    """
    mark = _MARK.match(text, end)
    lead = mark or _LEAD.match(text, end)
    if lead and (mark or link_end(text, lead.end())) and (found := _linked_present(text, lead.end(), 2)):
        return found
    for pattern, by in ((_TURKISH_FROM, "link"), (_LOST, "lost"), (_GAP, "gap")):
        blanks = pattern.match(text, end)
        if blanks and (now := present_at(text, blanks.end())):
            return Present(now, text[blanks.end() : now].strip("(["), by)
    blanks = _BLANKS.match(text, end)
    if blanks and (behind := _SINCE_AFTER.end_at(text, blanks.end())):
        return Present(behind)
    glued = _EAST_ASIAN.match(text, end)
    return Present(glued.end()) if glued else None


def is_link(between: str) -> bool:
    """Whether the text between two dates joins them: a dash, a word such as "to", or both.

    >>> [is_link(text) for text in (" – ", " tot en met ", " at ", "至", ") - End date: (")]
    [True, True, False, True, True]
    """
    match = _SHELL.fullmatch(between)
    if match is None:
        return False
    words = match["words"]
    if words is None:
        return match["dash"] is not None
    if _EAST_ASIAN_TO.fullmatch(words):
        return True
    if not match["behind"] and words[-1] not in "'’":
        return False
    blanks = (match.span() for match in _BLANKS.finditer(words))
    return words in _TO or any(words[:start] in _TO and words[end:] in _TO for start, end in blanks)


def is_between(text: str, start: int, between: tuple[int, int], end: int) -> bool:
    """Whether two dates are joined by "and" with "between" before them, or with such a word behind them.

    Args:
        text: the whole text, folded.
        start: where the first date starts.
        between: the range between the two dates.
        end: where the second date ends.

    >>> is_between("tra 2019 e 2021", 4, (8, 11), 15), is_between("nel 2019 e 2021", 4, (8, 11), 15)
    (True, False)
    """
    if text[slice(*between)].strip().lower() not in _AND:
        return False
    low = len(text[:start].rstrip(" \xa0")) if start and text[start - 1] in " \xa0" else start
    if _BETWEEN.start_before(text, low) >= 0:
        return True
    blanks = _BLANKS.match(text, end)
    return blanks is not None and _BETWEEN_AFTER.end_at(text, blanks.end()) > 0
