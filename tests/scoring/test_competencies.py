"""Phrases and sentences are evidence of competencies, denied ones are not."""

import numpy as np
import pytest

from matcher.core.document import Block, Document
from matcher.core.profile import Requirement
from matcher.core.resume import Resume, Section
from matcher.scoring.competencies import CompetencyFinder

FAST = Requirement(
    "fast", "Fast", 5, "should", phrases=("tun* ... quer*", "caching", "cach* ... pages"), meaning="quick pages"
)


class Alike:
    """Finds every sentence with the word "quick" alike."""

    def similarities(self, sentences: list[str]) -> np.ndarray:
        return np.array([[0.9 if "quick" in s else 0.0] for s in sentences])


def find(text: str, **blocks: bool) -> list[tuple[str, float]]:
    document = Document("cv", text, (Block(0, len(text), 1, **blocks),), "text/plain", "0" * 64, 1)
    resume = Resume(document, (Section("experience", 0, len(text)),), ())
    found = CompetencyFinder([FAST], Alike()).find(resume, lambda _: (1.0, "in dated work"))
    return [(e.surface_form, e.strength) for e in found.get("fast", ())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tuned slow queries.", [("Tuned slow queries", 1.0)]),
        ("Introduced caching. More caching. Caching again.", [("caching", 1.0)]),
        ("Caching of all pages.", [("Caching of all pages", 1.0)]),  # not "caching" once more
        ("Caching of all pages. Then caching again.", [("Caching of all pages", 1.0), ("caching", 1.0)]),
        ("No experience with caching.", []),
        ("Eager to learn about caching.", []),
        ("Keine Erfahrung mit Caching.", []),
        ("Pas encore de caching.", []),
        ("Sin experiencia en caching.", []),
        ("Kein Problem blieb liegen. Caching eingeführt.", [("Caching", 1.0)]),
        ("Made all the pages quick again.", [("Made all the pages quick again.", 0.7)]),
        ("Made quick pages with caching too.", [("caching", 1.0)]),
        ("quick wins", []),  # too short to be compared
        ("Nothing of the kind was ever done.", []),
    ],
)
def test_found(text: str, expected: list[tuple[str, float]]) -> None:
    assert find(text) == expected


def test_a_phrase_counts_where_it_is_worth_most() -> None:
    text = "Likes caching. Did some caching at work."
    document = Document("cv", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, 1)
    resume = Resume(document, (Section("experience", 0, len(text)),), ())
    found = CompetencyFinder([FAST]).find(resume, lambda start: (0.45 if start < 15 else 0.72, "in dated work"))
    assert [(e.start, e.strength) for e in found["fast"]] == [(24, 0.72)]


def test_a_sentence_said_twice_counts_once() -> None:
    assert len(find("Made all the pages quick again.\nMade all  the pages quick again.")) == 1


def test_invisible_sentences_are_no_evidence() -> None:
    assert find("Introduced caching.", visible=False) == []


def test_sentences_of_other_languages_are_not_compared_with_english_meanings() -> None:
    dutch = "Ik heb bij een bank in Utrecht gewerkt en ben gewend aan quick diensten in de nacht."
    english = "I worked for a bank in London and made all of the pages quick again."
    assert find(dutch) == []
    assert find(english) == [(english, 0.7)]
    assert find(f"{dutch}\n\n{english}") == [(english, 0.7)]


@pytest.mark.parametrize(
    "text",
    [
        "Ich habe bei einer Bank gearbeitet. Kein Caching.",
        "Работала в банке. Не занималась: caching.",
        "Bir bankada çalıştım ve sunuculara baktım. Caching deneyimim yok.",
    ],
)
def test_denials_of_other_languages(text: str) -> None:
    assert find(text) == []


def test_a_consent_clause_is_no_evidence() -> None:
    clause = "I hereby consent to the processing of my personal data and its caching."
    assert find(clause) == []


def test_wordings_of_the_languages_of_the_text_count_as_the_phrase() -> None:
    text = "Ich habe bei einer Bank gearbeitet und dort einen Zwischenspeicher eingeführt."
    assert find(text) == [("Zwischenspeicher", 1.0)]
    assert find("I worked for a bank and introduced a Zwischenspeicher there.") == []
