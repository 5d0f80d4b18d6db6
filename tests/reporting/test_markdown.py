import re

import pytest
from markdown_it import MarkdownIt

from matcher.reporting.markdown import escape
from matcher.reporting.reports import render
from matcher.reporting.summarize import summarize


def html(summary):
    return MarkdownIt("gfm-like", {"linkify": False}).render(render(summary, "md").decode())


def test_the_table_holds_every_candidate(summary):
    page = html(summary)
    assert page.count("<table>") == 1
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in table.split("</tr>")[:-1]]
    assert [(row[0], row[3]) for row in cells] == [(str(c["rank"]), f"{c['score']:.2f}") for c in summary["candidates"]]


def test_the_table_lines_up_in_a_terminal(summary):
    text = render(summary, "md").decode()
    first, marks = [line for line in text.splitlines() if line.startswith("| ")][:2]
    assert len(first) == len(marks)


def test_the_best_have_ledger_and_evidence(summary):
    text = render(summary, "md").decode()
    assert "- **Databases** (must have): 13.94 of 14.00\n" in text
    assert "“Designed the order service in **Python** and Django on PostgreSQL" in text
    assert "(page 1, experience; Python · shown in dated work, 7 years 10 months)" in text
    assert "\n2 other candidates: see report.html" in text


def test_other_files_are_listed(summary):
    text = render(summary, "md").decode()
    assert "16 files: 12 assessed, 1 for review, 1 duplicate, 2 failed." in text
    assert "- `scan-0042.pdf`: no-text: 2 pages are pictures" in text
    assert "- `copies/ines-falk (1).pdf`: same bytes as `ines-falk.pdf`" in text
    assert "- `broken.pdf`: corrupt: the file ends" in text


def test_words_stay_words(hostile):
    page = html(summarize(hostile))
    assert "<script" not in page
    assert "<a " not in page
    assert "<strong>b</strong>" not in page
    text = render(summarize(hostile), "md").decode()
    assert not {c for c in text if (ord(c) < 32 and c != "\n") or c == "\u202e"}


@pytest.mark.parametrize(
    "text",
    ["C*", "a_b", "_a_", "<b>", "[x](y)", "![x](y)", "a | b", "~~x~~", "\\*", "&amp;", "`x`", "$x$", "snake_case_name"],
)
def test_escape(text):
    shown = MarkdownIt("gfm-like", {"linkify": False}).renderInline(escape(text))
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


@pytest.mark.parametrize("text", ["see https://x.example/a", "www.x.example"])
def test_addresses_do_not_become_links(text):
    assert "<a " not in MarkdownIt("gfm-like", {"linkify": False}).renderInline(escape(text))
    assert "://" not in escape(text)
    assert "www." not in escape(text)
