"""Labels as JSON and CSV; every problem is listed with its line."""

from pathlib import Path

import pytest

from matcher.core.errors import LabelsError, UsageError
from matcher.evaluation.labels import Choice, Label, LabelledSkill, parse_labels, read_labels


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("document,grade\nana.pdf,3.5\n", [(("ana.pdf",), 3.5)]),
        ("file,grade\nana.pdf,3\n", [(("ana.pdf",), 3.0)]),
        ("Grade , Document\n0,ana.pdf\n", [(("ana.pdf",), 0.0)]),
        ("document;grade\nana.pdf;3,5\n", [(("ana.pdf",), 3.5)]),
        ("document\tgrade\treason\nana.pdf\t2\tfew, but good\n", [(("ana.pdf",), 2.0)]),
        ('document,grade\n"berg, ana.pdf",4\n\n,\n', [(("berg, ana.pdf",), 4.0)]),
        ("document,grade\r\nana.pdf,1\r\nbo.txt,2", [(("ana.pdf",), 1.0), (("bo.txt",), 2.0)]),
        ('{"ana": {"grade": 3}}', [(("ana",), 3.0)]),
        ('{"ana": {"file": "x/ana.pdf", "grade": 3, "reason": "r"}}', [(("x/ana.pdf", "ana"), 3.0)]),
        ('{"ana": {"grade": null, "skills": []}}', [(("ana",), None)]),
    ],
)
def test_grades(text: str, expected: list) -> None:
    assert [(label.names, label.grade) for label in parse_labels(text, "x").documents] == expected


def test_absent_skills_differ_from_no_skills() -> None:
    text = """{"a": {"grade": 1}, "b": {"skills": []},
               "c": {"skills": [{"name": "Go", "kinds": ["language"], "surfaces": ["Golang"]}], "contested": ["SAN"]}}"""
    absent, none, one = parse_labels(text, "x").documents
    assert (absent.skills, none.skills) == (None, ())
    assert one == Label(("c",), None, (LabelledSkill("Go", ("language",), ("Golang",)),), ("SAN",))


def test_choices() -> None:
    labels = parse_labels("better,worse,why\nana.pdf,bo.txt,more Go\n", "x")
    assert (labels.choices, labels.documents) == ((Choice("ana.pdf", "bo.txt"),), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "x:1: needs the columns document and grade, or better and worse; the file has: none"),
        ("document,score\na,1\n", "x:1: needs the columns document and grade, or better and worse; the file has: 'document', 'score'"),
        ("document,grade\n", "x: contains no grades"),
        ("better,worse\n", "x: contains no choices"),
        ("document,grade\na,good\n", "x:2: grade is 'good'; it must be a number from 0 to 10"),
        ("document,grade\na,1\nb,85\n", "x:3: grade is '85'"),
        ("document,grade\na,-1\n", "x:2: grade is '-1'"),
        ("document,grade\na,nan\n", "x:2: grade is 'nan'"),
        ("document,grade\na,\n", "x:2: the grade is missing"),
        ("document,grade\n,3\n", "x:2: the document is missing"),
        ('document,grade\na,"3,5"\n', "x:2: grade is '3,5'"),
        ("better,worse\na,\n", "x:2: the worse document is missing"),
        ("better,worse\na,a\n", "x:2: 'a' is compared with itself"),
        ("{]", "x:1: not valid JSON"),
        ("{}", "x: must be one JSON object"),
        ('[{"grade": 3}]', "x: must be one JSON object"),
        ('{"a": 3}', "x: 'a' must hold an object"),
        ('{"a": {"grades": [1, 2]}}', "x: 'a' has neither grade nor skills; did you mean one of them by 'grades'?"),
        ('{"a": {"grade": true}}', "x: 'a': grade is True"),
        ('{"a": {"skills": {}}}', "x: 'a': skills must be a list"),
        ('{"a": {"skills": [{"kinds": ["language"]}]}}', "x: 'a': skill 1 has no name"),
        ('{"a": {"skills": [{"name": "Go"}]}}', "x: 'a': skill 1 (Go) has no kinds"),
        ('{"a": {"skills": [{"name": "Go", "kinds": "language"}]}}', "x: 'a': skill 1: kinds must be a list of strings"),
        ('{"a": {"skills": [], "contested": [1]}}', "x: 'a': contested must be a list of strings"),
    ],
)  # fmt: skip
def test_problems(text: str, expected: str) -> None:
    with pytest.raises(LabelsError) as caught:
        parse_labels(text, "x")
    assert str(caught.value.problems[0]).startswith(expected)


def test_all_problems_are_listed_at_once() -> None:
    with pytest.raises(LabelsError) as caught:
        parse_labels("document,grade\na,x\nb,2\nc,y\n", "x")
    assert [f.line for f in caught.value.problems] == [2, 4]


def test_files(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file of labels"):
        read_labels(tmp_path / "none.csv")
    file = tmp_path / "a.csv"
    file.write_bytes("\ufeffdocument,grade\nÅsa.pdf,4\n".encode())
    assert read_labels(file).documents[0].names == ("Åsa.pdf",)
    file.write_bytes("document,grade\nÅsa.pdf,4\n".encode("cp1252"))
    with pytest.raises(UsageError, match="not UTF-8"):
        read_labels(file)
