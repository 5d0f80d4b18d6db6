"""Read the headers of résumés that name no employer but keep their template's words: “Company Name”, “City , State”.

A large job site publishes résumés with these words in place of the names. They mark the employer better than any name
could, so what else is on their line, or above it, is the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from matcher.parsing.career.headers.fields import Header
from matcher.parsing.career.headers.windows import Window
from matcher.parsing.career.lines import line_at

__all__ = ["with_template_employers"]

_WORDS: Final = "Company Name"
_EMPLOYER: Final = re.compile(
    r"Company Name(?![^\W\d_])(?:[^\w\n]{0,4}(?:ï¼)?[^\w\n]{0,4}(?P<place>City\s?,\s?State)\b)?",
)
_EDGES: Final = " \t\xa0,;:|/–—-•●▪*"
_LONGEST_LINE: Final = 300
_LONGEST_TITLE: Final = 110
"""Characters of a line that may be a title: one in a hundred titles is longer than 80."""
_APART: Final = 4
"""Most characters between the words and the dates beside them."""

_Span = tuple[int, int]
_NONE: Final = (0, 0)


def with_template_employers(text: str, windows: Sequence[Window], headers: Sequence[Header]) -> list[Header]:
    r"""Return the headers, with the fields that a template's words for the employer show beside the dates.

    Args:
        text: the whole text.
        windows: the windows around the dates.
        headers: the header found in each.

    >>> from matcher.core.resume import Month
    >>> from matcher.parsing.career.dates import DateRange
    >>> text = "Line Cook 05/2010 to 06/2012 Company Name City , State\n"
    >>> window = Window(0, len(text), DateRange(10, 28, Month(2010, 5), Month(2012, 6)), "experience", 0, 0)
    >>> (header,) = with_template_employers(text, [window], [Header((0, 0), (0, 0), (0, 0), 10, 28)])
    >>> text[slice(*header.title)], text[slice(*header.employer)], text[slice(*header.place)]
    ('Line Cook', 'Company Name', 'City , State')
    """
    if _WORDS not in text:
        return list(headers)
    return [
        header if window.running else _with_template_employer(text, window, header)
        for window, header in zip(windows, headers, strict=True)
    ]


def _with_template_employer(text: str, window: Window, header: Header) -> Header:
    dates = (window.dates.start, window.dates.end)
    line = line_at(text, dates[0], _LONGEST_LINE)
    own = _employer_in(text, line, dates)
    below = line_at(text, line[1] + 1, _LONGEST_LINE) if line[1] + 1 < len(text) else _NONE
    match = own or _employer_in(text, below, _NONE)
    if match is None or line[1] - line[0] >= _LONGEST_LINE:
        return header
    if own:
        first, second = sorted((dates, own.span()))
        title = _field(text, line[0], first[0]) or _field(text, first[1], second[0])
    else:
        title = _field(text, below[0], match.start()) or _field(text, line[0], dates[0])
    title = title or _line_above(text, line[0], window.low) or header.title
    place = match.span("place") if match["place"] else header.place
    start = min(header.start, title[0]) if title != _NONE else header.start
    return replace(
        header,
        title=title,
        employer=(match.start(), match.start() + len(_WORDS)),
        place=place,
        start=start,
        end=max(header.end, match.end()),
    )


def _employer_in(text: str, line: _Span, dates: _Span) -> re.Match[str] | None:
    """Return the template's words in a line, if they begin or end it, or stand beside the dates: not in a sentence."""
    match = _EMPLOYER.search(text, *line)
    if match is None:
        return None
    before = not text[line[0] : match.start()].strip(_EDGES) or 0 <= match.start() - dates[1] <= _APART
    after = not text[match.end() : line[1]].strip(_EDGES) or 0 <= dates[0] - match.end() <= _APART
    return match if before or after else None


def _field(text: str, start: int, end: int) -> _Span | None:
    """Return a stretch without separators at its ends; None if nothing is left or it is too long for a title."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return (start, end) if start < end and end - start <= _LONGEST_TITLE else None


def _line_above(text: str, start: int, low: int) -> _Span | None:
    """Return the line above an offset if it may be a title: short, in the window, and not the end of a sentence."""
    if start - 1 <= low:
        return None
    field = _field(text, max(low, line_at(text, start - 1, _LONGEST_LINE)[0]), start - 1)
    return None if field is None or text[field[1] - 1] in ".;!?" else field
