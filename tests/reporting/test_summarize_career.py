"""Every view of a candidate says what kind of work each position was, and how much it counts."""

import io
import json

import pytest
from rich.console import Console

from matcher.core.ledger import Assessment
from matcher.core.profile import RequirementProfile
from matcher.core.resume import Month, Position
from matcher.core.role_family import WorkKind
from matcher.ranking.ranking import Ranking
from matcher.reporting.console.terminal import render_assessment
from matcher.reporting.reports import render
from matcher.reporting.summarize import summarize
from tests.ranking.ranked_by_hand import rank_assessments
from tests.reporting.page.unpacked import Unpacked

POSITIONS = tuple(
    Position(n, n + 1, Month(2015 + n, 1), Month(2015 + n, 9), title=f"Job {n}", kind=kind)
    for n, kind in enumerate(("work", "work", "work", "education", "project"))
)
WORK = (
    WorkKind("front-end", 0.93, "title", 0.25),
    WorkKind("unsure", 0.3, "duties", 0.9),
    WorkKind("software", 0.7, "title and duties", 1.0),
    WorkKind("unsure", 0.0),
    WorkKind("unsure", 0.2, "", 1.0),
)
SAID = (
    "front-end development (93 %, by its title), counts 0.25",
    "kind of work unsure, counts 0.9",
    "software development (70 %, by its title and duties)",
)


@pytest.fixture(scope="module")
def summary():
    assessment = Assessment("a.txt", "0" * 64, (), positions=POSITIONS, work=WORK)
    return summarize(Ranking(RequirementProfile("x", "X", "", ()), "2026-11-23", rank_assessments([assessment])))


def test_the_fields_of_ranking_json(summary):
    positions = json.loads(render(summary, "json"))["candidates"][0]["positions"]
    assert [(p["family"], p["family_confidence"], p["family_basis"], p["counts"]) for p in positions] == [
        ("front-end", 0.93, "title", 0.25),
        ("unsure", 0.3, "duties", 0.9),
        ("software", 0.7, "title and duties", 1.0),
        ("", 0.0, "", 1.0),
        ("unsure", 0.2, "", 1.0),
    ]


@pytest.mark.parametrize("view", ["html", "md", "terminal"])
def test_every_view_says_it(summary, view):
    if view == "terminal":
        console = Console(file=io.StringIO(), width=200, color_system=None)
        render_assessment(summary["candidates"][0], console)
        text = console.file.getvalue()
    else:
        text = render(summary, view).decode()
        text = Unpacked(text).stories[0]["html"] if view == "html" else text
    places = [text.index(words) for words in SAID]
    assert sorted(places) == (places if view == "md" else places[::-1])  # the latest first
    assert text.count("kind of work") == 1  # not of education, nor of a project of which nothing is known


def test_an_assessment_without_kinds_of_work_says_nothing():
    assessment = Assessment("a.txt", "0" * 64, (), positions=POSITIONS)
    ranking = Ranking(RequirementProfile("x", "X", "", ()), "2026-11-23", rank_assessments([assessment]))
    assert {p["family"] for p in summarize(ranking)["candidates"][0]["positions"]} == {""}
