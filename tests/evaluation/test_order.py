"""Measures of order compared with other libraries, and edge cases."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import somersd
from sklearn.metrics import average_precision_score, ndcg_score

from matcher.core.errors import MissingExtraError
from matcher.evaluation.order import choices_right, order_measures, pairs_right, resamples

GRADES = st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0])


def measured(scores: list[float], grades: list[float], **options: object) -> dict[str, float]:
    options = {"at": [3], "relevant": 3.0} | options
    every = np.arange(len(scores))[None, :]
    found = order_measures(np.array(scores, float), np.array(grades, float), every, **options)
    return {name: float(value[0]) for name, value in found.items()}


@settings(max_examples=40, deadline=None)
@given(st.lists(GRADES, min_size=4, max_size=30), st.randoms(use_true_random=False))
def test_ndcg_and_average_precision_are_those_of_scikit_learn(grades: list[float], random) -> None:
    scores = [float(n) for n in range(len(grades))]
    random.shuffle(scores)
    found = measured(scores, grades)
    if max(grades) > 0:
        theirs = ndcg_score([2.0 ** np.array(grades) - 1.0], [scores], k=3, ignore_ties=True)
        assert found["nDCG@3"] == pytest.approx(theirs, abs=1e-4)
    if max(grades) >= 3:
        relevant = [g >= 3 for g in grades]
        assert found["AP(grade>=3)"] == pytest.approx(average_precision_score(relevant, scores))
    else:
        assert np.isnan(found["AP(grade>=3)"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9)), min_size=2, max_size=30))
def test_pairs_of_whole_grades_are_somers_d(rows: list[tuple[int, int]]) -> None:
    grades, scores = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    (share,) = pairs_right(scores, grades, np.ones((1, len(rows))))
    if np.ptp(grades) and np.ptp(scores):
        assert share == pytest.approx((somersd(grades, scores).statistic + 1) / 2)
    elif np.ptp(grades):
        assert share == 0.5
    else:
        assert np.isnan(share)


@pytest.mark.parametrize(
    ("scores", "grades", "expected"),
    [
        ([3, 2, 1], [4, 2, 0], 1.0),
        ([1, 2, 3], [4, 2, 0], 0.0),
        ([1, 1, 1], [4, 2, 0], 0.5),
        ([1, 2], [3.5, 3], None),
        ([1, 2], [3.5, 2.5], 0.0),
        ([2, 1, 3], [4, 3, 3.5], 1.0),
    ],
)
def test_pairs(scores: list[float], grades: list[float], expected: float | None) -> None:
    (share,) = pairs_right(np.array(scores, float), np.array(grades, float), np.ones((1, len(scores))))
    assert np.isnan(share) if expected is None else share == expected


def test_equal_scores_count_against_the_ranking() -> None:
    tied, apart = measured([1, 1, 0], [0, 4, 2]), measured([2, 1, 0], [0, 4, 2])
    for name in ("nDCG@3", "AP(grade>=3)"):
        assert tied[name] == apart[name] < 1


def test_equal_grades_give_no_measure() -> None:
    assert all(np.isnan(v) for name, v in measured([3, 2, 1], [0, 0, 0]).items())


def test_a_draw_counts_a_document_as_often_as_it_was_drawn() -> None:
    draws = np.array([[0, 0, 1, 1], [0, 1, 2, 3]])
    scores, grades = np.array([4.0, 3.0, 2.0, 1.0]), np.array([1.0, 3.0, 0.0, 4.0])
    found = order_measures(scores, grades, draws, at=[2], relevant=3)
    again = measured([4, 4, 3, 3], [1, 1, 3, 3], at=[2])
    assert {n: float(v[0]) for n, v in found.items()} == pytest.approx(again, abs=1e-5)


def test_draws_depend_only_on_the_seed() -> None:
    assert (resamples(9, 5, 1) == resamples(9, 5, 1)).all()
    assert (resamples(9, 5, 1) != resamples(9, 5, 2)).any()


def test_choices() -> None:
    assert choices_right({"a": 2, "b": 1}, [("a", "b"), ("b", "a")]).tolist() == [1.0, 0.0]


def test_a_missing_extra_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'matcher\[evaluation\]'"):
        measured([1, 2], [0, 4])
