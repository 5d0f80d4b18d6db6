"""Find the dated entries of a résumé: which date ranges date a job, a course and so on, and the header of each.

A trained labeller finds title, employer and place around each date range, and a linear model decides what the range
dates, if anything. Rules do the rest: a range that repeats the one before makes no entry of its own, and several roles
under one employer share it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from matcher.core.document import DocumentWarning
from matcher.core.resume import EntryKind, Section, SectionKind
from matcher.parsing.career.dates import DateRange
from matcher.parsing.career.entry_kinds import certain_kind, kind_features, kind_of
from matcher.parsing.career.headers.fields import Header, find_headers
from matcher.parsing.career.headers.model import HeaderModel, load_header_model
from matcher.parsing.career.headers.windows import Window, windows_of
from matcher.parsing.career.labelled_fields import with_labelled_fields
from matcher.parsing.career.stacked_dates import join_stacked
from matcher.parsing.career.template_employers import with_template_employers

__all__ = ["Entry", "candidate_windows", "entries_in", "find_entries"]

_DATED: Final[frozenset[SectionKind]] = frozenset({"experience", "projects", "education", "certificates"})
"""Sections in which a lone month or year may date an entry; in others only a range may."""

_BULLET: Final = 8
"""Characters that a bullet and the blanks around it take at most."""

_REPEATED_WITHIN: Final = 60
"""Characters within which the same dates again are a repetition ("2015 - 2017 (2015 to 2017)")."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A date range that belongs to an entry, with what was found around it."""

    start: int
    """Where its text begins."""
    dates: DateRange
    header: Header
    kind: EntryKind
    section: Section
    features: Sequence[str] = ()
    """What its kind was decided by."""


def find_entries(
    text: str,
    sections: Sequence[Section],
    ranges: Sequence[DateRange],
    *,
    models: Callable[[bool], HeaderModel] = load_header_model,
    kinds: Mapping[str, Sequence[int]] | None = None,
) -> tuple[list[Entry], list[DocumentWarning]]:
    r"""Find the dated entries of a résumé.

    Args:
        text: the whole text.
        sections: its sections, in order.
        ranges: its date ranges, in order.
        models: gives the labeller for running text (True) and for lines (False); for training.
        kinds: the weights of the kinds of entries; the shipped ones if not given.

    Returns:
        The entries in order of offset, and a warning for each range in a section with dates that is impossible.

    >>> import datetime
    >>> from matcher.parsing.career.dates import find_date_ranges
    >>> text = "EXPERIENCE\nDeveloper, Acme Ltd\nJune 2013 - May 2015\n- Built APIs in Go\n"
    >>> ranges = find_date_ranges(text, datetime.date(2026, 1, 1))
    >>> (entry,), _ = find_entries(text, [Section("experience", 0, len(text), "EXPERIENCE")], ranges)
    >>> entry.kind, text[slice(*entry.header.title)]
    ('work', 'Developer')
    """
    ranges, begins = join_stacked(text, ranges)
    warnings = [
        DocumentWarning("impossible-dates", f"{' '.join(text[r.start : r.end].split())!r} {r.problem}")
        for section, inside in _by_section(sections, ranges)
        if section.kind in _DATED
        for r in inside
        if r.problem and not r.single
    ]
    windows, own_sections = candidate_windows(text, sections, ranges)
    return entries_in(text, windows, own_sections, begins, models, kinds), warnings


def candidate_windows(
    text: str, sections: Sequence[Section], ranges: Sequence[DateRange]
) -> tuple[list[Window], list[Section]]:
    """Return the windows of all dates that may belong to an entry, in order, and the section of each.

    Args:
        text: the whole text.
        sections: its sections, in order.
        ranges: its date ranges, in order, as :func:`matcher.parsing.career.stacked_dates.join_stacked` returns them.
    """
    windows: list[Window] = []
    own_sections: list[Section] = []
    for section, inside in _by_section(sections, ranges):
        if section.kind == "other" and section.heading:
            continue  # awards, references, interests
        usable = [r for r in inside if not r.problem and (section.kind in _DATED or not r.single)]
        windows += windows_of(text, section, usable)
        own_sections += [section] * len(usable)
    return windows, own_sections


def _by_section(
    sections: Sequence[Section], ranges: Sequence[DateRange]
) -> Iterator[tuple[Section, Sequence[DateRange]]]:
    """Yield each section with the date ranges in it."""
    starts = [r.start for r in ranges]
    for section in sections:
        yield section, ranges[bisect_left(starts, section.start) : bisect_left(starts, section.end)]


def entries_in(
    text: str,
    windows: Sequence[Window],
    sections: Sequence[Section],
    begins: Mapping[int, int],
    models: Callable[[bool], HeaderModel] = load_header_model,
    weights: Mapping[str, Sequence[int]] | None = None,
) -> list[Entry]:
    """Return the entries of windows, in order of offset, without those that merely repeat their dates.

    Args:
        text: the whole text.
        windows: the windows around the dates, in order.
        sections: the section of each.
        begins: of joined dates that begin above, by their offset.
        models: as :func:`find_entries` has it.
        weights: the weights of the kinds of entries; the shipped ones if not given.
    """
    if not windows:
        return []
    found = find_headers(text, windows, models)
    headers = _with_printed_fields(text, windows, found)
    features = list(kind_features(text, windows, headers, [section.heading for section in sections]))
    entries: list[Entry] = []
    kinds = [
        certain_kind(text, window, header, kind_of(names, weights))
        for window, header, names in zip(windows, headers, features, strict=True)
    ]
    if any(kind == "work" and window.section != "summary" for kind, window in zip(kinds, windows, strict=True)):
        # Dates in the summary sum up what the jobs say in full.
        kinds = [None if window.section == "summary" else kind for kind, window in zip(kinds, windows, strict=True)]
    untitled = [i for i, kind in enumerate(kinds) if kind == "work" and headers[i].title[0] == headers[i].title[1]]
    if untitled:
        again = find_headers(text, [windows[i] for i in untitled], models, "title")
        for index, header in zip(untitled, again, strict=True):
            found[index] = header
        headers = _with_printed_fields(text, windows, found)
    headers = _with_doubtful_employers(text, windows, headers, kinds, models)
    headers = _with_shared_employers(windows, headers, sections, kinds)
    for window, header, section, kind, names in zip(windows, headers, sections, kinds, features, strict=True):
        if kind is None or (entries and _repeats(entries[-1], window.dates, header)):
            continue
        start = min(_start(text, window, header), begins.get(window.dates.start, len(text)))
        floor = max(section.start, entries[-1].dates.end if entries else 0)
        entries.append(Entry(max(start, floor), window.dates, header, kind, section, names))
    return entries


def _with_printed_fields(text: str, windows: Sequence[Window], headers: Sequence[Header]) -> list[Header]:
    """Return the headers with the fields that labels or a template's words name."""
    return with_template_employers(text, windows, with_labelled_fields(text, windows, headers))


def _with_shared_employers(
    windows: Sequence[Window],
    headers: Sequence[Header],
    sections: Sequence[Section],
    kinds: Sequence[EntryKind | None],
) -> list[Header]:
    """Give each role without an employer the employer above the roles before it, as promotions are written.

    An employer after a title is that role's own; one above a title, or with dates of its own, may head several roles.
    """
    complete = []
    shared: tuple[int, int] = (0, 0)
    of: Section | None = None
    for window, header, section, kind in zip(windows, headers, sections, kinds, strict=True):
        if section is not of or window.running:
            shared, of = (0, 0), section
        titled = header.title[0] < header.title[1]
        if header.employer[0] < header.employer[1]:
            above = header.employer[0] < window.dates.start
            shared = header.employer if above and (not titled or header.employer[1] <= header.title[0]) else (0, 0)
        elif titled and kind == "work":
            header = replace(header, employer=shared)
        complete.append(header)
    return complete


def _with_doubtful_employers(
    text: str,
    windows: Sequence[Window],
    headers: Sequence[Header],
    kinds: Sequence[EntryKind | None],
    models: Callable[[bool], HeaderModel],
) -> list[Header]:
    """Look a second time for the employer of each job in lines that has none: hardly any job leaves it out."""
    complete = list(headers)
    without = [
        i
        for i, (window, header, kind) in enumerate(zip(windows, headers, kinds, strict=True))
        if kind == "work" and not window.running and header.employer[0] == header.employer[1]
    ]
    if without:
        again = find_headers(text, [windows[i] for i in without], models, "employer")
        for index, header in zip(without, again, strict=True):
            title, employer = headers[index].title, header.employer
            if employer[0] < employer[1] and (employer[1] <= title[0] or title[1] <= employer[0]):
                start, end = min(headers[index].start, employer[0]), max(headers[index].end, employer[1])
                complete[index] = replace(headers[index], employer=employer, start=start, end=end)
    return complete


def _repeats(before: Entry, dates: DateRange, header: Header) -> bool:
    """Tell whether dates merely repeat those of the entry before, with no title of their own."""
    same = (before.dates.first, before.dates.last) == (dates.first, dates.last)
    return same and dates.start - before.dates.end <= _REPEATED_WITHIN and header.title[0] == header.title[1]


def _start(text: str, window: Window, header: Header) -> int:
    """Return where an entry begins: at its header, with a bullet or a blank before it on the line."""
    start = header.start
    line = text.rfind("\n", max(window.low, start - _BULLET), start) + 1
    return line if line and not any(c.isalnum() for c in text[line:start]) else start
