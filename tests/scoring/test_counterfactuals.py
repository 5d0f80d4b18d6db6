"""What would change a score: gains are exact, and the fewest that are enough are found."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.ledger import Change, Evidence
from matcher.core.profile import Requirement, RequirementProfile, Satisfier
from matcher.core.skills import Skill
from matcher.scoring.counterfactuals import fewest_changes, possible_changes
from matcher.scoring.evidence_strength import IMPLIED, strength_of_dated_work
from matcher.scoring.ledger import UNSUPPORTED_CAP, cap_unsupported, keyword_contribution

LANGUAGES = Requirement("languages", "Language", 1, "must", (Satisfier("python", 1.0), Satisfier("c", 0.3)), enough=1.1)
FRAMEWORKS = Requirement("frameworks", "Framework", 1, "must", (Satisfier("django", 1.0),), enough=1.1)
SPEED = Requirement("speed", "Speed", 1, "should", phrases=("cach*",), enough=1.4)
PROFILE = RequirementProfile("x", "X", "", (LANGUAGES, FRAMEWORKS, SPEED))
PYTHON = Skill("python", "Python", "language")


def implied(skill: str) -> tuple[Skill, ...]:
    return (PYTHON,) if skill == "django" else ()


def piece(skill: str, strength: float) -> Evidence:
    return Evidence(skill, 0, len(skill), 1, "skills", skill, skill, strength)


def changes(**strengths: float) -> dict[str, Change]:
    ledger = [
        keyword_contribution(r, [piece(s, w) for s, w in strengths.items() if s.lower() in names], 30.0)
        for r, names in ((LANGUAGES, {"python", "c"}), (FRAMEWORKS, {"django"}), (SPEED, set()))
    ]
    return {c.label: c for c in possible_changes(ledger, PROFILE, str.title, implied)}


def test_what_is_named_is_what_would_be_gained() -> None:
    found = changes(Python=0.35)
    shown = strength_of_dated_work(24)
    language = keyword_contribution(LANGUAGES, [piece("Python", shown)], 30.0).points
    before = keyword_contribution(LANGUAGES, [piece("Python", 0.35)], 30.0).points
    assert found["Python in two years of dated work"].gain == pytest.approx(language - before)
    django = found["Django in two years of dated work"]
    assert django.requirements == ("languages", "frameworks")
    framework = keyword_contribution(FRAMEWORKS, [piece("Django", shown)], 30.0).points
    both = keyword_contribution(LANGUAGES, [piece("Python", shown * IMPLIED)], 30.0).points - before
    assert django.gain == pytest.approx(round(framework + both, 2), abs=0.011)
    assert "One more deed for “Speed” in dated work" in found
    assert list(found) == sorted(found, key=lambda label: -found[label].gain)


def test_a_word_counts_once_in_a_requirement() -> None:
    both = replace(LANGUAGES, any_of=(Satisfier("python", 1.0), Satisfier("django", 0.5)))
    ledger = [keyword_contribution(both, [], 30.0)]
    profile = RequirementProfile("x", "X", "", (both,))
    gains = {c.skill: c.gain for c in possible_changes(ledger, profile, str.title, implied)}
    # Django counts for itself, not for the Python that it implies as well.
    assert (
        gains["django"] == keyword_contribution(both, [piece("Django", strength_of_dated_work(24) * 0.5)], 30.0).points
    )
    assert gains["django"] < gains["python"]


def test_what_bare_words_hold_back_is_reckoned_with() -> None:
    listed = {s: replace(piece(s, 0.35), unsupported=True) for s in ("Python", "Django")}
    lines = [
        keyword_contribution(LANGUAGES, [listed["Python"]], 50.0),
        keyword_contribution(FRAMEWORKS, [listed["Django"]], 50.0),
    ]
    profile = RequirementProfile("x", "X", "", (LANGUAGES, FRAMEWORKS))
    capped = cap_unsupported(lines, profile.requirements)
    assert sum(c.points for c in capped) == UNSUPPORTED_CAP
    (gain,) = [c.gain for c in possible_changes(capped, profile, str.title, lambda _: ()) if c.skill == "python"]
    shown = keyword_contribution(LANGUAGES, [piece("Python", strength_of_dated_work(24))], 50.0).points
    assert gain == pytest.approx(shown, abs=0.011)


def test_what_is_shown_well_already_gains_nothing() -> None:
    assert "Python in two years of dated work" not in changes(Python=0.99)
    assert changes(Python=1.0, C=0.3).keys() & {"C in two years of dated work"} == set()


POOL = [Change(label, label, tuple(at), gain) for label, at, gain in (
    ("a", "x", 4.0), ("b", "y", 3.0), ("c", "x", 2.0), ("d", "z", 1.0), ("e", "xy", 6.0),
)]  # fmt: skip


@pytest.mark.parametrize(
    ("needed", "expected"),
    [
        (0.5, "d"), (1.0, "d"), (1.01, "c"), (3.5, "a"), (5.0, "e"), (6.5, "ab"), (7.01, "abd"), (8.0, "abd"),
        # a and c are of one requirement, and so are e and a: what they gain together is not their sum.
        (8.01, ""), (99.0, ""),
    ],
)  # fmt: skip
def test_the_fewest_that_are_enough(needed: float, expected: str) -> None:
    assert sorted(c.label for c in fewest_changes(POOL, needed)) == list(expected)


@given(st.floats(0.01, 12.0))
def test_they_are_enough_and_none_can_be_left_out(needed: float) -> None:
    chosen = fewest_changes(POOL, needed)
    if chosen:
        gains = [c.gain for c in chosen]
        assert sum(gains) >= needed
        assert sum(gains) - min(gains) < needed
