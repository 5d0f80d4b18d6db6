"""Cut the words around each date range out of a text, and describe where each word stands.

The labeller of entry headers sees a window per date range: the words before it, the range itself as one word, and the
words after it, up to the neighbouring ranges and the borders of the section. Where a word stands is described by a few
small numbers, the slots (:data:`SLOTS`); the model has a weight for each value of a slot and each label. Training and
use share this module, so that both see the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, get_args

from matcher.core.resume import Section, SectionKind
from matcher.parsing.career.dates import DateRange
from matcher.parsing.career.headers.cjk import word_pattern
from matcher.parsing.career.headers.word_table import WordTable
from matcher.parsing.career.headers.word_uses import TITLE_USES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

__all__ = ["LONGEST_WINDOW", "RUNNING_LINE", "SLOTS", "Window", "Words", "describe", "windows_of"]

WORDS_BEFORE: Final = 20
WORDS_AFTER: Final = 14
"""Words of a window before and after its dates. Of the headers in the labelled résumés 99.5 % lie within 16 words
before and 15 after the dates; longer windows cost time. Retrain the model after touching them."""

LONGEST_WINDOW: Final = WORDS_BEFORE + 1 + WORDS_AFTER
"""Words of a window at most, the dates included."""

_CHARACTERS_BEFORE: Final = 300
_CHARACTERS_AFTER: Final = 200
"""Characters that are searched for these words at most, so that a long word costs no time."""

_LONGEST_NAME: Final = 80
"""Characters in which a name at the top of a text ends."""

RUNNING_LINE: Final = 300
"""Characters from which a line is read as running text; see the constant of the same name in ``sections``."""

_WORD: Final = re.compile(r"[^\s,|–—]+,*|[,|–—]+")
"""A word; signs that join two without a blank ("Acme,Berlin", "Acme|Developer") end one."""
_KINDS: Final[tuple[SectionKind, ...]] = get_args(SectionKind)


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of text around one date range in which its header is looked for.

    >>> from matcher.core.resume import Month
    >>> Window(0, 90, DateRange(46, 66, Month(2013, 5), Month(2015, 6)), "experience", 0, 0).dates.start
    46
    """

    low: int
    high: int
    dates: DateRange
    section: SectionKind
    lower: int
    """What bounds it: 0 the section's heading, 1 another date range, 2 the limit of words."""
    upper: int
    running: bool = False
    """Whether the dates stand in running text, not in a short line."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of all windows, one after the other; between two windows there are two empty words."""

    starts: Ints
    ends: Ints
    rows: Ints
    """Row of each word in the table of words; 0 for an empty word."""
    slots: Ints
    """Shape (words, slots)."""
    firsts: Ints
    """Index of each window's first word."""
    counts: Ints
    """Number of words of each window."""
    dated: Ints
    """Index of the word that stands for each window's dates."""


_RELATIVE: Final = 7  # lines from 3 above the dates to 3 below
SLOTS: Final[dict[str, int]] = {
    "distance": 2 * 16,
    "line": 13 * 5,
    "left": _RELATIVE * 5,
    "length": _RELATIVE * 8,
    "before": 3 * 7 * 6,
    "after": 3 * 7 * 6,
    "sentence": 3 * 9,
    "lower": 3 * 6 * 5,
    "part": _RELATIVE * 4 * 5,
    "kind": len(_KINDS) * 3,
    "form": 3 * 3,
    "low bound": 3 * 7,
    "high bound": 3 * 7,
    "bullet": _RELATIVE * 2,
    "opening": 3 * 5 * 2,
    "layout": 9 * 5 * 2,
    "case run": 3 * 5 * 5,
    "repeated": 3 * 5 * 4,
    "uses": TITLE_USES * TITLE_USES,
    "ahead": 3 * 3 * 3 * 3,
    "city": 3,
}
"""The slots, each with the number of its values."""


def windows_of(text: str, section: Section, ranges: Sequence[DateRange]) -> list[Window]:
    """Return the window of each date range of a section.

    Args:
        text: the whole text.
        section: the section.
        ranges: the date ranges in it, in order of offset.
    """
    windows = []
    start = section.start + len(section.heading)
    if not section.start and not section.heading:
        start = _after_name(text)
    for index, dates in enumerate(ranges):
        low = ranges[index - 1].end if index else min(start, dates.start)
        high = ranges[index + 1].start if index + 1 < len(ranges) else section.end
        windows.append(
            Window(
                max(low, dates.start - _CHARACTERS_BEFORE),
                min(high, dates.end + _CHARACTERS_AFTER),
                dates,
                section.kind,
                2 if dates.start - low > _CHARACTERS_BEFORE else int(index > 0),
                2 if high - dates.end > _CHARACTERS_AFTER else int(index + 1 < len(ranges)),
                _is_running(text, dates),
            )
        )
    return windows


def _after_name(text: str) -> int:
    """Return where the header of an entry may begin in a text without a first heading: after a name on its own."""
    name, blank, _ = text[:_LONGEST_NAME].lstrip().partition("\n\n")
    return text.find(name) + len(name) if blank and "\n" not in name and len(name.split()) <= 4 else 0


def _is_running(text: str, dates: DateRange) -> bool:
    """Tell whether the line that holds dates is longer than :data:`RUNNING_LINE`."""
    low, high = max(0, dates.start - RUNNING_LINE), min(len(text), dates.end + RUNNING_LINE)
    before, after = text.rfind("\n", low, dates.start), text.find("\n", dates.end, high)
    begin = before + 1 if before >= 0 else low
    end = after if after >= 0 else high
    return end - begin > RUNNING_LINE


def describe(text: str, windows: Sequence[Window], table: WordTable) -> Words:
    """Find the words of windows and where each stands.

    Args:
        text: the whole text.
        windows: at least one window.
        table: gives each word a row and its classes.
    """
    import numpy as np

    starts, ends, rows = [0, 0], [0, 0], [0, 0]
    firsts, counts, dated, bounds, cities = [], [], [], [], []
    pattern = word_pattern(text) or _WORD
    for window in windows:
        dates = window.dates
        before = [m.span() for m in pattern.finditer(text, window.low, dates.start)]
        after = [m.span() for m in pattern.finditer(text, dates.end, window.high)]
        lower = 2 if len(before) > WORDS_BEFORE else window.lower
        upper = 2 if len(after) > WORDS_AFTER else window.upper
        before, after = before[-WORDS_BEFORE:], after[:WORDS_AFTER]
        spans = [*before, (dates.start, dates.end), *after]
        words = [text[a:b] for a, b in spans]
        words[len(before)] = ""
        first = len(starts)
        firsts.append(first)
        counts.append(len(spans))
        dated.append(first + len(before))
        bounds.append((lower, upper))
        starts += [a for a, _ in spans]
        ends += [b for _, b in spans]
        own = [table.row(word) for word in words]
        own[len(before)] = table.DATES
        rows += own
        cities += [(first + i, count) for i, row in enumerate(own) if (count := table.city(row, words, i))]
        starts += [spans[-1][1]] * 2
        ends += [spans[-1][1]] * 2
        rows += [0, 0]
    words_of = Words(
        np.array(starts),
        np.array(ends),
        np.array(rows),
        np.empty(0, dtype=np.int64),
        np.array(firsts),
        np.array(counts),
        np.array(dated),
    )
    slots = _slots(text, windows, words_of, np.array(bounds), cities, table)
    return replace(words_of, slots=slots)


def _slots(
    text: str,
    windows: Sequence[Window],
    words: Words,
    bounds: Ints,
    cities: Sequence[tuple[int, int]],
    table: WordTable,
) -> Ints:
    """Return the values of all slots for all words, shape (words, slots)."""
    import numpy as np

    total = len(words.starts)
    indices = np.arange(total)
    owner = np.zeros(total, dtype=np.int64)
    owner[words.firsts[1:] - 1] = 1
    owner = np.cumsum(owner)
    first, dated = words.firsts[owner], words.dated[owner]
    last = first + words.counts[owner] - 1
    signed = indices - dated
    side = np.where(signed < 0, 0, np.where(signed > 0, 1, 2))
    distance = np.abs(signed)

    # Lines, counted without blank ones.
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    breaks = np.flatnonzero(codes == 10)
    line = np.searchsorted(breaks, words.starts)
    line_start = np.where(line > 0, breaks[np.maximum(line - 1, 0)] + 1, 0) if len(breaks) else np.zeros_like(line)
    nonblank = _nonblank_lines(text, breaks)
    number = nonblank[line]
    date_line = np.where(signed < 0, number[dated], nonblank[np.searchsorted(breaks, words.ends[dated])])
    relative = np.minimum(np.maximum(number - date_line, -7), 5)
    near = np.minimum(np.maximum(relative, -3), 3) + 3
    running = np.array([w.running for w in windows])[owner]

    gap = _gaps(codes, words, line, indices, first)
    following_gap = np.append(gap[1:], 0)
    end, case = table.end_classes()[words.rows], table.case_classes()[words.rows]
    end[words.dated], case[words.dated] = 0, 4
    previous_end = np.append(0, end[:-1])
    previous_end[words.firsts] = 0

    # The word's place in its line, as far as the window shows it.
    begins = (gap >= 4) | (indices == first) | (gap == 0)
    line_first = np.maximum.accumulate(np.where(begins, indices, 0))
    line_number = np.cumsum(begins)
    line_length = np.bincount(line_number)[line_number]
    index_in_line = indices - line_first
    left_in_line = line_length - 1 - index_in_line
    separates = (case == 0) & (end == 5) | (gap == 3) | (gap == 2)
    separators = np.cumsum(separates)
    part = np.minimum(separators - separators[line_first], 3)

    stops = (previous_end == 2) | (case == 0) & (end == 5) | (gap == 5)
    since_stop = indices - np.maximum.accumulate(np.where(stops | (indices == first), indices, 0))
    lower = np.cumsum(case == 1)
    lower_between = np.where(signed < 0, lower[dated] - lower, lower - lower[dated])
    own_line = np.where(
        running,
        4,
        np.where(index_in_line[dated] > 0, 2 * (left_in_line[dated] > 0), 1 + 2 * (left_in_line[dated] == 0)),
    )
    changes = (case != np.append(0, case[:-1])) | (indices == first)
    run = indices - np.maximum.accumulate(np.where(changes, indices, 0))
    opening = table.opening(text)[words.rows]
    kinds = np.array([_KINDS.index(w.section) for w in windows])[owner]
    forms = np.array([0 if w.dates.single else 2 if w.dates.current else 1 for w in windows])[owner]
    bullets = (codes[np.minimum(line_start, len(codes) - 1)] == 0x2022) | (end == 5) & (case == 0) & (
        index_in_line == 0
    )
    bullet_line = bullets[line_first]
    city = np.zeros(total, dtype=np.int64)
    for index, count in cities:
        city[index] = 1
        city[index + 1 : index + count] = 2

    use = table.title_uses()[words.rows]
    names = (use > 0) & (use <= 4)
    own_use = np.where(use >= 9, 2, np.where(names, 1, 0))
    bucket, few = _buckets()
    steps, few_of = bucket[np.minimum(distance, 40)], few[np.minimum(index_in_line, 40)]
    values = {
        "distance": (signed > 0) * 16 + steps,
        "line": (relative + 7) * 5 + few_of,
        "left": near * 5 + few[np.minimum(left_in_line, 40)],
        "length": near * 8 + np.searchsorted([1, 2, 4, 7, 12, 20, 40], np.minimum(line_length, 41)),
        "before": (side * 7 + gap) * 6 + previous_end,
        "after": (side * 7 + following_gap) * 6 + end,
        "sentence": side * 9 + np.searchsorted([0, 1, 2, 3, 5, 8, 14, 20], np.minimum(since_stop, 21)),
        "lower": (side * 6 + np.minimum(lower_between, 5)) * 5 + case,
        "part": (near * 4 + part) * 5 + own_line,
        "kind": kinds * 3 + side,
        "form": forms * 3 + side,
        "low bound": bounds[owner, 0] * 7 + np.searchsorted([0, 1, 2, 4, 8, 14], np.minimum(indices - first, 15)),
        "high bound": bounds[owner, 1] * 7 + np.searchsorted([0, 1, 2, 4, 8, 14], np.minimum(last - indices, 15)),
        "bullet": near * 2 + bullet_line,
        "opening": (side * 5 + case) * 2 + opening,
        "layout": ((np.minimum(np.maximum(relative, -4), 4) + 4) * 5 + own_line) * 2 + (index_in_line == 0),
        "case run": (side * 5 + case) * 5 + np.minimum(run, 4),
        "repeated": (side * 5 + case) * 4 + _repeated(words),
        "uses": np.append(0, use[:-1]) * TITLE_USES + use,
        "ahead": (((side * 3 + own_use) * 3) + _between(use >= 9, dated, signed)) * 3 + _between(names, dated, signed),
        "city": city,
    }
    return np.stack([values[name] for name in SLOTS], axis=1).astype(np.int64)


def _between(flags: NDArray[np.bool_], dated: Ints, signed: Ints) -> Ints:
    """Return how many flagged words, 2 at most, are between each word and the dates."""
    import numpy as np

    counts = np.cumsum(flags)
    between = np.where(signed < 0, counts[dated] - counts, counts - flags - counts[dated])
    return np.minimum(np.maximum(between, 0), 2)


def _repeated(words: Words) -> Ints:
    """Return for each word with which neighbour it occurs again: 1 the word before it, 2 the word after it, 3 both."""
    import numpy as np

    pairs = words.rows[:-1] * WordTable.ROWS + words.rows[1:]
    pairs[(words.rows[:-1] < 2) | (words.rows[1:] < 2)] = 0
    # Windows overlap, so the same place counts once.
    _, places = np.unique(words.starts[:-1], return_index=True)
    values, counts = np.unique(pairs[places], return_counts=True)
    found = np.minimum(np.searchsorted(values, pairs), len(values) - 1)
    repeats = (values[found] == pairs) & (counts[found] > 1) & (pairs > 0)
    again: Ints = np.append(repeats, False).astype(np.int64)
    return np.append(np.zeros(1, dtype=np.int64), again[:-1]) + 2 * again


def _gaps(codes: NDArray[np.uint32], words: Words, line: Ints, indices: Ints, first: Ints) -> Ints:
    """Return what is before each word.

    0 is the window's border, 1 a blank, 2 more blanks, 3 a tab, 4 a line break, 5 a blank line, 6 nothing.
    """
    import numpy as np

    previous_end = np.append(0, words.ends[:-1])
    width = words.starts - previous_end
    broken = line - np.append(0, line[:-1])
    before = codes[np.maximum(words.starts - 1, 0)] if len(codes) else np.zeros_like(words.starts)
    gap = np.where(width <= 0, 6, np.where(width == 1, 1, 2))
    gap = np.where((before == 0x3000) & (width > 0), 2, gap)  # a blank as wide as a Chinese character
    gap = np.where((before == 9) & (width > 0), 3, gap)
    gap = np.where(broken > 0, np.where(broken > 1, 5, 4), gap)
    return np.where(indices <= first, 0, gap)


def _nonblank_lines(text: str, breaks: NDArray[np.int64]) -> Ints:
    """Return for each line its number when blank lines are not counted."""
    import numpy as np

    blank = np.fromiter((not line.strip() for line in text.split("\n")), dtype=bool, count=len(breaks) + 1)
    return np.cumsum(~blank)


def _buckets() -> tuple[Ints, Ints]:
    """Return the classes of the numbers 0 to 40, fine and coarse."""
    import numpy as np

    numbers = np.arange(41)
    fine = np.searchsorted([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 17, 24], numbers)
    return fine, np.searchsorted([0, 1, 2, 5], numbers)
