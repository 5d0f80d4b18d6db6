"""Define every column of the reports once: its name, heading, kind, source and views.

A writer chooses the columns of its view and iterates over them; none keeps a list of its own. To add a column, add it
here. A number that is to be known of the tail too is a fact of :mod:`matcher.scoring.candidate_facts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from matcher.extraction.formats import label_of
from matcher.languages.word_lists import name_of
from matcher.ranking.tail import TailBlock
from matcher.reporting.schema import (
    CandidateSummary,
    ContributionSummary,
    LineSummary,
    RankingSummary,
    SkillSummary,
)
from matcher.reporting.wording import (
    duration,
    plural,
    rank_band,
    rank_mark,
)
from matcher.scoring.candidate_facts import FACTS, CandidateFact

__all__ = [
    "SET_ASIDE",
    "Column",
    "Kind",
    "TableRow",
    "View",
    "candidate_columns",
    "candidate_entries",
    "contributions_by_line",
    "describe_candidate",
    "in_view",
    "line_key",
    "set_aside_rows",
]

View = Literal["csv", "frame", "dataset", "sheet", "html", "markdown", "terminal", "description"]
"""Where a column is shown: ranking.csv, data frames, ranking.parquet, ranking.xlsx; the ranking table of a report for
people; and the line that describes a candidate in such a report."""

Kind = Literal["count", "points", "share", "text", "digest"]
"""Whole number; points with two decimals; share of 1; words of a stranger or ours; hexadecimal."""

TOP_SKILLS: Final = 10
"""Names in a cell of top skills: enough to recognise a profile, few enough to read in a row."""

MOST_CHANGES: Final = 3

JUDGED_KINDS: Final = ("language", "framework", "database")
"""Kinds of skills with a column of their own."""

_DATA: Final = frozenset[View]({"csv", "frame", "dataset", "sheet"})
_PEOPLE: Final = frozenset[View]({"html", "markdown", "terminal"})
_SHEET: Final = frozenset[View]({"sheet"})
_DESCRIPTION: Final = frozenset[View]({"description"})
_TERMINAL: Final = frozenset[View]({"terminal"})
_DETAILED: Final = frozenset[View]({"csv", "frame", "sheet"})

_PERSON: Final = (
    ("name", "Name", 24),
    ("title", "Title", 28),
    ("emails", "E-mail", 28),
    ("phones", "Telephone", 20),
    ("place", "Place", 20),
    ("links", "Links", 28),
)
"""Columns of the person: name in the summary, heading and width. They are empty with ``--no-person``."""

_RANKING_HEADINGS: Final = {"months": "Experience"}
"""Facts that the ranking tables for people show, with their headings there."""


class TableRow(NamedTuple):
    """A row of a table: a candidate, and an item of it where the table has several rows per candidate."""

    order: int
    """Counts candidates from 1; never shared."""
    candidate: CandidateSummary
    item: Any = None
    """A contribution, a skill, or a pair: contribution and evidence, skill and mention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table.

    >>> Column(name="pages", label="Pages", value=lambda entry: entry.candidate["pages"], views=_DATA).heading
    'Pages'
    """

    name: str
    label: str
    """Heading of its column in a spreadsheet."""
    value: Callable[[TableRow], Any]
    """Its value from the summary: for programs, and for sorting."""
    kind: Kind = "text"
    tail: Callable[[TailBlock], Sequence[Any]] | None = None
    """Its values in a block of the tail, points in whole hundredths; None if they need evidence."""
    text: Callable[[TableRow], str] | None = None
    """Its words for people; None for the value itself."""
    views: frozenset[View]
    short: str = ""
    """Heading in a ranking table for people, if it is another."""
    width: float = 10
    """Characters in a spreadsheet; text in a column narrower than 30 is not wrapped."""

    @property
    def heading(self) -> str:
        """Heading in a ranking table for people."""
        return self.short or self.label

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self.kind in ("count", "points", "share")

    def words(self, entry: TableRow) -> str:
        """Return what a ranking table for people shows."""
        value = self.value(entry) if self.text is None else self.text(entry)
        return f"{value:.2f}" if self.kind == "points" and self.text is None else str(value)


def in_view(columns: Sequence[Column], view: View) -> list[Column]:
    """Return the columns of a view."""
    return [column for column in columns if view in column.views]


def candidate_columns(lines: Sequence[LineSummary]) -> list[Column]:
    """Return the columns of a candidate, in their order everywhere.

    Args:
        lines: the ledger lines of the ranking, each of which has a column.
    """
    musts = sum(line["necessity"] == "must" for line in lines)
    return [
        Column(name="status", label="Status", value=lambda _: "assessed", views=frozenset({"csv"}),
               tail=lambda block: ["assessed"] * len(block.rank)),
        Column(name="order", label="No.", kind="count", value=lambda e: e.order, views=frozenset({"sheet"}), width=5),
        _field("rank", "Rank", "count", _DATA | _PEOPLE, lambda block: block.rank, width=6,
               text=lambda e: rank_mark(e.candidate)),
        _field("rank_best", "Best rank", "count", _DATA - _SHEET, lambda block: block.rank_best),
        _field("rank_worst", "Worst rank", "count", _DATA - _SHEET, lambda block: block.rank_worst),
        Column(name="rank_band", label="Rank band", short="Band", value=_band, width=8,
               views=frozenset({"sheet", "markdown", "terminal"})),
        _field("group", "Group", "count", _DATA, lambda block: block.group, width=7),
        _field("document", "Document", "text", _DATA | _PEOPLE, lambda block: block.documents, short="Candidate",
               width=38),
        Column(name="media_type", label="Format", value=_media, views=frozenset({"description"})),
        _field("score", "Score", "points", _DATA | _PEOPLE, lambda block: block.scores, width=16),
        Column(name="check", label="Check: sum of ledger", kind="points", value=lambda e: e.candidate["score"],
               views=frozenset({"sheet"})),
        Column(name="bar", label="Points by requirement", value=lambda _: "", views=frozenset({"html", "terminal"})),
        _field("fit", "Fit", "text", _DATA | {"markdown", "terminal"}, lambda block: block.fits, width=9,
               text=lambda e: e.candidate["fit"] or "–"),
        *(_person(name, label, width) for name, label, width in _PERSON),
        *map(_points, lines),
        _field("musts_met", "Must-haves met", "count", _DATA | _PEOPLE | {"description"},
               lambda block: [musts - len(missing) for missing in block.missing_musts], short="Must-haves",
               text=_musts_met),
        _field("musts", "Must-haves", "count", _DATA - _SHEET, lambda block: [musts] * len(block.rank)),
        Column(name="missing_musts", label="Must-haves without evidence", short="Not found among the must-haves",
               value=lambda e: "; ".join(e.candidate["missing_musts"]), views=_DATA | {"markdown"},
               tail=lambda block: ["; ".join(missing) if missing else "" for missing in block.missing_musts],
               text=lambda e: ", ".join(e.candidate["missing_musts"]) or "–", width=30),
        *(_fact(fact) for fact in FACTS if fact.name != "languages"),
        Column(name="languages", label="Languages of the text", value=lambda e: "; ".join(e.candidate["languages"]),
               tail=lambda block: ["; ".join(codes) for codes in block.facts["languages"]],
               text=lambda e: f"in {' and '.join(map(name_of, e.candidate['languages']))}",
               views=_DATA | _DESCRIPTION, width=12),
        Column(name="positions", label="Dated positions", kind="count", value=_positions,
               views=_DETAILED | {"description"}, text=lambda e: plural(_positions(e), "dated position")),
        Column(name="skills", label="Skills", kind="count", value=_claimed_skills, views=_DETAILED),
        *(_top_skills(kind) for kind in JUDGED_KINDS),
        Column(name="top_others", label="Other skills", views=_DETAILED, width=36,
               value=lambda e: _names(e.candidate, lambda s: s["kind"] not in JUDGED_KINDS)),
        Column(name="changes", label="Would raise the score most", value=_changes, views=_SHEET, width=44),
        Column(name="warnings", label="Warnings", views=_DETAILED, width=44,
               value=lambda e: "; ".join(f"{w['code']}: {w['message']}" for w in e.candidate["warnings"])),
        Column(name="reason", label="Reason", value=lambda _: "", views=frozenset({"csv"})),
        _field("sha256", "SHA-256", "digest", frozenset({"csv", "frame", "dataset"}), lambda block: block.sha256),
    ]  # fmt: skip


def _field(
    name: str, label: str, kind: Kind, views: frozenset[View], tail: Callable[[TailBlock], Sequence[Any]], **more: Any
) -> Column:
    """Return the column of a field of the summary that is known of the tail too."""

    def value(entry: TableRow) -> Any:
        return entry.candidate[name]  # type: ignore[literal-required]

    return Column(name=name, label=label, kind=kind, value=value, views=views, tail=tail, **more)


def _person(name: str, label: str, width: float) -> Column:
    def value(row: TableRow) -> str:
        person: Any = row.candidate["person"]
        found = person[name] if person is not None else ""
        return found if isinstance(found, str) else "; ".join(found)

    return Column(name=name, label=label, value=value, views=_DETAILED, width=width)


def _fact(fact: CandidateFact) -> Column:
    def sentence(entry: TableRow) -> str:
        number: int = entry.candidate[fact.name]  # type: ignore[literal-required]
        return duration(number) if fact.noun == "month" else plural(number, fact.noun)

    views = (
        _DATA
        | (_DESCRIPTION if fact.noun else frozenset[View]())
        | (_PEOPLE - _TERMINAL if fact.name in _RANKING_HEADINGS else frozenset[View]())
    )
    short = _RANKING_HEADINGS.get(fact.name, "")
    return _field(
        fact.name, fact.label, "count", views, lambda block: block.facts[fact.name], text=sentence, short=short
    )


def _points(line: LineSummary) -> Column:
    key = line["component"], line["requirement"]

    def value(entry: TableRow) -> float | None:
        contribution = _contribution(entry.candidate, line)
        return contribution["points"] if contribution else None

    return Column(
        name=f"points_{line['key']}", label=f"{line['label']} (of {line['possible']:g})", kind="points", value=value,
        tail=lambda block: block.points[key], views=_DATA, width=13,
    )  # fmt: skip


def _contribution(candidate: CandidateSummary, line: LineSummary) -> ContributionSummary | None:
    for c in candidate["contributions"]:
        if c["requirement"] == line["requirement"] and c["component"] == line["component"]:
            return c
    return None


def contributions_by_line(
    candidate: CandidateSummary, lines: Sequence[LineSummary]
) -> dict[str, ContributionSummary | None]:
    """Return a candidate's contribution for each line's key; None if its ledger lacks the line."""
    return {line["key"]: _contribution(candidate, line) for line in lines}


def line_key(lines: Sequence[LineSummary], contribution: ContributionSummary) -> str:
    """Return the key of a contribution's line."""
    same = (contribution["component"], contribution["requirement"])
    return next(line["key"] for line in lines if (line["component"], line["requirement"]) == same)


def _band(entry: TableRow) -> str:
    return rank_band(entry.candidate["rank_best"], entry.candidate["rank_worst"])


def _media(entry: TableRow) -> str:
    return label_of(entry.candidate["media_type"]) or "unknown type"


def _musts_met(entry: TableRow) -> str:
    return f"{entry.candidate['musts_met']} of {entry.candidate['musts']}"


def _positions(entry: TableRow) -> int:
    return sum(p["kind"] == "work" and p["first"] is not None for p in entry.candidate["positions"])


def _claimed_skills(entry: TableRow) -> int:
    return sum(s["standing"] in ("dated", "named") for s in entry.candidate["skills"])


def _changes(entry: TableRow) -> str:
    return "; ".join(f"{x['change']} (+{x['gain']:.2f})" for x in entry.candidate["changes"][:MOST_CHANGES])


def _top_skills(kind: str) -> Column:
    return Column(
        name=f"top_{kind}s", label=f"{kind.capitalize()}s", views=_DETAILED, width=32,
        value=lambda e: _names(e.candidate, lambda s: s["kind"] == kind),
    )  # fmt: skip


def _names(candidate: CandidateSummary, is_wanted: Callable[[SkillSummary], bool]) -> str:
    """Return the names of claimed skills with the most months."""
    skills = [s for s in candidate["skills"] if s["standing"] in ("dated", "named") and is_wanted(s)]
    skills.sort(key=lambda s: (-s["months"], s["name"].casefold(), s["id"]))
    return "; ".join(s["name"] for s in skills[:TOP_SKILLS])


def describe_candidate(candidate: CandidateSummary) -> list[str]:
    """Describe a candidate in a few words each: format, must-haves, experience, pages …; what is zero is left out."""
    entry, parts = TableRow(0, candidate), []
    for column in in_view(candidate_columns([]), "description"):
        if column.name == "musts_met":
            parts += [f"{column.words(entry)} must-haves met"] if candidate["musts"] else []
        elif column.value(entry):
            qualifier = _QUALIFIERS.get(column.name, "")
            parts.append(f"{column.words(entry)} {qualifier}".strip())
    return parts


_QUALIFIERS: Final = {fact.name: fact.qualifier for fact in FACTS}


def candidate_entries(summary: RankingSummary) -> Iterator[TableRow]:
    """Yield a row per detailed candidate."""
    for order, candidate in enumerate(summary["candidates"], start=1):
        yield TableRow(order, candidate)


SET_ASIDE: Final = {
    "status": ("Status", 14),
    "document": ("Document", 48),
    "reason": ("Reason", 90),
    "sha256": ("SHA-256", 66),
}
"""Columns of a file that is not ranked, by the names of the candidates' columns: heading and width."""


def set_aside_rows(summary: RankingSummary) -> Iterator[Mapping[str, str]]:
    """Yield a row per file that is not ranked: the columns of :data:`SET_ASIDE`."""
    for status, failures in (("needs review", summary["needs_review"]), ("failed", summary["failures"])):
        if status == "failed":
            for d in summary["duplicates"]:
                reason = f"{d['similarity']} as {d['duplicate_of']}"
                yield {"status": "duplicate", "document": d["document"], "reason": reason, "sha256": d["sha256"]}
        for f in failures:
            reason = f"{f['code']}: {f['reason']}" if f["code"] else f["reason"]
            yield {"status": status, "document": f["document"], "reason": reason, "sha256": f["sha256"]}
