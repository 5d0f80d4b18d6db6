"""Tokens keep technology names whole and lose no character."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.skills.tokenization import Tokenizer

FORMS = [
    "PL/SQL",
    "TCP/IP",
    "Java",
    "Python",
    "Oracle",
    "HTML5",
    "Log4j",
    "C++",
    "C#",
    "Node.js",
    "PostgreSQL",
    "R",
    "D",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++ and C#", ["C++", "and", "C#"]),
        ("C/C++", ["C", "/", "C++"]),
        ("Java/PL/SQL", ["Java", "/", "PL/SQL"]),
        ("TCP/IP,UDP", ["TCP/IP", ",", "UDP"]),
        (".NET, ASP.NET.", [".NET", ",", "ASP.NET", "."]),
        ("Node.js/React.js", ["Node.js", "/", "React.js"]),
        ("Node.js.", ["Node.js", "."]),
        ("in development.Java is", ["in", "development", ".", "Java", "is"]),
        ("Python3 Java8 Oracle11g", ["Python", "3", "Java", "8", "Oracle", "11g"]),
        ("R65 D365", ["R65", "D365"]),
        ("HTML5 Log4j", ["HTML5", "Log4j"]),
        ("Java 8.0.1", ["Java", "8.0.1"]),
        ("C++11", ["C++", "11"]),
        ("R&D", ["R&D"]),
        ("go-getter", ["go", "-", "getter"]),
        ("(Java)", ["(", "Java", ")"]),
        ("Java's", ["Java", "'", "s"]),
        ("Café C", ["Café", "C"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [t.text for t in Tokenizer(FORMS)(text)] == expected


def test_line_and_paragraph_starts() -> None:
    tokens = Tokenizer()("one two\nthree\n\nfour")
    assert [(t.line_start, t.paragraph_start) for t in tokens] == [
        (False, False),
        (False, False),
        (True, False),
        (True, True),
    ]


@given(st.text(alphabet=st.sampled_from("abC#+./& \n,é-_9'") | st.characters(), max_size=60))
def test_every_visible_character_is_in_exactly_one_token(text: str) -> None:
    tokens = Tokenizer(FORMS)(text)
    assert "".join(t.text for t in tokens) == "".join(text.split())
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))
