from __future__ import annotations

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from matcher.extraction.layout.columns import reading_order
from matcher.extraction.layout.glyphs import Glyph
from matcher.extraction.layout.lines import Line, build_lines

NUMBERS = st.floats(0, 600, allow_nan=False)
LINES = st.builds(lambda x, width, y, size: Line("word", x, x + width, y, size), NUMBERS, NUMBERS, NUMBERS,
                  st.floats(1, 40))  # fmt: skip
GLYPHS = st.builds(lambda c, x, width, y, size: Glyph(c, x, x + width, y, size), st.sampled_from("abC+ •"), NUMBERS,
                   st.floats(0, 20), NUMBERS, st.floats(0.1, 40))  # fmt: skip


@given(st.lists(LINES, max_size=40))
def test_every_line_is_read_once(lines):
    read = [line.text.split() for area in reading_order(lines) for row in area for line in row]
    assert sum(map(len, read)) == len(lines)


@given(st.lists(GLYPHS, max_size=60, unique_by=lambda g: (g.x0, g.y)))
def test_only_duplicate_letters_are_dropped(glyphs):
    written = "".join(sorted(c for line in build_lines(glyphs) for c in line.text if c != " "))
    drawn = sorted(glyph.text for glyph in glyphs if glyph.text != " ")
    assert len(written) <= len(drawn)
    assert set(written) == set(drawn)


def side(texts, x, top, pitch, width=150):
    return [Line(text, x, x + width, top - pitch * i, 10) for i, text in enumerate(texts)]


def read(lines):
    return ["\t".join(line.text for line in row) for area in reading_order(lines) for row in area]


def test_a_sidebar_next_to_a_longer_column():
    sidebar, main = [f"s{i}" for i in range(8)], [f"m{i}" for i in range(20)]
    assert read(side(main, 220, 700, 14, 300) + side(sidebar, 50, 705, 17, 100)) == sidebar + main


def test_three_columns():
    columns = [[f"{name}{i}" for i in range(5)] for name in "abc"]
    placed = [side(texts, 50 + 180 * i, 700 - 4 * i, 14) for i, texts in enumerate(columns)]
    assert read(list(chain(*placed))) == list(chain(*columns))


def test_a_heading_below_columns_comes_after_them():
    left, right = [f"l{i}" for i in range(4)], [f"r{i}" for i in range(4)]
    below = [Line("EDUCATION", 50, 120, 600, 10), Line("a line across the whole page", 50, 500, 580, 10)]
    assert read(side(left, 50, 700, 14) + side(right, 250, 707, 14) + below) == [
        *left, *right, "EDUCATION", "a line across the whole page",
    ]  # fmt: skip


def test_dates_in_a_left_margin_come_before_their_entry():
    lines = side(["2019 –", "2021"], 50, 700, 12, 40) + side(["2015"], 50, 640, 12, 40)
    lines += side(["Acme", "did a", "did b", "did c"], 200, 700, 12) + side(["Beta", "did d", "did e"], 200, 640, 12)
    assert read(lines) == ["2019 – 2021\tAcme", "did a", "did b", "did c", "2015\tBeta", "did d", "did e"]
