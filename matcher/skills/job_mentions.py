"""Count how each dated job names a skill: how often, in how many different sentences, and whether as part of its stack.

One sentence about a skill in a job of nine years says less about nine years than the job's title or its list of
technologies does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from matcher.core.memo import Memo
from matcher.core.resume import MONTHS_OF_USE, Position
from matcher.core.skills import JobMentions, Mention
from matcher.parsing.headings import load_headings
from matcher.parsing.sentences import split_sentences

__all__ = ["JobMentionCounter"]

_WORD: Final = re.compile(r"\w+")
_AFTER_LABEL: Final = re.compile(r"\s*")


class JobMentionCounter:
    r"""Counts the mentions of skills in the positions of one résumé.

    Args:
        text: of the document.
        positions: the résumé's, which ``Mention.position`` indexes.

    >>> from matcher.core.resume import Month
    >>> text = "Developer\nPorted a script to Go. Ported a script to Go.\nEnvironment: Java, SQL"
    >>> counter = JobMentionCounter(text, [Position(0, len(text), Month(2015, 1), Month(2023, 12), title="Developer")])
    >>> go = [Mention("go", "Go", start, start + 2, position=0) for start in (29, 52)]
    >>> counter.count(go)
    (JobMentions(position=0, mentions=2, sentences=1, in_stack=False),)
    >>> counter.count([Mention("sql", "SQL", 75, 78, position=0)])[0].in_stack
    True
    """

    def __init__(self, text: str, positions: Sequence[Position]) -> None:
        self._text = text
        self._positions = positions
        self._titles = [position.title.casefold() for position in positions]
        self._sentences = split_sentences(text)
        self._starts = [start for start, _ in self._sentences]
        # Each sentence's words are read once, however many mentions it holds.
        self._words: Memo[int, frozenset[str]] = Memo(self._words_of)

    def count(self, claims: Iterable[Mention]) -> tuple[JobMentions, ...]:
        """Count the claims of one skill, by position; positions whose months do not count are left out."""
        by_job: dict[int, list[Mention]] = {}
        for claim in claims:
            if claim.position is not None and self._positions[claim.position].kind in MONTHS_OF_USE:
                by_job.setdefault(claim.position, []).append(claim)
        return tuple(self._of_job(index, claims) for index, claims in sorted(by_job.items()))

    def _of_job(self, index: int, claims: Sequence[Mention]) -> JobMentions:
        numbers = [bisect_right(self._starts, claim.start) - 1 for claim in claims]
        sentences = len({self._words[number] for number in set(numbers)}) if len(claims) > 1 else 1
        in_stack = any(map(self._is_listed, claims, numbers))
        in_stack = in_stack or any(self._is_in_title(form, index) for form in {claim.surface_form for claim in claims})
        return JobMentions(index, len(claims), sentences, in_stack)

    def _words_of(self, number: int) -> frozenset[str]:
        start, end = self._sentences[number] if number >= 0 else (0, 0)
        return frozenset(_WORD.findall(self._text[start:end].casefold()))

    def _is_in_title(self, surface_form: str, index: int) -> bool:
        """Whether a position's title holds a name, as whole words."""
        title, form = self._titles[index], surface_form.casefold()
        found = title.find(form)
        while found >= 0:
            around = title[max(0, found - 1) : found] + title[found + len(form) :][:1]
            if not any(map(str.isalnum, around)):
                return True
            found = title.find(form, found + 1)
        return False

    @cached_property
    def _listed(self) -> Mapping[int, int]:
        """Where the first list of technologies begins in each sentence that holds one, by the sentence's number."""
        begins: dict[int, int] = {}
        for label in load_headings().stack_label.finditer(self._text):
            # The list may be on the line after the label.
            begin = _AFTER_LABEL.match(self._text, label.end()).end()  # type: ignore[union-attr]
            begins.setdefault(bisect_right(self._starts, begin) - 1, begin)
        return begins

    def _is_listed(self, claim: Mention, number: int) -> bool:
        return claim.start >= self._listed.get(number, claim.end)
