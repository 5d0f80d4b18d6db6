"""The tables of the entry header models: what is shipped, and what happens to a damaged file."""

import shutil
from pathlib import Path

import pytest

from matcher.core.errors import ModelError
from matcher.parsing.career.entry_kinds import HEADING as KINDS_HEADING
from matcher.parsing.career.headers import model_files
from matcher.parsing.career.headers.model import HEADING
from matcher.parsing.career.headers.word_uses import HEADING as USES_HEADING

TABLES = {
    model_files.RUNNING_TEXT: HEADING,
    model_files.LINES: HEADING,
    model_files.KINDS: KINDS_HEADING,
    model_files.WORD_USES: USES_HEADING,
}


@pytest.mark.parametrize("name", TABLES)
def test_the_shipped_tables_can_be_read_and_are_sorted(name: str) -> None:
    rows = model_files.read_weights(model_files.shipped(name), TABLES[name])
    assert len(rows) > 500
    assert list(rows) == sorted(rows)


@pytest.mark.parametrize("name", TABLES)
def test_the_shipped_tables_hold_no_addresses_and_no_numbers(name: str) -> None:
    for feature in model_files.read_table(model_files.shipped(name), TABLES[name]):
        word = feature.partition(" w=")[2] or (feature if name == model_files.WORD_USES else "")
        assert "@" not in word
        assert not any(c in "012345678" for c in word)  # digits are written 9


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "cannot be read"),
        (b"something else", "not a model of entry headers of this version"),
        ("\t".join(HEADING).encode() + b"\nafter title\t1\n", "not a model of entry headers of this version"),
        ("\t".join(HEADING).encode() + b"\nafter title" + b"\tx" * 8 + b"\n", "damaged"),
        (b"\xff\xfe", "cannot be read"),
    ],
)
def test_a_damaged_table_is_named(content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "lines.tsv").write_bytes(content)
    with pytest.raises(ModelError, match=rf"lines\.tsv: .*{message}.*reinstall matcher"):
        model_files.read_weights(tmp_path / "lines.tsv", HEADING)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"lines\.tsv: a model of entry headers is missing"):
        model_files.read_table(tmp_path / "lines.tsv", HEADING)


def test_the_version_changes_with_any_table(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in TABLES:
        shutil.copy(model_files.shipped(name), tmp_path / name)
    before = model_files.models_version()
    monkeypatch.setattr(model_files, "shipped", lambda name: tmp_path / name)
    assert model_files.models_version() == before
    for name in TABLES:
        version = model_files.models_version()
        with (tmp_path / name).open("a") as table:
            table.write("more\n")
        assert model_files.models_version() != version
