"""Check that the vectorised line builder finds the same lines as a plain loop over the glyphs."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.extraction.layout.duplicate_glyphs import without_duplicates
from matcher.extraction.layout.glyph_runs import RUN_GAP, build_runs
from matcher.extraction.layout.glyphs import Glyph, GlyphColumns
from matcher.extraction.layout.lines import build_lines
from matcher.extraction.layout.word_gaps import BULLET, WORD_GAP, fill_texts

# A glyph, its gap from the previous one (in units of its size), its width, the baseline's change and a new size
STEPS = st.tuples(
    st.sampled_from(["a", "b", "i", "l", "G", "ff", "•", "1", ",", " ", "  ", "\xa0"]),
    st.sampled_from([0.0] * 6 + [0.01, -0.02, 0.115, 0.125, 0.3, 0.8, -0.3, -0.5, 1.2, 2.0, 40.0]),
    st.sampled_from([0.25, 0.5, 0.5, 0.9]),
    st.sampled_from(
        [(0.0, 0.0)] * 9 + [(3.3, 0.0), (-3.3, 0.0), (0.05, 0.0), (-12.0, -300.0), (0.0, -0.4), (0.3, 0.2)]
    ),
    st.sampled_from([None] * 12 + [10.0, 10.2, 7.0, 24.0]),
)


def drawn(steps: Sequence[tuple[Any, ...]]) -> list[Glyph]:
    glyphs = []
    x, y, size = 50.0, 700.0, 10.0
    for text, gap, width, (up, back), new_size in steps:
        size = new_size or size
        y += up
        x += gap * size + back
        glyphs.append(Glyph(text, x, x + width * size, y, size))
        x += width * size
    return glyphs


GLYPHS = st.lists(STEPS, min_size=1, max_size=40).map(drawn)


def plain_without_duplicates(glyphs: Sequence[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in glyphs:
        reach = 0.12 * glyph.size
        is_duplicate = not glyph.text.isspace() and any(
            other.text == glyph.text
            and abs(other.x0 - glyph.x0) <= reach
            and abs(other.y - glyph.y) <= reach
            and abs(int(other.x0 // 4) - int(glyph.x0 // 4)) <= 1
            and abs(int(other.y // 4) - int(glyph.y // 4)) <= 1
            for other in kept
        )
        if not is_duplicate:
            kept.append(glyph)
    return kept


def plain_runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    runs: list[list[Glyph]] = []
    size = y = x1 = 0.0
    for glyph in glyphs:
        largest, gap, rise = max(size, glyph.size), glyph.x0 - x1, abs(glyph.y - y)
        goes_on = bool(runs) and -0.4 * largest <= gap <= RUN_GAP * largest
        if goes_on and rise > 0.1 * largest:
            is_script = rise <= 0.5 * largest and min(size, glyph.size) < 0.9 * largest and abs(gap) < 0.3 * largest
            goes_on = is_script or (rise <= 0.4 * largest and abs(gap) < 0.15 * largest)
        if goes_on:
            runs[-1].append(glyph)
            if glyph.size > size * 1.05:
                size, y = glyph.size, glyph.y
            x1 = max(x1, glyph.x1)
        elif not glyph.text.isspace():
            runs.append([glyph])
            size, y, x1 = glyph.size, glyph.y, glyph.x1
    return runs


def plain_text(run: Sequence[Glyph]) -> str:
    visible = [run[0]]
    gaps: list[float] = []
    spaces: list[bool] = []
    space: Glyph | None = None
    for glyph in run[1:]:
        if glyph.text.isspace():
            space = glyph
            continue
        gap = (glyph.x0 - visible[-1].x1) / max(visible[-1].size, glyph.size)
        gaps.append(gap)
        spaces.append(space is not None and not (abs(gap) < 0.03 and space.x1 - glyph.x0 > 0.1 * space.size))
        visible.append(glyph)
        space = None
    threshold, trusts_spaces = WORD_GAP, True
    letters = sum(len(glyph.text) == 1 and glyph.text.isalnum() for glyph in visible)
    if letters >= 4 and letters >= 0.7 * len(visible) and (usual := median(gaps)) > WORD_GAP:
        threshold, trusts_spaces = max(1.5 * usual, usual + 0.15), sum(spaces) < 0.5 * len(spaces)
    text = visible[0].text
    for before, glyph, gap, has_space in zip(visible, visible[1:], gaps, spaces, strict=False):
        is_word_end = gap > threshold or (has_space and trusts_spaces) or BULLET.match(before.text)
        text += " " + glyph.text if is_word_end else glyph.text
    return text


@settings(max_examples=300)
@given(GLYPHS)
def test_runs_and_words_equal_those_of_a_plain_loop(glyphs: list[Glyph]) -> None:
    columns = GlyphColumns.of(glyphs)
    is_space = columns.map_texts(str.isspace)
    runs, in_run = build_runs(columns, is_space)
    if runs:
        fill_texts(runs, columns, is_space, in_run)
    plain = plain_runs(glyphs)
    assert [(run.text, run.x0, run.x1, run.ends_in_space) for run in runs] == [
        (plain_text(run), min(g.x0 for g in run), max(g.x1 for g in run), run[-1].text.isspace()) for run in plain
    ]


@settings(max_examples=300)
@given(GLYPHS, st.lists(st.tuples(st.integers(0, 39), st.sampled_from([-3.0, -1.3, -0.2, 0.0, 1.0, 1.25]),
                                  st.sampled_from([-1.3, 0.0, 0.9])), max_size=8))  # fmt: skip
def test_duplicates_equal_those_of_comparing_each_pair(
    glyphs: list[Glyph], again: list[tuple[int, float, float]]
) -> None:
    for number, right, up in again:
        glyph = glyphs[number % len(glyphs)]
        glyphs.append(glyph._replace(x0=glyph.x0 + right, x1=glyph.x1 + right, y=glyph.y + up))
    assert list(without_duplicates(GlyphColumns.of(glyphs)).glyphs) == plain_without_duplicates(glyphs)


def written(text: str, x: float = 50, size: float = 10, space: float = 0) -> list[Glyph]:
    step = 0.5 * size + space
    return [Glyph(c, x + step * i, x + step * i + 0.5 * size, 700, size) for i, c in enumerate(text)]


@pytest.mark.parametrize(
    ("glyphs", "texts"),
    [
        ([], []),
        (written("   "), []),
        (written("Go  and SQL "), ["Go and SQL"]),
        (written("BACKEND", space=4), ["BACKEND"]),  # letter-spaced
        (written("Go", space=4), ["G o"]),  # too few letters to tell
        (written("Django") + written("Go", x=130), ["Django", "Go"]),
        (written("Django") + written("Go", x=90), ["Django Go"]),
        (written("•Go"), ["• Go"]),
        (written("C") + [g._replace(y=703) for g in written("++", x=55, size=7)], ["C++"]),
        ([*written("Resume"), Glyph("´", 76, 79, 700, 10)], ["Resume´"]),
        ([*written("Resum"), Glyph("´", 76, 79, 700, 10), Glyph("e", 75, 80, 700, 10)], ["Resumé"]),
    ],
)
def test_lines(glyphs: list[Glyph], texts: list[str]) -> None:
    assert [line.text for line in build_lines(glyphs)] == texts
