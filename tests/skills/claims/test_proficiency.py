"""Levels, years and remarks: which names they apply to, and words that only look like one."""

import re

import pytest

from matcher.core.skills import Mention
from matcher.skills.claims.levels import MARK, level_of_mark
from matcher.skills.claims.proficiency import rate

NAMES = (
    "JavaScript", "Java", "Python", "C++", "C#", "SQL Server", "SQL", "PHP", "Go", "Rust", "HTML", "CSS", "Perl", "Docker", "Angular",
    "Oracle", "Scala", "React", "Visual Basic", "Django", "Linux", "Windows", "Spring",
)  # fmt: skip


PATTERN = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, NAMES))})(?!\w)")


def mentions(text: str) -> list[Mention]:
    """Return every name in a text, as the recogniser would find it."""
    return [Mention(m[0].casefold(), m[0], m.start(), m.end()) for m in PATTERN.finditer(text)]


def levels(text: str) -> dict[str, str]:
    return {m.surface_form: m.level for m in rate(text, mentions(text), ("en",)) if m.level}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Before a list
        ("Basic knowledge of Java, C# and Go.", {"Java": "basic", "C#": "basic", "Go": "basic"}),
        ("Good working knowledge of PHP", {"PHP": "intermediate"}),
        ("Strong knowledge of relational databases such as Oracle and SQL Server", {"Oracle": "advanced", "SQL Server": "advanced"}),
        ("Expert in Java, familiar with Go; Python", {"Java": "expert", "Go": "basic"}),
        ("Proficient in Java, Python (basic), Go", {"Java": "advanced", "Python": "basic", "Go": "advanced"}),
        ("Proficient in: Java, C++\nFamiliar with: C#, PHP", {"Java": "advanced", "C++": "advanced", "C#": "basic", "PHP": "basic"}),
        ("Some exposure to Docker but mostly Linux", {"Docker": "basic"}),
        ("Currently learning Rust", {"Rust": "basic"}),
        ("Fluent in Java,\nPython and Go", {"Java": "advanced", "Python": "advanced", "Go": "advanced"}),
        ("Mastery of SQL", {"SQL": "expert"}),
        # Labels
        ("Advanced: Java, C#; Basic: Go", {"Java": "advanced", "C#": "advanced", "Go": "basic"}),
        ("Proficient: Python, Go | Familiar: PHP, Java", {"Python": "advanced", "Go": "advanced", "PHP": "basic", "Java": "basic"}),
        ("Expert Level: PHP, SQL, HTML", {"PHP": "expert", "SQL": "expert", "HTML": "expert"}),
        ("Familiar with: Go Rust  Frameworks: Django", {"Go": "basic", "Rust": "basic"}),
        ("Expert\nJava, SQL\nBasic\nGo, Rust\n", {"Java": "expert", "SQL": "expert", "Go": "basic", "Rust": "basic"}),
        ("Advanced:\n• Java\n• Python\n\nTools\nDocker", {"Java": "advanced", "Python": "advanced"}),
        # After a name
        ("Java (Expert), SQL (basic), PHP", {"Java": "expert", "SQL": "basic"}),
        ("Java (advanced, 6 years)", {"Java": "advanced"}),
        ("Skills: Java - Advanced, Go – beginner", {"Java": "advanced", "Go": "basic"}),
        ("Python: Beginner  PHP: Beginner HTML/CSS: Intermediate", {"Python": "basic", "PHP": "basic", "HTML": "intermediate", "CSS": "intermediate"}),
        ("HTML/CSS (expert), Perl", {"HTML": "expert", "CSS": "expert"}),
        ("Rust, Java: Some experience", {"Rust": "basic", "Java": "basic"}),
        ("Java\tExpert\nPython\tGood\n", {"Java": "expert", "Python": "intermediate"}),
        ("Java\nExpert\nPython\nIntermediate\n", {"Java": "expert", "Python": "intermediate"}),
        ("Java — Highly Proficient March 2019", {"Java": "advanced"}),
        ("Java, some Python, basic Perl", {"Python": "basic", "Perl": "basic"}),
        # Scales
        ("Java ●●●●○\nPython ●●○○○\n", {"Java": "advanced", "Python": "basic"}),
        ("Java ★★★★★, SQL ★★★☆☆", {"Java": "expert", "SQL": "intermediate"}),
        ("Python 4/5", {"Python": "advanced"}),
        ("Python: 3/5, HTML 4/5, SQL 2/5", {"Python": "intermediate", "HTML": "advanced", "SQL": "basic"}),
        ("SQL – 80%, Java (40 %)", {"SQL": "advanced", "Java": "basic"}),
        ("Python 9 out of 10", {"Python": "expert"}),
        # Near misses of a rating
        ("HTML 4/5, CSS", {}),
        ("Windows 8/10, Angular 4/5, Linux", {}),
        ("Improved SQL performance by 80%", {}),
        ("Cut the time of Java builds - 80% less", {}),
        ("not an expert in Java", {}),
        ("Worked with experts in Go", {}),
        ("Developed advanced reports in SQL", {}),
        ("Advanced Java, Core Java", {}),
        ("Visual Basic, SQL", {}),
        ("Java: Advanced Programming", {}),
        ("Basic support. Java", {}),
        ("Familiar with the business. Wrote Java", {}),
        ("Strong communicator, writes Java", {}),
        ("Expert\nwitness in court\nJava", {}),
        ("Proficient in English. Java", {}),
        ("Data Bases: Oracle", {}),
        ("ran on familiar servers such as Linux", {}),
        ("Java Developer - Advanced Systems Inc", {}),
    ],
)  # fmt: skip
def test_level(text: str, expected: dict[str, str]) -> None:
    assert levels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 years of Java", {"Java": 5}),
        ("Java (5 years), Python (Less than 1 year), Go (10+ years)", {"Java": 5, "Python": 0.5, "Go": 10}),
        ("Over six years of hands-on experience with Java, Spring and SQL", {"Java": 6, "Spring": 6, "SQL": 6}),
        ("three years as a Java developer", {"Java": 3}),
        ("Java - 4 yrs, SQL: 18 months", {"Java": 4, "SQL": 1.5}),
        ("Used Java for 7 years", {"Java": 7}),
        ("Java 8 years, Python 2 years", {"Java": 8, "Python": 2}),
        ("no PHP, but five years of Python", {"Python": 5}),
        ("HTML/CSS (3 years)", {"HTML": 3, "CSS": 3}),
        ("Java (expert, 6 years)", {"Java": 6}),
        ("5-7 years of Java", {"Java": 5}),
        # Years of something else
        ("Started with Java 5 years ago", {}),
        ("8 years of experience in the insurance industry. Java", {}),
        ("10 years of leading teams that wrote Java", {}),
        ("5 years, Java", {}),
        ("Diploma after 3 years; Java", {}),
    ],
)
def test_years(text: str, expected: dict[str, float]) -> None:
    assert {m.surface_form: m.years for m in rate(text, mentions(text), ("en",)) if m.years} == expected


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("Taught Java to undergraduates", "taught"),
        ("Teaching programming in Java", "taught"),
        ("Mentored junior developers in Java", "taught"),
        ("Trained the new team on Java", "taught"),
        ("Gave workshops on Java", "taught"),
        ("Java instructor at a college", "taught"),
        ("Self-taught Java", ""),
        ("Taught myself Java", ""),
        ("Attended training on Java", ""),
        ("Trained in Java", ""),
        ("Led a team of Java developers", ""),
        ("OCP Certified Professional, Java", ""),
        ("Certified Java Programmer", "certified"),
        ("Certified in Java", "certified"),
        ("Java Programmer Certification", "certified"),
        ("Java and certified scrum master", ""),
        ("Git, Java Certifications/Licenses CSM", ""),
        ("Installed Java certificates", ""),
        ("A base that can be used to develop Java services", ""),
        ("Java (rusty)", "past"),
        ("Java many years ago", "past"),
        ("Used to program in Java", "past"),
        ("Wrote Java in the 90s", "past"),
        ("Have not used Java in ten years", "past"),
        ("I no longer use Java", "past"),
        ("Tools used to program Java chips", ""),
        ("Java, used daily for years", ""),
        ("Used Java for many years", ""),
        ("Rewrote a previously slow Java service", ""),
        ("Used Java to program the till", ""),
    ],
)
def test_remark(text: str, remark: str) -> None:
    assert [m.remark for m in rate(text, mentions(text), ("en",))] == [remark]


def test_words_are_quoted_and_a_scale_is_not_a_version() -> None:
    text = "Some  basic knowledge\nof Java; Python 4/5; SQL (10+ years)"
    versioned = [
        Mention(m.skill, m.surface_form, m.start, m.end, version="4" * (m.surface_form == "Python"))
        for m in mentions(text)
    ]
    java, python, sql = rate(text, versioned)
    assert java.level_words == "Some basic knowledge of"
    assert (python.level_words, python.version) == ("4/5", "")
    assert (sql.years, sql.years_words) == (10, "10+ years")


def test_only_claimed_mentions_are_rated() -> None:
    text = "expert in Java, Go"
    java, go = mentions(text)
    denied = Mention("java", "Java", java.start, java.end, assertion="negated")
    hidden = Mention("go", "Go", go.start, go.end, assertion="hidden", visible=False)
    assert rate(text, [denied, hidden]) == (denied, hidden)


@pytest.mark.parametrize(
    ("scale", "level"),
    [("●○○○○", "basic"), ("■■■□□", "intermediate"), ("100%", "expert"), ("0 %", ""), ("120%", ""), ("●●", "")],
)
def test_scale(scale: str, level: str) -> None:
    match = MARK.search(scale)
    assert match is not None
    assert level_of_mark(match) == level
