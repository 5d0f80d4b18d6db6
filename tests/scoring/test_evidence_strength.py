"""How strong evidence is: by place, months, recency and title."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.resume import Month, Position, SectionKind
from matcher.core.skills import JobMentions, Mention, ResumeSkill
from matcher.scoring.evidence_strength import Tenures, location_strength, skill_basis, tenure_reward, together_strength

NOW = Month(2026, 11)


def skill(section: SectionKind, months: int = 0, last: Month | None = None, position: int | None = None) -> ResumeSkill:
    mention = Mention("go", "Go", 0, 2, section=section, position=position)
    jobs = () if position is None else (JobMentions(position, 1, in_stack=True),)
    return ResumeSkill("go", "Go", "language", months, last, False, (mention,), jobs=jobs)


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
    naming = (JobMentions(0, 1, in_stack=True), JobMentions(1, 1, in_stack=True))
    one = ResumeSkill("go", "Go", "language", 0, None, False, (own,), jobs=naming[:1])
    both = ResumeSkill("go", "Go", "language", 0, None, False, (own, other), jobs=naming)
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
        naming = (JobMentions(0, len(mentions)),)
        return strength(ResumeSkill("go", "Go", "language", 72, Month(2025, 12), False, mentions, jobs=naming), jobs)

    assert 0.7 < worth(basic) / worth(plain) < 1
    assert worth(expert) == worth(plain) == worth(basic, plain)
    naming = (JobMentions(0, 1),)
    rated = skill_basis(ResumeSkill("go", "Go", "language", 72, None, False, (basic,), jobs=naming), jobs)
    note = Tenures(jobs, NOW).note(rated)
    assert note.startswith("in dated work, rated as basic")


def test_a_denied_or_hidden_mention_is_no_evidence() -> None:
    denied = Mention("go", "Go", 0, 2, section="experience", assertion="negated")
    hidden = Mention("go", "Go", 0, 2, section="experience", visible=False)
    summary = ResumeSkill("go", "Go", "language", 0, None, False, (denied, hidden))
    assert skill_basis(summary, ()) == (0.0, None, "", frozenset(), 0)
    assert strength(summary) == 0.0


def named(*jobs: JobMentions) -> ResumeSkill:
    mentions = tuple(Mention("go", "Go", 0, 2, section="experience", position=job.position) for job in jobs)
    return ResumeSkill("go", "Go", "language", 0, None, False, mentions, jobs=jobs)


LONG, SHORT = job(Month(2015, 1), Month(2023, 12)), job(Month(2022, 1), Month(2023, 12))


def test_one_sentence_in_a_long_job_counts_less_than_its_stack() -> None:
    once, thrice, stack, always = (
        strength(named(naming), (LONG,))
        for naming in (
            JobMentions(0, 1),
            JobMentions(0, 3, 3),
            JobMentions(0, 1, in_stack=True),
            JobMentions(0, 40, 40),
        )
    )
    assert strength(named(JobMentions(0, 1)), (SHORT,)) < once < thrice < stack == always


def test_repetition_adds_nothing_and_a_short_job_counts_in_full() -> None:
    assert strength(named(JobMentions(0, 1)), (LONG,)) == strength(named(JobMentions(0, 100, 1)), (LONG,))
    assert strength(named(JobMentions(0, 1)), (SHORT,)) == strength(named(JobMentions(0, 1, in_stack=True)), (SHORT,))


@pytest.mark.parametrize(
    ("naming", "jobs", "words"),
    [
        (JobMentions(0, 1), (LONG,), "named in jobs spanning 108 months to 2023-12 (1 mention, 36 months count)"),
        (JobMentions(0, 3, 2), (LONG,), "named in jobs spanning 108 months to 2023-12 (3 mentions, 48 months count)"),
        (JobMentions(0, 2, 2, True), (LONG,), "named in jobs spanning 108 months to 2023-12 (2 mentions)"),
        (JobMentions(0, 1), (SHORT,), "named in jobs spanning 24 months to 2023-12 (1 mention)"),
    ],
)
def test_a_note_says_how_many_months_count(naming: JobMentions, jobs: tuple[Position, ...], words: str) -> None:
    assert Tenures(jobs, NOW).note(skill_basis(named(naming), jobs)) == f"in dated work, {words}"


MONTHS = st.builds(Month, st.integers(2000, 2025), st.integers(1, 12))
JOBS = st.lists(st.tuples(MONTHS, MONTHS).map(sorted).map(lambda months: job(*months)), min_size=3, max_size=3)
NAMINGS = st.lists(st.builds(JobMentions, st.just(0), st.integers(1, 9), st.integers(1, 9), st.booleans()),
                   min_size=3, max_size=3)  # fmt: skip
RELEVANCE = st.lists(st.sampled_from([0.0, 0.2, 0.7, 1.0]), min_size=3, max_size=3)


@given(JOBS, NAMINGS, RELEVANCE, st.integers(0, 3), st.data())
def test_another_mention_never_lowers_a_strength(
    jobs: list[Position], namings: list[JobMentions], relevance: list[float], count: int, data: st.DataObject
) -> None:
    namings = [replace(naming, position=index) for index, naming in enumerate(namings)]
    before = namings[:count]
    changed = data.draw(st.integers(0, 2))
    more = replace(namings[changed], mentions=namings[changed].mentions + 1, sentences=namings[changed].sentences + 1)
    if data.draw(st.booleans()):
        more = replace(more, in_stack=True)
    after = [*before[:changed], more, *before[changed + 1 :]] if changed < count else [*before, more]
    assert strength(named(*after), tuple(jobs), tuple(relevance)) >= strength(
        named(*before), tuple(jobs), tuple(relevance)
    )


@given(JOBS, st.sampled_from([0.1, 0.3, 0.7, 1.0]))
def test_months_of_equally_relevant_jobs_count_once(jobs: list[Position], relevance: float) -> None:
    summary = named(*(JobMentions(index, 1, in_stack=True) for index in range(3)))
    found = strength(summary, tuple(jobs), (relevance,) * 3)
    months = {month: relevance for one in jobs for month in range(one.first.index, one.last.index + 1)}
    floor, ceiling = (location_strength("experience", jobs[0], relevance)[0], 0.35 + relevance * 0.65)
    assert found == max(floor, floor + (ceiling - floor) * tenure_reward(months, NOW))
