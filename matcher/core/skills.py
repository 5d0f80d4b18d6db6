"""Define skills, their mentions in a document, and the summary of each skill in one résumé.

Types are frozen and use only the standard library. Offsets are character offsets into ``Document.text``, half-open like
Python slices; pages count from 1.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, get_args

from matcher.core.document import Document, DocumentWarning
from matcher.core.resume import Month, Position, Resume, Section, SectionKind, Setting, UndatedEntry

__all__ = [
    "Analysis",
    "Assertion",
    "JobMentions",
    "Level",
    "Mention",
    "Remark",
    "ResumeSkill",
    "Skill",
    "SkillSupport",
    "SkillsFile",
]

Assertion = Literal["claimed", "negated", "aspired", "attributed", "hidden"]
"""How the text asserts a mention: claimed, denied, wished for, about other people or things ("recruited Java
developers", "sold books about Java"), or hidden from a person who reads the document."""


Level = Literal["", "basic", "intermediate", "advanced", "expert"]
"""Proficiency that the text claims; empty where it states none."""


Remark = Literal["", "taught", "certified", "past"]
"""What the words next to a mention add: taught to others, certified, or used long ago."""


SkillSupport = Literal["demonstrated", "listed", ""]
"""Whether a skill is claimed in work or in a project, is merely listed, or is not claimed at all."""


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill of the taxonomy, with its surface forms.

    >>> Skill("django", "Django", "framework", implies=("python",)).implies
    ('python',)
    """

    id: str
    label: str
    kind: str
    aliases: tuple[str, ...] = ()
    """Surface forms with no other meaning; they include the label unless it is ambiguous."""
    ambiguous: tuple[str, ...] = ()
    """Surface forms with other meanings: accepted only if the context confirms them."""
    sense: str = ""
    """Kind of ambiguity, which selects the rules: "letter", "word", "name" or "common" (see the taxonomy loader)."""
    confirm: tuple[str, ...] = ()
    """Words that confirm an ambiguous form when they occur near it."""
    reject: tuple[str, ...] = ()
    """Phrases in which a form means something else."""
    implies: tuple[str, ...] = ()
    """Ids of the skills that this one implies: Django implies Python."""


@dataclass(frozen=True, slots=True)
class SkillsFile:
    """A user's additions to the taxonomy: the contents of the file, as sent to workers.

    >>> SkillsFile("my-skills.toml", "[skills]").sha256[:8]
    '0c2c1b1c'
    """

    name: str
    """File name without folders, for messages and the manifest."""
    text: str

    @property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal."""
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
    """Id of the skill in the taxonomy."""
    surface_form: str
    start: int
    end: int
    page: int = 1
    section: SectionKind = "other"
    position: int | None = None
    """Index into ``Resume.positions``; None outside dated work."""
    assertion: Assertion = "claimed"
    version: str = ""
    """"8" in "Java 8"; not part of the surface form."""
    visible: bool = True
    setting: Setting = "list"
    level: Level = ""
    level_words: str = ""
    """Words of the text that state the level ("basic knowledge of", "4/5")."""
    years: float | None = None
    """Years of use that the words next to it claim; None where they claim none."""
    years_words: str = ""
    """Words of the text that state the years ("10+ years")."""
    remark: Remark = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The analysis of a document: its structure and mentions, before it is compared with any role.

    The document itself is not part of it; offsets refer to its text.

    >>> from matcher.core.document import Block, Document
    >>> from matcher.core.resume import Section
    >>> d = Document("cv.txt", "Skills Go", (Block(0, 9, 1),), "text/plain", "0" * 64, pages=1)
    >>> analysis = Analysis((Section("skills", 0, 9, "Skills"),), (), (), (), (Mention("go", "Go", 7, 9),))
    >>> analysis.resume(d).section_at(7).heading
    'Skills'
    """

    sections: tuple[Section, ...]
    positions: tuple[Position, ...]
    warnings: tuple[DocumentWarning, ...]
    name_spans: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]
    undated: tuple[UndatedEntry, ...] = ()
    not_own: tuple[tuple[int, int], ...] = ()
    merely_named: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, resume: Resume, mentions: tuple[Mention, ...]) -> Analysis:
        """Return the analysis that a résumé's structure and its mentions make."""
        return cls(
            resume.sections, resume.positions, resume.warnings, resume.name_spans, mentions, resume.undated,
            resume.not_own, resume.merely_named,
        )  # fmt: skip

    def resume(self, document: Document) -> Resume:
        """Return the résumé: this structure with its document (its visible text)."""
        return Resume(
            document, self.sections, self.positions, self.warnings, self.name_spans, self.undated, self.not_own,
            self.merely_named,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class JobMentions:
    """How one dated job or project names a skill.

    >>> JobMentions(position=0, mentions=3, sentences=2).in_stack
    False
    """

    position: int
    """Index into ``Resume.positions``."""
    mentions: int
    """Claims of the skill."""
    sentences: int = 1
    """How many sentences, different in their words, hold them: repetition adds none."""
    in_stack: bool = False
    """Whether the job's title or its list of technologies names it."""


@dataclass(frozen=True, slots=True)
class ResumeSkill:
    """A skill in one résumé: its mentions, and the months of the jobs that name it.

    ``months`` covers the dated positions whose text claims the skill, overlaps counted once; ``last_used`` is their
    latest month, ``current`` says whether one of them is, and ``mentions_at_work`` counts the claims in them. A skill
    that is named once in a job of nine years has 108 months and 1 mention: nobody knows for how long it was used.

    >>> ResumeSkill("go", "Go", "language", 41, Month(2024, 5), False, ()).months
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
    """Id of the claimed skill that implies this one, if the résumé does not claim it itself."""
    implied_through: Mention | None = None
    """Mention of the implying skill with the strongest evidence."""
    jobs: tuple[JobMentions, ...] = ()
    """The positions that ``months`` covers; of an implied skill those of the skills that imply it."""

    @property
    def mentions_at_work(self) -> int:
        """Number of claims in the positions that ``months`` covers.

        >>> jobs = (JobMentions(0, 2), JobMentions(3, 1))
        >>> ResumeSkill("go", "Go", "language", 41, None, False, (), jobs=jobs).mentions_at_work
        3
        """
        return sum(job.mentions for job in self.jobs)

    @property
    def claims(self) -> tuple[Mention, ...]:
        """Visible mentions that are neither denied, wished for nor about other people."""
        return tuple(m for m in self.mentions if m.assertion == "claimed" and m.visible)

    @property
    def claimed(self) -> bool:
        """Whether the résumé itself claims the skill."""
        return any(m.assertion == "claimed" and m.visible for m in self.mentions)

    @property
    def denied(self) -> bool:
        """Whether the résumé denies the skill and claims it nowhere.

        >>> no = Mention("go", "Go", 0, 2, assertion="negated")
        >>> ResumeSkill("go", "Go", "language", 0, None, False, (no,)).denied
        True
        """
        return not self.claimed and any(m.assertion == "negated" and m.visible for m in self.mentions)

    @property
    def settings(self) -> tuple[Setting, ...]:
        """Settings of the claims, strongest evidence first, each once.

        >>> listed, worked = Mention("go", "Go", 0, 2), Mention("go", "Go", 9, 11, setting="dated work")
        >>> ResumeSkill("go", "Go", "language", 0, None, False, (listed, worked)).settings
        ('dated work', 'list')
        """
        settings = {m.setting for m in self.claims}
        return tuple(setting for setting in get_args(Setting) if setting in settings)

    @property
    def support(self) -> SkillSupport:
        """Whether work or a project demonstrates the skill, or the résumé merely lists it."""
        if not self.claimed:
            return ""
        demonstrated = {"dated work", "undated work", "project"}
        return "listed" if demonstrated.isdisjoint(self.settings) else "demonstrated"

    @property
    def level(self) -> Level:
        """Highest level that the résumé claims for the skill.

        >>> basic, advanced = (Mention("go", "Go", 0, 2, level=level) for level in ("basic", "advanced"))
        >>> ResumeSkill("go", "Go", "language", 0, None, False, (advanced, basic)).level
        'advanced'
        """
        levels: tuple[Level, ...] = get_args(Level)
        return max((m.level for m in self.claims), key=levels.index, default="")

    @property
    def years(self) -> float | None:
        """Most years of use that the résumé claims in words; ``months`` come from its dates."""
        return max((m.years for m in self.claims if m.years is not None), default=None)
