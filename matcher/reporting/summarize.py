"""Summarise a ranking as plain data: reports show nothing else, so that it can be tested without them.

:mod:`matcher.reporting.schema` describes it field by field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain, islice, pairwise
from typing import Any, TypeVar

from matcher.core.ledger import (
    Assessment,
    Change,
    Contribution,
    Evidence,
    LedgerLine,
    TermShare,
)
from matcher.core.profile import Requirement, RequirementProfile
from matcher.core.ranking import RankedCandidate
from matcher.core.skills import Mention, ResumeSkill
from matcher.ranking.packed_sequence import PackedSequence
from matcher.ranking.ranking import Ranking
from matcher.reporting.schema import (
    SCHEMA,
    BandSummary,
    CandidateSummary,
    ChangeSummary,
    ContributionSummary,
    DuplicateSummary,
    EvidenceSummary,
    FactsSummary,
    FailureSummary,
    LiftSummary,
    LineSummary,
    MentionSummary,
    ProfileSummary,
    RankingSummary,
    RequirementSummary,
    SatisfierSummary,
    SkillStanding,
    SkillSummary,
    TailSummary,
    TermSummary,
    WarningSummary,
)
from matcher.reporting.summarize_career import summarize_person, summarize_positions
from matcher.scoring.components.registry import component_order, is_requirement

__all__ = ["summarize", "summarize_assessment"]

Summary = TypeVar("Summary")


def summarize(ranking: Ranking, limit: int | None = None, *, packed: bool = False) -> RankingSummary:
    """Summarise a run: everything that a report can show.

    Args:
        ranking: the candidates in their order, and the files that are not ranked.
        limit: at most so many candidates, for a view that shows no more of them; None for all.
        packed: whether candidates are kept packed (:mod:`matcher.ranking.packed_sequence`), so that many long ones need
            little memory; each time that one is read it is made anew.

    Returns:
        Plain data (dictionaries, lists, texts, numbers), as ``ranking.json`` holds it. Points have two decimals, and
        each score is the exact sum of its points.

    >>> summarize(Ranking(RequirementProfile("x", "X", "", ()), "2026-11-23", ()))["counts"]
    {'assessed': 0, 'needs review': 0, 'duplicates': 0, 'failed': 0}
    """
    candidates: Any = PackedSequence[Any](dict[str, Any], _weight) if packed else []
    headers: dict[tuple[str, str], LineSummary] = {}
    for candidate in islice(_ranked(ranking), limit):
        candidates.append(candidate)
        _add_lines(headers, candidate)
    summary = RankingSummary(
        schema=SCHEMA,
        profile=_profile(ranking.profile),
        as_of=ranking.as_of,
        counts=dict(ranking.counts),
        lines=_lines(ranking.profile, headers, ranking.tail.lines if ranking.tail is not None else ()),
        candidates=candidates,
        needs_review=[_fields(failure, FailureSummary) for failure in ranking.needs_review],
        duplicates=[_fields(duplicate, DuplicateSummary) for duplicate in ranking.duplicates],
        failures=[_fields(failure, FailureSummary) for failure in ranking.failures],
        versions=dict(sorted(ranking.versions.items())),
    )
    if ranking.tail is not None:
        lowest, highest = ranking.tail.scores
        summary["tail"] = TailSummary(
            count=len(ranking.tail), lowest=lowest, highest=highest, fits=dict(ranking.tail.fits)
        )
    return summary


def _ranked(ranking: Ranking) -> Iterator[CandidateSummary]:
    """Yield the summaries of the candidates, in their order."""
    below = 0 if ranking.tail is None else ranking.tail[0].rank
    before: RankedCandidate | None = None
    above: tuple[str, float] | None = None
    for ranked, following in pairwise(chain(ranking.candidates, [None])):
        assert ranked is not None  # noqa: S101 - only the last one is None
        tied = ranked.rank in (before.rank if before else 0, following.rank if following else below)
        candidate = _candidate(ranked, ranking.profile, tied=tied)
        if before is not None and before.rank < ranked.rank:
            # Those who share a rank have the same one above them.
            above = before.assessment.document, before.assessment.score
        if above is not None:
            candidate["past_next"] = _lift(above[0], above[1] - ranked.assessment.score, ranked.past_next)
        yield candidate
        before = ranked


def _weight(candidate: CandidateSummary) -> int:
    """Return what :func:`matcher.ranking.packed_sequence.weight_of` does of the assessment."""
    mentions = sum(len(skill["mentions"]) for skill in candidate["skills"])
    return mentions + sum(len(line["evidence"]) for line in candidate["contributions"])


def summarize_assessment(
    assessment: Assessment, profile: RequirementProfile, next_band: tuple[Change, ...] = ()
) -> CandidateSummary:
    """Summarise one résumé by itself: like a candidate of a ranking, but without a rank.

    Args:
        assessment: what the résumé earned.
        profile: the role that it was compared with.
        next_band: the fewest changes that would lift it into the next better band of fit.

    >>> summarize_assessment(Assessment("cv.txt", "", ()), RequirementProfile("x", "X", "", ()))["score"]
    0.0
    """
    return _candidate(RankedCandidate(0, 0, 0, assessment, next_band=next_band), profile, tied=False)


def _necessities(profile: RequirementProfile) -> dict[str, str]:
    return {requirement.id: requirement.necessity for requirement in profile.requirements}


def _hundredths(value: float) -> Decimal:
    return Decimal(repr(round(value, 2)))


def _candidate(candidate: RankedCandidate, profile: RequirementProfile, *, tied: bool) -> CandidateSummary:
    assessment = candidate.assessment
    necessities = _necessities(profile)
    contributions = [_contribution(c, necessities) for c in assessment.contributions]
    musts = [c for c in contributions if c["necessity"] == "must"]
    missing = [c["label"] for c in musts if c["points"] <= 0]
    names = {skill.skill: skill.name for skill in assessment.skills}
    return CandidateSummary(
        rank=candidate.rank,
        rank_best=candidate.rank_best,
        rank_worst=candidate.rank_worst,
        tied=tied,
        group=candidate.group,
        fit=profile.band_of(assessment.score, every_must=not missing),
        document=assessment.document,
        sha256=assessment.sha256,
        # Decimals, because 0.1 + 0.2 is not 0.3: the score has to equal the sum of the points as they are printed.
        score=float(sum((_hundredths(c["points"]) for c in contributions), Decimal(0))),
        possible=float(sum((_hundredths(c["possible"]) for c in contributions), Decimal(0))),
        contributions=contributions,
        skills=[_skill(skill, names) for skill in assessment.skills],
        warnings=[_fields(warning, WarningSummary) for warning in assessment.warnings],
        media_type=assessment.media_type,
        positions=summarize_positions(assessment),
        person=summarize_person(assessment.person),
        musts_met=len(musts) - len(missing),
        musts=len(musts),
        missing_musts=missing,
        changes=[_change(change) for change in assessment.changes],
        past_next=None,
        # A missing must-have keeps a candidate out of the better bands, whatever the points.
        next_band=None if missing else _into_next_band(candidate, profile),
        text=assessment.text,
        **_fields(assessment, FactsSummary),
    )


def _into_next_band(candidate: RankedCandidate, profile: RequirementProfile) -> LiftSummary | None:
    score = candidate.assessment.score
    above = [band for band in profile.bands if band.least > score]
    return _lift(above[-1].label, above[-1].least - score, candidate.next_band) if above else None


def _lift(past: str, needed: float, changes: tuple[Change, ...]) -> LiftSummary | None:
    """None where no changes are enough."""
    if not changes:
        return None
    gain = sum((_hundredths(change.gain) for change in changes), Decimal(0))
    return LiftSummary(
        past=past, needed=round(needed, 2), gain=float(gain), changes=[_change(change) for change in changes]
    )


def _change(change: Change) -> ChangeSummary:
    return ChangeSummary(
        change=change.label, skill=change.skill, requirements=list(change.requirements), gain=round(change.gain, 2)
    )


def _contribution(contribution: Contribution, necessities: Mapping[str, str]) -> ContributionSummary:
    points, possible = _hundredths(contribution.points), _hundredths(contribution.possible)
    return ContributionSummary(
        requirement=contribution.requirement,
        label=contribution.label,
        component=contribution.component,
        necessity=necessities.get(contribution.requirement, "") if is_requirement(contribution.component) else "",
        points=float(points),
        possible=float(possible),
        missing=float(possible - points),
        status=contribution.status,
        explanation=contribution.explanation,
        total=contribution.total,
        supported=contribution.supported,
        evidence=[_evidence(evidence) for evidence in contribution.evidence],
        terms=_terms(contribution.terms, points, possible),
    )


def _terms(terms: tuple[TermShare, ...], points: Decimal, possible: Decimal) -> list[TermSummary]:
    """Return the terms, and a nameless one for rounding and for the terms left out, so that they add up too."""
    if not terms:
        return []
    shown = [
        TermSummary(
            term=t.term, word=t.word, points=float(_hundredths(t.points)), possible=float(_hundredths(t.possible))
        )
        for t in terms
    ]
    rest = points - sum((_hundredths(t["points"]) for t in shown), Decimal(0))
    rest_possible = possible - sum((_hundredths(t["possible"]) for t in shown), Decimal(0))
    if rest or rest_possible:
        shown.append(TermSummary(term="", word="", points=float(rest), possible=float(rest_possible)))
    return shown


def _evidence(evidence: Evidence) -> EvidenceSummary:
    return EvidenceSummary(
        skill=evidence.skill,
        surface_form=evidence.surface_form,
        start=evidence.start,
        end=evidence.end,
        page=evidence.page,
        section=evidence.section,
        quote=evidence.quote,
        mark=_mark(evidence.surface_form, evidence.quote),
        strength=round(evidence.strength, 4),
        months=evidence.months,
        note=evidence.note,
        unsupported=evidence.unsupported,
    )


def _mark(surface_form: str, quote: str) -> list[int] | None:
    r"""Return the offsets of the surface form in the quote: as a whole word if possible, nearest to the middle.

    >>> _mark("Go", "Good services in Go")
    [17, 19]
    >>> _mark("Visual\n Basic", "wrote Visual Basic forms")
    [6, 18]
    """
    words = surface_form.split()
    if not words:
        return None
    pattern = r"\s+".join(map(re.escape, words))
    found = list(re.finditer(rf"(?<!\w){pattern}(?!\w)", quote)) or list(re.finditer(pattern, quote))
    if not found:
        return None
    best = min(found, key=lambda m: (abs(m.start() + m.end() - len(quote)), m.start()))
    return [best.start(), best.end()]


def _skill(skill: ResumeSkill, names: Mapping[str, str]) -> SkillSummary:
    return SkillSummary(
        id=skill.skill,
        name=skill.name,
        kind=skill.kind,
        standing=_standing(skill),
        months=skill.months,
        mentions_at_work=skill.mentions_at_work,
        last_used=str(skill.last_used) if skill.last_used else None,
        current=skill.current,
        implied_by=names.get(skill.implied_by, skill.implied_by),
        implied_through=_mention(skill.implied_through) if skill.implied_through else None,
        shown=skill.support,
        settings=list(skill.settings),
        level=skill.level,
        years=skill.years,
        remarks=sorted({m.remark for m in skill.claims if m.remark}),
        mentions=[_mention(mention) for mention in skill.mentions],
    )


def _standing(skill: ResumeSkill) -> SkillStanding:
    visible = [m for m in skill.mentions if m.visible]
    claimed = [m for m in visible if m.assertion == "claimed"]
    if claimed:
        return "dated" if skill.months else "named"
    if skill.implied_by:
        return "implied"
    for assertion in ("aspired", "negated", "attributed"):
        if any(m.assertion == assertion for m in visible):
            return assertion
    return "invisible" if skill.mentions else "implied"


def _mention(mention: Mention) -> MentionSummary:
    return _fields(mention, MentionSummary)


def _fields(item: object, summary: type[Summary]) -> Summary:
    """Return a summary whose fields are those of an item, under the same names; tuples become lists."""
    values = {name: getattr(item, name) for name in summary.__annotations__}
    return summary(**{name: list(value) if isinstance(value, tuple) else value for name, value in values.items()})


def _profile(profile: RequirementProfile) -> ProfileSummary:
    return ProfileSummary(
        id=profile.id,
        label=profile.label,
        version=profile.version,
        sha256=profile.sha256,
        text=profile.text,
        tfidf_weight=profile.tfidf_weight,
        requirements=[_requirement(requirement) for requirement in profile.requirements],
        bands=[_fields(band, BandSummary) for band in profile.bands],
    )


def _requirement(requirement: Requirement) -> RequirementSummary:
    return RequirementSummary(
        id=requirement.id,
        label=requirement.label,
        weight=requirement.weight,
        necessity=requirement.necessity,
        meaning=requirement.meaning,
        reason=requirement.reason,
        source=requirement.source,
        enough=requirement.enough,
        together=list(requirement.together),
        any_of=[_fields(satisfier, SatisfierSummary) for satisfier in requirement.any_of],
        phrases=list(requirement.phrases),
    )


def _add_lines(lines: dict[tuple[str, str], LineSummary], candidate: CandidateSummary) -> None:
    """Add a candidate's lines to those of the candidates before it."""
    for c in candidate["contributions"]:
        line = lines.setdefault(
            (c["component"], c["requirement"]),
            LineSummary(
                key="",
                requirement=c["requirement"],
                component=c["component"],
                label=c["label"],
                necessity=c["necessity"],
                possible=c["possible"],
            ),
        )
        line["possible"] = max(line["possible"], c["possible"])


def _lines(
    profile: RequirementProfile, of_candidates: Mapping[tuple[str, str], LineSummary], of_tail: Iterable[LedgerLine]
) -> list[LineSummary]:
    """Return the union of the candidates' lines: the profile's requirements in its order, then the others."""
    necessities = _necessities(profile)
    lines: dict[tuple[str, str], LineSummary] = {
        (line.component, line.requirement): LineSummary(
            key="",
            requirement=line.requirement,
            component=line.component,
            label=line.label,
            necessity=necessities.get(line.requirement, "") if is_requirement(line.component) else "",
            possible=line.possible,
        )
        for line in of_tail
    }
    for key, line in of_candidates.items():
        known = lines.setdefault(key, line)
        known["possible"] = max(known["possible"], line["possible"])
    order = [requirement.id for requirement in profile.requirements]
    sorted_lines = sorted(
        lines.values(),
        key=lambda line: (
            component_order(line["component"]),
            order.index(line["requirement"]) if line["requirement"] in order else len(order),
        ),
    )
    taken: set[str] = set()
    for line in sorted_lines:
        taken_already = line["requirement"] in taken
        line["key"] = f"{line['requirement']}_{line['component']}" if taken_already else line["requirement"]
        taken.add(line["key"])
    return sorted_lines
