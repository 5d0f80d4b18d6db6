"""From single mentions to what a résumé says of each skill: months, last use, what is implied."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.skills.taxonomy import KINDS, Taxonomy
from matcher.types import Mention, Month, Position, Skill, SkillSummary

__all__ = ["summarize_skills"]

_WORK = ("experience", "projects")


def summarize_skills(
    mentions: Sequence[Mention], positions: Sequence[Position], taxonomy: Taxonomy
) -> tuple[SkillSummary, ...]:
    """One summary a skill, by kind, then months, then name; implied skills last within their kind.

    Args:
        mentions: all mentions of one résumé.
        positions: the résumé's positions, to which ``Mention.position`` points.
        taxonomy: for labels, kinds and implications.

    Returns:
        Skills named in the résumé, and those that a claimed one implies although the résumé does not name them.

    >>> from matcher.skills.taxonomy import load_taxonomy
    >>> job = Position(0, 40, Month(2020, 1), Month(2021, 12))
    >>> found = summarize_skills([Mention("django", "Django", 10, 16, position=0)], [job], load_taxonomy())
    >>> [(s.name, s.months, s.implied_by) for s in found]
    [('Python', 24, 'django'), ('Django', 24, '')]
    """
    by_skill: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_skill.setdefault(mention.skill, []).append(mention)
    summaries = {
        skill_id: _summary(taxonomy[skill_id], tuple(found), positions) for skill_id, found in by_skill.items()
    }
    for skill_id in list(by_skill):
        base = summaries[skill_id]
        if not base.claimed:
            continue
        for skill in taxonomy.implied(skill_id):
            known = summaries.get(skill.id)
            if known is None or (known.implied_by and known.months < base.months):
                summaries[skill.id] = SkillSummary(
                    skill.id, skill.label, skill.kind, base.months, base.last_used, base.current, (), skill_id
                )  # fmt: skip
    order = {kind: n for n, kind in enumerate(KINDS)}
    return tuple(
        sorted(
            summaries.values(), key=lambda s: (order[s.kind], bool(s.implied_by), -s.months, s.name.casefold(), s.skill)
        )
    )


def _summary(skill: Skill, mentions: tuple[Mention, ...], positions: Sequence[Position]) -> SkillSummary:
    used = sorted(
        {m.position for m in mentions if m.position is not None and m.assertion == "claimed" and m.visible},
    )
    worked = [positions[i] for i in used if positions[i].section in _WORK]
    months: set[int] = set()
    for position in worked:
        months.update(range(position.first.index, position.last.index + 1))
    last = Month.from_index(max(months)) if months else None
    return SkillSummary(
        skill.id, skill.label, skill.kind, len(months), last, any(p.current for p in worked), mentions
    )  # fmt: skip
