"""A job without a written end counts until the next one begins."""

import datetime

import pytest

from matcher.parsing.career.timeline import find_positions
from matcher.parsing.sections import find_sections

AS_OF = datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2020 - present", "2018 -", "2015 - 2017"], ["2026-11", "2020-07", "2017-06"]),
        (["2020 -", "2018 - 2019"], ["2026-11", "2019-06"]),
        (["2020 - present", "2018 - present"], ["2026-11", "2026-11"]),
        (["2018 -", "2018 - 2019"], ["2026-11", "2019-06"]),
    ],
)
def test_the_next_start_bounds_an_open_end(dates: list[str], expected: list[str]) -> None:
    text = "EXPERIENCE\n" + "".join(f"Cook, Acme Ltd\n{d}\n- Cooked soup.\n" for d in dates)
    positions, _ = find_positions(text, find_sections(text), AS_OF)
    assert [str(p.last) for p in positions] == expected
    assert [p.current for p in positions] == [d.endswith(("-", "present")) for d in dates]


def test_the_stated_years_still_bound_it() -> None:
    text = (
        "2 years of experience\nEXPERIENCE\nCook, Acme Ltd\n2020 -\n- Cooked.\nCook, Tea Ltd\n2015 - 2016\n- Cooked.\n"
    )
    positions, _ = find_positions(text, find_sections(text), AS_OF)
    assert str(positions[0].last) == "2023-06"
