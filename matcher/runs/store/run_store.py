"""Store the candidates of a run as columns, so that all of them can be ranked again without their files.

A stored run holds what ranking needs and no profile changes: the candidates, the files that were set aside, and for
each ledger line that was computed its evidence totals; besides, the evidence of every skill, from which other lines are
computed. Everything is stored in parts of :data:`PART` candidates, sorted by name, so that a million take the memory of
one part while they are read. The parts are values of the cache like any other: with a key and a checksum, evicted and
forgotten with it.

The name of a stored run is a digest of what it holds: two runs that found the same share one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from matcher.core.encoding import content_digest, decode, encode
from matcher.core.profile import RequirementProfile
from matcher.core.ranking import Duplicate, Failure
from matcher.core.row_codec import Field, RowCodec, RowLayout
from matcher.ranking.candidate_table import CandidateTable, DocumentNames
from matcher.runs.store.cache import Cache
from matcher.runs.store.entries import STORED_RUN, stored_run_content
from matcher.scoring.candidate_facts import CANDIDATE
from matcher.scoring.candidate_record import DATES
from matcher.scoring.components.registry import ledger_lines
from matcher.scoring.points import points_in_cents

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PART", "SetAside", "StoredRun", "keep_ranks", "keep_run", "run_name", "split_reference"]

PART: Final = 8192
"""Candidates of a part: 400 KB a line, which is read at the speed of memory; some hundred parts a million."""

ComputeTotals = Callable[[int, int, int], "NDArray[np.float64] | None"]
"""Computes a line's evidence totals, given the line's index in the profile, the part's number and its candidates."""

_PART: Final = RowCodec(
    candidates=RowLayout(Field("name", "<i4"), *CANDIDATE.fields), names=RowLayout(Field("byte", "u1"))
)
"""Candidates, each with the bytes of its name; then the names, one after another."""
_TOTALS: Final = RowCodec(totals=RowLayout(Field("totals", "<f8", 2 * DATES)))
_RANKS: Final = RowCodec(ranks=RowLayout(Field("rank", "<i4")))


@dataclass(frozen=True, slots=True)
class SetAside:
    """The files of a run that are not ranked, and the warnings about similar documents that are.

    >>> SetAside().failures
    ()
    """

    needs_review: tuple[Failure, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    failures: tuple[Failure, ...] = ()
    similar: tuple[tuple[str, str], ...] = ()
    """Names of documents that are ranked, each with the message of its warning."""


@dataclass(frozen=True, slots=True)
class Head:
    """The part of a stored run that is read first."""

    candidates: int
    set_aside: SetAside


def run_name(documents: DocumentNames, candidates: NDArray[np.void], set_aside: SetAside, analyzer: bytes) -> bytes:
    """Return the name of a stored run: 16 bytes, the same wherever and in whatever order its candidates were found.

    Args:
        documents: the names of the candidates, sorted.
        candidates: rows of :data:`matcher.scoring.candidate_facts.CANDIDATE`, in the same order.
        set_aside: the other files.
        analyzer: the cache key of everything that analyses depend on, of :class:`matcher.runs.cache_keys.CacheKeys`.
    """
    digest = blake2b(digest_size=16)
    lengths = documents.lengths.tobytes()
    for part in (analyzer, content_digest(set_aside), documents.joined(0, len(documents)), lengths):
        digest.update(part)
    digest.update(memoryview(candidates.tobytes()))
    return digest.digest()


def keep_run(
    cache: Cache,
    name: bytes,
    documents: DocumentNames,
    candidates: NDArray[np.void],
    set_aside: SetAside,
    lines: Sequence[tuple[bytes, NDArray[np.float64]]],
    groups: Collection[bytes] = (),
    join_evidence: Callable[[Sequence[bytes]], Mapping[bytes, bytes]] = lambda _: {},
) -> None:
    """Store a run, or those of its lines and groups that are not stored yet.

    Args:
        cache: where.
        name: of :func:`run_name`.
        documents: the names of the candidates, sorted.
        candidates: rows of :data:`matcher.scoring.candidate_facts.CANDIDATE`, in the same order.
        set_aside: the other files.
        lines: keys of lines, each with evidence totals: candidates × dates × (total, supported).
        groups: the groups of evidence (:mod:`matcher.scoring.evidence_columns`) that should be stored, by version and
            name.
        join_evidence: returns all groups of some candidates, given the digests of their documents.
    """
    count = len(documents)
    is_stored = bool(cache.has(STORED_RUN, [_key(name, b"head", 0)]))
    # Without a head, something was damaged: then nothing is believed.
    known = cache.has(STORED_RUN, [k for key, _ in lines for k in _keys(name, key, count)]) if is_stored else set()
    missing = [(key, totals) for key, totals in lines if not known.issuperset(_keys(name, key, count))]
    group_keys = [key for group in groups for key in _keys(name, group, count)]
    has_evidence = is_stored and len(cache.has(STORED_RUN, group_keys)) == len(group_keys)
    if is_stored and has_evidence and not missing:
        return
    about = stored_run_content(name)
    with cache.transaction():
        for number, start in enumerate(range(0, count, PART)):
            stop = min(start + PART, count)
            if not is_stored:
                cache.put(STORED_RUN, _key(name, b"who", number), about, _pack_part(documents, candidates, start, stop))
            if not has_evidence:
                contents: list[bytes] = candidates["content"][start:stop].tolist()
                for group, rows in join_evidence(contents).items():
                    cache.put(STORED_RUN, _key(name, group, number), about, rows)
            for key, totals in missing:
                cache.put(STORED_RUN, _key(name, key, number), about, _pack_totals(totals[start:stop]))
        if not is_stored:
            cache.put(STORED_RUN, _key(name, b"head", 0), about, encode(Head(count, set_aside)))
    cache.evict_stored_runs()


def keep_ranks(cache: Cache, name: bytes, profile: bytes, ranks: NDArray[np.int32]) -> None:
    """Store the ranks that a run gave to the candidates.

    Args:
        cache: where the run is stored.
        name: the stored run's.
        profile: the cache key of what ranks depend on besides, of :class:`matcher.runs.cache_keys.CacheKeys`.
        ranks: in order of name.
    """
    key = _key(name, b"rank" + profile, 0)
    if not cache.has(STORED_RUN, [key]):
        cache.put(STORED_RUN, key, stored_run_content(name), _RANKS.pack(ranks=ranks.astype("<i4")))


def split_reference(reference: bytes) -> tuple[bytes, bytes]:
    """Split a manifest's reference to a stored run: its name, and the profile key of the ranks of that run.

    >>> split_reference(b"n" * 16 + b"p" * 16)
    (b'nnnnnnnnnnnnnnnn', b'pppppppppppppppp')
    """
    return reference[:16], reference[16:]


def _key(name: bytes, column: bytes, number: int) -> bytes:
    return content_digest([name, column, number])


def _keys(name: bytes, column: bytes, count: int) -> list[bytes]:
    return [_key(name, column, number) for number in range(-(-count // PART))]


def _pack_part(documents: DocumentNames, candidates: NDArray[np.void], start: int, stop: int) -> bytes:
    layout = _PART.layouts["candidates"]
    columns = {field.name: candidates[field.name][start:stop] for field in CANDIDATE.fields}
    rows = layout.array(stop - start, {**columns, "name": documents.lengths[start:stop]})
    return _PART.pack(candidates=rows, names=documents.joined(start, stop))


def _pack_totals(totals: NDArray[np.float64]) -> bytes:
    return _TOTALS.pack(totals=totals.astype("<f8"))


class StoredRun:
    """A stored run, read part by part as it is needed.

    Args:
        cache: where it is stored.
        name: of :func:`run_name`.
        head: its head; use :meth:`find`.
    """

    def __init__(self, cache: Cache, name: bytes, head: Head) -> None:
        self.name = name
        self.set_aside = head.set_aside
        self._count = head.candidates
        self._cache = cache
        self._candidates: NDArray[np.void] | None = None
        self._documents: DocumentNames | None = None

    @classmethod
    def find(cls, cache: Cache, name: bytes) -> StoredRun | None:
        """Return the stored run of that name; None if it is not in the cache."""
        head = decode(cache.get(STORED_RUN, _key(name, b"head", 0)) or b"", Head)
        return None if head is None else cls(cache, name, head)

    def __len__(self) -> int:
        return self._count

    def _invalidate(self) -> None:
        """Drop the head, so that the run is stored again: a part is missing or damaged."""
        self._cache.drop(STORED_RUN, _key(self.name, b"head", 0))

    def _load(self) -> tuple[DocumentNames, NDArray[np.void]] | None:
        """Return names and rows of all candidates; None if a part is missing or damaged."""
        import numpy as np

        if self._documents is None or self._candidates is None:
            values = [self._cache.get(STORED_RUN, key) for key in _keys(self.name, b"who", self._count)]
            parts = [_PART.unpack(value or b"") for value in values]
            rows = np.concatenate(
                [part["candidates"] for part in parts if part is not None]
                or [np.empty(0, _PART.layouts["candidates"].dtype)]
            )
            names = b"".join(part["names"].tobytes() for part in parts if part is not None)
            if None in parts or len(rows) != self._count or rows["name"].sum(dtype=np.int64) != len(names):
                return None
            self._documents = DocumentNames.of(names, rows["name"])
            self._candidates = CANDIDATE.array(len(rows), {f.name: rows[f.name] for f in CANDIDATE.fields})
        return self._documents, self._candidates

    def missing(self, keys: Sequence[bytes]) -> list[int]:
        """Return the indices of lines whose totals are not stored for all candidates, given the lines' keys."""
        parts = -(-self._count // PART)
        return [
            index
            for index, key in enumerate(keys)
            if len(self._cache.has(STORED_RUN, _keys(self.name, key, self._count))) < parts
        ]

    def has_groups(self, version: bytes, groups: Sequence[bytes]) -> bool:
        """Return whether groups of evidence (:mod:`matcher.scoring.evidence_columns`) are stored for all candidates."""
        keys = [key for group in groups for key in _keys(self.name, version + group, self._count)]
        return len(self._cache.has(STORED_RUN, keys)) == len(keys)

    def group(self, version: bytes, group: bytes, number: int) -> bytes | None:
        """Return a group of evidence for the candidates of a part."""
        return self._cache.get(STORED_RUN, _key(self.name, version + group, number))

    def ranks(self, profile: bytes) -> NDArray[np.int32] | None:
        """Return the ranks of :func:`keep_ranks`; None if they are not in the cache any more."""
        sections = _RANKS.unpack(self._cache.get(STORED_RUN, _key(self.name, b"rank" + profile, 0)) or b"")
        return None if sections is None or len(sections["ranks"]) != self._count else sections["ranks"]["rank"]

    def table(
        self, profile: RequirementProfile, keys: Sequence[bytes], compute: ComputeTotals | None = None, *, keep: bool
    ) -> CandidateTable | None:
        """Return all candidates with their points, sorted by name.

        Args:
            profile: what points are computed for.
            keys: of the ledger's lines, of :class:`matcher.runs.cache_keys.CacheKeys`.
            compute: computes the evidence totals of lines that are not stored.
            keep: whether to store computed totals.

        Returns:
            The table; None if a part is missing or damaged.
        """
        import numpy as np

        loaded = self._load()
        if loaded is None:
            self._invalidate()
            return None
        lines = ledger_lines(profile)
        points = np.empty((self._count, len(keys), DATES), dtype=np.int16)
        for number, start in enumerate(range(0, self._count, PART)):
            count = min(PART, self._count - start)
            totals = np.empty((count, len(keys), DATES, 2))
            for line, key in enumerate(keys):
                of_line = self._totals(key, number, count)
                if of_line is None and compute is not None:
                    of_line = compute(line, number, count)
                    if of_line is not None and keep:
                        stored_as = _key(self.name, key, number)
                        self._cache.put(STORED_RUN, stored_as, stored_run_content(self.name), _pack_totals(of_line))
                if of_line is None:
                    self._invalidate()
                    return None
                totals[:, line] = of_line
            points[start : start + count] = points_in_cents(totals, lines)
        return CandidateTable(*loaded, lines, points, sorted_by_name=True)

    def _totals(self, key: bytes, number: int, count: int) -> NDArray[Any] | None:
        """Return a line's stored totals for the candidates of a part."""
        sections = _TOTALS.unpack(self._cache.get(STORED_RUN, _key(self.name, key, number)) or b"")
        if sections is None or len(sections["totals"]) != count:
            return None
        return sections["totals"]["totals"].reshape(count, DATES, 2)
