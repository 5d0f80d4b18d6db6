"""Workers start early if there is work, and no result depends on it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from matcher.runs import prewarm
from matcher.runs.prewarm import prestart_workers
from matcher.runs.store.cache import RACY_SECONDS, Cache
from matcher.runs.store.file_identity import is_known

CV = "Ada Example\n\nSkills\nPython, PostgreSQL, Django\n"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """List what would be started, without starting it."""
    found: list[tuple[str, ...]] = []
    monkeypatch.setattr(prewarm, "can_fork", lambda: True)
    monkeypatch.setattr(prewarm, "prestart", lambda *what: found.append(what))
    return found


def store_digest(cache: Path, file: Path) -> None:
    with Cache(cache) as opened:
        opened.put_digest(file, file.stat(), bytes(32))


def old(path: Path, text: str = CV) -> Path:
    """Write a file whose times are old."""
    path.write_text(text, "utf-8")
    before = time.time() - RACY_SECONDS - 60
    os.utime(path, (before, before))
    return path


def test_a_new_file_starts_workers(started: list[tuple[str, ...]], tmp_path: Path) -> None:
    folder = tmp_path / "cvs"
    folder.mkdir()
    (folder / "a.PDF").write_bytes(b"x")
    (folder / "b.txt").write_bytes(b"x")
    assert prestart_workers([folder], tmp_path / "cache")
    assert started == [("matcher.runs.read_task", ".pdf", ".txt"), ("matcher.runs.score_task",)]
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("paths", [[], ["nowhere"], ["s3://cvs/a.pdf"]])
def test_without_a_file_nothing_is_started(started: list[tuple[str, ...]], tmp_path: Path, paths: list[str]) -> None:
    assert not prestart_workers([*paths, tmp_path], False)
    assert not started


def test_only_a_few_files_are_checked(
    started: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prewarm, "MAX_CHECKED", 3)
    for n in range(9):
        (tmp_path / f"{n}.t{n}").write_bytes(b"x")
    assert prestart_workers([tmp_path], False)
    assert len(started[0]) == 4


@pytest.mark.skipif(sys.platform != "linux", reason="a file's time of change cannot be set")
def test_a_file_in_the_cache_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.runs.store.cache.RACY_SECONDS", -1.0)
    cache, file = tmp_path / "cache", old(tmp_path / "a.txt")
    assert not is_known(cache, [str(file)])
    store_digest(cache, file)
    assert is_known(cache, [str(file)])
    assert not is_known(cache, [str(file), str(old(tmp_path / "b.txt"))])
    assert not is_known(cache, [str(file), str(tmp_path / "missing.txt")])
    old(file, CV + "Go\n")
    assert not is_known(cache, [str(file)])


@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\0" + bytes(200)])
def test_a_foreign_cache_knows_nothing_and_is_left_unchanged(tmp_path: Path, data: bytes) -> None:
    cache, file = tmp_path / "cache", old(tmp_path / "a.txt")
    cache.mkdir()
    (cache / "cache-1.sqlite").write_bytes(data)
    assert not is_known(cache, [str(file)])
    assert [(path.name, path.read_bytes()) for path in cache.iterdir()] == [("cache-1.sqlite", data)]


SCRIPT = """
import sys
from matcher.runs import prewarm; from matcher.runs.processes import fork_server
if {ahead!r} == "never":
    prewarm.can_fork = lambda: False
elif {ahead!r} == "in vain":
    prewarm.is_known = lambda *_: False
fork_server.set_up_command_process()
from matcher.cli.main import main
main(["rank", {files!r}, "-o", {out!r}, "--cache", {cache!r}, "--as-of", "2026-11-23", "--quiet", "--format", "json,md,csv"])
"""


def test_the_reports_are_the_same_however_the_workers_were_started(tmp_path: Path) -> None:
    folder = tmp_path / "cvs"
    folder.mkdir()
    (folder / "a.txt").write_text(CV, "utf-8")
    (folder / "b.md").write_text(CV.replace("Ada", "Bea"), "utf-8")
    written = []
    for number, (ahead, cache) in enumerate(
        [("if there is work", "one"), ("never", "two"), ("in vain", "one"), ("if there is work", "one")]
    ):
        out = tmp_path / str(number)
        code = SCRIPT.format(ahead=ahead, files=str(folder), out=str(out), cache=str(tmp_path / cache))
        subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
        written.append({path.name: path.read_bytes() for path in out.iterdir() if path.name != "manifest.json"})
    assert len(written[0]) == 3
    assert written == [written[0]] * 4


def test_the_command_loads_no_more_than_it_needs_before_there_is_work(tmp_path: Path) -> None:
    """A second run over the same files loads neither readers nor scorers nor the libraries of the reports."""
    folder = tmp_path / "cvs"
    folder.mkdir()
    old(folder / "a.txt")
    code = (
        "import sys; sys.argv = ['matcher', 'rank', {!r}, '-o', {!r}, '--cache', {!r}, '--as-of', '2026-11-23', '-q']\n"
        "from matcher.runs.processes import fork_server; fork_server.set_up_command_process(); from matcher.cli.main import main\n"
        "try: main()\n"
        "finally: print([m for m in {} if m in sys.modules])"
    )
    unwanted = (
        "pdfminer pypdfium2 ahocorasick_rs spacy sklearn pandas jinja2 xlsxwriter tomllib rich matcher.runs.score_task "
    )
    unwanted += "matcher.scoring.pipeline urllib.request subprocess multiprocessing"
    places = (str(folder), str(tmp_path / "out"), str(tmp_path / "cache"))
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code.format(*places, unwanted.split())], capture_output=True, text=True, timeout=120
        )
    assert done.stdout.strip() == "[]", done.stderr
