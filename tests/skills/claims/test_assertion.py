"""Claimed, negated, aspired or attributed: cues and the limits of their scope."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.skills.claims.assertion import AssertionClassifier, classify_assertion
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
        ("Python, Java\nNo experience with Ruby", "Java", "claimed"),
        ("Python, Java\nNo experience with Ruby", "Ruby", "negated"),
        ("Java: no experience with it", "Java", "negated"),
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
        ("Note: used Java for the server", "Java", "claimed"),
        ("No experience required.\n\nJava", "Java", "claimed"),
        ("Hired 40 engineers: Java developers, DBAs", "Java", "attributed"),
        ("• Recruited candidates for Java posts.", "Java", "attributed"),
        ("Hired as Java developer", "Java", "claimed"),
        ("Led five Java developers", "Java", "claimed"),
        ("Recruited testers. Wrote Java for developers", "Java", "claimed"),
        ("NoSQL and Java", "Java", "claimed"),
        ("code in Java or PHP without frameworks", "PHP", "claimed"),
        # Negated
        ("zero Java experience", "Java", "negated"),
        ("no Java experience", "Java", "negated"),
        ("no prior experience in either Java or PHP", "PHP", "negated"),
        ("Java experience: none", "Java", "negated"),
        ("Java is not my strength", "Java", "negated"),
        ("not an expert in Java", "Java", "claimed"),
        ("I do not know Java", "Java", "negated"),
        ("I do not have experience with Java or other frameworks", "Java", "negated"),
        ("I dont have any experience with Java", "Java", "negated"),
        ("do not have to use Java", "Java", "claimed"),
        ("don't use Java", "Java", "negated"),
        ("never worked with Java", "Java", "negated"),
        ("have yet to use Java", "Java", "negated"),
        ("little or no knowledge of Java", "Java", "negated"),
        ("everything except Java", "Java", "negated"),
        ("all languages other than Java", "Java", "negated"),
        ("Neither Java nor PHP", "PHP", "negated"),
        ("lacks experience in Java", "Java", "negated"),
        ("lack of redundancy, turns rules into Java", "Java", "claimed"),
        ("without Java", "Java", "negated"),
        ("without Java EE servers", "Java", "negated"),
        ("Java nicht", "Java", "claimed"),
        # Near misses of negation
        ("upgrades with and without Java", "Java", "claimed"),
        ("helped members who were not familiar with Java", "Java", "claimed"),
        ("Java-planned the releases", "Java", "claimed"),
        ("nothing but Python", "Python", "claimed"),
        ("none other than Python", "Python", "claimed"),
        ("cannot live without SQL", "SQL", "claimed"),
        ("can't imagine work without SQL", "SQL", "claimed"),
        ("languages including but not limited to Java, PHP", "Java", "claimed"),
        ("no problem with Java", "Java", "claimed"),
        ("No less than six Java services", "Java", "claimed"),
        ("no longer only Java", "Java", "claimed"),
        ("had no trouble moving to Java", "Java", "claimed"),
        ("without downtime, using Java", "Java", "claimed"),
        ("not just Java", "Java", "claimed"),
        ("not merely Java", "Java", "claimed"),
        ("whether or not using Java", "Java", "claimed"),
        ("no doubt Java", "Java", "claimed"),
        ("for people without Java Script turned on", "Java", "negated"),
        ("Have not used Java in ten years", "Java", "claimed"),
        ("haven't touched Java since 2012", "Java", "claimed"),
        ("have not used Java at work", "Java", "negated"),
        ("no experience required, taught Java", "Java", "claimed"),
        ("Java, no Python", "Java", "claimed"),
        ("Java without frameworks", "Java", "claimed"),
        # Aspired
        ("Seeking a position as a Java developer", "Java", "claimed"),
        ("Goal: learn Rust", "Rust", "aspired"),
        ("next on my list: Rust", "Rust", "aspired"),
        ("Rust (planned)", "Rust", "aspired"),
        ("planning to get certified in Rust", "Rust", "aspired"),
        ("curious about Rust", "Rust", "aspired"),
        ("Interested in Rust", "Rust", "aspired"),
        ("Interested in Python development; wrote Java", "Java", "claimed"),
        ("eager to use my Java skills", "Java", "claimed"),
        ("looking to use my Java", "Java", "claimed"),
        ("Quick to learn new things such as Java", "Java", "claimed"),
        ("Took the initiative to learn Java", "Java", "claimed"),
        ("Had to learn Java in a week", "Java", "claimed"),
        ("I learned Java", "Java", "claimed"),
        ("Machine learning in Python", "Python", "claimed"),
        # Attributed to others
        ("Sourced and screened Java engineers", "Java", "attributed"),
        ("Interviewed candidates for Java roles", "Java", "attributed"),
        ("interested in a career in Python development", "Python", "claimed"),
        ("I no longer use Java", "Java", "claimed"),
        ("Hired and led Java developers", "Java", "claimed"),
        ("Mentored developers in Java", "Java", "claimed"),
        ("Taught Java to undergraduates", "Java", "claimed"),
        ("Sourced data from Java services", "Java", "claimed"),
        ("Sold Java licences to developers", "Java", "claimed"),
    ],
)
def test_assertion(text: str, word: str, expected: str) -> None:
    tokens = Tokenizer(["Java"])(text)
    first = next(i for i, t in enumerate(tokens) if t.text == word)
    assert classify_assertion(tokens, first, first + 1, ("en",)) == expected


PIECES = st.sampled_from(
    [
        *"no any without experience knowledge familiar with in of on not don't never used worked know hardly yet to learn eager want "
        "planning interested the other than none except hired recruited developers engineers who members keine Kenntnisse sin "
        "Java SQL Python have has goals next wish list cannot in years ſ".split(),
        ",",
        ".",
        ";",
        ":",
        "-",
        "(",
        ")",
        "•",
        "\n",
        "\n\n",
        "  ",
        "0 %",
        "0/5",
        "but",
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", " ", "  ", "\n", ""])), max_size=40))
def test_checking_only_near_cues_changes_nothing(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in pieces)
    tokens = Tokenizer(["Java", "SQL", "Python"])(text)
    classifier = AssertionClassifier(text, tokens)
    for first in range(len(tokens)):
        for last in {first + 1, min(first + 2, len(tokens))}:
            assert classifier.classify(first, last) == classify_assertion(tokens, first, last, classifier.languages)
