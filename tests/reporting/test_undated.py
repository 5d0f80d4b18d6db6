"""Every report lists entries without dates as such, and none counts them among the dated positions."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from matcher.core.ledger import Assessment
from matcher.core.profile import RequirementProfile
from matcher.core.ranking import RankedCandidate
from matcher.core.resume import Month, Position, UndatedEntry
from matcher.ranking.ranking import Ranking
from matcher.reporting.columns import describe_candidate
from matcher.reporting.console.terminal import render_assessment
from matcher.reporting.reports import render
from matcher.reporting.summarize import summarize, summarize_assessment
from tests.reporting.page.unpacked import Unpacked

PROFILE = RequirementProfile("x", "X", "", ())
JOB = Position(0, 40, Month(2019, 5), Month(2020, 1), title="Developer", employer="Acme Ltd")
TESTER = UndatedEntry(40, 80, "Tester", "Crumb Ltd", "Leeds")
COURSE = UndatedEntry(80, 99, "BSc Physics", kind="education", section="education")
BOTH = Assessment("cv.txt", "", (), months=9, positions=(JOB,), undated=(TESTER, COURSE))
NONE_DATED = replace(BOTH, months=0, positions=())


def test_they_are_after_the_positions_without_dates_and_months() -> None:
    positions = summarize_assessment(BOTH, PROFILE)["positions"]
    assert [(p["title"], p["first"], p["last"], p["months"]) for p in positions] == [
        ("Developer", "2019-05", "2020-01", 9),
        ("Tester", None, None, 0),
        ("BSc Physics", None, None, 0),
    ]
    assert positions[1] == {
        "kind": "work", "title": "Tester", "employer": "Crumb Ltd", "place": "Leeds", "first": None, "last": None,
        "current": False, "months": 0, "section": "experience", "start": 40, "end": 80,
        "family": "", "family_confidence": 0.0, "family_basis": "", "counts": 1.0,
    }  # fmt: skip


@pytest.mark.parametrize(("assessment", "count"), [(BOTH, ["1 dated position"]), (NONE_DATED, [])])
def test_they_are_no_dated_positions(assessment: Assessment, count: list[str]) -> None:
    described = describe_candidate(summarize_assessment(assessment, PROFILE))
    assert [words for words in described if "position" in words] == count


@pytest.mark.parametrize(("assessment", "bars"), [(BOTH, 1), (NONE_DATED, 0)])
def test_the_reports_list_them(assessment: Assessment, bars: int) -> None:
    summary = summarize(Ranking(PROFILE, "2026-11-23", (RankedCandidate(1, 1, 1, assessment),)))
    page, _ = Unpacked(render(summary, "html").decode()).story(summary["candidates"][0]["document"])
    entries = page.xpath(".//section[@class='positions']//li")
    words = [" ".join(entry.text_content().split()) for entry in entries]
    assert words[-2:] == ["Tester, Crumb Ltd no dates", "BSc Physics no dates · education"]
    assert len(page.xpath(".//section[@class='positions']//rect")) == bars
    assert len(page.xpath(".//section[@class='positions']//p[@class='axis']")) == bars
    text = render(summary, "md").decode()
    assert "- no dates: Tester, Crumb Ltd\n- no dates: BSc Physics (education)\n" in text
    assert ("- May 2019 – Jan 2020 (9 months): Developer, Acme Ltd\n" in text) == bool(bars)


def test_the_terminal_lists_them_last() -> None:
    console = Console(file=io.StringIO(), width=100)
    render_assessment(summarize_assessment(BOTH, PROFILE), console)
    assert isinstance(console.file, io.StringIO)
    text = " ".join(console.file.getvalue().split())
    listed = (
        "May 2019 – Jan 2020 9 months Developer, Acme Ltd no dates Tester, Crumb Ltd no dates BSc Physics (education)"
    )
    assert listed in text
