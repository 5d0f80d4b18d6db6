"""Define rankings: candidates in their order, and every file that is not ranked, with the reason.

Frozen values, standard library only. Offsets are character offsets into ``Document.text``, half-open like Python slices;
pages count from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from matcher.core.ledger import Assessment, Change, LedgerLine
from matcher.core.profile import RequirementProfile

__all__ = [
    "CandidateColumns",
    "CandidateRow",
    "Duplicate",
    "Failure",
    "RankedCandidate",
    "Ranking",
    "Similarity",
    "Tail",
]

Similarity = Literal["same bytes", "same text", "nearly the same text"]
"""How a duplicate is like the file that is assessed in its place."""


@dataclass(frozen=True, slots=True)
class RankedCandidate:
    """An assessment in its place; equal scores share a rank."""

    rank: int
    rank_best: int
    """Best rank within the stability band."""
    rank_worst: int
    """Worst rank within the stability band."""
    assessment: Assessment
    group: int = 0
    """Rank of the first of those that cannot be told apart from one another."""
    past_next: tuple[Change, ...] = ()
    """The fewest changes that would lift it past the one before it; empty for the first, or where none are enough."""
    next_band: tuple[Change, ...] = ()
    """The fewest changes that would lift it into the next better band of fit; empty where there is none."""


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """Where a candidate stands, in figures: what is told of those whose evidence is not.

    >>> CandidateRow(12, 10, 15, 10, "cv.pdf", "0" * 64, 41.5, (30.0, 11.5)).score
    41.5
    """

    rank: int
    rank_best: int
    rank_worst: int
    group: int
    document: str
    sha256: str
    score: float
    points: tuple[float, ...]
    """Of each line of the ledger, in the order of :attr:`Tail.lines`."""
    fit: str = ""
    missing_musts: tuple[str, ...] = ()
    """Labels of the must-haves that earn nothing."""
    months: int = 0
    pages: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True)
class CandidateColumns:
    """Some candidates in figures, best first: columns of as many rows each, where a row each would take too long.

    >>> places = [1], [1], [1], [1]
    >>> CandidateColumns(*places, ["cv.pdf"], ["0" * 64], [4150], [[3000], [1150]], ["some"], [()], [0], [1], [9]).scores
    [4150]
    """

    rank: list[int]
    rank_best: list[int]
    rank_worst: list[int]
    group: list[int]
    documents: list[str]
    sha256: list[str]
    scores: list[int]
    """Whole hundredths, as are the points."""
    points: list[list[int]]
    """A column a line of the ledger."""
    fits: list[str]
    missing_musts: list[tuple[str, ...]]
    months: list[int]
    pages: list[int]
    words: list[int]


class Tail(Protocol):
    """The candidates below those that are told in full, made one by one as they are asked for, best first."""

    @property
    def lines(self) -> tuple[LedgerLine, ...]:
        """The lines of the ledgers."""

    @property
    def scores(self) -> tuple[float, float]:
        """The lowest score and the highest."""

    @property
    def fits(self) -> Mapping[str, int]:
        """How many candidates each band of fit holds, best band first; empty for a profile without bands."""

    def __len__(self) -> int:
        """How many there are: one at least."""

    def __getitem__(self, index: int, /) -> CandidateRow:
        """One of them."""

    def __iter__(self) -> Iterator[CandidateRow]:
        """All of them."""

    def blocks(self) -> Iterator[CandidateColumns]:
        """All of them in columns, some thousand at a time."""

    def files(self) -> Iterator[tuple[str, str]]:
        """The name and the hash of each one's document, in order of name."""

    def digest(self) -> str:
        """Tells, in hexadecimal, whether two rests are the same."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be assessed.

    >>> Failure("cv.pdf", "encrypted", "it needs a password; ask for an open copy").code
    'encrypted'
    """

    document: str
    code: str
    reason: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file that says what another says, which is assessed in its place.

    >>> Duplicate("cv (1).pdf", "cv.pdf", "0" * 64).similarity
    'same bytes'
    """

    document: str
    duplicate_of: str
    sha256: str
    similarity: Similarity = "same bytes"


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every file given in, in its place: ranked, set apart for review, duplicate or failed.

    >>> Ranking(RequirementProfile("x", "X", "", ()), "2026-11-23", ()).counts
    {'assessed': 0, 'needs review': 0, 'duplicates': 0, 'failed': 0}
    """

    profile: RequirementProfile
    as_of: str
    """ISO date: the day on which "present" ends."""
    candidates: tuple[RankedCandidate, ...]
    needs_review: tuple[Failure, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    failures: tuple[Failure, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    """What the scores depend on: matcher, taxonomy, model and library versions."""
    tail: Tail | None = None
    """The candidates below ``candidates``, in figures; None when every one is told in full."""

    @property
    def counts(self) -> dict[str, int]:
        """How many files went where; they add up to the files given."""
        return {
            "assessed": len(self.candidates) + (0 if self.tail is None else len(self.tail)),
            "needs review": len(self.needs_review),
            "duplicates": len(self.duplicates),
            "failed": len(self.failures),
        }
