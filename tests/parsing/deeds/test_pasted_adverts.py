"""Job adverts under a résumé's own headings, and wordings of honest résumés that look like one."""

import pytest

from matcher.core.resume import Month, Position, Section
from matcher.parsing.deeds.pasted_adverts import advert_warnings, find_lone_duties, find_pasted_adverts

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


ASKED, DUTIES, NONE = "asked", "duties", ""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("- The role requires Python.", ASKED),
        ("- What we expect: Python", ASKED),
        ("- We ask for Python.", ASKED),
        ("- In this role you design services with Python.", ASKED),
        ("- The holder of this post designs services with Python.", ASKED),
        ("- Knowledge of Python is needed.", ASKED),
        ("- Skills needed: Python", ASKED),
        ("- Successful applicants build services with Python.", ASKED),
        ("- Job purpose: design services with Python.", ASKED),
        ("- Apply if you know Python and Go.", ASKED),
        ("- Wir suchen jemanden für unsere Dienste, der die Arbeit mit Python und Go kann.", ASKED),
        ("- Responsibilities include: designing services with Python.", DUTIES),
        ("- Duties: to design and run services with Python.", DUTIES),
        ("- To design and build services with Python.", DUTIES),
        ("- Minimum 5 years with Python.", DUTIES),
        # honest
        ("- Built services with Python.", NONE),
        ("- Responsibilities included designing services with Python.", NONE),
        ("- Responsibilities: Designed services with Python.", NONE),
        ("- Working on front ends, but some back-end work in Python is required.", NONE),
        ("- Responsibilities include: services in Python.\n- Built them.\n- Tuned all of them with Go.", NONE),
    ],
)
def test_a_job_of_which_only_an_advert_is_told(body: str, expected: str) -> None:
    text = f"{HEAD}{body}\n"
    job = Position(11, len(text), Month(2010, 7), Month(2026, 11), current=True, title="Backend developer")
    asked, duties = find_lone_duties(text, [job])
    assert (ASKED if asked else DUTIES if duties else NONE) == expected
