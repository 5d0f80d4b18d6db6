"""Pack the evidence of every skill in a résumé: ledger lines of other profiles are computed from it without the text.

For each claimed skill: its strength at each as-of date, as itself and as the skills it implies, the offsets of the
mention that supports it best, and whether it is unsupported. Besides: denied skills, jobs and the skills claimed in
them, and the phrases found for the requirements of the profile that was scored last. Strengths are ten-thousandths, as
evidence has them, so that totals equal those of :mod:`matcher.scoring.pipeline` to the last bit.

The evidence of many candidates is stored group by group: the rows of all candidates, one after another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from matcher.core.encoding import content_digest
from matcher.core.ledger import Evidence
from matcher.core.profile import Requirement
from matcher.core.resume import Month, Resume
from matcher.core.row_codec import Field, RowCodec, RowLayout
from matcher.core.skills import ResumeSkill
from matcher.scoring.evidence_strength import IMPLIED, Tenures, is_unsupported, skill_basis

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "ONE_CANDIDATE",
    "OTHER_DATES",
    "PHRASES",
    "dates_around",
    "join_evidence",
    "pack_evidence",
    "phrases_key",
    "unpack_group",
]

PHRASES: Final = 8
"""Bytes of the key of a requirement's phrases."""

OTHER_DATES: Final = (-12, 12)
"""Months by which the as-of date is moved for the stability band: a résumé is seldom read in the month that it was
written in."""

_GROUPS: Final = {
    "skills": RowLayout(
        Field("skill", "<u2"), Field("own", "<u2", 3), Field("implied", "<u2", 3), Field("unsupported", "u1")
    ),
    "spans": RowLayout(Field("start", "<i4"), Field("end", "<i4")),
    "denied": RowLayout(Field("denied", "<u2")),
    "jobs": RowLayout(Field("relevance", "<f8"), Field("first", "<i4"), Field("last", "<i4", 3)),
    "claims": RowLayout(Field("claimed", "<u2"), Field("job", "<u2")),
    "phrases": RowLayout(
        Field("strength", "<u2"), Field("from", "<i4"), Field("to", "<i4"), Field("unsupported", "u1")
    ),
}
"""Groups that are read together: claimed skills; their spans, row by row those of "skills"; denied skills; jobs; claims
of skills in jobs, by the job's index among the candidate's "jobs"; phrases found for one requirement."""

_ENTRY: Final = RowLayout(Field("key", f"V{PHRASES}"), Field("rows", "<u2"))
"""A requirement's phrases: its key, and how many rows of "phrases" are its own."""

ONE_CANDIDATE: Final = RowCodec(**_GROUPS, entries=_ENTRY)
"""The evidence of one candidate."""

_COUNT: Final = RowLayout(Field("rows", "<u2"))
_MANY: Final = {name: RowCodec(counts=_COUNT, rows=layout) for name, layout in _GROUPS.items()}
"""A group of many candidates: how many rows each has, then the rows."""

_MOST_ROWS: Final = (1 << 16) - 1


def dates_around(as_of: Month) -> tuple[Month, ...]:
    """Return the month given, a year earlier and a year later.

    >>> [str(month) for month in dates_around(Month(2026, 11))]
    ['2026-11', '2025-11', '2027-11']
    """
    return (as_of, *(Month.from_index(as_of.index + months) for months in OTHER_DATES))


def phrases_key(requirement: Requirement) -> bytes:
    """Return the key of a requirement's phrases; empty if it asks for none.

    >>> phrases_key(Requirement("a", "A", 1.0, "must"))
    b''
    """
    if not requirement.phrases and not requirement.meaning:
        return b""
    return blake2b(content_digest([requirement.phrases, requirement.meaning]), digest_size=PHRASES).digest()


def pack_evidence(
    resume: Resume,
    skills: Sequence[ResumeSkill],
    relevance: Sequence[float],
    phrases: Mapping[bytes, Sequence[Evidence]],
    number_of: Mapping[str, int],
    dates: Sequence[Month],
) -> bytes:
    """Pack the evidence of one résumé.

    Args:
        resume: the document with its positions.
        skills: what it says of each skill.
        relevance: of each position, 0 to 1: how far its work was of the role's kind.
        phrases: by key, the evidence of phrases and sentences for a requirement.
        number_of: the taxonomy's skills by number.
        dates: of :func:`dates_around`.

    Returns:
        Bytes for :func:`join_evidence`; empty for a résumé with more rows than can be counted.
    """
    positions = resume.positions
    tenures = [Tenures([p.until(date) for p in positions], date) for date in dates]
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in (*_GROUPS, "entries")}
    jobs = [index for index, position in enumerate(positions) if position.kind == "work"]
    number_of_job = {index: number for number, index in enumerate(jobs)}
    for skill in skills:
        number = number_of[skill.skill]
        if skill.denied:
            rows["denied"].append((number,))
        basis = skill_basis(skill, positions, relevance)
        if basis.mention is None:
            continue
        strengths = [tenure.strength(basis) for tenure in tenures]
        own = (_ten_thousandths(round(s, 4)) for s in strengths)
        implied = (_ten_thousandths(round(s * IMPLIED, 4)) for s in strengths)
        rows["skills"].append((number, *own, *implied, is_unsupported(resume, basis.mention.start)))
        rows["spans"].append((basis.mention.start, basis.mention.end))
        claimed_in = {m.position for m in skill.claims if m.position is not None}
        rows["claims"] += [(number, number_of_job[index]) for index in sorted(claimed_in) if index in number_of_job]
    for index in jobs:
        position = positions[index]
        last = (position.until(date).last.index for date in dates)
        rows["jobs"].append((relevance[index], position.first.index, *last))
    for key, evidence in phrases.items():
        rows["entries"].append((key, len(evidence)))
        rows["phrases"] += [
            (_ten_thousandths(e.strength), e.start, e.end, is_unsupported(resume, e.start)) for e in evidence
        ]
    if max(map(len, rows.values())) > _MOST_ROWS:
        return b""
    return ONE_CANDIDATE.pack(**{name: layout.pack(rows[name]) for name, layout in ONE_CANDIDATE.layouts.items()})


def _ten_thousandths(strength: float) -> int:
    return round(strength * 10_000)


def join_evidence(candidates: Sequence[bytes]) -> dict[bytes, bytes]:
    """Join the evidence of many candidates, group by group.

    Args:
        candidates: of :func:`pack_evidence`.

    Returns:
        By the group's name, bytes for :func:`unpack_group`; the name "phrases" is followed by the key of a requirement
        whose phrases are known of all candidates. Empty if the evidence of any candidate is not known.
    """
    import numpy as np

    rows, counts, is_known = ONE_CANDIDATE.unpack_all(candidates)
    if not candidates or not is_known.all():
        return {}
    joined = {name.encode(): _pack_group(name, counts[name], rows[name]) for name in _GROUPS if name != "phrases"}
    entries = rows["entries"]
    entry_of_row = np.repeat(np.arange(len(entries)), entries["rows"])
    candidate_of_entry = np.repeat(np.arange(len(candidates)), counts["entries"])
    # As numbers, since NumPy compares those fast.
    numbers = np.ascontiguousarray(entries["key"]).view("<u8")
    for key in sorted(set(entries["key"].tolist())):
        is_own = numbers == np.frombuffer(key, "<u8")[0]
        if np.array_equal(candidate_of_entry[is_own], np.arange(len(candidates))):
            own_rows = rows["phrases"][is_own[entry_of_row]]
            joined[b"phrases" + key] = _pack_group("phrases", entries["rows"][is_own], own_rows)
    return joined


def _pack_group(name: str, counts: NDArray[Any], rows: NDArray[Any]) -> bytes:
    return _MANY[name].pack(counts=_COUNT.array(len(counts), {"rows": counts}), rows=rows)


def unpack_group(name: str, data: bytes, candidates: int) -> dict[str, NDArray[np.generic]] | None:
    """Unpack a group of :func:`join_evidence`.

    Args:
        name: of the group.
        data: its bytes.
        candidates: how many there are.

    Returns:
        The group's columns, and "row": the candidate of each row. None if the bytes are not such a group.
    """
    import numpy as np

    sections = _MANY[name].unpack(data)
    if sections is None or len(sections["counts"]) != candidates:
        return None
    counts, rows = sections["counts"]["rows"], sections["rows"]
    if counts.sum(dtype=np.int64) != len(rows):
        return None
    columns: dict[str, NDArray[np.generic]] = {"row": np.repeat(np.arange(candidates), counts)}
    columns |= {field.name: np.ascontiguousarray(rows[field.name]) for field in _GROUPS[name].fields}
    return columns
