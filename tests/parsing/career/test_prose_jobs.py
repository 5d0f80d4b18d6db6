"""Jobs told in sentences are found; sentences about what happened at work are not."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.parsing.career.dates import find_date_ranges
from matcher.parsing.career.prose_jobs import find_prose_jobs
from matcher.parsing.career.timeline import find_positions
from matcher.parsing.sections import find_sections

AS_OF = datetime.date(2026, 11, 23)


def told(text: str) -> list[tuple[str, str, str]]:
    """Dates, title and employer of each job."""
    found = []
    for job in find_prose_jobs(text, [(0, len(text))], find_date_ranges(text, AS_OF), AS_OF):
        dates = f"{job.dates.first}..{'now' if job.dates.current else job.dates.last}"
        title, employer = (text[slice(*span)] if span else "" for span in (job.title, job.employer))
        found.append((dates, title, employer))
    return found


@pytest.mark.parametrize(
    ("text", "dates", "title", "employer"),
    [
        ("From May 2020 until June 2023 I was a PHP developer at Acme.", "2020-05..2023-06", "PHP developer", "Acme"),
        ("I have worked as a Java developer for Acme since 2015.", "2015-07..now", "Java developer", "Acme"),
        ("Between 2010 and 2014 I served as DBA with the City of Ghent.", "2010-07..2014-06", "DBA", "City of Ghent"),
        ("I was project manager at Acme between May 2010 and June 2012.", "2010-05..2012-06", "project manager", "Acme"),
        ("In 2015 I joined Acme as a tester and stayed until 2018.", "2015-07..2018-06", "tester", "Acme"),
        ("From 2010 I worked as a tester at Acme, right up until\nJanuary 2013. Then", "2010-07..2013-01", "tester", "Acme"),
        ("Worked at Acme (2012-2014) as tester.", "2012-07..2014-06", "tester", "Acme"),
        ("Since March 2019 he leads the back-end team at Acme.", "2019-03..now", "", "Acme"),
        ("• Worked as a Tester in ACME INFO SYSTEMS from April 2013 to Jun 2014", "2013-04..2014-06", "Tester",
         "ACME INFO SYSTEMS"),
        ("Employed with Tea Ltd, as 'Web Administrator' from Sep 2009 to May 2012.", "2009-09..2012-05",
         "Web Administrator", "Tea Ltd"),
        ("From 2008 to 2010, I was employed by Acme, Inc. as a senior tester.", "2008-07..2010-06", "senior tester",
         "Acme, Inc."),
        ("Currently working as a Sr. Java developer at Acme since 2015", "2015-07..now", "Sr. Java developer", "Acme"),
        ("I've been working for Acme GmbH as a DevOps engineer since May 2018.", "2018-05..now", "DevOps engineer",
         "Acme GmbH"),
        ("She has been Head of Engineering at Acme from 2015 to 2019.", "2015-07..2019-06", "Head of Engineering",
         "Acme"),
        ("I held the position of lead tester at Acme from 2015 to 2019.", "2015-07..2019-06", "lead tester", "Acme"),
        ("I was founder of Crumb Ltd from 2010 to 2012.", "2010-07..2012-06", "founder", "Crumb Ltd"),
        ("2010-2012 I worked for Acme.", "2010-07..2012-06", "", "Acme"),
        ("From 2010 to 2012, worked as a C++ developer at Acme.", "2010-07..2012-06", "C++ developer", "Acme"),
        ("I worked as a pastry chef at Crumb Ltd from 2010 to 2012.", "2010-07..2012-06", "pastry chef", "Crumb Ltd"),
        ("I worked as a developer in Java from 2010 to 2012.", "2010-07..2012-06", "developer", ""),
        ("In 2012 I moved, in 2014 I started as a tester at Acme until 2015", "2014-07..2015-06", "tester", "Acme"),
        ("As Kitchen Porter at Crumb Ltd (2010 to 2012) I learned a lot.", "2010-07..2012-06", "Kitchen Porter",
         "Crumb Ltd"),
        ("My job as Junior Clerk at Acme lasted from May 2010 to June 2012.", "2010-05..2012-06", "Junior Clerk", "Acme"),
        ("• Associated with Tea Ltd as Soup Taster from May 2010 till Jun 2012", "2010-05..2012-06", "Soup Taster",
         "Tea Ltd"),
        ("- Worked with Acme as Clerk (12-2019 till Now).", "2019-12..now", "Clerk", "Acme"),
        ("At Acme in Ghent, Belgium I was Lobbyist from April 2010 until June 2013.", "2010-04..2013-06", "Lobbyist",
         "Acme"),
        ("Since May 2019 I work as Flight Attendant for Birds, Bees & Co, Ghent.", "2019-05..now", "Flight Attendant",
         "Birds, Bees & Co"),
        ("I worked at Acme in Ghent as Lecturer in Computer Science from 2010 to 2012.", "2010-07..2012-06",
         "Lecturer", "Acme"),
        ("From 2010 to 2012, I worked as Lecturer in Soup Science for Acme.", "2010-07..2012-06",
         "Lecturer in Soup Science", "Acme"),
        ("In 2012 I worked as a tester at Acme.", "2012-04..2012-09", "tester", "Acme"),
        ("I worked as a tester at Acme from 2010\nto 2012 and liked it.", "2010-07..2012-06", "tester", "Acme"),
    ],
)  # fmt: skip
def test_a_job_in_a_sentence(text: str, dates: str, title: str, employer: str) -> None:
    assert told(text) == [(dates, title, employer)]


@pytest.mark.parametrize(
    "text",
    [
        # Something else has the dates.
        "From 2010 to 2014 revenue grew by 10 %.",
        "The project ran from 2010 to 2014 for Acme Bank.",
        "Acme was a leader from 2010 to 2014.",
        "From 2010 to 2014 our sales manager at Acme doubled revenue.",
        "This program has been employed by Acme since 2010.",
        "A company serving 440 clients since 1988.",
        "Worked on the 2010 - 2012 release for users.",
        "I was a developer, Ghent 2010 to 2012 Cook",
        "Cook, Crumb Ltd, Gary, IN May 2010 to June 2012 I worked for Acme",
        # Duties.
        "Led the migration to Oracle from 2010 to 2012.",
        "Managed servers at Acme from 2010 to 2012.",
        "Project: worked as a tester at Acme from 2010 to 2012.",
        "I have worked with Java since 2010.",
        "I worked in Java from 2010 to 2012.",
        "Worked with developers from 2010 to 2012.",
        "I was responsible for the team from 2010 to 2014.",
        "I was part of a team of developers from 2010 to 2014.",
        "I led the development team from 2015 to 2017.",
        "Served as a liaison between developers and managers from 2012 to 2013.",
        "I served as lead for the server upgrade from 2005 to 2012.",
        "I worked remotely as needed with Acme developers from 2010 to 2012.",
        "As a developer I like tea (2010 to 2012).",
        "As agreed with Acme (2010 to 2012) I was away.",
        "Worked with Acme from 2010 to 2012.",
        "My job lasted from 2010 to 2012.",
        "I worked at home as part of a group from 2010 to 2012.",
        # The career, not a job.
        "I have been a developer since 2005.",
        "I have worked as a Java developer since 2015.",
        "I have been a Linux user since 1999.",
        # Studies, clubs and places.
        "From 2008 to 2012 I was a student at Acme University.",
        "I studied at Acme University from 2008 to 2012.",
        "In 2015 I joined the Java User Group until 2018.",
        "I was a member at Acme Sports from 2010 to 2012.",
        "In 2015 I moved to Ghent until 2018.",
        "The team I joined in 2010 grew until 2012.",
        # The end is not known, or impossible.
        "In 2015 I joined Acme as a junior developer.",
        "I worked as a developer at Acme from 2016 to 2014.",
        "I worked as a developer at Acme.",
        "From 2015 I worked as a developer at Acme.",
        "",
    ],
)
def test_near_misses(text: str) -> None:
    assert told(text) == []


def test_a_beginning_ends_with_the_next_or_with_the_present() -> None:
    text = "In 2012 I joined Acme as a tester. In May 2015 I moved to Beta Ltd as a developer, where I still work."
    assert told(text) == [("2012-04..2015-05", "tester", "Acme"), ("2015-05..now", "developer", "Beta Ltd")]


def test_a_job_runs_to_the_next_sentence_that_tells_of_one() -> None:
    text = "Hello. I worked at Acme from 2010 to 2012. We sold tea. I worked at Beta from 2012 to 2014. We sold soup."
    first, second = find_prose_jobs(text, [(0, len(text))], find_date_ranges(text, AS_OF), AS_OF)
    assert text[first.start : first.end] == "I worked at Acme from 2010 to 2012. We sold tea. "
    assert text[second.start : second.end] == "I worked at Beta from 2012 to 2014. We sold soup."


def positions(text: str) -> list[tuple[str, str, str]]:
    found, _ = find_positions(text, find_sections(text), AS_OF)
    return [(f"{p.first}..{p.last}", p.title, p.employer) for p in found if p.kind == "work"]


def test_the_timeline_holds_jobs_told_in_sentences() -> None:
    text = (
        "WORK EXPERIENCE\nI have worked as a Java developer for Acme since 2015. We built shops.\n"
        "Before that, from 2012 to 2015, I was a tester at Tea Ltd.\nEDUCATION\nDiploma 2009\n"
    )
    assert positions(text) == [
        ("2015-07..2026-11", "Java developer", "Acme"),
        ("2012-07..2015-06", "tester", "Tea Ltd"),
    ]


def test_dates_in_the_duties_make_no_job_beside_those_told() -> None:
    text = (
        "WORK EXPERIENCE\nI worked as a developer for Acme from 2015 to 2017.\nMember of the soup council, 2016-2017\n"
        "I worked as a tester for Tea Ltd from 2012 to 2015.\nI was well.\n"
    )
    assert positions(text) == [("2015-07..2017-06", "developer", "Acme"), ("2012-07..2015-06", "tester", "Tea Ltd")]


def test_lines_of_their_own_are_not_joined() -> None:
    text = (
        "Aug 2016 until Dec 2016 worked for Brent Consultants, Kent, as Software Engineer\n"
        "Sep 2014 until Jul 2016 worked for Celra Inc as Web Developer\n"
    )
    assert [employer for _, _, employer in told(text)] == ["Brent Consultants", "Celra Inc"]


def test_sentences_do_not_replace_dated_entries() -> None:
    text = (
        "SUMMARY\nFrom 2012 to 2015 I was a tester at Tea Ltd.\n"
        "EXPERIENCE\nWeb Developer\nCrumb Ltd\nMay 2010 - June 2012\n- Built the till.\n"
    )
    assert positions(text) == [("2010-05..2012-06", "Web Developer", "Crumb Ltd")]


PIECES = (
    "I worked ", "as a tester ", "at Acme ", "for ", "from 2010 ", "to 2012", "since 2015", ". ", "\n", "\n\n", "• ", ", ",
    "In 2014 ", "joined ", "still ", "until 2016 ", "(2010-2012)", "between 2010 and 2012 ", "Ltd ",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=80))
def test_jobs_do_not_overlap_and_hold_their_parts(text: str) -> None:
    end = 0
    for job in find_prose_jobs(text, [(0, len(text))], find_date_ranges(text, AS_OF), AS_OF):
        assert end <= job.start < job.end <= len(text)
        assert job.title or job.employer
        assert not job.dates.problem
        assert job.dates.first <= job.dates.last
        for span in (job.title, job.employer, (job.dates.start, job.dates.end)):
            assert span is None or job.start <= span[0] < span[1] <= job.end
        end = job.end


@pytest.mark.parametrize(
    "piece", ["I worked ", "as a ", "I was a tester at Acme from 2010 to 2012. ", "A ", "I am\n", "at A"]
)
def test_long_repetitions_take_linear_time(piece: str) -> None:
    text = piece * (80_000 // len(piece))
    assert bool(told(text)) == ("2010" in piece)
