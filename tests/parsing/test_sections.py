"""Sections: headings on lines, next to their content and in running text, and words that are no headings."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.resume import SectionKind
from matcher.languages.word_lists import words
from matcher.parsing.sections import find_sections

PROSE = "Keeps the books of a small bakery and answers the telephone. "


def kinds(text: str) -> list[str]:
    return [s.kind for s in find_sections(text)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("EXPERIENCE", "experience"),
        ("Work Experience:", "experience"),
        ("Relevant Work Experience", "experience"),
        ("Employment History", "experience"),
        ("CAREER HISTORY", "experience"),
        ("E X P E R I E N C E", "experience"),
        ("W O R K  E X P E R I E N C E", "experience"),
        ("EXPERIENCE SKILLS", "experience"),  # two columns on one line
        ("Berufserfahrung", "experience"),
        ("Expérience professionnelle", "experience"),
        ("EXPERIENCIA LABORAL", "experience"),
        ("--- Skills ---", "skills"),
        ("## Skills", "skills"),
        ("SKILLS ----------", "skills"),
        ("Skills & Tools", "skills"),
        ("IT Skills", "skills"),
        ("Technical Skills", "skills"),
        ("Core Competencies", "skills"),
        ("Tech Stack", "skills"),
        ("TECHNICAL SKILLS & TOOLS", "skills"),
        ("EDV-Kenntnisse", "skills"),
        ("Compétences", "skills"),
        ("• Education", "education"),
        ("3. Education", "education"),
        ("Academic Background", "education"),
        ("Education and Training", "education"),
        ("Formación académica", "education"),
        ("Certifications/Licenses", "certificates"),
        ("Licenses & Certifications", "certificates"),
        ("Zertifikate", "certificates"),
        ("Projects", "projects"),
        ("Selected Projects", "projects"),
        ("PERSONAL PROJECTS", "projects"),
        ("Summary of Qualifications", "summary"),
        ("PROFESSIONAL SUMMARY", "summary"),
        ("SUMMAR Y", "summary"),
        ("Über mich", "summary"),
        ("Publications", "other"),
        ("Interests", "other"),
        ("References", "other"),
        ("Additional Information", "other"),
        ("Military Service", "experience"),
        ("Objective Â", "summary"),  # a no-break space that was decoded twice
        ("TECHNICALSKILLS", "skills"),
        ("Languages and Technologies", "skills"),
        ("Languages / Frameworks", "skills"),
        ("Office Skills", "skills"),
        ("Most Recent Courses", "certificates"),
    ],
)
def test_heading_lines(line: str, kind: str) -> None:
    sections = find_sections(f"Jo Doe\n{line}\n{PROSE}\n")
    assert [s.kind for s in sections] == ["other", kind]
    assert sections[1].heading
    assert sections[1].heading in line


@pytest.mark.parametrize(
    "line",
    [
        "skills",
        "Skills,",
        "Her communication skills",
        "Experience with Java",
        "Education is a right.",
        "Experience: 5+ years",
        "Work: 555 1234",
        "Technologies: Java",
        "Acme Education Ltd",
        "ACMESKILLS",
        "Senior Developer",
        "- - -",
    ],
)
def test_lines_that_are_no_headings(line: str) -> None:
    assert [s.heading for s in find_sections(f"Jo Doe\nsome {PROSE}\n{line}\n{PROSE}")] == [""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Skills: Java, Python\nEducation: BSc, 2015", ["skills", "education"]),
        ("SKILLS\nLanguages: Java, C++\nTools: Git", ["skills"]),
        ("SKILLS\nGit\nLANGUAGES\nGerman (native)", ["skills", "other"]),
        ("EXPERIENCE\nCook\nLANGUAGES\nJava, C++", ["experience", "skills"]),
        ("EDUCATION 2010 – 2014 Somewhere\nSKILLS\nGo", ["education", "skills"]),
        # A label inside a job is no section: another job follows.
        (
            "EXPERIENCE\nCook\n2015 - 2016\nSkills: Java, Spring\nWaiter\n2012 - 2014\nEDUCATION\nBSc",
            ["experience", "education"],
        ),
        (
            "EXPERIENCE\nCook\n2015 - 2016\nTechnologies\nJava\nEDUCATION\nBSc\nSKILLS\nGo",
            ["experience", "education", "skills"],
        ),
        # A phrase before the content of each project is no section, one that comes twice may go on overleaf.
        (
            "PROJECTS\n" + "Overview: a till\nTechnology: Go\n" * 3 + "EDUCATION\nBSc",
            ["projects", "education"],
        ),
        ("Skills: Go\nEducation: BSc\nSkills: Java\nHobbies: chess", ["skills", "education", "skills", "other"]),
        # One-word items of a list are no headings where headings are in capitals.
        ("STRENGTHS\nLeadership\nPatience\nEXPERIENCE\nCook\nEDUCATION\nBSc", ["skills", "experience", "education"]),
    ],
)
def test_labels_and_neighbours(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


RUNNING = (
    "Baker Baker Baker - Crumb & Sons Ghent "
    + PROSE * 3
    + "Good communication Skills, and long years of Education in patience. "
    + "Work Experience Baker Crumb & Sons - Ghent June 2013 to Present "
    + PROSE * 3
    + "Worked for the Board of Education and with User Groups. "
    + "Waiter Tea Room - Ghent 2010 to 2013 "
    + PROSE
    + "Education Diploma in Baking Ghent School of Food 2009 "
    + "Skills Bread (10+ years), Cake, Tills (2 years), Patience "
    + "Links https://example.org/baker "
    + "Certifications/Licenses Food Hygiene June 2014 "
    + "Additional Information TECHNICAL SKILLS:  Ovens, Mixers  Languages: Dutch"
)


def test_running_text() -> None:
    sections = find_sections(RUNNING)
    assert [s.heading for s in sections] == [
        "", "Work Experience", "Education", "Skills", "Links", "Certifications/Licenses", "Additional Information",
        "TECHNICAL SKILLS", "Languages",
    ]  # fmt: skip
    assert [s.kind for s in sections] == [
        "summary", "experience", "education", "skills", "other", "certificates", "other", "skills", "other",
    ]  # fmt: skip
    for section in sections[1:]:
        assert RUNNING.startswith(section.heading, section.start)


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ("Key skills  Ovens  Mixers", ["skills"]),
        ("Areas of Expertise  • Ovens", ["skills"]),
        ("Skill Set Summary:  Ovens", ["skills"]),
        ("TECHNICAL SKILLS Proficient with ovens", ["skills"]),
        ("OFFICE SKILLS  Tills", ["skills"]),
        ("COURSES / CERTIFICATIONS  Hygiene", ["certificates"]),
        ("Patience  Areas of Exposure  Ovens", ["skills"]),
        ("Ovens  Academic Projects  A bread of its own", ["projects"]),
        # Near-misses: a sentence, an item of a list, an unknown phrase, lower case away from the beginning.
        ("Skills learnt early", []),
        ("Ovens  • Technical Leadership  • Mixers", []),
        ("Key people  Ovens", []),
        ("Ovens  key skills  Mixers", []),
        ("TECHNICAL SKILLS of many kinds", []),
    ],
)
def test_headings_after_additional_information(added: str, expected: list[str]) -> None:
    found = [s.kind for s in find_sections(RUNNING.partition("TECHNICAL")[0] + added)]
    assert found[7:] == expected


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ("  ACADEMIC EXPERIENCE  A thesis on bread", ["education"]),
        ("\xa0 \xa0 PERSONAL PROJECTS\xa0 A bread of its own", ["projects"]),
        # Near-misses: in the middle of a sentence, in lower case, and labels with jobs after them.
        (" with ACADEMIC EXPERIENCE in baking", []),
        ("  Academic Experience  A thesis on bread", []),
        ("  SELECTED PROJECTS  A bread of its own. Waiter Tea Room June 2008 to May 2010 Served tea.", []),
        ("  SKILLS  Ovens. Waiter Tea Room June 2008 to May 2010 Served tea.", []),
    ],
)
def test_capitals_between_blanks_in_a_section_of_running_text(added: str, expected: list[str]) -> None:
    before, _, after = RUNNING.partition("Education Diploma")
    found = [s.kind for s in find_sections(f"{before.rstrip()}{added} Education Diploma{after}")]
    assert found[2 : 2 + len(expected)] == expected
    assert found[2 + len(expected)] == "education"


def test_running_text_in_capitals() -> None:
    text = f"Jo Doe {PROSE * 3}EXPERIENCE Baker at Crumb 2013 - 2015 {PROSE * 3}EDUCATION Diploma in Baking"
    assert kinds(text) == ["summary", "experience", "education"]


@pytest.mark.parametrize("kind", get_args(SectionKind))
def test_every_phrase_of_the_table_opens_its_section(kind: str) -> None:
    for phrase in words("headings", kind):
        sections = find_sections(f"Jo Doe\n{phrase.upper()}:\nEnglish and other things\n")
        assert [s.kind for s in sections] == ["other", kind], phrase


LINES = st.sampled_from(
    ["EXPERIENCE", "Skills: Go", "Education", "Languages", "•", "", "x" * 350, "Work Experience Cook", "2010 - 2012"]
)


@given(st.text(max_size=80) | st.lists(LINES | st.text(max_size=12), max_size=12).map("\n".join))
def test_sections_cover_any_text(text: str) -> None:
    sections = find_sections(text)
    assert "".join(text[s.start : s.end] for s in sections) == text
    assert all(s.start < s.end for s in sections)
    assert all(s.heading for s in sections[1:])


@pytest.mark.parametrize(
    "piece",
    ["a", "1", " ", "\n", "A ", "Skills ", "Skills\n", "EXPERIENCE\nSkills: Go\n", "Work Experience Education "],
)
def test_long_repetitions_take_linear_time(piece: str) -> None:
    text = piece * (80_000 // len(piece))
    sections = find_sections(text)
    assert "".join(text[s.start : s.end] for s in sections) == text


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("【工作经历】", "experience"), ("■職務経歴", "experience"), ("◆ スキル", "skills"), ("一、教育背景", "education"), ("（二）项目经验", "projects"),
        ("第一部分 工作经历", "experience"), ("II. Опыт работы", "experience"), ("III Wykształcenie", "education"), ("A) Berufserfahrung", "experience"),
        ("1. İş Deneyimi", "experience"), ("２．学歴", "education"), ("〈保有資格〉", "certificates"), ("职业技能：", "skills"), ("О П Ы Т  Р А Б О Т Ы", "experience"),
        ("DENEYİM", "experience"), ("技能：Java、SQL、Kafka", "skills"), ("Навыки: Java, SQL", "skills"),
        ("Educaton", "education"), ("WORK EXPIRIENCE", "experience"), ("TECHNICAL SKILS:", "skills"), ("Tecnical Skils: Java, SQL", "skills"),
        # no headings
        ("I worked there", None), ("一、负责后端开发", None), ("技能を磨く仕事", None), ("Educator", None), ("he had experience", None),
    ],
)  # fmt: skip
def test_headings_in_other_languages_scripts_and_spellings(line: str, kind: str | None) -> None:
    found = find_sections(f"Jo Doe\n\n2001\n{line}\nMore about that follows here\n")
    assert [s.kind for s in found[1:]] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("heading", "content", "kind"),
    [
        ("Języki", "angielski (C1), niemiecki", "other"), ("Języki", "Java, Python, SQL", "skills"),
        ("Языки", "английский, немецкий", "other"), ("Языки", "Java, Python, SQL", "skills"),
        ("Diller", "İngilizce, Almanca", "other"), ("Talen", "Engels, Duits", "other"), ("Lingue", "inglese, tedesco", "other"),
        ("语言", "英语流利，德语一般", "other"), ("语言", "Java、Python", "skills"), ("言語", "日本語、英語", "other"), ("言語", "Java、Python", "skills"),
    ],
)  # fmt: skip
def test_spoken_and_programming_languages_in_all_languages(heading: str, content: str, kind: str) -> None:
    assert kinds(f"Jo Doe\n\n{heading}:\n{content}\n") == ["other", kind]


def test_labels_inside_jobs_in_other_languages_open_no_section() -> None:
    text = "工作经历\n2019年3月-2021年4月 工程师\n技术栈：Java、Kafka\n2015年1月-2019年2月 工程师\n技术栈：Java\n教育背景\n2011-2015 本科\n"
    assert kinds(text) == ["experience", "education"]
    text = "ОПЫТ РАБОТЫ\n03.2019 – 04.2021 Инженер\nСтек: Java, Kafka\n01.2015 – 02.2019 Инженер\nНавыки: Java\nДостижения: x\n2013 – 2014 Инженер\n"
    assert kinds(text) == ["experience"]
