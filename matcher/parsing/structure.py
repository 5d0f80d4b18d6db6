"""Tell what each stretch of a résumé's text was taken for: heading, title, employer, place, dates, or left out.

The sections, positions and entries are those that are ranked: this module only finds out where in the text they come
from. Nothing depends on it but what is shown to a person who wants to know why an entry was read as it was.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from matcher.core.document import Document, DocumentWarning
from matcher.core.resume import Position, Resume, Section, UndatedEntry
from matcher.languages.unsupported import find_unsupported_language
from matcher.parsing.career.dated_entries import Entry, find_entries
from matcher.parsing.career.dates import DateRange, find_date_ranges
from matcher.parsing.career.entry_kinds import strongest_features
from matcher.parsing.career.prose_jobs import ProseJob, find_prose_jobs
from matcher.parsing.career.stacked_dates import join_stacked
from matcher.parsing.career.timeline import find_positions
from matcher.parsing.career.undated_entries import read_undated_entries
from matcher.parsing.crowded_jobs import unreal_dates, without_crowds
from matcher.parsing.document_kind import find_other_kind
from matcher.parsing.prompt_injection import find_injections
from matcher.parsing.sections import find_sections

__all__ = ["EntryFields", "LeftOut", "Mark", "MarkKind", "Structure", "find_structure"]

Span = tuple[int, int]
MarkKind = Literal["heading", "title", "employer", "place", "dates", "dates, no entry", "instructions, left out"]

_INSTRUCTIONS: Final = "instructions to the reader or to software"
_TOLD: Final = "a sentence that describes it"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text, and what it was taken for.

    >>> Mark(0, 9, "title", entry=0).note
    ''
    """

    start: int
    end: int
    kind: MarkKind
    entry: int | None = None
    """Index of the entry that it is a field of."""
    note: str = ""
    """Why dates are impossible."""


@dataclass(frozen=True, slots=True)
class EntryFields:
    """An entry: its position, and where in the text each field of its header is; (0, 0) for one that is not there.

    >>> from matcher.core.resume import Month
    >>> EntryFields("job 1", Position(0, 40, Month(2013, 6), Month(2015, 5)), (11, 31), (0, 9)).place
    (0, 0)
    """

    name: str
    """Its kind and number: "job 2"."""
    dated: Position | None
    dates: Span
    """Of an entry without dates its placeholder."""
    title: Span = (0, 0)
    employer: Span = (0, 0)
    place: Span = (0, 0)
    reasons: tuple[str, ...] = ()
    """What decided that its dates are those of such an entry, the strongest first."""
    undated: UndatedEntry | None = None
    """Instead of a position, if it has no dates."""

    @property
    def position(self) -> Position | UndatedEntry:
        """The position, or the entry without dates."""
        position = self.dated or self.undated
        assert position is not None  # noqa: S101 - one of them is given
        return position


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch of text that was not read, and why."""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Structure:
    """A résumé's text with everything that was found in it. Offsets are those of the document."""

    document: str
    as_of: str
    text: str
    """The part that a person sees; instructions to the reader are still in it."""
    sections: tuple[Section, ...]
    entries: tuple[EntryFields, ...]
    """In order of offset."""
    marks: tuple[Mark, ...]
    """In order of offset, without overlap."""
    left_out: tuple[LeftOut, ...]
    warnings: tuple[DocumentWarning, ...]


def find_structure(document: Document, visible: Document, as_of: datetime.date) -> Structure:
    r"""Find the structure of a document, and where in the text each part of it is.

    Args:
        document: as a reader returned it.
        visible: the part of it that is analysed (:func:`matcher.skills.analyzer.visible_document`).
        as_of: the day on which "present" ends.

    >>> from matcher.core.document import Block
    >>> text = "EXPERIENCE\nDeveloper, Acme Ltd\nJune 2013 - May 2015\n- Built APIs in Go\n"
    >>> document = Document("cv.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    >>> found = find_structure(document, document, datetime.date(2026, 1, 1))
    >>> [(mark.kind, text[mark.start : mark.end]) for mark in found.marks][:3]
    [('heading', 'EXPERIENCE'), ('title', 'Developer'), ('employer', 'Acme Ltd')]
    >>> found.entries[0].name, found.entries[0].position.title
    ('job 1', 'Developer')
    """
    text = visible.text
    sections = find_sections(text)
    ranges = find_date_ranges(text, as_of)
    dated, warnings = find_positions(text, sections, as_of)
    positions, _, crowded = without_crowds(dated)
    warnings = (*warnings, *crowded, *unreal_dates(text, sections))
    entries = _entries(text, sections, ranges, positions, as_of)
    other = find_other_kind(Resume(visible, sections, tuple(positions)))
    language = find_unsupported_language(text)
    if language is not None:
        warnings = (*warnings, DocumentWarning("language-unsupported", language.reason))
    elif other is not None:
        warnings = (*warnings, DocumentWarning("not-a-resume", other.reason))
    shown = document.text[: len(text)]
    instructions = find_injections(shown)
    left_out = [LeftOut(start, end, shown[start:end], _INSTRUCTIONS) for start, end in instructions]
    left_out += _hidden(document, len(text))
    marks = _marks(text, sections, entries, ranges, instructions)
    return Structure(
        document.name, as_of.isoformat(), shown, sections, entries, marks, tuple(left_out),
        (*visible.warnings, *warnings),
    )  # fmt: skip


def _hidden(document: Document, start: int) -> list[LeftOut]:
    """Return the text from an offset on, which nobody sees, in stretches with the same reason."""
    left_out = []
    for reason, group in groupby(
        (b for b in document.blocks if b.start >= start and not b.visible), lambda b: b.reason
    ):
        blocks = list(group)
        begin, end = blocks[0].start, blocks[-1].end
        left_out.append(LeftOut(begin, end, document.text[begin:end], reason or "invisible"))
    return left_out


def _entries(
    text: str,
    sections: Sequence[Section],
    ranges: Sequence[DateRange],
    positions: Sequence[Position],
    as_of: datetime.date,
) -> tuple[EntryFields, ...]:
    """Return positions with the offsets of their fields: those of a header, or of the sentence that describes a job."""
    dated = {entry.start: entry for entry in find_entries(text, sections, ranges)[0]}
    told: dict[int, dict[int, ProseJob]] = {}
    numbers: Counter[str] = Counter()
    found = []
    for position in positions:
        kind = "job" if position.kind == "work" else position.kind
        numbers[kind] += 1
        name = f"{kind} {numbers[kind]}"
        entry = dated.get(position.start)
        if entry is not None and _is_same(text, entry, position):
            header, dates = entry.header, (entry.dates.start, entry.dates.end)
            reasons = tuple(strongest_features(entry.features))
            found.append(EntryFields(name, position, dates, header.title, header.employer, header.place, reasons))
            continue
        number = bisect_right(sections, position.start, key=lambda s: s.start) - 1
        if number not in told:
            stretch = sections[number].start, sections[number].end
            told[number] = {job.start: job for job in find_prose_jobs(text, [stretch], ranges, as_of)}
        job = told[number][position.start]
        dates, title, employer = (job.dates.start, job.dates.end), job.title or (0, 0), job.employer or (0, 0)
        found.append(EntryFields(name, position, dates, title, employer, reasons=(_TOLD,)))
    for undated, entry in read_undated_entries(text, sections, ranges, positions):
        kind = "job" if undated.kind == "work" else undated.kind
        numbers[kind] += 1
        header, reasons = entry.header, tuple(strongest_features(entry.features))
        dates = (entry.dates.start, entry.dates.end) if entry.dates.start < entry.dates.end else (0, 0)
        fields = header.title, header.employer, header.place
        found.append(EntryFields(f"{kind} {numbers[kind]}", None, dates, *fields, reasons, undated))
    return tuple(sorted(found, key=lambda fields: fields.position.start))


def _is_same(text: str, entry: Entry, position: Position) -> bool:
    """Tell whether a position was made from an entry, and not from a sentence that begins at the same place."""
    title, employer = (" ".join(text[slice(*span)].split()) for span in (entry.header.title, entry.header.employer))
    made = entry.kind, entry.dates.first, title, employer
    return made == (position.kind, position.first, position.title, position.employer)


def _marks(
    text: str,
    sections: Sequence[Section],
    entries: Sequence[EntryFields],
    ranges: Sequence[DateRange],
    instructions: Sequence[Span],
) -> tuple[Mark, ...]:
    """Return the marks in order of offset. Of two that overlap the one added first is kept."""
    wanted = [Mark(start, end, "instructions, left out") for start, end in instructions]
    for section in sections:
        start = max(0, text.find(section.heading, section.start, section.end))
        wanted.append(Mark(start, start + len(section.heading), "heading"))
    for number, entry in enumerate(entries):
        wanted.append(Mark(*entry.dates, "dates", number))
    for number, entry in enumerate(entries):
        wanted.append(Mark(*entry.title, "title", number))
        wanted.append(Mark(*entry.employer, "employer", number))
        wanted.append(Mark(*entry.place, "place", number))
    dated = {entry.dates[0]: number for number, entry in enumerate(entries) if entry.dates[0] < entry.dates[1]}
    alone = {dates.start for dates in join_stacked(text, ranges)[0]}
    for dates, following in zip(ranges, [*ranges[1:], None], strict=False):
        # The first month above the last one of an entry.
        owner = dated.get(following.start) if following is not None and dates.start not in alone else None
        kind: MarkKind = "dates, no entry" if owner is None else "dates"
        wanted.append(Mark(dates.start, dates.end, kind, owner, dates.problem))
    kept: list[Mark] = []
    starts: list[int] = []
    for mark in wanted:
        place = bisect_left(starts, mark.end)
        if mark.start < mark.end and (place == 0 or kept[place - 1].end <= mark.start):
            kept.insert(place, mark)
            starts.insert(place, mark.start)
    return tuple(kept)
