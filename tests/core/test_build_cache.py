"""Stored values equal the built ones; stale and damaged files are rebuilt."""

import subprocess
import sys
from pathlib import Path

import pytest

from matcher.core import build_cache
from matcher.core.build_cache import PersistentMemo, load, load_or_build, store
from matcher.core.shipped_files import RESOURCES
from matcher.profiles.loading import load_profile, parse_profile, shipped_profiles
from matcher.scoring.tfidf_model import load_model
from matcher.skills import taxonomy
from matcher.skills.surface_form_index import index_surface_forms
from matcher.skills.taxonomy import load_taxonomy


@pytest.fixture
def cache_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """Two folders instead of the real ones."""
    paths = [tmp_path / "__pycache__", tmp_path / "cache"]
    monkeypatch.setattr(build_cache, "folders", lambda: iter(paths))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return paths


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def never_called() -> int:
    raise AssertionError("the value is stored")


def test_it_is_built_once(cache_folders: list[Path]) -> None:
    assert load_or_build("answer", b"1", int, lambda: 42) == 42
    assert load_or_build("answer", b"1", int, never_called) == 42
    assert len(files(cache_folders[0])) == 1
    assert not files(cache_folders[1])


def test_a_stale_value_is_rebuilt(cache_folders: list[Path]) -> None:
    store("answer", b"1", 42)
    assert load("answer", b"2", int) is None
    assert load_or_build("answer", b"2", int, lambda: 43) == 43
    assert load("answer", b"2", int) == 43
    assert len(files(cache_folders[0])) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[:-1],
        lambda data: data[:5] + bytes([data[5] ^ 1]) + data[6:],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: data + b"x",
    ],
)
def test_a_damaged_value_is_rebuilt(cache_folders: list[Path], damage: object) -> None:
    store("answer", b"1", "forty-two")
    (path,) = cache_folders[0].iterdir()
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert load("answer", b"1", str) is None
    assert load_or_build("answer", b"1", str, lambda: "rebuilt") == "rebuilt"
    assert load("answer", b"1", str) == "rebuilt"


@pytest.mark.usefixtures("cache_folders")
def test_a_value_of_another_type_is_none() -> None:
    store("answer", b"1", "forty-two")
    assert load("answer", b"1", int) is None


def test_without_bytecode_the_user_cache_is_used(cache_folders: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    store("answer", b"1", 42)
    assert not files(cache_folders[0])
    assert load("answer", b"1", int) == 42


def test_unwritable_folders_are_skipped(cache_folders: list[Path]) -> None:
    cache_folders[0].write_text("a file in the way")
    assert load_or_build("answer", b"1", int, lambda: 42) == 42
    assert load("answer", b"1", int) == 42
    other = cache_folders[1].rename(cache_folders[1].with_name("other"))
    cache_folders[1].write_text("a file in the way")
    assert load_or_build("answer", b"1", int, lambda: 42) == 42
    assert load("answer", b"1", int) is None
    assert len(files(other)) == 1


def test_unfinished_files_of_killed_processes_are_deleted(
    cache_folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    store("answer", b"1", 42)
    left = cache_folders[0] / f".{files(cache_folders[0])[0]}.1234"
    left.write_text("half")
    store("answer", b"2", 43)
    assert left.exists()  # its process may still be writing
    monkeypatch.setattr(build_cache, "_ABANDONED", -1.0)
    store("answer", b"3", 44)
    assert not left.exists()


@pytest.mark.usefixtures("cache_folders")
def test_a_persistent_memo_drops_unused_results_when_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PersistentMemo, "MAX_UNUSED", 2)
    for keys in ("ab", "bc", "cd"):
        memo = PersistentMemo("upper", lambda: b"1", str)
        for key in keys:
            assert memo.get(key, key.upper) == key.upper()
        memo.store()
    again = PersistentMemo("upper", lambda: b"1", str)
    assert [again.get(key, lambda: "rebuilt") for key in "abcd"] == ["rebuilt", "rebuilt", "C", "D"]


def test_a_stored_taxonomy_equals_the_built_one(cache_folders: list[Path]) -> None:
    def load() -> tuple[object, ...]:
        known = taxonomy._shipped.__wrapped__()
        names = index_surface_forms(load_taxonomy())
        return known, list(known.forms.items()), names, list(names.phrases.items())

    built_now, from_file = load(), load()
    assert len(files(cache_folders[0])) == 2
    assert from_file == built_now
    source = RESOURCES / "taxonomy"
    assert from_file[0] == taxonomy.load_taxonomy(source)


def test_a_stored_model_equals_the_built_one(cache_folders: list[Path]) -> None:
    from matcher.scoring import tfidf_model

    folder = tfidf_model._shipped()
    plain = load_model(folder)
    for _ in range(2):
        model = tfidf_model._load_shipped.__wrapped__()
        assert (model.documents, model.terms, model.forms, model.version) == (
            plain.documents, plain.terms, plain.forms, plain.version,
        )  # fmt: skip
        assert (model.document_frequency == plain.document_frequency).all()
        assert (model.group_documents == plain.group_documents).all()
        assert (model.group_frequency == plain.group_frequency).all()
        assert model.group_frequency.dtype == plain.group_frequency.dtype
    assert len(files(cache_folders[0])) == 1


def test_stored_profiles_equal_the_parsed_ones(cache_folders: list[Path]) -> None:
    known = load_taxonomy()
    for name, text in shipped_profiles().items():
        parsed = parse_profile(text, f"{name}.toml", known)
        assert load_profile(name, known) == parsed
        assert load_profile(name, known) == parsed
    assert len(files(cache_folders[0])) == len(shipped_profiles())


@pytest.mark.usefixtures("cache_folders")
def test_a_stored_profile_belongs_to_its_taxonomy() -> None:
    from dataclasses import replace

    from matcher.core.errors import ProfileError

    known = load_taxonomy()
    load_profile("backend-developer", known)
    with pytest.raises(ProfileError):
        load_profile("backend-developer", replace(known, skills={}, forms={}, ambiguous={}, version="another"))


def test_a_pickle_is_not_loaded(cache_folders: list[Path]) -> None:
    import pickle

    cache_folders[0].mkdir()
    store("answer", b"1", "x")
    (path,) = cache_folders[0].iterdir()
    path.write_bytes(pickle.dumps("x"))
    assert load("answer", b"1", str) is None


def test_a_second_process_loads_what_the_first_built(tmp_path: Path) -> None:
    code = "import matcher.core.build_cache as p; print(p.load_or_build('answer', b'1', int, lambda: (print('built'), 42)[1]))"
    folder = f"import pathlib; p.folders = lambda: iter([pathlib.Path({str(tmp_path)!r})])"
    whole = code.replace("; print", f"; {folder}; print", 1)
    run = [
        subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=True).stdout.split()
        for _ in range(2)
    ]
    assert run == [["built", "42"], ["42"]]
