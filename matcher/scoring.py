"""Pure arithmetic: from evidence to a ledger of contributions.

Keyword weighting: every requirement holds a share of the 100 points. Each technology that satisfies it is worth
``weight x strength``; the best counts in full, each further one :data:`DISCOUNT` times the one before (where phrases
show it too, :data:`DISCOUNT_COMPETENCY` times), and the sum is held against what is ``enough``. TF-IDF: the share of
the role's own vocabulary that the résumé uses.

Everything here is monotone: more evidence never lowers a line of the ledger. Everything saturates: the tenth
technology of one requirement, or the hundredth repetition of one word, adds next to nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from matcher.types import (
    Contribution,
    Evidence,
    Mention,
    Month,
    Position,
    Requirement,
    RequirementProfile,
    SectionKind,
    SkillSummary,
    Status,
    TermShare,
)

__all__ = [
    "TFIDF_REQUIREMENT",
    "cap_bare",
    "earned",
    "keyword_contribution",
    "place_strength",
    "points_possible",
    "skill_strength",
    "strength_of_dated_work",
    "tenure",
    "tfidf_contribution",
    "together_strength",
]

TFIDF_REQUIREMENT: Final = "vocabulary"
"""Requirement id of the TF-IDF line of the ledger."""

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

BARE_AT_MOST: Final = 15.0
"""Points that all words may earn together which nothing bears out: what stands only in lists, summaries, education and
certificates. A list of two hundred technologies or a pasted advert then stays below anybody who shows a language and a
database in dated work. From 15 upwards the cap changes the order of the graded résumés by no more than 0.001 of
Spearman's rho; at 10 it begins to cost (0.006). Rerun `python -m benchmarks quality` and `gaming` after touching it."""

DISCOUNT: Final = 0.35
"""Worth of each further technology of a requirement against the one before it. At 0.35 a list without evidence, however
long, stays below one technology shown in long dated work (0.35 / (1 - 0.35) = 0.54 < 1)."""

DISCOUNT_COMPETENCY: Final = 0.60
"""The same for requirements with phrases: a competency is shown by several different things done. At 0.6 phrases in
dated work alone come to 0.55 / (1 - 0.6) = 1.38, nearly the 1.4 that is enough in the shipped profiles."""

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
    if not worked:
        return 0.0
    years_ago = max(0.0, (as_of.index - max(worked)) / 12)
    recency: float = 0.5 ** (max(0.0, years_ago - RECENT_YEARS) / HALF_LIFE_YEARS)
    return (1.0 - math.exp(-math.fsum(worked.values()) / MONTHS_SCALE)) * recency


def strength_of_dated_work(months: int) -> float:
    """What a skill is worth that is shown in so many months of work of the role's kind, the last of them this one.

    >>> round(strength_of_dated_work(24), 3)
    0.834
    """
    return DATED_WORK + (1.0 - DATED_WORK) * (1.0 - math.exp(-months / MONTHS_SCALE))


def _months(positions: Sequence[Position]) -> set[int]:
    return {month for p in positions for month in range(p.first.index, p.last.index + 1)}


def skill_strength(
    summary: SkillSummary, positions: Sequence[Position], as_of: Month, relevance: Sequence[float] = ()
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
    >>> skill_strength(SkillSummary("go", "Go", "language", 0, None, False, (m,)), (), Month(2026, 11))[::2]
    (0.35, 'listed')
    """
    relevant = relevance or [1.0] * len(positions)
    best, shown, note = 0.0, None, ""
    jobs: dict[float, set[int]] = {}
    for mention in summary.mentions:
        if mention.assertion != "claimed" or not mention.visible:
            continue
        index = mention.position
        position, weight = (None, 1.0) if index is None else (positions[index], relevant[index])
        place, where = place_strength(mention.section, position, weight)
        if mention.level == "basic":
            place, weight, where = place * BASIC, weight * BASIC, f"{where}, rated as basic"
        if place > best:
            best, shown, note = place, mention, where
        if position is not None and position.section in WORK:
            jobs.setdefault(weight, set()).update(_months([position]))
    if shown is None or not jobs:
        return best, shown, note
    strength = best
    worked: dict[int, float] = {}
    # From the most relevant work down: each kind may add its months, up to the ceiling of its own relevance.
    for weight in sorted(jobs, reverse=True):
        for month in jobs[weight]:
            worked.setdefault(month, weight)
        floor, ceiling = LISTED + weight * (DATED_WORK - LISTED), LISTED + weight * (1.0 - LISTED)
        strength = max(strength, floor + (ceiling - floor) * tenure(worked, as_of))
    return strength, shown, f"{note}, {len(worked)} months, last {Month.from_index(max(worked))}"


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


def points_possible(profile: RequirementProfile) -> tuple[dict[str, float], float]:
    """The points that each requirement, and TF-IDF, can earn; hundredths, adding up to exactly 100.

    Args:
        profile: its weights; TF-IDF takes its own share of 100 first, the requirements divide the rest.

    Returns:
        Points by requirement id, and those of TF-IDF.

    >>> from matcher.types import Satisfier
    >>> some = [Requirement(i, i, 1, "must", (Satisfier("go", 1.0),)) for i in "abc"]
    >>> points_possible(RequirementProfile("x", "X", "", tuple(some), tfidf_weight=10))
    ({'a': 30.0, 'b': 30.0, 'c': 30.0}, 10.0)
    """
    tfidf = round(profile.tfidf_weight * 100)
    rest = 10_000 - tfidf
    total = profile.weight
    exact = [r.weight / total * rest for r in profile.requirements]
    cents = [math.floor(e) for e in exact]
    # The hundredths lost to rounding go to those that lost most (largest remainder).
    lost = sorted(range(len(exact)), key=lambda i: (cents[i] - exact[i], i))
    for i in lost[: rest - sum(cents)]:
        cents[i] += 1
    return {r.id: c / 100 for r, c in zip(profile.requirements, cents, strict=True)}, tfidf / 100


def keyword_contribution(
    requirement: Requirement, evidence: Sequence[Evidence], possible: float, *, unreadable: bool = False
) -> Contribution:
    """The ledger line of one requirement.

    Args:
        requirement: what is asked for.
        evidence: each piece with its strength, already multiplied by what the technology is worth here.
        possible: the points that it can earn.
        unreadable: whether parts of the document could not be read, so that finding nothing proves nothing.

    >>> r = Requirement("db", "Database", 10, "must", enough=1.0)
    >>> e = Evidence("Postgres", 0, 8, 1, "experience", "Postgres", "PostgreSQL", 0.9, 30, "in dated work")
    >>> keyword_contribution(r, [e], 20.0).points
    18.0
    """
    discount = _discount(requirement)
    ordered = sorted(evidence, key=lambda e: (-e.strength, e.start, e.end, e.skill))
    total = _total(discount, [e.strength for e in ordered])
    share = min(1.0, total / requirement.enough)
    status: Status = "met" if ordered else "unreadable" if unreadable else "not found"
    return Contribution(
        requirement.id, requirement.label, "keyword", round(share * possible, 2), possible, status, tuple(ordered),
        _explain(requirement, ordered, discount, total, share, possible),
    )  # fmt: skip


def cap_bare(ledger: Sequence[Contribution], requirements: Sequence[Requirement]) -> tuple[Contribution, ...]:
    """The ledger, with what bare words earn held to :data:`BARE_AT_MOST` points in all.

    What a line earns by bare words is what it earns beyond the evidence that work or projects bear out. If these sums
    come to more than the cap, each is cut in proportion, in whole hundredths, and the line says so.

    Args:
        ledger: keyword contributions with their evidence; others are passed through.
        requirements: those of the keyword contributions, in any order.

    >>> db = Requirement("db", "Database", 10, "must", enough=1.0)
    >>> listed = Evidence("Postgres", 0, 8, 1, "skills", "Postgres", "PostgreSQL", 0.35, 0, "listed", bare=True)
    >>> [line.points for line in cap_bare([keyword_contribution(db, [listed], 100.0)], [db])]
    [15.0]
    """
    by_id = {requirement.id: requirement for requirement in requirements}
    gains = [_bare_cents(line, by_id) for line in ledger]
    allowed, total = round(BARE_AT_MOST * 100), sum(gains)
    if total <= allowed:
        return tuple(ledger)
    kept = [gain * allowed // total for gain in gains]
    # The hundredths lost to rounding go to those that lost most (largest remainder).
    lost = sorted(range(len(gains)), key=lambda i: (-(gains[i] * allowed % total), i))
    for index in lost[: allowed - sum(kept)]:
        kept[index] += 1
    told = f"count, since all such words together may earn {BARE_AT_MOST:g}."
    return tuple(
        replace(
            line,
            points=round(line.points - (gain - keep) / 100, 2),
            explanation=f"{line.explanation} Of {gain / 100:.2f} points for words that nothing bears out, "
            f"{keep / 100:.2f} {told}",
        )
        if keep < gain
        else line
        for line, gain, keep in zip(ledger, gains, kept, strict=True)
    )


def _bare_cents(line: Contribution, requirements: Mapping[str, Requirement]) -> int:
    """Hundredths that a line earns by bare words, beyond the rest of its evidence."""
    if line.component != "keyword" or not any(e.bare for e in line.evidence):
        return 0
    borne_out = [e.strength for e in line.evidence if not e.bare]
    return round((line.points - earned(requirements[line.requirement], borne_out, line.possible)) * 100)


def earned(requirement: Requirement, strengths: Iterable[float], possible: float) -> float:
    """The points alone of :func:`keyword_contribution`.

    Args:
        requirement: what is asked for.
        strengths: of the evidence, in any order.
        possible: the points that it can earn.

    >>> earned(Requirement("db", "Database", 10, "must", enough=1.0), [0.2, 0.9], 20.0)
    19.4
    """
    total = _total(_discount(requirement), sorted(strengths, reverse=True))
    return round(min(1.0, total / requirement.enough) * possible, 2)


def _discount(requirement: Requirement) -> float:
    return DISCOUNT_COMPETENCY if requirement.phrases else DISCOUNT


def _total(discount: float, strengths: Sequence[float]) -> float:
    """Of strengths, the greatest first."""
    return math.fsum(strength * discount**n for n, strength in enumerate(strengths))


def _explain(
    requirement: Requirement, ordered: Sequence[Evidence], discount: float, total: float, share: float, possible: float
) -> str:
    if not ordered:
        return "Nothing found."
    shown = [
        f"{e.skill or '“' + ' '.join(e.surface_form.split())[:60] + '”'} ({e.note}) {e.strength:.2f}"
        + (f" × {discount**n:.2f}" if n else "")
        for n, e in enumerate(ordered[:3])
    ]
    more = f" + {len(ordered) - 3} more" if len(ordered) > 3 else ""
    held = f"{total:.2f} of the {requirement.enough:g} that is enough"
    return f"{' + '.join(shown)}{more} = {held}: {share:.0%} of {possible:g} points."


def tfidf_contribution(share: float, terms: Sequence[tuple[str, float, float]], possible: float) -> Contribution:
    """The ledger line of TF-IDF.

    Args:
        share: how much of the role's weighted vocabulary the résumé uses, 0 to 1.
        terms: (term, share earned, share possible), whose earned shares add up to ``share``.
        possible: the points that it can earn.

    >>> tfidf_contribution(0.5, [("database", 0.3, 0.4), ("server", 0.2, 0.6)], 10.0).points
    5.0
    """
    played = tuple(TermShare(t, round(s * possible, 4), round(p * possible, 4)) for t, s, p in terms)
    used = [t.term for t in played if t.points > 0]
    explanation = (
        f"Uses {len(used)} of the {len(played)} words that describe the role; most weight: {', '.join(used[:5])}."
        if used
        else "Uses none of the words that describe the role."
    )
    return Contribution(
        TFIDF_REQUIREMENT, "Vocabulary of the role (TF-IDF)", "tfidf", round(share * possible, 2), possible,
        "met" if used else "not found", (), explanation, played,
    )  # fmt: skip
