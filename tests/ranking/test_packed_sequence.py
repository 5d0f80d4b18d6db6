from __future__ import annotations

from dataclasses import replace

from matcher.core.document import DocumentWarning
from matcher.ranking.packed_sequence import PackedSequence


def packed(values, plain):
    sequence = PackedSequence(DocumentWarning, lambda warning: len(warning.message), plain)
    for value in values:
        sequence.append(value)
    return sequence


def test_it_reads_like_the_values():
    values = [DocumentWarning("code", "x" * n) for n in range(20)]
    for plain in (0, 50, 1_000):
        sequence = packed(values, plain)
        assert sequence == values
        assert list(sequence) == values
        assert (sequence[3], sequence[-1], sequence[2:5], len(sequence)) == (values[3], values[-1], values[2:5], 20)
        assert sequence != [*values[:-1], replace(values[-1], code="other")]


def test_only_values_beyond_the_weight_are_packed():
    values = [DocumentWarning("code", "x" * 10) for _ in range(5)]
    sequence = packed(values, 25)
    assert [one is another for one, another in zip(sequence, values, strict=True)] == [True, True, False, False, False]


def test_what_cannot_be_encoded_is_kept_as_it_is():
    value = DocumentWarning("code", "half \ud83d")
    assert packed([value], 0)[0] is value
