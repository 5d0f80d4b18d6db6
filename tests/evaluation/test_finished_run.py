"""Which document a label means, and what is no run."""

import json
from pathlib import Path

import pytest

from matcher.core.errors import UsageError
from matcher.evaluation.finished_run import read_run
from tests.evaluation.runs_by_hand import candidate, run

RUN = run(
    candidate("a/ana.pdf", 9.0),
    candidate("a/bo.chen.txt", 8.0),
    candidate("b/cy.pdf", 7.0),
    candidate("c/cy.pdf", 6.0),
    candidate("dee (1).pdf", 5.0),
    needs_review=[{"document": "scan.pdf", "reason": "no text"}],
    failures=[{"document": "broken.pdf", "reason": "damaged"}],
    duplicates=[{"document": "copy-of-ana.pdf", "duplicate_of": "a/ana.pdf", "sha256": ""}],
)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a/ana.pdf"], "a/ana.pdf"),
        (["a\\ana.pdf"], "a/ana.pdf"),
        (["ana.pdf"], "a/ana.pdf"),
        (["ana"], "a/ana.pdf"),
        (["bo.chen"], "a/bo.chen.txt"),
        (["bo"], None),
        (["Ana"], None),
        (["ana.docx"], None),
        (["ana.docx", "ana"], "a/ana.pdf"),
        (["b/cy.pdf"], "b/cy.pdf"),
        (["dee"], None),
        (["dee (1)"], "dee (1).pdf"),
        (["scan"], "scan.pdf"),
        (["broken.pdf"], "broken.pdf"),
        (["copy-of-ana"], "a/ana.pdf"),
        ([""], None),
    ],
)
def test_find(names: list[str], expected: str | None) -> None:
    assert read_run(RUN).find([names]) == [expected]


@pytest.mark.parametrize("name", ["cy.pdf", "cy"])
def test_a_name_of_two_files_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match=r"could mean b/cy.pdf or c/cy.pdf of the ranking: give its path"):
        read_run(RUN).find([[name]])


def test_a_folder_or_its_file(tmp_path: Path) -> None:
    file = tmp_path / "ranking.json"
    file.write_text(json.dumps(RUN), "utf-8")
    assert read_run(tmp_path).data == read_run(str(file)).data == RUN


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "holds no ranking.json; give a folder that `matcher rank` wrote into"),
        ("{", "cannot read"),
        ("[1]", "is no ranking of matcher's"),
        ('{"candidates": []}', "lacks duplicates, failures"),
        (json.dumps(RUN | {"schema": 2}), "has schema 2; this matcher reads 1"),
        (
            json.dumps(RUN | {"rest": {"count": 9000}}),
            r"9,000 stand only in ranking\.csv, in figures.*Rank again with `--top 9005`",
        ),
    ],
)
def test_what_is_no_run(tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "ranking.json").write_text(content, "utf-8")
    with pytest.raises(UsageError, match=message):
        read_run(tmp_path)
