"""Fitted points: never negative, their sum kept, and no worse than before on what they were fitted to."""

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
    given_ = problem(seed, points=points)
    fitted = fit_points(given_, strength)
    assert fitted.sum() == pytest.approx(sum(points))
    assert (fitted >= 0).all()
    assert (fitted[given_.points == 0] == 0).all()
    assert (fitted >= 0.9 * FLOOR * given_.points).all()


@pytest.mark.parametrize("seed", range(5))
def test_the_stronger_the_hold_the_smaller_the_change(seed: int) -> None:
    given_ = problem(seed)
    moved = [float(np.abs(fit_points(given_, s) - given_.points).sum()) for s in STRENGTHS]
    assert moved[0] == 0
    assert moved == sorted(moved)


@pytest.mark.parametrize("seed", range(5))
def test_a_better_shown_requirement_never_lowers_a_score(seed: int) -> None:
    given_ = problem(seed)
    fitted = fit_points(given_, 0.03)
    more = Problem(np.minimum(1, given_.shares + 0.2), given_.rest, given_.points, given_.better, given_.worse)
    assert (more.scores(fitted) >= given_.scores(fitted)).all()


def test_weights_go_to_what_sets_the_better_apart() -> None:
    rng = np.random.default_rng(0)
    shares = rng.random((40, 3))
    better, worse = np.nonzero(shares[:, None, 2] > shares[None, :, 2] + 0.2)
    given_ = Problem(shares, np.zeros(40), np.array([40.0, 40.0, 10.0]), better, worse)
    fitted = fit_points(given_, 0.03)
    assert fitted[2] > 2 * given_.points[2]
    assert share_right(given_, given_.scores(fitted)) > share_right(given_, given_.scores(given_.points)) + 0.1
    assert choose_strength(given_, folds(40, None, rng)) < 1


def test_labels_by_the_old_weights_leave_them() -> None:
    rng = np.random.default_rng(0)
    shares = rng.random((60, 4))
    hand = np.array([40.0, 30.0, 20.0, 10.0])
    better, worse = np.nonzero((shares @ hand)[:, None] > (shares @ hand)[None, :] + 5)
    assert choose_strength(Problem(shares, np.zeros(60), hand, better, worse), folds(60, None, rng)) == STRENGTHS[0]


def test_a_spread_of_scores_alone_is_no_reason_to_move() -> None:
    # One requirement decides both the order and the spread; the other earns everybody the same.
    shares = np.array([[1.0, 0.5], [0.8, 0.5], [0.4, 0.5], [0.0, 0.5]])
    better, worse = np.nonzero(shares[:, None, 0] > shares[None, :, 0])
    given_ = Problem(shares, np.zeros(4), np.array([30.0, 60.0]), better, worse)
    assert share_right(given_, given_.scores(given_.points)) == 1.0
    assert choose_strength(given_, np.array([0, 1, 2, 3])) == STRENGTHS[0]


@pytest.mark.parametrize(("pairs", "expected"), [([[0, 1]], 1.0), ([[1, 0]], 60.0), ([[0, 1], [1, 0]], 60.0)])
def test_the_decisive_lead_stays_within_bounds(pairs: list[list[int]], expected: float) -> None:
    better, worse = np.array(pairs).T
    given_ = Problem(np.eye(2), np.zeros(2), np.array([50.0, 40.0]), better, worse)
    assert decisive_lead(given_) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(("count", "grades"), [(30, None), (31, [0] * 16 + [4] * 15), (7, None)])
def test_folds_are_of_like_size_and_grade(count: int, grades: list[int] | None) -> None:
    given_ = None if grades is None else np.array(grades, float)
    found = folds(count, given_, np.random.default_rng(3))
    assert np.ptp(np.bincount(found, minlength=FOLDS)) <= 1
    if given_ is not None:
        assert np.ptp([given_[found == n].mean() for n in range(FOLDS)]) < 1
