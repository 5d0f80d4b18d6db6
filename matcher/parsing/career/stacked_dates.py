"""Join dates that stand one below the other in a column: the first month of a job in one line, the last in the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from matcher.parsing.career.dates import DateRange

__all__ = ["join_stacked"]


def join_stacked(text: str, ranges: Sequence[DateRange]) -> tuple[list[DateRange], dict[int, int]]:
    r"""Join a month at the start of a line with a later month at the start of the next.

    Three such lines in a row are a list of dated items instead, and stay as they are.

    Args:
        text: the whole text.
        ranges: its date ranges, in order.

    Returns:
        The ranges, in order; the second of two joined ones has the months of both. And where the first of two begins,
        by the start of the second.

    >>> from matcher.core.resume import Month
    >>> text = "May 2013  Baker\nJune 2015 Crumb Ltd\n"
    >>> lone = [DateRange(s, s + 8, m, m, single=True) for s, m in ((0, Month(2013, 5)), (16, Month(2015, 6)))]
    >>> joined, begins = join_stacked(text, lone)
    >>> [(str(r.first), str(r.last)) for r in joined], begins
    ([('2013-05', '2015-06')], {16: 0})
    """
    opening = [r.single and _opens_line(text, r.start) for r in ranges]
    joined: list[DateRange] = []
    begins: dict[int, int] = {}
    for index, dates in enumerate(ranges):
        if opening[index]:
            before, after = _next_to(text, ranges, opening, index, -1), _next_to(text, ranges, opening, index, 1)
            if after and not before and not _next_to(text, ranges, opening, index + 1, 1):
                if dates.first < ranges[index + 1].first:
                    continue
            elif before and not after and not _next_to(text, ranges, opening, index - 1, -1):
                above = ranges[index - 1]
                if above.first < dates.first:
                    dates = replace(dates, first=above.first, single=False)
                    begins[dates.start] = above.start
        joined.append(dates)
    return joined, begins


def _opens_line(text: str, start: int) -> bool:
    """Tell whether nothing but a few blanks is before an offset in its line."""
    before = text[max(0, start - 12) : start]
    return not before.rpartition("\n")[2].strip() and ("\n" in before or start < 12)


def _next_to(text: str, ranges: Sequence[DateRange], opening: Sequence[bool], index: int, step: int) -> bool:
    """Tell whether the range before (-1) or after (1) opens the line before or after."""
    other = index + step
    if not (0 <= other < len(ranges) and opening[other]):
        return False
    first, second = sorted((ranges[index], ranges[other]), key=lambda r: r.start)
    return second.start - first.end <= 200 and text.count("\n", first.end, second.start) == 1
