from __future__ import annotations

import io
import zipfile

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction import archives
from matcher.extraction.archives import is_archive, members
from matcher.extraction.reading import read_bytes


def zipped(*files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def listed(data):
    return [(m.name, m.data or m.problem[:21]) for m in members(io.BytesIO(data))]


def test_members_are_sorted_and_system_files_skipped():
    data = zipped(
        ("b/cv.txt", b"Go"),
        ("a.txt", b"SQL"),
        ("__MACOSX/._a.txt", b"x"),
        (".DS_Store", b"x"),
        ("b/", b""),
        ("~$a.docx", b"x"),
    )
    assert listed(data) == [("a.txt", b"SQL"), ("b/cv.txt", b"Go")]


@pytest.mark.parametrize(
    "name", ["../../etc/cv.txt", "/etc/cv.txt", "C:\\etc\\cv.txt", "./etc/./cv.txt", "etc//cv.txt"]
)
def test_no_member_name_escapes_the_archive(name):
    assert [member.name for member in members(io.BytesIO(zipped((name, b"Go"))))] == ["etc/cv.txt"]


def test_archives_in_an_archive_are_reported_and_not_opened():
    assert listed(zipped(("a.zip", zipped(("b.txt", b"x"))))) == [("a.zip", "it is an archive in a")]


def test_member_names_are_unique():
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a.txt", b"1"), ("a.txt", b"2"))
    assert sorted(listed(data)) == [("a.txt", b"1"), ("a.txt~", b"2")]


def test_limits(monkeypatch):
    monkeypatch.setattr(archives, "LARGEST_MEMBER", 1000)
    monkeypatch.setattr(archives, "MOST_BYTES", 1500)
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
    assert listed(zipped(("a.txt", b" " * 2000)))[0][1].startswith("it is larger than")
    with pytest.raises(UnreadableFileError, match="unpacked"):
        listed(zipped(("a.txt", b" " * 900), ("b.txt", b" " * 900)))
    with pytest.raises(UnreadableFileError, match="more than 3 files"):
        listed(zipped(*((f"{n}.txt", b"x") for n in range(4))))


def test_packed_documents_are_not_archives(make_docx):
    assert not is_archive(io.BytesIO(make_docx("<w:p/>")))
    assert not is_archive(io.BytesIO(zipped(("mimetype", b"x"), ("content.xml", b"x"))))
    assert not is_archive(io.BytesIO(b"%PDF-1.4"))
    assert not is_archive(io.BytesIO(b"PK\x03\x04 cut"))
    assert is_archive(io.BytesIO(zipped(("cv.txt", b"Go"))))


def test_an_archive_of_one_file_is_read_as_that_file():
    assert read_bytes(zipped(("cv.txt", b"Ana knows Go")), "cv.zip").text == "Ana knows Go"
    for data, code in [(zipped(("a.txt", b"x"), ("b.txt", b"x")), "unsupported"), (zipped((".a", b"x")), "empty")]:
        with pytest.raises(UnreadableFileError) as caught:
            read_bytes(data, "cv.zip")
        assert caught.value.code == code
