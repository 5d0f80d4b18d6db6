"""Write ``ranking.md``: the ranking for a terminal or a code forge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from matcher.reporting.career_wording import describe_person, describe_work, period
from matcher.reporting.columns import (
    Column,
    TableRow,
    candidate_columns,
    candidate_entries,
    describe_candidate,
    in_view,
)
from matcher.reporting.printable import printable_tree
from matcher.reporting.quotes import quotations
from matcher.reporting.schema import CandidateSummary, ContributionSummary, RankingSummary
from matcher.reporting.wording import (
    NECESSITY_LABELS,
    STANDING_LABELS,
    TOO_CLOSE,
    describe_count,
    describe_lift,
    describe_tail,
    duration,
    explain_scores,
    implication,
    long_date,
    plural,
    rank_mark,
    skill_details,
    skills_by_kind,
    split_by_shown,
    term_words,
)

__all__ = ["markdown_text"]

IN_DETAIL: Final = 10
"""Candidates with their ledger: those whom one would invite, in a file that can still be read from top to bottom."""

QUOTES: Final = 3
"""Quotes under a requirement; the other reports have the rest."""

SPECIAL: Final = re.compile(r"[\\`*\[\]<>|~&$]|(?<!\w)_|_(?!\w)|(?<=[:/])/|(?<=www)\.")
"""Signs that Markdown reads as markup or as links, except those that count only at the start of a line."""


def escape(text: str) -> str:
    r"""Escape untrusted words within a line of Markdown.

    >>> escape("C* <b> [x](y) snake_case")
    'C\\* \\<b\\> \\[x\\](y) snake_case'
    """
    return SPECIAL.sub(r"\\\g<0>", text)


def _code(text: str, *, in_table: bool = False) -> str:
    """Return a name unchanged, in backticks; a bar in a table has to be escaped even there.

    >>> _code("cv|1.pdf"), _code("a`b")
    ('`cv|1.pdf`', '`` a`b ``')
    """
    text = text.replace("|", "\\|") if in_table else text
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence, space = "`" * (longest + 1), " " * bool(longest)
    return f"{fence}{space}{text}{space}{fence}"


def markdown_text(summary: RankingSummary) -> str:
    """Return the ranking as a table, then the best candidates with their ledger and evidence, then the other files.

    Args:
        summary: of :func:`matcher.reporting.summarize.summarize`.
    """
    candidates: list[Any] = [*summary["candidates"][:IN_DETAIL]]
    # The others need no skills: making every mention of a thousand candidates printable takes seconds.
    candidates += ({**c, "contributions": [], "skills": []} for c in islice(summary["candidates"], IN_DETAIL, None))
    shown: Any = {**summary, "candidates": candidates}
    return "\n".join(_document(printable_tree(shown))) + "\n"


def _document(summary: RankingSummary) -> Iterator[str]:
    profile, counts, candidates = summary["profile"], summary["counts"], summary["candidates"]
    yield f"# {escape(profile['label'])}: {plural(counts['assessed'], 'candidate')}"
    yield ""
    files = sum(counts.values())
    parts = ", ".join(describe_count(name, count) for name, count in counts.items())
    yield f"As of {long_date(summary['as_of'])}. {plural(files, 'file')}: {parts}."
    yield ""
    yield " ".join(explain_scores((line["component"], line["possible"]) for line in summary["lines"]))
    yield ""
    if candidates:
        yield "## Ranking"
        yield ""
        yield from _table(summary)
        yield ""
        if any("≈" in rank_mark(c) for c in candidates):
            yield TOO_CLOSE
            yield ""
    if "tail" in summary:
        yield escape(describe_tail(summary["tail"]))
        yield ""
    for candidate in candidates[:IN_DETAIL]:
        yield from _candidate(candidate)
    if len(candidates) > IN_DETAIL:
        others = plural(len(candidates) - IN_DETAIL, "other candidate")
        yield f"{others}: see report.html, ranking.xlsx or ranking.json."
        yield ""
    yield from _set_apart(summary)
    yield "## Made with"
    yield ""
    digest = f", SHA-256 {_code(profile['sha256'])}" if profile["sha256"] else ""
    yield f"- Requirement profile {_code(profile['id'])}, version {escape(profile['version'])}{digest}"
    for name, version in summary["versions"].items():
        yield f"- {escape(name)} {escape(version)}"


def _table(summary: RankingSummary) -> Iterator[str]:
    columns = in_view(candidate_columns(summary["lines"]), "markdown")
    rows = [[column.heading for column in columns]]
    rows += [[_cell(column, entry) for column in columns] for entry in candidate_entries(summary)]
    is_right = [(column.is_number and column.kind == "points") or column.name == "rank" for column in columns]
    # A file name of 200 characters must not make every row that wide.
    widths = [min(max(map(len, cells)), 48) for cells in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        sides = zip(row, widths, is_right, strict=True)
        cells = [cell.rjust(width) if right else cell.ljust(width) for cell, width, right in sides]
        yield f"| {' | '.join(cells)} |".rstrip()
        if number == 0:
            marks = ["-" * (w - 1) + ":" if right else "-" * w for w, right in zip(widths, is_right, strict=True)]
            yield f"| {' | '.join(marks)} |"


def _cell(column: Column, entry: TableRow) -> str:
    return _code(column.words(entry), in_table=True) if column.name == "document" else escape(column.words(entry))


def _candidate(candidate: CandidateSummary) -> Iterator[str]:
    rank = f"{candidate['rank']}{'=' if candidate['tied'] else ''}"
    yield f"## {rank}. {_code(candidate['document'])}: {candidate['score']:.2f}"
    yield ""
    person = describe_person(candidate["person"])
    if person:
        yield escape(" · ".join(person))
        yield ""
    yield escape(", ".join(describe_candidate(candidate))) + "."
    yield ""
    for contribution in candidate["contributions"]:
        yield from _line(contribution)
    yield f"- **Score: {candidate['score']:.2f} of {candidate['possible']:.2f}**"
    for lift in (candidate["past_next"], candidate["next_band"]):
        if lift is not None:
            yield f"- To pass {_code(lift['past'])} ({lift['needed']:.2f} points): {escape(describe_lift(lift))}"
    yield ""
    yield from _skills(candidate)
    if candidate["positions"]:
        yield "Positions:"
        yield ""
        for p in candidate["positions"]:
            what = escape(", ".join(filter(None, (p["title"], p["employer"])))) or "title not recognised"
            kind = "" if p["kind"] == "work" else f" ({p['kind']})"
            length = f" ({duration(p['months'])})" if p["months"] else ""
            work = f"; {describe_work(p)}" if describe_work(p) else ""
            yield f"- {period(p)}{length}: {what}{kind}{work}"
        yield ""
    if candidate["warnings"]:
        yield "Warnings:"
        yield ""
        for warning in candidate["warnings"]:
            yield f"- {escape(warning['code'])}: {escape(warning['message'])}"
        yield ""


def _line(contribution: ContributionSummary) -> Iterator[str]:
    necessity = NECESSITY_LABELS[contribution["necessity"]]
    head = f"- **{escape(contribution['label'])}**" + f" ({necessity})" * bool(necessity)
    status = "" if contribution["status"] == "met" else f", {contribution['status']}"
    yield f"{head}: {contribution['points']:.2f} of {contribution['possible']:.2f}{status}"
    if contribution["explanation"]:
        yield f"  {escape(contribution['explanation'])}"
    quotes = quotations(contribution["evidence"], 200)
    for quote in quotes[:QUOTES]:
        words = "".join(f"**{escape(text)}**" if hit and quote.marked else escape(text) for text, hit in quote.parts)
        note = f"; {escape(quote.note)}" if quote.note else ""
        yield f"  - “{words}” ({quote.place}{note})"
    more = sum(quote.pieces for quote in quotes[QUOTES:])
    if more:
        yield f"  - and {more} more"
    named = [term for term in contribution["terms"] if term["term"]]
    if named:
        best = sorted(named, key=lambda term: -term["points"])[: QUOTES * 3]
        yield "  - " + ", ".join(f"{escape(term_words(t))} {t['points']:.2f}" for t in best)


def _skills(candidate: CandidateSummary) -> Iterator[str]:
    groups = skills_by_kind(candidate)
    for label, skills in groups:
        parts = []
        for part, shown in split_by_shown(skills):
            names = []
            for skill in shown:
                details = skill_details(skill)
                names.append(escape(skill["name"]) + (f" ({', '.join(details)})" if details else ""))
            parts.append((f"{part}: " if part else "") + ", ".join(names))
        yield f"- {escape(label)}: {'; '.join(parts)}"
    for standing in ("implied", "aspired", "negated", "attributed", "invisible"):
        names = [
            escape(s["name"] + (f" ({implication(s)})" if s["implied_by"] else ""))
            for s in candidate["skills"]
            if s["standing"] == standing
        ]
        if names:
            yield f"- {STANDING_LABELS[standing].capitalize()}: {', '.join(names)}"
    if candidate["skills"]:
        yield ""


def _set_apart(summary: RankingSummary) -> Iterator[str]:
    for title, failures in (("For review", summary["needs_review"]), ("Failed", summary["failures"])):
        if failures:
            yield f"## {title}"
            yield ""
            for failure in failures:
                code = f"{escape(failure['code'])}: " if failure["code"] else ""
                yield f"- {_code(failure['document'])}: {code}{escape(failure['reason'])}"
            yield ""
    if summary["duplicates"]:
        yield "## Duplicates"
        yield ""
        for duplicate in summary["duplicates"]:
            yield f"- {_code(duplicate['document'])}: {duplicate['similarity']} as {_code(duplicate['duplicate_of'])}"
        yield ""
