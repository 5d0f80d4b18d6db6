"""Phrases are found where a word begins and ends, whatever the white space in them."""

import pytest

from matcher.parsing.career.date_languages.phrases import Phrases

PHRASES = Phrases(["a", "al", "a la fecha", "н.в.", "jusqu'a"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a", "a"),
        ("A la fecha.", "A la fecha"),
        ("a \n la  fecha", "a \n la  fecha"),
        ("al 2019", "al"),
        ("alma", ""),
        ("a_b", ""),
        ("н.в.", "н.в."),
        ("Jusqu’a 2019", "Jusqu’a"),
        ("", ""),
        ("xyz", ""),
    ],
)
def test_end(text: str, found: str) -> None:
    assert text[: PHRASES.end_at(text, 0)] == found


def test_all_ends_are_tried() -> None:
    assert list(PHRASES.ends_at("a la fecha", 0)) == [10, 1]


@pytest.mark.parametrize(
    ("text", "found"), [("2019 a la  fecha", "a la  fecha"), ("2019 al", "al"), ("2019 canal", None), ("", None)]
)
def test_start(text: str, found: str | None) -> None:
    start = PHRASES.start_before(text, len(text))
    assert (text[start:] if start >= 0 else None) == found


def test_membership_ignores_case_and_blanks() -> None:
    assert " A LA  fecha" in PHRASES
    assert "fecha" not in PHRASES
