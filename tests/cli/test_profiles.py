"""`matcher profile` as a user types it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.commands import AS_OF, matcher


def test_profile_commands(tmp_path: Path) -> None:
    assert "backend-developer" in matcher("profile", "list").stdout
    shown = matcher("profile", "show", "backend-developer").stdout
    assert "Database" in shown
    assert "any of: " in shown
    assert "Work counts by its kind: back-end development 1; full-stack development 0.75; front-end" in shown
    copy = tmp_path / "copy.toml"
    copy.write_text(matcher("profile", "show", "--toml").stdout, "utf-8")
    assert "valid" in matcher("profile", "check", copy, "backend-developer").stdout


ADVERT = """Senior Go Developer
Requirements
- 3 years of Go
- PostgreSQL or MySQL
Nice to have
- Kafka
"""


def test_an_advert_becomes_a_profile_that_checks_and_ranks(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ad.html").write_text(f"<h1>{ADVERT.replace('- ', '<p>').replace('Nice', '<h2>Nice')}", "utf-8")
    drafted = tmp_path / "go.toml"
    assert matcher("profile", "draft", tmp_path / "ad.html", "--title", "Go Developer", "-o", drafted).returncode == 0
    checked = matcher("profile", "check", drafted)
    assert (checked.returncode, "valid" in checked.stdout) == (0, True)
    assert matcher("rank", folder, "-p", drafted, "-o", tmp_path / "out", *AS_OF).returncode == 0
    advised = matcher("profile", "check", drafted, "--run", tmp_path / "out")
    assert advised.returncode == 0


def test_an_advert_from_standard_input() -> None:
    command = [sys.executable, "-m", "matcher", "profile", "draft", "-"]
    run = subprocess.run(command, input=ADVERT.encode(), capture_output=True, check=True)
    text = run.stdout.decode()
    assert '\nlabel = "Go Developer"\n' in text
    assert [line for line in text.splitlines() if line.startswith(('"Go"', '"MySQL"', '"Apache Kafka"'))] == [
        '"Go" = 1.0', '"MySQL" = 1.0', '"Apache Kafka" = 1.0',
    ]  # fmt: skip


def test_advice_is_no_problem(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    text = 'id = "x"\nlabel = "X"\ntext = "t"\n[[requirement]]\nid = "a"\nlabel = "A"\nweight = 1\nreason = "r"\n'
    mine.write_text(text + "enough = 2\nany_of = { Python = 1 }\n", "utf-8")
    run = matcher("profile", "check", mine)
    assert run.returncode == 0
    assert "valid; 1 requirements; 1 piece of advice" in run.stdout
    assert "mine.toml:9: advice 6: enough is 2" in run.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["profile", "check", "{faulty}"], 2, "3 problems"),
        (["profile", "show", "astronaut"], 2, "no profile 'astronaut'"),
        (["profile", "check", "data-engineer", "--run", "{empty}"], 2, "contains no ranking.json"),
        (["profile", "draft", "no-such-advert"], 2, "no such file: no-such-advert"),
        (["profile", "draft", "{empty}"], 2, "is a folder"),
        (["profile", "draft", "{broken}"], 1, "broken.pdf"),
        (["profile", "draft", "{faulty}", "-o", "{faulty}"], 2, "already exists"),
    ],
)
def test_a_mistake_gets_one_clear_message(
    places: dict[str, Path], arguments: list[str], status: int, message: str
) -> None:
    run = matcher(*(a.format(**places) for a in arguments))
    assert run.returncode == status
    assert message in run.stderr
