"""Rank the detailed candidates, with what would lift each one, and attach the tail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from matcher.core.ledger import Assessment, Change
from matcher.core.profile import FitBand, RequirementProfile
from matcher.core.ranking import RankedCandidate
from matcher.ranking.candidate_table import CandidateTable, RankOrder
from matcher.ranking.packed_sequence import PackedSequence, weight_of
from matcher.ranking.tail import Tail
from matcher.scoring.counterfactuals import fewest_changes

__all__ = ["rank_top"]


def rank_top(
    top: Iterable[Assessment], table: CandidateTable, order: RankOrder, profile: RequirementProfile
) -> tuple[Sequence[RankedCandidate], Tail | None]:
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
    kept = PackedSequence[Assessment](Assessment, weight_of)
    index: dict[str, int] = {}
    found: list[int] = []
    for assessment in top:
        index[assessment.document] = len(found)
        found.append(round(assessment.score * 100))
        kept.append(assessment)
    first = order.rows[: len(index)]
    names, scores = [table.documents[row] for row in first.tolist()], table.scores[first].tolist()
    if set(names) != set(index) or [found[index[name]] for name in names] != scores:
        raise ValueError("the assessments are not those of the best candidates")
    candidates = PackedSequence[RankedCandidate](RankedCandidate, lambda ranked: weight_of(ranked.assessment))
    for ranked in _candidates((kept[index[name]] for name in names), scores, order, profile.bands):
        candidates.append(ranked)
    return candidates, Tail(table, order, len(names), profile) if len(names) < len(table) else None


def _candidates(
    assessments: Iterable[Assessment], scores: Sequence[int], order: RankOrder, bands: Sequence[FitBand]
) -> Iterator[RankedCandidate]:
    columns = (order.rank, order.rank_best, order.rank_worst, order.group)
    figures = zip(*(column[: len(scores)].tolist() for column in columns), strict=True)
    for assessment, (rank, best, worst, group) in zip(assessments, figures, strict=True):
        above = scores[rank - 2] if rank > 1 else None
        yield RankedCandidate(
            rank, best, worst, assessment, group,
            past_next=() if above is None else _changes_to_reach(assessment, (above + 1) / 100),
            next_band=_changes_to_next_band(assessment, bands),
        )  # fmt: skip


def _changes_to_reach(assessment: Assessment, score: float) -> tuple[Change, ...]:
    return fewest_changes(assessment.changes, round(score - assessment.score, 2))


def _changes_to_next_band(assessment: Assessment, bands: Sequence[FitBand]) -> tuple[Change, ...]:
    above = [band.least for band in bands if band.least > assessment.score]
    return _changes_to_reach(assessment, min(above)) if above else ()
