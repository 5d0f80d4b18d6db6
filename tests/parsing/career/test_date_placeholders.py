"""Placeholders for dates are found; format descriptions and years are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.parsing.career.date_placeholders import find_date_placeholders


def found(text: str) -> list[str]:
    return [text[p.start : p.end] + ("*" if p.current else "") for p in find_date_placeholders(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20XX", ["20XX"]),
        ("20XX-20XX, Acme", ["20XX-20XX"]),
        ("Cook, May 20XX – Present", ["May 20XX – Present*"]),
        ("January 20xx - Current\nCook", ["January 20xx - Current*"]),
        ("Sep. 20XX to May 20XX", ["Sep. 20XX to May 20XX"]),
        ("05/20XX - 07/20XX", ["05/20XX - 07/20XX"]),
        ("XX/20XX – XX/20XX", ["XX/20XX – XX/20XX"]),
        ("201X - 201X", ["201X - 201X"]),
        ("20?? – 20??", ["20?? – 20??"]),
        ("MM/YYYY - MM/YYYY", ["MM/YYYY - MM/YYYY"]),
        ("YYYY – Present", ["YYYY – Present*"]),
        ("Month Year – Month Year", ["Month Year – Month Year"]),
        ("Start date – End date", ["Start date – End date"]),
        ("20XX, 20XX", ["20XX", "20XX"]),
    ],
)
def test_placeholders(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "format YYYY-MM-DD",
        "dd/mm/yyyy",
        "Start date: June 2015",
        "from a request to start date ? Present insight",
        "Windows 200x servers",
        "2014 - 2016",
        "120XX",
        "20XXL",
    ],
)
def test_near_misses(text: str) -> None:
    assert found(text) == []


@given(st.lists(st.sampled_from(["20XX", "May ", " - ", "YYYY", "MM/", "present", "\n", "x", "5/"]), max_size=20))
def test_placeholders_do_not_overlap(pieces: list[str]) -> None:
    text = "".join(pieces)
    end = 0
    for placeholder in find_date_placeholders(text):
        assert end <= placeholder.start < placeholder.end <= len(text)
        end = placeholder.end


@pytest.mark.parametrize("piece", ["20XX", "20XX - ", "May ", "YYYY - ", "1/", " "])
def test_long_repetitions_take_linear_time(piece: str) -> None:
    text = piece * (80_000 // len(piece))
    assert bool(found(text)) == (piece in ("20XX - ", "YYYY - "))
