"""Hold all candidates of a run as columns: a million take the memory of their figures alone.

A table holds what order, stability bands and groups are computed from, and what reports show of the tail. Assessments
exist for the detailed candidates only; :mod:`matcher.ranking.order` combines the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from matcher.core.ledger import LedgerLine
from matcher.scoring.candidate_facts import CANDIDATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["CANDIDATE", "CandidateTable", "DocumentNames", "RankOrder"]


class DocumentNames:
    """Names of documents in one block of memory: a million strings would take ten times as much.

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
        """Return the names in a block of memory.

        Args:
            names: in UTF-8, one after another.
            lengths: bytes of each name.

        >>> import numpy as np
        >>> DocumentNames.of(b"a.pdfbb.pdf", np.array([5, 6], dtype=np.int32))[1]
        'bb.pdf'
        """
        import numpy as np

        documents = cls(())
        documents._bytes = names
        documents._ends = np.zeros(len(lengths) + 1, dtype=np.int64)
        np.cumsum(lengths, out=documents._ends[1:])
        return documents

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, row: int) -> str:
        return self.in_utf8(row).decode("utf-8", "surrogatepass")

    def digest(self, order: NDArray[np.intp]) -> bytes:
        """Return a digest of the names, taken in an order of their rows."""
        names = b"".join(map(self.in_utf8, order.tolist()))
        return blake2b(names + self.lengths[order].tobytes(), digest_size=16).digest()

    def in_utf8(self, row: int) -> bytes:
        """Return a name as bytes, which sort as the texts do; ``row`` counts from 0."""
        return self._bytes[self._ends[row] : self._ends[row + 1]]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Bytes of each name."""
        lengths: NDArray[np.int64] = self._ends[1:] - self._ends[:-1]
        return lengths

    def joined(self, start: int, stop: int) -> bytes:
        """Return some consecutive names, one after another."""
        return self._bytes[self._ends[start] : self._ends[stop]]


@dataclass(frozen=True, eq=False, slots=True)
class CandidateTable:
    """One row per candidate, in any order; every column has as many rows as there are documents.

    >>> import numpy as np
    >>> line = LedgerLine("db", "Databases", "keyword", 14.0)
    >>> points = np.array([[[1120, 1100, 1120]], [[0, 0, 0]]])
    >>> table = CandidateTable(DocumentNames(["a.pdf", "b.pdf"]), np.zeros(2, CANDIDATE.dtype), (line,), points)
    >>> table.scores.tolist(), table.candidates["pages"].tolist()
    ([1120, 0], [0, 0])
    """

    documents: DocumentNames
    """Each name once."""
    candidates: NDArray[np.void]
    """Rows of :data:`matcher.scoring.candidate_facts.CANDIDATE`: digests and facts."""
    lines: tuple[LedgerLine, ...]
    """The lines that all ledgers share."""
    points: NDArray[np.integer[Any]]
    """Whole hundredths by candidate, line, and as-of date: as given, a year earlier, a year later (or as given only).
    ``int16`` is wide enough; with ten lines a candidate then takes 60 bytes here."""
    sorted_by_name: bool = False
    """Whether the rows are sorted by name, so that equal scores need no further sorting."""

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def scores(self) -> NDArray[np.int64]:
        """Each candidate's score at the as-of date, in whole hundredths."""
        import numpy as np

        scores: NDArray[np.int64] = self.points[:, :, 0].sum(axis=1, dtype=np.int64)
        return scores

    @property
    def possible(self) -> NDArray[np.int64]:
        """Points possible on each line, in whole hundredths."""
        import numpy as np

        return np.array([round(line.possible * 100) for line in self.lines], dtype=np.int64)


@dataclass(frozen=True, eq=False, slots=True)
class RankOrder:
    """The order of a table's candidates: columns from best to worst."""

    rows: NDArray[np.intp]
    """Each candidate's row in the table."""
    rank: NDArray[np.int32]
    """From 1; equal scores share a rank."""
    rank_best: NDArray[np.int32]
    """Best rank within the stability band."""
    rank_worst: NDArray[np.int32]
    """Worst rank within the stability band."""
    group: NDArray[np.int32]
    """Rank of the first candidate of the group that is too close to call."""
