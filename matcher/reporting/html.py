"""Write ``report.html``: one file that a recruiter opens, without a network and without needing JavaScript."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from matcher.ranking.packed_sequence import PackedSequence
from matcher.reporting.career_wording import describe_work, period
from matcher.reporting.columns import (
    Column,
    TableRow,
    candidate_columns,
    contributions_by_line,
    describe_candidate,
    in_view,
    line_key,
)
from matcher.reporting.printable import printable_tree
from matcher.reporting.quotes import quotations
from matcher.reporting.schema import CandidateSummary, ContributionSummary, LineSummary, RankingSummary
from matcher.reporting.wording import (
    NECESSITY_LABELS,
    STANDING_LABELS,
    TOO_CLOSE,
    describe_lift,
    describe_tail,
    duration,
    explain_scores,
    implication,
    in_jobs,
    long_date,
    month_name,
    plural,
    rank_band,
    rank_mark,
    skill_details,
    skills_by_kind,
    term_words,
)
from matcher.scoring.components.registry import is_requirement

if TYPE_CHECKING:
    import jinja2

__all__ = ["MOST_QUOTES", "html_pieces", "html_text", "template"]

MOST_QUOTES: Final = 5
"""Quotations under one requirement: a thousand candidates have to open in a browser; the tables hold the rest."""

FIRST_QUOTES: Final = 2
"""Quotations in sight before one asks for more."""

MOST_TERMS: Final = 10
MOST_CHANGES: Final = 5

COLOURS: Final = 12
"""Colours of requirements in the style sheet: Paul Tol's "muted" scheme and relatives, which people with any of the
common colour blindnesses can tell apart, ordered so that light and dark alternate. TF-IDF has a grey of its own."""

STATUS_LABELS: Final = {
    "met": "",
    "not found": "Nothing found.",
    "unreadable": "Could not be read.",
}

GAP: Final = 0.35
"""Between the segments of a bar, in per cent of its width: neighbours stay apart without any colour at all."""


def html_text(summary: RankingSummary) -> str:
    """Return the report as one self-contained page.

    Args:
        summary: of :func:`matcher.reporting.summarize.summarize`.

    Returns:
        HTML whose content security policy allows its own style and script and nothing else.
    """
    return "".join(html_pieces(summary))


def html_pieces(summary: RankingSummary) -> Iterator[str]:
    """Yield the text of :func:`html_text` in pieces: what a thousand candidates show is not held in memory."""
    candidates = summary["candidates"]
    rest: Any = {name: value for name, value in summary.items() if name != "candidates"}
    safe = printable_tree(rest)
    colours = _colours(safe["lines"])
    columns = in_view(candidate_columns(safe["lines"]), "html")
    style, script = _resource("report.css"), _resource("report.js")
    from markupsafe import Markup

    def shown() -> Iterator[dict[str, Any]]:
        for candidate in candidates:
            yield _candidate(printable_tree(_without_mentions(candidate)), safe["lines"], colours, columns)

    details: Iterable[Any]
    if isinstance(candidates, PackedSequence) and candidates.is_packed:
        # What details show would take much memory, and is made twice.
        rows: list[Any] = [{name: value for name, value in row.items() if name in _IN_TABLE} for row in shown()]
        details = shown()
    else:
        details = rows = list(shown())
    stream = template().stream(
        role=safe["profile"]["label"],
        profile=safe["profile"],
        as_of=safe["as_of"],
        counts=safe["counts"],
        set_apart=(
            ("needs review", "review", "for review"),
            ("duplicates", "duplicates", "duplicates" if safe["counts"]["duplicates"] != 1 else "duplicate"),
            ("failed", "failed", "failed"),
        ),
        explained=explain_scores((line["component"], line["possible"]) for line in safe["lines"]),
        lines=[{**line, "colour": colours[line["key"]]} for line in safe["lines"]],
        columns=columns,
        rows=rows,
        candidates=details,
        needs_review=safe["needs_review"],
        duplicates=safe["duplicates"],
        duplicates_note=(
            "Files with the same bytes as another file."
            if all(d["similarity"] == "same bytes" for d in safe["duplicates"])
            else "Files that repeat another file, which is ranked in their place."
        ),
        failures=safe["failures"],
        versions=safe["versions"],
        necessity_labels=NECESSITY_LABELS,
        status_labels=STATUS_LABELS,
        shown_first=FIRST_QUOTES,
        too_close=TOO_CLOSE if any("≈" in rank_mark(c) for c in rows) else "",
        tail=describe_tail(safe["tail"]) if "tail" in safe else "",
        rated=bool(safe["profile"]["bands"]),
        style=Markup(style),  # noqa: S704 - a file of this package
        script=Markup(script),  # noqa: S704 - a file of this package
        style_hash=_hash(style),
        script_hash=_hash(script),
    )
    stream.enable_buffering(1000)
    yield from stream


_IN_TABLE: Final = frozenset(
    "document rank rank_best rank_worst tied group fit score possible musts musts_met missing_musts segments "
    "line_points skill_words top_skills sort_keys cells warnings".split()
)
"""What the table of candidates shows of each; the details are made one after another."""


def _without_mentions(candidate: CandidateSummary) -> CandidateSummary:
    """Return a copy without mentions: the page does not show them, and they are most of the data."""
    return {**candidate, "skills": [{**skill, "mentions": []} for skill in candidate["skills"]]}


def template() -> jinja2.Template:
    """Return the page's template; it is compiled once per process."""
    return _environment().get_template("report.html.j2")


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("matcher.reporting", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters.update(
        duration=duration,
        long_date=long_date,
        month_name=month_name,
        implication=implication,
        plural=plural,
        skill_details=skill_details,
        points=lambda value: f"{value:.2f}",
        describe_lift=describe_lift,
        describe_work=describe_work,
        rank_mark=rank_mark,
        mail_address=lambda address: quote(address, safe="@+"),
        dialled=lambda number: "".join(c for c in number if c.isdigit() or c == "+"),
    )
    environment.globals.update(rank_band=rank_band, in_jobs=in_jobs)
    return environment


@cache
def _resource(name: str) -> str:
    from importlib.resources import files

    return files("matcher.reporting").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Return the name of an inline style or script in a content security policy."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _colours(lines: list[LineSummary]) -> dict[str, int]:
    """Return the number of each line's colour, by the line's key."""
    requirements = [line["key"] for line in lines if is_requirement(line["component"])]
    return {line["key"]: COLOURS for line in lines} | {key: i % COLOURS for i, key in enumerate(requirements)}


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _candidate(
    candidate: CandidateSummary, lines: list[LineSummary], colours: dict[str, int], columns: Sequence[Column]
) -> dict[str, Any]:
    """Return a candidate with what the template needs besides: geometry and choices."""
    entry = TableRow(0, candidate)
    by_line = contributions_by_line(candidate, lines)
    whole = candidate["possible"] or 1.0
    segments, x = [], 0.0
    for line in lines:
        contribution = by_line[line["key"]]
        if contribution and contribution["points"] > 0:
            width = 100 * contribution["points"] / whole
            title = f"{line['label']}: {contribution['points']:.2f} of {contribution['possible']:.2f}"
            segments.append(_segment(colours[line["key"]], x, max(width - GAP, width / 2), title))
            x += width
    requirements = [c for c in candidate["contributions"] if is_requirement(c["component"])]
    by_kind = skills_by_kind(candidate)
    timeline, axis = _timeline(candidate)
    return {
        **candidate,
        "segments": segments,
        "line_points": [_number(c["points"]) if c else "0" for c in by_line.values()],
        "contributions": [_contribution(c, colours[line_key(lines, c)]) for c in candidate["contributions"]],
        "strongest": sorted((c for c in requirements if c["points"] > 0), key=lambda c: -c["points"])[:3],
        "weakest": sorted((c for c in requirements if c["missing"] >= 1), key=lambda c: -c["missing"])[:3],
        "best_changes": candidate["changes"][:MOST_CHANGES],
        "top_skills": _top_skills(candidate),
        "skill_words": "; ".join(s["name"] for _, group in by_kind for s in group),
        "skill_groups": by_kind,
        "other_skills": [
            (STANDING_LABELS[standing].capitalize(), [s for s in candidate["skills"] if s["standing"] == standing])
            for standing in ("implied", "aspired", "negated", "attributed", "invisible")
            if any(s["standing"] == standing for s in candidate["skills"])
        ],
        "timeline": timeline,
        "axis": axis,
        "description": describe_candidate(candidate),
        "cells": {column.name: column.words(entry) for column in columns},
        "sort_keys": {column.name: str(column.value(entry)).lower() for column in columns},
    }


def _top_skills(candidate: CandidateSummary) -> list[str]:
    """Return the two skills with the strongest evidence for each must-have."""
    names: list[str] = []
    known = {s["name"] for s in candidate["skills"]}
    for contribution in candidate["contributions"]:
        if contribution["necessity"] == "must":
            # Evidence of several skills together ("Java + Spring + MySQL") is no skill of its own.
            skills = dict.fromkeys(e["skill"] for e in contribution["evidence"] if e["skill"] in known)
            names += list(skills)[:2]
    return list(dict.fromkeys(names))[:6]


def _segment(colour: int, x: float, width: float, title: str) -> dict[str, Any]:
    return {"colour": colour, "x": _number(x), "width": _number(width), "title": title}


def _contribution(contribution: ContributionSummary, colour: int) -> dict[str, Any]:
    points, possible = contribution["points"], contribution["possible"]
    terms = sorted((t for t in contribution["terms"] if t["term"] and t["points"] > 0), key=lambda t: -t["points"])
    tail = round(points - sum(t["points"] for t in terms[:MOST_TERMS]), 2)
    shown: list[dict[str, Any]] = [
        {
            "term": term_words(t),
            "points": t["points"],
            "segments": [_segment(colour, 0, 100 * t["points"] / terms[0]["points"], term_words(t))],
        }
        for t in terms[:MOST_TERMS]
    ]
    if shown and tail:
        shown.append({"term": "other terms and rounding", "points": tail, "segments": []})
    width = 100 * points / possible if possible else 0.0
    quotes = quotations(contribution["evidence"])
    return {
        **contribution,
        "quotes": quotes[:MOST_QUOTES],
        "more": sum(quote.pieces for quote in quotes[MOST_QUOTES:]),
        "css": "none" if points <= 0 else "some",
        "segments": [_segment(colour, 0, width, f"{points:.2f} of {possible:.2f}")] if width else [],
        "top_terms": shown,
    }


def _timeline(candidate: CandidateSummary) -> tuple[list[dict[str, Any]], tuple[str, str]]:
    """Return the positions, latest first, each with its span on a common axis, and the ends of that axis.

    Those without dates come last and have no span.
    """

    def index(month: str) -> int:
        year, _, number = month.partition("-")
        return int(year) * 12 + int(number) - 1

    dated = [(p["first"], p["last"], p) for p in candidate["positions"] if p["first"] and p["last"]]
    undated = [{**p, "period": period(p)} for p in candidate["positions"] if not p["first"]]
    if not dated:
        return undated, ("", "")
    first = min(index(begin) for begin, _, _ in dated) // 12 * 12
    last = max(index(end) for _, end, _ in dated) + 1
    span = max(last - first, 1)
    shown = [
        {
            **p,
            "period": period(p),
            "x": _number(100 * (index(begin) - first) / span),
            "width": _number(max(100 * (index(end) + 1 - index(begin)) / span, 0.8)),
        }
        for begin, end, p in sorted(dated, key=lambda item: (item[1], item[0]), reverse=True)
    ]
    return shown + undated, (str(first // 12), str((last - 1) // 12))
