"""Title, employer and place of entries in the usual forms. All people and companies are invented."""

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.parsing.career.headers.fields import _part_title
from matcher.parsing.career.timeline import find_positions
from matcher.parsing.sections import find_sections

AS_OF = datetime.date(2026, 11, 23)
DUTIES = "- Built the ordering system in Python and PostgreSQL\n- Wrote tests and ran code reviews\n"


def fields(text: str) -> list[tuple[str, str, str]]:
    positions, _ = find_positions(text, find_sections(text), AS_OF)
    return [(p.title, p.employer, p.place) for p in positions]


FORMS = {
    "title, then employer, then dates": (
        "Backend Developer\nAcme Ltd\nMay 2016 - June 2019\n",
        "Systems Administrator\nBorealis Inc.\nJanuary 2012 - April 2016\n",
    ),
    "employer first, dates at the right edge": (
        "Acme Ltd\tMay 2016 - June 2019\nBackend Developer\n",
        "Borealis Inc.\tJanuary 2012 - April 2016\nSystems Administrator\n",
    ),
    "one line with commas": (
        "Backend Developer, Acme Ltd, May 2016 - June 2019\n",
        "Systems Administrator, Borealis Inc., January 2012 - April 2016\n",
    ),
    "one line with bars": (
        "Backend Developer | Acme Ltd | May 2016 - June 2019\n",
        "Systems Administrator | Borealis Inc. | January 2012 - April 2016\n",
    ),
    "at": (
        "Backend Developer at Acme Ltd (05/2016 - 06/2019)\n",
        "Systems Administrator at Borealis Inc. (01/2012 - 04/2016)\n",
    ),
    "dates first": (
        "05/2016 - 06/2019  Backend Developer, Acme Ltd\n",
        "01/2012 - 04/2016  Systems Administrator, Borealis Inc.\n",
    ),
    "export of a job site, with blank lines": (
        "Backend Developer\n\nAcme Ltd -  Austin, TX -\n\nMay 2016 to June 2019\n\n",
        "Systems Administrator\n\nBorealis Inc. -  Denver, CO -\n\nJanuary 2012 to April 2016\n\n",
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_lines(form: str) -> None:
    text = "Pat Quill\n\nWORK EXPERIENCE\n\n" + "".join(entry + DUTIES + "\n" for entry in FORMS[form])
    found = fields(text)
    assert [(title, employer) for title, employer, _ in found] == [
        ("Backend Developer", "Acme Ltd"),
        ("Systems Administrator", "Borealis Inc."),
    ]


def test_running_text_without_separators() -> None:
    text = (
        "Backend Developer Backend Developer - Acme Logistics Austin, TX Work Experience Backend Developer Acme Logistics"
        " - Austin, TX May 2016 to Present Built the ordering system in Python. Wrote tests and ran code reviews. Systems"
        " Administrator University of Northfield - Denver, CO January 2012 to April 2016 Administered Linux servers and"
        " a network of 200 computers. Education Bachelor's in Computer Science University of Northfield - Denver, CO"
        " 2008 to 2012 Skills Python (5 years), Linux (4 years)"
    )
    assert fields(text) == [
        ("Backend Developer", "Acme Logistics", "Austin, TX"),
        ("Systems Administrator", "University of Northfield", "Denver, CO"),
        ("Bachelor's in Computer Science", "University of Northfield", "Denver, CO"),
    ]


def test_several_roles_under_one_employer() -> None:
    text = (
        "EXPERIENCE\n\nBorealis Software Inc., Denver, CO\n\nSenior Developer\nMarch 2019 - Present\n" + DUTIES
        + "\nDeveloper\nJune 2016 - February 2019\n" + DUTIES
    )  # fmt: skip
    assert [(title, employer) for title, employer, _ in fields(text)] == [
        ("Senior Developer", "Borealis Software Inc."),
        ("Developer", "Borealis Software Inc."),
    ]


@given(st.text(alphabet="Aa ,-\n\t2019()•|.", max_size=300))
def test_any_text_gives_fields_that_stand_in_it(text: str) -> None:
    positions, _ = find_positions(text, find_sections(text), AS_OF)
    folded = " ".join(text.split())
    for position in positions:
        for value in (position.title, position.employer, position.place):
            assert value in folded


def test_the_same_text_gives_the_same_positions_whatever_was_read_before() -> None:
    text = "EXPERIENCE\n" + FORMS["at"][0] + DUTIES
    first = fields(text)
    for number in range(300):
        fields(f"EXPERIENCE\nBaker{number} at Crumb{number} Ltd (05/2016 - 06/2019)\n")
    assert fields(text) == first, json.dumps(first)


@pytest.mark.parametrize(
    ("text", "title", "employer"),
    [
        ("職歴\n2019年4月~現在\nQuux Data QAエンジニア 勤務地:大阪\n・試験\n", "QAエンジニア", "Quux Data"),
        (
            "職歴\n\nQuux Data\n2018.07 - 2021.10 大阪\nデータエンジニア\n設計を担当した。\n",
            "データエンジニア",
            "Quux Data",
        ),
    ],
)
def test_a_japanese_title_is_told_by_its_end(text: str, title: str, employer: str) -> None:
    assert [found[:2] for found in fields(text)] == [(title, employer)]


def test_a_preposition_at_the_end_is_no_part_of_a_title() -> None:
    text = "Werkervaring\nmei 2019 - heden\nWebdeveloper bij\nQuux Data, Gent\n- Webshops gebouwd\n"
    assert [title for title, _, _ in fields(text)] == ["Webdeveloper"]


def test_employer_and_place_beside_the_dates_leave_the_title_to_the_line_below() -> None:
    text = "Места работы\n\n10.2016 - 01.2020\tQuux Hosting, Аугсбург\n\tСистемный инженер\n\t- Серверы\n"
    assert fields(text) == [("Системный инженер", "Quux Hosting", "Аугсбург")]


@pytest.mark.parametrize(
    ("text", "title", "employer"),
    [
        ("Work history\n\nQuux Data | Bengaluru | Nov 2021 – till date\nSenior Data Engineer\n- Built pipelines\n",
         "Senior Data Engineer", "Quux Data"),
        ("Experiência\n\nDesenvolvedora front-end júnior no Studio Quux, Módena\nmarço de 2018 até setembro de 2020\n• Programei\n",
         "Desenvolvedora front-end júnior", "Studio Quux"),
        ("Esperienze professionali\n\nSettembre 2015 – Marzo 2020\nSviluppatrice Java – Quux Finance, Varsavia\n• Sviluppo\n",
         "Sviluppatrice Java", "Quux Finance"),
    ],
)  # fmt: skip
def test_title_and_employer_are_told_apart(text: str, title: str, employer: str) -> None:
    assert [found[:2] for found in fields(text)] == [(title, employer)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Developer at Quux", ("Developer", "Quux")),
        ("Entwicklerin bei Quux", ("Entwicklerin", "Quux")),
        ("Developer – Quux Ltd", ("Developer", "Quux Ltd")),
        ("Developer – Team Lead", ("Developer – Team Lead", "")),
        ("Engineer at large", ("Engineer at large", "")),
        ("Director of Sales", ("Director of Sales", "")),
        ("Full-stack Developer", ("Full-stack Developer", "")),
    ],
)
def test_a_title_with_an_employer_is_parted(text: str, parts: tuple[str, str]) -> None:
    spans = {"title": (0, len(text))}
    _part_title(text, spans)
    assert (text[slice(*spans["title"])], text[slice(*spans.get("employer", (0, 0)))]) == parts
