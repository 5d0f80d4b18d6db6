from __future__ import annotations

from io import BytesIO

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.mail import outlook
from matcher.extraction.mail.compressed_rtf import decompress
from matcher.extraction.reading import read_bytes

LIST = "Python, Java, Django, FastAPI, PostgreSQL, MySQL, MongoDB, Docker, Kubernetes, Redis, Kafka, Jenkins"


class Streams(dict):
    """The streams of a message, as olefile gives them."""

    exists = dict.__contains__

    def openstream(self, path):
        return BytesIO(self[path])

    def listdir(self):
        return [path.split("/") for path in self]


def read(**streams):
    names = {"plain": "1000001F", "html": "10130102", "rtf": "10090102"}
    message = Streams({f"__substg1.0_{names[name]}": data for name, data in streams.items()})
    document = outlook._read(message).build(name="", media_type="", sha256="")
    return [(document.text[b.start : b.end], b.visible) for b in document.blocks]


def test_outlook_messages_need_olefile_and_an_undamaged_file():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "__properties_version1.0".encode("utf-16-le")
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(data, "x.msg")
    assert caught.value.code in {"corrupt", "unsupported"}


def test_the_formatted_text_is_the_one_that_is_shown():
    plain = f"Hello\n\n{LIST}".encode("utf-16-le")
    rtf = b"\0" * 8 + b"MELA" + b"\0" * 4 + b"{\\rtf1 Hello}"
    assert read(plain=plain) == [("Hello", True), (LIST, True)]
    assert [seen for _, seen in read(plain=plain, html=b"<p>Hello</p>")] == [True, False]
    assert [seen for _, seen in read(plain=plain, rtf=rtf)] == [True, False]
    assert read(plain="Hello".encode("utf-16-le"), html=b"<p>Hello</p>") == [("Hello", True)]


@pytest.mark.parametrize("data", [b"", b"\0" * 40])
def test_damaged_rtf(data):
    with pytest.raises(UnreadableFileError):
        decompress(data)


def test_rtf_that_ends_early_or_repeats_itself():
    head = b"\0" * 8 + b"LZFu" + b"\0" * 4
    assert decompress(head + b"\x00abc") == b"abc"
    assert decompress(head + b"\x02a\x0c\xff") == b"a" + b"a" * 0 + decompress(head + b"\x02a\x0c\xff")[1:]
