"""Evaluation from a run and labels to measures: what counts, what is left out, and the intervals."""

import json

import pytest

import matcher
from matcher.core.errors import LabelsError, UsageError
from matcher.evaluation.labels import Choice, Label, LabelledSkill, Labels
from tests.evaluation.runs_by_hand import candidate, run, skill

GO = skill("Go", "language", "Go")
RUN = run(
    *(candidate(f"{name}.txt", score, GO) for name, score in (("a", 90.0), ("b", 70.0), ("c", 50.0), ("d", 10.0))),
    needs_review=[{"document": "scan.pdf", "reason": "no text"}],
)
GRADES = {"a": 4.0, "b": 3.0, "c": 2.0, "d": 0.0}


def graded(grades: dict[str, float]) -> Labels:
    return Labels("x.csv", tuple(Label((name,), grade) for name, grade in grades.items()))


def test_a_perfect_order() -> None:
    found = matcher.evaluate(RUN, graded(GRADES), at=[2], draws=50)
    assert {name: measure.value for name, measure in found.order.items()} == pytest.approx(
        {"Spearman": 1.0, "Kendall": 1.0, "nDCG@2": 1.0, "AP(grade>=3)": 1.0, "pairs": 1.0}
    )
    assert (found.documents, found.not_scored, found.not_in_run, found.skills) == (4, (), (), ())


def test_unscored_documents_rank_last_and_unseen_ones_are_left_out() -> None:
    found = matcher.evaluate(RUN, graded(GRADES | {"scan": 4.0, "elsewhere": 4.0}), draws=50)
    assert (found.documents, found.not_scored, found.not_in_run) == (5, ("scan.pdf",), ("elsewhere",))
    assert found.order["pairs"].value == pytest.approx(6 / 9)


def test_skills_by_kind_and_in_total() -> None:
    labels = Labels(
        "x", (Label(("a",), None, (LabelledSkill("Go", ("language",)), LabelledSkill("H2", ("database",)))),)
    )
    found = matcher.evaluate(RUN, labels, draws=20)
    assert found.order == {}
    rows = [(s.mode, s.kind, s.found, s.missed, s.extra) for s in found.skills]
    assert rows[:3] == [("lenient", "language", 1, 0, 0), ("lenient", "database", 0, 1, 0), ("lenient", "all", 1, 1, 0)]
    assert [s.mode for s in found.skills] == ["lenient"] * 3 + ["strict"] * 3
    assert found.skills[2].recall.value == 0.5


def test_choices_count_where_both_documents_are_in_the_run() -> None:
    choices = (Choice("a", "b"), Choice("d", "c"), Choice("a", "scan"), Choice("a", "elsewhere"))
    found = matcher.evaluate(RUN, Labels("x", choices=choices), draws=50)
    assert found.order["choices"].value == pytest.approx(2 / 3)
    assert (found.documents, found.not_in_run) == (3, ("elsewhere",))


def test_intervals_contain_the_value_and_are_reproducible() -> None:
    grades = {"a": 2.0, "b": 4.0, "c": 0.0, "d": 1.0}
    found = matcher.evaluate(RUN, graded(grades), draws=200)
    assert all(m.low <= m.value <= m.high and m.low < m.high for m in found.order.values())
    assert matcher.evaluate(RUN, graded(grades), draws=200) == found
    assert matcher.evaluate(RUN, graded(grades), draws=200, seed=1) != found


def test_the_summary_is_json_without_nan() -> None:
    summary = matcher.evaluate(RUN, graded(dict.fromkeys(GRADES, 0.0)), draws=20).summary()
    assert json.loads(json.dumps(summary, allow_nan=False)) == summary
    assert summary["order"]["Spearman"] == {"value": None, "low": None, "high": None}


def test_labels_of_other_files_are_refused() -> None:
    with pytest.raises(UsageError, match=r"none of the documents labelled in x\.csv is in the ranking"):
        matcher.evaluate(RUN, graded({"elsewhere": 3.0}))


def test_two_labels_of_one_document_are_refused() -> None:
    with pytest.raises(LabelsError, match=r"'a' and 'a.txt' both mean a.txt: keep one"):
        matcher.evaluate(RUN, graded({"a": 3.0, "a.txt": 1.0}))
