"""Where candidates meet: order, shared ranks, how far a rank may be trusted, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from matcher.counterfactual import fewest_changes
from matcher.types import Assessment, Change, FitBand, RankedCandidate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["rank_assessments", "stability"]

DRAWS: Final = 200
SPREAD: Final = 0.20
"""How far each weight is moved, at most, in the draws behind the stability band: weights set by hand are seldom meant
more exactly than to a fifth."""
SEED: Final = 20261123
"""Fixed, so that the same run gives the same bands. Any number would do."""
BAND: Final = (5.0, 95.0)
"""Percentiles of the drawn ranks between which a candidate's band lies."""
SURE: Final = 0.95
"""Share of the draws in which one candidate has to stand before another for the two to be told apart: the customary
level, and the same tail as :data:`BAND` cuts off."""


def rank_assessments(assessments: Sequence[Assessment], bands: Sequence[FitBand] = ()) -> tuple[RankedCandidate, ...]:
    """Candidates in order of score; equal scores share a rank and stand in order of document name.

    Args:
        assessments: in any order; the outcome does not depend on it.
        bands: the profile's bands of fit, best first.

    Returns:
        The candidates, best first, each with its rank, the band in which the rank would stay, the group from which it
        cannot be told apart, and the fewest changes that would lift it.

    >>> from matcher.types import Contribution
    >>> def one(name, points):
    ...     return Assessment(name, "0" * 64, (Contribution("a", "A", "keyword", points, 100.0, "met"),))
    >>> [(c.rank, c.assessment.document) for c in rank_assessments([one("b", 5.0), one("a", 5.0), one("c", 2.0)])]
    [(1, 'a'), (1, 'b'), (3, 'c')]
    """
    ordered = sorted(assessments, key=lambda a: (-a.score, a.document))
    ranked: list[RankedCandidate] = []
    for n, (assessment, (low, high, first)) in enumerate(zip(ordered, stability(ordered), strict=True)):
        tied = n > 0 and assessment.score == ordered[n - 1].score
        rank = ranked[-1].rank if tied else n + 1
        past = ordered[rank - 2].score if rank > 1 else None
        ranked.append(
            RankedCandidate(
                rank, min(low, rank), max(high, rank), assessment, group=ranked[first].rank if first < n else rank,
                past_next=() if past is None else _lifting(assessment, round(past + 0.01, 2)),
                next_band=_into_next_band(assessment, bands),
            )
        )  # fmt: skip
    return tuple(ranked)


def _lifting(assessment: Assessment, score: float) -> tuple[Change, ...]:
    return fewest_changes(assessment.changes, round(score - assessment.score, 2))


def _into_next_band(assessment: Assessment, bands: Sequence[FitBand]) -> tuple[Change, ...]:
    above = [band.least for band in bands if band.least > assessment.score]
    return _lifting(assessment, min(above)) if above else ()


def stability(assessments: Sequence[Assessment]) -> list[tuple[int, int, int]]:
    """How far the order holds when the weights and the as-of date are moved.

    Every weight, that of TF-IDF among them, is multiplied by a factor drawn evenly from 0.8 to 1.2, two hundred times
    (seeded), and the candidates are ranked anew each time; a third of the draws each take the as-of date as given, a
    year earlier, and a year later. Candidates that stand before one another in fewer than 95 % of the draws cannot be
    told apart: a group begins with the first that is surely behind the one before it that began a group.

    Args:
        assessments: all against the same profile, best first.

    Returns:
        For each, the best and the worst rank between the 5th and the 95th percentile of the draws, and the index of the
        first of its group.

    >>> stability([])
    []
    """
    if not assessments:
        return []
    import numpy as np

    scores = _drawn_scores(assessments)
    better = np.empty(scores.shape, dtype=np.int64)
    for draw in range(DRAWS):
        column = np.sort(scores[:, draw])
        better[:, draw] = len(column) - np.searchsorted(column, scores[:, draw], side="right")
    low, high = np.percentile(better + 1, BAND, axis=1, method="nearest")
    firsts = [0]
    for index in range(1, len(assessments)):
        first = firsts[-1]
        apart = np.mean(scores[first] > scores[index]) >= SURE
        firsts.append(index if apart else first)
    return [(int(a), int(b), first) for a, b, first in zip(low, high, firsts, strict=True)]


def _drawn_scores(assessments: Sequence[Assessment]) -> NDArray[np.float64]:
    """A row per candidate, a column per draw."""
    import numpy as np

    possible = np.array([c.possible for c in assessments[0].contributions])
    factors = np.random.default_rng(SEED).uniform(1 - SPREAD, 1 + SPREAD, (DRAWS, len(possible)))
    scale = 100.0 / (factors @ possible)
    dates = 1 + min(len(a.points_at_other_dates) for a in assessments)
    scores = np.empty((len(assessments), DRAWS))
    for date in range(dates):
        points = np.array(
            [a.points_at_other_dates[date - 1] if date else [c.points for c in a.contributions] for a in assessments]
        )
        scores[:, date::dates] = points @ factors[date::dates].T * scale[date::dates]
    # Whole hundredths, as the score is told: what ties there ties here.
    return np.rint(scores * 100)
