"""What a file does to the process that reads it stays there: it ends, with a reason, and the others do not notice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from matcher import isolation
from matcher.batch import BatchOutcome, assess_batch
from matcher.inputs import find_files
from matcher.limits import Limits

TESTS = Path(__file__).parent
MIB = 1024**2
READING = Limits(seconds=5.0, memory=256 * MIB, file_bytes=4 * MIB, longest_seconds=20.0)
ASSESSING = Limits(seconds=5.0, memory=256 * MIB)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems limit less, and tell less of processes")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., BatchOutcome]]:
    monkeypatch.syspath_prepend(str(TESTS))
    import hostile_reader

    def run(texts: dict[str, str], workers: int = 2, reading: Limits = READING) -> BatchOutcome:
        folder = tmp_path / "cvs"
        folder.mkdir()
        for name, text in texts.items():
            (folder / name).write_text(text, "utf-8")
        return assess_batch(
            find_files([folder]), hostile_reader.read, hostile_reader.assessor, workers,
            reading=reading, assessing=ASSESSING,
        )  # fmt: skip

    return run


def reasons(outcome: BatchOutcome) -> dict[str, str]:
    return {
        **{a.document: "assessed" for a in outcome.assessments},
        **{f.document: f.code for f in (*outcome.failures, *outcome.needs_review)},
    }


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2][:3]
    except OSError:
        return False


def ends(pid: int) -> bool:
    """The system takes a moment to end a process that was killed."""
    for _ in range(200):
        if not is_alive(pid):
            return True
        time.sleep(0.05)
    return False


HOSTILE = {
    "sleep": ("sleep", "timeout"),
    "spin": ("spin", "timeout"),
    "recurse": ("recurse", "corrupt"),
    "overflow": ("overflow", "crash"),
    "allocate": ("allocate", "memory"),
    "memory-error": ("memory-error", "memory"),
    "segfault": ("segfault", "crash"),
    "exit-0": ("exit 0", "crash"),
    "exit-1": ("exit 1", "crash"),
    "leave": ("leave", "crash"),
    "bug": ("bug", "crash"),
    "patience": ("patience", "assessed"),
    "flood-streams": ("flood-streams", "assessed"),
    "flood-text": ("x" * 5_000_001, "too-large"),
    "locked": ("locked", "encrypted"),
    "scan": ("scan", "no-text"),
    "assess-segfault": ("assessor:segfault", "crash"),
    "assess-sleep": ("assessor:sleep", "timeout"),
    "assess-allocate": ("assessor:allocate", "memory"),
    "assess-bug": ("assessor:bug", "crash"),
}


def test_each_hostile_file_costs_itself_only(
    run: Callable[..., BatchOutcome], capfd: pytest.CaptureFixture[str]
) -> None:
    good = {f"good-{n:02}": f"fine {n}" for n in range(12)}
    outcome = run({name: text for name, (text, _) in HOSTILE.items()} | good)
    assert reasons(outcome) == {name: reason for name, (_, reason) in HOSTILE.items()} | dict.fromkeys(good, "assessed")
    assert all(len(f.reason) > 10 for f in outcome.failures if f.document != "locked")
    printed = capfd.readouterr()
    assert printed.out == ""
    assert "flood" not in printed.err


def test_one_file_alone_is_isolated_too(run: Callable[..., BatchOutcome]) -> None:
    assert reasons(run({"a": "segfault"}, workers=1)) == {"a": "crash"}


def test_who_ignores_every_signal_is_killed(run: Callable[..., BatchOutcome]) -> None:
    assert reasons(run({"a": "ignore-signals", "b": "fine"}, reading=Limits(seconds=0.5))) == {
        "a": "timeout",
        "b": "assessed",
    }


@pytest.mark.parametrize(("order", "reason"), [("fork", "assessed"), ("fork-and-sleep", "timeout")])
def test_children_die_with_their_parent(
    run: Callable[..., BatchOutcome], tmp_path: Path, order: str, reason: str
) -> None:
    beside = tmp_path / "pid"
    assert reasons(run({"a": f"{order} {beside}"})) == {"a": reason}
    assert ends(int(beside.read_text("utf-8")))


def test_a_process_that_ends_while_it_is_looked_at_has_no_children(monkeypatch: pytest.MonkeyPatch) -> None:
    def vanish(self: Path, _: str) -> Iterator[Path]:
        raise FileNotFoundError(2, "No such file or directory", str(self))

    monkeypatch.setattr(Path, "glob", vanish)
    assert isolation._started_by(os.getpid()) == []


def test_temporary_files_are_bounded_and_removed(run: Callable[..., BatchOutcome], tmp_path: Path) -> None:
    beside = tmp_path / "folder"
    assert reasons(run({"a": f"temporary {beside}"})) == {"a": "crash"}
    assert not Path(beside.read_text("utf-8")).exists()
    assert not Path(beside.read_text("utf-8")).parent.exists()


def test_who_dies_in_a_used_process_is_tried_in_a_fresh_one_and_no_more(
    run: Callable[..., BatchOutcome], tmp_path: Path
) -> None:
    once, always = tmp_path / "once", tmp_path / "always"
    # The shortest names are read first; one worker, so that it has been used.
    outcome = run({"a": "fine", "bb": f"once {once}", "ccc": "fine too", "dddd": f"always {always}"}, workers=1)
    assert reasons(outcome) == {"a": "assessed", "bb": "assessed", "ccc": "assessed", "dddd": "crash"}
    assert always.read_text("utf-8").count("tried") == 2


def test_the_same_outcome_with_any_number_of_workers(run: Callable[..., BatchOutcome], tmp_path: Path) -> None:
    texts = {"a": "segfault", "b": "locked", "c": "scan", "d": "recurse"} | {f"good-{n}": f"{n}" for n in range(9)}
    alone = run(texts, workers=1)
    (tmp_path / "cvs").rename(tmp_path / "before")
    assert run(texts, workers=3) == alone


def test_an_assessor_that_cannot_be_made_is_the_callers_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(TESTS))
    import hostile_reader

    (tmp_path / "a.txt").write_text("fine", "utf-8")
    with pytest.raises(LookupError, match="no model"):
        assess_batch(find_files([tmp_path]), hostile_reader.read, hostile_reader.broken_assessor)


SCRIPT = """
import sys
sys.path.insert(0, {tests!r})
import hostile_reader
from pathlib import Path
from matcher.batch import assess_batch
from matcher.inputs import find_files
print("begun", flush=True)
outcome = assess_batch(find_files([Path({folder!r})]), hostile_reader.read, hostile_reader.assessor, 2)
print(len(outcome.assessments))
"""


def script(folder: Path) -> list[str]:
    return [sys.executable, "-c", SCRIPT.format(tests=str(TESTS), folder=str(folder))]


def test_a_script_without_a_main_guard_runs_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("fine", "utf-8")
    file = tmp_path / "script.py"
    (tmp_path / "cvs").mkdir()
    (tmp_path / "cvs" / "a.txt").write_text("fine", "utf-8")
    file.write_text(SCRIPT.format(tests=str(TESTS), folder=str(tmp_path / "cvs")), "utf-8")
    done = subprocess.run([sys.executable, str(file)], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.split() == ["begun", "1"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_run(tmp_path: Path, how: signal.Signals) -> None:
    folder = tmp_path / "cvs"
    folder.mkdir()
    orders = ["fork-and-sleep", "fork-apart-and-sleep"]
    children = [tmp_path / "one", tmp_path / "two"]
    for n, child in enumerate(children):
        (folder / f"{n}.txt").write_text(f"{orders[n]} {child}", "utf-8")
    with subprocess.Popen(script(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while not all(c.exists() and c.read_text("utf-8") for c in children):
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(how)
        process.wait(timeout=60)
    for child in children:
        assert ends(int(child.read_text("utf-8")))


def test_ctrl_c_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "cvs").mkdir()
    for n in range(400):
        (tmp_path / "cvs" / f"{n}.txt").write_text(
            f"Ada {n}\nPython developer, Django and PostgreSQL since 2019\n" * 50
        )
    command = [sys.executable, "-m", "matcher", "rank", str(tmp_path / "cvs"), "-o", str(tmp_path / "out")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not any(Path(f"/proc/{process.pid}/task").glob("*/children")) or not _children(process.pid):
        assert process.poll() is None
        time.sleep(0.05)
    workers = _children(process.pid)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err == "matcher: stopped before the end; run the same command to go on\n"
    assert not (tmp_path / "out").exists()
    assert all(ends(worker) for worker in workers)


def _children(pid: int) -> list[int]:
    return [int(p) for file in Path(f"/proc/{pid}/task").glob("*/children") for p in file.read_text().split()]


def test_no_worker_of_this_process_is_left_alive() -> None:
    """The tests above leave no worker behind in this process."""
    for pid in _children(os.getpid()):
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        assert b"spawn_main" not in command
