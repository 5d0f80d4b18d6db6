"""Add up the strengths of one line's evidence, each further piece discounted, for one résumé or for thousands."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from matcher.core.ledger import EvidenceTotal
from matcher.core.profile import Requirement

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DISCOUNT", "DISCOUNT_COMPETENCY", "discount_of", "discounted_sums", "evidence_total"]

DISCOUNT: Final = 0.35
"""Worth of each further technology of a requirement, relative to the one before it. At 0.35 a list without evidence,
however long, stays below one technology in long dated work (0.35 / (1 - 0.35) = 0.54 < 1)."""

DISCOUNT_COMPETENCY: Final = 0.60
"""The same for requirements with phrases: several different things done make a competency. At 0.6 phrases in dated work
alone add up to 0.55 / (1 - 0.6) = 1.38, nearly the 1.4 that is enough in the shipped profiles. From 0.5 to 0.6 the
agreement with the graded résumés is the same (Spearman's rho 0.945 or 0.946, nDCG@10 0.928 or 0.929); at 0.65 it begins
to fall (nDCG@10 0.909). Rerun `python -m benchmarks quality` after touching it."""


def discount_of(requirement: Requirement) -> float:
    """Return the worth of each further piece of a requirement's evidence, relative to the one before it."""
    return DISCOUNT_COMPETENCY if requirement.phrases else DISCOUNT


def evidence_total(requirement: Requirement, evidence: Iterable[tuple[float, bool]]) -> EvidenceTotal:
    """Add up the evidence of a requirement.

    Args:
        requirement: what is asked for.
        evidence: the strength of each piece, and whether it is unsupported; in any order.

    >>> evidence_total(Requirement("languages", "Language", 10, "must"), [(0.4, True), (0.9, False)])
    EvidenceTotal(total=1.04, supported=0.9)
    """
    discount = discount_of(requirement)
    ordered = sorted(evidence, reverse=True)
    total = _discounted_sum([strength for strength, _ in ordered], discount)
    supported = [strength for strength, unsupported in ordered if not unsupported]
    return EvidenceTotal(total, total if len(supported) == len(ordered) else _discounted_sum(supported, discount))


def _discounted_sum(strengths: Sequence[float], discount: float) -> float:
    """Add up strengths, the greatest first."""
    return math.fsum(strength * discount**n for n, strength in enumerate(strengths))


def discounted_sums(
    row: NDArray[np.intp], strength: NDArray[np.int64], discount: float, candidates: int
) -> NDArray[np.float64]:
    """Add up the strengths of each candidate, the greatest first, rounded once as ``math.fsum`` rounds.

    Args:
        row: the candidate of each strength.
        strength: in ten-thousandths.
        discount: worth of each further strength, relative to the one before it.
        candidates: how many there are.
    """
    import numpy as np

    sums = np.zeros(candidates)
    if not len(row):
        return sums
    order = np.lexsort((-strength, row))
    row, strength = row[order], strength[order]
    starts = np.flatnonzero(np.concatenate([[True], row[1:] != row[:-1]]))
    column = np.cumsum(np.concatenate([[False], row[1:] != row[:-1]]))
    place = np.arange(len(row)) - starts[column]
    most = int(place.max()) + 1
    terms = np.zeros((most, len(starts)))
    terms[place, column] = strength / 10_000.0 * np.array([discount**n for n in range(most)])[place]
    # Sums with what each addition loses (Knuth's TwoSum), which is added at the end.
    total, lost = terms[0].copy(), np.zeros(len(starts))
    for term in terms[1:]:
        added = total + term
        back = added - total
        lost += (total - (added - back)) + (term - back)
        total = added
    rounded = total + lost
    left, unit = np.abs(lost - (rounded - total)), np.spacing(rounded)
    # Near the middle between two numbers, the error of the losses themselves could tip the rounding.
    doubtful = (np.abs(left - unit / 2) < unit / 512) | (np.abs(left - unit / 4) < unit / 512)
    for number in np.flatnonzero(doubtful).tolist():
        rounded[number] = math.fsum(terms[:, number].tolist())
    sums[row[starts]] = rounded
    return sums
