"""Twice as much text takes about twice as long: the kinds of motifs that did not, and a part of all motifs.

``python -m benchmarks growth`` measures every motif on longer texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from benchmarks.motif_growth import Growth, assessor, measure
from benchmarks.motifs import Motif, load_motifs

SHORT, FACTOR = 800, 8

FOUND = (
    Motif("PythonDjango"),  # every pair of the borders inside a word was a part of it
    Motif("①"),  # every end of a word was looked up
    Motif(" "),  # the first line was looked for from each blank
    Motif("a", tail="@"),  # the part of an address before the @ from each letter
    Motif("a", "donnez "),  # the four words of a command were parts of one word
    Motif(" ", "as an ai"),  # the blanks between two words of a command were divided in every way
    Motif("\xa0", "Experience  Skills"),  # a heading was looked for from each blank of a gap
    Motif("（", "株式会社"),  # a word from each of its opening brackets
    Motif(" ", "Name"),  # a label's blanks were divided in every way
)
"""Motifs whose time once grew faster than the text, with what did it."""

EVERY = 16
"""One of so many other motifs is measured here."""


@pytest.fixture(scope="module")
def assess() -> Callable[[str], object]:
    return assessor()


def test_time_grows_with_the_length_of_the_text(assess: Callable[[str], object]) -> None:
    motifs = (*FOUND, *load_motifs()[::EVERY])
    growths = {motif.name: measure(assess, motif.text(SHORT), motif.text(SHORT * FACTOR)) for motif in motifs}
    assert {name: growth for name, growth in growths.items() if not growth.is_linear} == {}


def test_a_quadratic_search_is_found() -> None:
    quadratic = re.compile("a+b")
    assert not measure(quadratic.findall, "a" * 2_000, "a" * 2_000 * FACTOR).is_linear


@pytest.mark.parametrize(
    ("growth", "linear"),
    [
        (Growth(0.1, 0.29), True),
        (Growth(0.1, 0.31), False),
        (Growth(0.001, 0.015), True),  # too short to be sure
        (Growth(0.1, 2.6, 8), True),
        (Growth(0.1, 2.8, 8), False),
    ],
)
def test_what_counts_as_linear(growth: Growth, linear: bool) -> None:
    assert growth.is_linear is linear
