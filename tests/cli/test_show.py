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


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
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
