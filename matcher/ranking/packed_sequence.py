"""A sequence whose values are kept as compressed bytes once there are many, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Generic, TypeVar, overload

from matcher.core.encoding import decode, encode
from matcher.core.ledger import Assessment

__all__ = ["PLAIN", "PackedSequence", "weight_of"]

Value = TypeVar("Value")

PLAIN: Final = 100_000
"""Total weight of the values that are kept as they are; those after them are packed. Weights are numbers of mentions
and pieces of evidence, each of which takes a kilobyte as an object and in a summary. A thousand honest résumés have
as many and lose no time; packing takes some milliseconds per candidate. Measure the first process again after touching
it (``benchmarks/RESULTS.md``)."""


def weight_of(assessment: Assessment) -> int:
    """Return the number of mentions and pieces of evidence, which decide how much memory an assessment takes."""
    mentions = sum(len(skill.mentions) for skill in assessment.skills)
    return mentions + sum(len(line.evidence) for line in assessment.contributions)


class PackedSequence(Sequence[Value], Generic[Value]):
    """Values of one type, some of them packed; reading one that is packed makes it anew.

    Args:
        kind: their type, of :mod:`matcher.core` or plain data.
        weigh: returns the weight of a value.
        plain: the total weight up to which values are kept as they are.

    >>> numbers = PackedSequence(list, len, plain=2)
    >>> for value in ([1], [2], [3, 4]):
    ...     numbers.append(value)
    >>> len(numbers), numbers[2], numbers[1:], [type(kept).__name__ for kept in numbers._kept]
    (3, [3, 4], [[2], [3, 4]], ['list', 'list', '_Packed'])
    """

    def __init__(self, kind: Any, weigh: Callable[[Value], int], plain: int = PLAIN) -> None:
        self._kind = kind
        self._weigh = weigh
        self._left = plain
        self._kept: list[Value | _Packed] = []

    def append(self, value: Value) -> None:
        """Add a value at the end."""
        self._left -= self._weigh(value)
        self._kept.append(value if self._left >= 0 else self._packed(value))

    @property
    def is_packed(self) -> bool:
        """Whether there are so many or such long values that some are packed."""
        return self._left < 0

    def _packed(self, value: Value) -> Value | _Packed:
        try:
            return _Packed(encode(value))
        except UnicodeEncodeError:  # a name given from Python may hold half of a surrogate pair
            return value

    def _value(self, kept: Value | _Packed) -> Value:
        if not isinstance(kept, _Packed):
            return kept
        value: Value | None = decode(kept, self._kind)
        assert value is not None  # noqa: S101 - they never leave this process
        return value

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[Value]:
        return map(self._value, self._kept)

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Value]: ...
    def __getitem__(self, index: int | slice) -> Value | Sequence[Value]:
        if isinstance(index, slice):
            return [self._value(kept) for kept in self._kept[index]]
        return self._value(self._kept[index])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == another for one, another in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


class _Packed(bytes):
    """The bytes of a value, which may itself be bytes."""
