"""Register the components of the ledger: every part of matcher asks here which lines a profile has."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from matcher.core.ledger import LedgerLine
from matcher.core.profile import RequirementProfile
from matcher.core.resume import Month
from matcher.scoring.components.base import LedgerComponent, LineScorer, StoredLine
from matcher.scoring.components.keyword import KeywordComponent
from matcher.scoring.components.tfidf import TfidfComponent
from matcher.scoring.points import largest_remainder

if TYPE_CHECKING:
    from matcher.scoring.tfidf_model import TfidfModel
    from matcher.skills.taxonomy import Taxonomy

__all__ = [
    "COMPONENTS",
    "component_order",
    "component_sentences",
    "is_requirement",
    "ledger_lines",
    "line_key_parts",
    "line_scorers",
    "requirement_points",
    "shared_points",
    "stored_lines",
]

COMPONENTS: Final[tuple[LedgerComponent, ...]] = (KeywordComponent(), TfidfComponent())
"""The components, in the order of their lines in a ledger."""

_ORDER: Final = {component.name: place for place, component in enumerate(COMPONENTS)}
_OF_REQUIREMENTS: Final = frozenset(component.name for component in COMPONENTS if component.of_requirements)


def ledger_lines(profile: RequirementProfile) -> tuple[LedgerLine, ...]:
    """Return the lines that all ledgers of a profile share, in their order; their points add up to exactly 100.

    Lines with fixed points take these; the others divide the rest by weight.

    >>> from matcher.core.profile import Requirement
    >>> requirements = tuple(Requirement(i, i, 1.0, "must") for i in "abc")
    >>> lines = ledger_lines(RequirementProfile("x", "X", "", requirements, tfidf_weight=12.0))
    >>> [(line.requirement, line.possible) for line in lines]
    [('a', 29.34), ('b', 29.33), ('c', 29.33), ('vocabulary', 12.0)]
    """
    asked = [(component.name, line) for component in COMPONENTS for line in component.lines(profile)]
    cents = [round(line.points * 100) for _, line in asked]
    rest = 10_000 - sum(cents)
    weight = sum(line.weight for _, line in asked)
    weighted = [n for n, (_, line) in enumerate(asked) if not line.points]
    exact = [asked[n][1].weight / weight * rest for n in weighted]
    floors = [math.floor(share) for share in exact]
    extra = largest_remainder([share - floor for share, floor in zip(exact, floors, strict=True)], rest - sum(floors))
    for n, floor, one_more in zip(weighted, floors, extra, strict=True):
        cents[n] = floor + one_more
    return tuple(
        LedgerLine(line.requirement, line.label, name, points / 100, line.enough)
        for (name, line), points in zip(asked, cents, strict=True)
    )


def shared_points(profile: RequirementProfile) -> float:
    """Return the points that lines without fixed points divide by weight.

    >>> shared_points(RequirementProfile("x", "X", "", (), tfidf_weight=12.0))
    88.0
    """
    return 100.0 - math.fsum(line.points for component in COMPONENTS for line in component.lines(profile))


def requirement_points(profile: RequirementProfile) -> dict[str, float]:
    """Return the possible points of each requirement, by its id."""
    return {line.requirement: line.possible for line in ledger_lines(profile) if is_requirement(line.component)}


def line_key_parts(profile: RequirementProfile) -> list[Sequence[object]]:
    """Return what the evidence totals of each line depend on, besides code, taxonomy, models and date."""
    return [parts for component in COMPONENTS for parts in component.key_parts(profile)]


def line_scorers(profile: RequirementProfile, taxonomy: Taxonomy, model: TfidfModel) -> list[LineScorer]:
    """Load the scorer of every component that has lines in a profile, in the order of these lines."""
    return [component.scorer(profile, taxonomy, model) for component in COMPONENTS if component.lines(profile)]


def stored_lines(profile: RequirementProfile, taxonomy: Taxonomy, dates: Sequence[Month]) -> list[StoredLine | None]:
    """Return, for each line, how its totals follow from stored evidence; None if that takes the text."""
    return [line for component in COMPONENTS for line in component.stored_lines(profile, taxonomy, dates)]


def is_requirement(component: str) -> bool:
    """Tell whether the lines of a component, by name, are the profile's requirements.

    >>> is_requirement("keyword"), is_requirement("tfidf")
    (True, False)
    """
    return component in _OF_REQUIREMENTS


def component_order(component: str) -> int:
    """Return the place of a component's lines in a ledger, by name.

    >>> component_order("keyword") < component_order("tfidf") < component_order("unknown")
    True
    """
    return _ORDER.get(component, len(_ORDER))


def component_sentences(possible: dict[str, float]) -> list[str]:
    """Say what the points of each component are for, as far as that needs a sentence of its own.

    Args:
        possible: the possible points of each component that has any, by name.
    """
    sentences = [component.sentence(possible[component.name]) for component in COMPONENTS if component.name in possible]
    return [sentence for sentence in sentences if sentence]
