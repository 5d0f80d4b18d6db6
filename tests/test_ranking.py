"""Order is total, ties share a rank, bands hold the rank."""

from hypothesis import given
from hypothesis import strategies as st

from matcher.ranking import rank_assessments, stability
from matcher.types import Assessment, Change, Contribution, FitBand


def one(name: str, *points: float) -> Assessment:
    lines = tuple(Contribution(str(n), "", "keyword", p, 50.0, "met") for n, p in enumerate(points))
    return Assessment(name, "0" * 64, lines)


def test_ties_share_a_rank_and_the_next_rank_is_skipped() -> None:
    ranked = rank_assessments([one("d", 1.0, 1.0), one("b", 5.0, 5.0), one("a", 5.0, 5.0), one("c", 9.0, 9.0)])
    assert [(c.rank, c.assessment.document) for c in ranked] == [(1, "c"), (2, "a"), (2, "b"), (4, "d")]


def test_a_close_call_has_a_band_and_a_clear_one_has_none() -> None:
    ranked = rank_assessments([one("a", 30.0, 10.0), one("b", 10.0, 29.0), one("c", 1.0, 1.0)])
    assert [(c.rank_low, c.rank_high) for c in ranked] == [(1, 2), (1, 2), (3, 3)]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=20), st.randoms())
def test_order_of_input_changes_nothing(points: list[tuple[int, int]], random: object) -> None:
    assessments = [one(f"{n:02}", *map(float, p)) for n, p in enumerate(points)]
    shuffled = list(assessments)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    ranked = rank_assessments(assessments)
    assert ranked == rank_assessments(shuffled)
    assert all(c.rank_low <= c.rank <= c.rank_high for c in ranked)
    scores = [c.assessment.score for c in ranked]
    assert scores == sorted(scores, reverse=True)


def test_those_who_cannot_be_told_apart_are_one_group() -> None:
    close = [one("a", 30.0, 10.0), one("b", 10.0, 29.5), one("c", 10.5, 28.5), one("d", 1.0, 1.0), one("e", 1.0, 0.9)]
    ranked = rank_assessments(close)
    assert [c.group for c in ranked] == [1, 1, 1, 4, 5]
    # "e" is behind "d" in every line, whatever the weights: they can be told apart.


def test_a_rank_that_hangs_on_the_date_has_a_band() -> None:
    def dated(name: str, now: float, earlier: float, later: float) -> Assessment:
        line = Contribution("a", "", "keyword", now, 100.0, "met")
        return Assessment(name, "0" * 64, (line,), points_at_other_dates=((earlier,), (later,)))

    fresh, stale = dated("fresh", 50.0, 10.0, 52.0), dated("stale", 40.0, 40.0, 40.0)
    assert [(c.rank_low, c.rank_high, c.group) for c in rank_assessments([fresh, stale])] == [(1, 2, 1), (1, 2, 1)]
    firm = dated("firm", 50.0, 49.0, 52.0)
    assert [(c.rank_low, c.rank_high, c.group) for c in rank_assessments([firm, stale])] == [(1, 1, 1), (2, 2, 2)]


def test_the_changes_that_would_lift_a_candidate() -> None:
    small, large = Change("small", "go", ("0",), 2.0), Change("large", "sql", ("1",), 9.0)
    first = one("a", 30.0, 10.0)
    second = Assessment("b", "0" * 64, one("b", 29.0, 9.5).contributions, changes=(large, small))
    third = Assessment("c", "0" * 64, one("c", 20.0, 9.0).contributions, changes=(large, small))
    fourth = Assessment("d", "0" * 64, one("d", 1.0, 1.0).contributions, changes=(large, small))
    bands = (FitBand("good", 38.55), FitBand("poor", 0.0))
    ranked = rank_assessments([first, second, third, fourth], bands)
    told = [([x.label for x in c.past_next], [x.label for x in c.next_band]) for c in ranked]
    assert told == [([], []), (["small"], ["small"]), (["large", "small"], ["large", "small"]), ([], [])]


def test_bands_of_nobody() -> None:
    assert stability([]) == []
