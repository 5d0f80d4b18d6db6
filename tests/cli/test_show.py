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
