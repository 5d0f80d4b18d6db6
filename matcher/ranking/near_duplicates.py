"""Find duplicates among a million files: the same text, or nearly the same.

A résumé is sent again with a new date, a new job, another telephone number, or from another program. Each text is
reduced once to a signature: a hash of the text, its dates, and a MinHash (Broder 1997) of its runs of three words, one
byte per hash (Li and König 2010). The share of hashes on which two signatures agree estimates the share of runs that
the texts have in common (their Jaccard similarity). Only texts that agree on a complete band of hashes are compared.

Words alone do not distinguish people: agencies copy from one résumé to the next, so that two people of the same trade
share nine words of ten. The dates of their jobs differ, though. A wrong duplicate costs a person their rank; a missed
one ranks a person twice. So in doubt, a file is no duplicate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from matcher.core.ranking import Similarity
from matcher.parsing.text_signature import (
    BANDS,
    DATES,
    DIGEST,
    LATEST_YEAR,
    LEAST_WORDS,
    MINHASH,
    MONTHS_WRITTEN,
    ROWS,
    SIGNATURE_BYTES,
    WORD_COUNT,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Repeat", "repeats"]

ALIKE: Final = 0.7
ALIKE_BY_MONTHS: Final = 0.5
ALIKE_UNDATED: Final = 0.95
"""Least share of runs that two duplicates have in common: if their dates agree; if every month of one (at least
:data:`MONTHS` of them) occurs in the other; if one has no date.

Chosen on the 42 fictional samples that can be read, edited by program, and on 8,000 résumés of a public collection.
With a new date, a date next to the name, or another telephone number and address, no copy of a sample is missed; with
a new job one of 42 (107 words before, 42 more), with another order and other bullets three, with all of that at once
six. Of the collection's pairs that share 0.7 and more of their runs, 195 have (nearly) the same dates, all found;
80 have fewer than half of them in common, other employers too, and none is found: 27 of these share more than 0.9 of
their runs. After touching one, count such pairs again in a collection of your own, and read those in between."""

SAME_DATES: Final = 0.75
"""Dates agree if this share of the dates of the text with fewer dates occurs in the other: of four, one may be new.
Most of the collection's pairs have nine tenths in common or fewer than half; at 0.6, résumés are found that were copied
for another person with every date a year later."""

MONTHS: Final = 4
"""Number of months, such as the ends of two jobs, that two people do not share by chance. Years alone they do share:
classmates leave school and university together."""

AT_ONCE: Final = 1 << 16
"""Pairs that are compared together: 8 MB of hashes each."""

ROUNDS: Final = 16
"""How often the remaining texts of a band are compared with the first of them. Sixteen different texts share a band
because of boilerplate; real copies share other bands too."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A file that repeats another; both are given by their rows.

    >>> Repeat(3, 1, "same text").kept
    1
    """

    row: int
    kept: int
    similarity: Similarity


class Names(Protocol):
    """Names by row: a list, or :class:`matcher.ranking.candidate_table.DocumentNames`."""

    def __len__(self) -> int: ...
    def __getitem__(self, row: int, /) -> str: ...


def repeats(signatures: NDArray[np.uint8] | Iterable[bytes], names: Names) -> list[Repeat]:
    """Find the files that repeat another, and which one that is.

    Of similar files the newest is kept: the one with the latest year, since people add to a résumé; among those the one
    with the most words; among those the one with the shortest name. Each of the others is similar to the very file that
    is kept in its place.

    Args:
        signatures: of :func:`signature_of`, one per file; best as rows of an array: a million take 184 MB.
        names: of the files, in the same order.

    Returns:
        The repeats in order of row; the outcome does not depend on the order of the files.

    >>> from matcher.parsing.text_signature import signature_of
    >>> cv = "Built booking services in Python for the railway. " * 9
    >>> texts = [cv, cv.replace(" ", "  "), "Somebody else."]
    >>> repeats(map(signature_of, texts), ["a.pdf", "b.pdf", "c.pdf"])
    [Repeat(row=1, kept=0, similarity='same text')]
    """
    table = _Table(signatures, names)
    return sorted(table.repeats(), key=lambda repeat: repeat.row)


class _Table:
    """Signatures as rows, linked into groups of similar files."""

    def __init__(self, signatures: NDArray[np.uint8] | Iterable[bytes], names: Names) -> None:
        import numpy as np

        if not isinstance(signatures, np.ndarray):
            signatures = np.frombuffer(b"".join(signatures), dtype=np.uint8)
        self.rows = signatures.reshape(-1, SIGNATURE_BYTES)
        self.names = names
        self.group = np.arange(len(self.rows))
        """By row: the first row of its group, so far."""

    def repeats(self) -> Iterator[Repeat]:
        import numpy as np

        self._link_alike(self._link_same())
        order = np.argsort(self.group, kind="stable")
        for members in np.split(order, np.flatnonzero(np.diff(self.group[order])) + 1):
            if len(members) > 1:
                yield from self._around_the_best(sorted(members.tolist(), key=self._preference))

    def _preference(self, row: int) -> tuple[int, int, int, str]:
        year, count = (int.from_bytes(self.rows[row, part].tobytes(), "little") for part in (LATEST_YEAR, WORD_COUNT))
        name = self.names[row]
        return -year, -count, len(name), name

    def _link(self, rows: NDArray[np.intp], others: NDArray[np.intp]) -> None:
        """Merge the groups of two rows, pair by pair."""
        import numpy as np

        group = self.group
        while True:
            one, other = group[rows], group[others]
            apart = one != other
            if not apart.any():
                return
            rows, others, one, other = rows[apart], others[apart], one[apart], other[apart]
            np.minimum.at(group, np.maximum(one, other), np.minimum(one, other))
            while (group[group] != group).any():
                group[:] = group[group]

    def _link_same(self) -> NDArray[np.intp]:
        """Link files with the same text; return one row per text that is long enough to be compared with others."""
        import numpy as np

        digests = np.ascontiguousarray(self.rows[:, DIGEST]).view(np.uint64)
        order = np.lexsort((digests[:, 0], digests[:, 1]))
        same = np.zeros(len(order), dtype=bool)
        same[1:] = (digests[order[1:]] == digests[order[:-1]]).all(axis=1)
        at = np.flatnonzero(same)
        self._link(order[at - 1], order[at])
        texts = order[~same]
        return texts[self._long(texts)]

    def _long(self, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        import numpy as np

        return np.ascontiguousarray(self.rows[rows, WORD_COUNT]).view("<u4")[:, 0] >= LEAST_WORDS

    def _link_alike(self, rows: NDArray[np.intp]) -> None:
        import numpy as np

        for band in range(BANDS):
            start = MINHASH.start + band * ROWS
            keys = np.ascontiguousarray(self.rows[rows, start : start + ROWS]).view(np.uint32)[:, 0]
            order = np.argsort(keys, kind="stable")
            left, keys = rows[order], keys[order]
            for _ in range(ROUNDS):
                begins = np.ones(len(left), dtype=bool)
                begins[1:] = keys[1:] != keys[:-1]
                firsts = left[np.maximum.accumulate(np.where(begins, np.arange(len(left)), 0))]
                left, firsts, keys = left[~begins], firsts[~begins], keys[~begins]
                if not len(left):
                    break
                alike = self.group[firsts] == self.group[left]
                alike[~alike] = self._alike(firsts[~alike], left[~alike])
                self._link(firsts[alike], left[alike])
                left, keys = left[~alike], keys[~alike]

    def _alike(self, rows: NDArray[np.intp], others: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Return whether the texts of two rows, with different digests, are nearly the same; pair by pair."""
        import numpy as np

        similar = np.empty(len(rows), dtype=bool)
        for start in range(0, len(rows), AT_ONCE):
            a, b = self.rows[rows[start : start + AT_ONCE]], self.rows[others[start : start + AT_ONCE]]
            agreeing = (a[:, MINHASH] == b[:, MINHASH]).mean(axis=1)
            # A byte agrees by chance once in 256.
            shared = (agreeing - 1 / 256) / (1 - 1 / 256)
            fewer, both = self._in_common(a[:, DATES], b[:, DATES])
            fewer_months, both_months = self._in_common(a[:, MONTHS_WRITTEN], b[:, MONTHS_WRITTEN])
            alike = (shared >= ALIKE) & (fewer > 0) & (both >= SAME_DATES * fewer)
            alike |= (shared >= ALIKE_BY_MONTHS) & (fewer_months >= MONTHS) & (both_months == fewer_months)
            alike |= (shared >= ALIKE_UNDATED) & (fewer == 0)
            similar[start : start + AT_ONCE] = alike
        return similar

    @staticmethod
    def _in_common(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Count the bits that are set in the one with fewer, and in both; row by row."""
        import numpy as np

        fewer, more, both = (np.unpackbits(bits, axis=1).sum(axis=1, dtype=np.int64) for bits in (a, b, a & b))
        return np.minimum(fewer, more), both

    def _around_the_best(self, members: list[int]) -> Iterator[Repeat]:
        """Yield each file with the first file, in order of preference, that it is similar to and that is kept."""
        import numpy as np

        left = np.array(members)
        while len(left) > 1:
            kept, left = left[0], left[1:]
            same = (self.rows[left, DIGEST] == self.rows[kept, DIGEST]).all(axis=1)
            # Texts below the least number of words are linked only if they are the same.
            alike = same | self._alike(np.full(len(left), kept), left)
            for row, is_same in zip(left[alike].tolist(), same[alike].tolist(), strict=True):
                yield Repeat(row, int(kept), "same text" if is_same else "nearly the same text")
            left = left[~alike]
