"""A run gives the same ranking with any cache and after any interruption, and does nothing twice."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

import matcher
from benchmarks.resume import stop_and_go
from matcher.core.errors import UsageError
from matcher.extraction import reader_version as reader_versions
from matcher.profiles.loading import load_profile
from matcher.runs.store.cache import Cache
from matcher.skills.taxonomy import load_taxonomy

pytestmark = pytest.mark.usefixtures("fresh_files_are_trusted")

DAY = "2026-11-23"
PERSON = """{name}
Work Experience
Back-end developer, Acme {number}, June 2019 to present
Built REST APIs in {language} with {framework} and {database}; optimised slow queries.
Tester, Emca, 2015 to 2018
Skills
{language}, {framework}, {database}, Docker, Zorblax
"""
PEOPLE = [
    PERSON.format(name=name, number=number, language=language, framework=framework, database=database)
    for number, (name, language, framework, database) in enumerate([
        ("Ada Example", "Python", "Django", "PostgreSQL"), ("Bo Example", "Java", "Spring Boot", "MySQL"),
        ("Cy Example", "Go", "Gin", "Redis"), ("Di Example", "PHP", "Laravel", "MariaDB"),
        ("Ed Example", "Ruby", "Rails", "SQLite"), ("Fi Example", "C#", "ASP.NET", "SQL Server"),
    ])
]  # fmt: skip
SKILLS = '[skills]\nzorblax = { label = "Zorblax", kind = "framework" }\n'


def write(folder: Path) -> Path:
    """Write six people in four formats, a copy, and a file that cannot be read."""
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(PEOPLE):
        if number == 4:
            (folder / "4.html").write_text(f"<p>{text.replace(chr(10), '<p>')}", "utf-8")
        elif number == 5:
            lines = "\\par\n".join(text.splitlines())
            (folder / "5.rtf").write_text(f"{{\\rtf1\\ansi {lines}}}", "ascii")
        else:
            (folder / f"{number}.{'md' if number == 3 else 'txt'}").write_text(text, "utf-8")
    (folder / "copy of 0.txt").write_text(PEOPLE[0], "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing of the kind")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "cvs")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def reports(ranking: matcher.Ranking, place: Path) -> dict[str, bytes]:
    shutil.rmtree(place, ignore_errors=True)
    return {path.name: path.read_bytes() for path in ranking.write(place)}


def rank(folder: Path, cache: Path | bool, **options: object) -> matcher.Ranking:
    return matcher.rank(folder, **{"as_of": DAY, "cache": cache, **options})


READ = [f"read {name}" for name in ("0.txt", "1.txt", "2.txt", "3.md", "4.html", "5.rtf", "broken.pdf")]


# ------------------------------------------------------------------------------------------------ what is done again


def test_a_second_run_does_nothing(folder: Path, cache: Path, worked: list[str], tmp_path: Path) -> None:
    first = reports(rank(folder, cache), tmp_path / "out")
    assert sorted(worked) == ["analyse"] * 6 + READ
    worked.clear()
    assert reports(rank(folder, cache), tmp_path / "out") == first
    assert worked == []
    assert reports(rank(folder, False), tmp_path / "out") == first
    assert sorted(worked) == ["analyse"] * 6 + READ


def changed_profile(change: str) -> matcher.RequirementProfile:
    profile = load_profile("backend-developer", load_taxonomy())
    first, *others = profile.requirements
    if change == "weights":
        return replace(
            profile, requirements=tuple(replace(r, weight=r.weight + n) for n, r in enumerate(profile.requirements))
        )
    if change == "what is enough":
        return replace(profile, requirements=tuple(replace(r, enough=r.enough * 1.1) for r in profile.requirements))
    if change == "the share of TF-IDF":
        return replace(profile, tfidf_weight=profile.tfidf_weight + 0.05)
    if change == "phrases of one requirement":
        competency = next(r for r in others if r.phrases)
        changed = replace(competency, phrases=("optimised ... quer*",))
        return replace(profile, requirements=(first, *(changed if r is competency else r for r in others)))
    if change == "a requirement fewer":
        return replace(profile, requirements=(first, *others[:-1]))
    return load_profile("data-engineer", load_taxonomy())


@pytest.mark.parametrize(
    "change",
    ["weights", "what is enough", "the share of TF-IDF", "phrases of one requirement", "a requirement fewer", "another role"],
)  # fmt: skip
def test_a_changed_profile_only_scores_again(
    folder: Path, cache: Path, worked: list[str], change: str, tmp_path: Path
) -> None:
    rank(folder, cache)
    worked.clear()
    profile = changed_profile(change)
    ranking = rank(folder, cache, profile=profile)
    assert worked == ["score"] * 6
    assert reports(ranking, tmp_path / "out") == reports(rank(folder, False, profile=profile), tmp_path / "out")


@pytest.mark.parametrize("change", ["weights", "what is enough", "the share of TF-IDF", "a requirement fewer"])
def test_with_changed_weights_only_detailed_candidates_are_scored(
    folder: Path, cache: Path, worked: list[str], change: str, tmp_path: Path
) -> None:
    rank(folder, cache, top=2)
    worked.clear()
    profile = changed_profile(change)
    ranking = rank(folder, cache, profile=profile, top=2)
    assert worked == ["score"] * 2
    assert reports(ranking, tmp_path / "out") == reports(rank(folder, False, profile=profile, top=2), tmp_path / "out")


def test_another_taxonomy_reads_nothing_again(folder: Path, cache: Path, worked: list[str], tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text(SKILLS, "utf-8")
    assert "Zorblax" not in set(rank(folder, cache).skills_frame()["skill"])
    worked.clear()
    ranking = rank(folder, cache, skills=tmp_path / "my.toml")
    assert worked == ["analyse"] * 6
    assert "Zorblax" in set(ranking.skills_frame()["skill"])
    worked.clear()
    assert "Zorblax" not in set(rank(folder, cache).skills_frame()["skill"])
    assert worked == []


@pytest.mark.parametrize(("kind", "read"), [("text/html", ["read 4.html"]), ("application/rtf", ["read 5.rtf"])])
def test_a_changed_reader_reads_only_its_format_again(
    folder: Path, cache: Path, worked: list[str], kind: str, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rank(folder, cache)
    worked.clear()
    version = reader_versions.reader_version
    monkeypatch.setattr(
        "matcher.runs.cache_keys.reader_version",
        lambda media, languages: "another" if media == kind else version(media, languages),
    )
    rank(folder, cache)
    # The text is the same, and so is all that was found in it.
    assert worked == read


def test_the_month_matters_and_the_day_does_not(folder: Path, cache: Path, worked: list[str], tmp_path: Path) -> None:
    rank(folder, cache)
    worked.clear()
    later = rank(folder, cache, as_of="2026-11-30")
    assert worked == []
    assert later.as_of == "2026-11-30"
    assert reports(later, tmp_path / "out") == reports(rank(folder, False, as_of="2026-11-30"), tmp_path / "out")
    worked.clear()
    rank(folder, cache, as_of="2026-12-01")
    assert worked == ["analyse"] * 6


def test_no_day_within_a_month_changes_a_result(folder: Path, worked: list[str]) -> None:
    first, last = (rank(folder, False, as_of=f"2026-11-{day}") for day in ("01", "30"))
    assert first.candidates == last.candidates
    assert worked


@pytest.mark.parametrize(
    ("change", "redone"),
    [
        ("touched", []),
        ("renamed", []),
        ("moved to another folder", []),
        ("bytes, with the old times", ["read 1.txt", "analyse"]),
        ("a new file", ["read new.txt", "analyse"]),
        ("deleted", []),
    ],
)
def test_a_changed_folder(
    folder: Path, cache: Path, worked: list[str], change: str, redone: list[str], tmp_path: Path
) -> None:
    rank(folder, cache)
    worked.clear()
    file = folder / "1.txt"
    match change:
        case "touched":
            os.utime(file)
        case "renamed":
            file.rename(folder / "renamed.txt")
        case "moved to another folder":
            folder = folder.rename(tmp_path / "elsewhere")
        case "bytes, with the old times":
            before = file.stat()
            time.sleep(0.02)
            file.write_text(PEOPLE[1].replace("Java", "Rust"), "utf-8")
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
            assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
        case "a new file":
            (folder / "new.txt").write_text("Skills\nScala, Play, Cassandra\n" * 9, "utf-8")
        case "deleted":
            file.unlink()
    ranking = rank(folder, cache)
    assert worked == redone
    assert reports(ranking, tmp_path / "out") == reports(rank(folder, False), tmp_path / "out")


def test_a_single_file_uses_the_cache_of_its_folder(folder: Path, cache: Path, worked: list[str]) -> None:
    ranking = rank(folder, cache)
    worked.clear()
    alone = matcher.assess(folder / "2.txt", as_of=DAY, cache=cache)
    assert worked == []
    by_name = {c.assessment.document: c.assessment for c in ranking.candidates}
    assert alone.candidates[0].assessment == by_name["2.txt"]


# ------------------------------------------------------------------------------------------------ damaged caches


def harmed(data: bytes, draw: random.Random) -> bytes:
    bits = bytearray(data)
    for _ in range(draw.choice([1, 10, 1000])):
        bits[draw.randrange(len(bits))] ^= 1 << draw.randrange(8)
    if draw.random() < 0.2:
        del bits[draw.randrange(len(bits)) :]
    elif draw.random() < 0.2:
        page = 4096 * draw.randrange(len(bits) // 4096)
        bits[page : page + 4096] = draw.choice([bytes(4096), draw.randbytes(4096), bits[4096:8192]])
    return bytes(bits)


@pytest.mark.parametrize("seed", range(2))
def test_a_damaged_cache_gives_the_right_ranking(
    folder: Path, cache: Path, worked: list[str], seed: int, tmp_path: Path
) -> None:
    right = reports(rank(folder, cache), tmp_path / "out")
    good = (cache / "cache-1.sqlite").read_bytes()
    draw = random.Random(seed)
    worked.clear()
    for round_ in range(8):
        shutil.rmtree(cache)
        cache.mkdir()
        (cache / "cache-1.sqlite").write_bytes(harmed(good, draw))
        messages: list[str] = []
        assert reports(rank(folder, cache, on_notice=messages.append), tmp_path / "out") == right, round_
        assert len(messages) <= 2
        worked_before = len(worked)
        assert reports(rank(folder, cache, on_notice=messages.append), tmp_path / "out") == right, round_
        assert len(worked) == worked_before, "what was damaged is repaired"
    assert worked


def test_the_cache_may_be_damaged_during_a_run(folder: Path, cache: Path, worked: list[str], tmp_path: Path) -> None:
    right = reports(rank(folder, False), tmp_path / "out")
    worked.clear()
    done: list[str] = []

    def harm(name: str) -> None:
        done.append(name)
        if len(done) == 3:
            with sqlite3.connect(cache / "cache-1.sqlite") as database:
                database.execute("DROP TABLE records")
            database.close()

    messages: list[str] = []
    ranking = rank(folder, cache, on_done=harm, on_notice=messages.append)
    assert reports(ranking, tmp_path / "out") == right
    assert ["no such table: records" in line for line in messages] == [True]
    assert len(done) == len(set(done)) == 8
    assert len(worked) > 13


def test_a_cache_that_returns_nothing_is_set_aside(
    folder: Path, cache: Path, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    get, has = Cache.get, Cache.has
    broken = cache / "cache-1.sqlite"
    monkeypatch.setattr(Cache, "get", lambda c, *a: None if c.file.path == broken else get(c, *a))
    monkeypatch.setattr(Cache, "has", lambda c, *a: set(a[1]) if c.file.path == broken else has(c, *a))
    messages: list[str] = []
    assert len(rank(folder, cache, on_notice=messages.append).candidates) == 6
    assert ["returns other values than were stored" in line for line in messages] == [True]
    assert worked


def test_without_a_usable_user_cache_a_run_goes_on(
    folder: Path, worked: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("matcher.runs.store.cache.default_folder", lambda: tmp_path / "file" / "matcher")
    messages: list[str] = []
    assert len(rank(folder, True, on_notice=messages.append).candidates) == 6
    assert ["this run goes on without" in line for line in messages] == [True]
    with pytest.raises(UsageError, match="cannot be made"):
        rank(folder, tmp_path / "file" / "matcher")
    assert worked


# ------------------------------------------------------------------------------------------------ whole commands

FORMATS = "html,csv,json,md,xlsx"


def command(folder: Path, out: Path, cache: Path | None, *more: str) -> list[str | Path]:
    place = ["--no-cache"] if cache is None else ["--cache", cache]
    return [sys.executable, "-m", "matcher", "rank", folder, "-o", out, "--as-of", DAY, "--quiet", *place, *more]


def outputs(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir()}


def ranked(folder: Path, out: Path, cache: Path | None, *more: str) -> dict[str, bytes]:
    run = subprocess.run(command(folder, out, cache, *more), capture_output=True, text=True)
    assert (run.returncode, "Traceback" in run.stderr) == (3, False), run.stderr
    return outputs(out)


def test_any_number_of_workers_and_any_cache_give_the_same_bytes(
    folder: Path, cache: Path, tmp_path: Path, worked: list[str]
) -> None:
    alone = reports(rank(folder, False), tmp_path / "out")
    assert worked
    options = matcher.rank(folder, as_of=DAY, cache=cache, workers=2)
    assert reports(options, tmp_path / "out") == alone
    written = ranked(folder, tmp_path / "cli", None, "--workers", "2", "--format", FORMATS)
    assert written == ranked(folder, tmp_path / "cli", cache, "--workers", "1", "--format", FORMATS)
    assert {name: data for name, data in written.items() if name != "manifest.json"} == {
        name: data for name, data in alone.items() if name != "manifest.json"
    }


def test_two_runs_at_once_use_one_cache(folder: Path, cache: Path, tmp_path: Path) -> None:
    """The folders overlap."""
    other = write(tmp_path / "other")
    (other / "0.txt").write_text("Skills\nScala, Play, Cassandra\n" * 9, "utf-8")
    right = [ranked(place, tmp_path / "alone", None, "--workers", "1") for place in (folder, other)]
    outs = [tmp_path / "one", tmp_path / "two"]
    runs = [
        subprocess.Popen(command(place, out, cache, "--workers", "1"), stderr=subprocess.PIPE, text=True)
        for place, out in zip((folder, other), outs, strict=True)
    ]
    errors = [run.communicate(timeout=120)[1] for run in runs]
    assert not any("set aside" in line or "Traceback" in line for line in errors)
    assert [outputs(out) for out in outs] == right
    assert [path.name for path in cache.iterdir()] == ["cache-1.sqlite"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
def test_a_stopped_run_resumes(tmp_path: Path, number: signal.Signals) -> None:
    """The run is stopped when some files are done and some under way; only those under way are read twice."""
    folder = tmp_path / "many"
    folder.mkdir()
    for count in range(60):
        (folder / f"{count}.txt").write_text(PEOPLE[count % 6] + f"Candidate {count}\n" + "lorem ipsum\n" * 40, "utf-8")
    (tmp_path / "work").mkdir()
    outcome = stop_and_go(folder, tmp_path / "work", 2, number, late=0.02, seed=3)
    assert outcome.differing == ()
    assert 0 < outcome.stops[0] < outcome.stops[-1] < 60, "stopped in the middle"
    # Each of two readers has one file in hand, and as many may be on their way back.
    assert 60 <= outcome.reads <= 60 + 2 * 4
