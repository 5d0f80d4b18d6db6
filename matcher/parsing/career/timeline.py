"""Build a résumé's timeline: dated positions with title and employer, and the months that they cover."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence

from matcher.core.document import DocumentWarning
from matcher.core.errors import UnreadableFileError
from matcher.core.limits import ALONE, MAXIMUM_DATES
from matcher.core.resume import Month, Position, Section, UndatedEntry
from matcher.parsing.career.dated_entries import Entry, find_entries
from matcher.parsing.career.dates import DateRange, find_date_ranges
from matcher.parsing.career.headers.model import HeaderModel, load_header_model
from matcher.parsing.career.open_ends import bounded_by_next_start
from matcher.parsing.career.prose_jobs import with_prose_jobs
from matcher.parsing.career.stated_experience import bounded_by_stated_years, stated_years
from matcher.parsing.career.undated_entries import find_undated_entries

__all__ = ["find_positions", "find_timeline", "months_in", "total_months"]


def find_positions(
    text: str,
    sections: Sequence[Section],
    as_of: datetime.date,
    *,
    models: Callable[[bool], HeaderModel] = load_header_model,
    kinds: Mapping[str, Sequence[int]] | None = None,
) -> tuple[tuple[Position, ...], tuple[DocumentWarning, ...]]:
    r"""Find the dated entries in the sections on experience, projects, education and certificates.

    A trained labeller finds the title, the employer and the place around each date range, and a linear model decides
    whether the range dates an entry, and of which kind: a course under the heading of work is education. An open job
    counts at most one year longer than the experience that the text states in all.

    Args:
        text: the whole text of a document.
        sections: those of :func:`matcher.parsing.sections.find_sections`; they cover ``text``.
        as_of: the day on which "present" ends.
        models: gives the labeller for running text (True) and for lines (False); for training.
        kinds: the weights of the kinds of entries; the shipped ones if not given.

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
    return _positions(text, sections, find_date_ranges(text, as_of), as_of, models, kinds)


def find_timeline(
    text: str, sections: Sequence[Section], as_of: datetime.date
) -> tuple[tuple[Position, ...], tuple[UndatedEntry, ...], tuple[DocumentWarning, ...]]:
    r"""Find the dated positions as :func:`find_positions` does, and the entries without dates.

    Args:
        text: the whole text of a document.
        sections: those of :func:`matcher.parsing.sections.find_sections`; they cover ``text``.
        as_of: the day on which "present" ends.

    Returns:
        The positions, the entries without dates, both in order of offset, and the warnings.

    Raises:
        UnreadableFileError: it has more than :data:`~matcher.core.limits.MAXIMUM_DATES` dates.

    >>> text = "EXPERIENCE\nBaker, Crumb Ltd\nMay 20XX - Present\n- Baked bread\n"
    >>> sections = [Section("experience", 0, len(text), "EXPERIENCE")]
    >>> positions, undated, _ = find_timeline(text, sections, datetime.date(2026, 1, 1))
    >>> positions, [(entry.title, entry.employer) for entry in undated]
    ((), [('Baker', 'Crumb Ltd')])
    """
    ranges = find_date_ranges(text, as_of)
    if len(ranges) > MAXIMUM_DATES:
        raise UnreadableFileError("too-large", f"it has more than {MAXIMUM_DATES:,} dates, the limit; {ALONE}")
    positions, warnings = _positions(text, sections, ranges, as_of, load_header_model, None)
    return positions, find_undated_entries(text, sections, ranges, positions), warnings


def _positions(
    text: str,
    sections: Sequence[Section],
    ranges: Sequence[DateRange],
    as_of: datetime.date,
    models: Callable[[bool], HeaderModel],
    kinds: Mapping[str, Sequence[int]] | None,
) -> tuple[tuple[Position, ...], tuple[DocumentWarning, ...]]:
    entries, warnings = find_entries(text, sections, ranges, models=models, kinds=kinds)
    found = [
        _position(text, entry, end)
        for entry, following in zip(entries, [*entries[1:], None], strict=False)
        if entry.start < (end := min(following.start if following else len(text), entry.section.end))
    ]
    found = with_prose_jobs(text, sections, ranges, as_of, found)
    found.sort(key=lambda p: (p.start, -p.end))
    bounded, outdated = bounded_by_stated_years(
        bounded_by_next_start(found, ranges), stated_years(text), Month(as_of.year, as_of.month)
    )
    return tuple(bounded), (*warnings, *outdated)


def _position(text: str, entry: Entry, end: int) -> Position:
    title, employer, place = (
        " ".join(text[slice(*span)].split()) for span in (entry.header.title, entry.header.employer, entry.header.place)
    )
    dates = entry.dates
    return Position(
        entry.start, end, dates.first, dates.last, dates.current, title, employer, place, entry.kind, entry.section.kind
    )


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
