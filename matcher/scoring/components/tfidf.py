"""Score the role's vocabulary: one line for the share of the role's own words that a résumé uses (TF-IDF)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from matcher.core.ledger import Contribution, EvidenceTotal, TermShare
from matcher.core.profile import RequirementProfile
from matcher.core.resume import Resume
from matcher.languages.detection import languages_of
from matcher.scoring.components.base import ComponentLine, LedgerComponent, LineEvidence, ScorerInput
from matcher.scoring.points import LinePoints

if TYPE_CHECKING:
    from matcher.scoring.tfidf_match import TextMatch
    from matcher.scoring.tfidf_model import TfidfModel
    from matcher.skills.taxonomy import Taxonomy

__all__ = ["VOCABULARY", "TfidfComponent"]

VOCABULARY: Final = "vocabulary"
"""Requirement id of the line."""


class TfidfComponent(LedgerComponent):
    """One line with a fixed share of the points, where the profile gives TF-IDF any."""

    name = "tfidf"

    def lines(self, profile: RequirementProfile) -> Sequence[ComponentLine]:
        """See :meth:`matcher.scoring.components.base.LedgerComponent.lines`."""
        if not profile.tfidf_weight:
            return ()
        return (ComponentLine(VOCABULARY, "Vocabulary of the role (TF-IDF)", points=profile.tfidf_weight),)

    def key_parts(self, profile: RequirementProfile) -> Sequence[Sequence[object]]:
        """See :meth:`matcher.scoring.components.base.LedgerComponent.key_parts`."""
        return [[self.name, profile.text]] if profile.tfidf_weight else []

    def scorer(
        self,
        profile: RequirementProfile,
        taxonomy: Taxonomy,
        model: TfidfModel,
    ) -> TfidfScorer:
        """See :meth:`matcher.scoring.components.base.LedgerComponent.scorer`."""
        return TfidfScorer(profile, taxonomy, model)

    def sentence(self, points: float) -> str:
        """See :meth:`matcher.scoring.components.base.LedgerComponent.sentence`."""
        return (
            f"{round(points, 2):g} of the points go to how closely the résumé's own words match the role's description "
            "(TF-IDF), measured against a fixed reference collection and never against the other candidates."
        )


class TfidfScorer:
    """Compares résumés with the role's text."""

    def __init__(self, profile: RequirementProfile, taxonomy: Taxonomy, model: TfidfModel) -> None:
        from matcher.scoring.misspellings import load_misspellings
        from matcher.scoring.tfidf_match import ProfileText

        self._text = ProfileText(model, profile.text)
        self._misspellings = load_misspellings(model, taxonomy)

    def evidence(self, given: ScorerInput) -> TfidfEvidence:
        """See :class:`matcher.scoring.components.base.LineScorer`."""
        text = given.resume.document.text
        languages = languages_of(text)
        replaced = [
            (text[start:end], right)
            for start, end, right in (self._misspellings.correct(text).words if languages[:1] == ("en",) else ())
            if not any(
                first < end and start < last for first, last in (*given.resume.name_spans, *given.resume.not_own)
            )
        ]
        return TfidfEvidence(self._text.compare(_text_without_names(given.resume), languages, replaced))


class TfidfEvidence(LineEvidence):
    """How a résumé's words match the role's text: the same at every date.

    >>> from matcher.core.ledger import LedgerLine
    >>> from matcher.scoring.points import line_points
    >>> from matcher.scoring.tfidf_match import TextMatch
    >>> evidence = TfidfEvidence(TextMatch((("database", 0.3, 0.4), ("server", 0.2, 0.6))))
    >>> line = LedgerLine("vocabulary", "Vocabulary of the role (TF-IDF)", "tfidf", 10.0)
    >>> evidence.contributions(line_points(evidence.totals(0), [line]))[0].points
    5.0
    """

    def __init__(self, match: TextMatch) -> None:
        self._match = match

    def totals(self, date: int) -> Sequence[EvidenceTotal]:  # noqa: ARG002 - the same at every date
        """See :meth:`matcher.scoring.components.base.LineEvidence.totals`."""
        return (EvidenceTotal(self._match.share, self._match.share),)

    def contributions(self, points: Sequence[LinePoints]) -> list[Contribution]:
        """See :meth:`matcher.scoring.components.base.LineEvidence.contributions`."""
        ((line, total, _, earned, _, _),) = points
        possible = line.possible
        words = self._match.words
        terms = tuple(
            TermShare(t, round(s * possible, 4), round(p * possible, 4), words.get(t, ""))
            for t, s, p in self._match.terms
        )
        used = [f"{t.word} ({t.term})" if t.word else t.term for t in terms if t.points > 0]
        explanation = (
            f"Uses {len(used)} of the {len(terms)} words that describe the role; most weight: {', '.join(used[:5])}."
            if used
            else "Uses none of the words that describe the role."
        )
        return [
            Contribution(
                line.requirement, line.label, line.component, earned, possible, "met" if used else "not found", (),
                explanation, terms, *total,
            )
        ]  # fmt: skip


def _text_without_names(resume: Resume) -> str:
    """Return the text without the person's name, and without what is about somebody or something else."""
    document = resume.document
    parts, rest = [], 0
    for start, end in sorted((*resume.name_spans, *resume.not_own)):
        parts.append(document.text[rest : max(rest, start)])
        rest = max(rest, end)
    return "\n".join([*parts, document.text[rest:]])
