"""Lay out what the page shows of one candidate: sentences, ledger with quotes, positions, skills, marked text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, Final

from matcher.reporting.career_wording import period
from matcher.reporting.columns import contributions_by_line, describe_candidate, line_key
from matcher.reporting.page.sentences import three_sentences
from matcher.reporting.printable import printable
from matcher.reporting.quotes import quotations
from matcher.reporting.schema import CandidateSummary, ContributionSummary, LineSummary
from matcher.reporting.wording import STANDING_LABELS, skills_by_kind, term_words

__all__ = ["MOST_QUOTES", "marked_text", "story_of"]

MOST_QUOTES: Final = 5
"""Quotations under one requirement: the text of the résumé, with all marks, is beside them."""

MOST_TERMS: Final = 10
MOST_CHANGES: Final = 5

MOST_SKILLS: Final = 14
"""Skills named with one position."""

GAP: Final = 0.35
"""Between the segments of a bar, in per cent of its width: neighbours stay apart without any colour at all."""

NAMES_OTHERS: Final = {"alike": "has (nearly) the same text as another file of this run, which ranking.csv names"}
"""Warnings that name another candidate, with their words where only one candidate may be shown."""


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def story_of(candidate: CandidateSummary, lines: Sequence[LineSummary], colours: dict[str, int]) -> dict[str, Any]:
    """Return a candidate with what the template needs besides: geometry and choices.

    Args:
        candidate: of the summary, printable.
        lines: the ledger's lines.
        colours: the number of each line's colour, by its key.
    """
    by_kind = skills_by_kind(candidate)
    timeline, axis = _timeline(candidate)
    units = _utf16_offsets(candidate["text"])
    return {
        **candidate,
        "sentences": three_sentences(candidate),
        "waterfall": _waterfall(candidate, lines, colours),
        "contributions": [
            _contribution(c, line_key(lines, c), colours[line_key(lines, c)], units) for c in candidate["contributions"]
        ],
        "best_changes": candidate["changes"][:MOST_CHANGES],
        "warnings": [{**w, "message": NAMES_OTHERS.get(w["code"], w["message"])} for w in candidate["warnings"]],
        "skill_groups": by_kind,
        "other_skills": [
            (STANDING_LABELS[standing].capitalize(), [s for s in candidate["skills"] if s["standing"] == standing])
            for standing in ("implied", "aspired", "negated", "attributed", "invisible")
            if any(s["standing"] == standing for s in candidate["skills"])
        ],
        "timeline": timeline,
        "axis": axis,
        "description": describe_candidate(candidate),
    }


def marked_text(candidate: CandidateSummary, lines: Sequence[LineSummary]) -> dict[str, Any]:
    """Return the résumé's text, and what is marked in it.

    Args:
        candidate: of the summary, as it is.
        lines: the ledger's lines.

    Returns:
        ``text``, and ``marks``: for each its distance from the end of the one before, its length (both in UTF-16 units,
        as a browser counts), and the index of the line that the words are evidence for, or -1 for a mention of a skill
        that earns nothing by itself; sorted, without overlaps.
    """
    text = candidate["text"]
    index = {line["key"]: n for n, line in enumerate(lines)}
    found = [
        (e["start"], -e["end"], index[line_key(lines, c)]) for c in candidate["contributions"] for e in c["evidence"]
    ]
    found += [
        (m["start"], -m["end"], len(lines))
        for s in candidate["skills"]
        for m in s["mentions"]
        if m["visible"] and m["assertion"] == "claimed"
    ]
    units = _utf16_offsets(text)
    marks: list[int] = []
    at = 0
    for start, end, line in sorted(found):
        if at <= start < -end <= len(text):
            marks += (units(start) - units(at), units(-end) - units(start), -1 if line == len(lines) else line)
            at = -end
    shown = "\n".join(printable(part) for part in text.split("\n"))
    return {"text": shown, "marks": marks}


def _utf16_offsets(text: str) -> Callable[[int], int]:
    if text.isascii() or max(text) <= "\uffff":
        return lambda offset: offset
    wide = [n for n, character in enumerate(text) if character > "\uffff"]
    return lambda offset: offset + bisect_left(wide, offset)


def _waterfall(
    candidate: CandidateSummary, lines: Sequence[LineSummary], colours: dict[str, int]
) -> list[dict[str, Any]]:
    """Return the ledger as steps from 0 to the score, in per cent of the possible points."""
    whole = candidate["possible"] or 1.0
    steps: list[dict[str, Any]] = []
    x = 0.0
    for key, contribution in contributions_by_line(candidate, lines).items():
        if contribution is None:
            continue
        width, room = (100 * contribution[part] / whole for part in ("points", "possible"))
        steps.append(
            {
                "key": key, "label": contribution["label"], "points": contribution["points"],
                "possible": contribution["possible"], "colour": colours[key], "x": _number(x),
                "width": _number(max(width - GAP, width / 2)), "room": _number(room),
            }
        )  # fmt: skip
        x += width
    return steps


def _contribution(
    contribution: ContributionSummary, key: str, colour: int, units: Callable[[int], int]
) -> dict[str, Any]:
    points = contribution["points"]
    terms = sorted((t for t in contribution["terms"] if t["term"] and t["points"] > 0), key=lambda t: -t["points"])
    tail = round(points - sum(t["points"] for t in terms[:MOST_TERMS]), 2)
    shown: list[dict[str, Any]] = [
        {
            "term": term_words(t),
            "points": t["points"],
            "segments": [{"colour": colour, "x": "0", "width": _number(100 * t["points"] / terms[0]["points"])}],
        }
        for t in terms[:MOST_TERMS]
    ]
    if shown and tail:
        shown.append({"term": "other terms and rounding", "points": tail, "segments": []})
    quotes = quotations(contribution["evidence"])
    return {
        **contribution,
        "key": key,
        "quotes": [
            {**asdict(quote), "marked": quote.marked, "start": units(quote.start)} for quote in quotes[:MOST_QUOTES]
        ],
        "more": sum(quote.pieces for quote in quotes[MOST_QUOTES:]),
        "top_terms": shown,
    }


def _timeline(candidate: CandidateSummary) -> tuple[list[dict[str, Any]], tuple[str, str]]:
    """Return the positions, latest first, each with its skills and its span on a common axis, and the axis' ends.

    Those without dates come last and have no span.
    """

    def index(month: str) -> int:
        year, _, number = month.partition("-")
        return int(year) * 12 + int(number) - 1

    skills = _skills_by_position(candidate)
    positions: list[dict[str, Any]] = [
        {**p, "period": period(p), "skills": skills.get(n, [])} for n, p in enumerate(candidate["positions"])
    ]
    dated = [p for p in positions if p["first"] and p["last"]]
    undated = [p for p in positions if not p["first"]]
    if not dated:
        return undated, ("", "")
    first = min(index(p["first"]) for p in dated) // 12 * 12
    last = max(index(p["last"]) for p in dated) + 1
    span = max(last - first, 1)
    for p in dated:
        p["x"] = _number(100 * (index(p["first"]) - first) / span)
        p["width"] = _number(max(100 * (index(p["last"]) + 1 - index(p["first"])) / span, 0.8))
    dated.sort(key=lambda p: (p["last"], p["first"]), reverse=True)
    return dated + undated, (str(first // 12), str((last - 1) // 12))


def _skills_by_position(candidate: CandidateSummary) -> dict[int, list[str]]:
    """Return the names of the skills that each position claims, in the order of the text."""
    found: dict[int, dict[str, int]] = {}
    for skill in candidate["skills"]:
        for m in skill["mentions"]:
            if m["position"] is not None and m["visible"] and m["assertion"] == "claimed":
                starts = found.setdefault(m["position"], {})
                starts[skill["name"]] = min(m["start"], starts.get(skill["name"], m["start"]))
    return {position: sorted(starts, key=lambda name: starts[name])[:MOST_SKILLS] for position, starts in found.items()}
