from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.core.errors import UnreadableFileError
from matcher.extraction import reading
from matcher.extraction.reading import read_bytes, read_file


def test_name_and_hash(tmp_path):
    file = tmp_path / "cv.pdf"  # the extension is not believed
    file.write_bytes(b"Ana Example\n\nGo")
    document = read_file(file, "folder/cv.pdf")
    assert document.name == "folder/cv.pdf"
    assert document.sha256 == hashlib.sha256(b"Ana Example\n\nGo").hexdigest()
    assert document.media_type == "text/plain"


@pytest.mark.parametrize(("words", "warned"), [(1, True), (49, True), (50, False)])
def test_few_words(words, warned):
    codes = [w.code for w in read_bytes(b"word " * words, "cv.txt").warnings]
    assert codes == ["few-words"] * warned


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\xef\xbb\xbf", b"... --- ***", b"<html><body></body></html>"])
def test_files_without_words(data):
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(data, "cv")
    assert caught.value.code == "empty"


def test_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAXIMUM_BYTES", 10)
    file = tmp_path / "cv.txt"
    file.write_bytes(b"x" * 11)
    with pytest.raises(UnreadableFileError) as caught:
        read_file(file, "cv.txt")
    assert caught.value.code == "too-large"
    file.write_bytes(b"x" * 10)
    assert read_file(file, "cv.txt").text == "x" * 10


@pytest.mark.parametrize("name", ["missing.pdf", "."])
def test_files_that_cannot_be_opened(tmp_path, name):
    with pytest.raises(UnreadableFileError) as caught:
        read_file(tmp_path / name, name)
    assert caught.value.code == "not-readable"


def test_an_error_of_a_library_fails_only_that_file(monkeypatch):
    def fail(_):
        raise IndexError

    monkeypatch.setattr("matcher.extraction.plain_text.read", fail)
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(b"Ana", "cv.txt")
    assert caught.value.code == "corrupt"


def test_importing_it_loads_no_reader():
    heavy = ("pdfminer", "lxml", "markdown_it", "charset_normalizer", "puremagic")
    program = f"import sys, matcher.extraction.reading; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.fixture(scope="module")
def samples(make_pdf, make_docx):
    return [
        make_pdf([[(50, 700, 10, "Python developer")]]),
        make_docx("<w:p><w:r><w:t>Python developer</w:t></w:r></w:p>"),
        b"<html><body><p>Python developer</p></body></html>",
        b'{"basics": {"name": "Ana"}, "skills": ["Python"]}',
        "# Ana – développeuse\n\n## Skills\n- Python".encode("utf-16"),
    ]


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 4), st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=12),
       st.floats(0.1, 1))  # fmt: skip
def test_damaged_files_read_or_fail_with_a_reason(samples, number, changes, kept):
    data = bytearray(samples[number])
    for place, value in changes:
        data[int(place * len(data))] = value
    data = bytes(data[: max(1, int(kept * len(data)))])
    try:
        document = read_bytes(data, "cv")
    except UnreadableFileError:
        return
    assert document.text.strip()
    document.text.encode("utf-8")
    assert all(1 <= block.page <= document.pages for block in document.blocks)
