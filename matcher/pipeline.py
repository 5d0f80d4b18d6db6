"""One résumé through all the stages: the only module that knows them all."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from matcher.competencies import CompetencyFinder
from matcher.counterfactual import possible_changes
from matcher.extraction import read_file
from matcher.finder import SkillFinder
from matcher.phrases import PhrasePatterns
from matcher.scoring import (
    bare_cents,
    cap_bare,
    capped,
    earned,
    evidence_total,
    keyword_contribution,
    points_possible,
    tfidf_contribution,
    total_of,
)
from matcher.sentences import quote
from matcher.similarity import ProfileText, SentenceMatcher, TfidfModel
from matcher.skills.summary import summarize_skills
from matcher.skills.taxonomy import Taxonomy
from matcher.strength import IMPLIED, WORK, Place, Tenures, place_of, place_strength, together_strength
from matcher.suspicion import find_stuffing, warn_of_instructions
from matcher.timeline import total_months
from matcher.types import (
    Assessment,
    Contribution,
    Document,
    Evidence,
    LineTotal,
    Mention,
    Month,
    Position,
    Requirement,
    RequirementProfile,
    Resume,
    Skill,
    SkillSummary,
)

__all__ = ["Pipeline"]

OTHER_DATES: Final = (-12, 12)
"""Months by which the as-of date is moved for the stability band: a résumé is seldom read in the month that it was
written in."""

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
        self.finder = SkillFinder(taxonomy, as_of)
        self.recognizer = self.finder.recognizer
        self._text = ProfileText(model, profile.text) if profile.tfidf_weight else None
        meanings = [r.description for r in profile.requirements if r.description]
        self._competencies = CompetencyFinder(
            profile.requirements, SentenceMatcher(model, meanings) if meanings else None
        )
        self._titles = [(PhrasePatterns(t.phrases), t.worth) for t in profile.titles]
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
        """As :meth:`matcher.finder.SkillFinder.structure`."""
        return self.finder.structure(document)

    def assess(self, document: Document) -> Assessment:
        """Find what a document shows and score it.

        Args:
            document: what a reader made of a file.

        Returns:
            The ledger, the skills, the positions, and every warning.
        """
        return self.assess_found(document, *self.finder.find(document))[0]

    def assess_found(
        self, whole: Document, resume: Resume, mentions: Sequence[Mention]
    ) -> tuple[Assessment, tuple[tuple[LineTotal, ...], ...]]:
        """Score what was found in a document.

        Args:
            whole: what a reader made of a file.
            resume: what a person sees of it, with its structure.
            mentions: as :meth:`matcher.finder.SkillFinder.find` returns them.

        Returns:
            The assessment; and what the evidence of each line comes to, as of the day given, a year earlier and a year
            later: all that the weights of a profile are applied to.
        """
        document = resume.document
        suspicions = (*warn_of_instructions(whole), *find_stuffing(document, mentions, self.profile.text))
        skills = summarize_skills(mentions, resume.positions, self.taxonomy)
        ledger, at_other_dates, totals = self._ledger(resume, skills)
        implied = partial(_implied, self.taxonomy, _denied(skills))
        assessment = Assessment(
            document.name, document.sha256, ledger, skills,
            (*document.warnings, *resume.warnings, *suspicions), document.media_type, document.pages,
            len(document.text.split()),
            total_months(resume.positions), resume.positions, len(document.text),
            possible_changes(ledger, self.profile, lambda i: self.taxonomy[i].label, implied),
            at_other_dates,
        )  # fmt: skip
        return assessment, totals

    def _relevance(self, title: str) -> float:
        """How far work under this title was of the role's kind, 0 to 1."""
        found = self._relevance_of.get(title)
        if found is None:
            if len(self._relevance_of) >= REMEMBERED:
                self._relevance_of.clear()
            found = next((worth for patterns, worth in self._titles if any(patterns.find(title))), 1.0)
            self._relevance_of[title] = found
        return found

    def _ledger(
        self, resume: Resume, skills: Sequence[SkillSummary]
    ) -> tuple[tuple[Contribution, ...], tuple[tuple[float, ...], ...], tuple[tuple[LineTotal, ...], ...]]:
        """The contributions, in the profile's order, TF-IDF last; their points and totals at the dates around.

        The points are those of a year earlier and a year later; the totals those of the day given, and of both.
        """
        relevance = [self._relevance(position.title) for position in resume.positions]
        competencies = self._competencies.find(resume, _strength_at(resume, relevance))
        requirements = self.profile.requirements
        shown = _Shown(requirements, resume, skills, competencies, relevance, self.taxonomy)
        as_of = Month(self.as_of.year, self.as_of.month)
        unreadable = any(w.code == "page-unreadable" for w in resume.document.warnings)
        worded = [shown.evidence(pieces) for pieces in shown.at(as_of)]
        ledger = [
            keyword_contribution(requirement, evidence, self._possible[requirement.id], unreadable=unreadable)
            for requirement, evidence in zip(requirements, worded, strict=True)
        ]
        ledger = list(cap_bare(ledger, requirements))
        totals = [
            [evidence_total(requirement, evidence) for requirement, evidence in zip(requirements, worded, strict=True)]
        ]
        others = []
        for months in OTHER_DATES:
            points, total = self._other_date(shown, Month.from_index(as_of.index + months))
            others.append(points)
            totals.append(total)
        if self._text is not None:
            match = self._text.compare(_own_words(resume))
            ledger.append(tfidf_contribution(match.share, match.terms, self._tfidf_possible))
            for points in others:
                points.append(ledger[-1].points)
            for total in totals:
                total.append(LineTotal(match.share, match.share))
        return tuple(ledger), tuple(tuple(points) for points in others), tuple(tuple(total) for total in totals)

    def _other_date(self, shown: _Shown, as_of: Month) -> tuple[list[float], list[LineTotal]]:
        """What the keyword lines would earn, had the as-of date been another, and what their evidence comes to."""
        points, gains, totals = [], [], []
        for requirement, pieces in zip(self.profile.requirements, shown.at(as_of), strict=True):
            strengths = [(piece.strength, shown.is_bare(piece.start)) for piece in pieces]
            possible = self._possible[requirement.id]
            points.append(earned(requirement, [strength for strength, _ in strengths], possible))
            gains.append(bare_cents(requirement, strengths, points[-1], possible))
            totals.append(total_of(requirement, strengths))
        return capped(points, gains), totals


class _Piece(NamedTuple):
    """Evidence before it is put in words."""

    strength: float
    start: int
    end: int
    worded: Callable[[float], Evidence]
    """Makes the evidence, of that strength."""


class _Shown:
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
        skills: Sequence[SkillSummary],
        competencies: Mapping[str, Sequence[Evidence]],
        relevance: Sequence[float],
        taxonomy: Taxonomy,
    ) -> None:
        self._requirements = requirements
        self._resume = resume
        self._relevance = relevance
        self._taxonomy = taxonomy
        self._competencies = {
            requirement: [_Piece(e.strength, e.start, e.end, partial(_kept, e)) for e in evidence]
            for requirement, evidence in competencies.items()
        }
        # What the résumé denies, no other skill shows ("no Python" beside Django).
        denied = _denied(skills)
        wanted = {s.skill for requirement in requirements for s in requirement.satisfied_by}
        self._places: list[tuple[SkillSummary, Place, list[Skill]]] = []
        for summary in skills:
            implied = [skill for skill in _implied(taxonomy, denied, summary.skill) if skill.id in wanted]
            if implied or summary.skill in wanted:
                place = place_of(summary, resume.positions, relevance)
                if place.mention is not None:
                    self._places.append((summary, place, implied))
        together = {i for requirement in requirements for i in requirement.together}
        self._wanted = [self._wants(requirement) for requirement in requirements]
        self._in_positions = {r.id: _in_positions(r, skills, taxonomy) for r in requirements if r.id in together}
        self._bare: dict[int, bool] = {}

    def evidence(self, pieces: Sequence[_Piece]) -> list[Evidence]:
        """The pieces in words."""
        return [
            replace(evidence, bare=True) if self.is_bare(evidence.start) else evidence
            for evidence in (piece.worded(piece.strength) for piece in pieces)
        ]

    def is_bare(self, offset: int) -> bool:
        """Whether what stands there is borne out by nothing: no dated work, no work or project without dates."""
        bare = self._bare.get(offset)
        if bare is None:
            index = self._resume.position_at(offset)
            at_work = index is not None and self._resume.positions[index].section == "experience"
            bare = self._bare[offset] = not at_work and self._resume.section_at(offset).kind not in WORK
        return bare

    def at(self, as_of: Month) -> list[list[_Piece]]:
        """The pieces of each requirement, as of some month."""
        positions = [p.until(as_of) for p in self._resume.positions]
        tenures = Tenures(positions, as_of)
        own: dict[str, _Piece] = {}
        implied: dict[tuple[str, str], _Piece] = {}
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
        satisfiers = {s.skill: s.weight for s in requirement.satisfied_by}
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
        self, summary: SkillSummary, place: Place, label: str, strength: float, tenures: Tenures, through: str
    ) -> _Piece:
        mention = place.mention or summary.mentions[0]

        def worded(strength: float) -> Evidence:
            return _worded(self._resume, label, mention, strength, summary.months, f"{through}{tenures.note(place)}")

        return _Piece(round(strength, 4), mention.start, mention.end, worded)

    def _together(self, requirement: Requirement, positions: Sequence[Position], as_of: Month) -> list[_Piece]:
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

        return [_Piece(round(strength, 4), mention.start, mention.end, worded)]


def _in_positions(
    requirement: Requirement, skills: Sequence[SkillSummary], taxonomy: Taxonomy
) -> dict[int, tuple[float, str, Mention]]:
    """The requirement's best technology in each position: its worth, its label, and the mention that shows it."""
    worth_of = {satisfier.skill: satisfier.weight for satisfier in requirement.satisfied_by}
    found: dict[int, tuple[float, str, Mention]] = {}
    denied = _denied(skills)
    for summary in skills:
        ids = (summary.skill, *(skill.id for skill in _implied(taxonomy, denied, summary.skill)))
        worth, skill_id = max((worth_of.get(i, 0.0), i) for i in ids)
        for mention in summary.mentions if worth else ():
            if mention.position is None or mention.assertion != "claimed" or not mention.visible:
                continue
            if worth > found.get(mention.position, (0.0,))[0]:
                found[mention.position] = worth, taxonomy[skill_id].label, mention
    return found


def _strength_at(resume: Resume, relevance: Sequence[float]) -> Callable[[int], tuple[float, str]]:
    def strength(offset: int) -> tuple[float, str]:
        index = resume.position_at(offset)
        position, weight = (None, 1.0) if index is None else (resume.positions[index], relevance[index])
        return place_strength(resume.section_at(offset).kind, position, weight)

    return strength


def _implied(taxonomy: Taxonomy, denied: Collection[str], skill: str) -> list[Skill]:
    """What a skill implies, without what the résumé denies."""
    return [implied for implied in taxonomy.implied(skill) if implied.id not in denied]


def _denied(skills: Sequence[SkillSummary]) -> set[str]:
    return {
        s.skill for s in skills if not s.claimed and any(m.assertion == "negated" and m.visible for m in s.mentions)
    }


def _worded(resume: Resume, label: str, mention: Mention, strength: float, months: int, note: str) -> Evidence:
    return Evidence(
        mention.surface_form, mention.start, mention.end, mention.page, mention.section,
        quote(resume.document.text, mention.start, mention.end), label, strength, months, note,
    )  # fmt: skip


def _kept(evidence: Evidence, _: float) -> Evidence:
    return evidence


def _apart(competencies: Sequence[_Piece], technologies: Sequence[_Piece]) -> list[_Piece]:
    """Competency evidence that does not stand on the very words that a technology of the same requirement stands on."""
    spans = [(t.start, t.end) for t in technologies]
    return [c for c in competencies if not any(s < c.end and c.start < e for s, e in spans)]


def _own_words(resume: Resume) -> str:
    """The text without the person's name."""
    document = resume.document
    pieces, at = [], 0
    for start, end in sorted(resume.names):
        pieces.append(document.text[at : max(at, start)])
        at = max(at, end)
    return "\n".join([*pieces, document.text[at:]])
