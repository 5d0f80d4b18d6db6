"""Watching a folder: added, removed and changed files are noticed once they no longer change."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest

from matcher.cli.watch import changes, state_of


def noticed(folder: Path, *actions: object) -> list[list[str]]:
    """Return the states noticed when one action is done between each two checks."""
    waiting = iter(actions)
    states: list[list[str]] = []

    class EndError(Exception):
        pass

    def sleep(_: float) -> None:
        try:
            action = next(waiting)
        except StopIteration:
            raise EndError from None
        if callable(action):
            action()

    with contextlib.suppress(EndError):
        for state in changes([folder], state_of([folder]), sleep=sleep):
            states.append(sorted(Path(p).name for p in state))  # noqa: PERF401 - ended by an exception
    return states


def test_added_and_removed_files_are_noticed_once(tmp_path: Path) -> None:
    new = tmp_path / "deep" / "new.txt"
    new.parent.mkdir()
    (tmp_path / "old.txt").write_text("old")
    assert noticed(
        tmp_path, None, lambda: new.write_text("Python"), None, None, (tmp_path / "old.txt").unlink, None, None
    ) == [["new.txt", "old.txt"], ["new.txt"]]


def test_a_file_that_still_changes_is_waited_for(tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    assert noticed(
        tmp_path, lambda: new.write_text("P"), lambda: new.write_text("Py"), lambda: new.write_text("Pyt"), None
    ) == [["new.txt"]]


def test_a_change_that_is_undone_is_ignored(tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    assert noticed(tmp_path, lambda: new.write_text("P"), new.unlink, None) == []


def test_a_single_file_can_be_watched(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Python")
    assert list(state_of([tmp_path / "a.txt"])) == [str(tmp_path / "a.txt")]
    assert next(islice(state_of([tmp_path / "gone.txt"]), 1), None) is None


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal that Windows does not have")
def test_the_reports_are_updated_with_the_folder(tmp_path: Path) -> None:
    folder, out = tmp_path / "cvs", tmp_path / "out"
    folder.mkdir()
    (folder / "ada.txt").write_text("Skills: Python, Django, PostgreSQL. " * 12, "utf-8")
    command = [sys.executable, "-m", "matcher", "rank", str(folder), "--watch", "--output", str(out), "--format", "csv"]
    process = subprocess.Popen([*command, "--as-of", "2026-11-23"], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    try:
        wait_for(lambda: "ada.txt" in read(out), process)
        (folder / "bo.txt").write_text("Skills: Java, Spring, MySQL. " * 12, "utf-8")
        wait_for(lambda: "bo.txt" in read(out), process)
        (folder / "ada.txt").unlink()
        wait_for(lambda: "ada.txt" not in read(out), process)
    finally:
        process.send_signal(signal.SIGINT)
        _, messages = process.communicate(timeout=60)
    assert process.returncode == 0, messages
    assert b"no longer watching" in messages
    assert b"Traceback" not in messages


def read(out: Path) -> str:
    try:
        return (out / "ranking.csv").read_text("utf-8")
    except OSError:
        return ""


def wait_for(happened: object, process: subprocess.Popen[bytes]) -> None:
    assert callable(happened)
    for _ in range(600):
        if happened():
            return
        assert process.poll() is None
        time.sleep(0.2)
    os.kill(process.pid, signal.SIGKILL)
    raise AssertionError("nothing happened for two minutes")


def test_reports_in_the_watched_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "ada.txt").write_text("Python", "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "matcher", "rank", str(tmp_path), "--watch", "--output", str(tmp_path / "out")],
        capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 2
    assert "is inside a watched folder" in run.stderr
