"""The small numbers of a candidate: what the evidence of each line comes to, and scores from them by the thousand.

A profile whose weights change changes no evidence. So what the evidence of each line comes to (:class:`EvidenceTotal`) is
kept, by a key that tells all it depends on but the weight, and points are the same arithmetic as in
:mod:`matcher.scoring.ledger`, done for all candidates at once. ``tests/test_line_totals.py`` holds the two against each other.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from matcher.core.ledger import EvidenceTotal
from matcher.parsing.text_signature import SIGNATURE_BYTES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "DATES",
    "KEY",
    "StandingColumns",
    "StandingNumbers",
    "decode_standings",
    "encode_standing",
    "has_lines",
    "signature_in",
]

DATES: Final = 3
"""As of the day given, a year earlier, a year later."""

KEY: Final = 8
"""Bytes of a line's key."""

MOST_LINES: Final = 64
"""Lines kept of one candidate, the latest: five profiles of a dozen. What is dropped is reckoned anew when it is asked
for; of a profile that has more, all are kept."""

_HEADER: Final = struct.Struct(f"<4i{SIGNATURE_BYTES}s")
_LINE: Final = struct.Struct(f"<{KEY}s{2 * DATES}d")


@dataclass(frozen=True, slots=True)
class StandingNumbers:
    """What stands beside the lines.

    >>> StandingNumbers(months=41, pages=2, words=600).months
    41
    """

    months: int
    pages: int
    words: int
    signature: bytes = bytes(SIGNATURE_BYTES)
    """What its text is compared with others by, of :func:`matcher.parsing.text_signature.signature_of`."""


Totals = Sequence[EvidenceTotal]
"""Of one line, at each of the :data:`DATES`."""


def signature_in(record: bytes) -> bytes:
    """The signature in a candidate's bytes.

    >>> signature_in(encode_standing(StandingNumbers(0, 1, 9, b"s" * SIGNATURE_BYTES), {}))[:2]
    b'ss'
    """
    signature: bytes = _HEADER.unpack_from(record)[4]
    return signature


def encode_standing(numbers: StandingNumbers, lines: Mapping[bytes, Totals], before: bytes = b"") -> bytes:
    """One candidate's numbers as bytes.

    Args:
        numbers: what stands beside the lines.
        lines: by key, what the evidence comes to at each date.
        before: bytes of the same candidate, whose other lines are kept.

    >>> some = encode_standing(StandingNumbers(41, 2, 600), {b"database": [EvidenceTotal(0.9, 0.4)] * 3})
    >>> len(some), len(encode_standing(StandingNumbers(41, 2, 600), {b"language": [EvidenceTotal(1.0, 1.0)] * 3}, some))
    (256, 312)
    """
    packed = {key: _pack(key, totals) for key, totals in lines.items()}
    for start in range(_HEADER.size, len(before), _LINE.size):
        packed.setdefault(before[start : start + KEY], before[start : start + _LINE.size])
    kept = list(packed.values())[: max(MOST_LINES, len(lines))]
    return b"".join([_HEADER.pack(numbers.months, numbers.pages, numbers.words, 0, numbers.signature), *kept])


def _pack(key: bytes, totals: Totals) -> bytes:
    return _LINE.pack(key, *(number for t in totals for number in (t.total, t.supported)))


def has_lines(record: bytes, keys: Collection[bytes]) -> bool:
    """Whether a candidate's bytes hold all of some lines.

    >>> record = encode_standing(StandingNumbers(0, 1, 9), {b"database": [EvidenceTotal(0.9, 0.4)] * 3})
    >>> has_lines(record, {b"database"}), has_lines(record, {b"database", b"language"}), has_lines(b"", set())
    (True, False, False)
    """
    starts = range(_HEADER.size, len(record), _LINE.size)
    return bool(record) and set(keys) <= {record[start : start + KEY] for start in starts}


@dataclass(frozen=True, slots=True)
class StandingColumns:
    """The numbers of many candidates, a row each."""

    numbers: NDArray[np.int32]
    """Months, pages, words: candidates × 3."""
    totals: NDArray[np.float64]
    """Candidates × lines × dates × (total, borne out)."""
    signatures: NDArray[np.uint8]
    """Candidates × :data:`matcher.parsing.text_signature.SIGNATURE_BYTES`."""
    complete: NDArray[np.bool_]
    """Whether all lines of the candidate are known."""


def decode_standings(records: Sequence[bytes], keys: Sequence[bytes]) -> StandingColumns:
    """The numbers of many candidates, for the lines that are asked for.

    Args:
        records: of :func:`encode_standing`; an empty one for a candidate of whom nothing is known.
        keys: of the lines.

    >>> record = encode_standing(StandingNumbers(41, 2, 600), {b"database": [EvidenceTotal(0.9, 0.4)] * 3})
    >>> standing = decode_standings([record, b""], [b"database"])
    >>> standing.complete.tolist(), standing.totals[0, 0, 2].tolist()
    ([True, False], [0.9, 0.4])
    """
    import numpy as np

    count = len(records)
    whole = [record if len(record) >= _HEADER.size else bytes(_HEADER.size) for record in records]
    fields = np.dtype([("numbers", "<i4", 4), ("signature", "u1", SIGNATURE_BYTES)])
    header = np.frombuffer(b"".join([r[: _HEADER.size] for r in whole]), fields)
    line = np.dtype([("key", f"V{KEY}"), ("totals", "<f8", (DATES, 2))])
    lines = np.frombuffer(b"".join([r[_HEADER.size :] for r in whole]), line)
    owners = np.repeat(np.arange(count), [(len(r) - _HEADER.size) // _LINE.size for r in whole])
    # As numbers, since NumPy compares those fast.
    names = np.ascontiguousarray(lines["key"]).view("<u8")
    totals = np.zeros((count, len(keys), DATES, 2))
    known = np.zeros((count, len(keys)), dtype=bool)
    for index, key in enumerate(keys):
        here = np.flatnonzero(names == np.frombuffer(key, "<u8")[0])
        totals[owners[here], index] = lines["totals"][here]
        known[owners[here], index] = True
    complete: NDArray[np.bool_] = np.logical_and.reduce(known, axis=1)
    return StandingColumns(header["numbers"][:, :3], totals, header["signature"], complete)
