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
from matcher.core.profile import RequirementProfile
from matcher.parsing.text_signature import SIGNATURE_BYTES
from matcher.scoring.ledger import UNSUPPORTED_CAP, points_possible

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
    "in_units",
    "points_in_cents",
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


def points_in_cents(totals: NDArray[np.float64], profile: RequirementProfile) -> NDArray[np.int32]:
    """The points of every line, in hundredths: the arithmetic of a ledger, for all candidates at once.

    Args:
        totals: candidates × lines × dates × 2: the profile's requirements in order, then TF-IDF if it weighs anything.
        profile: the weights.

    Returns:
        Candidates × lines × dates; the lines of each candidate and date add up to the score.

    >>> import numpy as np
    >>> from matcher.core.profile import Requirement
    >>> db = Requirement("db", "Database", 10, "must", enough=1.0)
    >>> totals = np.array([[[[0.9, 0.9]] * 3], [[[2.0, 0.0]] * 3]])
    >>> points_in_cents(totals, RequirementProfile("x", "X", "", (db,)))[:, 0, 0].tolist()
    [9000, 1500]
    """
    import numpy as np

    possible, tfidf = points_possible(profile)
    cents = np.zeros(totals.shape[:3], dtype=np.int32)
    gains = np.zeros(totals.shape[:3], dtype=np.int64)
    for index, requirement in enumerate(profile.requirements):
        of_line = np.minimum(1.0, totals[:, index] / requirement.enough) * possible[requirement.id]
        rounded = in_units(of_line, 2)
        cents[:, index] = rounded[..., 0]
        gains[:, index] = rounded[..., 0] - rounded[..., 1]
    if len(profile.requirements) < totals.shape[1]:
        cents[:, -1] = in_units(totals[:, -1, :, 0] * tfidf, 2)
    for date in range(totals.shape[2]):
        cents[:, :, date] -= _cut(gains[:, :, date])
    return cents


def in_units(numbers: NDArray[np.float64], digits: int) -> NDArray[np.int64]:
    """Whole hundredths, ten-thousandths ... as ``round(number, digits)`` gives them: by the exact value of the number.

    >>> import numpy as np
    >>> in_units(np.array([0.125, 2.675]), 2).tolist(), round(0.125, 2), round(2.675, 2)
    ([12, 267], 0.12, 2.67)
    """
    import numpy as np

    unit = 10**digits
    scaled = numbers * float(unit)
    found = np.rint(scaled).astype(np.int64)
    # Multiplying rounds, too: where that could tip the scale, ask Python.
    doubtful = np.abs(np.abs(scaled - np.trunc(scaled)) - 0.5) < 1e-6
    for place in zip(*np.nonzero(doubtful), strict=True):
        found[place] = round(round(float(numbers[place]), digits) * unit)
    return found


def _cut(gains: NDArray[np.int64]) -> NDArray[np.int32]:
    """What :func:`matcher.scoring.ledger.cap_unsupported` takes from each line, candidates × lines, in hundredths."""
    import numpy as np

    allowed = round(UNSUPPORTED_CAP * 100)
    sums = gains.sum(axis=1)
    over = np.flatnonzero(sums > allowed)
    cut = np.zeros(gains.shape, dtype=np.int32)
    if len(over):
        rows, total = gains[over], sums[over][:, None]
        kept = rows * allowed // total
        left = allowed - kept.sum(axis=1)
        # The hundredths lost to rounding go to those that lost most (largest remainder), the first of equals.
        order = np.argsort(-(rows * allowed % total), axis=1, kind="stable")
        place = np.empty_like(order)
        np.put_along_axis(place, order, np.arange(rows.shape[1])[None, :], axis=1)
        cut[over] = rows - kept - (place < left[:, None])
    return cut
