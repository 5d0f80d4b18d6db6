"""All candidates of a run in columns, so that a million take the room of their figures.

A table holds what order, bands and groups are reckoned from, and what is told of a candidate whose evidence is not.
Assessments are made for the best only; :mod:`matcher.ranking.order` puts the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from matcher.core.ledger import LedgerLine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["CandidateTable", "DocumentNames", "RankOrder"]


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
