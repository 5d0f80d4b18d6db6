from __future__ import annotations

import sys
import tempfile

import pytest

from matcher.runs.processes.scratch_folders import ScratchFolder, remove_abandoned


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_what_a_killed_run_left_is_removed_by_the_next(temporary):
    dead, alive = ScratchFolder(), ScratchFolder()
    for folder in (dead, alive):
        (folder.path / "0").mkdir()
        (folder.path / "0" / "cv.txt").write_text("Ana")
    dead._lock.close()  # the system does so when a process dies
    with ScratchFolder() as fresh:
        assert {path.name for path in temporary.iterdir()} == {alive.path.name, fresh.name}
    assert remove_abandoned() == 0
    alive.remove()
    assert not list(temporary.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="folders there have no modes")
def test_only_its_owner_can_read_it():
    with ScratchFolder() as folder:
        assert folder.stat().st_mode & 0o077 == 0


def test_other_folders_are_left_alone(temporary):
    (temporary / "matcher-scratch-unlocked").mkdir()
    (temporary / "matcher-scratch-file").write_text("")
    (temporary / "another").mkdir()
    (temporary / "another" / ".lock").write_text("")
    (temporary / "matcher-scratch-link").symlink_to(temporary / "another")
    assert remove_abandoned() == 0
    assert len(list(temporary.iterdir())) == 4
