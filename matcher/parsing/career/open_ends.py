"""Bound the jobs whose end is not written ("2018 -") by the job that follows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from matcher.core.resume import Position
from matcher.parsing.career.dates import DateRange

__all__ = ["bounded_by_next_start"]


def bounded_by_next_start(positions: Sequence[Position], ranges: Iterable[DateRange]) -> list[Position]:
    """Bound each job that a dash without an end dates: it ends at the latest when the next job begins.

    Nobody can tell "2018 -" from "2018 - 2020" whose second half was lost. If another job begins later, the months
    until then are certain to some degree, those after it are not.

    Args:
        positions: the positions of one résumé.
        ranges: the date ranges of its text.

    Returns:
        The positions, in the same order.

    >>> from matcher.core.resume import Month
    >>> today = Month(2026, 11)
    >>> early = Position(0, 60, Month(2018, 7), today, current=True)
    >>> late = Position(60, 90, Month(2020, 7), today, current=True)
    >>> ranges = [DateRange(5, 11, Month(2018, 7), today, current=True, open_ended=True)]
    >>> [str(p.last) for p in bounded_by_next_start([early, late], ranges)]
    ['2020-07', '2026-11']
    """
    starts_open = {r.first for r in ranges if r.open_ended}
    starts = sorted({p.first for p in positions if p.kind == "work"}) if starts_open else []
    bounded = []
    for position in positions:
        later = bisect_right(starts, position.first)
        if position.current and position.first in starts_open and later < len(starts):
            position = replace(position, latest_end=starts[later]).until(position.last)
        bounded.append(position)
    return bounded
