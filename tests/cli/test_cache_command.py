"""`matcher cache`, and the options --cache, --no-cache, --quiet and --log-json of `matcher rank`."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from matcher.cli.main import main

GOOD = "Ada Example\nWork Experience\nDeveloper, Acme, June 2019 to October 2025\nBuilt APIs in Python with Django.\n"


def matcher(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worked: list[str]) -> Path:
    """Make two files, one of them unreadable; the user's cache is empty."""
    assert not worked
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "own"))
    (tmp_path / "cvs").mkdir()
    (tmp_path / "cvs" / "ada.txt").write_text(GOOD, "utf-8")
    (tmp_path / "cvs" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing of the kind")
    return tmp_path / "cvs"


def rank(folder: Path, *more: str | Path) -> Result:
    out = folder.parent / "out"
    run = matcher("rank", folder, "-o", out, "--as-of", "2026-11-23", "--format", "json", "--workers", "1", *more)
    assert run.exit_code == 3, run.output
    return run


def test_the_users_cache_is_used_unless_another_or_none_is_given(
    folder: Path, tmp_path: Path, worked: list[str]
) -> None:
    rank(folder, "--no-cache")
    assert not list((tmp_path / "own").rglob("cache-*"))
    rank(folder, "--cache", tmp_path / "other")
    assert not list((tmp_path / "own").rglob("cache-*"))
    rank(folder)
    assert list((tmp_path / "own").rglob("cache-1.sqlite"))
    assert worked.count("analyse") == 3
    rank(folder)
    rank(folder, "--cache", tmp_path / "other")
    assert worked.count("analyse") == 3


def test_show_uses_the_cache_of_rank(folder: Path, worked: list[str]) -> None:
    rank(folder)
    count = len(worked)
    assert "Django" in matcher("show", folder / "ada.txt", "--as-of", "2026-11-23").stdout
    assert len(worked) == count


def test_info_shows_location_and_size(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "cache"
    assert matcher("cache", "info", "--cache", place).stdout == f"{place}: the cache is empty\n"
    assert not place.exists()
    rank(folder, "--cache", place)
    first, second = matcher("cache", "info", "--cache", place).stdout.splitlines()
    assert first == f"{place / 'cache-1.sqlite'}:"
    assert second.startswith("2 files, 1 documents, 1 assessments; 0.")
    assert second.endswith(" MiB")


def other_program(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE theirs (x)")
    database.close()


def test_info_lists_other_files_and_clear_deletes_only_our_own(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "cache"
    place.mkdir()
    other_program(place / "cache-1.sqlite")
    messages = rank(folder, "--cache", place).stderr
    assert "belongs to another program: it is set aside as cache-1.sqlite.aside, and a new one is started" in messages
    os.link(place / "cache-1-2.sqlite", place / "cache-0.sqlite")
    lines = matcher("cache", "info", "--cache", place).stdout.splitlines()[2:]
    assert lines == [
        f"{place / 'cache-0.sqlite'}: no longer used; `matcher cache clear` deletes it",
        f"{place / 'cache-1.sqlite.aside'}: not matcher's; set aside",
    ]
    assert matcher("cache", "clear", "--cache", place).stdout == f"{place}: the cache is empty\n"
    assert sorted(path.name for path in place.iterdir()) == ["cache-1-2.sqlite", "cache-1.sqlite.aside"]
    assert "0 files, 0 documents, 0 assessments" in matcher("cache", "info", "--cache", place).stdout


@pytest.mark.parametrize("by", ["file", "sha"])
def test_forget_deletes_one_file(folder: Path, tmp_path: Path, worked: list[str], by: str) -> None:
    place = tmp_path / "cache"
    (folder / "bo.txt").write_text(GOOD.replace("Ada", "Bo"), "utf-8")
    rank(folder, "--cache", place)
    what = folder / "ada.txt"
    if by == "sha":
        what = Path(hashlib.sha256(what.read_bytes()).hexdigest())
    assert matcher("cache", "forget", what, "--cache", place).stdout == f"{what}: deleted (6 entries)\n"
    assert matcher("cache", "forget", what, "--cache", place).stdout == f"{what}: not in the cache\n"
    worked.clear()
    rank(folder, "--cache", place)
    assert worked == ["read ada.txt", "analyse"]


def test_a_missing_file_is_deleted_only_by_its_digest(tmp_path: Path) -> None:
    run = matcher("cache", "forget", tmp_path / "gone.pdf", "--cache", tmp_path / "cache")
    assert run.exit_code == 2
    assert "for a file that no longer exists, give its SHA-256" in run.stderr
    run = matcher("cache", "forget", "z" * 64, "--cache", tmp_path / "cache")
    assert run.exit_code == 2


def test_clear_deletes_everything(folder: Path, tmp_path: Path, worked: list[str]) -> None:
    place = tmp_path / "cache"
    assert matcher("cache", "clear", "--cache", place).exit_code == 0
    assert not place.exists()
    rank(folder, "--cache", place)
    assert matcher("cache", "clear", "--cache", place).exit_code == 0
    worked.clear()
    rank(folder, "--cache", place)
    assert len(worked) == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["rank", "{folder}", "--cache", "{file}"], "is a file"),
        (["rank", "{folder}", "--cache", "{file}/x"], "cannot be made"),
        (["rank", "{folder}", "--cache", "x", "--no-cache"], "cannot be used together"),
        (["show", "{folder}/ada.txt", "--cache", "x", "--no-cache"], "cannot be used together"),
        (["cache", "info", "--cache", "{file}"], "is a file"),
    ],
)
def test_a_mistake_gets_one_clear_message(folder: Path, arguments: list[str], message: str) -> None:
    run = matcher(*(a.format(folder=folder, file=folder / "ada.txt") for a in arguments))
    assert run.exit_code == 2
    assert message in run.stderr
    assert "Traceback" not in run.output


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ([], "matcher: stopped before the end; run the same command to resume\n"),
        (["--no-cache"], "matcher: stopped before the end\n"),
    ],
)
def test_a_stopped_run_says_how_to_resume_if_possible(
    folder: Path, monkeypatch: pytest.MonkeyPatch, more: list[str], message: str
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("matcher.runs.scheduler.Scheduler.records", lambda *_, **__: stop())
    run = matcher("rank", folder, "-o", folder.parent / "out", *more)
    assert (run.exit_code, run.stderr) == (130, message)


def test_log_json_is_json_without_names(folder: Path) -> None:
    (folder / "copy.txt").write_text(GOOD, "utf-8")
    run = rank(folder, "--log-json")
    events = [json.loads(line) for line in run.stderr.splitlines()]
    assert [event["event"] for event in events] == ["start", "end"]
    assert {**events[-1], "seconds": 0} == {
        "event": "end",
        "files": 3,
        "done": 3,
        "known": 0,
        "failed": 1,
        "seconds": 0,
    }
    assert run.stdout == ""
    again = json.loads(rank(folder, "--log-json").stderr.splitlines()[-1])
    assert again["known"] == 3


def test_quiet_lists_only_failures(folder: Path) -> None:
    run = rank(folder, "--quiet")
    assert run.stdout == ""
    assert [line.partition(": ")[0] for line in run.stderr.splitlines()] == ["failed"]
