"""How well a résumé shows something, by itself: where it stands, for how long, how lately, under what title.

Everything here is monotone: a further mention never lowers a strength.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from matcher.core.resume import Month, Position, Resume, SectionKind
from matcher.core.skills import Mention, ResumeSkill

__all__ = [
    "Place",
    "Tenures",
    "is_unsupported",
    "place_of",
    "place_strength",
    "skill_strength",
    "strength_of_dated_work",
    "tenure",
    "tenure_of",
    "together_strength",
]

# What a mention is worth by where it stands, 0 to 1, from how a recruiter reads: a word in a list is a claim, a word in
# a dated job is a claim with a witness. Set by hand, then moved on a grid (listed 0.25 to 0.55, dated work 0.5 to 0.72)
# and held against the grades of 122 labelled résumés and of 90 others: on both, a smaller first month, which leaves
# more to duration and recency, puts the strongest first more often. Rerun `python -m benchmarks quality` after touching
# one of them.
LISTED: Final = 0.35
TAUGHT: Final = 0.35
PROJECT: Final = 0.50
UNDATED_WORK: Final = 0.55
DATED_WORK: Final = 0.55
"""What dated work is worth in its first month; months and recency earn the rest."""

TOGETHER: Final = 0.50
"""What technologies of several requirements in one dated job are worth for the requirement that they show together,
against a phrase that says it outright: between 0.4 and 0.55 the order of the graded résumés stays the same; at 0.7 and
above it begins to outweigh what is said in words. Rerun `python -m benchmarks quality` after touching it."""

MONTHS_SCALE: Final = 24.0
"""Months after which 63 % of the reward for duration is earned (1 - e^(-m/24)): two years in a technology are most of
what a job advert asks for, and beyond five the number says little. Rerun `python -m benchmarks quality` after
touching it."""

RECENT_YEARS: Final = 3.0
HALF_LIFE_YEARS: Final = 6.0
"""The reward for duration is whole when the skill was used within RECENT_YEARS of the as-of date and halves every
HALF_LIFE_YEARS after that; what the mention itself is worth does not fade."""

BASIC: Final = 0.8
"""What a mention is worth that is rated as basic by the résumé itself, against one that is not rated: who writes "basic
knowledge of Go" asks for less trust than who writes "Go". It bounds what this mention earns and nothing else: the same
skill claimed elsewhere without that counts in full, so that a mention more never lowers a score. The higher levels earn
nothing: anybody can write "expert", and work tells. One name in 300 is rated as basic; on the labelled résumés the
agreement is the same at 0.6, 0.8 and 1. Rerun `python -m benchmarks quality` after touching it."""

IMPLIED: Final = 0.85
"""What an implied skill is worth against the one that implies it: Django in dated work shows Python, though not as well
as a line that says so."""

WORK: Final = ("experience", "projects")
"""Sections whose positions count as months of use."""

_PLACE: Final[Mapping[SectionKind, tuple[float, str]]] = {
    "experience": (UNDATED_WORK, "in work without dates"),
    "projects": (PROJECT, "in a project"),
    "education": (TAUGHT, "in education"),
    "certificates": (TAUGHT, "in a certificate"),
    "skills": (LISTED, "listed"),
    "summary": (LISTED, "listed"),
    "other": (LISTED, "listed"),
}


def is_unsupported(resume: Resume, offset: int) -> bool:
    """Whether what stands there is borne out by nothing: no dated work, no work or project without dates."""
    index = resume.position_at(offset)
    at_work = index is not None and resume.positions[index].section == "experience"
    return not at_work and resume.section_at(offset).kind not in WORK


def place_strength(section: SectionKind, position: Position | None, relevance: float = 1.0) -> tuple[float, str]:
    """What a mention or phrase is worth by where it stands (0 to 1), and that place in words.

    Args:
        section: the kind of section.
        position: the dated position, if it stands in one.
        relevance: how far the position's work was of the role's kind, 0 (worth a list) to 1.

    >>> place_strength("skills", None)
    (0.35, 'listed')
    >>> place_strength("experience", Position(0, 9, Month(2020, 1), Month(2020, 9), title="UI designer"), 0.0)
    (0.35, 'in dated work as UI designer (counts 0)')
    """
    if position is None or position.section != "experience":
        return _PLACE[section]
    if relevance >= 1.0:
        return DATED_WORK, "in dated work"
    return LISTED + relevance * (DATED_WORK - LISTED), f"in dated work as {position.title} (counts {relevance:g})"


def tenure(worked: Mapping[int, float], as_of: Month) -> float:
    """How much of the reward for duration is earned, 0 to 1: it saturates with months and fades with the years since.

    Args:
        worked: index of each month worked (:attr:`Month.index`) to how much of a month it counts, 0 to 1.
        as_of: the month that "now" means.

    >>> recent = {Month(2026, 11).index - n: 1.0 for n in range(24)}
    >>> round(tenure(recent, Month(2026, 11)), 2), round(tenure(recent, Month(2035, 11)), 2)
    (0.63, 0.32)
    """
    return tenure_of(math.fsum(worked.values()), max(worked), as_of) if worked else 0.0


def tenure_of(months: float, last: int, as_of: Month) -> float:
    """As :func:`tenure`, from what the months come to and the index of the last.

    >>> tenure_of(0.0, Month(2026, 11).index, Month(2026, 11))
    0.0
    """
    years_ago = max(0.0, (as_of.index - last) / 12)
    recency: float = 0.5 ** (max(0.0, years_ago - RECENT_YEARS) / HALF_LIFE_YEARS)
    return (1.0 - math.exp(-months / MONTHS_SCALE)) * recency


def strength_of_dated_work(months: int) -> float:
    """What a skill is worth that is shown in so many months of work of the role's kind, the last of them this one.

    >>> round(strength_of_dated_work(24), 3)
    0.834
    """
    return DATED_WORK + (1.0 - DATED_WORK) * (1.0 - math.exp(-months / MONTHS_SCALE))


def _months(positions: Sequence[Position]) -> set[int]:
    return {month for p in positions for month in range(p.first.index, p.last.index + 1)}


class Place(NamedTuple):
    """Where a skill is shown best, and the work that its mentions stand in; what does not change with the as-of date.

    >>> Place(0.35, None, "listed", frozenset()).note
    'listed'
    """

    worth: float
    """What the place is worth by itself, 0 to 1."""
    mention: Mention | None
    """The mention there; None where the skill is not claimed."""
    note: str
    jobs: frozenset[tuple[float, int]]
    """Indices of the positions whose months count, each with how much of a month one of its months counts."""


def place_of(summary: ResumeSkill, positions: Sequence[Position], relevance: Sequence[float] = ()) -> Place:
    """The place that shows a skill best; the first where several do.

    Args:
        summary: the skill's mentions.
        positions: the résumé's positions.
        relevance: of each position, how far its work was of the role's kind (0 to 1); all 1 if not given.

    >>> m = Mention("go", "Go", 0, 2, section="skills")
    >>> place_of(ResumeSkill("go", "Go", "language", 0, None, False, (m,)), ())[::2]
    (0.35, 'listed')
    """
    best, shown, note = 0.0, None, ""
    jobs = set()
    for mention in summary.mentions:
        if mention.assertion != "claimed" or not mention.visible:
            continue
        index = mention.position
        position, weight = None, 1.0
        if index is not None:
            position, weight = positions[index], relevance[index] if relevance else 1.0
        place, where = place_strength(mention.section, position, weight)
        if mention.level == "basic":
            place, weight, where = place * BASIC, weight * BASIC, f"{where}, rated as basic"
        if place > best:
            best, shown, note = place, mention, where
        if index is not None and position is not None and position.section in WORK:
            jobs.add((weight, index))
    return Place(best, shown, note, frozenset(jobs) if shown is not None else frozenset())


class Tenures:
    """What months of work add to places, as of one month; asked of all skills of a résumé.

    Months never lift a place above what work of that relevance can be worth: twelve years under a foreign trade's title
    stay below two under the role's own.

    Args:
        positions: the résumé's positions, as they are at that month.
        as_of: the month that "now" means.

    >>> job = Position(0, 9, Month(2020, 1), Month(2021, 12))
    >>> tenures, place = Tenures([job], Month(2022, 1)), Place(0.55, None, "in dated work", frozenset({(1.0, 0)}))
    >>> round(tenures.strength(place), 3), tenures.note(place)
    (0.834, 'in dated work, 24 months, last 2021-12')
    """

    def __init__(self, positions: Sequence[Position], as_of: Month) -> None:
        self._positions = positions
        self._as_of = as_of
        self._found: dict[frozenset[tuple[float, int]], tuple[float, int, int]] = {}

    def strength(self, place: Place) -> float:
        """Of a skill shown there, 0 to 1."""
        return max(place.worth, self._of(place.jobs)[0]) if place.jobs else place.worth

    def note(self, place: Place) -> str:
        """How it counts, in words."""
        if not place.jobs:
            return place.note
        _, months, last = self._of(place.jobs)
        return f"{place.note}, {months} months, last {Month.from_index(last)}"

    def _of(self, jobs: frozenset[tuple[float, int]]) -> tuple[float, int, int]:
        """What the months alone are worth, how many they are, and the last of them. Skills of one job share it."""
        found = self._found.get(jobs)
        if found is None:
            best = 0.0
            worked: dict[int, float] = {}
            # From the most relevant work down: each kind may add its months, up to the ceiling of its own relevance.
            for weight in sorted({weight for weight, _ in jobs}, reverse=True):
                for month in _months([self._positions[index] for of, index in jobs if of == weight]):
                    worked.setdefault(month, weight)
                floor, ceiling = LISTED + weight * (DATED_WORK - LISTED), LISTED + weight * (1.0 - LISTED)
                best = max(best, floor + (ceiling - floor) * tenure(worked, self._as_of))
            found = self._found[jobs] = best, len(worked), max(worked)
        return found


def skill_strength(
    summary: ResumeSkill, positions: Sequence[Position], as_of: Month, relevance: Sequence[float] = ()
) -> tuple[float, Mention | None, str]:
    """How well one skill is shown, by itself.

    Months add to what the place is worth, but never lift it above what work of that relevance can be worth: twelve
    years under a foreign trade's title stay below two under the role's own.

    Args:
        summary: the skill's mentions and months.
        positions: the résumé's positions.
        as_of: the month that "now" means.
        relevance: of each position, how far its work was of the role's kind (0 to 1); all 1 if not given. A month in a
            position counts as that much of a month.

    Returns:
        Strength (0 to 1), the mention that shows it best, and how it counts in words.

    >>> m = Mention("go", "Go", 0, 2, section="skills")
    >>> skill_strength(ResumeSkill("go", "Go", "language", 0, None, False, (m,)), (), Month(2026, 11))[::2]
    (0.35, 'listed')
    """
    place = place_of(summary, positions, relevance)
    tenures = Tenures(positions, as_of)
    return tenures.strength(place), place.mention, tenures.note(place)


def together_strength(
    shown: Sequence[Mapping[int, float]], positions: Sequence[Position], as_of: Month, relevance: Sequence[float] = ()
) -> tuple[float, int | None, str]:
    """How well technologies of several requirements show, side by side in dated jobs, the work that needs them all.

    A database with a framework and a language in one dated job is server-side work, whether or not the job's text says
    so in words.

    Args:
        shown: for each requirement, the positions in which its technologies are claimed, with the worth of the best.
        positions: the résumé's positions.
        as_of: the month that "now" means.
        relevance: of each position, how far its work was of the role's kind (0 to 1); all 1 if not given.

    Returns:
        Strength (0 to 1), the position that shows it best (None if none does), and how it counts in words.

    >>> job = Position(0, 99, Month(2020, 1), Month(2025, 12), title="Developer")
    >>> together_strength([{0: 1.0}, {0: 0.9}], [job], Month(2026, 11))[1:]
    (0, 'side by side in dated work, 72 months, last 2025-12')
    """
    relevant = relevance or [1.0] * len(positions)
    worths = {
        index: min(worth[index] for worth in shown) * relevant[index]
        for index in set(shown[0]).intersection(*shown[1:] or [shown[0]])
        if positions[index].section == "experience"
    }
    best = max(worths, key=lambda index: (worths[index], positions[index].months, -index), default=None)
    if best is None or worths[best] <= 0.0:
        return 0.0, None, ""
    worked: dict[int, float] = {}
    for index in sorted(worths, key=lambda i: -worths[i]):
        for month in _months([positions[index]]):
            worked.setdefault(month, worths[index])
    strength = TOGETHER * worths[best] * (0.5 + 0.5 * tenure(worked, as_of))
    note = f"side by side in dated work, {len(worked)} months, last {Month.from_index(max(worked))}"
    return strength, best, note
