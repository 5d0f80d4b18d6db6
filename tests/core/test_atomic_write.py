from __future__ import annotations

import os
import sys

import pytest

from matcher.core.atomic_write import write_atomically

NO_PROCESS = 2**22 + 1


@pytest.mark.skipif(sys.platform == "win32", reason="files there have no modes")
def test_only_its_owner_can_read_a_file(tmp_path):
    path = tmp_path / "report.html"
    path.write_text("earlier")
    path.chmod(0o644)
    write_atomically(path, b"words")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"words", 0o600)


def test_what_a_killed_process_left_is_removed(tmp_path):
    names = [f".a.html.{NO_PROCESS}.tmp", f".a.html.{os.getpid()}.tmp", f".a.html.{os.getppid()}.tmp", ".a.html.x.tmp",
             f".b.html.{NO_PROCESS}.tmp"]  # fmt: skip
    for name in names:
        (tmp_path / name).write_text("words")
    write_atomically(tmp_path / "a.html", b"words")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"a.html", *(names[3:] if sys.platform == "win32" else names[2:])}
