"""Find what would raise a score: the gain of each thing that could be on the page, and the fewest that are enough.

Counterfactual explanations (Wachter, Mittelstadt and Russell 2017) answer what people ask of a score: not only where it
comes from, but what would have to be different. Gains are exact for what they name; a changed résumé would change in
other ways too (its months, its vocabulary), which they leave out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from matcher.core.ledger import Change, Contribution, EvidenceTotal
from matcher.core.profile import Requirement, RequirementProfile, Satisfier
from matcher.core.skills import Skill
from matcher.scoring.components.registry import is_requirement
from matcher.scoring.evidence_strength import DATED_WORK, IMPLIED, strength_of_dated_work
from matcher.scoring.evidence_totals import evidence_total
from matcher.scoring.points import LinePoints, points_in_cents, totals_array

__all__ = ["fewest_changes", "possible_changes"]

MONTHS: Final = 24
"""Months of dated work, the last of them this one, in which a named technology is imagined: what an advert calls "two
years of experience". More would gain little (:data:`matcher.scoring.evidence_strength.MONTHS_SCALE`)."""

TRIED: Final = 4
"""Technologies tried for each requirement, those of most worth: candidates need a few ways, not a catalogue."""

LEAST_GAIN: Final = 0.05
"""Points below which a change is not worth naming."""

TOGETHER: Final = 3
"""Most changes that are combined: what needs four is another résumé."""

COMBINED: Final = 16
"""Changes that are tried in combination, those of most gain: 560 threes at most, so that ten thousand candidates take
seconds."""


@dataclass(frozen=True, slots=True)
class _Trial:
    """A change to try: evidence added to some requirements."""

    label: str
    skill: str
    added: Mapping[str, Mapping[str, float]]
    """By requirement, the strength of each skill, by its label ("" for a phrase)."""


def possible_changes(
    ledger: Sequence[Contribution],
    points: Sequence[LinePoints],
    profile: RequirementProfile,
    label_of: Callable[[str], str],
    implied: Callable[[str], Iterable[Skill]],
) -> tuple[Change, ...]:
    """Find what would raise a score, most first.

    Args:
        ledger: the contributions.
        points: the points of each with their derivation, in the same order.
        profile: the profile that they are of.
        label_of: gives a skill's label by its id.
        implied: gives the skills that a skill implies, without those that the résumé denies.

    >>> from matcher.core.ledger import EvidenceTotal, LedgerLine
    >>> from matcher.core.profile import Satisfier
    >>> from matcher.scoring.points import line_points
    >>> databases = Requirement("db", "Database", 1, "must", (Satisfier("mysql", 1.0),))
    >>> points = line_points([EvidenceTotal(0.0, 0.0)], [LedgerLine("db", "Database", "keyword", 100.0)])
    >>> ledger = [Contribution("db", "Database", "keyword", 0.0, 100.0, "not found")]
    >>> profile = RequirementProfile("x", "X", "", (databases,))
    >>> [(c.label, c.gain) for c in possible_changes(ledger, points, profile, str.title, lambda _: ())]
    [('Mysql in two years of dated work', 83.45)]
    """
    lines = {c.requirement: (n, c) for n, c in enumerate(ledger) if is_requirement(c.component)}
    requirements = {r.id: r for r in profile.requirements if r.id in lines}
    lacking = [r for i, r in requirements.items() if lines[i][1].missing >= LEAST_GAIN]
    present = {i: {e.skill: e.strength for e in line.evidence if e.skill} for i, (_, line) in lines.items()}
    tried: list[tuple[_Trial, dict[int, EvidenceTotal]]] = []
    for trial in _trials(lacking, list(requirements.values()), label_of, implied):
        totals = {}
        for requirement_id, strengths in trial.added.items():
            number, line = lines[requirement_id]
            strongest = present[requirement_id]
            added = {skill: s for skill, s in strengths.items() if skill not in strongest or s > strongest[skill]}
            if added:
                totals[number] = _total_with(requirements[requirement_id], line, added)
        if totals:
            tried.append((trial, totals))
    gains = _gains(points, [totals for _, totals in tried])
    changes = [
        Change(trial.label, trial.skill, tuple(ledger[number].requirement for number in totals), gain)
        for (trial, totals), gain in zip(tried, gains, strict=True)
        if gain >= LEAST_GAIN
    ]
    return tuple(sorted(changes, key=lambda change: (-change.gain, change.label)))


def _trials(
    lacking: Sequence[Requirement],
    requirements: Sequence[Requirement],
    label_of: Callable[[str], str],
    implied: Callable[[str], Iterable[Skill]],
) -> Iterator[_Trial]:
    """Yield the changes to try for the requirements that lack points."""
    strength = strength_of_dated_work(MONTHS)
    satisfied: dict[str, list[tuple[str, Satisfier]]] = {}
    for requirement in requirements:
        for satisfier in requirement.any_of:
            satisfied.setdefault(satisfier.skill, []).append((requirement.id, satisfier))
    order = {requirement.id: place for place, requirement in enumerate(requirements)}
    tried: set[str] = set()
    for requirement in lacking:
        if requirement.phrases or requirement.meaning:
            label = f"One more piece of evidence for “{requirement.label}” in dated work"
            yield _Trial(label, "", {requirement.id: {"": DATED_WORK}})
        for satisfier in sorted(requirement.any_of, key=lambda s: -s.worth)[:TRIED]:
            if satisfier.skill in tried:
                continue
            tried.add(satisfier.skill)
            strengths = {s.id: strength * IMPLIED for s in implied(satisfier.skill)} | {satisfier.skill: strength}
            satisfiers: dict[str, list[Satisfier]] = {}
            for skill in strengths:
                for requirement_id, other in satisfied.get(skill, ()):
                    satisfiers.setdefault(requirement_id, []).append(other)
            added = {}
            for requirement_id in sorted(satisfiers, key=order.__getitem__):
                # A word counts once in a requirement: for itself, else for the best that it implies.
                best = max(satisfiers[requirement_id], key=lambda s: (s.skill == satisfier.skill, s.worth, s.skill))
                added[requirement_id] = {label_of(best.skill): strengths[best.skill] * best.worth}
            yield _Trial(f"{label_of(satisfier.skill)} in two years of dated work", satisfier.skill, added)


def _total_with(requirement: Requirement, line: Contribution, added: Mapping[str, float]) -> EvidenceTotal:
    """Add up a line's evidence with the strengths of some skills added or replaced."""
    kept = [(e.strength, e.unsupported) for e in line.evidence if not e.skill or e.skill not in added]
    return evidence_total(requirement, kept + [(strength, False) for strength in added.values()])


def _gains(points: Sequence[LinePoints], changed: Sequence[Mapping[int, EvidenceTotal]]) -> list[float]:
    """Compute what each set of changed totals, by the number of the line, would gain: all in one call of the kernel."""
    import numpy as np

    if not changed:
        return []
    totals = np.tile(totals_array([line.total for line in points]), (len(changed) + 1, 1, 1, 1))
    cells = [(row, number, total) for row, lines in enumerate(changed, start=1) for number, total in lines.items()]
    rows, numbers, new_totals = zip(*cells, strict=True)
    totals[list(rows), list(numbers)] = totals_array(new_totals)[0]
    scores = points_in_cents(totals, [line.line for line in points]).sum(axis=(1, 2))
    return ((scores[1:] - scores[0]) / 100.0).tolist()  # type: ignore[no-any-return]


def fewest_changes(changes: Sequence[Change], needed: float) -> tuple[Change, ...]:
    """Find the fewest changes that together gain at least ``needed`` points, of these the ones closest to it.

    Only changes to different requirements are combined, since their gains then add up; where the cap on unsupported
    words holds points back, together they may gain a little less.

    Args:
        changes: of :func:`possible_changes`.
        needed: points, above 0.

    Returns:
        The changes, most gain first; empty when three are not enough.

    >>> changes = [Change("A", "a", ("x",), 4.0), Change("B", "b", ("y",), 3.0), Change("C", "c", ("x",), 2.0)]
    >>> [[c.label for c in fewest_changes(changes, needed)] for needed in (2.5, 6.5, 9.0)]
    [['B'], ['A', 'B'], []]
    """
    for count in range(1, TOGETHER + 1):
        enough = []
        for chosen in combinations(changes if count == 1 else changes[:COMBINED], count):
            touched = [requirement for change in chosen for requirement in change.requirements]
            gain = round(sum(change.gain for change in chosen), 2)
            if gain >= needed and len(touched) == len(set(touched)):
                enough.append((gain, [change.label for change in chosen], chosen))
        if enough:
            return min(enough)[2]
    return ()
