"""The Python functions return the same as the command."""

from pathlib import Path

import pytest

import matcher
from matcher.core.errors import UnreadableFileError, UsageError

GOOD = "Ada Example\nWork Experience\nDeveloper, Acme, June 2019 to October 2025\nBuilt APIs in Python with Django.\n"


@pytest.fixture(scope="module")
def ranking(tmp_path_factory: pytest.TempPathFactory) -> matcher.Ranking:
    folder = tmp_path_factory.mktemp("cvs")
    (folder / "ada.txt").write_text(GOOD, "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return matcher.rank(folder, as_of="2026-11-23")


def test_frames(ranking: matcher.Ranking) -> None:
    frame = ranking.to_frame()
    assert list(frame["document"]) == ["ada.txt"]
    assert round(ranking.ledger_frame()["points"].sum(), 2) == frame["score"].item()
    assert {"Python", "Django"} <= set(ranking.skills_frame()["skill"])
    assert {"Python", "Django"} <= set(ranking.mentions_frame()["surface_form"])
    assert ranking.counts == {"assessed": 1, "needs review": 0, "duplicates": 0, "failed": 1}


def test_write_writes_the_files_of_the_command(ranking: matcher.Ranking, tmp_path: Path) -> None:
    names = [p.name for p in ranking.write(tmp_path / "out")]
    assert sorted(names) == [
        "manifest.json", "ranking.csv", "ranking.json", "ranking.md", "ranking.xlsx", "report.html",
    ]  # fmt: skip
    assert [p.name for p in ranking.write(tmp_path / "few", ["json"])] == ["ranking.json", "manifest.json"]


def test_assess_equals_rank_of_one_file(ranking: matcher.Ranking, tmp_path: Path) -> None:
    (tmp_path / "ada.txt").write_text(GOOD, "utf-8")
    alone = matcher.assess(tmp_path / "ada.txt", as_of="2026-11-23")
    assert alone.candidates[0].assessment == ranking.candidates[0].assessment


def test_errors(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        matcher.assess(tmp_path / "nothing.txt")
    with pytest.raises(UsageError, match="is a folder"):
        matcher.assess(tmp_path)
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(UnreadableFileError):
        matcher.assess(tmp_path / "empty.txt")
    with pytest.raises(UsageError, match="not a date"):
        matcher.rank(tmp_path, as_of="soon")
