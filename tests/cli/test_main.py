"""The command as a user types it: outputs, exit status, one clear line for each mistake, never a traceback."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
AS_OF = ("--as-of", "2026-11-23")

GOOD = (
    """Ada Example
Work Experience
Back-end developer, Acme, June 2019 to October 2025
Built REST APIs in Python with Django and PostgreSQL.
Skills
Python, Django, PostgreSQL, Docker
"""
    * 2
)


def matcher(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    run = subprocess.run([sys.executable, "-m", "matcher", *map(str, arguments)], capture_output=True, text=True)
    assert "Traceback" not in run.stderr
    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "cvs"
    folder.mkdir()
    (folder / "ada.txt").write_text(GOOD, "utf-8")
    return folder


def test_rank_writes_the_six_outputs(folder: Path, tmp_path: Path) -> None:
    run = matcher("rank", folder, "--output", tmp_path / "out", *AS_OF)
    assert run.returncode == 0, run.stderr
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "manifest.json", "ranking.csv", "ranking.json", "ranking.md", "ranking.xlsx", "report.html",
    ]  # fmt: skip
    ranking = json.loads((tmp_path / "out" / "ranking.json").read_text("utf-8"))
    assert ranking["schema"] == 1
    assert ranking["as_of"] == "2026-11-23"
    (candidate,) = ranking["candidates"]
    assert candidate["document"] == "ada.txt"
    assert {"Python", "Django", "PostgreSQL"} <= {s["name"] for s in candidate["skills"]}
    assert round(sum(c["points"] for c in candidate["contributions"]), 2) == candidate["score"]
    assert "ada.txt" in run.stdout


def test_bad_files_are_listed_and_the_others_ranked(folder: Path, tmp_path: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing of the kind")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    (folder / "copy.txt").write_text(GOOD, "utf-8")
    run = matcher("rank", folder, "-o", tmp_path / "out", *AS_OF)
    assert run.returncode == 3
    for name in ("broken.pdf", "empty.txt", "picture.pdf"):
        (line,) = [
            line for line in run.stderr.splitlines() if line.startswith(("failed", "needs review")) and name in line
        ]
        assert len(line) > len(name) + 20
    ranking = json.loads((tmp_path / "out" / "ranking.json").read_text("utf-8"))
    assert [c["document"] for c in ranking["candidates"]] == ["ada.txt"]
    assert [d["document"] for d in ranking["duplicates"]] == ["copy.txt"]
    listed = {f["document"] for f in ranking["failures"] + ranking["needs_review"]}
    assert listed == {"broken.pdf", "empty.txt", "picture.pdf"}
    for report in ("report.html", "ranking.csv", "ranking.md"):
        text = (tmp_path / "out" / report).read_text("utf-8")
        assert all(name in text for name in listed)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["rank", "no-such-folder"], 2, "no such file or folder: no-such-folder"),
        (["rank", "{empty}"], 1, "nothing to read"),
        (["rank", "{folder}", "--profile", "astronaut"], 2, "no profile 'astronaut'"),
        (["rank", "{folder}", "--profile", "{faulty}"], 2, "3 problems"),
        (["rank", "{folder}", "--as-of", "yesterday"], 2, "not a date"),
        (["rank", "{folder}", "--format", "pdf"], 2, "unknown format pdf"),
        (["rank", "{folder}", "--output", "{faulty}"], 2, "is a file; name a folder"),
        (["rank"], 2, "Missing argument"),
        (["show", "no-such-file"], 2, "no such file"),
        (["show", "{empty}"], 2, "is a folder"),
        (["show", "{broken}"], 1, "broken.pdf"),
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
    folder: Path, tmp_path: Path, arguments: list[str], status: int, message: str
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    faulty = tmp_path / "faulty.toml"
    faulty.write_text(
        'id = "x"\nlabel = "X"\ntext = "t"\n[[requirement]]\nid = "a"\nany_of = { Pythonnn = 1 }\nlabel = "A"\n'
    )
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing of the kind")
    places = {"empty": empty, "folder": folder, "faulty": faulty, "broken": broken}
    run = matcher(*(a.format(**places) for a in arguments))
    assert run.returncode == status
    assert message in run.stderr


def test_nothing_readable_is_status_1_and_still_reported(tmp_path: Path) -> None:
    (tmp_path / "cvs").mkdir()
    (tmp_path / "cvs" / "empty.txt").write_bytes(b"")
    run = matcher("rank", tmp_path / "cvs", "-o", tmp_path / "out")
    assert run.returncode == 1
    assert "none of the files could be assessed" in run.stderr
    assert json.loads((tmp_path / "out" / "ranking.json").read_text("utf-8"))["failures"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_the_bar_on_the_terminal_with_one_clear_message(folder: Path, tmp_path: Path, workers: str) -> None:
    for number in range(20):
        (folder / f"{number}.txt").write_text(f"{GOOD}{number}", "utf-8")
    terminal, end = os.openpty()
    command = [sys.executable, "-m", "matcher", "rank", folder, "-o", tmp_path / "out", "--workers", workers]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=end, start_new_session=True)
    os.close(end)
    shown = b""
    while "Reading résumés".encode() not in shown:
        shown += os.read(terminal, 4096)
    os.killpg(run.pid, signal.SIGINT)
    output, _ = run.communicate(timeout=120)
    with contextlib.suppress(OSError):  # Linux: what a closed terminal answers after its last words
        while piece := os.read(terminal, 4096):
            shown += piece
    os.close(terminal)
    assert (run.returncode, output) == (130, b"")
    assert b"matcher: stopped before the end; run the same command to resume" in shown
    assert b"Traceback" not in shown
    assert not (tmp_path / "out").exists()


def test_show_tells_one_story(folder: Path) -> None:
    run = matcher("show", folder / "ada.txt", *AS_OF)
    assert run.returncode == 0
    assert all(word in run.stdout for word in ("Python", "Django", "PostgreSQL", "Server-side language"))
    entry = json.loads(matcher("show", folder / "ada.txt", *AS_OF, "--json").stdout)
    assert entry["document"] == "ada.txt"


def test_profile_commands(tmp_path: Path) -> None:
    assert "backend-developer" in matcher("profile", "list").stdout
    shown = matcher("profile", "show", "backend-developer").stdout
    assert "Database" in shown
    assert "any of: " in shown
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


def test_advice_is_told_and_is_no_fault(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    text = 'id = "x"\nlabel = "X"\ntext = "t"\n[[requirement]]\nid = "a"\nlabel = "A"\nweight = 1\nreason = "r"\n'
    mine.write_text(text + "enough = 2\nany_of = { Python = 1 }\n", "utf-8")
    run = matcher("profile", "check", mine)
    assert run.returncode == 0
    assert "valid; 1 requirements; 1 piece of advice" in run.stdout
    assert "mine.toml:9: advice 6: enough is 2" in run.stdout


def test_the_same_command_gives_the_same_bytes(tmp_path: Path) -> None:
    for out in ("one", "two"):
        workers = "1" if out == "one" else "2"
        run = matcher("rank", SAMPLES, "-o", tmp_path / out, *AS_OF, "--workers", workers)
        assert run.returncode == 3, run.stderr
    for file in sorted((tmp_path / "one").iterdir()):
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name
