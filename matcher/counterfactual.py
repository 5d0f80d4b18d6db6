"""What would change a score: the gain of each thing that could stand on the page, and the fewest that are enough.

Counterfactual explanations (Wachter, Mittelstadt and Russell 2017) answer what people ask of a score: not only where it
comes from, but what would have to be different. Gains are exact for what they name; a changed résumé would change in
other ways too (its months, its vocabulary), which they leave out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from matcher.scoring import cap_bare, earned
from matcher.strength import DATED_WORK, IMPLIED, strength_of_dated_work
from matcher.types import Change, Contribution, Evidence, Requirement, RequirementProfile, Skill

__all__ = ["fewest_changes", "possible_changes"]

MONTHS: Final = 24
"""Months of dated work, the last of them this one, in which a named technology is imagined: what an advert calls "two
years of experience". More would gain little (:data:`matcher.strength.MONTHS_SCALE`)."""

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
        implied: gives the skills that a skill implies, without those that the résumé denies.

    >>> from matcher.types import Satisfier
    >>> databases = Requirement("db", "Database", 1, "must", (Satisfier("mysql", 1.0),))
    >>> ledger = [Contribution("db", "Database", "keyword", 0.0, 100.0, "not found")]
    >>> changes = possible_changes(ledger, RequirementProfile("x", "X", "", (databases,)), str.title, lambda _: ())
    >>> [(c.label, c.gain) for c in changes]
    [('Mysql in two years of dated work', 83.45)]
    """  # fmt: skip
    lines = {c.requirement: c for c in ledger if c.component == "keyword"}
    requirements = [r for r in profile.requirements if r.id in lines]
    before = _points(lines.values(), requirements)
    shown = strength_of_dated_work(MONTHS)
    found: list[Change] = []
    tried: set[str] = set()

    def consider(label: str, skill: str, added: Mapping[str, Mapping[str, float]]) -> None:
        """Note what evidence would gain, given by requirement and, there, by the skill's label with its strength."""
        changed = {i: _with(lines[i], strengths) for i, strengths in added.items()}
        touched = [i for i in changed if changed[i] is not lines[i]]
        gain = round(_points([changed.get(i, line) for i, line in lines.items()], requirements) - before, 2)
        if touched and gain >= LEAST_GAIN:
            found.append(Change(label, skill, tuple(touched), gain))

    for requirement in requirements:
        if lines[requirement.id].missing < LEAST_GAIN:
            continue
        if requirement.phrases or requirement.description:
            label = f"One more deed for “{requirement.label}” in dated work"
            consider(label, "", {requirement.id: {"": DATED_WORK}})
        for satisfier in sorted(requirement.satisfied_by, key=lambda s: -s.weight)[:TRIED]:
            if satisfier.skill in tried:
                continue
            tried.add(satisfier.skill)
            strengths = {s.id: shown * IMPLIED for s in implied(satisfier.skill)} | {satisfier.skill: shown}
            added = {}
            for other in requirements:
                named = [s for s in other.satisfied_by if s.skill in strengths]
                if named:
                    # A word counts once in a requirement: for itself, else for the best that it implies.
                    best = max(named, key=lambda s: (s.skill == satisfier.skill, s.weight, s.skill))
                    added[other.id] = {label_of(best.skill): strengths[best.skill] * best.weight}
            consider(f"{label_of(satisfier.skill)} in two years of dated work", satisfier.skill, added)
    return tuple(sorted(found, key=lambda change: (-change.gain, change.label)))


def fewest_changes(changes: Sequence[Change], needed: float) -> tuple[Change, ...]:
    """The fewest changes that together gain at least ``needed`` points; of those, the ones that gain least too much.

    Only changes to different requirements are put together, since their gains then add up; where the cap on bare words
    holds points back, together they may come to a little less.

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


def _with(line: Contribution, added: Mapping[str, float]) -> Contribution:
    """The line with evidence of these strengths, by the skill's label, where it had less; itself where it had not."""
    held = {e.skill: e for e in line.evidence if e.skill}
    more = {name: strength for name, strength in added.items() if name not in held or strength > held[name].strength}
    if not more:
        return line
    kept = tuple(e for e in line.evidence if not e.skill or e.skill not in more)
    imagined = tuple(
        Evidence("", -1, -1, 0, "experience", "", skill=name, strength=strength) for name, strength in more.items()
    )
    return replace(line, evidence=kept + imagined)


def _points(lines: Iterable[Contribution], requirements: Sequence[Requirement]) -> float:
    """What the lines earn by their evidence, capped as in a ledger."""
    by_id = {requirement.id: requirement for requirement in requirements}
    earning = [
        replace(line, points=earned(by_id[line.requirement], (e.strength for e in line.evidence), line.possible))
        for line in lines
    ]
    return sum(line.points for line in cap_bare(earning, requirements))
