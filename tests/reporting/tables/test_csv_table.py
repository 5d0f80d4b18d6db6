import csv
import io
import json
from decimal import Decimal

import pytest

from matcher.core.profile import RequirementProfile
from matcher.ranking.ranking import Ranking
from matcher.reporting.json_text import json_bytes
from matcher.reporting.reports import render
from matcher.reporting.summarize import summarize
from matcher.reporting.tables.frames import ledger_frame, mentions_frame, skills_frame, to_frame


def read_csv(summary):
    return list(csv.DictReader(io.StringIO(render(summary, "csv").decode(), newline="")))


def exact(values):
    return sum((Decimal(value) for value in values), Decimal(0))


def test_csv_has_a_row_for_every_file(summary):
    rows = read_csv(summary)
    assert [row["status"] for row in rows] == ["assessed"] * 12 + ["needs review", "duplicate", "failed", "failed"]
    assert rows[12]["reason"] == "no-text: 2 pages are pictures; read them by eye"
    assert rows[13]["reason"] == "same bytes as ines-falk.pdf"
    assert rows[0]["top_languages"] == "Python; SQL; Java; PHP"
    assert all(row["rank"] == row["score"] == "" for row in rows[12:])


def test_csv_points_add_up(summary):
    for row in read_csv(summary)[:12]:
        points = [value for column, value in row.items() if column.startswith("points_")]
        assert len(points) == 10
        assert exact(points) == Decimal(row["score"])


def test_csv_cells_cannot_act(hostile):
    rows = read_csv(summarize(hostile))
    assert [row["document"][:2] for row in rows] == ["'=", "'+", "'@", "'-"]
    text = render(summarize(hostile), "csv").decode()
    assert not {c for c in text if (ord(c) < 32 and c != "\n") or c in "\x7f\u202e\x9b"}


def test_json_is_the_summary(summary):
    data = render(summary, "json")
    assert json.loads(data) == summary
    assert "résumé_Élodie Ñandú.pdf".encode() in data
    assert data.endswith(b"}\n")


def test_json_loses_nothing_and_shows_no_escape_code(hostile):
    data = render(summarize(hostile), "json")
    assert json.loads(data) == summarize(hostile)
    text = data.decode()
    assert not {c for c in text if ord(c) < 32 and c != "\n"} | (set("\x7f\u202e\x9b") & set(text))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_json_refuses_numbers_that_json_lacks(value):
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_bytes({"x": value})


def test_frame_has_a_row_a_candidate(summary):
    frame = to_frame(summary)
    assert list(frame["score"]) == [c["score"] for c in summary["candidates"]]
    assert frame.loc[0, "months"] == 159
    assert frame["score"].dtype == "float64"
    assert frame["points_databases"].between(0, 14).all()


def test_ledger_frame_groups_to_the_scores(summary):
    sums = ledger_frame(summary).groupby("document")["points"].sum().round(2)
    assert sums.to_dict() == {c["document"]: c["score"] for c in summary["candidates"]}


def test_skills_frame_has_standings(summary):
    frame = skills_frame(summary).set_index(["document", "skill"])["standing"]
    assert frame["ines-falk.pdf", "Python"] == "dated"
    assert frame["ines-falk.pdf", "AWS"] == "named"
    assert frame["tomasz-wilk.docx", "Go"] == "aspired"
    assert frame["résumé_Élodie Ñandú.pdf", "Java"] == "negated"
    assert frame["marisol-vega.pdf", "TypeScript"] == "named"
    assert frame["greta-holm.pdf", "Django"] == "invisible"


def test_mentions_frame_has_a_row_a_mention(summary):
    frame = mentions_frame(summary)
    assert len(frame) == sum(len(s["mentions"]) for c in summary["candidates"] for s in c["skills"])
    assert (frame["end"] - frame["start"] == frame["surface_form"].str.len()).all()


def test_empty_runs_keep_their_columns():
    empty = summarize(Ranking(RequirementProfile("x", "X", "", ()), "2026-11-23", ()))
    assert (
        len(to_frame(empty)) == len(ledger_frame(empty)) == len(skills_frame(empty)) == len(mentions_frame(empty)) == 0
    )
    assert {"rank", "document", "score"} <= set(to_frame(empty).columns)
    assert read_csv(empty) == []
