"""Choose how strongly to keep the weights set by hand, and measure tuning on résumés that it was not fitted to.

Both use cross-validation over résumés: the résumés of a fold are held out with every pair that they are in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from matcher.evaluation.tuning.fitting import Problem, fit_points, share_right

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FOLDS", "REPEATS", "STRENGTHS", "choose_strength", "folds", "held_out_scores"]

STRENGTHS: Final = (float("inf"), 1.0, 0.3, 0.1, 0.03)
"""Strengths to try, starting with "keep the weights": at 1, weights change by a few hundredths; at 0.03, they may halve
or double. Steps of about a factor of three: finer steps would differ by less than the noise."""

FOLDS: Final = 5
REPEATS: Final = 3
"""Repetitions of the cross-validation with other folds: with a few dozen labels, one division has too much chance in
it."""


def folds(count: int, grades: NDArray[np.float64] | None, rng: np.random.Generator) -> NDArray[np.int64]:
    """Divide résumés into folds of similar size and, if there are grades, similar grades.

    >>> import numpy as np
    >>> np.bincount(folds(12, None, np.random.default_rng(1))).tolist()
    [3, 3, 2, 2, 2]
    """
    import numpy as np

    order = np.lexsort((rng.random(count), np.zeros(count) if grades is None else grades))
    fold = np.empty(count, dtype=np.int64)
    fold[order] = np.arange(count) % FOLDS
    return fold


def choose_strength(problem: Problem, fold: NDArray[np.int64]) -> float:
    """Choose the greatest strength that the labels do not contradict.

    The best of :data:`STRENGTHS` is the one that puts most held-out pairs in the right order. The result is the
    greatest strength that is worse than the best by at most one standard error of the difference between folds (the
    rule of Breiman and others 1984). Choosing by the loss, or without that margin, changed weights for the worse more
    often.

    Args:
        problem: résumés and pairs.
        fold: the fold of each résumé; -1 for résumés to leave out.
    """
    import numpy as np

    right = np.full((len(STRENGTHS), FOLDS), np.nan)
    for number in range(FOLDS):
        held = fold == number
        train, test = problem.among(~held & (fold >= 0)), problem.among(fold >= 0).touching(held)
        if len(test.better) and len(train.better):
            right[:, number] = [share_right(test, test.scores(fit_points(train, s))) for s in STRENGTHS]
    right = right[:, ~np.isnan(right[0])]
    if right.shape[1] < 2:
        return STRENGTHS[0]
    lost = right[int(np.argmax(right.mean(axis=1)))] - right
    error = lost.std(axis=1, ddof=1) / np.sqrt(lost.shape[1])
    return STRENGTHS[int(np.argmax(lost.mean(axis=1) <= error))]


def held_out_scores(
    problem: Problem, grades: NDArray[np.float64] | None, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Score every résumé with weights that were fitted, and a strength that was chosen, without it.

    Args:
        problem: résumés and pairs.
        grades: the grades of the résumés, for folds with similar grades; None if there are only choices.
        rng: the source of the random folds.

    Returns:
        One row per repetition, one column per résumé.
    """
    import numpy as np

    count = len(problem.rest)
    scores = np.empty((REPEATS, count))
    for repeat in range(REPEATS):
        outer = folds(count, grades, rng)
        for number in range(FOLDS):
            held = outer == number
            kept = np.flatnonzero(~held)
            inner = np.full(count, -1, dtype=np.int64)
            inner[kept] = folds(len(kept), None if grades is None else grades[kept], rng)
            points = fit_points(problem.among(~held), choose_strength(problem, inner))
            scores[repeat, held] = problem.scores(points)[held]
    return scores
