"""Rank the detailed candidates, with what would lift each one, and attach the tail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matcher.core.ledger import Assessment, Change
from matcher.core.profile import FitBand, RequirementProfile
from matcher.core.ranking import RankedCandidate
from matcher.ranking.candidate_table import CandidateTable, RankOrder
from matcher.ranking.tail import Tail
from matcher.scoring.counterfactuals import fewest_changes

__all__ = ["rank_top"]


def rank_top(
    top: Iterable[Assessment], table: CandidateTable, order: RankOrder, profile: RequirementProfile
) -> tuple[tuple[RankedCandidate, ...], Tail | None]:
    """Rank the detailed candidates and leave the others to the tail.

    Args:
        top: assessments of the best candidates, in any order: as many as are to be detailed.
        table: all candidates.
        order: of :func:`matcher.ranking.rank_stability.rank_table`, of that table.
        profile: the role.

    Returns:
        The detailed candidates, best first, each with its rank, its stability band, its group, and the fewest changes
        that would lift it; and the tail, None if there is none.

    Raises:
        ValueError: the assessments are not those of the best candidates, or their scores differ from the table's.

    >>> import numpy as np
    >>> from matcher.core.ledger import Contribution, LedgerLine
    >>> from matcher.ranking.candidate_table import CANDIDATE, DocumentNames
    >>> from matcher.ranking.rank_stability import rank_table
    >>> points, line = np.array([[[500]], [[500]], [[200]]]), LedgerLine("a", "A", "keyword", 100.0)
    >>> table = CandidateTable(DocumentNames("bac"), np.zeros(3, CANDIDATE.dtype), (line,), points)
    >>> best = Assessment("a", "0" * 64, (Contribution("a", "A", "keyword", 5.0, 100.0, "met"),))
    >>> candidates, tail = rank_top([best], table, rank_table(table), RequirementProfile("x", "X", "", ()))
    >>> [(c.rank, c.rank_worst) for c in candidates], [row.document for row in tail]
    ([(1, 1)], ['b', 'c'])
    """
    by_name = {assessment.document: assessment for assessment in top}
    first = order.rows[: len(by_name)]
    names, scores = [table.documents[row] for row in first.tolist()], table.scores[first].tolist()
    if set(names) != set(by_name) or [round(by_name[name].score * 100) for name in names] != scores:
        raise ValueError("the assessments are not those of the best candidates")
    candidates = _candidates([by_name[name] for name in names], order, profile.bands)
    return candidates, Tail(table, order, len(names), profile) if len(names) < len(table) else None


def _candidates(
    assessments: Sequence[Assessment], order: RankOrder, bands: Sequence[FitBand]
) -> tuple[RankedCandidate, ...]:
    columns = (order.rank, order.rank_best, order.rank_worst, order.group)
    figures = zip(*(column[: len(assessments)].tolist() for column in columns), strict=True)
    ranked = []
    for assessment, (rank, best, worst, group) in zip(assessments, figures, strict=True):
        above = assessments[rank - 2].score if rank > 1 else None
        ranked.append(
            RankedCandidate(
                rank, best, worst, assessment, group,
                past_next=() if above is None else _changes_to_reach(assessment, round(above + 0.01, 2)),
                next_band=_changes_to_next_band(assessment, bands),
            )
        )  # fmt: skip
    return tuple(ranked)


def _changes_to_reach(assessment: Assessment, score: float) -> tuple[Change, ...]:
    return fewest_changes(assessment.changes, round(score - assessment.score, 2))


def _changes_to_next_band(assessment: Assessment, bands: Sequence[FitBand]) -> tuple[Change, ...]:
    above = [band.least for band in bands if band.least > assessment.score]
    return _changes_to_reach(assessment, min(above)) if above else ()
