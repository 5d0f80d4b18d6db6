"""Measure how stable ranks are: rank all candidates with randomly drawn weights and dates.

Two hundred times (seeded), every weight, TF-IDF's included, is multiplied by a factor drawn uniformly from 0.8 to 1.2,
and the candidates are ranked again; a third of the draws each take the as-of date as given, a year earlier, and a year
later. Two candidates are too close to call if the same one is ahead in fewer than 95 % of the draws: a group begins
with the first candidate that is clearly behind the one that began the group before.

Scores are whole hundredths from 0 to 100, so that nothing is sorted: each draw is counted by score, and the sums of the
counts are the ranks. Candidates are taken in blocks, twice, first to count and then to look up their ranks, so that the
memory needed does not grow with their number.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from matcher.ranking.candidate_table import CandidateTable, DocumentNames, RankOrder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["rank_table"]

DRAWS: Final = 200
SPREAD: Final = 0.20
"""How far a weight is moved in a draw, at most: weights set by hand are seldom meant more exactly than to a fifth."""
SEED: Final = 20261123
"""Fixed, so that the same run gives the same bands. Any number would do."""
BAND: Final = (5.0, 95.0)
"""Percentiles of the drawn ranks that bound a candidate's stability band."""
SURE: Final = 0.95
"""Share of the draws in which one candidate is ahead of another if the two are not too close to call: the customary
level, and the same tail as :data:`BAND` cuts off."""

GRAIN: Final = 2.0**38
"""Drawn weights are multiples of 1 / GRAIN. Points being whole hundredths up to 10,000 (14 bits), every product and sum
then fits the 53 bits of a float and is exact, so that a score is the same whatever the block, the processor and the
order of adding, and rounds the same way; the grain itself moves a score by less than a millionth of a hundredth."""

BLOCK: Final = 8192
"""Candidates per block: 13 MB of drawn scores. With 1024 to 8192, a million took 5 seconds; 32,768 a fifth more."""

COMPARED: Final = 64
"""Candidates that are first compared with the first of a group; twice as many each time that no other group begins.
Neither a thousand groups nor one group of a thousand then takes long."""


def rank_table(table: CandidateTable, banded: int | None = None) -> RankOrder:
    """Order the candidates of a table by score, equal scores by name.

    Args:
        table: with its rows in any order; the outcome does not depend on it.
        banded: how many candidates, from the best, need a stability band and a group; None for all.

    Returns:
        The order with ranks, stability bands and groups; the columns of these two hold ``banded`` candidates.

    >>> import numpy as np
    >>> from matcher.core.ledger import LedgerLine
    >>> from matcher.ranking.candidate_table import CANDIDATE
    >>> points, line = np.array([[[500]], [[500]], [[200]]]), LedgerLine("a", "A", "keyword", 100.0)
    >>> table = CandidateTable(DocumentNames("bac"), np.zeros(3, CANDIDATE.dtype), (line,), points)
    >>> order = rank_table(table)
    >>> order.rows.tolist(), order.rank.tolist(), order.group.tolist()
    ([1, 0, 2], [1, 1, 3], [1, 1, 3])
    """
    import numpy as np

    scores = table.scores
    order = _order(scores, None if table.sorted_by_name else table.documents)
    sorted_scores = scores[order]
    del scores
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = sorted_scores[1:] != sorted_scores[:-1]
    numbers = np.arange(1, len(order) + 1, dtype=np.int32)
    rank = np.maximum.accumulate(np.where(begins, numbers, 0)).astype(np.int32)
    best, worst, first = _drawn(table, order[:banded])
    return RankOrder(order, rank, np.minimum(best, rank[:banded]), np.maximum(worst, rank[:banded]), rank[first])


def _order(scores: NDArray[np.int64], documents: DocumentNames | None) -> NDArray[np.intp]:
    import numpy as np

    order = np.argsort(-scores, kind="stable")
    if documents is None:
        return order
    ordered = scores[order]
    bounds = [0, *(np.flatnonzero(ordered[1:] != ordered[:-1]) + 1).tolist(), len(order)]
    for start, stop in pairwise(bounds):
        if stop - start > 1:
            order[start:stop] = sorted(order[start:stop].tolist(), key=documents.in_utf8)
    return order


def _drawn(
    table: CandidateTable, order: NDArray[np.intp]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Return, in rank order, the ends of each band of drawn ranks, and the index of the first of each group."""
    import numpy as np

    count, points = len(order), table.points
    weights = _weights(table.possible, points.shape[2])
    better = _better(points, weights)
    width = better.shape[1]
    offsets = np.arange(DRAWS) * width
    ends = [int(end) for end in np.percentile(np.arange(DRAWS), BAND, method="nearest")]
    best, worst, first = (np.empty(count, dtype=np.int32) for _ in range(3))
    groups = _Groups()
    for start in range(0, count, BLOCK):
        stop = min(start + BLOCK, count)
        block = points[order[start:stop]]
        scores = np.empty((stop - start, DRAWS), dtype=np.intp)
        at = 0
        for date, drawn in enumerate(weights):
            # Not "@": for so few lines a linear algebra library gains nothing, and its idle threads keep cores busy.
            exact = np.einsum("cl,dl->cd", block[:, :, date].astype(np.float64), drawn)
            np.rint(exact, out=scores[:, at : at + len(drawn)], casting="unsafe")
            at += len(drawn)
        first[start:stop] = groups.firsts(scores, start)
        scores += offsets
        ranks = better.ravel()[scores]
        ranks.partition(ends, axis=1)
        best[start:stop], worst[start:stop] = ranks[:, ends[0]] + 1, ranks[:, ends[1]] + 1
    return best, worst, first


def _weights(possible: NDArray[np.int64], dates: int) -> list[NDArray[np.float64]]:
    """Return, for each date, a row per draw that takes it: what a hundredth of each line is worth, in hundredths."""
    import numpy as np

    room = possible / 100
    factors = np.random.default_rng(SEED).uniform(1 - SPREAD, 1 + SPREAD, (DRAWS, len(room)))
    # Summed exactly: a library's dot product differs in the last bit from machine to machine.
    totals = np.array([math.fsum(row) for row in (factors * room).tolist()])
    scale = np.divide(100.0, totals, out=np.zeros(DRAWS), where=totals > 0)
    weights = np.rint(factors * scale[:, None] * GRAIN) / GRAIN
    return [weights[date::dates] for date in range(dates)]


def _blocks(points: NDArray[np.integer[Any]]) -> Iterator[NDArray[np.integer[Any]]]:
    for start in range(0, len(points), BLOCK):
        yield points[start : start + BLOCK]


def _better(points: NDArray[np.integer[Any]], weights: Sequence[NDArray[np.float64]]) -> NDArray[np.int32]:
    """Count, by draw and drawn score, the candidates with a better score."""
    import numpy as np

    most = points.max(axis=0, initial=0)
    width = 2 + max(int((drawn @ most[:, date]).max(initial=0.0)) for date, drawn in enumerate(weights))
    counts = np.zeros((DRAWS, width), dtype=np.int32)
    for block in _blocks(points):
        row = 0
        for date, drawn in enumerate(weights):
            exact = np.einsum("dl,cl->dc", drawn, block[:, :, date].astype(np.float64))
            for scores in np.rint(exact).astype(np.intp):
                found = np.bincount(scores)
                counts[row, : len(found)] += found.astype(np.int32)
                row += 1
    np.cumsum(counts, axis=1, out=counts)
    return np.subtract(np.int32(len(points)), counts, out=counts)


class _Groups:
    """Find where groups begin, in blocks of candidates, best first."""

    def __init__(self) -> None:
        self._first = 0
        self._of_first: NDArray[np.intp] | None = None

    def firsts(self, scores: NDArray[np.intp], start: int) -> NDArray[np.int32]:
        """Return the index of the first of each candidate's group, given their drawn scores, from index ``start``."""
        import numpy as np

        found = np.empty(len(scores), dtype=np.int32)
        at, compared = 0, COMPARED
        if self._of_first is None:
            self._of_first = scores[0].copy()
        while at < len(scores):
            ahead = self._of_first > scores[at : at + compared]
            apart = np.flatnonzero(ahead.sum(axis=1) / DRAWS >= SURE)
            same = int(apart[0]) if len(apart) else len(ahead)
            found[at : at + same] = self._first
            at += same
            compared *= 2
            if len(apart):
                self._first, self._of_first, compared = start + at, scores[at].copy(), COMPARED
        return found
