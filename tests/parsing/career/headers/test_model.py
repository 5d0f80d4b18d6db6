"""The labeller: the best sequence of labels, against all sequences one by one."""

import itertools
import random

import numpy as np
import pytest

from matcher.parsing.career.headers.model import DATES, LABELS, HeaderModel
from matcher.parsing.career.headers.windows import Words


def words_of(lengths: list[tuple[int, int]]) -> Words:
    """Return windows with so many words before and after their dates; only where they are matters."""
    firsts, counts, dated, total = [], [], [], 2
    for before, after in lengths:
        firsts.append(total)
        counts.append(before + 1 + after)
        dated.append(total + before)
        total += counts[-1] + 2
    nothing = np.zeros(total, dtype=np.int64)
    return Words(nothing, nothing, nothing, np.zeros((total, 1)), np.array(firsts), np.array(counts), np.array(dated))


@pytest.mark.parametrize("seed", range(12))
def test_the_best_sequence_is_found(seed: int) -> None:
    chance = random.Random(seed)
    model = HeaderModel({f"after {label}": [chance.randint(-9, 9) for _ in LABELS] for label in LABELS})
    transitions = model.transitions.tolist()
    words = words_of([(chance.randint(0, 3), chance.randint(0, 2)) for _ in range(chance.randint(1, 3))])
    scores = np.array([[chance.randint(-9, 9) for _ in range(DATES)] for _ in words.starts])
    labels = model.label(words, scores).tolist()

    def total(sequence: tuple[int, ...], first: int) -> int:
        own = sum(int(scores[first + i, label]) for i, label in enumerate(sequence) if label != DATES)
        return own + sum(transitions[a][b] for a, b in itertools.pairwise(sequence))

    for first, count, dated in zip(words.firsts, words.counts, words.dated, strict=True):
        choices = [[DATES] if first + i == dated else range(DATES) for i in range(count)]
        best = max(total(sequence, first) for sequence in itertools.product(*choices))
        assert total(tuple(labels[first : first + count]), first) == best


def test_dates_without_words_around_them() -> None:
    words = words_of([(0, 0), (0, 0)])
    labels = HeaderModel({}).label(words, np.zeros((len(words.starts), DATES), dtype=np.int64))
    assert labels[words.dated].tolist() == [DATES, DATES]


def test_a_word_is_scored_by_its_neighbours_too() -> None:
    weights = {"-1 w=developer": [0, 0, 0, 700, 0, 0, 0, 0], "0 w=acme": [0, 0, 0, 40, 0, 0, 0, 0]}
    model = HeaderModel(weights)
    rows = np.array([0, 0, *(model.table.row(w) for w in ("Developer", "Acme")), model.table.DATES, 0, 0])
    slots = np.zeros((len(rows), 0), dtype=np.int64)
    words = Words(rows, rows, rows, slots, np.array([2]), np.array([3]), np.array([4]))
    model.slots.clear()
    assert model.scores(words)[3].tolist() == [0, 0, 0, 740, 0, 0, 0]
