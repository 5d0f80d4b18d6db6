"""Pack what the cache keeps of a candidate: its facts, its text signature, and the evidence totals of ledger lines.

Evidence totals do not depend on weights. They are kept by a key of everything that they do depend on, so that a
profile with other weights is scored from them by :mod:`matcher.scoring.points`, for all candidates at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from matcher.core.ledger import EvidenceTotal
from matcher.core.row_codec import Field, RowCodec, RowLayout
from matcher.parsing.text_signature import SIGNATURE_BYTES
from matcher.scoring.candidate_facts import CANDIDATE, FACTS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DATES", "KEY", "RecordColumns", "has_lines", "pack_record", "signature_in", "unpack_records"]

DATES: Final = 3
"""The as-of date given, a year earlier, a year later."""

KEY: Final = 8
"""Bytes of a line's key."""

MOST_LINES: Final = 64
"""Lines kept of one candidate, the latest: five profiles of a dozen. Dropped lines are computed again when they are
needed; of a profile that has more, all are kept."""

_CANDIDATE: Final = RowLayout(
    *(Field(fact.name, fact.dtype) for fact in FACTS), Field("signature", f"V{SIGNATURE_BYTES}")
)
_LINE: Final = RowLayout(Field("key", f"V{KEY}"), Field("totals", "<f8", 2 * DATES))
_RECORD: Final = RowCodec(candidate=_CANDIDATE, lines=_LINE)


def signature_in(record: bytes) -> bytes:
    """Return the text signature in a record; empty if it is not a record of this version.

    >>> signature_in(pack_record({}, b"s" * SIGNATURE_BYTES, {}))[:2]
    b'ss'
    """
    sections = _RECORD.sections(record)
    return b"" if sections is None else sections[0][-SIGNATURE_BYTES:]


def pack_record(
    facts: Mapping[str, Any], signature: bytes, lines: Mapping[bytes, Sequence[EvidenceTotal]], before: bytes = b""
) -> bytes:
    """Pack the record of a candidate.

    Args:
        facts: of :func:`matcher.scoring.candidate_facts.facts_of`; missing ones are 0.
        signature: of :func:`matcher.parsing.text_signature.signature_of`.
        lines: evidence totals at each of the :data:`DATES`, by the line's key.
        before: an earlier record of the same candidate; its other lines are kept.

    >>> totals = [EvidenceTotal(0.9, 0.4)] * 3
    >>> record = pack_record({"months": 41}, bytes(SIGNATURE_BYTES), {b"database": totals})
    >>> has_lines(pack_record({}, bytes(SIGNATURE_BYTES), {b"language": totals}, record), {b"database", b"language"})
    True
    """
    packed = {
        key: _LINE.pack([(key, *(number for total in totals for number in (total.total, total.supported)))])
        for key, totals in lines.items()
    }
    earlier = (_RECORD.sections(before) or [b"", b""])[1]
    for start in range(0, len(earlier), _LINE.size):
        packed.setdefault(earlier[start : start + KEY], earlier[start : start + _LINE.size])
    kept = list(packed.values())[: max(MOST_LINES, len(lines))]
    candidate = _CANDIDATE.pack(
        [(*(fact.packed(facts[fact.name]) if fact.name in facts else 0 for fact in FACTS), signature)]
    )
    return _RECORD.pack(candidate=candidate, lines=b"".join(kept))


def has_lines(record: bytes, keys: Collection[bytes]) -> bool:
    """Return whether a record holds all of some lines.

    >>> record = pack_record({}, bytes(SIGNATURE_BYTES), {b"database": [EvidenceTotal(0.9, 0.4)] * 3})
    >>> has_lines(record, {b"database"}), has_lines(record, {b"database", b"language"}), has_lines(b"", set())
    (True, False, False)
    """
    sections = _RECORD.sections(record)
    if sections is None:
        return False
    lines = sections[1]
    return set(keys) <= {lines[start : start + KEY] for start in range(0, len(lines), _LINE.size)}


@dataclass(frozen=True, slots=True)
class RecordColumns:
    """The records of many candidates as columns, one row per candidate."""

    candidates: NDArray[np.void]
    """Rows of :data:`matcher.scoring.candidate_facts.CANDIDATE` with the facts filled in."""
    totals: NDArray[np.float64]
    """Candidates × lines × dates × (total, supported)."""
    signatures: NDArray[np.uint8]
    """Candidates × :data:`matcher.parsing.text_signature.SIGNATURE_BYTES`."""


def unpack_records(records: Sequence[bytes], keys: Sequence[bytes]) -> RecordColumns:
    """Unpack the records of many candidates.

    Args:
        records: of :func:`pack_record`; an empty one for a candidate of whom nothing is known.
        keys: of the lines wanted; a line that is not in a record has totals of 0.

    >>> record = pack_record({"words": 600}, bytes(SIGNATURE_BYTES), {b"database": [EvidenceTotal(0.9, 0.4)] * 3})
    >>> columns = unpack_records([record, b""], [b"database"])
    >>> columns.totals[0, 0, 2].tolist(), columns.candidates["words"].tolist()
    ([0.9, 0.4], [600, 0])
    """
    import numpy as np

    count = len(records)
    rows, counts, is_known = _RECORD.unpack_all(records)
    candidates = np.zeros(count, CANDIDATE.dtype)
    for fact in FACTS:
        candidates[fact.name][is_known] = rows["candidate"][fact.name]
    signatures = np.zeros((count, SIGNATURE_BYTES), np.uint8)
    signatures[is_known] = _as_bytes(rows["candidate"]["signature"])
    owners = np.repeat(np.arange(count), counts["lines"])
    # As numbers, since NumPy compares those fast.
    line_keys = _as_bytes(rows["lines"]["key"]).view("<u8")[:, 0]
    line_totals = rows["lines"]["totals"].reshape(-1, DATES, 2)
    totals = np.zeros((count, len(keys), DATES, 2))
    for index, key in enumerate(keys):
        matches = np.flatnonzero(line_keys == np.frombuffer(key, "<u8")[0])
        totals[owners[matches], index] = line_totals[matches]
    return RecordColumns(candidates, totals, signatures)


def _as_bytes(column: NDArray[Any]) -> NDArray[np.uint8]:
    """Return a column of byte strings as rows of bytes."""
    import numpy as np

    return np.ascontiguousarray(column).view(np.uint8).reshape(len(column), column.dtype.itemsize)
