"""One file is read in the isolated processes, or from the cache of a run."""

import datetime
from pathlib import Path

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.parsing.structure import Structure
from matcher.runs.inputs import InputFile
from matcher.runs.store.cache import Cache
from matcher.runs.store.entries import DOCUMENT
from matcher.runs.structure import read_structure

TEXT = "Ada Example\nWork Experience\nDeveloper, Acme Ltd, June 2019 to October 2025\nBuilt APIs in Python.\n"


@pytest.fixture
def file(tmp_path: Path) -> InputFile:
    path = tmp_path / "ada.txt"
    path.write_text(TEXT, "utf-8")
    return InputFile(path, "ada.txt")


def read(file: InputFile, cache: Path | bool) -> Structure:
    return read_structure(file, datetime.date(2026, 11, 23), cache=cache)


def test_the_structure_of_a_file(file: InputFile) -> None:
    found = read(file, cache=False)
    assert found.document == "ada.txt"
    assert found.text.split() == TEXT.split()
    assert [(entry.name, entry.position.title) for entry in found.entries] == [("job 1", "Developer")]


def test_the_text_is_cached(file: InputFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(file, tmp_path / "cache")
    # Whoever reads the file again fails.
    monkeypatch.setattr("matcher.runs.structure.LazyFactory", lambda *_: read_nothing)
    assert read(file, tmp_path / "cache") == first
    with pytest.raises(UnreadableFileError):
        read(file, cache=False)


def read_nothing() -> object:
    return refuse


def refuse(*_: object) -> None:
    raise UnreadableFileError("corrupt", "it is read again")


def test_a_damaged_text_is_read_again(file: InputFile, tmp_path: Path) -> None:
    first = read(file, tmp_path / "cache")
    with Cache(tmp_path / "cache") as cache, cache.file.guarded() as database:
        assert database.execute(f"UPDATE blobs SET value = x'00' WHERE layer = {DOCUMENT}").rowcount == 1
    assert read(file, tmp_path / "cache") == first


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.4 nothing of the kind")
    with pytest.raises(UnreadableFileError) as caught:
        read(InputFile(path, "broken.pdf"), cache=False)
    assert caught.value.code == "corrupt"


def test_a_link_is_not_followed(file: InputFile, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(file.path)
    with pytest.raises(UnreadableFileError, match="link"):
        read(InputFile(tmp_path / "link.txt", "link.txt"), cache=False)
