"""A reader that obeys its file, like a reader that a hostile file has taken over; and such an assessor."""

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from matcher.core.document import Document
from matcher.core.errors import UnreadableFileError
from matcher.core.ledger import Assessment
from matcher.core.limits import allow_seconds


def read(path: Path, name: str) -> Document:
    """Obey the file's first word."""
    text = path.read_text("utf-8")
    order, _, rest = text.partition(" ")
    if order in READING:
        READING[order](rest)
    return Document(name, text, (), "text/plain", "0" * 64, 1)


def assessor() -> Callable[[Document], Assessment]:
    return assess


def broken_assessor() -> Callable[[Document], Assessment]:
    raise LookupError("no model")


def assess(document: Document) -> Assessment:
    """Obey the text's first word, if it is for the assessor."""
    order, _, rest = document.text.partition(":")
    if order == "assessor":
        READING[rest]("")
    return Assessment(document.name, document.sha256, ())


def _sleep(_: str) -> None:
    time.sleep(600)


def _spin(_: str) -> None:
    """Loop in C, where Python's signal handlers never run."""
    sum(iter(int, 1))


def _ignore_signals(_: str) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM):
        signal.signal(number, signal.SIG_IGN)
    time.sleep(600)


def _recurse(depth: str = "") -> None:
    _recurse(depth)


def _overflow(_: str) -> None:
    nested: tuple[object, ...] = ()
    for _n in range(10**6):
        nested = (nested,)
    hash(nested)


def _allocate(_: str) -> None:
    blocks = []
    while True:
        blocks.append(bytearray(1 << 24))


def _segfault(_: str) -> None:
    ctypes.string_at(0)


def _exit(code: str) -> None:
    os._exit(int(code))


def _leave(_: str) -> None:
    sys.exit("enough")


def _flood_streams(_: str) -> None:
    for _n in range(2000):
        os.write(1, b"\x1b[31mflood" * 10_000)
        print("flood" * 10_000, file=sys.stderr)


def _fork(log_path: str, apart: bool = False) -> None:
    """Start a child that outlives its parent unless it is ended too."""
    command = [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(600)"]
    child = subprocess.Popen(command, start_new_session=apart)
    Path(log_path).write_text(str(child.pid), "utf-8")


def _fork_and_sleep(log_path: str) -> None:
    _fork(log_path)
    time.sleep(600)


def _fork_apart_and_sleep(log_path: str) -> None:
    """Start a child in a process group of its own."""
    _fork(log_path, apart=True)
    time.sleep(600)


def _temporary(log_path: str) -> None:
    folder = tempfile.mkdtemp()
    Path(log_path).write_text(folder, "utf-8")
    with Path(folder, "big").open("wb") as file:
        while True:
            file.write(bytes(1 << 20))


def _once(log_path: str) -> None:
    """Crash, but only the first time."""
    count = Path(log_path)
    tries = int(count.read_text("utf-8")) + 1 if count.exists() else 1
    count.write_text(str(tries), "utf-8")
    if tries == 1:
        ctypes.string_at(0)


def _always(log_path: str) -> None:
    with Path(log_path).open("a", encoding="utf-8") as file:
        file.write("tried\n")
    ctypes.string_at(0)


def _patience(_: str) -> None:
    allow_seconds(5)
    time.sleep(2)


def _kill_fork_server(log_path: str) -> None:
    Path(log_path).write_text(str(os.getppid()), "utf-8")
    os.kill(os.getppid(), signal.SIGKILL)


def descriptors() -> tuple[int, bool]:
    """Return the number of open files with "secret" in their name, and whether SIGPIPE is ignored, as usual."""
    paths = [f"/proc/self/fd/{n}" for n in os.listdir("/proc/self/fd")]
    secrets = sum("secret" in os.readlink(path) for path in paths if os.path.islink(path))
    return secrets, signal.getsignal(signal.SIGPIPE) == signal.SIG_IGN


def _long(_: str) -> None:
    raise MemoryError


def _locked(_: str) -> None:
    raise UnreadableFileError("encrypted", "it needs a password")


def _scan(_: str) -> None:
    raise UnreadableFileError("no-text", "a scan", review=True)


def _bug(_: str) -> None:
    raise IndexError("pop from empty list")


READING: dict[str, Callable[[str], None]] = {
    "sleep": _sleep,
    "spin": _spin,
    "ignore-signals": _ignore_signals,
    "recurse": _recurse,
    "overflow": _overflow,
    "allocate": _allocate,
    "segfault": _segfault,
    "exit": _exit,
    "leave": _leave,
    "flood-streams": _flood_streams,
    "fork": _fork,
    "fork-and-sleep": _fork_and_sleep,
    "fork-apart-and-sleep": _fork_apart_and_sleep,
    "temporary": _temporary,
    "once": _once,
    "always": _always,
    "patience": _patience,
    "memory-error": _long,
    "kill-fork-server": _kill_fork_server,
    "locked": _locked,
    "scan": _scan,
    "bug": _bug,
}
