"""How strong evidence is: by place, months, recency and title."""

from dataclasses import replace

import pytest

from matcher.core.resume import Month, Position, SectionKind
from matcher.core.skills import Mention, ResumeSkill
from matcher.scoring.evidence_strength import Tenures, location_strength, skill_basis, together_strength

NOW = Month(2026, 11)


def skill(section: SectionKind, months: int = 0, last: Month | None = None, position: int | None = None) -> ResumeSkill:
    mention = Mention("go", "Go", 0, 2, section=section, position=position)
    return ResumeSkill("go", "Go", "language", months, last, False, (mention,))


def strength(summary: ResumeSkill, positions: tuple[Position, ...] = (), relevance: tuple[float, ...] = ()) -> float:
    return Tenures(positions, NOW).strength(skill_basis(summary, positions, relevance))


def job(first: Month, last: Month) -> Position:
    return Position(0, 10, first, last)


def test_dated_work_beats_a_list_and_months_and_recency_add() -> None:
    old = (job(Month(2004, 1), Month(2005, 12)),)
    recent = (job(Month(2024, 1), Month(2025, 12)),)
    ladder = [
        strength(skill("skills")),
        strength(skill("projects")),
        strength(skill("experience")),
        strength(skill("experience", 24, Month(2005, 12), 0), old),
        strength(skill("experience", 24, Month(2025, 12), 0), recent),
        strength(skill("experience", 60, Month(2025, 12), 0), (job(Month(2021, 1), Month(2025, 12)),)),
    ]
    assert ladder == sorted(ladder)
    assert len(set(ladder)) == len(ladder)
    assert ladder[-1] <= 1.0


def test_work_under_another_trades_title_counts_less() -> None:
    jobs = (job(Month(2020, 1), Month(2025, 12)), job(Month(2020, 1), Month(2025, 12)))
    listed = strength(skill("skills"))
    foreign = strength(skill("experience", 72, Month(2025, 12), 0), jobs, (0.3, 1.0))
    own = strength(skill("experience", 72, Month(2025, 12), 1), jobs, (0.3, 1.0))
    assert listed < foreign < own


def test_many_years_under_another_trades_title_stay_below_a_few_under_the_own() -> None:
    jobs = (job(Month(2005, 1), Month(2026, 11)), job(Month(2025, 1), Month(2026, 11)))
    foreign = strength(skill("experience", position=0), jobs, (0.3, 1.0))
    own = strength(skill("experience", position=1), jobs, (0.3, 1.0))
    assert foreign < 0.6 < own


def test_a_second_job_of_another_trade_takes_nothing_away() -> None:
    jobs = (job(Month(2015, 1), Month(2020, 12)), job(Month(2021, 1), Month(2026, 11)))
    own = Mention("go", "Go", 0, 2, section="experience", position=0)
    other = Mention("go", "Go", 20, 22, section="experience", position=1)
    one = ResumeSkill("go", "Go", "language", 0, None, False, (own,))
    both = ResumeSkill("go", "Go", "language", 0, None, False, (own, other))
    relevance = (1.0, 0.2)
    assert strength(one, jobs, relevance) <= strength(both, jobs, relevance)


@pytest.mark.parametrize(
    ("worths", "relevance", "best"),
    [
        ([{0: 1.0}, {0: 1.0}, {0: 1.0}], [1.0, 1.0], 0),
        ([{0: 1.0, 1: 1.0}, {1: 0.9}, {0: 0.4, 1: 0.8}], [1.0, 1.0], 1),
        ([{0: 1.0, 1: 0.9}, {0: 1.0, 1: 0.9}], [0.2, 1.0], 1),
        # Near-misses: never in the same job; in none at all; under a title that counts nothing.
        ([{0: 1.0}, {1: 1.0}], [1.0, 1.0], None),
        ([{}, {0: 1.0}], [1.0, 1.0], None),
        ([{0: 1.0}, {0: 1.0}], [0.0, 1.0], None),
    ],
)
def test_technologies_side_by_side_in_one_job(
    worths: list[dict[int, float]], relevance: list[float], best: int | None
) -> None:
    jobs = (job(Month(2015, 1), Month(2020, 12)), job(Month(2021, 1), Month(2022, 6)))
    strength, index, note = together_strength(worths, jobs, NOW, relevance)
    assert index == best
    assert (strength > 0) == (best is not None) == bool(note)


def test_longer_and_later_work_together_shows_more() -> None:
    short, long, old = (
        job(Month(2026, 1), Month(2026, 6)),
        job(Month(2020, 1), Month(2026, 6)),
        job(Month(2000, 1), Month(2006, 6)),
    )
    strengths = [together_strength([{0: 1.0}, {0: 1.0}], [j], NOW)[0] for j in (old, short, long)]
    assert strengths[0] < strengths[2]
    assert strengths[1] < strengths[2] < location_strength("experience", long)[0]


def test_a_basic_level_bounds_its_own_mention_only() -> None:
    jobs = (job(Month(2020, 1), Month(2025, 12)),)
    plain = Mention("go", "Go", 0, 2, section="experience", position=0)
    basic, expert = replace(plain, level="basic"), replace(plain, level="expert")

    def worth(*mentions: Mention) -> float:
        return strength(ResumeSkill("go", "Go", "language", 72, Month(2025, 12), False, mentions), jobs)

    assert 0.7 < worth(basic) / worth(plain) < 1
    assert worth(expert) == worth(plain) == worth(basic, plain)
    rated = skill_basis(ResumeSkill("go", "Go", "language", 72, None, False, (basic,)), jobs)
    note = Tenures(jobs, NOW).note(rated)
    assert note.startswith("in dated work, rated as basic")


def test_a_denied_or_hidden_mention_is_no_evidence() -> None:
    denied = Mention("go", "Go", 0, 2, section="experience", assertion="negated")
    hidden = Mention("go", "Go", 0, 2, section="experience", visible=False)
    summary = ResumeSkill("go", "Go", "language", 0, None, False, (denied, hidden))
    assert skill_basis(summary, ()) == (0.0, None, "", frozenset())
    assert strength(summary) == 0.0
