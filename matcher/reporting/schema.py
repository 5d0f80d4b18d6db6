"""Define the plain data behind every report, field by field: what ``ranking.json`` holds.

:mod:`matcher.reporting.summarize` makes the dictionaries; the writers only lay them out. Months are written
``"2024-05"``; offsets count characters of the document's text and are half-open; pages count from 1. Fields may be
added between releases; those that exist keep their names and meaning until ``schema`` is raised.
"""

from __future__ import annotations

from typing import Final, Literal, NotRequired, TypedDict

from matcher.core.resume import EntryKind
from matcher.core.role_family import Basis, WorkFamily

__all__ = [
    "SCHEMA",
    "BandSummary",
    "CandidateSummary",
    "ChangeSummary",
    "ContributionSummary",
    "DuplicateSummary",
    "EvidenceSummary",
    "FactsSummary",
    "FailureSummary",
    "LiftSummary",
    "LineSummary",
    "MentionSummary",
    "PersonSummary",
    "PositionSummary",
    "ProfileSummary",
    "RankingSummary",
    "RequirementSummary",
    "SatisfierSummary",
    "SkillStanding",
    "SkillSummary",
    "TailSummary",
    "TermSummary",
    "WarningSummary",
]

SCHEMA: Final = 1
"""Version of the contract; raised when a field changes its name or meaning."""

SkillStanding = Literal["dated", "named", "implied", "aspired", "negated", "attributed", "invisible"]
"""How a résumé mentions a skill, best first: claimed in dated work, claimed elsewhere, implied by another skill, wished
for, denied, said of other people, or written where a person cannot see it."""


class WarningSummary(TypedDict):
    """Something a person should know about a document."""

    code: str
    message: str


class EvidenceSummary(TypedDict):
    """Words on a page that earn points."""

    skill: str
    """Empty for a phrase or sentence of a competency."""
    surface_form: str
    start: int
    end: int
    page: int
    section: str
    quote: str
    mark: list[int] | None
    """Start and end of the surface form in ``quote``; None if the quote does not contain it."""
    strength: float
    months: int
    note: str
    unsupported: bool
    """Whether no work or project supports it; the points of unsupported evidence are capped."""


class TermSummary(TypedDict):
    """The part of one term in a TF-IDF contribution; the term ``""`` holds the rest."""

    term: str
    word: str
    """The word on the page, where it is of another language than the term; else empty."""
    points: float
    possible: float


class ContributionSummary(TypedDict):
    """One line of a candidate's ledger; ``points`` and ``possible`` in hundredths."""

    requirement: str
    label: str
    component: str
    necessity: str
    """"must", "should" or "nice"; empty for a line that is not a requirement of the profile (TF-IDF)."""
    points: float
    possible: float
    missing: float
    status: str
    explanation: str
    total: float
    """What the evidence adds up to before weights; the points for other weights follow from it."""
    supported: float
    """The same without unsupported evidence."""
    evidence: list[EvidenceSummary]
    terms: list[TermSummary]


class MentionSummary(TypedDict):
    """One occurrence of a skill in the document's text."""

    surface_form: str
    start: int
    end: int
    page: int
    section: str
    position: int | None
    """Index into the candidate's ``positions``."""
    assertion: str
    version: str
    visible: bool
    setting: str
    """Its context: "dated work", "undated work", "project", "education", "certificate" or "list"."""
    level: str
    """"basic", "intermediate", "advanced" or "expert", as the words next to it say; else empty."""
    level_words: str
    years: float | None
    """Years of use that the words next to it claim."""
    years_words: str
    remark: str
    """"taught" (to others), "certified" or "past" (long ago), as the words next to it say; else empty."""


class SkillSummary(TypedDict):
    """Everything that one résumé says about one skill."""

    id: str
    name: str
    kind: str
    standing: SkillStanding
    months: int
    """Of the dated jobs and projects that name it, overlaps counted once; not how long it was used in them."""
    mentions_at_work: int
    """Claimed mentions in these jobs; of an implied skill the mentions of those that imply it."""
    last_used: str | None
    current: bool
    implied_by: str
    """The implying skill's name; empty when the résumé itself claims this one."""
    implied_through: MentionSummary | None
    """The mention of the implying skill with the strongest evidence."""
    shown: str
    """"demonstrated" (claimed in work or in a project), "listed", or empty when it is not claimed."""
    settings: list[str]
    """The contexts in which it is claimed, strongest first."""
    level: str
    """The highest level that is claimed for it; empty when none is."""
    years: float | None
    """The most years of use that are claimed in words; ``months`` come from dates."""
    remarks: list[str]
    """Remarks next to its claims: "taught", "certified", "past"."""
    mentions: list[MentionSummary]


class PersonSummary(TypedDict):
    """Who a résumé is about, as printed; what it does not say is empty. No score depends on it."""

    name: str
    title: str
    """As the person puts it beneath the name, or the title of the latest job."""
    emails: list[str]
    phones: list[str]
    place: str
    links: list[str]


class PositionSummary(TypedDict):
    """A job, project or course; those without dates are after all others."""

    kind: EntryKind
    title: str
    employer: str
    place: str
    first: str | None
    """None, as ``last``, where it has no dates; it then has 0 months, and no mention's ``position`` refers to it."""
    last: str | None
    current: bool
    months: int
    section: str
    start: int
    end: int
    family: WorkFamily | Literal[""]
    """Role family of the work; "software" for software development of unknown side, "unsure" where none is likely
    enough; empty of education and certificates."""
    family_confidence: float
    """Probability of the family, 0 to 1; of "unsure" that of the likeliest one."""
    family_basis: Basis
    """What told it."""
    counts: float
    """How much evidence from the entry counts for the profile's role, 0 (like a mere list) to 1 (in full)."""


class ChangeSummary(TypedDict):
    """One thing that would raise a score, were it on the page."""

    change: str
    skill: str
    """The skill's id; empty for a competency."""
    requirements: list[str]
    """Ids of the requirements that would earn more."""
    gain: float


class LiftSummary(TypedDict):
    """The fewest changes that would lift a candidate past another one, or into a better band."""

    past: str
    """The document, or the label of the band."""
    needed: float
    """Points."""
    gain: float
    """Points that the changes add."""
    changes: list[ChangeSummary]


class FactsSummary(TypedDict):
    """The facts of :mod:`matcher.scoring.candidate_facts`, known of the tail too."""

    months: int
    """Months of dated experience, overlaps counted once."""
    pages: int
    words: int
    characters: int
    """Of the text that was read: offsets count them."""
    languages: list[str]
    """ISO 639-1 codes of the languages that the text is evidently in, the main one first; empty if none is evident."""


class CandidateSummary(FactsSummary):
    """One assessed résumé; ``score`` is the sum of its contributions' points, to the hundredth.

    ``rank`` and its band are 0 for a résumé that was assessed by itself.
    """

    rank: int
    rank_best: int
    rank_worst: int
    tied: bool
    group: int
    """Rank of the first candidate of the group that is too close to call."""
    fit: str
    """The band of fit; empty if the profile has none."""
    document: str
    sha256: str
    score: float
    possible: float
    contributions: list[ContributionSummary]
    skills: list[SkillSummary]
    warnings: list[WarningSummary]
    media_type: str
    positions: list[PositionSummary]
    person: PersonSummary | None
    """None with ``--no-person``, and where the résumé says nothing about the person."""
    musts_met: int
    musts: int
    missing_musts: list[str]
    """Labels of the must-haves that earn nothing."""
    changes: list[ChangeSummary]
    """Changes that would raise the score, largest gain first."""
    past_next: LiftSummary | None
    next_band: LiftSummary | None
    text: str
    """What a person sees of the document; offsets count its characters."""


class SatisfierSummary(TypedDict):
    """A skill that satisfies a requirement, by the taxonomy's id."""

    skill: str
    worth: float
    reason: str


class RequirementSummary(TypedDict):
    """A requirement of the role."""

    id: str
    label: str
    weight: float
    necessity: str
    meaning: str
    reason: str
    source: str
    enough: float
    together: list[str]
    any_of: list[SatisfierSummary]
    phrases: list[str]


class BandSummary(TypedDict):
    """The meaning of scores from ``least`` up to the next better band."""

    label: str
    least: float
    reason: str
    every_must: bool


class ProfileSummary(TypedDict):
    """The role that the résumés were compared with."""

    id: str
    label: str
    version: str
    sha256: str
    text: str
    tfidf_weight: float
    requirements: list[RequirementSummary]
    bands: list[BandSummary]
    """Best first."""


class LineSummary(TypedDict):
    """A line that the ledgers share; each has a column in every table, in this order."""

    key: str
    """The requirement's id, unique among the lines."""
    requirement: str
    component: str
    label: str
    necessity: str
    possible: float


class FailureSummary(TypedDict):
    """A file that was not assessed, and why."""

    document: str
    code: str
    reason: str
    sha256: str


class DuplicateSummary(TypedDict):
    """A file that repeats another, which is assessed in its place."""

    document: str
    duplicate_of: str
    sha256: str
    similarity: str
    """"same bytes", "same text" or "nearly the same text"."""


class TailSummary(TypedDict):
    """The candidates below those in ``candidates``: ``ranking.csv`` holds a row for each."""

    count: int
    lowest: float
    """Score of the last."""
    highest: float
    """Score of the first."""
    fits: dict[str, int]
    """How many each band of fit holds, best band first; empty when the profile has none."""


class RankingSummary(TypedDict):
    """A run; ``counts["assessed"]`` counts ``candidates`` and ``tail`` together."""

    schema: int
    profile: ProfileSummary
    as_of: str
    counts: dict[str, int]
    lines: list[LineSummary]
    candidates: list[CandidateSummary]
    needs_review: list[FailureSummary]
    duplicates: list[DuplicateSummary]
    failures: list[FailureSummary]
    versions: dict[str, str]
    tail: NotRequired[TailSummary]
    """Absent if all candidates are detailed."""
