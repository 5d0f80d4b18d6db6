"""What would change a score: the gain of each thing that could stand on the page, and the fewest that are enough.

Counterfactual explanations (Wachter, Mittelstadt and Russell 2017) answer what people ask of a score: not only where it
comes from, but what would have to be different. Gains are exact for what they name; a changed résumé would change in
other ways too (its months, its vocabulary), which they leave out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Final

from matcher.scoring import DATED_WORK, IMPLIED, earned, strength_of_dated_work
from matcher.types import Change, Contribution, Requirement, RequirementProfile, Skill

__all__ = ["fewest_changes", "possible_changes"]

MONTHS: Final = 24
"""Months of dated work, the last of them this one, in which a named technology is imagined: what an advert calls "two
years of experience". More would gain little (:data:`matcher.scoring.MONTHS_SCALE`)."""

TRIED: Final = 4
"""Technologies tried for each requirement, those of most worth: candidates need a few ways, not a catalogue."""

LEAST_GAIN: Final = 0.05
"""Points below which a change is not worth naming."""

TOGETHER: Final = 3
"""Most changes that are looked for together: what needs four is another résumé."""

COMBINED: Final = 16
"""Changes that are tried in company, those of most gain: 560 threes at most, so that ten thousand candidates take
seconds."""


def possible_changes(
    ledger: Sequence[Contribution],
    profile: RequirementProfile,
    label_of: Callable[[str], str],
    implied: Callable[[str], Iterable[Skill]],
) -> tuple[Change, ...]:
    """What would raise a score, most first.

    Args:
        ledger: the contributions.
        profile: the profile that they are of.
        label_of: gives a skill's label by its id.
        implied: gives the skills that a skill implies.

    >>> from matcher.types import Satisfier
    >>> databases = Requirement("db", "Database", 1, "must", (Satisfier("mysql", 1.0),))
    >>> ledger = [Contribution("db", "Database", "keyword", 0.0, 100.0, "not found")]
    >>> changes = possible_changes(ledger, RequirementProfile("x", "X", "", (databases,)), str.title, lambda _: ())
    >>> [(c.label, c.gain) for c in changes]
    [('Mysql in two years of dated work', 83.45)]
    """  # fmt: skip
    lines = {c.requirement: c for c in ledger if c.component == "keyword"}
    requirements = [r for r in profile.requirements if r.id in lines]
    shown = strength_of_dated_work(MONTHS)
    found: list[Change] = []
    tried: set[str] = set()
    for requirement in requirements:
        line = lines[requirement.id]
        if line.missing < LEAST_GAIN:
            continue
        if requirement.phrases or requirement.description:
            gain = _gain(requirement, line, {"": DATED_WORK})
            found.append(
                Change(f"One more deed for \u201c{requirement.label}\u201d in dated work", "", (requirement.id,), gain)
            )
        for satisfier in sorted(requirement.satisfied_by, key=lambda s: -s.weight)[:TRIED]:
            if satisfier.skill in tried:
                continue
            tried.add(satisfier.skill)
            strengths = {satisfier.skill: shown} | {s.id: shown * IMPLIED for s in implied(satisfier.skill)}
            gains = []
            for other in requirements:
                named = {
                    label_of(s.skill): strengths[s.skill] * s.weight for s in other.satisfied_by if s.skill in strengths
                }
                if named and (gain := _gain(other, lines[other.id], named)) > 0:
                    gains.append((gain, other.id))
            gains.sort(key=lambda pair: (-pair[0], pair[1]))
            total = round(sum(gain for gain, _ in gains), 2)
            label = f"{label_of(satisfier.skill)} in two years of dated work"
            found.append(Change(label, satisfier.skill, tuple(i for _, i in gains), total))
    worth = [change for change in found if change.gain >= LEAST_GAIN]
    return tuple(sorted(worth, key=lambda change: (-change.gain, change.label)))


def fewest_changes(changes: Sequence[Change], needed: float) -> tuple[Change, ...]:
    """The fewest changes that together gain at least ``needed`` points; of those, the ones that gain least too much.

    Only changes to different requirements are put together, since their gains then add up exactly.

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


def _gain(requirement: Requirement, line: Contribution, added: dict[str, float]) -> float:
    """Points that evidence of these strengths, by the skill's label, would add to a line."""
    before = {(e.skill or str(n)): e.strength for n, e in enumerate(line.evidence)}
    after = before | {name: max(strength, before.get(name, 0.0)) for name, strength in added.items()}
    return round(max(0.0, earned(requirement, after.values(), line.possible) - line.points), 2)
