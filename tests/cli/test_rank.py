"""`matcher rank` as a user types it: outputs, exit status, one clear line per mistake, never a traceback."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.commands import AS_OF, matcher
from tests.cli.conftest import GOOD

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


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
    ],
)
def test_a_mistake_gets_one_clear_message(
    places: dict[str, Path], arguments: list[str], status: int, message: str
) -> None:
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


def test_a_pipe_gets_whole_names_and_plain_lines(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Not deleted: readline sets it behind Python's back where pytest has loaded it, and children inherit that.
    monkeypatch.setenv("COLUMNS", "")
    name = "a-rather-long-name-of-a-file-that-80-columns-cannot-hold-beside-a-score-and-a-band.txt"
    (folder / "ada.txt").rename(folder / name)
    out = "--output", tmp_path / "out", *AS_OF, "--format", "md", "--cache", tmp_path / "cache"
    assert name in matcher("rank", folder, *out).stdout
    run = matcher("rank", folder, *out, "--plain")
    heading, line = run.stdout.splitlines()
    assert heading.split("\t") == ["rank", "score", "fit", "musts_met", "musts", "months", "name", "document"]
    assert (line.split("\t")[0], line.split("\t")[-1]) == ("1", name)
    monkeypatch.setenv("COLUMNS", "72")
    lines = matcher("rank", folder, *out).stdout.splitlines()
    assert max(map(len, lines)) <= 72
    assert name not in "".join(lines)


def test_the_same_command_gives_the_same_bytes(tmp_path: Path) -> None:
    cvs = tmp_path / "cvs"
    cvs.mkdir()
    for file in sorted(path for path in SAMPLES.iterdir() if path.is_file())[::3]:
        shutil.copy(file, cvs)
    for out in ("one", "two"):
        workers = "1" if out == "one" else "2"
        run = matcher("rank", cvs, "-o", tmp_path / out, *AS_OF, "--workers", workers)
        assert run.returncode in (0, 3), run.stderr
    for file in sorted((tmp_path / "one").iterdir()):
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name
