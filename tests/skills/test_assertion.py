"""Denied, wished for or claimed: cues and the ends of their power."""

import pytest

from matcher.skills.assertion import assertion_of
from matcher.skills.tokenization import Tokenizer


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Built services in Java.", "Java", "claimed"),
        ("No experience with Java.", "Java", "negated"),
        ("I have no professional experience with Java or Scala", "Scala", "negated"),
        ("no Java, but five years of Python", "Java", "negated"),
        ("no Java, but five years of Python", "Python", "claimed"),
        ("No experience with Java. Python daily.", "Python", "claimed"),
        ("no knowledge of PHP; strong in Ruby", "Ruby", "claimed"),
        ("not familiar with Rust", "Rust", "negated"),
        ("I have never used Perl", "Perl", "negated"),
        ("I haven't worked with Oracle", "Oracle", "negated"),
        ("without any exposure to Kafka", "Kafka", "negated"),
        ("Java: no experience", "Java", "negated"),
        ("Java (none)", "Java", "negated"),
        ("no downtime in a Java shop", "Java", "claimed"),
        ("Not only Java but also Kotlin", "Kotlin", "claimed"),
        ("Not only Java but also Kotlin", "Java", "claimed"),
        ("No. 1 Java developer", "Java", "claimed"),
        ("Eager to learn Rust", "Rust", "aspired"),
        ("eager to learn new things; uses Rust", "Rust", "claimed"),
        ("Interested in learning Go and Elixir", "Elixir", "aspired"),
        ("would like to work with Scala", "Scala", "aspired"),
        ("hoping to learn more about Django", "Django", "aspired"),
        ("Looking to work with Python developers", "Python", "aspired"),
        ("Currently learning Django", "Django", "claimed"),
        ("Taught Java to interns", "Java", "claimed"),
        ("keine Erfahrung mit Java, aber mit Python", "Java", "negated"),
        ("keine Erfahrung mit Java, aber mit Python", "Python", "claimed"),
        ("aucune expérience en PHP", "PHP", "negated"),
        ("Note: used Java for the server", "Java", "claimed"),
        ("No experience required.\n\nJava", "Java", "claimed"),
        ("Hired 40 engineers: Java developers, DBAs", "Java", "attributed"),
        ("• Recruited candidates for Java posts.", "Java", "attributed"),
        ("Hired as Java developer", "Java", "claimed"),
        ("Led five Java developers", "Java", "claimed"),
        ("Recruited testers. Wrote Java for developers", "Java", "claimed"),
        ("NoSQL and Java", "Java", "claimed"),
        ("code in Java or PHP without frameworks", "PHP", "claimed"),
    ],
)
def test_assertion(text: str, word: str, expected: str) -> None:
    tokens = Tokenizer(["Java"])(text)
    first = next(i for i, t in enumerate(tokens) if t.text == word)
    assert assertion_of(tokens, first, first + 1) == expected
