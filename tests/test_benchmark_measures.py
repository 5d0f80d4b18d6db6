"""The measures with which the benchmarks compare matcher."""

import math

import pytest

from benchmarks import careers
from benchmarks.sections import Heading, located
from benchmarks.similarity import (
    UNRELATED,
    Alternative,
    Frequencies,
    _character_ngrams,
    best_sentences,
    bm25,
    cosine,
    coverage,
    reactions,
)
from benchmarks.yardstick import auc, strip_titles
from data.careers.model import GeneratedResume, TrueEntry, TruePerson
from matcher.core.resume import EntryKind, Month, Position

ROLE = "sql caching api"
TEXTS = ["sql api", "sql sql cooking", "cooking singing hiking", "api gardening"]


def analyze(text: str) -> list[str]:
    return text.split()


KNOWN = Frequencies.of(TEXTS, analyze)


def test_frequencies() -> None:
    assert (KNOWN.documents, KNOWN.document_frequency["sql"], KNOWN.average_length) == (4, 2, 2.5)
    assert KNOWN.idf("sql") == pytest.approx(math.log(5 / 3) + 1)
    assert KNOWN.idf("caching") == 0.0


def test_cosine_equals_scikit_learn() -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer=analyze, sublinear_tf=True).fit(TEXTS)
    expected = (vectorizer.transform(TEXTS) @ vectorizer.transform([ROLE]).T).toarray().ravel()
    assert list(map(cosine(ROLE, analyze, KNOWN), TEXTS)) == pytest.approx(list(expected))


def test_bm25_by_hand() -> None:
    idf = math.log((4 - 2 + 0.5) / (2 + 0.5) + 1)
    assert bm25("sql", analyze, KNOWN)("sql sql x y z") == pytest.approx(
        idf * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 5 / 2.5))
    )
    assert bm25("sql", analyze, KNOWN, b=0.0)("sql " + "x " * 99) == pytest.approx(idf)


def test_character_runs_keep_to_words() -> None:
    assert _character_ngrams("Go up") == [" go", "go ", " go ", " up", "up ", " up "]


def test_best_sentences_take_the_most_similar_of_each() -> None:
    import numpy as np

    def encode(sentences: list[str]) -> np.ndarray:
        return np.array([[1.0, 0.0] if "api" in s else [0.0, 1.0] for s in sentences])

    score = best_sentences("This one tells of api work.", encode)
    assert score("Sang in a choir for years. Built one api for the choir.") == 1.0
    assert (score("Sang in a choir for years."), score("")) == (0.0, 0.0)


def test_unrelated_text_contains_no_word_of_the_role() -> None:
    from matcher.profiles.loading import load_profile
    from matcher.scoring.tfidf_model import load_model
    from matcher.skills.taxonomy import load_taxonomy

    model, role = load_model(), load_profile("backend-developer", load_taxonomy()).text
    assert set(model.terms_of(UNRELATED)) & set(model.terms_of(role)) == set()


def test_effects_of_added_text_on_each_measure() -> None:
    texts = ["database sql work", "sql and api work", "choir"]
    known = Frequencies.of([*texts, "choir bread"], analyze)

    def promises(measure: object) -> tuple[float, float, float, float]:
        scorer = measure("database sql", analyze, known)  # type: ignore[operator]
        return reactions(Alternative("", lambda _: scorer), texts, lambda value: value)

    lost, losers, won, moved = promises(coverage)
    assert (lost, losers, moved) == (0.0, 0.0, 0.0)
    assert won < 0.05
    lost, losers, won, moved = promises(cosine)
    assert lost > 0.3
    assert losers == pytest.approx(2 / 3)
    assert won > 0.05

    of_batch = Alternative("", lambda batch: coverage("database sql", analyze, Frequencies.of(batch, analyze)), True)
    assert reactions(of_batch, ["sql work", "database work", "choir"], lambda value: value)[3] == pytest.approx(0.48)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sr. Java/J2EE Developer, Acme", ", Acme"),
        ("Network & Systems Administrator II - Acme", "- Acme"),
        ("Python Developer Python Developer - Acme", "- Acme"),
        ("worked as a java developer", "worked as a"),
        ("with two project managers and network administrators", "with two and"),
        ("Java. Developer of tools", "Java. of tools"),  # the words before a full stop stay
        ("Java, Python and SQL", "Java, Python and SQL"),
        ("management of projects, developed in Java", "management of projects, developed in Java"),
        ("SQL Server Management Studio", "SQL Server Management Studio"),
        ("administered Linux, led a team", "administered Linux, led a team"),
    ],
)
def test_titles_are_removed(text: str, expected: str) -> None:
    assert " ".join(strip_titles(text).split()) == expected


def test_auc() -> None:
    assert auc([2.0], [1.0]) == 1.0
    assert auc([1.0, 1.0], [1.0]) == 0.5
    assert auc([0.0], [1.0]) == 0.0


def job(first: str, last: str, title: str = "Cook", employer: str = "Kite Inn", kind: str = "work") -> TrueEntry:
    return TrueEntry(kind, title, employer, "", first, last, f"{first} - {last}", {}, 0, 1)


def position(first: tuple[int, int], last: tuple[int, int], title: str = "Cook", employer: str = "Kite Inn",
             current: bool = False, kind: EntryKind = "work") -> Position:  # fmt: skip
    return Position(0, 1, Month(*first), Month(*last), current, title, employer, kind=kind)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Cook", "cook", True), ("", "", True), ("Cook", "", False), ("Java Developer", "C++ Developer", False),
        ("C++ Developer", "C Developer", False), ("Acme Ltd.", "Acme Ltd", True), ("Acme", "Acme Ltd", False),
        ("Senior Java Developer", "Senior Java Developer II", True), ("Night Nurse", "Night Nurse, Ward 3, Leeds", False),
    ],
)  # fmt: skip
def test_fields_are_alike(one: str, other: str, expected: bool) -> None:
    assert careers.alike(one, other) is careers.alike(other, one) is expected


@pytest.mark.parametrize(
    ("first", "last", "found", "expected"),
    [
        ("2014-03", "2016-05", position((2014, 3), (2016, 5)), True),
        ("2014-03", "2016-05", position((2014, 3), (2016, 6)), False),
        ("2014", "2016", position((2014, 7), (2016, 6)), True),
        ("2014", "present", position((2014, 7), (2026, 6), current=True), True),
        ("2014", "2026", position((2014, 7), (2026, 6), current=True), False),
        ("2014", "present", position((2014, 7), (2026, 6)), False),
        ("", "2016", position((2016, 4), (2016, 9)), True),
    ],
)
def test_dates_are_compared_as_precisely_as_the_truth_tells_them(
    first: str, last: str, found: Position, expected: bool
) -> None:
    assert careers.dates_right(found, job(first, last)) is expected


def test_careers_are_scored() -> None:
    truth = (
        job("2014-03", "2016-05"), job("2017", "2018", "Nurse"), job("2019", "present", "Pilot"),
        job("2008", "2011", "Diploma", "Leeds", kind="education"), job("2001", "2002", kind="volunteer"),
    )  # fmt: skip
    resume = GeneratedResume("", truth, "headless", TruePerson("", (), ()))
    found = [
        position((2014, 3), (2016, 5)),
        position((2017, 7), (2018, 6), "Kite Inn", "Nurse"),
        position((2019, 7), (2026, 6), current=True, kind="project"),
        position((2008, 7), (2011, 6), "Leeds", ""),
        position((2001, 7), (2002, 6)),
        position((1990, 1), (1991, 1)),
    ]
    errors: list[str] = []
    result = careers.score(found, resume, errors)
    assert result == careers.Score(jobs=3, found=4, dates=2, titles=1, employers=1, whole=1, learnt=1, lost=1)
    assert result.f1(result.dates) == pytest.approx(4 / 7)
    assert sorted(line.split("\t")[0] for line in errors) == ["employer", "extra", "kind", "school", "title"]


def test_headings_are_located_in_order() -> None:
    headings = [{"heading": h, "kind": "skills"} for h in ("SKILLS:", "Tools & Tech", "Absent", "Skills")]
    assert located("SKILLS Go TOOLS TECH Tools/Tech C Skills", headings) == [
        Heading("skills", 0, "skills"),
        Heading("skills", 21, "tools tech"),
        Heading("skills", 34, "skills"),
    ]
