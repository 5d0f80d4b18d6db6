"""Months are a union, implied skills are marked, only visible claims count."""

import pytest

from matcher.core.document import Block, Document
from matcher.core.resume import Month, Position, Resume, Setting
from matcher.core.skills import Mention, ResumeSkill
from matcher.skills.summary import summarize_skills
from matcher.skills.taxonomy import load_taxonomy

JOBS = (
    Position(0, 10, Month(2018, 1), Month(2019, 12)),
    Position(10, 20, Month(2019, 7), Month(2020, 6)),
    Position(20, 30, Month(2010, 1), Month(2013, 12), kind="education"),
)
TEXT = " " * 60
RESUME = Resume(Document("cv.txt", TEXT, (Block(0, len(TEXT), 1),), "text/plain", "0" * 64, pages=1), (), JOBS)


def summary(*mentions: Mention) -> dict[str, ResumeSkill]:
    return {s.skill: s for s in summarize_skills(mentions, RESUME, load_taxonomy())}


def test_months_are_the_union_of_the_positions() -> None:
    skills = summary(Mention("java", "Java", 1, 5, position=0), Mention("java", "Java", 11, 15, position=1))
    assert (skills["java"].months, str(skills["java"].last_used)) == (30, "2020-06")


def test_mentions_at_work_are_the_claims_in_the_jobs_that_give_the_months() -> None:
    at_work = [Mention("java", "Java", start, start + 4, position=0) for start in (1, 5)]
    elsewhere = [
        Mention("java", "Java", 21, 25, position=2),
        Mention("java", "Java", 40, 44),
        Mention("java", "Java", 7, 11, position=0, assertion="attributed"),
        Mention("java", "Java", 8, 12, position=0, visible=False),
    ]
    assert summary(*at_work, *elsewhere)["java"].mentions_at_work == 2
    assert summary(*elsewhere)["java"].mentions_at_work == 0


def test_an_implied_skill_counts_the_mentions_that_imply_it() -> None:
    skills = summary(Mention("django", "Django", 1, 7, position=0), Mention("flask", "Flask", 11, 16, position=1))
    assert (skills["python"].mentions_at_work, skills["python"].mentions) == (2, ())


def test_education_gives_no_months() -> None:
    assert summary(Mention("java", "Java", 21, 25, position=2))["java"].months == 0


def test_implied_skills_name_the_implying_skill() -> None:
    skills = summary(Mention("spring-boot", "Spring Boot", 1, 12, position=0))
    assert skills["spring-boot"].implied_by == ""
    assert skills["spring"].implied_by == "spring-boot"
    assert skills["java"].implied_by == "spring-boot"
    assert skills["java"].mentions == ()
    assert skills["java"].months == 24


def test_a_named_skill_is_not_implied_too() -> None:
    skills = summary(Mention("django", "Django", 1, 7, position=0), Mention("python", "Python", 40, 46))
    assert skills["python"].implied_by == ""


def test_implied_months_are_a_union_and_the_best_mention_is_kept() -> None:
    skills = summary(
        Mention("flask", "Flask", 41, 46),
        Mention("django", "Django", 1, 7, position=0, setting="dated work"),
        Mention("flask", "Flask", 11, 16, position=1, setting="dated work"),
    )
    python = skills["python"]
    assert (python.months, str(python.last_used), python.implied_by) == (30, "2020-06", "django")
    assert python.implied_through is not None
    assert python.implied_through.surface_form == "Django"
    assert skills["django"].implied_through is None


def test_an_aspired_skill_can_be_implied() -> None:
    wish = Mention("python", "Python", 40, 46, assertion="aspired")
    python = summary(Mention("django", "Django", 1, 7, position=0), wish)["python"]
    assert (python.implied_by, python.mentions, python.months) == ("django", (wish,), 24)


def test_a_denied_skill_is_not_implied() -> None:
    denied = Mention("python", "Python", 40, 46, assertion="negated")
    python = summary(Mention("django", "Django", 1, 7, position=0), denied)["python"]
    assert (python.implied_by, python.months) == ("", 0)


@pytest.mark.parametrize(
    ("settings", "support"),
    [
        (("dated work", "list"), "demonstrated"),
        (("undated work",), "demonstrated"),
        (("project",), "demonstrated"),
        (("list", "education", "certificate"), "listed"),
        ((), ""),
    ],
)
def test_support(settings: tuple[Setting, ...], support: str) -> None:
    hidden = Mention("go", "Go", 90, 92, visible=False, setting="dated work")
    mentions = [Mention("go", "Go", 3 * n, 3 * n + 2, setting=setting) for n, setting in enumerate(settings)]
    skills = summary(hidden, *mentions)["go"]
    assert skills.support == support
    assert set(skills.settings) == set(settings)


def test_a_denied_or_hidden_skill_implies_nothing_and_has_no_months() -> None:
    skills = summary(
        Mention("django", "Django", 1, 7, position=0, assertion="negated"),
        Mention("laravel", "Laravel", 11, 18, position=1, visible=False),
    )
    assert set(skills) == {"django", "laravel"}
    assert [s.months for s in skills.values()] == [0, 0]
    assert not any(s.claimed for s in skills.values())
