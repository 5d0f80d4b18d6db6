"""Every file is accounted for, a bad one costs itself only, and the way it is run changes nothing."""

import importlib
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from matcher.runs.batch import BatchOutcome, assess_batch
from matcher.runs.inputs import FileToAssess, find_files
from tests.folders import folder


@pytest.fixture
def assess(monkeypatch: pytest.MonkeyPatch) -> Callable[..., BatchOutcome]:
    """Reads with the mock reader, which obeys the file's first word."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
    mock = importlib.import_module("hostile_reader")

    def assess(
        files: Sequence[FileToAssess], workers: int = 1, on_done: Callable[[str], None] = lambda _: None
    ) -> BatchOutcome:
        return assess_batch(files, mock.read, mock.assessor, workers, on_done)

    return assess


def accounted(outcome: BatchOutcome) -> dict[str, str]:
    return {
        **{a.document: "assessed" for a in outcome.assessments},
        **{f.document: f"review {f.code}" for f in outcome.needs_review},
        **{d.document: f"duplicate of {d.duplicate_of}" for d in outcome.duplicates},
        **{f.document: f"failed {f.code}" for f in outcome.failures},
    }


def test_every_file_is_accounted_for(assess: Callable[..., BatchOutcome], tmp_path: Path) -> None:
    files = find_files([folder(tmp_path, a="fine", b="fine", c="locked", d="scan", e="recurse")])
    done: list[str] = []
    outcome = assess(files, on_done=done.append)
    assert accounted(outcome) == {
        "a.txt": "assessed",
        "b.txt": "duplicate of a.txt",
        "c.txt": "failed encrypted",
        "d.txt": "review no-text",
        "e.txt": "failed corrupt",
    }
    assert sorted(done) == sorted(f.name for f in files)


def test_workers_and_order_change_nothing(assess: Callable[..., BatchOutcome], tmp_path: Path) -> None:
    texts = {f"f{n:02}": f"text {n // 2}" for n in range(24)}
    files = find_files([folder(tmp_path, **texts, locked="locked")])
    alone = assess(files)
    assert assess(files[::-1]) == alone
    assert assess(files, workers=2) == alone


def test_archives_are_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
    mock = importlib.import_module("hostile_reader")
    from matcher.extraction.archives import unpack

    folder(tmp_path, a="fine", b="locked")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("x/one.txt", "fine")
        archive.writestr("x/../../two\x1b.txt", "something else")
        archive.writestr("inner.zip", "PK")
    with zipfile.ZipFile(tmp_path / "none.zip", "w") as archive:
        archive.writestr(".DS_Store", "x")
    outcome = assess_batch(find_files([tmp_path]), mock.read, mock.assessor, unpack=unpack)
    assert accounted(outcome) == {
        "a.txt": "assessed",
        "all.zip/inner.zip": "failed unsupported",
        "all.zip/x/one.txt": "duplicate of a.txt",
        "all.zip/x/two\\x1b.txt": "assessed",
        "b.txt": "failed encrypted",
        "none.zip": "failed empty",
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "all.zip", "b.txt", "none.zip"]
