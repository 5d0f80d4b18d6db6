from __future__ import annotations

import json

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.reading import read_bytes


def read(value):
    return read_bytes(json.dumps(value).encode(), "cv.json").text


def test_a_resume_by_the_schema():
    text = read({
        "$schema": "https://x.example",
        "basics": {"name": "Ana Example", "label": "Developer", "email": "a@x.example", "summary": "Builds APIs.",
                   "image": "http://x.example/a.png", "location": {"city": "Oslo"}},
        "work": [{"name": "Acme", "position": "Developer", "startDate": "2019-03-01", "endDate": "2021-06",
                  "summary": "Payments.", "highlights": ["Ran Kafka", "Led four"]},
                 {"name": "Beta", "position": "Intern", "startDate": "2018"}],
        "education": [{"institution": "Oslo", "area": "Computing", "studyType": "BSc", "startDate": "2014",
                       "endDate": "2017", "courses": ["Databases", "Compilers"]}],
        "skills": [{"name": "Backend", "level": "Master", "keywords": ["Go", "SQL"]}, {"name": "Docker"}],
        "certificates": [{"name": "CKA", "date": "2020-01-05", "issuer": "CNCF"}],
        "projects": [{"name": "Queue", "description": "A broker.", "keywords": ["Rust"]}],
        "meta": {"version": "v1"},
    })  # fmt: skip
    assert text == (
        "Ana Example\nDeveloper\na@x.example\nOslo\n\nSummary\n\nBuilds APIs.\n\n"
        "Work Experience\n\nDeveloper, Acme\n2019-03 – 2021-06\nPayments.\n• Ran Kafka\n• Led four\n\n"
        "Intern, Beta\n2018 – Present\n\n"
        "Education\n\nBSc, Computing, Oslo\n2014 – 2017\nDatabases, Compilers\n\n"
        "Skills\n\nBackend, Master: Go, SQL\nDocker\n\n"
        "Certificates\n\nCKA, CNCF\n2020-01\n\n"
        "Projects\n\nQueue\nA broker.\nRust"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"name": "Ana", "skills": ["Go", "SQL"]}, "Ana\n\nSkills\n\nGo\nSQL"),
        ({"name": "Ana", "technical_skills": {"languages": ["Go", "C"], "databases": ["MySQL"]}},
         "Ana\n\nSkills\n\nLanguages: Go, C\nDatabases: MySQL"),
        ({"status": "ok", "data": {"name": "Ana", "skills": ["Go"]}}, "Ana\n\nSkills\n\nGo"),
        ({"name": "Ana", "experience": [{"title": "Dev", "company": "Acme", "start_date": "2019-01", "is_current": True,
                                         "responsibilities": ["Go"]}]},
         "Ana\n\nWork Experience\n\nDev, Acme\n2019-01 – Present\n• Go"),
        ({"name": "Ana", "education": [{"school": "Oslo", "startDate": "2014"}]}, "Ana\n\nEducation\n\nOslo\n2014"),
        ({"name": "Ana", "skills": [], "work": None, "summary": "R&amp;D"}, "Ana\n\nSummary\n\nR&D"),
        ({"name": {"first": "Ana"}, "skills": [3, True, {"name": "Go"}]}, "Name\n\nAna\n\nSkills\n\n3\nGo"),
        ({"name": "Ana", "skills": ["Go"], "sideProjects": ["Queue"]}, "Ana\n\nSkills\n\nGo\n\nSide Projects\n\nQueue"),
    ],
)  # fmt: skip
def test_similar_objects(value, text):
    assert read(value) == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"name": "left-pad", "version": "1.0", "dependencies": {}}', "unsupported"),
        (b'{"basics": {"name": "A', "corrupt"),
        (b"[" * 100_000, "corrupt"),
        (b"{}", "unsupported"),
        (b'{"basics": {}, "work": []}', "empty"),
    ],
)
def test_other_json(data, code):
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(data, "cv.json")
    assert caught.value.code == code


def test_numbers_stay_as_written():
    data = b'{"name": "Ana", "skills": [' + b"9" * 10_000 + b', NaN, "Go"]}'
    assert read_bytes(data, "cv.json").text.endswith("\nNaN\nGo")


def test_duplicate_keys():
    document = read_bytes(b'{"name": "Ana", "skills": ["Go"], "skills": ["SQL"]}', "cv.json")
    assert "Go" in document.text
    assert "SQL" in document.text
    assert "duplicate-keys" in {w.code for w in document.warnings}


@pytest.mark.parametrize("key", ["meta", "$schema", "x-notes", "_internal"])
def test_keys_that_no_program_shows_are_hidden_text(key):
    words = "python django flask kafka redis docker terraform nginx linux pytest celery java"
    document = read_bytes(json.dumps({"basics": {"name": "Ana"}, key: {"canonical": words}}).encode(), "cv.json")
    assert [(document.text[b.start : b.end], b.visible) for b in document.blocks] == [("Ana", True), (words, False)]
    assert [w.code for w in document.warnings if words in w.message] == ["invisible-text"]
    version = json.dumps({"basics": {"name": "Ana"}, key: {"version": "1.0.0", "theme": "elegant"}}).encode()
    assert read_bytes(version, "cv.json").text == "Ana"
