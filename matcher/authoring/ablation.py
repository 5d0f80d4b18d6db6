"""Advise on a profile from a run with it: which requirements distinguish candidates, and how each affects the ranking.

Everything is computed from ``ranking.json``: the ledgers are summed again without one of their lines.

===  ==================================================================================
No.  advice
===  ==================================================================================
20   no candidate meets a requirement
21   all candidates earn (nearly) all points of a requirement
22   number of candidates that a must-have would remove
23   change of the ranking without a requirement
24   the run was made with another profile, or another version of this one
===  ==================================================================================

Advice that needs no run (1 to 10) is in :mod:`matcher.authoring.lint`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from matcher.authoring.lint import Advice, ProfileLines
from matcher.core.profile import RequirementProfile

__all__ = ["Ablation", "influence_advice", "leave_out"]

NEARLY_ALL: Final = 0.95
"""Share of a requirement's points that counts as all of them, since the rest changes no rank (a twentieth of a large
requirement is one point)."""

LEAST_CANDIDATES: Final = 3
"""Fewest candidates for advice: with fewer, "all" and "none" say little, and ranks cannot be correlated."""


@dataclass(frozen=True, slots=True)
class Ablation:
    """Change of a ranking when one requirement is left out.

    >>> Ablation("db", 0.9, 0.97, "ada.pdf", 2, 9).shift
    7
    """

    requirement: str
    kendall: float
    """Kendall's tau-b between the scores with and without the requirement; 1 = the same order."""
    spearman: float
    """Spearman's rho between the same scores."""
    document: str
    """The candidate whose rank changes most; on a tie the one ranked best."""
    rank: int
    """That candidate's rank with the requirement."""
    rank_without: int
    """That candidate's rank without it."""

    @property
    def shift(self) -> int:
        """Number of ranks by which that candidate moves."""
        return abs(self.rank_without - self.rank)


def leave_out(points: Sequence[Sequence[float]], possible: Sequence[float], names: Sequence[str]) -> list[Ablation]:
    """Leave out each requirement in turn and rank again.

    The remaining points are scaled so that the possible points are 100 again.

    Args:
        points: one row per candidate, best first; one column per ledger line.
        possible: the possible points of each line.
        names: the candidates' documents.

    Returns:
        One entry per line, with the column number as ``requirement``; correlations are NaN if all scores are equal.

    >>> first, second = leave_out([[9.0, 1.0], [0.0, 8.0], [5.0, 2.0]], [10.0, 10.0], ["a", "b", "c"])
    >>> first.kendall, first.document, first.rank, first.rank_without
    (-0.333, 'a', 1, 3)
    """
    import numpy as np
    from scipy.stats import kendalltau, spearmanr

    table = np.array(points, dtype=float)
    maximum = np.array(possible, dtype=float)
    total = table.sum(axis=1)
    # Integer hundredths, as scores are printed: equal printed scores are equal here.
    now = np.rint(total * 100)
    ranks = [int((now > score).sum()) + 1 for score in now]
    ablations = []
    for column in range(table.shape[1]):
        rest = maximum.sum() - maximum[column]
        without = (
            np.rint((total - table[:, column]) * (maximum.sum() / rest) * 100) if rest > 0 else np.zeros(len(total))
        )
        moved = [int((without > score).sum()) + 1 for score in without]
        constant = (now == now[0]).all() or (without == without[0]).all()
        tau = math.nan if constant else float(kendalltau(now, without).statistic)
        rho = math.nan if constant else float(spearmanr(now, without).statistic)
        most = max(range(len(ranks)), key=lambda i: (abs(moved[i] - ranks[i]), -ranks[i], -i))
        ablations.append(Ablation(str(column), round(tau, 3), round(rho, 3), names[most], ranks[most], moved[most]))
    return ablations


def influence_advice(profile: RequirementProfile, file: str, text: str, run: Mapping[str, Any]) -> list[Advice]:
    """Give advice on a profile from a run with it, in the order of lines.

    Args:
        profile: a valid profile.
        file: its file name, for messages.
        text: the TOML that it was loaded from.
        run: the run's data, as in ``ranking.json``.

    Returns:
        The advice. If the run was made with another profile, that is the only advice.
    """
    lines = ProfileLines(text)
    used = run["profile"]
    if used.get("id") != profile.id:
        message = f"the run was made with the profile {used.get('id')!r}; it says nothing about this one"
        return [Advice(file, lines.line(None, "id"), 24, message)]
    advice = []
    if used.get("sha256") != profile.sha256:
        message = "the run was made with another version of this profile; rank again for figures on this one"
        advice.append(Advice(file, lines.line(None, "version"), 24, message))
    candidates = run["candidates"]
    if len(candidates) < LEAST_CANDIDATES:
        return advice
    blocks = {requirement.id: n for n, requirement in enumerate(profile.requirements)}
    for requirement, number, message in _findings(profile, candidates):
        block = blocks[requirement]
        if number not in lines.considered(block):
            advice.append(Advice(file, lines.line(block, requirement), number, message))
    return sorted(advice, key=lambda a: (a.line, a.number))


def _findings(profile: RequirementProfile, candidates: Sequence[Any]) -> Iterator[tuple[str, int, str]]:
    """Yield (requirement's id, number of the advice, message)."""
    ledgers = [{c["requirement"]: c for c in candidate["contributions"]} for candidate in candidates]
    names = [candidate["document"] for candidate in candidates]
    columns = list(ledgers[0])
    ablations = leave_out(
        [[ledger[c]["points"] for c in columns] for ledger in ledgers],
        [ledgers[0][c]["possible"] for c in columns], names,
    )  # fmt: skip
    ablation_of = dict(zip(columns, ablations, strict=True))
    count = len(candidates)
    for requirement in profile.requirements:
        column = [ledger[requirement.id] for ledger in ledgers if requirement.id in ledger]
        if len(column) < count:
            continue  # a requirement that the run's version of the profile did not have
        unmet = sum(line["status"] == "not found" for line in column)
        full = sum(line["points"] >= NEARLY_ALL * line["possible"] for line in column)
        if unmet == count:
            yield (
                requirement.id,
                20,
                f"none of {count} meets {requirement.label!r}: its points distinguish no candidates",
            )
        elif full == count:
            yield (
                requirement.id,
                21,
                f"all {count} earn {requirement.label!r} in full: its points distinguish no candidates",
            )
        elif not unmet:
            yield requirement.id, 21, f"all {count} meet {requirement.label!r}; {full} of them in full"
        if requirement.necessity == "must" and unmet:
            yield requirement.id, 22, f"as a must-have {requirement.label!r} would remove {unmet} of {count} candidates"
        ablation = ablation_of[requirement.id]
        if not ablation.shift:
            message = f"without {requirement.label!r}, no candidate's rank changes"
        elif math.isnan(ablation.kendall):
            message = f"without {requirement.label!r}, all candidates have the same score"
        else:
            message = (
                f"without {requirement.label!r}, the order changes (Kendall {ablation.kendall:.2f}, Spearman "
                f"{ablation.spearman:.2f}); {ablation.document} moves most, from {ablation.rank} to "
                f"{ablation.rank_without}"
            )
        yield requirement.id, 23, message
