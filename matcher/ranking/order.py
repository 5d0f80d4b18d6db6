"""Where candidates meet: order, shared ranks, how far a rank may be trusted, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matcher.core.ledger import Assessment, Change
from matcher.core.profile import FitBand, RequirementProfile
from matcher.core.ranking import RankedCandidate, Tail
from matcher.ranking.candidate_table import CandidateTable, Places, TableTail, candidate_table_of
from matcher.ranking.rank_stability import rank_table
from matcher.scoring.counterfactuals import fewest_changes

__all__ = ["rank_assessments", "rank_top"]


def rank_assessments(assessments: Sequence[Assessment], bands: Sequence[FitBand] = ()) -> tuple[RankedCandidate, ...]:
    """Candidates in order of score; equal scores share a rank and stand in order of document name.

    Args:
        assessments: in any order; the outcome does not depend on it.
        bands: the profile's bands of fit, best first.

    Returns:
        The candidates, best first, each with its rank, the band in which the rank would stay, the group from which it
        cannot be told apart, and the fewest changes that would lift it.

    >>> from matcher.core.ledger import Contribution
    >>> def one(name, points):
    ...     return Assessment(name, "0" * 64, (Contribution("a", "A", "keyword", points, 100.0, "met"),))
    >>> [(c.rank, c.assessment.document) for c in rank_assessments([one("b", 5.0), one("a", 5.0), one("c", 2.0)])]
    [(1, 'a'), (1, 'b'), (3, 'c')]
    """
    if not assessments:
        return ()
    places = rank_table(candidate_table_of(assessments))
    return _candidates([assessments[row] for row in places.order.tolist()], places, bands)


def rank_top(
    top: Iterable[Assessment], table: CandidateTable, places: Places, profile: RequirementProfile
) -> tuple[tuple[RankedCandidate, ...], Tail | None]:
    """Candidates of whom the best are told in full and the others in figures.

    Args:
        top: assessments of the documents in the first places, in any order: as many as are to be told in full.
        table: all candidates.
        places: of :func:`matcher.ranking.rank_stability.rank_table`, of that table.
        profile: the role.

    Returns:
        The best, as :func:`rank_assessments` gives them among all; and the tail, None where there is none.

    Raises:
        ValueError: the assessments are not of the documents in the first places, or not with the table's scores.

    >>> from matcher.core.ledger import Contribution
    >>> def one(name, points):
    ...     return Assessment(name, "0" * 64, (Contribution("a", "A", "keyword", points, 100.0, "met"),))
    >>> table = candidate_table_of([one("b", 5.0), one("a", 5.0), one("c", 2.0)])
    >>> profile = RequirementProfile("x", "X", "", ())
    >>> candidates, tail = rank_top([one("a", 5.0)], table, rank_table(table), profile)
    >>> [(c.rank, c.rank_worst) for c in candidates], [row.document for row in tail]
    ([(1, 1)], ['b', 'c'])
    """
    by_name = {assessment.document: assessment for assessment in top}
    first = places.order[: len(by_name)]
    names, scores = [table.documents[row] for row in first.tolist()], table.scores[first].tolist()
    if set(names) != set(by_name) or [round(by_name[name].score * 100) for name in names] != scores:
        raise ValueError("the assessments are not those of the first places")
    candidates = _candidates([by_name[name] for name in names], places, profile.bands)
    return candidates, TableTail(table, places, len(names), profile) if len(names) < len(table) else None


def _candidates(ordered: Sequence[Assessment], places: Places, bands: Sequence[FitBand]) -> tuple[RankedCandidate, ...]:
    columns = (places.rank, places.low, places.high, places.group)
    figures = zip(*(column[: len(ordered)].tolist() for column in columns), strict=True)
    ranked = []
    for assessment, (rank, low, high, group) in zip(ordered, figures, strict=True):
        past = ordered[rank - 2].score if rank > 1 else None
        ranked.append(
            RankedCandidate(
                rank, low, high, assessment, group,
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
