"""Define the résumé: a document with its sections and dated positions.

Types are frozen and use only the standard library. Offsets are character offsets into ``Document.text``, half-open like
Python slices; pages count from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from matcher.core.document import Document, DocumentWarning

__all__ = [
    "MONTHS_OF_USE",
    "NOT_NAMED",
    "EntryKind",
    "Month",
    "Person",
    "Position",
    "Resume",
    "Section",
    "SectionKind",
    "Setting",
    "UndatedEntry",
]

SectionKind = Literal["summary", "experience", "skills", "projects", "education", "certificates", "other"]
"""Kind of a section, by its heading; "other" is anything else (references, interests, personal details)."""

EntryKind = Literal["work", "project", "education", "certificate", "volunteer"]
"""Kind of a dated entry, by what it says: a course under the heading of work is education."""

Setting = Literal["dated work", "undated work", "project", "education", "certificate", "list"]
"""Where a mention occurs, strongest evidence first; "list" is anything merely stated (lists, summaries, interests)."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a résumé under one heading. Sections are in order, adjoin each other and cover the whole text.

    >>> Section("skills", 120, 300, heading="Technical Skills").kind
    'skills'
    """

    kind: SectionKind
    start: int
    end: int
    heading: str = ""
    """As printed; empty for the text before the first heading."""


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
        """Months since year 0: the difference of two is a number of months."""
        return self.year * 12 + self.month - 1

    @classmethod
    def from_index(cls, index: int) -> Month:
        """Return the month with this :attr:`index`.

        >>> Month.from_index(Month(2020, 12).index + 1)
        Month(year=2021, month=1)
        """
        return cls(index // 12, index % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class Position:
    """A dated job, project or course: its text, and the months that its dates span.

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
    """The employer or client; of education the school."""
    place: str = ""
    kind: EntryKind = "work"
    section: SectionKind = "experience"
    """Kind of the section that it stands in."""
    latest_end: Month | None = None
    """Last month that can count though it is ``current``: bounded by the years of experience that the résumé states."""

    def until(self, now: Month) -> Position:
        """Return the position as of another month: a ``current`` one ends in it, or earlier at ``latest_end``.

        >>> job = Position(0, 80, Month(2021, 7), Month(2026, 11), current=True, latest_end=Month(2027, 6))
        >>> str(job.until(Month(2025, 11)).last), str(job.until(Month(2027, 11)).last)
        ('2025-11', '2027-06')
        """
        if not self.current:
            return self
        last = now if self.latest_end is None else min(now, self.latest_end)
        return replace(self, last=max(self.first, last))

    @property
    def months(self) -> int:
        """Number of months from ``first`` to ``last``, both included."""
        return self.last.index - self.first.index + 1


@dataclass(frozen=True, slots=True)
class UndatedEntry:
    """A job, project or course without dates: it is shown, and has neither months nor recency.

    Its text may lie within that of the dated :class:`Position` before it, which goes on until the next dated one.

    >>> UndatedEntry(0, 80, title="Developer", employer="Acme Ltd").kind
    'work'
    """

    start: int
    end: int
    title: str = ""
    employer: str = ""
    """The employer or client; of education the school."""
    place: str = ""
    kind: EntryKind = "work"
    section: SectionKind = "experience"
    """Kind of the section that it stands in."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who a résumé is about, as printed; what it does not say is empty. It is shown, and no score depends on it.

    >>> Person(name="Ada Example", emails=("ada@example.org",)).place
    ''
    """

    name: str = ""
    title: str = ""
    """What the person calls themselves beneath the name, or the title of the latest job."""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    place: str = ""
    links: tuple[str, ...] = ()
    """Profiles and sites of the person, not those of projects."""


MONTHS_OF_USE: Final[frozenset[EntryKind]] = frozenset({"work", "project", "volunteer"})
"""Kinds of entries whose months count as months in which their skills were used."""

NOT_NAMED: Final = Person()
"""The person of a résumé that says nothing about them."""

_WORK_SECTIONS: Final[frozenset[SectionKind]] = frozenset({"experience", "projects"})
"""Sections whose text is about work, with dates or without."""

_SECTION_SETTINGS: Mapping[SectionKind, Setting] = {
    "experience": "undated work",
    "projects": "project",
    "education": "education",
    "certificates": "certificate",
}

_ENTRY_SETTINGS: Mapping[EntryKind, Setting] = {
    "work": "dated work",
    "project": "project",
    "education": "education",
    "certificate": "certificate",
    "volunteer": "project",
}


@dataclass(frozen=True, slots=True)
class Resume:
    """A document with its structure: sections, dated positions and the person's name.

    >>> from matcher.core.document import Block, Document
    >>> d = Document("cv.txt", "Skills Python", (Block(0, 13, 1),), "text/plain", "0" * 64, pages=1)
    >>> r = Resume(d, (Section("skills", 0, 13, "Skills"),), ())
    >>> r.section_at(8).kind
    'skills'
    """

    document: Document
    sections: tuple[Section, ...]
    positions: tuple[Position, ...]
    warnings: tuple[DocumentWarning, ...] = ()
    name_spans: tuple[tuple[int, int], ...] = ()
    """Offsets of the person's name; no words in them are a skill."""
    undated: tuple[UndatedEntry, ...] = ()
    """Entries without dates; what they mention has the setting of its section."""
    not_own: tuple[tuple[int, int], ...] = ()
    """Offsets of text about somebody or something else: job adverts, deeds of colleagues, goods. It shows nothing."""
    merely_named: tuple[tuple[int, int], ...] = ()
    """Offsets of text that names technologies without work done with them; they count like a list."""
    unsupported: tuple[tuple[int, int], ...] = ()
    """Offsets of text in work of another kind that tells no deed; it supports no more than a list does."""

    @property
    def entries(self) -> tuple[Position | UndatedEntry, ...]:
        """All entries: the dated positions, then those without dates."""
        return (*self.positions, *self.undated)

    def section_at(self, offset: int) -> Section:
        """Return the section that holds ``offset``."""
        for section in self.sections:
            if section.start <= offset < section.end:
                return section
        return Section("other", 0, len(self.document.text))

    def setting_at(self, offset: int) -> Setting:
        """Return the setting of ``offset``: dated work, a list and so on.

        >>> from matcher.core.document import Block, Document
        >>> text = "Built it in Go. Skills: Go"
        >>> d = Document("cv.txt", text, (Block(0, 26, 1),), "text/plain", "0" * 64, pages=1)
        >>> job = Position(0, 16, Month(2020, 1), Month(2020, 9))
        >>> r = Resume(d, (Section("experience", 0, 16), Section("skills", 16, 26)), (job,))
        >>> r.setting_at(12), r.setting_at(24)
        ('dated work', 'list')
        """
        return self.context_at(offset)[2]

    def context_at(self, offset: int) -> tuple[SectionKind, int | None, Setting]:
        """Return the kind of section, the position's index and the setting of ``offset``, in one pass."""
        section, index = self.place_at(offset)
        if index is not None:
            return section, index, _ENTRY_SETTINGS[self.positions[index].kind]
        return section, None, _SECTION_SETTINGS.get(section, "list")

    def place_at(self, offset: int) -> tuple[SectionKind, int | None]:
        """Return where what is said at ``offset`` counts: the kind of section, and the position's index.

        Work that is merely named counts as if it stood among other things, outside all positions.

        >>> from matcher.core.document import Block, Document
        >>> text = "Sold Java licences"
        >>> d = Document("cv.txt", text, (Block(0, 18, 1),), "text/plain", "0" * 64, pages=1)
        >>> r = Resume(d, (Section("experience", 0, 18),), (Position(0, 18, Month(2020, 1), Month(2020, 9)),))
        >>> r.place_at(5), replace(r, merely_named=((0, 18),)).place_at(5)
        (('experience', 0), ('other', None))
        """
        section, index = self.section_at(offset).kind, self.position_at(offset)
        is_work = section in _WORK_SECTIONS if index is None else self.positions[index].kind in MONTHS_OF_USE
        if is_work and any(start <= offset < end for start, end in self.merely_named):
            return "other", None
        return section, index

    def position_at(self, offset: int) -> int | None:
        """Return the index of the innermost (shortest) position that holds ``offset``, or None."""
        innermost, shortest = None, 0
        for i, p in enumerate(self.positions):
            if p.start <= offset < p.end and (innermost is None or p.end - p.start < shortest):
                innermost, shortest = i, p.end - p.start
        return innermost
