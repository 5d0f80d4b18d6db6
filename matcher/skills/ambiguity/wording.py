"""Collect the words beside names of technologies in the languages of one text: "using", "Entwickler", "开发".

The words come from the table ``[technology_words]`` of the language files. English ones count in every text, those of
another language only in a text that is written in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, Literal

from matcher.core.memo import Memo
from matcher.languages.foreign import foreign_languages
from matcher.languages.word_lists import words_by_language
from matcher.languages.writing_systems import CJK

__all__ = ["Cues", "Wording", "wording_of"]

TABLE: Final = "technology_words"

_SIGNS: Final = frozenset(", / | ; • · ▪ ● ◦ * + & \\ ■ □ ◆ ◇ ○ ◎ ★ ☆".split())
_SOFT_SIGNS: Final = frozenset("& + *".split())
_ALWAYS: Final = frozenset("und et y".split())
"""Words between the names of a list in any text: English ones have none of them."""

_CJK_WORD: Final = re.compile(f"[{CJK}]+")


class Cues:
    """Words that may stand on one side of a name.

    Args:
        words: in lower case; ``*`` at the end stands for any letters. Chinese and Japanese ones need only begin, or
            end, at the name.
        side: of the name on which they stand.

    >>> cues = Cues(["developer", "entwickl*", "开发"], "after")
    >>> [cue in cues for cue in ("developer", "entwicklung", "开发后端服务", "developers", "负责开发")]
    [True, True, True, False, False]
    """

    def __init__(self, words: Iterable[str], side: Literal["before", "after"]) -> None:
        listed = list(words)
        self._exact = frozenset(word for word in listed if not word.endswith("*"))
        self._stems = tuple(word[:-1] for word in listed if word.endswith("*"))
        self._touching = tuple(word for word in listed if _CJK_WORD.fullmatch(word))
        self._side = side
        self._known = Memo(self._holds)

    def __contains__(self, word: str) -> bool:
        return self._known[word]

    def _holds(self, word: str) -> bool:
        if word in self._exact:
            return True
        if not word:
            return False
        if self._touching and _CJK_WORD.fullmatch(word):
            return word.startswith(self._touching) if self._side == "after" else word.endswith(self._touching)
        return bool(self._stems) and word.startswith(self._stems)


class Wording:
    """The words beside names in one or several languages.

    Args:
        codes: of the languages; English is always among them.

    >>> wording = Wording(("de",))
    >>> "oder" in wording.separators, "entwickler" in wording.after, "oder" in Wording(()).separators
    (True, True, False)
    """

    def __init__(self, codes: tuple[str, ...]) -> None:
        def words(key: str, languages: tuple[str, ...] = ("en", *codes)) -> list[str]:
            lists = words_by_language(TABLE, key)
            return [word.casefold() for code in languages for word in lists.get(code, ())]

        self.codes = codes
        self.hard_separators: Final = _SIGNS - _SOFT_SIGNS
        self.separators: Final = _SIGNS | _ALWAYS | frozenset(words("between"))
        self.years: Final = frozenset(words("years"))
        self.and_so_on: Final = Cues(words("and_so_on"), "after")
        self.before: Final = Cues(words("before"), "before")
        self.after: Final = Cues(words("after"), "after")
        self.own_before: Final = Cues(words("before", codes), "before")
        """Of the languages besides English."""
        self.own_after: Final = Cues(words("after", codes), "after")
        self.of_language: Final = Cues(words("of_language"), "after")
        self.language: Final = Cues(words("language"), "before")
        self.written: Final = Cues(words("written"), "after")
        self.written_in: Final = Cues(words("written_in"), "before")
        self.endings: Final = tuple(sorted(set(words("endings", codes)), key=lambda ending: (-len(ending), ending)))
        """Of nouns, longest first."""
        self.ordinary: Final = frozenset(words("ordinary", codes))
        """Words of these languages that are spelt like a technology, and are not capitalised within a sentence."""
        self.proper: Final = frozenset(words("proper", codes))
        """Names, and nouns of languages that capitalise all of them, that are spelt like a technology."""
        self.blankless: Final = not {"zh", "ja"}.isdisjoint(codes)
        """Whether a language writes no blanks between words."""


@cache
def _wording(codes: tuple[str, ...]) -> Wording:
    return Wording(codes)


def wording_of(text: str) -> Wording:
    """Return the words of the languages of a text; one object per set of languages.

    Args:
        text: of a résumé.

    >>> wording_of("Entwicklung von Diensten in Go für Banken").codes
    ('de',)
    """
    return _wording(tuple(sorted(foreign_languages(text))))
