"""Compute a ledger's points slowly, one number at a time: what tests compare the kernel with."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matcher.core.ledger import Evidence
from matcher.core.profile import Requirement, RequirementProfile

CAP = 1500


def possible_cents(profile: RequirementProfile) -> list[int]:
    """Possible points of each line, in hundredths."""
    fixed = round(profile.tfidf_weight * 100)
    rest = 10_000 - fixed
    exact = [r.weight / sum(r.weight for r in profile.requirements) * rest for r in profile.requirements]
    cents = [math.floor(share) for share in exact]
    for n in sorted(range(len(exact)), key=lambda n: (cents[n] - exact[n], n))[: rest - sum(cents)]:
        cents[n] += 1
    return [*cents, *([fixed] if profile.tfidf_weight else [])]


def ledger_cents(profile: RequirementProfile, evidence: Sequence[Sequence[Evidence]], share: float) -> list[int]:
    """Points of each line, in hundredths, from its evidence and the share of the vocabulary."""
    possible = possible_cents(profile)
    points, gains = [], []
    for requirement, pieces, most in zip(profile.requirements, evidence, possible, strict=False):
        points.append(_earned(requirement, [e.strength for e in pieces], most))
        gains.append(points[-1] - _earned(requirement, [e.strength for e in pieces if not e.unsupported], most))
    points = [p - gain + kept for p, gain, kept in zip(points, gains, _capped(gains), strict=True)]
    return [*points, *([round(round(share * (possible[-1] / 100), 2) * 100)] if profile.tfidf_weight else [])]


def _earned(requirement: Requirement, strengths: Sequence[float], possible: int) -> int:
    discount = 0.6 if requirement.phrases else 0.35
    total = math.fsum(s * discount**n for n, s in enumerate(sorted(strengths, reverse=True)))
    return round(round(min(1.0, total / requirement.enough) * (possible / 100), 2) * 100)


def _capped(gains: Sequence[int]) -> list[int]:
    total = sum(gains)
    if total <= CAP:
        return list(gains)
    kept = [gain * CAP // total for gain in gains]
    for n in sorted(range(len(gains)), key=lambda n: (-(gains[n] * CAP % total), n))[: CAP - sum(kept)]:
        kept[n] += 1
    return kept
