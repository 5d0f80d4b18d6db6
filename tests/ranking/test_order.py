"""Order is total, ties share a rank, bands hold the rank."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.core.ledger import Assessment, Change, Contribution
from matcher.core.profile import FitBand, Requirement, RequirementProfile
from matcher.ranking.order import rank_top
from matcher.ranking.rank_stability import rank_table
from tests.ranking.ranked_by_hand import candidate_table_of, rank_assessments


def one(name: str, *points: float) -> Assessment:
    lines = tuple(Contribution(str(n), "", "keyword", p, 50.0, "met") for n, p in enumerate(points))
    return Assessment(name, "0" * 64, lines)


def test_ties_share_a_rank_and_the_next_rank_is_skipped() -> None:
    ranked = rank_assessments([one("d", 1.0, 1.0), one("b", 5.0, 5.0), one("a", 5.0, 5.0), one("c", 9.0, 9.0)])
    assert [(c.rank, c.assessment.document) for c in ranked] == [(1, "c"), (2, "a"), (2, "b"), (4, "d")]


def test_a_close_call_has_a_band_and_a_clear_one_has_none() -> None:
    ranked = rank_assessments([one("a", 30.0, 10.0), one("b", 10.0, 29.0), one("c", 1.0, 1.0)])
    assert [(c.rank_best, c.rank_worst) for c in ranked] == [(1, 2), (1, 2), (3, 3)]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=20), st.randoms())
def test_order_of_input_changes_nothing(points: list[tuple[int, int]], random: object) -> None:
    assessments = [one(f"{n:02}", *map(float, p)) for n, p in enumerate(points)]
    shuffled = list(assessments)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    ranked = rank_assessments(assessments)
    assert ranked == rank_assessments(shuffled)
    assert all(c.rank_best <= c.rank <= c.rank_worst for c in ranked)
    scores = [c.assessment.score for c in ranked]
    assert scores == sorted(scores, reverse=True)


def test_candidates_too_close_to_call_are_one_group() -> None:
    close = [one("a", 30.0, 10.0), one("b", 10.0, 29.5), one("c", 10.5, 28.5), one("d", 1.0, 1.0), one("e", 1.0, 0.9)]
    ranked = rank_assessments(close)
    assert [c.group for c in ranked] == [1, 1, 1, 4, 5]
    # "e" is behind "d" in every line, whatever the weights: not too close to call.


def test_a_rank_that_depends_on_the_date_has_a_band() -> None:
    def dated(name: str, points: float) -> Assessment:
        return Assessment(name, "0" * 64, (Contribution("a", "", "keyword", points, 100.0, "met"),))

    other_dates = {"fresh": ((10.0,), (52.0,)), "firm": ((49.0,), (52.0,)), "stale": ((40.0,), (40.0,))}
    close = rank_assessments([dated("fresh", 50.0), dated("stale", 40.0)], other_dates=other_dates)
    assert [(c.rank_best, c.rank_worst, c.group) for c in close] == [(1, 2, 1), (1, 2, 1)]
    clear = rank_assessments([dated("firm", 50.0), dated("stale", 40.0)], other_dates=other_dates)
    assert [(c.rank_best, c.rank_worst, c.group) for c in clear] == [(1, 1, 1), (2, 2, 2)]


def test_the_changes_that_would_lift_a_candidate() -> None:
    small, large = Change("small", "go", ("0",), 2.0), Change("large", "sql", ("1",), 9.0)
    first = one("a", 30.0, 10.0)
    second = Assessment("b", "0" * 64, one("b", 29.0, 9.5).contributions, changes=(large, small))
    third = Assessment("c", "0" * 64, one("c", 20.0, 9.0).contributions, changes=(large, small))
    fourth = Assessment("d", "0" * 64, one("d", 1.0, 1.0).contributions, changes=(large, small))
    bands = (FitBand("good", 38.55), FitBand("poor", 0.0))
    ranked = rank_assessments([first, second, third, fourth], bands)
    changes = [([x.label for x in c.past_next], [x.label for x in c.next_band]) for c in ranked]
    assert changes == [([], []), (["small"], ["small"]), (["large", "small"], ["large", "small"]), ([], [])]


def test_no_candidates() -> None:
    assert rank_assessments([]) == ()


NEEDED = (Requirement("0", "Languages", 1.0, "must"), Requirement("1", "Security", 1.0, "should"))
BANDS = (FitBand("good", 40.0, every_must=True), FitBand("some", 20.0), FitBand("poor", 0.0))
ROLE = RequirementProfile("x", "X", "", NEEDED, bands=BANDS)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000)), min_size=1, max_size=30),
    st.data(),
)
def test_detailed_candidates_and_tail_are_the_ranking(points: list[tuple[int, int]], data: st.DataObject) -> None:
    assessments = [one(f"{n:02}", *(p / 100 for p in pair)) for n, pair in enumerate(points)]
    whole = rank_assessments(assessments, BANDS)
    table = candidate_table_of(assessments)
    count = data.draw(st.integers(0, len(points)))
    top, tail = rank_top([c.assessment for c in reversed(whole[:count])], table, rank_table(table), ROLE)
    assert top == whole[:count]
    below = whole[count:]
    if not below:
        assert tail is None
        return
    assert tail is not None
    assert [tail[i] for i in range(len(tail))] == list(tail)
    assert [(r.rank, r.rank_best, r.rank_worst, r.group, r.document, r.sha256, r.score) for r in tail] == [
        (c.rank, c.rank_best, c.rank_worst, c.group, c.assessment.document, c.assessment.sha256, c.assessment.score)
        for c in below
    ]
    assert [r.points for r in tail] == [tuple(x.points for x in c.assessment.contributions) for c in below]
    unmet = [c.assessment.contributions[0].points == 0 for c in below]
    assert [r.missing_musts for r in tail] == [("Languages",) if lacks else () for lacks in unmet]
    fits = [ROLE.band_of(c.assessment.score, every_must=not lacks) for c, lacks in zip(below, unmet, strict=True)]
    assert [r.fit for r in tail] == fits
    assert tail.fits == {band.label: fits.count(band.label) for band in BANDS}
    assert tail.scores == (below[-1].assessment.score, below[0].assessment.score)


def test_the_tail_has_the_facts() -> None:
    assessed = Assessment("b", "ab" * 32, one("b", 1.0, 0.0).contributions, months=41, pages=2, words=512)
    _, tail = rank_top([], table := candidate_table_of([assessed]), rank_table(table), ROLE)
    assert tail is not None
    assert (tail[0].facts, tail[0].sha256) == (
        {"months": 41, "pages": 2, "words": 512, "characters": 0, "languages": ()},
        "ab" * 32,
    )
    with pytest.raises(IndexError):
        tail[1]


@pytest.mark.parametrize("given_in", [[one("b", 1.0, 1.0)], [one("a", 5.0, 4.0)], [one("c", 5.0, 5.0)]])
def test_assessments_of_others_are_refused(given_in: list[Assessment]) -> None:
    table = candidate_table_of([one("a", 5.0, 5.0), one("b", 1.0, 1.0)])
    with pytest.raises(ValueError, match="not those of the best candidates"):
        rank_top(given_in, table, rank_table(table), ROLE)
