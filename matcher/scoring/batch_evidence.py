"""Compute evidence totals of any requirement, for thousands of candidates at once, from stored evidence.

The arithmetic is that of :mod:`matcher.scoring.evidence`; ``tests/scoring/test_batch_evidence.py`` checks that both
give the same totals, to the last bit. A profile whose satisfiers change therefore needs no text.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from matcher.core.profile import Requirement
from matcher.core.resume import Month
from matcher.scoring.candidate_record import DATES
from matcher.scoring.evidence_strength import side_by_side_strength, tenure_reward_of
from matcher.scoring.evidence_totals import discount_of, discounted_sums
from matcher.scoring.points import in_units
from matcher.skills.taxonomy import Taxonomy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["BatchEvidence", "numbers_of"]

Group = Mapping[str, "NDArray[Any]"]
"""Columns of :func:`matcher.scoring.evidence_columns.unpack_group`."""

_BEHIND: Final = 1 << 32
"""More than any number of entries, to pack strength and place into one number: the first of equally strong ones
counts."""


def numbers_of(taxonomy: Taxonomy) -> dict[str, int]:
    """Number the taxonomy's skills in order of their ids."""
    return {skill: number for number, skill in enumerate(sorted(taxonomy.skills))}


class BatchEvidence:
    """Computes evidence totals from evidence columns.

    Args:
        requirements: the profile's.
        taxonomy: for implications.
        dates: the month given, a year earlier, a year later.
    """

    def __init__(self, requirements: Sequence[Requirement], taxonomy: Taxonomy, dates: Sequence[Month]) -> None:
        self._by_id = {requirement.id: requirement for requirement in requirements}
        self._taxonomy = taxonomy
        self._dates = dates
        self._ids = sorted(taxonomy.skills)
        self._number = numbers_of(taxonomy)

    def totals(
        self, requirement: Requirement, candidates: int, groups: Mapping[str, Group], phrases: Group | None
    ) -> NDArray[np.float64]:
        """Add up the evidence of a requirement.

        Args:
            requirement: one of the profile's.
            candidates: how many there are.
            groups: "skills" and "denied"; "spans" where the requirement has phrases or a meaning, "jobs" and "claims"
                where others together are evidence of it.
            phrases: evidence of its phrases; None if it has none.

        Returns:
            Candidates × dates × (total, supported).
        """
        import numpy as np

        row, entry, strength = self._technologies(requirement, groups["skills"], groups["denied"])
        totals = np.zeros((candidates, DATES, 2))
        together = self._together(requirement, candidates, groups) if requirement.together else None
        for date in range(DATES):
            best = entry[:, date]
            rows, strengths = [row], [strength[:, date]]
            unsupported = [groups["skills"]["unsupported"][best].astype(bool)]
            if phrases is not None:
                apart = _without_overlap(
                    phrases, row, groups["spans"]["start"][best], groups["spans"]["end"][best], candidates
                )
                rows.append(phrases["row"][apart])
                strengths.append(phrases["strength"][apart].astype(np.int64))
                unsupported.append(phrases["unsupported"][apart].astype(bool))
            if together is not None:
                with_jobs = np.flatnonzero(together[:, date] >= 0)
                rows.append(with_jobs)
                strengths.append(together[with_jobs, date])
                unsupported.append(np.zeros(len(with_jobs), dtype=bool))
            candidate, worth, is_unsupported = (np.concatenate(parts) for parts in (rows, strengths, unsupported))
            is_supported, discount = ~is_unsupported, discount_of(requirement)
            totals[:, date, 0] = discounted_sums(candidate, worth, discount, candidates)
            totals[:, date, 1] = discounted_sums(candidate[is_supported], worth[is_supported], discount, candidates)
        return totals

    def _technologies(
        self, requirement: Requirement, skills: Group, denied: Group
    ) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.int64]]:
        """Return each piece of evidence by a technology: its candidate, and by date its best entry and strength."""
        import numpy as np

        weights = {self._number[s.skill]: s.worth for s in requirement.any_of}
        numbers = list(weights)
        place = np.full(len(self._ids) + 1, -1, dtype=np.int32)
        place[numbers] = np.arange(len(numbers))
        own = np.flatnonzero(place[skills["skill"]] >= 0)
        goals = self._goals(weights)
        first = np.full(len(self._ids) + 1, -1, dtype=np.int32)
        for skill, satisfying in goals.items():
            first[skill] = satisfying[0]
        through = np.flatnonzero(first[skills["skill"]] >= 0)
        goal = first[skills["skill"][through]]
        # No skill implies what the candidate denies.
        denials = set(zip(denied["row"].tolist(), denied["denied"].tolist(), strict=True))
        for n in np.flatnonzero(np.isin(skills["row"][through], denied["row"])).tolist() if denials else ():
            candidate = int(skills["row"][through[n]])
            left = [g for g in goals[int(skills["skill"][through[n]])] if (candidate, g) not in denials]
            goal[n] = left[0] if left else -1
        through, goal = through[goal >= 0], goal[goal >= 0]
        entry = np.concatenate([own, through])
        if not len(entry):
            empty = np.empty(0, dtype=np.intp)
            return empty, empty.reshape(0, DATES), empty.reshape(0, DATES).astype(np.int64)
        satisfier = np.concatenate([place[skills["skill"][own]], place[goal]])
        group = skills["row"][entry] * len(numbers) + satisfier
        strengths = np.concatenate([skills["own"][own], skills["implied"][through]]).astype(np.int64)
        # The skill itself before those that imply it, and these in their order.
        behind = np.concatenate([np.zeros(len(own), dtype=np.int64), through + 1])
        order = np.argsort(group, kind="stable")
        group = group[order]
        starts = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
        best = np.maximum.reduceat((strengths * _BEHIND + (_BEHIND - 1 - behind)[:, None])[order], starts, axis=0)
        chosen, behind_best = best // _BEHIND, _BEHIND - 1 - best % _BEHIND
        row, satisfier = np.divmod(group[starts], len(numbers))
        # Of a group the first in order is the skill itself, if the candidate has it.
        best_entry = np.where(behind_best == 0, entry[order][starts][:, None], behind_best - 1)
        worth = np.array([weights[number] for number in numbers])[satisfier]
        return row, best_entry, in_units(chosen / 10_000.0 * worth[:, None], 4)

    def _goals(self, weights: Mapping[int, float]) -> dict[int, list[int]]:
        """Return, for each skill that satisfies only by what it implies, the satisfying skills: most worth first."""
        goals: dict[int, list[int]] = {}
        for skill in self._ids:
            number = self._number[skill]
            if number in weights:
                continue
            satisfying = [self._number[i.id] for i in self._taxonomy.implied(skill) if self._number[i.id] in weights]
            if satisfying:
                goals[number] = sorted(satisfying, key=lambda n: (weights[n], self._ids[n]), reverse=True)
        return goals

    def _together(self, requirement: Requirement, candidates: int, groups: Mapping[str, Group]) -> NDArray[np.int64]:
        """Return the strength of other requirements' technologies side by side, by candidate and date; -1 for none."""
        import numpy as np

        jobs, claims, denied = groups["jobs"], groups["claims"], groups["denied"]
        strengths = np.full((candidates, DATES), -1, dtype=np.int64)
        if not len(jobs["row"]):
            return strengths
        begins = np.searchsorted(jobs["row"], np.arange(candidates))
        job = begins[claims["row"]] + claims["job"]
        least = np.full(len(jobs["row"]), np.inf)
        denials: dict[int, set[int]] = {}
        for row, skill in zip(denied["row"].tolist(), denied["denied"].tolist(), strict=True):
            denials.setdefault(row, set()).add(skill)
        for other in requirement.together:
            weights = {self._number[s.skill]: s.worth for s in self._by_id[other].any_of}
            worth_of = np.zeros(len(self._ids) + 1)
            implied: dict[int, list[int]] = {}
            for number, skill in enumerate(self._ids):
                implied[number] = [self._number[i.id] for i in self._taxonomy.implied(skill)]
                worth_of[number] = max(weights.get(n, 0.0) for n in (number, *implied[number]))
            worth = worth_of[claims["claimed"]]
            for claim in np.flatnonzero(np.isin(claims["row"], denied["row"])).tolist() if denials else ():
                number = int(claims["claimed"][claim])
                left = [n for n in implied[number] if n not in denials[int(claims["row"][claim])]]
                worth[claim] = max(weights.get(n, 0.0) for n in (number, *left))
            best = np.zeros(len(least))
            np.maximum.at(best, job, worth)
            least = np.minimum(least, best)
        worths = least * jobs["relevance"]
        counting = np.flatnonzero((least > 0.0) & (worths > 0.0))
        rows = jobs["row"][counting]
        bounds = [0, *(np.flatnonzero(rows[1:] != rows[:-1]) + 1).tolist(), len(rows)] if len(rows) else [0]
        first, last = (jobs[name][counting].tolist() for name in ("first", "last"))
        for start, stop in pairwise(bounds):
            entries = [(float(worths[counting[n]]), first[n], last[n]) for n in range(start, stop)]
            strengths[rows[start]] = [self._side_by_side(entries, date) for date in range(DATES)]
        return strengths

    def _side_by_side(self, jobs: Sequence[tuple[float, int, Sequence[int]]], date: int) -> int:
        """As :func:`matcher.scoring.evidence_strength.together_strength`, of jobs that have all that is needed."""
        best = max(jobs, key=lambda job: job[0])[0]
        ends = [job[2][date] for job in jobs]
        if all(job[0] == best for job in jobs):
            # The sum of equal numbers is their product, rounded once either way.
            months, covered = 0, -1
            for (_, first, _), end in sorted(zip(jobs, ends, strict=True), key=lambda job: job[0][1]):
                months += max(0, end - max(first, covered + 1) + 1)
                covered = max(covered, end)
            worked_months = months * best
        else:
            worked: dict[int, float] = {}
            for (worth, first, _), end in sorted(zip(jobs, ends, strict=True), key=lambda job: -job[0][0]):
                for month in range(first, end + 1):
                    worked.setdefault(month, worth)
            worked_months = math.fsum(worked.values())
        reward = tenure_reward_of(worked_months, max(ends), self._dates[date])
        return round(round(side_by_side_strength(best, reward), 4) * 10_000)


def _without_overlap(
    phrases: Group, row: NDArray[np.intp], start: NDArray[np.int32], end: NDArray[np.int32], candidates: int
) -> NDArray[np.intp]:
    """Return the indices of the phrases that share no words with a technology of the same candidate."""
    import numpy as np

    count = len(phrases["row"])
    if not len(row) or not count:
        return np.arange(count)
    begins = np.searchsorted(row, np.arange(candidates + 1))
    candidate = phrases["row"]
    many = begins[candidate + 1] - begins[candidate]
    piece = np.repeat(np.arange(count), many)
    first = np.repeat(np.cumsum(many) - many, many)
    technology = np.repeat(begins[candidate], many) + np.arange(len(piece)) - first
    touch = (start[technology] < phrases["to"][piece]) & (phrases["from"][piece] < end[technology])
    apart = np.ones(count, dtype=bool)
    apart[piece[touch]] = False
    return np.flatnonzero(apart)
