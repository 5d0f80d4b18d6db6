"""A folder with odd names and things that are not files: nothing hangs, and no name does harm in any output."""

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

NAMES = [
    b"=cmd|calc.txt", b"+1+1.txt", b"-rf.txt", b"--help.txt", b"@sum.txt", b"<img src=x onerror=alert(1)>.txt",
    b"a;b&c|d$(touch x)`id`.txt", b"new\nline.txt", b"carriage\rreturn.txt", b"\x1b[31mred\x1b[0m.txt",
    b"\x1b]0;title\x07.txt", "\u202eftp.exe.txt".encode(), "zero\u200bwidth.txt".encode(), b"not\xff\xfeutf8.txt",
    b"{{7*7}}.txt", b"[link](javascript:alert(1)).txt", b"a|b.txt", b"[bold red]markup.txt", b" leading.txt",
]  # fmt: skip
RESUME = "Ada\n\nExperience\nBack-end developer, Acme, June 2019 to October 2025\nPython, Django and PostgreSQL {}\n"
FORBIDDEN = "\x1b\x07\u202e\u200b\ufffe"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Run once over all traps: candidates, duplicates, and failures of each name."""
    if sys.platform != "linux":
        pytest.skip("other systems do not take such names")
    folder = tmp_path_factory.mktemp("cvs")
    for kind in ("assessed", "copied", "failed"):
        (folder / kind).mkdir()
        for number, name in enumerate(NAMES):
            text = b"%%PDF-1.4 not %d" % number if kind == "failed" else RESUME.format(number).encode()
            Path(os.fsdecode(os.fsencode(folder / kind) + b"/" + name)).write_bytes(text)
    os.mkfifo(folder / "fifo.pdf")
    (folder / "zero.txt").symlink_to("/dev/zero")
    with (folder / "sparse.txt").open("wb") as sparse:
        sparse.truncate(100 << 30)
    out = tmp_path_factory.mktemp("out")
    command = [sys.executable, "-m", "matcher", "rank", str(folder), "-o", str(out), "--as-of", "2026-11-23"]
    run = subprocess.run(command, capture_output=True, check=False)
    assert run.returncode == 3
    return out, subprocess.CompletedProcess(command, 3, run.stdout.decode("utf-8"), run.stderr.decode("utf-8"))


def test_every_file_has_its_row(ran: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    ranking = json.loads((ran[0] / "ranking.json").read_text("utf-8"))
    assert len(ranking["candidates"]) == len(ranking["duplicates"]) == len(NAMES)
    codes = {f["document"]: f["code"] for f in ranking["failures"]}
    assert (codes.pop("fifo.pdf"), codes.pop("zero.txt"), codes.pop("sparse.txt")) == (
        "not-readable", "not-readable", "too-large",
    )  # fmt: skip
    assert list(codes.values()) == ["corrupt"] * len(NAMES)


def test_no_name_controls_the_terminal(ran: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    for said in (ran[1].stdout, ran[1].stderr):
        assert said
        assert not set(FORBIDDEN) & set(said)
    known = "failed: ", "duplicate: ", "Wrote ", "matcher: "  # the last is progress, after some seconds
    assert [line for line in ran[1].stderr.splitlines() if not line.startswith(known)] == []


@pytest.mark.parametrize("file", ["report.html", "ranking.csv", "ranking.json", "ranking.md", "manifest.json"])
def test_no_name_is_active_in_a_report(ran: tuple[Path, subprocess.CompletedProcess[str]], file: str) -> None:
    text = (ran[0] / file).read_text("utf-8")
    assert not set(FORBIDDEN) & set(text)
    if file.endswith(".md"):
        text = re.sub(r"(`+)[^`].*?\1(?!`)", "", text)  # code is rendered literally
        assert "](javascript:" not in text
    if not file.endswith((".csv", ".json")):
        assert "<img src=x" not in text


def test_no_name_is_a_formula(ran: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    with (ran[0] / "ranking.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert len(cells) > 3 * len(NAMES)
    assert not [c for c in cells if c.startswith(("=", "+", "-", "@"))]
    book = openpyxl.load_workbook(ran[0] / "ranking.xlsx")
    named = [c for sheet in book for row in sheet.iter_rows() for c in row if "calc.txt" in str(c.value)]
    assert named
    assert not [c for c in named if c.data_type == "f"]
