"""Rank assessments that a test made by hand, all of them detailed."""

from collections.abc import Mapping, Sequence

import numpy as np

from matcher.core.ledger import Assessment, LedgerLine
from matcher.core.profile import FitBand, RequirementProfile
from matcher.core.ranking import RankedCandidate
from matcher.ranking.candidate_table import CandidateTable, DocumentNames
from matcher.ranking.order import rank_top
from matcher.ranking.rank_stability import rank_table
from matcher.scoring.candidate_facts import CANDIDATE, FACTS

PointsByDate = tuple[tuple[float, ...], ...]
"""Points of each ledger line, a year earlier and a year later."""


def candidate_table_of(
    assessments: Sequence[Assessment], other_dates: Mapping[str, PointsByDate] | None = None
) -> CandidateTable:
    """Return the table of assessments against one profile, in their order.

    Args:
        assessments: a row each.
        other_dates: by document, its points at the other as-of dates; None to have the given date only.
    """
    first = assessments[0].contributions if assessments else ()
    lines = tuple(LedgerLine(c.requirement, c.label, c.component, c.possible) for c in first)
    points = np.empty((len(assessments), len(lines), 1 if other_dates is None else 3), dtype=np.int32)
    for row, assessment in enumerate(assessments):
        by_date = [[c.points for c in assessment.contributions], *(other_dates or {}).get(assessment.document, ())]
        points[row] = np.rint(np.array(by_date).T * 100)
    candidates = CANDIDATE.array(
        len(assessments), {f.name: [f.packed(getattr(a, f.name)) for a in assessments] for f in FACTS}
    )
    candidates["sha256"] = np.frombuffer(b"".join(bytes.fromhex(a.sha256.rjust(64, "0")) for a in assessments), "V32")
    return CandidateTable(DocumentNames(a.document for a in assessments), candidates, lines, points)


def rank_assessments(
    assessments: Sequence[Assessment],
    bands: Sequence[FitBand] = (),
    other_dates: Mapping[str, PointsByDate] | None = None,
) -> tuple[RankedCandidate, ...]:
    """Rank assessments against one profile, given in any order."""
    if not assessments:
        return ()
    table = candidate_table_of(assessments, other_dates)
    return rank_top(assessments, table, rank_table(table), RequirementProfile("", "", "", (), bands=tuple(bands)))[0]
