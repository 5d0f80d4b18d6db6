"""Check that the vectorised search finds the same words and stacked letters as a plain loop over the glyphs."""

from __future__ import annotations

from itertools import groupby, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.extraction.pdf.words import STACKED_ADVANCE, DrawnGlyph, PageGlyphs, Words, is_mostly_stacked


def plain_words(drawn):
    """Find the words that :class:`Words` describes, glyph by glyph."""
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


def is_plainly_stacked(letters):
    letters = [letter for letter in letters if not letter.text.isspace()]
    if len(letters) < 4 or len({letter.text for letter in letters}) < 4:
        return False
    along = 1 if 45 < letters[0].angle % 180 < 135 else 0
    size = letters[0].size
    distance = abs(letters[-1].box[along] - letters[0].box[along])
    return distance / (len(letters) - 1) < STACKED_ADVANCE * size and all(
        abs(b.box[axis] - a.box[axis]) < 0.5 * size for a, b in pairwise(letters) for axis in (0, 1)
    )


GLYPH = st.tuples(
    st.sampled_from("abcdeI1, \t•"),
    st.integers(0, 40).map(lambda step: step / 4),  # from the previous one
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
def test_words_and_stacks_equal_those_of_a_plain_loop(rows):
    drawn = page(rows)
    glyphs = PageGlyphs(drawn)
    strings = [list(members) for _, members in groupby(drawn, lambda glyph: glyph.order)]
    assert glyphs.stacked_orders == [members[0].order for members in strings if is_plainly_stacked(members)]
    stacked_letters = sum(len(members) for members in strings if is_plainly_stacked(members))
    assert is_mostly_stacked(glyphs) == (2 * stacked_letters > len(drawn))
    expected = plain_words(drawn)
    if not expected:
        return
    words = Words(glyphs)
    assert [list(range(word.start, word.end)) for word in words] == expected
    for word, members in zip(words, expected, strict=True):
        boxes = np.array([drawn[member].box for member in members])
        assert word.box == (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0))
    assert words.stacked == [n for n, members in enumerate(expected) if is_plainly_stacked([drawn[m] for m in members])]
    first = [drawn[members[0]] for members in expected]
    assert words.modes.tolist() == [glyph.mode for glyph in first]
    assert [tuple(words.palette[colour]) for colour in words.colours] == [
        glyph.colour or (-1000, -1000, -1000) for glyph in first
    ]


@pytest.mark.parametrize(
    ("text", "advance", "angle", "is_stacked"),
    [
        ("Django", 1, 0, True),
        ("Django", 1.3, 0, False),
        ("Dja", 1, 0, False),
        ("lllll", 1, 0, False),  # a line of l, or a rule made of letters
        ("D j a n go", 0.5, 0, True),
        ("Django", 1, 90, True),  # letters side by side in a line that runs upwards
    ],
)
def test_stacked_letters(text, advance, angle, is_stacked):
    drawn = [
        DrawnGlyph(c, (10 + advance * i, 10, 11 + advance * i, 20), 10, 7, angle=angle) for i, c in enumerate(text)
    ]
    assert PageGlyphs(drawn).stacked_orders == ([7] if is_stacked else [])
