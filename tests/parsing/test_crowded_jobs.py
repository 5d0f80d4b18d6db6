"""More jobs at the same time than anybody holds."""

from matcher.core.resume import Month, Position
from matcher.parsing.crowded_jobs import MOST_AT_ONCE, without_crowds


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
