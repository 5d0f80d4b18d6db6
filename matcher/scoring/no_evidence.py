"""Tell wordings that are no evidence of work: denials, wishes, and consent to the processing of the résumé's data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from matcher.languages.word_lists import words, words_by_language
from matcher.profiles.equivalents import spellings
from matcher.profiles.phrases import PhraseLists, any_phrase_regex

__all__ = ["ConsentClauses", "DenialWords"]

_REACH: Final = 60
"""Most characters between a word that denies and what it denies."""

_REACH_BACK: Final = 30
"""As above, where the word follows, as in Turkish and Japanese."""

_LONGEST: Final = 40
"""Most characters of a denying word or phrase."""

_STOP: Final = ".;•。；"
"""Characters across which nothing is denied."""

_NEVER: Final = re.compile(r"(?!)")


class DenialWords:
    """Finds words beside a phrase, in its sentence, that make it a denial or a wish.

    Args:
        languages: codes of the languages of the text; English words always apply.

    >>> from matcher.profiles.phrases import fold
    >>> text = fold("No experience with unit tests. Wrote unit tests.")
    >>> words = DenialWords(("en",))
    >>> words.deny(text, 0, 19, 29), words.deny(text, 31, 37, 47)
    (True, False)
    """

    def __init__(self, languages: Sequence[str]) -> None:
        self._before, self._behind = _denials(tuple(sorted({"en", *languages})))

    def deny(self, folded: str, sentence: int, start: int, end: int, stop: int | None = None) -> bool:
        """Return whether the words of ``folded[start:end]`` are denied or wished for.

        Args:
            folded: the whole text, folded.
            sentence: offset of the sentence.
            start: offset of the words.
            end: end of the words.
            stop: end of the sentence; None if it does not matter.
        """
        first = max(sentence, start - _REACH - _LONGEST)
        if self._before.search(folded[first - 1 if first > sentence else first : start]):
            return True
        return self._behind is not _NEVER and bool(
            self._behind.match(folded[end : min(end + _REACH_BACK + _LONGEST, stop or len(folded))])
        )

    def anywhere(self, folded: str, start: int, end: int) -> bool:
        """Return whether a sentence, ``folded[start:end]``, ends with a denial or a wish."""
        return self._before.search(folded[start:end]) is not None


@cache
def _denials(languages: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    touching = not {"zh", "ja"}.isdisjoint(languages)
    before = any_phrase_regex(_of(languages, "competency_denied"), touching)
    behind = _of(languages, "competency_denied_behind")
    return (
        re.compile(rf"{before}[^{_STOP}]{{0,{_REACH}}}$"),
        re.compile(rf"[^{_STOP}\n]{{0,{_REACH_BACK}}}?{any_phrase_regex(behind, touching)}") if behind else _NEVER,
    )


def _of(languages: Sequence[str], key: str) -> list[str]:
    listed, others = words_by_language("vocabulary", key), words_by_language("vocabulary", f"no_{key}")
    without = {word for code in languages for word in others.get(code, ())}
    return [p for code in languages for p in spellings(code, listed.get(code, ())) if p not in without]


class ConsentClauses:
    r"""Finds the sentences in which the person consents to the processing of personal data.

    Employers of some countries ask for that clause. It names data protection and its laws, but no work. A sentence that
    follows such a clause in its paragraph and names a law belongs to it: full stops of abbreviations often split it.

    >>> text = "Wrote APIs.\n\nI hereby consent to the processing of my personal data. Regulation 2016/679."
    >>> sentences = [(0, 11), (13, 68), (69, 89)]
    >>> ConsentClauses().find(text, sentences)
    {1, 2}
    """

    def find(self, text: str, sentences: Sequence[tuple[int, int]]) -> set[int]:
        """Return the indices of the sentences.

        Args:
            text: the whole text.
            sentences: offsets of its sentences, in order and without overlap.
        """
        found: dict[int, set[int]] = {0: set(), 1: set()}
        for kind, sentence, _ in _consent_phrases().find(text, sentences):
            found[kind].add(sentence)
        clauses = set()
        for sentence in sorted(found[0]):
            clauses.add(sentence)
            after = sentence + 1
            while after in found[1] and "\n\n" not in text[sentences[after - 1][1] : sentences[after][0]]:
                clauses.add(after)
                after += 1
        return clauses


@cache
def _consent_phrases() -> PhraseLists:
    return PhraseLists([words("vocabulary", "consent"), words("vocabulary", "consent_law")])
