"""One résumé through all the stages: the only module that knows them all."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from matcher.competencies import CompetencyFinder
from matcher.counterfactual import possible_changes
from matcher.extraction import read_file
from matcher.finder import SkillFinder
from matcher.phrases import PhrasePatterns
from matcher.scoring import cap_bare, evidence_total, keyword_contribution, points_possible, tfidf_contribution
from matcher.sentences import quote
from matcher.similarity import ProfileText, SentenceMatcher, TfidfModel
from matcher.skills.summary import summarize_skills
from matcher.skills.taxonomy import Taxonomy
from matcher.strength import IMPLIED, WORK, place_strength, skill_strength, together_strength
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


class Pipeline:
    """Assesses résumés against one profile, as of one day.

    Building one loads spaCy and the TF-IDF model; it then serves any number of résumés, each on its own: an assessment
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
        return next((worth for patterns, worth in self._titles if any(patterns.find(title))), 1.0)

    def _ledger(
        self, resume: Resume, skills: Sequence[SkillSummary]
    ) -> tuple[tuple[Contribution, ...], tuple[tuple[float, ...], ...], tuple[tuple[LineTotal, ...], ...]]:
        """The contributions, in the profile's order, TF-IDF last; their points and totals at the dates around.

        The points are those of a year earlier and a year later; the totals those of the day given, and of both.
        """
        relevance = [self._relevance(position.title) for position in resume.positions]
        competencies = self._competencies.find(resume, _strength_at(resume, relevance))
        as_of = Month(self.as_of.year, self.as_of.month)
        ledger, total = self._keyword_lines(resume, skills, competencies, as_of, relevance)
        others, totals = [], [total]
        for months in OTHER_DATES:
            day = Month.from_index(as_of.index + months)
            shifted = replace(resume, positions=tuple(p.until(day) for p in resume.positions))
            lines, total = self._keyword_lines(shifted, skills, competencies, day, relevance)
            others.append([line.points for line in lines])
            totals.append(total)
        if self._text is not None:
            match = self._text.compare(_own_words(resume))
            ledger.append(tfidf_contribution(match.share, match.terms, self._tfidf_possible))
            for points in others:
                points.append(ledger[-1].points)
            for total in totals:
                total.append(LineTotal(match.share, match.share))
        return tuple(ledger), tuple(tuple(points) for points in others), tuple(tuple(total) for total in totals)

    def _keyword_lines(
        self,
        resume: Resume,
        skills: Sequence[SkillSummary],
        competencies: Mapping[str, Sequence[Evidence]],
        as_of: Month,
        relevance: Sequence[float],
    ) -> tuple[list[Contribution], list[LineTotal]]:
        own, implied = _evidence(resume, skills, as_of, self.taxonomy, relevance)
        unreadable = any(w.code == "page-unreadable" for w in resume.document.warnings)
        ledger, totals = [], []
        for requirement in self.profile.requirements:
            pieces = self._pieces(requirement, own, implied)
            pieces += _apart(competencies.get(requirement.id, ()), pieces)
            if requirement.together:
                pieces += self._together(requirement, resume, skills, as_of, relevance)
            possible = self._possible[requirement.id]
            pieces = [replace(piece, bare=True) if _is_bare(resume, piece.start) else piece for piece in pieces]
            ledger.append(keyword_contribution(requirement, pieces, possible, unreadable=unreadable))
            totals.append(evidence_total(requirement, pieces))
        return list(cap_bare(ledger, self.profile.requirements)), totals

    def _pieces(
        self, requirement: Requirement, own: Mapping[str, Evidence], implied: Mapping[str, Mapping[str, Evidence]]
    ) -> list[Evidence]:
        """The evidence of the technologies that satisfy a requirement, none of it standing on the words of another.

        What a skill implies is the requirement's only once: not at all where the skill itself satisfies it (Spring Boot
        beside Spring), else as the one of the implied that is worth most (Express shows Node.js here, not JavaScript
        too). That depends on the profile alone, so that a further mention can never move evidence from one to another
        and lower the sum.
        """
        satisfiers = {s.skill: s for s in requirement.satisfied_by}
        target = {
            by: max(goals, key=lambda skill: (satisfiers[skill].weight, skill))
            for by in implied
            if by not in satisfiers and (goals := [skill for skill in implied[by] if skill in satisfiers])
        }
        pieces = []
        for skill, satisfier in satisfiers.items():
            shown = [own[skill]] if skill in own else []
            shown += [implied[by][skill] for by, goal in target.items() if goal == skill]
            if shown:
                best = max(shown, key=lambda e: e.strength)
                pieces.append(replace(best, strength=round(best.strength * satisfier.weight, 4)))
        return pieces

    def _together(
        self,
        requirement: Requirement,
        resume: Resume,
        skills: Sequence[SkillSummary],
        as_of: Month,
        relevance: Sequence[float],
    ) -> list[Evidence]:
        """What technologies of other requirements, side by side in dated jobs, show of this one."""
        others = [r for r in self.profile.requirements if r.id in requirement.together]
        named = [_in_positions(other, skills, self.taxonomy) for other in others]
        worths = [{index: worth for index, (worth, _, _) in places.items()} for places in named]
        strength, index, note = together_strength(worths, resume.positions, as_of, relevance)
        if index is None:
            return []
        labels = dict.fromkeys(label for places in named for _, label, _ in [places[index]])
        mention = named[-1][index][2]
        return [_piece(resume, " + ".join(labels), mention, strength, 0, note)]


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


def _is_bare(resume: Resume, offset: int) -> bool:
    """Whether what stands there is borne out by nothing: no dated work, no work or project without dates."""
    index = resume.position_at(offset)
    at_work = index is not None and resume.positions[index].section == "experience"
    return not at_work and resume.section_at(offset).kind not in WORK


def _strength_at(resume: Resume, relevance: Sequence[float]) -> Callable[[int], tuple[float, str]]:
    def strength(offset: int) -> tuple[float, str]:
        index = resume.position_at(offset)
        position, weight = (None, 1.0) if index is None else (resume.positions[index], relevance[index])
        return place_strength(resume.section_at(offset).kind, position, weight)

    return strength


def _evidence(
    resume: Resume, skills: Sequence[SkillSummary], as_of: Month, taxonomy: Taxonomy, relevance: Sequence[float]
) -> tuple[dict[str, Evidence], dict[str, dict[str, Evidence]]]:
    """The best evidence for each claimed skill, and for what it implies: by the implying skill, then the implied.

    What the résumé denies, no other skill shows ("no Python" beside Django).
    """
    denied = _denied(skills)
    own: dict[str, Evidence] = {}
    implied: dict[str, dict[str, Evidence]] = {}
    for summary in skills:
        strength, mention, note = skill_strength(summary, resume.positions, as_of, relevance)
        if mention is None:
            continue
        own[summary.skill] = _piece(resume, summary.name, mention, strength, summary.months, note)
        for skill in _implied(taxonomy, denied, summary.skill):
            implied.setdefault(summary.skill, {})[skill.id] = _piece(
                resume, skill.label, mention, strength * IMPLIED, summary.months, f"implied by {summary.name} {note}"
            )
    return own, implied


def _implied(taxonomy: Taxonomy, denied: Collection[str], skill: str) -> list[Skill]:
    """What a skill implies, without what the résumé denies."""
    return [implied for implied in taxonomy.implied(skill) if implied.id not in denied]


def _denied(skills: Sequence[SkillSummary]) -> set[str]:
    return {
        s.skill for s in skills if not s.claimed and any(m.assertion == "negated" and m.visible for m in s.mentions)
    }


def _piece(resume: Resume, label: str, mention: Mention, strength: float, months: int, note: str) -> Evidence:
    return Evidence(
        mention.surface_form, mention.start, mention.end, mention.page, mention.section,
        quote(resume.document.text, mention.start, mention.end), label, round(strength, 4), months, note,
    )  # fmt: skip


def _apart(competencies: Sequence[Evidence], technologies: Sequence[Evidence]) -> list[Evidence]:
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
