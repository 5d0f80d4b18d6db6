"""Find and word the evidence of one résumé for every requirement of a profile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matcher.core.ledger import Contribution, Evidence, EvidenceTotal, Status
from matcher.core.profile import Requirement, RequirementProfile
from matcher.scoring.competencies import CompetencyFinder
from matcher.scoring.components.base import LineEvidence, ScorerInput
from matcher.scoring.evidence import EvidenceSet, strength_by_offset
from matcher.scoring.evidence_columns import phrases_key
from matcher.scoring.evidence_totals import discount_of, evidence_total
from matcher.scoring.misspellings import load_misspellings
from matcher.scoring.points import UNSUPPORTED_CAP, LinePoints
from matcher.scoring.tfidf_match import SentenceMatcher
from matcher.scoring.tfidf_model import TfidfModel
from matcher.skills.taxonomy import Taxonomy

__all__ = ["KeywordEvidence", "KeywordScorer", "keyword_contribution"]


class KeywordScorer:
    """Finds evidence for the requirements of a profile.

    Args:
        profile: what the role asks for.
        taxonomy: for labels and implications.
        model: compares sentences with the requirements' meanings.
    """

    def __init__(self, profile: RequirementProfile, taxonomy: Taxonomy, model: TfidfModel) -> None:
        self._requirements = profile.requirements
        self._taxonomy = taxonomy
        meanings = [r.meaning for r in profile.requirements if r.meaning]
        self._competencies = CompetencyFinder(
            profile.requirements,
            SentenceMatcher(model, meanings) if meanings else None,
            load_misspellings(model, taxonomy),
        )

    def evidence(self, given: ScorerInput) -> KeywordEvidence:
        """See :class:`matcher.scoring.components.base.LineScorer`."""
        competencies = self._competencies.find(given.resume, strength_by_offset(given.resume, given.relevance))
        evidence = EvidenceSet(
            self._requirements, given.resume, given.skills, competencies, given.relevance, self._taxonomy
        )
        return KeywordEvidence(self._requirements, evidence, competencies, given)


class KeywordEvidence(LineEvidence):
    """The evidence that one résumé has for each requirement, at each date."""

    def __init__(
        self,
        requirements: Sequence[Requirement],
        evidence: EvidenceSet,
        competencies: Mapping[str, Sequence[Evidence]],
        given: ScorerInput,
    ) -> None:
        self._requirements = requirements
        self._evidence = evidence
        self._competencies = competencies
        self._unreadable = any(w.code == "page-unreadable" for w in given.resume.document.warnings)
        self._scored = [evidence.scored(date) for date in given.dates]

    def totals(self, date: int) -> Sequence[EvidenceTotal]:
        """See :meth:`matcher.scoring.components.base.LineEvidence.totals`."""
        is_unsupported = self._evidence.is_unsupported
        return [
            evidence_total(requirement, [(piece.strength, is_unsupported[piece.start]) for piece in pieces])
            for requirement, pieces in zip(self._requirements, self._scored[date], strict=True)
        ]

    def contributions(self, points: Sequence[LinePoints]) -> list[Contribution]:
        """See :meth:`matcher.scoring.components.base.LineEvidence.contributions`."""
        return [
            keyword_contribution(requirement, self._evidence.described(pieces), line, unreadable=self._unreadable)
            for requirement, pieces, line in zip(self._requirements, self._scored[0], points, strict=True)
        ]

    @property
    def phrases(self) -> Mapping[bytes, Sequence[Evidence]]:
        """See :meth:`matcher.scoring.components.base.LineEvidence.phrases`."""
        return {key: self._competencies.get(r.id, ()) for r in self._requirements if (key := phrases_key(r))}


def keyword_contribution(
    requirement: Requirement, evidence: Sequence[Evidence], points: LinePoints, *, unreadable: bool = False
) -> Contribution:
    """Put the points of a requirement into words.

    Args:
        requirement: what is asked for.
        evidence: each piece with its strength, already multiplied by what the technology is worth here.
        points: of the line, as the kernel computed them from that evidence.
        unreadable: whether parts of the document could not be read, so that finding nothing proves nothing.

    >>> from matcher.core.ledger import LedgerLine
    >>> from matcher.scoring.points import line_points
    >>> r = Requirement("db", "Database", 10, "must", enough=1.0)
    >>> e = Evidence("Postgres", 0, 8, 1, "experience", "Postgres", "PostgreSQL", 0.9, 30, "in dated work")
    >>> (points,) = line_points([evidence_total(r, [(0.9, False)])], [LedgerLine("db", "Database", "keyword", 20.0)])
    >>> keyword_contribution(r, [e], points).explanation
    'PostgreSQL (in dated work) 0.90 = 0.90 of the 1 that is enough: 90% of 20 points.'
    """
    ordered = sorted(evidence, key=lambda e: (-e.strength, e.start, e.end, e.skill))
    status: Status = "met" if ordered else "unreadable" if unreadable else "not found"
    return Contribution(
        points.line.requirement, points.line.label, points.line.component, points.points, points.line.possible, status,
        tuple(ordered), _explanation(requirement, ordered, points), (), *points.total,
    )  # fmt: skip


def _explanation(requirement: Requirement, ordered: Sequence[Evidence], points: LinePoints) -> str:
    if not ordered:
        return "Nothing found."
    discount = discount_of(requirement)
    terms = [
        f"{e.skill or '“' + ' '.join(e.surface_form.split())[:60] + '”'} ({e.note}) {e.strength:.2f}"
        + (f" × {discount**n:.2f}" if n else "")
        for n, e in enumerate(ordered[:3])
    ]
    more = f" + {len(ordered) - 3} more" if len(ordered) > 3 else ""
    total = f"{points.total.total:.2f} of the {requirement.enough:g} that is enough"
    sentence = f"{' + '.join(terms)}{more} = {total}: {points.share:.0%} of {points.line.possible:g} points."
    if not points.withheld:
        return sentence
    return (
        f"{sentence} Of the {points.unsupported:.2f} points for unsupported words, "
        f"{points.unsupported - points.withheld:.2f} count: all such words together earn at most {UNSUPPORTED_CAP:g}."
    )
