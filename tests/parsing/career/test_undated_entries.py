"""Entries without dates are found, and lists, duties and dated jobs are not taken for them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.parsing.career.timeline import find_positions, find_timeline
from matcher.parsing.sections import find_sections

AS_OF = datetime.date(2026, 11, 23)
DUTIES = "- Built the till in Go.\n- Tested ovens.\n"


def undated(text: str) -> list[tuple[str, str, str]]:
    _, entries, _ = find_timeline(text, find_sections(text), AS_OF)
    return [(entry.kind, entry.title, entry.employer) for entry in entries]


@pytest.mark.parametrize(
    "dates", ["May 20XX – Present", "20XX - 20XX", "MM/YYYY – MM/YYYY", "Month Year - Month Year", "05/20XX to 07/20XX"]
)
@pytest.mark.parametrize(
    "header",
    [
        "Data Analyst, Crumb Ltd, {}",
        "Data Analyst\nCrumb Ltd\n{}",
        "Crumb Ltd, Leeds, {}\nData Analyst",
    ],
)
def test_a_placeholder_makes_an_entry_without_dates(header: str, dates: str) -> None:
    text = f"EXPERIENCE\n{header.format(dates)}\n{DUTIES}"
    assert undated(text) == [("work", "Data Analyst", "Crumb Ltd")]
    assert find_positions(text, find_sections(text), AS_OF)[0] == ()


def test_a_placeholder_in_education_makes_no_job() -> None:
    text = f"EXPERIENCE\nBaker, Crumb Ltd, 20XX - 20XX\n{DUTIES}\nEDUCATION\nBSc Physics, University of Leeds, 20XX - 20XX\n"
    assert [kind for kind, _, _ in undated(text)] == ["work", "education"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"Experience\nBackend Developer\nAcme Ltd\n{DUTIES}\nTester, Crumb Ltd\n{DUTIES}",
            [("Backend Developer", "Acme Ltd"), ("Tester", "Crumb Ltd")],
        ),
        (
            f"Experience\nAcme Ltd\nBackend Developer\n\n{DUTIES}\nCrumb Ltd\nSoftware Tester\n\n{DUTIES}",
            [("Backend Developer", "Acme Ltd"), ("Software Tester", "Crumb Ltd")],
        ),
        (
            f"Experience\nBackend Developer - Acme Ltd\nDuties:\n{DUTIES}Tester - Crumb Ltd\nDuties:\n{DUTIES}",
            [("Backend Developer", "Acme Ltd"), ("Tester", "Crumb Ltd")],
        ),
        # The layout of a sure one tells that a rare trade is one, too.
        (
            f"Experience\nSoftware Developer, Acme Ltd\n{DUTIES}\nChimney Sweep, Crumb Ltd\n{DUTIES}",
            [("Software Developer", "Acme Ltd"), ("Chimney Sweep", "Crumb Ltd")],
        ),
        (
            f"Experience\nBackend Developer, Acme Ltd\n{DUTIES}Tech stack: Go, Redis\n\nTester, Crumb Ltd\n{DUTIES}",
            [("Backend Developer", "Acme Ltd"), ("Tester", "Crumb Ltd")],
        ),
        (f"Experience\nBackend Developer\n{DUTIES}", [("Backend Developer", "")]),
        (
            "Experience\n\nBackend Developer - Acme Ltd\n\nSoftware Tester - Crumb Ltd\n\nEducation\nBSc Physics\n",
            [("Backend Developer", "Acme Ltd"), ("Software Tester", "Crumb Ltd")],
        ),
    ],
)
def test_jobs_without_dates(text: str, expected: list[tuple[str, str]]) -> None:
    assert undated(text) == [("work", *fields) for fields in expected]


def test_a_job_without_dates_between_dated_ones() -> None:
    text = (
        f"Experience\nWeb Developer, Tea Ltd, May 2019 - June 2021\n{DUTIES}\nSoftware Tester, Crumb Ltd\n{DUTIES}\n"
        f"Data Analyst, Acme Ltd, May 2013 - June 2015\n{DUTIES}"
    )
    positions, (entry,), _ = find_timeline(text, find_sections(text), AS_OF)
    assert (entry.title, entry.employer) == ("Software Tester", "Crumb Ltd")
    assert text[entry.start : entry.end] == f"Software Tester, Crumb Ltd\n{DUTIES}\n"
    assert positions == find_positions(text, find_sections(text), AS_OF)[0]
    assert [p.title for p in positions] == ["Web Developer", "Data Analyst"]


@pytest.mark.parametrize(
    "text",
    [
        # Dated jobs, with the dates anywhere near.
        f"Experience\nBackend Developer\nAcme Ltd\nMay 2013 - June 2015\n{DUTIES}",
        f"Experience\nBackend Developer\n\nAcme Ltd - Leeds\n\nMay 2013 to June 2015\n\n{DUTIES}",
        f"Experience\nMay 2013 - June 2015\nBackend Developer, Acme Ltd\n{DUTIES}",
        f"Experience\nMay 2013 - June 2015\n\nBackend Developer, Acme Ltd\n{DUTIES}",
        f"Experience\nBackend Developer, Acme Ltd\n- 2013 - 2015\n{DUTIES}",
        # Duties, lists, labels and sentences.
        "Experience\nWeb Developer, Tea Ltd, May 2019 - June 2021\n- Mentored a junior developer at Acme Ltd\n- Lead Developer of the till\n",
        "Experience\nWeb Developer, Tea Ltd, May 2019 - June 2021\n- Worked closely with the whole team of the\nSenior Developer and Product Owner\n- Led it\n",
        "Experience\nWeb Developer, Tea Ltd, May 2019 - June 2021\nRole: Lead Developer, Crumb Ltd\n- Led it\n",
        "Experience\nWeb Developer, Tea Ltd, May 2019 - June 2021\n- Led it\n\nEnvironment: Developer Studio, SQL Server\n- Led it\n",
        "Experience\nI was a developer at Acme Ltd for many years.\n- Built the till\n",
        "Experience\nReports to: Development Manager, Acme Ltd\n- Built the till\n",
        "Experience\nDatabase Administrator, SQL Server, Oracle, Project Manager, Excel, Word, Outlook, Access, Visio, Jira, Git, Go\n- Go\n",
        f"Experience\nAcme Ltd Ovens\n{DUTIES}\nSubsidiary of Crumb Ltd\n{DUTIES}",
        # Other sections.
        f"Skills\nBackend Developer, Acme Ltd\n{DUTIES}",
        f"Education\nTeaching Assistant, University of Leeds\n{DUTIES}",
        f"References\nMary Miller\nProject Manager, Acme Ltd\n{DUTIES}",
        # One line without breaks.
        "Experience Backend Developer Acme Ltd Built the till in Go. Tester Crumb Ltd Tested ovens. " * 4,
    ],
)
def test_near_misses(text: str) -> None:
    assert undated(text) == []


@given(
    st.lists(
        st.sampled_from(
            [*"\n\n\n -•:|", "Experience", "Web Developer", ", Acme Ltd", "May 2019 - June 2021", "20XX - 20XX", "Go. "]
        )
    ).map("".join)
)
def test_dated_positions_stay_and_entries_are_within_a_section(text: str) -> None:
    sections = find_sections(text)
    positions, entries, warnings = find_timeline(text, sections, AS_OF)
    assert (positions, warnings) == find_positions(text, sections, AS_OF)
    assert [entry.start for entry in entries] == sorted({entry.start for entry in entries})
    for entry in entries:
        assert 0 <= entry.start < entry.end <= len(text)
        assert entry.start not in {position.start for position in positions}
