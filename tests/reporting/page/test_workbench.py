"""Use the report in a browser, as the people do who work with it."""

import io
import json
import re
import tomllib
from urllib.parse import quote

import pytest
from pdfminer.high_level import extract_pages, extract_text

from matcher.reporting.reports import render
from matcher.reporting.summarize import summarize


@pytest.fixture(scope="module")
def path(summary, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_bytes(render(summary, "html"))
    return path


@pytest.fixture
def report(browser, path):
    """Open the page."""

    def show(fragment="", **view):
        browser.open(path, fragment, **view)
        wait(browser, "document.body.classList.contains('live')")
        return browser

    return show


def wait(browser, condition):
    """Wait until a condition holds, which is asked again after each frame."""
    browser.ask(
        "new Promise((done, lost) => { let turns = 0; const look = () => { let ready = false;"
        f" try {{ ready = {condition}; }} catch {{}}"
        " if (ready) done(true); else if ((turns += 1) > 600) lost('never'); else setTimeout(look, 15); }; look(); })"
    )


def names(browser):
    return browser.ask("[...document.querySelectorAll('#table tbody tr[data-place] a')].map(a => a.textContent)")


def open_candidate(browser, name):
    browser.ask(
        f"[...document.querySelectorAll('#table tbody a')].find(a => a.textContent === {json.dumps(name)}).click()"
    )
    shown = json.dumps(name)
    wait(
        browser,
        f"document.getElementById('panel-name').textContent === {shown} && !document.getElementById('panel').hidden",
    )


def press(browser, key):
    for kind in ("keyDown", "keyUp"):
        browser.call(
            "Input.dispatchKeyEvent", type=kind, key=key, text=key if len(key) == 1 and kind == "keyDown" else ""
        )


def click(browser, selector):
    browser.ask(f"document.querySelector({json.dumps(selector)}).click()")


def test_the_browser_finds_no_fault_and_asks_for_nothing(report, path):
    browser = report()
    open_candidate(browser, "ines-falk.pdf")
    assert browser.faults() == []
    assert browser.requests() == [path.as_uri()]
    assert browser.ask("getComputedStyle(document.querySelector('h1')).fontWeight") == "700"  # the style was let in


def test_hostile_words_do_nothing(browser, hostile, tmp_path):
    report = tmp_path / "report.html"
    report.write_bytes(render(summarize(hostile), "html"))
    browser.open(report)
    wait(browser, "document.body.classList.contains('live')")
    browser.ask("window.hit = 0, window.alert = () => { window.hit += 1; }")
    click(browser, "#table tbody a")
    wait(browser, "!document.getElementById('panel').hidden")
    click(browser, "#open-whatif")
    click(browser, "[data-tab=text]")
    assert browser.ask("window.hit") == 0
    assert browser.faults() == []
    assert browser.ask("document.querySelectorAll('#panel script, #panel img').length") == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 12), ("django", 1), ("DJANGO python", 1), ("go", 1), ("team/", 2), ("file:team", 2), ("élodie", 1),
     ("kotlin django", 0), ("react", 1), ("rea", 0), ("-php", 9)],
)  # fmt: skip
def test_search(report, query, found):
    browser = report(f"#q={quote(query)}")
    assert len(names(browser)) == found
    shown = browser.ask("document.getElementById('shown').textContent")
    assert shown == ("12 candidates" if found == 12 else f"{found} of 12 candidates")
    assert browser.ask("document.getElementById('empty').hidden") == bool(found)


def test_typing_searches_and_is_remembered(report):
    browser = report()
    press(browser, "/")
    browser.call("Input.insertText", text="laravel")
    wait(browser, "location.hash === '#q=laravel'")
    assert names(browser) == ["ines-falk.pdf", "j.lindqvist.txt"]
    assert browser.ask("document.querySelector('#chips b').textContent") == "Laravel"
    click(browser, "#chips button")
    assert len(names(browser)) == 12
    assert browser.ask("document.getElementById('query').value") == ""


def test_chips_ask_for_work_and_recency(report):
    browser = report("#q=laravel")
    change = (
        "(() => {{ const s = document.querySelectorAll('#chips select')[{}]; s.value = '{}';"
        " s.dispatchEvent(new Event('change')); }})()"
    )
    browser.ask(change.format(0, 3))
    assert names(browser) == ["ines-falk.pdf"]
    browser.ask(change.format(1, 3))
    assert names(browser) == []
    assert browser.ask("document.getElementById('query').value") == "laravel:job:3y"
    click(browser, "#reset")
    assert len(names(browser)) == 12


def test_filters_count_and_combine(report):
    browser = report()
    click(browser, "#open-facets")
    labels = "[...document.querySelectorAll('#facets label')]"
    values = browser.ask(f"{labels}.map(l => [...l.children].slice(1).map(s => s.textContent).join(' '))")
    assert "under 2 years 1" in values
    assert "10 years and more 4" in values
    assert "open 12" in values
    browser.ask(f"{labels}.find(l => l.textContent.startsWith('under 2 years')).querySelector('input').click()")
    assert names(browser) == ["no-dates.txt"]
    browser.ask(f"{labels}.find(l => l.textContent.startsWith('2 to 5 years')).querySelector('input').click()")
    assert sorted(names(browser)) == ["no-dates.txt", "team/yusuf-demir.json"]
    assert browser.ask("location.hash") == "#years=under+2+years%7C2+to+5+years"
    click(browser, "#facets button")
    assert len(names(browser)) == 12


def test_columns_sort_and_say_so(report, summary):
    browser = report()
    head = "[...document.querySelectorAll('thead button')].find(b => b.textContent === 'Experience')"
    browser.ask(f"{head}.click()")
    assert names(browser) == [c["document"] for c in sorted(summary["candidates"], key=lambda c: -c["months"])]
    assert browser.ask("document.querySelector('th[aria-sort]').textContent") == "Experience"
    assert browser.ask("document.getElementById('sorted').textContent") == (
        "Candidates in order of Experience, descending"
    )
    browser.ask(f"{head}.click()")
    assert browser.ask("document.querySelector('th[aria-sort]').getAttribute('aria-sort')") == "ascending"
    assert names(browser)[0] == "no-dates.txt"
    assert browser.ask("location.hash") == "#sort=months"


def test_order_by_the_points_of_a_requirement(report, summary):
    browser = report("#sort=-scalability")
    points = {c["document"]: c["contributions"][5]["points"] for c in summary["candidates"]}
    assert [points[name] for name in names(browser)] == sorted(points.values(), reverse=True)


def test_a_candidate_opens_with_keys_to_go_on_and_back(report):
    browser = report()
    before = names(browser)
    open_candidate(browser, before[2])
    assert browser.ask("document.activeElement.id") == "panel"
    press(browser, "j")
    wait(browser, f"document.getElementById('panel-name').textContent === {json.dumps(before[3])}")
    press(browser, "k")
    wait(browser, f"document.getElementById('panel-name').textContent === {json.dumps(before[2])}")
    fragment = browser.ask("location.hash")
    press(browser, "Escape")
    assert browser.ask("document.getElementById('panel').hidden")
    assert browser.ask("document.activeElement.textContent") == before[2]
    report(fragment)  # a link to a candidate opens it
    wait(browser, f"document.getElementById('panel-name').textContent === {json.dumps(before[2])}")


def test_evidence_and_text_are_linked_both_ways(report):
    browser = report()
    open_candidate(browser, "ines-falk.pdf")
    click(browser, ".to-text")
    assert browser.ask("document.querySelector('#panel .story').hidden")
    assert browser.ask("document.querySelector('.text .flash').textContent") == "Python"
    browser.ask("[...document.querySelectorAll('.text mark')].find(m => m.textContent === 'PostgreSQL').click()")
    assert browser.ask("document.querySelector('#panel .text').hidden")
    assert browser.ask("document.querySelector('.story .flash').dataset.line") == "databases"


def test_a_decision_is_kept_and_handed_over(report, browser):
    report()
    browser.ask("localStorage.clear()")
    report()
    open_candidate(browser, "ines-falk.pdf")
    click(browser, ".decide input[value=shortlist]")
    browser.ask(
        "(() => { const n = document.querySelector('.decision textarea'); n.value = '<b>call her</b>';"
        " n.dispatchEvent(new Event('input')); })()"
    )
    report("#decision=shortlist")
    assert names(browser) == ["ines-falk.pdf"]
    browser.ask(
        "window.saved = [], URL.createObjectURL = (blob) => { window.saved.push(blob.text()); return 'data:,'; }"
    )
    click(browser, "#open-decisions")
    assert "shortlist 1, maybe 0, reject 0; 1 note." in browser.ask("document.getElementById('decisions').textContent")
    click(browser, "#save-decisions")
    saved = json.loads(browser.ask("window.saved[0]"))
    assert [(d["document"], d["decision"], d["note"]) for d in saved["decisions"]] == [
        ("ines-falk.pdf", "shortlist", "<b>call her</b>")
    ]
    click(browser, "#clear-decisions")
    assert browser.ask("document.getElementById('shown').textContent") == "0 of 12 candidates"
    # A colleague loads the file; entries of other files and senseless ones do no harm.
    saved["decisions"] += [{"sha256": "0" * 16, "decision": "reject"}, None, {"sha256": 5}]
    saved["decisions"].append(saved["decisions"][0] | {"decision": "<img>", "note": 7})
    load = (
        "(() => {{ const files = new DataTransfer(); files.items.add(new File([{}], 'd.json'));"
        " const input = document.getElementById('load-decisions'); input.files = files.files;"
        " input.dispatchEvent(new Event('change')); }})()"
    )
    browser.ask(load.format(json.dumps(json.dumps({"decisions": saved["decisions"][:-1]}))))
    wait(
        browser,
        "document.getElementById('decisions-message').textContent.startsWith('Loaded 1 decision; 3 are of files')",
    )
    assert names(browser) == ["ines-falk.pdf"]
    for text in ("{", '{"decisions": 5}', "[]"):
        browser.ask("document.getElementById('decisions-message').textContent = ''")
        browser.ask(load.format(json.dumps(text)))
        wait(
            browser, "document.getElementById('decisions-message').textContent.startsWith('This file cannot be loaded')"
        )
    assert names(browser) == ["ines-falk.pdf"]


def test_compare_shows_what_decides(report, summary):
    browser = report()
    assert browser.ask("document.getElementById('open-compare').disabled")
    browser.ask("[0, 1, 4].forEach(n => document.querySelectorAll('#table tbody input')[n].click())")
    click(browser, "#open-compare")
    wait(browser, "document.getElementById('compare').open")
    table = "document.querySelector('table.compare')"
    heads = browser.ask(f"[...{table}.tHead.rows[0].cells].slice(1).map(c => c.querySelector('b').textContent)")
    chosen = [summary["candidates"][n] for n in (0, 1, 4)]
    assert heads == [c["document"] for c in chosen]
    spreads = [
        round(max(p) - min(p), 2)
        for p in zip(*([line["points"] for line in c["contributions"]] for c in chosen), strict=True)
    ]
    first = browser.ask(f"{table}.tBodies[0].rows[0].cells[0].textContent")
    assert first == f"{chosen[0]['contributions'][spreads.index(max(spreads))]['label']}difference {max(spreads):.2f}"
    rows = browser.ask(f"[...{table}.tBodies[0].rows].map(r => r.cells[0].querySelector('small').textContent)")
    found = [float(text.split()[-1]) if text != "no difference" else 0.0 for text in rows]
    assert found == sorted(spreads, reverse=True)
    assert browser.ask("location.hash").startswith("#compare=")
    assert browser.ask(f"[...{table}.querySelectorAll('q')].length") > 3


def test_other_weights_rank_anew_and_are_saved(report):
    browser = report()
    before = names(browser)
    click(browser, "#open-whatif")
    browser.ask(
        "window.saved = [], URL.createObjectURL = (blob) => { window.saved.push(blob.text()); return 'data:,'; }"
    )
    browser.ask(
        "(() => { const sliders = [...document.querySelectorAll('#whatif input')];"
        " for (const s of sliders) { s.value = s.ariaLabel.includes('Scalability') ? 40 : 0;"
        " s.dispatchEvent(new Event('input')); } })()"
    )
    assert names(browser) != before
    scores = browser.ask("[...document.querySelectorAll('#table td.c-score')].map(c => parseFloat(c.title))")
    assert scores == sorted(scores, reverse=True)
    assert "change their rank" in browser.ask("document.getElementById('moves').textContent")
    browser.ask("[...document.querySelectorAll('#whatif button')].find(b => b.textContent === 'Save as TOML').click()")
    saved = tomllib.loads(browser.ask("window.saved[0]"))
    assert saved["based_on"] == "backend"
    assert saved["weights"]["scalability"] == 40
    assert saved["tfidf_weight"] == 0
    report(browser.ask("location.hash"))
    assert names(browser) != before
    click(browser, "#open-whatif")
    browser.ask("[...document.querySelectorAll('#whatif button')][0].click()")
    assert names(browser) == before


def test_only_rows_in_sight_are_elements(browser, summary, tmp_path):
    many = tmp_path / "report.html"
    copies = [c | {"document": f"{n:03} {c['document']}"} for n in range(50) for c in summary["candidates"]]
    many.write_bytes(render(summary | {"candidates": copies}, "html"))
    browser.open(many)
    wait(browser, "document.body.classList.contains('live')")
    assert browser.ask("document.querySelectorAll('#table tbody tr[data-place]').length") < 60
    browser.ask("document.getElementById('list').scrollTop = 1e6")
    wait(browser, "[...document.querySelectorAll('#table tbody a')].pop().textContent.startsWith('049')")
    assert browser.ask("document.querySelectorAll('#table tbody tr[data-place]').length") < 60


def test_without_scripts_the_ranking_is_there(browser, path, summary):
    browser.open(path, scripts=False)
    rows = browser.ask("[...document.querySelectorAll('#table tbody tr')].map(r => r.cells[1].textContent)")
    assert rows == [c["document"] for c in summary["candidates"]]
    assert browser.ask("document.getElementById('controls').offsetHeight") == 0
    assert browser.ask("document.querySelector('#failed table').offsetHeight") > 20


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_nothing_overflows(report, width):
    browser = report(width=width)
    assert browser.ask("document.documentElement.scrollWidth") <= width
    open_candidate(browser, "s_haddad (final) v2.docx")
    browser.ask("document.querySelectorAll('#panel details').forEach(d => { d.open = true; })")
    assert browser.ask("document.documentElement.scrollWidth") <= width
    beyond = browser.ask(
        "[...document.querySelectorAll('#panel *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
        ".map(e => e.outerHTML.slice(0, 100))"
    )
    assert beyond == []


def test_many_rows_are_in_the_first_screen(browser, summary, tmp_path):
    many = tmp_path / "report.html"
    many.write_bytes(render(summary | {"candidates": summary["candidates"] * 3}, "html"))
    visible = (
        "[...document.querySelectorAll('#table tbody tr[data-place]')]"
        ".filter(r => r.getBoundingClientRect().bottom <= innerHeight).length"
    )
    for width, height, least in ((1366, 768, 15), (390, 844, 5)):
        browser.open(many, width=width, height=height)
        wait(browser, "document.body.classList.contains('live')")
        assert browser.ask(visible) >= least


def test_dark_mode_is_dark(report):
    browser = report(dark=True)
    assert browser.ask("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 29)"


def test_printing(report, browser):
    report()
    browser.ask("localStorage.clear()")
    report()
    text = " ".join(extract_text(io.BytesIO(browser.pdf())).split())
    assert "1 to 12 of 12 candidates" in text  # the browser's own menu prints the list
    assert "ines-falk.pdf" in text
    assert "Order by" not in text
    browser.ask("window.print = () => { window.asked = true; }")
    for name in ("ines-falk.pdf", "ade-okafor.html"):
        open_candidate(browser, name)
        click(browser, ".decide input[value=shortlist]")
    click(browser, "[data-print=shortlist]")
    wait(browser, "window.asked")
    pages = list(extract_pages(io.BytesIO(browser.pdf())))
    assert len(pages) == 2
    browser.ask("window.asked = false")
    browser.ask("window.dispatchEvent(new Event('afterprint'))")
    click(browser, "[data-print=everything]")
    wait(browser, "window.asked")
    text = " ".join(extract_text(io.BytesIO(browser.pdf())).split())
    assert "Payments in Go on PostgreSQL and Kafka" in text
    assert re.search(r"Shop on Symfony and MySQL", text)
