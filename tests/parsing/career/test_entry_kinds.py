"""What dates belong to: work, education, a certificate, a project, or no entry."""

import datetime

import pytest

from matcher.parsing.career.entry_kinds import strongest_features
from matcher.parsing.career.timeline import find_positions
from matcher.parsing.sections import find_sections

AS_OF = datetime.date(2026, 11, 23)


def kinds(text: str) -> list[str]:
    positions, _ = find_positions(text, find_sections(text), AS_OF)
    return [p.kind for p in positions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EXPERIENCE\nDeveloper, Acme Ltd\n2013 - 2015\n- Built an API\n", ["work"]),
        ("EDUCATION\nB.Sc. in Physics, University of Northfield\n2009 - 2013\n", ["education"]),
        ("EDUCATION\nBachelor's in Physics\nNorthfield College\n2013\n", ["education"]),
        ("PROJECTS\nChess engine\n2019 - 2020\nWritten in Rust\n", ["project"]),
        # A school under the heading of work is still a school.
        (
            "WORK EXPERIENCE\nDeveloper, Acme Ltd\nMay 2016 - June 2019\n- Built an API\n\n"
            "Web Development Bootcamp, Northfield Coding School\nJanuary 2016 - April 2016\n",
            ["work", "education"],
        ),
        # A school in another language under the heading of education is no job.
        ("FORMATION\nDUT Informatique, Université des Trois Collines\n2014 - 2016\n", ["education"]),
        # Dates inside the sentences of duties are no entries.
        (
            "EXPERIENCE\nDeveloper, Acme Ltd\nMay 2016 - June 2019\n- Moved 40 services to the cloud from 2017 to 2018\n"
            "- Won the prize for the best team in 2018\n",
            ["work"],
        ),
        ("SKILLS\nPython, since 2015 in daily use\nWindows Server 2012 - 2016\n", []),
    ],
)
def test_kinds(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


WEIGHTS = {
    "always": (0, 500, 0, 0, 0, 0),
    "section=experience": (-10, 90, 80, 0, 0, 0),
    "title=cook": (0, 70, 0, 0, 0, 0),
    "title=head": (0, 70, 0, 0, 0, 0),
    "near school": (0, -40, 0, 300, 0, 0),
    "dates": (900, 0, 0, 0, 0, 0),
}


@pytest.mark.parametrize(
    ("features", "most", "expected"),
    [
        (["section=experience", "title=cook"], 3, ["title=cook", "section=experience"]),
        (["section=experience", "title=cook"], 1, ["title=cook"]),
        (["title=head", "title=cook"], 3, ["title=head", "title=cook"]),
        # How frequent a kind is says nothing about this entry, and an unknown word nothing at all.
        (["always", "title=cook", "title=of"], 3, ["title=cook"]),
        # What speaks for another kind did not decide for this one.
        (["section=experience", "title=cook", "near school"], 3, ["near school"]),
        (["dates", "section=experience"], 3, ["dates"]),
        (["title=of"], 3, []),
        ([], 3, []),
    ],
)
def test_the_strongest_features_of_the_decision(features: list[str], most: int, expected: list[str]) -> None:
    assert strongest_features(features, WEIGHTS, most) == expected
