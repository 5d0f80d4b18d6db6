"""Points from evidence totals are those of a slow reference, to the hundredth, whatever the weights."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matcher.core.ledger import Evidence, EvidenceTotal
from matcher.core.profile import Requirement, RequirementProfile
from matcher.extraction.reading import read_bytes, read_file
from matcher.parsing.text_signature import SIGNATURE_BYTES
from matcher.profiles.loading import load_profile
from matcher.scoring.candidate_record import MOST_LINES, has_lines, pack_record, unpack_records
from matcher.scoring.components.registry import ledger_lines
from matcher.scoring.evidence_totals import evidence_total
from matcher.scoring.pipeline import Pipeline
from matcher.scoring.points import points_in_cents
from matcher.scoring.tfidf_model import load_model
from matcher.skills.taxonomy import load_taxonomy
from tests.scoring.reference import ledger_cents

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
DAY = datetime.date(2026, 11, 23)
UNSUPPORTED = [
    "Skills\nPython, Java, Go, PHP, Ruby, Django, Flask, Spring Boot, Express, Rails, PostgreSQL, MySQL, MongoDB, Redis",
    "Skills\nPython, C#, .NET, SQL, Docker, Kubernetes, AWS, Git, REST APIs, Kafka, unit tests, Linux, microservices\n"
    "Work Experience\nDeveloper, Acme, June 2024 to present\nBuilt APIs in Python with Django.",
]
"""Words that work supports little or not at all, and a job to which a year more or less makes a difference."""


def record_of(lines: Mapping[bytes, Sequence[EvidenceTotal]], before: bytes = b"", words: int = 600) -> bytes:
    return pack_record({"months": 41, "words": words}, bytes(SIGNATURE_BYTES), lines, before)


def cents(points: float) -> int:
    return round(points * 100)


def as_profile(requirements: Sequence[Requirement], tfidf: float) -> RequirementProfile:
    return RequirementProfile("x", "X", "text", tuple(requirements), tfidf_weight=tfidf)


def from_totals(profile: RequirementProfile, evidence: Sequence[Sequence[Evidence]], share: float) -> list[int]:
    totals = [
        evidence_total(r, [(e.strength, e.unsupported) for e in of_line])
        for r, of_line in zip(profile.requirements, evidence, strict=True)
    ]
    if profile.tfidf_weight:
        totals.append(EvidenceTotal(share, share))
    table = np.array([[[[t.total, t.supported]] * 3 for t in totals]])
    return [int(line[1]) for line in points_in_cents(table, ledger_lines(profile))[0]]


strengths = st.one_of(st.integers(0, 10_000).map(lambda n: n / 10_000), st.sampled_from([0.0, 0.05, 0.125, 0.35, 1.0]))
pieces = st.lists(
    st.builds(
        lambda strength, unsupported: Evidence("x", 0, 1, 1, "other", "x", "X", strength, unsupported=unsupported),
        strengths,
        st.booleans(),
    ),
    max_size=5,
)
requirements = st.lists(
    st.tuples(st.floats(0.01, 50), st.sampled_from([0.3, 0.5, 1.0, 1.4, 2.0, 3.0]), st.booleans(), pieces),
    min_size=1,
    max_size=9,
)


@settings(max_examples=300, deadline=None)
@given(requirements, st.integers(0, 60).map(lambda n: n / 100), st.floats(0, 1))
# Halves of hundredths: 0.125 of 1 point, of 33.34 points (4.1675), of 0.2 (0.025), which binary numbers cannot hold.
@example([(1.0, 1.0, False, [Evidence("x", 0, 1, 1, "other", "x", "X", 0.125)])] * 8, 0.0, 0.5)
@example([(1.0, 1.0, False, [Evidence("x", 0, 1, 1, "other", "x", "X", 0.125, unsupported=True)])] * 3, 0.5, 0.00025)
@example([(499.0, 2.0, True, []), (1.0, 2.0, True, [Evidence("x", 0, 1, 1, "other", "x", "X", 0.25)])], 0.0, 0.0)
def test_points_are_those_of_the_reference(
    given_lines: list[tuple[float, float, bool, list[Evidence]]], tfidf: float, share: float
) -> None:
    lines = [
        Requirement(f"r{n}", f"R{n}", weight, "must", phrases=("x y",) if has_phrases else (), enough=enough)
        for n, (weight, enough, has_phrases, _) in enumerate(given_lines)
    ]
    profile = as_profile(lines, tfidf)
    evidence = [found for *_, found in given_lines]
    assert from_totals(profile, evidence, share) == ledger_cents(profile, evidence, share)


@pytest.mark.parametrize("possible", [0.01, 0.99, 1.0, 6.67, 12.35, 14.29, 33.33, 33.34, 99.99, 100.0])
def test_halves_of_hundredths_round_as_python_rounds_them(possible: float) -> None:
    rest = round(100 - possible, 2)
    filler = (Requirement("z", "Z", rest, "must"),) if rest else ()
    profile = as_profile([Requirement("a", "A", possible, "must"), *filler], 0.0)
    assert ledger_lines(profile)[0].possible == possible
    hundredths = round(possible * 100)
    for half in random.Random(possible).sample(range(hundredths), min(hundredths, 200)):
        for near in (0.0, 1e-16, -1e-16, 1e-12, -1e-12):
            strength = (half + 0.5 + near) / hundredths
            evidence = [[Evidence("x", 0, 1, 1, "other", "x", "X", strength)], *([[]] * len(filler))]
            assert from_totals(profile, evidence, 0.0) == ledger_cents(profile, evidence, 0.0), strength


def test_many_candidates_at_once_have_the_points_that_each_has_alone() -> None:
    profile = load_profile("backend-developer", load_taxonomy())
    lines = ledger_lines(profile)
    draw = np.random.default_rng(7)
    totals = draw.random((300, len(lines), 3, 2)).round(4) * 1.5
    totals[..., 1] = np.minimum(totals[..., 0], totals[..., 1] * draw.choice([0.0, 1.0, 9.0], size=(300, 1, 1)))
    together = points_in_cents(totals, lines)
    assert (together.sum(axis=1) <= 10_000).all()
    assert together.tolist() == [points_in_cents(one[None], lines)[0].tolist() for one in totals]


@cache
def found() -> list[tuple[object, ...]]:
    """Some real files, read and analysed once."""
    pipeline = Pipeline(load_profile("backend-developer", load_taxonomy()), load_taxonomy(), load_model(), DAY)
    names = sorted(p.name for p in SAMPLES.iterdir() if p.suffix in {".txt", ".md", ".json"})
    documents = [read_file(SAMPLES / name, name) for name in names]
    documents += [read_bytes(text.encode(), f"{number}.txt") for number, text in enumerate(UNSUPPORTED)]
    return [(document, *pipeline.analyzer.analyze(document)) for document in documents]


def drawn_profile(seed: int) -> RequirementProfile:
    """A shipped profile with other weights, other thresholds and another share of TF-IDF."""
    draw = random.Random(seed)
    base = load_profile(draw.choice(["backend-developer", "data-engineer"]), load_taxonomy())
    chosen = [r for r in base.requirements if draw.random() < 0.8 and not r.together] or list(base.requirements[:1])
    varied = [
        replace(
            r, weight=draw.choice([1.0, draw.uniform(0.1, 40)]), enough=draw.choice([r.enough, draw.uniform(0.2, 3)])
        )
        for r in chosen
    ]
    return replace(
        base, requirements=tuple(varied), tfidf_weight=draw.choice([0.0, 0.1, round(draw.uniform(0, 0.6), 2)])
    )


@pytest.mark.parametrize("seed", [None, *range(6)])
def test_points_of_real_assessments_are_those_of_their_evidence(seed: int | None) -> None:
    profile = load_profile("backend-developer", load_taxonomy()) if seed is None else drawn_profile(seed)
    pipeline = Pipeline(profile, load_taxonomy(), load_model(), DAY)
    scored = [pipeline.score(*entry) for entry in found()]
    keys = [f"line{n:4}".encode() for n in range(len(ledger_lines(profile)))]
    records = [record_of(dict(zip(keys, zip(*one.totals, strict=True), strict=True))) for one in scored]
    points = points_in_cents(unpack_records(records, keys).totals, ledger_lines(profile))
    for (assessment, totals, _), candidate in zip(scored, points, strict=True):
        ledger = [cents(line.points) for line in assessment.contributions]
        evidence = [line.evidence for line in assessment.contributions]
        share = totals[0][-1].total if profile.tfidf_weight else 0.0
        assert candidate[:, 0].tolist() == ledger == ledger_cents(profile, evidence, share), assessment.document
        assert candidate[:, 0].sum() == cents(assessment.score)


def test_a_year_more_or_less_is_another_as_of_date() -> None:
    """The totals at the other dates are those of a pipeline that has that date, for résumés without an open end."""
    profile = load_profile("backend-developer", load_taxonomy())
    entry = next(entry for entry in found() if entry[0].name == "1.txt")
    _, totals, _ = Pipeline(profile, load_taxonomy(), load_model(), DAY).score(*entry)
    later = Pipeline(profile, load_taxonomy(), load_model(), DAY.replace(year=2027)).score(*entry)
    assert totals[0] != totals[1]
    assert later.totals[1] == totals[0]


def test_the_samples_reach_the_cap() -> None:
    profile = load_profile("backend-developer", load_taxonomy())
    pipeline = Pipeline(profile, load_taxonomy(), load_model(), DAY)
    assessments = [pipeline.score(*entry).assessment for entry in found()]
    assert any("for unsupported words" in c.explanation for a in assessments for c in a.contributions)


def totals(number: float) -> list[EvidenceTotal]:
    return [EvidenceTotal(number, number / 2)] * 3


def test_lines_of_other_profiles_are_kept_and_the_latest_are_kept_longest() -> None:
    record = b""
    for number in range(MOST_LINES + 5):
        record = record_of({f"{number:08}".encode(): totals(number)}, record)
    held = [number for number in range(MOST_LINES + 5) if has_lines(record, [f"{number:08}".encode()])]
    assert held == list(range(5, MOST_LINES + 5))


def test_a_profile_of_many_lines_is_kept_whole() -> None:
    many = {f"{number:08}".encode(): totals(number) for number in range(MOST_LINES + 5)}
    assert has_lines(record_of(many, b""), list(many))


def test_a_line_is_the_right_candidates() -> None:
    one, two = b"one-----", b"two-----"
    records = [
        record_of({one: totals(1.0), two: totals(2.0)}),
        b"",
        record_of({two: totals(3.0)}, words=5),
        record_of({two: totals(4.0), one: totals(5.0)}, words=9),
    ]
    columns = unpack_records(records, [two, one])
    assert [has_lines(record, [two, one]) for record in records] == [True, False, False, True]
    assert columns.totals[:, :, 0, 0].tolist() == [[2.0, 1.0], [0.0, 0.0], [3.0, 0.0], [4.0, 5.0]]
    assert columns.candidates["words"].tolist() == [600, 0, 5, 9]
    assert columns.candidates["months"].tolist() == [41, 0, 41, 41]


def test_a_key_within_another_lines_numbers_is_not_found() -> None:
    """Only bytes at the offset of a key are compared."""
    record = record_of({b"one-----": totals(1.0)})
    assert [has_lines(record, [record[start : start + 8]]) for start in range(len(record) - 8)].count(True) <= 1
