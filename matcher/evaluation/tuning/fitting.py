"""Fit the points of requirements to pairs of résumés of which one is better.

A score is ``shares @ points + rest``. The share of its points that a requirement earns, 0 to 1, is kept as the run
computed it (after the cap on unsupported evidence, which would cut slightly differently under other weights); only the
points are fitted. The loss of a pair is the logistic loss of Bradley and Terry (1952), plus ``strength`` times the
squared relative change of each weight: weights stay near those set by hand unless the labels contradict them. The
problem is convex: it has one optimum, whatever the starting point.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FLOOR", "Problem", "decisive_lead", "fit_points", "share_right"]

FLOOR: Final = 0.25
"""Lowest share of its hand-set value that a weight can fall to: labels say what was looked for in these résumés, not
why a requirement is in the profile, and a must-have without points would be one in name only."""

LEADS: Final = (1.0, 60.0)
"""Bounds of :func:`decisive_lead`, in points: a lead of one point decides nothing in a score of 100, and if a lead of
60 is still contradicted, the scores contain no order at all."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Résumés as numbers, and the pairs to put in order."""

    shares: NDArray[np.float64]
    """By résumé and requirement: the share of the requirement's points that the evidence earns, 0 to 1."""
    rest: NDArray[np.float64]
    """By résumé: points of the other ledger lines (TF-IDF), which are not fitted."""
    points: NDArray[np.float64]
    """By requirement: possible points under the weights set by hand."""
    better: NDArray[np.int64]
    """By pair: index of the better résumé."""
    worse: NDArray[np.int64]
    """By pair: index of the other one."""

    def scores(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the scores of all résumés under other points."""
        return self.shares @ points + self.rest

    def among(self, kept: NDArray[np.bool_]) -> Problem:
        """Return the problem with only the pairs whose two résumés are both kept."""
        both = kept[self.better] & kept[self.worse]
        return replace(self, better=self.better[both], worse=self.worse[both])

    def touching(self, held: NDArray[np.bool_]) -> Problem:
        """Return the problem with only the pairs that contain a held-out résumé."""
        either = held[self.better] | held[self.worse]
        return replace(self, better=self.better[either], worse=self.worse[either])


def decisive_lead(problem: Problem) -> float:
    """Fit the lead in points, under the weights set by hand, that means odds of e to 1 of being the better résumé.

    It is fitted to the pairs before any weight changes, and then kept. Otherwise weights would change only to spread
    scores farther apart, which lowers the loss without improving the order.

    >>> import numpy as np
    >>> better, worse = np.array([[0, 1]] * 3 + [[1, 0]]).T
    >>> problem = Problem(np.eye(2), np.zeros(2), np.array([20.0, 10.0]), better, worse)
    >>> round(decisive_lead(problem), 1)  # 10 points ahead and better three times out of four: odds of 3 to 1
    9.1
    """
    import numpy as np
    from scipy.optimize import minimize_scalar

    scores = problem.scores(problem.points)
    ahead = scores[problem.better] - scores[problem.worse]

    def loss(log_lead: float) -> float:
        return float(np.logaddexp(0.0, -ahead / np.exp(log_lead)).mean())

    optimum = minimize_scalar(loss, bounds=tuple(np.log(LEADS)), method="bounded")
    return float(np.exp(optimum.x))


def fit_points(problem: Problem, strength: float) -> NDArray[np.float64]:
    """Fit points that put the pairs in order and stay near those set by hand.

    Args:
        problem: résumés and pairs.
        strength: the cost of a relative change, above 0; infinite to change nothing.

    Returns:
        Points by requirement: none negative, none below :data:`FLOOR` of the old value, with the old sum.

    >>> import numpy as np
    >>> problem = Problem(np.eye(2), np.zeros(2), np.array([40.0, 50.0]), np.array([0]), np.array([1]))
    >>> fit_points(problem, 1.0).round().tolist()
    [54.0, 36.0]
    >>> fit_points(problem, float("inf")).tolist()
    [40.0, 50.0]
    """
    import numpy as np
    from scipy.optimize import minimize

    hand = problem.points
    total = hand.sum()
    moved = hand > 0
    if not np.isfinite(strength) or not len(problem.better) or moved.sum() < 2:
        return hand.copy()
    held = hand[moved]
    unit = decisive_lead(problem)
    # The lead of each pair as a linear function of the relative weights (1 = as set by hand).
    ahead = (problem.shares[problem.better] - problem.shares[problem.worse])[:, moved] * held / unit
    offset = (problem.rest[problem.better] - problem.rest[problem.worse]) / unit
    part = held / total

    def loss(relative: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        lead = ahead @ relative + offset
        doubt = np.exp(-np.logaddexp(0.0, lead))
        change = relative - 1.0
        value = np.logaddexp(0.0, -lead).mean() + strength * float(part @ change**2)
        return value, -(doubt @ ahead) / len(lead) + 2.0 * strength * part * change

    start = np.ones(len(held))
    optimum = minimize(
        loss, start, jac=True, method="SLSQP", bounds=[(FLOOR, None)] * len(held),
        constraints={"type": "eq", "fun": lambda r: part @ r - 1.0, "jac": lambda _: part},
        options={"maxiter": 500, "ftol": 1e-9},
    )  # fmt: skip
    relative = np.clip(optimum.x, FLOOR, None)
    if not np.isfinite(relative).all() or loss(relative)[0] > loss(start)[0]:
        return hand.copy()
    fitted = hand.copy()
    fitted[moved] = held * relative * (total / (held @ relative))
    return fitted


def share_right(problem: Problem, scores: NDArray[np.float64]) -> float:
    """Compute the share of the pairs that scores put in the right order; equal scores are half right.

    >>> import numpy as np
    >>> share_right(Problem(np.eye(2), np.zeros(2), np.ones(2), np.array([0]), np.array([1])), np.array([2.0, 1.0]))
    1.0
    """
    import numpy as np

    return float((0.5 + 0.5 * np.sign(scores[problem.better] - scores[problem.worse])).mean())
