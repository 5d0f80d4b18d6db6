"""The design's promises, checked on real assessments."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.core.document import Block, Document
from matcher.core.ledger import Assessment, Contribution
from matcher.extraction.reading import read_bytes
from matcher.profiles.loading import load_profile
from matcher.scoring.pipeline import Pipeline
from matcher.scoring.tfidf_model import load_model
from matcher.skills.taxonomy import load_taxonomy

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
AS_OF = datetime.date(2026, 11, 23)
ROUNDING = 0.02

HEAD = "Robin Example\n\nWork Experience\n\nSoftware developer, Acme Ltd, March 2021 to August 2024\n"
LINES = [
    "Built REST APIs in Python with Django and PostgreSQL.",
    "Tuned slow queries and introduced caching with Redis.",
    "Wrote reports in Excel for the sales team.",
    "Served customers at the counter and trained new colleagues.",
    "Java, Spring Boot, MySQL, Docker",
    "No experience with Ruby.",
    "Basic knowledge of Go and Laravel; Python (beginner)",
    "Encrypted customer data and added user authentication.",
]
UNRELATED = [
    "Planted tulips along the northern fence.",
    "Baked bread every morning before sunrise.",
    "Sang alto in a choir.",
    "Walked rescue dogs on Sundays.",
]
CLAIMED = [
    "Used Python daily.",
    "Worked with PostgreSQL.",
    "Wrote services in Go.",
    "Deployed with Docker.",
    "Django, Flask",
    "Python (basic), PostgreSQL 1/5, 2 years of Go",
]

quick = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return _pipeline()


_made: list[Pipeline] = []


def _pipeline() -> Pipeline:
    if not _made:
        taxonomy = load_taxonomy()
        _made.append(Pipeline(load_profile("backend-developer", taxonomy), taxonomy, load_model(), AS_OF))
    return _made[0]


def assess(*lines: str, head: str = HEAD) -> Assessment:
    return _pipeline().assess(read_bytes((head + "\n".join(lines) + "\n").encode(), "cv.txt"))


resumes = st.lists(st.sampled_from(LINES), min_size=1, max_size=6)


@quick
@given(resumes)
def test_the_ledger_sums_to_the_score_and_stays_between_0_and_100(lines: list[str]) -> None:
    assessment = assess(*lines)
    total = sum((Decimal(str(c.points)) for c in assessment.contributions), Decimal(0))
    assert total == Decimal(str(assessment.score))
    assert sum((Decimal(str(c.possible)) for c in assessment.contributions), Decimal(0)) == Decimal(100)
    assert all(0 <= c.points <= c.possible for c in assessment.contributions)


@quick
@given(resumes, st.sampled_from(CLAIMED))
def test_a_claimed_mention_added_never_lowers_a_score(lines: list[str], claimed: str) -> None:
    assert assess(*lines, claimed).score >= assess(*lines).score


@quick
@given(resumes, st.sampled_from(UNRELATED))
def test_unrelated_text_neither_raises_nor_lowers(lines: list[str], unrelated: str) -> None:
    assert abs(assess(*lines, unrelated).score - assess(*lines).score) <= ROUNDING


@pytest.mark.parametrize("word", ["Python", "PostgreSQL", "Django", "REST API", "encryption", "database", "server"])
def test_a_word_repeated_a_hundred_times_adds_next_to_nothing(word: str) -> None:
    once = assess("Built things for customers.", f"Skills: {word}")
    often = assess("Built things for customers.", f"Skills: {word}", *[f"{word}, {word}, {word}, {word}"] * 25)
    assert once.score <= often.score <= once.score + 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Robin Example", "Dr. Aaliyah Nwosu-Petrova"),
        ("Robin Example", "Robin Example\nMale, born 12 May 1961, married, two children"),
        ("Robin Example", "Robin Example\n12 Long Lane, Springfield 12345\nNationality: Ruritanian"),
        ("Robin Example", "Java Example"),
        ("Robin Example", "Ruby Scala-Perl"),
        ("Robin Example", "Robin Example\nHobbies: chess, rowing and stamp collecting"),
    ],
)
def test_personal_details_change_nothing(one: str, other: str) -> None:
    head = HEAD.replace("Robin Example", "{}")
    scores = {assess(*LINES, head=head.format(who)).score for who in (one, other)}
    assert len(scores) == 1


@pytest.mark.parametrize("title", ["UI developer", "QA tester", "Network engineer", "Front-end developer"])
def test_the_same_words_count_less_under_another_trades_title(title: str) -> None:
    other = HEAD.replace("Software developer", title)
    assert assess(*LINES[:2], head=other).score < assess(*LINES[:2]).score
    full_stack = HEAD.replace("Software developer", f"Full-stack and {title}")
    assert assess(*LINES[:2], head=full_stack).score > assess(*LINES[:2], head=other).score + 3


def test_denied_and_wished_for_skills_earn_nothing() -> None:
    plain = assess("Served customers at the counter.")
    for line in ("No experience with Java.", "Eager to learn Ruby on Rails.", "Has never used MongoDB."):
        lines = {c.requirement: c.points for c in assess("Served customers at the counter.", line).contributions}
        for c in plain.contributions:
            if c.requirement in {"languages", "frameworks", "databases"}:
                assert lines[c.requirement] == c.points == 0, line


def line(assessment: Assessment, requirement: str) -> Contribution:
    return next(c for c in assessment.contributions if c.requirement == requirement)


def test_words_earn_once_in_a_requirement() -> None:
    boot = line(assess("Built services in Spring Boot."), "frameworks")
    assert [e.skill for e in boot.evidence] == ["Spring Boot"]
    both = line(assess("Built services in Spring Boot and in Spring."), "frameworks")
    assert [(e.skill, e.surface_form) for e in both.evidence] == [("Spring Boot", "Spring Boot"), ("Spring", "Spring")]
    assert both.points >= boot.points


def test_an_implied_skill_earns_in_another_requirement() -> None:
    (java,) = line(assess("Built services in Spring Boot."), "languages").evidence
    assert (java.skill, java.surface_form) == ("Java", "Spring Boot")
    assert java.note.startswith("implied by Spring Boot")


@pytest.mark.parametrize(
    ("lines", "earns"),
    [
        (["Built shops with Django."], True),
        (["Built shops with Django.", "No experience with Python."], False),
        (["Built shops with Django and Python.", "No experience with Python 2."], True),
    ],
)
def test_what_is_denied_is_not_implied(lines: list[str], earns: bool) -> None:
    languages = next(c for c in assess(*lines).contributions if c.requirement == "languages")
    assert (languages.points > 0) == earns


def test_a_rating_as_basic_bounds_what_the_mention_earns_and_no_other() -> None:
    scores = [
        assess(f"Skills: {words}", head="").score
        for words in ("", "Java (basic)", "Java", "Java (basic). Used: Java", "Java (expert)")
    ]
    assert scores[0] < scores[1] < scores[2] == scores[4]
    assert scores[3] >= scores[2]


def test_the_employer_is_no_claim() -> None:
    head = HEAD.replace("Acme Ltd", "MongoDB Inc.")
    assert {s.skill for s in assess("Built the till.", head=head).skills} == set()
    assert [s.skill for s in assess("Built the till on MongoDB.", head=head).skills] == ["mongodb"]


def test_invisible_text_earns_nothing(pipeline: Pipeline) -> None:
    text = (
        "Served customers.\nPython Django PostgreSQL REST API encryption back-end developer, Acme, May 2010 to May 2020"
    )
    seen = Document("cv", text, (Block(0, 17, 1), Block(18, len(text), 1)), "text/plain", "0" * 64, 1)
    blocks = (Block(0, 17, 1), Block(18, len(text), 1, visible=False, reason="white on white"))
    hidden = Document("cv", text, blocks, "text/plain", "0" * 64, 1)
    without = Document("cv", text[:17], (Block(0, 17, 1),), "text/plain", "0" * 64, 1)
    assert pipeline.assess(seen).score > 10
    assert pipeline.assess(hidden).score == pipeline.assess(without).score
    assert any(not m.visible for s in pipeline.assess(hidden).skills for m in s.mentions)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda p: p.name)
def test_totals_and_columns_are_the_same_without_the_assessment(pipeline: Pipeline, path: Path) -> None:
    document = read_bytes(path.read_bytes(), path.name)
    found = pipeline.analyzer.analyze(document)
    assessment, totals, columns = pipeline.score(document, *found)
    assert assessment is not None
    assert pipeline.score(document, *found, with_assessment=False) == (None, totals, columns)


@pytest.mark.parametrize(
    "path",
    [p for p in sorted(SAMPLES.iterdir()) if not {"protected", "upload"} & set(p.stem.split("-")) and "scan" not in p.stem],
    ids=lambda p: p.name,
)  # fmt: skip
def test_evidence_is_on_the_page(pipeline: Pipeline, path: Path) -> None:
    from matcher.extraction.reading import read_file

    document = read_file(path, path.name)
    assessment = pipeline.assess(document)
    places = [m for s in assessment.skills for m in s.mentions] + [
        e for c in assessment.contributions for e in c.evidence
    ]
    for place in places:
        assert document.text[place.start : place.end] == place.surface_form
        assert place.page == document.page_at(place.start)
    for evidence in (e for c in assessment.contributions for e in c.evidence):
        assert " ".join(evidence.surface_form.split()) in evidence.quote
    assert assessment == pipeline.assess(document)
