"""Find remarks about a claimed skill: that it was taught to others, certified, or used long ago."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from matcher.core.regex_prefilter import LiteralLocator, PrefixPattern
from matcher.core.skills import Remark
from matcher.languages.phrase_patterns import alternatives
from matcher.languages.word_lists import load_languages, words_by_language
from matcher.skills.claims.phrase_cues import REACH as REACH_OF_CUES
from matcher.skills.claims.phrase_cues import PhraseCues

__all__ = ["REACH", "RemarkCues", "find_hints", "find_remark", "remark_cues_of", "unused_recently"]

REACH: Final = 110
"""Characters before and after a name, within its clause, that are searched for remarks: one line of a résumé."""


@cache
def _clause_end(languages: tuple[str, ...]) -> re.Pattern[str]:
    """Return the ends of clauses in some languages."""
    ends = words_by_language("claims", "clause_ends")
    words = alternatives(word for code in languages for word in ends.get(code, ()))
    return re.compile(rf"[;!?•●▪\n。；！？]|\.\s|{words}")


_BLANKS: Final = re.compile(r"\s+")
_NEAR: Final = 4
"""Most words between the name and a certificate, or words of the past: they are about the nearest names only."""

_PEOPLE: Final = (
    r"(?:developers?|engineers?|programmers?|students?|interns?|trainees|staff|teams?|users?|employees|colleagues|co-?workers|peers|juniors?|"
    r"(?:under)?graduates|freshmen|members?|children|kids|people|others|analysts|administrators|dbas|testers|class(?:es)?|pupils|resources|"
    r"associates|hires|joiners|clients?|customers?)"
)
_TAUGHT_BEFORE: Final = re.compile(
    rf"(?<!self-)(?<!self )(?<![\w-])(?:(?:taught|teach|teaches|teaching|tutored|tutoring|lectured|lecturing)(?! (?:my|your|one)self\b|-)|"
    rf"(?:train|mentor|coach|guid|instruct|educat)(?:ed|ing) (?:[\w-]+ ){{0,5}}?{_PEOPLE}\b|"
    rf"(?:led|ran|gave|held|delivered|conducted|taught|organi[sz]ed|provided|imparted|conduct|deliver|provide) (?:[\w-]+ ){{0,4}}?"
    rf"(?:workshops?|courses?|classes|trainings?|lectures?|tutorials?|bootcamps?)\b(?! from)|"
    rf"(?:instructor|teacher|lecturer|tutor|trainer|teaching assistant|mentor) (?:of|for|in|on)\b)"
    rf"(?![\w-])",
    re.IGNORECASE,
)
_TAUGHT_AFTER: Final = re.compile(
    rf"^(?:[\w\s/&-]{{0,24}}?\s)?(?:instructor|teacher|lecturer|tutor|trainer|teaching assistant|"
    rf"(?:workshops?|courses?|classes|lectures?|trainings?) (?:to|for) (?:[\w-]+ ){{0,3}}?{_PEOPLE})\b",
    re.IGNORECASE,
)
_CERTIFIED_BEFORE: Final = re.compile(
    r"\b(?:certified|certificates?|certifications?)\b[\s:–-]*(?:(?:in|on|for|as|an?|"
    r"professional|associate|expert|master|specialist|developer|programmer|administrator|solutions?|of|the|entry-level)\s)*$",
    re.IGNORECASE,
)
_CERTIFIED_AFTER: Final = re.compile(
    r"^(?:[\s-](?!and\b|or\b|with\b|in\b|using\b)[\w./-]+){0,4}?[\s-](?:\(?certified|certification)"
    r"(?![\w/])",
    re.IGNORECASE,
)
_PAST_BEFORE: Final = re.compile(
    r"(?:(?:(?:^\W*|\bI )used to|\bno longer) (?:use|code|program|work|write|develop|know)(?:\s\w+){0,2}|"
    r"\b(?:once|long ago|years ago),? (?:I )?(?:used|worked|knew|programmed|coded|wrote|developed)(?:\s\w+){0,2}|"
    r"\b(?:rusty (?:in|at|on|with)|out of practice (?:in|with)))\s(?:[\w+#./-]+,?\s(?:(?:and|or)\s)?){0,3}$",
    re.IGNORECASE,
)
_PAST_AFTER: Final = re.compile(
    r"^[\s,–-]{0,3}\(?(?:[\w+#./-]+[\s,]+){0,4}?(?:"
    r"(?:many |several |some |a few |\w+ |\d+\+? )?(?:years|decades) ago|long ago|a long time ago|in (?:my|the) past|"
    r"(?:a (?:bit|little) |now |somewhat )?rusty|not (?:used )?(?:recently|lately)|in the (?:19)?[789]0['’]?s|"
    r"back in (?:19|20)\d\d|(?:previously|formerly)\))\b",
    re.IGNORECASE,
)
_UNUSED: Final = re.compile(
    r"(?:n['’]t|\bnot|\bnever) (?:really |actively )?(?:used|touched|written|worked with|programmed in|coded in)\s"
    r"(?:[\w+#./-]+,?\s(?:(?:and|or)\s)?){0,3}$",
    re.IGNORECASE,
)
_IDLE: Final = re.compile(
    r"^\s(?:(?:and|or|,)?\s?[\w+#./-]+\s){0,3}?"
    r"(?:(?:in|for) (?:(?:many|several|some|a few|\w+|\d+\+?) )?(?:years|a while)|since (?:19|20)\d\d|lately|recently|much since)\b",
    re.IGNORECASE,
)


_HINTS: Final = PrefixPattern(
    re.compile(
        r"taught|teach|tutor|lectur|train|mentor|coach|guid(?:ed|ing)|instruct|educat(?:ed|ing)|workshop|courses?\b|classes|bootcamp|"
        r"certif|"
        r"ago\b|no longer|no longer|rusty|out of practice|my past|the past|used to|once |n['’]t |not |never |back in|in the (?:19)?[789]0|previously\)|"
        r"formerly\)"
    )
)
"""Words that every remark contains, in lower case: the pattern then knows how each match begins, and is fast."""


class RemarkCues:
    """The phrases of one language that remark on a skill.

    Args:
        code: of the language.

    >>> remark_cues_of("de").remark("zertifiziert in ", "")
    'certified'
    """

    def __init__(self, code: str) -> None:
        language = next(language for language in load_languages() if language.code == code)
        reach: dict[Remark, int] = {"taught": REACH_OF_CUES, "certified": _NEAR, "past": _NEAR}
        self._cues = [(remark, PhraseCues(language.words("claims", remark), most)) for remark, most in reach.items()]
        expressions = [expression for _, cues in self._cues for expression in cues.expressions]
        self._locator = LiteralLocator({"": expressions}) if expressions else None

    def hints(self, text: str) -> list[int]:
        """Return the offsets of words that may begin a remark, in order."""
        if self._locator is None:
            return []
        found = self._locator.offsets(text)
        return list(range(0, len(text), REACH)) if found is None else found[""]

    def remark(self, before: str, after: str) -> Remark:
        """Return the remark on the name between two parts of a clause; empty if there is none."""
        return next((remark for remark, cues in self._cues if cues.apply(before, after)), "")


@cache
def remark_cues_of(code: str) -> RemarkCues:
    """Return the phrases of a language, compiled once per process."""
    return RemarkCues(code)


def find_hints(text: str, languages: Sequence[str] = ()) -> list[int]:
    """Return the offsets of words that may begin a remark; most names are far from any and need no further check.

    Args:
        text: the complete text, in lower case.
        languages: codes of the languages that it is in; English is always one of them.

    >>> find_hints("taught java")
    [0]
    """
    found = [m.start() for m in _HINTS.finditer(text)]
    further = [start for code in languages if code != "en" for start in remark_cues_of(code).hints(text)]
    return sorted(found + further) if further else found


def unused_recently(before: str, after: str) -> bool:
    """Return whether a clause denies only recent use: whoever has not used a skill in years did use it once.

    Args:
        before: the clause up to the skill's name.
        after: the clause after it.

    >>> unused_recently("I have not used ", " in ten years"), unused_recently("I have not used ", " at work")
    (True, False)
    """
    return _UNUSED.search(before) is not None and _IDLE.match(after) is not None


def find_remark(text: str, start: int, end: int, languages: tuple[str, ...] = ("en",)) -> Remark:
    """Find the remark in the clause around the skill named at ``text[start:end]``.

    Args:
        text: the complete text.
        start: offset of the name.
        end: offset after the name.
        languages: codes of the languages that the text is in; English is always one of them.

    >>> text = "Taught Java to undergraduates; certified in Oracle; Perl (rusty)"
    >>> [find_remark(text, text.index(name), text.index(name) + len(name)) for name in ("Java", "Oracle", "Perl")]
    ['taught', 'certified', 'past']
    """
    before, after = _clause(text, start, end, _clause_end(languages))
    if _TAUGHT_BEFORE.search(before) or _TAUGHT_AFTER.match(after):
        return "taught"
    if _CERTIFIED_BEFORE.search(before) or _CERTIFIED_AFTER.match(after):
        return "certified"
    if _PAST_BEFORE.search(before) or _PAST_AFTER.match(after) or unused_recently(before, after):
        return "past"
    if further := [code for code in languages if code != "en"]:
        # The phrases are for text in which all white space is one blank.
        before, after = _BLANKS.sub(" ", before), _BLANKS.sub(" ", after)
        return next(filter(None, (remark_cues_of(code).remark(before, after) for code in further)), "")
    return ""


def _clause(text: str, start: int, end: int, ends: re.Pattern[str]) -> tuple[str, str]:
    """Return the text before and after a name, up to the ends of its clause."""
    before = text[max(0, start - REACH) : start]
    breaks = list(ends.finditer(before))
    after = text[end : end + REACH]
    stop = ends.search(after)
    return before[breaks[-1].end() :] if breaks else before, after[: stop.start()] if stop else after
