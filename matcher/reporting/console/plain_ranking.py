"""Lay out a ranking as lines of tab-separated fields, for other programs in a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.reporting.columns import TableRow, candidate_columns, in_view
from matcher.reporting.printable import printable
from matcher.reporting.schema import RankingSummary

__all__ = ["plain_lines"]


def plain_lines(summary: RankingSummary) -> Iterator[str]:
    r"""Yield a line of headings, and a line for each detailed candidate.

    Args:
        summary: of :func:`matcher.reporting.summarize.summarize`.

    Yields:
        Fields separated by tabs, without a line end; tabs and line ends in a name are printed as spaces.

    >>> from matcher.core.profile import RequirementProfile
    >>> from matcher.ranking.ranking import Ranking
    >>> from matcher.reporting.summarize import summarize
    >>> list(plain_lines(summarize(Ranking(RequirementProfile("x", "X", "", ()), "2026-11-23", ()))))
    ['rank\tscore\tfit\tmusts_met\tmusts\tmonths\tname\tdocument']
    """
    names = ("rank", "score", "fit", "musts_met", "musts", "months", "name", "document")
    by_name = {column.name: column for column in in_view(candidate_columns(summary["lines"]), "csv")}
    columns = [by_name[name] for name in names]
    yield "\t".join(names)
    for order, candidate in enumerate(summary["candidates"], start=1):
        entry = TableRow(order, candidate)
        values = [column.value(entry) for column in columns]
        yield "\t".join(printable(f"{v:.2f}" if isinstance(v, float) else str(v)) for v in values)
