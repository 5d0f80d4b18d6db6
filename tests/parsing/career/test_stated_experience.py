"""The total experience that a résumé states."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.parsing.career.stated_experience import stated_years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("7 years of experience in IT", 7),
        ("over 7+ years of IT experience", 7),
        ("Having 4.6 years of hands-on experience", 5),
        ("eight (8) years of professional experience", 8),
        ("15+ years’ experience", 15),
        ("3 yrs exp in testing", 3),
        ("I have experienced much in 5 years", None),
        ("5 years old experience", None),
        ("4 years ago I gained experience", None),
        ("a year of experience", 1),
        ("Five-year experience plan", 5),
        ("6 Jahre Berufserfahrung", 6),
        ("5 ans d'expérience", 5),
        ("8 años de experiencia", 8),
        ("2019 years of experience", None),
        ("3 years of experience in sales; 10 years in banking", 10),
        ("3 years of experience with Go; 10 years in banking", None),
        ("3 years of experience with iOS", None),
        ("3 years of experience with .NET", None),
        ("3 years of experience with nginx, in Berlin", None),
        ("3 years of experience with a broad spectrum of software", 3),
        ("3 years of experience in Go", 3),
        ("3 Jahre Erfahrung mit Python", None),
        ("led a team for 3 years. Experience: none", None),
        ("0 years of experience", None),
        ("", None),
    ],
)
def test_stated_years(text: str, years: int | None) -> None:
    assert stated_years(text) == years


@given(st.text(), st.text())
def test_more_words_never_lower_the_years(text: str, more: str) -> None:
    before, after = stated_years(text), stated_years(f"{text}\n{more}\n6 years of experience")
    assert after is not None
    assert after >= max(before or 0, 6)
