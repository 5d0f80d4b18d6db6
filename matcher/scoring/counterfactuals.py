"""What would change a score: the gain of each thing that could stand on the page, and the fewest that are enough.

Counterfactual explanations (Wachter, Mittelstadt and Russell 2017) answer what people ask of a score: not only where it
comes from, but what would have to be different. Gains are exact for what they name; a changed résumé would change in
other ways too (its months, its vocabulary), which they leave out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final

from matcher.core.ledger import Change, Contribution
from matcher.core.profile import Requirement, RequirementProfile, Satisfier
from matcher.core.skills import Skill
from matcher.scoring.evidence_strength import DATED_WORK, IMPLIED, strength_of_dated_work
from matcher.scoring.ledger import capped, earned, unsupported_cents

__all__ = ["fewest_changes", "possible_changes"]

MONTHS: Final = 24
"""Months of dated work, the last of them this one, in which a named technology is imagined: what an advert calls "two
years of experience". More would gain little (:data:`matcher.scoring.evidence_strength.MONTHS_SCALE`)."""

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

    >>> from matcher.core.profile import Satisfier
    >>> databases = Requirement("db", "Database", 1, "must", (Satisfier("mysql", 1.0),))
    >>> ledger = [Contribution("db", "Database", "keyword", 0.0, 100.0, "not found")]
    >>> changes = possible_changes(ledger, RequirementProfile("x", "X", "", (databases,)), str.title, lambda _: ())
    >>> [(c.label, c.gain) for c in changes]
    [('Mysql in two years of dated work', 83.45)]
    """  # fmt: skip
    lines = {c.requirement: c for c in ledger if c.component == "keyword"}
    requirements = [r for r in profile.requirements if r.id in lines]
    by_id = {requirement.id: requirement for requirement in requirements}
    held = {i: {e.skill: e.strength for e in line.evidence if e.skill} for i, line in lines.items()}
    earning = {
        i: _earning(by_id[i], line, [(e.strength, e.unsupported) for e in line.evidence]) for i, line in lines.items()
    }
    before = _points(earning.values())
    shown = strength_of_dated_work(MONTHS)
    asked_for: dict[str, list[tuple[str, Satisfier]]] = {}
    for requirement in requirements:
        for asked in requirement.any_of:
            asked_for.setdefault(asked.skill, []).append((requirement.id, asked))
    order = {requirement.id: place for place, requirement in enumerate(requirements)}
    found: list[Change] = []
    tried: set[str] = set()

    def consider(label: str, skill: str, added: Mapping[str, Mapping[str, float]]) -> None:
        """Note what evidence would gain, given by requirement and, there, by the skill's label with its strength."""
        touched = {}
        for i, strengths in added.items():
            more = {name: s for name, s in strengths.items() if name not in held[i] or s > held[i][name]}
            if more:
                kept = [(e.strength, e.unsupported) for e in lines[i].evidence if not e.skill or e.skill not in more]
                touched[i] = _earning(by_id[i], lines[i], [*kept, *((s, False) for s in more.values())])
        if touched:
            gain = round(_points((earning | touched).values()) - before, 2)
            if gain >= LEAST_GAIN:
                found.append(Change(label, skill, tuple(touched), gain))

    for requirement in requirements:
        if lines[requirement.id].missing < LEAST_GAIN:
            continue
        if requirement.phrases or requirement.meaning:
            label = f"One more deed for “{requirement.label}” in dated work"
            consider(label, "", {requirement.id: {"": DATED_WORK}})
        for satisfier in sorted(requirement.any_of, key=lambda s: -s.worth)[:TRIED]:
            if satisfier.skill in tried:
                continue
            tried.add(satisfier.skill)
            strengths = {s.id: shown * IMPLIED for s in implied(satisfier.skill)} | {satisfier.skill: shown}
            named: dict[str, list[Satisfier]] = {}
            for skill in strengths:
                for other, asked in asked_for.get(skill, ()):
                    named.setdefault(other, []).append(asked)
            added = {}
            for other in sorted(named, key=order.__getitem__):
                # A word counts once in a requirement: for itself, else for the best that it implies.
                best = max(named[other], key=lambda s: (s.skill == satisfier.skill, s.worth, s.skill))
                added[other] = {label_of(best.skill): strengths[best.skill] * best.worth}
            consider(f"{label_of(satisfier.skill)} in two years of dated work", satisfier.skill, added)
    return tuple(sorted(found, key=lambda change: (-change.gain, change.label)))


def fewest_changes(changes: Sequence[Change], needed: float) -> tuple[Change, ...]:
    """The fewest changes that together gain at least ``needed`` points; of those, the ones that gain least too much.

    Only changes to different requirements are put together, since their gains then add up; where the cap on unsupported words
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


def _earning(requirement: Requirement, line: Contribution, shown: Sequence[tuple[float, bool]]) -> tuple[float, int]:
    """What evidence of such strengths, unsupported or not, earns a line: points, and the hundredths of them by unsupported words."""
    points = earned(requirement, (strength for strength, _ in shown), line.possible)
    return points, unsupported_cents(requirement, shown, points, line.possible)


def _points(lines: Iterable[tuple[float, int]]) -> float:
    """What the lines earn, capped as in a ledger."""
    pairs = list(lines)
    return sum(capped([points for points, _ in pairs], [gain for _, gain in pairs]))
