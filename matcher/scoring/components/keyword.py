"""Score requirements by evidence on the page: one line for each, from skills, phrases and sentences.

Every requirement holds a share of the points in proportion to its weight. Each technology that satisfies it is worth
``worth × strength`` (:mod:`matcher.scoring.evidence_strength`); the best counts in full, each further one a discount
less (:mod:`matcher.scoring.evidence_totals`), and the sum is compared with what is ``enough``.

Everything here is monotone: more evidence never lowers a line of the ledger. Everything saturates: the tenth technology
of one requirement, or the hundredth repetition of one word, adds next to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from matcher.core.profile import Requirement, RequirementProfile
from matcher.core.resume import Month
from matcher.scoring.components.base import ComponentLine, LedgerComponent, StoredLine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from matcher.scoring.batch_evidence import BatchEvidence
    from matcher.scoring.keyword_scoring import KeywordScorer
    from matcher.scoring.tfidf_model import TfidfModel
    from matcher.skills.taxonomy import Taxonomy

__all__ = ["KeywordComponent"]


class KeywordComponent(LedgerComponent):
    """The profile's requirements, a line each, by weight."""

    name = "keyword"
    of_requirements = True

    def lines(self, profile: RequirementProfile) -> Sequence[ComponentLine]:
        """See :meth:`matcher.scoring.components.base.LedgerComponent.lines`."""
        return [ComponentLine(r.id, r.label, weight=r.weight, enough=r.enough) for r in profile.requirements]

    def key_parts(self, profile: RequirementProfile) -> Sequence[Sequence[object]]:
        """See :meth:`matcher.scoring.components.base.LedgerComponent.key_parts`."""
        by_id = {requirement.id: requirement for requirement in profile.requirements}
        relevance = [[(title.phrases, title.worth) for title in profile.titles], profile.worth_of_work]
        return [
            [relevance, _evidence_key(r), [_evidence_key(by_id[other]) for other in r.together]]
            for r in profile.requirements
        ]

    def scorer(self, profile: RequirementProfile, taxonomy: Taxonomy, model: TfidfModel) -> KeywordScorer:
        """See :meth:`matcher.scoring.components.base.LedgerComponent.scorer`."""
        from matcher.scoring.keyword_scoring import KeywordScorer

        return KeywordScorer(profile, taxonomy, model)

    def stored_lines(
        self, profile: RequirementProfile, taxonomy: Taxonomy, dates: Sequence[Month]
    ) -> Sequence[StoredLine | None]:
        """See :meth:`matcher.scoring.components.base.LedgerComponent.stored_lines`."""
        from matcher.scoring.batch_evidence import BatchEvidence

        evidence = BatchEvidence(profile.requirements, taxonomy, dates)
        return [_StoredRequirement(requirement, evidence) for requirement in profile.requirements]


def _evidence_key(requirement: Requirement) -> list[object]:
    """Return all of a requirement that its evidence depends on."""
    satisfiers = [(satisfier.skill, satisfier.worth) for satisfier in requirement.any_of]
    return [satisfiers, requirement.phrases, requirement.meaning, requirement.together]


class _StoredRequirement:
    """Computes a requirement's totals from stored evidence."""

    def __init__(self, requirement: Requirement, evidence: BatchEvidence) -> None:
        from matcher.scoring.evidence_columns import phrases_key

        self._requirement = requirement
        self._evidence = evidence
        key = phrases_key(requirement)
        self._phrases = b"phrases" + key if key else b""
        self.groups = [
            b"skills",
            b"denied",
            *([b"spans", self._phrases] if key else []),
            *([b"jobs", b"claims"] if requirement.together else []),
        ]

    def totals(self, candidates: int, groups: Mapping[bytes, Mapping[str, NDArray[Any]]]) -> NDArray[np.float64]:
        """See :class:`matcher.scoring.components.base.StoredLine`."""
        named = {group.decode(): groups[group] for group in self.groups if group != self._phrases}
        phrases = groups[self._phrases] if self._phrases else None
        return self._evidence.totals(self._requirement, candidates, named, phrases)
