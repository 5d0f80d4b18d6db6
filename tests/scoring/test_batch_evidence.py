"""Totals from stored evidence are those of the pipeline, to the last bit, whatever a profile asks for."""

from __future__ import annotations

import datetime
import math
import random
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.profile import Requirement, RequirementProfile, Satisfier
from matcher.core.resume import Month
from matcher.extraction.reading import read_bytes, read_file
from matcher.profiles.loading import load_profile
from matcher.scoring.batch_evidence import BatchEvidence
from matcher.scoring.candidate_record import DATES
from matcher.scoring.evidence_columns import dates_around, join_evidence, phrases_key, unpack_group
from matcher.scoring.evidence_totals import DISCOUNT, DISCOUNT_COMPETENCY, discounted_sums
from matcher.scoring.pipeline import Pipeline
from matcher.scoring.points import in_units
from matcher.scoring.tfidf_model import load_model
from matcher.skills.taxonomy import load_taxonomy

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
DAY = datetime.date(2026, 11, 23)
DENIED = """Ada Example
Work Experience
Developer, Acme, May 2019 to present
Built REST services with Django and Flask on PostgreSQL and Redis; tuned slow SQL queries.
Developer, Emca, 2012 to 2016
Express and Node.js, MySQL. Spring Boot services in Java.
Nurse, Ward 7, 2016 to 2018
Wrote a small Django page.
Skills
No experience with Python. Never used JavaScript. Basic knowledge of Go, Kubernetes, MongoDB.
"""
TEXTS = [DENIED, "Skills\nDjango, Rails, Express, Spring Boot, Laravel\n", "Nobody in particular.\n"]


@cache
def found() -> list[tuple[object, ...]]:
    """Some files, read and analysed once."""
    pipeline = Pipeline(load_profile("backend-developer", load_taxonomy()), load_taxonomy(), load_model(), DAY)
    names = sorted(p.name for p in SAMPLES.iterdir() if p.suffix in {".txt", ".md", ".json"})
    documents = [read_file(SAMPLES / name, name) for name in names]
    documents += [read_bytes(text.encode(), f"{number}.txt") for number, text in enumerate(TEXTS)]
    return [(document, *pipeline.analyzer.analyze(document)) for document in documents]


def skills_that_occur() -> list[str]:
    """Those that the files name, and those that these imply."""
    named = {mention.skill for _, _, mentions in found() for mention in mentions}
    return sorted(named | {skill.id for name in named for skill in load_taxonomy().implied(name)})


def other_satisfiers(profile: RequirementProfile, draw: random.Random) -> RequirementProfile:
    """The same phrases, titles and text; other skills satisfy each requirement, some also by others side by side."""
    pool = skills_that_occur()

    def changed(requirement: Requirement) -> Requirement:
        some = draw.sample(pool, draw.choice([0, 1, 3, 12, 40]))
        satisfiers = tuple(Satisfier(skill, draw.choice([1.0, 0.5, round(draw.uniform(0.05, 1), 2)])) for skill in some)
        others = [r.id for r in profile.requirements if r is not requirement]
        together = tuple(draw.sample(others, 2)) if draw.random() < 0.3 else ()
        return replace(requirement, any_of=satisfiers, together=together)

    new = Requirement("new", "New", 5.0, "nice", tuple(Satisfier(skill, 0.7) for skill in draw.sample(pool, 20)))
    return replace(profile, requirements=(*map(changed, profile.requirements), new))


@pytest.mark.parametrize("name", ["backend-developer", "devops-engineer", "full-stack-developer"])
@pytest.mark.parametrize("seed", [None, *range(6)])
def test_totals_are_those_of_the_pipeline(name: str, seed: int | None) -> None:
    taxonomy, model = load_taxonomy(), load_model()
    before = load_profile(name, taxonomy)
    kept = Pipeline(before, taxonomy, model, DAY)
    stored = join_evidence([kept.score(*entry).columns for entry in found()])
    profile = before if seed is None else other_satisfiers(before, random.Random(seed))
    pipeline = Pipeline(profile, taxonomy, model, DAY)
    right = np.array([
        [[(t.total, t.supported) for t in date] for date in pipeline.score(*entry).totals] for entry in found()
    ])  # fmt: skip
    count = len(found())
    groups = {
        name: unpack_group(name, stored[name.encode()], count)
        for name in ("skills", "spans", "denied", "jobs", "claims")
    }
    lines = BatchEvidence(profile.requirements, taxonomy, dates_around(Month(2026, 11)))
    together = 0
    for index, requirement in enumerate(profile.requirements):
        key = phrases_key(requirement)
        phrases = unpack_group("phrases", stored[b"phrases" + key], count) if key else None
        totals = lines.totals(requirement, count, groups, phrases)
        assert totals.shape == (count, DATES, 2)
        assert totals.tolist() == right[:, :, index].tolist(), requirement.id
        together += bool(requirement.together) and bool(totals.any())
    assert together or seed is not None or name == "devops-engineer"


def test_a_text_denies_implied_skills() -> None:
    """One of the texts denies what skills that it claims imply: Django Python, Express JavaScript."""
    (entry,) = [(d, r, ms) for d, r, ms in found() if d.name == "0.txt"]
    assert {m.skill for m in entry[2] if m.assertion == "negated"} == {"python", "javascript"}
    satisfiers = (
        Satisfier("python", 1.0),
        Satisfier(load_taxonomy().find("Node.js").id, 0.5),
        Satisfier("javascript", 0.9),
    )
    asked = Requirement("a", "A", 1.0, "must", satisfiers)
    profile = replace(load_profile("backend-developer", load_taxonomy()), requirements=(asked,))
    ledger = Pipeline(profile, load_taxonomy(), load_model(), DAY).score(*entry).assessment.contributions
    assert [e.skill for e in ledger[0].evidence] == ["Node.js"]


@given(
    st.lists(st.lists(st.integers(1, 10_000), min_size=1, max_size=40), min_size=1, max_size=5),
    st.sampled_from([DISCOUNT, DISCOUNT_COMPETENCY]),
)
def test_sums_are_rounded_once(strengths: list[list[int]], discount: float) -> None:
    rows = np.repeat(np.arange(len(strengths)), [len(some) for some in strengths])
    sums = discounted_sums(rows, np.array([s for some in strengths for s in some]), discount, len(strengths))
    assert sums.tolist() == [
        math.fsum(s / 10_000 * discount**n for n, s in enumerate(sorted(some, reverse=True))) for some in strengths
    ]


@given(st.lists(st.one_of(st.floats(0, 1), st.integers(0, 19_999).map(lambda n: (n + 0.5) / 20_000)), min_size=1))
def test_strengths_are_rounded_as_python_rounds(strengths: list[float]) -> None:
    assert (in_units(np.array(strengths), 4) / 10_000).tolist() == [round(s, 4) for s in strengths]
