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
        # Separators.
        ("2004/ 2013", "2004-07..2013-06"),
        ("1998/2004 Acme", "1998-07..2004-06"),
        ("Acme | 1998/2004", "1998-07..2004-06"),
        ("2019-03-01/2020-04-30", "2019-03..2020-04"),
        ("Jan 2012 -- Dec 2013", "2012-01..2013-12"),
        ("Jan 2015 ? Mar 2016", "2015-01..2016-03"),  # the dash became a question mark
        ("Jan 2015 â€“ Mar 2016", "2015-01..2016-03"),  # the dash was decoded as three characters
        ("Jan 2015 \x96 Mar 2016", "2015-01..2016-03"),
        ("2015-to-2017", "2015-07..2017-06"),
        ("(04/2011) - (11/2013)", "2011-04..2013-11"),
        ("Start date: 01-Nov-2016 End date: 21-Oct-2018", "2016-11..2018-10"),
        ("July, 2008 • April, 2011 (~ 3 years)", "2008-07..2011-04"),
        ("Duration: Jan 2012 Jul 2013", "2012-01..2013-07"),
        ("Acme\n2014 2015\nCook", "2014-07..2015-06"),
        ("at Acme. 1994  1997\nCook", "1994-07..1997-06"),
        ("2006-10 / 2008-09", "2006-10..2008-09"),
        ("Jul-2017 / Dec-2019", "2017-07..2019-12"),
        ("Cook, 2015/ 2016", "2015-07..2016-06"),
        ("Acme (2009/2010), Ghent", "2009-07..2010-06"),
        ("Tea College | 20022006", "2002-07..2006-06"),
        ("Cook (20022006) Acme", "2002-07..2006-06"),
        ("June 1998.\n\n2002/ 2003: Acme", "1998-06..1998-06? 2002-07..2003-06"),
        # Months and years.
        ("'15–'17", "2015-07..2017-06"),
        ("’15 – present", "2015-07..now"),
        ("May’18 - Jun’19", "2018-05..2019-06"),
        ("Sept.2012-Oct.2014", "2012-09..2014-10"),
        ("Jan.15 - Feb.16", "2015-01..2016-02"),
        ("March,2008 - Oct,2008", "2008-03..2008-10"),
        ("2016(July)- 2017(September)", "2016-07..2017-09"),
        ("2015-May – 2016-Jun", "2015-05..2016-06"),
        ("1st of March 2012 – 5th of May 2014", "2012-03..2014-05"),
        ("Febuary 2012 - Septmber 2013", "2012-02..2013-09"),
        ("2013\tJun. 2010 - Jun. 2017", "2013-04..2013-09? 2010-06..2017-06"),
        ("06/12 to 08/15", "2012-06..2015-08"),
        ("05/14 to 08/2015", "2014-05..2015-08"),
        ("02.13 – 05.14", "2013-02..2014-05"),
        # Parts of a year.
        ("Q3 2019", "2019-07..2019-09?"),
        ("3Q19", "2019-07..2019-09?"),
        ("Q1'19 - Q3'20", "2019-01..2020-09"),
        ("2019 Q1 – 2020 Q3", "2019-01..2020-09"),
        ("IV 2023", "2023-04..2023-04?"),
        ("IX 2021 - III 2023", "2021-09..2023-03"),
        ("Cook\tX.2019 – II.2020", "2019-10..2020-02"),
        ("Summer 2018 - Fall 2019", "2018-06..2019-11"),
        ("Summer '18", "2018-06..2018-08?"),
        ("Spring/Summer 2018", "2018-03..2018-08?"),
        ("Fall/Winter 2018", "2018-09..2018-12?"),
        ("Winter 2018/19", "2019-01..2019-03?"),
        ("early 2018 - mid-2019", "2018-01..2019-08"),
        ("since the end of 2018", "2018-09..now"),
        # To the present, or open.
        ("Since: 2019", "2019-07..now"),
        ("2019 onwards", "2019-07..now"),
        ("from March 2017 onward", "2017-03..now"),
        ("2016 till date", "2016-07..now"),
        ("2016 to till date", "2016-07..now"),
        ("2016 - Till now", "2016-07..now"),
        ("MARCH 2012 TO DATE", "2012-03..now"),
        ("Feb 2018-to- Present", "2018-02..now"),
        ("Start date 01-Nov-2016 End date: current", "2016-11..now"),
        ("2013/present", "2013-07..now"),
        ("2013/---", "2013-07..now"),
        ("2013 - ...", "2013-07..now"),
        ("Cook, 2018 -\nAcme", "2018-07..now"),
        ("(2018 – )", "2018-07..now"),
        ("2018 –\t Cook", "2018-07..now"),
        ("2022 - Acme. Head cook\nSoup\n2019 - 2021 Tea Ltd", "2022-07..now 2019-07..2021-06"),
        ("2022-10 / …", "2022-10..now"),
        ("2005.05 — ---", "2005-05..now"),
        ("09/18–---", "2018-09..now"),
        ("6/2015 – ...: Cook", "2015-06..now"),
        ("(2023 - · 8 Months)", "2023-07..now"),
        ("14.09.2010- – Cook at Acme", "2010-09..now"),
        ("Cook\t04/2011   Today", "2011-04..now"),
        ("2009Present, Acme", "2009-07..now"),
        ("since 11/11", "2011-11..now"),
        ("1997 févr.\n2011 juin-aujourd'hui", "1997-02..1997-02? 2011-06..now"),
        # With a duration.
        ("Acme (Jul 2009, 3 years 9 months)", "2009-07..2013-03"),
        ("Sept. 2015, 7 years 7 months: Cook", "2015-09..2023-03"),
        ("Mar 2015 (2 years 3 months)", "2015-03..2017-05"),
        ("Mar 2015 · 2 yrs 3 mos", "2015-03..2017-05"),
        ("September 2016 for 5 months.", "2016-09..2017-01"),
        ("2015 (2 years)", "2015-07..2017-06"),
        ("May 2019 (6 weeks)", "2019-05..2019-05"),
        ("Mar 2015 - Jun 2017 (2 years 4 months)", "2015-03..2017-06"),
        ("Jan 2026 (2 years)", "2026-01..now"),
        # Day and month, as the other dates of the text tell.
        ("13/05/2017 - 04/06/2018", "2017-05..2018-06"),
        ("05/13/2017 - 04/06/2018", "2017-05..2018-04"),
        ("01/02/2015 - 03/04/2016", "2015-01..2016-03"),
        ("01-02-2015 - 03-04-2016", "2015-02..2016-04"),
        ("05/06/2017 - 04/07/2017", "2017-06..2017-07"),  # May to April cannot be
        ("01/02/2015 - 03/04/2016, born 31/12/1990", "2015-02..2016-04 1990-12..1990-12?"),
        ("05/11/12 - 06/10/13", "2012-05..2013-06"),
        ("25/11/12 - 06/10/13", "2012-11..2013-10"),
        # Places look like prepositions and product names.
        ("Gary, IN May 2015", "2015-05..2015-05?"),
        ("Portland, OR 2014 - 2016", "2014-07..2016-06"),
        ("Hyderabad, IN 2015", "2015-04..2015-09?"),
        ("Oslo, NO 2000 to March 2005", "2000-07..2005-03"),
        ("Biloxi, MS 2012 to 2014", "2012-07..2014-06"),
        ("Acme Oracle 2012 to Present", "2012-07..now"),
        ("Safety course 11/05/12 18640", "2012-11..2012-11?"),
        ("2nd row: 2021 2nd place", "2021-04..2021-09?"),
        ("Diploma of Tea College in May 2015\n", "2015-05..2015-05?"),
        ("MBA, '15", "2015-04..2015-09?"),
        ("2006 - 2014  Customer Advisor", "2006-07..2014-06"),
        ("2011 - 2012\nClient: Acme", "2011-07..2012-06"),
        ("2014 - 2016 Server Administrator", "2014-07..2016-06"),
        # One year each.
        ("2011 & 2012", "2011-04..2011-09? 2012-04..2012-09?"),
        ("2010, 2012, 2014", "2010-04..2010-09? 2012-04..2012-09? 2014-04..2014-09?"),
        ("2014-2015 / 2017 - 2018", "2014-07..2015-06 2017-07..2018-06"),
        (
            "2018 - First prize\n2017 - Second prize\n2010 - 2012 Acme",
            "2018-04..2018-09? 2017-04..2017-09? 2010-07..2012-06",
        ),
        ("2018 - Master of Arts\n2010 - 2012 Acme", "2018-04..2018-09? 2010-07..2012-06"),
        ("B.Sc. in Baking, May 2012 (4 years)", "2012-05..2012-05?"),
        ("Analyst II 2015 - 2016", "2015-07..2016-06"),
        ("Analyst IV 2015", "2015-04..2015-09?"),
        ("Affinity X 2014 to Present", "2014-07..now"),
    ],
)
def test_ranges(text: str, expected: str) -> None:
    assert " ".join(found(text)) == expected


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
        "Windows Server 2008 / 2012",
        "Crystal Reports XI / 2008 / 2011",
        "Exchange 2003/2007/2010",
        "MS Access, 2010/2013",
        "SQL Server (2000/2005)",
        "2003 - 2012 Server",
        "2003 - 2012 clients",
        "MCSA Server 2012 Present",
        "Windows NT/2000/XP/2003 Version",
        "I joined in 2015\n",
        "upgraded from 2003 to 2008, then",
        "Active Directory migrations 2012 to 2008",
        "in May 2019, 3 years of experience",
        "worked IN 2015",
        "the early 1990’s",
        "class of '15",
        "'90s",
        "Java 8.04 - 9.05",
        "1h19",
        "System Server 2016 (2 years)",
        "10.04.12 LTS",
        "Suse Linux (SLES 12/11/10)",
        "Windows XP/7/8/10",
        "Solaris (9/10/11)",
        "SQL Server 2012/08/05",
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
        ("May 2015 to May 2062", "ends in 2062-05, long after 2026-11"),
        ("1960 - present", "lasts 66 years"),
        ("('60 - '26)", "lasts 65 years"),
        ("1950 - 1985", "begins in 1950-07, 76 years ago"),
        ("25/12/2018 - 03/12/2018, 04/01/2016 - 05/01/2015", "ends in 2015-01, before it begins in 2016-01"),
    ],
)
def test_impossible_ranges_have_a_problem(text: str, problem: str) -> None:
    assert [r.problem for r in find_date_ranges(text, AS_OF) if r.problem] == [problem]


def test_present_ends_on_the_given_day() -> None:
    (early,) = find_date_ranges("June 2013 - Present", datetime.date(2014, 1, 31))
    assert (early.last, early.months) == (Month(2014, 1), 8)
    (young,) = find_date_ranges("2026 - Present", datetime.date(2026, 2, 1))
    assert (young.first, young.last, young.problem) == (Month(2026, 2), Month(2026, 2), "")


def test_consecutive_years_neither_overlap_nor_leave_a_gap() -> None:
    first, second = find_date_ranges("2014-2016\n2016-2018", AS_OF)
    assert second.first.index - first.last.index == 1
    assert first.months + second.months == 48


def test_a_repeated_duration_belongs_to_the_range() -> None:
    text = "Cook, Mar 2015 - Jun 2017 (2 years 4 months), Acme"
    (dates,) = find_date_ranges(text, AS_OF)
    assert text[dates.start : dates.end] == "Mar 2015 - Jun 2017 (2 years 4 months)"


@pytest.mark.parametrize(
    ("text", "expected"), [("2018 -\nAcme", True), ("2018/---", True), ("2018 - present", False), ("since 2018", False)]
)
def test_an_end_that_is_not_written(text: str, expected: bool) -> None:
    assert [(r.current, r.open_ended) for r in find_date_ranges(text, AS_OF)] == [(True, expected)]


PIECES = (
    "May ", "2013", "2015 ", "-", " – ", "to ", "/", "'15", "Q3 ", "IV ", "mid-", "since ", "05/", "13.", "(2 years)",
    " ", "\n", "present", "Fall ", ", IN ", "---", "1st of ", "·",
)  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
    | st.text(alphabet="JunMay 0123459-–to/.'\nPresentsince", max_size=120)
    | st.text(max_size=60)
)
def test_offsets_are_valid_in_any_text(text: str) -> None:
    ranges = find_date_ranges(text, AS_OF)
    ends = [0]
    for r in ranges:
        assert ends[-1] <= r.start < r.end <= len(text)
        assert r.problem or r.first <= r.last <= Month(2026, 11)
        ends.append(r.end)


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1",
        " ",
        "\n",
        "June 2013 ",
        "2013-",
        "May ",
        "1/",
        "June 2013 - ",
        "2013/",
        "2013 -\n",
        "2013 - A\n",
        "'13",
        "01/02/13 ",
        "IV 2013 ",
        "mid 2013 (2 years) ",
        "2013 (",
        "Q1 ",
        "1st of ",
        ", IN 2013 ",
        "Fall/",
    ],
)
def test_long_repetitions_take_linear_time(piece: str) -> None:
    text = piece * (80_000 // len(piece))
    ranges = find_date_ranges(text, AS_OF)
    assert all(0 <= r.start < r.end <= len(text) for r in ranges)
    assert bool(ranges) == (piece == "01/02/13 " or ("2013" in piece and piece != "2013/"))
