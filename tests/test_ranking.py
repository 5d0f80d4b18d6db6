"""Order is total, ties share a rank, bands hold the rank."""

from hypothesis import given
from hypothesis import strategies as st

from matcher.ranking import rank_assessments, stability_bands
from matcher.types import Assessment, Contribution


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


def test_bands_of_nobody() -> None:
    assert stability_bands([]) == []
