"""Read the parallel résumés: the facts of each person, and each text with the fields that its marks tell."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from data.careers.marked import MarkedEntry, MarkedResume, read_marked

__all__ = ["ENGLISH", "LANGUAGES", "STYLES", "VARIANTS", "ParallelCareer", "TrueJob", "read_careers"]

_FOLDER: Final = Path(__file__).parent

ENGLISH: Final = "en"
"""The variant that the others are compared with: plain English."""
LANGUAGES: Final = ("de", "fr", "es", "pt", "it", "nl", "pl", "ru", "tr", "zh", "ja")
STYLES: Final = ("en-terse", "en-prose", "en-polished", "en-careless")
VARIANTS: Final = (ENGLISH, *LANGUAGES, *STYLES)


@dataclass(frozen=True)
class TrueJob:
    """A job: months from the facts, title and employer as one text prints them."""

    title: str
    employer: str
    first: str
    """``YYYY-MM``."""
    last: str
    """Like ``first``, or ``present``."""


@dataclass(frozen=True)
class ParallelCareer:
    """A fictional person's career: its facts, and the texts that tell them."""

    name: str
    """Number and name, as the files are called."""
    facts: dict[str, Any]
    texts: dict[str, MarkedResume]
    """By variant."""

    @property
    def skills(self) -> tuple[str, ...]:
        """Return the technologies that every text names, by their usual English names, in order of the facts."""
        named = [*self.facts["skills"]]
        for entry in (*self.facts["jobs"], *self.facts.get("projects", ())):
            named += entry["stack"]
        return tuple(dict.fromkeys(named))

    def jobs(self, variant: str) -> list[TrueJob]:
        """Return the jobs as a text prints them, latest first.

        Args:
            variant: of :data:`VARIANTS`.

        >>> read_careers()[0].jobs("en")[0].last
        'present'
        """
        resume = self.texts[variant]
        marked = [entry for entry in resume.entries if entry.kind == "work"]
        jobs = []
        for facts in self.facts["jobs"]:
            entry = _with_employer(marked, resume.text, facts["employer"])
            marked.remove(entry)
            printed = {name: resume.text[slice(*span)] for name, span in entry.spans.items()}
            jobs.append(TrueJob(printed.get("title", ""), printed.get("employer", ""), facts["start"], facts["end"]))
        return jobs


def _with_employer(entries: list[MarkedEntry], text: str, employer: str) -> MarkedEntry:
    """Return the first entry of an employer, or the first one if the text names it nowhere in its marks."""
    for entry in entries:
        start, end = entry.spans.get("employer", (0, 0))
        if employer.casefold() in text[start:end].casefold():
            return entry
    return entries[0]


@cache
def read_careers() -> tuple[ParallelCareer, ...]:
    """Read all careers, in the order of their names.

    >>> [len(career.texts) for career in read_careers()][:2]
    [16, 16]
    """
    careers = []
    for path in sorted((_FOLDER / "people").glob("*.toml")):
        texts = {
            variant: read_marked((_FOLDER / "texts" / variant / f"{path.stem}.txt").read_text("utf-8"))
            for variant in VARIANTS
        }
        careers.append(ParallelCareer(path.stem, tomllib.loads(path.read_text("utf-8")), texts))
    return tuple(careers)
