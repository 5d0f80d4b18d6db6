"""What the generator returns: a text, and the truth about its entries and its person."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class TrueEntry:
    """An entry of a generated résumé, as a careful reader would record it.

    A text that several entries share (an employer above several roles) is the field of each of them, with the same
    span; their stretches do not overlap.
    """

    kind: str
    """``work``, ``project``, ``education``, ``certificate`` or ``volunteer``."""
    title: str
    """Job title, name of a project, degree or certificate as printed; empty where none is."""
    employer: str
    """Employer, client, school or issuer as printed; empty where none is."""
    place: str
    first: str
    """``YYYY-MM`` or ``YYYY``, as precise as the text is; empty where it is not told."""
    last: str
    """Like ``first``, or ``present``."""
    dates: str
    """The dates as printed, placeholders included; empty where none are."""
    spans: dict[str, tuple[int, int]]
    """Offsets of ``title``, ``employer``, ``place`` and ``dates``; those that are not printed are missing."""
    start: int
    end: int
    """Offsets of all that belongs to the entry, from its first field or label to its last duty."""
    umbrella: bool = False
    """Whether it stands above other entries and only sums them up: an agency or employer with total dates."""


@dataclass(frozen=True)
class TruePerson:
    """The person of a generated résumé, as printed."""

    name: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]


@dataclass(frozen=True)
class GeneratedResume:
    """A fictional résumé as a text, with its truth."""

    text: str
    entries: tuple[TrueEntry, ...]
    grammar: str
    person: TruePerson


@dataclass(frozen=True)
class Place:
    """A city."""

    city: str
    region: str = ""
    code: str = ""
    country: str = ""


@dataclass
class Fact:
    """An entry before it is printed. Months are counted from the year 0."""

    kind: str
    title: str
    employer: str
    place: str = ""
    first: int | None = None
    last: int | None = None
    current: bool = False
    duties: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    dates: str = ""
    """As printed, with ``first_label`` and ``last_label`` as its truth; set when a style of dates is chosen."""
    first_label: str = ""
    last_label: str = ""
    umbrella: bool = False


@dataclass
class Career:
    """All that a résumé can tell, most recent first."""

    language: str
    name: str
    title: str
    home: str
    emails: list[str]
    phones: list[str]
    work: list[Fact]
    education: list[Fact]
    projects: list[Fact]
    certificates: list[Fact]
    volunteer: list[Fact]
    technologies: list[str]
    other_skills: list[str]
    technical: bool
