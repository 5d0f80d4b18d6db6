"""Names of technologies that mean a company."""

import pytest

from matcher.core.document import Block, Document
from matcher.core.resume import Month, Position, Resume
from matcher.core.skills import Mention
from matcher.skills.ambiguity.companies import is_company, is_employer


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("MongoDB, Inc. makes it", True),
        ("MongoDB Inc", True),
        ("MongoDB Corp., Austin", True),
        ("MongoDB N.V.", True),
        ("MongoDB GmbH", True),
        ("MongoDB Pvt. Ltd.", True),
        ("MongoDB S.r.l. a Roma", True),
        ("MongoDB Sp. z o.o. w Krakowie", True),
        ("MongoDB A.Ş. için", True),
        ("MongoDB Ltda", True),
        ("MongoDB株式会社で勤務", True),
        ("MongoDB有限公司", True),
        ("MongoDB公开课", False),
        ("MongoDB, Java", False),
        ("MongoDB limited to reads", False),
        ("MongoDB included", False),
        ("MongoDB, NV", False),
        ("MongoDB INC Research", False),
        ("MongoDB, S.A.R.A", False),
        ("MongoDB AB tests", False),
        ("MongoDB\nInc", False),
        ("MongoDB", False),
    ],
)
def test_a_legal_form_marks_a_company(text: str, company: bool) -> None:
    assert is_company(text, Mention("mongodb", "MongoDB", 0, 7)) == company


@pytest.mark.parametrize(
    ("heading", "title", "employer", "name", "kind", "expected"),
    [
        ("Engineer, Snowflake", "Engineer", "Snowflake", "Snowflake", "database", True),
        ("Engineer\nSnowflake\n", "Engineer", "Snowflake", "Snowflake", "database", True),
        ("Engineer Snowflake - Austin, TX", "Engineer", "Snowflake", "Snowflake", "database", True),
        ("Engineer, Snowflake Computing", "Engineer", "Snowflake Computing", "Snowflake", "database", True),
        ("Driver, Swift Transportation", "Driver", "Swift Transportation", "Swift", "language", True),
        ("Engineer, Delphi Technologies, Inc", "Engineer", "Delphi Technologies, Inc", "Delphi", "language", True),
        ("Snowflake - Austin, TX", "Snowflake", "", "Snowflake", "database", True),
        ("Snowflake, Engineer", "Engineer", "Snowflake", "Snowflake", "database", True),
        ("Engineer, Snowflake, Austin, TX", "Engineer", "Snowflake", "Snowflake", "database", True),
        # A list before a heading in running text
        ("MySQL Server, Snowflake, JavaScript, Engineer", "MySQL Server", "Snowflake", "Snowflake", "database", False),
        ("Snowflake (cloud) Engineer", "Engineer", "Snowflake", "Snowflake", "database", False),
        # The subject of the job
        ("Engineer, Java", "Engineer", "Java", "Java", "language", False),
        ("Engineer | Django", "Engineer", "Django", "Django", "framework", False),
        ("Database Administrator, Snowflake", "Database Administrator", "Snowflake", "Snowflake", "database", False),
        ("Engineer (Snowflake)", "Engineer", "Snowflake", "Snowflake", "database", False),
        ("Engineer, Snowflake Migration", "Engineer", "Snowflake Migration", "Snowflake", "database", False),
        ("Snowflake Engineer, Acme", "Snowflake Engineer", "Acme", "Snowflake", "database", False),
        ("Engineer, Acme Snowflake", "Engineer", "Acme Snowflake", "Snowflake", "database", False),
    ],
)
def test_the_employer_of_a_job(heading: str, title: str, employer: str, name: str, kind: str, expected: bool) -> None:
    text = f"{heading}\n2019 - 2021\nMoved data to {name}."
    document = Document("cv.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    job = Position(0, len(text), Month(2019, 7), Month(2021, 6), title=title, employer=employer)
    resume = Resume(document, (), (job,))
    named, used = (
        Mention("x", name, start, start + len(name), position=0) for start in (text.index(name), text.rindex(name))
    )
    assert is_employer(resume, named, kind) == expected
    assert not is_employer(resume, used, kind)


def test_only_jobs_have_employers() -> None:
    text = "Snowflake, 2019\n"
    document = Document("cv.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    course = Position(0, 16, Month(2019, 4), Month(2019, 9), employer="Snowflake", kind="certificate")
    for position in (0, None):
        mention = Mention("snowflake", "Snowflake", 0, 9, position=position)
        assert not is_employer(Resume(document, (), (course,)), mention, "database")
