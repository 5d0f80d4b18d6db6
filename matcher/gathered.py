"""The candidates of a run as they come, in columns: their files, their points, what their texts are compared by."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

from matcher.inputs import UniqueFile
from matcher.line_totals import decode_standings, points_in_cents
from matcher.near_duplicates import Repeat
from matcher.scoring import ledger_lines
from matcher.standings import DocumentNames, Standings
from matcher.types import Duplicate, RequirementProfile
from matcher.types import Warning as DocumentWarning

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
        self._points: list[NDArray[np.int16]] = []
        self._numbers: list[NDArray[np.int32]] = []
        self._signatures: list[NDArray[np.uint8]] = []

    def add(self, file: UniqueFile, content: bytes, record: bytes) -> None:
        """One more: its file, its document's digest, and its numbers."""
        self.files.append((file, content))
        self._waiting.append(record)
        if len(self._waiting) == _AT_ONCE:
            self._reckon()

    def _reckon(self) -> None:
        import numpy as np

        found = decode_standings(self._waiting, self._keys)
        self._waiting = []
        self._points.append(points_in_cents(found.totals, self._profile).astype(np.int16))
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
        return Duplicate(file.name, kept.name, file.sha.hex(), repeat.likeness)

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
        """Take some rows out."""
        import numpy as np

        if not rows:
            return
        kept = np.setdiff1d(np.arange(len(self.files)), np.array(sorted(rows)))
        self.files = [self.files[row] for row in kept.tolist()]
        self._points = [np.concatenate(self._points)[kept]]
        self._numbers = [np.concatenate(self._numbers)[kept]]

    def table(self) -> Standings:
        """All of them."""
        import numpy as np

        if self._waiting:
            self._reckon()
        digests = b"".join(file.sha for file, _ in self.files)
        months, pages, words = np.concatenate(self._numbers).T
        return Standings(
            DocumentNames(file.name for file, _ in self.files),
            np.frombuffer(digests, dtype=np.uint8).reshape(-1, 32),
            ledger_lines(self._profile),
            np.concatenate(self._points),
            months, pages, words,
        )  # fmt: skip
