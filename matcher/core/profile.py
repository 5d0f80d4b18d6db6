"""Define the requirement profile: a role as weighted requirements.

Types are frozen and use only the standard library. Fields have the names of the profile file's keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matcher.core.role_family import WorkFamily
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
"""Whether a requirement is a must-have, is expected or is welcome."""


@dataclass(frozen=True, slots=True)
class Satisfier:
    """A skill that satisfies a requirement, and how well (1.0 = fully).

    >>> Satisfier("postgresql", 1.0).worth
    1.0
    """

    skill: str
    worth: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement of the role: its weight, and the skills, phrases and meaning that satisfy it.

    >>> Requirement("databases", "Databases", 14.0, "must", (Satisfier("mysql", 1.0),)).necessity
    'must'
    """

    id: str
    label: str
    weight: float
    necessity: Necessity
    any_of: tuple[Satisfier, ...] = ()
    phrases: tuple[str, ...] = ()
    """Phrases that show a competency; ``*`` stands for any letters of a word, ``...`` for words between."""
    meaning: str = ""
    """Description in sentences, with which the résumé's sentences are compared."""
    reason: str = ""
    """Why it has this weight."""
    source: str = ""
    """Sentence of the role's description that it comes from."""
    enough: float = 1.0
    """Evidence total that earns all points: 1.0 = one satisfier at full strength."""
    together: tuple[str, ...] = ()
    """Ids of requirements whose technologies, used together in one dated job, are evidence of this one too."""


@dataclass(frozen=True, slots=True)
class TitleRelevance:
    """How relevant a dated job is to the role, by its title.

    >>> TitleRelevance(("front end", "ui"), 0.5, "the browser's side").worth
    0.5
    """

    phrases: tuple[str, ...]
    worth: float
    """0 to 1: 1 counts the job's evidence in full, 0 like a mere list."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FitBand:
    """A verdict in a word: the scores from ``least`` up to the next better band.

    >>> FitBand("strong", 70.0).least
    70.0
    """

    label: str
    least: float
    """Points, 0 to 100."""
    reason: str = ""
    every_must: bool = False
    """Whether it is open only to candidates with evidence of every must-have."""


@dataclass(frozen=True, slots=True)
class RequirementProfile:
    """A role as weighted requirements, with job titles and fit bands.

    >>> RequirementProfile("x", "X", "", ()).weight
    0
    """

    id: str
    label: str
    text: str
    """The role's description in words, with which TF-IDF compares résumés."""
    requirements: tuple[Requirement, ...]
    tfidf_weight: float = 0.0
    """Points of the 100 that TF-IDF can earn; the requirements share the others by weight."""
    version: str = "1"
    sha256: str = ""
    """SHA-256 of the file's text, in hexadecimal."""
    titles: tuple[TitleRelevance, ...] = ()
    """Tried in order: the first whose phrase is in a job's title decides what it counts; else its family does."""
    bands: tuple[FitBand, ...] = ()
    """Best first; the last begins at 0. Empty for a profile whose scores were never compared with human judgements."""
    skills: SkillsFile | None = None
    """User's additions to the taxonomy that the profile names; None without."""
    worth_of_work: tuple[tuple[WorkFamily, float], ...] = ()
    """What work of a role family is worth to the role, 0 (like a mere list) to 1; 1 for families that are not in it."""

    def band_of(self, score: float, *, every_must: bool) -> str:
        """Return the label of the best band that is open to a score; empty when the profile has no bands.

        Args:
            score: points, 0 to 100.
            every_must: whether there is evidence of every must-have.

        >>> bands = (FitBand("good", 50.0, every_must=True), FitBand("some", 0.0))
        >>> profile = RequirementProfile("x", "X", "", (), bands=bands)
        >>> [profile.band_of(s, every_must=m) for s, m in ((50.0, True), (49.99, True), (50.0, False))]
        ['good', 'some', 'some']
        """
        labels = (band.label for band in self.bands if score >= band.least and (every_must or not band.every_must))
        return next(labels, "")

    @property
    def weight(self) -> float:
        """Sum of the requirements' weights."""
        return sum(r.weight for r in self.requirements)
