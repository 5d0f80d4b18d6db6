"""Résumés in many layouts are read completely and in a person's reading order: the set of data/fidelity."""

import json
from pathlib import Path

import pytest

from benchmarks.fidelity import SET, common_subsequence, compare, read_ours, scattered_page, tokens

TRUTH = json.loads((SET / "truth.json").read_text("utf-8"))


def test_the_set_is_complete():
    assert {path.stem for path in Path(SET, "files").iterdir()} == set(TRUTH)
    assert len(TRUTH) >= 60
    assert all(sorted(order) == list(range(len(band["columns"])))
               for entry in TRUTH.values() for band in entry["bands"] for order in band["orders"])  # fmt: skip


@pytest.mark.parametrize(
    ("stem", "floor"),
    [
        ("latex-accents", 0.99),
        ("latex-table", 0.99),
        ("latex-split-divided", 0.99),
        ("office-grid", 0.99),
        ("office-newspaper", 0.99),
        ("typst-cards", 0.99),
        ("typst-justified", 0.99),
        ("typst-spaced", 0.99),
        ("typst-timed", 0.99),
        ("web-cards-band", 0.98),
        ("web-justified-divided", 0.98),
        ("web-sidebar-icons", 0.99),
        ("web-sidebar-right", 0.99),
        ("web-split", 0.99),
        ("web-table", 0.98),
        ("web-three-columns", 0.99),
        ("web-wide-spaced", 0.99),
    ],
)
def test_words_and_their_order(stem, floor):
    read = compare(TRUTH[stem]["bands"], read_ours(Path(SET, "files", f"{stem}.pdf").read_bytes()))
    assert read.f1 >= 0.99
    assert read.order >= floor


def test_every_word_scattered_over_a_page_is_read():
    assert set(tokens(read_ours(scattered_page(400)))) >= {f"word{i}" for i in range(0, 400, 50)}


@pytest.mark.parametrize(
    ("text", "order"),
    [("Ana Go SQL", 1), ("Ana SQL Go", 2 / 3), ("Go SQL", 0.8), ("", 0), ("Ana Go SQL and more", 0.75)],
)
def test_order_counts_missing_moved_and_added_words(text, order):
    bands = [{"columns": [["Ana", "Go SQL"]], "orders": [[0]]}]
    assert compare(bands, text).order == pytest.approx(order)


def test_the_better_order_of_columns_counts():
    bands = [{"columns": [["Go"], ["SQL", "Java"]], "orders": [[0, 1], [1, 0]]}]
    assert compare(bands, "SQL Java Go").order == 1
    assert compare(bands, "SQL Go Java").order < 1


def test_common_subsequence_equals_the_textbook_algorithm():
    for first, second in (("abcbdab", "bdcaba"), ("", "a"), ("aaaa", "aa"), ("abc", "xyz")):
        table = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
        for i, a in enumerate(first):
            for j, b in enumerate(second):
                table[i + 1][j + 1] = table[i][j] + 1 if a == b else max(table[i][j + 1], table[i + 1][j])
        assert common_subsequence(first, second) == table[-1][-1]
