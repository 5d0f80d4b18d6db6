"""Measure how well the order of a ranking agrees with grades or choices.

nDCG (Järvelin and Kekäläinen 2002; gain 2^grade - 1, discount log2(rank + 1)) and average precision come from
ir-measures, which uses trec_eval; Spearman's rho and Kendall's tau-b come from SciPy. Equal scores count against the
ranking in the first two (the lower grade first), as shared ranks in the correlations, and as half right in pairs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from matcher.core.errors import MissingExtraError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["APART", "choices_right", "order_measures", "pairs_right", "resamples"]

APART: Final = 1.0
"""Difference of grades from which two résumés count as a pair with an order: two careful gradings of the same résumé
sometimes differ by half a grade, rarely by a whole one."""

TOP_GAIN: Final = 100_000
"""Gain of the highest grade: trec_eval takes integer gains, and this scale keeps rounding below 1e-5."""

AT_ONCE: Final = 200_000
"""Documents passed to trec_eval at a time, over all resamples: some 100 MB of dictionaries."""

ROWS: Final = 512
"""Rows of the table of pairs that are in memory at a time."""


def resamples(count: int, draws: int, seed: int) -> NDArray[np.int64]:
    """Draw with replacement for the bootstrap (Efron 1979): one resample per row, indices 0 to ``count`` - 1.

    >>> resamples(3, 2, seed=1).shape
    (2, 3)
    """
    import numpy as np

    return np.random.default_rng(seed).integers(0, count, size=(draws, count))


def order_measures(
    scores: NDArray[np.float64],
    grades: NDArray[np.float64],
    draws: NDArray[np.int64],
    *,
    at: Sequence[int],
    relevant: float,
) -> dict[str, NDArray[np.float64]]:
    """Compute the measures of order for each draw.

    Args:
        scores: the scores of the graded documents.
        grades: their grades, 0 or more.
        draws: indices of documents, one draw per row; a document may occur several times in a draw.
        at: ranks at which nDCG is cut off.
        relevant: the lowest grade that counts as relevant for average precision.

    Returns:
        For each measure's name, one value per draw; NaN where a draw leaves nothing to order.

    Raises:
        MissingExtraError: ir-measures is not installed.

    >>> import numpy as np
    >>> measures = order_measures(np.array([9.0, 7.0, 1.0]), np.array([4.0, 2.0, 0.0]), np.array([[0, 1, 2]]), at=[2],
    ...     relevant=3)
    >>> {name: float(value[0].round(6)) for name, value in measures.items()}
    {'Spearman': 1.0, 'Kendall': 1.0, 'nDCG@2': 1.0, 'AP(grade>=3)': 1.0, 'pairs': 1.0}
    """
    import numpy as np

    measures = _correlations(scores, grades, draws) | _top_heavy(scores, grades, draws, at, relevant)
    counts = np.stack([np.bincount(draw, minlength=len(scores)) for draw in draws]).astype(float)
    return {**measures, "pairs": pairs_right(scores, grades, counts)}


def _correlations(
    scores: NDArray[np.float64], grades: NDArray[np.float64], draws: NDArray[np.int64]
) -> dict[str, NDArray[np.float64]]:
    import numpy as np
    from scipy.stats import kendalltau, spearmanr

    values = np.full((2, len(draws)), np.nan)
    for n, draw in enumerate(draws):
        drawn_scores, drawn_grades = scores[draw], grades[draw]
        if np.ptp(drawn_scores) and np.ptp(drawn_grades):
            values[:, n] = (
                spearmanr(drawn_scores, drawn_grades).statistic,
                kendalltau(drawn_scores, drawn_grades).statistic,
            )
    return {"Spearman": values[0], "Kendall": values[1]}


def _top_heavy(
    scores: NDArray[np.float64],
    grades: NDArray[np.float64],
    draws: NDArray[np.int64],
    at: Sequence[int],
    relevant: float,
) -> dict[str, NDArray[np.float64]]:
    import numpy as np

    try:
        import ir_measures
    except ImportError:
        raise MissingExtraError(
            "measuring how well a ranking agrees with grades needs ir-measures: pip install 'matcher[evaluation]'"
        ) from None
    gains = 2.0**grades - 1.0
    scale = TOP_GAIN / (gains.max() or 1.0)
    integer_gains = np.rint(gains * scale).astype(int).tolist()
    relevant_gain = max(1, round((2.0**relevant - 1.0) * scale))
    # Positions instead of scores, so that trec_eval has no ties to break by name.
    position = np.empty(len(scores))
    position[np.lexsort((grades, -scores))] = np.arange(len(scores), 0, -1)
    measures: dict[str, ir_measures.Measure] = {f"nDCG@{k}": ir_measures.nDCG @ k for k in at}
    measures[f"AP(grade>={relevant:g})"] = ir_measures.AP(rel=relevant_gain)
    names = {measure: name for name, measure in measures.items()}
    values = {name: np.full(len(draws), np.nan) for name in measures}
    positions = position.tolist()
    step = max(1, AT_ONCE // max(1, draws.shape[1]))
    for first in range(0, len(draws), step):
        truth: dict[str, dict[str, int]] = {}
        run: dict[str, dict[str, float]] = {}
        for n in range(first, min(first + step, len(draws))):
            drawn = draws[n].tolist()
            truth[str(n)] = {str(k): integer_gains[i] for k, i in enumerate(drawn)}
            # A document drawn twice occurs twice, side by side: the later copy just behind.
            run[str(n)] = {str(k): positions[i] - k / (len(drawn) + 1) for k, i in enumerate(drawn)}
        for metric in ir_measures.iter_calc(list(measures.values()), truth, run):
            values[names[metric.measure]][int(metric.query_id)] = metric.value
    # Without any gain there is nothing to measure; trec_eval returns 0.
    drawn_grades = grades[draws]
    values[f"AP(grade>={relevant:g})"][(drawn_grades < relevant).all(axis=1)] = np.nan
    for k in at:
        values[f"nDCG@{k}"][(drawn_grades <= 0).all(axis=1)] = np.nan
    return values


def pairs_right(
    scores: NDArray[np.float64],
    grades: NDArray[np.float64],
    counts: NDArray[np.float64],
    apart: float = APART,
) -> NDArray[np.float64]:
    """Compute the share of pairs that are in the right order; equal scores are half right.

    Args:
        scores: the scores of the graded documents.
        grades: their grades.
        counts: how often each document counts, one draw per row.
        apart: the difference of grades from which two documents are a pair.

    Returns:
        One share per draw, 0 to 1; NaN where no two documents are a pair.

    >>> import numpy as np
    >>> pairs_right(np.array([3.0, 2.0, 2.0]), np.array([4.0, 1.0, 2.0]), np.ones((1, 3))).round(3).tolist()
    [0.833]
    """
    import numpy as np

    right, all_pairs = np.zeros(len(counts)), np.zeros(len(counts))
    for first in range(0, len(scores), ROWS):
        rows = slice(first, first + ROWS)
        pair = (grades[rows, None] - grades[None, :] >= apart).astype(float)
        ahead = np.sign(scores[rows, None] - scores[None, :])
        right += ((counts[:, rows] @ (pair * (0.5 + 0.5 * ahead))) * counts).sum(axis=1)
        all_pairs += ((counts[:, rows] @ pair) * counts).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        share: NDArray[np.float64] = right / all_pairs
    return share


def choices_right(scores: Mapping[str, float], choices: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
    """Tell for each choice whether the ranking agrees: 1, 0, or 0.5 for equal scores.

    >>> choices_right({"a": 2.0, "b": 1.0, "c": 1.0}, [("a", "b"), ("b", "a"), ("b", "c")]).tolist()
    [1.0, 0.0, 0.5]
    """
    import numpy as np

    ahead = np.array([scores[better] - scores[worse] for better, worse in choices])
    right: NDArray[np.float64] = 0.5 + 0.5 * np.sign(ahead)
    return right
