"""Pure arithmetic: from evidence to a ledger of contributions.

Keyword weighting: every requirement holds a share of the 100 points. Each technology that satisfies it is worth
``weight x strength`` (:mod:`matcher.scoring.evidence_strength`); the best counts in full, each further one :data:`DISCOUNT` times the
one before (where phrases show it too, :data:`DISCOUNT_COMPETENCY` times), and the sum is held against what is
``enough``. TF-IDF: the share of the role's own vocabulary that the résumé uses.

Everything here is monotone: more evidence never lowers a line of the ledger. Everything saturates: the tenth
technology of one requirement, or the hundredth repetition of one word, adds next to nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from matcher.core.ledger import (
    Contribution,
    Evidence,
    EvidenceTotal,
    LedgerLine,
    Status,
    TermShare,
)
from matcher.core.profile import Requirement, RequirementProfile

__all__ = [
    "TFIDF_REQUIREMENT",
    "cap_unsupported",
    "capped",
    "discount_of",
    "earned",
    "keyword_contribution",
    "ledger_lines",
    "points_possible",
    "tfidf_contribution",
    "total_of",
    "unsupported_cents",
]

TFIDF_REQUIREMENT: Final = "vocabulary"
"""Requirement id of the TF-IDF line of the ledger."""

TFIDF_LABEL: Final = "Vocabulary of the role (TF-IDF)"

UNSUPPORTED_CAP: Final = 15.0
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


def points_possible(profile: RequirementProfile) -> tuple[dict[str, float], float]:
    """The points that each requirement, and TF-IDF, can earn; hundredths, adding up to exactly 100.

    Args:
        profile: its weights; TF-IDF takes its own share of 100 first, the requirements divide the rest.

    Returns:
        Points by requirement id, and those of TF-IDF.

    >>> from matcher.core.profile import Satisfier
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


def ledger_lines(profile: RequirementProfile) -> tuple[LedgerLine, ...]:
    """The lines that all ledgers of a profile share, in their order: its requirements, then TF-IDF if it has a weight.

    >>> some = (Requirement("db", "Databases", 1.0, "must"),)
    >>> lines = ledger_lines(RequirementProfile("x", "X", "", some, tfidf_weight=12.0))
    >>> [(line.requirement, line.possible) for line in lines]
    [('db', 88.0), ('vocabulary', 12.0)]
    """
    possible, tfidf = points_possible(profile)
    lines = [LedgerLine(r.id, r.label, "keyword", possible[r.id]) for r in profile.requirements]
    if profile.tfidf_weight:
        lines.append(LedgerLine(TFIDF_REQUIREMENT, TFIDF_LABEL, "tfidf", tfidf))
    return tuple(lines)


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
    discount = discount_of(requirement)
    ordered = sorted(evidence, key=lambda e: (-e.strength, e.start, e.end, e.skill))
    total = _total(discount, [e.strength for e in ordered])
    share = min(1.0, total / requirement.enough)
    status: Status = "met" if ordered else "unreadable" if unreadable else "not found"
    return Contribution(
        requirement.id, requirement.label, "keyword", round(share * possible, 2), possible, status, tuple(ordered),
        _explain(requirement, ordered, discount, total, share, possible),
    )  # fmt: skip


def cap_unsupported(ledger: Sequence[Contribution], requirements: Sequence[Requirement]) -> tuple[Contribution, ...]:
    """The ledger, with what unsupported words earn held to :data:`UNSUPPORTED_CAP` points in all.

    What a line earns by unsupported words is what it earns beyond the evidence that work or projects bear out. If these sums
    come to more than the cap, each is cut in proportion, in whole hundredths, and the line says so.

    Args:
        ledger: keyword contributions with their evidence; others are passed through.
        requirements: those of the keyword contributions, in any order.

    >>> db = Requirement("db", "Database", 10, "must", enough=1.0)
    >>> listed = Evidence("Postgres", 0, 8, 1, "skills", "Postgres", "PostgreSQL", 0.35, 0, "listed", unsupported=True)
    >>> [line.points for line in cap_unsupported([keyword_contribution(db, [listed], 100.0)], [db])]
    [15.0]
    """
    by_id = {requirement.id: requirement for requirement in requirements}
    gains = [_unsupported_cents_of(line, by_id) for line in ledger]
    told = f"count, since all such words together may earn {UNSUPPORTED_CAP:g}."
    return tuple(
        replace(
            line,
            points=round(line.points - (gain - keep) / 100, 2),
            explanation=f"{line.explanation} Of {gain / 100:.2f} points for words that nothing bears out, "
            f"{keep / 100:.2f} {told}",
        )
        if keep < gain
        else line
        for line, gain, keep in zip(ledger, gains, _kept(gains), strict=True)
    )


def capped(points: Sequence[float], gains: Sequence[int]) -> list[float]:
    """The points alone of :func:`cap_unsupported`.

    Args:
        points: of each line.
        gains: what of it unsupported words earn, in hundredths, as :func:`unsupported_cents` tells.

    >>> capped([20.0, 10.0], [1500, 1500])
    [12.5, 2.5]
    """
    if sum(gains) <= round(UNSUPPORTED_CAP * 100):
        return list(points)
    return [
        round(p - (gain - keep) / 100, 2) if keep < gain else p
        for p, gain, keep in zip(points, gains, _kept(gains), strict=True)
    ]


def _kept(gains: Sequence[int]) -> Sequence[int]:
    """What the cap leaves of the hundredths that unsupported words earn, line by line."""
    allowed, total = round(UNSUPPORTED_CAP * 100), sum(gains)
    if total <= allowed:
        return gains
    kept = [gain * allowed // total for gain in gains]
    # The hundredths lost to rounding go to those that lost most (largest remainder).
    lost = sorted(range(len(gains)), key=lambda i: (-(gains[i] * allowed % total), i))
    for index in lost[: allowed - sum(kept)]:
        kept[index] += 1
    return kept


def unsupported_cents(
    requirement: Requirement, shown: Sequence[tuple[float, bool]], points: float, possible: float
) -> int:
    """Hundredths that a line earns by unsupported words, beyond the rest of its evidence.

    Args:
        requirement: the line's.
        shown: strength of each piece of evidence, and whether it is unsupported.
        points: what the line earns.
        possible: the points that it can earn.

    >>> unsupported_cents(Requirement("db", "Database", 10, "must", enough=1.0), [(0.35, True), (0.2, False)], 8.4, 20.0)
    440
    """
    if not any(unsupported for _, unsupported in shown):
        return 0
    return round((points - earned(requirement, [s for s, unsupported in shown if not unsupported], possible)) * 100)


def _unsupported_cents_of(line: Contribution, requirements: Mapping[str, Requirement]) -> int:
    if line.component != "keyword":
        return 0
    shown = [(e.strength, e.unsupported) for e in line.evidence]
    return unsupported_cents(requirements[line.requirement], shown, line.points, line.possible)


def earned(requirement: Requirement, strengths: Iterable[float], possible: float) -> float:
    """The points alone of :func:`keyword_contribution`.

    Args:
        requirement: what is asked for.
        strengths: of the evidence, in any order.
        possible: the points that it can earn.

    >>> earned(Requirement("db", "Database", 10, "must", enough=1.0), [0.2, 0.9], 20.0)
    19.4
    """
    total = _total(discount_of(requirement), sorted(strengths, reverse=True))
    return round(min(1.0, total / requirement.enough) * possible, 2)


def total_of(requirement: Requirement, shown: Iterable[tuple[float, bool]]) -> EvidenceTotal:
    """What the evidence of a requirement comes to, before its weight.

    Args:
        requirement: what is asked for.
        shown: the strength of each piece of evidence, and whether it is unsupported; in any order.

    >>> total_of(Requirement("languages", "Language", 10, "must"), [(0.4, True), (0.9, False)])
    EvidenceTotal(total=1.04, supported=0.9)
    """
    discount = discount_of(requirement)
    ordered = sorted(shown, reverse=True)
    return EvidenceTotal(
        _total(discount, [strength for strength, _ in ordered]),
        _total(discount, [strength for strength, unsupported in ordered if not unsupported]),
    )


def discount_of(requirement: Requirement) -> float:
    """Worth of each further piece of evidence of a requirement against the one before it."""
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
        TFIDF_REQUIREMENT, TFIDF_LABEL, "tfidf", round(share * possible, 2), possible,
        "met" if used else "not found", (), explanation, played,
    )  # fmt: skip
