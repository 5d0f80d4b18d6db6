"""Load the candidates of a stored run, scored against any profile.

Totals of ledger lines that the run did not compute are computed from its stored evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from matcher.core.profile import RequirementProfile
from matcher.core.resume import Month
from matcher.ranking.candidate_table import CandidateTable
from matcher.runs.cache_keys import CacheKeys
from matcher.runs.store.run_store import StoredRun
from matcher.scoring.components.registry import stored_lines
from matcher.scoring.evidence_columns import dates_around, unpack_group
from matcher.skills.taxonomy import Taxonomy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["StoredEvidence", "load_candidates"]


def load_candidates(
    stored: StoredRun,
    keys: CacheKeys,
    profile: RequirementProfile,
    taxonomy: Taxonomy,
    as_of: Month,
    *,
    keep: bool = False,
) -> tuple[CandidateTable | None, list[int]]:
    """Load the candidates of a stored run with their points.

    Args:
        stored: the run.
        keys: the cache keys of the profile, as of the run's day.
        profile: what points are computed for.
        taxonomy: which skill implies which.
        as_of: the month that "now" means.
        keep: whether to store totals that had to be computed.

    Returns:
        The table and no line; or None and the indices of the lines that cannot be computed; or None and no line if the
        stored run is damaged.
    """
    compute = None
    if missing := stored.missing(keys.lines):
        compute = StoredEvidence(stored, keys.evidence, profile, taxonomy, as_of)
        if missing := compute.missing(missing):
            return None, missing
    return stored.table(profile, keys.lines, compute, keep=keep), []


class StoredEvidence:
    """Compute ledger lines missing from a stored run, from stored evidence, part by part.

    Args:
        stored: the run.
        version: of its evidence, of :class:`matcher.runs.cache_keys.CacheKeys`.
        profile: whose lines.
        taxonomy: which skill implies which.
        as_of: the month that "now" means.
    """

    def __init__(
        self, stored: StoredRun, version: bytes, profile: RequirementProfile, taxonomy: Taxonomy, as_of: Month
    ) -> None:
        self._stored = stored
        self._version = version
        self._lines = stored_lines(profile, taxonomy, dates_around(as_of))
        self._part: tuple[int, dict[bytes, dict[str, NDArray[Any]]]] = (-1, {})

    def missing(self, lines: Sequence[int]) -> list[int]:
        """Return those lines, by index, that cannot be computed: their phrases or words were never looked for."""
        return [line for line in lines if not self._can_compute(line)]

    def _can_compute(self, line: int) -> bool:
        of_line = self._lines[line]
        return of_line is not None and self._stored.has_groups(self._version, of_line.groups)

    def __call__(self, line: int, number: int, candidates: int) -> NDArray[np.float64] | None:
        """Compute a line's evidence totals for the candidates of a part.

        Args:
            line: its index in the profile.
            number: of the part.
            candidates: how many the part holds.

        Returns:
            Candidates × dates × 2; None if their evidence is missing or damaged.
        """
        of_line = self._lines[line]
        if of_line is None:
            return None
        if self._part[0] != number:
            self._part = number, {}
        loaded = self._part[1]
        for group in of_line.groups:
            if group not in loaded:
                name = "phrases" if group.startswith(b"phrases") else group.decode()
                columns = unpack_group(name, self._stored.group(self._version, group, number) or b"", candidates)
                if columns is None:
                    return None
                loaded[group] = columns
        return of_line.totals(candidates, loaded)
