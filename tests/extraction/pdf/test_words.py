"""Words and piles, found in all glyphs at once, are those that one finds glyph by glyph."""

from __future__ import annotations

from itertools import groupby, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.extraction.pdf.words import STACKED_ADVANCE, DrawnGlyph, PageGlyphs, Words, is_mostly_stacked


def plain_words(drawn):
    """As :class:`Words` is described, glyph by glyph."""
    words = []
    for number, glyph in enumerate(drawn):
        if glyph.text.isspace():
            continue
        a, b, c, d = glyph.box
        if words and words[-1][-1] == number - 1:
            last = drawn[number - 1]
            left, low, right, high = last.box
            reach = 0.6 * max(last.size, glyph.size)
            if (
                a <= right + reach and c >= left - reach and b <= high + 0.2 * reach and d >= low - 0.2 * reach
                and (last.mode, last.colour) == (glyph.mode, glyph.colour)
            ):  # fmt: skip
                words[-1].append(number)
                continue
        words.append([number])
    return words


def is_plain_pile(letters):
    letters = [letter for letter in letters if not letter.text.isspace()]
    if len(letters) < 4 or len({letter.text for letter in letters}) < 4:
        return False
    along = 1 if 45 < letters[0].angle % 180 < 135 else 0
    size = letters[0].size
    way = abs(letters[-1].box[along] - letters[0].box[along])
    return way / (len(letters) - 1) < STACKED_ADVANCE * size and all(
        abs(b.box[axis] - a.box[axis]) < 0.5 * size for a, b in pairwise(letters) for axis in (0, 1)
    )


GLYPH = st.tuples(
    st.sampled_from("abcdeI1, \t•"),
    st.integers(0, 40).map(lambda step: step / 4),  # from the one before
    st.sampled_from([0.0, 0.0, 0.0, 3.0, -20.0]),
    st.sampled_from([0.5, 6.0]),
    st.sampled_from([10.0, 10.0, 4.0]),
    st.sampled_from([0, 0, 0, 1]),  # a new string?
    st.sampled_from([0, 0, 3]),
    st.sampled_from([None, (0, 0, 0), (0, 0, 0), (255, 0, 0)]),
    st.sampled_from([0, 0, 90]),
)


def page(rows):
    x, y, order, drawn = 50.0, 700.0, 0, []
    for text, step, fall, width, size, is_new, mode, colour, angle in rows:
        x, y, order = x + step, y - fall, order + is_new
        drawn.append(DrawnGlyph(text, (x, y, x + width, y + size), size, order, mode, colour, angle=angle))
    return drawn


@settings(max_examples=300)
@given(st.lists(GLYPH, min_size=1, max_size=40))
def test_words_and_piles_are_those_found_glyph_by_glyph(rows):
    drawn = page(rows)
    glyphs = PageGlyphs(drawn)
    strings = [list(members) for _, members in groupby(drawn, lambda glyph: glyph.order)]
    assert glyphs.stacked_orders == [members[0].order for members in strings if is_plain_pile(members)]
    piled = sum(len(members) for members in strings if is_plain_pile(members))
    assert is_mostly_stacked(glyphs) == (2 * piled > len(drawn))
    expected = plain_words(drawn)
    if not expected:
        return
    words = Words(glyphs)
    assert [list(range(word.start, word.end)) for word in words] == expected
    for word, members in zip(words, expected, strict=True):
        boxes = np.array([drawn[member].box for member in members])
        assert word.box == (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0))
    assert words.stacked == [n for n, members in enumerate(expected) if is_plain_pile([drawn[m] for m in members])]
    first = [drawn[members[0]] for members in expected]
    assert words.modes.tolist() == [glyph.mode for glyph in first]
    assert [tuple(words.palette[colour]) for colour in words.colours] == [
        glyph.colour or (-1000, -1000, -1000) for glyph in first
    ]


@pytest.mark.parametrize(
    ("text", "advance", "angle", "is_pile"),
    [
        ("Django", 1, 0, True),
        ("Django", 1.3, 0, False),
        ("Dja", 1, 0, False),
        ("lllll", 1, 0, False),  # a line of l, or a rule made of letters
        ("D j a n go", 0.5, 0, True),
        ("Django", 1, 90, True),  # letters beside one another in a line that runs upwards
    ],
)
def test_piles(text, advance, angle, is_pile):
    drawn = [
        DrawnGlyph(c, (10 + advance * i, 10, 11 + advance * i, 20), 10, 7, angle=angle) for i, c in enumerate(text)
    ]
    assert PageGlyphs(drawn).stacked_orders == ([7] if is_pile else [])
