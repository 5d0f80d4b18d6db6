"""The benchmarks run as the README describes, and report missing inputs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import parallel
from data.parallel import read_careers

ROOT = Path(__file__).parents[1]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def test_startup_measures_each_command() -> None:
    done = run("startup", "--runs", "1")
    assert done.returncode == 0, done.stderr
    times = r"\d+\.\d{3} s \(from \d+\.\d{3} to \d+\.\d{3}\)"
    rows = [re.fullmatch(rf"(.+?) +processor {times}  clock {times}", x) for x in done.stdout.splitlines()]
    assert all(rows), done.stdout
    assert [row[1] for row in rows if row] == [
        "bare interpreter", "import matcher", "matcher --help", "one PDF, the first run of all", "one PDF, cold",
        "one PDF, known", "one PDF, known and reported",
    ]  # fmt: skip


def test_scaling_prints_a_row_for_each_text() -> None:
    done = run("scaling", "sentences", "-n", "200")
    assert done.returncode == 0, done.stderr
    head, *rows = done.stdout.splitlines()
    assert "200" in head
    assert "800" in head
    assert len(rows) > 20
    assert all(row.startswith("sentences ") for row in rows)


def test_scaling_refuses_a_stage_that_does_not_exist() -> None:
    done = run("scaling", "nothing")
    assert done.returncode == 2
    assert "no stage is called 'nothing'; choose from sections, dates" in done.stderr


def test_careers_prints_a_row_for_each_grammar() -> None:
    done = run("careers", "--seeds", "2", "--grammars", "short-list", "xing")
    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["grammar", "short-list", "xing", "all"]


@pytest.mark.parametrize(
    "command", ["quality", "stages", "extractors", "recognition", "drafting", "similarity", "tuning", "yardstick"]
)
def test_a_missing_corpus_is_reported(command: str, tmp_path: Path) -> None:
    done = run(command, str(tmp_path))
    assert done.returncode == 1
    assert done.stdout == ""
    assert "does not exist: the corpus is not part of this project; give the folder that contains one" in done.stderr
    assert "Traceback" not in done.stderr


def test_hostile_counts_every_file(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("other systems report less about processes")
    (tmp_path / "good.txt").write_text("Ada\nPython developer since 2019, Django and PostgreSQL\n", "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing of the kind")
    done = run("hostile", str(tmp_path))
    assert done.returncode == 0, done.stderr
    values = {line[:12].strip(): line[12:] for line in done.stdout.splitlines() if not line.startswith("failed")}
    assert (values["files"], values["assessed"], values["exit status"]) == ("3, rows 3", "1", "3, no traceback")
    assert float(values["peak memory"].split()[0]) > 10
    assert values["processes"].endswith(" 0 of them left alive")
    assert "failed         1 corrupt\nfailed         1 empty\n" in done.stdout


def test_hostile_reports_a_missing_folder(tmp_path: Path) -> None:
    done = run("hostile", str(tmp_path / "none"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "no such folder" in done.stderr


def test_cluster_compares_the_cluster_with_the_pool(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra `distributed` is not installed")
    (tmp_path / "ada.txt").write_text("Ada\nPython developer since 2019, Django and PostgreSQL\n", "utf-8")
    done = run("cluster", str(tmp_path), "--files", "3")
    assert done.returncode == 0, done.stderr
    head, _, *rows = done.stdout.splitlines()
    assert head == "3 texts, 2 workers, the best of 1 runs; results the same"
    assert [row[:14].strip() for row in rows] == ["local pool", "LocalCluster", "overhead"]
    assert all(float(number) > 0 for row in rows[:2] for number in re.findall(r"\d+\.\d+", row))


def test_cluster_reports_a_folder_without_texts(tmp_path: Path) -> None:
    done = run("cluster", str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "contains no texts" in done.stderr


def test_gaming_reports_the_points_of_tricks(tmp_path: Path) -> None:
    folder = tmp_path / "gamed"
    folder.mkdir()
    honest = "Ana Berg\n\nExperience\n\nDeveloper, Acme 2019 - 2021\nBuilt services in Python\n"
    tags = "".join(chr(0xE0000 + ord(c)) for c in "Django and PostgreSQL")
    files = {"w1_00_honest": honest, "w1_t1_tags": honest + tags, "w1_t2_visible": honest + "Django and PostgreSQL\n"}
    expected = {"w1_00_honest": "-", "w1_t1_tags": "n", "w1_t2_visible": "y"}
    rows = ["path,odd,expected"]
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
        trick = name.removeprefix("w1_")
        rows.append(f"gamed/{name}.txt,gamed: {trick} (base w1; seen by a reader: {expected[name]}),warning")
    (tmp_path / "MANIFEST.csv").write_text("\n".join(rows), "utf-8")
    lines = run("gaming", str(folder), "--verbose").stdout.splitlines()
    assert lines[1].split()[:6] == ["txt", "1/1", "1/1", "0/0", "0", "1"]
    assert re.fullmatch(r" +\+[1-9][\d.]+ +w1_t2_visible.txt +few-words", lines[-1]), lines[-1]


def test_parallel_prints_a_row_for_each_variant(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(parallel, "read_careers", lambda: read_careers()[8:10])
    parallel.main("backend-developer", details=False)
    printed = capsys.readouterr().out.splitlines()
    rows = {line.split()[0]: line.split() for line in printed if line[:2] in ("en", "de", "ja")}
    assert rows["en"][1:3] == ["0.00", "0.00"]
    assert {"de", "ja", "en-prose"} <= set(rows)
