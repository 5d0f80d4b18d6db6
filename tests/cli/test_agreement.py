"""``matcher evaluate`` and ``matcher tune`` as a user types them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.evaluation.tuning.ledgers import TEXT, grades, liking, made_up_run

RUN = made_up_run(40)


def matcher(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    run = subprocess.run(
        [sys.executable, "-m", "matcher", *map(str, arguments)], capture_output=True, text=True, cwd=cwd
    )
    assert "Traceback" not in run.stderr
    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "ranking.json").write_text(json.dumps(RUN), "utf-8")
    (tmp_path / "x.toml").write_text(TEXT, "utf-8")
    labels = grades(liking(RUN, languages=5, frameworks=10, databases=40)).documents
    rows = [f"{label.names[0]};{label.grade}" for label in labels]
    (tmp_path / "grades.csv").write_text("\n".join(["document;grade", *rows]), "utf-8")
    (tmp_path / "few.csv").write_text("better,worse\n000.txt,001.txt\n", "utf-8")
    (tmp_path / "skills.json").write_text('{"000": {"skills": [{"name": "Go", "kinds": ["language"]}]}}', "utf-8")
    (tmp_path / "faulty.csv").write_text("document,grade\n000.txt,high\n001.txt,90\n", "utf-8")
    (tmp_path / "cvs").mkdir()
    (tmp_path / "cvs" / "000.txt").write_text("Ada\nPython developer, Django and PostgreSQL\n" * 9, "utf-8")
    return tmp_path


def test_evaluate_prints_a_table_or_json(folder: Path) -> None:
    run = matcher("evaluate", "run", "grades.csv", "--draws", "50", "--at", "5", cwd=folder)
    assert run.returncode == 0, run.stderr
    assert all(word in run.stdout for word in ("40 labelled documents", "Spearman", "nDCG@5", "AP(grade>=3)", " to "))
    run = matcher("evaluate", "run/ranking.json", "grades.csv", "--draws", "50", "--at", "5", "--json", cwd=folder)
    order = json.loads(run.stdout)["order"]
    assert order["pairs"]["low"] <= order["pairs"]["value"] <= order["pairs"]["high"]


def test_evaluate_lists_errors_of_skills(folder: Path) -> None:
    run = matcher("evaluate", "run", "skills.json", "--errors", "3", cwd=folder)
    assert any(line.split()[:4] == ["Strict", "Precision", "Recall", "F1"] for line in run.stdout.splitlines())
    assert "Labelled, not found (1)\n  000.txt: Go (language)" in run.stdout


def test_tune_writes_a_profile_that_ranks(folder: Path) -> None:
    run = matcher("tune", "x.toml", "--labels", "grades.csv", "--run", "run", cwd=folder)
    assert run.returncode == 0, run.stderr
    assert "Tuning helps" in run.stdout.replace("\n", " ")
    assert "Wrote x-tuned.toml" in run.stderr
    assert "valid" in matcher("profile", "check", "x-tuned.toml", cwd=folder).stdout
    (folder / "own.toml").write_text('[skills]\nacme = { label = "Acme DB", kind = "database" }\n', "utf-8")
    again = matcher(
        "tune",
        "x.toml",
        "--labels",
        "grades.csv",
        "--run",
        "run",
        "--json",
        "-o",
        "b.toml",
        "--skills",
        "own.toml",
        cwd=folder,
    )
    assert json.loads(again.stdout)["verdict"] == "better"
    assert (folder / "b.toml").read_bytes() == (folder / "x-tuned.toml").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["evaluate", "cvs", "grades.csv"], 2, "cvs contains no ranking.json"),
        (["evaluate", "none", "grades.csv"], 2, "none contains no ranking.json"),
        (["evaluate", "run", "none.csv"], 2, "no such file of labels: none.csv"),
        (["evaluate", "run", "faulty.csv"], 2, "2 problems:\n  faulty.csv:2: grade is 'high'"),
        (["evaluate", "run", "grades.csv", "--at", "ten"], 2, "--at 'ten' is not a list of ranks"),
        (["evaluate", "run", "grades.csv", "--at", "0"], 2, "--at '0' is not a list of ranks"),
        (["evaluate", "run"], 2, "Missing argument"),
        (["tune", "x.toml", "--labels", "grades.csv"], 2, "give either PATHs to rank, or --run"),
        (["tune", "x.toml", "cvs", "--labels", "grades.csv", "--run", "run"], 2, "give either PATHs to rank, or --run"),
        (["tune", "x.toml", "--run", "run"], 2, "Missing option '--labels'"),
        (
            ["tune", "x.toml", "--labels", "few.csv", "--run", "run"],
            1,
            "too few choices for tuning: 1, and 60 are needed",
        ),
        (
            ["tune", "x.toml", "cvs", "--labels", "grades.csv"],
            1,
            "too few graded résumés for tuning: 1, and 30 are needed",
        ),
        (["tune", "backend-developer", "--labels", "grades.csv", "--run", "run"], 2, "was made with profile 'x'"),
        (["tune", "astronaut", "--labels", "grades.csv", "--run", "run"], 2, "no profile 'astronaut'"),
        (["tune", "x.toml", "-l", "grades.csv", "-r", "run", "-o", "x.toml"], 2, "x.toml already exists"),
    ],
)
def test_a_mistake_gets_one_clear_message_and_writes_nothing(
    folder: Path, arguments: list[str], status: int, message: str
) -> None:
    before = sorted(folder.iterdir())
    run = matcher(*arguments, cwd=folder)
    assert message in run.stderr
    assert (run.returncode, run.stdout) == (status, "")
    assert sorted(folder.iterdir()) == before
