"""The ledger: exact sums, monotone, saturating."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.ledger import Assessment, Evidence
from matcher.core.profile import Requirement, RequirementProfile, Satisfier
from matcher.core.resume import Month, Position, SectionKind
from matcher.core.skills import Mention, ResumeSkill
from matcher.scoring.evidence_strength import place_strength, skill_strength, together_strength
from matcher.scoring.ledger import cap_unsupported, keyword_contribution, points_possible, tfidf_contribution

NOW = Month(2026, 11)
DB = Requirement("db", "Database", 10, "must", (Satisfier("mysql", 1.0),), enough=1.2)


def evidence(strength: float, start: int = 0) -> Evidence:
    return Evidence("MySQL", start, start + 5, 1, "experience", "MySQL", "MySQL", strength)


def skill(section: SectionKind, months: int = 0, last: Month | None = None, position: int | None = None) -> ResumeSkill:
    mention = Mention("go", "Go", 0, 2, section=section, position=position)
    return ResumeSkill("go", "Go", "language", months, last, False, (mention,))


def strength(summary: ResumeSkill, positions: tuple[Position, ...] = ()) -> float:
    return skill_strength(summary, positions, NOW)[0]


def job(first: Month, last: Month) -> Position:
    return Position(0, 10, first, last)


def test_shown_beats_listed_and_months_and_recency_add() -> None:
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


def test_work_under_a_foreign_title_bears_out_less() -> None:
    jobs = (job(Month(2020, 1), Month(2025, 12)), job(Month(2020, 1), Month(2025, 12)))
    listed = strength(skill("skills"))
    foreign = skill_strength(skill("experience", 72, Month(2025, 12), 0), jobs, NOW, [0.3, 1.0])[0]
    own = skill_strength(skill("experience", 72, Month(2025, 12), 1), jobs, NOW, [0.3, 1.0])[0]
    assert listed < foreign < own


def test_many_years_under_a_foreign_title_stay_below_a_few_under_the_own() -> None:
    jobs = (job(Month(2005, 1), Month(2026, 11)), job(Month(2025, 1), Month(2026, 11)))
    foreign = skill_strength(skill("experience", position=0), jobs, NOW, [0.3, 1.0])[0]
    own = skill_strength(skill("experience", position=1), jobs, NOW, [0.3, 1.0])[0]
    assert foreign < 0.6 < own


def test_a_job_of_another_trade_beside_ones_own_takes_nothing_away() -> None:
    jobs = (job(Month(2015, 1), Month(2020, 12)), job(Month(2021, 1), Month(2026, 11)))
    own = Mention("go", "Go", 0, 2, section="experience", position=0)
    other = Mention("go", "Go", 20, 22, section="experience", position=1)
    one = ResumeSkill("go", "Go", "language", 0, None, False, (own,))
    both = ResumeSkill("go", "Go", "language", 0, None, False, (own, other))
    relevance = [1.0, 0.2]
    assert skill_strength(one, jobs, NOW, relevance)[0] <= skill_strength(both, jobs, NOW, relevance)[0]


@pytest.mark.parametrize(
    ("shown", "relevance", "best"),
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
def test_what_stands_together_in_one_job(
    shown: list[dict[int, float]], relevance: list[float], best: int | None
) -> None:
    jobs = (job(Month(2015, 1), Month(2020, 12)), job(Month(2021, 1), Month(2022, 6)))
    strength, index, note = together_strength(shown, jobs, NOW, relevance)
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
    assert strengths[1] < strengths[2] < place_strength("experience", long)[0]


def test_a_basic_level_bounds_its_own_mention_only() -> None:
    jobs = (job(Month(2020, 1), Month(2025, 12)),)
    plain = Mention("go", "Go", 0, 2, section="experience", position=0)
    basic, expert = replace(plain, level="basic"), replace(plain, level="expert")

    def worth(*mentions: Mention) -> float:
        return strength(ResumeSkill("go", "Go", "language", 72, Month(2025, 12), False, mentions), jobs)

    assert 0.7 < worth(basic) / worth(plain) < 1
    assert worth(expert) == worth(plain) == worth(basic, plain)
    note = skill_strength(ResumeSkill("go", "Go", "language", 72, None, False, (basic,)), jobs, NOW)[2]
    assert note.startswith("in dated work, rated as basic")


def test_a_denied_or_hidden_mention_shows_nothing() -> None:
    denied = Mention("go", "Go", 0, 2, section="experience", assertion="negated")
    hidden = Mention("go", "Go", 0, 2, section="experience", visible=False)
    summary = ResumeSkill("go", "Go", "language", 0, None, False, (denied, hidden))
    assert skill_strength(summary, (), NOW) == (0.0, None, "")


def test_a_long_list_stays_below_one_technology_in_long_dated_work() -> None:
    listed, _ = place_strength("skills", None)
    many = keyword_contribution(DB, [evidence(listed, n) for n in range(200)], 20.0)
    one = keyword_contribution(DB, [evidence(0.95)], 20.0)
    assert many.points < one.points


@given(st.lists(st.floats(0, 1), max_size=30), st.floats(0, 1))
def test_more_evidence_never_lowers_a_line(strengths: list[float], more: float) -> None:
    before = keyword_contribution(DB, [evidence(s, n) for n, s in enumerate(strengths)], 20.0)
    after = keyword_contribution(DB, [evidence(s, n) for n, s in enumerate([*strengths, more])], 20.0)
    assert 0 <= before.points <= after.points <= 20.0


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=20), st.floats(0, 50))
def test_possible_points_add_up_to_exactly_100(weights: list[float], tfidf: float) -> None:
    requirements = tuple(Requirement(str(n), "", w, "must", (Satisfier("go", 1),)) for n, w in enumerate(weights))
    possible, text = points_possible(RequirementProfile("x", "X", "", requirements, tfidf_weight=tfidf))
    assert sum((Decimal(str(v)) for v in possible.values()), Decimal(str(text))) == Decimal(100)


@given(st.lists(st.floats(0, 1), max_size=12))
def test_the_ledger_sums_to_the_score_exactly(strengths: list[float]) -> None:
    lines = tuple(keyword_contribution(DB, [evidence(s)], 7.69) for s in strengths)
    assessment = Assessment("cv", "0" * 64, lines)
    assert Decimal(str(assessment.score)) == sum((Decimal(str(c.points)) for c in lines), Decimal(0))


def unsupported(strength: float, start: int = 0) -> Evidence:
    return replace(evidence(strength, start), unsupported=True)


def test_bare_words_earn_little_however_many_there_are() -> None:
    requirements = [replace(DB, id=str(n)) for n in range(5)]
    lines = [keyword_contribution(r, [unsupported(0.35, n) for n in range(50)], 20.0) for r in requirements]
    capped = cap_unsupported(lines, requirements)
    assert sum((Decimal(str(c.points)) for c in capped), Decimal(0)) == Decimal(15)
    assert max(c.points for c in capped) - min(c.points for c in capped) <= 0.01
    assert all("since all such words together may earn 15" in c.explanation for c in capped)


def test_what_is_borne_out_is_not_capped() -> None:
    shown = keyword_contribution(DB, [evidence(0.9)], 60.0)
    both = keyword_contribution(DB, [evidence(0.9), unsupported(0.35, 9)], 60.0)
    assert cap_unsupported([shown], [DB]) == (shown,)
    assert cap_unsupported([both], [DB]) == (both,)  # the list adds less than the cap
    tfidf = tfidf_contribution(0.5, [("database", 0.5, 1.0)], 40.0)
    assert cap_unsupported([shown, tfidf], [DB]) == (shown, tfidf)


@given(st.lists(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=6), min_size=1, max_size=6), st.data())
def test_more_evidence_never_lowers_a_capped_ledger(given: list[list[tuple[float, bool]]], data: st.DataObject) -> None:
    requirements = [replace(DB, id=str(n)) for n in range(len(given))]

    def total(strengths: list[list[tuple[float, bool]]]) -> Decimal:
        lines = [
            keyword_contribution(r, [replace(evidence(s, n), unsupported=b) for n, (s, b) in enumerate(row)], 30.0)
            for r, row in zip(requirements, strengths, strict=True)
        ]
        return sum((Decimal(str(c.points)) for c in cap_unsupported(lines, requirements)), Decimal(0))

    at = data.draw(st.integers(0, len(given) - 1))
    more = data.draw(st.tuples(st.floats(0, 1), st.booleans()))
    added = [[*row, more] if n == at else row for n, row in enumerate(given)]
    assert total(added) >= total(given)


@pytest.mark.parametrize(("unreadable", "status"), [(False, "not found"), (True, "unreadable")])
def test_nothing_found(unreadable: bool, status: str) -> None:
    line = keyword_contribution(DB, [], 20.0, unreadable=unreadable)
    assert (line.points, line.status) == (0.0, status)


def test_tfidf_line_is_its_terms() -> None:
    line = tfidf_contribution(0.5, [("database", 0.3, 0.4), ("server", 0.2, 0.6)], 10.0)
    assert line.points == pytest.approx(sum(t.points for t in line.terms))
    assert line.possible == pytest.approx(sum(t.possible for t in line.terms))


def test_the_explanation_adds_up() -> None:
    line = keyword_contribution(DB, [evidence(0.9), evidence(0.6, 9)], 20.0)
    assert "0.90" in line.explanation
    assert "0.60 × 0.35" in line.explanation
    assert "= 1.11 of the 1.2 that is enough" in line.explanation
