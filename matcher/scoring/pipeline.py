"""Take one résumé through all the stages, from its document to its assessment."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import NamedTuple

from matcher.core.document import Document
from matcher.core.ledger import Assessment, EvidenceTotal
from matcher.core.profile import RequirementProfile
from matcher.core.resume import Month, Resume
from matcher.core.role_family import WorkKind
from matcher.core.skills import Mention
from matcher.parsing.keyword_stuffing import stuffing_warnings
from matcher.parsing.person import find_person
from matcher.parsing.prompt_injection import injection_warnings
from matcher.scoring.assessment_bounds import bounded
from matcher.scoring.batch_evidence import numbers_of
from matcher.scoring.candidate_facts import facts_of
from matcher.scoring.components.base import LineEvidence, ScorerInput
from matcher.scoring.components.registry import ledger_lines, line_scorers
from matcher.scoring.counterfactuals import possible_changes
from matcher.scoring.evidence import denied_skills, implied_by
from matcher.scoring.evidence_columns import dates_around, pack_evidence
from matcher.scoring.points import line_points
from matcher.scoring.tfidf_model import TfidfModel
from matcher.scoring.work_relevance import WorkRelevance, unsupported_work
from matcher.skills.analyzer import SkillAnalyzer
from matcher.skills.summary import summarize_skills
from matcher.skills.taxonomy import Taxonomy

__all__ = ["Pipeline", "ScoredResume"]


class ScoredResume(NamedTuple):
    """What one résumé earns, and what later runs need to score it again without its text."""

    assessment: Assessment | None
    totals: tuple[tuple[EvidenceTotal, ...], ...]
    """By date (as given, a year earlier, a year later) and ledger line, before any weight."""
    columns: bytes
    """The evidence columns (:mod:`matcher.scoring.evidence_columns`)."""


class Pipeline:
    """Assesses résumés against one profile, as of one day.

    Building one loads the TF-IDF model; it then serves any number of résumés, each on its own: an assessment
    depends on nothing but the résumé's bytes and name, the profile, the as-of date and the versions of the parts.

    Args:
        profile: what the role asks for.
        taxonomy: the skills.
        model: the fixed TF-IDF reference.
        as_of: the day on which "present" ends.
    """

    def __init__(
        self, profile: RequirementProfile, taxonomy: Taxonomy, model: TfidfModel, as_of: datetime.date
    ) -> None:
        self.profile = profile
        self.taxonomy = taxonomy
        self.as_of = as_of
        self.analyzer = SkillAnalyzer(taxonomy, as_of)
        self.recognizer = self.analyzer.recognizer
        self._lines = ledger_lines(profile)
        self._scorers = line_scorers(profile, taxonomy, model)
        self._relevance = WorkRelevance(profile)
        self._numbers = numbers_of(taxonomy)

    def structure(self, document: Document) -> Resume:
        """As :meth:`matcher.skills.analyzer.SkillAnalyzer.structure`."""
        return self.analyzer.structure(document)

    def assess(self, document: Document) -> Assessment:
        """Analyse a document and score it.

        Args:
            document: what a reader made of a file.

        Returns:
            The ledger, the skills, the positions, and every warning.
        """
        assessment = self.score(document, *self.analyzer.analyze(document), with_columns=False).assessment
        assert assessment is not None  # noqa: S101 - asked for
        return assessment

    def score(
        self,
        document: Document,
        resume: Resume,
        mentions: Sequence[Mention],
        *,
        with_assessment: bool = True,
        with_columns: bool = True,
    ) -> ScoredResume:
        """Score an analysed document.

        Args:
            document: what a reader made of a file.
            resume: what a person sees of it, with its structure.
            mentions: as :meth:`matcher.skills.analyzer.SkillAnalyzer.analyze` returns them.
            with_assessment: whether to make the assessment; the totals alone are a good deal less work.
            with_columns: whether to make the evidence columns.
        """
        skills = summarize_skills(mentions, resume, self.taxonomy)
        work = self._relevance.kinds(resume, mentions)
        relevance = [kind.counts for kind in work]
        resume = replace(resume, unsupported=unsupported_work(resume, mentions, relevance))
        dates = dates_around(Month(self.as_of.year, self.as_of.month))
        given = ScorerInput(resume, skills, relevance, dates)
        evidence = [scorer.evidence(given) for scorer in self._scorers]
        totals = tuple(
            tuple(total for component in evidence for total in component.totals(date)) for date in range(len(dates))
        )
        assessment = self._assessment(document, given, mentions, evidence, totals[0], work) if with_assessment else None
        if not with_columns:
            return ScoredResume(assessment, totals, b"")
        phrases = {key: pieces for component in evidence for key, pieces in component.phrases.items()}
        columns = pack_evidence(resume, skills, relevance, phrases, self._numbers, dates)
        return ScoredResume(assessment, totals, columns)

    def _is_technology(self, word: str) -> bool:
        return self.taxonomy.find(word) is not None

    def _assessment(
        self,
        document: Document,
        given: ScorerInput,
        mentions: Sequence[Mention],
        evidence: Sequence[LineEvidence],
        totals: Sequence[EvidenceTotal],
        work: Sequence[WorkKind],
    ) -> Assessment:
        """Compute the points of each line and put them into words."""
        resume, skills = given.resume, tuple(given.skills)
        visible = resume.document
        points = line_points(totals, self._lines)
        by_component = groupby(points, key=lambda line: line.line.component)
        ledger = [
            contribution
            for component, (_, lines) in zip(evidence, by_component, strict=True)
            for contribution in component.contributions(list(lines))
        ]
        implied = partial(implied_by, self.taxonomy, denied_skills(skills))
        changes = possible_changes(ledger, points, self.profile, lambda i: self.taxonomy[i].label, implied)
        manipulation = (*injection_warnings(document), *stuffing_warnings(visible, mentions, self.profile.text))
        assessment = Assessment(
            visible.name, visible.sha256, tuple(ledger), skills,
            (*visible.warnings, *resume.warnings, *manipulation), visible.media_type, positions=resume.positions,
            changes=changes, person=find_person(resume, self._is_technology), work=tuple(work), undated=resume.undated,
            text=visible.text, **facts_of(resume),
        )  # fmt: skip
        return bounded(assessment)
