"""Bound what an assessment lists, once its points are computed: a text can name a skill in every line.

The limits decide how large a run's reports and its memory become, and nothing else: every mention has counted before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from matcher.core.document import DocumentWarning
from matcher.core.ledger import Assessment
from matcher.core.skills import JobMentions, Mention, ResumeSkill

__all__ = ["bounded"]

MOST_MENTIONS: Final = 500
"""Most mentions listed of one candidate. The most in 122 honest résumés are 454; a thousand candidates with as many
take 200 MB; measure the first process again after touching it (``benchmarks/RESULTS.md``)."""

MOST_ENTRIES: Final = 200
"""Most positions listed, and as many entries without dates. The most in those résumés are 59."""


def bounded(assessment: Assessment) -> Assessment:
    """Return an assessment that lists no more than the limits, with a warning that says what is left out.

    Of each skill the mentions are kept that tell something new (another setting, level, claim or denial), then the
    first ones; skills with few mentions keep all of them.

    >>> mentions = tuple(Mention("go", "Go", at, at + 2) for at in range(0, 9_000, 3))
    >>> skill = ResumeSkill("go", "Go", "language", 0, None, False, mentions)
    >>> short = bounded(Assessment("cv.txt", "", (), (skill,)))
    >>> len(short.skills[0].mentions), short.warnings[0].message
    (500, 'only 500 of 3,000 mentions of skills are listed; all of them counted')
    """
    warnings = list(assessment.warnings)
    skills = assessment.skills
    count = sum(len(skill.mentions) for skill in skills)
    if count > MOST_MENTIONS:
        most = _most_of_a_skill([len(skill.mentions) for skill in skills])
        skills = tuple(replace(skill, mentions=_most_telling(skill, most)) for skill in skills)
        left = sum(len(skill.mentions) for skill in skills)
        warnings.append(_warning(left, count, "mentions of skills"))
    if any(len(skill.jobs) > MOST_ENTRIES for skill in skills):
        skills = tuple(_with_few_jobs(skill) for skill in skills)
    if len(assessment.positions) > MOST_ENTRIES:
        skills = tuple(replace(skill, mentions=tuple(map(_without_lost_position, skill.mentions))) for skill in skills)
    for entries, what in ((assessment.positions, "positions"), (assessment.undated, "entries without dates")):
        if len(entries) > MOST_ENTRIES:
            warnings.append(_warning(MOST_ENTRIES, len(entries), what))
    return replace(
        assessment,
        skills=skills,
        positions=assessment.positions[:MOST_ENTRIES],
        work=assessment.work[:MOST_ENTRIES],
        undated=assessment.undated[:MOST_ENTRIES],
        warnings=tuple(warnings),
    )


def _warning(left: int, count: int, what: str) -> DocumentWarning:
    return DocumentWarning("shortened", f"only {left:,} of {count:,} {what} are listed; all of them counted")


def _most_of_a_skill(counts: Sequence[int]) -> int:
    """Return the largest number of mentions that every skill may keep, at least one.

    >>> _most_of_a_skill([1, 1000, 2]), _most_of_a_skill([1] * 1000)
    (497, 1)
    """
    left = MOST_MENTIONS
    ordered = sorted(counts)
    for index, count in enumerate(ordered):
        share = left // (len(ordered) - index)
        if count > share:
            return max(share, 1)
        left -= count
    return max(ordered, default=1)


def _most_telling(skill: ResumeSkill, most: int) -> tuple[Mention, ...]:
    if len(skill.mentions) <= most:
        return skill.mentions
    news: dict[object, int] = {}
    for index, mention in enumerate(skill.mentions):
        fact = (mention.assertion, mention.visible, mention.setting, mention.level, mention.remark)
        news.setdefault(fact, index)
    years = max(range(len(skill.mentions)), key=lambda index: skill.mentions[index].years or 0)
    kept = list(dict.fromkeys([years, *news.values()]))[:most]
    taken = set(kept)
    kept += [index for index in range(most + len(kept)) if index not in taken and index < len(skill.mentions)]
    return tuple(skill.mentions[index] for index in sorted(kept[:most]))


def _without_lost_position(mention: Mention) -> Mention:
    return mention if (mention.position or 0) < MOST_ENTRIES else replace(mention, position=None)


def _with_few_jobs(skill: ResumeSkill) -> ResumeSkill:
    """Return a skill whose jobs are one entry with as many mentions: only their number is reported."""
    jobs = (JobMentions(skill.jobs[0].position, skill.mentions_at_work),) if skill.jobs else ()
    return replace(skill, jobs=jobs)
