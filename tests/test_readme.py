"""README: its table lists exactly the commands and their options, and its examples work."""

import re
from pathlib import Path

import click
import pytest

from matcher.cli.main import main
from matcher.core.skills import SkillsFile
from matcher.skills.additions import extend
from matcher.skills.taxonomy import load_taxonomy

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
TABLE = dict(re.findall(r"^\| `matcher ([a-z ]+[a-z])[^`]*` \| (.*) \|$", README, re.MULTILINE))


def commands(group: click.Group, prefix: str = "") -> dict[str, click.Command]:
    by_name: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            by_name |= commands(command, f"{prefix}{name} ")
        else:
            by_name[f"{prefix}{name}"] = command
    return by_name


def test_every_command_is_in_the_table() -> None:
    assert set(TABLE) == set(commands(main))


@pytest.mark.parametrize("name", commands(main))
def test_every_option_is_listed_with_its_command(name: str) -> None:
    options = [o for p in commands(main)[name].params if isinstance(p, click.Option) for o in p.opts if o[:2] == "--"]
    assert set(re.findall(r"`(--[a-z-]+)`", TABLE[name])) == set(options)


@pytest.mark.parametrize("line", re.findall(r"^\.venv/bin/matcher (.*?)(?:\s{2,}#.*)?$", README, re.MULTILINE))
def test_every_command_of_an_example_is_valid(line: str) -> None:
    words = line.split(">")[0].split()
    command, arguments = main, words
    while isinstance(command, click.Group):
        command, arguments = command.commands[arguments[0]], arguments[1:]
    command.make_context(line, list(arguments))  # fails if an option or argument does not belong to the command


def test_the_example_of_additions_is_valid() -> None:
    (text,) = re.findall(r"```toml\n(\[skills\].*?)```", README, re.DOTALL)
    own = extend(load_taxonomy(), SkillsFile("my-skills.toml", text))
    assert [own.find(name).id for name in ("AcmeDB", "Elephant", "memcached")] == ["acme-db", "postgresql", "memcached"]


def test_the_example_of_a_pipeline_works(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"<!-- spacy -->\n```python\n(.*?)```", README, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102
    assert capsys.readouterr().out.splitlines() == [
        "Go language claimed Golang",
        "PostgreSQL database claimed Postgres",
        "Java language negated Java",
    ]
