"""Every input file is in one of three lists; nothing outside the folder is read, and nothing in it hangs."""

from __future__ import annotations

import os
import socket
import zipfile
from pathlib import Path

import pytest

from matcher.core.errors import NothingToReadError, UsageError
from matcher.extraction.archives import unpack
from matcher.runs import inputs
from matcher.runs.inputs import InputFile, InputSet, UniqueFile, Unpack, collect_inputs, find_files, has_digest
from matcher.runs.store.cache import Cache
from tests.folders import folder


def collect(files: list[InputFile], unpacker: Unpack | None = None, archives: Path | None = None) -> InputSet:
    """Collect inputs without a cache."""
    with Cache(None) as cache:
        return collect_inputs(files, cache, unpacker, archives)


def accounted(inputs: InputSet) -> dict[str, str]:
    return {
        **{f.name: "unique" for f in inputs.unique},
        **{d.document: f"duplicate of {d.duplicate_of}" for d in inputs.duplicates},
        **{f.document: f"failed {f.code}" for f in inputs.failures},
    }


def test_of_two_copies_the_one_with_the_shorter_name_is_kept(tmp_path: Path) -> None:
    for name in ("cv (1).txt", "cv.txt", "another cv.txt"):
        (tmp_path / name).write_text("same")
    assert accounted(collect(find_files([tmp_path]))) == {
        "cv.txt": "unique", "another cv.txt": "duplicate of cv.txt", "cv (1).txt": "duplicate of cv.txt",
    }  # fmt: skip


def test_empty_files_are_not_duplicates(tmp_path: Path) -> None:
    inputs = collect(find_files([folder(tmp_path, a="", b="")]))
    assert accounted(inputs) == {"a.txt": "unique", "b.txt": "unique"}


def test_nothing_outside_the_folder_is_read_and_nothing_in_it_hangs(tmp_path: Path) -> None:
    outside = folder(tmp_path / "outside", secret="secret")
    inside = folder(tmp_path / "inside", a="fine")
    for name, target in {
        "link.txt": outside / "secret.txt", "folder": outside, "loop": Path(), "self.txt": Path("self.txt"),
        "dangling.txt": Path("missing"), "zero.txt": Path("/dev/zero"), "stdin.txt": Path("/dev/stdin"),
        "environ.txt": Path("/proc/self/environ"),
    }.items():  # fmt: skip
        (inside / name).symlink_to(target)
    os.mkfifo(inside / "pipe.pdf")
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind(os.path.relpath(inside / "socket.txt"))
    os.link(inside / "a.txt", inside / "hard link.txt")
    with (inside / "sparse.txt").open("wb") as sparse:
        sparse.write(b"fine")
        sparse.truncate(100 << 30)
    deep = inside.joinpath(*"d" * 60)
    deep.mkdir(parents=True)
    (deep / "deep.txt").write_text("fine, deep down")
    (inside / "empty folder").mkdir()
    outcome = accounted(collect(find_files([inside])))
    for name in ("link.txt", "folder", "loop", "self.txt", "dangling.txt", "zero.txt", "stdin.txt", "environ.txt"):
        assert outcome.pop(name) == "failed not-readable"
    assert outcome == {
        "a.txt": "unique",
        "hard link.txt": "duplicate of a.txt",
        "d/" * 60 + "deep.txt": "unique",
        "pipe.pdf": "failed not-readable",
        "socket.txt": "failed not-readable",
        "sparse.txt": "failed too-large",
    }


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may list and open everything")
def test_a_file_that_cannot_be_opened_is_a_failure(tmp_path: Path) -> None:
    folder(tmp_path / "closed", a="fine")
    folder(tmp_path, b="fine")
    (tmp_path / "b.txt").chmod(0)
    (tmp_path / "closed").chmod(0)
    try:
        assert accounted(collect(find_files([tmp_path]))) == dict.fromkeys(["b.txt", "closed"], "failed not-readable")
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_a_folder_that_cannot_be_listed_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder(tmp_path / "closed", a="fine")
    folder(tmp_path, b="fine")
    scan = os.scandir

    def refuse(path: str | Path) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert accounted(collect(find_files([tmp_path]))) == {"b.txt": "unique", "closed": "failed not-readable"}


ODD_NAMES = [
    b"=cmd|calc.txt", b"-rf.txt", b"--help.txt", b"@sum.txt", b"<img src=x onerror=alert(1)>.txt", b'"quoted".txt',
    b"a;b&c|d$(touch x)`id`.txt", b"new\nline.txt", b"\x1b[31mred\x1b[0m.txt", "\u202eftp.exe.txt".encode(),
    "zero\u200bwidth.txt".encode(), "M\u00fcller.txt".encode(), "Mu\u0308ller.txt".encode(), b"x" * 240 + b".txt",
    b" leading.txt", b"trailing.txt.", b"not\xff\xfeutf8.txt", b"not\\xff\\xfeutf8.txt", b"{{7*7}}.txt", b".hidden",
    b"CON.txt", b"%2e%2e%2fetc.txt", b"name,with,commas.txt",
]  # fmt: skip


def test_files_with_odd_names_are_distinct(tmp_path: Path) -> None:
    for number, name in enumerate(ODD_NAMES):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(f"fine {number}", "utf-8")
    names = [f.name for f in collect(find_files([tmp_path])).unique]
    assert len(set(names)) == len(names) == len(ODD_NAMES)
    assert all(name.isprintable() for name in names)
    assert "".join(names).encode("utf-8")


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


def test_reports_of_an_earlier_run_are_left_out_and_nothing_else(tmp_path: Path) -> None:
    manifest = '{\n "schema": 1,\n "matcher": "0.1.0",\n "made_from": "",\n "inputs": []\n}\n'
    reports = {"ranking.csv": "Ana", "report.html": "Ana", "ranking.parquet/part-0.parquet": "Ana"}
    names = {
        "cv.txt": "Ana",
        "out/cv.txt": "Ana",
        "out/manifest.json": manifest,
        "other/manifest.json": '{"name": "x"}',
    }
    for name, text in {
        **names,
        **{f"{parent}/{n}": t for parent in ("out", "other") for n, t in reports.items()},
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    told: list[str] = []
    found = {file.name for file in find_files([tmp_path], told.append)}
    assert found == {"cv.txt", "out/cv.txt", "other/manifest.json", *(f"other/{name}" for name in reports)}
    assert [text.partition(" in ")[0] for text in told] == ["left out 4 files of an earlier run's reports"]
    assert [file.name for file in find_files([tmp_path / "out" / "ranking.csv"])] == ["ranking.csv"]


def zipped(path: Path, **files: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.txt", text)


def test_files_in_archives_are_collected_like_files_in_folders(tmp_path: Path) -> None:
    zipped(folder(tmp_path / "in", a="fine") / "all.zip", x="fine", y="other")
    inputs = collect(find_files([tmp_path / "in"]), unpack, tmp_path)
    assert accounted(inputs) == {"a.txt": "unique", "all.zip/x.txt": "duplicate of a.txt", "all.zip/y.txt": "unique"}
    as_files = collect(find_files([tmp_path / "in"]))
    assert accounted(as_files) == {"a.txt": "unique", "all.zip": "unique"}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List the files that are opened; recently changed files are trusted."""
    names: list[str] = []
    digest, may_be_archive = inputs.digest, inputs.may_be_archive

    def count(path: str | Path) -> bytes:
        names.append(Path(path).name)
        return digest(path)

    def look(path: str | Path) -> bool:
        names.append(f"{Path(path).name} begins")
        return may_be_archive(path)

    monkeypatch.setattr(inputs, "digest", count)
    monkeypatch.setattr(inputs, "may_be_archive", look)
    monkeypatch.setattr("matcher.runs.store.cache.RACY_SECONDS", -1e9)
    return names


def test_an_unchanged_file_is_not_opened(tmp_path: Path, opened: list[str]) -> None:
    files = find_files([folder(tmp_path / "in", a="fine", b="fine", c="other")])
    with Cache(tmp_path / "cache") as cache:
        first = collect_inputs(files, cache, unpack, tmp_path)
        assert len(opened) == 6
        opened.clear()
        assert collect_inputs(files, cache, unpack, tmp_path) == first
        assert opened == []
        folder(tmp_path / "in", c="fine")
        assert accounted(collect_inputs(files, cache, unpack, tmp_path))["c.txt"] == "duplicate of a.txt"
        assert opened == ["c.txt begins", "c.txt"]
    assert collect(files, unpack, tmp_path).unique[0] == first.unique[0]


@pytest.mark.usefixtures("opened")
def test_an_archive_is_opened_by_every_run(tmp_path: Path) -> None:
    for name in ("in", "0", "1"):
        (tmp_path / name).mkdir()
    zipped(tmp_path / "in" / "all.zip", x="fine")
    files = find_files([tmp_path / "in"])
    with Cache(tmp_path / "cache") as cache:
        for number in range(2):
            inputs = collect_inputs(files, cache, unpack, tmp_path / str(number))
            assert accounted(inputs) == {"all.zip/x.txt": "unique"}


def test_a_changed_file_has_another_digest(tmp_path: Path) -> None:
    (file,) = collect(find_files([folder(tmp_path, a="fine")])).unique
    assert has_digest(file)
    folder(tmp_path, a="changed")
    assert not has_digest(file)
    assert not has_digest(UniqueFile(tmp_path / "gone", "gone", file.sha, 4))
