"""Misspelt words count as the right ones, real words stay as they are, and offsets are those of the page."""

import datetime
import random
import time
from functools import cache

import pytest

from matcher.core.document import Block, Document
from matcher.core.profile import Requirement
from matcher.core.resume import Resume, Section
from matcher.extraction.reading import read_bytes
from matcher.languages.detection import languages_of
from matcher.profiles.loading import load_profile
from matcher.scoring.competencies import CompetencyFinder
from matcher.scoring.misspellings import Misspellings, load_misspellings
from matcher.scoring.pipeline import Pipeline
from matcher.scoring.tfidf_match import ProfileText
from matcher.scoring.tfidf_model import load_model
from matcher.skills.taxonomy import load_taxonomy


@cache
def shipped() -> Misspellings:
    return load_misspellings(load_model(), load_taxonomy())


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("encripted developped responce aplication", "encrypted developed response application"),
        ("performence securty integrtion scalabilty", "performance security integration scalability"),
        ("databse enviroment maintanance accesability", "database environment maintenance accessibility"),
        ("mangement Managment MANAGMENT", "management management management"),
        ("requets per second", "requests per second"),
        ("troughput, unecessary botlenecks", "throughput, unnecessary bottlenecks"),
        ("authentification", "authentication"),
        ("acess to trafic", "access to traffic"),
        ("acces control, jquerry", "access control, jquery"),
        ("all apps of two devs on one DB", "all applications of two developers on one database"),
        ("900 → 200 ms, 6 h -> 90 min", "900 to 200 ms, 6 h to 90 min"),
        ("Amazon Web Services", "AWS"),
    ],
)
def test_corrected(text: str, right: str) -> None:
    assert shipped().correct(text).text == right


@pytest.mark.parametrize(
    "text",
    [
        "MockK and Mockito",
        "exiting contrast to a contract",
        "catching and cashing, patching and latching",
        "costumer of a tailor",  # another word
        "intention, attention, retention, detention",
        "adoption and adaption, conversation and conservation",
        "Kubernetes, Elasticsearch, PostgreSQL, Micronaut, Dropwizard, Terraform, Grafana, Memcached",
        "Brenlow Payments, Vastrelle Finance, Agnieszka Wolnicka",
        "me@managment.example, https://managment.example/aplication, aplication.yml, src/aplication/",
        "ApliCation, sécuritary, x_aplication",  # a name, another language, an identifier
        "planed the table, hoping, later, diner",
        "Power Apps, App Store, Auth0, OAuth, next.config.js, /db/env",
        "List<String> -> , a >= b",
        "",
    ],
)
def test_unchanged(text: str) -> None:
    assert shipped().correct(text).text == text


def test_offsets_are_those_of_the_page() -> None:
    text = "A trafic, the aplication; enviroment -> apps."
    corrected = shipped().correct(text)
    assert corrected.text == "A traffic, the application; environment to applications."
    for on_page, right in (
        ("trafic", "traffic"),
        ("the aplication", "the application"),
        ("the", "the"),
        ("apps", "applications"),
    ):
        start = corrected.text.index(right)
        first, last = corrected.on_page(start, start + len(right))
        assert text[first:last] == on_page
    for word in ("A ", ", the", "; "):
        assert corrected.offset(text.index(word)) == corrected.text.index(word)


def test_two_unlike_words_that_are_equally_near_are_not_guessed() -> None:
    assert Misspellings(["casting", "caching"]).correct("caxting").text == "casting"
    assert Misspellings(["cabting", "calting"]).correct("cauting").text == "cauting"


REQUIREMENT = Requirement("fast", "Fast", 5, "should", phrases=("response time*", "tun* ... quer*"))


def found(text: str) -> list[str]:
    document = Document("cv", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, 1)
    resume = Resume(document, (Section("experience", 0, len(text)),), ())
    evidence = CompetencyFinder([REQUIREMENT], None, shipped()).find(resume, lambda _: (1.0, "")).get("fast", ())
    assert all(document.text[e.start : e.end] == e.surface_form for e in evidence)
    return [e.surface_form for e in evidence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I worked in the team of the aplication and reduced the responce time.", ["responce time"]),
        ("I worked in the team and tunned the querys of our servise.", ["tunned the querys"]),
        ("I have no experience with the responce time of an aplication.", []),
        ("Ich habe in der Firma die Responce time der Anwendung und der Dienste verbessert.", []),
    ],
)
def test_evidence_quotes_the_page(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_the_vocabulary_counts_the_right_words_and_names_the_misspelt_ones() -> None:
    role = ProfileText(load_model(), "Server-side developer: SQL databases.")
    text = "developper of databses"
    match = role.compare(text, ["en"], [(text[a:b], right) for a, b, right in shipped().correct(text).words])
    assert match.share == role.compare("developer of databases").share
    assert match.words == {"developer": "developper", "database": "databses"}


@pytest.mark.parametrize(
    ("text", "languages", "term"),
    [("I am the developper of all the databses in our team.", ("en",), "database"), ("Databses, developper", (), "")],
)
def test_only_english_texts_are_corrected(text: str, languages: tuple[str, ...], term: str) -> None:
    assert languages_of(text) == languages
    taxonomy = load_taxonomy()
    pipeline = Pipeline(load_profile("backend-developer", taxonomy), taxonomy, load_model(), datetime.date(2026, 1, 1))
    line = next(c for c in pipeline.assess(read_bytes(text.encode(), "cv.txt")).contributions if c.terms)
    assert next((t.term for t in line.terms if t.word == "databses"), "") == term


def test_time_is_linear() -> None:
    letters = random.Random(1)

    def words(count: int) -> str:
        return " ".join("".join(letters.choices("aeinorst", k=12)) for _ in range(count))

    def seconds(text: str) -> float:
        start = time.process_time()
        shipped().correct(text)
        return time.process_time() - start

    shipped().correct(words(2000))
    assert seconds(words(4000)) < 8 * max(seconds(words(1000)), 0.02)
    assert seconds("a" * 1_000_000) < 1
