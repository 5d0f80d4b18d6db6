"""The person of a candidate is in every report, and in none with ``--no-person``."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

import matcher
from matcher.core.resume import NOT_NAMED
from matcher.ranking.ranking import Ranking
from tests.reporting.page.unpacked import Unpacked

RESUME = """Zelda Quillfeather
Lantern Engineer

zelda@quillfeather.example | +44 20 7946 0018 | Reykjavik | linkedin.com/in/zelda-quillfeather

Work Experience

Software developer, Acme Ltd, March 2021 to August 2024
Built REST APIs in Python with Django and PostgreSQL.
Tuned slow queries, introduced caching with Redis, and wrote tests for everything that the team maintained.
"""
PERSONAL = ("Zelda Quillfeather", "Lantern Engineer", "zelda@quillfeather.example", "+44 20 7946 0018",
            "Reykjavik", "linkedin.com/in/zelda-quillfeather")  # fmt: skip


@pytest.fixture(scope="module")
def rankings(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Ranking]:
    folder = tmp_path_factory.mktemp("person")
    (folder / "files").mkdir()
    (folder / "files" / "cv.txt").write_text(RESUME, "utf-8")
    return {
        person: matcher.rank(folder / "files", as_of="2026-11-23", cache=folder / "cache", person=person)
        for person in (True, False)
    }


def text_of(path: Path) -> str:
    if path.suffix == ".html":
        report = Unpacked(path.read_text("utf-8"))
        return report.html + json.dumps([report.data, report.stories], ensure_ascii=False)
    if path.suffix != ".xlsx":
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("file_format", ["html", "csv", "xlsx", "json", "md"])
def test_the_person_is_in_every_report(rankings: dict[bool, Ranking], tmp_path: Path, file_format: str) -> None:
    for person, ranking in rankings.items():
        paths = ranking.write(tmp_path / str(person), [file_format])
        texts = {path.name: text_of(path) for path in paths}
        report = texts.pop("report.html" if file_format == "html" else f"ranking.{file_format}")
        unescaped = report.replace("\\", "")
        assert [value in unescaped for value in PERSONAL] == [person] * len(PERSONAL)
        assert not any(value in text for value in PERSONAL for text in texts.values())


def test_the_person_is_in_the_data(rankings: dict[bool, Ranking]) -> None:
    with_person, without = rankings[True], rankings[False]
    assert with_person.summary()["candidates"][0]["person"] == {
        "name": PERSONAL[0], "title": PERSONAL[1], "emails": [PERSONAL[2]], "phones": [PERSONAL[3]],
        "place": PERSONAL[4], "links": [PERSONAL[5]],
    }  # fmt: skip
    assert without.summary()["candidates"][0]["person"] is None
    assert without.candidates[0].assessment.person == NOT_NAMED
    assert with_person.to_frame().loc[0, "phones"] == PERSONAL[3]
    assert without.to_frame().loc[0, "phones"] == ""


def test_nothing_else_differs(rankings: dict[bool, Ranking]) -> None:
    shown, hidden = (json.loads(json.dumps(rankings[person].summary())) for person in (True, False))
    assert shown["candidates"][0].pop("person") != hidden["candidates"][0].pop("person")
    texts = [run["candidates"][0].pop("text") for run in (shown, hidden)]
    assert [len(text) for text in texts] == [len(RESUME.strip())] * 2  # offsets into them are the same
    assert shown == hidden


def test_a_number_is_no_formula_in_a_spreadsheet(rankings: dict[bool, Ranking], tmp_path: Path) -> None:
    (path, *_) = rankings[True].write(tmp_path, ["csv"])
    (row,) = csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))
    assert row["phones"] == "'+44 20 7946 0018"


def test_the_page_dials_and_writes(rankings: dict[bool, Ranking], tmp_path: Path) -> None:
    (path, *_) = rankings[True].write(tmp_path, ["html"])
    page = Unpacked(path.read_text("utf-8")).stories[0]["html"]
    assert 'href="tel:+442079460018"' in page
    assert 'href="mailto:zelda@quillfeather.example"' in page
    assert 'href="linkedin' not in page
