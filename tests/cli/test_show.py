"""`matcher show` as a user types it."""

import json
from pathlib import Path

import pytest

from tests.cli.commands import AS_OF, matcher


def test_show_prints_the_resume_or_json(folder: Path) -> None:
    run = matcher("show", folder / "ada.txt", *AS_OF)
    assert run.returncode == 0
    assert all(word in run.stdout for word in ("Python", "Django", "PostgreSQL", "Server-side language"))
    entry = json.loads(matcher("show", folder / "ada.txt", *AS_OF, "--json").stdout)
    assert entry["document"] == "ada.txt"


def test_show_leaves_out_the_person_if_asked(tmp_path: Path) -> None:
    file = tmp_path / "cv.txt"
    file.write_text(
        "Ada Example\nBackend Developer\nada@example.org\n\nSkills\nPython, Django and PostgreSQL\n", "utf-8"
    )
    assert "Ada Example, Backend Developer · ada@example.org" in matcher("show", file, *AS_OF).stdout
    assert "Ada Example" not in matcher("show", file, *AS_OF, "--no-person").stdout
    assert json.loads(matcher("show", file, *AS_OF, "--no-person", "--json").stdout)["person"] is None


def test_show_prints_what_each_line_was_taken_for(tmp_path: Path) -> None:
    file = tmp_path / "cv.txt"
    file.write_text(
        "Ada Example\nWork Experience\nDeveloper, Acme Ltd\nJune 2013 - May 2015\nBuilt APIs in Python.\n", "utf-8"
    )
    lines = matcher("show", file, "--structure", *AS_OF).stdout.splitlines()
    assert "experience        [heading: Work Experience]" in lines
    assert "experience job 1  [title: Developer], [employer: Acme Ltd]" in lines
    assert "experience job 1  [dates: June 2013 - May 2015]" in lines
    assert any(line.strip().startswith("= work, 2013-06 to 2015-05, 24 months") for line in lines)
    data = json.loads(matcher("show", file, "--structure", "--json", *AS_OF).stdout)
    assert data["document"] == "cv.txt"
    assert [entry["title"]["text"] for entry in data["entries"]] == ["Developer"]
    assert [(row["line"], row["entry"]) for row in data["rows"]][1:4] == [(2, None), (3, "job 1"), (4, "job 1")]


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["show", "no-such-file", "--structure"], 2, "no such file"),
        (["show", "{empty}", "--structure"], 2, "is a folder"),
        (["show", "{broken}", "--structure"], 1, "broken.pdf"),
        (["show", "{broken}", "--structure", "--no-person"], 2, "prints the whole text"),
        (["show", "{broken}", "--structure", "--as-of", "soon"], 2, "not a date"),
        (["show", "no-such-file"], 2, "no such file"),
        (["show", "{empty}"], 2, "is a folder"),
        (["show", "{broken}"], 1, "broken.pdf"),
    ],
)
def test_a_mistake_gets_one_clear_message(
    places: dict[str, Path], arguments: list[str], status: int, message: str
) -> None:
    run = matcher(*(a.format(**places) for a in arguments))
    assert run.returncode == status
    assert message in run.stderr
