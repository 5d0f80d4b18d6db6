"""Every file is accounted for, a bad one costs itself only, and the number of workers changes nothing."""

import importlib
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from matcher.extraction.archives import unpack
from matcher.runs.inputs import InputFile, find_files
from tests.folders import folder
from tests.isolated_batch import BatchOutcome, run_batch


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., BatchOutcome]:
    """Run a batch with the mock reader, which obeys the first word of a file."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
    mock = importlib.import_module("hostile_reader")

    def run(files: Sequence[InputFile], workers: int = 1, **options: object) -> BatchOutcome:
        return run_batch(files, mock.read, mock.assessor, workers, **options)

    return run


def test_every_file_is_accounted_for(run: Callable[..., BatchOutcome], tmp_path: Path) -> None:
    files = find_files([folder(tmp_path, a="fine", b="fine", c="locked", d="scan", e="recurse")])
    assert run(files).statuses() == {
        "a.txt": "assessed",
        "b.txt": "duplicate of a.txt",
        "c.txt": "failed encrypted",
        "d.txt": "review no-text",
        "e.txt": "failed corrupt",
    }


def test_workers_and_order_change_nothing(run: Callable[..., BatchOutcome], tmp_path: Path) -> None:
    texts = {f"f{n:02}": f"text {n // 2}" for n in range(24)}
    files = find_files([folder(tmp_path, **texts, locked="locked")])
    alone = run(files)
    assert run(files[::-1]) == alone
    assert run(files, workers=2) == alone


def test_archives_are_unpacked(run: Callable[..., BatchOutcome], tmp_path: Path) -> None:
    folder(tmp_path, a="fine", b="locked")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("x/one.txt", "fine")
        archive.writestr("x/../../two\x1b.txt", "something else")
        archive.writestr("inner.zip", "PK")
    with zipfile.ZipFile(tmp_path / "none.zip", "w") as archive:
        archive.writestr(".DS_Store", "x")
    assert run(find_files([tmp_path]), unpack=unpack).statuses() == {
        "a.txt": "assessed",
        "all.zip/inner.zip": "failed unsupported",
        "all.zip/x/one.txt": "duplicate of a.txt",
        "all.zip/x/two\\x1b.txt": "assessed",
        "b.txt": "failed encrypted",
        "none.zip": "failed empty",
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "all.zip", "b.txt", "none.zip"]
