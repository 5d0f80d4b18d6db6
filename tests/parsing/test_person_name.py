"""A name at the top is a name; a title or a list of technologies is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.parsing.person_name import find_name

TECHNOLOGIES = {"Ruby", "Java", "Julia", "Swift", "Spring", "Python", "Django", "Scala"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ruby Johnson\nPython developer", ["Ruby Johnson"]),
        ("\n  Java Smith  \nbla", ["Java Smith"]),
        ("JAVA SMITH\nbla", ["JAVA SMITH"]),
        ("Dr. Scala O’Brien-Rossi\nbla", ["Dr. Scala O’Brien-Rossi"]),
        ("Ruby Johnson\nbla\n\nRuby Johnson\nJava", ["Ruby Johnson", "Ruby Johnson"]),
        ("Julia Swift\njulia.swift@example.org", ["Julia Swift"]),
        ("Julia Swift\nsomeone@example.org", []),
        ("Java Spring\n", []),
        ("Java Developer\n", []),
        ("Senior Ruby Engineer\n", []),
        ("Curriculum Vitae\n", []),
        ("Życiorys Zawodowy\n", []),
        ("Doświadczenie Zawodowe\n", []),
        ("Опыт Работы\n", []),
        ("İş Deneyimi\n", []),
        ("Анна Примерова\nPython", ["Анна Примерова"]),
        ("Python, Django\n", []),
        ("Technical Skills\nJava", []),
        ("Ruby\nJava", []),
        ("A résumé that goes on in one long line with Java and Ruby", []),
        ("", []),
    ],
)
def test_name(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in find_name(text, TECHNOLOGIES.__contains__)] == expected


@given(st.text(max_size=80))
def test_names_in_any_text_have_valid_offsets(text: str) -> None:
    assert all(0 <= a < b <= len(text) for a, b in find_name(text))
