"""Compute the points of every ledger line from evidence totals, for one candidate or for a million."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.core.profile import RequirementProfile
from matcher.scoring.ledger import UNSUPPORTED_CAP, points_possible

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["in_units", "points_in_cents"]


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
