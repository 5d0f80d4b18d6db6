"""Compute how strong evidence is by itself: by section, months of work, recency and job title.

Everything here is monotone: a further mention never lowers a strength.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from matcher.core.memo import Memo
from matcher.core.resume import MONTHS_OF_USE, EntryKind, Month, Position, Resume, SectionKind
from matcher.core.skills import JobMentions, Mention, ResumeSkill

__all__ = [
    "CountedJob",
    "SkillBasis",
    "Tenures",
    "is_unsupported",
    "location_strength",
    "months_that_count",
    "side_by_side_strength",
    "skill_basis",
    "strength_of_dated_work",
    "tenure_reward",
    "tenure_reward_of",
    "together_strength",
]

# What a mention is worth by its section, 0 to 1, from how a recruiter reads: a word in a list is a claim, a word in a
# dated job is a claim with a witness. Set by hand, then varied on a grid (listed 0.25 to 0.55, dated work 0.5 to 0.72)
# and compared with the grades of 122 labelled résumés and of 90 others: on both, a smaller first month, which leaves
# more to duration and recency, puts the strongest first more often. Rerun `python -m benchmarks quality` after touching
# one of them.
LISTED: Final = 0.35
TAUGHT: Final = 0.35
PROJECT: Final = 0.50
UNDATED_WORK: Final = 0.55
DATED_WORK: Final = 0.55
"""What dated work is worth in its first month; months and recency earn the rest."""

TOGETHER: Final = 0.50
"""What technologies of several requirements in one dated job are worth for the requirement that they satisfy together,
compared with a phrase that says it outright: between 0.4 and 0.55 the order of the graded résumés stays the same; at
0.7 and above it begins to outweigh what is said in words. Rerun `python -m benchmarks quality` after touching it."""

MONTHS_SCALE: Final = 24.0
"""Months after which 63 % of the reward for duration is earned (1 - e^(-m/24)): two years in a technology are most of
what a job advert asks for, and beyond five years the number says little. Rerun `python -m benchmarks quality` after
touching it."""

FIRST_SENTENCE: Final = 36
FURTHER_SENTENCE: Final = 12
"""Months of one job that count for a skill that one sentence of it names, and that each further sentence adds; all of
them count where the job's title or list of technologies names the skill. Whoever once ported PHP code in a job of nine
years has not nine years of PHP. Of 20 formulations this one gains in both halves of 122 graded résumés, though little,
and among 1,560 others it tells back-end developers better from front-end and other developers: see "How long with
what" in `benchmarks/RESULTS.md`. Rerun `python -m benchmarks quality` after touching one of them."""

RECENT_YEARS: Final = 3.0
HALF_LIFE_YEARS: Final = 6.0
"""The full reward for duration goes to a skill used within RECENT_YEARS of the as-of date; it halves every
HALF_LIFE_YEARS after that. What the mention itself is worth does not fade."""

BASIC: Final = 0.8
"""What a mention is worth that the résumé itself rates as basic, relative to an unrated one: whoever writes "basic
knowledge of Go" claims less than whoever writes "Go". It bounds what this mention earns and nothing else: the same
skill claimed elsewhere without a rating counts in full, so a further mention never lowers a score. The higher levels
earn
nothing: anyone can write "expert", and work is the better sign. One name in 300 is rated as basic; on the labelled
résumés the agreement is the same at 0.6, 0.8 and 1. Rerun `python -m benchmarks quality` after touching it."""

IMPLIED: Final = 0.85
"""What an implied skill is worth, relative to the one that implies it: Django in dated work is evidence of Python,
though not as good as a line that says so."""

_UNDATED_WORK: Final = ("experience", "projects")
"""Sections whose text is about work, with dates or without."""

_BY_SECTION: Final[Mapping[SectionKind, tuple[float, str]]] = {
    "experience": (UNDATED_WORK, "in work without dates"),
    "projects": (PROJECT, "in a project"),
    "education": (TAUGHT, "in education"),
    "certificates": (TAUGHT, "in a certificate"),
    "skills": (LISTED, "listed"),
    "summary": (LISTED, "listed"),
    "other": (LISTED, "listed"),
}

_BY_KIND: Final[Mapping[EntryKind, tuple[float, str]]] = {
    "project": (PROJECT, "in a project"),
    "education": (TAUGHT, "in education"),
    "certificate": (TAUGHT, "in a certificate"),
    "volunteer": (PROJECT, "in volunteer work"),
}


def is_unsupported(resume: Resume, offset: int) -> bool:
    """Tell whether evidence at a character offset is unsupported: in no dated work, undated work or project."""
    if any(start <= offset < end for start, end in resume.unsupported):
        return True
    section, index = resume.place_at(offset)
    if index is not None:
        return resume.positions[index].kind not in MONTHS_OF_USE
    return section not in _UNDATED_WORK


def location_strength(section: SectionKind, position: Position | None, relevance: float = 1.0) -> tuple[float, str]:
    """Return what a mention or phrase is worth by its location, 0 to 1, and that location in words.

    Args:
        section: the kind of section.
        position: the dated position that it is in, if any.
        relevance: how far the position's work was of the role's kind, 0 (worth a list) to 1.

    >>> location_strength("skills", None)
    (0.35, 'listed')
    >>> location_strength("experience", Position(0, 9, Month(2020, 1), Month(2020, 9), title="UI designer"), 0.0)
    (0.35, 'in dated work as UI designer (counts 0)')
    """
    if position is None:
        return _BY_SECTION[section]
    if position.kind != "work":
        return _BY_KIND[position.kind]
    if relevance >= 1.0:
        return DATED_WORK, "in dated work"
    title = f" as {position.title}" if position.title else ""
    return LISTED + relevance * (DATED_WORK - LISTED), f"in dated work{title} (counts {relevance:g})"


def tenure_reward(worked: Mapping[int, float], as_of: Month) -> float:
    """Return the reward for duration, 0 to 1: it saturates with months and fades with the years since.

    Args:
        worked: index of each month worked (:attr:`Month.index`) to how much of a month it counts, 0 to 1.
        as_of: the month that "now" means.

    >>> recent = {Month(2026, 11).index - n: 1.0 for n in range(24)}
    >>> round(tenure_reward(recent, Month(2026, 11)), 2), round(tenure_reward(recent, Month(2035, 11)), 2)
    (0.63, 0.32)
    """
    return tenure_reward_of(math.fsum(worked.values()), max(worked), as_of) if worked else 0.0


def tenure_reward_of(months: float, last: int, as_of: Month) -> float:
    """As :func:`tenure_reward`, from the sum of the months and the index of the last.

    >>> tenure_reward_of(0.0, Month(2026, 11).index, Month(2026, 11))
    0.0
    """
    years_ago = max(0.0, (as_of.index - last) / 12)
    recency: float = 0.5 ** (max(0.0, years_ago - RECENT_YEARS) / HALF_LIFE_YEARS)
    return (1.0 - math.exp(-months / MONTHS_SCALE)) * recency


def strength_of_dated_work(months: int) -> float:
    """Return the strength of a skill with so many months of work of the role's kind, the last of them this one.

    >>> round(strength_of_dated_work(24), 3)
    0.834
    """
    return DATED_WORK + (1.0 - DATED_WORK) * (1.0 - math.exp(-months / MONTHS_SCALE))


def _months(positions: Sequence[Position]) -> set[int]:
    return {month for p in positions for month in range(p.first.index, p.last.index + 1)}


class CountedJob(NamedTuple):
    """A position whose months count for a skill.

    >>> CountedJob(1.0, 0).most_months is None
    True
    """

    weight: float
    """How much of a month one of its months counts, 0 to 1."""
    position: int
    most_months: int | None = None
    """How many of its months count at most, the last ones; None for all."""


def months_that_count(job: JobMentions, position: Position) -> int | None:
    """Return how many months of a job count at most for a skill that it names; None for all.

    >>> long, short = (Position(0, 9, Month(2010, 1), Month(year, 12)) for year in (2018, 2012))
    >>> months_that_count(JobMentions(0, 1), long), months_that_count(JobMentions(0, 3, sentences=3), long)
    (36, 60)
    >>> months_that_count(JobMentions(0, 1, in_stack=True), long), months_that_count(JobMentions(0, 1), short)
    (None, None)
    """
    most = FIRST_SENTENCE + FURTHER_SENTENCE * (job.sentences - 1)
    return None if job.in_stack or (most >= position.months and not position.current) else most


class SkillBasis(NamedTuple):
    """What a skill's strength is based on, whatever the as-of date: its best mention and the work that counts.

    >>> SkillBasis(0.35, None, "listed").note
    'listed'
    """

    worth: float
    """What the best mention is worth by its location, 0 to 1."""
    mention: Mention | None
    """The best mention; None where the skill is not claimed."""
    note: str
    """Its location in words."""
    jobs: frozenset[CountedJob] = frozenset()
    mentions: int = 0
    """Claims in these jobs."""


def skill_basis(skill: ResumeSkill, positions: Sequence[Position], relevance: Sequence[float] = ()) -> SkillBasis:
    """Find a skill's best mention, the first of equals, and the positions whose months count.

    Args:
        skill: the skill with its mentions.
        positions: the résumé's positions.
        relevance: of each position, how far its work was of the role's kind (0 to 1); all 1 if not given.

    >>> m = Mention("go", "Go", 0, 2, section="skills")
    >>> skill_basis(ResumeSkill("go", "Go", "language", 0, None, False, (m,)), ())[:3:2]
    (0.35, 'listed')
    """
    best, best_mention, best_note = 0.0, None, ""
    named_in = {job.position: months_that_count(job, positions[job.position]) for job in skill.jobs}
    jobs = set()
    for mention in skill.mentions:
        if mention.assertion != "claimed" or not mention.visible:
            continue
        index = mention.position
        position, weight = None, 1.0
        if index is not None:
            position, weight = positions[index], relevance[index] if relevance else 1.0
        worth, note = location_strength(mention.section, position, weight)
        if mention.level == "basic":
            worth, weight, note = worth * BASIC, weight * BASIC, f"{note}, rated as basic"
        if worth > best:
            best, best_mention, best_note = worth, mention, note
        if index in named_in:
            jobs.add(CountedJob(weight, index, named_in[index]))
    if best_mention is None:
        return SkillBasis(0.0, None, "")
    return SkillBasis(best, best_mention, best_note, frozenset(jobs), skill.mentions_at_work)


def _between(weight: float, reward: float) -> float:
    """Return what work of one relevance is worth, between its first month and its full reward."""
    floor, ceiling = LISTED + weight * (DATED_WORK - LISTED), LISTED + weight * (1.0 - LISTED)
    return floor + (ceiling - floor) * reward


def _union(months: Sequence[range]) -> tuple[int, int]:
    """Return how many months the ranges hold together, and the last one."""
    count, reached = 0, -1
    for part in sorted(months, key=lambda part: part.start):
        count += max(0, part.stop - max(part.start, reached))
        reached = max(reached, part.stop)
    return count, reached - 1


class Tenures:
    """What months of work add to the skills of one résumé, as of one month.

    Months never lift a skill above what work of that relevance can be worth: twelve years under another trade's title
    stay below two under the role's own.

    Args:
        positions: the résumé's positions, as they are at that month.
        as_of: the month that "now" means.

    >>> job = Position(0, 9, Month(2020, 1), Month(2021, 12))
    >>> basis = SkillBasis(0.55, None, "in dated work", frozenset({CountedJob(1.0, 0)}), mentions=3)
    >>> tenures = Tenures([job], Month(2022, 1))
    >>> round(tenures.strength(basis), 3), tenures.note(basis)
    (0.834, 'in dated work, named in jobs spanning 24 months to 2021-12 (3 mentions)')
    """

    def __init__(self, positions: Sequence[Position], as_of: Month) -> None:
        self._positions = positions
        self._as_of = as_of
        self._by_jobs = Memo(self._work)

    def strength(self, basis: SkillBasis) -> float:
        """Return a skill's strength, 0 to 1."""
        return max(basis.worth, self._by_jobs[basis.jobs][0]) if basis.jobs else basis.worth

    def note(self, basis: SkillBasis) -> str:
        """Say how a skill counts."""
        if not basis.jobs:
            return basis.note
        _, counted, last = self._by_jobs[basis.jobs]
        months = len(_months([self._positions[job.position] for job in basis.jobs]))
        mentions = "1 mention" if basis.mentions == 1 else f"{basis.mentions} mentions"
        part = f", {counted} months count" if counted < months else ""
        spanning = f"named in jobs spanning {months} months to {Month.from_index(last)}"
        return f"{basis.note}, {spanning} ({mentions}{part})"

    def _work(self, jobs: frozenset[CountedJob]) -> tuple[float, int, int]:
        """Return what the months alone are worth, their number, and the last one; skills of one job share it."""
        weights = {job.weight for job in jobs}
        if len(weights) == 1:
            # As below, since the sum of equal numbers is their product, rounded once either way.
            (weight,) = weights
            months, last = _union([self._counted(job) for job in jobs])
            return _between(weight, tenure_reward_of(months * weight, last, self._as_of)), months, last
        best = 0.0
        worked: dict[int, float] = {}
        # From the most relevant work down: each kind may add its months, up to the ceiling of its own relevance.
        for weight in sorted(weights, reverse=True):
            for job in jobs:
                if job.weight == weight:
                    for month in self._counted(job):
                        worked.setdefault(month, weight)
            best = max(best, _between(weight, tenure_reward(worked, self._as_of)))
        return best, len(worked), max(worked)

    def _counted(self, job: CountedJob) -> range:
        """Return the months of a job that count: the last ones of a job that hardly names the skill."""
        position = self._positions[job.position]
        first, last = position.first.index, position.last.index
        return range(first if job.most_months is None else max(first, last - job.most_months + 1), last + 1)


def together_strength(
    worths: Sequence[Mapping[int, float]], positions: Sequence[Position], as_of: Month, relevance: Sequence[float] = ()
) -> tuple[float, int | None, str]:
    """Return how strong technologies of several requirements, side by side in dated jobs, are as evidence of another.

    A database with a framework and a language in one dated job is server-side work, whether or not the job's text says
    so in words.

    Args:
        worths: for each requirement, the positions in which its technologies are claimed, with the worth of the best.
        positions: the résumé's positions.
        as_of: the month that "now" means.
        relevance: of each position, how far its work was of the role's kind (0 to 1); all 1 if not given.

    Returns:
        Strength (0 to 1), the best position (None if there is none), and how it counts in words.

    >>> job = Position(0, 99, Month(2020, 1), Month(2025, 12), title="Developer")
    >>> together_strength([{0: 1.0}, {0: 0.9}], [job], Month(2026, 11))[1:]
    (0, 'side by side in jobs spanning 72 months to 2025-12')
    """
    relevant = relevance or [1.0] * len(positions)
    by_position = {
        index: min(worth[index] for worth in worths) * relevant[index]
        for index in set(worths[0]).intersection(*worths[1:] or [worths[0]])
        if positions[index].kind == "work"
    }
    best = max(by_position, key=lambda index: (by_position[index], positions[index].months, -index), default=None)
    if best is None or by_position[best] <= 0.0:
        return 0.0, None, ""
    worked: dict[int, float] = {}
    for index in sorted(by_position, key=lambda i: -by_position[i]):
        for month in _months([positions[index]]):
            worked.setdefault(month, by_position[index])
    strength = side_by_side_strength(by_position[best], tenure_reward(worked, as_of))
    note = f"side by side in jobs spanning {len(worked)} months to {Month.from_index(max(worked))}"
    return strength, best, note


def side_by_side_strength(worth: float, reward: float) -> float:
    """Return the strength of technologies side by side in dated jobs.

    Args:
        worth: of the best job: that of the weakest technology in it, times the job's relevance.
        reward: for the duration of all such jobs, 0 to 1.

    >>> side_by_side_strength(1.0, 1.0)
    0.5
    """
    return TOGETHER * worth * (0.5 + 0.5 * reward)
