"""Build a résumé's timeline: dated positions with title and employer, and the months that they cover."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from matcher.core.document import DocumentWarning
from matcher.core.resume import EntryKind, Month, Position, Section, SectionKind
from matcher.parsing.career.dated_entries import Lines, find_entries
from matcher.parsing.career.dates import find_date_ranges
from matcher.parsing.career.open_ends import bounded_by_next_start
from matcher.parsing.career.prose_jobs import with_prose_jobs
from matcher.parsing.career.stated_experience import bounded_by_stated_years, stated_years
from matcher.parsing.career.titles import JOB, title_and_employer

__all__ = ["find_positions", "months_in", "total_months"]

_KINDS: Final[Mapping[SectionKind, EntryKind]] = {
    "experience": "work",
    "projects": "project",
    "education": "education",
    "certificates": "certificate",
}
"""Sections whose dated entries become positions, and the kind that these usually are."""

_LEARNING: Final = re.compile(
    r"(?i:\b(?:universit\w*|college|school|academy|institut\w*|faculty|degree|diploma|bachelor\w*|master\w*|"
    r"b\.?sc?|m\.?sc?|ph\.?d|"
    r"course\w*|boot ?camp|student|studies|studium|hochschule|ausbildung|école|licence|certificat\w*|gpa)\b)"
)


def find_positions(
    text: str, sections: Sequence[Section], as_of: datetime.date
) -> tuple[tuple[Position, ...], tuple[DocumentWarning, ...]]:
    r"""Find the dated entries in the sections on experience, projects, education and certificates.

    When no section on experience holds dates (its heading was not recognised), date ranges in the summary, in the
    skills and under no heading count as experience. If there is still no job, those told in sentences count. An open
    job counts at most one year longer than the experience that the text states in all.

    Args:
        text: the whole text of a document.
        sections: those of :func:`matcher.parsing.sections.find_sections`; they cover ``text``.
        as_of: the day on which "present" ends.

    Returns:
        The positions in order of offset, and the warnings: ``impossible-dates`` for each range in these sections that
        ends before it begins or begins after ``as_of`` (such a range makes no position); ``outdated`` if an open job
        was cut.

    >>> text = "EXPERIENCE\nDeveloper, Acme Ltd\nJune 2013 - May 2015\n- Built APIs in Go\n"
    >>> sections = [Section("experience", 0, len(text), "EXPERIENCE")]
    >>> positions, _ = find_positions(text, sections, datetime.date(2026, 1, 1))
    >>> [(p.title, p.employer, p.months, text[p.start : p.start + 9]) for p in positions]
    [('Developer', 'Acme Ltd', 24, 'Developer')]
    """
    lines = Lines(text)
    ranges = find_date_ranges(text, as_of)
    starts = [r.start for r in ranges]
    positions: list[Position] = []
    warnings: list[DocumentWarning] = []

    def add(section: Section, kind: EntryKind, *, singles: bool = True) -> None:
        inside = ranges[bisect_left(starts, section.start) : bisect_left(starts, section.end)]
        usable = [r for r in inside if not r.problem and (singles or not r.single)]
        if singles:
            warnings.extend(
                DocumentWarning("impossible-dates", f"{' '.join(text[r.start : r.end].split())!r} {r.problem}")
                for r in inside
                if r.problem and not r.single
            )
        entries = find_entries(text, lines, section, usable)
        for entry, following in zip(entries, [*entries[1:], None], strict=False):
            end = following.start if following else section.end
            if entry.start < end:
                title, employer = title_and_employer(text, entry.start, entry.dates, end)
                dates = entry.dates
                positions.append(
                    Position(
                        entry.start,
                        end,
                        dates.first,
                        dates.last,
                        dates.current,
                        title,
                        employer,
                        kind=_kind(kind, title, text[entry.start : end]),
                        section=section.kind,
                    )
                )

    for section in sections:
        if section.kind in _KINDS:
            add(section, _KINDS[section.kind])
    if not any(p.kind == "work" for p in positions):
        for section in sections:
            if section.kind in ("summary", "skills") or not section.heading:
                add(section, "work", singles=False)
    positions = with_prose_jobs(text, sections, ranges, as_of, positions)
    positions.sort(key=lambda p: (p.start, -p.end))
    bounded, outdated = bounded_by_stated_years(
        bounded_by_next_start(positions, ranges), stated_years(text), Month(as_of.year, as_of.month)
    )
    return tuple(bounded), (*warnings, *outdated)


def _kind(kind: EntryKind, title: str, entry: str) -> EntryKind:
    """Return the kind of an entry: a job under the heading of the education column next to it is still a job."""
    if kind == "education" and JOB.search(title) and not _LEARNING.search(entry):
        return "work"
    return kind


def _union(positions: Iterable[Position]) -> int:
    """Count the months that at least one position covers."""
    total, reached = 0, -1
    for first, last in sorted((p.first.index, p.last.index) for p in positions):
        total += max(0, last - max(first, reached + 1) + 1)
        reached = max(reached, last)
    return total


def total_months(positions: Sequence[Position]) -> int:
    """Count the months of dated experience; months in which several positions were held count once.

    >>> from matcher.core.resume import Month
    >>> job, overlap = Position(0, 1, Month(2013, 1), Month(2013, 12)), Position(1, 2, Month(2013, 7), Month(2014, 6))
    >>> total_months([job, overlap, Position(2, 3, Month(2000, 1), Month(2004, 1), kind="education")])
    18
    """
    return _union(p for p in positions if p.kind == "work")


def months_in(positions: Sequence[Position], indices: Iterable[int]) -> int:
    """Count the months that the positions with these indices cover, in any section; overlaps count once.

    >>> from matcher.core.resume import Month
    >>> jobs = [Position(0, 1, Month(2013, 1), Month(2013, 12)), Position(1, 2, Month(2013, 7), Month(2014, 6))]
    >>> months_in(jobs, [1]), months_in(jobs, [0, 1, 1]), months_in(jobs, [])
    (12, 18, 0)
    """
    return _union(positions[i] for i in set(indices))
