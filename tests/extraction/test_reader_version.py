"""A changed reader changes the version of its own formats, so that only their files are read again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from matcher.core import fingerprint as fingerprints
from matcher.core.fingerprint import modules_behind
from matcher.extraction import reader_version as reader_versions
from matcher.extraction.formats import FORMATS, READABLE, Format
from matcher.extraction.reader_version import modules_of

CONTAINERS = {"", *(entry.media_type for entry in READABLE.values() if entry.holds_files)}
"""A message and an archive may hold files of any format; "" stands for all readers."""

PDF, RTF, HTML, MARKDOWN, TEXT = "application/pdf", "application/rtf", "text/html", "text/markdown", "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC = "application/msword"
ODT = "application/vnd.oasis.opendocument.text"
JSON, EUROPASS = "application/json", "application/xml"
IMAGES = {media_type for media_type in READABLE if media_type.startswith("image/")}

READERS = {
    "archives": set(),
    "mail.message": set(),
    "mail.outlook": set(),
    "image": IMAGES,
    "office.doc": {DOC},
    "office.docx": {DOCX},
    "office.odt": {ODT, f"{ODT}-flat-xml"},
    "office.rtf": {RTF},
    "pdf.reader": {PDF},
    "pdf.scanned_document": {PDF},
    "plain_text": {TEXT},
    "structured.europass": {EUROPASS},
    "structured.json_resume": {JSON},
    "web.html": {HTML},
    "web.markdown": {MARKDOWN},
}
"""Modules of readers, and the formats that they read besides containers."""

HANDED_OVER = {
    "office.docx": {DOC},  # LibreOffice converts a .doc to a .docx
    "plain_text": {DOC},  # antiword converts a .doc to text
    "web.html": {
        MARKDOWN,  # rendered to HTML
        DOCX,  # holds parts in HTML
        DOC,  # by way of DOCX
        EUROPASS,  # has formatted text
        JSON,  # so may this
    },
}
"""Formats that hand some of their content over to the reader of another."""


def forget() -> None:
    for cached in (
        fingerprints.fingerprint,
        fingerprints.modules_behind,
        fingerprints._is_module,
        fingerprints._is_package,
        fingerprints._source,
        reader_versions.reader_version,
        reader_versions._program,
    ):
        cached.cache_clear()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the package's sources, to change."""
    copy = tmp_path / "matcher"
    shutil.copytree(fingerprints.PACKAGE, copy, ignore=lambda folder, names: [
        name for name in names if Path(folder, name).is_file() and not name.endswith(".py")
    ])  # fmt: skip
    monkeypatch.setattr(fingerprints, "PACKAGE", copy)
    forget()
    yield copy
    monkeypatch.undo()
    forget()


def versions(languages: str = "eng") -> dict[str, str]:
    forget()
    return {kind: reader_versions.reader_version(kind, languages) for kind in ("", *READABLE)}


@pytest.fixture
def readers_changed(package: Path) -> Callable[[str], set[str]]:
    def change(file: str) -> set[str]:
        before = versions()
        source = package / file
        source.write_text(source.read_text("utf-8") + "\n# changed\n", "utf-8")
        after = versions()
        return {kind for kind in before if before[kind] != after[kind]}

    return change


def test_every_reader_has_a_row() -> None:
    readers = {name for entry in READABLE.values() for name in (entry.reader, entry.if_no_text) if name}
    assert {name.rpartition(".")[0] for name in readers} == READERS.keys()


@pytest.mark.parametrize("reader", READERS)
def test_a_changed_reader_changes_the_version_of_its_own_formats(
    readers_changed: Callable[[str], set[str]], reader: str
) -> None:
    file = f"extraction/{reader.replace('.', '/')}.py"
    assert readers_changed(file) == READERS[reader] | HANDED_OVER.get(reader, set()) | CONTAINERS


@pytest.mark.parametrize(
    "file", ["extraction/assembly.py", "extraction/detect.py", "extraction/reading.py", "core/document.py"]
)
def test_what_all_readers_share_changes_all_versions(readers_changed: Callable[[str], set[str]], file: str) -> None:
    assert readers_changed(file) == {"", *READABLE}


def test_the_version_of_plain_text_holds_no_reader_of_another_format() -> None:
    modules, libraries = modules_behind(
        *modules_of("text/plain"), without=(*reader_versions._WITHOUT, reader_versions._TABLE)
    )
    assert not [name for name in modules if name.startswith(("extraction.pdf", "extraction.office", "extraction.web"))]
    assert libraries == ("charset-normalizer",)


def test_a_new_format_changes_the_versions_of_those_tested_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = versions()
    last = FORMATS[-1]
    assert isinstance(last, Format)
    new = last._replace(media_type="text/x-new", test=("text_sample.begins", "new"))
    monkeypatch.setattr(reader_versions, "FORMATS", (*FORMATS[:-1], new, last))
    after = versions()
    monkeypatch.undo()
    forget()
    assert {kind for kind in before if before[kind] != after[kind]} == {TEXT} | CONTAINERS


def test_the_table_of_formats_is_part_of_the_versions_of_containers_only(
    readers_changed: Callable[[str], set[str]],
) -> None:
    assert readers_changed("extraction/formats.py") == CONTAINERS


def test_a_change_elsewhere_changes_no_reader_version(readers_changed: Callable[[str], set[str]]) -> None:
    assert readers_changed("parsing/career/dates.py") == set()
    assert readers_changed("core/errors.py") - CONTAINERS == set()
    assert readers_changed("skills/recognizer.py") == set()


def test_languages_count_for_formats_with_pictures_only() -> None:
    english, german = versions("eng"), versions("deu")
    other = {kind for kind in english if english[kind] != german[kind]}
    assert {"", "application/pdf", "image/png", "message/rfc822", "application/zip"} <= other
    assert not other & {"text/plain", "application/rtf", "text/html"}


def test_a_newly_installed_program_changes_the_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    before = versions()
    (tmp_path / "antiword").write_text("#!/bin/sh\n")
    (tmp_path / "antiword").chmod(0o755)
    after = versions()
    other = {kind for kind in before if before[kind] != after[kind]}
    monkeypatch.undo()
    forget()
    assert {"application/msword", ""} <= other
    assert not other & {"text/plain", "application/pdf"}
