"""A ranking as rows and pandas frames: for notebooks, and for the tables that are written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from matcher.ranking.tail import Tail
from matcher.reporting.schema import CandidateSummary, ContributionSummary, LineSummary, RankingSummary
from matcher.reporting.wording import KIND_LABELS, skills_by_kind

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "candidate_row",
    "evidence_rows",
    "ledger_frame",
    "ledger_rows",
    "mentions_frame",
    "points_by_line",
    "skill_rows",
    "skills_frame",
    "standing_rows",
    "to_frame",
]

TOP_SKILLS: Final = 10
"""Names in a cell of top skills: enough to recognise a profile, few enough to read in a row."""

JUDGED_KINDS: Final = ("language", "framework", "database")

ROWS: Final = 10_000
"""Rows that become a frame at a time: a million dictionaries at once would take gigabytes."""


def to_frame(summary: RankingSummary, tail: Tail | None = None) -> pd.DataFrame:
    """One row a candidate, best first.

    Args:
        summary: of :func:`matcher.reporting.summarize.summarize`.
        tail: the candidates that it only counts; what rests on their evidence is missing.

    Returns:
        ``rank``, ``rank_best``, ``rank_worst``, ``group``, ``document``, ``score``, ``fit``, a column ``points_…`` a line
        of the ledger, counts, months of experience, top skills by kind and warnings.
    """
    import pandas as pd

    lines = summary["lines"]
    columns = list(candidate_row(nobody(), lines))
    top = pd.DataFrame([candidate_row(c, lines) for c in summary["candidates"]], columns=columns)
    if tail is None:
        return top
    rows = standing_rows(tail, lines)
    frames = [top]
    while some := list(islice(rows, ROWS)):
        frames.append(pd.DataFrame(some).reindex(columns=columns))
    return pd.concat([frame for frame in frames if len(frame)], ignore_index=True)


def ledger_frame(summary: RankingSummary) -> pd.DataFrame:
    """One row a line of a candidate's ledger; the points of a document's rows add up to its score."""
    return _frame(ledger_rows(summary), LEDGER_COLUMNS)


def skills_frame(summary: RankingSummary) -> pd.DataFrame:
    """One row a candidate and skill, with its months, last use and standing ("dated", "named", "implied" ...)."""
    return _frame(skill_rows(summary), SKILL_COLUMNS)


def mentions_frame(summary: RankingSummary) -> pd.DataFrame:
    """One row a mention of a skill, with its place in the document's text."""
    rows = [
        {"rank": c["rank"], "document": c["document"], "skill": s["name"], "kind": s["kind"], **m}
        for c in summary["candidates"]
        for s in c["skills"]
        for m in s["mentions"]
    ]
    return _frame(rows, MENTION_COLUMNS)


LEDGER_COLUMNS: Final = (
    "order",
    "rank",
    "document",
    "requirement",
    "label",
    "component",
    "necessity",
    "points",
    "possible",
    "missing",
    "status",
    "evidence",
    "explanation",
)
SKILL_COLUMNS: Final = (
    "order",
    "rank",
    "document",
    "skill",
    "kind",
    "standing",
    "months",
    "last_used",
    "current",
    "implied_by",
    "mentions",
    "surface_forms",
    "shown",
    "level",
    "years",
)
MENTION_COLUMNS: Final = (
    "rank",
    "document",
    "skill",
    "kind",
    "surface_form",
    "start",
    "end",
    "page",
    "section",
    "position",
    "assertion",
    "version",
    "visible",
    "setting",
    "level",
    "level_words",
    "years",
    "years_words",
    "remark",
)


def _frame(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=list(columns))


def nobody() -> CandidateSummary:
    """A candidate without anything, to read the columns from."""
    return CandidateSummary(
        rank=0,
        rank_best=0,
        rank_worst=0,
        tied=False,
        group=0,
        fit="",
        document="",
        sha256="",
        score=0.0,
        possible=0.0,
        contributions=[],
        skills=[],
        warnings=[],
        media_type="",
        pages=0,
        words=0,
        characters=0,
        months=0,
        positions=[],
        musts_met=0,
        musts=0,
        missing_musts=[],
        changes=[],
        past_next=None,
        next_band=None,
    )


def points_by_line(candidate: CandidateSummary, lines: list[LineSummary]) -> dict[str, ContributionSummary | None]:
    """A candidate's contribution under each line's key; None where its ledger lacks the line."""
    own = {(c["component"], c["requirement"]): c for c in candidate["contributions"]}
    return {line["key"]: own.get((line["component"], line["requirement"])) for line in lines}


def candidate_row(candidate: CandidateSummary, lines: list[LineSummary]) -> dict[str, Any]:
    """One candidate as a flat row; the keys are the columns, in order."""
    row: dict[str, Any] = {
        key: candidate[key] for key in ("rank", "rank_best", "rank_worst", "group", "document", "score", "fit")
    }
    for key, contribution in points_by_line(candidate, lines).items():
        row[f"points_{key}"] = contribution["points"] if contribution else None
    row["musts_met"] = candidate["musts_met"]
    row["musts"] = candidate["musts"]
    row["missing_musts"] = "; ".join(candidate["missing_musts"])
    row["months"] = candidate["months"]
    row["positions"] = sum(p["section"] == "experience" for p in candidate["positions"])
    row["pages"] = candidate["pages"]
    row["words"] = candidate["words"]
    row["characters"] = candidate["characters"]
    row["skills"] = sum(s["standing"] in ("dated", "named") for s in candidate["skills"])
    by_kind = dict(skills_by_kind(candidate))
    for kind in JUDGED_KINDS:
        names = [skill["name"] for skill in by_kind.pop(KIND_LABELS[kind], [])]
        row[f"top_{kind}s"] = "; ".join(names[:TOP_SKILLS])
    others = [skill for group in by_kind.values() for skill in group]
    others.sort(key=lambda s: (-s["months"], s["name"].casefold()))
    row["top_others"] = "; ".join(skill["name"] for skill in others[:TOP_SKILLS])
    row["warnings"] = "; ".join(f"{w['code']}: {w['message']}" for w in candidate["warnings"])
    row["sha256"] = candidate["sha256"]
    return row


def standing_rows(tail: Tail, lines: list[LineSummary]) -> Iterator[dict[str, Any]]:
    """Candidates of whom only figures are told as flat rows: those keys of :func:`candidate_row` that figures fill."""
    key_of = {(line["component"], line["requirement"]): f"points_{line['key']}" for line in lines}
    keys = [key_of[line.component, line.requirement] for line in tail.lines]
    musts = sum(line["necessity"] == "must" for line in lines)
    for standing in tail:
        yield {
            "rank": standing.rank,
            "rank_best": standing.rank_best,
            "rank_worst": standing.rank_worst,
            "group": standing.group,
            "document": standing.document,
            "score": standing.score,
            "fit": standing.fit,
            **dict(zip(keys, standing.points, strict=True)),
            "musts_met": musts - len(standing.missing_musts),
            "musts": musts,
            "missing_musts": "; ".join(standing.missing_musts),
            "months": standing.facts["months"],
            "pages": standing.facts["pages"],
            "words": standing.facts["words"],
            "sha256": standing.sha256,
        }


def ledger_rows(summary: RankingSummary) -> list[dict[str, Any]]:
    """One row a line of a candidate's ledger; ``order`` counts candidates from 1 and is never shared."""
    return [
        {
            "order": order,
            "rank": candidate["rank"],
            "document": candidate["document"],
            **{key: c[key] for key in LEDGER_COLUMNS[3:11]},
            "evidence": len(c["evidence"]),
            "explanation": c["explanation"],
        }
        for order, candidate in enumerate(summary["candidates"], start=1)
        for c in candidate["contributions"]
    ]


def evidence_rows(summary: RankingSummary) -> list[dict[str, Any]]:
    """One row a piece of evidence."""
    return [
        {
            "order": order,
            "rank": candidate["rank"],
            "document": candidate["document"],
            "label": c["label"],
            "skill": e["skill"],
            "surface_form": e["surface_form"],
            "quote": e["quote"],
            "page": e["page"],
            "section": e["section"],
            "note": e["note"],
            "months": e["months"],
            "strength": e["strength"],
            "start": e["start"],
            "end": e["end"],
        }
        for order, candidate in enumerate(summary["candidates"], start=1)
        for c in candidate["contributions"]
        for e in c["evidence"]
    ]


def skill_rows(summary: RankingSummary) -> list[dict[str, Any]]:
    """One row a candidate and skill."""
    return [
        {
            "order": order,
            "rank": candidate["rank"],
            "document": candidate["document"],
            "skill": s["name"],
            "kind": s["kind"],
            "standing": s["standing"],
            "months": s["months"],
            "last_used": s["last_used"],
            "current": s["current"],
            "implied_by": s["implied_by"],
            "mentions": len(s["mentions"]),
            "surface_forms": "; ".join(sorted({m["surface_form"] for m in s["mentions"]})),
            "shown": s["shown"],
            "level": s["level"],
            "years": s["years"],
        }
        for order, candidate in enumerate(summary["candidates"], start=1)
        for s in candidate["skills"]
    ]
