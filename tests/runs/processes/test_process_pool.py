"""A file that harms its worker process fails with a reason, and no other file is affected."""

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.core.limits import Limits
from matcher.runs.inputs import find_files
from matcher.runs.processes import fork_server, process_pool, worker_main
from matcher.runs.processes.fork_server import ForkServer
from matcher.runs.processes.process_pool import IsolatedPool, LazyFactory, ReadyFunction
from tests.isolated_batch import BatchOutcome, run_batch

TESTS = Path(__file__).parents[2]
MIB = 1024**2
READING = Limits(seconds=5.0, memory=256 * MIB, file_bytes=4 * MIB, longest_seconds=20.0)
ASSESSING = Limits(seconds=2.5, patience=2.0, memory=256 * MIB)

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="other systems have fewer limits, and report less about processes"
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., BatchOutcome]]:
    monkeypatch.syspath_prepend(str(TESTS))
    import hostile_reader

    def run(texts: dict[str, str], workers: int = 2, reading: Limits = READING) -> BatchOutcome:
        folder = tmp_path / "cvs"
        folder.mkdir()
        for name, text in texts.items():
            (folder / name).write_text(text, "utf-8")
        return run_batch(
            find_files([folder]), hostile_reader.read, hostile_reader.assessor, workers,
            read_limits=reading, score_limits=ASSESSING,
        )  # fmt: skip

    return run


def reasons(outcome: BatchOutcome) -> dict[str, str]:
    return {
        **dict.fromkeys(outcome.assessed, "assessed"),
        **{f.document: f.code for f in (*outcome.failures, *outcome.needs_review)},
    }


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2][:3]
    except OSError:
        return False


def ends(pid: int) -> bool:
    """Wait until a process has ended: the system takes a moment after a kill."""
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
    "assess-spin": ("assessor:spin", "timeout"),
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


def test_each_hostile_file_costs_itself_only_without_a_fork_server(
    run: Callable[..., BatchOutcome], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(process_pool, "uses_fork_server", lambda: False)
    good = {f"good-{n:02}": f"fine {n}" for n in range(3)}
    outcome = run({name: text for name, (text, _) in HOSTILE.items()} | good)
    assert reasons(outcome) == {name: reason for name, (_, reason) in HOSTILE.items()} | dict.fromkeys(good, "assessed")
    assert "flood" not in "".join(capfd.readouterr())


def test_one_file_alone_is_isolated_too(run: Callable[..., BatchOutcome]) -> None:
    assert reasons(run({"a": "segfault"}, workers=1)) == {"a": "crash"}


def test_a_process_that_ignores_every_signal_is_killed(run: Callable[..., BatchOutcome]) -> None:
    assert reasons(run({"a": "ignore-signals", "b": "fine"}, reading=Limits(seconds=0.5))) == {
        "a": "timeout",
        "b": "assessed",
    }


@pytest.mark.parametrize(("order", "reason"), [("fork", "assessed"), ("fork-and-sleep", "timeout")])
def test_children_die_with_their_parent(
    run: Callable[..., BatchOutcome], tmp_path: Path, order: str, reason: str
) -> None:
    log = tmp_path / "pid"
    assert reasons(run({"a": f"{order} {log}"})) == {"a": reason}
    assert ends(int(log.read_text("utf-8")))


def test_a_process_that_ends_during_the_search_has_no_descendants(monkeypatch: pytest.MonkeyPatch) -> None:
    def vanish(self: Path, _: str) -> Iterator[Path]:
        raise FileNotFoundError(2, "No such file or directory", str(self))

    monkeypatch.setattr(Path, "glob", vanish)
    assert worker_main.descendants(os.getpid()) == []


def test_temporary_files_are_bounded_and_removed(run: Callable[..., BatchOutcome], tmp_path: Path) -> None:
    log = tmp_path / "folder"
    assert reasons(run({"a": f"temporary {log}"})) == {"a": "crash"}
    assert not Path(log.read_text("utf-8")).exists()
    assert not Path(log.read_text("utf-8")).parent.exists()


def test_a_file_that_kills_a_used_process_is_tried_once_more_in_a_fresh_one(
    run: Callable[..., BatchOutcome], tmp_path: Path
) -> None:
    once, always = tmp_path / ("once" * 20), tmp_path / "always"
    # The largest files are read first; one worker, so that it has been used.
    last = f"always {always}"
    texts = {"a": "fine" * 400, "bb": f"once {once}", "ccc": "fine".ljust(len(last) + 1), "dddd": last}
    outcome = run(texts, workers=1)
    assert reasons(outcome) == {"a": "assessed", "bb": "assessed", "ccc": "assessed", "dddd": "crash"}
    assert always.read_text("utf-8").count("tried") == 2


def test_the_same_outcome_with_any_number_of_workers(run: Callable[..., BatchOutcome], tmp_path: Path) -> None:
    texts = {"a": "segfault", "b": "locked", "c": "scan", "d": "recurse"} | {f"good-{n}": f"{n}" for n in range(9)}
    alone = run(texts, workers=1)
    (tmp_path / "cvs").rename(tmp_path / "before")
    assert run(texts, workers=3) == alone


def test_an_error_of_the_preparation_reaches_the_caller(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(TESTS))
    import hostile_reader

    (tmp_path / "a.txt").write_text("fine", "utf-8")
    with pytest.raises(LookupError, match="no model"):
        run_batch(find_files([tmp_path]), hostile_reader.read, hostile_reader.broken_assessor)


SCRIPT = """
import sys
sys.path.insert(0, {tests!r})
import hostile_reader
from pathlib import Path
from isolated_batch import run_batch
from matcher.runs.inputs import find_files
print("begun", flush=True)
outcome = run_batch(find_files([Path({folder!r})]), hostile_reader.read, hostile_reader.assessor, 2)
print(len(outcome.assessed))
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


def test_ctrl_c_prints_one_line(tmp_path: Path) -> None:
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
    assert err == "matcher: stopped before the end; run the same command to resume\n"
    assert not (tmp_path / "out").exists()
    assert all(ends(worker) for worker in workers)


def test_a_worker_is_isolated() -> None:
    with IsolatedPool(ReadyFunction(process_facts), 2, READING) as pool:
        first, second = (pool.submit().result() for _ in range(2))
        server = pool._source
        assert isinstance(server, ForkServer)
        pid = server._pid
        assert threads(pid) == 1
    for facts in (first, second):
        assert facts["leads"]
        assert facts["stdio"] == ["/dev/null"] * 3
        assert facts["memory"] < 2**40
        assert facts["parent"] == pid != os.getpid()
        assert facts["collects"] == (True, 100_000)
        assert not any("socket" in path for path in facts["others"][1:])
    assert ends(pid)


def open_files() -> list[str]:
    """Return what this process has open, by descriptor, without the one used for listing."""
    numbers = sorted(map(int, os.listdir("/proc/self/fd")))
    return [os.readlink(path) for n in numbers if os.path.islink(path := f"/proc/self/fd/{n}")]


def process_facts() -> dict[str, object]:
    import resource

    paths = open_files()
    time.sleep(0.2)  # so that the other worker has one, too
    return {
        "leads": os.getpgid(0) == os.getpid() == os.getsid(0),
        "stdio": paths[:3],
        "others": [path for path in paths[3:] if "socket" in path],
        "memory": resource.getrlimit(resource.RLIMIT_AS)[0],
        "parent": os.getppid(),
        "collects": (gc.isenabled(), gc.get_threshold()[0]),
    }


def threads(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/task"))


def test_nothing_that_readers_and_scorers_load_starts_a_thread_in_a_fork_server() -> None:
    for module, arguments in (("matcher.runs.read_task", (".pdf", ".docx", ".txt")), ("matcher.runs.score_task", ())):
        server = ForkServer(module, *arguments)
        try:
            server.prepare(ReadyFunction(len))
            worker = server.start(READING, Path())
            worker.channel.receive(60)
            assert threads(server._pid) == 1
        finally:
            server.kill()


def test_a_fork_server_that_dies_is_replaced(run: Callable[..., BatchOutcome], tmp_path: Path) -> None:
    log = tmp_path / "pid"
    texts = {
        "a": f"kill-fork-server {log}",
        "bb": "segfault",
        "ccc": "fine",
        "dddd": "segfault 2",
        "eeeee": "fine 2",
    }
    assert reasons(run(texts, workers=1)) == {
        "a": "assessed", "bb": "crash", "ccc": "assessed", "dddd": "crash", "eeeee": "assessed",
    }  # fmt: skip
    assert ends(int(log.read_text("utf-8")))


COMMAND = """
import os, sys, threading
from matcher.runs.processes import fork_server
fork_server.set_up_command_process()
secret = os.open({secret!r}, os.O_RDONLY)
{before}
os.dup2(secret, 9)
print(fork_server.can_fork())
sys.path.insert(0, {tests!r})
import hostile_reader
from matcher.runs.processes.process_pool import IsolatedPool, ReadyFunction
from matcher.core.limits import READING
with IsolatedPool(ReadyFunction(hostile_reader.descriptors), 1, READING) as pool:
    print(*pool.submit().result(), pool._source._process is None)
"""


@pytest.mark.parametrize(
    ("before", "forks"), [("", True), ("threading.Thread(target=threading.Event().wait, daemon=True).start()", False)]
)
def test_a_command_is_forked_only_with_one_thread_and_without_open_files(
    tmp_path: Path, before: str, forks: bool
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x")
    code = COMMAND.format(secret=str(secret), before=before, tests=str(TESTS))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == [str(forks), "0", "True", str(forks)], done.stderr


def test_a_process_whose_threads_cannot_be_counted_is_not_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    def listdir(path: str) -> list[str]:
        raise FileNotFoundError(2, "No such file or directory", path)

    monkeypatch.setattr(fork_server, "_is_command_process", True)
    monkeypatch.setattr(os, "listdir", listdir)
    assert not fork_server.can_fork()


def test_a_library_is_never_forked_from() -> None:
    code = "from matcher.runs.processes import fork_server; print(fork_server.can_fork())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["False"]


def test_modules_in_the_current_folder_are_not_imported(tmp_path: Path) -> None:
    for name in ("socket", "pickle", "matcher"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a stranger')")
    code = "import sys; sys.path[:] = [p for p in sys.path if p]; from matcher.runs.processes.process_pool import *; "
    code += "from matcher.core.limits import READING\nwith IsolatedPool(ReadyFunction(len), 1, READING) as pool: "
    code += "print(pool.submit('abc').result())"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert done.stdout.split() == ["3"], done.stderr


def test_a_prestarted_server_is_used_or_stopped() -> None:
    fork_server.prestart("matcher.runs.read_task")
    fork_server.prestart("matcher.runs.score_task")
    ahead = fork_server._prestarted["matcher.runs.read_task"]
    other = fork_server._prestarted["matcher.runs.score_task"]._pid
    with IsolatedPool(LazyFactory("matcher.runs.read_task", "prepare_reader", ("eng",)), 1, READING) as pool:
        assert pool._source is ahead
        read = pool.submit(Path(__file__), "cv.txt").result()
        assert "text" in read.media_type
    fork_server.stop_prestarted()
    assert ends(other)
    assert ends(ahead._pid) if ahead._pid else True


def test_an_action_runs_once_workers_are_busy() -> None:
    done = threading.Event()
    process_pool.run_while_waiting(done.set)
    with IsolatedPool(ReadyFunction(len), 1, READING) as pool:
        assert not done.is_set()
        assert pool.submit("abc").result() == 3
        assert done.wait(10)


def test_a_result_that_cannot_be_pickled_is_an_internal_error() -> None:
    with IsolatedPool(ReadyFunction(make_unpicklable), 1, READING) as pool:
        for _ in range(2):
            with pytest.raises(UnreadableFileError, match="matcher itself failed"):
                pool.submit().result()


def make_unpicklable() -> object:
    return lambda: None


def _children(pid: int) -> list[int]:
    return [int(p) for file in Path(f"/proc/{pid}/task").glob("*/children") for p in file.read_text().split()]


def test_no_worker_of_this_process_is_left_alive() -> None:
    """The tests above leave no worker of this process behind."""
    for pid in _children(os.getpid()):
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        assert b"spawn_main" not in command
        assert b"matcher.runs.processes.fork_server" not in command
