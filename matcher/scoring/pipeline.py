"""One résumé through all the stages: the only module that knows them all."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from matcher.core.document import Document
from matcher.core.ledger import Assessment, EvidenceTotal
from matcher.core.profile import RequirementProfile
from matcher.core.resume import Month, Resume
from matcher.core.skills import Mention, ResumeSkill
from matcher.extraction.reading import read_file
from matcher.parsing.keyword_stuffing import stuffing_warnings
from matcher.parsing.prompt_injection import injection_warnings
from matcher.parsing.timeline import total_months
from matcher.profiles.phrases import PhrasePatterns
from matcher.scoring.batch_evidence import numbers_of
from matcher.scoring.competencies import CompetencyFinder
from matcher.scoring.counterfactuals import possible_changes
from matcher.scoring.evidence import EvidenceSet, ScoredEvidence, denied_skills, implied_by, strength_at
from matcher.scoring.evidence_columns import dates_around, encode_showing, phrases_key
from matcher.scoring.ledger import (
    cap_unsupported,
    capped,
    earned,
    keyword_contribution,
    points_possible,
    tfidf_contribution,
    total_of,
    unsupported_cents,
)
from matcher.scoring.tfidf_match import ProfileText, SentenceMatcher, TextMatch, TfidfModel
from matcher.skills.analyzer import SkillAnalyzer
from matcher.skills.summary import summarize_skills
from matcher.skills.taxonomy import Taxonomy

__all__ = ["Pipeline"]

REMEMBERED: Final = 10_000
"""Titles whose relevance is kept at once; the same few stand in most résumés."""


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
        self._text = ProfileText(model, profile.text) if profile.tfidf_weight else None
        meanings = [r.meaning for r in profile.requirements if r.meaning]
        self._competencies = CompetencyFinder(
            profile.requirements, SentenceMatcher(model, meanings) if meanings else None
        )
        self._titles = [(PhrasePatterns(t.phrases), t.worth) for t in profile.titles]
        self._numbers = numbers_of(taxonomy)
        self._relevance_of: dict[str, float] = {}
        self._possible, self._tfidf_possible = points_possible(profile)

    def assess_file(self, path: Path, name: str) -> Assessment:
        """Read and assess one file.

        Args:
            path: the file.
            name: what to call it in reports.

        Returns:
            As :meth:`assess`.

        Raises:
            UnreadableFileError: it cannot be read.
        """
        return self.assess(read_file(path, name))

    def structure(self, document: Document) -> Resume:
        """As :meth:`matcher.skills.analyzer.SkillAnalyzer.structure`."""
        return self.analyzer.structure(document)

    def assess(self, document: Document) -> Assessment:
        """Find what a document shows and score it.

        Args:
            document: what a reader made of a file.

        Returns:
            The ledger, the skills, the positions, and every warning.
        """
        return self.assess_found(document, *self.analyzer.analyze(document))[0]

    def assess_found(
        self, whole: Document, resume: Resume, mentions: Sequence[Mention]
    ) -> tuple[Assessment, tuple[tuple[EvidenceTotal, ...], ...]]:
        """Score what was found in a document.

        Args:
            whole: what a reader made of a file.
            resume: what a person sees of it, with its structure.
            mentions: as :meth:`matcher.skills.analyzer.SkillAnalyzer.analyze` returns them.

        Returns:
            The assessment; and what the evidence of each line comes to, as of the day given, a year earlier and a year
            later: all that the weights of a profile are applied to.
        """
        assessment, totals, _ = self.assess_and_show(whole, resume, mentions, showing=False)
        assert assessment is not None  # noqa: S101 - asked for
        return assessment, totals

    def assess_and_show(
        self,
        whole: Document,
        resume: Resume,
        mentions: Sequence[Mention],
        *,
        worded: bool = True,
        showing: bool = True,
    ) -> tuple[Assessment | None, tuple[tuple[EvidenceTotal, ...], ...], bytes]:
        """As :meth:`assess_found`, and what the document shows of every skill (:mod:`matcher.scoring.evidence_columns`).

        Args:
            whole: what a reader made of a file.
            resume: what a person sees of it, with its structure.
            mentions: as :meth:`matcher.skills.analyzer.SkillAnalyzer.analyze` returns them.
            worded: whether the assessment is wanted, and not only the totals, which is a good deal less work.
            showing: whether what is shown is wanted.
        """
        skills = summarize_skills(mentions, resume.positions, self.taxonomy)
        relevance = [self._relevance(position.title) for position in resume.positions]
        competencies = self._competencies.find(resume, strength_at(resume, relevance))
        requirements = self.profile.requirements
        shown = EvidenceSet(requirements, resume, skills, competencies, relevance, self.taxonomy)
        dates = dates_around(Month(self.as_of.year, self.as_of.month))
        pieces = [shown.at(date) for date in dates]
        match = None if self._text is None else self._text.compare(_own_words(resume))
        totals = tuple(self._totals(shown, of_date, match) for of_date in pieces)
        assessment = self._word(whole, resume, mentions, skills, shown, pieces, match) if worded else None
        if not showing:
            return assessment, totals, b""
        phrases = {phrases_key(r): competencies.get(r.id, ()) for r in requirements if phrases_key(r)}
        return assessment, totals, encode_showing(resume, skills, relevance, phrases, self._numbers, dates)

    def _relevance(self, title: str) -> float:
        """How far work under this title was of the role's kind, 0 to 1."""
        found = self._relevance_of.get(title)
        if found is None:
            if len(self._relevance_of) >= REMEMBERED:
                self._relevance_of.clear()
            found = next((worth for patterns, worth in self._titles if any(patterns.find(title))), 1.0)
            self._relevance_of[title] = found
        return found

    def _totals(
        self, shown: EvidenceSet, pieces: Sequence[Sequence[ScoredEvidence]], match: TextMatch | None
    ) -> tuple[EvidenceTotal, ...]:
        """What the evidence of each line comes to, at one date."""
        totals = [
            total_of(requirement, [(piece.strength, shown.is_unsupported(piece.start)) for piece in of_line])
            for requirement, of_line in zip(self.profile.requirements, pieces, strict=True)
        ]
        return (*totals, *([EvidenceTotal(match.share, match.share)] if match is not None else ()))

    def _word(
        self,
        whole: Document,
        resume: Resume,
        mentions: Sequence[Mention],
        skills: tuple[ResumeSkill, ...],
        shown: EvidenceSet,
        pieces: Sequence[Sequence[Sequence[ScoredEvidence]]],
        match: TextMatch | None,
    ) -> Assessment:
        """The assessment: what stands behind the totals, in words; the pieces are those of each date, by line."""
        document = resume.document
        unreadable = any(w.code == "page-unreadable" for w in document.warnings)
        keyword = [
            keyword_contribution(
                requirement, shown.evidence(of_line), self._possible[requirement.id], unreadable=unreadable
            )
            for requirement, of_line in zip(self.profile.requirements, pieces[0], strict=True)
        ]
        ledger = list(cap_unsupported(keyword, self.profile.requirements))
        others = [self._points(shown, of_date) for of_date in pieces[1:]]
        if match is not None:
            ledger.append(tfidf_contribution(match.share, match.terms, self._tfidf_possible))
            for points in others:
                points.append(ledger[-1].points)
        implied = partial(implied_by, self.taxonomy, denied_skills(skills))
        suspicions = (*injection_warnings(whole), *stuffing_warnings(document, mentions, self.profile.text))
        return Assessment(
            document.name, document.sha256, tuple(ledger), skills,
            (*document.warnings, *resume.warnings, *suspicions), document.media_type, document.pages,
            len(document.text.split()),
            total_months(resume.positions), resume.positions, len(document.text),
            possible_changes(ledger, self.profile, lambda i: self.taxonomy[i].label, implied),
            tuple(tuple(points) for points in others),
        )  # fmt: skip

    def _points(self, shown: EvidenceSet, pieces: Sequence[Sequence[ScoredEvidence]]) -> list[float]:
        """What the keyword lines would earn by pieces as of another date."""
        points, gains = [], []
        for requirement, of_line in zip(self.profile.requirements, pieces, strict=True):
            strengths = [(piece.strength, shown.is_unsupported(piece.start)) for piece in of_line]
            possible = self._possible[requirement.id]
            points.append(earned(requirement, [strength for strength, _ in strengths], possible))
            gains.append(unsupported_cents(requirement, strengths, points[-1], possible))
        return capped(points, gains)


def _own_words(resume: Resume) -> str:
    """The text without the person's name."""
    document = resume.document
    pieces, at = [], 0
    for start, end in sorted(resume.name_spans):
        pieces.append(document.text[at : max(at, start)])
        at = max(at, end)
    return "\n".join([*pieces, document.text[at:]])
