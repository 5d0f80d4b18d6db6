from __future__ import annotations

import io
import zipfile

import pytest

from matcher.errors import UnreadableFileError
from matcher.extraction.detect import detect_media_type


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.4 x", "application/pdf"),
        (b"\0" * 1000 + b"%PDF-1.4 x", "application/pdf"),
        (b"%\xe2\xe3\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n", "application/pdf"),
        (b"  <!DOCTYPE HTML><title>x</title>", "text/html"),
        (b"<!-- a --><!-- b --><html>", "text/html"),
        ("<html>".encode("utf-16"), "text/html"),
        (b"<div><p>a</p><p>b</p></div>", "text/html"),
        (b'Skills: <span class="hl">Web</span>Sphere, <b>Go</b>', "text/plain"),
        (b"<Ana> <Example>", "text/plain"),
        (b"# Ana\n\n## Skills\n- Go", "text/markdown"),
        (b"Ana\n===\n\n# Work\nAcme", "text/plain"),
        (b"Ana\n====\n\nWork\n----\nAcme", "text/markdown"),
        (b"# of years: 5\nC# developer\n#1 seller", "text/plain"),
        (b"- Go\n- SQL\n* x\n\n** Awards **", "text/plain"),
        (b"SKILLS\n------\nGo", "text/plain"),
        (b'{"basics": {"name": "Ana"}}', "application/json"),
        (b"{Ana} likes braces", "text/plain"),
        (b"[Ana Example]", "text/plain"),
        (b"From: Ana\nSubject: my CV\n\nDear all", "text/plain"),
        (b"BM Consulting, Oslo", "text/plain"),
        (b"RIFF writer and GIF8 fan", "text/plain"),
        (b"bell \x07 and escape \x1b[31m in a long enough text", "text/plain"),
    ],
)
def test_detect(data, media_type):
    assert detect_media_type(data) == media_type


def zipped(*names, mimetype=""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.mark.parametrize(
    ("data", "code", "what"),
    [
        (b"{\\rtf1 Ana}", "unsupported", "RTF"),
        (b"{\\pard Ana}", "unsupported", "RTF"),
        (zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "unsupported", "OpenDocument"),
        (zipped("xl/workbook.xml"), "unsupported", "Excel"),
        (zipped("ppt/presentation.xml"), "unsupported", "PowerPoint"),
        (zipped("cv.pdf"), "unsupported", "ZIP"),
        (zipped(), "corrupt", "ZIP"),
        (b"PK\x03\x04 cut", "corrupt", "ZIP"),
        (OLE + "WordDocument".encode("utf-16-le"), "unsupported", ".doc"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
        (OLE, "unsupported", "office"),
        (b"\xff\xd8\xff\xe0 JFIF", "no-text", "JPEG"),
        (b"\x89PNG\r\n\x1a\n\0", "no-text", "PNG"),
        (b"II*\0\x08\0", "no-text", "TIFF"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 60, "unsupported", "ELF"),
        (b"\x1f\x8b\x08" + bytes(range(256)), "unsupported", "GZIP"),
        (bytes(range(256)) * 4, "unsupported", "binary"),
        (b"<?xml version='1.0'?><resume/>", "unsupported", "XML"),
        (b"<svg xmlns='x'><text>Ana</text></svg>", "unsupported", "XML"),
        (b"Received: x\nMessage-ID: y\nMIME-Version: 1.0\nSubject: CV\n\nAna", "unsupported", "e-mail"),
    ],
)
def test_kinds_without_a_reader_are_named(data, code, what):
    with pytest.raises(UnreadableFileError) as caught:
        detect_media_type(data)
    assert caught.value.code == code
    assert what in str(caught.value)
    assert ";" in str(caught.value)  # and what to do
    assert caught.value.review == (code == "no-text")
