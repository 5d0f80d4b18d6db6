"""Gather what the page's table, search and calculations need of all candidates, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from matcher.reporting.columns import contributions_by_line
from matcher.reporting.printable import printable, printable_tree
from matcher.reporting.schema import CandidateSummary, LineSummary, ProfileSummary, SkillSummary
from matcher.scoring.points import UNSUPPORTED_CAP

__all__ = ["LEVELS", "TableData"]

LEVELS: Final = ("listed", "project", "job")
"""How well a résumé shows a skill, weakest first; in the data they are 1, 2 and 3."""

_IN_JOBS: Final = frozenset({"dated work", "undated work"})

MOST_ALIASES: Final = 40
"""Spellings of a skill that the search knows, besides its name."""

TOP_SKILLS: Final = 6


@dataclass(slots=True)
class TableData:
    """The columns, filled candidate by candidate in rank order.

    Args:
        lines: the ledger's lines.
        colours: the number of each line's colour, by its key.
        profile: the role.
    """

    lines: Sequence[LineSummary]
    colours: dict[str, int]
    profile: ProfileSummary
    _columns: dict[str, list[Any]] = field(default_factory=dict, init=False)
    _skills: dict[str, tuple[int, str, str, set[str]]] = field(default_factory=dict, init=False)

    def add(self, candidate: CandidateSummary, place: int) -> None:
        """Add the candidate at a place, counted from 0."""
        person = candidate["person"]
        by_line = list(contributions_by_line(candidate, self.lines).values())
        jobs = [p for p in candidate["positions"] if p["kind"] == "work"]
        row: dict[str, Any] = {
            "document": candidate["document"],
            "sha256": candidate["sha256"][:16],
            "name": person["name"] if person else "",
            "title": (person["title"] if person else "") or next((p["title"] for p in jobs if p["title"]), ""),
            "place": person["place"] if person else "",
            "titles": list(dict.fromkeys(p["title"] for p in jobs if p["title"])),
            "employers": list(dict.fromkeys(p["employer"] for p in jobs if p["employer"])),
            "score": round(candidate["score"] * 100),
            "rank": candidate["rank"],
            "best": candidate["rank_best"],
            "worst": candidate["rank_worst"],
            "group": candidate["group"],
            "fit": candidate["fit"],
            "months": candidate["months"],
            "warnings": list(dict.fromkeys(w["code"] for w in candidate["warnings"])),
            "top": _top_skills(candidate),
        }
        for name, value in row.items():
            self._columns.setdefault(name, []).append(printable_tree(value))
        self._columns.setdefault("points", []).append([round(c["points"] * 100) if c else 0 for c in by_line])
        self._columns.setdefault("totals", []).append(
            [number for c in by_line for number in ((c["total"], c["supported"]) if c else (0, 0))]
        )
        self._columns.setdefault("skills", []).append([n for s in candidate["skills"] for n in self._skill(s)])
        assert len(self._columns["rank"]) == place + 1  # noqa: S101 - the blocks are found by place

    def _skill(self, skill: SkillSummary) -> tuple[int, ...]:
        """Return number, level, month of last use (0 if unknown) and months of a skill; nothing if none is claimed."""
        if skill["standing"] not in ("dated", "named"):
            return ()
        number, _, _, spellings = self._skills.setdefault(
            skill["id"], (len(self._skills), printable(skill["name"]), skill["kind"], set())
        )
        spellings.update(
            printable(" ".join(m["surface_form"].split())).casefold()
            for m in skill["mentions"]
            if m["visible"] and m["assertion"] == "claimed"
        )
        settings = skill["settings"]
        level = 3 if not _IN_JOBS.isdisjoint(settings) else 2 if "project" in settings else 1
        last = skill["last_used"]
        month = int(last[:4]) * 12 + int(last[5:]) - 1 if last else 0
        return number, level, month, skill["months"]

    def plain(self) -> dict[str, Any]:
        """Return everything as plain data."""
        requirements = {r["id"]: r for r in self.profile["requirements"]}
        skills = sorted(self._skills.values())
        return {
            "lines": [
                {
                    "key": line["key"],
                    "requirement": line["requirement"],
                    "component": line["component"],
                    "label": line["label"],
                    "necessity": line["necessity"],
                    "possible": round(line["possible"] * 100),
                    "colour": self.colours[line["key"]],
                    "weight": requirements[line["requirement"]]["weight"] if line["necessity"] else 0,
                    "enough": requirements[line["requirement"]]["enough"] if line["necessity"] else 1.0,
                }
                for line in self.lines
            ],
            "fixed": round(self.profile["tfidf_weight"] * 100),
            "cap": round(UNSUPPORTED_CAP * 100),
            "bands": [{**band, "least": round(band["least"] * 100)} for band in self.profile["bands"]],
            "skills": [[name, kind, sorted(spellings)[:MOST_ALIASES]] for _, name, kind, spellings in skills],
            "columns": self._columns,
        }


def _top_skills(candidate: CandidateSummary) -> list[str]:
    """Return the two skills with the strongest evidence for each must-have, then those used longest."""
    known = {s["name"] for s in candidate["skills"] if s["standing"] in ("dated", "named")}
    names: dict[str, None] = {}
    for contribution in candidate["contributions"]:
        if contribution["necessity"] == "must":
            # Evidence of several skills together ("Java + Spring + MySQL") is no skill of its own.
            skills = dict.fromkeys(e["skill"] for e in contribution["evidence"] if e["skill"] in known)
            names |= dict.fromkeys(list(skills)[:2])
    return list(names)[:TOP_SKILLS]
