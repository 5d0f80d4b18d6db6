"""README: every command and option stands in its table and there is none besides; its examples work."""

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
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found |= commands(command, f"{prefix}{name} ")
        else:
            found[f"{prefix}{name}"] = command
    return found


def test_every_command_stands_in_the_table() -> None:
    assert set(TABLE) == set(commands(main))


@pytest.mark.parametrize("name", commands(main))
def test_every_option_stands_beside_its_command(name: str) -> None:
    options = [o for p in commands(main)[name].params if isinstance(p, click.Option) for o in p.opts if o[:2] == "--"]
    assert set(re.findall(r"`(--[a-z-]+)`", TABLE[name])) == set(options)


@pytest.mark.parametrize("line", re.findall(r"^\.venv/bin/matcher (.*?)(?:\s{2,}#.*)?$", README, re.MULTILINE))
def test_every_command_of_an_example_is_understood(line: str) -> None:
    words = line.split(">")[0].split()
    command, arguments = main, words
    while isinstance(command, click.Group):
        command, arguments = command.commands[arguments[0]], arguments[1:]
    command.make_context(line, list(arguments))  # fails where an option or argument is none of the command's


def test_the_additions_shown_are_sound() -> None:
    (text,) = re.findall(r"```toml\n(\[skills\].*?)```", README, re.DOTALL)
    own = extend(load_taxonomy(), SkillsFile("my-skills.toml", text))
    assert [own.find(name).id for name in ("AcmeDB", "Elephant", "memcached")] == ["acme-db", "postgresql", "memcached"]


def test_the_pipeline_shown_works(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"<!-- spacy -->\n```python\n(.*?)```", README, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102
    assert capsys.readouterr().out.splitlines() == [
        "Go language claimed Golang",
        "PostgreSQL database claimed Postgres",
        "Java language negated Java",
    ]
