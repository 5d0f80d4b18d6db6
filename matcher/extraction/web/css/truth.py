"""Name the three answers to whether a selector matches or a condition holds."""

from __future__ import annotations

from typing import Final

__all__ = ["MAYBE", "NO", "YES", "Truth", "negate"]

Truth = int

NO: Final[Truth] = 0
MAYBE: Final[Truth] = 1
YES: Final[Truth] = 2
"""Ordered, so that ``min`` is *and*, and ``max`` is *or*."""


def negate(truth: Truth) -> Truth:
    """Return the opposite; what may hold may also not hold.

    >>> negate(YES) == NO, negate(MAYBE) == MAYBE
    (True, True)
    """
    return YES - truth
