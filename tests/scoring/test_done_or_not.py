"""A mention in a job is not yet work done with it: what tricks that anybody can read earn, next to a bare list."""

from __future__ import annotations

import datetime
from functools import cache

import pytest

from matcher.extraction.reading import read_bytes
from matcher.profiles.loading import load_profile
from matcher.scoring.pipeline import Pipeline
from matcher.scoring.tfidf_model import load_model
from matcher.skills.taxonomy import load_taxonomy

NAMES = "Python, Django, PostgreSQL, REST, Docker, Kubernetes, AWS, Redis, Kafka, OAuth"
HEAD = "Jordan Ellis\njordan.ellis@example.org | Leeds\nExperience\n"
TAIL = "Education\nBTEC Business, Leeds City College, 2016\nSkills\nExcel, rota planning\n"
LISTED = 25.0
"""Points that a bare list of the names earns at most, with the words of one title."""
WORKED = 60.0
"""Points that ten years of work with them earn at least."""


@cache
def pipeline() -> Pipeline:
    taxonomy = load_taxonomy()
    return Pipeline(load_profile("backend-developer", taxonomy), taxonomy, load_model(), datetime.date(2026, 11, 23))


def score(text: str) -> float:
    return pipeline().assess(read_bytes(text.encode(), "cv.txt")).score


def job(title: str, *duties: str, employer: str = "Marlow Stores", dates: str = "2010 - present") -> str:
    return f"{HEAD}{title}, {employer} ({dates})\n" + "".join(f"- {duty}\n" for duty in duties) + TAIL


def skills(text: str) -> str:
    return f"{job('Shift supervisor', 'Planned rotas for a team of eleven.')}{text}\n"


NOTHING_DONE = [
    *(job("Shift supervisor", duty) for duty in (
        f"Printed labels with the words {NAMES}.", f"Technologies: {NAMES}", f"Built shelves for books on {NAMES}.",
        f"Used books about {NAMES} as door stops.", f"Developed a taste for {NAMES}.", f"Wrote a poem about {NAMES}.",
        f"Ran errands for programmers of {NAMES}.", f"Installed televisions that showed films about {NAMES}.",
        f"Colleagues used {NAMES}.", f"Sold books about {NAMES}.", f"Customers included teams that run {NAMES}.",
    )),
    *(job(title, NAMES) for title in (
        "Dreamer", "Python enthusiast", "Future backend developer", "Aspiring backend developer", "Wannabe backend developer",
        "Husband of a backend developer", "Friend of backend developers", "Neighbour of a Python developer",
        "Cleaner for backend developers", "Recruiter of backend developers", "Applicant for backend developer",
        "Not a backend developer", "Never a backend developer", "Imaginary backend developer", "Hobby backend developer",
        "Landlord of backend developers", "Cleaner", "Bricklayer", "Night porter", "Reader of blogs",
    )),
    job("Dreamer", "Worked on my data plan.", NAMES),
    job("Dreamer", "Built castles in the air.", NAMES),
    *(job("Backend developer", duty) for duty in (
        f"Sold books about {NAMES}.", f"Failed the tests in {NAMES}.", f"Never used {NAMES}.", f"Heard of {NAMES}.",
        f"Avoided {NAMES}.", f"Refused to work with {NAMES}.", f"Planned to learn {NAMES}.", f"Watched others use {NAMES}.",
        f"Was not allowed to touch {NAMES}.", f"Fired for lack of {NAMES}.", f"The company uses {NAMES}; I made coffee.",
        f"Seeking: {NAMES}", f"Wanted: {NAMES}. Apply now.", f"Join our team! Bring {NAMES}.",
        f"The developer will design services with {NAMES}.", f"Candidates are expected to know {NAMES}.",
    )),
    job("Backend developer", f"Required skills: {NAMES}", "Duties: design APIs, build microservices"),
    job("Python Django PostgreSQL Kubernetes developer", "Planned rotas."),
    job("Backend developer | Python | Java | Go | Django | Kafka | Redis", "Planned rotas."),
    job("Backend developer", "Planned rotas.", employer="Python Django PostgreSQL Kafka Redis Ltd"),
    f"{HEAD}Shift supervisor, Marlow Stores\n- Colleagues liked {NAMES}.\n- Named {NAMES}.\n{TAIL}",
    f"{HEAD}{NAMES}\n{TAIL}",
    HEAD + "".join(f"Experience\n{name} developer, 2010 - 2026\n" for name in NAMES.split(", ")) + TAIL,
    HEAD + "".join(f"Backend developer, Firm {n} Ltd (2010 - 2026)\n- Built {NAMES}.\n" for n in range(20)) + TAIL,
    skills(f"{NAMES}: none of these used so far."), skills(f"Not known: {NAMES}"), skills(f"To learn: {NAMES}"),
    *(skills("\n".join(form.format(name) for name in NAMES.split(", "))) for form in (
        "{} | no", "{}: no", "{} (0 years)", "{} ☆☆☆☆☆", "☐ {}", "[ ] {}", "✗ {}", "( ) {}", "No {}",
    )),
    job("Schichtleiter", f"Hat Bücher über {NAMES} verkauft.", "Die Kollegen haben mit der Kasse gearbeitet."),
    job("Vendeur", f"Vendu des livres sur {NAMES} aux clients de la librairie."),
]  # fmt: skip

DONE = [
    *(job(title, NAMES) for title in (
        "Backend developer", "Junior engineer", "Softwareentwickler", "Développeur back-end",
        "Member of technical staff", "Lead of backend developers",
    )),
    job("Backend developer", f"Built services with {NAMES}."),
    job("Backend developer", f"Responsibilities: built services with {NAMES}."),
    job("Associate", f"Built services with {NAMES}."),
    job("Future backend developer", f"Built services with {NAMES}."),
    job("Backend developer", "Sold the idea to the board.", f"Stack: {NAMES}"),
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING_DONE, ids=range(len(NOTHING_DONE)))
def test_what_nobody_has_done_earns_no_more_than_a_list(text: str) -> None:
    assert score(text) <= LISTED, text


@pytest.mark.parametrize("text", DONE, ids=range(len(DONE)))
def test_honest_work_counts_in_full(text: str) -> None:
    assert score(text) >= WORKED, text


@pytest.mark.parametrize(("dates", "most"), [("1950 - present", 45.0), ("1960 - 2026", 45.0), ("1951 - 1985", 45.0)])
def test_impossible_dates_count_as_none_and_are_told(dates: str, most: float) -> None:
    document = read_bytes(job("Backend developer", f"Built services with {NAMES}.", dates=dates).encode(), "cv.txt")
    assessment = pipeline().assess(document)
    assert assessment.score <= most
    assert "impossible-dates" in {warning.code for warning in assessment.warnings}
