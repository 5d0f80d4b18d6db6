"""Every file is accounted for, a bad one costs itself only, and the way it is run changes nothing."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.batch import SMALLEST_POOL, BatchOutcome, assess_batch, find_files
from matcher.errors import NothingToReadError, UnreadableFileError, UsageError
from matcher.types import Assessment


def fake_assess(path: Path, name: str) -> Assessment:
    text = path.read_text("utf-8")
    if text == "crash":
        os._exit(9)
    if text == "deep":
        raise RecursionError
    if text == "locked":
        raise UnreadableFileError("encrypted", "it needs a password")
    if text == "scan":
        raise UnreadableFileError("no-text", "a scan", review=True)
    return Assessment(name, "0" * 64, ())


def pipeline() -> Callable[[Path, str], Assessment]:
    return fake_assess


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        file = tmp_path / f"{name}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path


def accounted(outcome: BatchOutcome) -> dict[str, str]:
    return {
        **{a.document: "assessed" for a in outcome.assessments},
        **{f.document: f"review {f.code}" for f in outcome.needs_review},
        **{d.document: f"duplicate of {d.duplicate_of}" for d in outcome.duplicates},
        **{f.document: f"failed {f.code}" for f in outcome.failures},
    }


def test_every_file_is_accounted_for(tmp_path: Path) -> None:
    files = find_files([folder(tmp_path, a="fine", b="fine", c="locked", d="scan", e="deep")])
    done: list[str] = []
    outcome = assess_batch(files, pipeline, on_done=done.append)
    assert accounted(outcome) == {
        "a.txt": "assessed",
        "b.txt": "duplicate of a.txt",
        "c.txt": "failed encrypted",
        "d.txt": "review no-text",
        "e.txt": "failed corrupt",
    }
    assert sorted(done) == sorted(f.name for f in files)


def test_workers_and_order_change_nothing(tmp_path: Path) -> None:
    texts = {f"f{n:02}": f"text {n // 2}" for n in range(3 * SMALLEST_POOL)}
    files = find_files([folder(tmp_path, **texts, locked="locked")])
    alone = assess_batch(files, pipeline)
    assert assess_batch(files[::-1], pipeline) == alone
    assert assess_batch(files, pipeline, workers=2) == alone


def test_of_two_copies_the_shorter_name_is_kept(tmp_path: Path) -> None:
    for name in ("cv (1).txt", "cv.txt", "another cv.txt"):
        (tmp_path / name).write_text("same")
    outcome = assess_batch(find_files([tmp_path]), pipeline)
    assert [a.document for a in outcome.assessments] == ["cv.txt"]
    assert [d.document for d in outcome.duplicates] == ["another cv.txt", "cv (1).txt"]


def test_a_file_that_kills_its_worker_costs_itself_only(tmp_path: Path) -> None:
    texts = {f"f{n:02}": f"text {n}" for n in range(SMALLEST_POOL)}
    outcome = assess_batch(find_files([folder(tmp_path, **texts, killer="crash")]), pipeline, workers=2)
    assert accounted(outcome)["killer.txt"] == "failed corrupt"
    assert len(outcome.assessments) == SMALLEST_POOL


def test_links_are_listed_and_not_followed(tmp_path: Path) -> None:
    outside = folder(tmp_path / "outside", secret="secret")
    inside = folder(tmp_path / "inside", a="fine")
    (inside / "link.txt").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside)
    os.mkfifo(inside / "pipe.txt")
    outcome = assess_batch(find_files([inside]), pipeline)
    assert accounted(outcome) == {
        "a.txt": "assessed",
        "folder": "failed not-readable",
        "link.txt": "failed not-readable",
        "pipe.txt": "failed not-readable",
    }


def test_names_are_printable_and_distinct(tmp_path: Path) -> None:
    one, two = folder(tmp_path / "one", cv="1"), folder(tmp_path / "two", cv="2")
    assert [f.name for f in find_files([one, two])] == ["one/cv.txt", "two/cv.txt"]
    same = find_files([one / "cv.txt", two / "cv.txt"])
    assert len({f.name for f in same}) == 2
    (one / "\x1b[31mred.txt").write_text("x")
    assert all(f.name.isprintable() for f in find_files([one]))


def test_a_missing_and_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        find_files([tmp_path / "missing"])
    with pytest.raises(NothingToReadError, match="nothing to read"):
        find_files([tmp_path])
