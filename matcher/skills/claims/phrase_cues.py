"""Apply the phrases that deny, wish for or remark on a skill, from the table ``[claims]`` of the language files.

A phrase says with ``_`` where the names stand: "keine Erfahrung mit _", "möchte _ lernen", and in Turkish and Japanese
after them: "_ deneyimim yok". English has regular expressions of its own, in the modules that use these phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, Literal

from matcher.core.regex_prefilter import LiteralLocator
from matcher.languages.phrase_patterns import CJK, alternatives, phrase_pattern, split_at_names
from matcher.languages.word_lists import load_languages

__all__ = ["REACH", "LanguageCues", "PhraseCues", "cues_of"]

REACH: Final = 12
"""Most words between a cue and a mention that it governs. A denial governs a list ("no experience with Java, C#, PHP or
Go"), and no longer list was observed in such a clause; a longer reach starts to deny unrelated claims in texts that
lost their punctuation. Rerun tests/skills/claims after touching it."""

_CHARACTERS_OF_A_WORD: Final = 2
"""Chinese and Japanese characters that count as one word of the reach."""

_CJK: Final = re.compile(f"[{CJK}]")
_SIGNS: Final = re.compile(r"[:;()[\]：；（）]|\s[–—-]\s?")
"""Signs that end the way from a name to a cue after it: "Java (5 Jahre), Django: keine" denies Django only."""

_CHINESE_SIGNS: Final = re.compile(rf"{_SIGNS.pattern}|[,，]")
"""In Chinese a comma separates clauses, and lists have a sign of their own."""

_CLOSED: Final = re.compile(r"\s?[,)\]，、）]")
"""Signs after a cue that is about the name before it: "Java: no experience, Python"."""

_ANY_BEGINNING: Final = re.compile(r"^(?:[^ ]*[(|\[])?\*")
_ONE_SIGN: Final = re.compile(r"\s?[:(\[：（=–—-]\s?")
_NEVER: Final = re.compile("(?!)")
_PEOPLE_BETWEEN: Final = 2


def _compiled(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(alternatives(phrases), re.IGNORECASE)


def _findable(sides: tuple[str, str]) -> str:
    """Return the expression of the longer side that does not begin with any letters."""
    return phrase_pattern(max(sides, key=lambda side: (bool(side) and not _ANY_BEGINNING.search(side), len(side))))


def _words(between: str) -> int:
    cjk = len(_CJK.findall(between)) if not between.isascii() else 0
    return len(between.split()) + cjk // _CHARACTERS_OF_A_WORD


class PhraseCues:
    """Phrases about names of which one has to stand around a name.

    Args:
        phrases: each with one ``_`` where the names stand.
        reach: most words between a phrase and the name.

    >>> wishes = PhraseCues(["quiero aprender _", "möchte|will ... _ lernen"])
    >>> wishes.apply("Ich möchte gern ", " und Go lernen"), wishes.apply("Ich möchte ", "-Projekte leiten")
    (True, False)
    """

    def __init__(self, phrases: Iterable[str], reach: int = REACH) -> None:
        sides = [split_at_names(phrase) for phrase in phrases]
        self._reach = reach
        self._before = _compiled(before for before, after in sides if not after)
        self._after = _compiled(after for before, after in sides if not before)
        self._around = [(_compiled([before]), _compiled([after])) for before, after in sides if before and after]
        self.expressions = [_findable(pair) for pair in sides]
        """One of them is near every name that a phrase is about."""

    def apply(
        self,
        before: str,
        after: str,
        stops: re.Pattern[str] = _NEVER,
        unless: re.Pattern[str] = _NEVER,
        others: re.Pattern[str] = _NEVER,
        after_ends: re.Pattern[str] = _SIGNS,
    ) -> bool:
        """Return whether a phrase is about the name between two parts of a clause.

        Args:
            before: the clause up to the name.
            after: the clause after the name.
            stops: words that begin another statement; a phrase beyond them is not about the name.
            unless: words that cover the beginning of a phrase and revoke it, such as a double negation.
            others: people directly before a phrase, of whom it then speaks.
            after_ends: signs that end the way from the name to a phrase that only follows it.
        """
        return (
            self._governs(self._before, before, stops, unless, others)
            or self._follows(self._after, after, stops, after_ends)
            or any(
                self._governs(first, before, stops, unless, others) and self._follows(second, after, stops, _SIGNS)
                for first, second in self._around
            )
        )

    def _governs(
        self,
        pattern: re.Pattern[str],
        before: str,
        stops: re.Pattern[str],
        unless: re.Pattern[str],
        others: re.Pattern[str],
    ) -> bool:
        for match in pattern.finditer(before):
            between = before[match.end() :]
            if _words(between) > self._reach or _CLOSED.match(between) or stops.search(between):
                continue
            if others.search(before[: match.start()]):
                continue
            if not any(m.start() <= match.start() < m.end() for m in unless.finditer(before)):
                return True
        return False

    def _follows(self, pattern: re.Pattern[str], after: str, stops: re.Pattern[str], ends: re.Pattern[str]) -> bool:
        match = pattern.search(after)
        if match is None:
            return False
        between = after[: match.start()]
        if _ONE_SIGN.fullmatch(between):
            return True
        return _words(between) <= self._reach and not ends.search(between) and not stops.search(between)


class LanguageCues:
    """The phrases of one language that deny a skill, wish for it or attribute it to others.

    Args:
        code: of the language.

    >>> cues = LanguageCues("de")
    >>> cues.assertion("keine Erfahrung mit ", ""), cues.assertion("lange Erfahrung mit ", "")
    ('negated', '')
    """

    def __init__(self, code: str) -> None:
        language = next(language for language in load_languages() if language.code == code)
        self._after_ends = _CHINESE_SIGNS if code == "zh" else _SIGNS

        def words(key: str) -> tuple[str, ...]:
            return language.words("claims", key)

        self._denied, self._wished = PhraseCues(words("denied")), PhraseCues(words("wished"))
        self._attributed = PhraseCues(words("attributed"))
        adjacent = alternatives(words("denied_next"))
        fillers = alternatives(words("fillers"))
        self._next = re.compile(rf"{adjacent}(?: {fillers})?(?: |(?<=['’]))$", re.IGNORECASE)
        wished_next = alternatives(words("wished_next"))
        self._wished_next = re.compile(rf"{wished_next}(?: |(?<=['’]))$", re.IGNORECASE)
        self._denied_remark, self._wished_remark = (
            re.compile(rf"\s?[:(\[：（=–—-]\s?{alternatives(words(key))}(?=\s?(?:$|[\])）,，、;；|/•]))", re.IGNORECASE)
            for key in ("denied_remark", "wished_remark")
        )
        self._stops = _compiled(words("claiming"))
        self._unless = _compiled(words("not_denied"))
        self._others = re.compile(
            rf"{alternatives(words('others'))}(?:,? \S+){{0,{_PEOPLE_BETWEEN}}} ?$", re.IGNORECASE
        )
        self._ends = _compiled(word for word in words("clause_ends") if _CJK.search(word))
        expressions = [
            expression for cues in (self._denied, self._wished, self._attributed) for expression in cues.expressions
        ]
        expressions += [
            phrase_pattern(word)
            for key in ("denied_next", "denied_remark", "wished_next", "wished_remark")
            for word in words(key)
        ]
        self._locator = LiteralLocator({"": expressions}) if expressions else None

    def offsets(self, text: str) -> list[int] | None:
        """Return the offsets of words near which a phrase may be, in order; None if it could be anywhere."""
        if self._locator is None:
            return []
        found = self._locator.offsets(text)
        return None if found is None else found[""]

    def assertion(self, before: str, after: str) -> Literal["negated", "aspired", "attributed", ""]:
        """Return what the phrases say of the name between two parts of a clause; empty if nothing."""
        before, after = self._cut(before, after)
        after = after.removeprefix("-")  # a compound: "Java-Kenntnisse"
        if self._denies(before, after):
            return "negated"
        if (
            self._wished_remark.match(after)
            or self._wished_next.search(before)
            or self._wished.apply(before, after, self._stops, after_ends=self._after_ends)
        ):
            return "aspired"
        return "attributed" if self._attributed.apply(before, after) else ""

    def _denies(self, before: str, after: str) -> bool:
        if self._denied_remark.match(after):
            return True
        adjacent = self._next.search(before)
        if adjacent and not any(m.start() <= adjacent.start() < m.end() for m in self._unless.finditer(before)):
            return True
        return self._denied.apply(before, after, self._stops, self._unless, self._others, self._after_ends)

    def _cut(self, before: str, after: str) -> tuple[str, str]:
        """Cut the clause at conjunctions of languages that write no blanks around them."""
        cut = self._ends.search(after)
        return self._ends.split(before)[-1], after[: cut.end()] if cut else after


@cache
def cues_of(code: str) -> LanguageCues:
    """Return the phrases of a language, compiled once per process."""
    return LanguageCues(code)
