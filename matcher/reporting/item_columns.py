"""Define the columns of what a candidate has several of: ledger lines, evidence, skills, mentions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from matcher.reporting.columns import Column, Kind, TableRow, View, candidate_entries
from matcher.reporting.schema import MentionSummary, RankingSummary
from matcher.reporting.wording import NECESSITY_LABELS, how_mentioned, kind_label

__all__ = [
    "EVIDENCE",
    "LEDGER",
    "MENTIONS",
    "SKILLS",
    "evidence_entries",
    "ledger_entries",
    "mention_entries",
    "skill_entries",
]


def _cell(
    name: str, label: str, kind: Kind = "text", views: frozenset[View] = frozenset({"frame", "sheet"}), **more: Any
) -> Column:
    """Return the column of an item's field; ``value`` overrides where it comes from."""
    more.setdefault("value", lambda entry: entry.item[name])
    return Column(name=name, label=label, kind=kind, views=views, **more)


_FRAME: Final = frozenset[View]({"frame"})
_SHEET: Final = frozenset[View]({"sheet"})
_ORDER: Final = _cell("order", "No.", "count", value=lambda e: e.order, width=5)
_RANK: Final = _cell("rank", "Rank", "count", value=lambda e: e.candidate["rank"], width=6)
_DOCUMENT: Final = _cell("document", "Document", value=lambda e: e.candidate["document"], width=38)

LEDGER: Final[Sequence[Column]] = (
    _ORDER, _RANK, _DOCUMENT,
    _cell("requirement", "Requirement's id", views=_FRAME),
    _cell("label", "Requirement", width=30),
    _cell("component", "Component", width=11),
    _cell("necessity", "Necessity", text=lambda e: NECESSITY_LABELS.get(e.item["necessity"], ""), width=12),
    _cell("points", "Points", "points"),
    _cell("possible", "Possible", "points"),
    _cell("missing", "Missing", "points"),
    _cell("share", "Share earned", "share", _SHEET,
          value=lambda e: e.item["points"] / e.item["possible"] if e.item["possible"] else None),
    _cell("status", "Status", width=11),
    _cell("evidence", "Pieces of evidence", "count", value=lambda e: len(e.item["evidence"])),
    _cell("explanation", "How this was calculated", width=90),
)  # fmt: skip
"""A contribution: one line of a candidate's ledger."""

_EVIDENCE_FIELDS: Final[Sequence[tuple[str, str, Kind, float]]] = (
    ("skill", "Skill", "text", 18), ("surface_form", "As written", "text", 30), ("quote", "Quote", "text", 90),
    ("page", "Page", "count", 6), ("section", "Section", "text", 12), ("note", "How it counts", "text", 30),
    ("months", "Named in jobs spanning (months)", "count", 12), ("strength", "Strength", "points", 9),
    ("start", "From character", "count", 10), ("end", "To character", "count", 10),
)  # fmt: skip

EVIDENCE: Final[Sequence[Column]] = (
    _ORDER, _RANK, _DOCUMENT,
    _cell("label", "Requirement", value=lambda e: e.item[0]["label"], width=30),
    *(_cell(name, label, kind, value=lambda e, name=name: e.item[1][name], width=width)
      for name, label, kind, width in _EVIDENCE_FIELDS),
)  # fmt: skip
"""Evidence of a contribution."""

SKILLS: Final[Sequence[Column]] = (
    _ORDER, _RANK, _DOCUMENT,
    _cell("skill", "Skill", value=lambda e: e.item["name"], width=22),
    _cell("kind", "Kind", text=lambda e: kind_label(e.item["kind"]), width=22),
    _cell("standing", "How the résumé mentions it", text=lambda e: how_mentioned(e.item), width=22),
    _cell("months", "Named in jobs spanning (months)", "count", width=12),
    _cell("mentions_at_work", "Mentions at work", "count", width=10),
    _cell("last_used", "Last such month"),
    _cell("current", "In a current job", text=lambda e: "yes" if e.item["current"] else "", width=8),
    _cell("implied_by", "Implied by", width=18),
    _cell("mentions", "Mentions", "count", value=lambda e: len(e.item["mentions"])),
    _cell("surface_forms", "As written", width=36,
          value=lambda e: "; ".join(sorted({m["surface_form"] for m in e.item["mentions"]}))),
    _cell("shown", "Shown in work or only listed", width=12),
    _cell("level", "Claimed level", width=12),
    _cell("years", "Claimed years", "count"),
)  # fmt: skip
"""A skill of a candidate."""

MENTIONS: Final[Sequence[Column]] = (
    _RANK, _DOCUMENT,
    _cell("skill", "Skill", value=lambda e: e.item[0]["name"]),
    _cell("kind", "Kind", value=lambda e: e.item[0]["kind"]),
    *(_cell(name, name, value=lambda e, name=name: e.item[1][name]) for name in MentionSummary.__annotations__),
)  # fmt: skip
"""A mention of a skill: all fields of :class:`matcher.reporting.schema.MentionSummary`."""


def ledger_entries(summary: RankingSummary) -> Iterator[TableRow]:
    """Yield a row per candidate and line of its ledger."""
    for entry in candidate_entries(summary):
        yield from (entry._replace(item=contribution) for contribution in entry.candidate["contributions"])


def evidence_entries(summary: RankingSummary) -> Iterator[TableRow]:
    """Yield a row per candidate, ledger line and piece of evidence."""
    for entry in ledger_entries(summary):
        yield from (entry._replace(item=(entry.item, evidence)) for evidence in entry.item["evidence"])


def skill_entries(summary: RankingSummary) -> Iterator[TableRow]:
    """Yield a row per candidate and skill."""
    for entry in candidate_entries(summary):
        yield from (entry._replace(item=skill) for skill in entry.candidate["skills"])


def mention_entries(summary: RankingSummary) -> Iterator[TableRow]:
    """Yield a row per candidate, skill and mention."""
    for entry in skill_entries(summary):
        yield from (entry._replace(item=(entry.item, mention)) for mention in entry.item["mentions"])
