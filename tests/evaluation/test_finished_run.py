"""Labels find their documents in a run; anything that is not a complete run is refused."""

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
def test_an_ambiguous_name_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match=r"could mean b/cy.pdf or c/cy.pdf in the ranking: give its path"):
        read_run(RUN).find([[name]])


def test_reads_a_folder_or_its_file(tmp_path: Path) -> None:
    file = tmp_path / "ranking.json"
    file.write_text(json.dumps(RUN), "utf-8")
    assert read_run(tmp_path).data == read_run(str(file)).data == RUN


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "contains no ranking.json; give a folder that `matcher rank` wrote to"),
        ("{", "cannot read"),
        ("[1]", "is not a ranking made by matcher"),
        ('{"candidates": []}', "lacks duplicates, failures"),
        (json.dumps(RUN | {"schema": 2}), "has schema 2; this version of matcher reads 1"),
        (
            json.dumps(RUN | {"rest": {"count": 9000}}),
            r"9,000 appear only in ranking\.csv.*Rank again with `--top 9005`",
        ),
    ],
)
def test_refuses_anything_but_a_complete_run(tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "ranking.json").write_text(content, "utf-8")
    with pytest.raises(UsageError, match=message):
        read_run(tmp_path)
