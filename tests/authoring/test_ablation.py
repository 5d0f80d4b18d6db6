"""Advice on a profile from a run, with hand-made ledgers."""

from typing import Any

import pytest

from matcher.authoring.ablation import influence_advice, leave_out
from matcher.profiles.loading import parse_profile
from matcher.skills.taxonomy import load_taxonomy

TOML = """id = "x"
label = "X"
text = "words"
version = "1"
[[requirement]]
id = "db"
label = "Database"
weight = 1
necessity = "must"
reason = "r"
any_of = { MySQL = 1.0 }
[[requirement]]
id = "lang"
label = "Language"
weight = 1
reason = "r"
any_of = { Python = 1.0 }
"""
PROFILE = parse_profile(TOML, "x.toml", load_taxonomy())


def run(*ledgers: tuple[float, float], **profile: str) -> dict[str, Any]:
    def line(requirement: str, points: float) -> dict[str, Any]:
        status = "met" if points else "not found"
        return {"requirement": requirement, "points": points, "possible": 50.0, "status": status}

    candidates = [
        {"document": f"{n}.txt", "contributions": [line("db", a), line("lang", b)]} for n, (a, b) in enumerate(ledgers)
    ]
    return {"profile": {"id": "x", "sha256": PROFILE.sha256, **profile}, "candidates": candidates}


def advice(data: dict[str, Any], text: str = TOML) -> list[str]:
    return [f"{a.line} {a.number} {a.message}" for a in influence_advice(PROFILE, "x.toml", text, data)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (run((0, 9), (0, 8), (0, 7)), "6 20 none of 3 meets 'Database'"),
        (run((50, 9), (48, 8), (50, 7)), "6 21 all 3 earn 'Database' in full"),
        (run((50, 9), (20, 8), (50, 7)), "6 21 all 3 meet 'Database'; 2 of them in full"),
        (run((50, 9), (0, 8), (50, 0)), "6 22 as a must-have 'Database' would remove 1 of 3 candidates"),
        (run((30, 9), (15, 20), (1, 25)), "6 23 without 'Database', the order changes (Kendall -1.00, Spearman -1.00); 0.txt moves most, from 1 to 3"),
        (run((30, 9), (20, 8), (10, 7)), "13 23 without 'Language', no candidate's rank changes"),
        (run((30, 9), (20, 9), (10, 9)), "6 23 without 'Database', all candidates have the same score"),
        (run((1, 1), sha256="another"), "4 24 the run was made with another version"),
        (run((1, 1), id="y"), "1 24 the run was made with the profile 'y'"),
    ],
)  # fmt: skip
def test_advice_from_a_run(data: dict[str, Any], expected: str) -> None:
    assert any(line.startswith(expected) for line in advice(data)), advice(data)


@pytest.mark.parametrize(
    ("data", "unexpected"),
    [
        (run((0, 9), (1, 8), (0, 7)), " 20 "),
        (run((50, 9), (0, 8), (50, 7)), "6 21 "),
        (run((50, 9), (50, 0), (50, 7)), " 22 "),  # a "should" removes no candidate
        (run((0, 0), (0, 0)), " 20 "),  # two candidates say nothing about a profile
    ],
)
def test_near_misses(data: dict[str, Any], unexpected: str) -> None:
    assert not any(unexpected in line for line in advice(data)), advice(data)


def test_considered_advice_is_not_given_again() -> None:
    data = run((50, 9), (0, 8), (50, 7))
    considered = TOML.replace("any_of = { MySQL", "# considered 22, 23: no back end without one\nany_of = { MySQL")
    assert [line for line in advice(data, considered) if "'Database'" in line] == []


def test_the_remaining_points_are_scaled_to_100() -> None:
    # Without the first column, the first two candidates tie: 8 of 50 and 8 of 50.
    (first, _) = leave_out([[50.0, 8.0], [10.0, 8.0], [0.0, 1.0]], [50.0, 50.0], ["a", "b", "c"])
    assert (first.document, first.rank, first.rank_without) == ("b", 2, 1)
