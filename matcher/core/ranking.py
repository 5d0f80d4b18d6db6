"""Define the entries of a ranking: a candidate with its rank, a duplicate, and a file that could not be assessed.

Frozen values, standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matcher.core.ledger import Assessment, Change

__all__ = ["Duplicate", "Failure", "RankedCandidate", "Similarity"]

Similarity = Literal["same bytes", "same text", "nearly the same text"]
"""How similar a duplicate is to the file that is assessed in its place."""


@dataclass(frozen=True, slots=True)
class RankedCandidate:
    """An assessment with its rank; equal scores share a rank."""

    rank: int
    rank_best: int
    """Best rank within the stability band."""
    rank_worst: int
    """Worst rank within the stability band."""
    assessment: Assessment
    group: int = 0
    """Rank of the first candidate of the group that is too close to call."""
    past_next: tuple[Change, ...] = ()
    """The fewest changes that would lift it past the candidate before it; empty for the first, or if none suffice."""
    next_band: tuple[Change, ...] = ()
    """The fewest changes that would lift it into the next better band of fit; empty if there is none."""


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
    """A file that repeats another, which is assessed in its place.

    >>> Duplicate("cv (1).pdf", "cv.pdf", "0" * 64).similarity
    'same bytes'
    """

    document: str
    duplicate_of: str
    sha256: str
    similarity: Similarity = "same bytes"
