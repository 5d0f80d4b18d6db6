import base64
import hashlib
import re
from itertools import pairwise

import lxml.html
import pytest

from matcher.core.profile import RequirementProfile
from matcher.ranking.ranking import Ranking
from matcher.reporting.page.html import STATIC_ROWS
from matcher.reporting.page.script import page_style
from matcher.reporting.reports import render
from matcher.reporting.summarize import summarize
from tests.reporting.page.unpacked import Unpacked


@pytest.fixture(scope="module")
def report(summary):
    return Unpacked(render(summary, "html").decode())


def words(element):
    return " ".join(element.text_content().split())


def test_the_header_says_what_this_is(report):
    header = words(report.page.xpath("//header")[0])
    assert header.startswith(
        "Back-end developer 12 assessed · 1 for review · 1 duplicate · 2 failed · as of 23 Nov 2026"
    )
    how = words(report.page.xpath("//dialog[@id='how']")[0])
    assert "each quotes the words that it is based on, with page and section." in how
    assert "Server-side languages 16.00 must have" in how


def test_the_data_holds_every_candidate_in_order(report, summary):
    columns = report.data["columns"]
    candidates = summary["candidates"]
    assert columns["document"] == [c["document"] for c in candidates]
    assert columns["score"] == [round(c["score"] * 100) for c in candidates]
    assert [sum(row) for row in columns["points"]] == columns["score"]
    assert {len(column) for column in columns.values()} == {12}
    assert len(report.stories) == 12


def test_skills_have_their_level_and_last_use(report):
    columns, skills = report.data["columns"], report.data["skills"]
    row = columns["skills"][columns["document"].index("ade-okafor.html")]
    found = {skills[n][0]: (level, month, months) for n, level, month, months in zip(*[iter(row)] * 4, strict=True)}
    assert found["Go"] == (3, 2026 * 12 + 10, 69)
    assert found["MongoDB"] == (3, 2021 * 12 + 1, 30)
    assert found["Docker"] == (1, 0, 0)
    assert "Java" not in {  # "no experience with Java"
        skills[n][0] for n in columns["skills"][columns["document"].index("résumé_Élodie Ñandú.pdf")][::4]
    }


def test_files_set_apart_have_their_reasons(report):
    for anchor, document, reason in (
        ("review", "scan-0042.pdf", "2 pages are pictures; read them by eye no-text"),
        ("duplicates", "copies/ines-falk (1).pdf", "ines-falk.pdf"),
        ("failed", "broken.pdf", "the file ends in the middle of an object; ask for it again corrupt"),
    ):
        row = report.page.xpath(f"//*[@id='{anchor}']//tbody/tr")[0]
        assert [words(cell) for cell in row] == [document, reason]


def test_no_candidates():
    run = Ranking(RequirementProfile("x", "X", "", ()), "2026-11-23", ())
    assert "No file could be assessed" in render(summarize(run), "html").decode()


def test_many_candidates_have_only_some_rows_without_scripts(summary):
    many = summary | {"candidates": summary["candidates"] * 10}
    report = Unpacked(render(many, "html").decode())
    assert len(report.page.xpath("//table[@id='table']/tbody/tr")) == STATIC_ROWS
    assert "20 more candidates are left out above" in words(report.page.xpath("//noscript")[0])
    assert len(report.stories) == 120


def test_untrusted_words_stay_words(hostile):
    html = render(summarize(hostile), "html").decode()
    report = Unpacked(html)
    assert len(report.page.xpath("//script[not(@type)]")) == 1
    assert all(a.get("href").startswith("#") for a in report.page.xpath("//a"))
    assert "<script>alert(1)" in words(report.page.xpath("//h1")[0])
    story, held = report.story(report.data["columns"]["document"][0])
    assert not story.xpath(".//script | .//a | .//img | .//@onclick | .//@style")
    for text in (html, held["html"], held["text"]):
        assert not {c for c in text if (ord(c) < 32 and c != "\n") or c in "\x7f\u202e\x9b"}


def test_one_file_with_a_policy_that_fits_it(report):
    markup = re.sub(r"<script.*?</script>|<style.*?</style>", "", report.html, flags=re.DOTALL)
    assert not re.findall(r"""(?:src|srcset|action|formaction|poster)\s*=|url\(|<link|<iframe|<object""", markup)
    assert not re.findall(r"@import|url\(", page_style())
    assert all(a.get("href").startswith("#") for a in report.page.xpath("//*[@href]"))
    assert not report.page.xpath("//@style | //@onclick")
    policy = report.page.xpath("//meta[@http-equiv='Content-Security-Policy']")[0].get("content")
    assert "default-src 'none'" in policy
    for tag, path in (("style", "//style"), ("script", "//script[not(@type)]")):
        (element,) = report.page.xpath(path)
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_structure_for_those_who_do_not_see(report):
    page = report.page
    assert page.get("lang") == "en"
    levels = [int(h.tag[1]) for h in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert all(th.get("scope") in ("row", "col") for th in page.xpath("//th"))
    assert all(svg.get("aria-label") or svg.get("aria-hidden") for svg in page.xpath("//svg"))
    assert all(i.getparent().tag == "label" for i in page.xpath("//input | //select"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {a.get("href")[1:] for a in page.xpath("//a")} <= set(ids)
    for story in (lxml.html.fragment_fromstring(s["html"], create_parent="div") for s in report.stories):
        assert all(th.get("scope") in ("row", "col") for th in story.xpath(".//th"))
        assert all(svg.get("aria-label") or svg.get("aria-hidden") for svg in story.xpath(".//svg"))
        assert not story.xpath(".//@id")  # several stories are printed together


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(scope="module", params=["light", "dark"])
def palette(request):
    light, dark = re.findall(r":root \{(.*?)\}", page_style(), re.DOTALL)[:2]
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", light))
    return colours | dict(re.findall(r"--([\w-]+): (#\w{6})", dark)) if request.param == "dark" else colours


@pytest.mark.parametrize(
    ("ink", "ground"),
    [(ink, ground) for ink in ("ink", "soft", "link", "warn", "must", "good") for ground in ("ground", "panel")]
    + [("heat-ink", f"h{n}") for n in range(1, 6)]
    + [("mark-ink", "mark"), ("warn", "warn-ground"), ("ink", "chip"), ("soft", "chip")],
)
def test_words_can_be_read(palette, ink, ground):
    assert contrast(palette[ink], palette[ground]) >= 4.5  # WCAG 2.2, AA
