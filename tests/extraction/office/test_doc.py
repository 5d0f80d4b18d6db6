from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.office import doc as legacy_doc
from matcher.extraction.reading import read_bytes

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def test_a_missing_converter_is_reported(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnreadableFileError, match=r"neither is\s+installed") as caught:
        legacy_doc.read(b"")
    assert (caught.value.code, caught.value.review) == ("unsupported", True)


def test_a_password_is_reported():
    block = b"\xec\xa5" + b"\0" * 8 + (0x0100).to_bytes(2, "little") + b"\0" * 500
    with pytest.raises(UnreadableFileError) as caught:
        legacy_doc.read(b"\xd0\xcf\x11\xe0" + b"\0" * 508 + block)
    assert caught.value.code == "encrypted"


@pytest.mark.skipif(shutil.which("sleep") is None, reason="no sleep here")
def test_a_converter_that_hangs_is_ended(monkeypatch, tmp_path):
    monkeypatch.setattr(legacy_doc, "TIME_LIMIT", 0.2)
    with pytest.raises(UnreadableFileError, match="took longer"):
        legacy_doc._run([str(shutil.which("sleep")), "60"], tmp_path)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_a_real_file_is_read_with_its_hidden_text(tmp_path):
    source = tmp_path / "cv.rtf"
    source.write_bytes(rb"{\rtf1\ansi Ana knows Go\par{\v Rust}\par}")
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", "--headless", "--convert-to", "doc:MS Word 97",
         "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    document = read_bytes(Path(tmp_path, "cv.doc").read_bytes(), "cv.doc")
    assert document.media_type == "application/msword"
    assert [(document.text[b.start : b.end], b.visible) for b in document.blocks] == [
        ("Ana knows Go", True),
        ("Rust", False),
    ]
