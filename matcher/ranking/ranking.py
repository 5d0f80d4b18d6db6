"""Represent a ranking: the outcome of a run, with its views as plain data, data frames and reports."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.core.ledger import Assessment
from matcher.core.profile import RequirementProfile
from matcher.core.ranking import Duplicate, Failure, RankedCandidate
from matcher.core.resume import NOT_NAMED
from matcher.core.skills import SkillsFile
from matcher.ranking.packed_sequence import PackedSequence, weight_of

if TYPE_CHECKING:
    import pandas as pd

    from matcher.ranking.tail import Tail
    from matcher.reporting.schema import RankingSummary

__all__ = ["Ranking"]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every file of a run: ranked, set apart for review, duplicate or failed.

    The methods below are its views. They import :mod:`matcher.reporting` when called: the one exception to the order
    of the layers, so that a run returns what a notebook shows.

    >>> Ranking(RequirementProfile("x", "X", "", ()), "2026-11-23", ()).counts
    {'assessed': 0, 'needs review': 0, 'duplicates': 0, 'failed': 0}
    """

    profile: RequirementProfile
    as_of: str
    """ISO date: the day on which "present" ends."""
    candidates: Sequence[RankedCandidate]
    """The detailed candidates, best first."""
    needs_review: tuple[Failure, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    failures: tuple[Failure, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    """What the scores depend on: matcher, taxonomy, model and library versions."""
    tail: Tail | None = None
    """The candidates below the detailed ones, known only by figures; None if all are detailed."""
    skills: tuple[SkillsFile, ...] = ()
    """The user's own additions to the taxonomy that were used."""
    stored_run: str = ""
    """The key of the stored run in the cache, in hexadecimal: what :func:`matcher.rerank` looks up."""

    @property
    def counts(self) -> dict[str, int]:
        """Count the files by outcome; the counts add up to the files given."""
        return {
            "assessed": len(self.candidates) + (0 if self.tail is None else len(self.tail)),
            "needs review": len(self.needs_review),
            "duplicates": len(self.duplicates),
            "failed": len(self.failures),
        }

    def without_person(self) -> Ranking:
        """Return the same ranking without names, contacts and places of persons, for every output made from it.

        They are left out of quotations, too; the names of files stay.
        """
        candidates = PackedSequence[RankedCandidate](RankedCandidate, lambda ranked: weight_of(ranked.assessment))
        for ranked in self.candidates:
            candidates.append(replace(ranked, assessment=_without_person(ranked.assessment)))
        return replace(self, candidates=candidates)

    def summary(self) -> RankingSummary:
        """Return plain data, exactly as ``ranking.json`` holds it."""
        from matcher.reporting.summarize import summarize

        return summarize(self)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per candidate: rank, score, points per requirement, skills by kind, months, warnings.

        Columns that need a candidate's evidence are empty for the tail.
        """
        from matcher.reporting.tables.frames import to_frame

        return to_frame(self.summary(), self.tail)

    def ledger_frame(self) -> pd.DataFrame:
        """Return one row per detailed candidate and requirement: points, possible, status, explanation."""
        from matcher.reporting.tables.frames import ledger_frame

        return ledger_frame(self.summary())

    def skills_frame(self) -> pd.DataFrame:
        """Return one row per detailed candidate and skill: kind, months, last used."""
        from matcher.reporting.tables.frames import skills_frame

        return skills_frame(self.summary())

    def mentions_frame(self) -> pd.DataFrame:
        """Return one row per mention in a detailed candidate: surface form, offsets, page, section, assertion."""
        from matcher.reporting.tables.frames import mentions_frame

        return mentions_frame(self.summary())

    def write(self, directory: str | Path, formats: Collection[str] | None = None) -> list[Path]:
        """Write the reports and their manifest into a folder.

        Args:
            directory: the folder; made if it does not exist.
            formats: which of ``matcher.runs.run_folder.FORMATS`` (None for all of these) and ``DATASETS``.

        Returns:
            The files written.

        Raises:
            UsageError: a format is unknown, or the folder cannot be written to.
        """
        from matcher.reporting.reports import write_run

        return write_run(self, Path(directory), formats)


def _without_person(assessment: Assessment) -> Assessment:
    person, text, contributions = assessment.person, assessment.text, assessment.contributions
    details = [text for text in (person.name, *person.emails, *person.phones, *person.links) if text]
    if details:
        pattern = re.compile("|".join(map(re.escape, sorted(details, key=len, reverse=True))), re.IGNORECASE)
        contributions = tuple(
            replace(c, evidence=tuple(replace(e, quote=pattern.sub("[…]", e.quote)) for e in c.evidence))
            for c in contributions
        )
        # Offsets count the text's characters: what is left out leaves as many behind.
        text = pattern.sub(lambda found: "·" * len(found[0]), text)
    for words in filter(None, (person.title, person.place)):
        # Where they stand first, beneath the name; further below they are those of a job.
        text = text.replace(words, "·" * len(words), 1)
    return replace(assessment, person=NOT_NAMED, contributions=contributions, text=text)
