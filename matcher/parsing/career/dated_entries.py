"""Find the entries of a section that its dates belong to.

A date range by itself means nothing; what matters is the stretch of text that it dates. In a résumé with line breaks an
entry runs from its heading lines (title, employer, place, dates) to those of the next entry. The number of heading
lines above the dates is learnt from each section's first entry. In running text an entry begins at the title before its
dates; it is found by walking back to the end of the sentence or list before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from matcher.core.resume import Section
from matcher.parsing.career.dates import DateRange
from matcher.parsing.career.titles import BULLET, JOB

__all__ = ["Entry", "Lines", "find_entries"]

_RUNNING_LINE: Final = 300
"""Characters from which a line is read as running text; see the constant of the same name in ``sections``."""

_LONGEST_HEADING: Final = 160
"""Longest heading of an entry in running text, in characters up to its dates. Of 4,668 in résumés of a job site half
are under 54 characters, 95 % under 91, 99 % under 120; 3 reach this limit. At 110, 53 would be cut; above 160 nothing
is gained. After changing it, measure again how many reach it."""

_SMALL_WORDS: Final = frozenset(
    "a an and at by de del der des di du et for für in la le of on the to und von with y &".split()
)
_SECOND_WORDS: Final = frozenset({"end", "stack", "level", "time"})
"""Lower-case words that titles hold after another word: "Front end Developer", "Full stack Engineer"."""
_AFTER_COMMA: Final = re.compile(r"(?:Inc|LLC|Ltd|L\.|Co\b|Sr|Jr|Senior|Lead|[IV]+\b)")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:inc|ltd|co|corp|llc|st|sr|jr|dr|mr|ms|dept|univ|no|bros|intl|assoc|govt|mt|ft|pvt|asst|mgr|dev|eng|"
    r"tech|prof|gmbh|u\.s|u\.s\.a|d\.c|b\.s|m\.s|i\.t)|\b[A-Za-z])$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a section: where it begins, and the range that dates it.

    >>> from matcher.core.resume import Month
    >>> Entry(0, DateRange(46, 66, Month(2013, 5), Month(2015, 6))).dates.months
    26
    """

    start: int
    dates: DateRange


class Lines:
    r"""The lines of a text, looked up by offset.

    >>> Lines("EXPERIENCE\nDeveloper, Acme Ltd").number(12)
    1
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        while (end := text.find("\n", self.starts[-1])) >= 0:
            self.starts.append(end + 1)

    def number(self, offset: int) -> int:
        """Return the number of the line that holds an offset."""
        return bisect_right(self.starts, offset) - 1

    def span(self, number: int) -> tuple[int, int]:
        """Return start and end of a line, without its line break."""
        end = self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.text)
        return self.starts[number], end

    def is_running(self, number: int) -> bool:
        """Whether a line is so long that it must be running text."""
        start, end = self.span(number)
        return end - start > _RUNNING_LINE

    def may_be_heading(self, number: int) -> bool:
        """Whether a line may belong to the heading of an entry: short, not a bullet, not the end of a sentence."""
        start, end = self.span(number)
        if end - start > 110:
            return False
        line = self.text[start:end].strip()
        if not line or BULLET.match(line) or line[0].islower() or line.endswith((";", ":")):
            return False
        return not line.endswith(".") or _ABBREVIATED.search(line[:-1]) is not None

    def is_blank(self, number: int) -> bool:
        """Whether a line holds only white space."""
        start, end = self.span(number)
        return not self.text[start:end].strip()


def find_entries(text: str, lines: Lines, section: Section, ranges: Sequence[DateRange]) -> list[Entry]:
    """Find the dated entries of one section, in order of offset.

    Args:
        text: the whole text of a document.
        lines: the lines of ``text``.
        section: the section.
        ranges: the date ranges in it, in order of offset.
    """
    running = [r for r in ranges if lines.is_running(lines.number(r.start))]
    in_lines = [r for r in ranges if not lines.is_running(lines.number(r.start))]
    if len(running) > len(in_lines):
        return _running_entries(text, section, [r for r in running if _dates_running_entry(text, r, section)])
    dated = _join_stacked(lines, [r for r in in_lines if _dates_line_entry(lines, r)])
    if section.kind in ("experience", "projects") and sum(not r.single for r in dated) >= 2:
        dated = [r for r in dated if not r.single]
    first_of_line = {lines.number(r.start): r for r in reversed(dated)}
    return _line_entries(lines, section, sorted(first_of_line.values(), key=lambda r: r.start))


# ------------------------------------------------------------------------------------------------ résumés with lines

_LEADS_TO_DATE: Final = re.compile(r"\b(?:from|between|during|in|of|the|for|since|by|and|until)$", re.IGNORECASE)
_SINCE: Final = re.compile(r"(?:since|seit|depuis|desde)\b", re.IGNORECASE)


def _continues_sentence(text: str, dates: DateRange, low: int) -> bool:
    """Whether "since 1988" belongs to a sentence ("serving families since 1988."), not to the heading of a job."""
    if not _SINCE.match(text, dates.start):
        return False
    before = text[max(low, dates.start - 70) : dates.start].rpartition("\n")[2].rstrip()
    if before and before[-1] not in ",(|–—-:•" and not JOB.search(before):
        return True
    return bool(before) and re.match(r"\.|,\s?[a-z]|\s[a-z]", text[dates.end : dates.end + 3]) is not None


def _dates_line_entry(lines: Lines, dates: DateRange) -> bool:
    """Whether dates in a line belong to an entry: they are at an edge of the line, or it is no sentence."""
    number = lines.number(dates.start)
    start, end = lines.span(number)
    before = lines.text[start : dates.start].strip(" \t\xa0([|•●▪*·–—-\uf0b7,")
    last = lines.span(lines.number(dates.end))[1]
    after = lines.text[dates.end : last].strip(" \t\xa0)]|.,:;–—-")
    if (BULLET.match(lines.text, start, end) and before and after) or _continues_sentence(lines.text, dates, start):
        return False
    if not before and number and _LEADS_TO_DATE.search(lines.text[max(0, start - 20) : start].rstrip()):
        return False
    if dates.single:
        return (not before and len(after) < 110) or (
            not after and len(before) < 80 and not _LEADS_TO_DATE.search(before)
        )
    if _LEADS_TO_DATE.search(before) and len(before) > 25:
        return False
    return not before or not after or (end - start < 140 and not before[0].islower())


def _repeats(text: str, before: DateRange, dates: DateRange) -> bool:
    """Whether an entry merely repeats its dates."""
    if (before.first, before.last) != (dates.first, dates.last) or dates.start - before.end > 60:
        return False
    return not JOB.search(text, before.end, dates.start)


def _heading_start(lines: Lines, line: int, floor: int, above: int, *, gap: bool) -> int:
    """Return the first line of the heading that ends with the dates in ``line``, at most ``above`` lines higher.

    With ``gap`` a blank line may come between the two.
    """
    first = line
    for _ in range(above):
        candidate = first - 1
        if candidate > floor and lines.is_blank(candidate) and first == line and gap:
            candidate -= 1
        if candidate <= floor or not lines.may_be_heading(candidate):
            break
        first = candidate
    return first


def _line_entries(lines: Lines, section: Section, dates: Sequence[DateRange]) -> list[Entry]:
    """Find the entries of a section with line breaks."""
    entries: list[Entry] = []
    heading = lines.number(section.start + len(section.heading)) if section.heading else lines.number(section.start) - 1
    floor = heading
    above, gap = -1, True
    for date_range in dates:
        if entries and _repeats(lines.text, entries[-1].dates, date_range):
            continue
        line = lines.number(date_range.start)
        if above < 0:
            between = [n for n in range(heading + 1, line) if not lines.is_blank(n)]
            heads_line = not lines.text[lines.span(line)[0] : date_range.start].strip(" \t•*-")
            unclear = 0 if heads_line and lines.text[date_range.end : lines.span(line)[1]].strip(" \t.,:") else 2
            known = len(between) <= 3 and all(map(lines.may_be_heading, between))
            above = len(between) if known else unclear
            gap = not known or not between or lines.is_blank(line - 1)
        own = lines.text[lines.span(line)[0] : date_range.start].strip(" \t([|,–—-")
        # Dates that share their line with a title need fewer lines above than dates on a line of their own.
        first = _heading_start(lines, line, floor, above if not entries or not own else min(above, 2), gap=gap)
        start = lines.span(first)[0]
        if first == heading:  # "Experience    Developer, Acme    2019 - 2021"
            rest = lines.text[section.start + len(section.heading) : date_range.start]
            start = date_range.start - len(rest.lstrip(" \t\xa0:"))
        start = max(start, section.start)
        floor = lines.number(date_range.end)
        entries.append(Entry(start, date_range))
    return entries


def _join_stacked(lines: Lines, dates: Sequence[DateRange]) -> list[DateRange]:
    """Join a month at the start of a line with a later month at the start of the next: a column of dates.

    Three such lines in a row are a list of dated items instead, and stay as they are.
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


# ----------------------------------------------------------------------------------------------------- running text

_BREAK: Final = re.compile(r"[^\S\n]{2,}|[\xa0\n]|[•●▪*]\s|[.!?;:](?=\s)|\s\?\s")
_WORD: Final = re.compile(r"\S+")


def _running_heading_start(text: str, low: int, dates: int, *, in_list: bool = True) -> int:
    """Return where the heading that runs up to the offset ``dates`` begins in running text, not before ``low``.

    The heading cannot contain the end of a sentence, a bullet, a run of blanks or a lower-case word that titles do
    not hold. If a list may come before it ("Java, Oracle, SQL Java Developer Acme"), it begins at the last comma.
    """
    low = max(low, dates - _LONGEST_HEADING)
    start = low
    for match in _BREAK.finditer(text, low, dates):
        if text[match.start()] == "." and _ABBREVIATED.search(text[max(low, match.start() - 8) : match.start()]):
            continue
        if text[match.end() : dates].strip(" -–—,("):
            start = match.end()
    dash = text.rfind(" - ", start, dates)
    until = dash if dash > 0 else dates
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


def _dates_running_entry(text: str, dates: DateRange, section: Section) -> bool:
    """Whether dates in running text belong to an entry rather than to a sentence."""
    before = text[max(section.start, dates.start - 40) : dates.start]
    after = text[dates.end : dates.end + 3]
    if _continues_sentence(text, dates, section.start):
        return False
    if _IN_SENTENCE.search(before):
        return bool(re.search(r",\s*$", before)) and not dates.single
    if dates.single:
        return section.kind in ("education", "certificates") and not re.match(r"[,.;)/]|\s[-–a-z]", after)
    return not after.startswith((",", ";", ":", "%")) and not re.match(r"\s[a-z]{2}", after)


def _running_entries(text: str, section: Section, dates: Sequence[DateRange]) -> list[Entry]:
    """Find the entries of a section without line breaks."""
    entries: list[Entry] = []
    low = section.start + len(section.heading)
    for date_range in dates:
        if entries and _repeats(text, entries[-1].dates, date_range):
            continue
        start = _running_heading_start(text, low, date_range.start, in_list=section.kind != "education")
        entries.append(Entry(start, date_range))
        low = date_range.end
    return entries
