"""The words that every stage shares: frozen values, standard library only.

The flow is ``Document`` → ``Resume`` (sections, positions) → ``Mention`` → ``Assessment`` → ``Ranking``.
Offsets are always character offsets into ``Document.text``, half-open like Python slices; pages count from 1.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol, get_args

__all__ = [
    "Assertion",
    "Assessment",
    "Block",
    "Box",
    "Change",
    "Component",
    "Contribution",
    "Document",
    "Duplicate",
    "Evidence",
    "Failure",
    "Finding",
    "FitBand",
    "LedgerLine",
    "Level",
    "Likeness",
    "LineTotal",
    "Mention",
    "Month",
    "Necessity",
    "Position",
    "RankedCandidate",
    "Ranking",
    "Remark",
    "Requirement",
    "RequirementProfile",
    "Rest",
    "Resume",
    "Satisfier",
    "Section",
    "SectionKind",
    "Setting",
    "Shown",
    "Skill",
    "SkillSummary",
    "SkillsFile",
    "Standing",
    "Status",
    "TermShare",
    "TitleRelevance",
    "Warning",
]

SectionKind = Literal["summary", "experience", "skills", "projects", "education", "certificates", "other"]
Assertion = Literal["claimed", "negated", "aspired", "attributed", "hidden"]
"""Claimed, denied, wished for, said of other people ("recruited Java developers"), or where a person cannot see it."""
Level = Literal["", "basic", "intermediate", "advanced", "expert"]
"""How well a person says that a skill is mastered; empty where nothing is said."""
Remark = Literal["", "taught", "certified", "past"]
"""What else the words beside a mention say: taught to others, certified, or used long ago."""
Setting = Literal["dated work", "undated work", "project", "education", "certificate", "list"]
"""Where a mention stands, best shown first; "list" is everything that is only said (lists, summaries, interests)."""
Shown = Literal["demonstrated", "listed", ""]
"""Whether any claim of a skill stands in work or in a project, in none, or there is no claim."""
Necessity = Literal["must", "should", "nice"]
Component = Literal["keyword", "tfidf"]
Status = Literal["met", "not found", "unreadable"]
Likeness = Literal["same bytes", "same text", "nearly the same text"]
"""How a duplicate is like the file that is assessed in its place."""


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a person should know about a document, with a stable code.

    >>> Warning("few-words", "only 12 words were read").code
    'few-words'
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points (1/72 inch), origin at the page's lower left corner.

    >>> Box(10.0, 20.0, 110.0, 32.0).width
    100.0
    """

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document's text that stands together: a paragraph, a table cell, a text box, a PDF line group.

    >>> "Built APIs in Go."[Block(0, 5, page=1).start : Block(0, 5, page=1).end]
    'Built'
    """

    start: int
    end: int
    page: int
    box: Box | None = None
    """None for formats that have no fixed pages."""
    visible: bool = True
    reason: str = ""
    """Why a person cannot see it, when ``visible`` is False."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file and where it stood.

    Blocks are in reading order, do not overlap, and cover every character that is not white space.

    >>> d = Document("cv.txt", "Python", (Block(0, 6, 1),), "text/plain", "0" * 64, pages=1)
    >>> d.page_at(3)
    1
    """

    name: str
    """The path relative to the folder that was given, with forward slashes."""
    text: str
    blocks: tuple[Block, ...]
    media_type: str
    sha256: str
    """Of the file's bytes, in hexadecimal."""
    pages: int
    warnings: tuple[Warning, ...] = ()

    def page_at(self, offset: int) -> int:
        """The page (from 1) on which the character at ``offset`` stands; the last page begun for what lies between."""
        low, high = 0, len(self.blocks)
        while low < high:
            middle = (low + high) // 2
            if self.blocks[middle].start <= offset:
                low = middle + 1
            else:
                high = middle
        return self.blocks[low - 1].page if low else 1


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a résumé under one heading; sections follow one another and cover the whole text.

    >>> Section("skills", 120, 300, heading="Technical Skills").kind
    'skills'
    """

    kind: SectionKind
    start: int
    end: int
    heading: str = ""
    """As printed; empty for what stands before the first heading."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month.

    >>> Month(2015, 10).index - Month(2013, 6).index
    28
    >>> str(Month(2015, 3))
    '2015-03'
    """

    year: int
    month: int

    @property
    def index(self) -> int:
        """Months since year 0, so that months can be subtracted."""
        return self.year * 12 + self.month - 1

    @classmethod
    def from_index(cls, index: int) -> Month:
        """The inverse of :attr:`index`.

        >>> Month.from_index(Month(2020, 12).index + 1)
        Month(year=2021, month=1)
        """
        return cls(index // 12, index % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class Position:
    """A dated job, project or course: a stretch of text with the months that its dates span.

    >>> Position(0, 80, Month(2013, 6), Month(2015, 10), title="Developer").months
    29
    """

    start: int
    end: int
    first: Month
    last: Month
    """The last month worked, inclusive; the as-of month when ``current``."""
    current: bool = False
    title: str = ""
    employer: str = ""
    section: SectionKind = "experience"
    no_later: Month | None = None
    """The last month until which it counts though it is ``current``, where the résumé's own words bound it."""

    def until(self, now: Month) -> Position:
        """The position, had "now" been another month: only what still goes on ends with it.

        >>> job = Position(0, 80, Month(2021, 7), Month(2026, 11), current=True, no_later=Month(2027, 6))
        >>> str(job.until(Month(2025, 11)).last), str(job.until(Month(2027, 11)).last)
        ('2025-11', '2027-06')
        """
        if not self.current:
            return self
        last = now if self.no_later is None else min(now, self.no_later)
        return replace(self, last=max(self.first, last))

    @property
    def months(self) -> int:
        """Months from first to last, both counted."""
        return self.last.index - self.first.index + 1


_SETTINGS: Mapping[SectionKind, Setting] = {
    "experience": "undated work",
    "projects": "project",
    "education": "education",
    "certificates": "certificate",
}


@dataclass(frozen=True, slots=True)
class Resume:
    """A document with its structure found.

    >>> d = Document("cv.txt", "Skills Python", (Block(0, 13, 1),), "text/plain", "0" * 64, pages=1)
    >>> r = Resume(d, (Section("skills", 0, 13, "Skills"),), ())
    >>> r.section_at(8).kind
    'skills'
    """

    document: Document
    sections: tuple[Section, ...]
    positions: tuple[Position, ...]
    warnings: tuple[Warning, ...] = ()
    names: tuple[tuple[int, int], ...] = ()
    """Offsets at which the person is named: nothing there is a skill."""

    def section_at(self, offset: int) -> Section:
        """The section in which the character at ``offset`` stands."""
        for section in self.sections:
            if section.start <= offset < section.end:
                return section
        return Section("other", 0, len(self.document.text))

    def setting_at(self, offset: int) -> Setting:
        """Where the character at ``offset`` stands: in dated work, in a list ...

        >>> text = "Built it in Go. Skills: Go"
        >>> d = Document("cv.txt", text, (Block(0, 26, 1),), "text/plain", "0" * 64, pages=1)
        >>> job = Position(0, 16, Month(2020, 1), Month(2020, 9))
        >>> r = Resume(d, (Section("experience", 0, 16), Section("skills", 16, 26)), (job,))
        >>> r.setting_at(12), r.setting_at(24)
        ('dated work', 'list')
        """
        return self.place_at(offset)[2]

    def place_at(self, offset: int) -> tuple[SectionKind, int | None, Setting]:
        """What :meth:`section_at`, :meth:`position_at` and :meth:`setting_at` tell: kind of section, index, setting."""
        section, index = self.section_at(offset).kind, self.position_at(offset)
        at_work = index is not None and self.positions[index].section == "experience"
        return section, index, "dated work" if at_work else _SETTINGS.get(section, "list")

    def position_at(self, offset: int) -> int | None:
        """The index in ``positions`` of the innermost (shortest) one that holds ``offset``, or None."""
        found, shortest = None, 0
        for i, p in enumerate(self.positions):
            if p.start <= offset < p.end and (found is None or p.end - p.start < shortest):
                found, shortest = i, p.end - p.start
        return found


@dataclass(frozen=True, slots=True)
class Skill:
    """An entry of the taxonomy.

    >>> Skill("django", "Django", "framework", implies=("python",)).implies
    ('python',)
    """

    id: str
    label: str
    kind: str
    aliases: tuple[str, ...] = ()
    """Surface forms that mean nothing else; the label is among them unless it is ambiguous."""
    ambiguous: tuple[str, ...] = ()
    """Surface forms that also mean something else: accepted only on evidence."""
    sense: str = ""
    """How to tell an ambiguous form: "letter", "word", "name" or "common" (see the taxonomy's own comments)."""
    confirm: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SkillsFile:
    """A user's own additions to the taxonomy: the file's contents, so that they can be sent and kept whole.

    >>> SkillsFile("my-skills.toml", "[skills]").sha256[:8]
    '0c2c1b1c'
    """

    name: str
    """Without its folders, for messages and the manifest."""
    text: str

    @property
    def sha256(self) -> str:
        """Of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence of a skill in a document.

    >>> text = "Built APIs in Golang."
    >>> m = Mention("go", "Golang", start=14, end=20)
    >>> text[m.start:m.end] == m.surface_form
    True
    """

    skill: str
    """The skill's id in the taxonomy."""
    surface_form: str
    start: int
    end: int
    page: int = 1
    section: SectionKind = "other"
    position: int | None = None
    """Index into ``Resume.positions``; None outside dated work."""
    assertion: Assertion = "claimed"
    version: str = ""
    """"8" of "Java 8"; the surface form does not hold it."""
    visible: bool = True
    setting: Setting = "list"
    level: Level = ""
    level_words: str = ""
    """The words of the text that the level stands on ("basic knowledge of", "4/5")."""
    years: float | None = None
    """Years of use that the words beside it claim; None where they claim none."""
    years_words: str = ""
    """The words of the text that the years stand on ("10+ years")."""
    remark: Remark = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a document shows before any role is held against it, without the document: offsets are those of its text.

    >>> d = Document("cv.txt", "Skills Go", (Block(0, 9, 1),), "text/plain", "0" * 64, pages=1)
    >>> finding = Finding((Section("skills", 0, 9, "Skills"),), (), (), (), (Mention("go", "Go", 7, 9),))
    >>> finding.resume(d).section_at(7).heading
    'Skills'
    """

    sections: tuple[Section, ...]
    positions: tuple[Position, ...]
    warnings: tuple[Warning, ...]
    names: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]

    def resume(self, document: Document) -> Resume:
        """The structure, with the document that it is of (as a person sees it)."""
        return Resume(document, self.sections, self.positions, self.warnings, self.names)


@dataclass(frozen=True, slots=True)
class SkillSummary:
    """All that one résumé says of one skill.

    ``months`` is the union of the dated positions in whose text the skill is claimed; ``last_used`` their latest month.

    >>> SkillSummary("go", "Go", "language", 41, Month(2024, 5), False, ()).months
    41
    """

    skill: str
    name: str
    kind: str
    months: int
    last_used: Month | None
    current: bool
    mentions: tuple[Mention, ...]
    implied_by: str = ""
    """The id of the claimed skill that implies this one, when the résumé does not claim it itself."""
    implied_through: Mention | None = None
    """The mention of the implying skill that shows it best."""

    @property
    def claims(self) -> tuple[Mention, ...]:
        """The mentions that a person can see and that are neither denied, wished for nor said of others."""
        return tuple(m for m in self.mentions if m.assertion == "claimed" and m.visible)

    @property
    def claimed(self) -> bool:
        """Whether the résumé itself claims it."""
        return any(m.assertion == "claimed" and m.visible for m in self.mentions)

    @property
    def denied(self) -> bool:
        """Whether the résumé denies it, and nowhere claims it.

        >>> no = Mention("go", "Go", 0, 2, assertion="negated")
        >>> SkillSummary("go", "Go", "language", 0, None, False, (no,)).denied
        True
        """
        return not self.claimed and any(m.assertion == "negated" and m.visible for m in self.mentions)

    @property
    def settings(self) -> tuple[Setting, ...]:
        """Where it is claimed, best shown first, each once.

        >>> listed, worked = Mention("go", "Go", 0, 2), Mention("go", "Go", 9, 11, setting="dated work")
        >>> SkillSummary("go", "Go", "language", 0, None, False, (listed, worked)).settings
        ('dated work', 'list')
        """
        found = {m.setting for m in self.claims}
        return tuple(setting for setting in get_args(Setting) if setting in found)

    @property
    def shown(self) -> Shown:
        """Whether work or a project shows it, or the résumé only says it."""
        if not self.claimed:
            return ""
        demonstrated = {"dated work", "undated work", "project"}
        return "listed" if demonstrated.isdisjoint(self.settings) else "demonstrated"

    @property
    def level(self) -> Level:
        """The highest level that the résumé claims for it.

        >>> some, more = (Mention("go", "Go", 0, 2, level=level) for level in ("basic", "advanced"))
        >>> SkillSummary("go", "Go", "language", 0, None, False, (more, some)).level
        'advanced'
        """
        levels: tuple[Level, ...] = get_args(Level)
        return max((m.level for m in self.claims), key=levels.index, default="")

    @property
    def years(self) -> float | None:
        """The most years of use that the résumé claims in words; ``months`` are those that its dates show."""
        return max((m.years for m in self.claims if m.years is not None), default=None)


@dataclass(frozen=True, slots=True)
class Satisfier:
    """A skill that satisfies a requirement, and how well (1.0 = as well as the one that is named).

    >>> Satisfier("postgresql", 1.0).weight
    1.0
    """

    skill: str
    weight: float
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
    satisfied_by: tuple[Satisfier, ...] = ()
    phrases: tuple[str, ...] = ()
    """Phrases of a competency: word sequences with ``*`` as a wildcard inside a word (``encrypt* data``)."""
    description: str = ""
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


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words on a page that earn something.

    >>> Evidence("Postgres", 812, 820, 1, "experience", "migrated Postgres to ...", skill="PostgreSQL").skill
    'PostgreSQL'
    """

    surface_form: str
    start: int
    end: int
    page: int
    section: SectionKind
    quote: str
    """The words around it, as they stand in the text, white space folded."""
    skill: str = ""
    """The skill's label; empty for a phrase or sentence of a competency."""
    strength: float = 0.0
    """0 to 1: how much this evidence is worth by itself."""
    months: int = 0
    note: str = ""
    """How it counts: "shown in dated work", "listed", "implied by Django" ..."""
    bare: bool = False
    """Whether it stands where nothing bears it out: in a list, a summary, education, a certificate."""


@dataclass(frozen=True, slots=True)
class TermShare:
    """The part that one term plays in a TF-IDF contribution, in points.

    >>> TermShare("database", 0.42, 0.6).points
    0.42
    """

    term: str
    points: float
    possible: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """One line of the ledger: points for one requirement, and where they come from.

    ``points`` and ``possible`` are rounded to hundredths when the line is made, so that sums are exact.

    >>> Contribution("databases", "Databases", "keyword", 11.2, 14.0, "met").missing
    2.8
    """

    requirement: str
    label: str
    component: Component
    points: float
    possible: float
    status: Status
    evidence: tuple[Evidence, ...] = ()
    explanation: str = ""
    """One sentence: how the number came about."""
    terms: tuple[TermShare, ...] = ()

    @property
    def missing(self) -> float:
        """Points that were possible and not earned."""
        return round(self.possible - self.points, 2)


@dataclass(frozen=True, slots=True)
class LineTotal:
    """What the evidence of one line comes to before any weight: all that weights, and what is enough, are applied to.

    >>> LineTotal(1.25, 0.9).borne_out
    0.9
    """

    total: float
    """Discounted sum of all strengths; of TF-IDF, the share of the vocabulary."""
    borne_out: float
    """The same without evidence that nothing bears out."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What a line of every candidate's ledger is for, without anybody's points.

    >>> LedgerLine("databases", "Databases", "keyword", 14.0).possible
    14.0
    """

    requirement: str
    label: str
    component: Component
    possible: float
    """Points, in hundredths."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would raise a score, were it on the page.

    >>> Change("PostgreSQL in two years of dated work", "postgresql", ("databases",), 4.1).gain
    4.1
    """

    label: str
    skill: str
    """Id of the skill; empty for a competency."""
    requirements: tuple[str, ...]
    """Ids of the requirements that it bears on, in the profile's order."""
    gain: float
    """Points, in hundredths."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one résumé earned: a ledger. The score is derived from it, never stored.

    >>> lines = (Contribution("a", "A", "keyword", 1.1, 2.0, "met"), Contribution("b", "B", "keyword", 2.2, 3.0, "met"))
    >>> Assessment("cv.pdf", "0" * 64, lines).score
    3.3
    """

    document: str
    sha256: str
    contributions: tuple[Contribution, ...]
    skills: tuple[SkillSummary, ...] = ()
    warnings: tuple[Warning, ...] = ()
    media_type: str = ""
    pages: int = 0
    words: int = 0
    months: int = 0
    """Months of dated experience, overlaps counted once."""
    positions: tuple[Position, ...] = ()
    characters: int = 0
    """Of the text that was read; with ``pages``, it tells whether anything is missing."""
    changes: tuple[Change, ...] = ()
    """What would raise the score, most first."""
    points_at_other_dates: tuple[tuple[float, ...], ...] = ()
    """The contributions' points, had the as-of date been a year earlier, and a year later: for the stability band."""

    @property
    def score(self) -> float:
        """The ledger's sum, 0 to 100, in hundredths."""
        return round(math.fsum(c.points for c in self.contributions), 2)


@dataclass(frozen=True, slots=True)
class RankedCandidate:
    """An assessment in its place; equal scores share a rank."""

    rank: int
    rank_low: int
    """Best rank within the stability band."""
    rank_high: int
    """Worst rank within the stability band."""
    assessment: Assessment
    group: int = 0
    """Rank of the first of those that cannot be told apart from one another."""
    past_next: tuple[Change, ...] = ()
    """The fewest changes that would lift it past the one before it; empty for the first, or where none are enough."""
    next_band: tuple[Change, ...] = ()
    """The fewest changes that would lift it into the next better band of fit; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a candidate stands, in figures: what is told of those whose evidence is not.

    >>> Standing(12, 10, 15, 10, "cv.pdf", "0" * 64, 41.5, (30.0, 11.5)).score
    41.5
    """

    rank: int
    rank_low: int
    rank_high: int
    group: int
    document: str
    sha256: str
    score: float
    points: tuple[float, ...]
    """Of each line of the ledger, in the order of :attr:`Rest.lines`."""
    fit: str = ""
    missing_musts: tuple[str, ...] = ()
    """Labels of the must-haves that earn nothing."""
    months: int = 0
    pages: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """Some candidates in figures, best first: columns of as many rows each, where a row each would take too long.

    >>> places = [1], [1], [1], [1]
    >>> Figures(*places, ["cv.pdf"], ["0" * 64], [4150], [[3000], [1150]], ["some"], [()], [0], [1], [9]).scores
    [4150]
    """

    rank: list[int]
    rank_low: list[int]
    rank_high: list[int]
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


class Rest(Protocol):
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

    def __getitem__(self, index: int, /) -> Standing:
        """One of them."""

    def __iter__(self) -> Iterator[Standing]:
        """All of them."""

    def blocks(self) -> Iterator[Figures]:
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

    >>> Duplicate("cv (1).pdf", "cv.pdf", "0" * 64).likeness
    'same bytes'
    """

    document: str
    duplicate_of: str
    sha256: str
    likeness: Likeness = "same bytes"


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
    rest: Rest | None = None
    """The candidates below ``candidates``, in figures; None when every one is told in full."""

    @property
    def counts(self) -> dict[str, int]:
        """How many files went where; they add up to the files given."""
        return {
            "assessed": len(self.candidates) + (0 if self.rest is None else len(self.rest)),
            "needs review": len(self.needs_review),
            "duplicates": len(self.duplicates),
            "failed": len(self.failures),
        }
