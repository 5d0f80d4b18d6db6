"""All candidates of a run in columns, so that a million take the room of their figures.

A table holds what order, bands and groups are reckoned from, and what is told of a candidate whose evidence is not.
Assessments are made for the best only; :mod:`matcher.ranking.order` puts the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from matcher.core.ledger import Assessment, LedgerLine
from matcher.core.profile import RequirementProfile
from matcher.core.ranking import CandidateColumns, CandidateRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["CandidateTable", "DocumentNames", "Places", "TableTail", "candidate_table_of"]

AT_ONCE: Final = 4096
"""Rows that are made into Python's numbers together: few enough to stay in the processor's cache."""


class DocumentNames:
    """Names of documents in one piece of memory: a million texts would take ten times as much.

    >>> names = DocumentNames(["b.pdf", "résumé.pdf"])
    >>> len(names), names[1], names.in_utf8(0)
    (2, 'résumé.pdf', b'b.pdf')
    """

    def __init__(self, names: Iterable[str]) -> None:
        import numpy as np

        # A name given from Python may hold half of a surrogate pair.
        encoded = [name.encode("utf-8", "surrogatepass") for name in names]
        self._bytes = b"".join(encoded)
        self._ends = np.fromiter(accumulate(map(len, encoded), initial=0), dtype=np.int64, count=len(encoded) + 1)

    @classmethod
    def of(cls, names: bytes, lengths: NDArray[np.int32]) -> DocumentNames:
        """Names that are in one piece of memory already.

        Args:
            names: in UTF-8, one behind the other.
            lengths: how many bytes each has.

        >>> import numpy as np
        >>> DocumentNames.of(b"a.pdfbb.pdf", np.array([5, 6], dtype=np.int32))[1]
        'bb.pdf'
        """
        import numpy as np

        made = cls(())
        made._bytes = names
        made._ends = np.zeros(len(lengths) + 1, dtype=np.int64)
        np.cumsum(lengths, out=made._ends[1:])
        return made

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, row: int) -> str:
        return self.in_utf8(row).decode("utf-8", "surrogatepass")

    def digest(self, order: NDArray[np.intp]) -> bytes:
        """Tells whether two lists of names, taken in an order of their rows, are the same."""
        lengths = (self._ends[1:] - self._ends[:-1])[order]
        names = b"".join(map(self.in_utf8, order.tolist()))
        return blake2b(names + lengths.tobytes(), digest_size=16).digest()

    def in_utf8(self, row: int) -> bytes:
        """A name as bytes, which sort as the texts do; ``row`` counts from 0."""
        return self._bytes[self._ends[row] : self._ends[row + 1]]


@dataclass(frozen=True, eq=False, slots=True)
class CandidateTable:
    """A row a candidate, in any order; every column has as many rows as there are documents.

    >>> import numpy as np
    >>> line = LedgerLine("db", "Databases", "keyword", 14.0)
    >>> points = np.array([[[1120, 1100, 1120]], [[0, 0, 0]]])
    >>> table = CandidateTable(DocumentNames(["a.pdf", "b.pdf"]), np.zeros((2, 32), np.uint8), (line,), points)
    >>> table.scores.tolist()
    [1120, 0]
    """

    documents: DocumentNames
    """Each name once."""
    sha256: NDArray[np.uint8]
    """The 32 bytes of each file's hash, a row each."""
    lines: tuple[LedgerLine, ...]
    """The lines that all ledgers share."""
    points: NDArray[np.integer[Any]]
    """Whole hundredths by candidate, line, and as-of date: as given, a year earlier, a year later (or as given only).
    ``int16`` is wide enough; with ten lines a candidate then takes 60 bytes here."""
    months: NDArray[np.integer[Any]] | None = None
    pages: NDArray[np.integer[Any]] | None = None
    words: NDArray[np.integer[Any]] | None = None
    in_order_of_name: bool = False
    """Whether the rows are, so that equal scores need not be sorted by it."""

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def scores(self) -> NDArray[np.int64]:
        """Each candidate's score at the as-of date given, in whole hundredths."""
        import numpy as np

        scores: NDArray[np.int64] = self.points[:, :, 0].sum(axis=1, dtype=np.int64)
        return scores

    @property
    def possible(self) -> NDArray[np.int64]:
        """What each line can earn, in whole hundredths."""
        import numpy as np

        return np.array([round(line.possible * 100) for line in self.lines], dtype=np.int64)


@dataclass(frozen=True, eq=False, slots=True)
class Places:
    """An order of candidates; the columns go by place, best first."""

    order: NDArray[np.intp]
    """The row of the table that stands in each place."""
    rank: NDArray[np.int32]
    """From 1; equal scores share one."""
    low: NDArray[np.int32]
    """Best rank within the stability band."""
    high: NDArray[np.int32]
    """Worst rank within the stability band."""
    group: NDArray[np.int32]
    """Rank of the first of those that cannot be told apart from one another."""


def candidate_table_of(assessments: Sequence[Assessment]) -> CandidateTable:
    """The table of assessments that are all against one profile, a row each, in their order.

    >>> from matcher.core.ledger import Contribution
    >>> assessed = Assessment("a.pdf", "0" * 64, (Contribution("db", "Databases", "keyword", 11.2, 14.0, "met"),))
    >>> candidate_table_of([assessed]).points.tolist()
    [[[1120]]]
    """
    import numpy as np

    first = assessments[0].contributions if assessments else ()
    lines = tuple(LedgerLine(c.requirement, c.label, c.component, c.possible) for c in first)
    dates = 1 + min((len(a.points_at_other_dates) for a in assessments), default=0)
    points = np.empty((len(assessments), len(lines), dates), dtype=np.int32)
    for row, assessment in enumerate(assessments):
        told = ([c.points for c in assessment.contributions], *assessment.points_at_other_dates[: dates - 1])
        points[row] = np.rint(np.array(told).T * 100)
    digests = b"".join(bytes.fromhex(a.sha256.rjust(64, "0")) for a in assessments)
    return CandidateTable(
        DocumentNames(a.document for a in assessments),
        np.frombuffer(digests, dtype=np.uint8).reshape(-1, 32),
        lines,
        points,
        months=np.array([a.months for a in assessments], dtype=np.int32),
        pages=np.array([a.pages for a in assessments], dtype=np.int32),
        words=np.array([a.words for a in assessments], dtype=np.int32),
    )


@dataclass(frozen=True, eq=False, slots=True)
class TableTail:
    """The candidates of a table below the best, in figures: what :class:`matcher.core.ranking.Tail` promises.

    >>> from matcher.ranking.rank_stability import rank_table
    >>> from matcher.core.ledger import Contribution
    >>> def one(name, points):
    ...     return Assessment(name, "0" * 64, (Contribution("a", "A", "keyword", points, 100.0, "met"),))
    >>> table = candidate_table_of([one("a", 20.0), one("b", 30.0), one("c", 10.5)])
    >>> tail = TableTail(table, rank_table(table), 1, RequirementProfile("x", "X", "", ()))
    >>> len(tail), tail.scores, [(row.rank, row.document, row.points) for row in tail]
    (2, (10.5, 20.0), [(2, 'a', (20.0,)), (3, 'c', (10.5,))])
    """

    table: CandidateTable
    places: Places
    top: int
    """How many stand above."""
    profile: RequirementProfile
    _missing: dict[bytes, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False)

    @property
    def lines(self) -> tuple[LedgerLine, ...]:
        """The lines of the ledgers."""
        return self.table.lines

    @property
    def scores(self) -> tuple[float, float]:
        """The lowest score and the highest."""
        ends = self.table.points[self.places.order[[-1, self.top]], :, 0].sum(axis=1)
        return int(ends[0]) / 100, int(ends[1]) / 100

    @property
    def fits(self) -> Mapping[str, int]:
        """How many candidates each band of fit holds, best band first; empty for a profile without bands."""
        import numpy as np

        rows = self.places.order[self.top :]
        left = np.ones(len(rows), dtype=bool)
        scores = self.table.scores[rows]
        every_must = np.ones(len(rows), dtype=bool)
        for line in self._musts():
            every_must &= self.table.points[rows, line, 0] > 0
        found: dict[str, int] = {}
        for band in self.profile.bands:
            within = left & (scores >= round(band.least * 100))
            if band.every_must:
                within &= every_must
            left &= ~within
            found[band.label] = found.get(band.label, 0) + int(within.sum())
        return found

    def __len__(self) -> int:
        return len(self.table) - self.top

    def __getitem__(self, index: int) -> CandidateRow:
        place = range(self.top, len(self.table))[index]
        return next(self._rows(place, place + 1))

    def __iter__(self) -> Iterator[CandidateRow]:
        for start in range(self.top, len(self.table), AT_ONCE):
            yield from self._rows(start, min(start + AT_ONCE, len(self.table)))

    def files(self) -> Iterator[tuple[str, str]]:
        """The name and the hash of each one's document, in order of name."""
        table = self.table
        for row in sorted(self.places.order[self.top :].tolist(), key=table.documents.in_utf8):
            yield table.documents[row], table.sha256[row].tobytes().hex()

    def digest(self) -> str:
        """Tells, in hexadecimal, whether two rests are the same: all that the rows are made of, but for the profile."""
        table, places = self.table, self.places
        digest = blake2b(self.top.to_bytes(8, "little"), digest_size=16)
        # Rows come in the order in which workers are done: only by place are they the same each time.
        digest.update(table.documents.digest(places.order))
        for column in (table.sha256, table.points, table.months, table.pages, table.words):
            digest.update(b"-" if column is None else memoryview(column[places.order].tobytes()))
        for column in (places.rank, places.low, places.high, places.group):
            digest.update(memoryview(column.tobytes()))
        return digest.hexdigest()

    def _musts(self) -> dict[int, str]:
        """The must-haves' labels by line."""
        needed = {r.id: r.label for r in self.profile.requirements if r.necessity == "must"}
        lines = enumerate(self.table.lines)
        return {i: needed[x.requirement] for i, x in lines if x.component == "keyword" and x.requirement in needed}

    def blocks(self) -> Iterator[CandidateColumns]:
        """All of them in columns, some thousand at a time."""
        for start in range(self.top, len(self.table), AT_ONCE):
            yield self._block(start, min(start + AT_ONCE, len(self.table)))

    def _rows(self, start: int, stop: int) -> Iterator[CandidateRow]:
        some = self._block(start, stop)
        columns = zip(
            some.rank, some.rank_best, some.rank_worst, some.group, some.documents, some.sha256, some.scores,
            zip(*some.points, strict=True) if some.points else [()] * (stop - start), some.fits, some.missing_musts,
            some.months, some.pages, some.words, strict=True,
        )  # fmt: skip
        for rank, low, high, group, document, sha256, score, points, fit, missing, months, pages, words in columns:
            yield CandidateRow(
                rank, low, high, group, document, sha256, score / 100, tuple(point / 100 for point in points),
                fit, missing, months, pages, words,
            )  # fmt: skip

    def _block(self, start: int, stop: int) -> CandidateColumns:
        table, places = self.table, self.places
        rows = places.order[start:stop]
        points = table.points[rows, :, 0]
        musts = self._musts()
        unmet = points[:, list(musts)] <= 0
        missing = [self._labels(lacks, musts) for lacks in unmet]
        scores = points.sum(axis=1, dtype="i8").tolist()
        fits = [
            self.profile.band_of(score / 100, every_must=not lacked)
            for score, lacked in zip(scores, missing, strict=True)
        ]
        digests = table.sha256[rows].tobytes().hex()
        rank, low, high, group = (c[start:stop].tolist() for c in (places.rank, places.low, places.high, places.group))
        months, pages, words = (
            [0] * len(rows) if c is None else c[rows].tolist() for c in (table.months, table.pages, table.words)
        )
        return CandidateColumns(
            rank, low, high, group,
            [table.documents[row] for row in rows.tolist()],
            [digests[at : at + 64] for at in range(0, len(digests), 64)],
            scores, points.T.tolist(), fits, missing, months, pages, words,
        )  # fmt: skip

    def _labels(self, lacks: NDArray[np.bool_], musts: Mapping[int, str]) -> tuple[str, ...]:
        """The labels of the must-haves that are lacked: a few combinations, met again and again."""
        key = lacks.tobytes()
        if key not in self._missing:
            self._missing[key] = tuple(label for label, lack in zip(musts.values(), lacks, strict=True) if lack)
        return self._missing[key]
