"""What headers and undated parts merely name, by the place that mentions get."""

import datetime

import pytest

from matcher.core.skills import Mention
from matcher.extraction.reading import read_bytes
from matcher.skills.analyzer import SkillAnalyzer
from matcher.skills.taxonomy import load_taxonomy

HEAD = "Jordan Ellis\njordan.ellis@example.org\n\nExperience\n"
TAIL = "\nEducation\nBTEC Business, Leeds City College, 2016\n"


def mentions(experience: str) -> tuple[Mention, ...]:
    document = read_bytes(f"{HEAD}{experience}{TAIL}".encode(), "cv.txt")
    return SkillAnalyzer(load_taxonomy(), datetime.date(2026, 11, 23)).analyze(document)[1]


@pytest.mark.parametrize(
    ("experience", "counts"),
    [
        # headers
        ("Python developer, Acme Ltd (2015 - 2020)\n- Planned it.", True),
        ("Java/J2EE/Spring developer, Acme Ltd (2015 - 2020)\n- Planned it.", True),
        ("Python Java Go Django Kafka Backend developer, Acme Ltd (2015 - 2020)\n- Planned it.", False),
        ("Backend developer | Python | Java | Go | Django | Kafka | Redis, Acme Ltd (2015 - 2020)\n- Planned it.", False),
        ("Clerk, Oracle Java Python Django PostgreSQL Ltd (2015 - 2020)\n- Planned it.", False),
        ("Django Python House, backend developer, 2015 - 2020\n- Planned it.", False),
        ("Backend developer at Python-Django-Kafka (2015 - 2020)\n- Planned it.", False),
        ("Sr. Java (Android)/ Python/Triage Engineer, Acme Ltd (2015 - 2020)\n- Planned it.", True),
        ("Senior engineer, Python Django backend, Acme Ltd (2015 - 2020)\n- Planned it.", True),
        # undated work
        ("Backend developer, Acme Ltd\n- Python, Django", True),
        ("Acme Ltd\n- Built services with Python", True),
        ("Python, Django, PostgreSQL", False),
        ("Shift supervisor, Marlow Stores\n- Colleagues were fond of Python.", False),
        # bullet points of a job
        ("Backend developer, Acme Ltd (2015 - 2020)\n- Python, Django, PostgreSQL, Kafka, Redis", True),
    ],
)  # fmt: skip
def test_where_a_name_counts(experience: str, counts: bool) -> None:
    found = [m for m in mentions(experience) if m.skill in ("python", "java")]
    assert found
    claimed = [m for m in found if m.assertion == "claimed"]
    assert any(m.section == "experience" for m in claimed) == counts
