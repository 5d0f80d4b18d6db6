"""Dated entries of a résumé, and how many months they span.

A date range by itself says nothing; what matters is the stretch of text that it dates. In a résumé with line breaks an
entry runs from its heading lines (title, employer, place, dates) to those of the next entry; how many heading lines
stand above the dates is learnt from each section's first entry. In running text an entry begins at the title before
its dates, which is found by walking back to the end of the sentence or list before.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from matcher.core.document import DocumentWarning
from matcher.core.resume import Month, Position, Section, SectionKind
from matcher.parsing.dates import DateRange, find_date_ranges
from matcher.parsing.stated_experience import bounded_by_claim, claimed_years
from matcher.parsing.titles import BULLET, JOB, title_and_employer

__all__ = ["find_positions", "months_in", "total_months"]

_DATED: Final[frozenset[SectionKind]] = frozenset({"experience", "projects", "education", "certificates"})

_RUNNING_LINE: Final = 300
"""Characters from which a line is read as running text; see the constant of that name in ``sections``."""

_HEADER: Final = 160
"""The longest heading of an entry in running text, up to its dates. Of 4,668 in résumés of a job site half are under 54
characters, 95 % under 91, 99 % under 120; 3 reach this limit. At 110, 53 would be cut; above 160 nothing is gained.
After a change measure again how many reach it."""

_SMALL_WORDS: Final = frozenset(
    "a an and at by de del der des di du et for für in la le of on the to und von with y &".split()
)
_SECOND_WORDS: Final = frozenset({"end", "stack", "level", "time"})
"""Lower-case words that titles do have, after another word: "Front end Developer", "Full stack Engineer"."""
_AFTER_COMMA: Final = re.compile(r"(?:Inc|LLC|Ltd|L\.|Co\b|Sr|Jr|Senior|Lead|[IV]+\b)")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:inc|ltd|co|corp|llc|st|sr|jr|dr|mr|ms|dept|univ|no|bros|intl|assoc|govt|mt|ft|pvt|asst|mgr|dev|eng|tech|prof|"
    r"gmbh|u\.s|u\.s\.a|d\.c|b\.s|m\.s|i\.t)|\b[A-Za-z])$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where an entry begins, and the range that dates it."""

    start: int
    dates: DateRange


# ----------------------------------------------------------------------------------------------- résumés with lines


class _Lines:
    """The lines of a text, looked up by offset."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        while (end := text.find("\n", self.starts[-1])) >= 0:
            self.starts.append(end + 1)

    def number(self, offset: int) -> int:
        """The line in which an offset stands."""
        return bisect_right(self.starts, offset) - 1

    def span(self, number: int) -> tuple[int, int]:
        """Start and end of a line, without its line break."""
        end = self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.text)
        return self.starts[number], end

    def is_running(self, number: int) -> bool:
        """Whether a line is too long to be a line."""
        start, end = self.span(number)
        return end - start > _RUNNING_LINE

    def heads(self, number: int) -> bool:
        """Whether a line may belong to the heading of an entry: short, not a bullet, not the end of a sentence."""
        start, end = self.span(number)
        if end - start > 110:
            return False
        line = self.text[start:end].strip()
        if not line or BULLET.match(line) or line[0].islower() or line.endswith((";", ":")):
            return False
        return not line.endswith(".") or _ABBREVIATED.search(line[:-1]) is not None

    def is_blank(self, number: int) -> bool:
        """Whether a line holds nothing to read."""
        start, end = self.span(number)
        return not self.text[start:end].strip()


_GOES_ON: Final = re.compile(r"\b(?:from|between|during|in|of|the|for|since|by|and|until)$", re.IGNORECASE)


_SINCE: Final = re.compile(r"(?:since|seit|depuis|desde)\b", re.IGNORECASE)


def _since_in_a_sentence(text: str, dates: DateRange, low: int) -> bool:
    """Whether "since 1988" goes on a sentence ("serving families since 1988."), not the heading of a job."""
    if not _SINCE.match(text, dates.start):
        return False
    before = text[max(low, dates.start - 70) : dates.start].rpartition("\n")[2].rstrip()
    if before and before[-1] not in ",(|–—-:•" and not JOB.search(before):
        return True
    return bool(before) and re.match(r"\.|,\s?[a-z]|\s[a-z]", text[dates.end : dates.end + 3]) is not None


def _dates_a_line(lines: _Lines, dates: DateRange) -> bool:
    """Whether dates stand where those of an entry do: at an edge of a line, or in one that is no sentence."""
    number = lines.number(dates.start)
    start, end = lines.span(number)
    before = lines.text[start : dates.start].strip(" \t\xa0([|•●▪*·–—-\uf0b7,")
    last = lines.span(lines.number(dates.end))[1]
    after = lines.text[dates.end : last].strip(" \t\xa0)]|.,:;–—-")
    if (BULLET.match(lines.text, start, end) and before and after) or _since_in_a_sentence(lines.text, dates, start):
        return False
    if not before and number and _GOES_ON.search(lines.text[max(0, start - 20) : start].rstrip()):
        return False
    if dates.single:
        return (not before and len(after) < 110) or (not after and len(before) < 80 and not _GOES_ON.search(before))
    if _GOES_ON.search(before) and len(before) > 25:
        return False
    return not before or not after or (end - start < 140 and not before[0].islower())


def _repeats(text: str, before: DateRange, dates: DateRange) -> bool:
    """Whether an entry only says its dates twice."""
    if (before.first, before.last) != (dates.first, dates.last) or dates.start - before.end > 60:
        return False
    return not JOB.search(text, before.end, dates.start)


def _headed(lines: _Lines, line: int, floor: int, above: int, *, gap: bool) -> int:
    """The first line of the heading that ends with the dates in ``line``, at most ``above`` lines higher.

    ``gap`` says whether a blank line may stand between the two.
    """
    first = line
    for _ in range(above):
        candidate = first - 1
        if candidate > floor and lines.is_blank(candidate) and first == line and gap:
            candidate -= 1
        if candidate <= floor or not lines.heads(candidate):
            break
        first = candidate
    return first


def _line_entries(lines: _Lines, section: Section, dates: Sequence[DateRange]) -> list[_Entry]:
    """Entries of a section with line breaks."""
    entries: list[_Entry] = []
    heading = lines.number(section.start + len(section.heading)) if section.heading else lines.number(section.start) - 1
    floor = heading
    above, gap = -1, True
    for each in dates:
        if entries and _repeats(lines.text, entries[-1].dates, each):
            continue
        line = lines.number(each.start)
        if above < 0:
            between = [n for n in range(heading + 1, line) if not lines.is_blank(n)]
            heads_line = not lines.text[lines.span(line)[0] : each.start].strip(" \t•*-")
            unclear = 0 if heads_line and lines.text[each.end : lines.span(line)[1]].strip(" \t.,:") else 2
            known = len(between) <= 3 and all(map(lines.heads, between))
            above = len(between) if known else unclear
            gap = not known or not between or lines.is_blank(line - 1)
        own = lines.text[lines.span(line)[0] : each.start].strip(" \t([|,–—-")
        # Dates that share their line with a title need fewer lines above than dates alone.
        first = _headed(lines, line, floor, above if not entries or not own else min(above, 2), gap=gap)
        start = lines.span(first)[0]
        if first == heading:  # "Experience    Developer, Acme    2019 - 2021"
            beside = lines.text[section.start + len(section.heading) : each.start]
            start = each.start - len(beside.lstrip(" \t\xa0:"))
        start = max(start, section.start)
        floor = lines.number(each.end)
        entries.append(_Entry(start, each))
    return entries


# --------------------------------------------------------------------------------------------------- running text

_BREAK: Final = re.compile(r"[^\S\n]{2,}|[\xa0\n]|[•●▪*]\s|[.!?;:](?=\s)|\s\?\s")
_WORD: Final = re.compile(r"\S+")


def _header_start(text: str, low: int, dates: int, *, in_list: bool = True) -> int:
    """Where the heading that runs up to the offset ``dates`` begins in running text, not before ``low``.

    The heading cannot contain the end of a sentence, a bullet, a run of blanks or a lower-case word that titles do
    not have; if a list may come before it ("Java, Oracle, SQL Java Developer Acme") it begins at the last comma.
    """
    low = max(low, dates - _HEADER)
    start = low
    for match in _BREAK.finditer(text, low, dates):
        if text[match.start()] == "." and _ABBREVIATED.search(text[max(low, match.start() - 8) : match.start()]):
            continue
        if text[match.end() : dates].strip(" -–—,("):
            start = match.end()
    place = text.rfind(" - ", start, dates)
    until = place if place > 0 else dates
    # Employers may hold lower-case words and commas ("Northwestern mutual life"), titles hardly ever.
    jobs = [m for m in JOB.finditer(text, start, until) if m[0][0].isupper()]
    words = list(_WORD.finditer(text, start, jobs[-1].start() if jobs else until))
    for index, word in enumerate(words):
        plain = word[0].strip("()\"',/-–—&|")
        if not plain.islower() or plain in _SMALL_WORDS or not plain[0].isalpha() or JOB.fullmatch(plain):
            continue
        following = words[index + 1][0].strip("()\"',/-–—&|") if index + 1 < len(words) else ""
        if (following.islower() and JOB.fullmatch(following)) or (index and plain in _SECOND_WORDS):
            continue  # "java developer", "Front end Developer"
        start = word.end()
    comma = text.rfind(", ", start, jobs[-1].start() if jobs else until)
    if comma >= 0 and in_list and not _AFTER_COMMA.match(text, comma + 2):
        start = comma + 2
    for word in _WORD.finditer(text, start, dates):
        if any(c.isalpha() for c in word[0]) and word[0].lower() not in _SMALL_WORDS:
            return word.start() + len(word[0]) - len(word[0].lstrip("-–—,;:|&/?*•)\"'"))
    return dates


_IN_SENTENCE: Final = re.compile(
    r"(?:\b(?:in|of|on|by|from|between|during|since|until|the|for|and|or|as|at|to|through|around)|[,;])\s*\(?$",
    re.IGNORECASE,
)


def _dates_running(text: str, dates: DateRange, section: Section) -> bool:
    """Whether dates in running text are those of an entry rather than part of a sentence."""
    before = text[max(section.start, dates.start - 40) : dates.start]
    after = text[dates.end : dates.end + 3]
    if _since_in_a_sentence(text, dates, section.start):
        return False
    if _IN_SENTENCE.search(before):
        return bool(re.search(r",\s*$", before)) and not dates.single
    if dates.single:
        return section.kind in ("education", "certificates") and not re.match(r"[,.;)/]|\s[-–a-z]", after)
    return not after.startswith((",", ";", ":", "%")) and not re.match(r"\s[a-z]{2}", after)


def _running_entries(text: str, section: Section, dates: Sequence[DateRange]) -> list[_Entry]:
    """Entries of a section without line breaks."""
    entries: list[_Entry] = []
    low = section.start + len(section.heading)
    for each in dates:
        if entries and _repeats(text, entries[-1].dates, each):
            continue
        start = _header_start(text, low, each.start, in_list=section.kind != "education")
        entries.append(_Entry(start, each))
        low = each.end
    return entries


# ------------------------------------------------------------------------------------------------------- the names


# ------------------------------------------------------------------------------------------------------- positions


def _entries(text: str, lines: _Lines, section: Section, ranges: Sequence[DateRange]) -> list[_Entry]:
    """The dated entries of one section, in order of their offsets."""
    running = [r for r in ranges if lines.is_running(lines.number(r.start))]
    in_lines = [r for r in ranges if not lines.is_running(lines.number(r.start))]
    if len(running) > len(in_lines):
        return _running_entries(text, section, [r for r in running if _dates_running(text, r, section)])
    dated = _stacked(lines, [r for r in in_lines if _dates_a_line(lines, r)])
    if section.kind in ("experience", "projects") and sum(not r.single for r in dated) >= 2:
        dated = [r for r in dated if not r.single]
    first_of_line = {lines.number(r.start): r for r in reversed(dated)}
    return _line_entries(lines, section, sorted(first_of_line.values(), key=lambda r: r.start))


def _stacked(lines: _Lines, dates: Sequence[DateRange]) -> list[DateRange]:
    """Join a month that begins one line with a later month that begins the next: a column of dates, two lines an entry.

    Three such lines in a row are a list of dated things instead, and stay as they are.
    """
    opening = {
        lines.number(r.start): r
        for r in dates
        if r.single and not lines.text[lines.span(lines.number(r.start))[0] : r.start].strip()
    }
    joined = []
    for r in dates:
        n = lines.number(r.start)
        if opening.get(n) is r:
            above, below = opening.get(n - 1), opening.get(n + 1)
            if below and not above and n + 2 not in opening and r.first < below.first:
                continue
            if above and not below and n - 2 not in opening and above.first < r.first:
                r = replace(r, first=above.first, single=False)
        joined.append(r)
    return joined


_LEARNING: Final = re.compile(
    r"(?i:\b(?:universit\w*|college|school|academy|institut\w*|faculty|degree|diploma|bachelor\w*|master\w*|b\.?sc?|m\.?sc?|ph\.?d|"
    r"course\w*|boot ?camp|student|studies|studium|hochschule|ausbildung|école|licence|certificat\w*|gpa)\b)"
)


def _kind(kind: SectionKind, title: str, entry: str) -> SectionKind:
    """What an entry is: a job stays a job where the heading above it is that of the education beside it."""
    if kind == "education" and JOB.search(title) and not _LEARNING.search(entry):
        return "experience"
    return kind


def find_positions(
    text: str, sections: Sequence[Section], as_of: datetime.date
) -> tuple[tuple[Position, ...], tuple[DocumentWarning, ...]]:
    r"""Find the dated entries in the sections on experience, projects, education and certificates.

    Args:
        text: the whole text of a document.
        sections: those of :func:`matcher.parsing.sections.find_sections`; they cover ``text``.
        as_of: the day on which "present" ends.

    Returns:
        The positions in order of offset, and a warning ``impossible-dates`` for each range in these sections that ends
        before it begins or begins after ``as_of``; such a range makes no position. When no section on experience
        holds dates (its heading was not recognised), ranges in the summary, the skills and what stands under no
        heading count as experience. An open job counts no longer than the experience that the text claims in all, and a
        year more; the warning ``outdated`` tells so.

    >>> text = "EXPERIENCE\nDeveloper, Acme Ltd\nJune 2013 - May 2015\n- Built APIs in Go\n"
    >>> sections = [Section("experience", 0, len(text), "EXPERIENCE")]
    >>> positions, _ = find_positions(text, sections, datetime.date(2026, 1, 1))
    >>> [(p.title, p.employer, p.months, text[p.start : p.start + 9]) for p in positions]
    [('Developer', 'Acme Ltd', 24, 'Developer')]
    """
    lines = _Lines(text)
    ranges = find_date_ranges(text, as_of)
    starts = [r.start for r in ranges]
    positions: list[Position] = []
    warnings: list[DocumentWarning] = []

    def add(section: Section, kind: SectionKind, *, singles: bool = True) -> None:
        inside = ranges[bisect_left(starts, section.start) : bisect_left(starts, section.end)]
        usable = [r for r in inside if not r.fault and (singles or not r.single)]
        if singles:
            warnings.extend(
                DocumentWarning("impossible-dates", f"{' '.join(text[r.start : r.end].split())!r} {r.fault}")
                for r in inside
                if r.fault and not r.single
            )
        entries = _entries(text, lines, section, usable)
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
                        _kind(kind, title, text[entry.start : end]),
                    )
                )

    for section in sections:
        if section.kind in _DATED:
            add(section, section.kind)
    if not any(p.section == "experience" for p in positions):
        for section in sections:
            if section.kind in ("summary", "skills") or not section.heading:
                add(section, "experience", singles=False)
    positions.sort(key=lambda p: (p.start, -p.end))
    bounded, told = bounded_by_claim(positions, claimed_years(text), Month(as_of.year, as_of.month))
    return tuple(bounded), (*warnings, *told)


def _union(positions: Iterable[Position]) -> int:
    """Months covered by at least one position."""
    total, reached = 0, -1
    for first, last in sorted((p.first.index, p.last.index) for p in positions):
        total += max(0, last - max(first, reached + 1) + 1)
        reached = max(reached, last)
    return total


def total_months(positions: Sequence[Position]) -> int:
    """Months of dated experience; months in which several positions were held count once.

    >>> from matcher.core.resume import Month
    >>> job, overlap = Position(0, 1, Month(2013, 1), Month(2013, 12)), Position(1, 2, Month(2013, 7), Month(2014, 6))
    >>> total_months([job, overlap, Position(2, 3, Month(2000, 1), Month(2004, 1), section="education")])
    18
    """
    return _union(p for p in positions if p.section == "experience")


def months_in(positions: Sequence[Position], indices: Iterable[int]) -> int:
    """Months covered by the positions with these indices, of any section, overlaps counted once.

    >>> from matcher.core.resume import Month
    >>> jobs = [Position(0, 1, Month(2013, 1), Month(2013, 12)), Position(1, 2, Month(2013, 7), Month(2014, 6))]
    >>> months_in(jobs, [1]), months_in(jobs, [0, 1, 1]), months_in(jobs, [])
    (12, 18, 0)
    """
    return _union(positions[i] for i in set(indices))
