import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.reporting.quotes import quotations


def piece(quote, mark, skill="Go", note="listed", months=0, page=1):
    return {
        "skill": skill,
        "surface_form": quote[slice(*mark)] if mark else "",
        "start": 0,
        "end": 1,
        "page": page,
        "section": "skills",
        "quote": quote,
        "mark": mark,
        "strength": 1.0,
        "months": months,
        "note": note,
    }


@pytest.mark.parametrize(
    ("pieces", "notes", "counts"),
    [
        ([piece("Go, C", [0, 2]), piece("Go, C", [4, 5], "C")], ["Go, C · listed"], [2]),
        ([piece("Go, C", [0, 2]), piece("Go, C", [4, 5], "C", "dated")], ["Go · listed; C · dated"], [2]),
        ([piece("Go", [0, 2]), piece("Go", [0, 2], page=2)], ["Go · listed", "Go · listed"], [1, 1]),
        ([piece("Go", [0, 2], months=14)], ["Go · listed, 1 year 2 months"], [1]),
        ([piece("Go", [0, 2], months=14, note="in work, 14 months")], ["Go · in work, 1 year 2 months"], [1]),
        (
            [piece("Go", [0, 2], note="in jobs spanning 1 months to 2026-11")],
            ["Go · in jobs spanning 1 month to Nov 2026"],
            [1],
        ),
        ([piece("kept data safe", None, "", "sentence")], ["sentence"], [1]),
    ],
)
def test_the_note_of_a_quote(pieces, notes, counts):
    shown = quotations(pieces)
    assert [q.note for q in shown] == notes
    assert [q.pieces for q in shown] == counts


@pytest.mark.parametrize(
    ("quote", "marks", "width", "parts"),
    [
        ("a Go b", [[2, 4]], 99, [("a ", False), ("Go", True), (" b", False)]),
        ("Go", [[0, 2]], 99, [("Go", True)]),
        ("Java EE work", [[0, 4], [0, 7]], 99, [("Java EE", True), (" work", False)]),
        ("none", [None], 99, [("none", False)]),
        ("aaa bbb ccc ddd eee", [[8, 11]], 11, [("… bbb ", False), ("ccc", True), (" ddd …", False)]),
        ("aaaaaaaaaaaaaaaaaaaaaaaaa", [[5, 20]], 6, [("… ", False), ("aaaaaa", True), (" …", False)]),
    ],
)
def test_parts(quote, marks, width, parts):
    (shown,) = quotations([piece(quote, mark) for mark in marks], width)
    assert list(shown.parts) == parts


@given(st.text(alphabet="ab ", max_size=60), st.data())
def test_nothing_is_added_or_lost_within_the_width(quote, data):
    edges = st.integers(0, len(quote))
    marks = [sorted(mark) for mark in data.draw(st.lists(st.tuples(edges, edges), min_size=1, max_size=4))]
    (shown,) = quotations([piece(quote, mark) for mark in marks])
    assert "".join(text for text, _ in shown.parts) == quote
    hit = {i for start, end in marks for i in range(start, end)}
    at = 0
    for text, marked in shown.parts:
        assert all((i in hit) == marked for i in range(at, at + len(text)))
        at += len(text)


@given(st.text(alphabet="ab ", min_size=30, max_size=200), st.data())
def test_a_cut_quote_still_shows_its_mark(quote, data):
    start = data.draw(st.integers(0, len(quote) - 5))
    (shown,) = quotations([piece(quote, [start, start + 5])], 20)
    assert quote[start : start + 5] == "".join(text for text, marked in shown.parts if marked)
    assert len("".join(text for text, _ in shown.parts)) <= 20 + 4
