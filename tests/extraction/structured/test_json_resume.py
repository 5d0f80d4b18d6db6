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
        ({"name": {"first": "Ana"}, "skills": [3, True, {"name": "Go"}]}, "Ana\n\nSkills\n\n3\nGo"),
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


@pytest.mark.parametrize(
    "data",
    [
        b'{"name": "Ana", "skills": ["Go"], "skills": ["SQL"]}',
        b'{"basics": {"name": "Ana", "label": "Go", "label": "Cook"}, "work": []}',
        b'{"basics": {"name": "Ana"}, "work": [{"name": "Acme", "x": {"y": [{"z": 1, "z": 1}]}}]}',
        b'{"basics": {"name": "Ana"}, "work": [], "wor\\u006b": []}',
    ],
)
def test_a_key_that_occurs_twice_is_refused(data):
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(data, "cv.json")
    assert caught.value.review
    assert "occurs twice" in caught.value.message


WORDS = "python django flask kafka redis docker terraform nginx linux pytest celery java"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"work": [{"name": "Acme", "atsKeywords": WORDS.split()}]}, "unknown-keys"),
        ({"work": [{"name": "Acme", "keywords": WORDS.split()}]}, "unknown-keys"),
        ({"work": [{"name": "Acme", "Highlights": [WORDS]}]}, "unknown-keys"),
        ({"work": [{"name": "Acme", "highlights": [{"text": WORDS}]}]}, "unknown-keys"),
        ({"work": [{"name": "Acme", "url": WORDS}]}, "invisible-text"),
        ({"work": [{"name": "Acme", "startDate": WORDS}]}, "invisible-text"),
        ({"work": [{"name": "Acme", "startDate": "python, django, flask, kafka, redis"}]}, "invisible-text"),
        ({"work": [{"name": "Acme", "location": {"city": WORDS}}]}, "unknown-keys"),
        ({"work": [{"name": "Acme", "summary": WORDS, "hidden": True}]}, "invisible-text"),
        ({"work": [{"name": "Acme", "summary": WORDS, "isVisible": 0}]}, "invisible-text"),
        ({"work": [{"name": "Acme", "summary": WORDS, "display": "none"}]}, "invisible-text"),
        ({"work": [{"name": "Acme", "summary": WORDS, "visible": None}]}, "invisible-text"),
        ({"work": [{"name": "Acme", "summary": WORDS, "draft": "sure"}]}, "invisible-text"),
        ({"projects": [{"summary": f"<i style='display:none'>{WORDS}</i>a"}]}, "invisible-text"),
        ({"projects": [{"summary": f"<template>{WORDS}</template>a"}]}, "invisible-text"),
        ({"projects": [{"summary": "<!-- Python, Django, Flask, Kafka, Redis, MySQL, Docker, Linux, Java, Go -->a"}]},
         "invisible-text"),
        ({"work": [{"name": "Acme"}], "experience": [{"company": "Beta", "summary": WORDS}]}, "unknown-keys"),
        ({"Work": [{"name": "Acme", "summary": WORDS}], "work": []}, "unknown-keys"),
        ({"keywords": WORDS}, "unknown-keys"),
        ({"hiddenSkills": WORDS.split()}, "unknown-keys"),
        ({"skills": [{"name": "Go", "level": WORDS}]}, "invisible-text"),
        ({"skills": [{"name": "Go", "aliases": WORDS.split()}]}, "unknown-keys"),
        ({"languages": [{"language": "Finnish", "fluency": WORDS}]}, "invisible-text"),
        ({"work": [{"name": "Acme", "summary": WORDS, "status": "draft"}]}, "invisible-text"),
        ({"work": [{"name": "Acme", "summary": WORDS, "style": "display: none"}]}, "invisible-text"),
        ({"work": [{"name": "Acme", "summary": WORDS, "deletedAt": "2020-01-01"}]}, "invisible-text"),
        ({"work": [{"name": "Acme", "position": ["Cook", WORDS]}]}, "unknown-keys"),
        ({"work": [{"name": "Acme", "highlights": [f"[//]: # ({WORDS})"]}]}, "invisible-text"),
        ({"work": [{"name": "Acme", "highlights": [f"ok\n[x]: http://x '{WORDS}'"]}]}, "invisible-text"),
        ({"profiles": [{"bio": WORDS}]}, "unknown-keys"),
        ({"work": [{"name": "Acme", "position": WORDS.replace(" ", ", ")}]}, "invisible-text"),
        ({"work": [{"name": WORDS.replace(" ", " | "), "position": "Cook"}]}, "invisible-text"),
        ({"projects": [{"name": "Shop", "entity": WORDS.replace(" ", "; ")}]}, "invisible-text"),
        ({"#work": [{"name": "Acme", "summary": WORDS}]}, "invisible-text"),
        ({"//": {"work": [{"name": "Acme", "summary": WORDS}]}}, "invisible-text"),
    ],
)  # fmt: skip
def test_what_programs_do_not_show_is_hidden_text(more, code):
    document = read_bytes(json.dumps({"basics": {"name": "Ana Example"}, **more}).encode(), "cv.json")
    shown = " ".join(document.text[b.start : b.end] for b in document.blocks if b.visible)
    assert "django" not in shown.lower()
    assert code in {w.code for w in document.warnings}
    assert any("jango" in w.message for w in document.warnings)


@pytest.mark.parametrize("where", ["username", "phone", "email", "postalCode"])
def test_an_address_holds_no_list(where):
    basics = {"name": "Ana", where: WORDS, "profiles": [{where: WORDS}], "location": {where: WORDS}}
    document = read_bytes(json.dumps({"basics": basics, "work": []}).encode(), "cv.json")
    assert document.text[: document.blocks[0].end] == "Ana"
    assert len([b for b in document.blocks if b.visible]) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"basics": {"name": "Ana"}, "experience": [{"name": "Acme", "isCurrent": True, "highlights": ["Go"]}]},
         "Ana\n\nWork Experience\n\nAcme\n• Go"),
        ({"basics": {"name": "Ana", "summary": "<p>Builds <b>APIs</b> &amp; more</p>"}},
         "Ana\n\nSummary\n\nBuilds APIs & more"),
        ({"basics": {"name": "Ana"}, "skills": {"Cloud": ["AWS"], "Web": ["PHP"], "hidden": ["Go"]}},
         "Ana\n\nSkills\n\nCloud: AWS\nWeb: PHP"),
        ({"name": "Ana", "work": [{"company": "Acme", "tech_stack": ["Go", "C"], "visible": True, "hidden": "false"}]},
         "Ana\n\nWork Experience\n\nAcme\nGo, C"),
        ({"name": "Ana", "email": "a@x.example", "additional": {"technicalSkills": ["Go"], "certificationsTraining": ["CKA"]}},
         "Ana\na@x.example\n\nSkills\n\nGo\n\nCertifications Training\n\nCKA"),
        ({"basics": {"name": "Ana", "headline": "Cook"}, "sections": {
            "experience": {"name": "Work", "visible": True, "items": [
                {"id": "1", "visible": True, "company": "Acme", "position": "Cook", "date": "2019 - 2020",
                 "summary": "<p>Cooked</p>"},
                {"id": "2", "visible": False, "company": "Beta", "position": "Developer", "summary": "<p>Go</p>"}]},
            "skills": {"visible": False, "items": [{"visible": True, "name": "Go"}]}}},
         "Ana\nCook\n\nWork Experience\n\nCook, Acme\n2019 - 2020\nCooked"),
        ({"basics": {"name": "Ana"}, "work": [{"name": "Acme, Inc., Oslo, Norway", "position": "Cook / Baker, Lead (Bread, Cakes)"}]},
         "Ana\n\nWork Experience\n\nCook / Baker, Lead (Bread, Cakes), Acme, Inc., Oslo, Norway"),
        ({"name": "Ana", "skills": [{"name": "Go, C, SQL, Perl, PHP, Java, Lua, Rust, R"}]},
         "Ana\n\nSkills\n\nGo, C, SQL, Perl, PHP, Java, Lua, Rust, R"),
        ({"basics": {"name": "Ana", "phone": "+49 30 1234 ext. 5", "email": "ana@x.example"}, "languages": [
            {"language": "German", "fluency": "Full professional proficiency"}]},
         "Ana\n+49 30 1234 ext. 5\nana@x.example\n\nLanguages\n\nGerman\nFull professional proficiency"),
        ({"name": "Ana", "work": [{"title": "Cook", "dates": "Sommer 2019 bis heute", "company": "Acme"}]},
         "Ana\n\nWork Experience\n\nCook, Acme\nSommer 2019 bis heute"),
    ],
)  # fmt: skip
def test_what_programs_show_is_read(value, text):
    document = read_bytes(json.dumps(value).encode(), "cv.json")
    assert document.text[: max(b.end for b in document.blocks if b.visible)] == text
    assert not {"unknown-keys", "invisible-text"} & {w.code for w in document.warnings}


def test_notes_of_a_program_accuse_nobody():
    notes = "Hand-made by reading the page, not derived from what the parser found; each difference is kept in a list of its own."
    document = read_bytes(json.dumps({"basics": {"name": "Ana"}, "provenance": notes, "work": []}).encode(), "cv.json")
    assert {w.code for w in document.warnings} == {"unknown-keys", "few-words"}
    assert "provenance" in next(w.message for w in document.warnings if w.code == "unknown-keys")
    document = read_bytes(b'{"basics": {"name": "Ana"}, "flavor": "dark", "work": []}', "cv.json")
    assert "was not read" in next(w.message for w in document.warnings if w.code == "unknown-keys")


@pytest.mark.parametrize("key", ["meta", "$schema", "x-notes", "_internal"])
def test_keys_that_no_program_shows_are_hidden_text(key):
    words = "python django flask kafka redis docker terraform nginx linux pytest celery java"
    document = read_bytes(json.dumps({"basics": {"name": "Ana"}, key: {"canonical": words}}).encode(), "cv.json")
    assert [(document.text[b.start : b.end], b.visible) for b in document.blocks] == [("Ana", True), (words, False)]
    assert [w.code for w in document.warnings if words in w.message] == ["invisible-text"]
    version = json.dumps({"basics": {"name": "Ana"}, key: {"version": "1.0.0", "theme": "elegant"}}).encode()
    assert read_bytes(version, "cv.json").text == "Ana"
