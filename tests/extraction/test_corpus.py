"""Every file of a corpus of real résumés is read or fails with a reason; needs MATCHER_CORPUS, a folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.reading import read_file

CORPUS = os.environ.get("MATCHER_CORPUS", "")

pytestmark = pytest.mark.skipif(not CORPUS, reason="MATCHER_CORPUS names no folder of résumés")


def files(*folders):
    return [path for folder in folders for path in sorted(Path(CORPUS, folder).rglob("*")) if path.is_file()]


def tokens(text):
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").lower()
    return Counter(re.findall(r"[^\W_]+", plain))


def test_every_file_is_read_or_fails_with_a_reason():
    read = 0
    reasons = Counter()
    for path in files("dev/files", "layouts"):
        try:
            document = read_file(path, path.name)
        except UnreadableFileError as error:
            reasons[error.code] += 1
            continue
        read += 1
        end = 0
        for block in document.blocks:
            assert end <= block.start < block.end, path.name
            assert not document.text[end : block.start].strip(), path.name
            end = block.end
        assert not document.text[end:].strip(), path.name
    assert read > 100
    assert not reasons["corrupt"]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_no_word_of_a_pdf_is_lost():
    for path in files("dev/files"):
        if path.suffix != ".pdf":
            continue
        done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
        expected, found = tokens(done.stdout.decode()), tokens(read_file(path, path.name).text)
        assert (expected & found).total() >= 0.98 * expected.total(), path.name
