"""What a job counts: by its family where that is sure, in between where it is not; and what that does to a ranking."""

from __future__ import annotations

import datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.ledger import Assessment
from matcher.core.profile import RequirementProfile, TitleRelevance
from matcher.core.role_family import FAMILIES, WorkKind
from matcher.extraction.reading import read_bytes
from matcher.parsing.role_families.work_kinds import WorkShares
from matcher.profiles.loading import load_profile
from matcher.scoring.pipeline import Pipeline
from matcher.scoring.tfidf_model import load_model
from matcher.scoring.work_relevance import WorkRelevance
from matcher.skills.taxonomy import load_taxonomy

PROFILE = RequirementProfile(
    "x", "X", "", (), titles=(TitleRelevance(("release captain",), 0.6),),
    worth_of_work=(("front-end", 0.25), ("qa", 0.0), ("software", 0.9), ("unsure", 0.7)),
)  # fmt: skip
RELEVANCE = WorkRelevance(PROFILE)


def shares(**of: float) -> WorkShares:
    given = {family.replace("_", "-"): share for family, share in of.items()}
    rest = (1.0 - sum(given.values())) / (len(FAMILIES) - len(given))
    return WorkShares([given.get(family, rest) for family in FAMILIES], "title")


@pytest.mark.parametrize(
    ("title", "work", "family", "confidence", "counts"),
    [
        ("", shares(front_end=0.93), "front-end", 0.93, 0.25),
        ("", shares(front_end=0.8), "front-end", 0.8, 0.25),
        ("", shares(back_end=0.93), "back-end", 0.93, 1.0),  # a family without a worth counts in full
        ("", shares(qa=0.65, back_end=0.35), "qa", 0.65, 0.35),  # half way from 0.7 (unsure) to 0
        ("", shares(front_end=0.65, back_end=0.35), "front-end", 0.65, 0.6),  # half way from 0.9 (software) to 0.25
        ("", shares(front_end=0.45, back_end=0.4), "software", 0.88, 0.9),
        ("", shares(qa=0.45, support=0.4), "unsure", 0.45, 0.7),
        ("Release captain", shares(qa=0.93), "qa", 0.93, 0.6),  # the profile's own phrase decides what it counts
    ],
)  # fmt: skip
def test_what_a_job_counts(title: str, work: WorkShares, family: str, confidence: float, counts: float) -> None:
    assert RELEVANCE.kind(title, work) == WorkKind(family, confidence, "title", counts)  # type: ignore[arg-type]


@given(st.lists(st.floats(0, 1), min_size=len(FAMILIES), max_size=len(FAMILIES)).filter(lambda s: sum(s) > 0.1))
def test_what_a_job_counts_lies_between_the_worths(weights: list[float]) -> None:
    kind = RELEVANCE.kind("", WorkShares([w / sum(weights) for w in weights], "duties"))
    assert 0 <= kind.counts <= 1
    assert 0 <= kind.confidence <= 1


# What it does to scores. Names, firms and sentences are invented.


@cache
def pipeline() -> Pipeline:
    taxonomy = load_taxonomy()
    day = datetime.date(2026, 11, 23)
    return Pipeline(load_profile("backend-developer", taxonomy), taxonomy, load_model(), day)


def assess(text: str) -> Assessment:
    return pipeline().assess(read_bytes(text.encode(), "cv.txt"))


BACK_END = """Noor Example
Work Experience
Back-end Developer, Harbour Freight Lab
March 2021 - present
- Build the booking service in Python with Django and PostgreSQL.
Web Developer, Studio Fenn
June 2017 - February 2021
- Wrote a shop's order processing in PHP with Laravel on MySQL.
Skills
Python, Django, PHP, Laravel, PostgreSQL, MySQL
"""

TESTER = """Ira Example
Work Experience
QA Automation Engineer, Fennel Bank
March 2018 - present
- Automated regression tests with Selenium in Java and Python; test data in Oracle, MySQL, PostgreSQL and MongoDB.
- Tested REST APIs and web services with Postman and SoapUI; the applications are built with Spring Boot and Django.
- Executed test plans, logged defects in Jira, and verified the fixes of developers in C# and ASP.NET.
Senior Test Engineer, Quillon Insurance
January 2012 - February 2018
- Wrote test cases and SQL queries against SQL Server and Oracle; test scripts in Java, Groovy, Ruby and JavaScript.
- Checked security, encryption and performance of web services built with Spring, Hibernate and Node.js.
Skills
Java, Python, Ruby, C#, JavaScript, Groovy, PHP, SQL, Spring, Spring Boot, Django, Hibernate, Node.js, ASP.NET, Oracle,
MySQL, PostgreSQL, MongoDB, SQL Server, Redis, Selenium, Postman, SoapUI, Jenkins, Docker, AWS
"""


def test_a_tester_with_many_tools_stays_below_a_developer_with_a_short_text() -> None:
    developer, tester = assess(BACK_END), assess(TESTER)
    assert [kind.family for kind in tester.work] == ["qa", "qa"]
    assert tester.score < developer.score - 10, (tester.score, developer.score)


@pytest.mark.parametrize(
    ("own", "other", "duty"),
    [
        ("Back-end Developer", "Front-end Developer", "Rendered the account pages"),
        ("Back-end Developer", "Database Administrator", "Took backups and restored them"),
        ("Java Developer", "Technical Support Engineer", "Answered tickets of users"),
        ("Python Developer", "Python Tutor", "Explained loops to students"),
        ("Software Engineer", "IT Project Manager", "Kept the schedule and the budget"),
        ("Developer", "Network Engineer", "Configured routers and switches"),
        ("Software Developer", "Data Entry Clerk", "Entered invoices"),
    ],
)  # fmt: skip
def test_the_same_words_count_for_less_under_a_title_of_another_kind(own: str, other: str, duty: str) -> None:
    text = "Kim Example\nWork Experience\n{}, Acme Ltd\nMarch 2019 - present\n- {}; Java, Spring and MySQL.\n"
    full, less = assess(text.format(own, "Wrote the billing service")), assess(text.format(other, duty))
    assert full.work[0].counts == 1.0
    assert less.work[0].counts <= 0.5
    assert less.score < full.score - 5


@pytest.mark.parametrize(
    ("title", "duties", "counts"),
    [
        ("Advisor", "Wrote services in Java with Spring on MySQL.", 1.0),
        ("Advisor", "Java, Spring, MySQL.", 0.0),  # names alone, under a title that says nothing of the kind
        ("Engineer", "Java, Spring, MySQL.", 1.0),  # technical work: a terse list is believed
    ],
)
def test_what_is_unsure_counts_in_full_if_a_deed_is_told(title: str, duties: str, counts: float) -> None:
    assessment = assess(f"Kim Example\nWork Experience\n{title}, Acme Ltd\nMarch 2019 - present\n- {duties}\n")
    (kind,) = assessment.work
    assert (kind.family, kind.counts) == ("unsure", counts)
    assert kind.confidence < 0.5


def test_the_name_of_a_project_is_no_title_of_another_trade() -> None:
    text = (
        "Kim Example\n\nExperiencia laboral\n\nMayo de 2019 - Actualidad\n\tIngeniero de QA\n\tQuux Insurance, Praga\n"
        "\t- Probó las interfaces del servicio de contratos\n\nProyectos personales\n\n2021 - 2022\n\tWebkontrola\n"
        "\t- Una herramienta en Python y Playwright que cada noche busca enlaces rotos en las páginas de una asociación\n"
    )
    assert all(kind.counts > 0 for kind in assess(text).work)


def test_education_is_no_work() -> None:
    text = (
        "Kim Example\nEducation\nBSc Computer Science, University of Fenn\nSeptember 2015 - June 2019\n- Java, MySQL\n"
    )
    assert {kind.family for kind in assess(text).work} == {"unsure"}
    assert {kind.counts for kind in assess(text).work} == {1.0}
