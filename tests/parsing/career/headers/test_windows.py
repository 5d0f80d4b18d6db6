"""Where words stand around dates, as the labeller sees it."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.resume import Section
from matcher.parsing.career.dates import find_date_ranges
from matcher.parsing.career.headers.windows import LONGEST_WINDOW, SLOTS, Words, describe, windows_of
from matcher.parsing.career.headers.word_table import WordTable

AS_OF = datetime.date(2026, 11, 23)


def described(text: str) -> Words:
    section = Section("experience", 0, len(text))
    return describe(text, windows_of(text, section, find_date_ranges(text, AS_OF)), WordTable({}, {}, 8))


def slot(words: Words, name: str, index: int) -> int:
    return int(words.slots[index, list(SLOTS).index(name)])


def test_a_window_ends_at_the_dates_of_its_neighbours() -> None:
    text = "Cook, Crumb Ltd 2010 - 2012 Baked. Baker, Acme 2013 - 2015 Ran ovens."
    first, second = windows_of(text, Section("experience", 0, len(text)), find_date_ranges(text, AS_OF))
    assert text[first.low : first.high] == "Cook, Crumb Ltd 2010 - 2012 Baked. Baker, Acme "
    assert text[second.low : second.high] == " Baked. Baker, Acme 2013 - 2015 Ran ovens."


def test_dates_are_one_word() -> None:
    words = described("Cook, Crumb Ltd\nJune 2010 - May 2012\n- Baked.")
    assert words.counts.tolist() == [6]
    assert words.dated.tolist() == [5]


@pytest.mark.parametrize(
    ("text", "index", "name", "expected"),
    [
        ("Cook, Crumb Ltd\n2010 - 2012", 0, "line", 30),  # one line above: (7 - 1) * 5
        ("Cook, Crumb Ltd 2010 - 2012", 0, "line", 35),
        ("Jo Doe\n\nCook\n\nCrumb Ltd\n\n2010 - 2012", 0, "line", 25),  # blank lines do not count
        ("New York 2010 - 2012", 0, "city", 1),
        ("New York 2010 - 2012", 1, "city", 2),
        ("Old Yorks 2010 - 2012", 0, "city", 0),
    ],
)
def test_slots(text: str, index: int, name: str, expected: int) -> None:
    words = described(text)
    assert slot(words, name, int(words.firsts[0]) + index) == expected


@given(st.lists(st.sampled_from(["2010 - 2012", "May 2019", "Acme", "\n", "\t", "•", "Köln,", "😀", " "]), max_size=60))
def test_every_slot_is_within_its_range(pieces: list[str]) -> None:
    text = " ".join(pieces)
    if not find_date_ranges(text, AS_OF):
        return
    words = described(text)
    assert words.counts.max() <= LONGEST_WINDOW
    for index, size in enumerate(SLOTS.values()):
        assert words.slots[:, index].min() >= 0
        assert words.slots[:, index].max() < size


def test_a_full_table_is_emptied() -> None:
    table = WordTable({"w=acme": [[5] * 8] * 5}, {}, 8)
    before = table.row("Acme")
    for number in range(WordTable.ROWS - 3):
        table.row(f"word{number}")
    table.prepare(10)
    assert table.row("other") != before or table.row("Acme") != before
    assert table.scores()[table.row("Acme")].tolist() == [[5] * 8] * 5
