"""How strongly to hold on to the weights set by hand, and what tuning is worth on résumés that it has not seen.

Both are answered by cross-validation over résumés: a fold's résumés are set aside with every pair that they are in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from matcher.evaluation.tuning.fitting import Problem, fit_points, share_right

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FOLDS", "REPEATS", "STRENGTHS", "choose_strength", "folds", "held_out_scores"]

STRENGTHS: Final = (float("inf"), 1.0, 0.3, 0.1, 0.03)
"""Strengths that are tried, from "keep the weights" on: at 1 weights move by a few hundredths, at 0.03 they may halve
or double. Factors of about three: finer steps choose among what cannot be told apart."""

FOLDS: Final = 5
REPEATS: Final = 3
"""Cross-validation is repeated with other folds, since with a few dozen labels the luck of one division shows."""


def folds(count: int, grades: NDArray[np.float64] | None, rng: np.random.Generator) -> NDArray[np.int64]:
    """Divide résumés into folds of like size and, where there are grades, like grades.

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
    """The strongest hold on the weights set by hand that the labels do not speak against.

    Of :data:`STRENGTHS`, the one that puts most pairs of résumés set aside in order is compared with the stronger ones;
    the strongest that is worse by no more than one standard error of the difference between folds is taken (the rule
    of Breiman and others 1984). Choosing by the loss, or without that margin, changed weights for the worse more often.

    Args:
        problem: résumés and pairs.
        fold: of each résumé; -1 for those that have no part in it.
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
    """Scores of every résumé under weights that were fitted without it, the strength chosen without it, too.

    Args:
        problem: résumés and pairs.
        grades: of the résumés, so that folds are alike; None where there are only choices.
        rng: what divides them.

    Returns:
        A row a repetition, a column a résumé.
    """
    import numpy as np

    count = len(problem.rest)
    found = np.empty((REPEATS, count))
    for repeat in range(REPEATS):
        outer = folds(count, grades, rng)
        for number in range(FOLDS):
            held = outer == number
            kept = np.flatnonzero(~held)
            inner = np.full(count, -1, dtype=np.int64)
            inner[kept] = folds(len(kept), None if grades is None else grades[kept], rng)
            points = fit_points(problem.among(~held), choose_strength(problem, inner))
            found[repeat, held] = problem.scores(points)[held]
    return found
