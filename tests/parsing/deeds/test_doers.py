"""Whose deeds sentences tell: somebody else's, the person's own, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.parsing.deeds.doers import find_doers

OWN, NAMED, NOT_OWN = "own", "merely named", "not own"


def told(text: str, word: str) -> str:
    offset = text.index(word)
    doers = find_doers(text)
    if any(start <= offset < end for start, end in doers.not_own):
        return NOT_OWN
    return NAMED if any(start <= offset < end for start, end in doers.merely_named) else OWN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # goods, texts and talk
        ("Sold books about Go and Java, web services and design patterns.", NOT_OWN),
        ("Stocked magazines on Java.", NOT_OWN),
        ("In breaks read blogs about Java.", NOT_OWN),
        ("Read about Java.", NOT_OWN),
        ("Watched videos on Java.", NOT_OWN),
        ("Dream of Java.", NOT_OWN),
        ("Price list: Go, Java, each 9.99.", NOT_OWN),
        ("Bookshelf: Java", NOT_OWN),
        ("Attended a talk about Java.", NAMED),
        ("Visited a fair for Java.", NAMED),
        # other people
        ("My colleagues in the next office used Java.", NOT_OWN),
        ("Colleagues used Java.", NOT_OWN),
        ("My wife writes Java.", NOT_OWN),
        ("Customers included teams that run Java.", NOT_OWN),
        ("The team next door builds services in Java.", NOT_OWN),
        ("Served coffee to developers who know Java.", NAMED),
        ("Managed those who built services in Java.", NAMED),
        ("Worked for a company that develops in Java.", NAMED),
        ("Sat next to Java developers.", NOT_OWN),
        ("Cleaned the offices of a company that builds services with Java.", NOT_OWN),
        # what came to nothing
        ("Applied in vain for jobs that ask for Java.", NOT_OWN),
        ("Failed the tests in Java.", NOT_OWN),
        ("Tried in vain to learn Java.", NOT_OWN),
        ("Typed the words Java and Go.", NOT_OWN),
        ("Imagined Java.", NOT_OWN),
        ("Avoided Java.", NAMED),
        ("The company develops software in Java.", NAMED),
        ("Watched others use Java.", NAMED),
        ("Planned to learn Java.", NAMED),
        ("Was not allowed to touch Java.", NAMED),
        ("Phased out Java in favour of paper.", NAMED),
        ("Used Excel instead of Java.", NAMED),
        # others build, by their names
        ("The vendor built our services with Java.", NAMED),
        ("Our IT department runs Java.", NAMED),
        ("A consultancy from Leeds delivered our services in Java.", NAMED),
        ("Our intern wrote everything in Java.", NAMED),
        ("The previous owner had built the shop with Java.", NAMED),
        ("My developers built services in Java.", NAMED),
        ("Services were built by contractors with Java.", NAMED),
        ("The till was built with Java by a firm in York.", NAMED),
        ("Project of a colleague: services in Java.", NAMED),
        ("Technologies used by others: Java", NAMED),
        ("Coordinated suppliers that develop in Java.", NAMED),
        ("Managed a team of developers who built services with Java.", NAMED),
        ("Met developers of Java.", NAMED),
        ("Helped users of Java.", NAMED),
        ("Provided sandwiches to developers of Java.", NAMED),
        ("Used the toilet of a company working with Java.", NAMED),
        ("Tools used in the company (not by me): Java", NAMED),
        # nobody built
        ("Some day I will build services with Java.", NAMED),
        ("I could build services with Java.", NAMED),
        ("I will design services with Java.", NAMED),
        ("Plan to build services with Java.", NAMED),
        ("Hope to be building services in Java soon.", NAMED),
        ("Idea: an app developed in Java.", NAMED),
        ("Dream project: a shop built with Java.", NAMED),
        ("Next year: services in Java.", NAMED),
        ("Almost built services in Java.", NAMED),
        ("Did not build services in Java.", NAMED),
        ("No work was done with Java.", NAMED),
        ("Planned a migration to Java, which was cancelled.", NAMED),
        ("A migration to Java was planned and then abandoned.", NAMED),
        ("Failed to set up Java.", NAMED),
        ("Evaluated Java.", NAMED),
        ("Proposed to use Java; this was declined.", NAMED),
        ("Completed a course on Java.", NAMED),
        ("Not responsible for: Java", NAMED),
        ("Out of scope: Java", NAMED),
        # left to others, or done with something else
        ("Shadowed a developer who worked with Java.", NAMED),
        ("Outsourced development in Java to India.", NAMED),
        ("Reported faults in Java to IT.", NAMED),
        ("Ordered licences for Java.", NAMED),
        ("Sold Java to customers.", NAMED),
        ("Taught about Java.", NAMED),
        ("Asked somebody about Java.", NAMED),
        ("Shared an office with developers of Java.", NAMED),
        ("Had our shop built in Java.", NAMED),
        ("If hired, I would build services in Java.", NAMED),
        ("In future: services built in Java.", NAMED),
        ("Long-term goal: build services in Java.", NAMED),
        ("Paid a student to develop services in Java.", NAMED),
        ("Observed engineers working with Java.", NAMED),
        ("Was told about Java.", NAMED),
        ("Answered phones for the team using Java.", NAMED),
        # near misses: the person's own deeds
        ("Got my start in Linux using an editor to write Java.", OWN),
        ("Visited data centres to install servers for Java.", OWN),
        ("Member of the team that built services in Java.", OWN),
        ("Part of a team which used Scrum to develop in Java.", OWN),
        ("Wrote user stories for Java teams.", OWN),
        ("Decommissioned nodes of Java servers.", OWN),
        ("Decommissioned Linux servers that ran Java.", OWN),
        ("Used INSTEAD OF triggers in Java.", OWN),
        ("Wrote jobs instead of scripts in Java.", OWN),
        ("Delivered corporate trainings on Java.", OWN),
        ("Applied to data transactions using Java.", OWN),
        ("Hosted the application with Java.", OWN),
        ("Met with stakeholders to plan Java services.", OWN),
        ("Met target dates with Java.", OWN),
        ("Will be using Java to build a scalable service.", OWN),
        ("To reduce load times, used Java.", OWN),
        ("Maintained services built by contractors in Java.", OWN),
        ("Helped developers in tuning Java.", OWN),
        ("Evaluated bottlenecks using Java.", OWN),
        ("Built a shop for a company building Java tools.", OWN),
        ("Attended all the stand-up meetings and talks. Developed services in Java", OWN),
        ("Built and sold a Java course.", OWN),
        ("Used NLTK to read blogs about Java.", OWN),
        ("Read data from Java services.", OWN),
        ("Phased out COBOL in favour of Java.", OWN),
        ("Built tools that use Java.", OWN),
        ("Avoided outages by moving to Java.", OWN),
        ("Built the company site in Java.", OWN),
        ("Typed Python and Java code.", OWN),
        ("Built a shop for customers in Java.", OWN),
        ("Helped colleagues, developed services in Java.", OWN),
        ("Sold the idea to the board and built it in Java.", OWN),
        ("Attended meetings and wrote Java.", OWN),
        ("Part of the development team using Java.", OWN),
        ("Sold over 100 interface designs with Java.", OWN),
        ("Led teams, which included Java developers.", OWN),
        ("Fixed failed tests in Java.", OWN),
        ("Wrote unit tests; attended trainings. Java", OWN),
        ("Tuned Java instead of buying servers.", OWN),
        ("Java, Django, PostgreSQL", OWN),
    ],
)
def test_the_doer_of_a_sentence(text: str, expected: str) -> None:
    assert told(text, "Java") == expected


@given(st.text(st.sampled_from("sold books about colleagues used who that read,.;\n "), max_size=300))
def test_spans_are_in_order_and_inside_the_text(text: str) -> None:
    for spans in find_doers(text):
        assert list(spans) == sorted(spans)
        assert all(0 <= start < end <= len(text) for start, end in spans)
