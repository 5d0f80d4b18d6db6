"""Collect the evidence that one résumé has for each requirement, before it is added up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from matcher.core.ledger import Evidence
from matcher.core.memo import Memo
from matcher.core.profile import Requirement
from matcher.core.resume import Month, Position, Resume
from matcher.core.skills import Mention, ResumeSkill, Skill
from matcher.parsing.sentences import quote
from matcher.scoring.evidence_strength import (
    IMPLIED,
    SkillBasis,
    Tenures,
    is_unsupported,
    location_strength,
    skill_basis,
    together_strength,
)
from matcher.skills.taxonomy import Taxonomy

__all__ = ["EvidenceSet", "ScoredEvidence", "denied_skills", "implied_by", "strength_by_offset"]


class ScoredEvidence(NamedTuple):
    """Evidence before it is described: where it is and how strong."""

    strength: float
    start: int
    end: int
    describe: Callable[[float], Evidence]
    """Makes the evidence, with the strength given."""


class EvidenceSet:
    """The evidence that one résumé has for each requirement; only the strengths depend on the as-of date.

    Args:
        requirements: of the profile.
        resume: the document with its positions.
        skills: the résumé's skills.
        competencies: evidence of phrases and sentences, by requirement.
        relevance: of each position, how far its work was of the role's kind.
        taxonomy: for labels and implications.
    """

    def __init__(
        self,
        requirements: Sequence[Requirement],
        resume: Resume,
        skills: Sequence[ResumeSkill],
        competencies: Mapping[str, Sequence[Evidence]],
        relevance: Sequence[float],
        taxonomy: Taxonomy,
    ) -> None:
        self._requirements = requirements
        self._resume = resume
        self._relevance = relevance
        self._taxonomy = taxonomy
        self._competencies = {
            requirement: [ScoredEvidence(e.strength, e.start, e.end, partial(_unchanged, e)) for e in evidence]
            for requirement, evidence in competencies.items()
        }
        # No skill implies what the résumé denies ("no Python" next to Django).
        denied = denied_skills(skills)
        asked_for = {s.skill for requirement in requirements for s in requirement.any_of}
        self._skills: list[tuple[ResumeSkill, SkillBasis, list[Skill]]] = []
        for summary in skills:
            implied = [skill for skill in implied_by(taxonomy, denied, summary.skill) if skill.id in asked_for]
            if implied or summary.skill in asked_for:
                basis = skill_basis(summary, resume.positions, relevance)
                if basis.mention is not None:
                    self._skills.append((summary, basis, implied))
        together = {i for requirement in requirements for i in requirement.together}
        self._sources = [self._sources_of(requirement) for requirement in requirements]
        self._by_position = {r.id: _best_by_position(r, skills, taxonomy) for r in requirements if r.id in together}
        self.is_unsupported = Memo(partial(is_unsupported, resume))
        """Whether evidence at a character offset is unsupported."""

    def described(self, pieces: Sequence[ScoredEvidence]) -> list[Evidence]:
        """Describe pieces of evidence: with quote, page, section and note."""
        return [
            replace(evidence, unsupported=True) if self.is_unsupported[evidence.start] else evidence
            for evidence in (piece.describe(piece.strength) for piece in pieces)
        ]

    def scored(self, as_of: Month) -> list[list[ScoredEvidence]]:
        """Return the pieces of evidence of each requirement, with their strengths as of a month."""
        positions = [p.until(as_of) for p in self._resume.positions]
        tenures = Tenures(positions, as_of)
        own: dict[str, ScoredEvidence] = {}
        implied: dict[tuple[str, str], ScoredEvidence] = {}
        for summary, basis, skills in self._skills:
            strength = tenures.strength(basis)
            own[summary.skill] = self._of_skill(summary, basis, summary.name, strength, tenures, "")
            for skill in skills:
                implied[summary.skill, skill.id] = self._of_skill(
                    summary, basis, skill.label, strength * IMPLIED, tenures, f"implied by {summary.name} "
                )
        by_requirement = []
        for requirement, sources in zip(self._requirements, self._sources, strict=True):
            pieces = []
            for worth, skill_ids, implications in sources:
                best = max(
                    [*(own[skill] for skill in skill_ids), *(implied[pair] for pair in implications)],
                    key=lambda p: p.strength,
                )
                pieces.append(best._replace(strength=round(best.strength * worth, 4)))
            pieces += _without_overlap(self._competencies.get(requirement.id, ()), pieces)
            if requirement.together:
                pieces += self._together(requirement, positions, as_of)
            by_requirement.append(pieces)
        return by_requirement

    def _sources_of(self, requirement: Requirement) -> list[tuple[float, list[str], list[tuple[str, str]]]]:
        """Return the skills that satisfy a requirement: worth, the skill itself if found, and what implies it.

        No words count twice. What a skill implies counts once in a requirement: not at all where the skill itself
        satisfies it (Spring Boot next to Spring), else as the implied skill that is worth most (Express shows Node.js
        here, not JavaScript too). That depends on the profile alone, so a further mention can never move evidence from
        one to another and lower the sum.
        """
        satisfiers = {s.skill: s.worth for s in requirement.any_of}
        own = {summary.skill for summary, _, _ in self._skills}
        implications: dict[str, list[tuple[str, str]]] = {}
        for summary, _, implied in self._skills:
            goals = [skill.id for skill in implied if skill.id in satisfiers]
            if goals and summary.skill not in satisfiers:
                goal = max(goals, key=lambda skill: (satisfiers[skill], skill))
                implications.setdefault(goal, []).append((summary.skill, goal))
        return [
            (worth, [skill] if skill in own else [], implications.get(skill, []))
            for skill, worth in satisfiers.items()
            if skill in own or skill in implications
        ]

    def _of_skill(
        self, summary: ResumeSkill, basis: SkillBasis, label: str, strength: float, tenures: Tenures, prefix: str
    ) -> ScoredEvidence:
        mention = basis.mention or summary.mentions[0]

        def describe(strength: float) -> Evidence:
            return _described(self._resume, label, mention, strength, summary.months, f"{prefix}{tenures.note(basis)}")

        return ScoredEvidence(round(strength, 4), mention.start, mention.end, describe)

    def _together(self, requirement: Requirement, positions: Sequence[Position], as_of: Month) -> list[ScoredEvidence]:
        """Return the evidence that technologies of other requirements, side by side in dated jobs, are for this one."""
        others = [self._by_position[other.id] for other in self._requirements if other.id in requirement.together]
        worths = [{index: worth for index, (worth, _, _) in positions_of.items()} for positions_of in others]
        strength, index, note = together_strength(worths, positions, as_of, self._relevance)
        if index is None:
            return []
        labels = dict.fromkeys(positions_of[index][1] for positions_of in others)
        mention = others[-1][index][2]

        def describe(strength: float) -> Evidence:
            return _described(self._resume, " + ".join(labels), mention, strength, 0, note)

        return [ScoredEvidence(round(strength, 4), mention.start, mention.end, describe)]


def _best_by_position(
    requirement: Requirement, skills: Sequence[ResumeSkill], taxonomy: Taxonomy
) -> dict[int, tuple[float, str, Mention]]:
    """Return the requirement's best technology in each position: its worth, its label, and its mention there."""
    worth_of = {satisfier.skill: satisfier.worth for satisfier in requirement.any_of}
    best: dict[int, tuple[float, str, Mention]] = {}
    denied = denied_skills(skills)
    for summary in skills:
        ids = (summary.skill, *(skill.id for skill in implied_by(taxonomy, denied, summary.skill)))
        worth, skill_id = max((worth_of.get(i, 0.0), i) for i in ids)
        for mention in summary.mentions if worth else ():
            if mention.position is None or mention.assertion != "claimed" or not mention.visible:
                continue
            if worth > best.get(mention.position, (0.0,))[0]:
                best[mention.position] = worth, taxonomy[skill_id].label, mention
    return best


def strength_by_offset(resume: Resume, relevance: Sequence[float]) -> Callable[[int], tuple[float, str]]:
    """Return a function from a character offset to the strength of evidence there, and to that place in words.

    Args:
        resume: the document with its sections and positions.
        relevance: of each position, how far its work was of the role's kind.
    """

    def strength(offset: int) -> tuple[float, str]:
        section, index = resume.place_at(offset)
        position, weight = (None, 1.0) if index is None else (resume.positions[index], relevance[index])
        return location_strength(section, position, weight)

    return strength


def implied_by(taxonomy: Taxonomy, denied: Collection[str], skill: str) -> list[Skill]:
    """Return the skills that a skill implies, without those that the résumé denies."""
    return [implied for implied in taxonomy.implied(skill) if implied.id not in denied]


def denied_skills(skills: Sequence[ResumeSkill]) -> set[str]:
    """Return the ids of the skills that a résumé denies and nowhere claims."""
    return {summary.skill for summary in skills if summary.denied}


def _described(resume: Resume, label: str, mention: Mention, strength: float, months: int, note: str) -> Evidence:
    return Evidence(
        mention.surface_form, mention.start, mention.end, mention.page, mention.section,
        quote(resume.document.text, mention.start, mention.end), label, strength, months, note,
    )  # fmt: skip


def _unchanged(evidence: Evidence, _: float) -> Evidence:
    return evidence


def _without_overlap(
    competencies: Sequence[ScoredEvidence], technologies: Sequence[ScoredEvidence]
) -> list[ScoredEvidence]:
    """Return the competency evidence that shares no words with a technology of the same requirement."""
    spans = [(t.start, t.end) for t in technologies]
    return [c for c in competencies if not any(s < c.end and c.start < e for s, e in spans)]
