"""Lines of a roster that no run has reckoned, from what its candidates show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from matcher.core.profile import RequirementProfile
from matcher.core.resume import Month
from matcher.runs.store.run_store import Roster
from matcher.scoring.components.registry import stored_lines
from matcher.scoring.evidence_columns import dates_around, unpacked
from matcher.skills.taxonomy import Taxonomy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Reckoned"]


class Reckoned:
    """Reckons a profile's lines for the candidates of a roster, part by part.

    Args:
        roster: of the candidates.
        version: of what they show, of :class:`matcher.runs.cache_keys.CacheKeys`.
        profile: whose lines.
        taxonomy: what implies what.
        as_of: the month that "now" means.
    """

    def __init__(
        self, roster: Roster, version: bytes, profile: RequirementProfile, taxonomy: Taxonomy, as_of: Month
    ) -> None:
        self._roster = roster
        self._version = version
        self._lines = stored_lines(profile, taxonomy, dates_around(as_of))
        self._held: tuple[int, dict[bytes, dict[str, NDArray[Any]]]] = (-1, {})

    def lacks(self, lines: Sequence[int]) -> list[int]:
        """Those of the lines, by their places, that cannot be reckoned: phrases or words nobody has looked for."""
        return [line for line in lines if not self._can(line)]

    def _can(self, line: int) -> bool:
        stored = self._lines[line]
        return stored is not None and self._roster.has_groups(self._version, stored.groups)

    def __call__(self, line: int, number: int, candidates: int) -> NDArray[np.float64] | None:
        """What a line comes to for the candidates of a part.

        Args:
            line: its place in the profile.
            number: of the part.
            candidates: how many the part holds.

        Returns:
            Candidates × dates × 2; None if what they show is not there any more.
        """
        stored = self._lines[line]
        if stored is None:
            return None
        if self._held[0] != number:
            self._held = number, {}
        held = self._held[1]
        for group in stored.groups:
            if group not in held:
                data = self._roster.group(self._version, group, number)
                if data is None:
                    return None
                name = "phrases" if group.startswith(b"phrases") else group.decode()
                held[group] = unpacked(name, data, candidates)
        return stored.totals(candidates, held)
