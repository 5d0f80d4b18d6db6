"""Remote files are named by their path below the address, and fetched once, within limits."""

import functools
import http.server
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from matcher.core.errors import MissingExtraError, NothingToReadError, UnreadableFileError, UsageError
from matcher.runs import remote_files as remote
from matcher.runs.inputs import InputFile, find_files
from matcher.runs.remote_files import fetch, find_remote
from matcher.runs.remote_inputs import collect_remote_inputs, probe_files
from matcher.runs.store.cache import Cache
from matcher.runs.store.entries import Reading

fsspec = pytest.importorskip("fsspec", reason="the extra `distributed` is not installed")

FILES = {"a.txt": b"fine", "below/b c.txt": b"fine, too", "below/copy.txt": b"fine"}


@pytest.fixture
def memory(request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield the address of files in this process's memory."""
    store, root = fsspec.filesystem("memory"), f"/{request.node.name}/cvs"
    for name, data in FILES.items():
        store.pipe(f"{root}/{name}", data)
    yield f"memory:/{root}"
    store.rm(f"/{request.node.name}", recursive=True)


@pytest.fixture
def web(tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the address of a server, and the list of its requests."""
    asked: list[str] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            asked.append(self.requestline.split()[1])

    for name, data in FILES.items():
        (tmp_path / "web" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "web" / name).write_bytes(data)
    handler = functools.partial(Handler, directory=str(tmp_path / "web"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def names(*given: str | Path) -> list[str]:
    return [file.name for file in find_files(given)]


def test_files_are_named_by_their_path_below_the_address(memory: str) -> None:
    assert names(memory) == names(memory + "/") == sorted(FILES)
    assert names(memory + "/below") == ["b c.txt", "copy.txt"]
    assert names(memory + "/a.txt") == ["a.txt"]


def test_files_of_several_addresses_and_paths_are_distinct(memory: str, tmp_path: Path) -> None:
    (tmp_path / "cvs").mkdir()
    (tmp_path / "cvs" / "a.txt").write_text("x")
    assert names(memory + "/below", tmp_path / "cvs") == ["below/b c.txt", "below/copy.txt", "cvs/a.txt"]
    same = (tmp_path / "cvs" / "a.txt").as_posix()
    assert names(memory, tmp_path / "cvs") == [same, "cvs/a.txt", "cvs/below/b c.txt", "cvs/below/copy.txt"]


def test_a_file_address_is_a_shared_path(tmp_path: Path) -> None:
    (tmp_path / "r\u00e9sum\u00e9.txt").write_text("fine")
    (file,) = find_files([tmp_path.as_uri()])
    assert file == InputFile(str(tmp_path / "r\u00e9sum\u00e9.txt"), "r\u00e9sum\u00e9.txt", shared=True)


def test_a_web_page_lists_files(web: tuple[str, list[str]], tmp_path: Path) -> None:
    address, _ = web
    assert names(address + "/") == sorted(FILES)
    (file,) = find_files([address + "/below/b%20c.txt?key=secret"])
    assert file.name == "b c.txt"
    fetch(file.url, tmp_path / "got")
    assert (tmp_path / "got").read_bytes() == FILES["below/b c.txt"]


@pytest.mark.parametrize(
    ("url", "error", "message"),
    [
        ("memory://nowhere", UsageError, "no such file or folder: memory://nowhere"),
        ("nope://x/y", UsageError, "nope://x/y cannot be reached: no installed library supports such addresses"),
        ("http://ana:secret@127.0.0.1:9/cvs/", UsageError, "^no such file or folder: http://127.0.0.1:9/cvs/$"),
    ],
)
def test_an_invalid_address_is_an_error(url: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        find_remote(url)


def test_an_empty_folder_is_an_error() -> None:
    fsspec.filesystem("memory").mkdir("/empty")
    with pytest.raises(NothingToReadError, match="no files in memory://empty"):
        find_remote("memory://empty")


def test_a_missing_library_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    import fsspec.core

    def refuse(_: str) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec.core, "url_to_fs", refuse)
    with pytest.raises(MissingExtraError, match=r"^s3:// addresses need a library .* \(Install s3fs to access S3\)$"):
        find_remote("s3://cvs")


def test_fetching_respects_the_limit_and_reports_failures(
    memory: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "MAXIMUM_BYTES", 4)
    fetch(memory + "/a.txt", tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"fine"
    with pytest.raises(UnreadableFileError, match="larger than") as large:
        fetch(memory + "/below/b c.txt", tmp_path / "b")
    assert large.value.code == "too-large"
    with pytest.raises(UnreadableFileError, match=r"cannot be fetched \(") as missing:
        fetch(memory + "/not.txt", tmp_path / "c")
    assert missing.value.code == "not-readable"


def test_a_network_error_is_tried_once_more(memory: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, _ = fsspec.core.url_to_fs(memory)
    opened, left = type(store).open, [TimeoutError()]

    def stumble(*arguments: Any, **options: Any) -> Any:
        if left:
            raise left.pop()
        return opened(*arguments, **options)

    monkeypatch.setattr(type(store), "open", stumble)
    fetch(memory + "/a.txt", tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"fine"


def test_a_known_file_is_not_fetched_again(web: tuple[str, list[str]], tmp_path: Path) -> None:
    address, asked = web

    def fetched(mark: bytes) -> bool:
        asked.clear()
        files = [replace(file, mark=mark * 64) for file in find_files([address + "/a.txt", address + "/not.txt"])]
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        found, _ = collect_remote_inputs(files, cache, folder, probe_files, lambda _: "v", unpack=True)
        assert [failure.document for failure in found.failures] == ["not.txt"]
        assert [(file.name, file.size) for file in found.unique] == [("a.txt", 4)]
        return "/a.txt" in asked

    with Cache(tmp_path / "cache") as cache:
        assert fetched(b"1")
        # Its digest is known, but not what it says.
        assert fetched(b"1")
        for sha, _ in filter(None, cache.remote_digests([(address + "/a.txt", b"1" * 64)])):
            cache.put_reading(sha, "v", Reading("text/plain", bytes(16)))
        assert not fetched(b"1")
        assert fetched(b"2")
        assert fetched(b"")


def test_files_without_marks_are_fetched_by_every_run() -> None:
    assert remote._mark({"size": 4}) == b""
    marks = [
        remote._mark(facts) for facts in ({"ETag": "a", "size": 4}, {"ETag": "b", "size": 4}, {"ETag": "a", "size": 5})
    ]
    assert len({*marks}) == 3
    assert {len(mark) for mark in marks} == {64}


def test_an_address_gives_the_results_of_a_folder(memory: str, tmp_path: Path) -> None:
    import matcher

    for name, data in FILES.items():
        (tmp_path / "cvs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "cvs" / name).write_bytes(data)
    here, there = (matcher.rank(given, as_of="2026-11-23", cache=False) for given in (tmp_path / "cvs", memory))
    assert here.summary() == there.summary()
    assert [d.document for d in there.duplicates] == ["below/copy.txt"]


def test_archives_are_unpacked_on_this_machine(tmp_path: Path) -> None:
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("x/one.txt", "fine")
    fsspec.filesystem("memory").pipe("/archives/all.zip", packed.getvalue())
    files = find_files(["memory://archives"])
    with Cache(tmp_path / "cache") as cache:
        inputs, archives = collect_remote_inputs(files, cache, tmp_path, probe_files, lambda _: "v", unpack=True)
    assert inputs.unique == ()
    assert [(file.name, file.path.read_bytes()) for file in archives] == [("all.zip", packed.getvalue())]
