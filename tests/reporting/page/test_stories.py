from decimal import Decimal
from itertools import pairwise

import pytest

from matcher.core.ledger import Assessment, Contribution, Evidence
from matcher.core.profile import Requirement, RequirementProfile
from matcher.core.ranking import RankedCandidate
from matcher.core.skills import Mention, ResumeSkill
from matcher.ranking.ranking import Ranking
from matcher.reporting.page.stories import MOST_QUOTES, marked_text
from matcher.reporting.reports import render
from matcher.reporting.summarize import summarize
from tests.reporting.page.unpacked import Unpacked


@pytest.fixture(scope="module")
def report(summary):
    return Unpacked(render(summary, "html").decode())


def words(element):
    return " ".join(element.text_content().split())


def with_class(element, name):
    return element.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]")


def alone(*contributions, skills=(), text=""):
    requirements = tuple(Requirement(c.requirement, c.label, 1.0, "must") for c in contributions)
    assessment = Assessment("a", "", contributions, skills, text=text)
    return summarize(
        Ranking(RequirementProfile("x", "X", "", requirements), "2026-11-23", (RankedCandidate(1, 1, 1, assessment),))
    )


def test_every_ledger_adds_up_and_its_steps_lead_from_0_to_the_score(report, summary):
    for candidate in summary["candidates"]:
        story, _ = report.story(candidate["document"])
        points = [Decimal(b.text) for b in story.xpath(".//tbody[contains(@class, 'line')]/tr[1]/td[1]/b")]
        assert len(points) == 10
        assert sum(points) == Decimal(story.xpath(".//tfoot//b")[0].text) == Decimal(str(candidate["score"]))
        steps = [svg.xpath("./rect")[1] for svg in with_class(story, "step")]
        spans = [(float(s.get("x")), float(s.get("width"))) for s in steps]
        assert all(x + width <= next_x + 0.011 for (x, width), (next_x, _) in pairwise(spans))
        assert abs(sum(spans[-1]) - candidate["score"]) <= 0.4


def test_evidence_is_quoted_marked_and_placed(report):
    story, held = report.story("ines-falk.pdf")
    first = story.xpath(".//tbody[@data-line='languages']//ul[@class='quotes']/li")[0]
    assert words(first.xpath("./q")[0]) == (
        "Designed the order service in Python and Django on PostgreSQL, 4,000 queries per second at peak."
    )
    assert [m.text for m in first.xpath(".//mark")] == ["Python"]
    place = words(with_class(first, "place")[0])
    assert place == "page 1, experience · Python · shown in dated work, 7 years 10 months"
    start = int(first.get("data-start"))
    assert held["text"][start : start + 6] == "Python"


def test_the_sentences_say_why_what_is_missing_and_what_to_ask(report):
    story, _ = report.story("ade-okafor.html")
    sentences = {words(div.xpath("./dt")[0]): words(div.xpath("./dd")[0]) for div in story.xpath(".//dl/div")}
    assert sentences["Why here"].startswith("Most points come from Server-side languages (")
    assert "work shows" in sentences["Why here"]
    assert sentences["Biggest gap"].startswith("For ")
    assert sentences["Ask in the interview"].endswith((".", "?"))
    nobody, _ = report.story("no-dates.txt")
    assert "Nothing in the résumé was recognised as evidence for the role." in words(nobody)


def test_no_story_names_another_candidate(report):
    documents = report.data["columns"]["document"]
    for document in documents:
        _, held = report.story(document)
        assert not [other for other in documents if other != document and other in held["html"]]


def test_skills_are_grouped_by_kind_and_standing(report):
    story, _ = report.story("résumé_Élodie Ñandú.pdf")
    found = {words(li): li.get("class") for li in with_class(story, "skill")}
    assert found["Ruby in jobs spanning 6 y 7 m (1 mention), to present"] == "skill dated"
    assert found["JavaScript listed"] == "skill named"
    assert found["Java"] == "skill negated"
    assert [words(h) for h in with_class(story, "skills")[0].xpath("./h4")][-1] == "Says no experience"


def test_positions_run_from_the_latest_with_their_skills(report):
    story, _ = report.story("ines-falk.pdf")
    positions = with_class(story, "positions")[0].xpath("./ol/li")
    assert [words(li.xpath("./b")[0]) for li in positions] == ["Staff engineer", "Back-end developer", "Web developer"]
    assert "Halden & Sons Feb 2019 – present · 7 years 10 months" in words(positions[0])
    assert words(with_class(positions[0], "used")[0]).startswith("Python, Django, PostgreSQL")
    for rect in story.xpath(".//*[@class='span']/rect"):
        assert 0 <= float(rect.get("x")) <= float(rect.get("x")) + float(rect.get("width")) <= 100.01


def test_warnings_are_listed(report):
    story, _ = report.story("greta-holm.pdf")
    assert "36 characters are written white on white" in words(with_class(story, "warnings")[0])


def test_many_quotes_are_cut_and_counted():
    pieces = tuple(Evidence("Go", 0, 2, 1, "skills", f"Go {i}", "Go") for i in range(9))
    report = Unpacked(render(alone(Contribution("r", "R", "keyword", 1.0, 1.0, "met", pieces)), "html").decode())
    story, _ = report.story("a")
    assert len(story.xpath(".//ul[@class='quotes']/li")) == MOST_QUOTES
    assert "and 4 more, marked in the text" in words(story)


def test_evidence_of_several_skills_is_not_listed_as_a_skill():
    pieces = tuple(Evidence(s, 0, 4, 1, "experience", s, s) for s in ("Java", "Java + Spring + MySQL"))
    java = ResumeSkill("java", "Java", "language", 12, None, False, (Mention("java", "Java", 0, 4),))
    summary = alone(Contribution("r", "R", "keyword", 1.0, 1.0, "met", pieces), skills=(java,))
    assert Unpacked(render(summary, "html").decode()).data["columns"]["top"] == [["Java"]]


@pytest.mark.parametrize(
    ("text", "evidence", "mentions", "marked"),
    [
        ("Go and C", [(0, 2)], [(7, 8)], [("Go", 0), ("C", -1)]),
        # Characters beyond the 16th bit take two units in a browser.
        ("😀 Go, 😀 C", [(2, 4)], [(8, 9)], [("Go", 0), ("C", -1)]),
        # Evidence comes before a mention at the same place, the longer before the shorter; none overlap.
        ("Java EE", [(0, 4), (0, 7)], [(0, 4)], [("Java EE", 0)]),
        ("Spring\nBoot", [(0, 11)], [], [("Spring\nBoot", 0)]),
        ("Go", [(0, 9)], [], []),  # beyond the text: of another version of it
        ("", [], [], []),
    ],
)
def test_marks(text, evidence, mentions, marked):
    pieces = tuple(Evidence(text[a:b], a, b, 1, "skills", "", "Go") for a, b in evidence)
    skill = ResumeSkill("go", "Go", "language", 0, None, False, tuple(Mention("go", "", a, b) for a, b in mentions))
    summary = alone(Contribution("r", "R", "keyword", 1.0, 1.0, "met", pieces), skills=(skill,), text=text)
    held = marked_text(summary["candidates"][0], summary["lines"])
    units, found, at = held["text"].encode("utf-16-le"), [], 0
    for distance, length, line in zip(*[iter(held["marks"])] * 3, strict=True):
        start = at + distance
        at = start + length
        found.append((units[2 * start : 2 * at].decode("utf-16-le"), line))
    assert found == marked
