"""Reports are written anew when anything that they are made from has changed, or anybody has touched them; else not."""

from collections.abc import Callable
from pathlib import Path

import pytest

import matcher

CV = "Work Experience\nDeveloper, Acme Ltd, May 2019 to June 2024\nBuilt services in Python with Django.\n" * 3


def rank(folder: Path, as_of: str = "2026-11-23", **options: object) -> matcher.Ranking:
    return matcher.rank(folder, as_of=as_of, **options)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "cvs"
    folder.mkdir()
    for name in ("ada", "bo", "cy"):
        (folder / f"{name}.txt").write_text(f"{CV}{name} knows PostgreSQL.\n", "utf-8")
    return folder


def times(out: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in out.iterdir()}


def test_the_same_run_leaves_its_reports_alone(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = rank(folder).write(out)
    before = times(out)
    assert rank(folder).write(out) == first
    assert times(out) == before


CHANGES: dict[str, Callable[[Path, Path], matcher.Ranking]] = {
    "a new file": lambda folder, _: (folder / "di.txt").write_text(CV, "utf-8") and rank(folder),
    "a file less": lambda folder, _: (folder / "cy.txt").unlink() or rank(folder),
    "another month": lambda folder, _: rank(folder, "2026-10-23"),
    "another day": lambda folder, _: rank(folder, "2026-11-24"),
    "fewer in full": lambda folder, _: rank(folder, top=2),
    "another profile": lambda folder, _: rank(folder, profile="data-engineer"),
    "a report that was edited": lambda folder, out: (out / "report.html").write_text("mine") and rank(folder),
    "a report that is gone": lambda folder, out: (out / "ranking.csv").unlink() or rank(folder),
    "a manifest that is none": lambda folder, out: (out / "manifest.json").write_text("[]") and rank(folder),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_changed_reports_are_written(change: str, folder: Path, tmp_path: Path) -> None:
    out, fresh = tmp_path / "out", tmp_path / "fresh"
    rank(folder).write(out)
    changed = CHANGES[change](folder, out)
    changed.write(out)
    changed.write(fresh)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == {p.name: p.read_bytes() for p in fresh.iterdir()}


def test_other_formats_are_written(folder: Path, tmp_path: Path) -> None:
    rank(folder).write(tmp_path / "out", ["csv"])
    rank(folder).write(tmp_path / "out", ["csv", "json"])
    assert sorted(times(tmp_path / "out")) == ["manifest.json", "ranking.csv", "ranking.json"]


def test_the_rest_counts(folder: Path, tmp_path: Path) -> None:
    rank(folder, top=1).write(tmp_path / "out")
    before = (tmp_path / "out" / "ranking.csv").read_bytes()
    (folder / "cy.txt").rename(folder / "zoe.txt")
    rank(folder, top=1).write(tmp_path / "out")
    assert before != (tmp_path / "out" / "ranking.csv").read_bytes()
