"""Compute the points of ledger lines from evidence totals, for one candidate or for a million.

The only place that knows how a total becomes points: the share of what is enough, rounding to hundredths, and the cap
on unsupported evidence. It works on whole hundredths, so that the lines of a ledger add up to the score exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from matcher.core.ledger import EvidenceTotal, LedgerLine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "UNSUPPORTED_CAP",
    "LinePoints",
    "PointsArrays",
    "compute_points",
    "in_units",
    "largest_remainder",
    "line_points",
    "points_in_cents",
    "totals_array",
]

UNSUPPORTED_CAP: Final = 15.0
"""Points that unsupported words (those in lists, summaries, education and certificates only) may earn together. A list
of two hundred technologies or a pasted advert then stays below anyone who shows a language and a database in dated
work. From 15 upwards the cap changes the order of the graded résumés by no more than 0.001 of Spearman's rho; at 10 it
begins to cost (0.006). Rerun `python -m benchmarks quality` and `gaming` after touching it."""


_FEW: Final = 24
"""Cases over the cap up to which each is decided by itself, in Python's numbers: a ledger of eleven lines then takes
0.1 ms, with arrays 0.5 ms; at some thirty cases the arrays are faster."""


class PointsArrays(NamedTuple):
    """Points with their derivation, each candidates × lines × dates; points are whole hundredths."""

    points: NDArray[np.int32]
    share: NDArray[np.float64]
    """How much of the possible points the evidence earns, 0 to 1, before the cap."""
    unsupported: NDArray[np.int64]
    """What unsupported evidence earns before the cap."""
    withheld: NDArray[np.int64]
    """What the cap takes of it."""


class LinePoints(NamedTuple):
    """The points of one line of one candidate, with their derivation.

    >>> line = LedgerLine("db", "Databases", "keyword", 20.0)
    >>> line_points([EvidenceTotal(0.9, 0.9)], [line])[0].points
    18.0
    """

    line: LedgerLine
    total: EvidenceTotal
    share: float
    points: float
    unsupported: float
    withheld: float


def line_points(totals: Sequence[EvidenceTotal], lines: Sequence[LedgerLine]) -> list[LinePoints]:
    """Compute the points of one candidate's ledger.

    Args:
        totals: what the evidence of each line adds up to.
        lines: the lines, in the same order.

    >>> lines = [LedgerLine("db", "Databases", "keyword", 60.0), LedgerLine("go", "Go", "keyword", 40.0)]
    >>> found = line_points([EvidenceTotal(0.35, 0.0), EvidenceTotal(0.2, 0.0)], lines)
    >>> [(line.points, line.unsupported, line.withheld) for line in found]
    [(10.86, 21.0, 10.14), (4.14, 8.0, 3.86)]
    """
    if not lines:
        return []
    computed = compute_points(totals_array(totals), lines)
    points, shares, unsupported, withheld = (column[0, :, 0].tolist() for column in computed)
    return [
        LinePoints(line, total, share, cents / 100, gain / 100, cut / 100)
        for line, total, share, cents, gain, cut in zip(
            lines, totals, shares, points, unsupported, withheld, strict=True
        )
    ]


def totals_array(totals: Sequence[EvidenceTotal]) -> NDArray[np.float64]:
    """Return one candidate's totals at one date as the kernel takes them: 1 × lines × 1 × (total, supported)."""
    import numpy as np

    # Flat, since NumPy looks long into nested tuples.
    return np.array([number for total in totals for number in total]).reshape(1, -1, 1, 2)


def points_in_cents(totals: NDArray[np.float64], lines: Sequence[LedgerLine]) -> NDArray[np.int32]:
    """Compute the points of many candidates, in hundredths.

    Args:
        totals: candidates × lines × dates × (total, supported); some thousand candidates at a time are fastest.
        lines: the lines, in the same order.

    Returns:
        Candidates × lines × dates; the lines of each candidate and date add up to the score.

    >>> import numpy as np
    >>> totals = np.array([[[[0.9, 0.9]] * 3], [[[2.0, 0.0]] * 3]])
    >>> points_in_cents(totals, [LedgerLine("db", "Databases", "keyword", 100.0)])[:, 0, 0].tolist()
    [9000, 1500]
    """
    return compute_points(totals, lines).points


def compute_points(totals: NDArray[np.float64], lines: Sequence[LedgerLine]) -> PointsArrays:
    """Compute points and how they are derived; see :func:`points_in_cents` for the arguments.

    A line earns the share of its points that its evidence is of what is enough, at most all of them. What it earns
    beyond its supported evidence is capped: if these gains exceed :data:`UNSUPPORTED_CAP` points over all
    lines, each is cut in proportion, in whole hundredths.
    """
    import numpy as np

    possible = np.array([line.possible for line in lines])[:, None, None]
    enough = np.array([line.enough for line in lines])[:, None, None]
    shares = np.minimum(1.0, totals / enough)
    cents = in_units(shares * possible, 2)
    points, unsupported = cents[..., 0], cents[..., 0] - cents[..., 1]
    withheld = _withheld(unsupported)
    return PointsArrays((points - withheld).astype(np.int32), shares[..., 0], unsupported, withheld)


def _withheld(gains: NDArray[np.int64]) -> NDArray[np.int64]:
    """Compute what the cap takes of each gain by unsupported evidence: candidates × lines × dates, in hundredths."""
    import numpy as np

    allowed = round(UNSUPPORTED_CAP * 100)
    sums = gains.sum(axis=1)
    over = sums > allowed
    withheld = np.zeros_like(gains)
    if over.any():
        columns = np.moveaxis(gains, 1, 0)[:, over]  # lines × (candidates and dates over the cap)
        kept, remainders = np.divmod(columns * allowed, sums[over])
        units = allowed - kept.sum(axis=0)
        if len(units) <= _FEW:
            cases = zip(remainders.T.tolist(), units.tolist(), strict=True)
            kept += np.array([largest_remainder(case, of_case) for case, of_case in cases]).T
        else:
            kept += np.array(largest_remainder(list(remainders), units))
        np.moveaxis(withheld, 1, 0)[:, over] = columns - kept
    return withheld


def largest_remainder(remainders: Sequence[Any], units: Any) -> list[Any]:
    """Tell which entries get one of the units that rounding down has lost: those that lost most, the first of equals.

    Args:
        remainders: what each entry lost: numbers, or NumPy arrays to decide many cases at once.
        units: how many are to be given out, a number or array likewise.

    >>> largest_remainder([0.2, 0.5, 0.5, 0.8], 2)
    [False, True, False, True]
    """
    return [
        sum([other >= own for other in remainders[:n]] + [other > own for other in remainders[n + 1 :]]) < units
        for n, own in enumerate(remainders)
    ]


def in_units(numbers: NDArray[np.float64], digits: int) -> NDArray[np.int64]:
    """Convert to whole hundredths, ten-thousandths …, rounded as ``round(number, digits)``: by the exact value.

    >>> import numpy as np
    >>> in_units(np.array([0.125, 2.675]), 2).tolist(), round(0.125, 2), round(2.675, 2)
    ([12, 267], 0.12, 2.67)
    """
    import numpy as np

    unit = 10**digits
    scaled = numbers * float(unit)
    rounded = np.rint(scaled).astype(np.int64)
    # Multiplying rounds, too: where that could tip the scale, ask Python.
    doubtful = np.abs(np.abs(scaled - np.trunc(scaled)) - 0.5) < 1e-6
    for index in zip(*np.nonzero(doubtful), strict=True):
        rounded[index] = round(round(float(numbers[index]), digits) * unit)
    return rounded
