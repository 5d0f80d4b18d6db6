import io

import pytest
from rich.console import Console

from matcher.reporting.console.terminal import render_assessment, render_ranking
from matcher.reporting.summarize import summarize, summarize_assessment


def printed(render, *arguments, width=100, **options):
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None, highlight=False)
    render(*arguments, console, **options)
    return console.file.getvalue()


def folded(text):
    return " ".join(text.split())


def test_an_assessed_resume(ranking):
    best = next(c.assessment for c in ranking.candidates if c.assessment.document == "tomasz-wilk.docx")
    text = folded(printed(render_assessment, summarize_assessment(best, ranking.profile)))
    for words in (
        "tomasz-wilk.docx 59.86 of 100",
        "Word document · 4 of 4 must-haves met · 12 years 9 months of dated experience · 1 page · 73 words · in English",
        "· 2 dated positions",
        "Jan 2018 – present 8 years 11 months Senior Java developer, Brandt Bank",
        "named in jobs spanning: Java (12 years 9 months, 3 mentions, to present)",
        "Jenkins (3 years 10 months, 1 mention, to Dec 2017)",
        "Wants to learn Go",
        "; listed: ",
        "15.95 of 16.00 ████████████████ Server-side languages (must have)",
        "connections.” page 1, experience; Java, Kotlin · shown in dated work, 8 years 11 months",
        "59.86 of 100.00, the sum of these lines",
    ):
        assert words in text
    assert "rank" not in text


def test_missing_evidence_and_warnings(summary):
    nurse = next(c for c in summary["candidates"] if c["document"] == "greta-holm.pdf")
    text = folded(printed(render_assessment, nurse))
    assert "! invisible-text 36 characters" in text
    assert "Invisible text, earns nothing Python, Django, PostgreSQL" in text
    assert "0.00 of 14.00 ░░░░░░░░░░░░░░░░ Databases (must have) not found" in text
    assert "rank 11 (within 11–12)" in text


def test_the_top_of_a_ranking(summary):
    text = printed(render_ranking, summary, limit=3)
    lines = [line.split() for line in text.splitlines() if "pdf" in line or "docx" in line]
    assert [(line[0], line[2]) for line in lines] == [("1", "65.40"), ("2", "59.86"), ("3", "55.04")]
    assert "and 9 more candidates" in text
    assert "16 files: 12 assessed, 1 for review, 1 duplicate, 2 failed" in text
    assert "no-dates.txt" in printed(render_ranking, summary, limit=0)


def test_a_narrow_terminal_keeps_the_numbers(summary):
    text = printed(render_ranking, summary, width=40, limit=1)
    assert "65.40" in text
    assert "█" not in text


def test_a_terminal_without_unicode_gets_bars_of_ascii(summary):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="replace")
    render_assessment(summary["candidates"][1], Console(file=stream, width=100, highlight=False))
    stream.seek(0)
    text = stream.read()
    assert "15.95 of 16.00 ################ Server-side languages" in text
    assert "?????" not in text


@pytest.mark.parametrize("width", [60, 72, 80])
def test_a_narrow_ranking_leaves_room_for_names(summary, width):
    lines = printed(render_ranking, summary, width=width).splitlines()
    assert any(line.rstrip().endswith("ines-falk.pdf") for line in lines)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_exceeds_the_width(summary, width):
    for text in (
        printed(render_ranking, summary, width=width),
        printed(render_assessment, summary["candidates"][2], width=width),
    ):
        assert max(len(line) for line in text.splitlines()) <= width


def test_a_resume_cannot_steer_the_terminal(hostile):
    summary = summarize(hostile)
    for text in (printed(render_ranking, summary), printed(render_assessment, summary["candidates"][0])):
        assert "[31m" in text
        assert not set("\x00\x9b\u202e") & set(text)
        assert "\x1b[31m" not in text
