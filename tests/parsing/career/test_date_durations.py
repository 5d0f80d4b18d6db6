"""A duration beside a date is read; a number of years that says something else is not."""

import pytest

from matcher.parsing.career.date_durations import duration_after


@pytest.mark.parametrize(
    ("after", "months"),
    [
        (" (2 years 3 months)", 27),
        (" (2 yrs 3 mos)", 27),
        (" (1year 7month)", 19),
        (" (1 year and 2 months)", 14),
        (" (5 years)", 60),
        (" (1.5 years)", 18),
        (" (~ 3 Years)", 36),
        (" · 2 yrs 4 mos", 28),
        (", 6 months", 6),
        (" - 2 Jahre, 1 Monat\nKoch", 25),
        (" for 5 months.", 5),
        ("\n(4 months)", 4),
        (" (2 años 9 meses)", 33),
        (" (6 weeks)", 1),
        (" (26 weeks)", 6),
        (" (0 months)", 1),
        (": 7 months", 7),
    ],
)
def test_durations(after: str, months: int) -> None:
    assert duration_after("2015" + after, 4) == (months, 4 + len(after.partition("\nK")[0].removesuffix(".")))


@pytest.mark.parametrize(
    "after",
    [
        "",
        ", 3 years of experience",
        " (2 years",
        " 2 years of)",
        " (10+ years)",
        " (12 people)",
        " 5 minutes",
        "\n3 years",
        " (2 yearlings)",
        " (3)",
    ],
)
def test_near_misses(after: str) -> None:
    assert duration_after("2015" + after, 4) is None
