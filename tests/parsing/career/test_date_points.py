"""Points in time are found with the form in which they are written."""

import datetime

import pytest

from matcher.parsing.career.date_points import find_points

AS_OF = datetime.date(2026, 11, 23)


def points(text: str) -> list[tuple[str, int, int, int, str]]:
    return [(text[p.start : p.end], p.year, p.low, p.high, p.form) for p in find_points(text, AS_OF)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May 2015", ("May 2015", 2015, 5, 5, "name")),
        ("3 May, 2015", ("3 May, 2015", 2015, 5, 5, "name")),
        ("May 3, 2015", ("May 3, 2015", 2015, 5, 5, "day")),
        ("05/2015", ("05/2015", 2015, 5, 5, "number")),
        ("2015-05-31", ("2015-05-31", 2015, 5, 5, "number")),
        ("May 15", ("May 15", 2015, 5, 5, "short")),
        ("05/31/15", ("05/31/15", 2015, 5, 5, "number")),
        ("31.05.15", ("31.05.15", 2015, 5, 5, "short")),
        ("05.15", ("05.15", 2015, 5, 5, "dotted")),
        ("at V 2015", ("V 2015", 2015, 5, 5, "roman")),
        ("Hyper-V 2015", ("2015", 2015, 0, 0, "year")),
        ("in May", ("May", 0, 5, 5, "bare")),
        ("2015", ("2015", 2015, 0, 0, "year")),
        ("'36", ("'36", 2036, 0, 0, "quoted")),
        ("'95", ("'95", 1995, 0, 0, "quoted")),
        ("2014/2015", ("2014/2015", 2014, 0, 0, "span")),
        ("2014-15", ("2014-15", 2014, 0, 0, "span")),
        ("1998-02", ("1998-02", 1998, 2, 2, "number")),
        ("Q4 of 2015", ("Q4 of 2015", 2015, 10, 12, "name")),
        ("late 2015", ("late 2015", 2015, 9, 12, "name")),
        ("beginning of 2015", ("beginning of 2015", 2015, 1, 4, "name")),
        ("Winter 2015/2017", ("Winter 2015/2017", 2015, 0, 0, "span")),
    ],
)
def test_forms(text: str, expected: tuple[str, int, int, int, str]) -> None:
    assert points(text) == [expected]


@pytest.mark.parametrize("text", ["", "31/2015", "a2015", "2015a", "user@2015", "'15th", "5.12.2015.7"])
def test_near_misses(text: str) -> None:
    assert points(text) == []


def test_two_years_that_are_no_span_are_two_points() -> None:
    assert [p[0] for p in points("2014-2015 / 2009")] == ["2014", "2015", "2009"]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Cook, 2010-12\nCook, 2012-14", ["span", "span"]),
        ("Cook, 2010-12\nCook, 2012-11", ["number", "number"]),
        ("Cook, 2010-12\nCook, 2014-05\nCook 2012-14\n", ["span", "number", "span"]),
    ],
)
def test_other_dates_tell_months_from_years(text: str, forms: list[str]) -> None:
    assert [p.form for p in find_points(text, AS_OF)] == forms
