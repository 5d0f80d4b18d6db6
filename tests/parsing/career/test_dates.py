"""Date ranges are found; numbers that only look like dates are not."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.resume import Month
from matcher.parsing.career.dates import find_date_ranges

AS_OF = datetime.date(2026, 11, 23)


def found(text: str) -> list[str]:
    return [
        f"{r.first}..{'now' if r.current else r.last}{'?' if r.single else ''}" for r in find_date_ranges(text, AS_OF)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("June 2013 to October 2015", "2013-06..2015-10"),
        ("Jun 2013 - Oct 2015", "2013-06..2015-10"),
        ("Jun '13 – Oct '15", "2013-06..2015-10"),
        ("June2013-July2014", "2013-06..2014-07"),
        ("Sep-2014 to Oct-2015", "2014-09..2015-10"),
        ("Sep-14 to Oct-15", "2014-09..2015-10"),
        ("June - October 2015", "2015-06..2015-10"),
        ("Nov - Feb 2016", "2015-11..2016-02"),
        ("Jun 13 - Oct 15, 2014", "2014-06..2014-10"),
        ("August 1, 2015 through May 3, 2017", "2015-08..2017-05"),
        ("2012, November - 2014, May", "2012-11..2014-05"),
        ("03/2014-07/2016", "2014-03..2016-07"),
        ("03 / 2014 – 07 / 2016", "2014-03..2016-07"),
        ("03/14 - 05/16", "2014-03..2016-05"),
        ("2014-03 – 2016-07", "2014-03..2016-07"),
        ("(2014.03 — 2016.07)", "2014-03..2016-07"),
        ("03.2014 – 07.2016", "2014-03..2016-07"),
        ("31.12.2015 - 05.01.2016", "2015-12..2016-01"),
        ("12/31/2015 - 1/5/2016", "2015-12..2016-01"),
        ("Summer 2018", "2018-06..2018-08?"),
        ("Fall 2013 – Spring 2014", "2013-09..2014-05"),
        ("2014-2016", "2014-07..2016-06"),
        ("2014 to 2016", "2014-07..2016-06"),
        ("2014-16", "2014-07..2016-06"),
        ("2010–12", "2010-07..2012-06"),
        ("2017 to 2017", "2017-04..2017-09"),
        ("Mar 2014 - 2014", "2014-03..2014-09"),
        ("2014 - Mar 2014", "2014-03..2014-03"),
        ("2019 – Present", "2019-07..now"),
        ("since 2019", "2019-07..now"),
        ("from 2012 until now", "2012-07..now"),
        ("Sept. 2014 – till date", "2014-09..now"),
        ("Sept. 2014 – current", "2014-09..now"),
        ("01/2015 – ongoing", "2015-01..now"),
        ("Jan 2010 to Date", "2010-01..now"),
        ("2014 - today", "2014-07..now"),
        ("Juni 2013 bis heute", "2013-06..now"),
        ("seit März 2015", "2015-03..now"),
        ("Okt. 2012 – Dez. 2014", "2012-10..2014-12"),
        ("février 2012 - présent", "2012-02..now"),
        ("août 2012 à décembre 2013", "2012-08..2013-12"),
        ("enero de 2010 a actualidad", "2010-01..now"),
        ("marzo 2010 hasta junio 2011", "2010-03..2011-06"),
        ("May 2019", "2019-05..2019-05?"),
        ("4/2016  5/2022, Acme", "2016-04..2022-05"),  # the dash was lost on the way
        ("20122014 Acme", "2012-07..2014-06"),
        ("2018 - 2030", "2018-07..now"),  # a certificate that is still valid
        ("2025-2026", "2025-07..2026-06"),
    ],
)
def test_ranges(text: str, expected: str) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "2000-2001 units",
        "ISO 9001-2015",
        "RFC 2001-2010",
        "SQL Server 2008-2012",
        "SQL Server 2008/2012",
        "Windows 2000 - 2003",
        "from Exchange 2003 to 2010 migration",
        "12345-2016",
        "call 555-2010-2014",
        "(415) 2010-2014",
        "v2.2014",
        "$2000-2010",
        "more than 2000 - 2100 users",
        "ratio 10/2500",
        "may be in march",
        "24/7",
        "10.2.0.4 to 11.2.0.3",
        "room 1999a-2001b",
    ],
)
def test_near_misses(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2016 - 2014", "ends in 2014-06, before it begins in 2016-07"),
        ("Dec 2018 to Mar 2018", "ends in 2018-03, before it begins in 2018-12"),
        ("May 2030 to present", "begins in 2030-05, after 2026-11"),
    ],
)
def test_impossible_ranges_have_a_problem(text: str, problem: str) -> None:
    assert [r.problem for r in find_date_ranges(text, AS_OF)] == [problem]


def test_present_ends_on_the_given_day() -> None:
    (early,) = find_date_ranges("June 2013 - Present", datetime.date(2014, 1, 31))
    assert (early.last, early.months) == (Month(2014, 1), 8)
    (young,) = find_date_ranges("2026 - Present", datetime.date(2026, 2, 1))
    assert (young.first, young.last, young.problem) == (Month(2026, 2), Month(2026, 2), "")


def test_consecutive_years_neither_overlap_nor_leave_a_gap() -> None:
    first, second = find_date_ranges("2014-2016\n2016-2018", AS_OF)
    assert second.first.index - first.last.index == 1
    assert first.months + second.months == 48


@given(st.text(alphabet="JunMay 0123459-–to/.'\nPresentsince", max_size=120) | st.text(max_size=60))
def test_offsets_are_valid_in_any_text(text: str) -> None:
    ranges = find_date_ranges(text, AS_OF)
    ends = [0]
    for r in ranges:
        assert ends[-1] <= r.start < r.end <= len(text)
        assert r.problem or r.first <= r.last <= Month(2026, 11)
        ends.append(r.end)


@pytest.mark.parametrize("piece", ["a", "1", " ", "\n", "June 2013 ", "2013-", "May ", "1/", "June 2013 - "])
def test_long_repetitions_take_linear_time(piece: str) -> None:
    text = piece * (80_000 // len(piece))
    ranges = find_date_ranges(text, AS_OF)
    assert all(0 <= r.start < r.end <= len(text) for r in ranges)
    assert bool(ranges) == ("2013" in piece)
