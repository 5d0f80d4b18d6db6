"""Fitted points are never negative, keep their sum, and are no worse than before on the pairs that they were fitted to."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.evaluation.tuning.fitting import FLOOR, Problem, decisive_lead, fit_points, share_right
from matcher.evaluation.tuning.validation import FOLDS, STRENGTHS, choose_strength, folds


def problem(seed: int, count: int = 24, columns: int = 4, points: list[float] | None = None) -> Problem:
    rng = np.random.default_rng(seed)
    grades = rng.integers(0, 5, count)
    better, worse = np.nonzero(grades[:, None] > grades[None, :])
    hand = np.array(points or [40.0, 30.0, 20.0, 0.0][:columns])
    return Problem(rng.random((count, columns)), rng.random(count) * 10, hand, better, worse)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 10_000), st.sampled_from(STRENGTHS), st.lists(st.floats(0, 60), min_size=4, max_size=4).filter(any)
)
def test_points_are_never_negative_and_keep_their_sum(seed: int, strength: float, points: list[float]) -> None:
    given_problem = problem(seed, points=points)
    fitted = fit_points(given_problem, strength)
    assert fitted.sum() == pytest.approx(sum(points))
    assert (fitted >= 0).all()
    assert (fitted[given_problem.points == 0] == 0).all()
    assert (fitted >= 0.9 * FLOOR * given_problem.points).all()


@pytest.mark.parametrize("seed", range(5))
def test_a_greater_strength_changes_less(seed: int) -> None:
    given_problem = problem(seed)
    moved = [float(np.abs(fit_points(given_problem, s) - given_problem.points).sum()) for s in STRENGTHS]
    assert moved[0] == 0
    assert moved == sorted(moved)


@pytest.mark.parametrize("seed", range(5))
def test_more_evidence_never_lowers_a_score(seed: int) -> None:
    given_problem = problem(seed)
    fitted = fit_points(given_problem, 0.03)
    more = Problem(
        np.minimum(1, given_problem.shares + 0.2),
        given_problem.rest,
        given_problem.points,
        given_problem.better,
        given_problem.worse,
    )
    assert (more.scores(fitted) >= given_problem.scores(fitted)).all()


def test_weights_move_to_what_distinguishes_the_better() -> None:
    rng = np.random.default_rng(0)
    shares = rng.random((40, 3))
    better, worse = np.nonzero(shares[:, None, 2] > shares[None, :, 2] + 0.2)
    given_problem = Problem(shares, np.zeros(40), np.array([40.0, 40.0, 10.0]), better, worse)
    fitted = fit_points(given_problem, 0.03)
    assert fitted[2] > 2 * given_problem.points[2]
    assert (
        share_right(given_problem, given_problem.scores(fitted))
        > share_right(given_problem, given_problem.scores(given_problem.points)) + 0.1
    )
    assert choose_strength(given_problem, folds(40, None, rng)) < 1


def test_labels_that_follow_the_old_weights_keep_them() -> None:
    rng = np.random.default_rng(0)
    shares = rng.random((60, 4))
    hand = np.array([40.0, 30.0, 20.0, 10.0])
    better, worse = np.nonzero((shares @ hand)[:, None] > (shares @ hand)[None, :] + 5)
    assert choose_strength(Problem(shares, np.zeros(60), hand, better, worse), folds(60, None, rng)) == STRENGTHS[0]


def test_a_wider_spread_of_scores_is_no_reason_to_change() -> None:
    # One requirement decides both the order and the spread; the other earns all the same.
    shares = np.array([[1.0, 0.5], [0.8, 0.5], [0.4, 0.5], [0.0, 0.5]])
    better, worse = np.nonzero(shares[:, None, 0] > shares[None, :, 0])
    given_problem = Problem(shares, np.zeros(4), np.array([30.0, 60.0]), better, worse)
    assert share_right(given_problem, given_problem.scores(given_problem.points)) == 1.0
    assert choose_strength(given_problem, np.array([0, 1, 2, 3])) == STRENGTHS[0]


@pytest.mark.parametrize(("pairs", "expected"), [([[0, 1]], 1.0), ([[1, 0]], 60.0), ([[0, 1], [1, 0]], 60.0)])
def test_the_decisive_lead_stays_within_bounds(pairs: list[list[int]], expected: float) -> None:
    better, worse = np.array(pairs).T
    given_problem = Problem(np.eye(2), np.zeros(2), np.array([50.0, 40.0]), better, worse)
    assert decisive_lead(given_problem) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(("count", "grades"), [(30, None), (31, [0] * 16 + [4] * 15), (7, None)])
def test_folds_have_similar_sizes_and_grades(count: int, grades: list[int] | None) -> None:
    given_problem = None if grades is None else np.array(grades, float)
    found = folds(count, given_problem, np.random.default_rng(3))
    assert np.ptp(np.bincount(found, minlength=FOLDS)) <= 1
    if given_problem is not None:
        assert np.ptp([given_problem[found == n].mean() for n in range(FOLDS)]) < 1
