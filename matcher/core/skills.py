"""Define skills, their mentions in a document, and what one résumé says of each skill.

Frozen values, standard library only. Offsets are character offsets into ``Document.text``, half-open like Python slices;
pages count from 1.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, get_args

from matcher.core.document import Document, DocumentWarning
from matcher.core.resume import Month, Position, Resume, Section, SectionKind, Setting

__all__ = [
    "Analysis",
    "Assertion",
    "Level",
    "Mention",
    "Remark",
    "ResumeSkill",
    "Skill",
    "SkillSupport",
    "SkillsFile",
]

Assertion = Literal["claimed", "negated", "aspired", "attributed", "hidden"]
"""Claimed, denied, wished for, said of other people ("recruited Java developers"), or where a person cannot see it."""


Level = Literal["", "basic", "intermediate", "advanced", "expert"]
"""How well a person says that a skill is mastered; empty where nothing is said."""


Remark = Literal["", "taught", "certified", "past"]
"""What else the words beside a mention say: taught to others, certified, or used long ago."""


SkillSupport = Literal["demonstrated", "listed", ""]
"""Whether any claim of a skill stands in work or in a project, in none, or there is no claim."""


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
class Analysis:
    """What a document shows before any role is held against it, without the document: offsets are those of its text.

    >>> from matcher.core.document import Block, Document
    >>> from matcher.core.resume import Section
    >>> d = Document("cv.txt", "Skills Go", (Block(0, 9, 1),), "text/plain", "0" * 64, pages=1)
    >>> finding = Analysis((Section("skills", 0, 9, "Skills"),), (), (), (), (Mention("go", "Go", 7, 9),))
    >>> finding.resume(d).section_at(7).heading
    'Skills'
    """

    sections: tuple[Section, ...]
    positions: tuple[Position, ...]
    warnings: tuple[DocumentWarning, ...]
    name_spans: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]

    def resume(self, document: Document) -> Resume:
        """The structure, with the document that it is of (as a person sees it)."""
        return Resume(document, self.sections, self.positions, self.warnings, self.name_spans)


@dataclass(frozen=True, slots=True)
class ResumeSkill:
    """All that one résumé says of one skill.

    ``months`` is the union of the dated positions in whose text the skill is claimed; ``last_used`` their latest month.

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
        >>> ResumeSkill("go", "Go", "language", 0, None, False, (no,)).denied
        True
        """
        return not self.claimed and any(m.assertion == "negated" and m.visible for m in self.mentions)

    @property
    def settings(self) -> tuple[Setting, ...]:
        """Where it is claimed, best shown first, each once.

        >>> listed, worked = Mention("go", "Go", 0, 2), Mention("go", "Go", 9, 11, setting="dated work")
        >>> ResumeSkill("go", "Go", "language", 0, None, False, (listed, worked)).settings
        ('dated work', 'list')
        """
        found = {m.setting for m in self.claims}
        return tuple(setting for setting in get_args(Setting) if setting in found)

    @property
    def support(self) -> SkillSupport:
        """Whether work or a project shows it, or the résumé only says it."""
        if not self.claimed:
            return ""
        demonstrated = {"dated work", "undated work", "project"}
        return "listed" if demonstrated.isdisjoint(self.settings) else "demonstrated"

    @property
    def level(self) -> Level:
        """The highest level that the résumé claims for it.

        >>> some, more = (Mention("go", "Go", 0, 2, level=level) for level in ("basic", "advanced"))
        >>> ResumeSkill("go", "Go", "language", 0, None, False, (more, some)).level
        'advanced'
        """
        levels: tuple[Level, ...] = get_args(Level)
        return max((m.level for m in self.claims), key=levels.index, default="")

    @property
    def years(self) -> float | None:
        """The most years of use that the résumé claims in words; ``months`` are those that its dates show."""
        return max((m.years for m in self.claims if m.years is not None), default=None)
