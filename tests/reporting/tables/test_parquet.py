"""The dataset holds every candidate, in figures that are those of the other reports."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="the extra `distributed` is not installed")

import pyarrow.dataset
import pyarrow.parquet

from matcher.core.errors import UsageError
from matcher.ranking.order import rank_top
from matcher.ranking.rank_stability import rank_table
from matcher.ranking.ranking import Ranking
from matcher.reporting.manifest import write_manifest
from matcher.reporting.reports import write_reports
from matcher.reporting.summarize import summarize
from matcher.reporting.tables import parquet
from matcher.reporting.tables.frames import to_frame
from tests.ranking.ranked_by_hand import candidate_table_of, rank_assessments


def with_tail(ranking: Ranking, top: int) -> Ranking:
    """The same ranking with only the best detailed."""
    assessments = [candidate.assessment for candidate in ranking.candidates]
    table = candidate_table_of(assessments)
    candidates, tail = rank_top(assessments[:top], table, rank_table(table), ranking.profile)
    return replace(ranking, candidates=candidates, tail=tail)


def test_it_holds_the_facts_of_the_table(ranking: Ranking, tmp_path: Path) -> None:
    (written,) = write_reports(ranking, tmp_path, ["parquet"])
    assert written == tmp_path / "ranking.parquet"
    found = pyarrow.dataset.dataset(written).to_table().to_pandas()
    expected = to_frame(summarize(ranking))[list(found.columns)]
    assert found.to_dict("records") == expected.to_dict("records")
    assert {"rank", "document", "sha256", "score", "fit"} < set(found.columns)


def test_it_is_the_same_whoever_is_detailed(ranking: Ranking, tmp_path: Path) -> None:
    ranking = replace(
        ranking, candidates=rank_assessments([c.assessment for c in ranking.candidates], ranking.profile.bands)
    )
    files = []
    for folder, shown in (("all", ranking), ("one", with_tail(ranking, 1))):
        (written,) = write_reports(shown, tmp_path / folder, ["parquet"])
        files.append({path.name: path.read_bytes() for path in written.iterdir()})
    assert files[0] == files[1]


def test_many_candidates_fill_several_files_best_first(
    ranking: Ranking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "GROUP_ROWS", 1)
    monkeypatch.setattr(parquet, "PART_ROWS", 2)
    (written,) = write_reports(ranking, tmp_path, ["parquet"])
    parts = sorted(written.iterdir())
    count = len(ranking.candidates)
    assert [path.name for path in parts] == [f"part-{n:05}.parquet" for n in range((count + 1) // 2)]
    ranks = [rank for path in parts for rank in pyarrow.parquet.read_table(path)["rank"].to_pylist()]
    assert ranks == [candidate.rank for candidate in ranking.candidates]


def test_no_candidates_are_a_dataset_too(ranking: Ranking, tmp_path: Path) -> None:
    (written,) = write_reports(replace(ranking, candidates=()), tmp_path, ["parquet"])
    assert pyarrow.dataset.dataset(written).count_rows() == 0


def test_a_former_one_is_replaced_or_kept(ranking: Ranking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ranking.parquet"
    path.mkdir()
    (path / "part-00007.parquet").write_bytes(b"former")
    with monkeypatch.context() as patch:
        patch.setattr(
            parquet, "candidate_entries", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
        )
        with pytest.raises(UsageError, match="No space left on device"):
            write_reports(ranking, tmp_path, ["parquet"])
    assert [p.name for p in tmp_path.rglob("*.parquet")] == ["ranking.parquet", "part-00007.parquet"]
    write_reports(ranking, tmp_path, ["parquet"])
    assert [p.name for p in path.iterdir()] == ["part-00000.parquet"]
    assert list(tmp_path.iterdir()) == [path]


def test_the_manifest_lists_its_files(ranking: Ranking, tmp_path: Path) -> None:
    written = write_reports(ranking, tmp_path, ["md", "parquet"])
    manifest = write_manifest(ranking, tmp_path, outputs=written).read_text("utf-8")
    assert manifest.index('"ranking.md"') < manifest.index('"ranking.parquet/part-00000.parquet"')


def test_without_pyarrow_the_command_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "pyarrow.py").write_text("raise ImportError('hidden')", "utf-8")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from matcher.cli.main import main; main()"
    command = [sys.executable, "-c", code, "rank", "data/samples", "--format", "csv,parquet", "-o", str(tmp_path / "o")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert done.returncode == 1
    assert (
        done.stderr
        == "matcher: the format parquet needs pyarrow; install it with: pip install 'matcher[distributed]'\n"
    )
    assert not (tmp_path / "o").exists()
