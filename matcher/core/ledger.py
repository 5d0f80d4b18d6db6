"""Define the ledger of one résumé: evidence, contributions and the assessment that they add up to.

Frozen values, standard library only. Offsets are character offsets into ``Document.text``, half-open like Python
slices; pages count from 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple

from matcher.core.document import DocumentWarning
from matcher.core.resume import NOT_NAMED, Person, Position, SectionKind, UndatedEntry
from matcher.core.role_family import WorkKind
from matcher.core.skills import ResumeSkill

__all__ = [
    "Assessment",
    "Change",
    "Contribution",
    "Evidence",
    "EvidenceTotal",
    "LedgerLine",
    "Status",
    "TermShare",
]


Status = Literal["met", "not found", "unreadable"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words on a page that earn points.

    >>> Evidence("Postgres", 812, 820, 1, "experience", "migrated Postgres to ...", skill="PostgreSQL").skill
    'PostgreSQL'
    """

    surface_form: str
    start: int
    end: int
    page: int
    section: SectionKind
    quote: str
    """The words around it as in the text, white space folded."""
    skill: str = ""
    """The skill's label; empty for a phrase or sentence of a competency."""
    strength: float = 0.0
    """How much this evidence is worth by itself, 0 to 1."""
    months: int = 0
    note: str = ""
    """How it counts: "in dated work", "listed", "implied by Django" …"""
    unsupported: bool = False
    """Whether no work or project supports it: it is in a list, a summary, education or a certificate."""


@dataclass(frozen=True, slots=True)
class TermShare:
    """One term's part of a TF-IDF contribution, in points.

    >>> TermShare("database", 0.42, 0.6).points
    0.42
    """

    term: str
    points: float
    possible: float
    word: str = ""
    """The word on the page, where it is of another language than the term; else empty."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """A ledger line with a candidate's points and where they come from.

    ``points`` and ``possible`` are whole hundredths, so that sums are exact.

    >>> Contribution("databases", "Databases", "keyword", 11.2, 14.0, "met").missing
    2.8
    """

    requirement: str
    label: str
    component: str
    """Name of the component that the line is of (:mod:`matcher.scoring.components`)."""
    points: float
    possible: float
    status: Status
    evidence: tuple[Evidence, ...] = ()
    explanation: str = ""
    """How the points follow from the evidence, in a sentence."""
    terms: tuple[TermShare, ...] = ()
    total: float = 0.0
    """What the evidence adds up to (:class:`EvidenceTotal`) before weights; points for other weights follow from it."""
    supported: float = 0.0
    """The same without unsupported evidence."""

    @property
    def missing(self) -> float:
        """Possible points that were not earned."""
        return round(self.possible - self.points, 2)


class EvidenceTotal(NamedTuple):
    """What the evidence of one ledger line adds up to, before ``enough`` and the weight apply.

    >>> EvidenceTotal(1.25, 0.9).supported
    0.9
    """

    total: float
    """Discounted sum of all strengths; for TF-IDF, the share of the vocabulary."""
    supported: float
    """The same without unsupported evidence."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line that every candidate's ledger has, without a candidate's points.

    >>> LedgerLine("databases", "Databases", "keyword", 14.0).possible
    14.0
    """

    requirement: str
    label: str
    component: str
    possible: float
    """Points, in whole hundredths."""
    enough: float = 1.0
    """Evidence total that earns all of them."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change to the résumé that would raise its score.

    >>> Change("PostgreSQL in two years of dated work", "postgresql", ("databases",), 4.1).gain
    4.1
    """

    label: str
    skill: str
    """Id of the skill; empty for a competency."""
    requirements: tuple[str, ...]
    """Ids of the requirements that it affects, in the profile's order."""
    gain: float
    """Points, in hundredths."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """One résumé's ledger. The score is computed from it, never stored.

    >>> lines = (Contribution("a", "A", "keyword", 1.1, 2.0, "met"), Contribution("b", "B", "keyword", 2.2, 3.0, "met"))
    >>> Assessment("cv.pdf", "0" * 64, lines).score
    3.3
    """

    document: str
    sha256: str
    contributions: tuple[Contribution, ...]
    skills: tuple[ResumeSkill, ...] = ()
    warnings: tuple[DocumentWarning, ...] = ()
    media_type: str = ""
    pages: int = 0
    words: int = 0
    months: int = 0
    """Months of dated experience, overlaps counted once."""
    positions: tuple[Position, ...] = ()
    work: tuple[WorkKind, ...] = ()
    """Of each position, the kind of work and how much it counts."""
    characters: int = 0
    """Length of the text that was read; with ``pages`` it shows whether anything is missing."""
    changes: tuple[Change, ...] = ()
    """What would raise the score, most first."""
    person: Person = NOT_NAMED
    """Who the résumé is about; no field of the ledger depends on it."""
    undated: tuple[UndatedEntry, ...] = ()
    """Entries without dates; shown after the positions, and no month counts."""
    languages: tuple[str, ...] = ()
    """Codes of the languages that the text is evidently in, the main one first."""
    text: str = ""
    """What a person sees of the document, to which all offsets refer."""

    @property
    def score(self) -> float:
        """The ledger's sum, 0 to 100, in whole hundredths."""
        return round(math.fsum(c.points for c in self.contributions), 2)
