from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from matcher.extraction.layout.cells import renumber, split_cells
from matcher.extraction.layout.lines import Line


def line(text, x, y, order, size=10):
    return Line(text, x, x + 5 * len(text), y, size, order)


def read(rows):
    return ["\t".join(line.text for line in row) for row in split_cells(rows)]


def test_table_cells_are_read_one_after_the_other():
    rows = [
        [line("Pia Project Company,", 0, 700, 0), line("Led the move of nine", 120, 700, 2)],
        [line("Leeds", 0, 688, 1), line("systems to the cloud", 120, 688, 3)],
    ]
    assert read(rows) == ["Pia Project Company,", "Leeds", "Led the move of nine", "systems to the cloud"]


def test_rows_drawn_one_by_one_are_kept():
    rows = [[line("Java", 0, 700, 0), line("expert", 120, 700, 1)], [line("Go", 0, 688, 2), line("fair", 120, 688, 3)]]
    assert read(rows) == ["Java\texpert", "Go\tfair"]


def test_labels_drawn_before_their_values_stay_with_them():
    rows = [
        [line("Languages", 0, 700, 0), line("Go, SQL", 120, 700, 2)],
        [line("Databases", 0, 688, 1), line("MySQL", 120, 688, 3)],
    ]
    assert read(rows) == ["Languages\tGo, SQL", "Databases\tMySQL"]


def test_an_inconsistent_drawing_order_is_ignored():
    rows = [[line("one and two and three,", 0, 700 - 12 * i, (5 * i) % 7)] for i in range(7)]
    assert read(rows) == ["one and two and three,"] * 7


ROWS = st.lists(
    st.lists(st.builds(line, st.sampled_from(["a", "some words,", "• x"]), st.integers(0, 400), st.just(0),
                       st.integers(0, 60)), min_size=1, max_size=3), max_size=8,
)  # fmt: skip


@given(ROWS)
def test_no_line_is_lost(rows):
    placed = [
        [Line(x.text, x.x0, x.x1, 700 - 12 * i, x.size, x.order) for x in sorted(row, key=lambda x: x.x0)]
        for i, row in enumerate(rows)
    ]
    flat = [x for row in placed for x in row]
    assert sorted(map(repr, flat)) == sorted(repr(x) for row in split_cells(placed) for x in row)
    assert sorted(x.order for x in renumber(flat)) == list(range(len(flat)))
