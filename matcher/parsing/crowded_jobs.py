"""Set apart the jobs of a crowd: more jobs at the same time than anybody holds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from matcher.core.document import DocumentWarning
from matcher.core.resume import Position

__all__ = ["without_crowds"]

MOST_AT_ONCE: Final = 8
"""Jobs that one person is believed to hold at the same time. Of 122 honest résumés 40 have one at a time, 60 two, 19
three and one four; the most among 180 others are seven, with memberships that are read as jobs. Rerun
``python -m benchmarks quality`` after touching it."""


def without_crowds(positions: Sequence[Position]) -> tuple[list[Position], list[Position], list[DocumentWarning]]:
    """Return the positions whose dates are believed, those of crowds, and a warning about the latter.

    Args:
        positions: of one résumé.

    >>> from matcher.core.resume import Month
    >>> jobs = [Position(n, n + 1, Month(2010, 1), Month(2020, 12)) for n in range(9)]
    >>> kept, crowd, warnings = without_crowds(jobs)
    >>> len(kept), len(crowd), warnings[0].message
    (0, 9, '9 jobs at the same time: their dates count for nothing')
    """
    jobs = [p for p in positions if p.kind == "work"]
    starts, ends = sorted(p.first.index for p in jobs), sorted(p.last.index for p in jobs)
    # How many jobs run in each month in which one begins; the number only grows in such months.
    crowded = [m for m in sorted(set(starts)) if bisect_right(starts, m) - bisect_right(ends, m - 1) > MOST_AT_ONCE]
    if not crowded:
        return list(positions), [], []
    crowd = [p for p in jobs if bisect_right(crowded, p.last.index) > bisect_right(crowded, p.first.index - 1)]
    aside = set(map(id, crowd))
    message = f"{len(crowd)} jobs at the same time: their dates count for nothing"
    return [p for p in positions if id(p) not in aside], crowd, [DocumentWarning("impossible-dates", message)]
