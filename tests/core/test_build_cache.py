"""What is built from shipped files is the same from where it is kept, and is never believed when it is not."""

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
def places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """Two folders instead of the real ones."""
    found = [tmp_path / "__pycache__", tmp_path / "cache"]
    monkeypatch.setattr(build_cache, "folders", lambda: iter(found))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return found


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def never() -> int:
    raise AssertionError("it is known")


def test_it_is_built_once(places: list[Path]) -> None:
    assert load_or_build("answer", b"1", int, lambda: 42) == 42
    assert load_or_build("answer", b"1", int, never) == 42
    assert len(files(places[0])) == 1
    assert not files(places[1])


def test_what_was_made_of_something_else_is_built_anew(places: list[Path]) -> None:
    store("answer", b"1", 42)
    assert load("answer", b"2", int) is None
    assert load_or_build("answer", b"2", int, lambda: 43) == 43
    assert load("answer", b"2", int) == 43
    assert len(files(places[0])) == 1


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
def test_what_is_damaged_is_built_anew(places: list[Path], damage: object) -> None:
    store("answer", b"1", "forty-two")
    (path,) = places[0].iterdir()
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert load("answer", b"1", str) is None
    assert load_or_build("answer", b"1", str, lambda: "anew") == "anew"
    assert load("answer", b"1", str) == "anew"


@pytest.mark.usefixtures("places")
def test_what_is_of_another_kind_is_none() -> None:
    store("answer", b"1", "forty-two")
    assert load("answer", b"1", int) is None


def test_where_no_bytecode_is_written_it_goes_into_the_cache(
    places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    store("answer", b"1", 42)
    assert not files(places[0])
    assert load("answer", b"1", int) == 42


def test_where_nothing_can_be_written_it_goes_elsewhere_or_nowhere(places: list[Path]) -> None:
    places[0].write_text("a file in the way")
    assert load_or_build("answer", b"1", int, lambda: 42) == 42
    assert load("answer", b"1", int) == 42
    other = places[1].rename(places[1].with_name("other"))
    places[1].write_text("a file in the way")
    assert load_or_build("answer", b"1", int, lambda: 42) == 42
    assert load("answer", b"1", int) is None
    assert len(files(other)) == 1


def test_what_killed_processes_left_is_tidied(places: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    store("answer", b"1", 42)
    left = places[0] / f".{files(places[0])[0]}.1234"
    left.write_text("half")
    store("answer", b"2", 43)
    assert left.exists()  # it may be somebody's still
    monkeypatch.setattr(build_cache, "_LONG_AGO", -1.0)
    store("answer", b"3", 44)
    assert not left.exists()


@pytest.mark.usefixtures("places")
def test_answers_are_remembered_and_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PersistentMemo, "MOST", 2)
    for questions in ("ab", "bc", "cd"):
        answers = PersistentMemo("answers", lambda: b"1", str)
        for question in questions:
            assert answers.get(question, question.upper) == question.upper()
        answers.store()
    again = PersistentMemo("answers", lambda: b"1", str)
    assert [again.get(question, lambda: "anew") for question in "abcd"] == ["anew", "anew", "C", "D"]


def test_shipped_files_give_the_same_from_where_they_are_kept(places: list[Path]) -> None:
    def load() -> tuple[object, ...]:
        known = taxonomy._shipped.__wrapped__()
        names = index_surface_forms(load_taxonomy())
        return known, list(known.forms.items()), names, list(names.phrases.items())

    built_now, from_file = load(), load()
    assert len(files(places[0])) == 2
    assert from_file == built_now
    source = RESOURCES / "taxonomy"
    assert from_file[0] == taxonomy.load_taxonomy(source)


def test_the_shipped_model_is_the_same_from_where_it_is_kept(places: list[Path]) -> None:
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
    assert len(files(places[0])) == 1


def test_shipped_profiles_are_the_same_from_where_they_are_kept(places: list[Path]) -> None:
    known = load_taxonomy()
    for name, text in shipped_profiles().items():
        parsed = parse_profile(text, f"{name}.toml", known)
        assert load_profile(name, known) == parsed
        assert load_profile(name, known) == parsed
    assert len(files(places[0])) == len(shipped_profiles())


@pytest.mark.usefixtures("places")
def test_a_kept_profile_goes_with_its_taxonomy() -> None:
    from dataclasses import replace

    from matcher.core.errors import ProfileError

    known = load_taxonomy()
    load_profile("backend-developer", known)
    with pytest.raises(ProfileError):
        load_profile("backend-developer", replace(known, skills={}, forms={}, ambiguous={}, version="another"))


def test_nothing_in_it_can_be_executed(places: list[Path]) -> None:
    import pickle

    places[0].mkdir()
    store("answer", b"1", "x")
    (path,) = places[0].iterdir()
    path.write_bytes(pickle.dumps("x"))
    assert load("answer", b"1", str) is None


def test_two_processes_find_what_one_has_kept(tmp_path: Path) -> None:
    code = "import matcher.core.build_cache as p; print(p.load_or_build('answer', b'1', int, lambda: (print('built'), 42)[1]))"
    folder = f"import pathlib; p.folders = lambda: iter([pathlib.Path({str(tmp_path)!r})])"
    whole = code.replace("; print", f"; {folder}; print", 1)
    run = [
        subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=True).stdout.split()
        for _ in range(2)
    ]
    assert run == [["built", "42"], ["42"]]
