"""Rank the candidates of an earlier run for another profile, without the résumés.

A run's manifest names the stored run that it left in the cache (:mod:`matcher.runs.store.run_store`). Points, ranks,
bands and groups are those of a full run with the other profile. Only explanations and evidence are missing, because
these need the texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.core.errors import UsageError
from matcher.core.profile import RequirementProfile
from matcher.core.resume import Month
from matcher.ranking.rank_stability import rank_table
from matcher.ranking.ranking import Ranking
from matcher.ranking.tail import Tail
from matcher.runs.cache_keys import CacheKeys
from matcher.runs.run_folder import EarlierRun
from matcher.runs.store.cache import Cache
from matcher.runs.store.run_store import SetAside, StoredRun, split_reference
from matcher.runs.store.stored_evidence import load_candidates
from matcher.skills.taxonomy import Taxonomy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Move", "Reranking", "rerank"]


@dataclass(frozen=True, slots=True)
class Move:
    """A candidate that entered or left the best ones.

    >>> Move("cv.pdf", 34, 8).rank
    8
    """

    document: str
    before: int
    """The rank in the earlier run."""
    rank: int


@dataclass(frozen=True, eq=False, slots=True)
class Reranking:
    """The candidates of an earlier run in their new order."""

    run: EarlierRun
    profile: RequirementProfile
    candidates: Tail
    """All of them, with their figures; as many as were asked for have a stability band and a group."""
    set_aside: SetAside
    """The files that are not ranked, with the reasons."""
    before: NDArray[np.int32] | None
    """The earlier rank of each candidate, in the new order; None if it is not in the cache any more."""

    @property
    def ranking(self) -> Ranking:
        """The same as a ranking without detailed candidates."""
        files = self.set_aside
        return Ranking(
            self.profile, self.run.as_of, (), files.needs_review, files.duplicates, files.failures,
            self.run.versions, self.candidates if len(self.candidates) else None,
        )  # fmt: skip

    def entered(self, top: int) -> list[Move]:
        """Return the candidates that are new among the best ``top``, best first."""
        return [] if self.before is None else self._moves(self._places_before()[:top] >= top)

    def left(self, top: int) -> list[Move]:
        """Return the candidates that are no longer among the best ``top``, in their earlier order."""
        import numpy as np

        if self.before is None:
            return []
        places = np.flatnonzero((self._places_before() < top) & (np.arange(len(self.before)) >= top))
        return sorted((self._move(place) for place in places.tolist()), key=lambda move: (move.before, move.document))

    def _places_before(self) -> NDArray[np.intp]:
        """Return the earlier place of each candidate, from 0, in the new order; equal ranks are ordered by name."""
        import numpy as np

        assert self.before is not None  # noqa: S101 - checked by the callers
        order = np.lexsort((self.candidates.order.rows, self.before))
        place = np.empty(len(order), dtype=np.intp)
        place[order] = np.arange(len(order))
        return place

    def _moves(self, moved: NDArray[np.bool_]) -> list[Move]:
        return [self._move(place) for place in moved.nonzero()[0].tolist()]

    def _move(self, place: int) -> Move:
        assert self.before is not None  # noqa: S101 - checked by the callers
        order, documents = self.candidates.order, self.candidates.table.documents
        return Move(documents[int(order.rows[place])], int(self.before[place]), int(order.rank[place]))


def rerank(
    run: EarlierRun,
    profile: RequirementProfile,
    taxonomy: Taxonomy,
    keys: CacheKeys,
    cache: Cache,
    top: int | None = None,
) -> Reranking:
    """Rank the candidates of an earlier run for a profile.

    Args:
        run: of :meth:`matcher.runs.run_folder.RunFolder.earlier_run`.
        profile: the requirements that the candidates are compared with now.
        taxonomy: with the additions of the call and of the profile.
        keys: the cache keys for that profile on the run's day.
        cache: the cache that the run used.
        top: number of candidates, from the best, that get a band and a group; None for all.

    Raises:
        UsageError: the cache does not hold the stored run, or the profile needs values that no run computed.
    """
    name, before = split_reference(run.stored_run)
    stored = StoredRun.find(cache, name)
    table = None
    if stored is not None:
        year, month, _ = map(int, run.as_of.split("-"))
        table, missing = load_candidates(stored, keys, profile, taxonomy, Month(year, month))
        if missing:
            labels = [r.label for r in profile.requirements] + ["the role's text"]
            raise UsageError(
                f"the run in {run.folder} did not compute what this profile needs for: "
                f"{', '.join(labels[line] for line in missing)}. Run `matcher rank` with the profile: it reads no "
                "résumé again, and `matcher rerank` works afterwards"
            )
    if stored is None or table is None:
        raise UsageError(
            f"the candidates of the run in {run.folder} are not in the cache {cache.file.name}: name the run's own "
            "cache with --cache, or, if they are gone from there, run `matcher rank` with the profile"
        )
    order = rank_table(table, top)
    ranks = stored.ranks(before)
    return Reranking(
        run,
        profile,
        Tail(table, order, 0, profile),
        stored.set_aside,
        None if ranks is None else ranks[order.rows],
    )
