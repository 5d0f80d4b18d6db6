"""Find the header of each dated entry: its title, employer and place near the dates.

The labeller (:mod:`matcher.parsing.career.headers.model`) judges each date range by itself. A second pass in which the
entries of a section voted on their layout was tried and left out: whole F1 went from .888 to .892 on generated careers
and from .91 to .88 on 16 PDFs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from matcher.languages.word_lists import words_by_language
from matcher.parsing.career.headers.cjk import is_cjk, may_name
from matcher.parsing.career.headers.model import HeaderModel, load_header_model
from matcher.parsing.career.headers.place_after_name import split_place
from matcher.parsing.career.headers.windows import LONGEST_WINDOW, Window, Words, describe
from matcher.parsing.career.headers.word_classes import classes_of, is_function_word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

__all__ = ["Eager", "Header", "find_headers"]

_WINDOWS_AT_ONCE: Final = 128
"""Windows that are labelled together; more would need more memory and save no time."""

Eager = Literal["title", "employer"]

_EAGERNESS: Final[dict[Eager, int]] = {"title": 1100, "employer": 1600}
"""What a word's score for a field gains where a job has no such field, in thousandths: of 100 jobs 98 name their title
and 95 their employer. For titles, of 0, 1000, 2000 and 3500 the second was best (whole entries .84 instead of .81 on
labelled résumés that were not used for training). For employers in lines, of 600, 1100, 1600, 2200 and 3000 the middle
ones were best on irregular layouts that were not used for training (whole entries .50 instead of .38 on 60 jobs, .46
instead of .43 on 166, .31 instead of .29 on 703). Rerun ``models/train_entry_headers.py --folds 3`` after touching
them."""

_FIELDS: Final = ("title", "employer", "place")
_GAP: Final = 3
_LONGEST_TITLE: Final = 80
_WORDS_OF_TITLE: Final = 6
"""Characters before the line below the dates, and characters and words of a line that may be a title."""
_BESIDE: Final = 9
"""Words around the dates among which a title is looked for."""
_LATIN: Final = 16
_LATIN_END: Final = re.compile(r"(?<![A-Za-z0-9.#+-])[A-Za-z0-9.#+-]{1,15}\Z")
"""Latin letters in front of a Chinese or Japanese word without a blank, which the labeller takes for a word."""
_TRADING_AS: Final = re.compile(r"\s\((?:DBA|D/B/A|d/b/a)\)\Z")
""""Doing business as" before a name that a person trades under; also short for a database administrator."""
_TRADES: Final = frozenset(("trade", "ends in trade", "rank", "degree"))
_NAMES: Final = frozenset(("form", "organisation", "school"))
_LABELS: Final[dict[Eager, int]] = {"title": 1, "employer": 3}
_STRAY_MONTH: Final = re.compile(
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|March|April|June|July|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|"
    r"Dec(?:ember)?)\.?\s+(?=[A-Z])"
)
"""A month without a year before a name: a leftover of a column of dates."""
_EDGES: Final = " \t\r\n\xa0\u3000,;:|/–—-•●▪·*@\uf0b7、，；：｜／・。〜～"
_OPENED: Final = {"(": ")", "（": "）", "【": "】", "［": "］", "「": "」", "『": "』"}
_CLOSED: Final = {close: open_ for open_, close in _OPENED.items()}
_SUFFIX: Final = re.compile(r"(?<=\w)['’](?:n?[dt][ae]n?|[dt][ae]ki|[yn]?[ae]|n?[ıiuü]n)$")
"""A Turkish case ending after a name: "Tessaro'da"."""


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of an entry as offsets of the text; (0, 0) for a field that is not there.

    >>> Header((0, 9), (11, 15), (0, 0), 0, 15).title
    (0, 9)
    """

    title: tuple[int, int]
    employer: tuple[int, int]
    place: tuple[int, int]
    start: int
    """Offset of the first word of the header, its dates included."""
    end: int


def find_headers(
    text: str,
    windows: Sequence[Window],
    models: Callable[[bool], HeaderModel] = load_header_model,
    eager: Eager | None = None,
) -> list[Header]:
    r"""Find the header of each window.

    Args:
        text: the whole text.
        windows: the windows of its date ranges.
        models: gives the labeller for running text (True) and for lines (False).
        eager: a field of which a doubtful one is better than none, for dates that certainly belong to a job.

    >>> from matcher.core.resume import Month
    >>> from matcher.parsing.career.dates import DateRange
    >>> text = "Web Developer\nAcme Ltd - Austin, TX\nMay 2013 - June 2015\n"
    >>> dates = DateRange(36, 56, Month(2013, 5), Month(2015, 6))
    >>> (header,) = find_headers(text, [Window(0, 57, dates, "experience", 0, 0)])
    >>> text[slice(*header.title)], text[slice(*header.employer)], text[slice(*header.place)]
    ('Web Developer', 'Acme Ltd', 'Austin, TX')
    """
    headers: list[Header | None] = [None] * len(windows)
    for running in (False, True):
        own = [index for index, window in enumerate(windows) if window.running == running]
        for begin in range(0, len(own), _WINDOWS_AT_ONCE):
            part = own[begin : begin + _WINDOWS_AT_ONCE]
            for index, header in zip(
                part, _headers(text, [windows[i] for i in part], models(running), eager), strict=True
            ):
                headers[index] = header
    return [header for header in headers if header is not None]


def _headers(text: str, windows: Sequence[Window], model: HeaderModel, eager: Eager | None) -> list[Header]:
    model.table.prepare(LONGEST_WINDOW * len(windows))
    words = describe(text, windows, model.table)
    scores = model.scores(words)
    if eager:
        first = _LABELS[eager]
        scores[:, first : first + 2] += _EAGERNESS[eager]
    labels = model.label(words, scores)
    return [_header(text, words, labels, number) for number in range(len(windows))]


def _header(text: str, words: Words, labels: Ints, number: int) -> Header:
    """Return the header of a window from the labels of its words: of each field the first stretch."""
    first, count, dated = int(words.firsts[number]), int(words.counts[number]), int(words.dated[number])
    spans: dict[str, tuple[int, int]] = {}
    start, end = int(words.starts[dated]), int(words.ends[dated])
    index = first
    while index < first + count:
        label = int(labels[index])
        if label in (1, 3, 5):
            last = index
            while last + 1 < first + count and int(labels[last + 1]) == label + 1:
                last += 1
            span = _trimmed(text, int(words.starts[index]), int(words.ends[last]))
            if span[0] < span[1] and not _is_no_name(text[slice(*span)]):
                field = _FIELDS[label // 2]
                spans.setdefault(field, _without_aside(text, span) if field == "employer" else span)
            index = last
        index += 1
    if "employer" in spans:
        spans["employer"], place = split_place(text, spans["employer"])
        if place:
            spans.setdefault("place", place)
    _mend_title(text, spans)
    _take_line_for_title(text, spans, start, end)
    _part_title(text, spans)
    if is_cjk(text[int(words.starts[first]) : int(words.ends[first + count - 1])]):
        _take_trade_for_title(text, words, spans, range(first, first + count), dated)
    start = min([start, *(span[0] for span in spans.values())])
    end = max([end, *(span[1] for span in spans.values())])
    nothing = (0, 0)
    return Header(spans.get("title", nothing), spans.get("employer", nothing), spans.get("place", nothing), start, end)


def _mend_title(text: str, spans: dict[str, tuple[int, int]]) -> None:
    """Cut a preposition off the end of a title, and exchange a title and an employer that were taken for each other."""
    if "title" not in spans:
        return
    start, end = spans["title"]
    trading = _TRADING_AS.search(text, start, end)
    if trading and "database" not in text[start:end].lower():
        spans["title"] = start, end = _trimmed(text, start, trading.start())
    words = text[start:end].split()
    if len(words) > 1 and words[-1].islower() and is_function_word(words[-1]):
        spans["title"] = _trimmed(text, start, end - len(words[-1]))
    if "employer" in spans and not _names_trade(words):
        others = text[slice(*spans["employer"])].split()
        if _names_trade(others[-1:]) and not any(
            _NAMES.intersection(classes_of(word.strip(_EDGES))) for word in others
        ):
            spans["title"], spans["employer"] = spans["employer"], spans["title"]


def _take_line_for_title(text: str, spans: dict[str, tuple[int, int]], start: int, end: int) -> None:
    """Take the line below the dates for the title, if the employer beside them was labelled as such.

    Its place may have been labelled as the employer. Only if that line is short, names a trade, and what was labelled
    as the title and the employer names none.
    """
    old, place = spans.get("title"), spans.get("employer")
    if not old or (place and old[1] > place[0]):
        return
    last_field = place or old
    if "\n" in text[min(old[0], start) : last_field[1]]:
        return
    words = text[old[0] : last_field[1]].split()
    reached = max(end, last_field[1])
    first = text.find("\n", reached, reached + _GAP) + 1
    last = text.find("\n", first, first + _LONGEST_TITLE) if first else -1
    if last < 0 or _names_trade(words):
        return
    line = _trimmed(text, first, last)
    below = text[slice(*line)].split()
    if 0 < len(below) <= _WORDS_OF_TITLE and below[-1][-1] not in ".;:" and _names_trade(below):
        spans["title"] = line
        if place:
            spans["employer"] = old
            spans.setdefault("place", place)
        else:
            spans["employer"], behind = split_place(text, old)
            if behind:
                spans.setdefault("place", behind)


def _part_title(text: str, spans: dict[str, tuple[int, int]]) -> None:
    """Part a title that was labelled together with the employer: "Developer at Acme", "Developer – Acme".

    Only if there is no other employer, and a trade is named before the parting and not behind it.
    """
    if "title" not in spans or "employer" in spans:
        return
    start, end = spans["title"]
    for parting in _parting().finditer(text, start, end):
        left, right = text[start : parting.start()].split(), text[parting.end() : end].split()
        if right and not right[0][0].islower() and _names_trade(left) and not _names_trade(right):
            spans["title"] = _trimmed(text, start, parting.start())
            spans["employer"], place = split_place(text, _trimmed(text, parting.end(), end))
            if place:
                spans.setdefault("place", place)
            return


@cache
def _parting() -> re.Pattern[str]:
    words_of_all = sorted(
        {word for listed in words_by_language("entries", "at").values() for word in listed}, reverse=True
    )
    return re.compile(rf"[ \t](?:{'|'.join(map(re.escape, words_of_all))}|@|[–—-])[ \t]+")


def _take_trade_for_title(
    text: str, words: Words, spans: dict[str, tuple[int, int]], indices: range, dated: int
) -> None:
    """Take a Chinese or Japanese job title beside the dates for the title, where what was labelled is none.

    Such a word is a whole title, and says by its end that it is one; a place in front of it is easily taken for it.
    """
    old = spans.get("title")
    if old and _names_trade(text[slice(*old)].split()):
        return
    for index in sorted(indices, key=lambda i: abs(i - dated))[:_BESIDE]:
        span = _trimmed(text, int(words.starts[index]), int(words.ends[index]))
        word = text[slice(*span)]
        if is_cjk(word) and may_name(word) and "trade" in classes_of(word):
            glued = _LATIN_END.search(text, max(0, span[0] - _LATIN), span[0])
            span = (glued.start(), span[1]) if glued else span  # "QAエンジニア" is two words, but one title
            employer = spans.get("employer") or (old if old and old[0] < span[0] < old[1] else None)
            if employer and employer[0] < span[0] < employer[1]:
                spans["employer"] = _trimmed(text, employer[0], span[0])
            elif old:
                spans.setdefault("place", old)
            spans["title"] = span
            return


def _names_trade(words: Sequence[str]) -> bool:
    return any(not _TRADES.isdisjoint(classes_of(word.strip(_EDGES))) for word in words)


def _is_no_name(field: str) -> bool:
    """Return whether a field is a single preposition or article, a leftover of the words around dates: "D'", "Od"."""
    if field[-1] in "'’" and len(field) == 2:
        return True
    return len(field) < 4 and not field.isupper() and is_function_word(field.lower())


def _without_aside(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return the span of an employer without a bracket before the name, which explains the title."""
    start, end = span
    closed = text.find(")", start, end)
    return _trimmed(text, closed + 1, end) if text[start] == "(" and 0 <= closed < end - 1 else span


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without separators at its ends and without a bracket whose partner is outside."""
    while True:
        before = (start, end)
        while start < end and text[start] in _EDGES:
            start += 1
        while start < end and (text[end - 1] in _EDGES):
            end -= 1
        name = text[start:end]
        close = _OPENED.get(name[:1])
        if close and name.find(close) in (-1, len(name) - 1):
            start += 1
        opening = _CLOSED.get(name[-1:])
        if (opening and opening not in text[start:end]) or name[-1:] in _OPENED:
            end -= 1
        suffix = _SUFFIX.search(text, start, end)
        if suffix:
            end = suffix.start()
        stray = _STRAY_MONTH.match(text[start:end])
        if stray:
            start += stray.end()
        if before == (start, end) or start >= end:
            return start, max(start, end)
