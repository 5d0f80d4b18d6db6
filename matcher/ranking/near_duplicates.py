"""Files that say what another says: the same text, or nearly the same, among a million.

A résumé comes in again with a new date, a new job, another telephone number, from another program. Each text is
reduced, once, to a signature: a hash of the text, its dates, and a MinHash (Broder 1997) of the runs of three words in
it, of which a byte is kept of each (Li and König 2010). Two signatures agree in about as many places as the texts have
runs in common (their Jaccard similarity). Only those that agree in a whole band of places are compared at all.

Words alone do not tell people apart: agencies write résumés from one another, and two of the same trade then share
nine words of ten. Their jobs' dates differ, though. Where a file is taken for a copy that is none, somebody is not
ranked; where a copy is missed, somebody is ranked twice. So when in doubt it is none.
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
"""Share of the runs that two texts have in common, at least: where their dates agree; where every month of one, of
:data:`MONTHS` at least, stands in the other; where one has no date to tell them apart by.

Chosen on the 42 fictional samples that can be read, edited by program, and on 8,000 résumés of a public collection. Of
the samples a new date, a date beside the name, and another telephone number and address cost no copy, a new job one of
42 (107 words before, 42 more), another order and other bullets three; all of that at once six. Of the collection's
pairs that share 0.7 and more of their runs, 195 have (nearly) the same dates and all are found; 80 have fewer than half
of them in common, other employers too, and none is taken: 27 of these share more than 0.9 of their runs. After touching
one, count such pairs anew in a collection of your own, and read those in between."""

SAME_DATES: Final = 0.75
"""Share of the dates of the text with fewer that stand in the other too, where dates agree: of four, one may be new.
Most of the collection's pairs have nine tenths in common or fewer than half; at 0.6 résumés come in that were moved on
by a year for somebody else."""

MONTHS: Final = 4
"""Months, such as the ends of two jobs, that two people do not have in common by chance. Years alone they do: those of
a class left school and university together."""

AT_ONCE: Final = 1 << 16
"""Pairs that are compared together: 8 MB of places each."""

ROUNDS: Final = 16
"""How often what is left of a band's texts is held against the first of them. Where sixteen texts share a band that are
not like one another, boilerplate put them there; copies meet in other bands too."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A file that says what another says; both by their rows.

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
    """The files that say what another says, and which one that is.

    Of those alike the newest is kept, which is the one in which the latest year is written, since people add to a
    résumé; of those of one year the fullest, of the most words; of those the one with the shortest name. Each of the
    others is alike to the very one that is kept in its place.

    Args:
        signatures: of :func:`signature_of`, one each; best as rows of an array: a million take 184 MB.
        names: of the files, in the same order.

    Returns:
        In order of row; the outcome does not depend on the order of the files.

    >>> from matcher.parsing.text_signature import signature_of
    >>> cv = "Built booking services in Python for the railway. " * 9
    >>> texts = [cv, cv.replace(" ", "  "), "Somebody else."]
    >>> repeats(map(signature_of, texts), ["a.pdf", "b.pdf", "c.pdf"])
    [Repeat(row=1, kept=0, similarity='same text')]
    """
    table = _Table(signatures, names)
    return sorted(table.repeats(), key=lambda repeat: repeat.row)


class _Table:
    """Signatures in columns, and who is like whom."""

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

    def _link(self, some: NDArray[np.intp], others: NDArray[np.intp]) -> None:
        """Make one group of the two rows' groups, pair by pair."""
        import numpy as np

        group = self.group
        while True:
            one, other = group[some], group[others]
            apart = one != other
            if not apart.any():
                return
            some, others, one, other = some[apart], others[apart], one[apart], other[apart]
            np.minimum.at(group, np.maximum(one, other), np.minimum(one, other))
            while (group[group] != group).any():
                group[:] = group[group]

    def _link_same(self) -> NDArray[np.intp]:
        """Link those of the same text; the rows of one file of each text that is long enough to be like another."""
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

    def _alike(self, some: NDArray[np.intp], others: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Whether the texts of two rows, of different digests, are nearly the same; pair by pair."""
        import numpy as np

        found = np.empty(len(some), dtype=bool)
        for start in range(0, len(some), AT_ONCE):
            a, b = self.rows[some[start : start + AT_ONCE]], self.rows[others[start : start + AT_ONCE]]
            agreeing = (a[:, MINHASH] == b[:, MINHASH]).mean(axis=1)
            # A byte agrees by chance once in 256.
            shared = (agreeing - 1 / 256) / (1 - 1 / 256)
            fewer, both = self._in_common(a[:, DATES], b[:, DATES])
            fewer_months, both_months = self._in_common(a[:, MONTHS_WRITTEN], b[:, MONTHS_WRITTEN])
            alike = (shared >= ALIKE) & (fewer > 0) & (both >= SAME_DATES * fewer)
            alike |= (shared >= ALIKE_BY_MONTHS) & (fewer_months >= MONTHS) & (both_months == fewer_months)
            alike |= (shared >= ALIKE_UNDATED) & (fewer == 0)
            found[start : start + AT_ONCE] = alike
        return found

    @staticmethod
    def _in_common(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many bits are set in the one with fewer, and how many in both; row by row."""
        import numpy as np

        fewer, more, both = (np.unpackbits(bits, axis=1).sum(axis=1, dtype=np.int64) for bits in (a, b, a & b))
        return np.minimum(fewer, more), both

    def _around_the_best(self, members: list[int]) -> Iterator[Repeat]:
        """Each file under the first in order of preference that it is itself alike to, which is then kept."""
        import numpy as np

        left = np.array(members)
        while len(left) > 1:
            kept, left = left[0], left[1:]
            same = (self.rows[left, DIGEST] == self.rows[kept, DIGEST]).all(axis=1)
            # Below the least number of words nothing but the same text is ever linked.
            alike = same | self._alike(np.full(len(left), kept), left)
            for row, is_same in zip(left[alike].tolist(), same[alike].tolist(), strict=True):
                yield Repeat(row, int(kept), "same text" if is_same else "nearly the same text")
            left = left[~alike]
