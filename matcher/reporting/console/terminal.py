"""Print one assessed résumé, or the top of a ranking, in a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from matcher.reporting.career_wording import describe_person, describe_work, period
from matcher.reporting.columns import TableRow, candidate_columns, describe_candidate, in_view
from matcher.reporting.printable import printable_tree
from matcher.reporting.quotes import quotations
from matcher.reporting.schema import CandidateSummary, ContributionSummary, RankingSummary
from matcher.reporting.wording import (
    NECESSITY_LABELS,
    STANDING_LABELS,
    TOO_CLOSE,
    describe_count,
    describe_lift,
    duration,
    implication,
    plural,
    rank_band,
    rank_mark,
    skill_details,
    skills_by_kind,
    split_by_shown,
    term_words,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

__all__ = ["render_assessment", "render_ranking"]

QUOTES: Final = 3
TERMS: Final = 8
CHANGES: Final = 5
BAR: Final = 16
"""Characters of a bar: fine enough to compare by eye, narrow enough for 80 columns."""
ROWS: Final = 20
"""Candidates of a ranking: what a screen holds."""
NARROW: Final = 90
"""Below this width a ranking has no bars, to leave room for numbers and names."""


_STYLES: Final[Mapping[str, Any]] = {
    "rank": {"justify": "right", "no_wrap": True},
    "rank_band": {"justify": "center", "no_wrap": True, "style": "dim"},
    "score": {"justify": "right", "no_wrap": True, "style": "bold cyan"},
    "document": {"overflow": "fold"},
}
"""How the columns of a ranking are laid out that differ from the others."""


def render_assessment(candidate: CandidateSummary, console: Console) -> None:
    """Print what was read, found and scored in one résumé.

    Escape codes in the résumé are printed as text: they cannot control the terminal.

    Args:
        candidate: of :func:`matcher.reporting.summarize.summarize_assessment`, or one of a ranking's.
        console: where to print.
    """
    from rich.table import Table
    from rich.text import Text

    candidate = printable_tree(candidate)
    title = Text(candidate["document"], style="bold")
    title.append(f"   {candidate['score']:.2f} of {candidate['possible']:.0f}", style="bold cyan")
    if candidate["fit"]:
        title.append(f"   {candidate['fit']}", style="cyan")
    if candidate["rank"]:
        title.append(f"   rank {candidate['rank']}")
        if candidate["rank_best"] != candidate["rank_worst"]:
            title.append(f" (within {rank_band(candidate['rank_best'], candidate['rank_worst'])})", style="dim")
    console.print(title)
    if person := describe_person(candidate["person"]):
        console.print(Text(" · ".join(person)))
    console.print(Text(" · ".join(describe_candidate(candidate)), style="dim"))
    for warning in candidate["warnings"]:
        console.print(Text.assemble(("! ", "bold yellow"), (warning["code"], "yellow"), f"  {warning['message']}"))

    if candidate["positions"]:
        _heading(console, "Positions")
        table = Table.grid(padding=(0, 2))
        for p in sorted(candidate["positions"], key=lambda p: (p["last"] or "", p["first"] or ""), reverse=True):
            what = ", ".join(filter(None, (p["title"], p["employer"]))) or "title not recognised"
            if p["kind"] != "work":
                what += f" ({p['kind']})"
            length = duration(p["months"]) if p["months"] else ""
            table.add_row(Text(period(p)), Text(length, style="dim"), Text(what))
            if work := describe_work(p):
                table.add_row("", "", Text(work, style="dim"))
        console.print(table)

    _heading(console, "Skills")
    table = Table.grid(padding=(0, 2))
    for label, skills in skills_by_kind(candidate):
        line = Text()
        for part, shown in split_by_shown(skills):
            line.append(f"{'; ' if line else ''}{part}: " if part else "", style="italic")
            for number, skill in enumerate(shown):
                line.append(", " if number else "")
                line.append(skill["name"], style="" if part == "listed" else "bold")
                details = skill_details(skill)
                if details:
                    line.append(f" ({', '.join(details)})", style="dim")
        table.add_row(Text(label, style="cyan"), line)
    for standing in ("implied", "aspired", "negated", "attributed", "invisible"):
        names = [
            s["name"] + (f" ({implication(s)})" if s["implied_by"] else "")
            for s in candidate["skills"]
            if s["standing"] == standing
        ]
        if names:
            label = STANDING_LABELS[standing].capitalize()
            table.add_row(Text(label, style="cyan"), Text(", ".join(names), style="italic"))
    console.print(table if table.row_count else Text("None found.", style="dim"))

    _heading(console, "Score")
    for contribution in candidate["contributions"]:
        _contribution(contribution, console)
    total = Text(f"{candidate['score']:>7.2f}", style="bold cyan")
    console.print(total.append(f" of {candidate['possible']:.2f}, the sum of these lines", style="not bold default"))
    _changes(candidate, console)


def render_ranking(summary: RankingSummary, console: Console, limit: int = ROWS) -> None:
    """Print the top of a ranking as a table, and the number of files by outcome.

    Args:
        summary: of :func:`matcher.reporting.summarize.summarize`.
        console: where to print.
        limit: at most so many candidates; 0 for all.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    shown = printable_tree(summary["candidates"][:limit] if limit else summary["candidates"])
    columns = in_view(candidate_columns(summary["lines"]), "terminal")
    # The name last, where it can be folded; no bar where there is no room, no fit where the profile has no bands.
    columns.sort(key=lambda column: column.name == "document")
    left_out = {"bar"} if console.width < NARROW else set()
    left_out |= set() if any(c["fit"] for c in shown) else {"fit"}
    columns = [column for column in columns if column.name not in left_out]
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 2, 0, 0), pad_edge=False)
    for column in columns:
        table.add_column("" if column.name == "bar" else column.heading, **_STYLES.get(column.name, {"no_wrap": True}))
    for c in shown:
        entry = TableRow(0, c)
        table.add_row(
            *(
                _bar(c["score"], c["possible"], console, 10) if column.name == "bar" else Text(column.words(entry))
                for column in columns
            )
        )
    if shown:
        console.print(table)
    if any("≈" in rank_mark(c) for c in shown):
        console.print(Text(TOO_CLOSE, style="dim"))
    if more := summary["counts"]["assessed"] - len(shown):
        console.print(Text(f"and {plural(more, 'more candidate')}", style="dim"))
    counts = ", ".join(describe_count(name, count) for name, count in summary["counts"].items())
    console.print(Text(f"{plural(sum(summary['counts'].values()), 'file')}: {counts}"))


def _changes(candidate: CandidateSummary, console: Console) -> None:
    """Print the changes that would raise the score most, and those that would suffice."""
    from rich.text import Text

    if not candidate["changes"]:
        return
    _heading(console, "What would change it")
    for lift in (candidate["past_next"], candidate["next_band"]):
        if lift is not None:
            console.print(Text(f"  past “{lift['past']}” ({lift['needed']:.2f} points): {describe_lift(lift)}"))
    for change in candidate["changes"][:CHANGES]:
        console.print(Text(f"  +{change['gain']:.2f}  {change['change']}"))


def _heading(console: Console, words: str) -> None:
    from rich.text import Text

    console.print()
    console.print(Text(words, style="bold underline"))


def _bar(points: float, possible: float, console: Console, width: int = BAR) -> Text:
    from rich.text import Text

    filled = round(width * points / possible) if possible else 0
    full, empty = "#." if console.options.ascii_only else "█░"
    return Text.assemble((full * filled, "cyan"), (empty * (width - filled), "dim"))


def _contribution(contribution: ContributionSummary, console: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    head = Text.assemble((f"{contribution['points']:>7.2f}", "bold"), f" of {contribution['possible']:>5.2f} ")
    head.append_text(_bar(contribution["points"], contribution["possible"], console))
    head.append(f" {contribution['label']}", style="bold" if contribution["points"] else "dim")
    necessity = NECESSITY_LABELS[contribution["necessity"]]
    if necessity:
        head.append(f" ({necessity})", style="dim")
    if contribution["status"] != "met":
        head.append(f"  {contribution['status']}", style="yellow")
    console.print(head)
    if contribution["explanation"]:
        console.print(Padding(Text(contribution["explanation"], style="dim"), (0, 0, 0, 8)))
    quotes = quotations(contribution["evidence"], 160)
    for quote in quotes[:QUOTES]:
        line = Text("“")
        for text, hit in quote.parts:
            line.append(text, style="bold underline" if hit and quote.marked else "")
        line.append("” ").append(quote.place, style="dim")
        if quote.note:
            line.append(f"; {quote.note}", style="dim")
        console.print(Padding(line, (0, 0, 0, 8)))
    more = sum(quote.pieces for quote in quotes[QUOTES:])
    if more:
        console.print(Padding(Text(f"and {more} more", style="dim"), (0, 0, 0, 8)))
    terms = sorted((t for t in contribution["terms"] if t["term"] and t["points"] > 0), key=lambda t: -t["points"])
    if terms:
        words = ", ".join(f"{term_words(t)} {t['points']:.2f}" for t in terms[:TERMS])
        console.print(Padding(Text(words), (0, 0, 0, 8)))
