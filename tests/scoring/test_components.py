"""Every component of the ledger keeps the promises that the rest of matcher builds on."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.ledger import LedgerLine
from matcher.core.profile import Requirement, RequirementProfile, Satisfier
from matcher.core.resume import Month
from matcher.profiles.loading import load_profile
from matcher.scoring.components.registry import COMPONENTS, ledger_lines, line_key_parts, stored_lines
from matcher.scoring.components.tfidf import TfidfEvidence
from matcher.scoring.points import line_points
from matcher.scoring.tfidf_match import TextMatch
from matcher.skills.taxonomy import load_taxonomy
from tests.scoring.reference import possible_cents


def profile_of(weights: list[float], tfidf: float) -> RequirementProfile:
    requirements = tuple(Requirement(str(n), "", w, "must", (Satisfier("go", 1),)) for n, w in enumerate(weights))
    return RequirementProfile("x", "X", "", requirements, tfidf_weight=tfidf)


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=20), st.floats(0, 50))
def test_possible_points_add_up_to_exactly_100(weights: list[float], tfidf: float) -> None:
    profile = profile_of(weights, tfidf)
    possible = [line.possible for line in ledger_lines(profile)]
    assert sum((Decimal(str(p)) for p in possible), Decimal(0)) == Decimal(100)
    assert [round(p * 100) for p in possible] == possible_cents(profile)


def test_names_are_distinct() -> None:
    assert len({component.name for component in COMPONENTS}) == len(COMPONENTS)


@pytest.mark.parametrize("name", ["backend-developer", "devops-engineer"])
def test_every_line_has_key_parts_and_an_answer_whether_it_can_be_recomputed(name: str) -> None:
    profile = load_profile(name, load_taxonomy())
    lines = ledger_lines(profile)
    parts = line_key_parts(profile)
    assert len(parts) == len(lines) == len(stored_lines(profile, load_taxonomy(), [Month(2026, 11)] * 3))
    assert len({repr(part) for part in parts}) == len(parts)
    without = ledger_lines(RequirementProfile("x", "X", "", profile.requirements))
    assert [line.requirement for line in without] == [r.id for r in profile.requirements]


def test_the_tfidf_line_is_its_terms() -> None:
    evidence = TfidfEvidence(TextMatch((("database", 0.3, 0.4), ("server", 0.2, 0.6))))
    points = line_points(evidence.totals(0), [LedgerLine("vocabulary", "Vocabulary", "tfidf", 10.0)])
    (line,) = evidence.contributions(points)
    assert line.points == pytest.approx(sum(t.points for t in line.terms))
    assert line.possible == pytest.approx(sum(t.possible for t in line.terms))
