"""`matcher skills`, and a user's own skills in `rank` and `show`: outputs, exit status, one clear line per mistake."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import matcher
from matcher.cli.skills import skills
from matcher.core.errors import ProfileError, TaxonomyError
from matcher.skills.additions import extend, read_skills_file
from matcher.skills.taxonomy import load_taxonomy

AS_OF = ("--as-of", "2026-11-23")
OWN = '[skills]\nquuxbase = { label = "Quuxbase", kind = "database", implies = ["sql"] }\n'
PROFILE = """id = "own"
label = "Own"
text = "A developer."
skills = "my-skills.toml"
[[requirement]]
id = "db"
label = "Databases"
weight = 1
reason = "r"
any_of = { Quuxbase = 1.0 }
"""


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([sys.executable, "-m", "matcher", *map(str, arguments)], capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "cvs").mkdir()
    for name, extra in (("ada", "Zorplang"), ("bob", "Zorp-Lang"), ("eve", "Frobnik")):
        (tmp_path / "cvs" / f"{name}.txt").write_text(
            f"{name.title()} Example\n{name}@host.example\n\nWork Experience\n"
            f"Developer, Initech, June 2019 to October 2025\nBuilt services with Java, Quuxbase, PostgreSQL and Docker.\n\n"
            f"Skills\nPython, {extra}, Django, PostgreSQL, Communication\n",
            "utf-8",
        )
    (tmp_path / "my-skills.toml").write_text(OWN, "utf-8")
    (tmp_path / "own.toml").write_text(PROFILE, "utf-8")
    (tmp_path / "faulty.toml").write_text('[skills]\nx = { label = "Golang" }\n[changes]\ndjagno = {}\n', "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["search", "golang"], ["Go", "language, go", "spelling", "rule", "confirmed by", "goroutine"]),
        (["search", "Spring Boot"], ["framework, spring-boot", "implies", "Spring, Java", "JHipster"]),
        (["search", "Hybernat"], ["Hibernate", "like Hybernate"]),
        (["search", "Quuxbase", "--skills", "{place}/my-skills.toml"], ["database, quuxbase", "my-skills.toml:2"]),
        (["list"], ["language  python  Python", "framework  django  Django", "cms  wordpress  WordPress"]),
        (["list", "--kind", "database", "--skills", "{place}/my-skills.toml"], ["database  quuxbase  Quuxbase"]),
        (["check", "{place}/my-skills.toml"], ["my-skills.toml: valid; 1 new, 0 changed", "new: Quuxbase (database)"]),
        (["unknown", "{place}/cvs"], ["Quuxbase", "Zorplang"]),
    ],
)  # fmt: skip
def test_output(place: Path, arguments: list[str], expected: list[str]) -> None:
    done = run("skills", *(a.format(place=place) for a in arguments))
    assert done.returncode == 0, done.stderr
    assert [word for word in expected if word not in done.stdout] == []


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["skills", "search", "no such skill at all"], 1, "no skill has the name 'no such skill at all'"),
        (["skills", "list", "--kind", "sport"], 2, "unknown kind 'sport'; choose from: language, framework"),
        (["skills", "check", "no-such.toml"], 2, "no skills file 'no-such.toml': there is no such file"),
        (["skills", "check", "{place}/faulty.toml"], 2, "3 problems"),
        (["skills", "check"], 2, "Missing argument"),
        (["skills", "unknown", "no-such-folder"], 2, "no such file or folder"),
        (["skills", "unknown", "{place}/cvs", "--json", "--csv"], 2, "--json and --csv cannot be used together"),
        (["skills", "unknown", "{place}/cvs", "--min-resumes", "0"], 2, "min-resumes"),
        (["rank", "{place}/cvs", "--skills", "{place}/faulty.toml"], 2, "faulty.toml:4: djagno: there is no skill"),
        (["show", "{place}/cvs/ada.txt", "--skills", "{place}"], 2, "it is a folder"),
    ],
)
def test_a_mistake_gets_one_clear_message(place: Path, arguments: list[str], status: int, message: str) -> None:
    done = run(*(a.format(place=place) for a in arguments))
    assert done.returncode == status
    assert message in done.stderr
    assert done.stdout == ""


def test_problems_of_all_files_are_listed(place: Path) -> None:
    done = run("skills", "check", place / "faulty.toml", place / "my-skills.toml", place / "none.toml")
    assert done.returncode == 2
    assert "faulty.toml:2: x: needs a kind" in done.stderr
    assert "none.toml" in done.stderr
    assert "my-skills.toml: valid" in done.stdout


def test_search_and_list_as_json() -> None:
    (card, *_) = json.loads(run("skills", "search", "golang", "--json").stdout)
    assert (card["id"], card["kind"], card["found_by"], card["sense"]) == ("go", "language", "spelling", "word")
    everything = json.loads(run("skills", "list", "--json").stdout)
    assert len(everything) == len(load_taxonomy())


def test_unknown_as_json_and_csv(place: Path) -> None:
    done = run("skills", "unknown", place / "cvs", "--json", "--workers", "2")
    unknown = json.loads(done.stdout)
    assert unknown["resumes"] == 3
    assert [(t["name"], t["resumes"], t["listed"]) for t in unknown["technologies"]] == [
        ("Quuxbase", 3, 3), ("Zorp-Lang", 2, 2),
    ]  # fmt: skip
    assert unknown["technologies"][1]["spellings"] == ["Zorp-Lang", "Zorplang"]
    assert "@" not in done.stdout
    rows = list(
        csv.DictReader(io.StringIO(run("skills", "unknown", place / "cvs", "--csv", "--min-resumes", "1").stdout))
    )
    assert [(row["name"], row["document"]) for row in rows] == [
        ("Quuxbase", "ada.txt"), ("Zorp-Lang", "ada.txt"), ("Frobnik", "eve.txt"),
    ]  # fmt: skip


def test_added_skills_are_no_longer_unknown(place: Path) -> None:
    done = run("skills", "unknown", place / "cvs", "--skills", place / "my-skills.toml", "--json")
    assert [t["name"] for t in json.loads(done.stdout)["technologies"]] == ["Zorp-Lang"]


def test_unreadable_files_are_listed(place: Path) -> None:
    (place / "cvs" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing of the kind")
    done = run("skills", "unknown", place / "cvs")
    assert done.returncode == 3
    assert "failed: broken.pdf: " in done.stderr
    (place / "bad").mkdir()
    (place / "bad" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing of the kind")
    assert run("skills", "unknown", place / "bad").returncode == 1


# A user's own skills, in a run


@pytest.mark.parametrize(
    ("arguments", "workers"),
    [
        (("--skills", "my-skills.toml"), "2"),
        (("--profile", "own.toml"), "1"),
        (("--profile", "own.toml", "--skills", "my-skills.toml"), "1"),
    ],
)
def test_rank_uses_and_records_own_skills(place: Path, arguments: tuple[str, ...], workers: str) -> None:
    placed = [place / a if a.endswith(".toml") else a for a in arguments]
    done = run("rank", place / "cvs", "-o", place / "out", *AS_OF, "--format", "json", "--workers", workers, *placed)
    assert done.returncode == 0, done.stderr
    ranking = json.loads((place / "out" / "ranking.json").read_text("utf-8"))
    for candidate in ranking["candidates"]:
        (skill,) = [s for s in candidate["skills"] if s["name"] == "Quuxbase"]
        assert (skill["kind"], skill["months"]) == ("database", 77)
        assert any(s["name"] == "SQL" for s in candidate["skills"])
    if "--profile" in arguments:
        assert {c["contributions"][0]["status"] for c in ranking["candidates"]} == {"met"}
    own = extend(load_taxonomy(), read_skills_file(place / "my-skills.toml"))
    manifest = json.loads((place / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["versions"]["taxonomy"] == own.version
    assert manifest["options"]["skills"] == [{"file": "my-skills.toml", "sha256": own.additions[0].sha256}]


def test_without_own_skills_nothing_is_recorded(place: Path) -> None:
    run("rank", place / "cvs", "-o", place / "out", *AS_OF, "--format", "json")
    manifest = json.loads((place / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["versions"]["taxonomy"] == load_taxonomy().version
    assert "skills" not in manifest["options"]


def test_show_uses_own_skills(place: Path) -> None:
    assert "Quuxbase" not in run("show", place / "cvs" / "ada.txt", *AS_OF).stdout.split("Score")[0]
    assert "Quuxbase" in run("show", place / "cvs" / "ada.txt", *AS_OF, "--skills", place / "my-skills.toml").stdout


def test_profile_commands_use_the_skills_file_of_the_profile(place: Path) -> None:
    assert "valid" in run("profile", "check", place / "own.toml").stdout
    assert "any of: Quuxbase 1" in run("profile", "show", place / "own.toml").stdout


def test_from_python(place: Path) -> None:
    ranking = matcher.rank(place / "cvs", skills=place / "my-skills.toml", as_of="2026-11-23")
    assert "Quuxbase" in set(ranking.skills_frame()["skill"])
    profile = matcher.load_profile(place / "own.toml", load_taxonomy())
    assert profile.skills == read_skills_file(place / "my-skills.toml")
    (place / "my-skills.toml").unlink()  # the profile keeps the content of the file
    assert matcher.rank(place / "cvs", profile=profile, as_of="2026-11-23").skills == ranking.skills


@pytest.mark.parametrize(
    ("skills", "error", "message"),
    [
        ('skills = "none.toml"', ProfileError, r"own\.toml:4: skills: no skills file '.*none\.toml': there is no such file"),
        ("skills = 3", ProfileError, r"own\.toml:4: skills must be the name of a TOML file in the profile's folder"),
        ('skills = "faulty.toml"', TaxonomyError, r"faulty\.toml:2: x: needs a kind"),
        ("", ProfileError, r"own\.toml:10: unknown technology 'Quuxbase'"),
    ],
)  # fmt: skip
def test_problems_of_a_profile_with_a_skills_file(place: Path, skills: str, error: type, message: str) -> None:
    (place / "own.toml").write_text(PROFILE.replace('skills = "my-skills.toml"', skills), "utf-8")
    with pytest.raises(error, match=message):
        matcher.load_profile(place / "own.toml", load_taxonomy())


def test_every_command_has_a_help_text() -> None:
    assert set(skills.commands) == {"search", "list", "check", "unknown"}
    assert all(command.help for command in skills.commands.values())
