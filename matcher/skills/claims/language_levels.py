"""Self-ratings and lengths of time in the languages of the language files, in one form for all of them.

A phrase with ``_`` at its end rates the names after it ("notions de _"), one with ``_`` at its beginning the name
before it ("_ konusunda temel bilgi"); one without stands next to a name, or before a colon ("Java: avancé").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

from matcher.core.regex_prefilter import PrefixPattern
from matcher.core.skills import Level
from matcher.languages.lengths_of_time import period_expression, years_of_period
from matcher.languages.phrase_patterns import CJK, alternatives, split_at_names
from matcher.languages.word_lists import load_languages
from matcher.skills.claims.levels import DEGREE, LEADING, LEVELS, PERIOD, years_of

__all__ = ["ListWords", "Ratings", "list_words_of", "ratings_of"]

_BLANK: Final = r"\s{1,3}"
_CJK: Final = re.compile(f"[{CJK}]")
_CJK_WORD: Final = 2
"""Characters of a Chinese or Japanese word."""

_WORD: Final = re.compile(r"[\w'’+#./-]*[^\W\d_][\w'’+#./-]*")
_SIGNS_OF_EXPERIENCE: Final = r"[\s,&'’:：()（）–-]"

_Find = Callable[[str], Iterable[re.Match[str]]]


def _nothing(_: str) -> Iterable[re.Match[str]]:
    return ()


def _search(pattern: re.Pattern[str] | None) -> _Find:
    return PrefixPattern(pattern).finditer if pattern else _nothing


def _leveled(phrases: dict[Level, list[str]], begin: str = r"(?<![\w-])") -> re.Pattern[str] | None:
    if not any(phrases.values()):
        return None
    # A level without phrases would be a pattern that begins with anything.
    return re.compile(
        "|".join(f"(?P<{level}>{alternatives(phrases[level], _BLANK, begin)})" for level in LEVELS if phrases[level])
    )


class Ratings:
    """The ratings of one language; all patterns are for lower-case text.

    Args:
        code: of the language.

    >>> [match[0] for match in ratings_of("fr").leads("notions de php, java (avancé)")]
    ['notions de']
    """

    def __init__(self, code: str) -> None:
        language = next(language for language in load_languages() if language.code == code)
        leads: dict[Level, list[str]] = {level: [] for level in LEVELS}
        behind: dict[Level, list[str]] = {level: [] for level in LEVELS}
        degrees: dict[Level, list[str]] = {level: [] for level in LEVELS}
        for level in LEVELS:
            for phrase in language.words("claims", level):
                before, after = split_at_names(phrase) if "_" in phrase else (phrase, phrase)
                kind = degrees if before == after else leads if before else behind
                kind[level].append(before or after)
        self.code = code
        lead, degree = map(_leveled, (leads, degrees))
        after_name = _leveled(behind, r"(?<!\w)")  # also in a compound: "Java-Grundkenntnisse"
        self._degree = DEGREE if code == "en" else degree
        self.leads, self.degrees, self.behind = map(
            _search, (LEADING if code == "en" else lead, self._degree, after_name)
        )
        self.periods = _search(PERIOD if code == "en" else re.compile(period_expression(code)))

        def any_of(*keys: str) -> str:
            return alternatives((word for key in keys for word in language.words("claims", key)), _BLANK)

        self.negated = re.compile(rf"{any_of('negations')}\s?$", re.IGNORECASE)
        ago = [split_at_names(phrase) for phrase in language.words("claims", "ago")]
        begins, ends = (alternatives((sides[n] for sides in ago if sides[n]), _BLANK) for n in (0, 1))
        self._ago_before, self._ago_after = re.compile(rf"{begins}\s?$", re.I), re.compile(rf"\s?{ends}", re.I)
        self.since = re.compile(rf"\s?{any_of('for_time')}\s?", re.IGNORECASE)
        about = rf"(?:{any_of('experience', 'beside_experience')}|{_SIGNS_OF_EXPERIENCE})*"
        self._about = re.compile(about, re.IGNORECASE)
        self._of_experience = re.compile(rf"{any_of('experience')}{about}$", re.IGNORECASE)
        self._experience = re.compile(any_of("experience"), re.IGNORECASE)

    def is_degree(self, words: str) -> bool:
        """Return whether words in lower case are a rating and nothing else."""
        return self._degree is not None and self._degree.fullmatch(words) is not None

    def years(self, match: re.Match[str]) -> float:
        """Return the years of a match of :attr:`periods`."""
        return years_of(match) if self.code == "en" else years_of_period(match, self.code)

    def is_past(self, before: str, after: str) -> bool:
        """Return whether words before and after a length of time make it a point in the past, or an age."""
        return self._ago_before.search(before) is not None or self._ago_after.match(after) is not None

    def is_about(self, between: str) -> bool:
        """Return whether words between a length of time and a name connect them: " лет опыта работы с "."""
        return self.code != "en" and self._about.fullmatch(between) is not None

    def is_experience(self, between: str) -> bool:
        """Return whether words between a name and a length of time connect them: "の実務経験", ": опыт "."""
        return self.is_about(between) and self._experience.search(between) is not None

    def begins_experience(self, before: str) -> bool:
        """Return whether words before a name begin a statement of experience: "опыт разработки на "."""
        return self.code != "en" and self._of_experience.search(before) is not None


@cache
def ratings_of(code: str) -> Ratings:
    """Return the ratings of a language, compiled once per process."""
    return Ratings(code)


class ListWords:
    """Words between the names of a list, in some languages together.

    Args:
        codes: of the languages.

    >>> words = list_words_of(("en", "de"))
    >>> words.others(" und auch "), words.others(", aber ")
    (0, None)
    """

    def __init__(self, codes: tuple[str, ...]) -> None:
        languages = [language for language in load_languages() if language.code in codes]

        def listed(*keys: str) -> list[str]:
            return [word for language in languages for key in keys for word in language.words("claims", key)]

        glue, stops = listed("list_words"), listed("claiming", "clause_ends")
        self._glue = frozenset(word for word in glue if not _CJK.search(word))
        self._stops = frozenset(word for word in stops if word.isalpha() and not _CJK.search(word))
        cjk, phrases = [word for word in glue if _CJK.search(word)], [p for p in stops if p not in self._stops]
        self._cjk_glue = re.compile(alternatives(cjk)) if cjk else None
        self._stop_phrases = re.compile(alternatives(phrases, _BLANK), re.IGNORECASE) if phrases else None

    def others(self, gap: str) -> int | None:
        """Return how many words of a gap are no words of a list; None if one ends the list."""
        if self._stop_phrases and self._stop_phrases.search(gap):
            return None
        if self._cjk_glue and not gap.isascii():
            gap = self._cjk_glue.sub(" ", gap)
        count = 0
        for found in _WORD.findall(gap):
            word = found.strip(".'’-/").casefold()
            if word in self._stops:
                return None
            if _CJK.match(word):
                count += -(-len(word) // _CJK_WORD)
            elif word not in self._glue:
                count += 1
        return count


@cache
def list_words_of(codes: tuple[str, ...]) -> ListWords:
    """Return the list words of some languages, compiled once per process."""
    return ListWords(codes)
