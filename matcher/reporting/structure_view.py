"""Lay the structure of a résumé out in rows, a line of the text or a part of one each, and as plain data.

A line is divided where a section or an entry begins or ends in it, and after an entry's header if much text follows:
converters lose the line breaks of whole résumés.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any, Final

from matcher.core.resume import Position, UndatedEntry
from matcher.parsing.structure import EntryFields, Mark, MarkKind, Structure
from matcher.reporting.wording import plural

__all__ = ["Row", "describe_entries", "label_of", "rows_of", "structure_data"]

_LONG: Final = 120
"""Characters of a line from which it is divided after the header of an entry that begins in it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line, or a part of one, that belongs to one section and at most one entry.

    >>> Row(1, 0, 9, "summary").marks
    ()
    """

    line: int
    """Number of its line, from 1."""
    start: int
    end: int
    """Without the line break."""
    section: str
    """Kind of the section."""
    entry: int | None = None
    """Index of the entry."""
    opens: bool = False
    """Whether it is the first row of its entry."""
    marks: tuple[Mark, ...] = ()
    """The marks in it, cut at its ends."""


def rows_of(structure: Structure) -> list[Row]:
    """Divide the text into rows; only white space is left out.

    >>> from matcher.core.resume import Section
    >>> text = "Jo Doe  SKILLS Go"
    >>> sections = Section("other", 0, 8), Section("skills", 8, 17, "SKILLS")
    >>> structure = Structure("cv.txt", "2026-01-01", text, sections, (), (), (), ())
    >>> [(row.line, row.section, text[row.start : row.end]) for row in rows_of(structure)]
    [(1, 'other', 'Jo Doe  '), (1, 'skills', 'SKILLS Go')]
    """
    entries, marks = structure.entries, structure.marks
    ends = [mark.end for mark in marks]
    section_starts = [section.start for section in structure.sections]
    waiting = sorted(range(len(entries)), key=lambda i: entries[i].position.start, reverse=True)
    open_entries: list[int] = []
    opened: set[int | None] = {None}
    rows = []
    for line, start, end in _pieces(structure):
        while waiting and entries[waiting[-1]].position.start < end:
            open_entries.append(waiting.pop())
        open_entries = [i for i in open_entries if entries[i].position.end > start]
        inside = [i for i in open_entries if entries[i].position.start <= start]
        # The innermost, as for mentions of skills.
        entry = min(inside, key=lambda i: (_length(entries[i]), i), default=None)
        section = structure.sections[bisect_right(section_starts, start) - 1]
        first, row_marks = bisect_right(ends, start), []
        while first < len(marks) and marks[first].start < end:
            row_marks.append(replace(marks[first], start=max(start, marks[first].start), end=min(end, ends[first])))
            first += 1
        rows.append(Row(line, start, end, section.kind, entry, entry not in opened, tuple(row_marks)))
        opened.add(entry)
    return rows


def _length(entry: EntryFields) -> int:
    return entry.position.end - entry.position.start


def _pieces(structure: Structure) -> Iterator[tuple[int, int, int]]:
    """Yield the number, the start and the end of each line, or of each part of a divided line that holds words."""
    text = structure.text
    cuts = {section.start for section in structure.sections}
    cuts.update(offset for entry in structure.entries for offset in (entry.position.start, entry.position.end))
    cuts.update(_header_ends(structure))
    ordered = sorted(cuts)
    start, number = 0, 1
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        borders = [start, *ordered[bisect_right(ordered, start) : bisect_left(ordered, end)], end]
        pieces = [(a, b) for a, b in pairwise(borders) if text[a:b].strip()]
        for a, b in pieces or [(start, end)]:
            yield number, a, b
        start, number = end + 1, number + 1


def _header_ends(structure: Structure) -> Iterator[int]:
    """Yield where the headers of entries end in long lines."""
    text, marks = structure.text, structure.marks
    starts = [mark.start for mark in marks]
    for number, entry in enumerate(structure.entries):
        begin = entry.position.start
        end = text.find("\n", begin, entry.position.end)
        end = entry.position.end if end < 0 else end
        if end - begin < _LONG:
            continue
        own = [
            mark.end for mark in marks[bisect_left(starts, begin) : bisect_left(starts, end)] if mark.entry == number
        ]
        if own:
            header = own[-1]
            yield header + len(text[header:end]) - len(text[header:end].lstrip(" \t)].,;:"))


def label_of(mark: Mark, row: Row, entries: Sequence[EntryFields]) -> str:
    """Return what a mark says: its kind, whose field it is if the row belongs to another entry, and its note.

    >>> label_of(Mark(0, 4, "dates, no entry", note="ends before it begins"), Row(1, 0, 9, "other"), [])
    'dates, no entry, ends before it begins'
    """
    of = "" if mark.entry is None or mark.entry == row.entry else entries[mark.entry].name
    return ", ".join(filter(None, (mark.kind, of, mark.note)))


def describe_entries(structure: Structure) -> list[str]:
    """Say of each entry how it was read: kind, months, fields that are not marked as its own, what decided its kind.

    Args:
        structure: of the résumé.
    """
    marked = {(mark.entry, mark.kind) for mark in structure.marks}
    descriptions = []
    for number, entry in enumerate(structure.entries):
        position = entry.position
        parts = [f"{position.kind}, {_period(position, structure.as_of)}"]
        fields: dict[MarkKind, str] = {
            "title": position.title, "employer": position.employer, "place": position.place
        }  # fmt: skip
        parts += [f"{kind} “{words}”" for kind, words in fields.items() if words and (number, kind) not in marked]
        if entry.reasons:
            parts.append(f"decided by {', '.join(entry.reasons)}")
        descriptions.append("; ".join(parts))
    return descriptions


def _period(position: Position | UndatedEntry, as_of: str) -> str:
    if isinstance(position, UndatedEntry):
        return "no dates"
    last = str(position.last)
    if position.current:
        last = "present" if last == as_of[:7] else f"present, counted until {last}"
    return f"{position.first} to {last}, {plural(position.months, 'month')}"


def structure_data(structure: Structure) -> dict[str, Any]:
    """Return the structure as plain data: sections, entries and rows with their lines and offsets.

    Args:
        structure: of the résumé.
    """
    text = structure.text
    rows = rows_of(structure)
    line_ends = [offset for offset, character in enumerate(text) if character == "\n"]

    def lines(start: int, end: int) -> list[int]:
        stripped = start + len(text[start:end].rstrip())
        return [bisect_left(line_ends, start) + 1, bisect_left(line_ends, max(start, stripped - 1)) + 1]

    def words(span: tuple[int, int]) -> dict[str, Any] | None:
        return {"start": span[0], "end": span[1], "text": text[slice(*span)]} if span[0] < span[1] else None

    def name(entry: int | None) -> str | None:
        return None if entry is None else structure.entries[entry].name

    return {
        "document": structure.document,
        "as_of": structure.as_of,
        "warnings": [asdict(warning) for warning in structure.warnings],
        "sections": [
            {"kind": s.kind, "heading": s.heading, "start": s.start, "end": s.end, "lines": lines(s.start, s.end)}
            for s in structure.sections
        ],
        "entries": [
            {
                "name": entry.name,
                "kind": p.kind,
                "section": p.section,
                "start": p.start,
                "end": p.end,
                "lines": lines(p.start, p.end),
                "first": str(p.first) if isinstance(p, Position) else None,
                "last": str(p.last) if isinstance(p, Position) else None,
                "current": isinstance(p, Position) and p.current,
                "months": p.months if isinstance(p, Position) else 0,
                "title": words(entry.title),
                "employer": words(entry.employer),
                "place": words(entry.place),
                "dates": words(entry.dates),
                "reasons": list(entry.reasons),
            }
            for entry in structure.entries
            for p in (entry.position,)
        ],
        "rows": [
            {
                "line": row.line,
                "start": row.start,
                "end": row.end,
                "section": row.section,
                "entry": name(row.entry),
                "text": text[row.start : row.end],
                "marks": [{**asdict(mark), "entry": name(mark.entry)} for mark in row.marks],
            }
            for row in rows
        ],
        "left_out": [asdict(part) for part in structure.left_out],
    }
