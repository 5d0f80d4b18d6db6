"""Quote evidence: pieces with the same quote are shown once, with all of their words marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from matcher.reporting.schema import EvidenceSummary
from matcher.reporting.wording import duration, month_name, place

__all__ = ["Quotation", "quotations"]

MONTHS_COUNT: Final = re.compile(r"\b(\d+) months?\b")
YEAR_MONTH: Final = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2])\b")

WIDTH: Final = 280
"""Characters of a quotation, unless its marks take more: three lines on paper."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quote with page and section, for one or several pieces of evidence."""

    parts: tuple[tuple[str, bool], ...]
    """The quote in parts; True for those that are the evidence."""
    place: str
    note: str
    """The skills found in it, and how they count."""
    pieces: int = 1
    """Number of pieces of evidence that share the quote."""
    start: int = 0
    """Offset of the first of them in the text."""

    @property
    def marked(self) -> bool:
        """Whether marks are useful: not if all of the quote is the evidence."""
        return any(not marked and text.strip(" …") for text, marked in self.parts)


def quotations(evidence: Sequence[EvidenceSummary], width: int = WIDTH) -> list[Quotation]:
    """Group evidence into quotations, in the order of each quotation's first piece.

    Args:
        evidence: of one requirement.
        width: about how many characters of a quote to keep.

    >>> base = dict(start=0, end=0, page=1, section="skills", strength=0.5, months=0, note="listed")
    >>> first = EvidenceSummary(skill="Go", surface_form="Go", quote="Go and C", mark=[0, 2], **base)
    >>> other = EvidenceSummary(skill="C", surface_form="C", quote="Go and C", mark=[7, 8], **base)
    >>> [only] = quotations([first, other])
    >>> only.parts, only.note
    ((('Go', True), (' and ', False), ('C', True)), 'Go, C · listed')
    """
    groups: dict[tuple[str, int, str], list[EvidenceSummary]] = {}
    for piece in evidence:
        groups.setdefault((piece["quote"], piece["page"], piece["section"]), []).append(piece)
    return [
        Quotation(
            parts=_parts(quote, sorted(p["mark"] for p in pieces if p["mark"]), width),
            place=place(page, section),
            note=_note(pieces),
            pieces=len(pieces),
            start=pieces[0]["start"],
        )
        for (quote, page, section), pieces in groups.items()
    ]


def _note(pieces: Sequence[EvidenceSummary]) -> str:
    """Return skills and how they count; those that count the same way are listed together."""
    by_note: dict[str, list[str]] = {}
    for piece in pieces:
        note = piece["note"]
        if piece["months"] and "month" not in note:
            note = ", ".join(filter(None, (note, f"{piece['months']} months")))
        note = MONTHS_COUNT.sub(lambda match: duration(int(match[1])), note)
        note = YEAR_MONTH.sub(lambda match: month_name(match[0]), note)
        skills = by_note.setdefault(note, [])
        if piece["skill"] and piece["skill"] not in skills:
            skills.append(piece["skill"])
    return "; ".join(" · ".join(filter(None, (", ".join(skills), note))) for note, skills in by_note.items())


def _parts(quote: str, marks: Sequence[Sequence[int]], width: int) -> tuple[tuple[str, bool], ...]:
    """Cut the quote to a width around its first mark, in plain and marked parts.

    >>> _parts("one two three four five", [[8, 13]], width=14)
    (('… two ', False), ('three', True), (' four …', False))
    >>> _parts("one", [], width=14)
    (('one', False),)
    """
    low, high = _window(quote, marks[0] if marks else (0, 0), width)
    parts: list[tuple[str, bool]] = []
    at = low
    for start, end in marks:
        start, end = max(start, at), min(end, high)  # marks may overlap: "Java" within "Java EE"
        if start < end:
            parts += [(quote[at:start], False), (quote[start:end], True)]
            at = end
    parts.append((quote[at:high], False))
    if low:
        parts.insert(0, ("… ", False))
    if high < len(quote):
        parts.append((" …", False))
    joined: list[tuple[str, bool]] = []
    for text, marked in parts:
        if joined and joined[-1][1] == marked:
            joined[-1] = (joined[-1][0] + text, marked)
        elif text:
            joined.append((text, marked))
    return tuple(joined)


def _window(quote: str, mark: Sequence[int], width: int) -> tuple[int, int]:
    """Return the offsets of the part of a quote to keep, at word boundaries."""
    if len(quote) <= width:
        return 0, len(quote)
    start, end = mark[0], min(mark[1], mark[0] + width)
    spare = width - (end - start)
    low = max(0, start - max(spare // 2, spare - (len(quote) - end)))
    high = min(len(quote), low + width)
    if low:
        cut = quote.find(" ", low - 1, start)
        low = cut + 1 if cut >= 0 else low
    if high < len(quote):
        cut = quote.rfind(" ", end, high + 1)
        high = cut if cut >= 0 else high
    return low, high
