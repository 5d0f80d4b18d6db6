import base64
import hashlib
import io
import re
from decimal import Decimal
from itertools import pairwise
from urllib.parse import quote

import lxml.html
import pytest
from pdfminer.high_level import extract_text

from matcher.core.ledger import Assessment, Contribution, Evidence
from matcher.core.profile import Requirement, RequirementProfile
from matcher.core.ranking import RankedCandidate
from matcher.core.skills import Mention, ResumeSkill
from matcher.ranking.ranking import Ranking
from matcher.reporting import html as report
from matcher.reporting.html import MOST_QUOTES
from matcher.reporting.reports import render
from matcher.reporting.summarize import summarize


@pytest.fixture(scope="module")
def page(summary):
    return lxml.html.fromstring(render(summary, "html").decode())


@pytest.fixture(scope="module")
def path(summary, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_bytes(render(summary, "html"))
    return path


def select(element, selector):
    """Elements below one that fit a selector of names, classes, ids, spaces and child signs."""
    path = ""
    for step in selector.replace(" > ", " >").split():
        tag, *marks = re.split(r"(?=[.#])", step.lstrip(">"))
        path += ("/" if step.startswith(">") else "//") + (tag or "*")
        for mark in marks:
            attribute = "@id" if mark[0] == "#" else "concat(' ', normalize-space(@class), ' ')"
            path += f"[{attribute} = '{mark[1:]}']" if mark[0] == "#" else f"[contains({attribute}, ' {mark[1:]} ')]"
    return element.xpath("." + path)


def words(element):
    return " ".join(element.text_content().split())


def story(page, name):
    (found,) = [d for d in select(page, "details.candidate") if words(select(d, "h3")[0]) == name]
    return found


def test_the_header_says_what_this_is(page):
    header = words(select(page, "header")[0])
    assert "Back-end developer" in header
    assert "as of 23 Nov 2026" in header
    assert "12 assessed 1 for review 1 duplicate 2 failed of 16 files given" in header
    assert header.endswith("quotes the words that it is based on, with page and section.")
    assert len(select(page, ".how p")) == 3


def test_the_table_holds_every_candidate_in_order(page, summary):
    rows = select(page, "#table tbody tr")
    assert [words(select(row, ".score")[0]) for row in rows] == [f"{c['score']:.2f}" for c in summary["candidates"]]
    assert [words(select(row, "th a")[0]) for row in rows] == [c["document"] for c in summary["candidates"]]
    assert words(select(rows[4], ".detail")[0]) == "3 of 4 not found: Server operations and business logic"


def test_bars_add_up_to_the_scores(page, summary):
    for row, candidate in zip(select(page, "#table tbody tr"), summary["candidates"], strict=True):
        parts = select(row, "td.wide rect title")
        points = [Decimal(re.search(r": ([\d.]+) of", part.text)[1]) for part in parts]
        assert sum(points) == Decimal(str(candidate["score"]))
        rects = [(float(r.get("x")), float(r.get("width"))) for r in select(row, "td.wide rect")]
        assert all(x + width <= next_x + 0.011 for (x, width), (next_x, _) in pairwise(rects))
        assert rects[-1][0] + rects[-1][1] <= candidate["score"] + 0.01


def test_every_ledger_adds_up(page, summary):
    for details, candidate in zip(select(page, "details.candidate"), summary["candidates"], strict=True):
        points = [Decimal(b.text) for b in select(details, "table.ledger > tbody > tr > td.num > b")]
        total = Decimal(select(details, "table.ledger > tfoot b")[0].text)
        assert len(points) == 10
        assert sum(points) == total == Decimal(str(candidate["score"]))


def test_evidence_is_quoted_marked_and_placed(page):
    line = select(story(page, "ines-falk.pdf"), "table.ledger > tbody > tr")[0]
    first = select(line, ".quotes li")[0]
    assert words(select(first, "q")[0]) == (
        "Designed the order service in Python and Django on PostgreSQL, 4,000 queries per second at peak."
    )
    assert [m.text for m in select(first, "mark")] == ["Python"]
    assert words(select(first, ".place")[0]) == ("page 1, experience · Python · shown in dated work, 7 years 10 months")


def test_skills_are_grouped_by_kind_and_standing(page):
    skills = select(story(page, "résumé_Élodie Ñandú.pdf"), ".skills")[0]
    found = {words(li): li.get("class") for li in select(skills, "li")}
    assert found["Ruby in jobs spanning 6 y 7 m (1 mention), to present"] == "skill dated"
    assert found["JavaScript listed"] == "skill named"
    assert found["Java"] == "skill negated"
    assert [words(h) for h in select(skills, "h5")][-1] == "Says no experience"


def test_positions_run_from_the_latest(page):
    positions = select(story(page, "ines-falk.pdf"), ".positions")[0]
    assert [words(li) for li in select(positions, "li")] == [
        "Staff engineer, Halden & Sons Feb 2019 – present · 7 years 10 months",
        "Back-end developer, Quillon Freight Jun 2015 – Jan 2019 · 3 years 8 months",
        "Web developer, Studio Morava Sep 2013 – May 2015 · 1 year 9 months",
    ]
    for rect in select(positions, "rect"):
        assert 0 <= float(rect.get("x")) <= float(rect.get("x")) + float(rect.get("width")) <= 100.01
    assert words(select(positions, ".axis")[0]).split() == ["2013", "2026"] or words(select(positions, ".axis")[0]) == (
        "20132026"
    )


def test_warnings_are_listed(page):
    assert "36 characters are written white on white" in words(select(story(page, "greta-holm.pdf"), ".warnings")[0])


def test_files_set_apart_have_their_reasons(page):
    for anchor, document, reason in (
        ("review", "scan-0042.pdf", "2 pages are pictures; read them by eye no-text"),
        ("duplicates", "copies/ines-falk (1).pdf", "ines-falk.pdf"),
        ("failed", "broken.pdf", "the file ends in the middle of an object; ask for it again corrupt"),
    ):
        row = select(page, f"#{anchor} tbody tr")[0]
        assert [words(cell) for cell in row] == [document, reason]


def test_many_quotes_are_cut_and_counted():
    pieces = tuple(Evidence("Go", 0, 2, 1, "skills", f"Go {i}", "Go") for i in range(9))
    line = Contribution("r", "R", "keyword", 1.0, 1.0, "met", pieces)
    run = Ranking(
        RequirementProfile("x", "X", "", ()), "2026-11-23", (RankedCandidate(1, 1, 1, Assessment("a", "", (line,))),)
    )
    page = lxml.html.fromstring(render(summarize(run), "html").decode())
    assert len(select(page, ".quotes li")) == MOST_QUOTES
    assert "and 4 more, in ranking.json and ranking.xlsx" in words(page)


def test_evidence_of_several_skills_is_not_listed_as_a_skill():
    pieces = tuple(Evidence(s, 0, 4, 1, "experience", s, s) for s in ("Java", "Java + Spring + MySQL"))
    line = Contribution("r", "R", "keyword", 1.0, 1.0, "met", pieces)
    java = ResumeSkill("java", "Java", "language", 12, None, False, (Mention("java", "Java", 0, 4),))
    requirement = Requirement("r", "R", 1.0, "must")
    assessment = Assessment("a", "", (line,), (java,))
    run = Ranking(
        RequirementProfile("x", "X", "", (requirement,)), "2026-11-23", (RankedCandidate(1, 1, 1, assessment),)
    )
    page = lxml.html.fromstring(render(summarize(run), "html").decode())
    assert words(select(page, "#table tbody th")[0]) == "a Java"


def test_no_candidates():
    run = Ranking(RequirementProfile("x", "X", "", ()), "2026-11-23", ())
    assert "No file could be assessed" in render(summarize(run), "html").decode()


def test_untrusted_words_stay_words(hostile):
    text = render(summarize(hostile), "html").decode()
    page = lxml.html.fromstring(text)
    assert len(select(page, "script")) == 1
    assert all(a.get("href").startswith("#") for a in select(page, "a"))
    assert "<script>alert(1)" in words(select(page, "h1")[0])
    assert not {c for c in text if (ord(c) < 32 and c != "\n") or c in "\x7f\u202e\x9b"}


def test_one_file_with_a_policy_that_fits_it(page, summary):
    text = render(summary, "html").decode()
    assert not re.findall(r"""(?:src|srcset|action|formaction|poster)\s*=|url\(|@import|<link|<iframe|<object""", text)
    assert all(a.get("href").startswith("#") for a in page.xpath("//*[@href]"))
    assert not page.xpath("//@style | //@onclick")
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']")[0].get("content")
    assert "default-src 'none'" in policy
    for tag in ("style", "script"):
        (element,) = select(page, tag)
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_structure_for_those_who_do_not_see(page):
    assert page.get("lang") == "en"
    levels = [int(h.tag[1]) for h in page.xpath("//h1 | //h2 | //h3 | //h4 | //h5")]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert all(th.get("scope") in ("row", "col") for th in select(page, "th"))
    assert all(svg.get("aria-label") or svg.get("aria-hidden") for svg in select(page, "svg"))
    assert all(i.getparent().tag == "label" for i in page.xpath("//input | //select"))
    ids = [element.get("id") for element in page.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    assert {a.get("href")[1:] for a in page.xpath("//a")} <= set(ids)


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(scope="module", params=["light", "dark"])
def palette(request):
    light, dark = re.findall(r":root \{(.*?)\}", report._resource("report.css"), re.DOTALL)[:2]
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", light))
    return colours | dict(re.findall(r"--([\w-]+): (#\w{6})", dark)) if request.param == "dark" else colours


@pytest.mark.parametrize(
    ("ink", "ground"),
    [(ink, ground) for ink in ("ink", "soft", "link", "warn", "must") for ground in ("ground", "panel")]
    + [("mark-ink", "mark"), ("warn", "warn-ground"), ("ink", "chip"), ("soft", "chip")],
)
def test_words_can_be_read(palette, ink, ground):
    assert contrast(palette[ink], palette[ground]) >= 4.5  # WCAG 2.2, AA


# From here on in a browser.


def test_the_browser_finds_no_fault_and_asks_for_nothing(browser, path):
    browser.open(path)
    assert browser.faults() == []
    assert browser.requests() == [path.as_uri()]
    assert browser.ask("getComputedStyle(document.querySelector('h1')).fontWeight") == "700"  # the style was let in


def names(browser):
    return browser.ask(
        "[...document.querySelectorAll('#table tbody tr:not([hidden])')].map(r => r.querySelector('a').textContent)"
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 12),
        ("django", 1),
        ("DJANGO python", 1),
        ("postgresql", 5),
        ("kotlin django", 0),
        ("team/", 2),
        ("élodie", 1),
    ],
)
def test_filter(browser, path, query, found):
    browser.open(path, f"#q={quote(query)}")
    assert len(names(browser)) == found
    assert browser.ask("document.querySelectorAll('details.candidate:not([hidden])').length") == found
    shown = browser.ask("document.getElementById('shown').textContent")
    assert shown == ("12 candidates" if found == 12 else f"{found} of 12 candidates")


def test_typing_filters_and_is_remembered(browser, path):
    browser.open(path)
    browser.ask("document.getElementById('filter').focus()")
    browser.call("Input.insertText", text="laravel")
    assert names(browser) == ["ines-falk.pdf", "j.lindqvist.txt"]
    assert browser.ask("location.hash") == "#q=laravel"
    browser.ask("document.getElementById('musts').click()")
    assert names(browser) == ["ines-falk.pdf"]


def test_columns_sort_and_say_so(browser, path, summary):
    browser.open(path)
    browser.ask("[...document.querySelectorAll('th button')].find(b => b.textContent === 'Experience').click()")
    ordered = sorted(summary["candidates"], key=lambda c: -c["months"])
    assert names(browser) == [c["document"] for c in ordered]
    assert browser.ask("document.querySelector('th[aria-sort]').textContent") == "Experience"
    browser.ask("[...document.querySelectorAll('th button')].find(b => b.textContent === 'Experience').click()")
    assert browser.ask("document.querySelector('th[aria-sort]').getAttribute('aria-sort')") == "ascending"
    assert names(browser)[0] == "no-dates.txt"


def test_order_by_the_points_of_a_requirement(browser, path, summary):
    browser.open(path)
    browser.ask(
        "(() => { const order = document.getElementById('order');"
        "order.value = [...order.options].find(o => o.textContent === 'Scalability and performance').value;"
        "order.dispatchEvent(new Event('change')); })()"
    )
    points = {c["document"]: c["contributions"][5]["points"] for c in summary["candidates"]}
    shown = [points[name] for name in names(browser)]
    assert shown == sorted(points.values(), reverse=True)


def test_a_link_opens_its_candidate(browser, path):
    browser.open(path)
    browser.ask("document.querySelectorAll('#table tbody a')[2].click()")
    browser.ask("new Promise(resolve => setTimeout(resolve, 50))")
    assert browser.ask("[...document.querySelectorAll('details.candidate[open]')].map(d => d.id)") == ["c3"]
    browser.open(path, "#c4-story")
    assert browser.ask("document.getElementById('c4').open")


def test_all_is_there_without_scripts(browser, path):
    browser.open(path, scripts=False)
    assert browser.ask("document.getElementById('controls').offsetHeight") == 0
    assert browser.ask("document.querySelectorAll('#table tbody tr').length") == 12
    browser.ask("document.querySelector('#c2 > summary').click()")
    assert browser.ask("document.querySelector('#c2-story').offsetHeight") > 300


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_nothing_overflows(browser, path, width):
    browser.open(path, width=width)
    browser.ask("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert browser.ask("document.documentElement.scrollWidth") <= width
    beyond = browser.ask(
        "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1"
        " && !e.closest('.scroll, thead')).map(e => e.outerHTML.slice(0, 100))"
    )
    assert beyond == []


def test_dark_mode_is_dark(browser, path):
    browser.open(path, dark=True)
    assert browser.ask("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 29)"


@pytest.mark.parametrize("scripts", [True, False])
def test_printing_opens_everything(browser, summary, tmp_path, scripts):
    few = tmp_path / "report.html"
    few.write_bytes(render(summary | {"candidates": summary["candidates"][3:5]}, "html"))
    browser.open(few, scripts=scripts)
    text = " ".join(extract_text(io.BytesIO(browser.pdf())).split())
    assert "Payments in Go on PostgreSQL and Kafka" in text
    assert "Go, TypeScript, SQL, Express, PostgreSQL" in text  # of the quotes that one asks for
    assert "Shop on Symfony and MySQL" in text
    assert "Order by" not in text
