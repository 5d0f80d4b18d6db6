"""Say how much the evidence of each dated entry counts for a role: by the kind of work that it was.

The profile says what work of each family is worth to the role (``worth_of_work``). A family that is known for sure
counts as that; one that is not counts like software of an unknown side or like any work (``software``, ``unsure``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from matcher.core.memo import Memo
from matcher.core.profile import RequirementProfile
from matcher.core.resume import MONTHS_OF_USE, Resume
from matcher.core.role_family import FAMILIES, NOT_WORK, SOFTWARE_FAMILIES, WorkFamily, WorkKind
from matcher.core.skills import Mention
from matcher.parsing.role_families.work_kinds import MOST_TITLES, WorkKinds, WorkShares
from matcher.profiles.phrases import PhrasePatterns

__all__ = ["WorkRelevance"]

UNSURE: Final = 0.5
"""Probability of the likeliest family up to which a job's family is called unsure, and counts as such."""

SURE: Final = 0.8
"""Probability from which on a family counts in full; between the two, what a job counts changes evenly. Of held-out
jobs of which the duties alone make a family that likely, 91 % are labelled with it (models/role-families). UNSURE from
0.4 to 0.6 with SURE from 0.7 to 0.9 gives the same order of the graded résumés within .002 of Spearman's rho. Rerun
``python -m benchmarks quality`` after touching one of them."""

_STEPS: Final = 20
"""What a job counts is rounded to twentieths: the probabilities are no more exact than that."""

_SOFTWARE: Final = tuple(number for number, family in enumerate(FAMILIES) if family in SOFTWARE_FAMILIES)


class WorkRelevance:
    """Tells the kind of work of dated entries, and how much they count for a profile's role.

    Args:
        profile: says what work of each family is worth, and names titles that count otherwise.

    >>> profile = RequirementProfile("x", "X", "", (), worth_of_work=(("front-end", 0.25),))
    >>> relevance = WorkRelevance(profile)
    >>> shares = [0.0] * len(FAMILIES)
    >>> shares[FAMILIES.index("front-end")], shares[FAMILIES.index("design")] = 0.92, 0.08
    >>> relevance.kind("UI developer", WorkShares(shares, "title"))
    WorkKind(family='front-end', confidence=0.92, basis='title', counts=0.25)
    """

    def __init__(self, profile: RequirementProfile) -> None:
        self._kinds = WorkKinds()
        self._worth = dict(profile.worth_of_work)
        self._phrases = [(PhrasePatterns(entry.phrases), entry.worth) for entry in profile.titles]
        self._of_title = Memo(self._worth_of_title, MOST_TITLES)

    def kinds(self, resume: Resume, mentions: Sequence[Mention]) -> list[WorkKind]:
        """Return the kind of work of each position of a résumé; education and certificates are none.

        Args:
            resume: with its positions.
            mentions: of technologies in it.
        """
        spans = [(mention.start, mention.end) for mention in mentions if mention.visible]
        work = [position for position in resume.positions if position.kind in MONTHS_OF_USE]
        found = iter(self._kinds.shares(resume.document.text, work, spans))
        return [
            self.kind(position.title, next(found)) if position.kind in MONTHS_OF_USE else NOT_WORK
            for position in resume.positions
        ]

    def kind(self, title: str, work: WorkShares) -> WorkKind:
        """Return the kind of work of one position.

        Args:
            title: of the position; a title that the profile names decides what it counts.
            work: how its work is distributed.
        """
        shares, basis = work
        confidence = max(shares)
        likeliest = shares.index(confidence)
        software = sum(shares[number] for number in _SOFTWARE)
        open_family: WorkFamily = "software" if likeliest in _SOFTWARE and software > UNSURE else "unsure"
        family: WorkFamily = FAMILIES[likeliest]
        counts = self._of_title[title]
        if counts is None:
            weight = min(1.0, max(0.0, (confidence - UNSURE) / (SURE - UNSURE)))
            mixed = weight * self._worth.get(family, 1.0) + (1.0 - weight) * self._worth.get(open_family, 1.0)
            counts = round(mixed * _STEPS) / _STEPS
        if confidence <= UNSURE:
            family, confidence = open_family, software if open_family == "software" else confidence
        return WorkKind(family, round(confidence, 2), basis, counts)

    def _worth_of_title(self, title: str) -> float | None:
        """Return the worth of the profile's first entry with a phrase in a title; None if there is none."""
        return next((worth for patterns, worth in self._phrases if any(patterns.find(title))), None)
