"""Tuning from labels to a new profile: it follows the labels, changes nothing without a reason, refuses too few."""

import json
from pathlib import Path

import pytest

import matcher
from matcher.core.errors import TooFewLabelsError, UsageError
from matcher.evaluation.labels import Label, Labels
from matcher.evaluation.tuning.tune import LEAST_CHOICES, LEAST_DIFFERENT, LEAST_GRADED, Tuning
from matcher.profiles.loading import parse_profile
from matcher.skills.taxonomy import load_taxonomy
from tests.evaluation.tuning.ledgers import PROFILE, TEXT, WEIGHTS, choices, grades, liking, made_up_run

RUN = made_up_run(60)
OTHERWISE = liking(RUN, languages=5, frameworks=10, databases=40)


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("profile") / "x.toml"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture(scope="module")
def tuned(profile: Path) -> Tuning:
    return matcher.tune(profile, grades(OTHERWISE), RUN)


def test_weights_follow_grades(tuned: Tuning) -> None:
    after = {c.requirement: c.after for c in tuned.changes}
    assert after["databases"] > 15
    assert after["languages"] < 15
    assert after["unused"] == 0
    assert sum(after.values()) == pytest.approx(sum(WEIGHTS.values()))
    assert tuned.verdict == "better"
    assert tuned.gain.low > 0
    assert tuned.before["pairs"] < tuned.held_out["pairs"] <= tuned.in_sample["pairs"] + 0.02
    assert tuned.advice.startswith("Tuning helps")


def test_weights_follow_choices(profile: Path) -> None:
    found = matcher.tune(profile, choices(OTHERWISE, 150), RUN)
    after = {c.requirement: c.after for c in found.changes}
    assert after["databases"] > after["languages"] * 0.6
    assert after["databases"] > 12
    assert set(found.before) == {"pairs"}
    assert found.held_out["pairs"] > found.before["pairs"]


def test_the_new_profile_has_the_new_weights_and_everything_else(tuned: Tuning) -> None:
    new = parse_profile(tuned.toml, "new.toml", load_taxonomy())
    assert {r.id: r.weight for r in new.requirements} == {c.requirement: c.after for c in tuned.changes}
    assert new.version == "2"
    assert new.tfidf_weight == PROFILE.tfidf_weight
    assert "# A comment that stays." in tuned.toml
    assert "# tuned, was 20; a remark" in tuned.toml
    head = tuned.toml.split("\n\n")[0].replace("\n# ", " ")
    assert tuned.advice in head
    assert "60 graded résumés in grades.csv" in head
    assert "languages 20 -> " in head


def test_the_same_labels_give_the_same_profile(tuned: Tuning, profile: Path) -> None:
    backwards = Labels("grades.csv", grades(OTHERWISE).documents[::-1])
    shuffled = RUN | {"candidates": RUN["candidates"][::-1]}
    assert matcher.tune(profile, backwards, shuffled) == tuned


def test_labels_by_the_old_weights_change_nothing(profile: Path) -> None:
    as_scored = {c["document"]: c["score"] for c in RUN["candidates"]}
    found = matcher.tune(profile, grades(as_scored), RUN)
    assert (found.verdict, found.toml) == ("kept", "")
    assert all(c.before == c.after for c in found.changes)


def test_random_labels_do_not_help(profile: Path) -> None:
    other = made_up_run(60, seed=9)
    by_chance = liking(other, languages=7, frameworks=11, databases=13)
    found = matcher.tune(profile, grades(by_chance), RUN)
    assert found.verdict != "better"
    assert found.gain.low <= 0


def test_the_summary_is_json(tuned: Tuning) -> None:
    summary = tuned.summary()
    assert json.loads(json.dumps(summary, allow_nan=False))["verdict"] == "better"
    assert "toml" not in summary


def alike(count: int, unlike: int) -> Labels:
    return Labels("x", tuple(Label((f"{n:03}.txt",), 1.0 + (n % 2 + 1) * (n < unlike)) for n in range(count)))


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (
            Labels("x", grades(OTHERWISE).documents[: LEAST_GRADED - 1]),
            "too few graded résumés for tuning: 29, and 30 are needed",
        ),
        (choices(OTHERWISE, LEAST_CHOICES - 1), "too few choices for tuning: 59, and 60 are needed"),
        (alike(60, LEAST_DIFFERENT - 1), "only 7 of 60 résumés have another grade"),
        (alike(60, 0), "only 0 of 60 résumés have another grade"),
    ],
)
def test_too_few_labels_are_refused(profile: Path, labels: Labels, message: str) -> None:
    with pytest.raises(TooFewLabelsError, match=message):
        matcher.tune(profile, labels, RUN)


@pytest.mark.parametrize(
    "labels",
    [
        Labels("x", grades(OTHERWISE).documents[:LEAST_GRADED]),
        choices(OTHERWISE, LEAST_CHOICES),
        alike(60, LEAST_DIFFERENT),
    ],
)
def test_just_enough_labels_are_accepted(profile: Path, labels: Labels) -> None:
    assert matcher.tune(profile, labels, RUN).pairs > 0


def test_more_weights_need_more_labels(tmp_path: Path) -> None:
    ids = [f"r{n}" for n in range(12)]
    head = TEXT.split("[[requirement]]")[0]
    block = '[[requirement]]\nid = "{0}"\nlabel = "{0}"\nweight = 5\nreason = "r"\nany_of = {{ Python = 1.0 }}\n'
    path = tmp_path / "twelve.toml"
    path.write_text(head + "".join(block.format(i) for i in ids), "utf-8")
    sha = matcher.load_profile(path, load_taxonomy()).sha256
    # All earn the same share of the last one: its weight cannot be learned, so it needs no labels.
    candidates = [
        {"document": c["document"], "score": 1.0, "contributions": [
            {"requirement": i, "component": "keyword", "points": n % 5 if i != "r11" else 2, "possible": 7.5} for i in ids
        ]}
        for n, c in enumerate(RUN["candidates"])
    ]  # fmt: skip
    run = RUN | {"candidates": candidates, "profile": RUN["profile"] | {"sha256": sha}}
    with pytest.raises(TooFewLabelsError, match=r"32, and 33 are needed \(3 for each of the 11 weights"):
        matcher.tune(path, Labels("x", grades(OTHERWISE).documents[:32]), run)


def test_a_run_with_another_profile_is_refused(profile: Path) -> None:
    other = RUN | {"profile": RUN["profile"] | {"sha256": "0" * 64}}
    with pytest.raises(UsageError, match=r"was made with profile 'x', version 1, and not with this text of 'x'"):
        matcher.tune(profile, grades(OTHERWISE), other)


def test_labels_of_other_files_are_refused(profile: Path) -> None:
    with pytest.raises(UsageError, match="are they labels of other files"):
        matcher.tune(profile, Labels("x", (Label(("elsewhere",), 1.0),)), RUN)
