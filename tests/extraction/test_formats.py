"""The table of formats is complete, consistent and cheap to import."""

from __future__ import annotations

import subprocess
import sys

import pytest

from matcher.extraction.formats import COMPOUND, FORMATS, PACKAGE, READABLE, TEXT, Format, label_of, load


def test_media_types_and_labels_are_unique_and_given() -> None:
    formats = [entry for entry in FORMATS if isinstance(entry, Format)]
    assert len(READABLE) == len(formats)
    assert all(entry.label for entry in formats)
    assert label_of("application/x-unknown") == "application/x-unknown"
    assert label_of("") == ""


@pytest.mark.parametrize("entry", FORMATS, ids=lambda entry: getattr(entry, "media_type", entry.test[0]))
def test_every_name_in_the_table_can_be_loaded(entry) -> None:
    names = [entry.family.view, entry.test[0]]
    names += [entry.reader, entry.if_no_text] if isinstance(entry, Format) else [entry.explanation]
    assert all(callable(load(name)) for name in names if name)
    assert isinstance(entry, Format) or entry.explanation or "; " in entry.message  # what it is; what to do


@pytest.mark.parametrize("family", [PACKAGE, COMPOUND, TEXT])
def test_the_last_test_of_a_family_accepts_every_file(family) -> None:
    assert [entry.test for entry in FORMATS if entry.family == family][-1] == ("signatures.anything",)


def test_importing_the_table_loads_no_reader() -> None:
    program = (
        "import sys, matcher.extraction.formats\n"
        "print(sorted(m for m in sys.modules if m.startswith('matcher.extraction.') or m in ('lxml', 'pdfminer')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['matcher.extraction.formats']"
