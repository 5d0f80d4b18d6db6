"""Files that are no résumés, or in a language that is not read, are set apart in the first run and in those from the cache."""

from __future__ import annotations

from pathlib import Path

import pytest

import matcher
from matcher.api import read_structure
from matcher.core.errors import UnreadableFileError
from matcher.runs.cache_keys import NOT_A_RESUME
from tests.folders import folder

RESUME = """Ada Example

Work Experience

Software developer, Acme Ltd, March 2021 to August 2024
Built REST APIs in Python with Django and PostgreSQL."""
ADVERT = "We are looking for a Python developer.\nYou will join our team and use Django.\nApply now!"
LANGUAGE = "language-unsupported"
SWEDISH = """Lovisa Exempel

Arbetslivserfarenhet

Systemutvecklare, Acme AB, 2019 - 2024
Ansvarade för utveckling och drift av företagets betalningstjänst i Python, skrev tester och handledde nya kollegor."""
LETTER = "Dear Hiring Manager,\n\nI am writing to apply. Please find my résumé attached.\n\nKind regards,\nAda Example"


def reasons(files: Path, cache: Path) -> dict[str, str]:
    ranking = matcher.rank(files, as_of="2026-11-23", cache=cache)
    assert [c.assessment.document for c in ranking.candidates] == ["cv.txt"]
    assert not ranking.failures
    assert sum(ranking.counts.values()) == 4
    return {failure.document: failure.code for failure in ranking.needs_review}


def test_other_documents_are_set_apart_with_a_cold_and_a_warm_cache(tmp_path: Path) -> None:
    files = folder(tmp_path / "files", cv=RESUME, advert=ADVERT, letter=LETTER, swedish=SWEDISH)
    expected = {"advert.txt": NOT_A_RESUME, "letter.txt": NOT_A_RESUME, "swedish.txt": LANGUAGE}
    assert [reasons(files, tmp_path / "cache") for _ in range(3)] == [expected] * 3


def test_one_file_in_another_language_is_refused_with_its_name(tmp_path: Path) -> None:
    files = folder(tmp_path / "files", swedish=SWEDISH)
    with pytest.raises(UnreadableFileError, match="it is written in Swedish, which matcher does not read") as error:
        matcher.assess(files / "swedish.txt", as_of="2026-11-23", cache=False)
    assert error.value.review
    structure = read_structure(files / "swedish.txt", as_of="2026-11-23", cache=False)
    assert LANGUAGE in [warning.code for warning in structure.warnings]


def test_one_file_that_is_no_resume_is_refused_with_the_reason(tmp_path: Path) -> None:
    files = folder(tmp_path / "files", advert=ADVERT)
    with pytest.raises(UnreadableFileError, match="it seems to be a job advert") as error:
        matcher.assess(files / "advert.txt", as_of="2026-11-23", cache=False)
    assert error.value.review
