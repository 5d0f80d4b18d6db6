"""Find the entries of a résumé that have no dates: with a placeholder where dates belong, or jobs without any dates.

An entry with a placeholder ("May 20XX – Present") is found as a dated one is: the labeller of headers and the model of
kinds take the placeholder for the dates. A job without any dates is found by its lines: short lines at the top of a
section on work, or after a blank line or the duties of the job before, that hold the title of a job and are followed by
duties. The labeller reads them as if dates stood at their end. A list or a duty must not become a job, so whatever is
doubtful is left out; such an entry is shown, and counts no month.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from matcher.core.resume import Month, Position, Section, UndatedEntry
from matcher.parsing.career.date_placeholders import find_date_placeholders
from matcher.parsing.career.dated_entries import Entry, entries_in
from matcher.parsing.career.dates import DateRange
from matcher.parsing.career.headers.windows import Window, windows_of
from matcher.parsing.career.headers.words import case_class, end_class
from matcher.parsing.career.titles import BULLET, JOB

__all__ = ["find_undated_entries", "read_undated_entries"]

_PLACEHOLDER_FIRST: Final = Month(2000, 1)
_PLACEHOLDER_LAST: Final = Month(2001, 12)
"""What a placeholder counts as for the models of headers and kinds, which know dates only; nothing else sees it."""

_HEADED: Final[frozenset[str]] = frozenset({"experience", "projects", "education", "certificates"})
"""Kinds of sections in which a placeholder for one date may stand for an entry's; elsewhere only one for a range."""

_HEADER_LINES: Final = 3
"""Lines of a header at most: title, employer and place."""
_LONGEST_LINE: Final = 110
_MOST_WORDS: Final = 14
_MOST_TITLE_WORDS: Final = 8
_MOST_LOWER: Final = 3
"""A header line has at most so many characters, words, and words in lower case; a duty has more."""
_OPENING: Final = 30
"""Characters of the first duty in which dates may be those of the job."""
_DATE_LINE: Final = 60
"""Characters of a line above a header that may date it; a longer one is a duty."""
_BLANKS: Final = 40
"""Characters above a label in which a blank line is looked for."""
_WRAPPED: Final = 20
"""A line that is at most so much shorter than the longest of its section may go on in the next one."""
_WIDEST_WRAP: Final = 150
"""Lines longer than this were not wrapped."""

_OTHER_TRADES: Final = re.compile(
    r"\b(?:receptionist|recruiter|therapist|mechanic|attendant|technologist|controller|teller|worker|trainee|apprentice|"
    r"counsell?or|waiter|waitress|chef|cook|guard|electrician|plumber|merchandiser|web-?master|statistician|salesperson|"
    r"[\w-]{0,30}(?:entwickler|ingenieur|techniker|berater|leiter|informatiker|elektroniker|administrator|mitarbeiter)"
    r"(?:in)?)\b",
    re.IGNORECASE,
)
_DUTY_LABEL: Final = re.compile(
    r"(?:key |core |main |tech(?:nical|nology)? ?|major |project )?(?:environment|technolog(?:y|ies)|tools?|stack|"
    r"skills?|responsibilit(?:y|ies)|duties|achievements?|description|project|projects|team size|domain|duration|"
    r"languages?|platforms?|databases?|references?|reports? to|reported to)\b[\w ,/&]{0,20}[:–-]",
    re.IGNORECASE,
)
_STACK: Final = re.compile(
    r"(?:tech(?:nical|nology)? )?(?:stack|technologies|tools?(?: used)?|environment)", re.IGNORECASE
)
_ROLE_LABEL: Final = re.compile(r"(?:role|client|project|position|designation)s?\s*[:–-]", re.IGNORECASE)
_BULLET_SIGN: Final = re.compile(r"[^\w\s(\"'“„«#*_.&+/-]")
_ADDRESS: Final = re.compile(r"@|https?:|www\.|\+\d|\d{3}[ .-]\d{3}")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank, and what it may be."""

    start: int
    end: int
    header: bool
    """Whether it may belong to a header; else it is a duty, a label or a sentence."""
    after_blank: bool
    """Whether a blank line or the section's heading is before it."""


def find_undated_entries(
    text: str, sections: Sequence[Section], ranges: Sequence[DateRange], positions: Sequence[Position]
) -> tuple[UndatedEntry, ...]:
    r"""Find the entries without dates: those with a placeholder, and jobs in the sections on work.

    Args:
        text: the whole text.
        sections: its sections, in order.
        ranges: all its date ranges, in order.
        positions: its dated positions, in order.

    Returns:
        The entries in order of offset; each ends where the next one or the next dated position begins.

    >>> text = "EXPERIENCE\nBackend Developer\nAcme Ltd\n- Built APIs in Go\n\nTester, Crumb Ltd\n- Tested ovens\n"
    >>> entries = find_undated_entries(text, [Section("experience", 0, len(text), "EXPERIENCE")], [], [])
    >>> [(e.title, e.employer) for e in entries]
    [('Backend Developer', 'Acme Ltd'), ('Tester', 'Crumb Ltd')]
    """
    return tuple(undated for undated, _ in read_undated_entries(text, sections, ranges, positions))


def read_undated_entries(
    text: str, sections: Sequence[Section], ranges: Sequence[DateRange], positions: Sequence[Position]
) -> list[tuple[UndatedEntry, Entry]]:
    """Find the same as :func:`find_undated_entries`, each with what it was read from.

    The dates of that :class:`Entry` are a placeholder, or have no length.
    """
    placeholders = [
        DateRange(p.start, p.end, _PLACEHOLDER_FIRST, _PLACEHOLDER_LAST, current=p.current, single=p.single)
        for p in find_date_placeholders(text)
    ]
    dates = sorted([*ranges, *placeholders], key=lambda r: (r.start, r.end)) if placeholders else ranges
    found = _with_placeholder(text, sections, dates, placeholders)
    found += _jobs_without_dates(text, sections, dates, positions)
    dated = [position.start for position in positions]
    starts = sorted([*dated, *(entry.start for entry in found)])
    undated = []
    for entry in sorted(found, key=lambda entry: entry.start):
        following = bisect_right(starts, entry.start)
        header = entry.header
        end = min(starts[following] if following < len(starts) else len(text), entry.section.end)
        end = max(end, header.end)  # the header of the next one may be taken to begin in this one's
        title, employer, place = (
            " ".join(text[slice(*span)].split()) for span in (header.title, header.employer, header.place)
        )
        complete = UndatedEntry(entry.start, end, title, employer, place, entry.kind, entry.section.kind)
        if not _is_repeated(complete, positions, dated):
            undated.append((complete, entry))
    return undated


def _with_placeholder(
    text: str, sections: Sequence[Section], dates: Sequence[DateRange], placeholders: Sequence[DateRange]
) -> list[Entry]:
    """Return the entries whose dates are placeholders."""
    if not placeholders:
        return []
    own = {placeholder.start for placeholder in placeholders}
    starts = [d.start for d in dates]
    windows: list[Window] = []
    section_of: list[Section] = []
    for section in sections:
        if section.kind == "other" and section.heading:
            continue  # awards, references, interests
        inside = dates[bisect_left(starts, section.start) : bisect_left(starts, section.end)]
        for window in windows_of(text, section, inside):
            if window.dates.start in own and (section.kind in _HEADED or not window.dates.single):
                windows.append(window)
                section_of.append(section)
    return entries_in(text, windows, section_of, {})


def _jobs_without_dates(
    text: str, sections: Sequence[Section], dates: Sequence[DateRange], positions: Sequence[Position]
) -> list[Entry]:
    """Return the jobs in the sections on work that have no dates at all."""
    starts = [d.start for d in dates]
    dated = bool(positions)
    windows: list[Window] = []
    section_of: list[Section] = []
    begins: dict[int, int] = {}
    for section in _work_sections(text, sections):
        for low, high in _headers_without_dates(text, section, starts):
            if dated and _ROLE_LABEL.search(text, low, high):
                continue  # part of a dated job: one of its projects or clients
            nowhere = DateRange(high, high, _PLACEHOLDER_FIRST, _PLACEHOLDER_LAST)
            windows.append(Window(low, min(high + 200, section.end), nowhere, section.kind, 1, 2))
            section_of.append(section)
            begins[high] = low
    if not any(_names_trade(text[low:high]) for high, low in begins.items()):
        return []
    entries = entries_in(text, windows, section_of, {})
    read = [(entry, _is_job(text, entry, begins[entry.dates.start], dated)) for entry in entries]
    layouts = {(entry.section, _layout(text, entry)) for entry, sure in read if sure and _layout(text, entry)[1]}
    return [e for e, sure in read if sure or (sure is None and (e.section, _layout(text, e)) in layouts)]


def _work_sections(text: str, sections: Sequence[Section]) -> Iterator[Section]:
    """Yield the sections on work; a list of a job's technologies ("Tech stack: Go, Redis") ends none of them."""
    work: Section | None = None
    for section in sections:
        if section.kind == "experience":
            if work:
                yield work
            work = section
        elif work:
            listed = text[section.start : section.start + len(section.heading) + 3].removeprefix(section.heading)
            label = section.kind == "skills" and _STACK.fullmatch(section.heading) and listed.lstrip().startswith(":")
            above = text[max(0, section.start - _BLANKS) : section.start]
            if label and not above.rstrip(" ").endswith("\n\n"):
                work = replace(work, end=section.end)
            else:
                yield work
                work = None
    if work:
        yield work


def _is_job(text: str, entry: Entry, low: int, dated: bool) -> bool | None:
    """Tell whether what was read as a header without dates surely is one; None if it is so among others like it."""
    high, header = entry.dates.start, entry.header
    title = text[slice(*header.title)]
    if any(c.isalnum() for c in text[low : header.start]) and ":" not in text[low : header.start]:
        return False
    if entry.kind != "work" or not (low <= header.title[0] < header.title[1] <= high):
        return False
    if len(title.split()) > _MOST_TITLE_WORDS:
        return False
    if low <= header.employer[0] < header.employer[1] <= high:
        return _names_trade(title) or None
    # A title alone: only where nothing has dates, and above duties.
    after = text[high : high + 200].strip()
    return not dated and text[low:high].strip() == title and _names_trade(title.split()[-1]) and after != ""


def _names_trade(title: str) -> bool:
    return JOB.search(title) is not None or _OTHER_TRADES.search(title) is not None


def _layout(text: str, entry: Entry) -> tuple[bool, str]:
    """Return whether the title is before the employer, and what is between them but blanks."""
    title, employer = entry.header.title, entry.header.employer
    first, second = sorted((title, employer))
    return title < employer, text[first[1] : second[0]].strip(" ")


def _headers_without_dates(text: str, section: Section, dated: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the lines that look like the header of a job without dates."""
    lines = list(_lines(text, section))
    width = max((line.end - line.start for line in lines), default=0)
    index = 0
    while index < len(lines):
        # All lines up to the next duty: with a date among them, they are the header of a dated job.
        stop = index
        while stop < len(lines) and lines[stop].header:
            stop += 1
        if stop > index:
            before = lines[index - 1] if index else None
            low, high = lines[index].start, lines[stop - 1].end
            if before and _may_be_dates(text[before.start : before.end]):
                low = before.start
            if stop < len(lines):
                high = min(lines[stop].start + _OPENING, lines[stop].end)
            if bisect_left(dated, low) == bisect_left(dated, high) and (
                before is None or lines[index].after_blank or not _may_go_on(text, before, width)
            ):
                for first in [i for i in range(index, stop) if i == index or lines[i].after_blank]:
                    last = first
                    while last + 1 < stop and not lines[last + 1].after_blank:
                        last += 1
                    if last - first < _HEADER_LINES:
                        yield lines[first].start, lines[last].end
        index = max(stop, index) + 1


def _lines(text: str, section: Section) -> Iterator[_Line]:
    """Yield the lines of a section that are not blank, without its heading."""
    start = section.start + len(section.heading)
    after_blank = True
    while start < section.end:
        end = text.find("\n", start, section.end)
        end = section.end if end < 0 else end
        words = text[start:end].split()
        if any(c.isalnum() for c in text[start:end]):
            begin = start + len(text[start:end]) - len(text[start:end].lstrip())
            end_of_words = begin + len(text[start:end].strip())
            yield _Line(begin, end_of_words, _is_header(text[begin:end_of_words], words), after_blank)
            after_blank = False
        else:
            after_blank = True
        start = end + 1


def _is_header(line: str, words: Sequence[str]) -> bool:
    """Tell whether a line may belong to the header of a job: it is short, in capitals, and no duty or label."""
    if len(words) > _MOST_WORDS or sum(map(len, words)) + len(words) > _LONGEST_LINE:
        return False
    if BULLET.match(line) or _BULLET_SIGN.match(line) or _DUTY_LABEL.match(line) or _ADDRESS.search(line):
        return False
    if end_class(words[-1]) in (2, 3, 4) or words[0].islower():
        return False
    return sum(case_class(word) == 1 for word in words) <= _MOST_LOWER


def _may_be_dates(line: str) -> bool:
    """Tell whether a line above a header may hold its dates, and is no duty."""
    return len(line) <= _DATE_LINE and line[-1] not in ".!?" and not BULLET.match(line)


def _may_go_on(text: str, line: _Line, width: int) -> bool:
    """Tell whether a line may have been wrapped, so that the next one continues it."""
    return width <= _WIDEST_WRAP and line.end - line.start > width - _WRAPPED and text[line.end - 1] not in ".!?"


def _is_repeated(entry: UndatedEntry, positions: Sequence[Position], starts: Sequence[int]) -> bool:
    """Tell whether an entry is the header of the dated position that holds it, read again."""
    index = bisect_right(starts, entry.start) - 1
    if index < 0 or entry.start >= positions[index].end:
        return False
    dated = positions[index]
    if entry.start == dated.start:
        return True
    same = dated.title.casefold() == entry.title.casefold()
    return same and (not dated.employer or not entry.employer or dated.employer.casefold() == entry.employer.casefold())
