"""Check that every report lists the detailed candidates and the tail, and loses none of them."""

import csv
import io
import json
from dataclasses import replace

import lxml.html
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from matcher.core.profile import FitBand
from matcher.core.ranking import Duplicate
from matcher.ranking.order import rank_top
from matcher.ranking.rank_stability import rank_table
from matcher.ranking.ranking import Ranking
from matcher.reporting.console.terminal import render_ranking
from matcher.reporting.json_text import ESCAPED, json_bytes, json_pieces
from matcher.reporting.manifest import write_manifest
from matcher.reporting.reports import render, write_reports
from matcher.reporting.summarize import summarize
from matcher.reporting.tables.frames import to_frame
from tests.ranking.ranked_by_hand import candidate_table_of, rank_assessments

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")  # data bars

TOP = 5
BANDS = (FitBand("good", 40.0, every_must=True), FitBand("some", 15.0), FitBand("little", 0.0))
TAIL = "7 more candidates, with 43.77 to 0.08 points (good 1, some 4, little 2), are listed in ranking.csv without evidence."


@pytest.fixture(scope="module")
def whole(ranking):
    role = replace(ranking.profile, bands=BANDS)
    given_in = [c.assessment for c in ranking.candidates]
    return replace(ranking, profile=role, candidates=rank_assessments(given_in, BANDS))


def cut(whole: Ranking, top: int) -> Ranking:
    given_in = [c.assessment for c in whole.candidates]
    table = candidate_table_of(given_in)
    candidates, tail = rank_top(given_in[:top], table, rank_table(table), whole.profile)
    return replace(whole, candidates=candidates, tail=tail)


@pytest.fixture(scope="module")
def part(whole):
    return cut(whole, TOP)


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_the_csv_lists_all_candidates(whole, part):
    full, cut_off = (read(render(summarize(r), "csv", r.tail)) for r in (whole, part))
    assert len(full) == len(cut_off) == 16
    assert full[:TOP] + full[12:] == cut_off[:TOP] + cut_off[12:]
    for row, known in zip(cut_off[TOP:12], full[TOP:12], strict=True):
        assert {key: value for key, value in row.items() if value} == {
            key: value for key, value in known.items()
            if value and key not in ("positions", "skills", "warnings") and not key.startswith("top_")
        }  # fmt: skip


def test_the_frame_lists_all_candidates(whole, part):
    full, frame = to_frame(summarize(whole)), to_frame(summarize(part), part.tail)
    assert list(frame.columns) == list(full.columns)
    figures = [
        "rank",
        "rank_best",
        "rank_worst",
        "group",
        "document",
        "score",
        "fit",
        "points_databases",
        "musts_met",
        "months",
    ]
    assert frame[figures].equals(full[figures])
    assert frame["skills"].isna().sum() == 7


def test_the_summary_counts_the_tail(whole, part):
    summary = summarize(part)
    assert summary["schema"] == 1
    assert summary["counts"] == summarize(whole)["counts"]
    assert summary["candidates"] == summarize(whole)["candidates"][:TOP]
    assert summary["lines"] == summarize(whole)["lines"]
    assert summary["tail"] == {
        "count": 7, "lowest": 0.08, "highest": 43.77, "fits": {"good": 1, "some": 4, "little": 2},
    }  # fmt: skip
    assert "tail" not in summarize(whole)
    assert json.loads(render(summary, "json")) == summary


def test_a_rank_shared_with_the_tail_is_marked(whole):
    first = whole.candidates[0].assessment
    twins = [replace(first, document=name) for name in ("a", "b")]
    part = cut(replace(whole, candidates=rank_assessments(twins)), 1)
    assert [c["tied"] for c in summarize(part)["candidates"]] == [True]


def test_reports_for_people_say_how_many_are_left_out(part):
    summary = summarize(part)
    page = lxml.html.fromstring(render(summary, "html").decode())
    assert page.get_element_by_id("tail").text_content().startswith(TAIL)
    assert "12 assessed" in " ".join(page.text_content().split())
    assert f"\n{TAIL}" in render(summary, "md").decode()
    assert "# Back-end developer: 12 candidates\n" in render(summary, "md").decode()
    book = openpyxl.load_workbook(io.BytesIO(render(summary, "xlsx")))
    assert [row[1].value[: len(TAIL)] for row in book["About"] if row[0].value == "Not in this workbook"] == [TAIL]
    assert book["Ranking"].max_row == 1 + TOP
    console = Console(file=io.StringIO(), width=100)
    render_ranking(summarize(part, 3), console)
    assert "and 9 more candidates" in console.file.getvalue()


def test_reports_of_all_candidates_mention_no_tail(whole):
    summary = summarize(whole)
    assert "without evidence." not in render(summary, "md").decode() + render(summary, "html").decode()


def test_no_detailed_candidates(whole):
    part = cut(whole, 0)
    summary = summarize(part)
    page = render(summary, "html").decode()
    assert "12 more candidates" in page
    assert "No file could be assessed" not in page
    assert "12 more candidates" in render(summary, "md").decode()
    assert [row["rank"] for row in read(render(summary, "csv", part.tail))[:12]] == [
        str(c.rank) for c in whole.candidates
    ]


def test_the_manifest_lists_every_file(whole, part, tmp_path):
    for name, ranking in (("whole", whole), ("part", part)):
        outputs = write_reports(ranking, tmp_path / name, ["csv"])
        write_manifest(ranking, tmp_path / name, outputs=outputs)
    whole_manifest, manifest = (json.loads((tmp_path / n / "manifest.json").read_bytes()) for n in ("whole", "part"))
    assert manifest["inputs"] == whole_manifest["inputs"]
    assert manifest["counts"] == whole_manifest["counts"]


@pytest.mark.parametrize("similarity", ["same bytes", "same text", "nearly the same text"])
def test_how_duplicates_are_listed(whole, similarity):
    summary = summarize(replace(whole, duplicates=(Duplicate("copy.pdf", "ines-falk.pdf", "b" * 64, similarity),)))
    rows = read(render(summary, "csv"))
    assert [r["reason"] for r in rows if r["status"] == "duplicate"] == [f"{similarity} as ines-falk.pdf"]
    assert f"`copy.pdf`: {similarity} as `ines-falk.pdf`" in render(summary, "md").decode()
    section = lxml.html.fromstring(render(summary, "html").decode()).get_element_by_id("duplicates")
    words = " ".join(section.text_content().split())
    assert words.endswith("ines-falk.pdf" if similarity == "same bytes" else f"ines-falk.pdf {similarity}")


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=()), max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=25,
)  # fmt: skip


@settings(deadline=None)
@given(plain)
def test_json_text_equals_the_standard_library_s(value):
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1)
    assert json_bytes(value).decode() == ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=3), plain, max_size=4))
def test_pieces_are_the_whole(value):
    assert b"".join(json_pieces(value)) == json_bytes(value)
    lazy = {key: iter(item) if isinstance(item, list) else item for key, item in value.items()}
    assert b"".join(json_pieces(lazy)) == json_bytes(value)
