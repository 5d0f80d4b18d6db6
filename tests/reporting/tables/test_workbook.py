import copy
import io
from decimal import Decimal

import openpyxl
import pytest

from matcher.reporting.reports import render
from matcher.reporting.summarize import summarize
from matcher.reporting.tables import workbook

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")  # data bars


def load(summary, **options):
    return openpyxl.load_workbook(io.BytesIO(render(summary, "xlsx")), **options)


def rows(sheet):
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


@pytest.fixture(scope="module")
def book(summary):
    return load(summary, data_only=True)


def test_sheets(book):
    assert book.sheetnames == ["Ranking", "Ledger", "Evidence", "Skills", "Not assessed", "About"]
    for name in book.sheetnames[:-1]:
        assert book[name].freeze_panes.endswith("2"), name
        assert book[name].auto_filter.ref, name
    assert book.properties.created.year == 2000


def test_scores_equal_the_sums_of_their_ledgers(book):
    ledger = rows(book["Ledger"])
    for row in rows(book["Ranking"]):
        points = [Decimal(str(line["Points"])) for line in ledger if line["No."] == row["No."]]
        assert len(points) == 10
        assert sum(points) == Decimal(str(row["Score"])) == Decimal(str(row["Check: sum of ledger"]))
        across = [Decimal(str(v)) for head, v in row.items() if "(of " in head]
        assert sum(across) == Decimal(str(row["Score"]))


def test_the_check_is_a_formula_over_the_points(summary):
    book = load(summary)
    assert (book["Ranking"]["A1"].value, book["Ranking"]["G1"].value) == ("No.", "Check: sum of ledger")
    assert book["Ranking"]["G3"].value == "=ROUND(SUMIFS(Ledger!$G:$G,Ledger!$A:$A,A3),2)"
    assert (book["Ledger"]["A1"].value, book["Ledger"]["G1"].value) == ("No.", "Points")


def test_evidence_has_page_and_offsets(book):
    first = rows(book["Evidence"])[0]
    assert first["Document"] == "ines-falk.pdf"
    assert first["As written"] in first["Quote"]
    assert (first["Page"], first["Section"]) == (1, "experience")
    assert first["To character"] - first["From character"] == len(first["As written"])


def test_files_not_assessed_are_listed(book):
    assert [(r["Status"], r["Document"]) for r in rows(book["Not assessed"])] == [
        ("needs review", "scan-0042.pdf"),
        ("duplicate", "copies/ines-falk (1).pdf"),
        ("failed", "broken.pdf"),
        ("failed", "photo.pdf"),
    ]


def test_nothing_but_our_check_is_a_formula(hostile):
    book = load(summarize(hostile))
    formulas = [cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == ["G2"]
    assert book["Ranking"]["E2"].value.startswith("=<script>")
    assert book["Ranking"]["E2"].data_type in ("s", "inlineStr")
    assert not any(sheet._hyperlinks for sheet in book)


def test_a_long_quote_is_cut_to_what_a_cell_holds(summary):
    long = copy.deepcopy(summary)
    long["candidates"][0]["contributions"][0]["evidence"][0]["quote"] = "x" * 40_000
    assert len(rows(load(long)["Evidence"])[0]["Quote"]) == 32_767


def test_rows_beyond_the_format_are_owned_up_to(summary, monkeypatch):
    monkeypatch.setattr(workbook, "MAX_ROWS", 5)
    book = load(summary)
    assert book["Ledger"].max_row == 6
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert "left out" in about["Left out"]


def test_cells_of_text_are_marked_as_text(book):
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.quotePrefix or cell.data_type != "s", cell
