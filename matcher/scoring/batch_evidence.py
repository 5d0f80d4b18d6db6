"""What the evidence of a line comes to, for any requirement and thousands of candidates at once, from what they show.

The arithmetic is that of :mod:`matcher.scoring.evidence` and :mod:`matcher.scoring.ledger`; ``tests/test_skill_lines.py`` holds the two
against each other, to the last bit. A profile whose satisfiers change then needs no text.
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
"""Above any number of entries: of equally strong ones, the first counts."""


def numbers_of(taxonomy: Taxonomy) -> dict[str, int]:
    """The taxonomy's skills by number, in order of their ids."""
    return {skill: number for number, skill in enumerate(sorted(taxonomy.skills))}


class BatchEvidence:
    """Reckons lines from what candidates show.

    Args:
        requirements: of the profile.
        taxonomy: what implies what.
        dates: the day given, a year earlier, a year later.
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
        """What the evidence of a requirement comes to.

        Args:
            requirement: one of the profile's.
            candidates: how many there are.
            groups: "skills" and "denied"; "spans" where the requirement has phrases or a meaning, "jobs" and "claims"
                where it is shown by others together.
            phrases: what its phrases show; None if it has none.

        Returns:
            Candidates × dates × (total, borne out).
        """
        import numpy as np

        row, entry, strength = self._technologies(requirement, groups["skills"], groups["denied"])
        found = np.zeros((candidates, DATES, 2))
        together = self._together(requirement, candidates, groups) if requirement.together else None
        for date in range(DATES):
            best = entry[:, date]
            rows, strengths = [row], [strength[:, date]]
            unsupported = [groups["skills"]["unsupported"][best].astype(bool)]
            if phrases is not None:
                apart = _apart(phrases, row, groups["spans"]["start"][best], groups["spans"]["end"][best], candidates)
                rows.append(phrases["row"][apart])
                strengths.append(phrases["strength"][apart].astype(np.int64))
                unsupported.append(phrases["unsupported"][apart].astype(bool))
            if together is not None:
                whose = np.flatnonzero(together[:, date] >= 0)
                rows.append(whose)
                strengths.append(together[whose, date])
                unsupported.append(np.zeros(len(whose), dtype=bool))
            whose, worth, is_unsupported = (np.concatenate(parts) for parts in (rows, strengths, unsupported))
            discount = discount_of(requirement)
            found[:, date, 0] = discounted_sums(whose, worth, discount, candidates)
            found[:, date, 1] = discounted_sums(whose[~is_unsupported], worth[~is_unsupported], discount, candidates)
        return found

    def _technologies(
        self, requirement: Requirement, skills: Group, denied: Group
    ) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.int64]]:
        """Pieces of technologies: whose each is, and by date the entry that shows it best and its strength."""
        import numpy as np

        weights = {self._number[s.skill]: s.worth for s in requirement.any_of}
        numbers = list(weights)
        place = np.full(len(self._ids) + 1, -1, dtype=np.int32)
        place[numbers] = np.arange(len(numbers))
        own = np.flatnonzero(place[skills["skill"]] >= 0)
        goals = self._goals(weights)
        first = np.full(len(self._ids) + 1, -1, dtype=np.int32)
        for skill, wanted in goals.items():
            first[skill] = wanted[0]
        through = np.flatnonzero(first[skills["skill"]] >= 0)
        goal = first[skills["skill"][through]]
        # What a candidate denies, no other skill shows.
        told = set(zip(denied["row"].tolist(), denied["denied"].tolist(), strict=True))
        for at in np.flatnonzero(np.isin(skills["row"][through], denied["row"])).tolist() if told else ():
            whose = int(skills["row"][through[at]])
            left = [g for g in goals[int(skills["skill"][through[at]])] if (whose, g) not in told]
            goal[at] = left[0] if left else -1
        through, goal = through[goal >= 0], goal[goal >= 0]
        entry = np.concatenate([own, through])
        if not len(entry):
            empty = np.empty(0, dtype=np.intp)
            return empty, empty.reshape(0, DATES), empty.reshape(0, DATES).astype(np.int64)
        satisfier = np.concatenate([place[skills["skill"][own]], place[goal]])
        group = skills["row"][entry] * len(numbers) + satisfier
        strengths = np.concatenate([skills["own"][own], skills["implied"][through]]).astype(np.int64)
        # Itself before what implies it, and these in their order.
        behind = np.concatenate([np.zeros(len(own), dtype=np.int64), through + 1])
        order = np.argsort(group, kind="stable")
        group = group[order]
        starts = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
        best = np.maximum.reduceat((strengths * _BEHIND + (_BEHIND - 1 - behind)[:, None])[order], starts, axis=0)
        chosen, behind_best = best // _BEHIND, _BEHIND - 1 - best % _BEHIND
        row, satisfier = np.divmod(group[starts], len(numbers))
        # Of a group the first in order is the skill itself, if the candidate has it.
        shown = np.where(behind_best == 0, entry[order][starts][:, None], behind_best - 1)
        worth = np.array([weights[number] for number in numbers])[satisfier]
        return row, shown, in_units(chosen / 10_000.0 * worth[:, None], 4)

    def _goals(self, weights: Mapping[int, float]) -> dict[int, list[int]]:
        """For each skill that satisfies by what it implies alone, what that is: of most worth first."""
        found: dict[int, list[int]] = {}
        for skill in self._ids:
            number = self._number[skill]
            if number in weights:
                continue
            wanted = [self._number[i.id] for i in self._taxonomy.implied(skill) if self._number[i.id] in weights]
            if wanted:
                found[number] = sorted(wanted, key=lambda n: (weights[n], self._ids[n]), reverse=True)
        return found

    def _together(self, requirement: Requirement, candidates: int, groups: Mapping[str, Group]) -> NDArray[np.int64]:
        """By candidate and date, what technologies of other requirements show side by side; -1 where nothing does."""
        import numpy as np

        jobs, claims, denied = groups["jobs"], groups["claims"], groups["denied"]
        found = np.full((candidates, DATES), -1, dtype=np.int64)
        if not len(jobs["row"]):
            return found
        begins = np.searchsorted(jobs["row"], np.arange(candidates))
        job = begins[claims["row"]] + claims["job"]
        least = np.full(len(jobs["row"]), np.inf)
        told: dict[int, set[int]] = {}
        for row, skill in zip(denied["row"].tolist(), denied["denied"].tolist(), strict=True):
            told.setdefault(row, set()).add(skill)
        for other in requirement.together:
            weights = {self._number[s.skill]: s.worth for s in self._by_id[other].any_of}
            worth_of = np.zeros(len(self._ids) + 1)
            implying: dict[int, list[int]] = {}
            for number, skill in enumerate(self._ids):
                implying[number] = [self._number[i.id] for i in self._taxonomy.implied(skill)]
                worth_of[number] = max(weights.get(n, 0.0) for n in (number, *implying[number]))
            worth = worth_of[claims["claimed"]]
            for at in np.flatnonzero(np.isin(claims["row"], denied["row"])).tolist() if told else ():
                number = int(claims["claimed"][at])
                left = [n for n in implying[number] if n not in told[int(claims["row"][at])]]
                worth[at] = max(weights.get(n, 0.0) for n in (number, *left))
            best = np.zeros(len(least))
            np.maximum.at(best, job, worth)
            least = np.minimum(least, best)
        worths = least * jobs["relevance"]
        shown = np.flatnonzero((least > 0.0) & (worths > 0.0))
        rows = jobs["row"][shown]
        bounds = [0, *(np.flatnonzero(rows[1:] != rows[:-1]) + 1).tolist(), len(rows)] if len(rows) else [0]
        columns = [jobs[name][shown].tolist() for name in ("first", "last")]
        for start, stop in pairwise(bounds):
            some = range(start, stop)
            entries = [(float(worths[shown[n]]), columns[0][n], columns[1][n]) for n in some]
            found[rows[start]] = [self._side_by_side(entries, date) for date in range(DATES)]
        return found

    def _side_by_side(self, jobs: Sequence[tuple[float, int, Sequence[int]]], date: int) -> int:
        """As :func:`matcher.scoring.evidence_strength.together_strength`, of jobs that show all that is needed."""
        best = max(jobs, key=lambda job: job[0])[0]
        ends = [job[2][date] for job in jobs]
        if all(job[0] == best for job in jobs):
            # So many equal numbers come to their product, rounded once either way.
            months, covered = 0, -1
            for (_, first, _), end in sorted(zip(jobs, ends, strict=True), key=lambda job: job[0][1]):
                months += max(0, end - max(first, covered + 1) + 1)
                covered = max(covered, end)
            whole = months * best
        else:
            worked: dict[int, float] = {}
            for (worth, first, _), end in sorted(zip(jobs, ends, strict=True), key=lambda job: -job[0][0]):
                for month in range(first, end + 1):
                    worked.setdefault(month, worth)
            whole = math.fsum(worked.values())
        reward = tenure_reward_of(whole, max(ends), self._dates[date])
        return round(round(side_by_side_strength(best, reward), 4) * 10_000)


def _apart(
    phrases: Group, row: NDArray[np.intp], start: NDArray[np.int32], end: NDArray[np.int32], candidates: int
) -> NDArray[np.intp]:
    """The pieces of phrases that do not stand on words of a technology's piece of the same candidate."""
    import numpy as np

    count = len(phrases["row"])
    if not len(row) or not count:
        return np.arange(count)
    begins = np.searchsorted(row, np.arange(candidates + 1))
    of = phrases["row"]
    many = begins[of + 1] - begins[of]
    piece = np.repeat(np.arange(count), many)
    first = np.repeat(np.cumsum(many) - many, many)
    technology = np.repeat(begins[of], many) + np.arange(len(piece)) - first
    touch = (start[technology] < phrases["to"][piece]) & (phrases["from"][piece] < end[technology])
    apart = np.ones(count, dtype=bool)
    apart[piece[touch]] = False
    return np.flatnonzero(apart)
