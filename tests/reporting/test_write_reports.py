import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from matcher.core.atomic_write import write_atomically
from matcher.core.errors import UsageError
from matcher.ranking.packed_sequence import PackedSequence
from matcher.reporting.manifest import write_manifest
from matcher.reporting.reports import render, write_reports
from matcher.reporting.summarize import summarize
from matcher.runs.run_folder import FILE_NAMES, FORMATS


def digests(folder):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()}


def test_all_files_and_nothing_else(ranking, tmp_path):
    paths = write_reports(ranking, tmp_path / "new" / "folder", FORMATS)
    assert [p.name for p in paths] == list(FILE_NAMES.values())
    assert sorted(p.name for p in (tmp_path / "new" / "folder").iterdir()) == sorted(FILE_NAMES.values())
    assert all(p.stat().st_size for p in paths)


def test_chosen_formats(ranking, tmp_path):
    assert [p.name for p in write_reports(ranking, tmp_path, ["md", "csv"])] == ["ranking.csv", "ranking.md"]


def test_the_same_bytes_in_another_process_time_zone_and_locale(ranking, tmp_path):
    write_reports(ranking, tmp_path / "here", FORMATS)
    write_manifest(ranking, tmp_path / "here")
    code = (
        "import importlib.util, pathlib, sys\n"
        "spec = importlib.util.spec_from_file_location('sample', sys.argv[1])\n"
        "sample = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(sample)\n"
        "from matcher.runs.run_folder import FORMATS; from matcher.reporting.reports import write_reports; from matcher.reporting.manifest import write_manifest\n"
        "folder = pathlib.Path(sys.argv[2])\n"
        "write_reports(sample.build_ranking(), folder, FORMATS)\n"
        "write_manifest(sample.build_ranking(), folder)\n"
    )
    conftest = os.path.join(os.path.dirname(__file__), "conftest.py")
    environment = {**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONUTF8": "0"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    subprocess.run([sys.executable, "-c", code, conftest, tmp_path / "there"], check=True, env=environment)
    assert digests(tmp_path / "here") == digests(tmp_path / "there")


def test_old_reports_are_replaced(ranking, tmp_path):
    (tmp_path / "ranking.md").write_text("old")
    write_reports(ranking, tmp_path, ["md"])
    assert (tmp_path / "ranking.md").read_text(encoding="utf-8").startswith("# Back-end developer")


@pytest.mark.parametrize("formats", [["pdf"], ["csv", "doc"]])
def test_an_unknown_format_writes_nothing(ranking, tmp_path, formats):
    with pytest.raises(UsageError, match="choose among html, csv, xlsx, json, md"):
        write_reports(ranking, tmp_path / "out", formats)
    assert not (tmp_path / "out").exists()


def test_render_refuses_an_unknown_format(summary):
    with pytest.raises(UsageError, match="no report format 'pdf'"):
        render(summary, "pdf")


def test_a_file_in_place_of_the_folder(ranking, tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(UsageError, match="is not a folder"):
        write_reports(ranking, tmp_path / "out", FORMATS)
    with pytest.raises(UsageError, match="cannot make the folder"):
        write_reports(ranking, tmp_path / "out" / "below", FORMATS)


def test_a_failed_write_keeps_the_former_file(tmp_path, monkeypatch):
    target = tmp_path / "ranking.csv"
    target.write_text("before")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match="No space left on device"):
        write_atomically(target, b"after")
    assert target.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["ranking.csv"]


def test_pieces_are_written_whole_or_not_at_all(tmp_path):
    target = tmp_path / "ranking.csv"
    write_atomically(target, iter([b"one,", b"two\n"]))
    assert target.read_bytes() == b"one,two\n"

    def breaks():
        yield b"half"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_atomically(target, breaks())
    assert target.read_bytes() == b"one,two\n"
    assert [p.name for p in tmp_path.iterdir()] == ["ranking.csv"]


def test_manifest(ranking, tmp_path):
    paths = write_reports(ranking, tmp_path, ["csv", "json"])
    options = {
        "profile": "/home/ada/backend.toml",
        "formats": ("csv", "json"),
        "as_of": "2026-11-23",
        "folder": "C:\\cvs",
    }
    manifest = json.loads(write_manifest(ranking, tmp_path, None, options).read_bytes())
    assert manifest["matcher"] == "0.1.0"
    assert manifest["profile"] == {"id": "backend", "version": "1", "sha256": "5" * 64}
    assert manifest["as_of"] == "2026-11-23"
    assert manifest["options"] == {
        "as_of": "2026-11-23",
        "folder": "cvs",
        "formats": ["csv", "json"],
        "profile": "backend.toml",
    }
    assert manifest["outputs"] == [
        {"file": p.name, "sha256": hashlib.sha256(p.read_bytes()).hexdigest()} for p in paths
    ]
    assert len(manifest["inputs"]) == 16
    assert {"document": "photo.pdf", "sha256": "d" * 64, "status": "failed"} in manifest["inputs"]
    assert str(tmp_path) not in json.dumps(manifest)


def test_manifest_takes_inputs_and_outputs_as_given(ranking, tmp_path):
    paths = write_reports(ranking, tmp_path, ["csv", "json"])
    inputs = [{"document": "a", "sha256": "b", "status": "assessed"}]
    manifest = json.loads(write_manifest(ranking, tmp_path, inputs, {}, paths[:1]).read_bytes())
    assert manifest["inputs"] == inputs
    assert [output["file"] for output in manifest["outputs"]] == ["ranking.csv"]


def test_importing_reports_loads_nothing_heavy():
    code = "import sys, matcher.reporting; print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=environment)
    assert not {"pandas", "jinja2", "xlsxwriter", "rich", "numpy"} & set(loaded.stdout.split())


@pytest.mark.parametrize(
    "blank", ["\u3164", "\u2800", "\u115f", "\u1160", "\uffa0", "\u180e", "\u200b", "\u202e", "\U000e0041"]
)
def test_an_invisible_name_is_seen_in_every_format(ranking, blank):
    first = ranking.candidates[0]
    person = replace(first.assessment.person, name=blank)
    nameless = replace(first.assessment, document=f"{blank}.pdf", person=person)
    summary = summarize(replace(ranking, candidates=(replace(first, assessment=nameless), *ranking.candidates[1:])))
    for file_format in FORMATS:
        data = render(summary, file_format)
        if file_format == "xlsx":
            with zipfile.ZipFile(io.BytesIO(data)) as book:
                data = b"".join(book.read(name) for name in book.namelist())
        text = data.decode()
        assert blank not in text, file_format
        assert ("\ufffd.pdf" if file_format != "json" else f"{json.dumps(blank)[1:-1]}.pdf") in text, file_format


@pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")  # data bars
def test_packed_candidates_give_the_same_reports(ranking, monkeypatch):
    plain = summarize(ranking)
    monkeypatch.setattr(PackedSequence.__init__, "__defaults__", (0,))
    packed = summarize(ranking, packed=True)
    assert packed["candidates"] is not plain["candidates"]
    assert packed == plain
    for file_format in FORMATS:
        if file_format != "xlsx":
            assert render(packed, file_format) == render(plain, file_format), file_format
    cells = [
        [[[cell.value for cell in row] for row in sheet] for sheet in openpyxl.load_workbook(io.BytesIO(data))]
        for data in (render(packed, "xlsx"), render(plain, "xlsx"))
    ]
    assert cells[0] == cells[1]
