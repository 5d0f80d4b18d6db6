"""Deeds of the person in jobs whose title says nothing, and verbs of which somebody else is the doer."""

import pytest

from matcher.parsing.deeds.own_deeds import OwnDeeds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Built services with Java.", True),
        ("• I also wrote services in Java.", True),
        ("Responsible for the development of services in Java.", True),
        ("Responsibilities included designing services with Java.", True),
        ("Analysed, designed and built services in Java.", True),
        ("In my first year, developed services in Java.", True),
        ("Increased sales by building services in Java.", True),
        ("My duties were to develop services in Java.", True),
        ("Associate Acme Ltd May 2010 to May 2012 Developed services in Java.", True),
        ("Associate Acme Ltd * Kept records * Developed services in Java.", True),
        ("This project involved developing services in Java.", True),
        ("This freelance position is responsible for development of sites using Java.", True),
        ("Client Acme Role(s) Senior Software Developer Technology used Java", True),
        ("During this time I created a multitude of sites with Java.", True),
        ("During this contract, my role was to create services with Java.", True),
        ("Made application for interior design with Java.", True),
        ("Fixed defects of services in Java.", True),
        ("The vendor built services with Java.", False),
        ("IT used Java.", False),
        ("In this role you design services with Java.", False),
        ("To design and build services with Java.", False),
        ("Responsibilities include: designing services with Java.", False),
        ("The role: building services with Java.", False),
        ("The developer built services with Java.", False),
        ("The development team builds services in Java.", False),
        ("Ideal: builds services with Java.", False),
        ("By 2030: developed services in Java.", False),
        ("Dream project: a shop built with Java.", False),
        ("Reported faults in Java.", False),
        ("Cancelled the project that used Java.", False),
        ("Responsible for lunch of the Java developers.", False),
        ("Java, Django, PostgreSQL", False),
    ],
)
def test_who_is_the_doer(text: str, expected: bool) -> None:
    assert OwnDeeds(text, (), [text.index("Java")]).any_in(0, len(text)) == expected


def test_names_that_are_left_out_are_no_deed() -> None:
    text = "Coordinated suppliers that develop in Java."
    start = text.index("suppliers")
    assert not OwnDeeds(text, (), [text.index("Java")], [(start, len(text))]).any_in(0, len(text))
