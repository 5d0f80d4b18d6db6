"""What would change a score: gains are exact, and the fewest that are enough are found."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.ledger import Change, Evidence
from matcher.core.profile import Requirement, RequirementProfile, Satisfier
from matcher.core.skills import Skill
from matcher.scoring.counterfactuals import fewest_changes, possible_changes
from matcher.scoring.evidence_strength import IMPLIED, strength_of_dated_work
from matcher.scoring.points import UNSUPPORTED_CAP
from tests.scoring.ledgers import ledger_of, points_of

LANGUAGES = Requirement("languages", "Language", 1, "must", (Satisfier("python", 1.0), Satisfier("c", 0.3)), enough=1.1)
FRAMEWORKS = Requirement("frameworks", "Framework", 1, "must", (Satisfier("django", 1.0),), enough=1.1)
SPEED = Requirement("speed", "Speed", 1, "should", phrases=("cach*",), enough=1.4)
PYTHON = Skill("python", "Python", "language")


def implied(skill: str) -> tuple[Skill, ...]:
    return (PYTHON,) if skill == "django" else ()


def piece(skill: str, strength: float) -> Evidence:
    return Evidence(skill, 0, len(skill), 1, "skills", skill, skill, strength)


def found_changes(
    requirements: tuple[Requirement, ...],
    evidence: list[list[Evidence]],
    possible: float = 30.0,
    implies: Callable[[str], tuple[Skill, ...]] = implied,
) -> tuple[Change, ...]:
    ledger, points = ledger_of(requirements, evidence, possible), points_of(requirements, evidence, possible)
    return possible_changes(ledger, points, RequirementProfile("x", "X", "", requirements), str.title, implies)


def changes(**strengths: float) -> dict[str, Change]:
    evidence = [
        [piece(skill, strength) for skill, strength in strengths.items() if skill.lower() in names]
        for names in ({"python", "c"}, {"django"}, set())
    ]
    return {c.label: c for c in found_changes((LANGUAGES, FRAMEWORKS, SPEED), evidence)}


def earned(requirement: Requirement, *evidence: Evidence, possible: float = 30.0) -> float:
    return points_of([requirement], [evidence], possible)[0].points


def test_gains_are_exact() -> None:
    found = changes(Python=0.35)
    strength = strength_of_dated_work(24)
    language = earned(LANGUAGES, piece("Python", strength))
    before = earned(LANGUAGES, piece("Python", 0.35))
    assert found["Python in two years of dated work"].gain == pytest.approx(language - before)
    django = found["Django in two years of dated work"]
    assert django.requirements == ("languages", "frameworks")
    framework = earned(FRAMEWORKS, piece("Django", strength))
    both = earned(LANGUAGES, piece("Python", strength * IMPLIED)) - before
    assert django.gain == pytest.approx(round(framework + both, 2), abs=0.011)
    assert "One more piece of evidence for “Speed” in dated work" in found
    assert list(found) == sorted(found, key=lambda label: -found[label].gain)


def test_a_word_counts_once_in_a_requirement() -> None:
    both = replace(LANGUAGES, any_of=(Satisfier("python", 1.0), Satisfier("django", 0.5)))
    gains = {c.skill: c.gain for c in found_changes((both,), [[]])}
    # Django counts for itself, not for the Python that it implies as well.
    assert gains["django"] == earned(both, piece("Django", strength_of_dated_work(24) * 0.5))
    assert gains["django"] < gains["python"]


def test_gains_account_for_the_cap_on_unsupported_words() -> None:
    requirements = (LANGUAGES, FRAMEWORKS)
    evidence = [[replace(piece(skill, 0.35), unsupported=True)] for skill in ("Python", "Django")]
    assert sum(c.points for c in ledger_of(requirements, evidence, 50.0)) == UNSUPPORTED_CAP
    changes = found_changes(requirements, evidence, 50.0, lambda _: ())
    (gain,) = [c.gain for c in changes if c.skill == "python"]
    assert gain == pytest.approx(
        earned(LANGUAGES, piece("Python", strength_of_dated_work(24)), possible=50.0), abs=0.011
    )


def test_skills_with_strong_evidence_gain_nothing() -> None:
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
