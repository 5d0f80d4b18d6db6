"""Sentences, bullet points and quotations."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.parsing.sentences import quote, split_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Built with Node.js and ASP.NET. Tested it.", ["Built with Node.js and ASP.NET.", "Tested it."]),
        ("Worked at Acme Inc. Berlin", ["Worked at Acme Inc. Berlin"]),
        ("e.g. Python", ["e.g. Python"]),
        ("• One • Two", ["• One", "• Two"]),
        ("A line\nwrapped here\nAnother line", ["A line\nwrapped here", "Another line"]),
        ("Para one\n\npara two", ["Para one", "para two"]),
        ("J. Smith wrote it", ["J. Smith wrote it"]),
        ("• • •\n\n", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in split_sentences(text)] == expected


@given(st.text(max_size=200))
def test_sentences_are_in_order_and_lose_no_word(text: str) -> None:
    spans = split_sentences(text)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    kept = "".join(c for a, b in spans for c in text[a:b] if c.isalnum())
    assert kept == "".join(c for c in text if c.isalnum())


@given(st.text(alphabet="ab \n", max_size=120), st.integers(0, 119), st.integers(0, 20), st.integers(0, 60))
def test_a_quotation_contains_the_quoted_words(text: str, start: int, length: int, width: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    assert " ".join(text[start:end].split()) in quote(text, start, end, width)


@pytest.mark.parametrize("gap", [" ", "\t", "\xa0", "\n ", "\t\xa0"])
def test_a_long_gap_takes_linear_time(gap: str) -> None:
    blank = gap * 20_000
    text = f"one{blank}two{blank}• three"
    lines = len([1 for a, b in split_sentences(text) if text[a:b]])
    assert lines == (3 if "\n" in gap else 2)


def test_a_cut_quotation_has_an_ellipsis() -> None:
    text = "Alpha beta gamma delta epsilon zeta eta theta iota"
    assert quote(text, 23, 30, 20) == "… delta epsilon zeta eta …"
    assert quote(text, 23, 30, 500) == text
    assert quote("one\n\nJava two\n\nthree", 5, 9, 500) == "Java two"
