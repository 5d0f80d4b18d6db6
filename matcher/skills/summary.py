"""Summarise the mentions of each skill in a résumé: the months of the jobs that name it, implied skills."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from matcher.core.resume import MONTHS_OF_USE, Month, Position, Setting
from matcher.core.skills import Mention, ResumeSkill, Skill
from matcher.skills.taxonomy import KINDS, Taxonomy

__all__ = ["summarize_skills"]

_SETTINGS: tuple[Setting, ...] = get_args(Setting)


def summarize_skills(
    mentions: Sequence[Mention], positions: Sequence[Position], taxonomy: Taxonomy
) -> tuple[ResumeSkill, ...]:
    """Summarise each skill once, ordered by kind, then months, then name; implied skills last within their kind.

    Args:
        mentions: all mentions of one résumé.
        positions: the résumé's positions, which ``Mention.position`` indexes.
        taxonomy: gives labels, kinds and implications.

    Returns:
        The skills named in the résumé, and those that a claimed skill implies and the résumé neither claims nor denies.
        An implied skill holds the mention that implies it.

    >>> from matcher.skills.taxonomy import load_taxonomy
    >>> job = Position(0, 40, Month(2020, 1), Month(2021, 12))
    >>> skills = summarize_skills([Mention("django", "Django", 10, 16, position=0)], [job], load_taxonomy())
    >>> [(s.name, s.months, s.implied_by) for s in skills]
    [('Python', 24, 'django'), ('Django', 24, '')]
    >>> skills[0].implied_through.surface_form, skills[1].mentions_at_work
    ('Django', 1)
    """
    by_skill: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_skill.setdefault(mention.skill, []).append(mention)
    summaries = {
        skill_id: _summary(taxonomy[skill_id], tuple(group), positions) for skill_id, group in by_skill.items()
    }
    implying: dict[str, list[ResumeSkill]] = {}
    for base in list(summaries.values()):
        for skill in taxonomy.implied(base.skill) if base.claimed else ():
            known = summaries.get(skill.id)
            if known is None or not (known.claimed or known.denied):
                implying.setdefault(skill.id, []).append(base)
    for skill_id, bases in implying.items():
        own = tuple(by_skill.get(skill_id, ()))
        summaries[skill_id] = _implied(taxonomy[skill_id], own, bases, positions)
    order = {kind: n for n, kind in enumerate(KINDS)}
    return tuple(
        sorted(
            summaries.values(), key=lambda s: (order[s.kind], bool(s.implied_by), -s.months, s.name.casefold(), s.skill)
        )
    )


def _summary(skill: Skill, mentions: tuple[Mention, ...], positions: Sequence[Position]) -> ResumeSkill:
    claims = [m for m in mentions if m.assertion == "claimed" and m.visible]
    months, last, current, at_work = _worked(claims, positions)
    return ResumeSkill(skill.id, skill.label, skill.kind, months, last, current, mentions, mentions_at_work=at_work)


def _implied(
    skill: Skill, mentions: tuple[Mention, ...], bases: Sequence[ResumeSkill], positions: Sequence[Position]
) -> ResumeSkill:
    """Summarise a skill that claimed ones imply: its months are those of any of them, each counted once."""
    months, last, current, at_work = _worked([m for base in bases for m in base.claims], positions)
    best = min(bases, key=lambda b: (-b.months, _SETTINGS.index(b.settings[0]), b.skill))
    through = min(best.claims, key=lambda m: (_SETTINGS.index(m.setting), m.start))
    return ResumeSkill(
        skill.id, skill.label, skill.kind, months, last, current, mentions, best.skill, through, at_work
    )  # fmt: skip


def _worked(claims: Sequence[Mention], positions: Sequence[Position]) -> tuple[int, Month | None, bool, int]:
    """Return what the claims' positions say.

    Returns:
        Their months (each counted once), the last one, whether a position is current, and how many claims they hold.
    """
    at_work = [m.position for m in claims if m.position is not None and positions[m.position].kind in MONTHS_OF_USE]
    jobs = [positions[i] for i in sorted(set(at_work))]
    months = {month for job in jobs for month in range(job.first.index, job.last.index + 1)}
    last = Month.from_index(max(months)) if months else None
    return len(months), last, any(job.current for job in jobs), len(at_work)
