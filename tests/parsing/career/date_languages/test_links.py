"""What links a date to the present or to another date is read in all languages."""

import pytest

from matcher.parsing.career.date_languages.links import is_between, is_link, present_behind


@pytest.mark.parametrize(
    "text",
    [
        " – present", "Present", " do chwili obecnej", " – по настоящее время", " ate a data", " – ate o momento",
        "\nto date", "/now", " onwards", " en adelante", "至今", "~現在に至る", "から現在", "より", " a ce jour",
        "   oggi",
    ],
)  # fmt: skip
def test_present(text: str) -> None:
    found = present_behind("2019" + text, 4)
    assert found is not None
    assert found.end == 4 + len(text)


@pytest.mark.parametrize(
    "text", [" – Presentation", " today", " to Acme", " – 2021", "", " a", " 現在", "至2021年", " – Data Engineer"]
)
def test_no_present(text: str) -> None:
    assert present_behind("2019" + text, 4) is None


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        (" - ", True), (" -- ", True), ("-to-", True), (" to ", True), (" t/m ", True), (" по ", True), ("から", True),
        (") - End date: (", True), (" up to end ", True), (" bis zum ", True), (" at ", False), ("to", False),
        (" and ", False), (", ", False), (" – Acme – ", False),
    ],
)  # fmt: skip
def test_link(between: str, expected: bool) -> None:
    assert is_link(between) is expected


@pytest.mark.parametrize(
    ("before", "between", "behind", "expected"),
    [
        ("zwischen ", " und ", "", True),
        ("", " ile ", " arasinda", True),
        ("", " und ", "", False),
        ("tra ", " a ", "", True),
        ("tra ", " at ", "", False),
    ],
)
def test_between(before: str, between: str, behind: str, expected: bool) -> None:
    text = f"{before}2019{between}2021{behind}"
    start = len(before) + 4
    assert is_between(text, len(before), (start, start + len(between)), start + len(between) + 4) is expected
