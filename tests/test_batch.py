"""Every file is accounted for, a bad one costs itself only, and the way it is run changes nothing."""

import importlib
import os
import socket
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from matcher.batch import BatchOutcome, assess_batch
from matcher.errors import NothingToReadError, UsageError
from matcher.inputs import FileToAssess, find_files


@pytest.fixture
def assess(monkeypatch: pytest.MonkeyPatch) -> Callable[..., BatchOutcome]:
    """Reads with the mock reader, which obeys the file's first word."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    mock = importlib.import_module("hostile_reader")

    def assess(
        files: Sequence[FileToAssess], workers: int = 1, on_done: Callable[[str], None] = lambda _: None
    ) -> BatchOutcome:
        return assess_batch(files, mock.read, mock.assessor, workers, on_done)

    return assess


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
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
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


def test_of_two_copies_the_shorter_name_is_kept(assess: Callable[..., BatchOutcome], tmp_path: Path) -> None:
    for name in ("cv (1).txt", "cv.txt", "another cv.txt"):
        (tmp_path / name).write_text("same")
    outcome = assess(find_files([tmp_path]))
    assert [a.document for a in outcome.assessments] == ["cv.txt"]
    assert [d.document for d in outcome.duplicates] == ["another cv.txt", "cv (1).txt"]


def test_nothing_outside_the_folder_is_read_and_nothing_in_it_hangs(
    assess: Callable[..., BatchOutcome], tmp_path: Path
) -> None:
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
    outcome = accounted(assess(find_files([inside])))
    for name in ("link.txt", "folder", "loop", "self.txt", "dangling.txt", "zero.txt", "stdin.txt", "environ.txt"):
        assert outcome.pop(name) == "failed not-readable"
    assert outcome == {
        "a.txt": "assessed",
        "hard link.txt": "duplicate of a.txt",
        "d/" * 60 + "deep.txt": "assessed",
        "pipe.pdf": "failed not-readable",
        "socket.txt": "failed not-readable",
        "sparse.txt": "failed too-large",
    }


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may list and open everything")
def test_what_may_not_be_opened_is_told(assess: Callable[..., BatchOutcome], tmp_path: Path) -> None:
    folder(tmp_path / "closed", a="fine")
    folder(tmp_path, b="fine")
    (tmp_path / "b.txt").chmod(0)
    (tmp_path / "closed").chmod(0)
    try:
        assert accounted(assess(find_files([tmp_path]))) == dict.fromkeys(["b.txt", "closed"], "failed not-readable")
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_a_folder_that_cannot_be_listed_is_a_row(
    assess: Callable[..., BatchOutcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(tmp_path / "closed", a="fine")
    folder(tmp_path, b="fine")
    scan = os.scandir

    def refuse(path: str | Path) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert accounted(assess(find_files([tmp_path]))) == {"b.txt": "assessed", "closed": "failed not-readable"}


ODD_NAMES = [
    b"=cmd|calc.txt", b"-rf.txt", b"--help.txt", b"@sum.txt", b"<img src=x onerror=alert(1)>.txt", b'"quoted".txt',
    b"a;b&c|d$(touch x)`id`.txt", b"new\nline.txt", b"\x1b[31mred\x1b[0m.txt", "\u202eftp.exe.txt".encode(),
    "zero\u200bwidth.txt".encode(), "M\u00fcller.txt".encode(), "Mu\u0308ller.txt".encode(), b"x" * 240 + b".txt",
    b" leading.txt", b"trailing.txt.", b"not\xff\xfeutf8.txt", b"not\\xff\\xfeutf8.txt", b"{{7*7}}.txt", b".hidden",
    b"CON.txt", b"%2e%2e%2fetc.txt", b"name,with,commas.txt",
]  # fmt: skip


def test_odd_names_are_read_and_told_apart(assess: Callable[..., BatchOutcome], tmp_path: Path) -> None:
    for number, name in enumerate(ODD_NAMES):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(f"fine {number}", "utf-8")
    outcome = assess(find_files([tmp_path]))
    names = [a.document for a in outcome.assessments]
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
