from __future__ import annotations

import io
import zipfile

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.detect import detect_format


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.4 x", "application/pdf"),
        (b"\0" * 1000 + b"%PDF-1.4 x", "application/pdf"),
        (b"x" * 5000 + b"\n%PDF-1.4 x\nstartxref\n0\n%%EOF", "application/pdf"),
        (b"x" * 5000 + b"\n%PDF-1.4 is a version", "text/plain"),
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
    assert detect_format(data).media_type == media_type


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
    ("data", "media_type"),
    [
        (b"{\\rtf1 Ana}", "application/rtf"),
        (b"{\\pard Ana}", "application/rtf"),
        (zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text"),
        (b"<?xml version='1.0'?><office:document xmlns:office='x'/>", "application/vnd.oasis.opendocument.text-flat-xml"),
        (zipped("cv.pdf"), "application/zip"),
        (OLE + "WordDocument".encode("utf-16-le"), "application/msword"),
        (OLE + "__properties_version1.0".encode("utf-16-le"), "application/vnd.ms-outlook"),
        (b"\xff\xd8\xff\xe0 JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\0", "image/png"),
        (b"II*\0\x08\0", "image/tiff"),
        (b"BMW, Daimler and others\n", "text/plain"),
        (b"Received: x\nMessage-ID: y\nMIME-Version: 1.0\nSubject: CV\n\nAna", "message/rfc822"),
        (b"Ana\nSubject: x\nFrom: y\nReceived: z\n", "text/plain"),
        (b"<?xml version='1.0'?><SkillsPassport xmlns='x'/>", "application/xml"),
        (b"<?xml version='1.0'?><Candidate xmlns='http://www.europass.eu/1.0'/>", "application/xml"),
    ],
)  # fmt: skip
def test_detect_by_content(data, media_type):
    assert detect_format(data).media_type == media_type


@pytest.mark.parametrize(
    ("data", "code", "what"),
    [
        (zipped("xl/workbook.xml"), "unsupported", "Excel"),
        (zipped("ppt/presentation.xml"), "unsupported", "PowerPoint"),
        (zipped(), "corrupt", "ZIP"),
        (b"PK\x03\x04 cut", "corrupt", "ZIP"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
        (OLE, "unsupported", "office"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 60, "unsupported", "ELF"),
        (b"\x1f\x8b\x08" + bytes(range(256)), "unsupported", "GZIP"),
        (bytes(range(256)) * 4, "unsupported", "binary"),
        (b"<?xml version='1.0'?><resume/>", "unsupported", "XML"),
        (b"<svg xmlns='x'><text>Ana</text></svg>", "unsupported", "XML"),
    ],
)
def test_kinds_without_a_reader_are_named(data, code, what):
    with pytest.raises(UnreadableFileError) as caught:
        detect_format(data)
    assert caught.value.code == code
    assert what in str(caught.value)
    assert ";" in str(caught.value)  # and what to do
    assert caught.value.review == (code == "no-text")
