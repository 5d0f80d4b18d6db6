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

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Protocol
from zlib import crc32

from matcher.core.ranking import Likeness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SIGNATURE_BYTES", "SIGNATURE_VERSION", "Repeat", "repeats", "signature_of"]

SIGNATURE_VERSION: Final = 1
"""Raised when a text's signature changes, so that those kept from earlier runs are made anew."""

RUN: Final = 3
"""Words in a run: single words and pairs are the trade's, runs of three are the writer's."""

BANDS: Final = 32
ROWS: Final = 4
"""Texts that share 0.7 of their runs meet in one of 32 bands of 4 places as good as surely, those that share 0.5 with a
chance of 0.87, those that share 0.1 with one of 0.003. A million signatures, one in ten a copy and all with a twelfth
in common, take 11 seconds of processor time and 60 MiB beside themselves. (datasketch, the library for this, takes
0.4 s to import, SciPy with it, and 0.16 ms to index one signature in Python's dictionaries: 160 s a million, and
gigabytes.)"""

PLACES: Final = BANDS * ROWS

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

LEAST_WORDS: Final = 50
"""Words below which texts are only ever the same or not: too few runs to tell copies by."""

AT_ONCE: Final = 1 << 16
"""Pairs that are compared together: 8 MB of places each."""

ROUNDS: Final = 16
"""How often what is left of a band's texts is held against the first of them. Where sixteen texts share a band that are
not like one another, boilerplate put them there; copies meet in other bands too."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_YEAR_WRITTEN: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH_BEFORE: Final = re.compile(r"(?:([^\W\d_]{3})[^\W\d_]*[.,]{0,2}\s{0,3}|(?<!\d)0?(\d{1,2})[./-])\Z")
_MONTH_BEHIND: Final = re.compile(r"-0?(\d{1,2})(?!\d)")
REACH: Final = 14
"""Characters before a year in which its month is sought: "September, " and more."""

_DIGEST: Final = slice(0, 16)
_COUNT: Final = slice(16, 20)
_YEAR: Final = slice(20, 24)
_DATES: Final = slice(24, 56)
_MONTHS_WRITTEN: Final = slice(32, 56)
_PLACES: Final = slice(56, 56 + PLACES)
SIGNATURE_BYTES: Final = 56 + PLACES


@dataclass(frozen=True, slots=True)
class Repeat:
    """A file that says what another says; both by their rows.

    >>> Repeat(3, 1, "same text").kept
    1
    """

    row: int
    kept: int
    likeness: Likeness


class Names(Protocol):
    """Names by row: a list, or :class:`matcher.ranking.candidate_table.DocumentNames`."""

    def __len__(self) -> int: ...
    def __getitem__(self, row: int, /) -> str: ...


def signature_of(text: str) -> bytes:
    """What a text is compared by.

    Args:
        text: as it was read. Case, digits, punctuation and white space play no part in how alike texts are.

    Returns:
        :data:`SIGNATURE_BYTES` bytes, the same on every machine.

    >>> len(signature_of("Back-end developer, May 2019 to 2023")) == SIGNATURE_BYTES
    True
    """
    import numpy as np

    words = _WORD.findall(text.casefold())
    digest = hashlib.blake2b(" ".join(text.split()).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    dates, latest = bytearray(32), 0
    for month, year in _dates(text):
        # Years by themselves have the first 64 bits, those with a month the others.
        bit = 64 + crc32(f"{month}{year}".encode()) % 192 if month else year % 64
        dates[bit >> 3] |= 1 << (bit & 7)
        latest = max(latest, year)
    places = _minhash(np.array([crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint64))
    return digest + len(words).to_bytes(4, "little") + latest.to_bytes(4, "little") + bytes(dates) + places.tobytes()


def _dates(text: str) -> Iterator[tuple[str, int]]:
    """The years in a text, each with the month beside it: its first three letters or its number.

    >>> list(_dates("May 2019 - 06/2020, Sept. 2021, 2022-03, 2023"))
    [('may', 2019), ('6', 2020), ('sep', 2021), ('3', 2022), ('', 2023)]
    """
    for match in _YEAR_WRITTEN.finditer(text):
        before = _MONTH_BEFORE.search(text, max(0, match.start() - REACH), match.start())
        behind = None if before else _MONTH_BEHIND.match(text, match.end())
        month = (before[1] or before[2]) if before else behind[1] if behind else ""
        yield month.casefold(), int(match[0])


def _minhash(words: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """A byte of the least hash of the runs, under each of as many hash functions as there are places."""
    import numpy as np

    if len(words) < LEAST_WORDS:
        return np.zeros(PLACES, dtype=np.uint8)
    factors, terms = _functions()
    count = len(words) - RUN + 1
    runs = np.zeros(count, dtype=np.uint64)
    for offset in range(RUN):
        runs = _mixed(runs + words[offset : offset + count])
    runs = np.unique(runs)
    least = np.full(PLACES, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(runs), 1024):
        np.minimum(least, (runs[start : start + 1024, None] * factors + terms).min(axis=0), out=least)
    return (_mixed(least) >> np.uint64(56)).astype(np.uint8)


@cache
def _functions() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """An odd factor and a term for each place: a hash function each."""
    import numpy as np

    numbers = np.arange(2 * PLACES, dtype=np.uint64)
    return _mixed(numbers[:PLACES]) | np.uint64(1), _mixed(numbers[PLACES:])


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each value's bits spread over all of it (SplitMix64)."""
    import numpy as np

    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


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

    >>> cv = "Built booking services in Python for the railway. " * 9
    >>> texts = [cv, cv.replace(" ", "  "), "Somebody else."]
    >>> repeats(map(signature_of, texts), ["a.pdf", "b.pdf", "c.pdf"])
    [Repeat(row=1, kept=0, likeness='same text')]
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
        year, count = (int.from_bytes(self.rows[row, part].tobytes(), "little") for part in (_YEAR, _COUNT))
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

        digests = np.ascontiguousarray(self.rows[:, _DIGEST]).view(np.uint64)
        order = np.lexsort((digests[:, 0], digests[:, 1]))
        same = np.zeros(len(order), dtype=bool)
        same[1:] = (digests[order[1:]] == digests[order[:-1]]).all(axis=1)
        at = np.flatnonzero(same)
        self._link(order[at - 1], order[at])
        texts = order[~same]
        return texts[self._long(texts)]

    def _long(self, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        import numpy as np

        return np.ascontiguousarray(self.rows[rows, _COUNT]).view("<u4")[:, 0] >= LEAST_WORDS

    def _link_alike(self, rows: NDArray[np.intp]) -> None:
        import numpy as np

        for band in range(BANDS):
            start = _PLACES.start + band * ROWS
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
            agreeing = (a[:, _PLACES] == b[:, _PLACES]).mean(axis=1)
            # A byte agrees by chance once in 256.
            shared = (agreeing - 1 / 256) / (1 - 1 / 256)
            fewer, both = self._in_common(a[:, _DATES], b[:, _DATES])
            fewer_months, both_months = self._in_common(a[:, _MONTHS_WRITTEN], b[:, _MONTHS_WRITTEN])
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
            same = (self.rows[left, _DIGEST] == self.rows[kept, _DIGEST]).all(axis=1)
            # Below the least number of words nothing but the same text is ever linked.
            alike = same | self._alike(np.full(len(left), kept), left)
            for row, is_same in zip(left[alike].tolist(), same[alike].tolist(), strict=True):
                yield Repeat(row, int(kept), "same text" if is_same else "nearly the same text")
            left = left[~alike]
