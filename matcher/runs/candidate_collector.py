"""The candidates of a run as they come, in columns: their files, their points, what their texts are compared by."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Final

from matcher.core.document import DocumentWarning
from matcher.core.profile import RequirementProfile
from matcher.core.ranking import Duplicate
from matcher.ranking.candidate_table import CandidateTable, DocumentNames
from matcher.ranking.near_duplicates import Repeat
from matcher.runs.inputs import UniqueFile
from matcher.runs.store.run_store import Candidates
from matcher.scoring.candidate_record import decode_standings
from matcher.scoring.components.registry import ledger_lines
from matcher.scoring.points import points_in_cents

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Gathered"]

_AT_ONCE: Final = 4096
"""Candidates whose points are reckoned together."""


class Gathered:
    """Candidates as they come, in columns.

    Args:
        profile: what their points are reckoned by.
        keys: of the lines of the ledger.
    """

    def __init__(self, profile: RequirementProfile, keys: Sequence[bytes]) -> None:
        self.files: list[tuple[UniqueFile, bytes]] = []
        self._profile = profile
        self._keys = keys
        self._waiting: list[bytes] = []
        self._totals: list[NDArray[np.float64]] = []
        self._numbers: list[NDArray[np.int32]] = []
        self._signatures: list[NDArray[np.uint8]] = []
        self._names: list[bytes] = []

    def add(self, file: UniqueFile, content: bytes, record: bytes) -> None:
        """One more: its file, its document's digest, and its numbers."""
        self.files.append((file, content))
        self._waiting.append(record)
        if len(self._waiting) == _AT_ONCE:
            self._reckon()

    def _reckon(self) -> None:
        found = decode_standings(self._waiting, self._keys)
        self._waiting = []
        self._totals.append(found.totals)
        self._numbers.append(found.numbers)
        self._signatures.append(found.signatures)

    def signatures(self) -> NDArray[np.uint8]:
        """What the texts are compared by, a row each."""
        import numpy as np

        if self._waiting:
            self._reckon()
        return np.concatenate(self._signatures)

    def duplicate(self, repeat: Repeat) -> Duplicate:
        """A file that is not ranked, since another says what it says."""
        (file, _), (kept, _) = self.files[repeat.row], self.files[repeat.kept]
        return Duplicate(file.name, kept.name, file.sha.hex(), repeat.similarity)

    def warnings(self, alike: Sequence[Repeat]) -> dict[str, DocumentWarning]:
        """By the name of its file, what is to be told of each that is alike to another and is ranked like that one."""
        others: dict[str, list[str]] = {}
        for repeat in alike:
            one, other = self.files[repeat.row][0].name, self.files[repeat.kept][0].name
            others.setdefault(one, []).append(other)
            others.setdefault(other, []).append(one)
        told = "says the same as {}, or nearly; each is ranked by itself"
        return {name: DocumentWarning("alike", told.format(", ".join(sorted(same)))) for name, same in others.items()}

    def leave_out(self, rows: Collection[int]) -> None:
        """Take some rows out, and put the others in order of name."""
        import numpy as np

        if self._waiting:
            self._reckon()
        names = [file.name.encode("utf-8", "surrogatepass") for file, _ in self.files]
        kept = sorted(set(range(len(self.files))) - set(rows), key=names.__getitem__)
        self.files = [self.files[row] for row in kept]
        self._names = [names[row] for row in kept]
        place = np.full(len(names), -1, dtype=np.intp)
        place[kept] = np.arange(len(kept))
        self._numbers = [_placed(self._numbers, place, len(kept))]
        self._totals = [_placed(self._totals, place, len(kept))]

    def candidates(self) -> Candidates:
        """Who they are, in order of name; after :meth:`leave_out`."""
        contents = _column([content for _, content in self.files])
        return Candidates(self._names, self._shas(), contents, self._numbers[0])

    def _shas(self) -> NDArray[np.uint8]:
        return _column([file.sha for file, _ in self.files])

    def lines(self) -> list[tuple[bytes, NDArray[np.float64]]]:
        """The lines' keys, each with what its evidence comes to: candidates × dates × 2; after :meth:`leave_out`."""
        return [(key, self._totals[0][:, index]) for index, key in enumerate(self._keys)]

    def table(self) -> CandidateTable:
        """All of them, in order of name; after :meth:`leave_out`."""
        import numpy as np

        totals = self._totals[0]
        points = np.empty(totals.shape[:3], dtype=np.int16)
        lines = ledger_lines(self._profile)
        for start in range(0, len(points), _AT_ONCE):
            points[start : start + _AT_ONCE] = points_in_cents(totals[start : start + _AT_ONCE], lines)
        months, pages, words = self._numbers[0].T
        return CandidateTable(
            DocumentNames.of(b"".join(self._names), np.array([len(name) for name in self._names], dtype=np.int32)),
            self._shas(),
            lines,
            points,
            months, pages, words, in_order_of_name=True,
        )  # fmt: skip


def _column(digests: list[bytes]) -> NDArray[np.uint8]:
    import numpy as np

    return np.frombuffer(b"".join(digests), dtype=np.uint8).reshape(len(digests), -1)


def _placed(parts: list[NDArray[Any]], place: NDArray[np.intp], count: int) -> NDArray[Any]:
    """Rows in their places, those without one left out; the parts are let go one by one."""
    import numpy as np

    whole = np.empty((count, *parts[0].shape[1:]), dtype=parts[0].dtype)
    done = 0
    for number in range(len(parts)):
        part, parts[number] = parts[number], parts[number][:0]
        where = place[done : done + len(part)]
        whole[where[where >= 0]] = part[where >= 0]
        done += len(part)
    return whole
