"""What résumés show of every skill, whatever a profile asks for: what lines of other satisfiers are reckoned from.

Of a candidate that is, for each skill that is claimed, how well it is shown at each as-of date, by itself and as what
it implies, where that stands and whether anything bears it out; what is denied; the jobs and what is claimed in them;
and the phrases that were found for the requirements of the profile that was last assessed. Strengths are
ten-thousandths, as evidence has them, so that the totals are those of :mod:`matcher.scoring.pipeline` to the last bit.

One candidate and ten thousand have the same form, columns one behind the other: a part of a roster is the columns of
its candidates put together.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from matcher.core.encoding import content_digest
from matcher.core.ledger import Evidence
from matcher.core.profile import Requirement
from matcher.core.resume import Month, Resume
from matcher.core.skills import ResumeSkill
from matcher.scoring.evidence_strength import IMPLIED, Tenures, is_unsupported, skill_basis

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "GROUPS",
    "OTHER_DATES",
    "PHRASES",
    "Column",
    "columns_of",
    "dates_around",
    "encode_showing",
    "phrases_in",
    "phrases_key",
    "put_together",
    "unpacked",
]

PHRASES: Final = 8
"""Bytes of the key of a requirement's phrases."""

OTHER_DATES: Final = (-12, 12)
"""Months by which the as-of date is moved for the stability band: a résumé is seldom read in the month that it was
written in."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a group: its name, its numbers' type, and how many stand in a row."""

    name: str
    kind: str
    width: int = 1


GROUPS: Final[Mapping[str, tuple[Column, ...]]] = {
    "skills": (
        Column("skill", "<u2"),
        Column("own", "<u2", 3),
        Column("implied", "<u2", 3),
        Column("unsupported", "u1"),
    ),
    "spans": (Column("start", "<i4"), Column("end", "<i4")),
    "denied": (Column("denied", "<u2"),),
    "jobs": (Column("relevance", "<f8"), Column("first", "<i4"), Column("last", "<i4", 3)),
    "claims": (Column("claimed", "<u2"), Column("job", "<u2")),
    "phrases": (Column("strength", "<u2"), Column("from", "<i4"), Column("to", "<i4"), Column("unsupported", "u1")),
}
"""What is kept together, and read together: skills, where they stand (row by row those of "skills"), what is denied,
jobs, claims of skills in jobs (by the job's place in the candidate's "jobs"), what phrases show of one requirement."""

_SIZES: Final = {
    name: sum(column.width * int(column.kind[-1]) for column in columns) for name, columns in GROUPS.items()
}
_FIXED: Final = ("skills", "denied", "jobs", "claims")
"""Groups whose lengths stand in front; "spans" has that of "skills", phrases have theirs behind their keys."""
_HEADER: Final = struct.Struct("<5H")
_ENTRY: Final = struct.Struct(f"<{PHRASES}sH")


def dates_around(as_of: Month) -> tuple[Month, ...]:
    """The month given, and those by which it is moved.

    >>> [str(month) for month in dates_around(Month(2026, 11))]
    ['2026-11', '2025-11', '2027-11']
    """
    return (as_of, *(Month.from_index(as_of.index + months) for months in OTHER_DATES))


def phrases_key(requirement: Requirement) -> bytes:
    """The key under which a candidate's evidence of phrases for a requirement stands; empty if it asks for none.

    >>> phrases_key(Requirement("a", "A", 1.0, "must"))
    b''
    """
    if not requirement.phrases and not requirement.meaning:
        return b""
    return blake2b(content_digest([requirement.phrases, requirement.meaning]), digest_size=PHRASES).digest()


def encode_showing(
    resume: Resume,
    skills: Sequence[ResumeSkill],
    relevance: Sequence[float],
    phrases: Mapping[bytes, Sequence[Evidence]],
    number_of: Mapping[str, int],
    dates: Sequence[Month],
) -> bytes:
    """What one résumé shows, as bytes.

    Args:
        resume: the document with its positions.
        skills: what it says of each skill.
        relevance: of each position, how far its work was of the role's kind.
        phrases: by key, the evidence of phrases and sentences for a requirement.
        number_of: the taxonomy's skills by number.
        dates: the day given, a year earlier, a year later.
    """
    positions = resume.positions
    tenures = [Tenures([p.until(date) for p in positions], date) for date in dates]
    shown, spans, denied, claims = [], [], [], []
    jobs = [index for index, position in enumerate(positions) if position.section == "experience"]
    place_in_jobs = {index: place for place, index in enumerate(jobs)}
    for summary in skills:
        number = number_of[summary.skill]
        if summary.denied:
            denied.append((number,))
        basis = skill_basis(summary, positions, relevance)
        if basis.mention is None:
            continue
        strengths = [tenure.strength(basis) for tenure in tenures]
        own = (_ten_thousandths(round(s, 4)) for s in strengths)
        implied = (_ten_thousandths(round(s * IMPLIED, 4)) for s in strengths)
        shown.append((number, *own, *implied, is_unsupported(resume, basis.mention.start)))
        spans.append((basis.mention.start, basis.mention.end))
        at = {m.position for m in summary.claims if m.position is not None}
        claims += [(number, place_in_jobs[index]) for index in sorted(at) if index in place_in_jobs]
    months = [[positions[index].until(date).last.index for date in dates] for index in jobs]
    told = [(relevance[i], positions[i].first.index, *last) for i, last in zip(jobs, months, strict=True)]
    found = {
        key: [(_ten_thousandths(e.strength), e.start, e.end, is_unsupported(resume, e.start)) for e in evidence]
        for key, evidence in phrases.items()
    }
    rows: list[tuple[str, Sequence[Sequence[float]]]]
    rows = [("skills", shown), ("spans", spans), ("denied", denied), ("jobs", told), ("claims", claims)]
    rows += [("phrases", evidence) for evidence in found.values()]
    lengths = [len(group) for group in (shown, denied, told, claims, found)]
    if max(lengths) >= 1 << 16:
        return b""
    head = [_HEADER.pack(*lengths), *(_ENTRY.pack(key, len(evidence)) for key, evidence in found.items())]
    return b"".join([*head, *(_packed(name, group) for name, group in rows)])


def _ten_thousandths(strength: float) -> int:
    return round(strength * 10_000)


def _packed(name: str, rows: Sequence[Sequence[float]]) -> bytes:
    columns, at = [], 0
    for column in GROUPS[name]:
        letter = {"<u2": "H", "<i4": "i", "<f8": "d", "u1": "B"}[column.kind]
        values = [value for row in rows for value in row[at : at + column.width]]
        columns.append(struct.pack(f"<{len(values)}{letter}", *values))
        at += column.width
    return b"".join(columns)


def phrases_in(data: bytes) -> list[bytes]:
    """The keys of the requirements whose phrases stand in a candidate's bytes."""
    count = _HEADER.unpack_from(data)[4]
    return [_ENTRY.unpack_from(data, _HEADER.size + n * _ENTRY.size)[0] for n in range(count)]


def put_together(candidates: Sequence[bytes]) -> dict[bytes, bytes]:
    """The columns of many candidates, group by group.

    Args:
        candidates: of :func:`encode_showing`.

    Returns:
        By name of the group, "phrases" being followed by the key of those that all candidates have: the number of rows
        of each candidate, then the columns.
    """
    import numpy as np

    keys = set(phrases_in(candidates[0])) if candidates else set()
    for data in candidates:
        keys.intersection_update(phrases_in(data))
    names = [*((name, name.encode()) for name in GROUPS if name != "phrases")]
    names += [("phrases", b"phrases" + key) for key in sorted(keys)]
    lengths: dict[bytes, list[int]] = {key: [] for _, key in names}
    pieces: dict[bytes, list[list[bytes]]] = {key: [[] for _ in GROUPS[name]] for name, key in names}
    for data in candidates:
        *fixed, count = _HEADER.unpack_from(data)
        entries = [_ENTRY.unpack_from(data, _HEADER.size + n * _ENTRY.size) for n in range(count)]
        at = _HEADER.size + count * _ENTRY.size
        rows = dict(zip(_FIXED, fixed, strict=True))
        groups = [(b"skills", rows["skills"]), (b"spans", rows["skills"]), (b"denied", rows["denied"])]
        groups += [(b"jobs", rows["jobs"]), (b"claims", rows["claims"])]
        groups += [(b"phrases" + key, length) for key, length in entries]
        for key, length in groups:
            name = "phrases" if key.startswith(b"phrases") else key.decode()
            if key not in pieces:
                at += length * _SIZES[name]
                continue
            lengths[key].append(length)
            for held, column in zip(pieces[key], GROUPS[name], strict=True):
                size = length * column.width * int(column.kind[-1])
                held.append(data[at : at + size])
                at += size
    return {
        key: b"".join([np.array(lengths[key], dtype="<u2").tobytes(), *(b"".join(held) for held in pieces[key])])
        for key in pieces
    }


def unpacked(name: str, data: bytes, candidates: int) -> dict[str, NDArray[np.generic]]:
    """The columns of a group of :func:`put_together`, and "row": whose each is.

    Args:
        name: of the group.
        data: its bytes.
        candidates: how many there are.
    """
    import numpy as np

    lengths = np.frombuffer(data, "<u2", candidates)
    count, at = int(lengths.sum()), candidates * 2
    found: dict[str, NDArray[np.generic]] = {"row": np.repeat(np.arange(candidates), lengths)}
    for column in GROUPS[name]:
        values = np.frombuffer(data, column.kind, count * column.width, at)
        found[column.name] = values.reshape(count, column.width) if column.width > 1 else values
        at += values.nbytes
    return found


def columns_of(candidates: Sequence[bytes]) -> dict[bytes, bytes]:
    """As :func:`put_together`; nothing where one of the candidates is not known."""
    return put_together(candidates) if candidates and all(candidates) else {}
