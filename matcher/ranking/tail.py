"""Yield the tail of a ranking: the candidates below the detailed ones, row by row or in blocks of columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from matcher.core.ledger import LedgerLine
from matcher.core.profile import RequirementProfile
from matcher.ranking.candidate_table import CandidateTable, RankOrder
from matcher.scoring.candidate_facts import FACTS
from matcher.scoring.components.registry import is_requirement

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["CandidateRow", "Tail", "TailBlock"]

BLOCK_ROWS: Final = 4096
"""Rows that become Python numbers together: few enough to stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate of the tail: its figures, without evidence.

    >>> CandidateRow(12, 10, 15, 10, "cv.pdf", "0" * 64, 41.5, (30.0, 11.5)).score
    41.5
    """

    rank: int
    rank_best: int
    rank_worst: int
    group: int
    document: str
    sha256: str
    score: float
    points: tuple[float, ...]
    """One per ledger line, in the order of :attr:`Tail.lines`."""
    fit: str = ""
    missing_musts: tuple[str, ...] = ()
    """Labels of the must-haves that earn nothing."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """By the names of :data:`matcher.scoring.candidate_facts.FACTS`."""


@dataclass(frozen=True, slots=True)
class TailBlock:
    """Consecutive candidates of the tail as columns of equal length: one object per candidate would take too long.

    >>> ranks, points = ([1], [1], [1], [1]), {("keyword", "a"): [4150]}
    >>> TailBlock(*ranks, ["cv.pdf"], ["0" * 64], [4150], points, ["some"], [()], {"pages": [2]}).scores
    [4150]
    """

    rank: list[int]
    rank_best: list[int]
    rank_worst: list[int]
    group: list[int]
    documents: list[str]
    sha256: list[str]
    scores: list[int]
    """Whole hundredths, as are the points."""
    points: dict[tuple[str, str], list[int]]
    """By component and requirement of the ledger line."""
    fits: list[str]
    missing_musts: list[tuple[str, ...]]
    facts: dict[str, list[Any]]
    """By the names of :data:`matcher.scoring.candidate_facts.FACTS`."""


@dataclass(frozen=True, eq=False, slots=True)
class Tail:
    """The candidates of a table below the detailed ones, best first.

    Rows are made when they are read, so that a million candidates take the memory of the table alone.

    >>> import numpy as np
    >>> from matcher.ranking.candidate_table import CANDIDATE, DocumentNames
    >>> from matcher.ranking.rank_stability import rank_table
    >>> points = np.array([[[2000]], [[3000]], [[1050]]])
    >>> line = LedgerLine("a", "A", "keyword", 100.0)
    >>> table = CandidateTable(DocumentNames("abc"), np.zeros(3, CANDIDATE.dtype), (line,), points)
    >>> tail = Tail(table, rank_table(table), 1, RequirementProfile("x", "X", "", ()))
    >>> len(tail), tail.scores, [(row.rank, row.document, row.points) for row in tail]
    (2, (10.5, 20.0), [(2, 'a', (20.0,)), (3, 'c', (10.5,))])
    """

    table: CandidateTable
    order: RankOrder
    top: int
    """How many candidates are detailed."""
    profile: RequirementProfile
    _missing: dict[bytes, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False)

    @property
    def lines(self) -> tuple[LedgerLine, ...]:
        """The lines that all ledgers share."""
        return self.table.lines

    @property
    def scores(self) -> tuple[float, float]:
        """The lowest score and the highest."""
        ends = self.table.points[self.order.rows[[-1, self.top]], :, 0].sum(axis=1)
        return int(ends[0]) / 100, int(ends[1]) / 100

    @property
    def fits(self) -> Mapping[str, int]:
        """Count the candidates in each band of fit, best band first; empty for a profile without bands."""
        import numpy as np

        rows = self.order.rows[self.top :]
        left = np.ones(len(rows), dtype=bool)
        scores = self.table.scores[rows]
        every_must = np.ones(len(rows), dtype=bool)
        for line in self._musts():
            every_must &= self.table.points[rows, line, 0] > 0
        counts: dict[str, int] = {}
        for band in self.profile.bands:
            within = left & (scores >= round(band.least * 100))
            if band.every_must:
                within &= every_must
            left &= ~within
            counts[band.label] = counts.get(band.label, 0) + int(within.sum())
        return counts

    def __len__(self) -> int:
        return len(self.table) - self.top

    def __getitem__(self, index: int) -> CandidateRow:
        place = range(self.top, len(self.table))[index]
        return next(self._rows(place, place + 1))

    def __iter__(self) -> Iterator[CandidateRow]:
        for start in range(self.top, len(self.table), BLOCK_ROWS):
            yield from self._rows(start, min(start + BLOCK_ROWS, len(self.table)))

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the name and SHA-256 of each document, sorted by name."""
        table = self.table
        for row in sorted(self.order.rows[self.top :].tolist(), key=table.documents.in_utf8):
            yield table.documents[row], table.candidates["sha256"][row].tobytes().hex()

    def digest(self) -> str:
        """Return a digest of everything that the rows are made of, except the profile, in hexadecimal."""
        table, order = self.table, self.order
        digest = blake2b(self.top.to_bytes(8, "little"), digest_size=16)
        # Rows of a table are in the order in which workers finished: only in rank order are they the same each time.
        digest.update(table.documents.digest(order.rows))
        for rows in (table.candidates, table.points):
            digest.update(memoryview(rows[order.rows].tobytes()))
        for column in (order.rank, order.rank_best, order.rank_worst, order.group):
            digest.update(memoryview(column.tobytes()))
        return digest.hexdigest()

    def blocks(self) -> Iterator[TailBlock]:
        """Yield all candidates as columns, :data:`BLOCK_ROWS` at a time."""
        for start in range(self.top, len(self.table), BLOCK_ROWS):
            yield self._block(start, min(start + BLOCK_ROWS, len(self.table)))

    def _musts(self) -> dict[int, str]:
        """Return the must-haves' labels by line."""
        needed = {r.id: r.label for r in self.profile.requirements if r.necessity == "must"}
        lines = enumerate(self.table.lines)
        return {i: needed[x.requirement] for i, x in lines if is_requirement(x.component) and x.requirement in needed}

    def _rows(self, start: int, stop: int) -> Iterator[CandidateRow]:
        block = self._block(start, stop)
        points = zip(*block.points.values(), strict=True) if block.points else [()] * (stop - start)
        columns = zip(
            block.rank, block.rank_best, block.rank_worst, block.group, block.documents, block.sha256, block.scores,
            points, block.fits, block.missing_musts, zip(*block.facts.values(), strict=True), strict=True,
        )  # fmt: skip
        for rank, best, worst, group, document, sha256, score, cents, fit, missing, facts in columns:
            yield CandidateRow(
                rank, best, worst, group, document, sha256, score / 100, tuple(cent / 100 for cent in cents),
                fit, missing, dict(zip(block.facts, facts, strict=True)),
            )  # fmt: skip

    def _block(self, start: int, stop: int) -> TailBlock:
        table, order = self.table, self.order
        rows = order.rows[start:stop]
        points = table.points[rows, :, 0]
        musts = self._musts()
        missing = [self._labels(unmet, musts) for unmet in points[:, list(musts)] <= 0]
        scores = points.sum(axis=1, dtype="i8").tolist()
        fits = [
            self.profile.band_of(score / 100, every_must=not labels)
            for score, labels in zip(scores, missing, strict=True)
        ]
        candidates = table.candidates[rows]
        digests = candidates["sha256"].tobytes().hex()
        ranks = (order.rank, order.rank_best, order.rank_worst, order.group)
        rank, best, worst, group = (column[start:stop].tolist() for column in ranks)
        return TailBlock(
            rank, best, worst, group,
            [table.documents[row] for row in rows.tolist()],
            [digests[at : at + 64] for at in range(0, len(digests), 64)],
            scores,
            {(x.component, x.requirement): c for x, c in zip(table.lines, points.T.tolist(), strict=True)},
            fits, missing,
            {fact.name: list(map(fact.unpacked, candidates[fact.name].tolist())) for fact in FACTS},
        )  # fmt: skip

    def _labels(self, unmet: NDArray[np.bool_], musts: Mapping[int, str]) -> tuple[str, ...]:
        """Return the labels of unmet must-haves; memoised, because few combinations occur."""
        key = unmet.tobytes()
        if key not in self._missing:
            self._missing[key] = tuple(label for label, is_unmet in zip(musts.values(), unmet, strict=True) if is_unmet)
        return self._missing[key]
