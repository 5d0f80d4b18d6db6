"""Define requirement profiles: a role as weighted requirements.

Frozen values, standard library only. Offsets are character offsets into ``Document.text``, half-open like Python slices;
pages count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matcher.core.skills import SkillsFile

__all__ = [
    "FitBand",
    "Necessity",
    "Requirement",
    "RequirementProfile",
    "Satisfier",
    "TitleRelevance",
]

Necessity = Literal["must", "should", "nice"]


@dataclass(frozen=True, slots=True)
class Satisfier:
    """A skill that satisfies a requirement, and how well (1.0 = as well as the one that is named).

    >>> Satisfier("postgresql", 1.0).worth
    1.0
    """

    skill: str
    worth: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that the role asks for.

    >>> Requirement("databases", "Databases", 14.0, "must", (Satisfier("mysql", 1.0),)).necessity
    'must'
    """

    id: str
    label: str
    weight: float
    necessity: Necessity
    any_of: tuple[Satisfier, ...] = ()
    phrases: tuple[str, ...] = ()
    """Phrases of a competency: word sequences with ``*`` as a wildcard inside a word (``encrypt* data``)."""
    meaning: str = ""
    """What is meant, in sentences: the text that résumé sentences are compared with."""
    reason: str = ""
    """Why it weighs what it weighs."""
    source: str = ""
    """The sentence of the role's description that it comes from."""
    enough: float = 1.0
    """How much evidence earns the full share: 1.0 = one satisfier shown at full strength."""
    together: tuple[str, ...] = ()
    """Ids of requirements whose technologies, side by side in one dated job, show this one too."""


@dataclass(frozen=True, slots=True)
class TitleRelevance:
    """What the title of a dated job says about how far the work in it was of the role's kind.

    >>> TitleRelevance(("front end", "ui"), 0.5, "the browser's side").worth
    0.5
    """

    phrases: tuple[str, ...]
    worth: float
    """0 to 1: 1 counts the job's evidence in full, 0 no better than a list."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FitBand:
    """What a score means in a word: the scores from ``least`` up to the next better band.

    >>> FitBand("strong", 70.0).least
    70.0
    """

    label: str
    least: float
    """Points, 0 to 100."""
    reason: str = ""
    every_must: bool = False
    """Whether it is only for those in whom something of every must-have was found."""


@dataclass(frozen=True, slots=True)
class RequirementProfile:
    """A role, as requirements with weights.

    >>> RequirementProfile("x", "X", "", ()).weight
    0
    """

    id: str
    label: str
    text: str
    """The role's description in words: what TF-IDF compares résumés with."""
    requirements: tuple[Requirement, ...]
    tfidf_weight: float = 0.0
    """Share of the 100 points that TF-IDF holds; the requirements share the rest by weight."""
    version: str = "1"
    sha256: str = ""
    """Of the file that it was loaded from."""
    titles: tuple[TitleRelevance, ...] = ()
    """Tried in order; the first that a job's title matches decides, a title that none matches counts in full."""
    bands: tuple[FitBand, ...] = ()
    """Best first; the last begins at 0. Empty for a profile whose scores were never held against judgements."""
    skills: SkillsFile | None = None
    """The user's own additions to the taxonomy that the profile names."""

    def band_of(self, score: float, *, every_must: bool) -> str:
        """The label of the best band that is open to a score; empty when the profile has none.

        Args:
            score: points, 0 to 100.
            every_must: whether something of every must-have was found.

        >>> bands = (FitBand("good", 50.0, every_must=True), FitBand("some", 0.0))
        >>> profile = RequirementProfile("x", "X", "", (), bands=bands)
        >>> [profile.band_of(s, every_must=m) for s, m in ((50.0, True), (49.99, True), (50.0, False))]
        ['good', 'some', 'some']
        """
        open_to = (band.label for band in self.bands if score >= band.least and (every_must or not band.every_must))
        return next(open_to, "")

    @property
    def weight(self) -> float:
        """Sum of the requirements' weights."""
        return sum(r.weight for r in self.requirements)
