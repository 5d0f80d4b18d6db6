"""How each dated job names a skill: mentions, different sentences, title and list of technologies."""

import pytest

from matcher.core.resume import EntryKind, Month, Position
from matcher.core.skills import JobMentions, Mention
from matcher.skills.job_mentions import JobMentionCounter


def count(text: str, title: str = "Developer", kind: EntryKind = "work") -> tuple[JobMentions, ...]:
    """Count the mentions of "Go" in a text that is one position, twice as long as what comes before it."""
    before = "Jo Doe\nGo\n"
    job = Position(len(before), len(before) + len(text), Month(2015, 1), Month(2023, 12), title=title, kind=kind)
    whole, claims, start = before + text, [], len(before)
    while (start := whole.find("Go", start)) >= 0:
        claims.append(Mention("go", "Go", start, start + 2, position=0))
        start += 2
    return JobMentionCounter(whole, [job]).count([Mention("go", "Go", 7, 9), *claims])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ported a script to Go.", (1, 1)),
        ("Ported a script from Go to Go.", (2, 1)),
        ("Ported a script to Go. Wrote a parser in Go.", (2, 2)),
        ("• Wrote a parser in Go\n• Ported a script to Go", (2, 2)),
        # Repetition in the same words, in whatever order and case.
        ("Wrote Go. Wrote Go. wrote Go. Go, Go, Go", (6, 2)),
        ("Go Go Go\nGo Go\nGo", (6, 1)),
    ],
)
def test_sentences_are_counted_once_by_their_words(text: str, expected: tuple[int, int]) -> None:
    (job,) = count(text)
    assert (job.mentions, job.sentences) == expected
    assert not job.in_stack


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("Environment: Java, Go", "Cook", True),
        ("Technologies used: Java, Go", "Cook", True),
        ("Tools & Libraries used - Java, Go", "Cook", True),
        ("Built tills. Tech stack: Go", "Cook", True),
        ("Technologies:\nGo, Java", "Cook", True),
        ("Technologies:\n• Go\n", "Cook", True),
        ("Technologien: Java, Go", "Koch", True),
        ("Tecnologías utilizadas: Go", "Cocinera", True),
        ("Ported a script to Go", "Senior Go Developer", True),
        ("Ported a script to Go", "go developer", True),
        # Near-misses: no label, another label, a label before another sentence or after the mention, part of a word.
        ("Ported the environment to Go", "Cook", False),
        ("Project: Go", "Cook", False),
        ("Technologies: Java. Ported a script to Go.", "Cook", False),
        ("Go for customers. Environment: Java", "Cook", False),
        ("Biotechnologies: Go", "Cook", False),
        ("Ported a script to Go", "Gopher", False),
    ],
)
def test_title_and_list_of_technologies(text: str, title: str, expected: bool) -> None:
    assert count(text, title)[0].in_stack is expected


def test_only_positions_whose_months_count() -> None:
    assert count("Learnt Go.", kind="education") == ()
    assert JobMentionCounter("Go", []).count([Mention("go", "Go", 0, 2)]) == ()
