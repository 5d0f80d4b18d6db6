"""Print how a run agrees with labels, and what tuning changed in a profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from matcher.reporting.printable import printable_tree
from matcher.reporting.wording import plural

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

__all__ = ["render_evaluation", "render_tuning"]

ERROR_TYPES: Final = {
    "missed": "Labelled, not found",
    "extra": "Found, not labelled",
    "kind": "Found under another kind",
}

ORDER_NOTES: Final = {
    "Spearman": "rank correlation",
    "Kendall": "rank correlation (tau-b)",
    "pairs": "in order, of those a grade apart",
    "choices": "that the ranking would make too",
}


def render_evaluation(summary: Mapping[str, Any], console: Console, errors: int = 0) -> None:
    """Print how a run agrees with labels.

    Args:
        summary: of :meth:`matcher.evaluation.evaluate.Evaluation.summary`.
        console: where to print.
        errors: the most disagreements on skills to list, for each type.
    """
    from rich.text import Text

    summary = printable_tree(dict(summary))
    judged = "choice" if set(summary["order"]) == {"choices"} else "labelled document"
    console.print(Text(f"{plural(summary['documents'], judged)}; 95 % intervals in brackets"))
    for key, words in (("not_scored", "not scored, so last and without skills"), ("not_in_run", "not in the run")):
        if summary[key]:
            console.print(Text(f"{len(summary[key])} {words}: {', '.join(summary[key][:5])}", style="yellow"))
    if summary["skills"]:
        console.print(Text("Skills: lenient asks for the skill, strict for its kind, too", style="dim"))
    for mode in dict.fromkeys(row["mode"] for row in summary["skills"]):
        table = _table(mode.capitalize(), "Precision", "Recall", "F1", "Found", "Missed", "Extra")
        for row in (row for row in summary["skills"] if row["mode"] == mode):
            figures = [_value(row["precision"]), _value(row["recall"]), _figure(row["f1"])]
            counts = [str(row[name]) for name in ("found", "missed", "extra")]
            table.add_row(row["kind"], *figures, *counts, style="bold" if row["kind"] == "all" else "")
        console.print(table)
    if summary["order"]:
        table = _table("Order", "Agreement")
        table.add_column("", style="dim")
        for name, measure in summary["order"].items():
            table.add_row(name, _figure(measure), ORDER_NOTES.get(name, ""))
        console.print(table)
    for error_type, title in ERROR_TYPES.items():
        found = [e for e in summary["errors"] if e["type"] == error_type]
        if errors and found:
            console.print(Text(f"{title} ({len(found)})", style="bold underline"))
            for e in found[:errors]:
                console.print(Text(f"  {e['document']}: {e['skill']} ({e['kind']})"))


def render_tuning(summary: Mapping[str, Any], console: Console) -> None:
    """Print how tuning changed a profile's weights and its agreement with labels.

    Args:
        summary: of :meth:`matcher.evaluation.tuning.tune.Tuning.summary`.
        console: where to print.
    """
    from rich.text import Text

    summary = printable_tree(dict(summary))
    console.print(Text(f"{plural(summary['documents'], 'résumé')}, {plural(summary['pairs'], 'pair')}"))
    table = _table("Weight", "Before", "After")
    for change in summary["changes"]:
        moved = change["after"] != change["before"]
        after = f"{change['after']:g}" if moved else "same"
        table.add_row(Text(change["label"]), f"{change['before']:g}", after, style="" if moved else "dim")
    console.print(table)
    table = _table("Agreement", "Before", "After, held out", "After, in sample")
    for name in summary["before"]:
        figures = (summary[key][name] for key in ("before", "held_out", "in_sample"))
        table.add_row("all pairs" if name == "pairs" else name, *(f"{f:.3f}" for f in figures))
    console.print(table)
    console.print(Text(summary["advice"], style="bold green" if summary["verdict"] == "better" else "bold yellow"))


def _table(first: str, *others: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _value(measure: Mapping[str, float | None]) -> str:
    return "-" if measure["value"] is None else f"{measure['value']:.3f}"


def _figure(measure: Mapping[str, float | None]) -> str:
    if measure["value"] is None or measure["low"] is None:
        return _value(measure)
    return f"{_value(measure)} ({measure['low']:.3f} to {measure['high']:.3f})"
