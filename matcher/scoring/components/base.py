"""Define what a component of the ledger is: its lines, their cache keys, and how they are scored."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from matcher.core.ledger import Contribution, Evidence, EvidenceTotal
from matcher.core.profile import RequirementProfile
from matcher.core.resume import Month, Resume
from matcher.core.skills import ResumeSkill
from matcher.scoring.points import LinePoints

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from matcher.scoring.tfidf_model import TfidfModel
    from matcher.skills.taxonomy import Taxonomy

__all__ = ["ComponentLine", "LedgerComponent", "LineEvidence", "LineScorer", "ScorerInput", "StoredLine"]


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """A ledger line as a component asks for it: with a fixed share of the points, or with a weight.

    >>> ComponentLine("db", "Databases", weight=14.0).points
    0.0
    """

    requirement: str
    label: str
    points: float = 0.0
    """Fixed points out of 100."""
    weight: float = 0.0
    """Weight by which the line shares the points that no line has fixed."""
    enough: float = 1.0
    """Evidence total that earns all of the line's points."""


@dataclass(frozen=True, slots=True)
class ScorerInput:
    """One analysed résumé, as every component gets it."""

    resume: Resume
    skills: Sequence[ResumeSkill]
    relevance: Sequence[float]
    """Of each position, how far its work was of the role's kind, 0 to 1."""
    dates: Sequence[Month]
    """The months to score at: the one given first, then those of the stability band."""


class LineEvidence(ABC):
    """The evidence that one résumé has for the lines of one component."""

    @abstractmethod
    def totals(self, date: int) -> Sequence[EvidenceTotal]:
        """Add up the evidence of each line at one of the input's dates, by index."""

    @abstractmethod
    def contributions(self, points: Sequence[LinePoints]) -> list[Contribution]:
        """Put the points of each line, at the first date, into words: status, evidence, explanation."""

    @property
    def phrases(self) -> Mapping[bytes, Sequence[Evidence]]:
        """Evidence to store with the evidence columns, by key (see :mod:`matcher.scoring.evidence_columns`)."""
        return {}


class LineScorer(Protocol):
    """Finds the evidence for a component's lines of one profile."""

    def evidence(self, given: ScorerInput) -> LineEvidence:
        """Find the evidence in one résumé."""
        ...


class StoredLine(Protocol):
    """Computes a line's evidence totals from stored evidence columns, without the text."""

    @property
    def groups(self) -> Sequence[bytes]:
        """The column groups that it needs."""
        ...

    def totals(self, candidates: int, groups: Mapping[bytes, Mapping[str, NDArray[Any]]]) -> NDArray[np.float64]:
        """Compute the totals of many candidates.

        Args:
            candidates: how many there are.
            groups: the columns of each group, by name.

        Returns:
            Candidates × dates × (total, supported).
        """
        ...


class LedgerComponent(ABC):
    """A component of the ledger. Importing one is cheap: its scorer's modules load with the scorer."""

    name: str
    """Name in the ledger and in every report."""
    of_requirements: bool = False
    """Whether its lines are the profile's requirements, one each."""

    @abstractmethod
    def lines(self, profile: RequirementProfile) -> Sequence[ComponentLine]:
        """Return the lines that a profile has of this component."""

    @abstractmethod
    def key_parts(self, profile: RequirementProfile) -> Sequence[Sequence[object]]:
        """Return, for each line, all of the profile that its evidence totals depend on: nothing of weight or name."""

    @abstractmethod
    def scorer(self, profile: RequirementProfile, taxonomy: Taxonomy, model: TfidfModel) -> LineScorer:
        """Load what finding the evidence takes, once for any number of résumés."""

    def stored_lines(
        self,
        profile: RequirementProfile,
        taxonomy: Taxonomy,  # noqa: ARG002 - for components that can do it
        dates: Sequence[Month],  # noqa: ARG002 - likewise
    ) -> Sequence[StoredLine | None]:
        """Return, for each line, how its totals follow from stored evidence columns; None if that takes the text."""
        return [None for _ in self.lines(profile)]

    def sentence(self, points: float) -> str:  # noqa: ARG002 - for components that have one
        """Say for "How this was calculated" what this component's points are for; empty if that is said elsewhere."""
        return ""
