"""Read fields that a label names: "Position: Developer", "Name and address of employer | Acme Ltd, Leeds".

Europass's tables and many forms print one field per line, each after its label. What a label says is certain, so it
replaces what the labeller of words took the field for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, Literal

from matcher.languages.word_lists import words
from matcher.languages.writing_systems import CJK
from matcher.parsing.career.headers.fields import Header
from matcher.parsing.career.headers.place_after_name import split_place
from matcher.parsing.career.headers.windows import Window
from matcher.parsing.career.lines import line_at

__all__ = ["with_labelled_fields"]

_Field = Literal["title", "employer", "place", "other"]
_Span = tuple[int, int]


@cache
def _labels() -> dict[str, _Field]:
    """Return what each label names, by its words in lower case."""
    fields: tuple[_Field, ...] = ("title", "employer", "place")
    return {label.casefold(): field for field in fields for label in words("entries", f"label_{field}")}


_LINE: Final = re.compile(
    rf"[ \t\u3000•・■◆*【-]{{0,6}}(?P<label>[^\W\d](?:[^\n:：】|\t]{{2,44}}?|[{CJK}\u3000]{{1,8}}?))[ \u3000]{{0,3}}"
    r"(?:】[:： \u3000]?|[:：|\t])[ \t\u3000]{0,6}(?=\S)"
)
_CJK_BLANK: Final = re.compile(rf"(?<=[{CJK}])[ \u3000]+(?=[{CJK}])")
_LONGEST_LINE: Final = 240
_MOST_WORDS: Final = 12
"""Words of a labelled title: longer ones are sentences under a label for duties."""
_MOST_LINES: Final = 8
"""Lines from the dates in which labels of the same entry stand."""
_ADDRESS: Final = re.compile(r",\s(?!(?:Inc|LLC|Ltd|Limited|GmbH|Co|Corp|S\.|N\.V|B\.V|AG|plc)\b)")
"""What parts an employer from its address: a comma that no legal form follows."""


def with_labelled_fields(text: str, windows: Sequence[Window], headers: Sequence[Header]) -> list[Header]:
    r"""Return the headers with the fields that labels name near the dates.

    The labels of an entry are all above its dates or all below them; the first dates of a block of labelled lines show
    which.

    Args:
        text: the whole text.
        windows: the windows around the dates.
        headers: the header found in each.

    >>> from matcher.core.resume import Month
    >>> from matcher.parsing.career.dates import DateRange
    >>> text = "Dates | 2010 - 2012\nPosition held | Baker\nEmployer | Crumb Ltd, Leeds\n"
    >>> dates = DateRange(8, 19, Month(2010, 7), Month(2012, 6))
    >>> window = Window(0, len(text), dates, "experience", 0, 0)
    >>> (header,) = with_labelled_fields(text, [window], [Header((0, 0), (0, 0), (0, 0), 8, 19)])
    >>> text[slice(*header.title)], text[slice(*header.employer)], text[slice(*header.place)]
    ('Baker', 'Crumb Ltd', 'Leeds')
    """
    complete: list[Header] = []
    above = False
    reached = -1
    for index, (window, header) in enumerate(zip(windows, headers, strict=True)):
        if window.running or not _label_of(text, *line_at(text, window.dates.start, _LONGEST_LINE)):
            complete.append(header)
            continue
        low = windows[index - 1].dates.end if index else 0
        high = windows[index + 1].dates.start if index + 1 < len(windows) else len(text)
        upper = list(_labelled(text, window.dates.start, low, -1))
        if reached < low or not index:
            above = any(field != "other" for field, _ in upper)
        lines = upper if above else list(_labelled(text, window.dates.end, high, 1))
        reached = window.dates.end if lines or upper else -1
        complete.append(_with_fields(text, header, dict(reversed(lines))))
    return complete


def _with_fields(text: str, header: Header, fields: dict[_Field, _Span]) -> Header:
    """Return a header with the fields that labels name; a title that a label names as the employer is none."""
    title = fields.get("title")
    if title and len(text[slice(*title)].split()) > _MOST_WORDS:
        title = None  # a sentence on duties
    employer = fields.get("employer")
    if title:
        header = replace(header, title=title, start=min(header.start, title[0]), end=max(header.end, title[1]))
    if employer:
        if not title and header.title[0] < employer[1] and employer[0] < header.title[1]:
            header = replace(header, title=(0, 0))  # the label says what the labeller took for a title
        address = _ADDRESS.search(text, *employer)
        name = (employer[0], address.start()) if address else employer
        name, bracketed = split_place(text, name)
        behind = bracketed or ((address.end(), employer[1]) if address else header.place)
        header = replace(
            header, employer=name, place=behind, start=min(header.start, name[0]), end=max(header.end, employer[1])
        )
    place = fields.get("place")
    if place and (title or employer):
        header = replace(header, place=place, start=min(header.start, place[0]), end=max(header.end, place[1]))
    return header


def _label_of(text: str, start: int, end: int) -> str:
    """Return the label that begins a line, in lower case; empty if none does."""
    match = _LINE.match(text, start, end)
    return _folded(match) if match else ""


def _folded(match: re.Match[str]) -> str:
    """Return the label of a line in lower case; blanks between Chinese characters ("职 位") do not matter."""
    label = match["label"].strip().casefold()
    return label if label.isascii() else _CJK_BLANK.sub("", label)


def _labelled(text: str, offset: int, bound: int, step: int) -> Iterator[tuple[_Field, _Span]]:
    """Yield the fields of the labelled lines that adjoin a line, below it (1) or above it (-1), nearest first."""
    start, end = line_at(text, offset, _LONGEST_LINE)
    for _ in range(_MOST_LINES):
        offset = end + 1 if step > 0 else start - 1
        if not 0 <= offset < len(text):
            return
        start, end = line_at(text, offset, _LONGEST_LINE)
        if (end > bound if step > 0 else start < bound) or end - start >= _LONGEST_LINE:
            return
        match = _LINE.match(text, start, end)
        if match is None:
            return
        value = (match.end(), match.end() + len(text[match.end() : end].rstrip(" \t\u3000.;,|；。，、")))
        yield _labels().get(_folded(match), "other"), value
