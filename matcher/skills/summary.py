"""Summarise the mentions of each skill in a résumé: the months of the jobs that name it, implied skills."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, get_args

from matcher.core.resume import Month, Resume, Setting
from matcher.core.skills import JobMentions, Mention, ResumeSkill, Skill
from matcher.skills.job_mentions import JobMentionCounter
from matcher.skills.taxonomy import KINDS, Taxonomy

__all__ = ["summarize_skills"]

_SETTINGS: tuple[Setting, ...] = get_args(Setting)


def summarize_skills(mentions: Sequence[Mention], resume: Resume, taxonomy: Taxonomy) -> tuple[ResumeSkill, ...]:
    """Summarise each skill once, ordered by kind, then months, then name; implied skills last within their kind.

    Args:
        mentions: all mentions of the résumé.
        resume: the visible document with its positions, which ``Mention.position`` indexes.
        taxonomy: gives labels, kinds and implications.

    Returns:
        The skills named in the résumé, and those that a claimed skill implies and the résumé neither claims nor denies.
        An implied skill holds the mention that implies it.

    >>> from matcher.core.document import Block, Document
    >>> from matcher.core.resume import Position
    >>> from matcher.skills.taxonomy import load_taxonomy
    >>> text = "Developer, 2020 - 2021: a shop in Django"
    >>> document = Document("cv.txt", text, (Block(0, 40, 1),), "text/plain", "0" * 64, pages=1)
    >>> resume = Resume(document, (), (Position(0, 40, Month(2020, 1), Month(2021, 12)),))
    >>> skills = summarize_skills([Mention("django", "Django", 34, 40, position=0)], resume, load_taxonomy())
    >>> [(s.name, s.months, s.implied_by) for s in skills]
    [('Python', 24, 'django'), ('Django', 24, '')]
    >>> skills[0].implied_through.surface_form, skills[1].mentions_at_work
    ('Django', 1)
    """
    by_skill: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_skill.setdefault(mention.skill, []).append(mention)
    jobs = _Jobs(resume)
    summaries = {skill_id: _summary(taxonomy[skill_id], tuple(group), jobs) for skill_id, group in by_skill.items()}
    implying: dict[str, list[ResumeSkill]] = {}
    for base in list(summaries.values()):
        for skill in taxonomy.implied(base.skill) if base.claimed else ():
            known = summaries.get(skill.id)
            if known is None or not (known.claimed or known.denied):
                implying.setdefault(skill.id, []).append(base)
    for skill_id, bases in implying.items():
        own = tuple(by_skill.get(skill_id, ()))
        summaries[skill_id] = _implied(taxonomy[skill_id], own, bases, jobs)
    order = {kind: n for n, kind in enumerate(KINDS)}
    return tuple(
        sorted(
            summaries.values(), key=lambda s: (order[s.kind], bool(s.implied_by), -s.months, s.name.casefold(), s.skill)
        )
    )


def _summary(skill: Skill, mentions: tuple[Mention, ...], jobs: _Jobs) -> ResumeSkill:
    used = jobs.use_of([m for m in mentions if m.assertion == "claimed" and m.visible])
    return ResumeSkill(
        skill.id, skill.label, skill.kind, used.months, used.last, used.current, mentions, jobs=used.jobs
    )  # fmt: skip


def _implied(skill: Skill, mentions: tuple[Mention, ...], bases: Sequence[ResumeSkill], jobs: _Jobs) -> ResumeSkill:
    """Summarise a skill that claimed ones imply: its months are those of any of them, each counted once."""
    used = jobs.use_of([m for base in bases for m in base.claims])
    best = min(bases, key=lambda b: (-b.months, _SETTINGS.index(b.settings[0]), b.skill))
    through = min(best.claims, key=lambda m: (_SETTINGS.index(m.setting), m.start))
    return ResumeSkill(
        skill.id, skill.label, skill.kind, used.months, used.last, used.current, mentions, best.skill, through,
        used.jobs,
    )  # fmt: skip


class _Use(NamedTuple):
    """What the jobs that name a skill say of it: their months (each counted once), the last, and if one is current."""

    months: int
    last: Month | None
    current: bool
    jobs: tuple[JobMentions, ...]


class _Jobs:
    """The positions of one résumé, with the mentions in them."""

    def __init__(self, resume: Resume) -> None:
        self._positions = resume.positions
        self._counter = JobMentionCounter(resume.document.text, resume.positions)

    def use_of(self, claims: Sequence[Mention]) -> _Use:
        """Return what the positions of the claims say."""
        naming = self._counter.count(claims)
        jobs = [self._positions[job.position] for job in naming]
        months = {month for job in jobs for month in range(job.first.index, job.last.index + 1)}
        last = Month.from_index(max(months)) if months else None
        return _Use(len(months), last, any(job.current for job in jobs), naming)
