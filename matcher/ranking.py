"""Where candidates meet: order, shared ranks, and how far a rank may be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from matcher.types import Assessment, RankedCandidate

__all__ = ["rank_assessments", "stability_bands"]

DRAWS: Final = 200
SPREAD: Final = 0.20
"""How far each weight is moved, at most, in the draws behind the stability band: weights set by hand are seldom meant
more exactly than to a fifth."""
SEED: Final = 20261123
"""Fixed, so that the same run gives the same bands. Any number would do."""
BAND: Final = (5.0, 95.0)
"""Percentiles of the drawn ranks between which a candidate's band lies."""


def rank_assessments(assessments: Sequence[Assessment]) -> tuple[RankedCandidate, ...]:
    """Candidates in order of score; equal scores share a rank and stand in order of document name.

    Args:
        assessments: in any order; the outcome does not depend on it.

    Returns:
        The candidates, best first, each with its rank and the band in which the rank would stay.

    >>> from matcher.types import Contribution
    >>> def one(name, points):
    ...     return Assessment(name, "0" * 64, (Contribution("a", "A", "keyword", points, 100.0, "met"),))
    >>> [(c.rank, c.assessment.document) for c in rank_assessments([one("b", 5.0), one("a", 5.0), one("c", 2.0)])]
    [(1, 'a'), (1, 'b'), (3, 'c')]
    """
    ordered = sorted(assessments, key=lambda a: (-a.score, a.document))
    bands = stability_bands(ordered)
    ranked: list[RankedCandidate] = []
    for n, (assessment, (low, high)) in enumerate(zip(ordered, bands, strict=True)):
        tied = n > 0 and assessment.score == ordered[n - 1].score
        rank = ranked[-1].rank if tied else n + 1
        ranked.append(RankedCandidate(rank, min(low, rank), max(high, rank), assessment))
    return tuple(ranked)


def stability_bands(assessments: Sequence[Assessment]) -> list[tuple[int, int]]:
    """The range of ranks of each candidate when the weights are moved.

    Every weight is multiplied by a factor drawn evenly from 0.8 to 1.2, two hundred times (seeded), and the candidates
    are ranked anew each time; the band runs from the 5th to the 95th percentile of the ranks.

    Args:
        assessments: all against the same profile.

    Returns:
        (best rank, worst rank) each, in the order given.

    >>> stability_bands([])
    []
    """
    if not assessments:
        return []
    import numpy as np

    points = np.array([[c.points for c in a.contributions] for a in assessments])
    possible = np.array([c.possible for c in assessments[0].contributions])
    factors = np.random.default_rng(SEED).uniform(1 - SPREAD, 1 + SPREAD, (DRAWS, points.shape[1]))
    # Whole hundredths, as the score is told: what ties there ties here.
    scores = np.rint(points @ factors.T * (100.0 / (factors @ possible)) * 100)
    better = np.empty(scores.shape, dtype=np.int64)
    for draw in range(DRAWS):
        column = np.sort(scores[:, draw])
        better[:, draw] = len(column) - np.searchsorted(column, scores[:, draw], side="right")
    low, high = np.percentile(better + 1, BAND, axis=1, method="nearest")
    return [(int(a), int(b)) for a, b in zip(low, high, strict=True)]
