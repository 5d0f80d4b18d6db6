"""More jobs at the same time than anybody holds, and dates that no calendar has."""

import pytest

from matcher.core.resume import Month, Position, Section
from matcher.parsing.crowded_jobs import MOST_AT_ONCE, unreal_dates, without_crowds


def job(number: int, first: int, last: int, kind: str = "work") -> Position:
    return Position(number, number + 1, Month(first, 1), Month(last, 12), kind=kind)  # type: ignore[arg-type]


def test_many_jobs_in_a_row_are_no_crowd() -> None:
    jobs = [job(n, 1990 + n, 1991 + n) for n in range(30)]
    assert without_crowds(jobs) == (jobs, [], [])


def test_a_crowd_takes_only_those_that_run_together() -> None:
    early, crowd = job(0, 2000, 2005), [job(n, 2010, 2020) for n in range(1, MOST_AT_ONCE + 2)]
    kept, aside, warnings = without_crowds([early, *crowd])
    assert (kept, aside) == ([early], crowd)
    assert [warning.code for warning in warnings] == ["impossible-dates"]


def test_projects_and_courses_may_be_many() -> None:
    entries = [job(n, 2010, 2020, "project") for n in range(20)]
    assert without_crowds(entries)[1] == []


@pytest.mark.parametrize(
    ("dates", "unreal"),
    [
        ("14/2000 - 13/2026", True), ("13/2010 - present", True), ("00/2010 - 00/2020", True), ("05/2010 – 14/2020", True),
        ("2010-13-01 - 2026-14-01", True), ("31.14.2010 - 31.15.2026", True), ("2010/14 - 2026/13", True),
        ("1850 - 2026", True), ("0 - 2026", True), ("2010 - 3026", True),
        ("11/25/2009 - 06/12/2012", False), ("09/02/2012-09/15/2013", False), ("05/2010 - 04/2020", False), ("12/2010 - present", False),
        ("2010-12-01 - 2026-11-01", False), ("31.12.2010 - 30.11.2026", False), ("2010 - 2026", False), ("2010 - 16", False),
        ("1960 - 1985", False), ("", False),
    ],
)  # fmt: skip
def test_dates_that_no_calendar_has(dates: str, unreal: bool) -> None:
    text = f"Developer, Acme ({dates})\n- Served 3000 - 5000 users, 1500 - 2010 a day"
    warnings = unreal_dates(text, [Section("experience", 0, len(text))])
    assert [warning.code for warning in warnings] == ["impossible-dates"] * unreal
