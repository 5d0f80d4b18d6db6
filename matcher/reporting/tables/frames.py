"""Turn the summary of a ranking into pandas frames, for notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from matcher.ranking.tail import Tail
from matcher.reporting.columns import Column, TableRow, candidate_columns, candidate_entries, in_view
from matcher.reporting.item_columns import LEDGER, MENTIONS, SKILLS, ledger_entries, mention_entries, skill_entries
from matcher.reporting.schema import RankingSummary

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ledger_frame", "mentions_frame", "skills_frame", "to_frame"]


def to_frame(summary: RankingSummary, tail: Tail | None = None) -> pd.DataFrame:
    """Return one row per candidate, best first.

    Args:
        summary: of :func:`matcher.reporting.summarize.summarize`.
        tail: the candidates that it only counts; columns that need evidence are empty for them.

    Returns:
        The columns of the view "frame": ranks, document, score, fit, a column ``points_…`` per ledger line, must-haves,
        facts such as months of experience, top skills by kind, warnings.
    """
    import pandas as pd

    columns = candidate_columns(summary["lines"])
    frames = [_frame(columns, candidate_entries(summary))]
    if tail is None:
        return frames[0]
    names = list(frames[0].columns)
    shown = [(c.name, c.kind, c.tail) for c in in_view(columns, "frame") if c.tail is not None]
    # Block by block: a million rows as Python objects would take gigabytes.
    for block in tail.blocks():
        rows = {
            name: [value / 100 for value in values(block)] if kind == "points" else values(block)
            for name, kind, values in shown
        }
        frames.append(pd.DataFrame(rows).reindex(columns=names))
    return pd.concat([frame for frame in frames if len(frame)], ignore_index=True)


def ledger_frame(summary: RankingSummary) -> pd.DataFrame:
    """Return one row per ledger line of a candidate; the points of a document's rows add up to its score."""
    return _frame(LEDGER, ledger_entries(summary))


def skills_frame(summary: RankingSummary) -> pd.DataFrame:
    """Return one row per candidate and skill: months, last use and standing ("dated", "named", "implied" …)."""
    return _frame(SKILLS, skill_entries(summary))


def mentions_frame(summary: RankingSummary) -> pd.DataFrame:
    """Return one row per mention of a skill, with its offsets in the document's text."""
    return _frame(MENTIONS, mention_entries(summary))


def _frame(columns: Sequence[Column], entries: Iterable[TableRow]) -> pd.DataFrame:
    import pandas as pd

    shown = in_view(columns, "frame")
    rows: list[list[Any]] = [[column.value(entry) for column in shown] for entry in entries]
    return pd.DataFrame(rows, columns=[column.name for column in shown])
