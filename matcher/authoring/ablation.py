"""What a run says of its profile: requirements that nobody or everybody meets, and what each one moves.

Everything is reckoned from ``ranking.json`` alone: a ledger can be added up anew without one of its lines.

===  ==================================================================================
No.  advice
===  ==================================================================================
20   nobody meets a requirement
21   everybody earns (nearly) all of a requirement
22   how many candidates a must-have would remove
23   how the ranking moves when a requirement is left out
24   the run was made with another profile, or another version of this one
===  ==================================================================================

Advice on the profile by itself (1 to 10) is in :mod:`matcher.authoring.lint`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from matcher.authoring.lint import Advice, ProfileLines
from matcher.core.profile import RequirementProfile

__all__ = ["LeftOut", "influence_advice", "leave_out"]

NEARLY_ALL: Final = 0.95
"""Share of a requirement's points from which a candidate is taken to have earned all of it, since what is missing then
moves no rank (a twentieth of a large requirement is one point)."""

LEAST_CANDIDATES: Final = 3
"""Candidates below whom "everybody" and "nobody" say nothing of a profile, and ranks cannot be correlated."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How a ranking moves when one requirement is left out.

    >>> LeftOut("db", 0.9, 0.97, "ada.pdf", 2, 9).places
    7
    """

    requirement: str
    kendall: float
    """Kendall's tau-b between the scores with it and without it; 1 = the same order."""
    spearman: float
    """Spearman's rho of the same."""
    document: str
    """The candidate who moves most; of several the one ranked best."""
    rank: int
    """That candidate's rank now."""
    without: int
    """And without the requirement."""

    @property
    def places(self) -> int:
        """How many places that candidate moves."""
        return abs(self.without - self.rank)


def leave_out(points: Sequence[Sequence[float]], possible: Sequence[float], names: Sequence[str]) -> list[LeftOut]:
    """Leave out each requirement in turn and rank anew.

    The points that are left are scaled so that 100 can be earned again.

    Args:
        points: a row per candidate, best first, a column per line of the ledger.
        possible: what each line can earn.
        names: the candidates' documents.

    Returns:
        One entry per line, ``requirement`` being its column number; correlations are NaN when all scores are equal.

    >>> first, second = leave_out([[9.0, 1.0], [0.0, 8.0], [5.0, 2.0]], [10.0, 10.0], ["a", "b", "c"])
    >>> first.kendall, first.document, first.rank, first.without
    (-0.333, 'a', 1, 3)
    """
    import numpy as np
    from scipy.stats import kendalltau, spearmanr

    table = np.array(points, dtype=float)
    room = np.array(possible, dtype=float)
    total = table.sum(axis=1)
    # Whole hundredths, as scores are told: what ties there ties here.
    now = np.rint(total * 100)
    ranks = [int((now > score).sum()) + 1 for score in now]
    found = []
    for column in range(table.shape[1]):
        rest = room.sum() - room[column]
        without = np.rint((total - table[:, column]) * (room.sum() / rest) * 100) if rest > 0 else np.zeros(len(total))
        moved = [int((without > score).sum()) + 1 for score in without]
        constant = (now == now[0]).all() or (without == without[0]).all()
        tau = math.nan if constant else float(kendalltau(now, without).statistic)
        rho = math.nan if constant else float(spearmanr(now, without).statistic)
        most = max(range(len(ranks)), key=lambda i: (abs(moved[i] - ranks[i]), -ranks[i], -i))
        found.append(LeftOut(str(column), round(tau, 3), round(rho, 3), names[most], ranks[most], moved[most]))
    return found


def influence_advice(profile: RequirementProfile, file: str, text: str, run: Mapping[str, Any]) -> list[Advice]:
    """Advice on a profile from a run with it, in order of line.

    Args:
        profile: a sound profile.
        file: its name, for messages.
        text: the TOML that it was loaded from.
        run: a run's data, as ``ranking.json`` holds it.

    Returns:
        Advice; where the run was made with another profile, only that.
    """
    lines = ProfileLines(text)
    told = run["profile"]
    if told.get("id") != profile.id:
        other = f"the run was made with the profile {told.get('id')!r}; it says nothing of this one"
        return [Advice(file, lines.line(None, "id"), 24, other)]
    advice = []
    if told.get("sha256") != profile.sha256:
        message = "the run was made with another version of this profile; rank again for figures of this one"
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
    """(requirement's id, number of the advice, message)."""
    ledgers = [{c["requirement"]: c for c in candidate["contributions"]} for candidate in candidates]
    names = [candidate["document"] for candidate in candidates]
    columns = list(ledgers[0])
    moves = leave_out(
        [[ledger[c]["points"] for c in columns] for ledger in ledgers],
        [ledgers[0][c]["possible"] for c in columns], names,
    )  # fmt: skip
    moved = dict(zip(columns, moves, strict=True))
    count = len(candidates)
    for requirement in profile.requirements:
        column = [ledger[requirement.id] for ledger in ledgers if requirement.id in ledger]
        if len(column) < count:
            continue  # a requirement that the run's version of the profile did not have
        unmet = sum(line["status"] == "not found" for line in column)
        full = sum(line["points"] >= NEARLY_ALL * line["possible"] for line in column)
        if unmet == count:
            yield requirement.id, 20, f"nobody of {count} meets {requirement.label!r}: its points tell nobody apart"
        elif full == count:
            yield requirement.id, 21, f"all {count} earn {requirement.label!r} in full: its points tell nobody apart"
        elif not unmet:
            yield requirement.id, 21, f"all {count} meet {requirement.label!r}; {full} of them in full"
        if requirement.necessity == "must" and unmet:
            yield requirement.id, 22, f"as a must-have {requirement.label!r} would remove {unmet} of {count} candidates"
        left = moved[requirement.id]
        if not left.places:
            message = f"left out, {requirement.label!r} moves no candidate"
        elif math.isnan(left.kendall):
            message = f"left out, {requirement.label!r} leaves all candidates alike"
        else:
            message = (
                f"left out, {requirement.label!r} changes the order to Kendall {left.kendall:.2f}, Spearman "
                f"{left.spearman:.2f}; {left.document} moves most, from {left.rank} to {left.without}"
            )
        yield requirement.id, 23, message
