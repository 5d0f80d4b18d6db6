"""Check that ranks drawn by counting equal ranks drawn by sorting, for any block size."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.core.ledger import LedgerLine
from matcher.ranking import rank_stability
from matcher.ranking.candidate_table import CANDIDATE, CandidateTable, DocumentNames, RankOrder
from matcher.ranking.rank_stability import rank_table

ROOM = (4000, 2500, 1800, 1200, 500)
LINES = tuple(LedgerLine(str(n), "", "keyword", possible / 100) for n, possible in enumerate(ROOM))


def table(points: np.ndarray) -> CandidateTable:
    count = len(points)
    names = DocumentNames(f"{n:05}" for n in range(count))
    return CandidateTable(names, np.zeros(count, CANDIDATE.dtype), LINES[: points.shape[1]], points)


def by_sorting(given_in: CandidateTable) -> list[tuple[int, int, int, int]]:
    """Rank, best and worst rank and group by place, each draw sorted and each candidate compared by itself."""
    points = given_in.points[np.lexsort((np.arange(len(given_in)), -given_in.scores))]
    now = points[:, :, 0].sum(axis=1)
    ranks = [int((now > score).sum()) + 1 for score in now]
    possible = given_in.possible / 100
    factors = np.random.default_rng(20261123).uniform(0.8, 1.2, (200, len(possible)))
    scale = 100.0 / (factors @ possible)
    dates = points.shape[2]
    scores = np.empty((len(points), 200))
    for date in range(dates):
        scores[:, date::dates] = points[:, :, date] / 100 @ factors[date::dates].T * scale[date::dates]
    scores = np.rint(scores * 100)
    better = np.empty(scores.shape)
    for draw in range(200):
        column = np.sort(scores[:, draw])
        better[:, draw] = len(column) - np.searchsorted(column, scores[:, draw], side="right")
    low, high = np.percentile(better + 1, (5.0, 95.0), axis=1, method="nearest")
    firsts = [0]
    for index in range(1, len(points)):
        first = firsts[-1]
        firsts.append(index if np.mean(scores[first] > scores[index]) >= 0.95 else first)
    return [
        (rank, min(int(a), rank), max(int(b), rank), ranks[first])
        for rank, a, b, first in zip(ranks, low, high, firsts, strict=True)
    ]


def ranks_of(order: RankOrder) -> list[tuple[int, ...]]:
    return list(zip(*(c.tolist() for c in (order.rank, order.rank_best, order.rank_worst, order.group)), strict=True))


def drawn_table(seed: int, count: int, lines: int, dates: int, alike: float) -> CandidateTable:
    random = np.random.default_rng(seed)
    shares = random.uniform(0, 1, (count, lines, 1)) * alike + random.uniform(0, 1, (1, lines, 1)) * (1 - alike)
    drift = random.uniform(0.8, 1.0, (count, lines, dates))
    drift[:, :, 0] = 1
    room = np.array(ROOM[:lines])[:, None]
    return table((shares * drift * room).astype(np.int32))


@settings(deadline=None)
@given(
    st.integers(0, 10_000), st.integers(1, 300), st.sampled_from([2, 5]), st.sampled_from([1, 2, 3]),
    st.sampled_from([0.01, 0.1, 1.0]),
)  # fmt: skip
def test_counting_gives_the_ranks_of_sorting(seed: int, count: int, lines: int, dates: int, alike: float) -> None:
    given_in = drawn_table(seed, count, lines, dates, alike)
    assert ranks_of(rank_table(given_in)) == by_sorting(given_in)


@pytest.mark.parametrize("block", [1, 7, 64, 4096])
def test_blocks_change_nothing(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    given_in = drawn_table(3, 500, 5, 3, 0.3)
    expected = by_sorting(given_in)
    assert len({group for *_, group in expected}) > 5
    monkeypatch.setattr(rank_stability, "BLOCK", block)
    assert ranks_of(rank_table(given_in)) == expected


@pytest.mark.parametrize("kind", [np.int16, np.int32, np.int64])
def test_the_dtype_of_points_changes_nothing(kind: type) -> None:
    given_in = drawn_table(3, 200, 5, 3, 0.3)
    assert ranks_of(rank_table(table(given_in.points.astype(kind)))) == by_sorting(given_in)


def test_each_apart_from_the_one_before() -> None:
    ladder = table(np.arange(4000, 0, -4)[:, None, None] * np.ones((1, 1, 1), np.int32))
    assert ranks_of(rank_table(ladder)) == [(n, n, n, n) for n in range(1, 1001)]


@pytest.mark.parametrize("points", [[[[0]]], [[[4000]]], [[[4000]], [[4000]], [[0]]]])
def test_ends_of_the_scale(points: list[list[list[int]]]) -> None:
    given_in = table(np.array(points))
    assert ranks_of(rank_table(given_in)) == by_sorting(given_in)


def test_a_profile_without_lines_and_a_table_without_rows() -> None:
    assert ranks_of(rank_table(table(np.zeros((2, 0, 1), np.int32)))) == [(1, 1, 1, 1), (1, 1, 1, 1)]
    assert ranks_of(rank_table(table(np.zeros((0, 2, 3), np.int32)))) == []


def test_equal_scores_are_sorted_by_name() -> None:
    names = ["b", "a\udcff", "a\U0001f600", "aé", "Z", "a"]
    points = np.full((6, 1, 1), 1200)
    given_in = CandidateTable(DocumentNames(names), np.zeros(6, CANDIDATE.dtype), LINES[:1], points)
    assert [names[row] for row in rank_table(given_in).rows] == sorted(names)


def test_a_candidate_takes_300_bytes() -> None:
    names = DocumentNames(f"folder/candidate-{n:07}.pdf" for n in range(1000))
    assert sum(len(names.in_utf8(n)) for n in range(1000)) == 28_000
    points = np.zeros((1000, 15, 3), np.int32)
    given_in = CandidateTable(names, np.zeros(1000, CANDIDATE.dtype), LINES * 3, points)
    places = rank_table(given_in)
    columns = [points, given_in.candidates, names._ends]
    columns += [places.rows, places.rank, places.rank_best, places.rank_worst, places.group]
    assert sum(c.nbytes for c in columns) + 28_000 < 310 * 1000
