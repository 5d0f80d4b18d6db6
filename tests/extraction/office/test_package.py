from __future__ import annotations

import io
import zipfile

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.office import package
from matcher.extraction.office.package import Package


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_part_names_ignore_case():
    opened = Package(zipped({"Word\\Document.xml": "<a/>"}))
    assert "word/document.XML" in opened
    assert opened.read("WORD/document.xml") == b"<a/>"


def test_the_limit_covers_all_parts_together(monkeypatch):
    monkeypatch.setattr(package, "MAXIMUM_UNPACKED", 1000)
    opened = Package(zipped({"a": "x" * 600, "b": "x" * 600, "bomb": "x" * 10_000_000}))
    assert len(opened.read("a")) == 600
    for name in ("b", "bomb"):
        with pytest.raises(UnreadableFileError) as caught:
            opened.read(name)
        assert caught.value.code == "too-large"


def test_only_requested_parts_are_unpacked(monkeypatch):
    monkeypatch.setattr(package, "MAXIMUM_UNPACKED", 1000)
    assert Package(zipped({"a": "x", "bomb": "x" * 10_000_000})).read("a") == b"x"


def test_a_part_that_needs_a_password():
    data = bytearray(zipped({"a": "x"}))
    data[6] |= 1  # the flag in the local header, and in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableFileError) as caught:
        Package(bytes(data)).read("a")
    assert caught.value.code == "encrypted"


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("", [("officeDocument", "word/document.xml")]),
        ("word/document.xml", [("header", "word/header1.xml"), ("footer", "margins/f.xml"), ("theme", "up.xml")]),
        ("word/none.xml", []),
    ],
)
def test_related(part, expected):
    start = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Type="{types}/{{}}" Target="{{}}"/>'.format
    opened = Package(
        zipped({
            "_rels/.rels": start + relation("officeDocument", "word/document.xml") + "</Relationships>",
            "word/_rels/document.xml.rels": start + relation("header", "header1.xml")
            + relation("footer", "/margins/f.xml") + relation("theme", "../../up.xml")
            + '<Relationship Type="x/hyperlink" Target="http://x.example" TargetMode="External"/></Relationships>',
        })
    )  # fmt: skip
    assert opened.related(part) == expected


def test_a_name_that_two_parts_have():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("word/a.xml", "Word/A.xml"):
            archive.writestr(name, "<a/>")
    with pytest.raises(UnreadableFileError, match="two parts"):
        Package(out.getvalue()).read("word/a.xml")


def test_relationships_of_unknown_types_name_nothing():
    relation = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Type="urn:x/styles" Target="a"/></Relationships>'
    assert Package(zipped({"_rels/.rels": relation})).related() == [("", "a")]
