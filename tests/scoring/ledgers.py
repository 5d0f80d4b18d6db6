"""Make ledgers from evidence, as the pipeline makes them."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.core.ledger import Contribution, Evidence, LedgerLine
from matcher.core.profile import Requirement
from matcher.scoring.evidence_totals import evidence_total
from matcher.scoring.keyword_scoring import keyword_contribution
from matcher.scoring.points import LinePoints, line_points


def lines_of(requirements: Sequence[Requirement], possible: float) -> list[LedgerLine]:
    return [LedgerLine(r.id, r.label, "keyword", possible, r.enough) for r in requirements]


def points_of(
    requirements: Sequence[Requirement], evidence: Sequence[Sequence[Evidence]], possible: float
) -> list[LinePoints]:
    totals = [
        evidence_total(r, [(e.strength, e.unsupported) for e in pieces])
        for r, pieces in zip(requirements, evidence, strict=True)
    ]
    return line_points(totals, lines_of(requirements, possible))


def ledger_of(
    requirements: Sequence[Requirement],
    evidence: Sequence[Sequence[Evidence]],
    possible: float,
    *,
    unreadable: bool = False,
) -> list[Contribution]:
    """Contributions of requirements that can earn as many points each."""
    return [
        keyword_contribution(r, pieces, points, unreadable=unreadable)
        for r, pieces, points in zip(requirements, evidence, points_of(requirements, evidence, possible), strict=True)
    ]
