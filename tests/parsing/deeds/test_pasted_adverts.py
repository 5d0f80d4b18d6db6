"""Job adverts under a résumé's own headings, and wordings of honest résumés that look like one."""

import pytest

from matcher.core.resume import Month, Position, Section
from matcher.parsing.deeds.pasted_adverts import advert_warnings, find_pasted_adverts

HEAD = "EXPERIENCE\nBackend developer (2010 - present)\n"


def adverts(body: str) -> list[str]:
    text = HEAD + body
    job = Position(11, len(text), Month(2010, 7), Month(2026, 11), current=True, title="Backend developer")
    return [text[a:b] for a, b in find_pasted_adverts(text, [Section("experience", 0, len(text), "EXPERIENCE")], [job])]


@pytest.mark.parametrize(
    "body",
    [
        "The role asks for Python. You design APIs.",
        "Requirements: Python, Go. Responsibilities: design APIs, build services.",
        "We are looking for a developer with Python.",
        "You will design and build services in Python.",
        "Responsibilities include APIs in Go. You have Python.",
        "Must have: Python\nNice to have: Go",
        "The ideal candidate knows Python.",
        "Job description: services in Python. Salary: good.",
        "Python is required, Go is a plus.",
        "Wir suchen Sie für die Arbeit mit Python. Ihre Aufgaben: Go und die Pflege der Dienste, die wir haben.",
    ],
)
def test_an_advert_takes_the_entry(body: str) -> None:
    assert adverts(body) == [HEAD[11:] + body]
    (warning,) = advert_warnings(HEAD + body, ((11, len(HEAD + body)),))
    assert (warning.code, "advert" in warning.message) == ("stuffing", True)


@pytest.mark.parametrize(
    "body",
    [
        "Responsibilities: Designed APIs in Python.",
        "Requirements: gathered them, then built APIs in Python.",
        "Roles and Responsibilities:\n- Design and build of APIs in Python",
        "You will find my code on GitHub.",
        "Looked for bugs in Python. The job required Go.",
        "Built the careers page on which candidates apply.",
        "Environment: Python, Go",
    ],
)
def test_honest_words_are_no_advert(body: str) -> None:
    assert adverts(body) == []
    assert advert_warnings(body, ()) == ()


def test_an_advert_ends_with_its_section_and_leaves_deeds_before_it_alone() -> None:
    text = "EXPERIENCE\nDeveloper, 2010 - 2020\n- Built it in Go.\n- Ran it.\n- Tuned it.\nWe are hiring: Python.\nSKILLS\nJava"
    end = text.index("SKILLS")
    sections = [Section("experience", 0, end, "EXPERIENCE"), Section("skills", end, len(text), "SKILLS")]
    assert [text[a:b] for a, b in find_pasted_adverts(text, sections, ())] == ["We are hiring: Python.\n"]
