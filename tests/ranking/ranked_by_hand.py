"""Rank assessments that a test made by hand, all of them detailed."""

from collections.abc import Sequence

import numpy as np

from matcher.core.ledger import Assessment, LedgerLine
from matcher.core.profile import FitBand, RequirementProfile
from matcher.core.ranking import RankedCandidate
from matcher.ranking.candidate_table import CandidateTable, DocumentNames
from matcher.ranking.order import rank_top
from matcher.ranking.rank_stability import rank_table


def candidate_table_of(assessments: Sequence[Assessment]) -> CandidateTable:
    """Return the table of assessments against one profile, in their order."""
    first = assessments[0].contributions if assessments else ()
    lines = tuple(LedgerLine(c.requirement, c.label, c.component, c.possible) for c in first)
    dates = 1 + min((len(a.points_at_other_dates) for a in assessments), default=0)
    points = np.empty((len(assessments), len(lines), dates), dtype=np.int32)
    for row, assessment in enumerate(assessments):
        by_date = ([c.points for c in assessment.contributions], *assessment.points_at_other_dates[: dates - 1])
        points[row] = np.rint(np.array(by_date).T * 100)
    digests = b"".join(bytes.fromhex(a.sha256.rjust(64, "0")) for a in assessments)
    return CandidateTable(
        DocumentNames(a.document for a in assessments),
        np.frombuffer(digests, dtype=np.uint8).reshape(-1, 32),
        lines,
        points,
        months=np.array([a.months for a in assessments], dtype=np.int32),
        pages=np.array([a.pages for a in assessments], dtype=np.int32),
        words=np.array([a.words for a in assessments], dtype=np.int32),
    )


def rank_assessments(assessments: Sequence[Assessment], bands: Sequence[FitBand] = ()) -> tuple[RankedCandidate, ...]:
    """Rank assessments against one profile, given in any order."""
    if not assessments:
        return ()
    table = candidate_table_of(assessments)
    return rank_top(assessments, table, rank_table(table), RequirementProfile("", "", "", (), bands=tuple(bands)))[0]
