"""Found skills are matched with labelled ones, and agreement is counted."""

import numpy as np
import pytest
from sklearn.metrics import precision_recall_fscore_support

from matcher.evaluation.labels import Label, LabelledSkill
from matcher.evaluation.skills import count_skills, precision_recall_f1
from matcher.skills.taxonomy import load_taxonomy
from tests.evaluation.runs_by_hand import candidate, skill

LANGUAGE, FRAMEWORK, DATABASE = ("language",), ("framework",), ("database",)


def counted(labelled: list[LabelledSkill], found: list[dict], contested: tuple[str, ...] = ()) -> tuple[list, list]:
    """Return [found, missed, extra] over all kinds, lenient and strict, and the errors with their skills."""
    label = Label(("ana",), None, tuple(labelled), contested)
    counts = count_skills([(label, candidate("ana.pdf", 1.0, *found))], load_taxonomy())
    return counts.counts[0].sum(axis=1).tolist(), [(e.type, e.skill) for e in counts.errors]


@pytest.mark.parametrize(
    ("labelled", "found"),
    [
        (LabelledSkill("PostgreSQL", DATABASE, ("Postgres",)), skill("PostgreSQL", "database", "Postgres")),
        (LabelledSkill("Postgres", DATABASE), skill("PostgreSQL", "database", "PostgreSQL")),
        (LabelledSkill("golang", LANGUAGE), skill("Go", "language", "Go")),
        (LabelledSkill("Java", LANGUAGE, ("Java 8",)), skill("Java", "language", "Java 17")),
        (LabelledSkill("Wrapit", FRAMEWORK, ("WRAPIT.",)), skill("Some Thing", "framework", "Wrapit 2.0")),
        (LabelledSkill("Node.js", ("framework", "language")), skill("Node.js", "framework", "NodeJS")),
    ],
)
def test_the_same_skill(labelled: LabelledSkill, found: dict) -> None:
    assert counted([labelled], [found]) == ([[1, 0, 0], [1, 0, 0]], [])


@pytest.mark.parametrize(
    ("labelled", "found"),
    [
        (LabelledSkill("Java", LANGUAGE), skill("JavaScript", "language", "JavaScript")),
        (LabelledSkill("C", LANGUAGE), skill("C++", "language", "C++")),
        (LabelledSkill("C", LANGUAGE), skill("C#", "language", "C#")),
        (LabelledSkill("AngularJS", LANGUAGE), skill("Angular", "language", "Angular")),
    ],
)
def test_another_skill(labelled: LabelledSkill, found: dict) -> None:
    counts, errors = counted([labelled], [found])
    assert counts == [[0, 1, 1]] * 2
    assert errors == [("missed", labelled.name), ("extra", found["name"])]


def test_another_kind_is_right_only_leniently() -> None:
    found = counted([LabelledSkill("Django", LANGUAGE)], [skill("Django", "framework", "Django")])
    assert found == ([[1, 0, 0], [0, 1, 0]], [("kind", "Django")])


@pytest.mark.parametrize(
    ("extra", "contested", "expected"),
    [
        (skill("Ruby", "language", "Ruby"), (), 1),
        (skill("Ruby", "language", "Ruby"), ("ruby",), 0),
        (skill("Ruby", "language", "Ruby", assertion="negated"), (), 0),
        (skill("Ruby", "language", "Ruby", assertion="aspired"), (), 0),
        (skill("Ruby", "language"), (), 0),
        (skill("Docker", "container", "Docker"), (), 0),
    ],
    ids=["claimed", "contested", "denied", "wished for", "implied", "of a kind not in the labels"],
)
def test_what_counts_as_extra(extra: dict, contested: tuple[str, ...], expected: int) -> None:
    counts, _ = counted([LabelledSkill("Go", LANGUAGE)], [skill("Go", "language", "Go"), extra], contested)
    assert counts == [[1, 0, expected]] * 2


def test_kinds_come_from_the_labels_and_an_unscored_document_misses_all() -> None:
    labels = [
        Label(("a",), None, (LabelledSkill("Go", LANGUAGE), LabelledSkill("Docker", ("container",)))),
        Label(("b",), None, (LabelledSkill("Odd", ("zither",)),)),
    ]
    counts = count_skills(
        [(labels[0], candidate("a.pdf", 1.0, skill("Go", "language", "Go"))), (labels[1], None)], load_taxonomy()
    )
    assert counts.kinds == ("language", "container", "zither")
    assert counts.counts[:, 0].tolist() == [[[1, 0, 0], [0, 1, 0], [0, 0, 0]], [[0, 0, 0], [0, 0, 0], [0, 1, 0]]]


@pytest.mark.parametrize(("found", "missed", "extra"), [(8, 2, 1), (1, 0, 0), (3, 5, 8), (1, 9, 9)])
def test_precision_recall_f1_are_those_of_scikit_learn(found: int, missed: int, extra: int) -> None:
    truth = [1] * found + [1] * missed + [0] * extra
    given = [1] * found + [0] * missed + [1] * extra
    theirs = precision_recall_fscore_support(truth, given, average="binary")[:3]
    assert precision_recall_f1(np.array([found, missed, extra])) == pytest.approx(theirs)


def test_division_by_zero_is_nan() -> None:
    assert np.isnan(precision_recall_f1(np.array([0, 0, 0]))).all()
