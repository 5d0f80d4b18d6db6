"""What an earlier run gathered, ranked against another profile, without a look at the résumés or their folder.

A run's manifest names the roster that the run left in the cache (:mod:`matcher.runs.store.run_store`). Points, ranks, bands and
groups are the very ones that a run with the other profile would give; only what is told in words is not there, since
that takes the texts.
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
    """A candidate that comes in or drops out.

    >>> Move("cv.pdf", 34, 8).rank
    8
    """

    document: str
    before: int
    """The rank in the earlier run."""
    rank: int


@dataclass(frozen=True, eq=False, slots=True)
class Reranking:
    """All candidates in their new order."""

    run: EarlierRun
    profile: RequirementProfile
    standings: Tail
    """All of them in figures; bands and groups of as many as were asked for."""
    others: SetAside
    """The files that are not ranked, and why."""
    before: NDArray[np.int32] | None
    """The rank of each in the earlier run, by new place; None where that is not known any more."""

    @property
    def ranking(self) -> Ranking:
        """As a ranking of whose candidates none is told in full."""
        others = self.others
        return Ranking(
            self.profile, self.run.as_of, (), others.needs_review, others.duplicates, others.failures,
            self.run.versions, self.standings if len(self.standings) else None,
        )  # fmt: skip

    def came_in(self, first: int) -> list[Move]:
        """Those among the first so many who were not before, best first."""
        return [] if self.before is None else self._moves(self._first_before()[:first] >= first, first)

    def dropped_out(self, first: int) -> list[Move]:
        """Those no longer among the first so many, in the order in which they stood."""
        import numpy as np

        if self.before is None:
            return []
        places = np.flatnonzero((self._first_before() < first) & (np.arange(len(self.before)) >= first))
        return sorted((self._move(place) for place in places.tolist()), key=lambda move: (move.before, move.document))

    def _first_before(self) -> NDArray[np.intp]:
        """The place, from 0, that each had before, by new place: by rank, those of one rank by name."""
        import numpy as np

        assert self.before is not None  # noqa: S101 - asked before
        order = np.lexsort((self.standings.order.rows, self.before))
        place = np.empty(len(order), dtype=np.intp)
        place[order] = np.arange(len(order))
        return place

    def _moves(self, moved: NDArray[np.bool_], first: int) -> list[Move]:
        return [self._move(place) for place in moved[:first].nonzero()[0].tolist()]

    def _move(self, place: int) -> Move:
        assert self.before is not None  # noqa: S101 - asked before
        order, documents = self.standings.order, self.standings.table.documents
        return Move(documents[int(order.rows[place])], int(self.before[place]), int(order.rank[place]))


def rerank(
    run: EarlierRun,
    profile: RequirementProfile,
    taxonomy: Taxonomy,
    versions: CacheKeys,
    cache: Cache,
    told: int | None = None,
) -> Reranking:
    """Rank what an earlier run gathered against a profile.

    Args:
        run: of :meth:`matcher.runs.run_folder.RunFolder.earlier_run`.
        profile: what the candidates are compared with now.
        taxonomy: with what the call and the profile add to it.
        versions: of that profile, as of the run's day.
        cache: the one that the run used.
        told: how many places, from the best, need a band and a group; None for all.

    Raises:
        UsageError: the cache does not hold the roster, or the profile asks for what no run has reckoned.
    """
    name, before = split_reference(run.stored_run)
    stored = StoredRun.find(cache, name)
    table = None
    if stored is not None:
        year, month, _ = map(int, run.as_of.split("-"))
        table, missing = load_candidates(stored, versions, profile, taxonomy, Month(year, month))
        if missing:
            labels = [r.label for r in profile.requirements] + ["the role's text"]
            raise UsageError(
                f"the run in {run.folder} did not reckon what this profile asks for in: "
                f"{', '.join(labels[line] for line in missing)}. Run `matcher rank` with the profile: it reads no "
                "résumé anew, and after it `matcher rerank` knows these, too"
            )
    if stored is None or table is None:
        raise UsageError(
            f"what the run in {run.folder} kept of its candidates is not in the cache {cache.file.name}: name the "
            "run's own with --cache, or, if it is gone from there, run `matcher rank` with the profile"
        )
    order = rank_table(table, told)
    ranks = stored.ranks(before)
    return Reranking(
        run,
        profile,
        Tail(table, order, 0, profile),
        stored.set_aside,
        None if ranks is None else ranks[order.rows],
    )
