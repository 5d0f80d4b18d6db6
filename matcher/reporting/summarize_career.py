"""Summarise the person and the career of one candidate as plain data (:mod:`matcher.reporting.schema`)."""

from __future__ import annotations

from itertools import zip_longest

from matcher.core.ledger import Assessment
from matcher.core.resume import MONTHS_OF_USE, NOT_NAMED, Person, Position, UndatedEntry
from matcher.core.role_family import WorkKind
from matcher.reporting.schema import PersonSummary, PositionSummary

__all__ = ["summarize_person", "summarize_positions"]


def summarize_person(person: Person) -> PersonSummary | None:
    """Return the person as plain data; None where nothing was found.

    >>> summarize_person(Person()) is None
    True
    """
    if person == NOT_NAMED:
        return None
    return PersonSummary(
        name=person.name,
        title=person.title,
        emails=list(person.emails),
        phones=list(person.phones),
        place=person.place,
        links=list(person.links),
    )


def summarize_positions(assessment: Assessment) -> list[PositionSummary]:
    """Return the positions as plain data, each with the kind of work that it was, and then the entries without dates.

    >>> from matcher.core.resume import Month
    >>> job = Position(0, 9, Month(2020, 1), Month(2020, 9), title="UI developer")
    >>> work = WorkKind("front-end", 0.93, "title", counts=0.25)
    >>> summary = summarize_positions(Assessment("cv.txt", "", (), positions=(job,), work=(work,)))[0]
    >>> summary["family"], summary["family_confidence"], summary["family_basis"], summary["counts"]
    ('front-end', 0.93, 'title', 0.25)
    """
    pairs = zip_longest(assessment.positions, assessment.work[: len(assessment.positions)])
    dated = [_position(position, work) for position, work in pairs]
    return dated + [_position(entry, None) for entry in assessment.undated]


def _position(entry: Position | UndatedEntry, work: WorkKind | None) -> PositionSummary:
    position = entry if isinstance(entry, Position) else None
    if entry.kind not in MONTHS_OF_USE:
        work = None
    return PositionSummary(
        kind=entry.kind,
        title=entry.title,
        employer=entry.employer,
        place=entry.place,
        first=str(position.first) if position else None,
        last=str(position.last) if position else None,
        current=position.current if position else False,
        months=position.months if position else 0,
        section=entry.section,
        start=entry.start,
        end=entry.end,
        family=work.family if work else "",
        family_confidence=work.confidence if work else 0.0,
        family_basis=work.basis if work else "",
        counts=work.counts if work else 1.0,
    )
