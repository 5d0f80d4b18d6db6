"""What one résumé shows of each requirement of a role: the pieces of evidence, before they are added up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from matcher.core.ledger import Evidence
from matcher.core.profile import Requirement
from matcher.core.resume import Month, Position, Resume
from matcher.core.skills import Mention, ResumeSkill, Skill
from matcher.parsing.sentences import quote
from matcher.scoring.evidence_strength import (
    IMPLIED,
    Place,
    Tenures,
    is_unsupported,
    place_of,
    place_strength,
    together_strength,
)
from matcher.skills.taxonomy import Taxonomy

__all__ = ["EvidenceSet", "ScoredEvidence", "denied_skills", "implied_by", "strength_at"]


class ScoredEvidence(NamedTuple):
    """Evidence before it is put in words."""

    strength: float
    start: int
    end: int
    worded: Callable[[float], Evidence]
    """Makes the evidence, of that strength."""


class EvidenceSet:
    """What one résumé shows of each requirement; only the strengths depend on the as-of date.

    Args:
        requirements: of the profile.
        resume: the document with its positions.
        skills: what it says of each skill.
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
            requirement: [ScoredEvidence(e.strength, e.start, e.end, partial(_kept, e)) for e in evidence]
            for requirement, evidence in competencies.items()
        }
        # What the résumé denies, no other skill shows ("no Python" beside Django).
        denied = denied_skills(skills)
        wanted = {s.skill for requirement in requirements for s in requirement.any_of}
        self._places: list[tuple[ResumeSkill, Place, list[Skill]]] = []
        for summary in skills:
            implied = [skill for skill in implied_by(taxonomy, denied, summary.skill) if skill.id in wanted]
            if implied or summary.skill in wanted:
                place = place_of(summary, resume.positions, relevance)
                if place.mention is not None:
                    self._places.append((summary, place, implied))
        together = {i for requirement in requirements for i in requirement.together}
        self._wanted = [self._wants(requirement) for requirement in requirements]
        self._in_positions = {r.id: _in_positions(r, skills, taxonomy) for r in requirements if r.id in together}
        self._unsupported: dict[int, bool] = {}

    def evidence(self, pieces: Sequence[ScoredEvidence]) -> list[Evidence]:
        """The pieces in words."""
        return [
            replace(evidence, unsupported=True) if self.is_unsupported(evidence.start) else evidence
            for evidence in (piece.worded(piece.strength) for piece in pieces)
        ]

    def is_unsupported(self, offset: int) -> bool:
        """As :func:`matcher.scoring.evidence_strength.is_unsupported`; asked once a place."""
        unsupported = self._unsupported.get(offset)
        if unsupported is None:
            unsupported = self._unsupported[offset] = is_unsupported(self._resume, offset)
        return unsupported

    def at(self, as_of: Month) -> list[list[ScoredEvidence]]:
        """The pieces of each requirement, as of some month."""
        positions = [p.until(as_of) for p in self._resume.positions]
        tenures = Tenures(positions, as_of)
        own: dict[str, ScoredEvidence] = {}
        implied: dict[tuple[str, str], ScoredEvidence] = {}
        for summary, place, skills in self._places:
            strength = tenures.strength(place)
            own[summary.skill] = self._of_skill(summary, place, summary.name, strength, tenures, "")
            for skill in skills:
                implied[summary.skill, skill.id] = self._of_skill(
                    summary, place, skill.label, strength * IMPLIED, tenures, f"implied by {summary.name} "
                )
        found = []
        for requirement, wanted in zip(self._requirements, self._wanted, strict=True):
            pieces = []
            for worth, shown, through in wanted:
                best = max(
                    [*(own[skill] for skill in shown), *(implied[pair] for pair in through)], key=lambda p: p.strength
                )
                pieces.append(best._replace(strength=round(best.strength * worth, 4)))
            pieces += _apart(self._competencies.get(requirement.id, ()), pieces)
            if requirement.together:
                pieces += self._together(requirement, positions, as_of)
            found.append(pieces)
        return found

    def _wants(self, requirement: Requirement) -> list[tuple[float, list[str], list[tuple[str, str]]]]:
        """The technologies that satisfy a requirement: what each is worth, and what shows it, none on another's words.

        What a skill implies is the requirement's only once: not at all where the skill itself satisfies it (Spring Boot
        beside Spring), else as the one of the implied that is worth most (Express shows Node.js here, not JavaScript
        too). That depends on the profile alone, so that a further mention can never move evidence from one to another
        and lower the sum.
        """
        satisfiers = {s.skill: s.worth for s in requirement.any_of}
        own = {summary.skill for summary, _, _ in self._places}
        through: dict[str, list[tuple[str, str]]] = {}
        for summary, _, implied in self._places:
            goals = [skill.id for skill in implied if skill.id in satisfiers]
            if goals and summary.skill not in satisfiers:
                goal = max(goals, key=lambda skill: (satisfiers[skill], skill))
                through.setdefault(goal, []).append((summary.skill, goal))
        return [
            (worth, [skill] if skill in own else [], through.get(skill, []))
            for skill, worth in satisfiers.items()
            if skill in own or skill in through
        ]

    def _of_skill(
        self, summary: ResumeSkill, place: Place, label: str, strength: float, tenures: Tenures, through: str
    ) -> ScoredEvidence:
        mention = place.mention or summary.mentions[0]

        def worded(strength: float) -> Evidence:
            return _worded(self._resume, label, mention, strength, summary.months, f"{through}{tenures.note(place)}")

        return ScoredEvidence(round(strength, 4), mention.start, mention.end, worded)

    def _together(self, requirement: Requirement, positions: Sequence[Position], as_of: Month) -> list[ScoredEvidence]:
        """What technologies of other requirements, side by side in dated jobs, show of this one."""
        named = [self._in_positions[other.id] for other in self._requirements if other.id in requirement.together]
        worths = [{index: worth for index, (worth, _, _) in places.items()} for places in named]
        strength, index, note = together_strength(worths, positions, as_of, self._relevance)
        if index is None:
            return []
        labels = dict.fromkeys(label for places in named for _, label, _ in [places[index]])
        mention = named[-1][index][2]

        def worded(strength: float) -> Evidence:
            return _worded(self._resume, " + ".join(labels), mention, strength, 0, note)

        return [ScoredEvidence(round(strength, 4), mention.start, mention.end, worded)]


def _in_positions(
    requirement: Requirement, skills: Sequence[ResumeSkill], taxonomy: Taxonomy
) -> dict[int, tuple[float, str, Mention]]:
    """The requirement's best technology in each position: its worth, its label, and the mention that shows it."""
    worth_of = {satisfier.skill: satisfier.worth for satisfier in requirement.any_of}
    found: dict[int, tuple[float, str, Mention]] = {}
    denied = denied_skills(skills)
    for summary in skills:
        ids = (summary.skill, *(skill.id for skill in implied_by(taxonomy, denied, summary.skill)))
        worth, skill_id = max((worth_of.get(i, 0.0), i) for i in ids)
        for mention in summary.mentions if worth else ():
            if mention.position is None or mention.assertion != "claimed" or not mention.visible:
                continue
            if worth > found.get(mention.position, (0.0,))[0]:
                found[mention.position] = worth, taxonomy[skill_id].label, mention
    return found


def strength_at(resume: Resume, relevance: Sequence[float]) -> Callable[[int], tuple[float, str]]:
    """What evidence is worth by where it stands: gives strength and place for a character offset.

    Args:
        resume: the document with its sections and positions.
        relevance: of each position, how far its work was of the role's kind.
    """

    def strength(offset: int) -> tuple[float, str]:
        index = resume.position_at(offset)
        position, weight = (None, 1.0) if index is None else (resume.positions[index], relevance[index])
        return place_strength(resume.section_at(offset).kind, position, weight)

    return strength


def implied_by(taxonomy: Taxonomy, denied: Collection[str], skill: str) -> list[Skill]:
    """What a skill implies, without what the résumé denies."""
    return [implied for implied in taxonomy.implied(skill) if implied.id not in denied]


def denied_skills(skills: Sequence[ResumeSkill]) -> set[str]:
    """The ids of the skills that a résumé denies and nowhere claims."""
    return {summary.skill for summary in skills if summary.denied}


def _worded(resume: Resume, label: str, mention: Mention, strength: float, months: int, note: str) -> Evidence:
    return Evidence(
        mention.surface_form, mention.start, mention.end, mention.page, mention.section,
        quote(resume.document.text, mention.start, mention.end), label, strength, months, note,
    )  # fmt: skip


def _kept(evidence: Evidence, _: float) -> Evidence:
    return evidence


def _apart(competencies: Sequence[ScoredEvidence], technologies: Sequence[ScoredEvidence]) -> list[ScoredEvidence]:
    """Competency evidence that does not stand on the very words that a technology of the same requirement stands on."""
    spans = [(t.start, t.end) for t in technologies]
    return [c for c in competencies if not any(s < c.end and c.start < e for s, e in spans)]
