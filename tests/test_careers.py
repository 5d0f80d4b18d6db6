"""The generated careers: truth agrees with the text, every grammar has its layout, and chance is only in the seed."""

import doctest
import importlib
import re
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.careers.date_styles import duration
from data.careers.files import render
from data.careers.generate import GRAMMARS, generate
from data.careers.model import GeneratedResume, TrueEntry
from matcher.extraction.reading import read_bytes

ROOT = Path(__file__).resolve().parent.parent
SEEDS = range(6)
FIELDS = ("title", "employer", "place", "dates")
EXAMPLES = sorted(p.stem for p in (ROOT / "data/careers").glob("*.py") if ">>> " in p.read_text("utf-8"))
LABEL = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")


def work(resume: GeneratedResume) -> list[TrueEntry]:
    return [entry for entry in resume.entries if entry.kind == "work"]


@given(st.sampled_from(GRAMMARS), st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_offsets_agree_with_fields(grammar: str, seed: int) -> None:
    resume = generate(seed, grammar)
    assert work(resume)
    starts = [entry.start for entry in resume.entries]
    assert starts == sorted(starts)
    for entry in resume.entries:
        assert 0 <= entry.start < entry.end <= len(resume.text)
        assert set(entry.spans) == {name for name in FIELDS if getattr(entry, name)}
        for name, (start, end) in entry.spans.items():
            assert resume.text[start:end] == getattr(entry, name)
            assert "\n" not in resume.text[start:end]
            shared = name == "employer" and any(
                entry.spans[name] == x.spans.get(name) for x in resume.entries if x != entry
            )
            assert shared or entry.start <= start < end <= entry.end
        spans = sorted(entry.spans.values())
        assert all(one[1] <= two[0] for one, two in pairwise(spans))


@pytest.mark.parametrize("grammar", GRAMMARS)
def test_labels_are_what_the_dates_tell(grammar: str) -> None:
    for seed in SEEDS:
        for entry in generate(seed, grammar).entries:
            assert entry.kind in ("work", "project", "education", "certificate", "volunteer")
            assert not entry.first or LABEL.fullmatch(entry.first)
            assert not entry.last or entry.last == "present" or LABEL.fullmatch(entry.last)
            assert entry.dates or not (entry.first or entry.last)
            for label in (entry.first, entry.last):
                if label[:4].isdigit() and not re.search("year|month", entry.dates):
                    assert label[2:4] in entry.dates, entry
            if entry.first and entry.last not in ("", "present"):
                assert entry.first[:4] <= entry.last[:4]
            if entry.first and entry.kind == "work":
                assert entry.last


@pytest.mark.parametrize("grammar", GRAMMARS)
def test_the_seed_decides(grammar: str) -> None:
    assert generate(5, grammar) == generate(5, grammar)
    assert len({generate(seed, grammar).text for seed in SEEDS}) == len(SEEDS)


def test_the_process_does_not_matter() -> None:
    code = "import hashlib; from data.careers import generate;"
    code += "print(hashlib.sha256(repr(generate(2, 'naukri')).encode()).hexdigest())"
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(digests) == 1


def test_layouts_differ() -> None:
    assert len(GRAMMARS) >= 40
    assert all("\n" not in generate(seed, "scraped-line").text for seed in SEEDS)
    assert all(entry.dates == "" for seed in SEEDS for entry in work(generate(seed, "undated")))
    placeholders = [entry for seed in SEEDS for entry in work(generate(seed, "placeholder-dates")) if entry.dates]
    assert placeholders
    assert all(entry.first == entry.last == "" for entry in placeholders)
    assert any(entry.umbrella for seed in SEEDS for entry in generate(seed, "agency-clients").entries)
    roles = [entry for seed in SEEDS for entry in work(generate(seed, "employer-banner-roles"))]
    assert len({(entry.spans["employer"]) for entry in roles if entry.employer}) < len(roles)
    assert any(re.search(r"\S   +\S", generate(seed, "interleaved-columns").text) for seed in SEEDS)


def test_a_whole_set_is_generated_in_no_time() -> None:
    start = time.process_time()
    for grammar in GRAMMARS:
        generate(11, grammar)
    assert time.process_time() - start < 5


def test_lengths_of_time() -> None:
    cases = {(1, 0): "1 mo", (12, 0): "1 yr", (63, 0): "5 yrs 3 mos", (25, 1): "2 years 1 month"}
    assert {key: duration(*key) for key in cases} == cases


def test_the_command_prints_text_and_truth() -> None:
    command = [sys.executable, "-m", "data.careers", "--grammar", "indeed-export", "--seed", "3"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    resume = generate(3, "indeed-export")
    assert done.stdout.startswith(resume.text)
    assert all(repr(entry.title) in done.stdout for entry in resume.entries)


def test_a_word_file_cannot_be_printed() -> None:
    command = [sys.executable, "-m", "data.careers", "--grammar", "xing", "--format", "docx"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 2
    assert "cannot be printed; give --output" in done.stderr


LIBRARIES = {"txt": "random", "docx": "docx", "pdf": "typst"}
IN_FILES = (
    "title-comma-employer", "tabbed-title-first", "two-lines-employer-first", "table-dates-left", "table-of-jobs",
    "employer-total-roles", "scraped-line", "canva-columns", "interleaved-columns", "page-footers", "europass-table",
)  # fmt: skip


@pytest.mark.parametrize("extension", LIBRARIES)
@pytest.mark.parametrize("grammar", IN_FILES)
def test_files_hold_all_fields(grammar: str, extension: str) -> None:
    pytest.importorskip(LIBRARIES[extension])
    data = render(7, grammar, extension)
    assert render(7, grammar, extension) == data
    text = "".join(read_bytes(data, f"resume.{extension}").text.casefold().split())
    entries = generate(7, grammar).entries
    assert entries
    for entry in entries:
        for name in FIELDS:
            words = getattr(entry, name).casefold().split()
            assert all(word in text for word in words), getattr(entry, name)


def test_contact_data_are_in_reserved_ranges() -> None:
    for grammar in GRAMMARS:
        resume = generate(1, grammar)
        assert all(re.search(r"@example\.(com|net|org)$", email) for email in resume.person.emails)
        assert all(re.search(r"555\W?01\d\d$", phone) for phone in resume.person.phones)


@pytest.mark.parametrize("module", EXAMPLES)
def test_examples_run(module: str) -> None:
    done = doctest.testmod(importlib.import_module(f"data.careers.{module}"))
    assert done.attempted
    assert not done.failed
