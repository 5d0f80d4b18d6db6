"""The parts of a sentence about a job: verb, title and employer."""

import pytest

from matcher.parsing.career.employment_sentences import read_employment


def read(text: str) -> tuple[str, str, str] | None:
    employment = read_employment(text, 0, len(text))
    if employment is None:
        return None
    title, employer = (text[slice(*span)] if span else "" for span in (employment.title, employment.employer))
    return employment.verb, title, employer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I then worked full-time for 3M", ("works", "", "3M")),
        ("He'd been working as an intern with Tea Ltd", ("works", "intern", "Tea Ltd")),
        ("I started as a tester, then left", ("starts", "tester", "")),
        ("Hired by the Ministry of Soup as cook and server", ("employed", "cook and server", "Ministry of Soup")),
        ("I joined Bread & Butter", ("joins", "", "Bread & Butter")),
        ("I moved to Tea Ltd as team leader", ("moves", "team leader", "Tea Ltd")),
        ("I took over the role of lead tester", ("holds", "lead tester", "")),
        ("I was promoted to senior developer", ("promoted", "senior developer", "")),
        ("I'm a web developer", ("is", "web developer", "")),
        ("I am a .NET developer at Acme.", ("is", ".NET developer", "Acme")),
        ("She runs the kitchen at Crumb Ltd", ("leads", "", "Crumb Ltd")),
        ("I was CTO of Acme", ("is", "CTO", "Acme")),
    ],
)
def test_parts(text: str, expected: tuple[str, str, str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I worked",
        "I worked for it",
        "I was at Acme",
        "I joined in",
        "We worked at Acme",
        "They worked as testers at Acme",
        "I moved to Ghent",
        "He leads",
        "I took part as a guest",
        "",
    ],
)
def test_too_little(text: str) -> None:
    assert read(text) is None


def test_a_moment_begins_a_job() -> None:
    begins = [read_employment(t, 0, len(t)) for t in ("I joined Acme", "I started at Acme", "I worked at Acme")]
    assert [e is not None and e.begins for e in begins] == [True, True, False]
