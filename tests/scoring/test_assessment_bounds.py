from __future__ import annotations

import pytest

from matcher.core.ledger import Assessment
from matcher.core.resume import Month, Position
from matcher.core.skills import JobMentions, Mention, ResumeSkill
from matcher.scoring.assessment_bounds import MOST_ENTRIES, MOST_MENTIONS, bounded


def skill(name, mentions, jobs=()):
    return ResumeSkill(name, name.title(), "language", 0, None, False, tuple(mentions), jobs=tuple(jobs))


def named(name, count, **more):
    return [Mention(name, name.title(), at, at + 2, **more) for at in range(count)]


def codes(assessment):
    return [warning.code for warning in assessment.warnings]


def test_an_ordinary_assessment_stays_as_it_is():
    skills = tuple(skill(f"s{n}", named(f"s{n}", 5)) for n in range(MOST_MENTIONS // 5))
    assessment = Assessment("cv.txt", "", (), skills)
    assert bounded(assessment) == assessment


def test_skills_with_few_mentions_keep_them_all():
    assessment = bounded(Assessment("cv.txt", "", (), (skill("go", named("go", 9_000)), skill("c", named("c", 7)))))
    assert [len(s.mentions) for s in assessment.skills] == [MOST_MENTIONS - 7, 7]
    assert codes(assessment) == ["shortened"]


def test_what_mentions_say_is_kept():
    last = [
        Mention("go", "Go", 9_001, 9_003, setting="dated work"),
        Mention("go", "Go", 9_004, 9_006, level="expert", years=9.0),
        Mention("go", "Go", 9_007, 9_009, assertion="negated"),
        Mention("go", "Go", 9_010, 9_012, visible=False),
    ]
    before = skill("go", named("go", 9_000) + last)
    (after,) = bounded(Assessment("cv.txt", "", (), (before,))).skills
    assert (after.settings, after.level, after.years, after.denied) == (
        before.settings, before.level, before.years, before.denied,
    )  # fmt: skip
    assert set(last) <= set(after.mentions)
    assert list(after.mentions) == sorted(after.mentions, key=lambda m: m.start)


@pytest.mark.parametrize("count", [MOST_ENTRIES, 5_000])
def test_many_positions(count):
    positions = tuple(Position(n, n + 1, Month(2000, 1), Month(2000, 2)) for n in range(count))
    jobs = [JobMentions(n, 2) for n in range(count)]
    assessment = bounded(
        Assessment("cv.txt", "", (), (skill("go", named("go", 1, position=count - 1), jobs),), positions=positions)
    )
    assert len(assessment.positions) == MOST_ENTRIES
    assert (assessment.skills[0].mentions[0].position or 0) < MOST_ENTRIES
    assert assessment.skills[0].mentions_at_work == 2 * count
    assert codes(assessment) == ["shortened"] * (count > MOST_ENTRIES)
