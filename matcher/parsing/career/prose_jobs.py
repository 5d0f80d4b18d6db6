"""Find jobs that sentences describe: "From September 2020 until January 2023 I was a PHP developer at Acme".

A sentence describes a job if a verb of employment, of which the writer is the subject, comes with a title or an
employer, and with dates. Everything else is taken for something that happened at work: many sentences hold dates, few
describe jobs. Only English sentences are read.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from matcher.core.resume import Month, Position, Section
from matcher.parsing.career.date_points import Point, find_points
from matcher.parsing.career.date_words import follows_place, is_year
from matcher.parsing.career.dates import DateRange, resolve_range
from matcher.parsing.career.employment_sentences import Employment, read_employment
from matcher.parsing.career.titles import BULLET
from matcher.parsing.sentences import split_sentences

__all__ = ["ProseJob", "find_prose_jobs", "with_prose_jobs"]

_LONGEST: Final = 400
"""Longest sentence that is read, in characters: what is longer is no sentence."""
_WRAPPED: Final = 45
"""Characters of a line from which its sentence may go on in the next line, whatever that begins with."""

_GOES_ON: Final = re.compile(r"(?:,|(?<![\w.])(?:[a-z]{1,20}|I|[A-Z][a-z]{1,20}['’]s))\Z")
"""The end of a line whose sentence goes on: a comma or a word in lower case."""
_TELLING: Final = re.compile(
    r"\b(?:I|he|she|my|(?-i:As)|(?:work|serv|employ|associat)(?:ed|ing)|joined|hired)\b", re.IGNORECASE
)
_FEW: Final = 1
"""Jobs up to which sentences are read though none opens with one: duties may hold dates, and be taken for jobs."""
_HEADING: Final = 200
"""Characters of a position that show whether a sentence opens it."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d|['’/]\d\d")
_SINCE: Final = re.compile(r"since\b", re.IGNORECASE)
_PREPOSITION: Final = re.compile(
    r"(?:\b(?:from|between|since|during|in|for|within|over)\s(?:the\s(?:years?\s)?)?|[(\[,]\s?)\Z", re.IGNORECASE
)
_BETWEEN: Final = re.compile(r"\bbetween\s(?:the\syears\s)?\Z", re.IGNORECASE)
_BEGIN: Final = re.compile(r"\b(?:in|on|as\sof|from|since)\s(?:the\s)?\Z", re.IGNORECASE)
_IN: Final = re.compile(r"\b(?:in|on)\s(?:the\s)?\Z", re.IGNORECASE)
_UNTIL: Final = re.compile(
    r"\b(?:until|till|through|(?:left|leaving|ended)\s(?:\w{1,20}\s)?in)\s(?:the\s)?\Z", re.IGNORECASE
)
_STILL: Final = re.compile(
    r"\b(?:still|currently|to\sdate|today|at\spresent|presently|until\snow|ever\ssince)\b", re.IGNORECASE
)
_BEFORE_DATE: Final = 24
"""Characters before a date that say what it is."""


@dataclass(frozen=True, slots=True)
class ProseJob:
    """A job that a sentence describes.

    >>> from matcher.core.resume import Month
    >>> ProseJob(0, 60, DateRange(0, 12, Month(2014, 7), Month(2016, 6)), (20, 29), None).title
    (20, 29)
    """

    start: int
    """Start of the sentence."""
    end: int
    """Start of the next such sentence, or the end of the stretch of text."""
    dates: DateRange
    title: tuple[int, int] | None
    """Start and end of the title; None if the sentence names none."""
    employer: tuple[int, int] | None
    """Start and end of the employer; None if the sentence names none."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence about a job, and its dates; with ``begins`` it gives only the first month."""

    start: int
    end: int
    employment: Employment
    dates: DateRange
    begins: bool


def find_prose_jobs(
    text: str, stretches: Iterable[tuple[int, int]], ranges: Sequence[DateRange], as_of: datetime.date
) -> tuple[ProseJob, ...]:
    """Find the jobs that sentences describe.

    A sentence without an end ("In 2015 I joined Acme") ends when the next one begins, or with the present if it says
    so; otherwise nobody knows, and it counts for nothing.

    Args:
        text: the whole text.
        stretches: start and end of the parts of the text that may describe jobs, such as sections.
        ranges: the date ranges of the text, in order; see :func:`matcher.parsing.career.dates.find_date_ranges`.
        as_of: the day that "present" means.

    Returns:
        The jobs in the order of the stretches, without overlap; none with impossible dates.

    >>> from matcher.parsing.career.dates import find_date_ranges
    >>> text = "Between 2010 and 2014 I served as DBA with the City of Ghent. From 2010 to 2014 revenue grew."
    >>> day = datetime.date(2026, 1, 1)
    >>> (job,) = find_prose_jobs(text, [(0, len(text))], find_date_ranges(text, day), day)
    >>> [text[start:end] for start, end in (job.title, job.employer)], str(job.dates.first)
    (['DBA', 'City of Ghent'], '2010-07')
    """
    points: list[Point] = []
    starts: list[int] = []
    jobs: list[ProseJob] = []
    for low, high in stretches:
        told: list[_Told] = []
        for start, end in _sentences(text, low, high):
            employment = read_employment(text, start, end) if _YEAR.search(text, start, end) else None
            if employment is None:
                continue
            if not points:
                points = find_points(text, as_of)
                starts = [p.start for p in points]
            inside = points[bisect_left(starts, start) : bisect_left(starts, end)]
            dated = _dates(text, start, end, employment, inside, ranges, as_of)
            if dated is not None and not dated[0].problem:
                told.append(_Told(start, end, employment, *dated))
        jobs += _in_sequence(text, told, high, as_of)
    return tuple(jobs)


def _line_start(text: str, offset: int) -> int:
    """Return where the line begins that holds an offset; the offset itself if that is far before it."""
    before = text.rfind("\n", max(0, offset - _HEADING), offset)
    return before + 1 if before >= 0 else offset if offset > _HEADING else 0


def with_prose_jobs(
    text: str,
    sections: Iterable[Section],
    ranges: Sequence[DateRange],
    as_of: datetime.date,
    positions: Sequence[Position],
) -> list[Position]:
    """Return positions with the jobs that sentences describe, if sentences describe most jobs.

    Sentences are read in sections on experience, in the summary and under no heading. A job whose dates are those of a
    sentence was taken from that sentence, by rules that are not made for it, and other jobs after such a sentence from
    the duties.

    Args:
        text: the whole text.
        sections: its sections, in order.
        ranges: its date ranges, in order.
        as_of: the day that "present" means.
        positions: those found by other rules.

    Returns:
        The same positions unless sentences describe most jobs; otherwise the jobs told, and the positions that are no
        jobs or outside of the jobs told.

    >>> from matcher.parsing.career.dates import find_date_ranges
    >>> text = "From May 2010 to June 2014 I was a baker at Crumb Ltd."
    >>> day = datetime.date(2026, 1, 1)
    >>> (job,) = with_prose_jobs(text, [Section("summary", 0, len(text))], find_date_ranges(text, day), day, [])
    >>> job.title, job.employer, job.months
    ('baker', 'Crumb Ltd', 50)
    """
    work = [p for p in positions if p.kind == "work"]
    ends = [(_line_start(text, p.start), min(p.end, p.start + _HEADING)) for p in work]
    telling = sum(_TELLING.search(text, start, end) is not None for start, end in ends)
    if 3 * telling < 2 * len(work) and len(work) > _FEW:
        return list(positions)
    jobs = [
        (section, job)
        for section in sections
        if section.kind in ("experience", "summary") or not section.heading
        for job in find_prose_jobs(text, [(section.start, section.end)], ranges, as_of)
    ]
    told = [_position(text, section, job) for section, job in jobs]
    dates = {(p.first, p.last) for p in told}
    others = [p for p in work if (p.first, p.last) not in dates]
    outside = [p for p in others if not any(job.dates.end <= p.start < job.end for _, job in jobs)]
    if len(told) <= len(others) - len(outside) or 3 * len(outside) > len(work):
        return list(positions)
    return [*(p for p in positions if p.kind != "work" or p in outside), *told]


def _position(text: str, section: Section, job: ProseJob) -> Position:
    """Return the position of a job in a section."""
    dates = job.dates
    title, employer = _words(text, job.title), _words(text, job.employer)
    return Position(job.start, job.end, dates.first, dates.last, dates.current, title, employer, section=section.kind)


def _words(text: str, span: tuple[int, int] | None) -> str:
    return " ".join(text[slice(*span)].split()) if span else ""


def _sentences(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a stretch; a line break inside a paragraph does not end one."""
    begin, previous = -1, -1
    for a, b in split_sentences(text[low:high]):
        start, end = low + a, low + b
        if begin >= 0:
            gap = text[previous:start]
            line = text[max(begin, text.rfind("\n", begin, previous) + 1) : previous]
            wrapped = gap.count("\n") == 1 and len(line) >= _WRAPPED and _GOES_ON.search(line[-40:])
            if wrapped and not BULLET.match(text, start):
                previous = end
                continue
            yield from _read_whole(begin, previous)
        begin, previous = start, end
    if begin >= 0:
        yield from _read_whole(begin, previous)


def _read_whole(start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start <= _LONGEST:
        yield start, end


def _dates(
    text: str,
    start: int,
    end: int,
    employment: Employment,
    points: Sequence[Point],
    ranges: Sequence[DateRange],
    as_of: datetime.date,
) -> tuple[DateRange, bool] | None:
    """Return the dates of a sentence, and whether they are only the beginning; None if it has none."""
    first = bisect_left(ranges, start, key=lambda r: r.start)
    for found in ranges[first:]:
        if found.start >= end:
            break
        if not found.single and _introduced(text, start, found):
            # "I have been a developer since 2010" sums up a career; only an employer makes it a job.
            return None if found.current and employment.employer is None else (found, False)
    sure = [p for p in points if p.form != "bare" and (not p.year_only or is_year(text, p.start, p.end))]
    for p, q in pairwise(sure):
        if _says(_BETWEEN, text, start, p) and text[p.end : q.start].strip() == "and":
            return resolve_range(p.start, q.end, p, q, as_of), False
    beginnings = [p for p in sure if p.form != "short" and _says(_BEGIN, text, start, p)]
    if not beginnings:
        return None
    begin = min(beginnings, key=lambda p: abs(p.start - employment.offset))
    until = next((p for p in sure if p.start > begin.start and _says(_UNTIL, text, start, p)), None)
    if until is not None:
        return resolve_range(begin.start, until.end, begin, until, as_of), False
    only_begins = employment.begins or not _says(_IN, text, start, begin)
    if not only_begins and (employment.title is None or employment.employer is None):
        return None
    return resolve_range(begin.start, begin.end, begin, begin, as_of, single=True), only_begins


def _introduced(text: str, start: int, dates: DateRange) -> bool:
    """Whether a range belongs to its sentence: a preposition, a bracket or a comma is before it, or nothing."""
    if _SINCE.match(text, dates.start) or not text[start : dates.start].strip(" \t-–—•*·([\"'"):
        return True
    before = _PREPOSITION.search(text, max(start, dates.start - _BEFORE_DATE), dates.start)
    return before is not None and not follows_place(text, dates.start)


def _says(pattern: re.Pattern[str], text: str, low: int, point: Point) -> bool:
    return pattern.search(text, max(low, point.start - _BEFORE_DATE), point.start) is not None


def _in_sequence(text: str, told: Sequence[_Told], high: int, as_of: datetime.date) -> Iterator[ProseJob]:
    """Yield the jobs of one stretch, each up to the next; what only begins ends with the next beginning."""
    ordered = sorted(job.dates.first for job in told)
    for index, job in enumerate(told):
        end = told[index + 1].start if index + 1 < len(told) else high
        dates = job.dates
        if job.begins:
            later = next((month for month in ordered if month > dates.first), None)
            today = replace(dates, last=Month(as_of.year, as_of.month), current=True, single=False)
            if later is not None:
                dates = replace(dates, last=later, single=False)
            elif _STILL.search(text, job.start, min(end, job.end + 200)):
                dates = today
            else:
                continue
        yield ProseJob(job.start, end, dates, job.employment.title, job.employment.employer)
