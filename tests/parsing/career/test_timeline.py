"""Positions: the text that each date range belongs to, and the months that they add up to."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.errors import UnreadableFileError
from matcher.core.limits import MAXIMUM_DATES
from matcher.core.resume import EntryKind, Month, Position, Section
from matcher.parsing.career.timeline import find_positions, find_timeline, months_in, total_months
from matcher.parsing.sections import find_sections

AS_OF = datetime.date(2026, 11, 23)


def entries(text: str) -> list[tuple[str, str, str]]:
    """First words, dates and kind of each position."""
    positions, _ = find_positions(text, find_sections(text), AS_OF)
    return [(" ".join(text[p.start : p.end].split()[:2]), f"{p.first}..{p.last}", p.kind) for p in positions]


FIRST, SECOND = "- Built the till.\n", "- Drew the map.\n"
LAYOUTS = {
    "title, employer, dates": f"Data Analyst\nCrumb Ltd\nMay 2013 - June 2015\n{FIRST}Web Developer\nTea Ltd\nMay 2010 - June 2012\n{SECOND}",
    "dates next to the title": f"Data Analyst, Crumb Ltd\tMay 2013 - June 2015\n{FIRST}Web Developer, Tea Ltd\tMay 2010 - June 2012\n{SECOND}",
    "dates in brackets": f"Data Analyst, Crumb Ltd (2013-05 — 2015-06)\n{FIRST}Web Developer, Tea Ltd (2010-05 — 2012-06)\n{SECOND}",
    "blank lines": f"\nData Analyst | Crumb Ltd\n\nMay 2013 - June 2015 | Ghent\n\n{FIRST}\nWeb Developer | Tea Ltd\n\nMay 2010 - June 2012 | Ghent\n\n{SECOND}",
    "dates first": f"05/2013 to 06/2015\nData Analyst, Crumb Ltd\n{FIRST}05/2010 to 06/2012\nWeb Developer, Tea Ltd\n{SECOND}",
}  # fmt: skip


MISREAD = pytest.mark.xfail(strict=True, reason="the place after the dates is taken for the title")


@pytest.mark.parametrize(
    "layout", [pytest.param(name, marks=MISREAD if name == "blank lines" else ()) for name in LAYOUTS]
)
def test_an_entry_runs_from_its_title_to_the_next(layout: str) -> None:
    text = f"EXPERIENCE\n{LAYOUTS[layout]}\nEDUCATION\nDiploma 2009\n"
    check_two_jobs(text)


def test_an_entry_in_running_text() -> None:
    check_two_jobs(
        "Jo Doe " * 50 + "Work Experience Data Analyst Crumb Ltd - Ghent May 2013 to June 2015 • Built the till. "
        "Web Developer Tea Ltd - Ghent May 2010 to June 2012 Drew the map that guests know "
        "Education Diploma in Baking School of Food 2009"
    )


def check_two_jobs(text: str) -> None:
    positions, warnings = find_positions(text, find_sections(text), AS_OF)
    jobs = [p for p in positions if p.kind == "work"]
    assert warnings == ()
    assert [(str(p.first), str(p.last), p.months) for p in jobs] == [
        ("2013-05", "2015-06", 26),
        ("2010-05", "2012-06", 26),
    ]
    assert [(p.title, p.employer) for p in jobs] == [("Data Analyst", "Crumb Ltd"), ("Web Developer", "Tea Ltd")]
    first, second = (text[p.start : p.end] for p in jobs)
    assert first.startswith(("Data Analyst", "05/2013"))
    assert "Built the till" in first
    assert "Web Developer" not in first
    assert second.startswith(("Web Developer", "05/2010"))
    assert "Drew the map" in second
    assert "Diploma" not in second


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Dates first, with the title after them.
        (
            "Experience\n04/2016 to Current\nBaker Crumb Ltd\nBaked bread.\n04/2010 to 04/2016\nWaiter Tea Ltd\nPoured tea.",
            [("04/2016 to", "2016-04..2026-11", "work"), ("04/2010 to", "2010-04..2016-04", "work")],
        ),
        ("WORK\n2021-present: Baker\n-- Crumb Ltd", [("2021-present: Baker", "2021-07..2026-11", "work")]),
        # Dates in a sentence make no entry.
        (
            "EXPERIENCE\nBaker\nMay 2013 - June 2015\n• Ran the shop from May 2014 - June 2014 while the owner was away.",
            [("Baker May", "2013-05..2015-06", "work")],
        ),
        (
            "EXPERIENCE\nBaker, Crumb Ltd\nMay 2013 - June 2015\nA family business since 1931.\n• Oven lead since 2014\n• In charge of bread since 2014",
            [("Baker, Crumb", "2013-05..2015-06", "work"), ("• Oven", "2014-07..2026-11", "work")],
        ),
        (
            "x " * 160
            + "Work Experience Baker Crumb Ltd May 2013 to June 2015 Serving families since 1931. In use since 2004, it works.",
            [("Baker Crumb", "2013-05..2015-06", "work")],
        ),
        ("EXPERIENCE\nBaker, Crumb Ltd, since 2019\n• Baked.", [("Baker, Crumb", "2019-07..2026-11", "work")]),
        ("EXPERIENCE\nBaker | Crumb Ltd | since May 2019\n• Baked.", [("Baker |", "2019-05..2026-11", "work")]),
        # A heading that dates itself twice is one entry.
        (
            "x " * 160 + "Work Experience Baker Crumb Ltd May 2013 to June 2015 May 2013 - June 2015  Baked bread.",
            [("Baker Crumb", "2013-05..2015-06", "work")],
        ),
        # Two jobs within one year are two.
        (
            "x " * 160 + "Work Experience Head Waiter Tea Ltd 2012 to 2012 Supervisor Crumb Ltd 2012 to 2012 Baked.",
            [("Head Waiter", "2012-04..2012-09", "work"), ("Supervisor Crumb", "2012-04..2012-09", "work")],
        ),
        ("EDUCATION\nBSc Baking\nGhent, 2009\n", [("BSc Baking", "2009-04..2009-09", "education")]),
        ("Projects\nBread map\tSpring 2023\n• Drew it.", [("Bread map", "2023-03..2023-05", "project")]),
        ("Certificates\nFood Hygiene, May 2014\n", [("Food Hygiene,", "2014-05..2014-05", "certificate")]),
        ("Skills\nSQL Server 2008 - 2012\nExcel 2010", []),
        ("Awards\nBest Loaf 2014 - 2015", []),
        # A column of dates, begin above end.
        (
            "EXPERIENCE\n2019, August  ACME LTD, Ghent\n2020, June Web Developer\n• Built the till\nin one week.\n",
            [("2019, August", "2019-08..2020-06", "work")],
        ),
        (
            "Certificates\n2019 Food Hygiene\n2020 First Aid\n2021 Barista\n",
            [
                ("2019 Food", "2019-04..2019-09", "certificate"),
                ("2020 First", "2020-04..2020-09", "certificate"),
                ("2021 Barista", "2021-04..2021-09", "certificate"),
            ],
        ),
        # A job under the heading of the education column next to it.
        (
            "EDUCATION\nWeb Developer, Acme Ltd\nMay 2013 - June 2015\n• Built the till\n",
            [("Web Developer,", "2013-05..2015-06", "work")],
        ),
        (
            "EDUCATION\nWeb Developer Course, Ghent College\nMay 2013 - June 2015\n",
            [("Web Developer", "2013-05..2015-06", "education")],
        ),
        # No heading for the jobs: dated entries still count.
        (
            "Jo Doe\n\nBaker, Crumb Ltd\n2013 - 2015\n- Baked bread.",
            [("Baker, Crumb", "2013-07..2015-06", "work")],
        ),
    ],
)
def test_entries(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert entries(text) == expected


@pytest.mark.parametrize(
    ("before", "header"),
    [
        ("Environment: Java, Oracle, Git, ", "Web Developer Acme Inc - Austin, TX"),
        ("Tuned the slow queries of the Oracle database ", "Oracle Administrator Acme Inc - Austin, TX"),
        ("Did this. ", "Front end Developer Acme Inc - Austin, TX"),
        ("Did this. ", "Sr. Developer St. Mary Hospital - Austin, TX"),
        ("Did this. ", "Database Administrator (DBA) ACME (INDIA) LTD - Austin, TX"),
        ("Wrote unit tests for all ", "Java Developer Western mutual life Insurance - Austin, TX"),
        ("• Did this  ", "Manager, Network Operations Acme"),
    ],
)
def test_the_heading_of_an_entry_in_running_text(before: str, header: str) -> None:
    lead = "Work Experience Cook Diner Inc - Waco, TX May 2009 to May 2010 " + "Cooked and served well. " * 12
    text = f"{lead}{before}{header} June 2013 to May 2014 Did that."
    positions, _ = find_positions(text, find_sections(text), AS_OF)
    assert [text[p.start : p.end].partition(" June 2013")[0] for p in positions][1:] == [header]


def test_impossible_dates_are_reported_and_not_counted() -> None:
    text = "EXPERIENCE\nBaker\n2016 - 2014\nBaked.\nCook\nMay 2030 - Present\nCooked.\n"
    positions, warnings = find_positions(text, find_sections(text), AS_OF)
    assert positions == ()
    assert [w.code for w in warnings] == ["impossible-dates"] * 2
    assert "2016 - 2014" in warnings[0].message


@pytest.mark.parametrize(
    ("statement", "dates", "last", "outdated"),
    [
        ("Developer with 1+ year experience.", "2021 - Present", "2023-06", True),
        ("Developer with 3 years of experience.", "May 2022 - Present", "2026-04", True),
        ("Developer with 9 years of experience.", "May 2022 - Present", "2026-11", False),
        ("Developer, two years experience in Go, ten years in banking.", "May 2018 - Present", "2026-11", False),
        ("Developer, two years experience with Go.", "May 2018 - Present", "2026-11", False),
        # A person who changed trades: the statement is about the present one.
        (
            "Developer with one year of experience.",
            "May 2018 - Present\nBaked.\nBaker, Beta Ltd\nMay 2008 - April 2018",
            "2020-04",
            True,
        ),
        ("Developer with 2 years of experience.", "May 2018 - May 2024", "2024-05", False),
        ("Developer. 25 years old.", "May 2018 - Present", "2026-11", False),
        ("Developer.", "May 2018 - Present", "2026-11", False),
    ],
)
def test_an_open_job_is_bounded_by_the_stated_experience(statement: str, dates: str, last: str, outdated: bool) -> None:
    text = f"{statement}\nEXPERIENCE\nDeveloper, Acme Ltd\n{dates}\nBuilt the till.\n"
    (position, *_), warnings = find_positions(text, find_sections(text), AS_OF)
    assert str(position.last) == last
    assert [w.code for w in warnings] == ["outdated"] * outdated
    assert position.current == ("Present" in dates)


def job(first: int, months: int, kind: EntryKind = "work") -> Position:
    start = Month.from_index(first)
    return Position(0, 1, start, Month.from_index(first + months - 1), kind=kind)


def test_overlapping_months_count_once() -> None:
    positions = [job(24000, 12), job(24006, 12), job(24100, 3), job(23000, 60, kind="education"), job(24000, 2)]
    assert total_months(positions) == 21
    assert months_in(positions, [0, 3]) == 72
    assert months_in(positions, [4, 4]) == 2
    assert total_months([]) == months_in(positions, ()) == 0


def test_a_long_line_below_dates_on_their_own_names_the_job() -> None:
    text = "Experience\n05/2014 to Current\nSenior Web Developer at Crumb & Sons of Ghent, East Flanders\n\nBuilt the till.\n"
    (position,), _ = find_positions(text, find_sections(text), AS_OF)
    assert (position.title, position.employer) == ("Senior Web Developer", "Crumb & Sons of Ghent")


@pytest.mark.parametrize("title", [".NET Developer", "Senior .NET Developer", "Net Developer", "Network Engineer"])
def test_a_title_keeps_its_dot(title: str) -> None:
    text = f"Experience\n{title}, Crumb Ltd, Leeds\nMay 2013 - June 2015\nBuilt the till.\n"
    (position,), _ = find_positions(text, find_sections(text), AS_OF)
    assert (position.title, position.employer) == (title, "Crumb Ltd")


@pytest.mark.parametrize(
    ("heading", "title", "employer"),
    [
        ("Web Developer (DBA) Crumb Ltd - Austin, TX", "Web Developer", "Crumb Ltd"),
        ("Web Developer (Acme)", "Web Developer (Acme)", ""),
        ("Web Intern Crumb & Sons - Austin, TX", "Web Intern", "Crumb & Sons"),
        ("Web Developer Freelance - Austin, TX", "Web Developer Freelance", ""),
        ("Senior Developer, Java, Crumb Ltd", "Senior Developer, Java", "Crumb Ltd"),
        ("Head Baker", "Head Baker", ""),
        ("Master's in Baking", "Master's in Baking", ""),
        ("Web Developer, November CRUMB BANK", "Web Developer", "CRUMB BANK"),
        ("Crumb - Austin, TX", "Crumb", ""),
        ("Teaching Assistant University of Maryland - College Park, MD", "Teaching Assistant", "University of Maryland"),
    ],
)  # fmt: skip
def test_title_and_employer(heading: str, title: str, employer: str) -> None:
    text = f"Experience\n{heading}\nMay 2013 - June 2015\n- Built the till.\n"
    (position,), _ = find_positions(text, find_sections(text), AS_OF)
    assert (position.title, position.employer) == (title, employer)


@given(st.lists(st.builds(job, st.integers(23800, 24300), st.integers(1, 200)), max_size=8))
def test_union_lies_between_longest_and_sum(positions: list[Position]) -> None:
    total = total_months(positions)
    assert max((p.months for p in positions), default=0) <= total <= sum(p.months for p in positions)
    assert total == months_in(positions, range(len(positions))) == total_months(positions[::-1])
    covered = {m for p in positions for m in range(p.first.index, p.last.index + 1)}
    assert total == len(covered)


PIECES = st.sampled_from(
    ["EXPERIENCE\n", "Work Experience ", "Developer ", "May 2013 - June 2015", "2010 to 2012", "\n", ". ", "• ", "since 2019 ", "Education\n", "x " * 200]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=6), max_size=14).map("".join))
def test_positions_of_any_text(text: str) -> None:
    sections = find_sections(text)
    positions, _ = find_positions(text, sections, AS_OF)
    for p in positions:
        assert 0 <= p.start < p.end <= len(text)
        assert p.first <= p.last <= Month(2026, 11)
        assert any(s.start <= p.start and p.end <= s.end for s in sections)
    for p, q in pairwise(positions):
        assert p.end <= q.start


@pytest.mark.parametrize(
    "piece", ["a", "1", " ", "\n", "June 2013 ", "Developer\nJune 2013 - May 2014\n", "Cook 2013 to 2015. "]
)
def test_long_repetitions_take_linear_time(piece: str) -> None:
    text = "Work Experience " + piece * (80_000 // len(piece))
    positions, _ = find_positions(text, find_sections(text), AS_OF)
    assert all(0 <= p.start < p.end <= len(text) for p in positions)
    assert bool(positions) == any(joint in piece for joint in (" to ", " - "))


def test_more_dates_than_any_resume_has_are_refused() -> None:
    text = "Experience\n" + "Cook, 2013 - 2014\n" * (MAXIMUM_DATES + 1)
    with pytest.raises(UnreadableFileError, match="more than 2,000 dates"):
        find_timeline(text, [Section("experience", 0, len(text))], AS_OF)
