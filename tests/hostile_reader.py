"""A reader that does what its file tells it, as the readers of hostile files do; and an assessor likewise."""

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
    """A loop in C: Python's own signal handlers never run."""
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
    hoard = []
    while True:
        hoard.append(bytearray(1 << 24))


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


def _fork(beside: str, apart: bool = False) -> None:
    """A child that outlives its parent unless somebody ends it too."""
    command = [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(600)"]
    child = subprocess.Popen(command, start_new_session=apart)
    Path(beside).write_text(str(child.pid), "utf-8")


def _fork_and_sleep(beside: str) -> None:
    _fork(beside)
    time.sleep(600)


def _fork_apart_and_sleep(beside: str) -> None:
    """A child that leads a process group of its own."""
    _fork(beside, apart=True)
    time.sleep(600)


def _temporary(beside: str) -> None:
    folder = tempfile.mkdtemp()
    Path(beside).write_text(folder, "utf-8")
    with Path(folder, "big").open("wb") as file:
        while True:
            file.write(bytes(1 << 20))


def _once(beside: str) -> None:
    """Crash, but only the first time."""
    tried = Path(beside)
    tries = int(tried.read_text("utf-8")) + 1 if tried.exists() else 1
    tried.write_text(str(tries), "utf-8")
    if tries == 1:
        ctypes.string_at(0)


def _always(beside: str) -> None:
    with Path(beside).open("a", encoding="utf-8") as file:
        file.write("tried\n")
    ctypes.string_at(0)


def _patience(_: str) -> None:
    allow_seconds(5)
    time.sleep(2)


def _kill_nursery(beside: str) -> None:
    Path(beside).write_text(str(os.getppid()), "utf-8")
    os.kill(os.getppid(), signal.SIGKILL)


def descriptors() -> tuple[int, bool]:
    """How many of the files that its own process has open hold a secret; whether a broken pipe is an error, as usual."""
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
    "kill-nursery": _kill_nursery,
    "locked": _locked,
    "scan": _scan,
    "bug": _bug,
}
