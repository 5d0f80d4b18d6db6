"""Collect the candidates of a run as columns while they arrive: files, facts, evidence totals, text signatures."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Final

from matcher.core.profile import RequirementProfile
from matcher.core.ranking import Duplicate
from matcher.ranking.candidate_table import CandidateTable, DocumentNames
from matcher.ranking.near_duplicates import Repeat
from matcher.runs.inputs import UniqueFile
from matcher.scoring.candidate_record import unpack_records
from matcher.scoring.components.registry import ledger_lines
from matcher.scoring.points import points_in_cents

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["CandidateCollector"]

_AT_ONCE: Final = 4096
"""Candidates whose records are unpacked, and whose points are computed, together."""


class CandidateCollector:
    """Candidates as columns, in the order in which they arrive.

    Args:
        profile: what points are computed for.
        keys: of the ledger's lines.
    """

    documents: DocumentNames
    """Names of the candidates, sorted; after :meth:`exclude`."""
    candidates: NDArray[np.void]
    """Rows of :data:`matcher.scoring.candidate_facts.CANDIDATE`, sorted by name; after :meth:`exclude`."""

    def __init__(self, profile: RequirementProfile, keys: Sequence[bytes]) -> None:
        self.files: list[tuple[UniqueFile, bytes]] = []
        """Each candidate's file and the digest of its document."""
        self._profile = profile
        self._keys = keys
        self._waiting: list[bytes] = []
        self._candidates: list[NDArray[np.void]] = []
        self._totals: list[NDArray[np.float64]] = []
        self._signatures: list[NDArray[np.uint8]] = []

    def add(self, file: UniqueFile, content: bytes, record: bytes) -> None:
        """Add a candidate: its file, its document's digest, and its packed record."""
        self.files.append((file, content))
        self._waiting.append(record)
        if len(self._waiting) == _AT_ONCE:
            self._unpack()

    def _unpack(self) -> None:
        columns = unpack_records(self._waiting, self._keys)
        self._waiting = []
        self._candidates.append(columns.candidates)
        self._totals.append(columns.totals)
        self._signatures.append(columns.signatures)

    def signatures(self) -> NDArray[np.uint8]:
        """Return the text signatures, one row per candidate."""
        import numpy as np

        if self._waiting:
            self._unpack()
        return np.concatenate(self._signatures)

    def duplicate(self, repeat: Repeat) -> Duplicate:
        """Return the entry of a file that is not ranked because it repeats another."""
        (file, _), (kept, _) = self.files[repeat.row], self.files[repeat.kept]
        return Duplicate(file.name, kept.name, file.sha.hex(), repeat.similarity)

    def similar(self, pairs: Sequence[Repeat]) -> dict[str, str]:
        """Return the message of a warning for each document that is similar to another ranked one, by name."""
        others: dict[str, list[str]] = {}
        for repeat in pairs:
            one, other = self.files[repeat.row][0].name, self.files[repeat.kept][0].name
            others.setdefault(one, []).append(other)
            others.setdefault(other, []).append(one)
        message = "has (nearly) the same text as {}; each is ranked by itself"
        return {name: message.format(", ".join(sorted(same))) for name, same in others.items()}

    def exclude(self, rows: Collection[int]) -> None:
        """Remove some rows and sort the others by name."""
        import numpy as np

        if self._waiting:
            self._unpack()
        names = [file.name.encode("utf-8", "surrogatepass") for file, _ in self.files]
        kept = sorted(set(range(len(self.files))) - set(rows), key=names.__getitem__)
        self.files = [self.files[row] for row in kept]
        target = np.full(len(names), -1, dtype=np.intp)
        target[kept] = np.arange(len(kept))
        names = [names[row] for row in kept]
        self.documents = DocumentNames.of(b"".join(names), np.array([len(name) for name in names], dtype=np.int32))
        self.candidates = _moved(self._candidates, target, len(kept))
        self.candidates["sha256"] = np.frombuffer(b"".join([file.sha for file, _ in self.files]), "V32")
        self.candidates["content"] = np.frombuffer(b"".join([content for _, content in self.files]), "V16")
        self._totals = [_moved(self._totals, target, len(kept))]

    def lines(self) -> list[tuple[bytes, NDArray[np.float64]]]:
        """Return each line's key and evidence totals: candidates × dates × 2; after :meth:`exclude`."""
        return [(key, self._totals[0][:, index]) for index, key in enumerate(self._keys)]

    def table(self) -> CandidateTable:
        """Return all candidates with their points, sorted by name; after :meth:`exclude`."""
        import numpy as np

        totals = self._totals[0]
        points = np.empty(totals.shape[:3], dtype=np.int16)
        lines = ledger_lines(self._profile)
        for start in range(0, len(points), _AT_ONCE):
            points[start : start + _AT_ONCE] = points_in_cents(totals[start : start + _AT_ONCE], lines)
        return CandidateTable(self.documents, self.candidates, lines, points, sorted_by_name=True)


def _moved(parts: list[NDArray[Any]], target: NDArray[np.intp], count: int) -> NDArray[Any]:
    """Move rows to their target rows, dropping those whose target is -1; the parts are freed one by one."""
    import numpy as np

    moved = np.empty((count, *parts[0].shape[1:]), dtype=parts[0].dtype)
    done = 0
    for number in range(len(parts)):
        part, parts[number] = parts[number], parts[number][:0]
        rows = target[done : done + len(part)]
        moved[rows[rows >= 0]] = part[rows >= 0]
        done += len(part)
    return moved
