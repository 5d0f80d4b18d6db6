"""Reranking a stored run gives exactly the points of a run with the other profile."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import matcher
import matcher.api
from matcher.cli.main import main
from matcher.core.errors import UsageError
from matcher.core.profile import Requirement, RequirementProfile, Satisfier
from matcher.profiles.loading import load_profile, profile_source
from matcher.reporting.tables.rerank_table import write_table
from matcher.runs.store.cache import Cache
from matcher.runs.store.entries import MAX_STORED_RUNS
from matcher.skills.taxonomy import load_taxonomy
from tests.runs.test_run import DAY, PEOPLE, SKILLS, write

pytestmark = pytest.mark.usefixtures("fresh_files_are_trusted")

SKILLS_ASKED = ("django", "java", "redis", "docker", "php", "postgresql", "python", "c-sharp", "sql", "ruby")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "cvs")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def rank(folder: Path, cache: Path | bool, **options: object) -> matcher.Ranking:
    return matcher.rank(folder, **{"as_of": DAY, "cache": cache, **options})


def drawn_profile(seed: int) -> RequirementProfile:
    """Vary weights, thresholds and satisfiers, and add or drop a requirement; phrases, titles and text stay."""
    draw, taxonomy = random.Random(seed), load_taxonomy()
    base = load_profile("backend-developer", taxonomy)
    pool = [skill for skill in SKILLS_ASKED if skill in taxonomy.skills]
    varied = []
    for requirement in base.requirements:
        satisfiers = requirement.any_of
        if draw.random() < 0.5:
            satisfiers = tuple(Satisfier(skill, round(draw.uniform(0.1, 1), 2)) for skill in draw.sample(pool, 4))
        weight, enough = draw.choice([requirement.weight, 1.0, draw.uniform(0.1, 40)]), draw.uniform(0.2, 3)
        varied.append(replace(requirement, weight=weight, enough=enough, any_of=satisfiers))
    if draw.random() < 0.5:
        varied.append(Requirement("more", "More", 9.0, "must", (Satisfier("docker", 1.0),)))
    if draw.random() < 0.5:
        del varied[4 + draw.randrange(3)]
    return replace(base, requirements=tuple(varied), tfidf_weight=draw.choice([0.0, base.tfidf_weight, 37.5]))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def figures(data: bytes) -> list[dict[str, str]]:
    """Return the columns of a table that need neither evidence nor the text."""
    left_out = ["positions", "characters", "skills", "warnings", "rank_before"]
    left_out += ["name", "title", "emails", "phones", "place", "links"]
    return [{k: v for k, v in row.items() if k not in left_out and not k.startswith("top_")} for row in rows(data)]


# ------------------------------------------------------------------------------------------------ the same as a run


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("duplicates", ["bytes", "near"])
def test_every_figure_equals_that_of_a_run(
    folder: Path, cache: Path, tmp_path: Path, worked: list[str], seed: int, duplicates: str
) -> None:
    (folder / "nearly 0.txt").write_text(PEOPLE[0] * 3 + "Tel. 1", "utf-8")
    (folder / "nearly 1.txt").write_text(PEOPLE[0] * 3 + "Tel. 2", "utf-8")
    rank(folder, cache, duplicates=duplicates).write(tmp_path / "run")
    profile = drawn_profile(seed)
    worked.clear()
    again = matcher.api.rerank(tmp_path / "run", profile=profile, cache=cache)
    assert worked == []
    write_table(tmp_path / "again.csv", again.ranking, again.before.tolist())
    rank(folder, False, profile=profile, duplicates=duplicates).write(tmp_path / "right", ["csv"])
    right = (tmp_path / "right" / "ranking.csv").read_bytes()
    assert figures((tmp_path / "again.csv").read_bytes()) == figures(right)
    assert again.ranking.counts["duplicates"] == (1 if duplicates == "bytes" else 2)
    before = {row["document"]: row["rank"] for row in rows((tmp_path / "run" / "ranking.csv").read_bytes())}
    for row in rows((tmp_path / "again.csv").read_bytes()):
        assert row["rank_before"] == (before[row["document"]] if row["status"] == "assessed" else "")


@pytest.mark.parametrize("seed", range(4))
def test_a_run_over_unchanged_files_computes_the_same(
    folder: Path, cache: Path, tmp_path: Path, worked: list[str], seed: int
) -> None:
    """Even with other satisfiers, only detailed candidates are scored."""
    rank(folder, cache, top=2)
    worked.clear()
    profile = drawn_profile(seed)
    ranking = rank(folder, cache, profile=profile, top=2)
    assert worked == ["score"] * 2
    written = [path.read_bytes() for path in ranking.write(tmp_path / "out")]
    right = rank(folder, False, profile=profile, top=2).write(tmp_path / "right")
    assert written == [path.read_bytes() for path in right]


def test_only_the_requested_bands_are_computed(folder: Path, cache: Path, tmp_path: Path) -> None:
    rank(folder, cache).write(tmp_path / "run")
    whole, some = (
        matcher.api.rerank(tmp_path / "run", profile=drawn_profile(1), cache=cache, top=top) for top in (None, 3)
    )
    assert [some.candidates[n] for n in range(3)] == [whole.candidates[n] for n in range(3)]


# ------------------------------------------------------------------------------------------------ moves


def test_who_enters_and_who_leaves(folder: Path, cache: Path, tmp_path: Path) -> None:
    rank(folder, cache).write(tmp_path / "run")
    before = [row["document"] for row in rows((tmp_path / "run" / "ranking.csv").read_bytes()) if row["rank"]]
    base = load_profile("backend-developer", load_taxonomy())
    only = Requirement("r", "Ruby", 1.0, "must", (Satisfier("ruby", 1.0),))
    again = matcher.api.rerank(
        tmp_path / "run", profile=replace(base, requirements=(only,), tfidf_weight=0.0), cache=cache
    )
    (first,) = again.entered(1) or [None]
    assert again.candidates[0].document == "4.html"
    assert before[0] != "4.html"
    assert (first.document, first.before, first.rank) == ("4.html", before.index("4.html") + 1, 1)
    (last,) = again.left(1)
    assert (last.document, last.before) == (before[0], 1)
    assert again.entered(6) == again.left(6) == []


# ------------------------------------------------------------------------------------------------ missing data


def test_values_that_were_not_computed_are_an_error(folder: Path, cache: Path, tmp_path: Path) -> None:
    rank(folder, cache).write(tmp_path / "run")
    with pytest.raises(UsageError, match=r"did not compute what this profile needs for: .*Run `matcher rank`"):
        matcher.api.rerank(tmp_path / "run", profile="data-engineer", cache=cache)
    rank(folder, cache, profile="data-engineer")
    assert matcher.api.rerank(tmp_path / "run", profile="data-engineer", cache=cache).entered(6) == []


def test_another_worth_of_work_needs_the_text(folder: Path, cache: Path, tmp_path: Path) -> None:
    rank(folder, cache).write(tmp_path / "run")
    same, other = tmp_path / "same.toml", tmp_path / "other.toml"
    source = profile_source("backend-developer")
    same.write_text(source.replace("weight = 22", "weight = 20"), "utf-8")
    other.write_text(source.replace("\nqa = 0.25", "\nqa = 0.5"), "utf-8")
    assert len(matcher.api.rerank(tmp_path / "run", profile=same, cache=cache).before)
    with pytest.raises(UsageError, match="did not compute what this profile needs"):
        matcher.api.rerank(tmp_path / "run", profile=other, cache=cache)


def test_another_cache_is_an_error(folder: Path, cache: Path, tmp_path: Path) -> None:
    rank(folder, cache).write(tmp_path / "run")
    with pytest.raises(UsageError, match=r"are not in the cache .*--cache"):
        matcher.api.rerank(tmp_path / "run", cache=tmp_path / "other")


@pytest.mark.parametrize(
    "manifest", [None, "", "[]", "{}", '{"as_of": "2026-11-23", "versions": {}, "stored_run": ""}']
)
def test_a_folder_without_a_run_is_an_error(tmp_path: Path, cache: Path, manifest: str | None) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest, "utf-8")
    with pytest.raises(UsageError, match=r"manifest\.json"):
        matcher.api.rerank(tmp_path, cache=cache)


@pytest.mark.parametrize("harm", ["UPDATE blobs SET value = substr(value, 1, 30)", "DELETE FROM blobs"])
@pytest.mark.parametrize("layer", [4, 5, 6])
def test_damaged_parts_are_ignored(
    folder: Path, cache: Path, tmp_path: Path, worked: list[str], harm: str, layer: int
) -> None:
    """The next run repairs them, without reading a file."""
    right = [path.read_bytes() for path in rank(folder, cache, top=2).write(tmp_path / "run")]
    with sqlite3.connect(cache / "cache-1.sqlite") as database:
        database.execute(f"{harm} WHERE layer = {layer}")
    database.close()
    if layer == 4:
        with pytest.raises(UsageError, match="not in the cache"):
            matcher.api.rerank(tmp_path / "run", cache=cache)
    shutil.rmtree(tmp_path / "run")
    worked.clear()
    assert [path.read_bytes() for path in rank(folder, cache, top=2).write(tmp_path / "run")] == right
    assert worked == []
    assert matcher.api.rerank(tmp_path / "run", cache=cache).entered(3) == []


def test_forget_deletes_stored_runs(folder: Path, cache: Path, tmp_path: Path) -> None:
    rank(folder, cache).write(tmp_path / "run")
    assert b"2.txt" in (cache / "cache-1.sqlite").read_bytes()
    sha = next(r["sha256"] for r in rows((tmp_path / "run" / "ranking.csv").read_bytes()) if r["document"] == "2.txt")
    with Cache(cache) as opened:
        opened.forget(bytes.fromhex(sha))
    assert b"2.txt" not in b"".join(path.read_bytes() for path in cache.iterdir())
    with pytest.raises(UsageError, match="not in the cache"):
        matcher.api.rerank(tmp_path / "run", cache=cache)


def test_a_limited_number_of_runs_is_stored(
    folder: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 2
    assert most < MAX_STORED_RUNS
    monkeypatch.setattr("matcher.runs.store.cache.MAX_STORED_RUNS", most)
    for number in range(most + 2):
        (folder / "new.txt").write_text(f"Skills\nScala, Play\n{number}\n" * 9, "utf-8")
        rank(folder, cache).write(tmp_path / str(number))
    known = []
    for number in range(most + 2):
        try:
            known.append(len(matcher.api.rerank(tmp_path / str(number), cache=cache).candidates))
        except UsageError:
            known.append(0)
    assert known == [0, 0, *[7] * most]


def test_assessing_one_file_stores_no_run(folder: Path, cache: Path) -> None:
    matcher.assess(folder / "2.txt", as_of=DAY, cache=cache)
    with sqlite3.connect(cache / "cache-1.sqlite") as database:
        assert database.execute("SELECT count(*) FROM blobs WHERE layer IN (4, 5)").fetchone() == (0,)
    database.close()


# ------------------------------------------------------------------------------------------------ unchanged inputs


@pytest.mark.parametrize("change", ["a file of an archive", "a link", "another day", "another deduplication"])
def test_other_inputs_or_options_use_another_stored_run(
    folder: Path, cache: Path, tmp_path: Path, worked: list[str], change: str
) -> None:
    options: dict[str, object] = {}
    if change == "a file of an archive":
        shutil.make_archive(str(folder / "more"), "zip", write(tmp_path / "more"))
    elif change == "a link":
        (folder / "link.txt").symlink_to(folder / "0.txt")
    rank(folder, cache)
    if change == "another day":
        options = {"as_of": "2027-03-01"}
    elif change == "another deduplication":
        (folder / "nearly.txt").write_text(PEOPLE[0] * 3, "utf-8")
        (folder / "nearly too.txt").write_text(PEOPLE[0] * 3 + " ", "utf-8")
        rank(folder, cache)
        options = {"duplicates": "near"}
    written = [path.read_bytes() for path in rank(folder, cache, **options).write(tmp_path / "out")]
    right = [path.read_bytes() for path in rank(folder, False, **options).write(tmp_path / "right")]
    assert written == right
    assert worked


# ------------------------------------------------------------------------------------------------ the command


def test_the_command(folder: Path, cache: Path, tmp_path: Path) -> None:
    rank(folder, cache).write(tmp_path / "run")
    ask = ["rerank", str(tmp_path / "run"), "--cache", str(cache), "--top", "3"]
    result = CliRunner().invoke(main, [*ask, "--output", str(tmp_path / "all.csv")])
    assert result.exit_code == 3
    assert "The first 3 are the same candidates as in the earlier run." in result.stdout
    assert "6 assessed" in result.stdout
    assert "failed: broken.pdf" in result.stderr
    assert "duplicate: copy of 0.txt" in result.stderr
    assert len(rows((tmp_path / "all.csv").read_bytes())) == 8
    pytest.importorskip("pyarrow")
    assert CliRunner().invoke(main, [*ask, "--output", str(tmp_path / "all.parquet")]).exit_code == 3
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(tmp_path / "all.parquet")
    assert table.column("rank_before").to_pylist() == table.column("rank").to_pylist()
    result = CliRunner().invoke(main, [*ask, "--output", str(tmp_path / "all.txt")])
    assert (result.exit_code, "must end in .csv or .parquet" in result.stderr) == (2, True)


def test_a_skills_file_is_part_of_the_key(folder: Path, cache: Path, tmp_path: Path) -> None:
    skills = tmp_path / "skills.toml"
    skills.write_text(SKILLS, "utf-8")
    rank(folder, cache, skills=skills).write(tmp_path / "run")
    assert len(matcher.api.rerank(tmp_path / "run", skills=skills, cache=cache).candidates) == 6
    with pytest.raises(UsageError, match="did not compute"):
        matcher.api.rerank(tmp_path / "run", cache=cache)


def test_the_manifest_names_the_same_stored_run_with_any_cache(folder: Path, cache: Path, tmp_path: Path) -> None:
    names = set()
    for number, place in enumerate((cache, False)):
        rank(folder, place).write(tmp_path / str(number), ["csv"])
        names.add(json.loads((tmp_path / str(number) / "manifest.json").read_bytes())["stored_run"])
    assert len(names) == 1
    assert len(names.pop()) == 64
